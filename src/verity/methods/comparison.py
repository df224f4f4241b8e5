"""Comparing an area with a benchmark, and two areas or periods with each other.

The interval decides, never the sign of a difference. Differences and ratios are between independent estimates: an area
and a benchmark that contains it are not, so that pair is only classed, and the caller says that it is contained.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from verity.methods.arrays import FloatArray
from verity.methods.confidence import Confidence, confidence_levels
from verity.methods.intervals import ObjectArray
from verity.methods.rates import crude_rate


class Comparison(StrEnum):
    """How an area stands to a benchmark."""

    LOWER = "lower"
    SIMILAR = "similar"
    HIGHER = "higher"
    NOT_COMPARED = "not compared"


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """A ratio or a difference with its limits, which have the levels in front where several were asked for."""

    value: FloatArray
    lower: FloatArray
    upper: FloatArray


class WithLimits(Protocol):
    """Any result with a value and its limits."""

    @property
    def value(self) -> FloatArray:
        """The estimate."""

    @property
    def lower(self) -> FloatArray:
        """The lower limit, levels in front where there are several."""

    @property
    def upper(self) -> FloatArray:
        """The upper limit, likewise."""


def compare_to_benchmark(lower: npt.ArrayLike, upper: npt.ArrayLike, benchmark: npt.ArrayLike) -> ObjectArray:
    """Return higher or lower where an area's interval excludes the benchmark's value, similar otherwise.

    Parameters
    ----------
    lower, upper, benchmark : array_like
        Limits of the areas and the value to compare with, shapes that broadcast.

    Returns
    -------
    ObjectArray
        A `Comparison` each; not compared where a limit or the benchmark is missing. A limit that equals the benchmark
        does not exclude it.

    References
    ----------
    Eayres (2008), APHO Technical Briefing 3: Commonly used public health statistics and their confidence
    intervals.

    Examples
    --------
    >>> [str(found) for found in compare_to_benchmark([4, 6, 1], [9, 9, 3], 5)]
    ['similar', 'higher', 'lower']
    """
    low, high, standard = (np.asarray(item, dtype=np.float64) for item in (lower, upper, benchmark))
    missing = np.isnan(low) | np.isnan(high) | np.isnan(standard)
    cases = np.select([missing, high < standard, low > standard], [3, 0, 2], default=1)
    return np.asarray(np.array(list(Comparison), dtype=object)[cases], dtype=object)


def rate_ratio(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    other_events: npt.ArrayLike,
    other_population: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Contrast:
    """Return the ratio of two crude rates with its exact conditional interval.

    Given the events of both, those of the first are binomial; its Clopper–Pearson limits π become the ratio's as
    π/(1 − π) · n₂/n₁ (Przyborowski & Wilenski 1940, Biometrika 31). It holds at any size of count, zero included.

    Parameters
    ----------
    events, population, other_events, other_population : array_like
        x₁, n₁, x₂, n₂, shapes that broadcast; n above 0. Missing gives missing.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Contrast
        Infinite where the other area has no events; missing where neither has.

    Raises
    ------
    ValueError
        If a population is not positive or a count is negative.

    Examples
    --------
    >>> ratio = rate_ratio(30, 1000, 20, 1000)
    >>> [round(float(number), 2) for number in (ratio.value, ratio.lower, ratio.upper)]
    [1.5, 0.82, 2.79]
    """
    rate = crude_rate(events, population, multiplier=1.0).value
    other = crude_rate(other_events, other_population, multiplier=1.0).value
    x, y, n, m = np.broadcast_arrays(
        *(np.asarray(item, dtype=np.float64) for item in (events, other_events, population, other_population))
    )
    tail = (1 - confidence_levels(confidence, ndim=x.ndim)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        least = np.where(x == 0, 0.0, betaincinv(np.where(x == 0, 1, x), y + 1, tail))
        most = np.where(y == 0, 1.0, betaincinv(x + 1, np.where(y == 0, 1, y), 1 - tail))
        value, lower, upper = rate / other, least / (1 - least) * m / n, most / (1 - most) * m / n
    return Contrast(
        np.asarray(value), *(np.where(np.isnan(value), np.nan, limit) for limit in (lower, upper))
    )  # fmt: skip


def rate_difference(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    other_events: npt.ArrayLike,
    other_population: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = 100_000.0,
) -> Contrast:
    """Return the difference of two crude rates, first minus other, with the interval of `difference`.

    Parameters, missing values and errors are those of `rate_ratio`; the result is per `multiplier`.

    Examples
    --------
    >>> change = rate_difference(30, 1000, 20, 1000, multiplier=1000)
    >>> [round(float(number), 1) for number in (change.value, change.lower, change.upper)]
    [10.0, -4.6, 25.0]
    """
    return difference(
        crude_rate(events, population, confidence=confidence, multiplier=multiplier),
        crude_rate(other_events, other_population, confidence=confidence, multiplier=multiplier),
    )


def difference(first: WithLimits, other: WithLimits) -> Contrast:
    """Return first minus other with limits recovered from the two intervals.

    L = d − √((r₁ − l₁)² + (u₂ − r₂)²), U = d + √((u₁ − r₁)² + (r₂ − l₂)²) (MOVER: Zou & Donner 2008, Statistics in
    Medicine 27). It keeps the skewness of small counts, and serves standardised rates too.

    Parameters
    ----------
    first, other : WithLimits
        Independent estimates with limits at the same level: anything that has value, lower and upper.

    Returns
    -------
    Contrast
        Missing where an estimate or its limits are.

    Examples
    --------
    >>> from verity.methods.rates import crude_rate
    >>> contrast = difference(crude_rate(120, 1000, multiplier=1000), crude_rate(40, 1000, multiplier=1000))
    >>> [round(float(number), 1) for number in (contrast.value, contrast.lower, contrast.upper)]
    [80.0, 54.9, 106.1]
    """
    value = first.value - other.value
    below = np.hypot(first.value - first.lower, other.upper - other.value)
    above = np.hypot(first.upper - first.value, other.value - other.lower)
    return Contrast(np.asarray(value), np.asarray(value - below), np.asarray(value + above))


def ratio(first: WithLimits, other: WithLimits) -> Contrast:
    """Return first over other with limits recovered from the two intervals on the logarithmic scale.

    As `difference`, of ln r₁ and ln r₂ (Zou & Donner 2008); for standardised rates, which have no binomial.

    Parameters
    ----------
    first, other : WithLimits
        Independent estimates of at least 0 with limits at the same level.

    Returns
    -------
    Contrast
        A lower limit of 0 in the first gives 0; in the other, an infinite upper limit. Missing where 0/0.

    Examples
    --------
    >>> from verity.methods.rates import crude_rate
    >>> contrast = ratio(crude_rate(120, 1000), crude_rate(40, 1000))
    >>> [round(float(number), 2) for number in (contrast.value, contrast.lower, contrast.upper)]
    [3.0, 2.09, 4.39]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = first.value / other.value
        below = np.hypot(np.log(first.value / first.lower), np.log(other.upper / other.value))
        above = np.hypot(np.log(first.upper / first.value), np.log(other.value / other.lower))
        return Contrast(np.asarray(value), np.asarray(value * np.exp(-below)), np.asarray(value * np.exp(above)))
