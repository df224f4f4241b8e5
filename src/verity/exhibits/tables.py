"""Released frames into the tables behind exhibits: which columns, in which form, with which states.

Knows how a row of a release says that a cell is not shown; does not decide what may be shown.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from verity.exhibits.cells import Form, cell
from verity.exhibits.exhibit import Align, Cell, ExhibitTable, TableColumn
from verity.model.releases import CellState

STATE = "state"


@dataclass(frozen=True, kw_only=True)
class ColumnSpec:
    """One column wanted: where it comes from, its heading, its form.

    Parameters
    ----------
    column : str
        Column of the frame.
    heading : str
        What readers see.
    form : Form
    decimals : int
        Decimals shown; counts and words have none.
    name : str
        Machine name in files; the column's own by default.
    missing : CellState
        What a missing value of a row that is shown means here.
    """

    column: str
    heading: str
    form: Form
    decimals: int = 1
    name: str = ""
    missing: CellState = CellState.NOT_AVAILABLE

    @property
    def table_column(self) -> TableColumn:
        """The column of the table."""
        align = Align.WORDS if self.form is Form.WORDS else Align.NUMBERS
        return TableColumn(self.name or slug(self.column), self.heading, align)


def words(column: str, heading: str, *, name: str = "") -> ColumnSpec:
    """Ask for a column of words, codes or years."""
    return ColumnSpec(column=column, heading=heading, form=Form.WORDS, name=name)


def counts(column: str, heading: str, *, name: str = "") -> ColumnSpec:
    """Ask for a column of whole numbers."""
    return ColumnSpec(column=column, heading=heading, form=Form.COUNT, name=name)


def shares(column: str, heading: str, *, name: str = "", missing: CellState = CellState.NOT_AVAILABLE) -> ColumnSpec:
    """Ask for a column of percentages, one decimal."""
    return ColumnSpec(column=column, heading=heading, form=Form.SHARE, name=name, missing=missing)


def rates(column: str, heading: str, *, name: str = "", missing: CellState = CellState.NOT_AVAILABLE) -> ColumnSpec:
    """Ask for a column of rates, one decimal."""
    return ColumnSpec(column=column, heading=heading, form=Form.RATE, name=name, missing=missing)


def values(column: str, heading: str, *, decimals: int = 1, name: str = "") -> ColumnSpec:
    """Ask for a column of other numbers."""
    return ColumnSpec(column=column, heading=heading, form=Form.VALUE, decimals=decimals, name=name)


def changes(column: str, heading: str, *, decimals: int = 1, name: str = "") -> ColumnSpec:
    """Ask for a column of signed changes; the first value of a series has none."""
    return ColumnSpec(
        column=column, heading=heading, form=Form.CHANGE, decimals=decimals, name=name, missing=CellState.NOT_APPLICABLE
    )


def exhibit_table(frame: pd.DataFrame, columns: Sequence[ColumnSpec], *, header_columns: int = 1) -> ExhibitTable:
    """Return the table of a frame, one row per row.

    Parameters
    ----------
    frame : pd.DataFrame
        Rows in the order to be shown; `state`, where there is one, holds for every number of its row.
    columns : Sequence[ColumnSpec]
    header_columns : int
        Leading columns that head a row.
    """
    rows = tuple(tuple(_cell_of(row, spec) for spec in columns) for row in frame.to_dict("records"))
    return ExhibitTable(columns=tuple(spec.table_column for spec in columns), rows=rows, header_columns=header_columns)


def _cell_of(row: Mapping[Hashable, object], spec: ColumnSpec) -> Cell:
    value = row[spec.column]
    if spec.form is Form.WORDS:
        return cell(value, Form.WORDS)
    state = CellState(str(row[STATE])) if STATE in row and isinstance(row[STATE], str) else None
    made = cell(value, spec.form, decimals=spec.decimals, state=state)
    told_by_row = state is not None and state not in (CellState.SHOWN, CellState.ROUNDED)
    if made.value is None and not told_by_row:
        return Cell(None, str(spec.missing), spec.missing)
    return made


def pivot_table(
    frame: pd.DataFrame,
    *,
    rows: Sequence[tuple[str, str]],
    columns: str,
    value: str,
    name: str = "",
    form: Form | None = None,
    decimals: int = 1,
) -> ExhibitTable:
    """Return a table with one column per value of a breakdown, rows and columns in order of appearance.

    Parameters
    ----------
    frame : pd.DataFrame
        One row per combination; a combination without a row is not available.
    rows : Sequence[tuple[str, str]]
        Column and heading of what heads each row.
    columns : str
        Breakdown that becomes columns.
    value : str
    name : str
        Unit that ends each machine name, `residents` or `share_pct`; the value's own name by default.
    form : Form, optional
        How values are written; told from the name by default.
    decimals : int

    Raises
    ------
    ValueError
        When two rows of the frame claim one cell.
    """
    heads = [column for column, _ in rows]
    if frame.duplicated([*heads, columns]).any():
        raise ValueError(f"more than one row per cell of {', '.join([*heads, columns])}")
    unit = name or value
    chosen = form or form_of(unit)
    across = [str(one) for one in frame[columns].drop_duplicates()]
    found = {
        (*(str(row[head]) for head in heads), str(row[columns])): _cell_of(
            row, ColumnSpec(column=value, heading="", form=chosen, decimals=decimals)
        )
        for row in frame.to_dict("records")
    }
    absent = cell(None, chosen)
    body = tuple(
        (
            *(cell(row[head], Form.WORDS) for head in heads),
            *(found.get((*(str(row[head]) for head in heads), one), absent) for one in across),
        )
        for row in frame[heads].drop_duplicates().to_dict("records")
    )
    header = tuple(TableColumn(slug(column), heading, Align.WORDS) for column, heading in rows)
    numbers = tuple(TableColumn(f"{slug(one)}_{unit}", one) for one in across)
    return ExhibitTable(columns=header + numbers, rows=body, header_columns=len(heads))


def form_of(name: str) -> Form:
    """Return the form that a machine name announces.

    Examples
    --------
    >>> [str(form_of(name)) for name in ("share_pct", "change_pct", "rate_per_1000", "residents")]
    ['share', 'change', 'rate', 'count']
    """
    if "change" in name:
        return Form.CHANGE
    if name.endswith("_pct"):
        return Form.SHARE
    if name.startswith("rate") or "_per_" in name:
        return Form.RATE
    return Form.VALUE if name == "value" else Form.COUNT


def slug(text: str) -> str:
    """Return a machine name: lower case, words joined by underscores.

    Examples
    --------
    >>> slug("Central Testshire, females")
    'central_testshire_females'
    """
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "value"
