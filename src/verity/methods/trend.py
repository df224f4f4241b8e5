"""Trends over comparable periods: the Poisson and quasi-Poisson slope of a rate, and χ² for trend of a proportion.

No slope is fitted across a recorded break or to fewer than five periods: `comparability` decides which may be used.
Limits for the single months of a series are in `control`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import assert_never

import numpy as np
import numpy.typing as npt
from scipy.special import chdtrc, ndtr, stdtr, stdtrit, xlogy

from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.comparability import comparable_periods
from verity.methods.confidence import Confidence, confidence_levels, normal_deviate
from verity.methods.intervals import non_negative

NEWTON_STEPS = 100
SETTLED = 1e-10


class TrendVariance(Enum):
    """How far counts may stray from the line beyond, or within, Poisson chance."""

    POISSON = "Poisson"
    QUASI_POISSON = "quasi-Poisson"
    AT_LEAST_POISSON = "quasi-Poisson, never below Poisson"


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """Log-linear trends; every array has the shape of the series.

    Attributes
    ----------
    slope, standard_error, lower, upper : FloatArray
        Change in the logarithm of the rate per unit of time; limits have the levels in front where several were asked
        for.
    p_value : FloatArray
        Two-sided, of no trend.
    dispersion : FloatArray
        Pearson's χ² over the degrees of freedom, which are the periods less two; about 1 for Poisson counts.
    deviance : FloatArray
        Of the fitted line.
    periods : BoolArray
        Shape (periods,): those that the slope was fitted to.
    """

    slope: FloatArray
    standard_error: FloatArray
    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray
    dispersion: FloatArray
    deviance: FloatArray
    periods: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class ProportionTrend:
    """χ² for trend on one degree of freedom, with its p-value; arrays have the shape of the series."""

    statistic: FloatArray
    p_value: FloatArray
    periods: BoolArray


def poisson_trend(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    time: npt.ArrayLike,
    *,
    breaks: Sequence[float] = (),
    latest_segment: bool = False,
    variance: TrendVariance = TrendVariance.AT_LEAST_POISSON,
    confidence: Confidence = 0.95,
) -> Trend:
    """Return the slope of log(rate) on time by maximum likelihood for Poisson counts.

    log E(x) = log n + a + b t. Quasi-Poisson multiplies the variance of b by the dispersion and takes Student's t on
    the periods less two (McCullagh & Nelder 1989, Generalized linear models, §6.2); plain Poisson takes the normal.
    Where every count lies on the line, plain quasi-Poisson leaves no error, and no p-value for a slope of 0.

    Parameters
    ----------
    events, population : array_like
        x and n, shape (..., periods), shapes that broadcast; n above 0 (people, or days for months of unequal length).
    time : array_like
        t, shape (periods,), increasing; b is per unit of t.
    breaks, latest_segment
        As for `comparable_periods`.
    variance : TrendVariance
        Most years differ by more than Poisson chance. Five that happen to lie close to a line are no evidence that
        they differ by less, so by default the dispersion counts as at least 1.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Trend
        Missing for a series with a missing period (missing is never zero), with no events, or with all its events in
        its first or its last period.

    Raises
    ------
    ValueError
        As `comparable_periods`; also for negative counts, populations not above 0, or a wrong number of periods.

    Examples
    --------
    >>> trend = poisson_trend([100, 110, 121, 133, 146], [1e6] * 5, range(2019, 2024))
    >>> round(float(np.expm1(trend.slope)), 3)
    0.099
    """
    when = np.asarray(time, dtype=np.float64)
    x, n = _series(events, population, when)
    periods = comparable_periods(when, breaks, latest_segment=latest_segment)
    x, n, when = x[..., periods], n[..., periods], when[periods]
    centred = when - when.mean()
    slope, precision = _maximum_likelihood(x, n, centred)
    fitted = n * np.exp(slope[..., np.newaxis] * centred)
    with np.errstate(invalid="ignore", divide="ignore"):
        fitted = fitted * (x.sum(axis=-1) / fitted.sum(axis=-1))[..., np.newaxis]
        freedom = when.size - 2
        dispersion = ((x - fitted) ** 2 / fitted).sum(axis=-1) / freedom
        deviance = 2 * (xlogy(x, x / fitted) - (x - fitted)).sum(axis=-1)
        error = np.sqrt(_inflation(dispersion, variance) / precision)
        score = np.abs(slope / error)
    levels = confidence_levels(confidence, ndim=slope.ndim)
    normal = variance is TrendVariance.POISSON
    reach = (normal_deviate(levels) if normal else stdtrit(freedom, 0.5 + levels / 2)) * error
    return Trend(
        slope=slope,
        standard_error=np.asarray(error),
        lower=np.asarray(slope - reach),
        upper=np.asarray(slope + reach),
        p_value=np.asarray(2 * (ndtr(-score) if normal else stdtr(freedom, -score))),
        dispersion=np.asarray(dispersion),
        deviance=np.asarray(deviance),
        periods=periods,
    )


def proportion_trend(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    time: npt.ArrayLike,
    *,
    breaks: Sequence[float] = (),
    latest_segment: bool = False,
) -> ProportionTrend:
    """Return the χ² test for a linear trend in proportions.

    (Σxt − XΣnt/N)² / (p(1 − p)(Σnt² − (Σnt)²/N)), p = X/N (Cochran 1954; Armitage 1955, Biometrics 11).

    Parameters
    ----------
    numerator, denominator : array_like
        x of n, shape (..., periods), 0 ≤ x ≤ n and n > 0.
    time, breaks, latest_segment
        As for `comparable_periods`.

    Returns
    -------
    ProportionTrend
        Missing for a series with a missing period, or in which nobody or everybody counts.

    Raises
    ------
    ValueError
        As `comparable_periods`; also if a numerator exceeds its denominator.

    Examples
    --------
    >>> test = proportion_trend([10, 12, 14, 16, 18], [100] * 5, range(5))
    >>> round(float(test.statistic), 3), round(float(test.p_value), 3)
    (3.322, 0.068)
    """
    when = np.asarray(time, dtype=np.float64)
    x, n = _series(numerator, denominator, when)
    if (x > n).any():
        raise ValueError("numerator: expected none above its denominator")
    periods = comparable_periods(when, breaks, latest_segment=latest_segment)
    x, n, t = x[..., periods], n[..., periods], when[periods] - when[periods].mean()
    share = x.sum(axis=-1) / n.sum(axis=-1)
    middle = (n * t).sum(axis=-1) / n.sum(axis=-1)
    spread = (n * t**2).sum(axis=-1) - n.sum(axis=-1) * middle**2
    with np.errstate(invalid="ignore", divide="ignore"):
        statistic = ((x * t).sum(axis=-1) - x.sum(axis=-1) * middle) ** 2 / (share * (1 - share) * spread)
    return ProportionTrend(np.asarray(statistic), np.asarray(chdtrc(1, statistic)), periods)


def _inflation(dispersion: FloatArray, variance: TrendVariance) -> FloatArray:
    match variance:
        case TrendVariance.POISSON:
            return np.ones_like(dispersion)
        case TrendVariance.QUASI_POISSON:
            return dispersion
        case TrendVariance.AT_LEAST_POISSON:
            return np.maximum(dispersion, 1.0)
    assert_never(variance)


def _series(events: npt.ArrayLike, population: npt.ArrayLike, time: FloatArray) -> tuple[FloatArray, FloatArray]:
    x, n = np.broadcast_arrays(non_negative("events", events), non_negative("population", population))
    if (n == 0).any() or x.ndim == 0 or x.shape[-1:] != time.shape:
        raise ValueError(f"events, population: expected {time.size} periods on the last axis and populations above 0")
    return x, n


def _maximum_likelihood(x: FloatArray, n: FloatArray, time: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the slope and its precision, by Newton's steps on the likelihood given the total.

    The intercept is profiled out: given b, the events fall to the periods in proportion to n e^(bt).
    """
    total = x.sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        target = (x * time).sum(axis=-1) / total
    finite = (target > time[0]) & (target < time[-1])
    slope = np.zeros(total.shape)
    longest = 1 / (time[-1] - time[0])
    for _ in range(NEWTON_STEPS):
        mean, variance = _moments(slope, n, time)
        step = np.where(finite, np.clip((target - mean) / variance, -longest, longest), 0.0)
        slope = slope + step
        # Newton's steps square their error: after one this small the rest is rounding.
        if (np.abs(step) <= SETTLED * longest).all():
            break
    else:
        raise ValueError(
            "events: the slope of a series did not settle; look for counts that differ by many powers of 10"
        )
    _, variance = _moments(slope, n, time)
    return np.where(finite, slope, np.nan), np.where(finite, total * variance, np.nan)


def _moments(slope: FloatArray, n: FloatArray, time: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the mean and variance of time where each period weighs n e^(bt)."""
    weight = n * np.exp(slope[..., np.newaxis] * time)
    weight = weight / weight.sum(axis=-1, keepdims=True)
    mean = (weight * time).sum(axis=-1)
    return mean, (weight * (time - mean[..., np.newaxis]) ** 2).sum(axis=-1)
