"""Global spatial autocorrelation: one Moran's I for a whole map.

Which areas cluster is in `local_moran`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from verity.methods.arrays import FloatArray, SpatialWeights, finite_vector
from verity.methods.weights import checked_weights, islands, row_sums, spatial_lag

ROUNDING = 1e-14
CELLS_PER_BLOCK = 4_194_304
"""Upper limit on the cells of a block of shuffled maps, about 32 MB of doubles."""


@dataclass(frozen=True)
class GlobalMoran:
    """Global Moran with moments under randomisation; p-values are two-sided."""

    statistic: float
    expectation: float
    variance: float
    z: float
    p_analytic: float
    p_permutation: float | None
    permutations: int


def global_moran(
    values: npt.ArrayLike,
    weights: SpatialWeights,
    *,
    rng: np.random.Generator | None = None,
    permutations: int = 0,
) -> GlobalMoran:
    """Global Moran's I with the moments under randomisation.

    I = (n/S0) Σ_ij w_ij z_i z_j / Σ z². n counts the areas that have neighbours; the mean and
    the kurtosis are those of all areas, as in the reference implementation.

    Parameters
    ----------
    values : array_like, shape (areas,)
        No missing values.
    weights : csr_array, shape (areas, areas)
        Neighbours without the diagonal.
    rng, permutations
        Given together, add a two-sided p-value from shuffles of the whole map.

    Returns
    -------
    GlobalMoran
        All missing for constant data, and where fewer than four areas have neighbours; z and the
        analytic p where the variance is 0.

    Raises
    ------
    ValueError
        Missing values, weights of another size, no generator.

    References
    ----------
    Cliff & Ord (1981), Spatial Processes, chapter 1.

    Examples
    --------
    >>> from verity.methods.weights import contiguity_weights
    >>> chain = contiguity_weights([0, 1, 2, 3], [1, 2, 3, 4], 5)
    >>> result = global_moran([1, 1, 1, 7, 9], chain)
    >>> round(result.statistic, 3), result.expectation
    (0.48, -0.25)
    """
    x = finite_vector("values", values)
    weights = checked_weights(weights, x.size)
    n = int(x.size - islands(weights).sum())
    if n < 4 or np.ptp(x) == 0:
        missing = np.nan if permutations else None
        return GlobalMoran(np.nan, np.nan, np.nan, np.nan, np.nan, missing, permutations)
    deviation = x - x.mean()
    statistic = float(_moran_of(deviation[:, None], weights, n)[0])
    expectation = -1.0 / (n - 1)
    variance = _randomisation_variance(deviation, weights, n)
    # where every area neighbours every other, all shuffles give one I
    z = (statistic - expectation) / np.sqrt(variance) if variance > ROUNDING else np.nan
    p_permutation = None
    if permutations:
        if rng is None:
            raise ValueError("permutations need a seeded generator: pass rng")
        p_permutation = _shuffle_p(deviation, weights, n=n, rng=rng, permutations=permutations)
    p_analytic = float(2.0 * ndtr(-abs(z)))
    return GlobalMoran(statistic, expectation, variance, float(z), p_analytic, p_permutation, permutations)


def _moran_of(deviations: FloatArray, weights: SpatialWeights, n: int) -> FloatArray:
    """Moran's I of each column of `deviations`, shape (areas, maps)."""
    cross = (deviations * spatial_lag(weights, deviations)).sum(axis=0)
    return np.asarray(n / weights.sum() * cross / (deviations**2).sum(axis=0))


def _randomisation_variance(deviation: FloatArray, weights: SpatialWeights, n: int) -> float:
    s0 = float(weights.sum())
    s1 = float((weights + weights.T).power(2).sum()) / 2.0
    s2 = float(((row_sums(weights) + row_sums(weights.T.tocsr())) ** 2).sum())
    kurtosis = deviation.size * float((deviation**4).sum()) / float(deviation @ deviation) ** 2
    normal = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    tails = kurtosis * (n * (n - 1) * s1 - 2 * n * s2 + 6 * s0**2)
    return (normal - tails) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - 1.0 / (n - 1) ** 2


def _shuffle_p(
    deviation: FloatArray, weights: SpatialWeights, *, n: int, rng: np.random.Generator, permutations: int
) -> float:
    observed = float(_moran_of(deviation[:, None], weights, n)[0])
    step = max(1, CELLS_PER_BLOCK // deviation.size)
    at_least = at_most = 0
    for begin in range(0, permutations, step):
        maps = np.tile(deviation[:, None], (1, min(step, permutations - begin)))
        simulated = _moran_of(rng.permuted(maps, axis=0), weights, n)
        at_least += int((simulated >= observed - 1e-12).sum())
        at_most += int((simulated <= observed + 1e-12).sum())
    return min(1.0, 2.0 * (min(at_least, at_most) + 1) / (permutations + 1))
