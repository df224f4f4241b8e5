"""Tables in the PDF: a long one says what it leaves out, what every row says is said once, widths fit the page."""

import pytest

from verity.exhibits.exhibit import Align, Cell, Exhibit, ExhibitTable, Kind, TableColumn
from verity.model.releases import CellState
from verity.report.document.blocks import Display
from verity.report.pdf.drawings import for_print
from verity.report.pdf.measuring import GUTTER, SIDEWAYS, UPRIGHT, fit
from verity.report.pdf.tables import FIRST, LONGEST, printed_table, said_once

WORDS, NUMBERS = Align.WORDS, Align.NUMBERS


def table_of(rows, aligns):
    columns = tuple(TableColumn(f"c{n}", f"Column {n}", align) for n, align in enumerate(aligns))
    cells = tuple(tuple(c if isinstance(c, Cell) else Cell(c, c) for c in row) for row in rows)
    return ExhibitTable(columns=columns, rows=cells)


def display_of(rows, aligns, *, chart=None):
    one = Exhibit(
        id="e", kind=Kind.TABLE, title="T", subtitle="S", table=table_of(rows, aligns), alt_text="A", source_line="L",
        chart=chart,
    )  # fmt: skip
    return Display(exhibit=one, number="Table 4", data="data/e.csv")


def numbered(count):
    return [[f"Area {n}", str(n)] for n in range(count)]


@pytest.mark.parametrize(
    ("rows", "chart", "printed"),
    [(LONGEST, None, LONGEST), (LONGEST + 1, None, FIRST), (LONGEST, {"mark": "bar"}, LONGEST),
     (LONGEST + 1, {"mark": "bar"}, 0)],
)  # fmt: skip
def test_a_long_table_is_cut_and_says_so_with_the_name_of_its_file(rows, chart, printed):
    made = printed_table(display_of(numbered(rows), (WORDS, NUMBERS), chart=chart))
    assert len(made["rows"]) == printed
    assert bool(made["rest"]) == (printed < rows)
    if printed < rows:
        assert "data/e.csv" in made["rest"]
        assert f"{rows:,} rows" in made["rest"]


def test_a_table_without_rows_says_so():
    assert printed_table(display_of([], (WORDS, NUMBERS)))["rest"] == "The table has no rows."


def test_what_every_row_says_is_said_once_above_the_table():
    none = Cell(None, "not applicable", CellState.NOT_APPLICABLE)
    rows = [["a", "1", "Byar"], ["b", "2", "Byar"], ["c", "3", none]]
    made = printed_table(display_of(rows, (WORDS, NUMBERS, WORDS)))
    assert made["headings"] == ["Column 0", "Column 1"]
    assert made["same"] == "In every row with a number – Column 2: Byar."


@pytest.mark.parametrize(
    "rows",
    [
        [["a", "1", "Byar"], ["b", "2", "Byar"]],  # too few to gain by it
        [["a", "1", "Byar"], ["b", "2", "exact"], ["c", "3", "Byar"]],
    ],
)
def test_a_column_that_differs_or_is_short_stays(rows):
    assert said_once(table_of(rows, (WORDS, NUMBERS, WORDS))) == ()


def test_numbers_and_the_first_column_stay_though_they_are_the_same():
    assert said_once(table_of([["a", "1"]] * 5, (WORDS, NUMBERS))) == ()


def test_every_table_fits_its_page():
    for columns in range(1, 16):
        one = fit(["Heading words"] * columns, [["1,234.5"] * 30] * columns, [True] * columns)
        room = SIDEWAYS if one.sideways else UPRIGHT
        assert sum(one.widths) * one.abreast + GUTTER * (one.abreast - 1) <= room + 0.1, columns


def test_a_long_narrow_table_stands_beside_itself_and_a_short_one_does_not():
    assert fit(["Month", "Count"], [["2023-01"] * 60, ["1,204"] * 60], [False, True]).abreast > 1
    assert fit(["Month", "Count"], [["2023-01"] * 6, ["1,204"] * 6], [False, True]).abreast == 1


def test_a_picture_for_print_keeps_its_hatches_and_words():
    svg = '<svg viewBox="0 0 2 1"><title>T</title><path fill="url(#h)" d="M1.2345,2L3,4.56"/><text>12.345</text></svg>'
    assert for_print(svg) == '<svg viewBox="0 0 2 1"><path fill="url(#h)" d="M1.2,2L3,4.5"/><text>12.345</text></svg>'
