"""Measure tables as linked counts: what the gate submits for protection, table by table and margin by margin.

A table of the analysis becomes one or several tables of counts in the coordinates of its feed, so that cells which are
the same, or sums of each other, are known as such whatever the chapter that asked for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from verity.disclosure.constraints import CountTable
from verity.disclosure.policy import ProtectedRule
from verity.disclosure.primary import class_disclosed
from verity.disclosure.protection import Submitted
from verity.disclosure.region import BoolArray
from verity.model.definitions import Definition
from verity.model.measures import Measure, MeasureTable, Quantity
from verity.model.periods import MONTHS_IN_YEAR

BASE, FORCE, DENOMINATOR = "#base", "#force", "#denominator"
"""What stands beside a table's own counts: the base of its shares, the row of the force area, a ratio's lower count."""
WHOLE, SPLIT, PART = "definition", "definition split", "definition part"
"""Coordinates of a definition: one that stands alone; one of two that a flag parts another into; one within another."""
OUTSIDE = "elsewhere"
PERSONAL = frozenset({
    "sex", "ethnic_group", "age_band", "age_group", "relationship", "flag", "outcome", "category", "premises",
})  # fmt: skip
"""Attributes that a small group must not all share."""
SAME = {"place": "lad", "area": "lad"}
"""Breakdowns that say one thing under several names."""
FIXED_NESTINGS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "decile": {"quintile": {str(n): str((n + 1) // 2) for n in range(1, 11)} | {"not known": "not known"}},
    "hour": {"hour_group": {str(h): f"{h // 4 * 4:02d}:00–{h // 4 * 4 + 3:02d}:59" for h in range(24)}},
}
COUNTED = frozenset({
    Quantity.RECORDS, Quantity.STANDARDISED_RATES, Quantity.WEEK_HOURS, Quantity.TIME_QUALITY, Quantity.REPEATS,
    Quantity.HARM, Quantity.SOURCE_RATIO,
})  # fmt: skip
"""Quantities whose rows hold counts of records or people."""


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """How definitions contain each other, as coordinates: id → column and the id of the whole it is told under."""

    columns: Mapping[str, str]
    nestings: Mapping[str, Mapping[str, Mapping[str, str]]]


def lineage(definitions: Mapping[str, Definition], used: Sequence[str]) -> Lineage:
    """Return which of the used definitions lie within which, so that their tables are linked.

    A definition lies within another where, in every family both reach, its codes do and its conditions are no wider.
    Two that one flag parts the other into add up to it; any others may overlap.
    """
    wholes = [one for one in used if one in definitions and not any(_within(definitions, one, other) for other in used)]
    columns: dict[str, str] = dict.fromkeys(wholes, WHOLE)
    nests: dict[str, dict[str, str]] = {SPLIT: {}, PART: {}}
    for one in used:
        if one in columns or one not in definitions:
            continue
        whole = next(other for other in wholes if _within(definitions, one, other))
        paired = any(_complements(definitions, one, other, whole) for other in used)
        columns[one] = SPLIT if paired else PART
        nests[columns[one]][one] = whole
    return Lineage(columns=columns, nestings={name: {WHOLE: to} for name, to in nests.items() if to})


def _within(definitions: Mapping[str, Definition], one: str, other: str) -> bool:
    if one == other or one not in definitions or other not in definitions:
        return False
    inner, outer = definitions[one], definitions[other]
    families = inner.codes.keys() & outer.codes.keys()
    wider = outer.ages is None and not outer.with_flags and not outer.without_flags
    inside = bool(families) and all(inner.codes[family] <= outer.codes[family] for family in families)
    return inside and wider and (definitions[one] != definitions[other] or one > other)


def _complements(definitions: Mapping[str, Definition], one: str, other: str, whole: str) -> bool:
    if one == other or other not in definitions:
        return False
    first, second = definitions[one], definitions[other]
    parted = first.with_flags == second.without_flags and first.without_flags == second.with_flags
    alike = first.codes == second.codes == definitions[whole].codes and first.ages == second.ages
    return parted and alike and len(first.with_flags | first.without_flags) == 1


def submitted(table: MeasureTable, rule: ProtectedRule, line: Lineage) -> Iterator[Submitted]:
    """Yield the counts of one measure with their margins; nothing for a quantity that counts no records or people."""
    measure = table.measure
    if measure.quantity not in COUNTED:
        return
    frame = table.frame.reset_index(drop=True)
    columns = measure.breakdowns
    if measure.quantity is Quantity.STANDARDISED_RATES and "area" in columns:
        yield from _areas(measure, frame, rule, line)
        return
    if measure.quantity is Quantity.TIME_QUALITY:
        frame = frame.assign(
            count=frame["count"].where(frame["time_quality"].isin(["known", "interval", "date only", "unknown"]))
        )
    if "place" in columns:
        frame = frame.assign(count=frame["count"].where(frame["place"] != OUTSIDE))
    yield Submitted(table=_table(measure, frame, columns, line), rule=rule, sensitive=_sensitive(measure, frame, rule))
    if measure.share and "place" not in columns:
        yield from _base(measure, frame, rule, line)
    if measure.quantity is Quantity.SOURCE_RATIO:
        below = frame.assign(count=frame["denominator"])
        yield Submitted(
            table=CountTable(
                id=measure.id + DENOMINATOR, universe=f"{measure.beside} by years of {measure.feed}",
                columns=tuple(SAME.get(name, name) for name in columns), frame=_named(below, columns),
                fixed=_definition(measure, line),
            ),
            rule=rule,
        )  # fmt: skip


def _areas(measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, line: Lineage) -> Iterator[Submitted]:
    """Yield districts, and the force area as the margin over them; the force area is the first row's."""
    force = frame["area"].iloc[0]
    districts = frame.assign(count=frame["count"].where(frame["area"] != force))
    yield Submitted(table=_table(measure, districts, measure.breakdowns, line), rule=rule)
    others = tuple(name for name in measure.breakdowns if name != "area")
    whole = frame.assign(count=frame["count"].where(frame["area"] == force))
    yield Submitted(table=_table(measure, whole[whole["area"] == force], others, line, suffix=FORCE), rule=rule)


