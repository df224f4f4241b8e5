"""Counts of incidents by any declared breakdowns and filters, zeros filled in, uncovered months left missing."""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.model.codes import CRIME_TYPES
from verity.model.errors import ValidityError
from verity.model.measures import Measure
from verity.model.periods import complete_years
from verity.warehouse.expressions import memtable

INCIDENT = "incident"
"""Table of placed incidents: month, year, crime_type, force, place, lsoa."""


def incident_counts(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Count incidents.

    Parameters
    ----------
    measure : Measure
        Breakdowns among `crime_type`, `year`, `month`, `period`, `lad`, `place`, `force`, `lsoa`;
        `where` filters on the same.

    Returns
    -------
    DataFrame
        Breakdowns and `count` (Int64), one row per combination in declared order; a combination whose months
        the files do not cover is missing, all others are counts, zero included.
    """
    table = _filtered(inputs, measure)
    keys = list(measure.breakdowns)
    counted = table.group_by(keys).aggregate(count=table.count()).order_by(keys).to_pandas()
    domains = [_domain(inputs, measure, name) for name in keys]
    grid = pd.DataFrame(list(itertools.product(*domains)), columns=keys)
    _refuse_unlisted(measure, counted, domains)
    frame = grid.merge(counted, on=keys, how="left")
    frame["count"] = frame["count"].fillna(0).astype("Int64")
    return frame


def _filtered(inputs: Inputs, measure: Measure) -> Any:  # noqa: ANN401 - Ibis
    table = inputs.warehouse.table(INCIDENT)
    table = table.filter(table.month.isin(list(inputs.months)))
    if "period" in measure.breakdowns:
        rows = [{"month": m, "period": name} for name, months in inputs.periods.items() for m in months]
        table = table.inner_join(memtable(pd.DataFrame(rows)), "month")
    if "lad" in measure.breakdowns or "lad" in measure.where:
        table = table.mutate(lad=table.place)
        table = table.filter(table.lad.isin(list(inputs.district_codes)))
    if "year" in measure.breakdowns:
        table = table.filter(table.year.isin(complete_years(inputs.months)))
    if "lsoa" in measure.breakdowns:
        table = table.filter(table.lsoa.notnull() & table.place.isin(list(inputs.district_codes)))
    for column, values in measure.where.items():
        table = table.filter(table[column].isin(list(values)))
    return table


def _domain(inputs: Inputs, measure: Measure, name: str) -> Sequence[Any]:
    """Return the values a breakdown may take, in the order they are shown."""
    if name in measure.where:
        return measure.where[name]
    match name:
        case "crime_type":
            return CRIME_TYPES
        case "year":
            return complete_years(inputs.months)
        case "month":
            return inputs.months
        case "period":
            return list(inputs.periods)
        case "lad":
            return inputs.district_codes
        case "place":
            return (*inputs.district_codes, ELSEWHERE, NO_LOCATION)
        case "force":
            return inputs.forces
        case "lsoa":
            return sorted(inputs.area.lsoas(inputs.lsoa_type.vintage))
        case _:
            raise ValidityError(
                "A measure asks for a breakdown that incidents do not have", where=f"{measure.id}: {name}",
                do_this="correct the chapter's declaration",
            )  # fmt: skip


def _refuse_unlisted(measure: Measure, counted: pd.DataFrame, domains: Sequence[Sequence[Any]]) -> None:
    """Stop when the engine returned a value that the breakdown does not list: nothing is dropped silently."""
    for name, domain in zip(measure.breakdowns, domains, strict=True):
        strange = sorted(set(counted[name].dropna()) - set(domain), key=str)
        blank = int(counted.loc[counted[name].isna(), "count"].sum())
        if strange or blank:
            raise ValidityError(
                "A breakdown has values that it does not list", where=f"{measure.id}: {name}",
                expected=f"{len(domain)} known values",
                found=f"{', '.join(map(str, strange[:5])) or 'blank'} in {blank or len(strange)} rows",
                do_this="report this as a fault of Verity",
            )  # fmt: skip


def coverage(inputs: Inputs) -> pd.DataFrame:
    """Count the months covered by kind of file, force and year.

    Returns
    -------
    DataFrame
        `kind`, `force`, `year`, `count` (months with at least one accepted row) in that order.
    """
    frames = []
    for kind in ("street", "outcomes", "stop_and_search"):
        name = f"police_uk_{kind}"
        if not inputs.warehouse.has(name):
            continue
        table = inputs.warehouse.table(name)
        months = table.select("force", "month").distinct().order_by(["force", "month"]).to_pandas()
        months["year"] = months["month"].str[:4].astype(int)
        frame = months.groupby(["force", "year"], as_index=False).agg(count=("month", "size"))
        frames.append(frame.assign(kind=kind))
    if not frames:
        return pd.DataFrame({"kind": [], "force": [], "year": [], "count": []})
    found = pd.concat(frames)
    years = range(found["year"].min(), found["year"].max() + 1)
    kinds = found["kind"].drop_duplicates()
    grid = pd.DataFrame(list(itertools.product(kinds, inputs.forces, years)), columns=["kind", "force", "year"])
    filled = grid.merge(found, on=["kind", "force", "year"], how="left")
    return filled.assign(count=filled["count"].fillna(0).astype("Int64"))
