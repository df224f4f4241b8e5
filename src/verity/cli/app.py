"""The commands, their options and their exit codes.

0 done · 1 an unexpected fault · 2 wrong use of a command · 3 settings · 4 a data file · 5 areas
6 a statistical rule · 7 disclosure · 8 publishing
"""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from verity.cli.console import ERR, OUT, told_errors
from verity.cli.release import release
from verity.model.errors import ValidityError

if TYPE_CHECKING:
    from verity.build.build import Built

app = typer.Typer(
    name="verity",
    help="Build a Strategic Needs Assessment of violence and exploitation from the data of a police force area.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
    epilog=(
        "Exit codes: 0 done, 2 wrong use, 3 settings, 4 a data file, 5 areas, "
        "6 a statistical rule, 7 disclosure, 8 publishing."
    ),
)

DEFAULT_THREADS = min(os.cpu_count() or 1, 8)
DataFolder = Annotated[
    Path, typer.Option("--data", help="Folder with the data files, one sub-folder per source.", show_default=False)
]
Threads = Annotated[int, typer.Option(help="Processors to use.", min=1)]
Memory = Annotated[str, typer.Option(help="Most memory the engine may take, as 4GB.")]


class ChosenEdition(StrEnum):
    """Editions that a build may be asked for: as in the settings, without what only the engines need to load."""

    PUBLIC = "public"
    PARTNER = "partner"
    RESTRICTED = "restricted"


Edition = Annotated[
    ChosenEdition | None,
    typer.Option(help="Build this edition, whatever the settings say.", show_default="as in the settings"),
]


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=ERR, transient=True) as progress:
        yield progress


def _show_version(wanted: bool) -> None:
    if wanted:
        OUT.print(f"verity {version('verity')}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    show: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Build a Strategic Needs Assessment of violence and exploitation from a force area's data."""


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="New folder for the assessment.")],
    area: Annotated[str, typer.Option(help="Police force area, as in bedfordshire or south-wales.")],
    year: Annotated[int, typer.Option(help="Last calendar year that the assessment covers.")],
) -> None:
    """Make the folder of a new assessment: settings, narrative, registers and a list of data to fetch.

    Nothing that is there is ever overwritten.

        verity init my-assessment --area bedfordshire --year 2023
    """
    from verity.assessment.start import start_assessment  # noqa: PLC0415 - keeps --help quick
    from verity.build.feeds import CONTRACTS  # noqa: PLC0415

    today = dt.datetime.now(tz=dt.UTC).date()
    with told_errors():
        written = start_assessment(path, area=area, year=year, as_of=today, contracts=CONTRACTS)
    OUT.print(f"Made {path} with {len(written)} files.")
    OUT.print(
        f"Next: read {path / 'data-README.md'}, fetch the data, then run  verity check {path} --data DATA",
        soft_wrap=True,
    )


@app.command()
def check(
    assessment: Annotated[Path, typer.Argument(help="Folder of the assessment.")],
    data: DataFolder = Path("data"),
) -> None:
    """Say for every source whether it is found, missing or stale, where to get it and what it would enable.

    Reads headers only; builds nothing.

        verity check my-assessment --data data
    """
    from verity.assessment.config import load_assessment  # noqa: PLC0415 - keeps --help quick
    from verity.build.feeds import CONTRACTS  # noqa: PLC0415
    from verity.cli.checklist import show_checklist  # noqa: PLC0415

    with told_errors():
        show_checklist(load_assessment(assessment, sources={one.id for one in CONTRACTS}), data, OUT)


@app.command()
def build(
    assessment: Annotated[Path, typer.Argument(help="Folder of the assessment.")],
    data: DataFolder = Path("data"),
    out: Annotated[Path, typer.Option(help="Where the edition is published.")] = Path("out"),
    threads: Threads = DEFAULT_THREADS,
    memory: Memory = "4GB",
    edition: Edition = None,
) -> None:
    """Build the assessment and publish it; the edition that was there stays until the new one is whole.

    Open OUT/index.html with any browser.

        verity build my-assessment --data data --out out
    """
    from verity.assessment.config import load_assessment  # noqa: PLC0415 - keeps --help quick
    from verity.build.build import build as run  # noqa: PLC0415
    from verity.build.feeds import CONTRACTS  # noqa: PLC0415
    from verity.build.publish import recover  # noqa: PLC0415

    with told_errors(), _progress() as told:
        task = told.add_task("Reading settings", total=None)
        recover(out)
        settings = load_assessment(assessment, sources={one.id for one in CONTRACTS}, edition=edition)
        built = run(
            settings, data, out, threads=threads, memory_limit=memory,
            progress=lambda name: told.update(task, description=name),
        )  # fmt: skip
    _tell(built)


