"""The set of tables that an attacker cannot tell from the true one, and how far a cell moves within it.

Integer cells between bounds that satisfy linear equalities. Every bound that leaves this module is reached by a table
that was checked in integers; a fault of the solver can make an interval look narrower than it is, never wider.
What the equalities and bounds are is decided in `constraints` and `audit`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from verity.model.errors import ValidityError

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

PROPAGATION_ROUNDS = 200
NODE_LIMIT = 2_000
"""Effort of one integer programme, in nodes: a clock would make two builds of one input differ."""
SWEEP_FROM = 8
"""Targets in one part from which a few solutions that move many cells at once are tried first."""
INTEGRALITY = 1e-5


@dataclass(frozen=True, kw_only=True, eq=False)
class Region:
    """Tables x with `matrix` x = 0 and `lower` ≤ x ≤ `upper`, whole numbers.

    Attributes
    ----------
    matrix : csr_array
        One row per equality, integers.
    lower, upper, truth : IntArray
        Per cell; the true table lies in the region.
    """

    matrix: csr_array
    lower: IntArray
    upper: IntArray
    truth: IntArray

    def __post_init__(self) -> None:
        within = (self.lower <= self.truth).all() and (self.truth <= self.upper).all()
        if not within or (self.matrix @ self.truth != 0).any():
            raise ValidityError(
                "What is published does not describe the true table", where="disclosure control",
                expected="true counts within all published facts", found="a contradiction",
                do_this="report this as a fault of Verity",
            )  # fmt: skip

    def with_bounds(self, lower: IntArray, upper: IntArray) -> "Region":
        """Return the region with other bounds."""
        return Region(matrix=self.matrix, lower=lower, upper=upper, truth=self.truth)

    def of_cells(self, cells: IntArray) -> "Region":
        """Return the region of some cells, the others held at their true values.

        The cells move as differences from the truth, so that the right-hand side stays zero.
        """
        part = self.matrix[:, cells]
        used = np.flatnonzero(np.diff(part.indptr))
        shift = self.truth[cells]
        return Region(
            matrix=part[used].tocsr(),
            lower=self.lower[cells] - shift,
            upper=self.upper[cells] - shift,
            truth=np.zeros(len(cells), np.int64),
        )


def tightened(region: Region) -> Region:
    """Return the region with the bounds that follow from each equality by itself, applied until nothing changes."""
    entries = region.matrix.tocoo()
    row, column, factor = entries.row, entries.col, entries.data.astype(np.int64)
    lower, upper = region.lower.copy(), region.upper.copy()
    for _ in range(PROPAGATION_ROUNDS):
        before = int((upper - lower).sum())
        least = np.where(factor > 0, factor * lower[column], factor * upper[column])
        most = np.where(factor > 0, factor * upper[column], factor * lower[column])
        rest_least = np.bincount(row, least, region.matrix.shape[0]).astype(np.int64)[row] - least
        rest_most = np.bincount(row, most, region.matrix.shape[0]).astype(np.int64)[row] - most
        low, high = -rest_most, -rest_least
        upper_of = np.where(factor > 0, high // np.abs(factor), -(low // np.abs(factor)))
        lower_of = np.where(factor > 0, -(-low // np.abs(factor)), -(high // np.abs(factor)))
        np.minimum.at(upper, column, upper_of)
        np.maximum.at(lower, column, lower_of)
        if int((upper - lower).sum()) == before:
            break
    return region.with_bounds(lower, upper)


def parts(region: Region, cells: BoolArray) -> Iterator[IntArray]:
    """Yield the groups of `cells` that equalities connect, in the order of their first cell."""
    chosen = np.flatnonzero(cells)
    part = region.matrix[:, chosen]
    rows = part.shape[0]
    entries = part.tocoo()
    ends = (np.r_[entries.row, entries.col + rows], np.r_[entries.col + rows, entries.row])
    size = rows + len(chosen)
    graph = coo_array((np.ones(2 * entries.nnz), ends), shape=(size, size))
    labels = connected_components(graph, directed=False)[1][rows:]
    order = np.argsort(labels, kind="stable")
    groups = np.split(chosen[order], np.flatnonzero(np.diff(labels[order])) + 1)
    yield from sorted((group for group in groups if len(group)), key=lambda group: int(group[0]))


def extreme_table(matrix: csr_array, lower: IntArray, upper: IntArray, cost: FloatArray) -> IntArray | None:
    """Return a table of least cost with `matrix` x = 0 between the bounds, in whole numbers.

    The linear programme is tried first; where its corner is not whole, the integer programme. None when neither gave a
    table that holds in integers: the solver may claim an optimum that does not satisfy its equalities.
    """
    for integers in (0, 1):
        found = milp(
            cost,
            integrality=np.full(len(cost), integers),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(matrix, 0, 0),
            options={"node_limit": NODE_LIMIT, "mip_rel_gap": 0.0},
        )
        if found.x is None:
            continue
        table = np.rint(found.x).astype(np.int64)
        inside = bool(((table >= lower) & (table <= upper)).all()) and not (matrix @ table).any()
        if inside and np.abs(found.x - table).max() < INTEGRALITY:
            return table
    return None


@dataclass(frozen=True, kw_only=True, eq=False)
class Reach:
    """How far cells move: the least and the most that a checked table gives them."""

    lower: IntArray
    upper: IntArray
    solved: int


def reach(region: Region, targets: BoolArray, enough: IntArray | None = None) -> Reach:
    """Return the range of every target.

    Parameters
    ----------
    region : Region
    targets : BoolArray
        Cells whose range is wanted; the others keep what was met on the way.
    enough : IntArray, optional
        Width per cell from which the range need not be known further. Without it the ranges are exact, unless the
        solver fails; they are then too narrow.
    """
    close = tightened(region)
    lower, upper = region.truth.copy(), region.truth.copy()
    solved = 0
    for cells in parts(close, close.upper > close.lower):
        wanted = np.flatnonzero(targets[cells])
        if len(wanted) == 0:
            continue
        search = _Search(close.of_cells(cells), None if enough is None else enough[cells])
        search.run(wanted)
        lower[cells] += search.lower
        upper[cells] += search.upper
        solved += search.solved
    return Reach(lower=lower, upper=upper, solved=solved)


class _Search:
    """The search within one connected part; keeps what every table met on the way has shown."""

    def __init__(self, region: Region, enough: IntArray | None) -> None:
        self.region, self.enough = region, enough
        self.lower, self.upper = region.truth.copy(), region.truth.copy()
        self.solved = 0

    def run(self, wanted: IntArray) -> None:
        if len(wanted) >= SWEEP_FROM:
            self._sweep(wanted)
        for cell in wanted:
            for sign in (-1.0, 1.0):
                if not self._done(cell, sign):
                    cost = np.zeros(len(self.lower))
                    cost[cell] = sign
                    self._look(cost)

    def _sweep(self, wanted: IntArray) -> None:
        """Move many cells at once: in each round half of those left go up and half down, then the reverse."""
        for bit in range(-1, len(wanted).bit_length()):
            left = np.array([cell for cell in wanted if not (self._done(cell, 1.0) and self._done(cell, -1.0))], int)
            if len(left) == 0:
                return
            signs = np.ones(len(left)) if bit < 0 else 1.0 - 2.0 * ((np.arange(len(left)) >> bit) & 1)
            for direction in (1.0, -1.0):
                cost = np.zeros(len(self.lower))
                cost[left] = direction * signs
                self._look(cost)

    def _done(self, cell: int, sign: float) -> bool:
        """Whether one end of a cell's range needs no further look."""
        if self.enough is not None and self.upper[cell] - self.lower[cell] >= self.enough[cell]:
            return True
        if sign < 0:
            return bool(self.upper[cell] == self.region.upper[cell])
        return bool(self.lower[cell] == self.region.lower[cell])

    def _look(self, cost: FloatArray) -> None:
        self.solved += 1
        region = self.region
        table = extreme_table(region.matrix, region.lower, region.upper, cost)
        if table is not None:
            np.minimum(self.lower, table, out=self.lower)
            np.maximum(self.upper, table, out=self.upper)
