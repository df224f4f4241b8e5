"""One build from end to end: files, warehouse, analysis, the gate, chapters, the finished edition."""

import datetime as dt
import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from verity.analysis.compute import compute
from verity.analysis.placement import Placement, place_incidents
from verity.assessment.config import Assessment
from verity.build.chapters import CHAPTERS, wanted_sources
from verity.build.clock import Clock, Progress
from verity.build.context import make_context, make_inputs
from verity.build.editing import make_edition
from verity.build.feeds import sensitivity
from verity.build.formats import write_formats
from verity.build.inventory import Inventory, take_inventory
from verity.build.loading import load_all
from verity.build.manifest import write_build_log, write_manifest
from verity.build.previous import read_previous, with_changes
from verity.build.privacy import pseudonymiser_for
from verity.build.provenance import boundary_accounts, hashes, keep_inputs, settings_hashes, told, told_names
from verity.build.publish import Step, publishing
from verity.build.records import placed_records
from verity.build.standing import with_standing
from verity.disclosure.constraints import CountTable
from verity.disclosure.gate import release_edition
from verity.disclosure.ledger import LEDGER, ledger_text
from verity.geography.boundaries import refuse_mixture
from verity.model.account import FileAccount
from verity.model.areas import is_synthetic
from verity.model.contracts import Sensitivity
from verity.model.releases import EditionKind
from verity.model.truths import Truth
from verity.report.data_files import write_data_files
from verity.report.edition import Edition
from verity.sources.boundaries import read_all
from verity.warehouse.engine import opened
from verity.warehouse.pseudonyms import Pseudonymiser

