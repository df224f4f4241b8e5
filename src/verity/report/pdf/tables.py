"""Tables as they are printed: which rows and columns stand in print, how each is set, and where the rest is."""

import re
from collections.abc import Sequence
from typing import Any

from verity.exhibits.exhibit import Align, Cell, ExhibitTable
from verity.model.releases import CellState
from verity.report.document.blocks import Display, Grid
from verity.report.pdf.measuring import fit

LONGEST = 60
"""Rows that a table in print may have; a longer one stands in its file."""
FIRST = 40
"""Rows printed of a longer table that has no picture to stand for it."""
ENOUGH_TO_SAY_ONCE = 3
"""Rows from which a column of words that says the same in each is said once, above the table."""
NUMBER = re.compile(r"^[<+\N{MINUS SIGN}-]?[\d,]+(\.\d+)?%?$")

Data = dict[str, Any]


def printed_rows(display: Display) -> int:
    """Return how many rows of an exhibit's table stand in print, from the top.

    All of at most 60. Of a longer table none where a picture shows it, and the first 40 where none does.
    """
    rows = len(display.exhibit.table.rows)
    if rows <= LONGEST:
        return rows
    return 0 if display.exhibit.chart is not None else FIRST


def printed_table(display: Display) -> Data:
    """Return an exhibit's table as the template sets it, with the sentence that says where the rest is."""
    table = display.exhibit.table
    once = said_once(table)
    kept = [place for place in range(len(table.columns)) if place not in once]
    shown = [[row[place] for place in kept] for row in table.rows[: printed_rows(display)]]
    texts = [[row[place].text for row in shown] for place in range(len(kept))]
    headings = [table.columns[place].heading for place in kept]
    numeric = [table.columns[place].align is Align.NUMBERS for place in kept]
    rows = [[{"text": cell.text, "quiet": _absent(cell.state)} for cell in row] for row in shown]
    return {
        **_laid_out(headings, numeric, texts), "rows": rows, "rest": _rest(display, len(shown)),
        "same": _same(table, once) if shown else "",
    }  # fmt: skip


def said_once(table: ExhibitTable) -> tuple[int, ...]:
    """Return the columns of words, but never the first, that say one thing in every row where they say anything."""
    if len(table.rows) < ENOUGH_TO_SAY_ONCE:
        return ()
    return tuple(
        place
        for place, column in enumerate(table.columns)
        if place and column.align is Align.WORDS and len(_texts(table, place)) == 1
    )


def _texts(table: ExhibitTable, place: int) -> list[str]:
    """Return the different texts of a column, cells with none or that say why nothing is there left out."""
    return list(dict.fromkeys(row[place].text for row in table.rows if _says(row[place])))


def _says(cell: Cell) -> bool:
    return bool(cell.text) and not _absent(cell.state)


def _same(table: ExhibitTable, once: Sequence[int]) -> str:
    """Return the sentence that says what the columns said once say; empty where there are none."""
    if not once:
        return ""
    everywhere = all(_says(row[place]) for row in table.rows for place in once)
    rows = "In every row" if everywhere else "In every row with a number"
    return f"{rows} – {'; '.join(f'{table.columns[place].heading}: {_texts(table, place)[0]}' for place in once)}."


def grid_table(grid: Grid) -> Data:
    """Return a plain table of words as the template sets it; a column of numbers stands at the right."""
    texts = [[row[place] for row in grid.rows] for place in range(len(grid.header))]
    numeric = [bool(column) and all(NUMBER.match(text) for text in column) for column in texts]
    return {
        **_laid_out(grid.header, numeric, texts), "rest": "", "same": "",
        "rows": [[{"text": text, "quiet": False} for text in row] for row in grid.rows],
    }  # fmt: skip


def _laid_out(headings: Sequence[str], numeric: Sequence[bool], texts: Sequence[Sequence[str]]) -> Data:
    fitted = fit(headings, texts, numeric)
    return {
        "headings": list(headings), "numeric": list(numeric), "widths": list(fitted.widths), "size": fitted.size,
        "sideways": fitted.sideways, "abreast": fitted.abreast,
    }  # fmt: skip


def _absent(state: CellState) -> bool:
    return state not in (CellState.SHOWN, CellState.ROUNDED)


def _rest(display: Display, shown: int) -> str:
    """Return the sentence that says what is not printed and where it is; empty where all of it is."""
    rows, file = len(display.exhibit.table.rows), display.data
    where = f"in the file {file} that comes with this report" if file else "in the files that come with this report"
    if not rows:
        return "The table has no rows."
    if shown == rows:
        return ""
    if not shown:
        return f"The table behind {display.number} has {rows:,} rows, too many to print: it is {where}."
    return f"The first {shown} of {rows:,} rows. All of them are {where}."
