"""The tables of an edition as each of its formats holds them: number of the exhibit → rows of cells, heads left out.

Numbers are read back as numbers where the format keeps them so, else as the words that a reader sees.
"""

import csv
import io
import json
import re
import zipfile

import pytest

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE = URN % "table", URN % "office"
RUNNING = re.compile(r"[^\n]*Needs\s+Assessment\s+of\s+violence:.{0,300}?synthetic\s", re.DOTALL)
SYMBOLS = {"suppressed": "[c]", "not available": "[x]", "not applicable": "[z]", "": "[z]"}
NO_ROWS = "none"
NUMBER = re.compile(r"(?<![\w.])[+\N{MINUS SIGN}<]?\d[\d,]*(?:\.\d+)?")


def exhibits_of(site):
    """Return the entries of the exhibits."""
    return json.loads((site / "exhibits.json").read_text("utf-8"))["exhibits"]


def file_rows(site, entry):
    """Return the rows of an exhibit's CSV: floats, words, and the symbol of a cell without a number."""
    with (site / entry["data"]).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = []
    for row in rows:
        states = dict(one.split(": ") for one in (row.pop("state", "") or "").split("; ") if one)
        told.append([value or SYMBOLS.get(states.get(name), "[z]") for name, value in row.items()])
    return [[plain(cell) for cell in row] for row in told]


def plain(cell):
    """Return a cell as a float where it is a number, else its words, those for no number as their symbol."""
    try:
        return round(float(cell), 6)
    except ValueError:
        words = " ".join(cell.split())
        return SYMBOLS.get(words, words)


def site_tables(site):
    """Return exhibit id → (values, words) of the table on its page."""
    html = pytest.importorskip("lxml.html", reason="pages are read back with lxml")
    found = {}
    for page in sorted(site.glob("*.html")):
        for figure in html.parse(str(page)).iterfind(".//figure[@class='exhibit']"):
            body = figure.find(".//tbody")
            if body is not None:
                cells = [row.xpath("th|td") for row in body.iterfind("tr")]
                words = [[" ".join(one.text_content().split()) for one in row] for row in cells]
                values = [[_value(one) for one in row] for row in cells]
                found[figure.get("id")] = (values, words)
    return found


def _value(cell):
    text = " ".join(cell.text_content().split())
    return plain(cell.get("data-value") or text)


def word_tables(site):
    """Return number of the exhibit → the words of its table's rows."""
    with zipfile.ZipFile(next(site.glob("assessment*.docx"))) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    found = {}
    for table in root.iter(f"{W}tbl"):
        caption = table.find(f"{W}tblPr/{W}tblCaption")
        title = re.match(r"((?:Table|Figure) \d+)\. ", caption.get(f"{W}val")) if caption is not None else None
        if title:
            rows = [[_word_text(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
            found[title[1]] = rows[1:]
    return found


def word_text(site):
    """Return all words of the Word file's body."""
    with zipfile.ZipFile(next(site.glob("assessment*.docx"))) as archive:
        return _word_text(etree.fromstring(archive.read("word/document.xml")))


def _word_text(element):
    return " ".join("".join(one.text or "" for one in element.iter(f"{W}t")).split())


def ods_tables(site):
    """Return number of the exhibit → the values of its sheet's table."""
    with zipfile.ZipFile(next(site.glob("tables*.ods"))) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    return {name: rows for name, rows in map(_ods_sheet, root.iter(f"{TABLE}table")) if " " in name}


def _ods_sheet(sheet):
    rows = [[_ods_cell(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in sheet.iter(f"{TABLE}table-row")]
    return sheet.get(f"{TABLE}name").replace("_", " "), _below_heading(rows)


def _ods_cell(cell):
    number = cell.get(f"{OFFICE}value")
    return plain(number if number is not None else " ".join("".join(cell.itertext()).split()))


def xlsx_tables(site):
    """Return number of the exhibit → the values of its sheet's table."""
    with zipfile.ZipFile(next(site.glob("tables*.xlsx"))) as archive:
        shared = ["".join(one.itertext()) for one in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
        sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{S}sheet")
        found = {}
        for place, sheet in enumerate(sheets, start=1):
            stream = io.BytesIO(archive.read(f"xl/worksheets/sheet{place}.xml"))
            rows = [[_xlsx_cell(cell, shared) for cell in row] for row in etree.parse(stream).iter(f"{S}row")]
            found[sheet.get("name").replace("_", " ")] = _below_heading(rows)
    return {name: rows for name, rows in found.items() if " " in name}


def _xlsx_cell(cell, shared):
    value = cell.findtext(f"{S}v") or ""
    return plain(shared[int(value)] if cell.get("t") == "s" else value)


def _below_heading(rows):
    """Return the rows of a sheet's one table: those under its line of headings, lines above being of one cell."""
    wide = [row for row in rows if len([cell for cell in row if cell != "[z]"]) > 1 or row[:1] == [NO_ROWS]]
    return [row for row in wide[1:] if row[0] != NO_ROWS]


def pdf_text(site):
    """Return the text of the PDF without the lines that run over every page."""
    pypdf = pytest.importorskip("pypdf", reason="the PDF is read back with pypdf")
    pages = [page.extract_text() for page in pypdf.PdfReader(next(site.glob("assessment*.pdf"))).pages]
    bodies = [re.sub(r"(?m)^.*Page \d+ of \d+.*$", "", page) for page in pages]
    return "\n".join(RUNNING.sub("", body) for body in bodies)


def numbers_in(text):
    """Return the numbers of a text as they stand, separators of thousands left out.

    Examples
    --------
    >>> numbers_in("1,204 people, 7.5%; E06990001")
    ['1204', '7.5']
    """
    return [one.replace(",", "") for one in NUMBER.findall(text)]
