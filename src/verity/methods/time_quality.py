"""How good the recorded time of each offence is: known, interval, date only, unknown.

Decides record by record from the two timestamps alone. How many midnights of a data set are
defaults is a question about the whole of it, and is in `default_times`.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray

DAY_MINUTES = 1440
DEFAULT_MINUTES = (0, 1, 1439)
"""00:00, 00:01 and 23:59: what systems and people enter when only the date is known."""


class TimeQuality(IntEnum):
    """What a recorded time can be used for."""

    UNKNOWN = 0
    """No start: neither hour nor date."""
    DATE_ONLY = 1
    """Stays in daily and monthly counts, leaves hour charts."""
    INTERVAL = 2
    """Spread by aoristic weights."""
    KNOWN = 3
    """Good to the hour."""


@dataclass(frozen=True)
class TimeLooks:
    """What each pair of timestamps looks like; boolean arrays of shape (records,).

    A look is evidence, not a verdict: noon and the first of the month at midnight are reported
    and do not change the quality by themselves.
    """

    midnight: BoolArray
    one_past_midnight: BoolArray
    last_minute: BoolArray
    noon: BoolArray
    first_of_month_midnight: BoolArray
    start_is_end: BoolArray
    end_missing: BoolArray
    end_before_start: BoolArray
    whole_days: BoolArray


@dataclass(frozen=True)
class TimeQualities:
    """`quality` holds `TimeQuality` values, shape (records,), beside the looks behind them."""

    quality: npt.NDArray[np.int8]
    looks: TimeLooks

    def counts(self) -> dict[TimeQuality, int]:
        """Count the records of each quality, zeros included."""
        return {quality: int((self.quality == quality).sum()) for quality in TimeQuality}

    def usable_share(self) -> float:
        """Share of records that an hour chart can use (known or interval); missing without records."""
        if self.quality.size == 0:
            return float("nan")
        return float((self.quality >= TimeQuality.INTERVAL).mean())


def time_quality(
    start: npt.ArrayLike,
    end: npt.ArrayLike,
    *,
    default_minutes: tuple[int, ...] = DEFAULT_MINUTES,
    known_within_minutes: int = 60,
    longest_interval_minutes: int = 7 * DAY_MINUTES,
) -> TimeQualities:
    """Classify recorded times.

    In this order: no start, UNKNOWN. A window that begins at 00:00 or 00:01 and ends at 23:59 or 00:00
    or 00:01 (one or more whole days), or that lasts `longest_interval_minutes` or more, DATE_ONLY.
    No real window (end missing, equal, or before the start) at a default minute, DATE_ONLY.
    A window longer than `known_within_minutes`, INTERVAL. The rest, KNOWN.

    A few offences truly happen at midnight; they are set aside with the defaults, and
    `default_times.default_time_share` says how many of the midnights are defaults.

    Parameters
    ----------
    start, end : array_like of datetime64, shape (records,)
        Local clock time; NaT where missing. Seconds are ignored.
    default_minutes : tuple of int
        Minutes of the day that stand for "no time recorded".
    known_within_minutes : int
        A window up to this long counts as known.
    longest_interval_minutes : int
        A window this long says nothing about the hour.

    Raises
    ------
    ValueError
        Arrays of different length, or not of datetime64.

    References
    ----------
    Ratcliffe (2002), Journal of Quantitative Criminology 18.

    Examples
    --------
    >>> start = np.array(["2024-03-04T21:15", "2024-03-04T00:00", "2024-03-04T18:00", "NaT"], "M8[m]")
    >>> end = np.array(["NaT", "2024-03-04T23:59", "2024-03-05T07:00", "NaT"], "M8[m]")
    >>> [TimeQuality(q).name for q in time_quality(start, end).quality]
    ['KNOWN', 'DATE_ONLY', 'INTERVAL', 'UNKNOWN']
    """
    begin, finish = _minutes("start", start), _minutes("end", end)
    if begin.size != finish.size:
        raise ValueError(f"start has {begin.size} records and end {finish.size}")
    looks = _looks(begin, finish)
    span = (finish - begin).astype(np.int64)
    no_window = looks.end_missing | looks.start_is_end | looks.end_before_start
    at_default = np.isin(_minute_of_day(begin), default_minutes)
    date_only = np.where(no_window, at_default, looks.whole_days | (span >= longest_interval_minutes))
    quality = np.select(
        [np.isnat(begin), date_only, ~no_window & (span > known_within_minutes)],
        [TimeQuality.UNKNOWN, TimeQuality.DATE_ONLY, TimeQuality.INTERVAL],
        default=TimeQuality.KNOWN,
    )
    return TimeQualities(quality.astype(np.int8), looks)


def _minutes(name: str, times: npt.ArrayLike) -> npt.NDArray[np.datetime64]:
    vector = np.array(times)
    if vector.ndim != 1 or not np.issubdtype(vector.dtype, np.datetime64):
        raise ValueError(f"{name}: expected one dimension of datetime64, found {vector.dtype} {vector.shape}")
    return vector.astype("datetime64[m]")


def _minute_of_day(times: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    """Minute from 0 to 1439, −1 where missing."""
    return np.where(np.isnat(times), -1, times.astype(np.int64) % DAY_MINUTES)


def _looks(begin: npt.NDArray[np.datetime64], finish: npt.NDArray[np.datetime64]) -> TimeLooks:
    minute, last = _minute_of_day(begin), _minute_of_day(finish)
    # comparisons with NaT are false, which is what each look needs
    first_day = begin.astype("datetime64[D]") == begin.astype("datetime64[M]").astype("datetime64[D]")
    return TimeLooks(
        midnight=minute == 0,
        one_past_midnight=minute == 1,
        last_minute=minute == DAY_MINUTES - 1,
        noon=minute == DAY_MINUTES // 2,
        first_of_month_midnight=first_day & (minute == 0),
        start_is_end=begin == finish,
        end_missing=np.isnat(finish),
        end_before_start=finish < begin,
        whole_days=(finish - begin >= np.timedelta64(DAY_MINUTES - 2, "m"))
        & np.isin(minute, (0, 1))
        & np.isin(last, (0, 1, DAY_MINUTES - 1)),
    )
