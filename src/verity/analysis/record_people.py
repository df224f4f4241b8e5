"""People behind records: how often the same person appears.

A person is a pseudonym; who has none cannot be seen to repeat.
"""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd

from verity.analysis.inputs import Inputs
from verity.analysis.record_breakdowns import FIXED, PLACES, TIMES, WHOLE, column_of
from verity.analysis.record_scope import records_of
from verity.model.errors import ValidityError
from verity.model.incidents import NOT_KNOWN
from verity.model.measures import Measure

TIMES_SEEN: tuple[str, ...] = ("1", "2", "3", "4", "5+")


def repeats(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Count people by the number of times they appear.

    Parameters
    ----------
    measure : Measure
        Breakdowns `times`, and before it any of `lad`, `year`, `sex`, `age_band` and other fixed ones: a person is
        then counted once in each.

    Returns
    -------
    DataFrame
        Breakdowns, `count` (people, Int64), `events` (their records, Int64). `times` is 1, 2, 3, 4, 5+; where records
        name no person a row `not known` gives them, its people missing; where none names any, all else is missing.
    """
    keys = [name for name in measure.breakdowns if name != "times"]
    frame = _by_times(_person_counts(inputs, measure, keys), keys)
    values = [*TIMES_SEEN, NOT_KNOWN] if (frame["times"] == NOT_KNOWN).any() else list(TIMES_SEEN)
    domains = [values if name == "times" else _values(inputs, measure, name) for name in measure.breakdowns]
    names = list(measure.breakdowns)
    grid = pd.DataFrame(list(itertools.product(*domains)), columns=names, dtype="object")
    joined = grid.merge(frame.astype(dict.fromkeys(names, "object")), on=names, how="left").infer_objects()
    joined[["count", "events"]] = joined[["count", "events"]].astype("Int64").fillna(0)
    joined.loc[joined["times"] == NOT_KNOWN, "count"] = pd.NA
    if not (frame["times"] != NOT_KNOWN).any() and len(frame):
        joined.loc[joined["times"] != NOT_KNOWN, ["count", "events"]] = pd.NA
    return joined


def _person_counts(inputs: Inputs, measure: Measure, keys: Sequence[str]) -> pd.DataFrame:
    """Return keys, `frequency` (0 for records without a person), `people`."""
    table = records_of(inputs, measure)
    shown = table.select(**{name: column_of(table, name) for name in keys}, person=table.person)
    for name in keys:
        if name in PLACES or name in TIMES:
            shown = shown.filter(shown[name].notnull())
    named = shown.filter(shown.person.notnull())
    per_person = named.group_by([*keys, "person"]).aggregate(frequency=named.count())
    columns = [*keys, "frequency"]
    people = per_person.group_by(columns).aggregate(people=per_person.count()).order_by(columns).to_pandas()
    nameless = shown.filter(~shown.person.notnull()).mutate(frequency=0)
    others = nameless.group_by(columns).aggregate(people=nameless.count()).order_by(columns).to_pandas()
    joined: pd.DataFrame = pd.concat([people, others], ignore_index=True) if len(others) else people
    return joined


def _by_times(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    times = frame["frequency"].clip(upper=len(TIMES_SEEN)).map(dict(enumerate((NOT_KNOWN, *TIMES_SEEN))))
    events = frame["people"] * frame["frequency"].clip(lower=1)
    named = frame.assign(times=times.astype("object"), events=events, count=frame["people"])
    for key in keys:
        whole = named[key].astype("Int64") if pd.api.types.is_numeric_dtype(named[key]) else named[key]
        named[key] = whole.astype("object").where(named[key].notna(), NOT_KNOWN)
    return named.groupby([*keys, "times"], as_index=False)[["count", "events"]].sum()


def _values(inputs: Inputs, measure: Measure, name: str) -> Sequence[Any]:
    if name == "lad":
        return inputs.district_codes
    if name == "year":
        return inputs.feed_years[measure.feed]
    if name in FIXED:
        return [*FIXED[name], NOT_KNOWN]
    if name in WHOLE:
        return WHOLE[name]
    raise ValidityError(
        "People are not counted by such a breakdown", where=f"{measure.id}: {name}",
        expected="times, with district, year or a fixed attribute", do_this="correct the chapter's declaration",
    )  # fmt: skip
