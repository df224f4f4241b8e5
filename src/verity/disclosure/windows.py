"""Which period a count is of, so that tables of two editions are linked where they overlap and nowhere else.

A count by year or month says its period itself. Any other is of its edition's whole period, its window: the years and
months of one universe add up to it. Two editions have two windows, which share most of their years.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from verity.disclosure.constraints import CountTable

DATED = ("year", "month")
WHOLE = "whole period"
Nesting = dict[str, dict[str, dict[str, str]]]


def windowed(table: CountTable, period: str) -> CountTable:
    """Return a table with its window as a coordinate; one that is by year or month, or of no period, as it is."""
    if not period or any(name in DATED for name in (*table.columns, *table.fixed)):
        return table
    return replace(table, fixed={**table.fixed, f"{table.universe} {period}": (WHOLE,)})


def window_nestings(tables: Sequence[CountTable]) -> Nesting:
    """Return how years and months of one edition's tables nest in its windows, and months in calendar years.

    Parameters
    ----------
    tables : sequence of CountTable
        All of one edition, as `windowed` returns them.

    Notes
    -----
    A month lies in a year only where the universe counts calendar years: admissions of a month may belong to episodes
    that ended in another financial year.
    """
    nests: Nesting = {}
    for universe in dict.fromkeys(one.universe for one in tables):
        own = [one for one in tables if one.universe == universe]
        windows = {name for one in own for name, values in one.fixed.items() if values == (WHOLE,)}
        years, months = (_values(own, name) for name in DATED)
        for name, values in (("year", years), ("month", months)):
            for window in sorted(windows) if values else ():
                nests.setdefault(name, {})[window] = dict.fromkeys(values, WHOLE)
        within = {month: month[:4] for month in months if month[:4] in years}
        if within:
            nests.setdefault("month", {}).setdefault("year", {}).update(within)
    return nests


def _values(tables: Iterable[CountTable], name: str) -> list[str]:
    """Return the years or months that the tables tell, in order."""
    found: set[str] = set()
    for table in tables:
        if name in table.columns:
            found.update(table.frame[name].astype("str"))
        found.update(table.fixed.get(name, ()))
    return sorted(found)
