"""Workbooks for tests: made from a sample with cells of every form, read back as XML from either format."""

import dataclasses
import datetime as dt
import re
import zipfile
from types import SimpleNamespace

import pytest

from verity.exhibits.cells import Form, cell
from verity.exhibits.exhibit import Align, TableColumn
from verity.model.releases import CellState
from verity.report.spreadsheets.writing import write_workbooks

pytest.importorskip("xlsxwriter", reason="the extra `office` is not installed: spreadsheets are not tested")
pytest.importorskip("odf", reason="the extra `office` is not installed: spreadsheets are not tested")
etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
CREATED = dt.date(2024, 6, 1)
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (URN % one for one in ("table", "office", "text"))
HREF = "{http://www.w3.org/1999/xlink}href"
SHORTHAND = ("[c]", "[x]", "[z]")


def every_form(exhibit):
    """Return an exhibit whose table has cells of every state and form."""
    columns = (
        TableColumn("place", "Place", Align.WORDS), TableColumn("year", "Year", Align.WORDS), TableColumn("n", "Count"),
        TableColumn("rate", "Rate for every 100,000 residents"), TableColumn("change", "Change"),
    )  # fmt: skip
    rows = (
        row("North & <South>", 1204, 0.0123456, -1.25), row("=1+1", 0, 0, 0), row("c", 12, 1234.5, 3.0),
        row("d", None, None, None, CellState.SUPPRESSED), row("e", None, 2.0, None),
    )  # fmt: skip
    return dataclasses.replace(exhibit, table=dataclasses.replace(exhibit.table, columns=columns, rows=rows))


def row(place, n, rate, change, state=None):
    return (
        cell(place, Form.WORDS), cell(2023, Form.WORDS), cell(n, Form.COUNT, state=state),
        cell(rate, Form.RATE, state=state), cell(change, Form.CHANGE, state=state),
    )  # fmt: skip


def with_first(edition, exhibit):
    """Return an edition with another first exhibit."""
    first, *others = edition.chapters
    chapter = dataclasses.replace(first, exhibits=(exhibit, *first.exhibits[1:]))
    return dataclasses.replace(edition, chapters=(chapter, *others))


def sheets_of(edition, folder):
    folder.mkdir()
    ods, xlsx = write_workbooks(edition, folder, created=CREATED)
    return read_ods(ods), read_xlsx(xlsx)


def read_ods(path):
    """Return sheet → its cells, row by row, links, and where its table stands."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    ranges = {
        one.get(f"{TABLE}name"): one.get(f"{TABLE}target-range-address").split(":")
        for one in root.iter(f"{TABLE}database-range")
        if one.get(f"{TABLE}contains-header") == "true"
    }
    found = {}
    for sheet in root.iter(f"{TABLE}table"):
        rows, links = [], {}
        for row in sheet.iter(f"{TABLE}table-row"):
            cells = []
            for one in row:
                number = one.get(f"{OFFICE}value")
                cells.append(float(number) if number is not None else "".join(one.itertext()))
                links |= {(len(rows), len(cells) - 1): a.get(HREF) for a in one.iter(f"{TEXT}a")}
            rows.append(cells)
        name = sheet.get(f"{TABLE}name")
        found[name] = SimpleNamespace(rows=rows, links=links, range=ranges.get(name), element=sheet)
    return found


def read_xlsx(path):
    """Return sheet → its cells, row by row, links, and where its table stands."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    strings = ["".join(one.itertext()) for one in etree.fromstring(parts["xl/sharedStrings.xml"])]
    found = {}
    for place, one in enumerate(etree.fromstring(parts["xl/workbook.xml"]).iter(f"{S}sheet"), start=1):
        name = f"xl/worksheets/sheet{place}.xml"
        root = etree.fromstring(parts[name])
        targets = targets_of(parts, f"xl/worksheets/_rels/sheet{place}.xml.rels")
        cells = {c.get("r"): value_of(c, strings) for c in root.iter(f"{S}c")}
        rows = [[cells.get(c.get("r")) for c in row] for row in root.iter(f"{S}row")]
        links = {where(h.get("ref")): h.get("location") or targets[h.get(f"{R}id")] for h in root.iter(f"{S}hyperlink")}
        tables = [t for t in targets.values() if "/tables/" in t]
        table = etree.fromstring(parts["xl" + tables[0].removeprefix("..")]) if tables else None
        found[one.get("name")] = SimpleNamespace(rows=rows, links=links, table=table, tables=tables, element=root,
                                                 state=one.get("state"))  # fmt: skip
    return found


def targets_of(parts, name):
    return {one.get("Id"): one.get("Target") for one in etree.fromstring(parts[name])} if name in parts else {}


def value_of(one, strings):
    value = one.find(f"{S}v")
    if value is None:
        return None
    return strings[int(value.text)] if one.get("t") == "s" else float(value.text)


def where(reference):
    letters, number = re.fullmatch(r"([A-Z]+)(\d+)", reference).groups()
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return int(number) - 1, place - 1


def lines_of(sheet, book):
    """Return the lines above the table of a sheet."""
    return [row[0] for row in sheet.rows[: book.header_row]]
