"""Confidence intervals for a count, a proportion and a mean.

Arrays of any shape go in. With one confidence level the limits have the shape of the input; with a sequence of levels
they have one more axis, in front. A missing input gives missing limits; an impossible one is an error.
Rates and their multipliers are in `rates`, standardised rates in `standardisation`.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.special import gammainccinv, gammaincinv, stdtrit

from verity.methods.arrays import FloatArray
from verity.methods.confidence import Confidence, confidence_levels, normal_deviate

ObjectArray = npt.NDArray[np.object_]

EXACT_BELOW = 10


class IntervalMethod(StrEnum):
    """How an interval was made, in the words to print beside it."""

    BYAR = "Byar's method"
    EXACT_POISSON = "exact Poisson"
    WILSON = "Wilson score"
    STUDENT_T = "Student's t"
    DOBSON = "Dobson's method"
    DOBSON_REPEATS = "Dobson's method, with the variance of repeat events"


@dataclass(frozen=True, slots=True, eq=False)
class Interval:
    """Limits and the method that made each.

    Attributes
    ----------
    lower, upper : FloatArray
        Shape of the estimate, or (levels, …) where several levels were asked for.
    method : ObjectArray
        One `IntervalMethod` per estimate.
    """

    lower: FloatArray
    upper: FloatArray
    method: ObjectArray


def non_negative(name: str, values: npt.ArrayLike) -> FloatArray:
    """Return the values as floats, missing ones kept; refuse negative and infinite ones."""
    array = np.asarray(values, dtype=np.float64)
    if (array < 0).any() or np.isinf(array).any():
        raise ValueError(f"{name}: expected finite values of at least 0")
    return array


def _method(method: IntervalMethod, shape: tuple[int, ...]) -> ObjectArray:
    return np.full(shape, method, dtype=object)


def byar_interval(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Return Byar's approximate interval for a Poisson count.

    L = O(1 − 1/(9O) − z/(3√O))³ and U = (O+1)(1 − 1/(9(O+1)) + z/(3√(O+1)))³
    (Breslow & Day 1987, Statistical methods in cancer research II, p. 69).

    Parameters
    ----------
    count : array_like
        Events, any shape, at least 0. Missing gives missing limits.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Interval
        The lower limit of 0 events is 0. Where the formula gives a negative lower limit it is missing.

    Raises
    ------
    ValueError
        If a count is negative or infinite, or a level is not a proportion.

    Examples
    --------
    >>> byar = byar_interval([10, 25])
    >>> byar.lower.round(2).tolist(), byar.upper.round(2).tolist()
    ([4.79, 16.17], [18.39, 36.91])
    """
    events = non_negative("count", count)
    z = normal_deviate(confidence_levels(confidence, ndim=events.ndim))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    above = events + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    lower = np.where(lower < 0, np.nan, lower)
    return Interval(np.where(events == 0, 0.0, lower), upper, _method(IntervalMethod.BYAR, events.shape))


