"""A workbook as an Excel file: each table a real table object, written by XlsxWriter and then put in normal form."""

import datetime as dt
from importlib.util import find_spec
from pathlib import Path
from textwrap import shorten
from typing import Any

from verity.exhibits.theme import INK, PALETTE
from verity.model.errors import PublishError
from verity.report.archive import normalised
from verity.report.spreadsheets.workbook import (
    HEIGHTS,
    PROSE_WIDTH,
    Entry,
    Line,
    NumberForm,
    Role,
    Sheet,
    Table,
    Workbook,
    height_of,
)
from verity.report.xml_text import storable

FONT = {"font_name": "Arial", "font_size": 11, "font_color": INK, "valign": "top"}
LINES = {
    Role.TITLE: {"bold": True, "font_size": 15, "font_color": PALETTE[0]},
    Role.HEADING: {"bold": True, "font_size": 13, "font_color": PALETTE[0], "valign": "bottom"},
    Role.MARKING: {"bold": True, "font_color": PALETTE[2]},
    Role.TEXT: {},
}
LINK = {"font_color": PALETTE[0], "underline": 1}
HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "bottom_color": PALETTE[0]}
A4 = 9
LONGEST_TITLE = 100
"""Letters of a title at the foot of a page: Excel allows a foot 255, commands included."""


class _Formats:
    """Formats of one file, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - a class of an optional package
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **properties: object) -> Any:  # noqa: ANN401 - a class of an optional package
        whole = {**FONT, **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(whole)
        return self._made[key]


def can_write_workbooks() -> bool:
    """Whether the extra `office` is installed."""
    return find_spec("xlsxwriter") is not None


def write_xlsx(book: Workbook, path: Path, *, created: dt.date) -> None:
    """Write a workbook as an Excel file.

    Raises
    ------
    PublishError
        The extra that writes them is not installed.
    """
    try:
        import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an optional extra, without type hints
    except ImportError as error:
        raise PublishError(
            "Excel files cannot be written", where=str(path), expected="the extra `office`", found="not installed",
            do_this="install Verity with its extra `office`; the OpenDocument file holds the same tables",
        ) from error  # fmt: skip
    with xlsxwriter.Workbook(str(path), {"strings_to_urls": False}) as file:
        file.set_properties(
            {
                "title": storable(book.title), "subject": storable(book.subject), "author": storable(book.author),
                "keywords": storable(book.marking),
                "created": dt.datetime.combine(created, dt.time(), tzinfo=dt.UTC),
            }
        )  # fmt: skip
        formats = _Formats(file)
        for sheet in book.sheets:
            _write_sheet(file.add_worksheet(sheet.name), sheet, book, formats)
    normalised(path)


def _write_sheet(page: Any, sheet: Sheet, book: Workbook, formats: _Formats) -> None:  # noqa: ANN401 - as above
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.set_header("&C" + _plain(book.marking))
    page.set_footer(f"&C{_plain(shorten(book.title, LONGEST_TITLE, placeholder='…'))} · &A · Page &P of &N")
    if sheet.table is None:
        page.set_column(0, 0, PROSE_WIDTH)
    for row, line in enumerate(sheet.lines):
        _write_line(page, row, line, formats, wrap=sheet.table is None)
    if sheet.table is not None:
        _write_table(page, sheet.header_row, sheet.table, formats)


def _plain(text: str) -> str:
    """Return text in which an ampersand is no command."""
    return storable(text).replace("&", "&&")


def _write_line(page: Any, row: int, line: Line, formats: _Formats, *, wrap: bool) -> None:  # noqa: ANN401 - as above
    look = {**LINES[line.role], **({"text_wrap": True} if wrap else {})}
    page.set_row(row, HEIGHTS.get(line.role) or height_of([line.text] if wrap else [], [PROSE_WIDTH] if wrap else []))
    if line.link:
        page.write_url(row, 0, _address(line.link), formats.of(**look, **LINK), storable(line.text))
    else:
        page.write_string(row, 0, storable(line.text), formats.of(**look))


def _address(link: str) -> str:
    return link if ":" in link else f"internal:'{link}'!A1"


def _write_table(page: Any, top: int, table: Table, formats: _Formats) -> None:  # noqa: ANN401 - as above
    heads = [
        {"header": storable(column.heading), "header_format": formats.of(**HEAD, **_aligned(place, end=column.numbers))}
        for place, column in enumerate(table.columns)
    ]
    page.add_table(
        top, 0, top + len(table.rows), len(table.columns) - 1,
        {
            "name": table.name, "columns": heads, "autofilter": False, "style": None,
            "description": storable(table.about),
        },
    )  # fmt: skip
    page.repeat_rows(top)
    widths = [column.width for column in table.columns]
    page.set_row(top, height_of([column.heading for column in table.columns], widths, bold=True))
    for place, column in enumerate(table.columns):
        page.set_column(place, place, column.width)
    for row, entries in enumerate(table.rows, start=top + 1):
        page.set_row(row, height_of([entry.shown for entry in entries], widths))
        for place, (entry, column) in enumerate(zip(entries, table.columns, strict=True)):
            _write_entry(page, (row, place), entry, formats, _aligned(place, end=column.numbers))


def _write_entry(page: Any, at: tuple[int, int], entry: Entry, formats: _Formats, aligned: dict[str, object]) -> None:  # noqa: ANN401 - as above
    if entry.link:
        page.write_url(*at, _address(entry.link), formats.of(**aligned, **LINK), str(entry.value))
    elif isinstance(entry.value, str):
        page.write_string(*at, storable(entry.value), formats.of(**aligned, text_wrap=True))
    else:
        code = number_code(entry.form or NumberForm())
        page.write_number(*at, entry.value, formats.of(**aligned, num_format=code))


def _aligned(place: int, *, end: bool) -> dict[str, object]:
    """Return where the content of a column's cells stands: columns do not touch."""
    return {"align": "right" if end else "left", "indent": 1 if place else 0}


def number_code(form: NumberForm) -> str:
    """Return a form as Excel writes it.

    Examples
    --------
    >>> number_code(NumberForm()), number_code(NumberForm(decimals=1))
    ('#,##0', '[=0]0;[<0.05]"<0.1";#,##0.0')
    """
    if not form.grouped:
        return "0"
    whole = "#,##0" + (f".{'0' * form.decimals}" if form.decimals else "")
    if form.signed or form.negative:
        return f"{'+' if form.signed else ''}{whole};−{whole};0"
    return f'[=0]0;[<{form.half}]"<{form.smallest}";{whole}' if form.decimals else whole
