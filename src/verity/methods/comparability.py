"""Which periods of a series may be compared with one another.

A recorded break (a counting rule, a new system, a changed boundary) ends comparability, and fewer than five comparable
periods have no trend.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray

FEWEST_PERIODS = 5


def comparable_periods(time: npt.ArrayLike, breaks: Sequence[float] = (), *, latest_segment: bool = False) -> BoolArray:
    """Return which periods may share one trend.

    Parameters
    ----------
    time : array_like
        Start of each period, shape (periods,), increasing.
    breaks : sequence of float
        Times of the recorded breaks; a period that starts at a break lies after it.
    latest_segment : bool
        Use the periods from the last break on, instead of refusing a series that has a break in it.

    Raises
    ------
    ValueError
        If a break lies within the series and `latest_segment` is false, if fewer than five periods are left, or if
        times are missing or do not increase.

    References
    ----------
    Bernal, Cummins & Gasparrini (2017), International Journal of Epidemiology 46, on breaks in a series.

    Examples
    --------
    >>> comparable_periods(range(2016, 2024), [2018], latest_segment=True).sum()
    np.int64(6)
    """
    when = np.asarray(time, dtype=np.float64)
    if when.ndim != 1 or not np.isfinite(when).all() or not (np.diff(when) > 0).all():
        raise ValueError("time: expected one increasing time per period")
    within = [point for point in breaks if when.size and when[0] < point <= when[-1]]
    if within and not latest_segment:
        raise ValueError(f"breaks: the series is not comparable across {within}; use its latest segment or no trend")
    periods = when >= max(within, default=-np.inf)
    if periods.sum() < FEWEST_PERIODS:
        raise ValueError(f"time: expected at least {FEWEST_PERIODS} comparable periods, found {periods.sum()}")
    return np.asarray(periods, dtype=bool)
