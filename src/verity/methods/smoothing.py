"""Empirical Bayes: rates of small areas drawn towards a prior, and scores made comparable.

Shown beside raw rates, never instead of them. Tests of single areas are in `constant_risk`.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.sparse import eye_array

from verity.methods.arrays import FloatArray, SpatialWeights, non_negative_vector
from verity.methods.weights import checked_weights, neighbour_counts, spatial_lag


class NeighbourhoodVariance(StrEnum):
    """Which mean the rates of a neighbourhood deviate from in the local prior's variance."""

    NEIGHBOURHOOD = "neighbourhood"
    """The mean of the neighbourhood being estimated (Marshall 1991, GeoDa)."""
    EACH_AREA = "each area"
    """Each member's own neighbourhood mean (Bailey & Gatrell 1995, the default of spdep)."""


@dataclass(frozen=True)
class EmpiricalBayes:
    """Raw and smoothed rates per head of population, shape (areas,).

    `prior_mean` and `prior_variance` have shape (areas,) too; globally all entries are equal.
    A prior variance of 0 means that the rates vary no more than chance: all take the prior mean.
    """

    raw: FloatArray
    smoothed: FloatArray
    prior_mean: FloatArray
    prior_variance: FloatArray


def empirical_bayes_global(counts: npt.ArrayLike, population: npt.ArrayLike) -> EmpiricalBayes:
    """Shrink towards the rate of the whole map (Marshall's global estimator).

    b = Σx/Σn, s² = Σ n (x/n − b)²/Σn, a = max(0, s² − b/n̄), and
    smoothed = b + a (x/n − b)/(a + b/n).

    Parameters
    ----------
    counts, population : array_like, shape (areas,)
        No missing values.

    Returns
    -------
    EmpiricalBayes
        Rates of areas without population (and without events) are missing and move nothing.

    Raises
    ------
    ValueError
        Negative or missing values, events in an area without population, no population at all.

    References
    ----------
    Marshall (1991), Applied Statistics 40(2).

    Examples
    --------
    >>> result = empirical_bayes_global([0, 5, 40], [100, 1000, 2000])
    >>> result.raw, result.smoothed.round(4)
    (array([0.   , 0.005, 0.02 ]), array([0.0113, 0.0075, 0.0192]))
    """
    x, n = _counts_and_population(counts, population)
    b, a = _global_prior(x, n)
    return _shrunk(x, n, np.full(x.size, b), np.full(x.size, a))


def empirical_bayes_local(
    counts: npt.ArrayLike,
    population: npt.ArrayLike,
    weights: SpatialWeights,
    *,
    variance: NeighbourhoodVariance = NeighbourhoodVariance.NEIGHBOURHOOD,
) -> EmpiricalBayes:
    """Shrink towards the rate of the neighbourhood, the area itself included.

    As `empirical_bayes_global`, with Σ over the area and its neighbours (weights are read as
    neighbour or not), n̄ the mean population of the neighbourhood.

    Parameters
    ----------
    counts, population : array_like, shape (areas,)
        No missing values.
    weights : csr_array, shape (areas, areas)
        Neighbours without the diagonal.
    variance : NeighbourhoodVariance
        The two published readings of the variance differ; see there.

    Returns
    -------
    EmpiricalBayes
        An island, alone in its neighbourhood, has no prior and is missing.

    Raises
    ------
    ValueError
        As `empirical_bayes_global`, and weights of another size.

    References
    ----------
    Marshall (1991), Applied Statistics 40(2); Bailey & Gatrell (1995), pages 303–308.

    Examples
    --------
    >>> from verity.methods.weights import contiguity_weights
    >>> chain = contiguity_weights([0, 1, 2], [1, 2, 3], 4)
    >>> result = empirical_bayes_local([9, 1, 2, 8], [100, 100, 100, 100], chain)
    >>> bool((result.smoothed[1] > result.raw[1]) and (result.smoothed[0] < result.raw[0]))
    True
    """
    x, n = _counts_and_population(counts, population)
    near = _neighbourhoods(checked_weights(weights, x.size))
    total = spatial_lag(near, n)
    mean = _divide(spatial_lag(near, x), total)
    raw = _divide(x, n)
    if variance is NeighbourhoodVariance.EACH_AREA:
        spread = spatial_lag(near, np.nan_to_num(n * (raw - mean) ** 2))
    else:
        row = np.repeat(np.arange(x.size), neighbour_counts(near))
        squares = np.nan_to_num(n[near.indices] * (raw[near.indices] - mean[row]) ** 2)
        spread = np.asarray(np.bincount(row, weights=squares, minlength=x.size), dtype=np.float64)
    members = spatial_lag(near, (n > 0).astype(np.float64))
    a = np.maximum(0.0, _divide(spread, total) - mean * _divide(members, total))
    mean[members < 2] = np.nan
    return _shrunk(x, n, mean, a)


def empirical_bayes_scores(counts: npt.ArrayLike, population: npt.ArrayLike) -> FloatArray:
    """Rates centred and scaled by their own variance, for Moran's I of unequal populations.

    z = (x/n − b)/√(a + b/n), with b and a (before it is cut at 0) as in the global estimator;
    where a + b/n is not positive b/n stands in.

    Returns
    -------
    array, shape (areas,)
        Missing for areas without population.

    References
    ----------
    Assunção & Reis (1999), Statistics in Medicine 18.

    Examples
    --------
    >>> empirical_bayes_scores([0, 5, 40], [100, 1000, 2000]).round(2)
    array([-1.06, -1.27,  0.79])
    """
    x, n = _counts_and_population(counts, population)
    b, a = _global_prior(x, n, cut=False)
    sampling = _divide(np.full(x.size, b), n)
    variance = np.where(a + sampling > 0, a + sampling, sampling)
    return _divide(_divide(x, n) - b, np.sqrt(variance))


def _counts_and_population(counts: npt.ArrayLike, population: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    x = non_negative_vector("counts", counts)
    n = non_negative_vector("population", population, length=x.size)
    if ((n == 0) & (x > 0)).any():
        raise ValueError(f"population: 0 where events were counted, first at position {np.argmax((n == 0) & (x > 0))}")
    if n.sum() == 0:
        raise ValueError("population: nobody lives anywhere on this map")
    return x, n


def _divide(numerator: FloatArray, denominator: FloatArray) -> FloatArray:
    ratio = np.full(denominator.size, np.nan)
    np.divide(numerator, denominator, out=ratio, where=denominator > 0)
    return ratio


def _global_prior(x: FloatArray, n: FloatArray, *, cut: bool = True) -> tuple[float, float]:
    inhabited = n > 0
    x, n = x[inhabited], n[inhabited]
    b = x.sum() / n.sum()
    a = (n * (x / n - b) ** 2).sum() / n.sum() - b / n.mean()
    return float(b), float(max(a, 0.0) if cut else a)


def _neighbourhoods(weights: SpatialWeights) -> SpatialWeights:
    near = SpatialWeights(weights + eye_array(weights.shape[0], format="csr"))
    near.data = np.ones_like(near.data)
    near.sort_indices()
    return near


def _shrunk(x: FloatArray, n: FloatArray, mean: FloatArray, a: FloatArray) -> EmpiricalBayes:
    raw = _divide(x, n)
    sampling = _divide(mean, n)
    share = np.divide(a, a + sampling, out=np.zeros(x.size), where=a > 0)
    smoothed = np.where(np.isnan(raw), np.nan, mean + share * (raw - mean))
    return EmpiricalBayes(raw, smoothed, mean, a)
