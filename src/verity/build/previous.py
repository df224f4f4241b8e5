"""Editions that were published before: what their readers already know, and what has changed since the last.

An edition is only ever set against those that all its readers may see. A public edition that was compared with a
restricted one would print what the restricted one holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from verity.assessment.config import Assessment
from verity.build.manifest import FileHash, file_sha256
from verity.comparison.differences import Changes, changes
from verity.comparison.published import Published, read_published
from verity.comparison.telling import as_json, as_page, headlines
from verity.disclosure.constraints import CountTable
from verity.disclosure.ledger import LEDGER, read_ledger
from verity.model.errors import ValidityError
from verity.model.releases import EditionKind
from verity.report.edition import Edition

READABLE: Mapping[EditionKind, tuple[EditionKind, ...]] = {
    EditionKind.PUBLIC: (EditionKind.PUBLIC,),
    EditionKind.PARTNER: (EditionKind.PARTNER, EditionKind.PUBLIC),
    EditionKind.RESTRICTED: (EditionKind.RESTRICTED, EditionKind.PARTNER, EditionKind.PUBLIC),
}
"""Whose readers may see which editions, their own kind first."""
FILE = "changes.json"


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The earlier editions that the readers of this one may see, oldest first.

    `counts` are those released in them, for the audit; `last` is the one that changes are told since; `files` are what
    was read of them, for the manifest.
    """

    counts: tuple[CountTable, ...] = ()
    last: Published | None = None
    files: tuple[FileHash, ...] = ()


def read_previous(assessment: Assessment) -> Previous:
    """Read the editions that the settings name.

    Raises
    ------
    InputError
        A folder does not hold an edition.
    DisclosureError
        An edition that was released does not hold its released counts.
    """
    kinds = READABLE[assessment.edition_kind]
    seen = [one for one in map(read_published, assessment.previous_editions) if _kind(one) in kinds]
    released = [one for one in seen if _kind(one) is not EditionKind.RESTRICTED]
    counts = tuple(
        replace(table, id=f"{one.name}: {table.id}") for one in released for table in read_ledger(one.folder)
    )
    last = max(enumerate(seen), key=lambda pair: (-kinds.index(_kind(pair[1])), pair[0]))[1] if seen else None
    files = [FileHash(f"release.previous: {one.name}", file_sha256(one.folder / LEDGER)) for one in released]
    return Previous(counts=counts, last=last, files=tuple(files))


def with_changes(edition: Edition, folder: Path, last: Published) -> Edition:
    """Return an edition that says what has changed, and write the changes as data.

    Parameters
    ----------
    edition : Edition
        Its data files are in `folder` already.

    Raises
    ------
    ValidityError
        A recommendation of the last edition is neither kept nor carried forward.
    """
    found = changes(last, read_published(folder))
    _refuse_vanished(found)
    (folder / FILE).write_text(as_json(found, marking=edition.marking), "utf-8", newline="\n")
    return replace(edition, changes=headlines(found), changes_markdown=as_page(found))


def _refuse_vanished(found: Changes) -> None:
    if found.vanished_recommendations:
        raise ValidityError(
            "Recommendations of the last edition have vanished", where="registers/recommendations.csv",
            expected="every recommendation kept under its id, or named in `carried_forward_from` of another",
            found=", ".join(found.vanished_recommendations),
            do_this="put each back with its status; one that is dropped gives its reason",
        )  # fmt: skip


def _kind(one: Published) -> EditionKind:
    return EditionKind(one.edition["kind"])
