"""Flags over many tests at once: Benjamini–Hochberg.

The p-values come from elsewhere; what a flag means is the caller's.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray, FloatArray


@dataclass(frozen=True)
class FalseDiscoveryRate:
    """Benjamini–Hochberg over a family of tests; arrays have the shape of the p-values.

    `rejected` is False and `adjusted` missing where the p-value is missing. `tests` counts the
    p-values that are not missing; `threshold` is the largest p-value that is rejected, else 0.
    """

    rejected: BoolArray
    adjusted: FloatArray
    threshold: float
    tests: int
    alpha: float


def benjamini_hochberg(
    p_values: npt.ArrayLike, *, alpha: float = 0.05, permutations: int | None = None
) -> FalseDiscoveryRate:
    """Control the expected share of false flags among all flags at `alpha`.

    Reject the k smallest p-values, k the largest with p_(k) ≤ k α/m; adjusted p-values are
    q_(k) = min over l ≥ k of m p_(l)/l, at most 1.

    Parameters
    ----------
    p_values : array_like, shape (tests,)
        NaN is a test that was not made: neither flagged nor counted in m.
    alpha : float
        0 < α < 1.
    permutations : int, optional
        Where the p-values come from R permutations, R. Their smallest value is then about
        1/(R + 1) (2/(R + 1) two-sided, so that one flag alone needs twice as many).

    Raises
    ------
    ValueError
        p outside 0–1, α outside 0–1, or R + 1 < m/α: then no area could pass, and an empty map
        would be read as an absence of hot spots.

    References
    ----------
    Benjamini & Hochberg (1995), JRSS B 57(1).

    Examples
    --------
    >>> result = benjamini_hochberg([0.01, 0.04, 0.03, 0.5, float("nan")])
    >>> result.rejected.tolist(), result.adjusted.round(3).tolist()
    ([True, False, False, False, False], [0.04, 0.053, 0.053, 0.5, nan])
    """
    p = np.array(p_values, dtype=np.float64)
    if p.ndim != 1 or (p < 0).any() or (p > 1).any():
        raise ValueError("p_values: expected one dimension of values from 0 to 1 or NaN")
    if not 0 < alpha < 1:
        raise ValueError(f"alpha: expected a proportion between 0 and 1, found {alpha}")
    made = np.flatnonzero(~np.isnan(p))
    m = made.size
    if permutations is not None and (permutations + 1) * alpha < m:
        needed = int(np.ceil(m / alpha)) - 1
        raise ValueError(
            f"permutations: {permutations} are too few for {m} tests at {alpha}: nothing could pass; "
            f"use at least {needed}, or analytic p-values"
        )
    order = made[np.argsort(p[made], kind="stable")]
    adjusted = np.full(p.size, np.nan)
    scaled = p[order] * m / np.arange(1, m + 1)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    passing = np.flatnonzero(p[order] <= alpha * np.arange(1, m + 1) / max(m, 1))
    threshold = float(p[order[passing[-1]]]) if passing.size else 0.0
    rejected = p <= threshold if passing.size else np.zeros(p.size, dtype=np.bool_)
    return FalseDiscoveryRate(rejected, adjusted, threshold, m, alpha)
