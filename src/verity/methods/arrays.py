"""The array types of the place, time, harm and survey methods, and the checks at their doors.

A method takes arrays and says in its docstring what a missing value means.
Where a missing value has no meaning it is refused here, with a message that names the argument.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
SpatialWeights = csr_array[np.float64, tuple[int, int]]


def finite_vector(name: str, values: npt.ArrayLike, *, length: int | None = None) -> FloatArray:
    """Return a one-dimensional float copy; refuse missing, infinite or wrongly shaped input."""
    vector = np.array(values, dtype=np.float64)
    if vector.ndim != 1 or (length is not None and vector.size != length):
        expected = "one dimension" if length is None else f"{length} values"
        raise ValueError(f"{name}: expected {expected}, found shape {vector.shape}")
    if not np.isfinite(vector).all():
        missing = int(np.count_nonzero(~np.isfinite(vector)))
        raise ValueError(f"{name}: {missing} missing or infinite values; leave those out first")
    return vector


def non_negative_vector(name: str, values: npt.ArrayLike, *, length: int | None = None) -> FloatArray:
    """Return a finite vector; refuse negative values as well."""
    vector = finite_vector(name, values, length=length)
    if (vector < 0).any():
        raise ValueError(f"{name}: negative values are not possible here")
    return vector


def index_vector(name: str, values: npt.ArrayLike, *, upper: int) -> IntArray:
    """Return a vector of whole numbers from 0 to `upper` − 1; refuse anything else."""
    vector = np.array(values)
    if vector.size == 0:
        return np.zeros(0, dtype=np.int64)
    if vector.ndim != 1 or not np.issubdtype(vector.dtype, np.integer):
        raise ValueError(f"{name}: expected a list of whole numbers, found {vector.dtype} {vector.shape}")
    if vector.min() < 0 or vector.max() >= upper:
        raise ValueError(f"{name}: expected 0 to {upper - 1}, found {vector.min()} to {vector.max()}")
    return vector.astype(np.int64)


def increasing_edges(name: str, edges: Sequence[float] | FloatArray) -> FloatArray:
    """Return band edges; refuse fewer than two, or edges that do not increase."""
    vector = finite_vector(name, edges)
    if vector.size < 2 or (np.diff(vector) <= 0).any():
        raise ValueError(f"{name}: expected at least two increasing edges, found {vector.tolist()}")
    return vector
