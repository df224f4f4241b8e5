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
from verity.analysis.record_breakdowns import column_of
from verity.analysis.record_scope import records_of
from verity.methods.arrays import BoolArray, FloatArray, IntArray
from verity.model.incidents import AGE_BANDS, NOT_KNOWN
from verity.model.measures import Measure
from verity.warehouse.expressions import cases

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
    events : FloatArray
        Shape (rows, bands), events of known age.
    people : FloatArray
        Shape (rows, bands, times): people by how many events of known age they have in the row. Somebody whose events
        fall in several bands is shared out over them by his or her events, so that people are counted once and their
        events stay together in the variance.
    times : FloatArray
        Shape (times,), from 1; 1 alone where no persons are known, so that `people` are events.
    population : FloatArray
        Shape (rows, bands), person-years; 0 where nobody lives or nothing is known.
    repeats : bool
        Persons are known, so events are not taken for independent.
    """

    index: pd.DataFrame
    totals: pd.DataFrame
    events: FloatArray
    people: FloatArray
    times: FloatArray
    population: FloatArray
    repeats: bool


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
    where = tuple(sorted((name, tuple(values)) for name, values in measure.where.items()))
    key = ("age_cells", measure.feed, measure.definition, where, place, by_year)
    return inputs.once(key, lambda: _age_cells(inputs, measure, place, by_year=by_year))


def _age_cells(inputs: Inputs, measure: Measure, place: str, *, by_year: bool) -> AgeCells:
    keys = [place, "year"] if by_year else [place]
    index = _index(inputs, measure, keys)
    located = _located(inputs, measure)
    counted = _counted(inputs, located, [key for key in keys if key != "area"])
    totals, repeats = _totals(inputs, located, index, counted)
    events, people = _by_times(index, counted[counted["age_band"] != NOT_KNOWN])
    population, known = _population(inputs, measure, index)
    denominator = pd.Series(population.sum(axis=1), dtype="Int64").where(known)
    return AgeCells(
        index=index, totals=totals.assign(denominator=denominator), events=events, people=people,
        times=np.arange(1.0, people.shape[2] + 1), population=population, repeats=repeats,
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


def _counted(inputs: Inputs, measure: Measure, keys: list[str]) -> pd.DataFrame:
    """Return keys, `age_band`, `frequency`, `events`: events by how many of known age their person has in the keys.

    A record without a person, or without an age, is one of its own.
    """
    table = records_of(inputs, measure)
    if "lsoa" in keys:
        table = table.filter(table.lsoa.notnull())
    shown = table.select("person", **{name: column_of(table, name) for name in [*keys, "age_band"]})
    shown = shown.mutate(told=shown.person.notnull() & shown.age_band.notnull())
    shown = shown.group_by([*keys, "person", "told"]).mutate(seen=shown.count())
    shown = shown.mutate(frequency=cases((shown.told, shown.seen), else_=1))
    columns = [*keys, "age_band", "frequency"]
    frame: pd.DataFrame = shown.group_by(columns).aggregate(events=shown.count()).order_by(columns).to_pandas()
    return _with_area(inputs, frame.assign(age_band=frame["age_band"].fillna(NOT_KNOWN)))


def _with_area(inputs: Inputs, frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(area=inputs.area.area.code)


def _by_times(index: pd.DataFrame, aged: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
    """Return the events, and the people by the number of their events, of each row and band."""
    most = int(aged["frequency"].max()) if len(aged) else 1
    times = np.arange(1.0, most + 1)
    held = np.zeros((len(index), len(AGE_BANDS), most))
    np.add.at(held, (_rows(index, aged), _bands(aged), aged["frequency"].to_numpy() - 1), aged["events"].to_numpy())
    people = held / times
    # Ten events must not become 9.999… by division and multiplication: below ten a rate is withheld.
    people = np.where(people * times < held, np.nextafter(people, np.inf), people)
    return held.sum(axis=2), people


def _totals(inputs: Inputs, measure: Measure, index: pd.DataFrame, counted: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Return `count`, `people`, `unknown_age` of each row, and whether any record names a person."""
    count, unknown, people = (np.zeros(len(index), dtype="int64") for _ in range(3))
    np.add.at(count, _rows(index, counted), counted["events"])
    ageless = counted[counted["age_band"] == NOT_KNOWN]
    np.add.at(unknown, _rows(index, ageless), ageless["events"])
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
