"""Linked cells: which counts of an edition are sums of which others, as one sparse system of equalities.

Tables over one universe (feed, definition, unit) are linked wherever one is a margin of another, where areas or
periods nest, and where two tables share a margin that neither shows. Counts that do not add up leave a remainder,
which is a cell as well: that is how differences between overlapping tables are seen.
What is hidden, and how far it must not be known, is decided elsewhere.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from verity.disclosure.region import IntArray
from verity.model.errors import DisclosureError

Coordinates = tuple[tuple[str, str], ...]
Nestings = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Column → column it nests in → value → value: LSOA to ward, month to year."""

OVERLAPPING = frozenset({"flag", "factor", "definition part"})
"""Breakdowns in which one record may stand in several rows."""


class Kind(IntEnum):
    """Where a cell comes from."""

    PUBLISHED = 0
    """It stands in a table."""
    IMPLIED = 1
    """A margin that two tables share and neither shows."""
    REMAINDER = 2
    """What a total holds beyond its parts."""


@dataclass(frozen=True, kw_only=True, eq=False)
class CountTable:
    """Counts that are to be published, as the gate sees them.

    Parameters
    ----------
    id : str
    universe : str
        What is counted; only tables of one universe are linked.
    columns : tuple[str, ...]
        Breakdowns that identify a row.
    frame : pandas.DataFrame
        The columns and `count` (Int64; missing means not available).
    fixed : mapping
        Filters: column → values kept. Several values are one union.
    base : int
        What released counts are rounded to; 1 where they are not, and before release.
    """

    id: str
    universe: str
    columns: tuple[str, ...]
    frame: pd.DataFrame
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    base: int = 1


@dataclass(frozen=True, kw_only=True, eq=False)
class CellSystem:
    """All cells of a universe and what ties them: `matrix` × `counts` = 0.

    Attributes
    ----------
    cells : tuple[Coordinates, ...]
        What each cell is: column and value pairs, in order.
    counts : IntArray
        True counts.
    kind : IntArray
        `Kind` of each cell.
    matrix : csr_array
        One equality per row: parts, and a remainder where there is one, less the total.
    rows : mapping
        Table id → index of the cell of each row of the table's frame; −1 where the count is not available.
    untied : tuple
        Parts that exceed what they would be part of: counts that do not belong together, for the report.
    """

    cells: tuple[Coordinates, ...]
    counts: IntArray
    kind: IntArray
    matrix: csr_array
    rows: Mapping[str, IntArray]
    untied: tuple[tuple[Coordinates, Coordinates], ...] = ()

    @property
    def index(self) -> dict[Coordinates, int]:
        """Position of each cell."""
        return {cell: at for at, cell in enumerate(self.cells)}


def linked_cells(tables: Sequence[CountTable], nestings: Nestings | None = None) -> CellSystem:
    """Return the system of all tables of one universe.

    Parameters
    ----------
    tables : sequence of CountTable
    nestings : mapping, optional
        Which columns nest in which; steps are composed, so that LSOA to ward and ward to district is enough.

    Examples
    --------
    >>> months = pd.DataFrame({"month": ["a", "b"], "count": [3, 4]})
    >>> total = pd.DataFrame({"count": [7]})
    >>> system = linked_cells([
    ...     CountTable(id="months", universe="u", columns=("month",), frame=months),
    ...     CountTable(id="total", universe="u", columns=(), frame=total),
    ... ])
    >>> system.matrix.toarray().tolist()
    [[1, 1, -1]]
    """
    unions: dict[str, dict[str, Mapping[str, str]]] = {}
    for table in tables:
        for column, values in table.fixed.items():
            if len(values) > 1:
                unions.setdefault(column, {})[_union(column, values)] = dict.fromkeys(values, "|".join(values))
    above = _composed(_merged(nestings or {}, unions))
    return _Builder(above).built(tables)


def coordinates(table: CountTable) -> pd.DataFrame:
    """Return the coordinates of each row of a table: its breakdowns and its filters, as text."""
    named = table.frame[list(table.columns)].astype("str").reset_index(drop=True)
    for column, values in table.fixed.items():
        if len(values) == 1 and column not in named:
            named[column] = values[0]
        elif len(values) > 1 and column not in named:
            named[_union(column, values)] = "|".join(values)
    return named[sorted(named.columns)]


