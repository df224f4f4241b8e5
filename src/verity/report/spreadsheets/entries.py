"""The table of an exhibit as the table of a sheet: numbers as numbers, shorthand where there is none."""

import re
from collections import Counter
from collections.abc import Sequence

from verity.exhibits.cells import MINUS, SYMBOLS
from verity.exhibits.exhibit import Align, Cell, Exhibit, TableColumn
from verity.model.releases import CellState
from verity.report.spreadsheets.workbook import Column, Entry, NumberForm, Table

NARROWEST, WIDEST = 11, 42
ROOM = 4
"""Letters that bold type and the edge of a number need beside the words."""
NONE = "none"
"""Stands in the first column of a table without rows: a table must have one."""
_DECIMALS = re.compile(r"\.(\d+)$")


def table_of(exhibit: Exhibit, name: str) -> Table:
    """Return an exhibit's table, named as its sheet is."""
    table = exhibit.table
    across = [[row[place] for row in table.rows] for place in range(len(table.columns))]
    entries = [column_entries(cells) for cells in across]
    rows = tuple(zip(*entries, strict=True)) if table.rows else (_no_rows(len(table.columns)),)
    headings = distinct_headings(table.columns)
    columns = tuple(
        Column(heading=heading, width=_width(heading, cells), numbers=column.align is Align.NUMBERS)
        for heading, column, cells in zip(headings, table.columns, across, strict=True)
    )
    return Table(name=name, columns=columns, rows=rows, about=exhibit.title)


def distinct_headings(columns: Sequence[TableColumn]) -> list[str]:
    """Return headings, none empty and no two alike, capitals aside: a table cannot have two columns of one name."""
    headings = [column.heading or column.name for column in columns]
    times = Counter(heading.casefold() for heading in headings)
    return [
        heading if times[heading.casefold()] == 1 else f"{heading} ({column.name})"
        for heading, column in zip(headings, columns, strict=True)
    ]


def column_entries(cells: Sequence[Cell]) -> list[Entry]:
    """Return the entries of a column, its numbers in one form."""
    form = column_form(cells)
    return [_entry(cell, form) for cell in cells]


def column_form(cells: Sequence[Cell]) -> NumberForm:
    """Return the form of a column's numbers, read from the words that the report shows for them."""
    texts = [cell.text for cell in cells if isinstance(cell.value, int | float)]
    found = [_DECIMALS.search(text) for text in texts]
    return NumberForm(
        decimals=max((len(one[1]) for one in found if one), default=0),
        signed=any(text.startswith("+") for text in texts),
        negative=any(text.startswith(MINUS) for text in texts),
    )


def _entry(cell: Cell, form: NumberForm) -> Entry:
    if cell.value is None or cell.value == "":
        symbol = SYMBOLS.get(cell.state, SYMBOLS[CellState.NOT_APPLICABLE])
        return Entry(symbol, symbol)
    if isinstance(cell.value, str):
        return Entry(cell.value, cell.text)
    if isinstance(cell.value, int):
        grouped = abs(cell.value) < 1000 or "," in cell.text
        return Entry(cell.value, cell.text, NumberForm(signed=form.signed, negative=form.negative, grouped=grouped))
    return Entry(cell.value, cell.text, form)


def _no_rows(columns: int) -> tuple[Entry, ...]:
    symbol = SYMBOLS[CellState.NOT_APPLICABLE]
    return (Entry(NONE, NONE), *(Entry(symbol, symbol) for _ in range(columns - 1)))


def _width(heading: str, cells: Sequence[Cell]) -> int:
    """Return a width in letters: every word of the heading whole, long cells on several lines."""
    longest = max((len(word) for word in heading.split()), default=0) + ROOM
    texts = max((len(cell.text) for cell in cells), default=0) + ROOM
    return min(WIDEST, max(NARROWEST, longest, texts, len(heading) // 3))