def _exact_limits(events: FloatArray, tail: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return χ²(α/2; 2O)/2 and χ²(1 − α/2; 2O + 2)/2 as quantiles of the gamma distribution."""
    lower = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), tail))
    return lower, np.asarray(gammainccinv(events + 1, tail), dtype=np.float64)


def exact_poisson_interval(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Return the exact interval for a Poisson count.

    L = χ²(α/2; 2O)/2 and U = χ²(1 − α/2; 2O + 2)/2 (Garwood 1936, Biometrika 28), at any size of count.

    Parameters
    ----------
    count : array_like
        Events, any shape, at least 0. Missing gives missing limits.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Interval
        The lower limit of 0 events is 0.

    Raises
    ------
    ValueError
        If a count is negative or infinite, or a level is not a proportion.

    Examples
    --------
    >>> exact = exact_poisson_interval([0, 3])
    >>> exact.lower.round(3).tolist(), exact.upper.round(3).tolist()
    ([0.0, 0.619], [3.689, 8.767])
    """
    events = non_negative("count", count)
    levels = confidence_levels(confidence, ndim=events.ndim)
    lower, upper = _exact_limits(events, (1 - levels) / 2)
    return Interval(lower, upper, _method(IntervalMethod.EXACT_POISSON, events.shape))


def poisson_interval(count: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Return the interval for a count by the field's rule: exact below 10 events, Byar's method from 10.

    Parameters and errors are those of `byar_interval`. There is no further switch for large counts.

    Returns
    -------
    Interval
        Its method says which of the two made each pair of limits; a missing count has no method (None).

    Examples
    --------
    >>> interval = poisson_interval([9, 10])
    >>> [str(method) for method in interval.method]
    ['exact Poisson', "Byar's method"]
    """
    events = non_negative("count", count)
    byar = byar_interval(events, confidence=confidence)
    lower, upper, method = np.asarray(byar.lower), np.asarray(byar.upper), byar.method
    # Only the small counts are sent to the inverse gamma function: it is a hundred times slower than Byar's formula.
    small = events < EXACT_BELOW
    tail = (1 - confidence_levels(confidence, ndim=1)) / 2
    lower[..., small], upper[..., small] = _exact_limits(events[small], tail)
    method[small] = IntervalMethod.EXACT_POISSON
    method[np.isnan(events)] = None
    return Interval(lower, upper, method)


def wilson_interval(numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Return Wilson's score interval for a proportion.

    (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)) (Wilson 1927, JASA 22; Newcombe 1998, Statistics in Medicine 17).

    Parameters
    ----------
    numerator, denominator : array_like
        x of n, shapes that broadcast, 0 ≤ x ≤ n and n > 0. A missing x or n gives missing limits.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Interval
        Limits between 0 and 1; rounding noise beyond is clipped.

    Raises
    ------
    ValueError
        If n ≤ 0, x < 0 or x > n.

    Examples
    --------
    >>> wilson = wilson_interval(15, 50)
    >>> round(float(wilson.lower), 3), round(float(wilson.upper), 3)
    (0.191, 0.438)
    """
    x, n = np.broadcast_arrays(non_negative("numerator", numerator), non_negative("denominator", denominator))
    if (n == 0).any() or (x > n).any():
        raise ValueError("numerator, denominator: expected 0 ≤ numerator ≤ denominator and denominator > 0")
    z = normal_deviate(confidence_levels(confidence, ndim=x.ndim))
    centre = 2 * x + z**2
    spread = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    width = 2 * (n + z**2)
    lower, upper = np.clip((centre - spread) / width, 0, 1), np.clip((centre + spread) / width, 0, 1)
    return Interval(lower, upper, _method(IntervalMethod.WILSON, x.shape))


def mean_interval(
    mean: npt.ArrayLike,
    standard_deviation: npt.ArrayLike,
    size: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
) -> Interval:
    """Return Student's t interval for a mean: x̄ ± t(n − 1) s/√n.

    Parameters
    ----------
    mean, standard_deviation, size : array_like
        Shapes that broadcast; the standard deviation is the sample's (n − 1). Missing gives missing limits.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Interval
        Missing for a sample of one, whose spread is unknown.

    Raises
    ------
    ValueError
        If a size is below 1 or a standard deviation is negative.

    References
    ----------
    Student (1908), Biometrika 6.

    Examples
    --------
    >>> interval = mean_interval(12.0, 3.0, 9)
    >>> round(float(interval.lower), 3), round(float(interval.upper), 3)
    (9.694, 14.306)
    """
    sd = non_negative("standard_deviation", standard_deviation)
    n = np.asarray(size, dtype=np.float64)
    if (n < 1).any():
        raise ValueError("size: expected at least 1")
    centre, sd, n = np.broadcast_arrays(np.asarray(mean, dtype=np.float64), sd, n)
    levels = confidence_levels(confidence, ndim=n.ndim)
    freedom = np.where(n > 1, n - 1, np.nan)
    half_width = stdtrit(freedom, 0.5 + levels / 2) * sd / np.sqrt(n)
    return Interval(centre - half_width, centre + half_width, _method(IntervalMethod.STUDENT_T, n.shape))
