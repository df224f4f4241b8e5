"""Rounding counts, and what a rounded count still tells.

One rule: every cell, totals too, is rounded from its own true count to the nearest multiple of the base, halves up. One
cell therefore shows one number in whatever table it stands, and a total is the rounded total, not the sum of rounded
parts; the parts need not add up, and exhibits say so. Which cells are hidden first is decided in `primary`.
"""

import numpy as np
import numpy.typing as npt

from verity.disclosure.policy import ProtectedRule
from verity.disclosure.region import IntArray


def rounded(count: npt.ArrayLike, base: int) -> IntArray:
    """Return the nearest multiple of the base; a half goes up.

    Examples
    --------
    >>> rounded([0, 2, 3, 7, 8, 12, 13], 5).tolist()
    [0, 0, 5, 5, 10, 10, 15]
    >>> rounded([5, 15], 10).tolist()
    [10, 20]
    """
    values = np.asarray(count, np.int64)
    return (2 * values + base) // (2 * base) * base


def range_of_rounded(shown: npt.ArrayLike, base: int) -> tuple[IntArray, IntArray]:
    """Return the least and the largest count that round to what is shown.

    Examples
    --------
    >>> [bound.tolist() for bound in range_of_rounded([0, 10], 5)]
    [[0, 8], [2, 12]]
    """
    values = np.asarray(shown, np.int64)
    least = values - base // 2
    return np.maximum(least, 0), least + base - 1


def range_of_shown(shown: npt.ArrayLike, rule: ProtectedRule) -> tuple[IntArray, IntArray]:
    """Return what a shown count tells to a reader who knows the rule.

    Where small counts are hidden, a count that is shown is above the threshold, or it is nothing.

    Examples
    --------
    >>> from verity.disclosure.policy import read_policy
    >>> hospital = read_policy().rule(["hospital_admissions"], "public")
    >>> [bound.tolist() for bound in range_of_shown([0, 10, 15], hospital)]
    [[0, 8, 13], [0, 12, 17]]
    """
    values = np.asarray(shown, np.int64)
    lower, upper = range_of_rounded(values, rule.rounding_base)
    if rule.suppresses:
        lower = np.where(values == 0, 0, np.maximum(lower, rule.threshold + 1))
        upper = np.where(values == 0, 0, upper)
    return lower, upper
