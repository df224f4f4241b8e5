"""The attacker's audit: what can be concluded of every hidden cell from all that is published and from the rule.

It starts from what the reader sees, not from how it was made: shown and rounded counts, totals, clues from rates, maps
and sentences, last edition's tables. It names the cells that can be bounded too closely; it never names their bounds
in a message. Choosing what to hide is `secondary`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from verity.disclosure.clues import Clue
from verity.disclosure.constraints import CellSystem, Coordinates, named_cell
from verity.disclosure.policy import Attacker, ProtectedRule, Zeros
from verity.disclosure.region import BoolArray, IntArray, Region, reach
from verity.model.errors import DisclosureError

NAMED = 20
"""Cells that a message names; the report holds all."""
HEADROOM = 1_000
"""A cell without an upper bound is searched up to twice the largest total and this; more would tell nothing new."""


@dataclass(frozen=True, kw_only=True)
class HiddenCell:
    """What an attacker can conclude of one hidden cell.

    Attributes
    ----------
    universe, cell
        Which count it is.
    lower, upper : int
        Bounds on it, both reached by a table that fits everything published.
    required : int
        Distance that the policy asks for; 0 for a cell that is hidden only to protect others.
    via : tuple[str, ...]
        Where clues about it were read.
    """

    universe: str
    cell: Coordinates
    lower: int
    upper: int
    required: int
    via: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the bounds are as far apart as the policy asks."""
        return self.upper - self.lower >= self.required


@dataclass(frozen=True, kw_only=True)
class AuditReport:
    """The answer of one audit: every hidden cell, and how many programmes were solved."""

    cells: tuple[HiddenCell, ...]
    solved: int

    @property
    def leaks(self) -> tuple[HiddenCell, ...]:
        """The cells that can be bounded too closely."""
        return tuple(cell for cell in self.cells if not cell.ok)

    def joined(self, other: "AuditReport") -> "AuditReport":
        """Return the report of two universes."""
        return AuditReport(cells=self.cells + other.cells, solved=self.solved + other.solved)

    def raise_for_leaks(self) -> None:
        """Stop the release when any cell leaks.

        Raises
        ------
        DisclosureError
            Names up to twenty cells and where clues about them stand, never a count or a bound.
        """
        leaks = self.leaks
        if not leaks:
            return
        named = [
            f"{cell.universe}: {named_cell(cell.cell)}" + (f" (from {', '.join(cell.via)})" if cell.via else "")
            for cell in leaks[:NAMED]
        ]
        more = f"; and {len(leaks) - NAMED} more" if len(leaks) > NAMED else ""
        raise DisclosureError(
            "Hidden counts can be concluded from what would be published",
            where="; ".join(named) + more,
            expected="bounds at least as far apart as the policy's protection_width",
            found=f"{len(leaks)} of {len(self.cells)} hidden cells are bounded more closely",
            do_this="leave out a table, total or breakdown that ties these cells, or show rates with fewer decimals",
        )


def ceiling(system: CellSystem) -> int:
    """Return a count above all that an attacker could wish to consider."""
    return 2 * int(system.counts.max(initial=0)) + HEADROOM


def hidden_range(
    system: CellSystem, primary: BoolArray, by_size: BoolArray, rule: ProtectedRule, enclosed: BoolArray | None = None
) -> tuple[IntArray, IntArray]:
    """Return what the rule alone tells of each cell if it is hidden.

    Parameters
    ----------
    system : CellSystem
    primary : BoolArray
        Cells that are hidden for their own sake.
    by_size : BoolArray
        Those of them that the threshold hides.
    enclosed : BoolArray, optional
        Cells that are hidden, zero or not, because the total they belong to is hidden by size (`primary.enclosed`).
    rule : ProtectedRule
        An attacker who knows the roles knows that cells hidden by size are within the threshold, that secondary cells
        are above it, and nothing of cells hidden by another rule, zero included.
    """
    size = len(system.counts)
    lower, upper = np.zeros(size, np.int64), np.full(size, ceiling(system), np.int64)
    published = system.kind == 0
    zeros_shown = rule.zeros is Zeros.SHOWN
    if rule.attacker is Attacker.RULE and zeros_shown:
        lower[published & ~(primary & ~by_size)] = 1
    if rule.attacker is Attacker.ROLES:
        lower[by_size] = 1 if zeros_shown else 0
        upper[by_size] = rule.threshold
        lower[published & ~primary] = rule.threshold + 1 if rule.suppresses else 0
    if enclosed is not None:
        lower[enclosed] = 0
        if rule.attacker is Attacker.ROLES:
            upper[enclosed] = rule.threshold
    lower = np.minimum(lower, system.counts)
    return lower, upper


def narrowed(
    system: CellSystem, lower: IntArray, upper: IntArray, clues: Iterable[Clue]
) -> tuple[IntArray, IntArray, dict[int, tuple[str, ...]]]:
    """Return the bounds with every clue applied, and which cells have clues from where.

    A clue that does not fit the count, because the data were revised since, is taken as full knowledge of it: a number
    nearly right discloses as much. Clues about cells that no table holds are left out; `protection` makes them cells.
    """
    lower, upper, via = lower.copy(), upper.copy(), dict[int, tuple[str, ...]]()
    index = system.index
    for clue in clues:
        at = index.get(clue.cell)
        if at is None:
            continue
        count = int(system.counts[at])
        fits = clue.lower <= count <= clue.upper
        lower[at] = max(lower[at], clue.lower if fits else count)
        upper[at] = min(upper[at], clue.upper if fits else count)
        via[at] = (*via.get(at, ()), clue.via)
    return lower, upper, via


def audit(
    system: CellSystem,
    *,
    universe: str,
    lower: IntArray,
    upper: IntArray,
    hidden: BoolArray,
    required: IntArray,
    clues: Iterable[Clue] = (),
    exact: bool = True,
) -> AuditReport:
    """Attack what is published and report every hidden cell.

    Parameters
    ----------
    system : CellSystem
    universe : str
    lower, upper : IntArray
        What is known of each cell from its table and the rule.
    hidden : BoolArray
        Cells to report.
    required : IntArray
        Distance that the policy asks for, per cell.
    clues : iterable of Clue
        What other numbers tell.
    exact : bool
        Give exact bounds of every hidden cell. Otherwise each is followed only until it is wide enough: its true range
        may be wider than reported, never narrower.
    """
    lower, upper, via = narrowed(system, lower, upper, clues)
    region = Region(matrix=system.matrix, lower=lower, upper=upper, truth=system.counts)
    found = reach(region, hidden, None if exact else np.maximum(required, 0))
    cells = tuple(
        HiddenCell(
            universe=universe, cell=system.cells[at], lower=int(found.lower[at]), upper=int(found.upper[at]),
            required=int(required[at]), via=via.get(int(at), ()),
        )
        for at in np.flatnonzero(hidden)
    )  # fmt: skip
    return AuditReport(cells=cells, solved=found.solved)
