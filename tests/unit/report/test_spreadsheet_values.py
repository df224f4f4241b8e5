"""Numbers, words and properties of both workbooks, read back by pandas and as XML; the files themselves."""

import dataclasses
import datetime as dt
import importlib.util
import math
import re
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from verity.exhibits.exhibit import TableColumn
from verity.report.spreadsheets.entries import distinct_headings
from verity.report.spreadsheets.excel import number_code
from verity.report.spreadsheets.workbook import NumberForm
from verity.report.spreadsheets.writing import write_workbooks

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
_spec = importlib.util.spec_from_file_location("sheet_files", Path(__file__).with_name("sheet_files.py"))
files = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(files)
CREATED, S, URN, TABLE, OFFICE, SHORTHAND = (
    files.CREATED,
    files.S,
    files.URN,
    files.TABLE,
    files.OFFICE,
    files.SHORTHAND,
)


# Values


def test_both_formats_hold_the_same(ods, xlsx):
    for name, sheet in ods.items():
        assert sheet.rows == xlsx[name].rows, name


def test_numbers_are_numbers_with_the_value_of_the_cell(ods, edition):
    for chapter in edition.chapters:
        for exhibit in chapter.exhibits:
            rows = ods[edition.numbers[exhibit.id].replace(" ", "_")].rows[-len(exhibit.table.rows) :]
            for row, found in zip(exhibit.table.rows, rows, strict=True):
                for one, value in zip(row, found, strict=True):
                    if isinstance(one.value, int | float):
                        assert isinstance(value, float)
                        assert value == one.value, "not rounded for being shown"
                    elif one.value is None:
                        assert value in SHORTHAND
                    else:
                        assert value == one.value


def test_numbers_are_shown_as_the_report_shows_them(workbooks):
    with zipfile.ZipFile(workbooks[0]) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    sheet = next(one for one in root.iter(f"{TABLE}table") if one.get(f"{TABLE}name") == "Table_1")
    rows = [["".join(c.itertext()) for c in row] for row in sheet.iter(f"{TABLE}table-row")][-5:]
    assert rows[0] == ["North & <South>", "2023", "1,204", "<0.1", "−1.2"]
    assert rows[1] == ["=1+1", "2023", "0", "0", "0"]
    assert rows[2][2:] == ["12", "1,234.5", "+3.0"]
    assert rows[3] == ["d", "2023", "[c]", "[c]", "[c]"]
    assert rows[4] == ["e", "2023", "[x]", "2.0", "[x]"]


def test_the_forms_of_numbers_show_what_the_report_shows(workbooks):
    with zipfile.ZipFile(workbooks[0]) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    style, number = URN % "style", URN % "datastyle"
    forms = {one.get(f"{style}name"): one for one in root.iter(f"{number}number-style")}
    looks = {one.get(f"{style}name"): one.get(f"{style}data-style-name") for one in root.iter(f"{style}style")}

    def shown(value, form):
        for when in form.iter(f"{style}map"):
            sign, limit = re.fullmatch(r"value\(\)([=<])(.+)", when.get(f"{style}condition")).groups()
            if value == float(limit) if sign == "=" else value < float(limit):
                return shown(abs(value), forms[when.get(f"{style}apply-style-name")])
        words = "".join(one.text for one in form.iter(f"{number}text"))
        for one in form.iter(f"{number}number"):
            comma = "," if one.get(f"{number}grouping") else ""
            words += f"{value:{comma}.{one.get(f'{number}decimal-places')}f}"
        return words

    cells = [one for one in root.iter(f"{TABLE}table-cell") if one.get(f"{OFFICE}value-type") == "float"]
    assert len(cells) > 50
    for one in cells:
        form = forms[looks[one.get(f"{TABLE}style-name")]]
        assert shown(float(one.get(f"{OFFICE}value")), form) == "".join(one.itertext())


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (NumberForm(grouped=False), "0"),
        (NumberForm(decimals=2), '[=0]0;[<0.005]"<0.01";#,##0.00'),
        (NumberForm(decimals=1, negative=True), "#,##0.0;−#,##0.0;0"),
        (NumberForm(decimals=1, signed=True, negative=True), "+#,##0.0;−#,##0.0;0"),
    ],
)
def test_excel_is_told_the_same_forms(form, code):
    assert number_code(form) == code


def test_words_that_look_like_a_formula_are_words(xlsx, workbooks):
    assert "=1+1" in [row[0] for row in xlsx["Table_1"].rows]
    with zipfile.ZipFile(workbooks[1]) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    with zipfile.ZipFile(workbooks[0]) as archive:
        assert b"table:formula" not in archive.read("content.xml")


def test_pandas_reads_a_table_of_the_ods(workbooks, book):
    sheet = next(one for one in book.sheets if one.name == "Table_2")
    frame = pd.read_excel(workbooks[0], sheet_name="Table_2", engine="odf", skiprows=sheet.header_row)
    assert list(frame.columns) == [column.heading for column in sheet.table.columns]
    for place, column in enumerate(sheet.table.columns):
        values = [row[place].value for row in sheet.table.rows]
        assert all(
            math.isclose(a, b) if isinstance(b, int | float) else a == b
            for a, b in zip(frame[column.heading].tolist(), values, strict=True)
        )


# Files


