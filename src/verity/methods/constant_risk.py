"""Areas against one constant risk: tests and scores that stay valid for unequal populations.

Under one risk for all, a raw rate varies more where fewer people live, so shuffling rates
between areas, or Gi* on counts or rates, flags small or populous areas by chance alone.
What is held valid here was measured on complete nulls; see the recovery tests.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import eye_array
from scipy.special import betainc, betaincc, pdtr, pdtrc

from verity.methods.arrays import FloatArray, SpatialWeights, non_negative_vector
from verity.methods.weights import checked_weights, spatial_lag


@dataclass(frozen=True)
class WindowTest:
    """Events in each area's window (the area and its neighbours) against constant risk.

    Arrays have shape (areas,). `p_value` is exact and two-sided; `ratio` is observed/expected.
    """

    observed: FloatArray
    expected: FloatArray
    ratio: FloatArray
    p_value: FloatArray


def constant_risk_window_test(counts: npt.ArrayLike, population: npt.ArrayLike, weights: SpatialWeights) -> WindowTest:
    """Test each window's events against the map's rate, conditional on the map's total.

    Under constant risk the events of a window are Binomial(N, window's share of population):
    p = min(1, 2 min(P(X ≥ x), P(X ≤ x))). No normal approximation and no permutations, so the
    flags of Benjamini–Hochberg hold for unequal populations and few events. Events must be
    independent: repeat victims or one series of offences make an area flag.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (areas,)
    population : array_like, shape (areas,)
        People, or any other measure of exposure.
    weights : csr_array, shape (areas, areas)
        Read as neighbour or not.

    Returns
    -------
    WindowTest
        A window without population, or a map without events, is missing.

    Raises
    ------
    ValueError
        Missing, negative or (counts) fractional values, weights of another size.

    References
    ----------
    Choynowski (1959), Journal of the American Statistical Association 54.

    Examples
    --------
    >>> from verity.methods.weights import contiguity_weights
    >>> chain = contiguity_weights([0, 1, 2], [1, 2, 3], 4)
    >>> result = constant_risk_window_test([9, 8, 1, 2], [500, 500, 500, 500], chain)
    >>> result.observed.tolist(), result.expected.tolist(), result.p_value.round(4).tolist()
    ([17.0, 18.0, 11.0, 3.0], [10.0, 15.0, 15.0, 10.0], [0.0026, 0.1825, 0.0819, 0.0026])
    """
    x = non_negative_vector("counts", counts)
    if (x % 1).any():
        raise ValueError("counts: expected whole numbers; weighted or smoothed values have no exact test")
    n = non_negative_vector("population", population, length=x.size)
    near = checked_weights(weights, x.size).copy()
    near.data = np.ones_like(near.data)
    near = SpatialWeights(near + eye_array(x.size, format="csr"))
    total, exposed = x.sum(), n.sum()
    observed, window = spatial_lag(near, x), spatial_lag(near, n)
    share = np.clip(window / exposed, 0.0, 1.0) if exposed else np.zeros(x.size)
    usable = (share > 0) & (total > 0)
    # binomial tails as incomplete beta functions; the ends, which those lack, are certain
    at_least = np.where(observed > 0, betainc(np.maximum(observed, 1), total - observed + 1, share), 1.0)
    at_most = np.where(observed < total, betaincc(observed + 1, np.maximum(total - observed, 1), share), 1.0)
    p = np.minimum(1.0, 2.0 * np.minimum(at_most, at_least))
    expected = total * share
    ratio = np.divide(observed, expected, out=np.full(x.size, np.nan), where=usable)
    return WindowTest(observed, np.where(usable, expected, np.nan), ratio, np.where(usable, p, np.nan))


def poisson_residuals(counts: npt.ArrayLike, expected: npt.ArrayLike) -> FloatArray:
    """Anscombe residuals of counts: near normal with variance 1, whatever the expected count.

    r = 3/2 (x^(2/3) − (E − 1/6)^(2/3)) / E^(1/6), E − 1/6 cut at 0. Feed these to Gi* where
    populations differ (E = population × rate of the map) or events are few: with raw counts
    or rates the analytic p-values flag far more null maps than they promise.

    Parameters
    ----------
    counts, expected : array_like, shape (areas,)

    Returns
    -------
    array, shape (areas,)
        Missing where nothing is expected.

    References
    ----------
    Anscombe (1953), discussion in JRSS B 15; McCullagh & Nelder (1989), section 2.4.2.

    Examples
    --------
    >>> poisson_residuals([0, 4, 12], [4, 4, 4]).round(2)
    array([-2.92,  0.08,  3.32])
    """
    x = non_negative_vector("counts", counts)
    e = non_negative_vector("expected", expected, length=x.size)
    centre = np.maximum(e - 1.0 / 6.0, 0.0) ** (2.0 / 3.0)
    top = 1.5 * (x ** (2.0 / 3.0) - centre)
    residuals = np.full(x.size, np.nan)
    np.divide(top, e ** (1.0 / 6.0), out=residuals, where=e > 0)
    return residuals


def choynowski_probability(counts: npt.ArrayLike, population: npt.ArrayLike) -> FloatArray:
    """One-tailed Poisson probability of each area's count at the map's rate.

    P(X ≤ x) where fewer events than expected were counted, P(X ≥ x) otherwise; a description
    of single areas, not a test of the map.

    Returns
    -------
    array, shape (areas,)
        Missing where nothing is expected.

    References
    ----------
    Choynowski (1959), JASA 54.

    Examples
    --------
    >>> choynowski_probability([1, 9], [1000, 1000]).round(4)
    array([0.0404, 0.0681])
    """
    x = non_negative_vector("counts", counts)
    n = non_negative_vector("population", population, length=x.size)
    expected = n * (x.sum() / n.sum() if n.sum() else 0.0)
    above = np.where(x > 0, pdtrc(x - 1, expected), 1.0)
    p = np.where(x < expected, pdtr(x, expected), above)
    return np.where(expected > 0, p, np.nan)
