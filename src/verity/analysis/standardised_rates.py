"""Directly standardised rates by district, deprivation decile and year, each with its interval or why it is withheld.

The rates themselves are `methods.standardisation`'s; which records and which people they are made from is decided in
`age_cells`. Ratios of small areas are in `record_places`.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from verity.analysis.age_cells import AgeCells, age_cells
from verity.analysis.inputs import Inputs
from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.comparison import Comparison, compare_to_benchmark
from verity.methods.interval_floor import ROUNDING_NOISE, interval_floor_guard
from verity.methods.populations import collapse_top_bands, european_standard_population_2013
from verity.methods.standardisation import (
    FEWEST_EVENTS,
    StandardisedRate,
    Withheld,
    directly_standardised_rate,
    directly_standardised_rate_of_repeats,
)
from verity.model.errors import ValidityError
from verity.model.incidents import NOT_KNOWN
from verity.model.measures import Measure

MOST_UNKNOWN_AGE = 0.05
"""Declared share of events without a usable age above which a rate is withheld; nothing is imputed."""
FEW_EVENTS = "fewer than 10 events"
FEW_PEOPLE = "fewer than 10 people with events"
AGES_UNKNOWN = "age not known for more than 5% of events"
NO_RESIDENTS = "no residents in an age band that the standard counts"
COLLAPSED = "ages 85 and over as one band"
CLIPPED = "lower limit set to 0"

_PLACE = {("area",): "area", ("decile",): "decile", ("year",): "year", ("area", "year"): "area"}
_REASONS = {Withheld.TOO_FEW_EVENTS: FEW_EVENTS, Withheld.TOO_FEW_PEOPLE: FEW_PEOPLE}
_COLUMNS = (
    "count", "people", "unknown_age", "denominator", "value", "lower_95", "upper_95", "method", "withheld",
    "comparison",
)  # fmt: skip


def standardised_rates(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return rates per 100,000 person-years, standardised to the European Standard Population 2013.

    Parameters
    ----------
    measure : Measure
        Breakdown `area` (the force area first, then its districts), `decile` (1 to 10, then `not known`), `year`, or
        `area` and `year`.

    Returns
    -------
    DataFrame
        Breakdowns, `count`, `people`, `unknown_age`, `denominator` (person-years), `value`, `lower_95`, `upper_95`,
        `method`, `withheld` (why there is no rate; empty where there is one) and `comparison` with the force area's
        value of the same years. `count` includes events of unknown age, the rate does not. The row `not known` has
        its count alone.

    Raises
    ------
    ValidityError
        When there is no denominator, the breakdown is another, or an interval is narrower than its events allow.
    """
    breakdowns = tuple(measure.breakdowns)
    if breakdowns not in _PLACE or ("area" in breakdowns and "lad" in measure.where):
        raise ValidityError(
            "Standardised rates are not made by this breakdown", where=f"{measure.id}: {', '.join(breakdowns)}",
            expected="area, decile, year, or area and year; districts not filtered where they are shown",
            do_this="correct the chapter's declaration",
        )  # fmt: skip
    by_year = "year" in breakdowns
    force = rates_of(age_cells(inputs, measure, "area", by_year=by_year), measure)
    if breakdowns == ("year",):
        return force.assign(comparison="")[["year", *_COLUMNS]].astype({"year": "int64"})
    if breakdowns == ("decile",):
        frame = rates_of(age_cells(inputs, measure, "decile"), measure)
        frame = _compared(frame, force, [])
        frame.loc[frame["decile"] == NOT_KNOWN, "withheld"] = ""
        return frame[["decile", *_COLUMNS]]
    districts = rates_of(age_cells(inputs, measure, "lad", by_year=by_year), measure).rename(columns={"lad": "area"})
    compared = _compared(districts, force, ["year"] if by_year else [])
    frame = pd.concat([force.assign(comparison=""), compared], ignore_index=True)[[*breakdowns, *_COLUMNS]]
    return frame.astype({"year": "int64"}) if by_year else frame


