"""Local spatial autocorrelation: local Moran.

One number for a whole map is in `global_moran`, hot spots by Gi* in `getis_ord`, flags over
a whole map in `multiple_testing`.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from verity.methods.arrays import FloatArray, SpatialWeights, finite_vector
from verity.methods.conditional_permutation import conditional_tail_counts
from verity.methods.weights import checked_weights, islands, row_sums, spatial_lag

ROUNDING = 1e-12


class Quadrant(IntEnum):
    """Where an area lies in the Moran scatter plot: its own value, then that of its neighbours."""

    MISSING = 0
    HIGH_HIGH = 1
    LOW_HIGH = 2
    LOW_LOW = 3
    HIGH_LOW = 4


@dataclass(frozen=True)
class LocalMoran:
    """Local Moran of each area; all arrays have shape (areas,), `quadrant` holds `Quadrant` values.

    `expectation`, `variance`, `z` and `p_analytic` (two-sided) are conditional on the area's own
    value; `p_permutation` is two-sided, None where no permutations were asked for.
    """

    statistic: FloatArray
    expectation: FloatArray
    variance: FloatArray
    z: FloatArray
    p_analytic: FloatArray
    p_permutation: FloatArray | None
    quadrant: npt.NDArray[np.int8]
    permutations: int


def local_moran(
    values: npt.ArrayLike,
    weights: SpatialWeights,
    *,
    rng: np.random.Generator | None = None,
    permutations: int = 0,
    threads: int = 1,
) -> LocalMoran:
    """Local Moran's I_i, with conditional moments and two-sided p-values.

    I_i = z_i Σ_j w_ij z_j / m2, z = x − x̄, m2 = Σ z²/n. Given z_i, with W_i = Σ_j w_ij:
    E = −z_i² W_i / ((n − 1) m2) and
    Var = (z_i/m2)² n/(n − 2) (Σ_j w_ij² − W_i²/(n − 1)) (m2 − z_i²/(n − 1)).

    Parameters
    ----------
    values : array_like, shape (areas,)
        No missing values.
    weights : csr_array, shape (areas, areas)
        Neighbours without the diagonal, usually row-standardised.
    rng, permutations, threads
        Given together, add p-values by conditional permutation; both tails are counted and
        doubled, unlike the one-tailed pseudo p-values of other packages.

    Returns
    -------
    LocalMoran
        Missing for islands and for all areas of constant data; z also where the conditional
        variance is 0. The quadrant compares the area
        and the sum of its neighbours' deviations with the mean of the map, so its sign is
        that of I; an area or a neighbourhood exactly at the mean counts as low.

    Raises
    ------
    ValueError
        Missing values, fewer than three areas, weights of another size, no generator.

    References
    ----------
    Anselin (1995), Geographical Analysis 27(2); Sokal, Oden & Thomson (1998), 30(4).

    Examples
    --------
    >>> from verity.methods.weights import contiguity_weights
    >>> chain = contiguity_weights([0, 1, 2, 3], [1, 2, 3, 4], 5)
    >>> result = local_moran([1, 1, 1, 7, 9], chain)
    >>> result.statistic.round(3)
    array([ 0.645,  1.289, -0.092,  0.632,  1.368])
    >>> [Quadrant(q).name for q in result.quadrant[[0, 4]]]
    ['LOW_LOW', 'HIGH_HIGH']
    """
    x = finite_vector("values", values)
    weights = checked_weights(weights, x.size)
    if x.size < 3:
        raise ValueError(f"values: local Moran needs at least 3 areas, found {x.size}")
    missing = islands(weights) | (np.ptp(x) == 0)
    deviation = x - x.mean()
    statistic, expectation, variance, lag = _local_moments(deviation, weights)
    z = np.full(x.size, np.nan)
    np.divide(statistic - expectation, np.sqrt(variance), out=z, where=~missing & (variance > 0))
    p_permutation = None
    if permutations:
        if rng is None:
            raise ValueError("permutations need a seeded generator: pass rng")
        tails = conditional_tail_counts(x, weights, rng=rng, permutations=permutations, threads=threads)
        p_permutation = np.where(missing, np.nan, tails.two_sided())
    return LocalMoran(
        statistic=np.where(missing, np.nan, statistic),
        expectation=np.where(missing, np.nan, expectation),
        variance=np.where(missing, np.nan, variance),
        z=z,
        p_analytic=2.0 * ndtr(-np.abs(z)),
        p_permutation=p_permutation,
        quadrant=np.where(missing, Quadrant.MISSING, _quadrants(deviation, lag)).astype(np.int8),
        permutations=permutations,
    )


def _local_moments(
    deviation: FloatArray, weights: SpatialWeights
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    n = deviation.size
    m2 = float(deviation @ deviation) / n or np.nan
    lag = spatial_lag(weights, deviation)
    total, squares = row_sums(weights), row_sums(weights.power(2))
    expectation = -(deviation**2) * total / ((n - 1) * m2)
    # both differences are 0 in extreme maps (all the rest alike, all others neighbours)
    among_weights = _clear_of_zero(squares - total**2 / (n - 1), squares)
    among_others = _clear_of_zero(m2 - deviation**2 / (n - 1), np.full(n, m2))
    variance = (deviation / m2) ** 2 * n / (n - 2) * among_weights * among_others
    return deviation * lag / m2, expectation, variance, lag


def _clear_of_zero(difference: FloatArray, scale: FloatArray) -> FloatArray:
    return np.where(difference > ROUNDING * scale, difference, 0.0)


def _quadrants(deviation: FloatArray, lag: FloatArray) -> npt.NDArray[np.int64]:
    near_high = np.where(deviation > 0, Quadrant.HIGH_HIGH, Quadrant.LOW_HIGH)
    near_low = np.where(deviation > 0, Quadrant.HIGH_LOW, Quadrant.LOW_LOW)
    return np.where(lag > 0, near_high, near_low)
