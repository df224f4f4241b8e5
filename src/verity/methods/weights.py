"""Spatial weights: who is a neighbour of whom, as a SciPy CSR matrix.

Built from edge lists; binary or row-standardised. What counts as a neighbour (a shared
boundary, a distance) is decided where geometry is known, not here.
"""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array, diags_array

from verity.methods.arrays import BoolArray, FloatArray, IntArray, SpatialWeights, index_vector


def contiguity_weights(
    origin: npt.ArrayLike, destination: npt.ArrayLike, n_areas: int, *, symmetric: bool = True
) -> SpatialWeights:
    """Binary weights from a list of edges.

    Parameters
    ----------
    origin, destination : array_like of int, shape (edges,)
        Positions 0 … n_areas − 1 of the two ends. An edge that is listed twice counts once.
    n_areas : int
        Number of areas, so that areas without any edge (islands) keep their row.
    symmetric : bool
        Add the opposite direction of every edge.

    Returns
    -------
    csr_array, shape (areas, areas)
        1 for neighbours, columns in order within each row, nothing on the diagonal.

    Raises
    ------
    ValueError
        A position out of range, lists of different length, an area listed as its own neighbour.

    Examples
    --------
    >>> contiguity_weights([0, 1], [1, 2], 4).toarray().astype(int)
    array([[0, 1, 0, 0],
           [1, 0, 1, 0],
           [0, 1, 0, 0],
           [0, 0, 0, 0]])
    """
    i = index_vector("origin", origin, upper=n_areas)
    j = index_vector("destination", destination, upper=n_areas)
    if i.size != j.size:
        raise ValueError(f"origin has {i.size} ends and destination {j.size}; every edge needs both")
    if (i == j).any():
        raise ValueError("an area is listed as its own neighbour; Gi* adds the area itself where it is due")
    if symmetric:
        i, j = np.concatenate([i, j]), np.concatenate([j, i])
    weights = csr_array((np.ones(i.size), (i, j)), shape=(n_areas, n_areas))
    weights.sum_duplicates()
    weights.data[:] = 1.0
    return weights


def row_sums(weights: SpatialWeights) -> FloatArray:
    """Sum of the weights of each row; 0 for an island."""
    return np.asarray(weights.sum(axis=1), dtype=np.float64).ravel()


def spatial_lag(weights: SpatialWeights, values: FloatArray) -> FloatArray:
    """Weighted sum over neighbours, Σ_j w_ij x_j, for one map or a matrix of maps (areas, maps)."""
    return np.asarray(weights @ values, dtype=np.float64)


def neighbour_counts(weights: SpatialWeights) -> IntArray:
    """Count the stored neighbours of each area."""
    return np.diff(weights.indptr).astype(np.int64)


def islands(weights: SpatialWeights) -> BoolArray:
    """Mark the areas without a neighbour; their local statistics are missing, never 0."""
    return np.asarray(neighbour_counts(weights) == 0)


def row_standardised(weights: SpatialWeights) -> SpatialWeights:
    """Divide each row by its sum, so that a lag is a mean over neighbours.

    Islands keep their empty row.

    Examples
    --------
    >>> row_standardised(contiguity_weights([0, 1], [1, 2], 3)).toarray()
    array([[0. , 1. , 0. ],
           [0.5, 0. , 0.5],
           [0. , 1. , 0. ]])
    """
    sums = row_sums(weights)
    scaled = csr_array(weights, copy=True)
    scaled.data = weights.data / np.repeat(sums, neighbour_counts(weights))
    return scaled


def with_self(weights: SpatialWeights) -> SpatialWeights:
    """Add each area to its own neighbourhood, with the mean weight of its row.

    That is 1 for binary and 1/k for row-standardised weights, so Gi* is the same for both.
    Islands get nothing, and so stay missing.

    Examples
    --------
    >>> with_self(contiguity_weights([0], [1], 3)).toarray().astype(int)
    array([[1, 1, 0],
           [1, 1, 0],
           [0, 0, 0]])
    """
    counts = neighbour_counts(weights)
    own = np.divide(row_sums(weights), counts, out=np.zeros(counts.size), where=counts > 0)
    complete = csr_array(weights + diags_array(own, format="csr"))
    complete.eliminate_zeros()
    complete.sort_indices()
    return complete


def checked_weights(weights: SpatialWeights, n_areas: int) -> SpatialWeights:
    """Refuse weights of the wrong size, with a diagonal, or with missing, zero or negative entries."""
    if weights.shape != (n_areas, n_areas):
        found = " × ".join(map(str, weights.shape))
        raise ValueError(f"weights: expected {n_areas} × {n_areas}, found {found}")
    if weights.diagonal().any():
        raise ValueError("weights: the diagonal must be empty; Gi* adds the area itself where it is due")
    if not (np.isfinite(weights.data).all() and (weights.data > 0).all()):
        raise ValueError("weights: stored weights must be positive numbers")
    return weights
