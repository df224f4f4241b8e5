"""The registers that the chapter on prevention is composed from, numbers quoted by name filled in.

Numbers that were typed by hand and look computed are found here as they are in the narrative.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from verity.assessment.entries import entries
from verity.assessment.registers import read_register
from verity.model.registers import Registers
from verity.report.quotes import quoted, typed_numbers

PREVENTION = ("recommendations", "risk_factors", "what_works")
WORDS = ("recommendation", "action", "measure", "reason", "progress", "factor", "local_activity", "evaluation")
"""Columns that hold the partnership's own sentences."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """What was entered: the register of recommendations as rows, all entries, and numbers typed by hand."""

    recommendations: tuple[Mapping[str, str], ...]
    registers: Registers
    typed: tuple[str, ...]


def entered(folder: Path, quotes: Mapping[str, str]) -> Entered:
    """Read the registers of an assessment folder.

    Parameters
    ----------
    quotes : Mapping[str, str]
        Name of each number that may be quoted → its text.

    Raises
    ------
    SettingsError
        A register cannot be read, an entry is not complete, or quotes a number that there is not.
    """
    raw = {register: read_register(folder, register) for register in PREVENTION}
    filled = {
        register: tuple({name: quoted(text, quotes, where=_where(register, row)) for name, text in row.items()}
                        for row in rows)
        for register, rows in raw.items()
    }  # fmt: skip
    return Entered(
        recommendations=filled["recommendations"],
        registers=entries(
            recommendations=filled["recommendations"], factors=filled["risk_factors"], approaches=filled["what_works"]
        ),
        typed=tuple(
            f"{_where(register, row)}: {one}"
            for register, rows in raw.items() for row in rows for column in WORDS
            for one in typed_numbers(row.get(column, ""), quotes)
        ),
    )  # fmt: skip


def _where(register: str, row: Mapping[str, str]) -> str:
    return f"registers/{register}.csv, {row['id']}"