def rates_of(cells: AgeCells, measure: Measure) -> pd.DataFrame:
    """Return the keys, counts, rates, methods and reasons for withholding of each row of cells.

    Events are independent where no persons are known; otherwise the variance is that of repeat events. Where nobody
    lives in the top age band it is joined to the one below, which the method then says.
    """
    shape = len(cells.index)
    value, lower, upper = (np.full(shape, np.nan) for _ in range(3))
    method, withheld = np.full(shape, "", dtype=object), np.full(shape, NO_RESIDENTS, dtype=object)
    whole: BoolArray = np.all(cells.population > 0, axis=1)
    joined: BoolArray = ~whole & np.all(collapse_top_bands(cells.population) > 0, axis=1)
    for rows, collapse in ((whole, False), (joined, True)):
        if rows.any():
            rate = _rate(cells, rows, collapse=collapse)
            value[rows], lower[rows], upper[rows] = rate.value, rate.lower, rate.upper
            method[rows], withheld[rows] = _words(rate, (COLLAPSED,) if collapse else ())
    few = cells.events.sum(axis=1) < FEWEST_EVENTS
    unknown = _share_unknown(cells) > MOST_UNKNOWN_AGE
    withheld[few] = FEW_EVENTS
    withheld[unknown & (withheld == "")] = AGES_UNKNOWN
    hidden = withheld != ""
    value[hidden], lower[hidden], upper[hidden], method[hidden] = np.nan, np.nan, np.nan, ""
    _guard(value, lower, upper, cells.events.sum(axis=1), measure)
    return pd.concat([cells.index, cells.totals], axis=1).assign(
        value=value, lower_95=lower, upper_95=upper, method=method, withheld=withheld
    )


def _rate(cells: AgeCells, rows: BoolArray, *, collapse: bool) -> StandardisedRate:
    people, population = cells.people[rows], cells.population[rows]
    standard = european_standard_population_2013()
    if collapse:
        people = np.moveaxis(collapse_top_bands(np.moveaxis(people, 1, -1)), -1, 1)
        population, standard = collapse_top_bands(population), european_standard_population_2013(bands=18)
    if cells.repeats:
        # People who are shared out over age bands add up to whole numbers but for the last digits.
        return directly_standardised_rate_of_repeats(
            people, cells.times, population, standard, minimum_people=FEWEST_EVENTS - ROUNDING_NOISE
        )
    return directly_standardised_rate(people @ cells.times, population, standard)


def _words(rate: StandardisedRate, notes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the method of each row in words, and why it is withheld."""
    methods = ["; ".join([str(rate.method), *notes, *([CLIPPED] if clipped else [])]) for clipped in rate.lower_clipped]
    return methods, [_REASONS[reason] if reason else "" for reason in rate.withheld]


def _share_unknown(cells: AgeCells) -> FloatArray:
    count, unknown = (cells.totals[name].to_numpy(dtype="float64") for name in ("count", "unknown_age"))
    share: FloatArray = np.divide(unknown, count, out=np.zeros(count.size), where=count > 0)
    return share


def _guard(value: FloatArray, lower: FloatArray, upper: FloatArray, events: FloatArray, measure: Measure) -> None:
    """Stop at an interval that no data could have given."""
    try:
        interval_floor_guard(value, lower, upper, events)
    except ValueError:
        raise ValidityError(
            "A standardised rate has an interval narrower than its events allow", where=measure.id,
            expected="a half-width of at least 1.96 times the rate over the root of its events",
            do_this="report this as a fault of Verity",
        ) from None  # fmt: skip


def _compared(frame: pd.DataFrame, force: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Class each row by its interval against the force area's value, which contains it."""
    if keys:
        benchmark = frame[keys].merge(force[[*keys, "value"]], on=keys, how="left")["value"].to_numpy()
    else:
        benchmark = np.full(len(frame), force["value"].iloc[0])
    return frame.assign(comparison=in_words(frame["lower_95"], frame["upper_95"], benchmark))


def in_words(lower: pd.Series, upper: pd.Series, benchmark: FloatArray | float) -> list[str]:
    """Return higher, lower or similar; empty where something to compare is missing."""
    classes = compare_to_benchmark(lower.to_numpy(), upper.to_numpy(), benchmark)
    return ["" if found is Comparison.NOT_COMPARED else str(found) for found in classes]


def with_breakdowns(measure: Measure, *breakdowns: str, feed: str = "") -> Measure:
    """Return a measure as it stands, broken down otherwise, of another feed where one is named."""
    return replace(measure, breakdowns=breakdowns, feed=feed or measure.feed, share=None, rate=None, top=None)
