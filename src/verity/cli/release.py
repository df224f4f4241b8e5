"""`verity release`: who approved which edition; the log lies in the assessment folder."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from verity.cli.console import OUT, told_errors
from verity.model.errors import PublishError

release = typer.Typer(
    help="Say who has approved an edition for release, and where it stands.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)
Assessment = Annotated[Path, typer.Argument(help="Folder of the assessment, which holds the release log.")]
Published = Annotated[Path, typer.Argument(help="Folder of the edition, as `verity build` published it.")]
Name = Annotated[str, typer.Option(help="Full name of the person who decides.")]
Role = Annotated[str, typer.Option(help="What they decide as, such as “Chair of the partnership board”.")]
Note = Annotated[str, typer.Option(help="Why, or with which reservation.")]


@release.command()
def status(assessment: Assessment, edition: Published) -> None:
    """Say where an edition stands: draft, approved by one of two, approved or withdrawn.

    Its pages say “draft” until it is approved and built again.

    verity release status my-assessment out
    """
    from verity.approval.decisions import standing  # noqa: PLC0415 - keeps --help quick
    from verity.approval.log import read_log  # noqa: PLC0415
    from verity.model.releases import EditionKind  # noqa: PLC0415

    with told_errors():
        about = _about(edition)
        now = standing(read_log(assessment), about["subject"], EditionKind(about["kind"]))
    OUT.print(f"{about['title']}, {about['kind']} edition: {now.state.value}.", soft_wrap=True, markup=False)
    for one in now.approvals:
        OUT.print(f"Approved on {one.at[:10]} by {one.name}, {one.role}.", soft_wrap=True, markup=False)
    if now.draft != about["draft"]:
        OUT.print("The pages still say otherwise: build the edition again from the same data and settings.")


@release.command()
def approve(assessment: Assessment, edition: Published, name: Name, role: Role, note: Note = "") -> None:
    """Approve an edition: a public one needs two different people, a partner edition one.

    What is approved are the data, settings, version and released counts of the edition, and no later ones. Build it
    again afterwards, so that its pages no longer say “draft”.

        verity release approve my-assessment out --name "A. Name" --role "Director of Public Health"
    """
    _decide("approve", assessment, edition, name, role, note)


@release.command()
def withdraw(assessment: Assessment, edition: Published, name: Name, role: Role, note: Note = "") -> None:
    """Take an approval back; what was published stays known, and later editions are still audited against it.

    Say why in a note: the log keeps it.

    verity release withdraw my-assessment out --name "A. Name" --role "Analyst" --note "A wrong denominator"
    """
    _decide("withdraw", assessment, edition, name, role, note)


@release.command()
def log(assessment: Assessment) -> None:
    """Print the release log, oldest decision first, after checking that no line was altered.

    Keep the last hash somewhere else: it shows that no line was cut off.

    verity release log my-assessment
    """
    from verity.approval.log import head, read_log  # noqa: PLC0415 - keeps --help quick

    with told_errors():
        entries, last = read_log(assessment), head(assessment)
    for one in entries:
        words = f"{one.at}  {one.action.value}  {one.edition}  {one.subject[:12]}  {one.name}, {one.role}"
        OUT.print(words + (f": {one.note}" if one.note else ""), soft_wrap=True, markup=False)
    OUT.print(f"{len(entries)} decisions; the log's last hash is {last}", soft_wrap=True)


def _decide(action: str, assessment: Path, edition: Path, name: str, role: str, note: str) -> None:
    """Check the edition and the decision, and add it to the log."""
    from verity.approval.decisions import allowed  # noqa: PLC0415 - keeps --help quick
    from verity.approval.log import Entry, add_entry, now_in_words, read_log  # noqa: PLC0415
    from verity.approval.states import Action  # noqa: PLC0415

    with told_errors():
        about = _about(edition)
        _refuse_altered(edition)
        entry = Entry(
            action=Action(action), edition=about["kind"], subject=about["subject"], title=about["title"],
            policies=tuple(one["id"] for one in about["policies"]), name=name.strip(), role=role.strip(),
            note=note.strip(), at=now_in_words(dt.datetime.now(dt.UTC)),
        )  # fmt: skip
        state = allowed(read_log(assessment), entry)
        digest = add_entry(assessment, entry)
    OUT.print(f"{about['title']}, {about['kind']} edition: {state.value}.", soft_wrap=True, markup=False)
    OUT.print(f"Added to {assessment / 'release-log.jsonl'}; its last hash is now {digest}", soft_wrap=True)


def _about(edition: Path) -> Mapping[str, Any]:
    """Return what a published edition says of itself."""
    from verity.comparison.published import read_published  # noqa: PLC0415 - keeps --help quick

    return read_published(edition).edition


def _refuse_altered(edition: Path) -> None:
    """Refuse an edition whose files are not those that were built: nobody knows what would be approved."""
    from verity.build.manifest import differences  # noqa: PLC0415 - keeps --help quick

    found = differences(edition)
    if found:
        raise PublishError(
            "The edition is not as it was built", where=str(edition), expected="the files of its manifest",
            found="; ".join(found[:5]), do_this="build it again, look at it, and approve that",
        )  # fmt: skip
