"""The rows of the registers as entries: dates, closed lists and lists of ids read, what is owed insisted on.

Whether a name that an entry cites is borne by anything is for those who know the findings.
"""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from verity.model.errors import SettingsError
from verity.model.registers import (
    Approach,
    Effect,
    Factor,
    FactorLevel,
    Impact,
    Priority,
    Recommendation,
    Registers,
    Status,
    Tier,
)

Row = Mapping[str, str]
Rows = tuple[Row, ...]
Listed = TypeVar("Listed", bound=StrEnum)


def entries(*, recommendations: Rows, factors: Rows, approaches: Rows) -> Registers:
    """Return the entries of the three registers.

    Raises
    ------
    SettingsError
        A cell is blank that is owed, or holds what is not of its list or no date; named by register, row and column.
    """
    return Registers(
        recommendations=tuple(_recommendation(_Cells(row, "recommendations")) for row in recommendations),
        factors=tuple(_factor(_Cells(row, "risk_factors")) for row in factors),
        approaches=tuple(_approach(_Cells(row, "what_works")) for row in approaches),
    )


class _Cells:
    """The cells of one row, each read as what its column holds."""

    def __init__(self, row: Row, register: str) -> None:
        self.row = row
        self.register = register

    def words(self, column: str) -> str:
        return self.row[column]

    def owed(self, column: str) -> str:
        if not self.row[column]:
            raise self.fault(column, "words", "nothing")
        return self.row[column]

    def ids(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.row[column].split(";") if part.strip())

    def one_of(self, column: str, known: type[Listed]) -> Listed:
        try:
            return known(self.owed(column).lower())
        except ValueError as error:
            raise self.fault(column, ", ".join(known), self.row[column]) from error

    def date(self, column: str) -> dt.date:
        try:
            return dt.date.fromisoformat(self.owed(column))
        except ValueError as error:
            raise self.fault(column, "a date such as 2027-03-31", self.row[column]) from error

    def fault(self, column: str, expected: str, found: str) -> SettingsError:
        return SettingsError(
            "An entry of a register is not complete",
            where=f"registers/{self.register}.csv, {self.row['id']}, {column}", expected=expected, found=found,
            do_this="correct the cell; registers/README.md tells what each holds",
        )  # fmt: skip


def _recommendation(cells: _Cells) -> Recommendation:
    status = cells.one_of("status", Status)
    due = cells.date("due") if status.is_open or cells.words("due") else None
    reason = cells.owed("reason") if status is Status.DROPPED else cells.words("reason")
    return Recommendation(
        id=cells.words("id"), text=cells.owed("recommendation"), owner=cells.owed("owner"), due=due, status=status,
        reason=reason, priority=cells.one_of("priority", Priority) if cells.words("priority") else None,
        evidence=cells.ids("findings"), approaches=cells.ids("approaches"), progress=cells.words("progress"),
        carried_forward_from=cells.ids("carried_forward_from"),
    )  # fmt: skip


def _factor(cells: _Cells) -> Factor:
    return Factor(
        id=cells.words("id"), factor=cells.owed("factor"), effect=cells.one_of("effect", Effect),
        level=cells.one_of("level", FactorLevel), source=cells.owed("source"),
        measure=cells.words("local_measure"),
    )  # fmt: skip


def _approach(cells: _Cells) -> Approach:
    return Approach(
        id=cells.words("id"), approach=cells.owed("approach"), impact=cells.one_of("impact", Impact),
        source=cells.owed("source"), retrieved=cells.date("retrieved"),
        tier=cells.one_of("prevention_tier", Tier) if cells.words("prevention_tier") else None,
        local_activity=cells.words("local_activity"), evaluation=cells.words("evaluation"),
    )  # fmt: skip
