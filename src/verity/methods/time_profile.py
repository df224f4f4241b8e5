"""When offences happen: weekday by hour, the policing day, and the windows where they peak.

Weekdays are numbered 0 Sunday to 6 Saturday throughout. Which records may enter an hour
chart is decided in `time_quality`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray, IntArray, non_negative_vector

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
POLICING_DAY_START = 6


@dataclass(frozen=True)
class WeekdayHourProfile:
    """Records by day and hour.

    `counts` has shape (7, 24): row d is the day that begins on `WEEKDAYS[d]` at `first_hour`, and
    column k is the hour (first_hour + k) mod 24.
    """

    counts: FloatArray
    first_hour: int

    def hours(self) -> IntArray:
        """Return the clock hour of each column, shape (24,)."""
        return (np.arange(24) + self.first_hour) % 24


@dataclass(frozen=True)
class PeakWindow:
    """A run of consecutive periods; it wraps round the end (Saturday night into Sunday).

    `share` is its share of the total, `even_share` what an even spread would give.
    """

    start: int
    length: int
    total: float
    share: float
    even_share: float


def weekday(times: npt.ArrayLike) -> IntArray:
    """Day of the week, 0 Sunday to 6 Saturday.

    Raises
    ------
    ValueError
        Missing times.

    References
    ----------
    Felson & Poulsen (2003), International Journal of Forecasting 19.

    Examples
    --------
    >>> weekday(np.array(["2024-03-03", "2024-03-04"], "M8[D]"))
    array([0, 1])
    """
    return (_seconds(times).astype("datetime64[D]").astype(np.int64) + 4) % 7


def policing_day(times: npt.ArrayLike, *, first_hour: int = POLICING_DAY_START) -> npt.NDArray[np.datetime64]:
    """Date of the policing day: from 06:00, so 02:00 on Sunday belongs to Saturday night.

    Parameters
    ----------
    times : array_like of datetime64, shape (records,)
        Local clock time, none missing.
    first_hour : int
        0 to 23.

    References
    ----------
    Felson & Poulsen (2003), International Journal of Forecasting 19.

    Examples
    --------
    >>> policing_day(np.array(["2024-03-10T05:59", "2024-03-10T06:00"], "M8[m]"))
    array(['2024-03-09', '2024-03-10'], dtype='datetime64[D]')
    """
    _check_hour(first_hour)
    return (_seconds(times) - np.timedelta64(first_hour, "h")).astype("datetime64[D]")


def weekday_hour_profile(times: npt.ArrayLike, *, first_hour: int = 0) -> WeekdayHourProfile:
    """Count records by weekday and hour.

    Parameters
    ----------
    times : array_like of datetime64, shape (records,)
        Local clock time, none missing.
    first_hour : int
        0 for calendar days, 6 for policing days.

    References
    ----------
    Felson & Poulsen (2003), International Journal of Forecasting 19.

    Examples
    --------
    >>> profile = weekday_hour_profile(np.array(["2024-03-10T02:00"], "M8[m]"), first_hour=6)
    >>> day, column = np.argwhere(profile.counts)[0]
    >>> WEEKDAYS[day], int(profile.hours()[column])
    ('Saturday', 2)
    """
    _check_hour(first_hour)
    seconds = _seconds(times)
    hour = (seconds.astype("datetime64[h]").astype(np.int64) % 24 + 24 * weekday(seconds)).astype(np.int64)
    return profile_of_week(np.bincount(hour, minlength=168), first_hour=first_hour)


def profile_of_week(hours_of_week: npt.ArrayLike, *, first_hour: int = 0) -> WeekdayHourProfile:
    """Arrange 168 hourly totals (Sunday 00:00 first), such as an aoristic profile, by day and hour."""
    _check_hour(first_hour)
    totals = non_negative_vector("hours_of_week", hours_of_week, length=168)
    return WeekdayHourProfile(np.roll(totals, -first_hour).reshape(7, 24), first_hour)


def peak_windows(totals: npt.ArrayLike, *, length: int, windows: int = 1) -> list[PeakWindow]:
    """Find the fullest runs of `length` periods, none overlapping, the fullest first.

    Greedy: the best window, then the best that does not touch it. Of equal windows the earliest
    is taken. A window with nothing in it is not a peak.

    Parameters
    ----------
    totals : array_like, shape (periods,)
        A cycle: 24 hours of a day, or 168 of a week.
    length : int
        1 to the number of periods.
    windows : int
        The most windows to return.

    Raises
    ------
    ValueError
        Missing or negative totals, a length out of range.

    References
    ----------
    Felson & Poulsen (2003), International Journal of Forecasting 19.

    Examples
    --------
    >>> peak_windows([5, 1, 0, 0, 1, 3], length=2)
    [PeakWindow(start=5, length=2, total=8.0, share=0.8, even_share=0.3333333333333333)]
    """
    cycle = non_negative_vector("totals", totals)
    if not 1 <= length <= cycle.size:
        raise ValueError(f"length: expected 1 to {cycle.size}, found {length}")
    members = (np.arange(cycle.size)[:, None] + np.arange(length)) % cycle.size
    sums = cycle[members].sum(axis=1)
    free = np.ones(cycle.size, dtype=np.bool_)
    found: list[PeakWindow] = []
    while len(found) < windows:
        candidates = np.where(free[members].all(axis=1), sums, 0.0)
        best = int(candidates.argmax())
        if candidates[best] <= 0:
            break
        total = float(candidates[best])
        found.append(PeakWindow(best, length, total, total / float(cycle.sum()), length / cycle.size))
        free[members[best]] = False
    return found


def _check_hour(first_hour: int) -> None:
    if not 0 <= first_hour <= 23:
        raise ValueError(f"first_hour: expected 0 to 23, found {first_hour}")


def _seconds(times: npt.ArrayLike) -> npt.NDArray[np.datetime64]:
    vector = np.array(times)
    if vector.ndim != 1 or not np.issubdtype(vector.dtype, np.datetime64):
        raise ValueError(f"times: expected one dimension of datetime64, found {vector.dtype} {vector.shape}")
    if np.isnat(vector).any():
        raise ValueError(f"times: {int(np.isnat(vector).sum())} missing; leave records without a time out first")
    return vector.astype("datetime64[s]")
