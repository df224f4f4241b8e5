"""Which files below a data folder belong to which contract, decided by their headers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from verity.model.contracts import Contract
from verity.model.errors import VerityError, raise_together
from verity.warehouse.files import InputFile
from verity.warehouse.layouts import NEAR, matching, nearest, no_match

SUFFIXES = (".csv", ".csv.gz")


@dataclass(frozen=True)
class Found:
    """Files per contract id, and the files that are of no contract."""

    files: Mapping[str, tuple[InputFile, ...]]
    unrecognised: tuple[str, ...]


def discover(data: Path, contracts: Sequence[Contract], *, skip: Sequence[str] = ()) -> Found:
    """Sort the CSV files below `data` by the layout their header matches.

    A file in a contract's own folder that nearly matches one of its layouts, or is no data at all, is an
    error; a file far from every layout is listed as not recognised and left alone.

    Parameters
    ----------
    skip : sequence of str
        Folders below `data` that other readers own.
    """
    files: dict[str, list[InputFile]] = {}
    unrecognised: list[str] = []
    problems: list[VerityError] = []
    for path in sorted(p for p in data.rglob("*") if p.name.endswith(SUFFIXES)):
        name = path.relative_to(data).as_posix()
        if name.split("/", 1)[0] in skip:
            continue
        file = InputFile(name=name, path=path)
        own = [contract for contract in contracts if contract.publisher.folder == name.split("/", 1)[0]]
        try:
            found = _contracts_of(file, contracts, own)
        except VerityError as problem:
            problems.append(problem)
            continue
        if not found:
            unrecognised.append(name)
        for contract in found:
            files.setdefault(contract, []).append(file)
    raise_together(problems, "Files in the data folder")
    return Found({key: tuple(value) for key, value in files.items()}, tuple(unrecognised))


def _contracts_of(file: InputFile, contracts: Sequence[Contract], own: Sequence[Contract]) -> tuple[str, ...]:
    """Return the contract of a file; several only where they share the layout: a joined extract of police records."""
    if own:
        file.check_start()
    header, row = file.header(), file.first_row()
    found = matching(header, contracts, row)
    if found:
        fits = [matching(header, [contract], row) for contract in contracts]
        return tuple(fit.contract.id for fit in fits if fit and fit.layout.name == found.layout.name)
    if own and nearest(header, own).nearness >= NEAR:
        raise no_match(file.name, header, own)
    return ()
