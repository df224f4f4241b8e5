"""What is known of a feed before anything is declared: its complete years and what its records hold."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from verity.analysis.inputs import Inputs
from verity.analysis.record_counts import months_of_years
from verity.analysis.record_placement import RECORDS
from verity.analysis.record_scope import in_years
from verity.model.incidents import INCIDENT_COLUMNS, LIST_SEPARATOR, PLACED_COLUMNS, YearBasis
from verity.model.periods import month_from_index, month_index
from verity.warehouse.engine import Warehouse
from verity.warehouse.feed import Feed, incidents_of

LONGEST_FINANCIAL = 10
"""Financial years are counted back from the end of the period, at most so many."""
PLENTY = 20
"""Rows of a typical month from which a month can be judged by its volume."""
EDGE_SHARE = 0.5
"""A file begins and ends with a month of at least this share of its typical month."""


@dataclass(frozen=True, kw_only=True)
class FeedFacts:
    """What records of a feed there are in its counted years.

    Parameters
    ----------
    years, months : tuple
        Complete reporting years, and their months.
    records : int
        Incidents of the cohort within the years, wherever they were placed.
    attributes : frozenset[str]
        Incident columns that hold any value; also `lsoa`, `decile`, `area_group` and `hour` where
        any is known.
    flags, factors, categories : tuple[str, ...]
        Values that occur, most frequent first.
    """

    years: tuple[int, ...]
    months: tuple[str, ...]
    records: int
    attributes: frozenset[str]
    flags: tuple[str, ...]
    factors: tuple[str, ...]
    categories: tuple[str, ...]


def feed_years(warehouse: Warehouse, feed: Feed, period: Sequence[str]) -> tuple[int, ...]:
    """Return the complete reporting years that a feed covers, in order.

    A file's accepted rows of any kind, in the cohort or not, show which months it covers: those from its first to
    its last month with at least half of its typical month's rows (the month of its median row), so that a few old
    offences recorded late do not make the years before the extract look covered. Inside the span a month without any
    row is not covered where the typical month has 20 rows or more. Where it has fewer, volumes decide nothing: any
    row opens and closes the span, and an empty month inside it is a zero. A year is complete when all its months
    (April to March for financial years) are covered by the files together.

    Parameters
    ----------
    period : sequence of str
        Months of the assessment, in order. Calendar years must lie inside it; financial years must end in it or
        before, and at most the last ten are kept.
    """
    every = incidents_of(warehouse, replace(feed, conditions=()))
    dated = every.filter(every.counted.notnull())
    shown = dated.select("source_file", year=dated.counted.year(), month=dated.counted.month())
    keys = ["source_file", "year", "month"]
    frame = shown.group_by(keys).aggregate(n=shown.count()).order_by(keys).to_pandas()
    covered: set[str] = set()
    for _, own in frame.groupby("source_file"):
        covered |= covered_months(
            {f"{y:04d}-{m:02d}": n for y, m, n in zip(own["year"], own["month"], own["n"], strict=True)}
        )
    return _complete(covered, feed.year_basis, period)


def covered_months(rows: dict[str, int]) -> set[str]:
    """Return the months that one file covers, given its rows by month; see `feed_years`.

    Examples
    --------
    >>> sorted(covered_months({"1985-06": 1, "2020-01": 90, "2020-02": 100, "2020-04": 95}))
    ['2020-01', '2020-02', '2020-04']
    """
    found = pd.Series({month: int(n) for month, n in rows.items() if n > 0}, dtype="int64").sort_index()
    if found.empty:
        return set()
    by_size = found.sort_values(kind="stable")
    typical = int(by_size[2 * by_size.cumsum() >= by_size.sum()].iloc[0])
    plenty = typical >= PLENTY
    edges = found[found >= EDGE_SHARE * typical] if plenty else found
    span = range(month_index(str(edges.index[0])), month_index(str(edges.index[-1])) + 1)
    months = {month_from_index(index) for index in span}
    return months & set(map(str, found.index)) if plenty else months


def _complete(covered: set[str], basis: YearBasis, period: Sequence[str]) -> tuple[int, ...]:
    years = sorted({int(month[:4]) for month in covered} | {int(month[:4]) - 1 for month in covered})
    whole = [year for year in years if set(months_of_years([year], basis)) <= covered]
    if basis is YearBasis.CALENDAR:
        return tuple(year for year in whole if period[0] <= f"{year:04d}-01" and f"{year:04d}-12" <= period[-1])
    return tuple(year for year in whole if f"{year + 1:04d}-03" <= period[-1])[-LONGEST_FINANCIAL:]


def feed_facts(inputs: Inputs, feed: str) -> FeedFacts:
    """Return what is known of the placed records of a feed in its counted years.

    Raises
    ------
    ValidityError
        When the feed is not there or covers no complete year.
    """
    table = in_years(inputs.warehouse.table(RECORDS), inputs, feed)
    columns = [*(name for name in INCIDENT_COLUMNS if name not in {"source_file", "source_row"}), *_TOLD]
    held = table.aggregate(records=table.count(), **{name: table[name].count() for name in columns}).to_pandas()
    years = inputs.feed_years[feed]
    return FeedFacts(
        years=tuple(years),
        months=tuple(months_of_years(years, inputs.feeds[feed].year_basis)),
        records=int(held["records"].iloc[0]),
        attributes=frozenset(name for name in columns if held[name].iloc[0] > 0),
        flags=_items(table, "flags"),
        factors=_items(table, "factors"),
        categories=_items(table, "category"),
    )


_TOLD = tuple(name for name in PLACED_COLUMNS if name in {"lsoa", "decile", "area_group", "hour"})


def _items(table: Any, name: str) -> tuple[str, ...]:  # noqa: ANN401 - Ibis
    """Return the values of a column, of a list its items, the most frequent first."""
    given = table.filter(table[name].notnull())
    frame = given.group_by(name).aggregate(n=given.count()).order_by(name).to_pandas()
    values = (
        frame.assign(**{name: frame[name].str.split(LIST_SEPARATOR)}).explode(name) if name != "category" else frame
    )
    totals = values[values[name] != ""].groupby(name)["n"].sum()
    return tuple(sorted(map(str, totals.index), key=lambda value: (-int(totals[value]), value)))
