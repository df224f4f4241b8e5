"""Counts of record-level incidents by any declared breakdowns and filters, zeros filled in.

Counting is done in the engine on the raw columns; lists are taken apart, and values that are not known are named, on
the small result. Which records are counted is said in `record_scope`.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from verity.analysis.denominators import person_years
from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.analysis.record_breakdowns import FIXED, FOUND, KNOWN, LISTS, PLACES, TIMES, WHOLE, column_of
from verity.analysis.record_scope import in_scope, records_of
from verity.model.errors import ValidityError
from verity.model.incidents import LIST_SEPARATOR, NOT_KNOWN, YearBasis
from verity.model.measures import Measure
from verity.model.periods import month_from_index, month_index

__all__ = ["in_scope", "months_of_years", "record_counts", "records_of"]

COUNT = "count"


def record_counts(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Count records.

    Parameters
    ----------
    measure : Measure
        Breakdowns and filters among `record_breakdowns.KNOWN`.

    Returns
    -------
    DataFrame
        Breakdowns, `count` (Int64); for the list breakdowns `flag` and `factor`, and with `top`, also `base`: all
        records within `share.within` (without a share: within the other breakdowns). With a rate, `denominator`
        (person-years). One row per combination, zeros filled, in this order: places as the area names them, fixed
        values in their own order, values that are found the most frequent first, `not known` last. Fixed attributes
        always have the row `not known`, found ones where it occurs. A breakdown by district, small area, month or
        hour leaves records out that have none; a record of a financial year that was counted on a day before it (a
        stay that ended in the year) stands in no month of it.

    Raises
    ------
    ValidityError
        When the feed, the definition or a breakdown is not there, or a value is not among those laid down.
    """
    _refuse_unknown(measure)
    raw = _counted(inputs, measure)
    counted = _taken_apart(raw, measure)
    domains = {name: _domain(inputs, measure, name, counted) for name in measure.breakdowns}
    frame = _filled(counted, measure, domains)
    if measure.top is not None or any(name in LISTS for name in measure.breakdowns):
        within = [name for name in measure.breakdowns if name not in LISTS]
        if measure.share:
            within = [name for name in within if name in measure.share.within]
        elif measure.top is not None:
            within = [name for name in within if name != _ranked(measure.breakdowns)]
        frame = _with_base(frame, raw, within)
    if measure.top is not None:
        frame = _top(frame, measure.breakdowns, measure.top)
    return _with_denominator(inputs, measure, frame) if measure.rate else frame


def _refuse_unknown(measure: Measure) -> None:
    strange = sorted(set(measure.breakdowns) - KNOWN)
    if strange:
        raise ValidityError(
            "A measure asks for a breakdown that records do not have", where=f"{measure.id}: {', '.join(strange)}",
            do_this="correct the chapter's declaration",
        )  # fmt: skip


