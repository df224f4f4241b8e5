"""When records happen in the week, as far as their times allow, and how far that is.

The engine counts records by weekday, minute and length of window; the methods do the rest on these counts.
"""

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from verity.analysis.inputs import Inputs
from verity.analysis.record_breakdowns import HOUR_GROUPS
from verity.analysis.record_scope import records_of
from verity.analysis.record_time_quality import (
    LONGEST_INTERVAL_MINUTES,
    QUALITIES,
    is_timed,
    minute_of_day,
    quality_words,
    span_minutes,
)
from verity.methods.aoristic import HOURS, aoristic_weights
from verity.methods.default_times import DAY_MINUTES, NEIGHBOURING_HOURS, default_time_share
from verity.methods.time_quality import DEFAULT_MINUTES, TimeQuality, time_quality
from verity.model.errors import ValidityError
from verity.model.measures import Measure
from verity.warehouse.expressions import cases

USABLE_SHARE = 0.5
"""An hour chart is given where at least so many of the records have a usable time."""
DEFAULT_SHARE = 0.1
"""Above this share of midnight defaults no record at a default minute enters an hour chart."""
WITHHELD_HOURS = "fewer than half of the times are usable"
DEFAULTS_ROW = "default times, estimated"
ALL_ROW = "all"

_CHUNK = 50_000
_WEEK_START = np.datetime64("1970-01-04T00:00", "m")
"""A Sunday, the first day of the week of the methods."""


@dataclass(frozen=True, eq=False)
class _Times:
    """Records by weekday, minute and span of the window (0 for none); `n` of each, and the records there are."""

    weekday: NDArray[np.int64]
    minute: NDArray[np.int64]
    span: NDArray[np.int64]
    n: NDArray[np.int64]
    records: int

    def quality(self, default_minutes: tuple[int, ...]) -> NDArray[np.int8]:
        start, end = self.window()
        return time_quality(start, end, default_minutes=default_minutes).quality

    def window(self) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
        start = _WEEK_START + (self.weekday * DAY_MINUTES + self.minute).astype("timedelta64[m]")
        end = np.where(self.span > 0, start + self.span.astype("timedelta64[m]"), np.datetime64("NaT", "m"))
        return start, end

    def midnights(self) -> tuple[float, float, int]:
        """Return the share of midnight defaults among records with a time, their number, and those records."""
        return _midnights(self.minute, self.n)


def _midnights(minute: NDArray[np.int64], n: NDArray[np.int64]) -> tuple[float, float, int]:
    """Say what `default_time_share` says, on counts by minute."""
    by_minute = np.bincount(minute, weights=n, minlength=DAY_MINUTES).astype(np.int64)
    # The estimator reads these minutes and the total alone, so that records need not be spread out one by one.
    wanted = [0, *(60 * hour for hour in NEIGHBOURING_HOURS)]
    total = int(by_minute.sum())
    if total == 0:
        return float("nan"), 0.0, 0
    read = default_time_share(np.repeat(wanted, by_minute[wanted]))
    number = read.at_midnight - read.expected
    return number / total, number, total


def _times(inputs: Inputs, measure: Measure) -> _Times:
    """Count records by the time of their start and the length of their window."""
    table = records_of(inputs, measure)
    records = int(table.count().execute())
    timed = table.filter(is_timed(table))
    span = span_minutes(timed)
    kept = cases(
        (span >= LONGEST_INTERVAL_MINUTES, LONGEST_INTERVAL_MINUTES), (span > 0, span), else_=0
    )  # fmt: skip
    weekday = (timed.started.date().day_of_week.index().cast("int64") + 1) % 7
    keys = ["weekday", "minute", "span"]
    shown = timed.select(weekday=weekday, minute=minute_of_day(timed.started), span=kept.cast("int64"))
    frame = shown.group_by(keys).aggregate(n=shown.count()).order_by(keys).to_pandas()
    weekdays, minutes, spans, n = (frame[name].to_numpy(dtype="int64") for name in [*keys, "n"])
    return _Times(weekdays, minutes, spans, n, records)


