"""Default-time heaping: how many recorded times are defaults, seen in the whole data set.

The verdict on single records is in `time_quality`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincc

from verity.methods.arrays import FloatArray, IntArray, index_vector

DAY_MINUTES = 1440
NEIGHBOURING_HOURS = (22, 23, 1, 2)


@dataclass(frozen=True)
class DefaultTimeShare:
    """Share of all records that are midnight defaults.

    `share` may be slightly below 0 where there are none. `at_midnight` counts 00:00, `expected`
    is the mean count on the hour at 22, 23, 01 and 02; `standard_error` is that of `share`.
    """

    share: float
    standard_error: float
    at_midnight: int
    expected: float
    records: int


@dataclass(frozen=True)
class WeekdayFlatness:
    """Weekdays of the records at 00:00 against those of the neighbouring hours.

    Genuine night-time offences rise at the weekend; defaults follow the days of all records.
    `midnight` and `neighbours` count records, shape (7,), Sunday first. A small `p_value`
    (chi-squared, 6 degrees of freedom) says the midnights are another kind of record.
    """

    midnight: IntArray
    neighbours: IntArray
    statistic: float
    p_value: float


def default_time_share(minute_of_day: npt.ArrayLike) -> DefaultTimeShare:
    """Estimate the share of records whose 00:00 stands for "time not known".

    share = (n at 00:00 − mean of the on-the-hour counts at 22, 23, 01, 02)/N. The neighbours on the
    hour carry the same rounding to the hour, so genuine and rounded midnights are taken off.
    Standard error √(n0 + mean/4)/N, from independent Poisson counts.

    Parameters
    ----------
    minute_of_day : array_like of int, shape (records,)
        0 to 1439; records without a time are left out first.

    Returns
    -------
    DefaultTimeShare
        Share and error missing without records.

    Raises
    ------
    ValueError
        Anything but whole numbers from 0 to 1439.

    References
    ----------
    The estimator is this package's own; on uncertain times Ratcliffe (2002), Journal of Quantitative
    Criminology 18.

    Examples
    --------
    >>> minutes = [0] * 50 + [22 * 60] * 12 + [23 * 60] * 10 + [60] * 8 + [120] * 10 + [900] * 110
    >>> result = default_time_share(minutes)
    >>> result.share, round(result.standard_error, 4)
    (0.2, 0.0362)
    """
    counts = minute_counts(minute_of_day)
    n = int(counts.sum())
    at_midnight = int(counts[0])
    expected = float(counts[[60 * hour for hour in NEIGHBOURING_HOURS]].mean())
    if n == 0:
        return DefaultTimeShare(float("nan"), float("nan"), 0, 0.0, 0)
    error = float(np.sqrt(at_midnight + expected / len(NEIGHBOURING_HOURS))) / n
    return DefaultTimeShare((at_midnight - expected) / n, error, at_midnight, expected, n)


def minute_counts(minute_of_day: npt.ArrayLike) -> IntArray:
    """Count records by minute of the day, shape (1440,)."""
    minutes = index_vector("minute_of_day", minute_of_day, upper=DAY_MINUTES)
    return np.bincount(minutes, minlength=DAY_MINUTES).astype(np.int64)


def minute_profile(minute_of_day: npt.ArrayLike) -> FloatArray:
    """Share of records by minute of the hour, shape (60,); rounding shows as peaks at 0, 15, 30, 45.

    Records at 00:00 are left out, for they would hide the rounding of the others;
    all missing without records.

    References
    ----------
    This package's own; on uncertain times Ratcliffe (2002), Journal of Quantitative Criminology 18.

    Examples
    --------
    >>> minute_profile([0, 0, 60, 90, 120, 121])[[0, 1, 30]].tolist()
    [0.5, 0.25, 0.25]
    """
    counts = minute_counts(minute_of_day)
    counts[0] = 0
    total = counts.sum()
    profile = counts.reshape(24, 60).sum(axis=0)
    return profile / total if total else np.full(60, np.nan)


def weekday_flatness(weekday: npt.ArrayLike, minute_of_day: npt.ArrayLike) -> WeekdayFlatness:
    """Compare the weekdays of records at 00:00 with those at 22:00–23:59 and 00:01–02:59.

    Parameters
    ----------
    weekday : array_like of int, shape (records,)
        0 Sunday to 6 Saturday.
    minute_of_day : array_like of int, shape (records,)

    Returns
    -------
    WeekdayFlatness
        Statistic and p missing where one of the two groups is empty.

    Raises
    ------
    ValueError
        Values out of range, arrays of different length.

    References
    ----------
    This package's own; on uncertain times Ratcliffe (2002), Journal of Quantitative Criminology 18.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> weekday = np.concatenate([np.repeat(np.arange(7), 30), rng.choice([0, 5, 6], 200)])
    >>> minute = np.concatenate([np.zeros(210, int), np.full(200, 1400)])
    >>> weekday_flatness(weekday, minute).p_value < 0.001
    True
    """
    days = index_vector("weekday", weekday, upper=7)
    minutes = index_vector("minute_of_day", minute_of_day, upper=DAY_MINUTES)
    if days.size != minutes.size:
        raise ValueError(f"weekday has {days.size} records and minute_of_day {minutes.size}")
    near = (minutes >= 22 * 60) | ((minutes > 0) & (minutes < 3 * 60))
    table = np.array([np.bincount(days[part], minlength=7) for part in (minutes == 0, near)])
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / max(table.sum(), 1)
    if (table.sum(axis=1) == 0).any():
        return WeekdayFlatness(table[0], table[1], float("nan"), float("nan"))
    filled = expected > 0
    statistic = float(((table - expected)[filled] ** 2 / expected[filled]).sum())
    freedom = int((table.sum(axis=0) > 0).sum()) - 1
    p = float(gammaincc(freedom / 2, statistic / 2)) if freedom else 1.0
    return WeekdayFlatness(table[0], table[1], statistic, p)
