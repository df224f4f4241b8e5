"""Secondary suppression: which further cells to hide so that no protected cell can be bounded too closely.

Small parts are solved to the optimum: an integer programme chooses the cells, an attack on the choice finds what is
still too narrow, the inequality that forbids it is added, and so on until the attack fails (Fischetti and Salazar
2000). Large parts take a stated heuristic (Kelly, Golden and Assad 1992): for one protected cell after the other, the
cheapest change of the table that moves it far enough, whose cells are hidden; then what proved needless is shown again.
Effort is limited in rounds and nodes, never by a clock, so that one input has one answer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack

from verity.disclosure.region import NODE_LIMIT, BoolArray, FloatArray, IntArray, Region, extreme_table, parts, reach

MOST_EXACT_CELLS = 1_000
"""Candidates in one part up to which the optimum is sought."""
MOST_EXACT_PROTECTED = 200
MOST_ROUNDS = 60
DUAL_DECIMALS = 7
SLACK = 1e-6
NEEDLESS = 1e-3
"""Cost of moving a cell that is hidden already: not nothing, so that short ways are preferred."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Suppression:
    """What to choose from.

    Attributes
    ----------
    matrix : csr_array
        Equalities between cells; rows sum to zero over the true table.
    truth : IntArray
    shown_lower, shown_upper : IntArray
        What an attacker knows of a cell that is shown: its value, or the range that rounds to it.
    hidden_lower, hidden_upper : IntArray
        What an attacker knows of a cell that is hidden; never narrower than when it is shown.
    hidden : BoolArray
        Hidden from the start: primary cells, and cells that no table shows.
    candidate : BoolArray
        May be hidden as well.
    required : IntArray
        Least width of what can be concluded of a cell; 0 where it needs no protection.
    weight : IntArray
        Cost of hiding each candidate.
    """

    matrix: csr_array
    truth: IntArray
    shown_lower: IntArray
    shown_upper: IntArray
    hidden_lower: IntArray
    hidden_upper: IntArray
    hidden: BoolArray
    candidate: BoolArray
    required: IntArray
    weight: IntArray

    def region(self, hidden: BoolArray) -> Region:
        """Return what an attacker holds possible when these cells are hidden."""
        return Region(
            matrix=self.matrix,
            lower=np.where(hidden, self.hidden_lower, self.shown_lower),
            upper=np.where(hidden, self.hidden_upper, self.shown_upper),
            truth=self.truth,
        )

    def unprotected(self, hidden: BoolArray) -> IntArray:
        """Return the cells of which too much can be concluded when these are hidden."""
        needing = self.required > 0
        found = reach(self.region(hidden), needing, self.required)
        return np.flatnonzero(needing & (found.upper - found.lower < self.required))

    def of_cells(self, cells: IntArray) -> "Suppression":
        """Return the problem of some cells; equalities with others are kept where the others cannot move."""
        part = self.matrix[:, cells]
        used = np.flatnonzero(np.diff(part.indptr))
        shift = self.truth[cells]
        return Suppression(
            matrix=part[used].tocsr(), truth=np.zeros_like(shift), hidden=self.hidden[cells],
            shown_lower=self.shown_lower[cells] - shift, shown_upper=self.shown_upper[cells] - shift,
            hidden_lower=self.hidden_lower[cells] - shift, hidden_upper=self.hidden_upper[cells] - shift,
            candidate=self.candidate[cells], required=self.required[cells], weight=self.weight[cells],
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Suppressed:
    """The answer: all hidden cells, which of them are secondary, and how it was found.

    `unprotected` names the cells that no choice of candidates protects; they must stop the release.
    """

    hidden: BoolArray
    secondary: BoolArray
    unprotected: IntArray
    optimal: bool


def secondary_suppression(problem: Suppression, *, exact: bool | None = None) -> Suppressed:
    """Choose the cells to hide.

    Parameters
    ----------
    problem : Suppression
    exact : bool, optional
        Seek the optimum, or use the heuristic; by default by the size of each connected part.
    """
    hidden, optimal = problem.hidden.copy(), True
    movable = problem.hidden | problem.candidate | (problem.shown_lower < problem.shown_upper)
    for cells in parts(problem.region(movable), movable):
        if not problem.required[cells].any():
            continue
        part = problem.of_cells(cells)
        part.required[part.unprotected(part.hidden | part.candidate)] = 0  # no choice helps; told at the end
        wanted = _is_small(part) if exact is None else exact
        found = _optimum(part) if wanted else None
        optimal &= found is not None
        hidden[cells] = _by_paths(part) if found is None else found
    secondary = hidden & ~problem.hidden
    return Suppressed(hidden=hidden, secondary=secondary, unprotected=problem.unprotected(hidden), optimal=optimal)


def _is_small(part: Suppression) -> bool:
    few = int(part.candidate.sum()) <= MOST_EXACT_CELLS
    return few and int((part.required > 0).sum()) <= MOST_EXACT_PROTECTED


def _optimum(part: Suppression) -> BoolArray | None:
    """Return the cheapest choice, or None when it was not proved within the limits."""
    cuts: list[tuple[FloatArray, float]] = []
    for _ in range(MOST_ROUNDS):
        hidden = _choice(part, cuts)
        if hidden is None:
            return None
        open_cells = part.unprotected(hidden)
        if len(open_cells) == 0:
            return hidden
        cuts.extend(_cut(part, hidden, int(cell)) for cell in open_cells)
    return None


def _choice(part: Suppression, cuts: list[tuple[FloatArray, float]]) -> BoolArray | None:
    """Return the cheapest cells that satisfy the inequalities known so far; fewest cells among equals."""
    if not cuts:
        return part.hidden.copy()
    size = len(part.truth)
    free = part.candidate & ~part.hidden
    found = milp(
        np.where(free, part.weight * (size + 1.0) + 1.0, 0.0),
        integrality=np.ones(size, np.int64),
        bounds=Bounds(part.hidden.astype(float), (part.hidden | free).astype(float)),
        constraints=LinearConstraint(csr_array(np.array([row for row, _ in cuts])), np.array([at for _, at in cuts])),
        options={"node_limit": 50 * NODE_LIMIT, "mip_rel_gap": 0.0},
    )
    return None if found.status != 0 else part.hidden | (found.x > 0.5)


def _cut(part: Suppression, hidden: BoolArray, cell: int) -> tuple[FloatArray, float]:
    """Return an inequality that every sufficient choice satisfies and this one does not.

    From the dual of the attack where the linear relaxation is already too narrow. Otherwise only whole numbers make it
    narrow, and at least one cell outside the largest choice still too narrow must be hidden.
    """
    region = part.region(hidden)
    reduced = [_reduced_cost(region, cell, sign) for sign in (1.0, -1.0)]
    up = sum(np.maximum(one, 0.0) for one in reduced)
    down = sum(np.maximum(-one, 0.0) for one in reduced)
    already = float(up @ (part.shown_upper - part.truth) + down @ (part.truth - part.shown_lower))
    needed = float(part.required[cell]) - already
    gain = up * (part.hidden_upper - part.shown_upper) + down * (part.shown_lower - part.hidden_lower)
    row = np.minimum(gain, max(needed, 0.0))
    if float(row @ hidden) < needed - SLACK:
        return row, needed - SLACK
    return _no_good(part, hidden, cell)


def _reduced_cost(region: Region, cell: int, sign: float) -> FloatArray:
    """Return the price of each cell in the linear attack on one; any prices of the rows give a valid bound."""
    cost = np.zeros(len(region.truth))
    cost[cell] = -sign
    matrix: Any = region.matrix  # the stubs of linprog know dense matrices alone
    bounds = list(zip(region.lower.tolist(), region.upper.tolist(), strict=True))
    found = linprog(cost, A_eq=matrix, b_eq=np.zeros(matrix.shape[0]), bounds=bounds, method="highs")
    rows = np.round(found.eqlin.marginals, DUAL_DECIMALS)
    return np.asarray(region.matrix.T @ rows - cost, float)


def _no_good(part: Suppression, hidden: BoolArray, cell: int) -> tuple[FloatArray, float]:
    """Hide ever more, cheapest first, while the cell stays too narrow; what is left outside must give one."""
    grown = hidden.copy()
    outside = part.candidate & ~part.hidden
    for other in sorted(np.flatnonzero(outside & ~hidden), key=lambda at: (int(part.weight[at]), int(at))):
        trial = grown.copy()
        trial[other] = True
        if cell in part.unprotected(trial):
            grown = trial
    return (outside & ~grown).astype(float), 1.0


class _Paths:
    """The state of the heuristic: what is hidden, the changes of the table found, how far they move each cell."""

    def __init__(self, part: Suppression) -> None:
        self.part = part
        self.hidden = part.hidden.copy()
        self.changes: list[IntArray] = []
        self.low, self.high = np.zeros_like(part.truth), np.zeros_like(part.truth)
        ties = abs(part.matrix)
        touching = ties.T @ ties
        self.near: csr_array = csr_array(touching @ touching)

    def add(self, change: IntArray) -> None:
        """Keep a change, and hide the cells it needs."""
        self.changes.append(change)
        np.minimum(self.low, change, out=self.low)
        np.maximum(self.high, change, out=self.high)
        self.hidden |= self.part.candidate & ((change < self.part.shown_lower) | (change > self.part.shown_upper))


def _by_paths(part: Suppression) -> BoolArray:
    """Return a sufficient choice where there is one, found by the cheapest change for each protected cell."""
    state = _Paths(part)
    needing = part.unprotected(part.hidden)
    for cell in sorted(needing, key=lambda at: (-int(part.required[at]), int(at))):
        _protect(state, int(cell))
    _show_needless(state, needing)
    return state.hidden


def _protect(state: _Paths, cell: int) -> None:
    """Find changes that move one cell over its required width, in the first split between up and down that can be.

    Cells at most two equalities away are tried first, then all.
    """
    part, required = state.part, int(state.part.required[cell])
    low, high = int(state.low[cell]), int(state.high[cell])
    if high - low >= required:
        return
    least_up, most_up = max(required + int(part.hidden_lower[cell]), 0), min(required, int(part.hidden_upper[cell]))
    splits = sorted(range(most_up, least_up - 1, -1), key=lambda up: max(up - high, 0) + max(required - up + low, 0))
    near = state.near.indices[state.near.indptr[cell] : state.near.indptr[cell + 1]]
    everything = np.arange(len(part.truth))
    for cells in (np.sort(near).astype(np.int64), everything):
        for up in splits:
            wanted = [by for by in (up, up - required) if not low <= by <= high]
            found = [_cheapest_change(state, cells, cell, by) for by in wanted]
            changes = [change for change in found if change is not None]
            if len(changes) == len(wanted):
                for change in changes:
                    state.add(change)
                return


def _cheapest_change(state: _Paths, cells: IntArray, cell: int, by: int) -> IntArray | None:
    """Return the change of some cells that moves one of them at least so far and hides least, as differences."""
    part, size = state.part, len(cells)
    may = (state.hidden | part.candidate)[cells]
    high = np.where(may, part.hidden_upper[cells], part.shown_upper[cells])
    low = np.where(may, part.hidden_lower[cells], part.shown_lower[cells])
    free = state.hidden[cells] | ~part.candidate[cells]
    cost = np.where(free, NEEDLESS, NEEDLESS + np.log1p(part.weight[cells].astype(float)))
    lower, upper = np.zeros(2 * size, np.int64), np.r_[high, -low]
    up = int(np.searchsorted(cells, cell))
    at, against = (up, size + up) if by > 0 else (size + up, up)
    lower[at], upper[against] = abs(by), 0
    matrix = part.matrix[:, cells]
    matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
    found = extreme_table(hstack([matrix, -matrix]).tocsr(), lower, upper, np.r_[cost, cost])
    if found is None:
        return None
    change = np.zeros(len(part.truth), np.int64)
    change[cells] = found[:size] - found[size:]
    return change


def _show_needless(state: _Paths, needing: IntArray) -> None:
    """Show again, dearest first, every cell without which the changes found still protect all."""
    part = state.part
    moved = np.array(state.changes, np.int64).reshape(-1, len(part.truth))
    outside = (moved < part.shown_lower) | (moved > part.shown_upper)
    moved, required = moved[:, needing], part.required[needing]
    kept = np.ones(len(moved), bool)
    least = np.minimum(_widths(moved), required)
    secondary = np.flatnonzero(state.hidden & ~part.hidden)
    for cell in sorted(secondary, key=lambda at: (-int(part.weight[at]), int(at))):
        without = kept & ~outside[:, cell]
        if (_widths(moved[without]) >= least).all():
            kept = without
            state.hidden[cell] = False


def _widths(moved: IntArray) -> IntArray:
    """Return how far apart some changes, and no change, put each cell."""
    return np.asarray(moved.max(axis=0, initial=0) - moved.min(axis=0, initial=0))
