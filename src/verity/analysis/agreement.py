"""Sources beside one another: areas that several find high, and the ratio of one to another.

Sources are compared on the same place basis or not at all. A ratio says how many of one are seen for each hundred of
the other; it does not say what goes unreported.
"""

import itertools
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from verity.analysis.inputs import Inputs
from verity.analysis.record_places import small_area_ratios
from verity.analysis.record_scope import records_of
from verity.analysis.standardised_rates import with_breakdowns
from verity.methods.comparison import Comparison, rate_ratio
from verity.model.errors import ValidityError
from verity.model.incidents import YearBasis
from verity.model.measures import Measure

PER_HUNDRED = 100.0
FINANCIAL_YEAR_BEGINS = 4
"""Month."""


def feeds_of(measure: Measure) -> tuple[str, ...]:
    """Return the feeds that a measure compares, its own first."""
    return (measure.feed, *(name.strip() for name in measure.beside.split(",") if name.strip()))


def agreement(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return how many sources find small areas high, by the interval of their ratio of observed to expected.

    Parameters
    ----------
    measure : Measure
        `feed` and `beside` (comma-separated); breakdown `sources_high` or `lsoa`. A definition limits the sources it
        reaches.

    Returns
    -------
    DataFrame
        `sources_high` (0 to the number of sources) and `count` (areas, Int64); or `lsoa`, `count` (records of all
        sources) and `value` (sources that find it high). An area that some source cannot judge is not counted in the
        first, and has a missing value in the second.

    Raises
    ------
    ValidityError
        Unless there are several sources, all of residents, or when one has no denominator.
    """
    feeds = feeds_of(measure)
    _refuse_unlike(inputs, measure, feeds)
    maps = [small_area_ratios(inputs, _of_feed(inputs, measure, feed)) for feed in feeds]
    high = sum(one["comparison"].eq(str(Comparison.HIGHER)).to_numpy(dtype="float64") for one in maps)
    judged = np.logical_and.reduce([one["comparison"].ne("").to_numpy(dtype=bool) for one in maps])
    value = np.where(judged, high, np.nan)
    if measure.breakdowns == ("lsoa",):
        count = sum((one["count"] for one in maps[1:]), maps[0]["count"])
        return pd.DataFrame({"lsoa": maps[0]["lsoa"], "count": count, "value": value})
    numbers = range(len(feeds) + 1)
    areas = [int(np.count_nonzero(value == number)) for number in numbers]
    return pd.DataFrame({"sources_high": list(numbers), "count": pd.array(areas, dtype="Int64")})


def source_ratio(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return the records of one source for every hundred of another, by district and year.

    The two are counted apart, neither within the other, so the ratio is that of two Poisson counts, with the exact
    conditional interval (Przyborowski & Wilenski 1940; `methods.comparison.rate_ratio`). Years are those of the
    numerator: where the other source is told in years of another kind, its records are counted by their month.

    Returns
    -------
    DataFrame
        `lad` (in name order), `year`, `count` (`feed`), `denominator` (`beside`), `value` (per 100), `lower_95`,
        `upper_95`. A count of a year that its source does not cover is missing, and so is every ratio with a missing
        count or a denominator of 0.

    Raises
    ------
    ValidityError
        Unless there are two sources on the same place basis.
    """
    feeds = feeds_of(measure)
    _refuse_unlike(inputs, measure, feeds, most=2)
    basis = inputs.feeds[feeds[0]].year_basis
    counts = [_by_district(inputs, _of_feed(inputs, measure, feed), basis) for feed in feeds]
    years = sorted({year for one in counts for year in one["year"]})
    rows = list(itertools.product(inputs.district_codes, years))
    frame = pd.DataFrame(rows, columns=["lad", "year"])
    for name, one in zip(("count", "denominator"), counts, strict=True):
        frame = frame.merge(one.rename(columns={"n": name}), on=["lad", "year"], how="left")
        frame[name] = frame[name].astype("Int64")
    x, y = (frame[name].to_numpy(dtype="float64", na_value=np.nan) for name in ("count", "denominator"))
    found = rate_ratio(np.where(y > 0, x, np.nan), 1.0, np.where(y > 0, y, np.nan), 1.0)
    value, lower, upper = (PER_HUNDRED * part for part in (found.value, found.lower, found.upper))
    return frame.assign(value=value, lower_95=lower, upper_95=upper)


def _of_feed(inputs: Inputs, measure: Measure, feed: str) -> Measure:
    """Return the measure for another feed, limited by its definition where that reaches the feed."""
    definition = inputs.definitions.get(measure.definition)
    reached = definition is None or inputs.feeds[feed].family in definition.codes
    found = with_breakdowns(measure, "lsoa", feed=feed)
    return found if reached else replace(found, definition="")


def _refuse_unlike(inputs: Inputs, measure: Measure, feeds: Iterable[str], *, most: int | None = None) -> None:
    """Stop unless all feeds are there and their places mean the same."""
    names = list(feeds)
    absent = [name for name in names if name not in inputs.feeds]
    if absent or len(names) < 2 or (most and len(names) > most):
        raise ValidityError(
            "Sources to compare are not there", where=measure.id,
            expected=f"{most or 'two or more'} sources with files", found=f"absent: {', '.join(absent) or 'none'}",
            do_this="leave the measure out where a source is absent",
        )  # fmt: skip
    bases = {name: inputs.feeds[name].place_basis for name in names}
    if len(set(bases.values())) > 1:
        raise ValidityError(
            "Sources are compared on the same place basis or not at all", where=measure.id,
            expected="one place basis", found="; ".join(f"{name}: {basis}" for name, basis in bases.items()),
            do_this="compare where people live with where people live",
        )  # fmt: skip


def _by_district(inputs: Inputs, measure: Measure, basis: YearBasis) -> pd.DataFrame:
    """Return `lad`, `year`, `n` of every district and covered year, in years of the basis; zeros filled."""
    own = inputs.feeds[measure.feed].year_basis
    covered = inputs.feed_years[measure.feed]
    table = records_of(inputs, measure)
    table = table.filter(table.lad.notnull())
    keys = ["lad", "year"] if own is basis else ["lad", "month"]
    counted = table.group_by(keys).aggregate(n=table.count()).order_by(keys).to_pandas()
    years = covered if own is basis else _whole_years(covered, own)
    if own is not basis:
        counted["year"] = [_year_of(month, basis) for month in counted["month"]]
        counted = counted.groupby(["lad", "year"], as_index=False)[["n"]].sum()
    grid = pd.DataFrame(list(itertools.product(inputs.district_codes, years)), columns=["lad", "year"])
    return grid.merge(counted, on=["lad", "year"], how="left").fillna({"n": 0}).astype({"n": "int64"})


def _whole_years(covered: Iterable[int], own: YearBasis) -> list[int]:
    """Return the years of the other kind that lie wholly in covered ones.

    Examples
    --------
    >>> _whole_years([2019, 2020, 2022], YearBasis.CALENDAR), _whole_years([2019, 2020], YearBasis.FINANCIAL)
    ([2019], [2020])
    """
    years = set(covered)
    step = 1 if own is YearBasis.CALENDAR else -1
    return sorted(year for year in years if year + step in years)


def _year_of(month: str, basis: YearBasis) -> int:
    year, number = (int(part) for part in month.split("-"))
    return year - (basis is YearBasis.FINANCIAL and number < FINANCIAL_YEAR_BEGINS)