def week_hours(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return when records happen in the week.

    Records with a window longer than an hour are spread over it (aoristic weights). A record at 00:00, 00:01 or 23:59
    without a window is used only while midnight defaults are estimated at no more than a tenth of the times; above
    that, every record that starts at 00:00 leaves the table.

    Parameters
    ----------
    measure : Measure
        Breakdowns among `weekday`, `hour`, `hour_group`.

    Returns
    -------
    DataFrame
        Breakdowns; `count` (Int64), records of known time in the cell; `value`, the cell's share of all usable
        records in percent, intervals spread; `base` (Int64), usable records; `withheld`, why there is no value, else
        empty. Fewer than half of the records usable: `count` and `value` are missing throughout.
    """
    strange = sorted(set(measure.breakdowns) - {"weekday", "hour", "hour_group"})
    if strange:
        raise ValidityError(
            "A week by hours has weekdays and hours alone", where=f"{measure.id}: {', '.join(strange)}",
            do_this="filter by it instead, one measure for each value",
        )  # fmt: skip
    times = _times(inputs, measure)
    share, _, _ = times.midnights()
    doubtful = share > DEFAULT_SHARE
    quality = times.quality(DEFAULT_MINUTES if doubtful else ())
    usable = (quality >= TimeQuality.INTERVAL) & ~(doubtful & (times.minute == 0))
    used = int(times.n[usable].sum())
    known = usable & (quality == TimeQuality.KNOWN)
    place = times.weekday * 24 + times.minute // 60
    counts = np.bincount(place[known], weights=times.n[known], minlength=HOURS).astype(np.float64)
    spread = counts + _spread(times, usable & (quality == TimeQuality.INTERVAL))
    frame = _cells(measure, counts, 100 * spread / (used or np.nan))
    frame["base"] = pd.array([used] * len(frame), dtype="Int64")
    withheld = not used or used < USABLE_SHARE * times.records
    frame["withheld"] = WITHHELD_HOURS if withheld else ""
    if withheld:
        frame = frame.assign(count=pd.array([pd.NA] * len(frame), dtype="Int64"), value=float("nan"))
    return frame


def _spread(times: _Times, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Spread intervals over the hours of the week, a bounded number of windows at a time."""
    start, end = times.window()
    total = np.zeros(HOURS)
    for rows in np.array_split(np.flatnonzero(chosen), max(1, -(-int(chosen.sum()) // _CHUNK))):
        weights = aoristic_weights(start[rows], end[rows]).weights
        total += weights.T @ times.n[rows].astype(np.float64)
    return total


def _cells(measure: Measure, counts: NDArray[np.float64], shares: NDArray[np.float64]) -> pd.DataFrame:
    """Add the 168 hours up to the cells that were asked for, in their order."""
    hour = np.tile(np.arange(24), 7)
    labels = {"weekday": np.repeat(np.arange(7), 24), "hour": hour, "hour_group": np.array(HOUR_GROUPS)[hour // 4]}
    keys = list(measure.breakdowns)
    hours = pd.DataFrame({**{key: labels[key] for key in keys}, "count": counts, "value": shares})
    if not keys:
        return hours[["count", "value"]].sum().to_frame().T.astype({"count": "Int64"})
    domains = {"weekday": range(7), "hour": range(24), "hour_group": HOUR_GROUPS}
    grid = pd.DataFrame(list(itertools.product(*(domains[key] for key in keys))), columns=keys)
    summed = hours.groupby(keys, as_index=False).agg(count=("count", "sum"), value=("value", lambda v: v.sum()))
    frame = grid.merge(summed, on=keys, how="inner" if {"hour", "hour_group"} <= set(keys) else "left")
    return frame.astype({"count": "Int64"})


def time_qualities(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return how well times are known.

    Returns
    -------
    DataFrame
        `time_quality` (known, interval, date only, unknown, `default times, estimated`, `all`), `count` (Int64),
        `base` (Int64), `value` (share of the base in percent). The base is all records, for default times those
        with a time; default times are an estimate for the whole, part of the rows above them, and never below 0.
    """
    table = records_of(inputs, measure)
    found = table.group_by("time_quality").aggregate(n=table.count()).order_by("time_quality").to_pandas()
    counts = dict.fromkeys(QUALITIES, 0) | dict(zip(found["time_quality"], found["n"], strict=True))
    records = int(sum(counts.values()))
    _, number, timed = _times(inputs, measure).midnights()
    defaults = max(0, round(number))
    rows = [(word, int(counts[word]), records) for word in QUALITIES]
    rows += [(DEFAULTS_ROW, defaults, timed), (ALL_ROW, records, records)]
    frame = pd.DataFrame(rows, columns=["time_quality", "count", "base"]).astype({"count": "Int64", "base": "Int64"})
    base = frame["base"].astype("float64")
    frame["value"] = 100 * frame["count"].astype("float64") / base.where(base > 0)
    if timed:
        frame.loc[frame["time_quality"] == DEFAULTS_ROW, "value"] = 100 * max(0.0, number) / timed
    return frame


__all__ = ["ALL_ROW", "DEFAULTS_ROW", "quality_words", "time_qualities", "week_hours"]