def test_they_are_the_same_on_every_run(workbooks, edition, tmp_path):
    again = write_workbooks(edition, tmp_path, created=CREATED)
    assert [one.read_bytes() for one in again] == [one.read_bytes() for one in workbooks]


def test_another_date_is_told_in_the_properties(workbooks, edition, tmp_path):
    later = write_workbooks(edition, tmp_path, created=dt.date(2025, 1, 2))
    for one, other, part in zip(workbooks, later, ("meta.xml", "docProps/core.xml"), strict=True):
        with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
            assert b"2024-06-01T00:00:00" in first.read(part)
            assert b"2025-01-02T00:00:00" in second.read(part)


def test_the_ods_begins_with_its_media_type_uncompressed_and_lists_every_part(workbooks):
    raw = workbooks[0].read_bytes()
    media = b"application/vnd.oasis.opendocument.spreadsheet"
    assert raw[30 : 30 + 8 + len(media)] == b"mimetype" + media, "readable without unpacking"
    with zipfile.ZipFile(workbooks[0]) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.infolist()[0].extra == b""
        listed = {
            one.get(f"{URN % 'manifest'}full-path") for one in etree.fromstring(archive.read("META-INF/manifest.xml"))
        }
        root = etree.fromstring(archive.read("META-INF/manifest.xml"))[0]
        assert root.get(f"{URN % 'manifest'}media-type").encode() == media
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_title_and_language_are_properties(workbooks, edition):
    with zipfile.ZipFile(workbooks[0]) as archive:
        meta, styles = archive.read("meta.xml").decode(), archive.read("styles.xml").decode()
    assert f"<dc:title>{edition.title}</dc:title>" in meta
    assert 'fo:language="en" fo:country="GB"' in styles
    with zipfile.ZipFile(workbooks[1]) as archive:
        assert f"<dc:title>{edition.title}</dc:title>" in archive.read("docProps/core.xml").decode()


def test_styles_that_the_ods_uses_are_defined(workbooks):
    style = URN % "style"
    with zipfile.ZipFile(workbooks[0]) as archive:
        root, pages = (etree.fromstring(archive.read(one)) for one in ("content.xml", "styles.xml"))
    defined = {e.get(f"{style}name") for r in (root, pages) for e in r.iter() if e.get(f"{style}name")}
    names = [f"{TABLE}style-name", f"{style}data-style-name", f"{style}apply-style-name", f"{style}master-page-name"]
    used = {e.get(name) for e in root.iter() for name in names if e.get(name)}
    assert used
    assert used <= defined


def test_odd_characters_and_a_long_title_do_not_break_the_files(edition, tmp_path):
    odd = "T<i> & \x07 £ 日本 🙂"
    first, *others = edition.chapters
    exhibit = dataclasses.replace(first.exhibits[0], title=odd, notes=(odd, "&C&P"))
    chapter = dataclasses.replace(first, exhibits=(exhibit, *first.exhibits[1:]))
    named = dataclasses.replace(edition, title=f"{odd} " + "long " * 80, chapters=(chapter, *others))
    ods, xlsx = files.sheets_of(named, tmp_path / "odd")
    assert ods["Table_1"].rows[0][0] == xlsx["Table_1"].rows[0][0] == "Table 1: T<i> &  £ 日本 🙂"
    assert {name: one.rows for name, one in ods.items()} == {name: one.rows for name, one in xlsx.items()}
    foot = xlsx["Cover"].element.findtext(f"{S}headerFooter/{S}oddFooter")
    assert "&&" in foot
    assert len(foot) <= 255


def test_lines_above_a_table_are_parted_where_they_are_long(edition, tmp_path):
    first, *others = edition.chapters
    notes = tuple(f"Note {n} of many." for n in range(40))
    exhibit = dataclasses.replace(first.exhibits[0], notes=notes, subtitle="one thing, " * 30 + "done")
    chapter = dataclasses.replace(first, exhibits=(exhibit, *first.exhibits[1:]))
    for sheets in files.sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "long"):
        lines = [row[0] for row in sheets["Table_1"].rows if isinstance(row[0], str)]
        assert max(len(line) for line in lines) <= 130
        assert " ".join(lines).count("[note ") == 40
        assert " ".join(lines).count("one thing,") == 30
        links = [place for place, link in sheets["Table_1"].links.items() if "Notes" in link]
        assert len(links) > 1, "each of the lines leads to the notes"


def test_a_table_without_rows_says_none(edition, tmp_path):
    first, *others = edition.chapters
    exhibit = dataclasses.replace(
        first.exhibits[0], table=dataclasses.replace(first.exhibits[0].table, rows=())
    )  # fmt: skip
    chapter = dataclasses.replace(first, exhibits=(exhibit, *first.exhibits[1:]))
    for sheets in files.sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "none"):
        assert sheets["Table_1"].rows[-1] == ["none", "[z]", "[z]", "[z]", "[z]"]
        assert any(str(row[0]).startswith("[z] means ") for row in sheets["Table_1"].rows)


def test_headings_are_never_alike_or_empty():
    columns = [TableColumn("a", "Rate"), TableColumn("b", "rate"), TableColumn("c", ""), TableColumn("d", "")]
    assert distinct_headings(columns) == ["Rate (a)", "rate (b)", "c", "d"]
