"""A workbook as an OpenDocument spreadsheet: each table a database range with a header row."""

import datetime as dt
from pathlib import Path

from verity.report.archive import write_archive
from verity.report.spreadsheets.looks import NAMESPACES, Looks, page_styles
from verity.report.spreadsheets.workbook import PROSE_WIDTH, Column, Entry, Line, Sheet, Table, Workbook
from verity.report.xml_text import DECLARATION, safe

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
PARTS = ("content.xml", "meta.xml", "styles.xml")


def write_ods(book: Workbook, path: Path, *, created: dt.date) -> None:
    """Write a workbook as an OpenDocument spreadsheet."""
    parts = {
        "mimetype": MIMETYPE,
        "META-INF/manifest.xml": _manifest(),
        "content.xml": content_xml(book),
        "meta.xml": _meta(book, created),
        "styles.xml": page_styles(book.title, book.marking),
    }
    write_archive(path, {name: part.encode() for name, part in parts.items()})


def content_xml(book: Workbook) -> str:
    """Return the part that holds the sheets."""
    looks = Looks()
    sheets = "".join(_sheet(sheet, looks) for sheet in book.sheets)
    ranges = "".join(_range(sheet, sheet.table) for sheet in book.sheets if sheet.table is not None)
    return (
        f"{DECLARATION}<office:document-content {NAMESPACES}><office:automatic-styles>{looks.xml()}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{sheets}"
        f"<table:database-ranges>{ranges}</table:database-ranges></office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def column_letters(place: int) -> str:
    """Return the letters of a column counted from zero.

    Examples
    --------
    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    place += 1
    while place:
        place, one = divmod(place - 1, 26)
        letters = chr(65 + one) + letters
    return letters


def _range(sheet: Sheet, table: Table) -> str:
    first, last = sheet.header_row + 1, sheet.header_row + 1 + len(table.rows)
    area = f"{sheet.name}.A{first}:{sheet.name}.{column_letters(len(table.columns) - 1)}{last}"
    return (
        f'<table:database-range table:name="{table.name}" table:target-range-address="{area}" '
        'table:contains-header="true" table:display-filter-buttons="false"/>'
    )


def _sheet(sheet: Sheet, looks: Looks) -> str:
    columns = sheet.table.columns if sheet.table else (Column(heading="", width=PROSE_WIDTH),)
    widths = "".join(f'<table:table-column table:style-name="{looks.column(one.width)}"/>' for one in columns)
    lines = "".join(
        _row(_line(line, looks, wrap=sheet.table is None), Looks.TALL.get(line.role, Looks.ROW)) for line in sheet.lines
    )
    described = f"<table:title>{safe(sheet.table.about)}</table:title>" if sheet.table else ""
    body = _table(sheet.table, looks) if sheet.table else ""
    return (
        f'<table:table table:name="{sheet.name}" table:style-name="{looks.SHEET}">{described}'
        f"{widths}{lines}{body}</table:table>"
    )


def _table(table: Table, looks: Looks) -> str:
    ends = [column.numbers for column in table.columns]
    heads = [
        _words(column.heading, looks.head(end=column.numbers, apart=place > 0))
        for place, column in enumerate(table.columns)
    ]
    rows = [
        _row("".join(_entry(one, looks, end=ends[place], apart=place > 0) for place, one in enumerate(row)))
        for row in table.rows
    ]
    return f"<table:table-header-rows>{_row(''.join(heads))}</table:table-header-rows>{''.join(rows)}"


def _row(cells: str, style: str = Looks.ROW) -> str:
    return f'<table:table-row table:style-name="{style}">{cells}</table:table-row>'


def _line(line: Line, looks: Looks, *, wrap: bool) -> str:
    return _words(line.text, looks.line(line.role, wrap=wrap, link=bool(line.link)), link=line.link)


def _entry(entry: Entry, looks: Looks, *, end: bool, apart: bool) -> str:
    if isinstance(entry.value, str):
        return _words(entry.value, looks.link() if entry.link else looks.words(end=end, apart=apart), link=entry.link)
    style = looks.number(entry.form, end=end, apart=apart)
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="{entry.value!r}">'
        f"<text:p>{safe(entry.shown)}</text:p></table:table-cell>"
    )


def _words(text: str, style: str, *, link: str = "") -> str:
    inside = safe(text)
    if link:
        address = link if ":" in link else f"#{link}.A1"
        inside = f'<text:a xlink:type="simple" xlink:href="{safe(address)}">{inside}</text:a>'
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string"><text:p>{inside}</text:p>'
        "</table:table-cell>"
    )


def _meta(book: Workbook, created: dt.date) -> str:
    when = f"{created.isoformat()}T00:00:00"
    return (
        f"{DECLARATION}<office:document-meta {NAMESPACES}><office:meta><meta:generator>Verity</meta:generator>"
        f"<dc:title>{safe(book.title)}</dc:title><dc:subject>{safe(book.subject)}</dc:subject>"
        f"<meta:keyword>{safe(book.marking)}</meta:keyword><meta:initial-creator>{safe(book.author)}"
        f"</meta:initial-creator><meta:creation-date>{when}</meta:creation-date><dc:date>{when}</dc:date>"
        "<dc:language>en-GB</dc:language></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    kind = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entries = [("/", MIMETYPE), *((part, "text/xml") for part in PARTS)]
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>' for path, media in entries
    )
    return (
        f'{DECLARATION}<manifest:manifest xmlns:manifest="{kind}" manifest:version="1.2">{listed}</manifest:manifest>'
    )