def cells_of(table: CountTable) -> list[Coordinates]:
    """Return what each row of a table is."""
    return keys(coordinates(table))


def named_cell(cell: Coordinates) -> str:
    """Return a cell's name for a message: its coordinates, never its count."""
    return ", ".join(f"{column} {value}" for column, value in cell) or "the total"


def keys(frame: pd.DataFrame) -> list[Coordinates]:
    """Return each row as column and value pairs."""
    if frame.shape[1] == 0:
        return [()] * len(frame)
    names = list(frame.columns)
    return [tuple(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _union(column: str, values: Sequence[str]) -> str:
    """Return the name of the column that holds several values of another as one."""
    return f"{column} in {'|'.join(values)}"


def _merged(one: Nestings, other: Nestings) -> dict[str, dict[str, Mapping[str, str]]]:
    return {column: {**one.get(column, {}), **other.get(column, {})} for column in {**one, **other}}


def _composed(nestings: Nestings) -> dict[str, dict[str, dict[str, str]]]:
    """Return every column with all it nests in, step by step or at once."""
    above: dict[str, dict[str, dict[str, str]]] = {}

    def climb(column: str) -> dict[str, dict[str, str]]:
        if column not in above:
            above[column] = {}
            for parent, step in nestings.get(column, {}).items():
                above[column][parent] = dict(step)
                for further, next_step in climb(parent).items():
                    onward = {low: next_step[high] for low, high in step.items() if high in next_step}
                    above[column].setdefault(further, onward)
        return above[column]

    for column in nestings:
        climb(column)
    return above


Columns = tuple[str, ...]


def _disagreement(table: str, cell: Coordinates) -> DisclosureError:
    return DisclosureError(
        "Two tables count one cell differently",
        where=f"{table}: {named_cell(cell)}",
        expected="one count for one cell, whatever the table",
        found="two counts",
        do_this="give what is counted differently a definition or unit of its own",
    )


class _Builder:
    """Collects cells by their set of columns, then ties each set to those it can be summed to."""

    def __init__(self, above: Mapping[str, Mapping[str, Mapping[str, str]]]) -> None:
        self.above = above
        self.cells: dict[Coordinates, int] = {}
        self.names: list[Coordinates] = []
        self.untied: list[tuple[Coordinates, Coordinates]] = []
        self.values: list[int] = []
        self.kind: list[Kind] = []
        self.groups: dict[Columns, pd.DataFrame] = {}
        self.entries: tuple[list[int], list[int], list[int]] = ([], [], [])
        self.equalities = 0

    def built(self, tables: Sequence[CountTable]) -> CellSystem:
        rows = {table.id: self._rows(table) for table in tables}
        for one, other in combinations(list(self.groups), 2):
            self._shared_margin(one, other)
        for coarse in list(self.groups):
            for fine in self._next_finer(coarse):
                self._tie(fine, coarse)
        row, column, factor = self.entries
        matrix = csr_array(
            (np.array(factor, np.int64), (np.array(row, int), np.array(column, int))),
            shape=(self.equalities, len(self.cells)),
        )
        return CellSystem(
            cells=tuple(self.cells), counts=np.array(self.values, np.int64), kind=np.array(self.kind, np.int64),
            matrix=matrix, rows=rows, untied=tuple(self.untied),
        )  # fmt: skip

    def _add(self, cell: Coordinates, value: int, kind: Kind) -> int:
        if cell not in self.cells:
            self.cells[cell] = len(self.values)
            self.names.append(cell)
            self.values.append(value)
            self.kind.append(kind)
        return self.cells[cell]

    def _rows(self, table: CountTable) -> IntArray:
        """Add the cells of a table; a cell that two tables show is one cell."""
        named = coordinates(table)
        counts = table.frame["count"].reset_index(drop=True)
        at = np.full(len(named), -1, np.int64)
        for row, (cell, count) in enumerate(zip(keys(named), counts, strict=True)):
            if not pd.isna(count):
                at[row] = self._agreed(cell, int(count), table)
        known = named.assign(cell=at)[at >= 0]
        group = tuple(named.columns)
        before = self.groups.get(group)
        self.groups[group] = known if before is None else pd.concat([before, known]).drop_duplicates("cell")
        return at

    def _agreed(self, cell: Coordinates, count: int, table: CountTable) -> int:
        at = self._add(cell, count, Kind.PUBLISHED)
        if self.values[at] != count:
            raise _disagreement(table.id, cell)
        return at

    def _finer(self, fine: Columns, coarse: Columns) -> bool:
        """Whether cells of `fine` can be summed to cells of `coarse`."""
        reachable = {*fine, *(parent for column in fine for parent in self.above.get(column, {}))}
        return fine != coarse and set(coarse) <= reachable

    def _next_finer(self, coarse: Columns) -> list[Columns]:
        """Return the finer sets with no other set between: sums over longer ways follow from the shorter ones."""
        finer = [group for group in self.groups if self._finer(group, coarse)]
        return [
            group
            for group in finer
            if not any(self._finer(group, other) and not self._finer(other, group) for other in finer)
        ]

    def _mapped(self, fine: Columns, coarse: Columns) -> pd.DataFrame:
        """Return the cells of `fine` with the coordinates they have in `coarse`; those outside it are left out."""
        frame = self.groups[fine]
        mapped = {}
        for column in coarse:
            if column in fine:
                mapped[column] = frame[column]
            else:
                source = next(name for name in fine if column in self.above.get(name, {}))
                mapped[column] = frame[source].map(self.above[source][column])
        return pd.DataFrame({**mapped, "cell": frame["cell"]}).dropna()

    def _shared_margin(self, one: Columns, other: Columns) -> None:
        """Add the finest margin that two tables share, when neither is it and no table shows it."""
        reach = [{*group, *(up for column in group for up in self.above.get(column, {}))} for group in (one, other)]
        common = reach[0] & reach[1]
        implied = {up for column in common for up in self.above.get(column, {})}
        margin = tuple(sorted(common - implied))
        if margin in self.groups or self._finer(one, other) or self._finer(other, one):
            return
        sums = [self._sums(group, margin) for group in (one, other)]
        largest = sums[0].combine(sums[1], np.fmax).dropna()
        frame = (
            largest.rename("value").reset_index()[[*margin, "value"]]
            if margin
            else pd.DataFrame({"value": largest.to_numpy()})
        )
        named = frame[list(margin)]
        at = [
            self._add(cell, int(value), Kind.IMPLIED) for cell, value in zip(keys(named), frame["value"], strict=True)
        ]
        self.groups[margin] = named.assign(cell=at)

    def _sums(self, fine: Columns, coarse: Columns) -> "pd.Series[float]":
        mapped = self._mapped(fine, coarse)
        value = pd.Series(np.array(self.values, float)[mapped["cell"].to_numpy(int)], index=mapped.index)
        if OVERLAPPING & (set(fine) - set(coarse)):
            return value.groupby([mapped[name] for name in coarse] or np.zeros(len(value), int)).max()
        return value.groupby([mapped[name] for name in coarse] or np.zeros(len(value), int)).sum()

    def _tie(self, fine: Columns, coarse: Columns) -> None:
        """Write the equalities of one margin, with a remainder wherever the parts fall short of the total."""
        totals = dict(zip(keys(self.groups[coarse][list(coarse)]), self.groups[coarse]["cell"], strict=True))
        mapped = self._mapped(fine, coarse)
        of = dict(zip(mapped["cell"], keys(mapped[list(coarse)]), strict=True))
        gathered: dict[int, list[int]] = {}
        for part, cell in of.items():
            if cell in totals:
                gathered.setdefault(int(totals[cell]), []).append(int(part))
        apart = bool(OVERLAPPING & (set(fine) - set(coarse)))
        for total, parts in gathered.items():
            exceeds = sum(self.values[part] for part in parts) > self.values[total]
            for group in [[part] for part in parts] if apart or exceeds else [parts]:
                self._equality(group, total, over="+".join(fine))

    def _equality(self, parts: list[int], total: int, *, over: str) -> None:
        rest = self.values[total] - sum(self.values[part] for part in parts)
        if rest < 0:
            self.untied.append((self.names[parts[0]], self.names[total]))
            return
        terms = [(part, 1) for part in parts] + [(total, -1)]
        if rest > 0:
            name = (*self.names[total], ("remainder beside", f"{over} {len(self.values)}"))
            terms.append((self._add(name, rest, Kind.REMAINDER), 1))
        row, column, factor = self.entries
        for cell, sign in terms:
            row.append(self.equalities)
            column.append(cell)
            factor.append(sign)
        self.equalities += 1
