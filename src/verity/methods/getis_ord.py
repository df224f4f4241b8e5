"""Hot and cold spots: the Getis–Ord Gi* statistic.

Whether a flag survives many areas is `multiple_testing`'s question; which values to feed for
unequal populations is `constant_risk`'s.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from verity.methods.arrays import FloatArray, SpatialWeights, finite_vector
from verity.methods.conditional_permutation import conditional_tail_counts
from verity.methods.weights import checked_weights, islands, row_sums, spatial_lag, with_self


@dataclass(frozen=True)
class GiStar:
    """Gi* of each area; all arrays have shape (areas,).

    `z` is positive in a hot spot; `p_analytic` and `p_permutation` are two-sided.
    `p_permutation` is None where no permutations were asked for.
    """

    z: FloatArray
    p_analytic: FloatArray
    p_permutation: FloatArray | None
    permutations: int


def getis_ord_gi_star(
    values: npt.ArrayLike,
    weights: SpatialWeights,
    *,
    rng: np.random.Generator | None = None,
    permutations: int = 0,
    threads: int = 1,
) -> GiStar:
    """Getis–Ord Gi*, the area itself included, as a z-score.

    z_i = (Σ_j w_ij x_j − W_i x̄) / (s √((n S1_i − W_i²)/(n − 1))), with W_i = Σ_j w_ij,
    S1_i = Σ_j w_ij², j = i included, and s the standard deviation with divisor n.
    The z-score is returned as it is: no second standardisation or row transform is applied.

    Parameters
    ----------
    values : array_like, shape (areas,)
        Counts, densities or scores; no missing values.
    weights : csr_array, shape (areas, areas)
        Neighbours without the diagonal; binary and row-standardised give the same result.
    rng, permutations, threads
        Given together, add two-sided p-values by conditional permutation: exact whatever the
        distribution of the values. With few events the analytic ones find too much.

    Returns
    -------
    GiStar
        Missing (NaN) for islands, for all areas of constant data, and where an area neighbours all.

    Raises
    ------
    ValueError
        Missing values, weights of another size, permutations without a generator.

    References
    ----------
    Ord & Getis (1995), Geographical Analysis 27(4), equation 6.

    Examples
    --------
    >>> from verity.methods.weights import contiguity_weights
    >>> chain = contiguity_weights([0, 1, 2, 3], [1, 2, 3, 4], 5)
    >>> getis_ord_gi_star([1, 1, 1, 7, 9], chain).z.round(2)
    array([-1.31, -1.97, -0.56,  1.31,  1.97])
    """
    x = finite_vector("values", values)
    weights = checked_weights(weights, x.size)
    z = _gi_star_z(x, with_self(weights))
    p_permutation = None
    if permutations:
        if rng is None:
            raise ValueError("permutations need a seeded generator: pass rng")
        tails = conditional_tail_counts(x, weights, rng=rng, permutations=permutations, threads=threads)
        p_permutation = np.where(np.isnan(z), np.nan, tails.two_sided())
    return GiStar(z, 2.0 * ndtr(-np.abs(z)), p_permutation, permutations)


def _gi_star_z(x: FloatArray, complete: SpatialWeights) -> FloatArray:
    n = x.size
    total = row_sums(complete)
    spread = n * row_sums(complete.power(2)) - total**2
    usable = ~islands(complete) & (spread > 1e-12 * total**2)
    if n < 2 or np.ptp(x) == 0:
        return np.full(n, np.nan)
    deviation = x - x.mean()
    scale = x.std() * np.sqrt(spread / (n - 1), where=usable, out=np.ones(n))
    return np.where(usable, spatial_lag(complete, deviation) / scale, np.nan)