ACCOUNT_SCHEMA = "verity.account/1"


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build gave."""

    out: Path
    edition: Edition
    seconds: float

    @property
    def lacking(self) -> tuple[str, ...]:
        """Titles of the sources that are not there."""
        return tuple(one.title for one in self.edition.freshness if one.state == "missing")

    @property
    def exhibits(self) -> int:
        """How many exhibits there are."""
        return sum(len(chapter.exhibits) for chapter in self.edition.chapters)

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(len(chapter.findings) for chapter in self.edition.chapters)

    @property
    def rows_in(self) -> int:
        """How many rows were read."""
        return sum(account.rows_in for account in self.edition.accounts)

    @property
    def quarantined(self) -> int:
        """How many rows could not be accepted."""
        return sum(sum(account.quarantined.values()) for account in self.edition.accounts)


def build(
    assessment: Assessment,
    data: Path,
    out: Path,
    *,
    threads: int = 2,
    memory_limit: str = "4GB",
    warehouse: Path | None = None,
    truths: tuple[Truth, ...] = (),
    numbers_only: bool = False,
    progress: Progress = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Built:
    """Build an assessment and publish it at `out`.

    Parameters
    ----------
    warehouse : Path, optional
        Folder of the tables; by default `OUT.warehouse`, beside the output and not part of it.
    truths : tuple of Truth
        What was planted in the data, where they are the demonstration's.
    numbers_only : bool
        Write the data files without pages, pictures and documents: enough for a later edition to be compared with.
    progress : callable
        Told the name of each step as it begins.
    on_step : callable
        Told each step of publishing.

    Raises
    ------
    VerityError
        Whatever stops the build; the edition that was there stays.
    """
    started = dt.datetime.now(dt.UTC)
    clock = Clock(progress)
    with publishing(out, on_step=on_step) as folder:
        with clock.step("Finding files"):
            inventory = take_inventory(assessment, data)
            previous = read_previous(assessment)
        tables = warehouse or out.resolve().with_name(f"{out.resolve().name}.warehouse")
        pseudonymiser = pseudonymiser_for(
            assessment,
            synthetic=is_synthetic(assessment.area_code),
            restricted_present=_reads_restricted(inventory),
            folders={"the data folder": data, "the output": out, "the warehouse": tables},
        )
        work = _Work(tables=tables, threads=threads, memory_limit=memory_limit, pseudonymiser=pseudonymiser)
        edition, accounts, released = _edition(assessment, inventory, work, clock, truths, previous.counts)
        inputs = [*hashes(accounts), *previous.files]
        keep_inputs(tables, inputs)
        settings = settings_hashes(assessment)
        edition = with_standing(edition, assessment.folder, inputs, settings, released)
        with clock.step("Writing the numbers"):
            write_data_files(edition, folder)
            if assessment.edition_kind is not EditionKind.RESTRICTED:
                (folder / LEDGER).write_text(released, "utf-8", newline="\n")
            if previous.last is not None:
                edition = with_changes(edition, folder, previous.last)
        if not numbers_only:
            write_formats(edition, folder, assessment.as_of, clock)
        _write_account(folder, edition, inventory)
        with clock.step("Writing the manifest"):
            shown = [*hashes(told(accounts, assessment.edition_kind)), *previous.files]
            write_manifest(folder, version=version("verity"), inputs=shown, settings=settings, marking=edition.marking)
            write_build_log(
                folder,
                started=started,
                finished=dt.datetime.now(dt.UTC),
                host={"system": platform.platform(), "python": platform.python_version()},
                durations_s=clock.seconds,
            )
    return Built(out=out, edition=edition, seconds=sum(clock.seconds.values()))


@dataclass(frozen=True, kw_only=True)
class _Work:
    """Where and with what the tables are worked on."""

    tables: Path
    threads: int
    memory_limit: str
    pseudonymiser: Pseudonymiser | None


def _edition(
    assessment: Assessment,
    inventory: Inventory,
    work: _Work,
    clock: Clock,
    truths: tuple[Truth, ...],
    earlier: tuple[CountTable, ...],
) -> tuple[Edition, list[FileAccount], str]:
    """Files → sources → warehouse → analysis → disclosure → chapters, once; with it the text of what was released."""
    pseudonymiser = work.pseudonymiser
    key = pseudonymiser.warehouse_key() if pseudonymiser and assessment.privacy.encrypt_warehouse else None
    with opened(work.tables, threads=work.threads, memory_limit=work.memory_limit, encryption_key=key) as warehouse:
        with clock.step("Loading files"):
            accounts = load_all(
                warehouse,
                inventory,
                wanted_sources(inventory.present),
                threads=work.threads,
                progress=clock.progress,
                pseudonymiser=pseudonymiser,
            )
        with clock.step("Reading boundaries"):
            boundaries = read_all(inventory.boundaries)
            accounts += boundary_accounts(inventory)
        with clock.step("Placing records"):
            inputs = make_inputs(assessment, warehouse, boundaries)
            refuse_mixture(inputs.geography, inputs.area)
            placement = place_incidents(inputs) if inputs.months else Placement.nothing()
            inputs, records = placed_records(assessment, inputs)
        with clock.step("Drawing shapes"):
            context = make_context(assessment, inputs, inventory, accounts, truths)
        with clock.step("Computing measures"):
            measures = [measure for chapter in CHAPTERS for measure in chapter.measures(context)]
            computed = compute(inputs, measures)
        with clock.step("Releasing tables"):
            releases, gate = release_edition(
                computed,
                sensitivity(),
                assessment.edition_kind,
                definitions=inputs.definitions,
                families={one: feed.family for one, feed in inputs.feeds.items()},
                earlier=earlier,
                period=f"{assessment.period.first} to {assessment.period.last}",
            )
        with clock.step("Composing chapters"):
            composed = [chapter.compose(context, releases) for chapter in CHAPTERS]
            contents = tuple(content for content in composed if content.sections)
        edition = make_edition(assessment, context, contents, accounts, inventory, (placement, records), releases, gate)
    return edition, accounts, ledger_text(gate.published)


def _reads_restricted(inventory: Inventory) -> bool:
    """Whether this edition reads any file of restricted records."""
    wanted = wanted_sources(inventory.present)
    return any(
        kind is Sensitivity.RESTRICTED and source in wanted and inventory.present(source)
        for source, kind in sensitivity().items()
    )


def _write_account(folder: Path, edition: Edition, inventory: Inventory) -> None:
    content = {
        "schema": ACCOUNT_SCHEMA,
        "marking": edition.marking,
        "files": [asdict(account) for account in edition.accounts],
        "unread": list(told_names(inventory, wanted_sources(inventory.present), EditionKind(edition.kind))),
        "unrecognised": list(inventory.unrecognised),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    (folder / "account.json").write_text(text, "utf-8", newline="\n")
