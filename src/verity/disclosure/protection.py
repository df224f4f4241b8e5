"""Protecting all tables of an edition together: from true counts to states and released counts, and the audit of both.

The order is always the same: link the tables, find primary cells, hide what protects them, round, and then attack what
a reader would see. What may be shown at all is the policy's; making a `Release` is the gate's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from verity.disclosure.audit import AuditReport, audit, hidden_range, narrowed
from verity.disclosure.clues import Clue
from verity.disclosure.constraints import (
    CellSystem,
    CountTable,
    Kind,
    Nestings,
    coordinates,
    keys,
    linked_cells,
    named_cell,
)
from verity.disclosure.policy import ProtectedRule, ShownRule, Zeros, allows_area, strictest
from verity.disclosure.primary import below_threshold, enclosed
from verity.disclosure.region import BoolArray, IntArray
from verity.disclosure.rounding import range_of_rounded, range_of_shown, rounded
from verity.disclosure.secondary import Suppression, secondary_suppression
from verity.model.areas import Level
from verity.model.releases import CellState

AREA_COLUMNS = {level.value: level for level in Level}
"""Breakdowns that are areas, by their column's name."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Submitted:
    """A table at the gate, with its rule and what other rules say of its rows.

    Parameters
    ----------
    table : CountTable
    rule : ShownRule | ProtectedRule
        From `Policy.rule`, over all sources of the table.
    sensitive : BoolArray, optional
        Rows that are primary for another reason than their size (dominance, class disclosure, few people).
    """

    table: CountTable
    rule: ShownRule | ProtectedRule
    sensitive: BoolArray | None = None


@dataclass(frozen=True, kw_only=True)
class Protected:
    """One table as it may be released.

    Attributes
    ----------
    states : tuple[CellState, ...]
        Per row of the table's frame.
    counts : pandas.Series
        Int64 per row: the count to show, missing where it is not shown.
    """

    states: tuple[CellState, ...]
    counts: "pd.Series[int]"


@dataclass(frozen=True, kw_only=True)
class Protection:
    """An edition's tables by id, and what an attacker can conclude from all of them.

    `optimal` tells whether secondary suppression is proved least everywhere; `untied` names counts that do not belong
    together, for the report.
    """

    tables: Mapping[str, Protected]
    report: AuditReport
    optimal: bool
    untied: tuple[str, ...] = ()


@dataclass(eq=False)
class _Universe:
    """All that is submitted of one universe, under the strictest rule among its tables."""

    name: str
    submitted: list[Submitted]
    rule: ProtectedRule
    system: CellSystem
    counted: BoolArray
    primary: BoolArray
    by_size: BoolArray
    enclosed: BoolArray


def protect_edition(
    submitted: Sequence[Submitted],
    *,
    earlier: Sequence[CountTable] = (),
    nestings: Nestings | None = None,
    clues: Iterable[Clue] = (),
    exact: bool = False,
) -> Protection:
    """Protect all tables of an edition together.

    Parameters
    ----------
    submitted : sequence of Submitted
    earlier : sequence of CountTable
        What earlier editions showed, with their released counts; missing where they showed none.
    nestings : mapping, optional
        Which breakdowns nest in which, with their values.
    clues : iterable of Clue
        What is known beside these tables and cannot be taken back: rates, sentences, maps.
    exact : bool
        Report the exact bounds of hidden cells; otherwise each is followed until it is wide enough.

    Returns
    -------
    Protection
        Its report may hold leaks: `report.raise_for_leaks()` is the caller's next step, so that it can first withhold
        rates and ask again.
    """
    done: dict[str, Protected] = {}
    report, optimal, untied = AuditReport(cells=(), solved=0), True, list[str]()
    known = tuple(clues)
    for universe in dict.fromkeys(one.table.universe for one in submitted):
        members = [one for one in submitted if one.table.universe == universe]
        protected = [one.rule for one in members if isinstance(one.rule, ProtectedRule)]
        if not protected:
            done.update({one.table.id: _as_counted(one.table) for one in members})
            continue
        rule = strictest(protected)
        done.update({one.table.id: withheld_whole(one.table) for one in members if not _area_allowed(one.table, rule)})
        left = [one for one in members if one.table.id not in done]
        before = [table for table in earlier if table.universe == universe]
        work, told = _universe(universe, left, rule, before, nestings)
        told += [clue for clue in known if clue.universe == universe]
        answer = secondary_suppression(_problem(work, told))
        found = _released(work, answer.hidden)
        done.update(found)
        optimal &= answer.optimal
        report = report.joined(_audited(work, found, told, exact=exact))
        untied += [f"{universe}: {named_cell(part)} beside {named_cell(total)}" for part, total in work.system.untied]
    tables = {one.table.id: done[one.table.id] for one in submitted}
    return Protection(tables=tables, report=report, optimal=optimal, untied=tuple(untied))


