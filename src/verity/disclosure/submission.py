"""Measure tables as linked counts: what the gate submits for protection, table by table and margin by margin.

A table of the analysis becomes one or several tables of counts in the coordinates of its feed, so that cells which are
the same, or sums of each other, are known as such whatever the chapter that asked for them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from verity.disclosure.constraints import CountTable
from verity.disclosure.policy import ProtectedRule
from verity.disclosure.primary import class_disclosed
from verity.disclosure.protection import Submitted
from verity.disclosure.region import BoolArray
from verity.disclosure.windows import windowed
from verity.model.definitions import Definition
from verity.model.measures import Measure, MeasureTable, Quantity

BASE, FORCE, DENOMINATOR = "#base", "#force", "#denominator"
"""What stands beside a table's own counts: the base of its shares, the row of the force area, a ratio's lower count."""
WHOLE, SPLIT, PART = "definition", "definition split", "definition part"
"""Coordinates of a definition: one that stands alone; one of two that a flag parts another into; one within another."""
OUTSIDE = "elsewhere"
ALL_ROW, DEFAULTS_ROW = "all", "default times, estimated"
"""Rows of a table of time quality that are no part of its sum."""
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
    """How definitions contain each other for one family of feeds.

    Parameters
    ----------
    coordinates : mapping
        Definition id → its column, and the id it is told under: one that takes in the same records as another is that.
    nestings : mapping
        As `linked_cells` takes them.
    """

    coordinates: Mapping[str, tuple[str, str]]
    nestings: Mapping[str, Mapping[str, Mapping[str, str]]]


def lineage(definitions: Mapping[str, Definition], used: Sequence[str], family: str) -> Lineage:
    """Return which of the used definitions lie within which, so that their tables are linked.

    A definition lies within another where its codes do and the other has no further conditions. Two that one flag parts
    another into add up to it; any others may overlap.
    """
    reaching = {one: definitions[one] for one in used if one in definitions and family in definitions[one].codes}
    same = {
        one: min(other for other in reaching if _conditions(reaching[other], family) == _conditions(mine, family))
        for one, mine in reaching.items()
    }
    distinct = {one: reaching[one] for one in sorted(set(same.values()))}
    wholes = [one for one in distinct if not any(_within(distinct, one, other, family) for other in distinct)]
    columns = dict.fromkeys(wholes, WHOLE)
    nests: dict[str, dict[str, str]] = {SPLIT: {}, PART: {}}
    for one in distinct:
        whole = next((other for other in wholes if _within(distinct, one, other, family)), None)
        if one not in columns and whole is not None:
            paired = any(_complements(distinct, one, other, whole, family) for other in distinct)
            columns[one] = SPLIT if paired else PART
            nests[columns[one]][one] = whole
    return Lineage(
        coordinates={one: (columns.get(told, WHOLE), told) for one, told in same.items()},
        nestings={name: {WHOLE: to} for name, to in nests.items() if to},
    )


def _conditions(one: Definition, family: str) -> tuple[object, ...]:
    return one.codes[family], one.ages, one.with_flags, one.without_flags


def _within(definitions: Mapping[str, Definition], one: str, other: str, family: str) -> bool:
    if one == other:
        return False
    inner, outer = definitions[one], definitions[other]
    wider = outer.ages is None and not outer.with_flags and not outer.without_flags
    return inner.codes[family] <= outer.codes[family] and wider


def _complements(definitions: Mapping[str, Definition], one: str, other: str, whole: str, family: str) -> bool:
    """Whether two definitions are a whole with and without one flag."""
    first, second = definitions[one], definitions[other]
    parted = first.with_flags == second.without_flags and first.without_flags == second.with_flags
    alike = first.codes[family] == second.codes[family] == definitions[whole].codes[family]
    return one != other and parted and alike and len(first.with_flags | first.without_flags) == 1


def submitted(table: MeasureTable, rule: ProtectedRule, line: Lineage, *, period: str = "") -> Iterator[Submitted]:
    """Yield the counts of one measure with their margins; nothing for a quantity that counts no records or people.

    Counts that no year or month tells apart are of the edition's whole `period`, and say so: last year's edition counts
    another one.
    """
    for one in _counts(table, rule, line):
        yield replace(one, table=windowed(one.table, period))


def _counts(table: MeasureTable, rule: ProtectedRule, line: Lineage) -> Iterator[Submitted]:
    measure = table.measure
    if measure.quantity not in COUNTED:
        return
    frame = table.frame.reset_index(drop=True)
    columns = measure.breakdowns
    if measure.quantity is Quantity.STANDARDISED_RATES and "area" in columns:
        yield from _areas(measure, frame, rule, line)
        return
    if measure.quantity is Quantity.TIME_QUALITY:
        whole = frame[frame["time_quality"] == ALL_ROW].reset_index(drop=True)
        yield Submitted(table=_table(measure, whole, (), line, suffix=BASE), rule=rule)
        frame = frame.assign(count=frame["count"].where(~frame["time_quality"].isin([ALL_ROW, DEFAULTS_ROW])))
    if "place" in columns:
        frame = frame.assign(count=frame["count"].where(frame["place"] != OUTSIDE))
    yield Submitted(table=_table(measure, frame, columns, line), rule=rule, sensitive=_sensitive(measure, frame, rule))
    if has_base(measure):
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
    margin = base_of(measure, frame)
    within = tuple(name for name in margin.columns if name != "count")
    yield Submitted(table=_table(measure, margin, within, line, suffix=BASE), rule=rule)


def has_base(measure: Measure) -> bool:
    """Whether shares are of a margin of the feed: not where rows lie outside it, or leave out what is not placed."""
    return measure.share is not None and not {"place", "lsoa"} & set(measure.breakdowns)


def base_of(measure: Measure, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the base of each group that shares are within: given by the analysis, else the sum of the counts."""
    within = list(measure.share.within) if measure.share else []
    given = frame.get("base")
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
    column, told = line.coordinates.get(measure.definition, (WHOLE, measure.definition))
    return {column: (told,)}


def _sensitive(measure: Measure, frame: pd.DataFrame, rule: ProtectedRule) -> BoolArray | None:
    """Mark small groups that all share one personal attribute."""
    *within, attribute = measure.breakdowns or ("",)
    if attribute not in PERSONAL or not within or measure.quantity is not Quantity.RECORDS:
        return None
    return class_disclosed(frame.assign(count=frame["count"].fillna(0)), within, rule)
