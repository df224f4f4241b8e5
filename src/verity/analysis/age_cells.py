"""Events of a measure and the people at risk, as arrays of places and years by age band.

Counted in the engine by the raw columns and set against person-years here; rates, ratios and what is withheld are
made from these cells elsewhere.
"""

import itertools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from verity.analysis.denominators import person_years
from verity.analysis.inputs import Inputs
from verity.analysis.record_people import people_by_frequency
from verity.analysis.record_scope import records_of
from verity.methods.arrays import BoolArray, FloatArray, IntArray
from verity.model.incidents import AGE_BANDS, NOT_KNOWN
from verity.model.measures import Measure

_OF_PEOPLE = frozenset({"year", "sex", "lad", "lsoa", "decile", "quintile", "age_band", "age_group", "ethnic_group"})
"""Filters that limit the people a rate is about; all others limit the events alone."""


@dataclass(frozen=True, kw_only=True, eq=False)
class AgeCells:
    """Events and people of each row.

    Parameters
    ----------
    index : DataFrame
        The keys of the rows, in the order they are shown.
    totals : DataFrame
        `count` (events of any age), `unknown_age` (of which none is known), `people` (different persons; a record
        without a person counts as one; missing where the feed knows no persons), `denominator` (person-years,
        missing where no estimate tells them): Int64, one row per row of `index`.
    people : FloatArray
        Shape (rows, bands, times): people with exactly so many events at that age.
    times : FloatArray
        Shape (times,): 1 alone where no persons are known, so that `people` are events.
    population : FloatArray
        Shape (rows, bands), person-years; 0 where nobody lives or nothing is known.
    repeats : bool
        Persons are known, so events are not taken for independent.
    """

    index: pd.DataFrame
    totals: pd.DataFrame
    people: FloatArray
    times: FloatArray
    population: FloatArray
    repeats: bool

    @property
    def events(self) -> FloatArray:
        """Events of known age, shape (rows, bands)."""
        return np.asarray(self.people @ self.times, dtype=np.float64)


def age_cells(inputs: Inputs, measure: Measure, place: str, *, by_year: bool = False) -> AgeCells:
    """Return the events and people of a measure.

    Parameters
    ----------
    place : str
        `area` (the force area), `lad`, `decile` (1 to 10, then `not known`) or `lsoa` (of the edition's vintage).
    by_year : bool
        One row per place and reporting year; otherwise all years together.

    Raises
    ------
    ValidityError
        When there is no denominator, or the measure is filtered by something that people are not counted by.
    """
    keys = [place, "year"] if by_year else [place]
    index = _index(inputs, measure, keys)
    located = _located(inputs, measure)
    times = _with_area(inputs, people_by_frequency(inputs, located, [key for key in keys if key != "area"]))
    totals, repeats = _totals(inputs, located, index, times)
    aged = times[times["age_band"] != NOT_KNOWN]
    most = int(aged["frequency"].max()) if len(aged) else 1
    people = np.zeros((len(index), len(AGE_BANDS), most))
    np.add.at(people, (_rows(index, aged), _bands(aged), aged["frequency"].to_numpy() - 1), aged["people"].to_numpy())
    population, known = _population(inputs, measure, index)
    denominator = pd.Series(population.sum(axis=1), dtype="Int64").where(known)
    return AgeCells(
        index=index, totals=totals.assign(denominator=denominator), people=people, times=np.arange(1.0, most + 1),
        population=population, repeats=repeats,
    )  # fmt: skip


def years_of(inputs: Inputs, measure: Measure) -> list[int]:
    """Return the reporting years a measure is about: those of its feed, as far as it is not filtered to some."""
    wanted = measure.where.get("year")
    years = inputs.feed_years.get(measure.feed, ())
    return [year for year in years if wanted is None or str(year) in {str(one) for one in wanted}]


def _index(inputs: Inputs, measure: Measure, keys: list[str]) -> pd.DataFrame:
    domains: dict[str, list[Any]] = {
        "area": [inputs.area.area.code],
        "lad": list(inputs.district_codes),
        "decile": [*range(1, 11), NOT_KNOWN],
        "lsoa": sorted(inputs.area.lsoas(inputs.lsoa_type.vintage)),
        "year": years_of(inputs, measure),
    }
    rows = list(itertools.product(*(domains[key] for key in keys)))
    return pd.DataFrame(rows, columns=keys, dtype="object")


def _located(inputs: Inputs, measure: Measure) -> Measure:
    """Limit a measure to records of a district: what has none has no residents to be set against."""
    where = {"lad": inputs.district_codes, **measure.where}
    return replace(measure, where=where, breakdowns=(), share=None, rate=None, top=None)


def _with_area(inputs: Inputs, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(area=inputs.area.area.code)


def _totals(inputs: Inputs, measure: Measure, index: pd.DataFrame, times: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Return `count`, `people`, `unknown_age` of each row, and whether any record names a person."""
    events = times["frequency"] * times["people"]
    count, unknown, people = (np.zeros(len(index), dtype="int64") for _ in range(3))
    np.add.at(count, _rows(index, times), events)
    ageless = times["age_band"] == NOT_KNOWN
    np.add.at(unknown, _rows(index, times[ageless]), events[ageless])
    persons = _persons(inputs, measure, index)
    np.add.at(people, _rows(index, persons), persons["named"] + persons["unnamed"])
    repeats = bool(persons["named"].sum() > 0)
    shown = pd.array(people, dtype="Int64") if repeats else pd.array([pd.NA] * len(index), dtype="Int64")
    frame = pd.DataFrame({"count": count, "people": shown, "unknown_age": unknown})
    return frame.astype("Int64"), repeats


def _persons(inputs: Inputs, measure: Measure, index: pd.DataFrame) -> pd.DataFrame:
    """Count different persons, and records that name none, by the keys of the rows."""
    table = records_of(inputs, measure)
    keys = [str(key) for key in index.columns if key != "area"]
    if "lsoa" in keys:
        table = table.filter(table.lsoa.notnull())
    counted = {"named": table.person.nunique(), "unnamed": table.count() - table.person.count()}
    grouped = table.group_by(keys).aggregate(**counted).order_by(keys) if keys else table.aggregate(**counted)
    return _with_area(inputs, grouped.to_pandas())


def _population(inputs: Inputs, measure: Measure, index: pd.DataFrame) -> tuple[FloatArray, BoolArray]:
    """Return person-years by row and band, and the rows of which any are known."""
    filters = {name: values for name, values in measure.where.items() if name in _OF_PEOPLE}
    frame = person_years(inputs, measure.feed, str(index.columns[0]), where=filters)
    row = _rows(index, frame)
    population, known = np.zeros((len(index), len(AGE_BANDS))), np.zeros(len(index), dtype=bool)
    np.add.at(population, (row, _bands(frame)), frame["denominator"].to_numpy(dtype="float64"))
    known[row] = True
    return population, known


def _bands(frame: pd.DataFrame) -> IntArray:
    return frame["age_band"].map(AGE_BANDS.index).to_numpy(dtype="int64")


def _rows(index: pd.DataFrame, frame: pd.DataFrame) -> IntArray:
    """Return the position in `index` of each row of `frame`; a missing decile is `not known`."""
    place = {key: position for position, key in enumerate(index.itertuples(index=False, name=None))}
    columns = [
        [NOT_KNOWN if pd.isna(value) else value if isinstance(value, str) else int(value) for value in frame[key]]
        for key in index.columns
    ]
    return np.array([place[key] for key in zip(*columns, strict=True)], dtype="int64")
