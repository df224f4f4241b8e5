"""Near repeats: pairs of events close in space and time, by Knox's method.

Coordinates are in metres on a plane and times in days; projecting and dating are done before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from verity.methods.arrays import FloatArray, IntArray, finite_vector, increasing_edges

CELLS_PER_BLOCK = 4_194_304
"""Upper limit on pairs × permutations at a time, about 32 MB of doubles."""


class Metric(Enum):
    """How distance is measured; the value is the order of the Minkowski norm."""

    MANHATTAN = 1
    EUCLIDEAN = 2


@dataclass(frozen=True)
class KnoxTable:
    """Pairs by distance band and time band; arrays have shape (space bands, time bands).

    Bands are half-open, [edge, next edge). `expected` is the exact mean under permutation,
    `ratio` is observed/expected (missing where nothing is expected), and
    `p_value` = (#{simulated ≥ observed} + 1)/(R + 1).
    """

    space_edges: FloatArray
    time_edges: FloatArray
    observed: IntArray
    expected: FloatArray
    ratio: FloatArray
    p_value: FloatArray
    permutations: int


def knox_near_repeat(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    day: npt.ArrayLike,
    *,
    space_edges: Sequence[float],
    time_edges: Sequence[float],
    rng: np.random.Generator,
    permutations: int = 999,
    metric: Metric = Metric.EUCLIDEAN,
) -> KnoxTable:
    """Knox test of space-time interaction, band by band.

    Places stay and days are shuffled over them. All pairs count, not only successive events.
    The expected number is S T/M: pairs in the space band × pairs in the time band ÷ all pairs.

    Parameters
    ----------
    x, y, day : array_like, shape (events,)
        No missing values.
    space_edges, time_edges : sequence of float
        Increasing, from 0 or above; a first band up to 0.001 holds exact repeats.
    rng : numpy.random.Generator
    permutations : int
        R.
    metric : Metric

    Raises
    ------
    ValueError
        Missing values, fewer than two events, edges that do not increase, no permutations.

    References
    ----------
    Knox (1964), Applied Statistics 13; Ratcliffe (2009), Near Repeat Calculator.

    Examples
    --------
    >>> table = knox_near_repeat([0, 10, 900, 910], [0, 0, 0, 0], [1, 2, 90, 91], space_edges=[0, 100],
    ...                          time_edges=[0, 7], rng=np.random.default_rng(1), permutations=99)
    >>> table.observed.tolist(), table.expected.round(3).tolist()
    ([[2]], [[0.667]])
    """
    space = increasing_edges("space_edges", space_edges)
    time = increasing_edges("time_edges", time_edges)
    east = finite_vector("x", x)
    north, days = finite_vector("y", y, length=east.size), finite_vector("day", day, length=east.size)
    if east.size < 2 or permutations < 1:
        raise ValueError(f"expected at least 2 events and 1 permutation, found {east.size} and {permutations}")
    pairs, bands = _pairs_by_distance(np.column_stack([east, north]), space, metric)
    shape = (space.size - 1, time.size - 1)
    observed = _tabulate(days[None, :], pairs, bands, time, shape)[0]
    as_large = np.zeros(shape, dtype=np.int64)
    step = max(1, CELLS_PER_BLOCK // max(days.size, bands.size))
    for begin in range(0, permutations, step):
        shuffled = rng.permuted(np.tile(days, (min(step, permutations - begin), 1)), axis=1)
        as_large += (_tabulate(shuffled, pairs, bands, time, shape) >= observed).sum(axis=0)
    expected = _expected(bands, days, time, shape)
    ratio = np.divide(observed, expected, out=np.full(shape, np.nan), where=expected > 0)
    return KnoxTable(space, time, observed, expected, ratio, (as_large + 1) / (permutations + 1), permutations)


def _pairs_by_distance(points: FloatArray, edges: FloatArray, metric: Metric) -> tuple[IntArray, IntArray]:
    """Find the pairs within the bands, shape (pairs, 2), and the band of each."""
    found = cKDTree(points).query_pairs(edges[-1], p=metric.value, output_type="ndarray").astype(np.int64)
    gap = np.abs(points[found[:, 0]] - points[found[:, 1]])
    distance = gap.sum(axis=1) if metric is Metric.MANHATTAN else np.hypot(gap[:, 0], gap[:, 1])
    band = np.searchsorted(edges, distance, side="right") - 1
    inside = (band >= 0) & (band < edges.size - 1)
    return found[inside], band[inside]


def _tabulate(
    days: FloatArray, pairs: IntArray, bands: IntArray, edges: FloatArray, shape: tuple[int, int]
) -> IntArray:
    """Count pairs by band for every row of `days`, shape (rows, space bands, time bands)."""
    gap = np.abs(days[:, pairs[:, 0]] - days[:, pairs[:, 1]])
    band = np.searchsorted(edges, gap, side="right") - 1
    cells = shape[0] * shape[1]
    key = np.arange(days.shape[0])[:, None] * cells + bands * shape[1] + band
    inside = (band >= 0) & (band < shape[1])
    return np.bincount(key[inside], minlength=days.shape[0] * cells).reshape(-1, *shape)


def _expected(bands: IntArray, days: FloatArray, edges: FloatArray, shape: tuple[int, int]) -> FloatArray:
    """Multiply the margins: pairs nearer in time than an edge are counted by bisection."""
    in_space = np.bincount(bands, minlength=shape[0])
    ordered = np.sort(days)
    later = np.arange(1, days.size + 1)
    nearer = np.array([(np.searchsorted(ordered, ordered + edge, side="left") - later) for edge in edges])
    in_time = np.diff(np.maximum(nearer, 0).sum(axis=1))
    return np.outer(in_space, in_time) / (days.size * (days.size - 1) / 2)
