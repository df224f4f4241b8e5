"""Crude rates, proportions and means, each with its count, its interval and the method of the interval."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray
from verity.methods.confidence import Confidence
from verity.methods.intervals import ObjectArray, mean_interval, non_negative, poisson_interval, wilson_interval


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """An estimate with its limits; the limits have the levels in front where several were asked for.

    Attributes
    ----------
    value, lower, upper : FloatArray
        In units of the multiplier.
    method : ObjectArray
        One `IntervalMethod` per estimate; None where the count is missing.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    method: ObjectArray


def crude_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = 100_000.0,
) -> Estimate:
    """Return m x/n with the Poisson interval of x: exact below 10 events, Byar's method from 10.

    Parameters
    ----------
    events, population : array_like
        x and n (people, or person-years), shapes that broadcast, n above 0. Missing gives missing results.
    confidence : float or sequence of float
        Proportions such as 0.95.
    multiplier : float
        m, 100,000 for a rate per 100,000.

    Returns
    -------
    Estimate

    Raises
    ------
    ValueError
        If a population is 0 or less, or events are negative.

    Examples
    --------
    >>> rate = crude_rate(25, 12_345)
    >>> [round(float(number), 1) for number in (rate.value, rate.lower, rate.upper)]
    [202.5, 131.0, 299.0]
    """
    x, n = np.broadcast_arrays(non_negative("events", events), non_negative("population", population))
    if (n == 0).any():
        raise ValueError("population: expected more than 0 people")
    interval = poisson_interval(x, confidence=confidence)
    per = multiplier / n
    return Estimate(
        np.asarray(x * per), np.asarray(interval.lower * per), np.asarray(interval.upper * per), interval.method
    )


def proportion(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = 1.0,
) -> Estimate:
    """Return m x/n with Wilson's score interval; use multiplier 100 for a percentage.

    Parameters, missing values and errors are those of `wilson_interval`.

    Examples
    --------
    >>> share = proportion(15, 50, multiplier=100)
    >>> [round(float(number), 1) for number in (share.value, share.lower, share.upper)]
    [30.0, 19.1, 43.8]
    """
    x, n = np.broadcast_arrays(non_negative("numerator", numerator), non_negative("denominator", denominator))
    interval = wilson_interval(x, n, confidence=confidence)
    return Estimate(
        np.asarray(multiplier * (x / n)), multiplier * interval.lower, multiplier * interval.upper, interval.method
    )


def mean(values: npt.ArrayLike, *, confidence: Confidence = 0.95) -> Estimate:
    """Return the mean along the last axis with Student's t interval.

    Parameters
    ----------
    values : array_like
        Shape (..., sample), at least one value. A missing value makes the results of its sample missing.
    confidence : float or sequence of float
        Proportions such as 0.95.

    Returns
    -------
    Estimate
        Limits are missing for a sample of one.

    Raises
    ------
    ValueError
        If there are no values.

    References
    ----------
    Student (1908), Biometrika 6.

    Examples
    --------
    >>> result = mean([1.0, 2.0])
    >>> [round(float(number), 3) for number in (result.value, result.lower, result.upper)]
    [1.5, -4.853, 7.853]
    """
    sample = np.atleast_1d(np.asarray(values, dtype=np.float64))
    size = sample.shape[-1]
    if size == 0:
        raise ValueError("values: expected at least one")
    value = sample.mean(axis=-1)
    squares = ((sample - value[..., np.newaxis]) ** 2).sum(axis=-1)
    interval = mean_interval(value, np.sqrt(squares / max(size - 1, 1)), size, confidence=confidence)
    return Estimate(np.asarray(value), interval.lower, interval.upper, interval.method)
