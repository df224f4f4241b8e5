"""Each truth beside the released number that recovers it; a truth that this edition cannot recover says so."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from verity.chapters.planted import measures as asked
from verity.model.incidents import NOT_KNOWN
from verity.model.releases import Release
from verity.model.truths import Truth

WEEKEND_NIGHTS = (
    (5, "20:00–23:59"), (6, "00:00–03:59"), (6, "20:00–23:59"), (0, "00:00–03:59"),
)  # fmt: skip
"""Friday and Saturday from 20:00 to 03:59 of the next day; weekday 0 is Sunday."""


@dataclass(frozen=True)
class Recovered:
    """What the build found: the value, its limits where it has any, and the measure it came from."""

    value: float
    lower: float = float("nan")
    upper: float = float("nan")
    measure: str = ""

    def verdict(self, planted: float) -> str:
        """Say whether the planted value lies inside the interval; nothing where there is none."""
        if math.isnan(self.lower) or math.isnan(self.upper):
            return ""
        return "inside" if self.lower <= planted <= self.upper else "outside"


def recovered(truth: Truth, releases: Mapping[str, Release], force: str) -> Recovered | None:
    """Return the released number that recovers a truth; None where no measure of this edition does."""
    kind = truth.kind
    if kind in _ROWS:
        what, where = _ROWS[kind]
        return _value(truth, releases, what, **where)
    if kind in _SHARES:
        what, where = _SHARES[kind]
        return _share(truth, releases, what, **where)
    match kind.split("-")[0]:
        case "rate":
            return _value(truth, releases, asked.RATES, area=truth.area or force)
        case "weekend":
            return _weekend_nights(truth, releases)
        case "hotspot":
            return _hotspot(truth, releases)
        case "count":
            return _count(truth, releases)
        case _:
            return None


_ROWS: dict[str, tuple[str, dict[str, str]]] = {
    "inequality-slope": (asked.INEQUALITY, {"index": "slope"}),
    "inequality-relative": (asked.INEQUALITY, {"index": "relative"}),
    "default-midnight": (asked.TIMES, {"time_quality": "default times, estimated"}),
}
_SHARES: dict[str, tuple[str, dict[str, str]]] = {
    "age-unknown": (asked.AGES, {"age_group": NOT_KNOWN}),
    "ethnicity-unknown": (asked.ETHNICITY, {"ethnic_group": NOT_KNOWN}),
    "no-location": (asked.PLACES, {"place": "none"}),
}


def _frame(truth: Truth, releases: Mapping[str, Release], what: str) -> tuple[str, pd.DataFrame | None]:
    name = asked.measure_id(truth.feed, what)
    return name, releases[name].frame if name in releases else None


def _row(
    truth: Truth, releases: Mapping[str, Release], what: str, where: Mapping[str, str]
) -> tuple[str, pd.Series | None]:
    name, frame = _frame(truth, releases, what)
    if frame is None:
        return name, None
    for column, value in where.items():
        frame = frame[frame[column] == value]
    return name, frame.iloc[0] if len(frame) == 1 else None


def _value(truth: Truth, releases: Mapping[str, Release], what: str, **where: str) -> Recovered | None:
    name, row = _row(truth, releases, what, where)
    if row is None or pd.isna(row["value"]):
        return None
    lower, upper = (float(row[one]) if one in row.index else float("nan") for one in ("lower_95", "upper_95"))
    return Recovered(float(row["value"]), lower, upper, measure=name)


def _share(truth: Truth, releases: Mapping[str, Release], what: str, **where: str) -> Recovered | None:
    name, row = _row(truth, releases, what, where)
    if row is None or pd.isna(row["share_pct"]):
        return None
    return Recovered(
        float(row["share_pct"]), float(row["share_lower_95"]), float(row["share_upper_95"]), measure=name
    )  # fmt: skip


def _weekend_nights(truth: Truth, releases: Mapping[str, Release]) -> Recovered | None:
    name, frame = _frame(truth, releases, asked.WEEK)
    if frame is None:
        return None
    cells = frame[[pair in WEEKEND_NIGHTS for pair in zip(frame["weekday"], frame["hour_group"], strict=True)]]
    total = float(cells["value"].sum(skipna=False))
    return None if math.isnan(total) else Recovered(total, measure=name)


def _hotspot(truth: Truth, releases: Mapping[str, Release]) -> Recovered | None:
    """Return how many of the planted small areas are hot."""
    name, frame = _frame(truth, releases, asked.HOTSPOTS)
    if frame is None:
        return None
    hot = set(frame.loc[frame["hot"] == "hot", "lsoa"])
    return Recovered(float(len(hot & set(truth.area.split("|")))), measure=name)


def _count(truth: Truth, releases: Mapping[str, Release]) -> Recovered | None:
    name, frame = _frame(truth, releases, asked.ALL)
    return None if frame is None else Recovered(float(frame["count"].sum()), measure=name)
