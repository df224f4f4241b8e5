"""The registers of an assessment: recommendations, interventions, agreements, as their rows say.

A register is the partnership's own; Verity reads it, checks its columns and ids, and never writes into it.
"""

import csv
from collections.abc import Mapping
from pathlib import Path

from verity.assessment.templates import OPTIONAL, REGISTERS
from verity.model.errors import SettingsError

FOLDER = "registers"


def read_register(folder: Path, name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a register in its own order; none where the file is not there.

    Every row has all columns of the register: one that the file may leave out and does is blank.

    Raises
    ------
    SettingsError
        The columns are not those of the register, a row is too long or too short, or an id is blank or stands twice.
    """
    file = folder / FOLDER / f"{name}.csv"
    if not file.is_file():
        return ()
    with file.open(encoding="utf-8-sig", newline="") as stream:
        header, *rows = [row for row in csv.reader(stream) if any(cell.strip() for cell in row)] or [[]]
    _check_header(file, header, name)
    uneven = [n for n, row in enumerate(rows, start=2) if len(row) != len(header)]
    if uneven:
        raise _mistake(file, f"{len(header)} cells in every row", f"another number in line {uneven[0]}")
    blank = dict.fromkeys(REGISTERS[name], "")
    found = tuple(blank | dict(zip(header, (cell.strip() for cell in row), strict=True)) for row in rows)
    ids = [row["id"] for row in found]
    twice = sorted({one for one in ids if ids.count(one) > 1 or not one})
    if twice:
        raise _mistake(file, "an id of its own in every row", f"repeated or blank: {', '.join(twice) or 'blank'}")
    return found


def _check_header(file: Path, header: list[str], name: str) -> None:
    """Refuse a column that the register does not have, one that stands twice, and the lack of one that it needs."""
    known = REGISTERS[name]
    needed = [one for one in known if one not in OPTIONAL.get(name, frozenset())]
    if len(set(header)) != len(header) or set(header) - set(known) or set(needed) - set(header):
        raise _mistake(file, "columns " + ", ".join(known), ", ".join(header) or "no header")


def _mistake(file: Path, expected: str, found: str) -> SettingsError:
    return SettingsError(
        "A register cannot be read", where=str(file), expected=expected, found=found,
        do_this="correct the file; `verity init` writes one with the right header",
    )  # fmt: skip
