"""Statistical process control of monthly counts that have a season.

Limits come from a baseline of whole years; later months are judged against them and never move them.
Slopes over years are in `trend`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import nbinom, poisson

from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.confidence import Confidence, confidence_levels
from verity.methods.intervals import non_negative

MONTHS = 12
FEWEST_BASELINE_YEARS = 2
LONG_RUN = 8
NEARLY_POISSON = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class ControlChart:
    """What each month's count is judged against.

    Attributes
    ----------
    centre : FloatArray
        Expected count, shape (..., months): the baseline's level times the month's season.
    lower, upper : FloatArray
        Whole counts, with the levels in front where several were asked for. A count equal to a limit is within.
    beyond : ObjectArray or BoolArray
        Shape of `lower`: the count lies outside the limits.
    in_long_run : BoolArray
        The month belongs to a run of eight or more on one side of the centre.
    dispersion : FloatArray
        Variance over mean in the baseline, given the season, and not below 1.
    """

    centre: FloatArray
    lower: FloatArray
    upper: FloatArray
    beyond: BoolArray
    in_long_run: BoolArray
    dispersion: FloatArray


def seasonal_control_chart(
    count: npt.ArrayLike,
    *,
    baseline_years: int,
    breaks: Sequence[int] = (),
    confidence: Confidence = (0.95, 0.998),
) -> ControlChart:
    """Return control limits for monthly counts, allowing for season and for variance beyond Poisson.

    The centre is the mean of the same calendar month over the baseline. The dispersion φ is Pearson's χ² of the
    baseline over its degrees of freedom, at least 1. A month within the baseline has variance φμ, a later one
    φμ(1 + 1/years), because the centre is itself an estimate. Limits are quantiles of the Poisson, or of the negative
    binomial with that variance (Shewhart 1931; Laney 2002, Quality Engineering 14; Nelson 1984 for runs).

    Parameters
    ----------
    count : array_like
        Shape (..., months), from the first month of the baseline on.
    baseline_years : int
        Whole years, at least two.
    breaks : sequence of int
        Positions of the months at which a recorded break begins. Months from a break on are not judged by the baseline
        before it: their centre and limits are missing.
    confidence : float or sequence of float
        95 % and 99.8 % by default.

    Returns
    -------
    ControlChart
        Missing for a series with a missing month in its baseline. A missing later month is not beyond anything.

    Raises
    ------
    ValueError
        If the baseline is shorter than two years or longer than the series, or a break lies within it.

    Examples
    --------
    >>> chart = seasonal_control_chart([20] * 24 + [20, 50], baseline_years=2, confidence=0.998)
    >>> float(chart.lower[-1]), float(chart.upper[-1]), chart.beyond[-2:].tolist()
    (6.0, 40.0, [False, True])
    """
    x = non_negative("count", count)
    length = baseline_years * MONTHS
    if baseline_years < FEWEST_BASELINE_YEARS or x.ndim == 0 or x.shape[-1] < length:
        raise ValueError(f"baseline_years: expected at least {FEWEST_BASELINE_YEARS} whole years of the series")
    end = min((point for point in breaks if point > 0), default=x.shape[-1])
    if end < length:
        raise ValueError(f"breaks: month {end} is a recorded break within the baseline of {length} months")
    position = np.arange(x.shape[-1])
    baseline = x[..., :length].reshape(*x.shape[:-1], baseline_years, MONTHS)
    season = baseline.mean(axis=-2)
    centre = np.where(position < end, season[..., position % MONTHS], np.nan)
    dispersion = _dispersion(baseline, season)
    inflation = np.where(position < length, 1.0, 1 + 1 / baseline_years)
    lower, upper = _limits(centre, dispersion[..., np.newaxis] * inflation, confidence)
    return ControlChart(
        centre=centre,
        lower=lower,
        upper=upper,
        beyond=(x < lower) | (x > upper),
        in_long_run=_in_long_run(np.sign(x - centre)),
        dispersion=dispersion,
    )


def _dispersion(baseline: FloatArray, season: FloatArray) -> FloatArray:
    """Return Pearson's χ² over its degrees of freedom; months that are always 0 say nothing."""
    expected = season[..., np.newaxis, :]
    squares = (baseline - expected) ** 2
    ratio = np.divide(squares, expected, out=np.zeros(squares.shape), where=expected != 0)
    freedom = (baseline.shape[-2] - 1) * np.maximum((season != 0).sum(axis=-1), 1)
    return np.asarray(np.maximum(ratio.sum(axis=(-2, -1)) / freedom, 1.0), dtype=np.float64)


def _limits(centre: FloatArray, inflation: FloatArray, confidence: Confidence) -> tuple[FloatArray, FloatArray]:
    """Return the quantiles of counts with the given mean and variance over mean."""
    levels = confidence_levels(confidence, ndim=centre.ndim)
    excess = np.where(inflation > 1 + NEARLY_POISSON, inflation - 1, np.nan)
    tails = (1 - levels) / 2, (1 + levels) / 2
    lower, upper = (
        np.where(
            np.isnan(excess) | (centre == 0),
            poisson.ppf(tail, centre),
            nbinom.ppf(tail, np.where(centre > 0, centre, np.nan) / excess, 1 / (1 + excess)),
        )
        for tail in tails
    )
    return lower, upper


def _in_long_run(side: FloatArray) -> BoolArray:
    """Return which months belong to a run of eight or more on one side; a month on the centre ends a run."""
    windows = np.lib.stride_tricks.sliding_window_view(side, LONG_RUN, axis=-1).sum(axis=-1)
    starts = np.abs(windows) == LONG_RUN
    member = np.zeros(side.shape, dtype=bool)
    for offset in range(LONG_RUN):
        member[..., offset : offset + starts.shape[-1]] |= starts
    return member
