"""Quantiles (fifths, tenths) of areas by the rule that OHID uses for its indicators.

National deciles of deprivation come from the index file and are never recomputed here.
"""

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

from verity.methods.arrays import FloatArray


def quantile_groups(values: npt.ArrayLike, groups: int, *, invert: bool = False) -> FloatArray:
    """Return the quantile of each value among those along the last axis.

    q = ⌊(k + 1) − ⌈(N + 1 − r) / (N/k)⌉⌋ with r the lowest rank of a tie, N the values present and k the groups
    (OHID, Technical guide: assigning deprivation categories).

    Parameters
    ----------
    values : array_like
        Shape (..., areas). Missing values are left out of N and get no quantile.
    groups : int
        k, at least 2.
    invert : bool
        False puts the lowest values in quantile 1; True, OHID's default for indicators, the highest.

    Returns
    -------
    FloatArray
        Whole numbers from 1 to k; missing where the value is, and everywhere in a set of fewer than k values.

    Raises
    ------
    ValueError
        If `groups` is below 2 or a value is infinite.

    Examples
    --------
    >>> quantile_groups([30, 10, 20, 20], 2).tolist()
    [2.0, 1.0, 1.0, 1.0]
    >>> quantile_groups([30, 10, 20, 20], 2, invert=True).tolist()
    [1.0, 2.0, 1.0, 1.0]
    """
    array = np.asarray(values, dtype=np.float64)
    if groups < 2 or np.isinf(array).any():
        raise ValueError("quantile_groups: expected at least 2 groups and finite values")
    present = ~np.isnan(array)
    size = present.sum(axis=-1, keepdims=True)
    rank = rankdata(np.where(present, -array if invert else array, np.inf), method="min", axis=-1).astype(np.int64)
    # Whole numbers throughout: (N + 1 − r)·k/N in floats can land just above an integer and move an area by a group,
    # or to a group 0 that exact arithmetic never gives.
    from_top = -(-(size + 1 - rank) * groups // np.maximum(size, 1))
    return np.where(present & (size >= groups), (groups + 1 - from_top).astype(np.float64), np.nan)