def _counted(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Count by the raw columns: lists whole, values that are not known as `not known`."""
    table = records_of(inputs, measure)
    keys = list(measure.breakdowns)
    if not keys:
        return pd.DataFrame({COUNT: [int(table.count().execute())]})
    if "month" in keys:
        table = table.filter(table.month.isin(months_of_feed(inputs, measure.feed)))
    columns = {name: column_of(table, name) for name in keys}
    needed = [column.notnull() for name, column in columns.items() if name in PLACES or name in TIMES]
    table = (table.filter(needed) if needed else table).select(**columns)
    frame: pd.DataFrame = table.group_by(keys).aggregate(count=table.count()).order_by(keys).to_pandas()
    return frame.assign(**{name: _named(frame[name], name) for name in keys})


def _named(values: pd.Series, name: str) -> pd.Series:
    """Return the values as plain objects, missing ones named; an absent list is an empty one."""
    whole = values.astype("Int64") if pd.api.types.is_numeric_dtype(values) else values
    return whole.astype("object").where(values.notna(), "" if name in LISTS else NOT_KNOWN)


def _taken_apart(raw: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give every item of a list a row of its own; a record without any stands in none."""
    frame = raw
    for name in measure.breakdowns:
        if name in LISTS:
            frame = frame.assign(**{name: frame[name].str.split(LIST_SEPARATOR)}).explode(name)
            frame = frame[frame[name] != ""]
            if name in measure.where:
                frame = frame[frame[name].isin(measure.where[name])]
    if not measure.breakdowns:
        return frame
    return frame.groupby(list(measure.breakdowns), as_index=False, sort=False)[[COUNT]].sum()


def _domain(inputs: Inputs, measure: Measure, name: str, counted: pd.DataFrame) -> list[Any]:
    """Return the values of a breakdown in the order they are shown."""
    laid_down = _laid_down(inputs, measure, name)
    if name in measure.where:
        numeric = bool(laid_down) and all(isinstance(value, int) for value in laid_down if value != NOT_KNOWN)
        return [int(v) if numeric and v != NOT_KNOWN else v for v in measure.where[name]]
    if laid_down or name not in {*FOUND, *LISTS}:
        return laid_down
    totals = counted.groupby(name)[COUNT].sum()
    known = sorted(set(totals.index) - {NOT_KNOWN}, key=lambda value: (-totals[value], value))
    return [*known, NOT_KNOWN] if NOT_KNOWN in totals.index else known


def _laid_down(inputs: Inputs, measure: Measure, name: str) -> list[Any]:
    match name:
        case "lad":
            return list(inputs.district_codes)
        case "place":
            return [*inputs.district_codes, ELSEWHERE, NO_LOCATION]
        case "lsoa":
            return sorted(inputs.area.lsoas(inputs.lsoa_type.vintage))
        case "year":
            return list(inputs.feed_years[measure.feed])
        case "month":
            return months_of_feed(inputs, measure.feed)
        case _:
            return [*FIXED[name], NOT_KNOWN] if name in FIXED else list(WHOLE.get(name, ()))


def months_of_feed(inputs: Inputs, feed: str) -> list[str]:
    """Return the months of a feed's counted years, in order."""
    return months_of_years(inputs.feed_years[feed], inputs.feeds[feed].year_basis)


def months_of_years(years: Sequence[int], basis: YearBasis) -> list[str]:
    """Return the months of reporting years, in order.

    Examples
    --------
    >>> months_of_years([2019], YearBasis.FINANCIAL)[::11]
    ['2019-04', '2020-03']
    """
    begins = "04" if basis is YearBasis.FINANCIAL else "01"
    firsts = [month_index(f"{year:04d}-{begins}") for year in sorted(years)]
    return [month_from_index(first + n) for first in firsts for n in range(12)]


def _filled(counted: pd.DataFrame, measure: Measure, domains: dict[str, list[Any]]) -> pd.DataFrame:
    """Return one row per combination of values, zero where none was counted."""
    keys = list(domains)
    if not keys:
        return counted.astype({COUNT: "Int64"})
    _refuse_unlisted(measure, counted, domains)
    grid = pd.DataFrame(list(itertools.product(*domains.values())), columns=keys, dtype="object")
    frame = grid.merge(counted.astype(dict.fromkeys(keys, "object")), on=keys, how="left")
    frame[COUNT] = frame[COUNT].astype("Int64").fillna(0)
    return frame.infer_objects()


def _refuse_unlisted(measure: Measure, counted: pd.DataFrame, domains: dict[str, list[Any]]) -> None:
    """Stop when the engine returned a value that the breakdown does not list: nothing is dropped silently."""
    for name, domain in domains.items():
        strange = counted[~counted[name].isin(domain)]
        if len(strange):
            raise ValidityError(
                "A breakdown of records has values that it does not list", where=f"{measure.id}: {name}",
                expected=f"{len(domain)} known values", found=f"others in {int(strange[COUNT].sum()):,} records",
                do_this="report this as a fault of Verity",
            )  # fmt: skip


def _with_base(frame: pd.DataFrame, raw: pd.DataFrame, within: list[str]) -> pd.DataFrame:
    """Add the number of records that the shares of each row are of."""
    if not within:
        base = pd.Series(int(raw[COUNT].sum()), index=frame.index)
        return frame.assign(base=base.astype("Int64"))
    totals = raw.groupby(within, as_index=False, sort=False)[[COUNT]].sum().rename(columns={COUNT: "base"})
    kept = frame.astype(dict.fromkeys(within, "object")).merge(
        totals.astype(dict.fromkeys(within, "object")), on=within, how="left"
    )
    return kept.assign(base=kept["base"].astype("Int64").fillna(0)).infer_objects()


def _top(frame: pd.DataFrame, breakdowns: Sequence[str], top: int) -> pd.DataFrame:
    """Keep the highest values of what is ranked, ties included, the highest first; zeros and `not known` never rank.

    What is ranked is the last breakdown that is a list, a found attribute or a small area, else the last; its values
    are ranked by their sum over the others.
    """
    ranked = _ranked(breakdowns)
    totals = frame[frame[ranked].ne(NOT_KNOWN)].groupby(ranked, sort=False)[COUNT].sum()
    totals = totals[totals > 0].sort_values(ascending=False, kind="stable")
    kept = totals[totals >= totals.iloc[min(top, len(totals)) - 1]] if len(totals) else totals
    place = {value: number for number, value in enumerate(kept.index)}
    rows = frame[frame[ranked].isin(kept.index)]
    order = rows.assign(_place=rows[ranked].map(place))
    others = list(breakdowns[: list(breakdowns).index(ranked)])
    order["_group"] = order.groupby(others, sort=False).ngroup() if others else 0
    return (
        order.sort_values(["_group", "_place"], kind="stable").drop(columns=["_group", "_place"]).reset_index(drop=True)
    )


def _ranked(breakdowns: Sequence[str]) -> str:
    return next((n for n in reversed(breakdowns) if n in LISTS or n in FOUND or n == "lsoa"), breakdowns[-1])


def _with_denominator(inputs: Inputs, measure: Measure, frame: pd.DataFrame) -> pd.DataFrame:
    """Add the person-years at risk of each row's district and year, of all districts and years where it has none.

    Person-years are of one sex where the measure is; any other choice of people is refused, for the residents under
    it are not counted.
    """
    definition = inputs.definitions.get(measure.definition)
    people = {"age_band", "age_group", "ethnic_group"} & {*measure.where, *measure.breakdowns}
    people |= {"sex"} & set(measure.breakdowns)
    if people or (definition and definition.ages):
        raise ValidityError(
            "A crude rate is asked for some people over residents of all ages", where=measure.id,
            found=", ".join(sorted(people)) or f"ages of {measure.definition}",
            do_this="ask for a standardised rate, or for counts",
        )  # fmt: skip
    where: dict[str, Sequence[str]] = {
        name: measure.where[name] for name in ("year", "sex", "lad") if name in measure.where
    }
    residents = person_years(inputs, measure.feed, "lad", where=where)
    keys = [name for name in ("lad", "year") if name in measure.breakdowns]
    if not keys:
        return frame.assign(denominator=pd.array([int(residents["denominator"].sum())] * len(frame), dtype="Int64"))
    summed = residents.groupby(keys, as_index=False)[["denominator"]].sum()
    joined = frame.merge(summed, on=keys, how="left")
    return joined.astype({"denominator": "Int64"})