def _area_allowed(table: CountTable, rule: ProtectedRule) -> bool:
    columns = {*table.columns, *table.fixed}
    return all(allows_area(rule, level) for name, level in AREA_COLUMNS.items() if name in columns)


def _as_counted(table: CountTable) -> Protected:
    counts = table.frame["count"].astype("Int64").reset_index(drop=True)
    states = tuple(CellState.NOT_AVAILABLE if missing else CellState.SHOWN for missing in counts.isna())
    return Protected(states=states, counts=counts)


def withheld_whole(table: CountTable) -> Protected:
    """Return a table of which nothing leaves: of areas below the smallest level shown, or beyond protection."""
    shown = _as_counted(table)
    states = tuple(
        CellState.NOT_AVAILABLE if state is CellState.NOT_AVAILABLE else CellState.SUPPRESSED for state in shown.states
    )
    return Protected(states=states, counts=shown.counts.mask(pd.Series(True, index=shown.counts.index)))


def _universe(
    name: str,
    submitted: list[Submitted],
    rule: ProtectedRule,
    earlier: Sequence[CountTable],
    nestings: Nestings | None,
) -> tuple[_Universe, list[Clue]]:
    """Link the tables with those of earlier editions, and mark primary cells.

    What an earlier edition showed of a cell that is counted again is a clue; its other cells join the system as known,
    unless they were rounded: what rounded counts add up to is not what is counted.
    """
    now = {cell for one in submitted for cell in keys(coordinates(one.table))}
    told, others, taken = [], list[CountTable](), set(now)
    for table in reversed(earlier):  # the newest first: it revises what older ones say of a cell
        cells, shown = keys(coordinates(table)), table.frame["count"].reset_index(drop=True)
        known = shown.notna() & np.array([cell in now for cell in cells], bool)
        at = np.flatnonzero(known)
        low, high = range_of_rounded(shown[at].to_numpy(np.int64), table.base)
        told += [
            Clue(universe=name, cell=cells[place], lower=int(least), upper=int(most), via=f"earlier {table.id}")
            for place, least, most in zip(at, low, high, strict=True)
        ]
        if table.base == 1:
            more = np.array([cell not in taken for cell in cells], bool)
            others.append(replace(table, id=f"earlier {table.id}", frame=table.frame[more]))
            taken.update(cells)
    system = linked_cells([one.table for one in submitted] + others, nestings)
    counted = np.zeros(len(system.cells), bool)
    sensitive = np.zeros(len(system.cells), bool)
    for one in submitted:
        at = system.rows[one.table.id]
        counted[at[at >= 0]] = True
        if one.sensitive is not None:
            sensitive[at[(at >= 0) & one.sensitive]] = True
    by_size = below_threshold(system.counts, rule) & counted
    parts = enclosed(system.matrix, by_size) & counted
    work = _Universe(
        name=name, submitted=submitted, rule=rule, system=system, counted=counted,
        primary=by_size | sensitive | parts, by_size=by_size, enclosed=parts,
    )  # fmt: skip
    return work, told


