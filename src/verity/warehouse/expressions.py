"""The few expression builders that analysis and feeds need, so that engines are imported in this room alone."""

from collections.abc import Mapping
from typing import Any

from ibis import cases, coalesce, literal, memtable, row_number
from ibis import null as missing

__all__ = ["cases", "coalesce", "financial_year", "literal", "memtable", "missing", "row_number", "worded"]


def worded(column: Any, words: Mapping[str, str]) -> Any:  # noqa: ANN401 - Ibis
    """Return the words that stand for the codes of a column; a code that is not listed is missing."""
    return cases(*((column == code, word) for code, word in words.items()))


def financial_year(day: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the calendar year in which a day's financial year begins, on 1 April."""
    return day.year() - cases((day.month() < 4, 1), else_=0)
