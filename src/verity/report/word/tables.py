"""Tables of the Word file: plain cells that can be edited, heads repeated on every page, nothing merged."""

from collections.abc import Sequence

from verity.exhibits.exhibit import Align, Exhibit
from verity.model.releases import CellState
from verity.report.document.blocks import Grid
from verity.report.word.markup import paragraph, run
from verity.report.word.styles import SMALL, TABLE
from verity.report.word.widths import SHORT, Fit, fit
from verity.report.xml_text import safe

PLAIN = (CellState.SHOWN, CellState.ROUNDED)


def exhibit_fit(exhibit: Exhibit) -> Fit:
    """Return how an exhibit's table is set."""
    table = exhibit.table
    return fit([column.heading for column in table.columns], [[cell.text for cell in row] for row in table.rows])


def exhibit_table_xml(exhibit: Exhibit, number: str, chosen: Fit) -> str:
    """Return the table behind an exhibit, every cell as readers see it."""
    table = exhibit.table
    ends = [column.align is Align.NUMBERS for column in table.columns]
    together = len(table.rows) <= SHORT  # on one page
    rows = [
        _row(
            [(cell.text, "" if cell.state in PLAIN else "NotShown") for cell in row], chosen, ends,
            keep=together and place < len(table.rows) - 1,
        )
        for place, row in enumerate(table.rows)
    ]  # fmt: skip
    head = _header([column.heading for column in table.columns], chosen, ends)
    return _table([head, *rows], chosen, f"{number}. {exhibit.title}", exhibit.subtitle)


def grid_xml(grid: Grid) -> str:
    """Return a plain table of words."""
    chosen = fit(grid.header, grid.rows)
    ends = [_numbers([row[place] for row in grid.rows]) for place in range(len(grid.header))]
    rows = [_row([(text, "") for text in row], chosen, ends) for row in grid.rows]
    return _table([_header(grid.header, chosen, ends), *rows], chosen, grid.title, "")


def pairs_xml(pairs: Sequence[tuple[str, str]], title: str) -> str:
    """Return a table of two columns without heads, the first of which names the second."""
    chosen = Fit(widths=(2400, 7200))
    rows = [_row([(name, "Strong"), (words, "")], chosen, [False, False]) for name, words in pairs]
    return _table(rows, chosen, title, "", head=False)


def _numbers(texts: Sequence[str]) -> bool:
    return bool(texts) and all(text.replace(",", "").isdigit() for text in texts)


def _table(rows: Sequence[str], chosen: Fit, title: str, about: str, *, head: bool = True) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in chosen.widths)
    described = f'<w:tblDescription w:val="{safe(about)}"/>' if about else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{TABLE}"/><w:tblW w:w="{sum(chosen.widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{"04A0" if head else "0480"}" w:firstRow="{int(head)}" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{safe(title)}"/>{described}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _header(texts: Sequence[str], chosen: Fit, ends: Sequence[bool]) -> str:
    cells = [
        _cell(text, "", _style("TableHeading", "TableHeadingNumber", chosen, end=end), width)
        for text, end, width in zip(texts, ends, chosen.widths, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _row(cells: Sequence[tuple[str, str]], chosen: Fit, ends: Sequence[bool], *, keep: bool = False) -> str:
    """Return a row; each cell is its text and its character style."""
    made = [
        _cell(text, style, _style("TableText", "TableNumber", chosen, end=end), width, keep=keep)
        for (text, style), end, width in zip(cells, ends, chosen.widths, strict=True)
    ]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(made)}</w:tr>"


def _style(words: str, numbers: str, chosen: Fit, *, end: bool) -> str:
    return (numbers if end else words) + (SMALL if chosen.small else "")


def _cell(text: str, style: str, within: str, width: int, *, keep: bool = False) -> str:
    inside = paragraph(run(text, style=style), within, before="<w:keepNext/>" if keep else "")
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