def _base(measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, line: Lineage) -> Iterator[Submitted]:
    """Yield the base of a measure's shares: a margin that every share shown tells."""
    if measure.share is None:
        return
    margin = base_of(measure, frame)
    within = measure.share.within
    yield Submitted(table=_table(measure, margin, within, line, suffix=BASE), rule=rule)


def base_of(measure: Measure, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the base of each group that shares are within: given by the analysis, else the sum of the counts."""
    within = list(measure.share.within) if measure.share else []
    given = frame["base"] if "base" in frame else None
    counts = frame["count"].astype("Float64")
    keys = [frame[name] for name in within] or [pd.Series(0, index=frame.index)]
    sums = (
        counts.groupby(keys, sort=False, dropna=False).agg(lambda g: g.sum(skipna=False))
        if given is None
        else given.astype("Float64").groupby(keys, sort=False, dropna=False).first()
    )
    found = sums.rename("count").reset_index()
    return found[[*within, "count"]].astype({"count": "Int64"})


def _table(
    measure: Measure, frame: pd.DataFrame, columns: Sequence[str], line: Lineage, *, suffix: str = ""
) -> CountTable:
    people = measure.quantity is Quantity.REPEATS
    fixed = {SAME.get(name, name): tuple(map(str, values)) for name, values in measure.where.items()}
    return CountTable(
        id=measure.id + suffix,
        universe=f"{measure.feed}: people" if people else measure.feed,
        columns=tuple(SAME.get(name, name) for name in columns),
        frame=_named(frame, columns),
        fixed={name: values for name, values in fixed.items() if name not in {SAME.get(c, c) for c in columns}}
        | _definition(measure, line),
    )


def _named(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the columns under their one name, as text, with whole counts."""
    named = frame[[*columns, "count"]].rename(columns=SAME).reset_index(drop=True)
    texts = {SAME.get(name, name): "str" for name in columns}
    return named.astype({**texts, "count": "Int64"})


def _definition(measure: Measure, line: Lineage) -> dict[str, tuple[str, ...]]:
    if not measure.definition:
        return {WHOLE: ("the whole cohort",)}
    return {line.columns.get(measure.definition, WHOLE): (measure.definition,)}


def _sensitive(measure: Measure, frame: pd.DataFrame, rule: ProtectedRule) -> BoolArray | None:
    """Mark small groups that all share one personal attribute."""
    *within, attribute = measure.breakdowns or ("",)
    if attribute not in PERSONAL or not within or measure.quantity is not Quantity.RECORDS:
        return None
    return class_disclosed(frame.assign(count=frame["count"].fillna(0)), within, rule)


def months_in_years(months: Sequence[str], *, first_month: int = 1) -> dict[str, str]:
    """Return month → reporting year, for nesting; `first_month` is 4 for financial years.

    Examples
    --------
    >>> months_in_years(["2023-03", "2023-04"], first_month=4)
    {'2023-03': '2022', '2023-04': '2023'}
    """
    shift = first_month - 1
    return {
        month: str((int(month[:4]) * MONTHS_IN_YEAR + int(month[5:]) - 1 - shift) // MONTHS_IN_YEAR) for month in months
    }


def hidden_everywhere(frame: pd.DataFrame) -> BoolArray:
    """Return a mask that hides every row."""
    return np.ones(len(frame), bool)
