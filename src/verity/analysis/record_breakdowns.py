"""What records can be broken down and filtered by: each breakdown as an expression, and the values it may take.

Values that are not known are missing in the engine; their row in a table is named only when a table is made.
"""

from collections.abc import Callable, Sequence
from typing import Any

from verity.analysis.record_time_quality import QUALITIES
from verity.model.incidents import AGE_BANDS, ETHNIC_GROUPS, LIST_SEPARATOR, LocationQuality, Sex
from verity.warehouse.expressions import cases, missing

HOUR_GROUPS: tuple[str, ...] = tuple(f"{h:02d}:00–{h + 3:02d}:59" for h in range(0, 24, 4))
AGE_GROUPS: tuple[str, ...] = ("0-9", "10-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+")
DELAY_BANDS: tuple[str, ...] = ("same day", "1–7 days", "8–30 days", "31–365 days", "over a year")
STAY_BANDS: tuple[str, ...] = ("0 nights", "1 night", "2–3 nights", "4–7 nights", "8+ nights")

_AGE_GROUP_LAST = (9, 17, 24, 34, 44, 54, 64, None)
_DELAY_LAST = (0, 7, 30, 365, None)
_STAY_LAST = (0, 1, 3, 7, None)

LISTS: dict[str, str] = {"flag": "flags", "factor": "factors"}
"""Breakdowns of which one record may have several values → the column that holds them."""

PLACES = ("lad", "place", "lsoa")
TIMES = ("year", "month", "month_of_year", "weekday", "hour", "hour_group")
"""A record that has none of these has no row where it is asked for; time quality says how many those are."""

FIXED: dict[str, Sequence[Any]] = {
    "decile": tuple(range(1, 11)),
    "quintile": tuple(range(1, 6)),
    "age_band": AGE_BANDS,
    "age_group": AGE_GROUPS,
    "sex": tuple(map(str, Sex)),
    "ethnic_group": ETHNIC_GROUPS,
    "delay_band": DELAY_BANDS,
    "stay_band": STAY_BANDS,
}
"""Attributes whose values are laid down; their tables always have the row `not known`."""

WHOLE: dict[str, Sequence[Any]] = {
    "month_of_year": tuple(range(1, 13)),
    "weekday": tuple(range(7)),
    "hour": tuple(range(24)),
    "hour_group": HOUR_GROUPS,
    "time_quality": QUALITIES,
    "location_quality": tuple(map(str, LocationQuality)),
}
"""Breakdowns whose values are laid down and that have no row `not known`."""

FOUND = (
    "group", "category", "code", "relationship", "outcome", "premises", "weapon", "mode", "department", "provider",
    "area_group",
)  # fmt: skip
"""Attributes that take the values that occur, the most frequent first."""


def banded(value: Any, labels: Sequence[str], last: Sequence[int | None]) -> Any:  # noqa: ANN401 - Ibis
    """Return the label of the band a whole number lies in; missing for missing and negative numbers.

    Parameters
    ----------
    last : sequence of int or None
        Last number of each band, ascending; None for an open one.
    """
    steps = [(value <= end, label) for label, end in zip(labels, last, strict=True) if end is not None]
    opened = labels[-1] if last[-1] is None else None
    above = [(value.notnull(), opened)] if opened else []
    return cases((value < 0, missing("string")), *steps, *above, else_=missing("string"))


def _quintile(table: Any) -> Any:  # noqa: ANN401 - Ibis
    steps = [(table.decile <= 2 * n, n) for n in range(1, 6)]
    return cases(*steps, else_=missing("int64")).cast("int64")


DERIVED: dict[str, Callable[[Any], Any]] = {
    "month_of_year": lambda t: t.counted.month().cast("int64"),
    "hour_group": lambda t: banded(t.hour, HOUR_GROUPS, (3, 7, 11, 15, 19, 23)),
    "quintile": _quintile,
    "age_band": lambda t: banded(t.age, AGE_BANDS, (*range(4, 90, 5), None)),
    "age_group": lambda t: banded(t.age, AGE_GROUPS, _AGE_GROUP_LAST),
    "delay_band": lambda t: banded(t.reported.delta(t.counted, unit="day"), DELAY_BANDS, _DELAY_LAST),
    "stay_band": lambda t: banded(t.stay_days, STAY_BANDS, _STAY_LAST),
}
"""Breakdowns that are told from other columns."""

KNOWN: frozenset[str] = frozenset({*LISTS, *PLACES, *TIMES, *FIXED, *WHOLE, *FOUND})
"""Every breakdown there is."""


def column_of(table: Any, name: str) -> Any:  # noqa: ANN401 - Ibis
    """Return a breakdown as an expression of the table of records; of a list, the whole list as text.

    A derived breakdown that stands in the table already is taken from there.
    """
    given = LISTS.get(name, name)
    return DERIVED[name](table) if name in DERIVED and name not in table.columns else table[given]


def has_item(table: Any, name: str, item: str) -> Any:  # noqa: ANN401 - Ibis
    """Whether the list behind `flag` or `factor` holds an item; an empty list holds none."""
    sep = LIST_SEPARATOR
    return (sep + table[LISTS[name]].fill_null("") + sep).contains(sep + item + sep)