@app.command()
def compare(
    old: Annotated[Path, typer.Argument(help="Folder of the older edition.")],
    new: Annotated[Path, typer.Argument(help="Folder of the newer edition.")],
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the changes as JSON.")] = None,
) -> None:
    """Say what changed between two published editions: exhibits, findings, past data, definitions, recommendations.

    Ends with exit code 6 where a recommendation of the old edition vanished.

        verity compare out-2023 out-2024 --json changes.json
    """
    from verity.comparison.differences import changes  # noqa: PLC0415 - keeps --help quick
    from verity.comparison.published import read_published  # noqa: PLC0415
    from verity.comparison.telling import as_json, as_markdown  # noqa: PLC0415

    with told_errors():
        found = changes(read_published(old), read_published(new))
    OUT.print(as_markdown(found), markup=False, soft_wrap=True)
    if json_file is not None:
        json_file.write_text(as_json(found), "utf-8", newline="\n")
    if found.vanished_recommendations:
        raise typer.Exit(ValidityError.exit_code)


@app.command()
def lint(
    file: Annotated[
        Path, typer.Argument(help="An assessment as text, Markdown, web page, Word or PDF; or a site folder.")
    ],
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write the findings as JSON.")] = None,
    page: Annotated[Path | None, typer.Option("--html", help="Also write the findings as a web page.")] = None,
) -> None:
    """Read a published assessment and report what cannot be right: place, evidence, severity.

    Ends with exit code 6 where something of high severity was found. `docs/lint.md` lists the checks.

        verity lint assessment.docx --html findings.html
    """
    from verity.cli.lint_table import show_findings  # noqa: PLC0415 - keeps --help quick
    from verity.lint.finding import Severity  # noqa: PLC0415
    from verity.lint.linting import lint as run  # noqa: PLC0415
    from verity.lint.reading import read_text  # noqa: PLC0415
    from verity.lint.telling import as_json, as_page  # noqa: PLC0415

    with told_errors():
        text = read_text(file)
        findings = run(text)
    show_findings(text, findings, OUT)
    for path, content in ((json_file, as_json), (page, as_page)):
        if path is not None:
            path.write_text(content(text, findings), "utf-8", newline="\n")
    if any(one.severity is Severity.HIGH for one in findings):
        raise typer.Exit(ValidityError.exit_code)


@app.command()
def key(path: Annotated[Path, typer.Argument(help="New file for the key.")]) -> None:
    """Make the key from which the pseudonyms of people and records are made.

    Keep it apart from the data and the output, and name it in assessment.toml: `key_file` under `[privacy]`.
    Nothing that is there is ever overwritten; whoever has the key can tell whether a known number is in the tables.

        verity key keys/verity.key
    """
    import secrets  # noqa: PLC0415 - keeps --help quick

    from verity.build.privacy import LEAST_BYTES, write_key  # noqa: PLC0415

    with told_errors():
        write_key(path, secrets.token_bytes(LEAST_BYTES))
    OUT.print(f"Made {path}, which only its owner may read. Keep it apart from the data.", soft_wrap=True)


@app.command()
def purge(out: Annotated[Path, typer.Argument(help="Output whose tables are to go.")]) -> None:
    """Remove the tables of an output, OUT.warehouse, and what the engine spilled; the edition stays.

    Only files that Verity has written are removed.

        verity purge out
    """
    from verity.build.purge import purge as run  # noqa: PLC0415 - keeps --help quick

    with told_errors():
        purged = run(out)
    if not purged.removed:
        OUT.print(f"Nothing to remove: there are no tables in {purged.folder}", soft_wrap=True)
        return
    OUT.print(f"Removed from {purged.folder}: {', '.join(purged.removed)}", soft_wrap=True)
    if purged.kept:
        OUT.print(f"Kept, as Verity has not written it: {', '.join(purged.kept)}", soft_wrap=True)


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Folder for the demonstration.")] = Path("out/demo"),
    threads: Threads = DEFAULT_THREADS,
    memory: Memory = "4GB",
    *,
    small: Annotated[bool, typer.Option("--small", help="A county of a tenth of the size, in seconds.")] = False,
) -> None:
    """Invent a county, write its data in the publishers' own formats, and build its assessment.

    Nothing in it is real; every page says so.

        verity demo
    """
    from verity.build.demonstration import make_demonstration  # noqa: PLC0415 - keeps --help quick
    from verity.build.publish import recover  # noqa: PLC0415

    with told_errors(), _progress() as progress:
        task = progress.add_task("Inventing a county", total=None)
        recover(folder / "site")
        built = make_demonstration(
            folder, small=small, threads=threads, memory_limit=memory,
            progress=lambda name: progress.update(task, description=name),
        )  # fmt: skip
    _tell(built)


app.add_typer(release, name="release")


def _tell(built: "Built") -> None:
    """Say what was built, what it lacks and what to open."""
    OUT.print(
        f"[bold green]Done[/] in {built.seconds:.0f} seconds: {built.exhibits} exhibits, {built.findings} findings, "
        f"{built.rows_in:,} rows read."
    )
    if built.quarantined:
        OUT.print(f"{built.quarantined:,} rows could not be accepted: see {built.out / 'data-quality.html'}")
    for line in built.edition.typed_numbers:
        OUT.print(f"Typed by hand in narrative/{line}", soft_wrap=True, markup=False)
    if built.lacking:
        OUT.print("Without data, and so left out: " + ", ".join(built.lacking) + ".")
        OUT.print("`verity check` says where to get them.")
    OUT.print(f"Open {built.out / 'index.html'}", soft_wrap=True)


def main() -> None:
    """Run the command line."""
    app()
