"""Months, years and dated events: the words in which time is told.

Months are text `YYYY-MM`; they sort, compare and group the same everywhere.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

MONTHS_IN_YEAR = 12
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def month_index(month: str) -> int:
    """Return the number of months since year 0, so that months can be subtracted.

    Examples
    --------
    >>> month_index("2023-01") - month_index("2022-12")
    1
    """
    year, number = month.split("-")
    return int(year) * MONTHS_IN_YEAR + int(number) - 1


def month_from_index(index: int) -> str:
    """Return the month `index` months after year 0.

    Examples
    --------
    >>> month_from_index(month_index("2023-12"))
    '2023-12'
    """
    return f"{index // MONTHS_IN_YEAR:04d}-{index % MONTHS_IN_YEAR + 1:02d}"


def months_between(first: str, last: str) -> list[str]:
    """Return all months from `first` to `last`, both included.

    Examples
    --------
    >>> months_between("2022-12", "2023-01")
    ['2022-12', '2023-01']
    """
    return [month_from_index(i) for i in range(month_index(first), month_index(last) + 1)]


def month_name(month: str) -> str:
    """Return the month in words.

    Examples
    --------
    >>> month_name("2021-05")
    'May 2021'
    """
    year, number = month.split("-")
    return f"{_MONTH_NAMES[int(number) - 1]} {int(year)}"


def month_of(date: dt.date) -> str:
    """Return the month of a date as `YYYY-MM`."""
    return f"{date.year:04d}-{date.month:02d}"


def day_name(date: dt.date) -> str:
    """Return a day in words.

    Examples
    --------
    >>> day_name(dt.date(2026, 3, 1))
    '1 March 2026'
    """
    return f"{date.day} {_MONTH_NAMES[date.month - 1]} {date.year}"


def period_name(months: Sequence[str]) -> str:
    """Return a run of months in words: a year, a span of years, or first to last month.

    Examples
    --------
    >>> period_name(months_between("2022-01", "2023-12"))
    '2022 to 2023'
    >>> period_name(["2021-05"])
    'May 2021'
    """
    first, last = min(months), max(months)
    if first == last:
        return month_name(first)
    if first.endswith("-01") and last.endswith("-12"):
        return first[:4] if first[:4] == last[:4] else f"{first[:4]} to {last[:4]}"
    return f"{month_name(first)} to {month_name(last)}"


def complete_years(months: Iterable[str]) -> list[int]:
    """Return the calendar years of which all twelve months are present, in order."""
    present = set(months)
    years = sorted({int(month[:4]) for month in present})
    return [y for y in years if all(f"{y:04d}-{m:02d}" in present for m in range(1, MONTHS_IN_YEAR + 1))]


class MarkerKind(StrEnum):
    """Why a date is marked on a chart."""

    LOCKDOWN = "lockdown"
    RECORDING_CHANGE = "recording change"


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A dated event that a series must be read beside; a recording change also breaks it.

    `first` and `last` are months, both included.
    """

    kind: MarkerKind
    label: str
    first: str
    last: str
    source: str