def _required(work: _Universe) -> IntArray:
    """Return the protection each cell needs: primary cells, and small differences between tables that nobody shows.

    A difference between tables of an earlier edition alone is not needed: nothing that is shown now adds to it.
    """
    equalities = abs(work.system.matrix)
    of_now = equalities.T @ (equalities @ work.counted.astype(np.int64) > 0).astype(np.int64) > 0
    small_rest = of_now & (work.system.kind != Kind.PUBLISHED) & below_threshold(work.system.counts, work.rule)
    nothing = work.enclosed & (work.system.counts == 0) & (work.rule.zeros is Zeros.SHOWN)
    return np.where((work.primary & ~nothing) | small_rest, work.rule.protection_width, 0).astype(np.int64)


def _as_seen(work: _Universe, shown: BoolArray) -> tuple[IntArray, IntArray]:
    """Return what is known of each cell: of those shown what their number tells, of others what the rule tells."""
    lower, upper = hidden_range(work.system, work.primary, work.by_size, work.rule, work.enclosed)
    low, high = range_of_shown(rounded(work.system.counts, work.rule.rounding_base), work.rule)
    lower, upper = np.where(shown, np.maximum(low, 0), lower), np.where(shown, high, upper)
    before = (work.system.kind == Kind.PUBLISHED) & ~work.counted
    return np.where(before, work.system.counts, lower), np.where(before, work.system.counts, upper)


def _problem(work: _Universe, clues: Sequence[Clue]) -> Suppression:
    system = work.system
    shown_lower, shown_upper, _ = narrowed(system, *_as_seen(work, work.counted & ~work.primary), clues)
    hidden_lower, hidden_upper, _ = narrowed(system, *_as_seen(work, np.zeros(len(system.cells), bool)), clues)
    zeros_stay = (system.counts == 0) & (work.rule.zeros is Zeros.SHOWN)
    return Suppression(
        matrix=system.matrix, truth=system.counts,
        shown_lower=shown_lower, shown_upper=shown_upper,
        hidden_lower=np.minimum(hidden_lower, shown_lower), hidden_upper=np.maximum(hidden_upper, shown_upper),
        hidden=work.primary | (system.kind != Kind.PUBLISHED), candidate=work.counted & ~work.primary & ~zeros_stay,
        required=_required(work), weight=np.maximum(system.counts, 1),
    )  # fmt: skip


def _released(work: _Universe, hidden: BoolArray) -> dict[str, Protected]:
    """Return states and counts of every table: one cell is the same wherever it stands."""
    rule = work.rule
    shown = CellState.ROUNDED if rule.rounds else CellState.SHOWN
    seen = rounded(work.system.counts, rule.rounding_base)
    answer = {}
    for one in work.submitted:
        cells = work.system.rows[one.table.id]
        states = [CellState.NOT_AVAILABLE if at < 0 else CellState.SUPPRESSED if hidden[at] else shown for at in cells]
        counts = pd.array([int(seen[at]) if at >= 0 and not hidden[at] else pd.NA for at in cells], dtype="Int64")
        answer[one.table.id] = Protected(states=tuple(states), counts=pd.Series(counts))
    return answer


def _audited(work: _Universe, found: Mapping[str, Protected], clues: Sequence[Clue], *, exact: bool) -> AuditReport:
    """Attack what the tables show, read back from them and not from how they were made."""
    system = work.system
    shown = np.zeros(len(system.cells), bool)
    lower, upper = _as_seen(work, shown)
    for one in work.submitted:
        cells, counts = system.rows[one.table.id], found[one.table.id].counts
        told = counts.notna().to_numpy(bool)
        at = cells[told]
        lower[at], upper[at] = range_of_shown(counts[told].to_numpy(np.int64), work.rule)
        shown[at] = True
    required = _required(work)
    return audit(
        system, universe=work.name, lower=lower, upper=upper, hidden=(work.counted & ~shown) | (required > 0),
        required=required, clues=clues, exact=exact,
    )  # fmt: skip
