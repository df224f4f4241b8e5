"""Confidence levels: what a caller may ask for and the normal deviate that goes with it.

A level is a proportion. Several levels are asked for at once by a sequence, and then come first in the result's shape.
"""

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtri

from verity.methods.arrays import FloatArray

Confidence = float | Sequence[float]


def confidence_levels(confidence: Confidence, *, ndim: int = 0) -> FloatArray:
    """Return the levels, shaped to go in front of an estimate of `ndim` dimensions.

    Parameters
    ----------
    confidence : float or sequence of float
        Proportions between 0 and 1, ends excluded.
    ndim : int
        Dimensions of the estimate that the levels will be combined with.

    Returns
    -------
    FloatArray
        Shape () for one level; (levels, 1, …, 1) for a sequence.

    Raises
    ------
    ValueError
        If a level is not a proportion: 95 is refused because 0.95 and 95 % are otherwise told apart by guessing.

    Examples
    --------
    >>> confidence_levels((0.95, 0.998), ndim=1).shape
    (2, 1)
    """
    levels = np.array(confidence, dtype=np.float64)
    if levels.ndim > 1 or levels.size == 0 or not ((levels > 0) & (levels < 1)).all():
        raise ValueError(f"confidence: expected proportions between 0 and 1 such as 0.95, found {confidence}")
    return levels.reshape(levels.shape + (1,) * ndim) if levels.ndim else levels


def normal_deviate(levels: FloatArray) -> FloatArray:
    """Return z, the standard normal deviate that leaves half of 1 − level in each tail.

    Examples
    --------
    >>> normal_deviate(confidence_levels((0.95, 0.998))).round(4).tolist()
    [1.96, 3.0902]
    """
    return np.asarray(ndtri(0.5 + levels / 2), dtype=np.float64)
