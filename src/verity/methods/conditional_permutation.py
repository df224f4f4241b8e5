"""Conditional permutation: how large the neighbours' sum is against random neighbours.

The value of the area itself stays where it is; its k neighbours are drawn from the other
areas without replacement. Serves Gi* and local Moran, whose order under this scheme is that
of the neighbours' sum. Which statistic is tested, and in which direction, is not decided here.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from verity.methods.arrays import FloatArray, IntArray, SpatialWeights
from verity.methods.weights import neighbour_counts, spatial_lag

ROWS_PER_BLOCK = 65_536
"""Permutations drawn at a time; part of the definition of a seeded result, so never a setting."""
CELLS_PER_BLOCK = 4_194_304
"""Upper limit on the cells of a working array, about 32 MB of doubles."""
TIE_TOLERANCE = 1e-10
"""Sums this close, relative to the largest sum, are equal: order of addition must not break ties."""


@dataclass(frozen=True)
class TailCounts:
    """How many permutations gave a neighbours' sum at least, and at most, as large as observed.

    `at_least` and `at_most` have shape (areas,); islands hold 0 in both.
    """

    at_least: IntArray
    at_most: IntArray
    permutations: int

    def two_sided(self) -> FloatArray:
        """Return p = min(1, 2 (min(#≥, #≤) + 1)/(R + 1)), islands missing.

        The published "pseudo p" of some packages is the smaller tail alone, half of this.
        """
        smaller = np.minimum(self.at_least, self.at_most)
        p = np.minimum(1.0, 2.0 * (smaller + 1) / (self.permutations + 1))
        return np.where(self.at_least + self.at_most > 0, p, np.nan)


def conditional_tail_counts(
    values: FloatArray,
    weights: SpatialWeights,
    *,
    rng: np.random.Generator,
    permutations: int,
    threads: int = 1,
) -> TailCounts:
    """Count the permutations beyond the observed neighbours' sum, for all areas at once.

    Every permutation is one ordered draw of distinct areas that all areas share: an area with
    k neighbours takes the first k, and the one after them in place of itself. So each area sees
    k areas drawn at random from the others, while areas with equal weights and the same number
    of neighbours share one sorted reference distribution, looked up by bisection.

    Parameters
    ----------
    values : array, shape (areas,)
        Finite values.
    weights : csr_array, shape (areas, areas)
        Weights with an empty diagonal.
    rng : numpy.random.Generator
        Each block of permutations gets its own child, so `threads` does not change the result.
    permutations : int
        R.
    threads : int
        Blocks worked on at the same time.

    Raises
    ------
    ValueError
        Fewer than one permutation.
    """
    if permutations < 1:
        raise ValueError(f"permutations: expected at least 1, found {permutations}")
    sampler = _Sampler.of(values, weights)
    sizes = list(_block_sizes(permutations, sampler.rows_per_block))
    work = partial(_block_tails, sampler)
    if threads == 1:
        blocks = list(map(work, sizes, rng.spawn(len(sizes))))
    else:
        with ThreadPoolExecutor(threads) as pool:
            blocks = list(pool.map(work, sizes, rng.spawn(len(sizes))))
    at_least, at_most = np.sum(blocks, axis=0)
    return TailCounts(at_least, at_most, permutations)


@dataclass(frozen=True)
class _Sampler:
    """What every block needs: values, observed sums, and the areas by number of neighbours."""

    values: FloatArray
    weights: SpatialWeights
    counts: IntArray
    observed: FloatArray
    tolerance: float
    equal_weights: bool

    @classmethod
    def of(cls, values: FloatArray, weights: SpatialWeights) -> "_Sampler":
        counts = neighbour_counts(weights)
        joined = counts > 0
        first = np.repeat(weights.data[weights.indptr[:-1][joined]], counts[joined])
        equal = bool((weights.data == first).all())
        if equal:  # the plain sum has the order of the weighted one, and is exact for counts
            weights = weights.copy()
            weights.data = np.ones_like(weights.data)
        observed = spatial_lag(weights, values)
        tolerance = TIE_TOLERANCE * float(spatial_lag(weights, np.abs(values)).max(initial=0.0))
        return cls(values, weights, counts, observed, tolerance, equal)

    @property
    def width(self) -> int:
        return int(self.counts.max(initial=0)) + 1

    @property
    def rows_per_block(self) -> int:
        cells = self.values.size if _is_dense(self.values.size, self.width) else self.width
        return max(1, min(ROWS_PER_BLOCK, CELLS_PER_BLOCK // cells))

    def groups(self) -> Iterator[tuple[int, IntArray]]:
        for k in np.unique(self.counts[self.counts > 0]):
            yield int(k), np.flatnonzero(self.counts == k)


def _block_sizes(total: int, size: int) -> Iterator[int]:
    for start in range(0, total, size):
        yield min(size, total - start)


def _is_dense(n: int, width: int) -> bool:
    """Whether so much of the map is drawn that repeats would be drawn again and again."""
    return width * width > n


def _distinct_draws(rng: np.random.Generator, *, n: int, rows: int, width: int) -> IntArray:
    """Draw `rows` ordered samples of `width` distinct areas; a sample with a repeat is drawn anew."""
    if _is_dense(n, width):
        return rng.permuted(np.tile(np.arange(n), (rows, 1)), axis=1)[:, :width]
    draws = rng.integers(n, size=(rows, width))
    again = np.arange(rows)
    while again.size:
        again = again[(np.diff(np.sort(draws[again], axis=1), axis=1) == 0).any(axis=1)]
        draws[again] = rng.integers(n, size=(again.size, width))
    return draws


def _block_tails(sampler: _Sampler, rows: int, rng: np.random.Generator) -> tuple[IntArray, IntArray]:
    n = sampler.values.size
    draws = _distinct_draws(rng, n=n, rows=rows, width=sampler.width)
    drawn = sampler.values[draws]
    at_least, at_most = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
    tails = _equal_weight_tails if sampler.equal_weights else _weighted_tails
    for k, members in sampler.groups():
        at_least[members], at_most[members] = tails(sampler, members, draws[:, : k + 1], drawn[:, : k + 1])
    return at_least, at_most


def _own_draws(sampler: _Sampler, draws: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Find the draws in which an area with k neighbours met itself: row, column, area."""
    k = draws.shape[1] - 1
    row, column = np.nonzero(sampler.counts[draws[:, :k]] == k)
    return row, column, draws[row, column]


def _equal_weight_tails(
    sampler: _Sampler, members: IntArray, draws: IntArray, drawn: FloatArray
) -> tuple[IntArray, IntArray]:
    """Look the observed sums up in the sorted drawn sums, then put right the draws of the area itself."""
    low, high = sampler.observed - sampler.tolerance, sampler.observed + sampler.tolerance
    sums = drawn[:, :-1].sum(axis=1)
    ordered = np.sort(sums)
    at_least = sums.size - np.searchsorted(ordered, low[members], side="left")
    at_most = np.searchsorted(ordered, high[members], side="right")
    row, _, area = _own_draws(sampler, draws)
    before, after = sums[row], sums[row] - sampler.values[area] + drawn[row, -1]
    place = np.searchsorted(members, area)
    np.add.at(at_least, place, (after >= low[area]).astype(int) - (before >= low[area]))
    np.add.at(at_most, place, (after <= high[area]).astype(int) - (before <= high[area]))
    return at_least, at_most


def _weighted_tails(
    sampler: _Sampler, members: IntArray, draws: IntArray, drawn: FloatArray
) -> tuple[IntArray, IntArray]:
    """Multiply the weights of a slice of areas with all drawn values, and count."""
    k, rows = drawn.shape[1] - 1, drawn.shape[0]
    row, column, area = _own_draws(sampler, draws)
    start = sampler.weights.indptr[members]
    weights = sampler.weights.data[start[:, None] + np.arange(k)]
    place = np.searchsorted(members, area)
    change = weights[place, column] * (drawn[row, -1] - sampler.values[area])
    at_least, at_most = np.zeros(members.size, dtype=np.int64), np.zeros(members.size, dtype=np.int64)
    step = max(1, CELLS_PER_BLOCK // rows)
    for begin in range(0, members.size, step):
        part = slice(begin, begin + step)
        sums = weights[part] @ drawn[:, :k].T
        own = (place >= begin) & (place < begin + step)
        sums[place[own] - begin, row[own]] += change[own]
        observed = sampler.observed[members[part], None]
        at_least[part] = (sums >= observed - sampler.tolerance).sum(axis=1)
        at_most[part] = (sums <= observed + sampler.tolerance).sum(axis=1)
    return at_least, at_most
