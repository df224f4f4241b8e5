"""Which files there are: found, sorted to their sources, and hashed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from verity.assessment.config import Assessment
from verity.build.feeds import TABULAR
from verity.build.mapping import mapped_sources
from verity.model.contracts import Contract
from verity.model.errors import InputError
from verity.sources import boundaries, police_uk
from verity.sources.discovery import discover
from verity.sources.police_uk import Archive
from verity.warehouse.files import InputFile
from verity.warehouse.source import Source


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """All files of an assessment.

    Parameters
    ----------
    tabular : Mapping[str, tuple[InputFile, ...]]
        Contract id → files.
    archive : Archive
        police.uk files by kind, with what is set aside.
    boundaries : tuple[Path, ...]
    unrecognised : tuple[str, ...]
        Files that are of no source; they are listed and left alone.
    sources : tuple[Source, ...]
        Sources whose files are recognised by their header, with the layouts that the settings add.
    """

    data: Path
    tabular: Mapping[str, tuple[InputFile, ...]]
    archive: Archive
    boundaries: tuple[Path, ...]
    unrecognised: tuple[str, ...]
    sources: tuple[Source, ...]

    def present(self, source: str) -> bool:
        """Whether a source has any file."""
        if source == boundaries.CONTRACT.id:
            return bool(self.boundaries)
        kinds = {one.contract.id: kind for kind, one in police_uk.SOURCES.items()}
        if source in kinds:
            return bool(self.archive.files.get(kinds[source]))
        return bool(self.tabular.get(source))

    def unread(self, wanted: Collection[str]) -> tuple[str, ...]:
        """Return the files of sources that no chapter of this edition draws on."""
        return tuple(sorted(f.name for source, files in self.tabular.items() if source not in wanted for f in files))


def take_inventory(assessment: Assessment, data: Path) -> Inventory:
    """Find all files below `data`, and those the settings name.

    Raises
    ------
    InputError
        When the data folder does not exist, or files in a source's own folder are not what they should be.
    """
    if not data.is_dir():
        raise InputError(
            "The data folder is not there", where=str(data), expected="a folder with one sub-folder per source",
            do_this="run `verity check` to see what to put where",
        )  # fmt: skip
    sources = mapped_sources(TABULAR, assessment)
    contracts = [source.contract for source in sources if assessment.enabled(source.contract.id)]
    found = discover(data, contracts, skip=(police_uk.FOLDER, boundaries.CONTRACT.publisher.folder))
    tabular = dict(found.files) | _named(assessment, contracts)
    kinds = [kind for kind, one in police_uk.SOURCES.items() if assessment.enabled(one.contract.id)]
    archive = police_uk.find(
        data, editions=assessment.police_uk.editions, forces=assessment.police_uk.forces, kinds=kinds
    )
    shapes = boundaries.find(data) if assessment.enabled(boundaries.CONTRACT.id) else ()
    return Inventory(
        data=data,
        tabular=tabular,
        archive=archive,
        boundaries=tuple(shapes),
        unrecognised=found.unrecognised,
        sources=sources,
    )


def _named(assessment: Assessment, contracts: list[Contract]) -> dict[str, tuple[InputFile, ...]]:
    """Return files that `[sources.<id>] path` names; they take the place of those found."""
    named: dict[str, tuple[InputFile, ...]] = {}
    for contract in contracts:
        files: list[InputFile] = []
        for path in assessment.source_paths(contract.id):
            found = sorted(path.rglob("*.csv*")) if path.is_dir() else [path]
            files += [InputFile(name=f"{contract.id}/{one.name}", path=one) for one in found if one.is_file()]
            if not files:
                raise InputError(
                    "A file that the settings name is not there", where=f"[sources.{contract.id}] path",
                    expected=str(path), do_this="correct the path in assessment.toml",
                )  # fmt: skip
        if files:
            named[contract.id] = tuple(files)
    return named
