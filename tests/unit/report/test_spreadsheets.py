"""The workbooks read back by odfpy, pandas and as XML: the checklist of the Analysis Function, both formats alike."""

import dataclasses
import datetime as dt
import math
import re
import zipfile
from types import SimpleNamespace

import pandas as pd
import pytest

from verity.exhibits.cells import Form, cell
from verity.exhibits.exhibit import Align, TableColumn
from verity.model.releases import CellState
from verity.report.spreadsheets.contents import workbook
from verity.report.spreadsheets.entries import distinct_headings
from verity.report.spreadsheets.excel import number_code
from verity.report.spreadsheets.workbook import NumberForm
from verity.report.spreadsheets.writing import write_workbooks

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
pytest.importorskip("xlsxwriter", reason="the extra `office` is not installed: spreadsheets are not tested")
pytest.importorskip("odf", reason="the extra `office` is not installed: spreadsheets are not tested")
CREATED = dt.date(2024, 6, 1)
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TABLE, OFFICE, TEXT = (URN % one for one in ("table", "office", "text"))
HREF = "{http://www.w3.org/1999/xlink}href"
SHORTHAND = ("[c]", "[x]", "[z]")


@pytest.fixture(scope="module")
def edition(sample_edition):
    """The sample with notes on one figure, and a table whose cells are of every state and form."""
    first, *others = sample_edition.chapters
    made = [every_form(first.exhibits[0]), *first.exhibits[1:]]
    return dataclasses.replace(sample_edition, chapters=(dataclasses.replace(first, exhibits=tuple(made)), *others))


def every_form(exhibit):
    columns = (
        TableColumn("place", "Place", Align.WORDS), TableColumn("year", "Year", Align.WORDS),
        TableColumn("n", "Count"), TableColumn("rate", "Rate for every 100,000 residents"), TableColumn("change", "Change"),
    )  # fmt: skip
    row = lambda place, n, rate, change, state=None: (  # noqa: E731 - one line for each row below
        cell(place, Form.WORDS), cell(2023, Form.WORDS), cell(n, Form.COUNT, state=state),
        cell(rate, Form.RATE, state=state), cell(change, Form.CHANGE, state=state),
    )  # fmt: skip
    rows = (
        row("North & <South>", 1204, 0.0123456, -1.25), row("=1+1", 0, 0, 0), row("c", 12, 1234.5, 3.0),
        row("d", None, None, None, CellState.SUPPRESSED), row("e", None, 2.0, None),
    )  # fmt: skip
    return dataclasses.replace(exhibit, table=dataclasses.replace(exhibit.table, columns=columns, rows=rows))


@pytest.fixture(scope="module")
def made(edition, tmp_path_factory):
    return write_workbooks(edition, tmp_path_factory.mktemp("sheets"), created=CREATED)


@pytest.fixture(scope="module")
def book(edition):
    return workbook(edition)


@pytest.fixture(scope="module")
def ods(made):
    return read_ods(made[0])


@pytest.fixture(scope="module")
def xlsx(made):
    return read_xlsx(made[1])


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


# Sheets, and what stands on each


def test_cover_contents_notes_then_one_sheet_for_each_exhibit(ods, xlsx, edition):
    numbers = [edition.numbers[e.id].replace(" ", "_") for c in edition.chapters for e in c.exhibits]
    assert list(ods) == list(xlsx) == ["Cover", "Contents", "Notes", *numbers]
    assert all(len(name) <= 31 and re.fullmatch(r"\w+", name) for name in ods)


def test_without_notes_there_is_no_sheet_of_notes_and_no_link_to_it(edition, tmp_path):
    chapters = tuple(
        dataclasses.replace(c, exhibits=tuple(dataclasses.replace(e, notes=()) for e in c.exhibits))
        for c in edition.chapters
    )
    for sheets in sheets_of(dataclasses.replace(edition, chapters=chapters), tmp_path / "bare"):
        assert list(sheets)[:3] == ["Cover", "Contents", "Table_1"]
        assert not [link for one in sheets.values() for link in one.links.values() if "Notes" in link]


def test_every_sheet_but_the_cover_holds_one_marked_up_table(ods, xlsx, book):
    for sheet in book.sheets:
        one, other = ods[sheet.name], xlsx[sheet.name]
        if sheet.name == "Cover":
            assert (one.range, other.tables) == (None, [])
            continue
        width, depth = len(sheet.table.columns), len(sheet.table.rows)
        first, last = (where(corner.split(".")[1]) for corner in one.range)
        assert first == (sheet.header_row, 0)
        assert last == (sheet.header_row + depth, width - 1)
        assert len(other.tables) == 1
        assert tuple(where(corner) for corner in other.table.get("ref").split(":")) == (first, last)
        assert other.table.get("displayName") == sheet.name
        assert other.table.get("headerRowCount") != "0"
        assert [c.get("name") for c in other.table.iter(f"{S}tableColumn")] == other.rows[sheet.header_row]
        assert "This worksheet contains one table." in " ".join(lines_of(one, sheet))


def test_tables_have_no_blank_merged_or_hidden_cell_and_no_two_heads_alike(ods, xlsx, book):
    for sheet in book.sheets:
        for one in (ods[sheet.name], xlsx[sheet.name]):
            assert all(value not in (None, "") for row in one.rows for value in row), sheet.name
            if sheet.table is not None:
                body = one.rows[sheet.header_row :]
                assert {len(row) for row in body} == {len(sheet.table.columns)}
                assert len({str(head).casefold() for head in body[0]}) == len(body[0])
            assert len(one.rows) == sheet.header_row + (len(sheet.table.rows) + 1 if sheet.table else 0)
        assert xlsx[sheet.name].state is None
        assert not list(xlsx[sheet.name].element.iter(f"{S}mergeCell"))
        assert not [r for r in xlsx[sheet.name].element.iter(f"{S}row", f"{S}col") if r.get("hidden")]
        names = [name for e in ods[sheet.name].element.iter() for name in e.attrib]
        assert not [n for n in names if "spanned" in n or "visibility" in n or "repeated" in n]


def test_heads_are_repeated_on_every_printed_page(made, ods, book):
    with zipfile.ZipFile(made[1]) as archive:
        defined = list(etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{S}definedName"))
    titles = {one.text for one in defined if one.get("name") == "_xlnm.Print_Titles"}
    for sheet in book.sheets:
        if sheet.table is not None:
            row = sheet.header_row + 1
            assert f"{sheet.name}!${row}:${row}" in titles
            assert len(list(ods[sheet.name].element.iter(f"{TABLE}table-header-rows"))) == 1


def test_rows_of_the_xlsx_are_as_high_as_their_words_wrap(xlsx, book):
    seen = set()
    for sheet in book.sheets[3:]:
        rows = list(xlsx[sheet.name].element.iter(f"{S}row"))[sheet.header_row :]
        for place, row in enumerate(rows):
            texts = (
                [c.heading for c in sheet.table.columns]
                if place == 0
                else [e.shown for e in sheet.table.rows[place - 1]]
            )
            least = max(math.ceil(len(t) / c.width) for t, c in zip(texts, sheet.table.columns, strict=True))
            assert float(row.get("ht", 15)) >= 15 * least
            seen.add(float(row.get("ht", 15)))
    assert max(seen) >= 30


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


def test_numbers_are_shown_as_the_report_shows_them(made):
    with zipfile.ZipFile(made[0]) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    sheet = next(one for one in root.iter(f"{TABLE}table") if one.get(f"{TABLE}name") == "Table_1")
    rows = [["".join(c.itertext()) for c in row] for row in sheet.iter(f"{TABLE}table-row")][-5:]
    assert rows[0] == ["North & <South>", "2023", "1,204", "<0.1", "−1.2"]
    assert rows[1] == ["=1+1", "2023", "0", "0", "0"]
    assert rows[2][2:] == ["12", "1,234.5", "+3.0"]
    assert rows[3] == ["d", "2023", "[c]", "[c]", "[c]"]
    assert rows[4] == ["e", "2023", "[x]", "2.0", "[x]"]


def test_the_forms_of_numbers_show_what_the_report_shows(made):
    with zipfile.ZipFile(made[0]) as archive:
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


def test_words_that_look_like_a_formula_are_words(xlsx, made):
    assert "=1+1" in [row[0] for row in xlsx["Table_1"].rows]
    with zipfile.ZipFile(made[1]) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name)]
    with zipfile.ZipFile(made[0]) as archive:
        assert b"table:formula" not in archive.read("content.xml")


def test_pandas_reads_a_table_of_the_ods(made, book):
    sheet = next(one for one in book.sheets if one.name == "Table_2")
    frame = pd.read_excel(made[0], sheet_name="Table_2", engine="odf", skiprows=sheet.header_row)
    assert list(frame.columns) == [column.heading for column in sheet.table.columns]
    for place, column in enumerate(sheet.table.columns):
        values = [row[place].value for row in sheet.table.rows]
        assert all(
            math.isclose(a, b) if isinstance(b, int | float) else a == b
            for a, b in zip(frame[column.heading].tolist(), values, strict=True)
        )


# Shorthand, notes, links


def test_shorthand_is_explained_where_it_occurs_and_nowhere_else(ods, book):
    seen = set()
    for sheet in book.sheets[3:]:
        there = {value for row in ods[sheet.name].rows[sheet.header_row :] for value in row} & set(SHORTHAND)
        told = {line[:3] for line in lines_of(ods[sheet.name], sheet) if re.match(r"\[[cxz]\] means ", line)}
        assert told == there, sheet.name
        seen |= there
    assert seen == {"[c]", "[x]"}, "the sample has both"


def test_the_cover_explains_all_shorthand(ods):
    cover = [row[0] for row in ods["Cover"].rows]
    assert all(any(line.startswith(one) for line in cover) for one in SHORTHAND)


def test_rounded_tables_say_so(edition, tmp_path):
    first, *others = edition.chapters
    exhibit = first.exhibits[0]
    rows = tuple(
        tuple(dataclasses.replace(c, state=CellState.ROUNDED) if c.value == 1204 else c for c in row)
        for row in exhibit.table.rows
    )
    rounded = dataclasses.replace(exhibit, table=dataclasses.replace(exhibit.table, rows=rows))
    chapter = dataclasses.replace(first, exhibits=(rounded, *first.exhibits[1:]))
    for sheets in sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "rounded"):
        saying = [n for n, one in sheets.items() if any("are rounded" in str(v) for row in one.rows for v in row)]
        assert saying == ["Table_1"]


def test_each_note_is_told_once_and_named_where_it_applies(ods, book, edition):
    notes = next(one for one in book.sheets if one.name == "Notes")
    rows = ods["Notes"].rows[notes.header_row + 1 :]
    told = {text: (mark, applies.split(", ")) for mark, text, applies in rows}
    assert len(told) == len(rows)
    assert [mark for mark, _, _ in rows] == [f"[note {n}]" for n in range(1, len(rows) + 1)]
    used = {note for c in edition.chapters for e in c.exhibits for note in e.notes}
    assert set(told) == used
    for chapter in edition.chapters:
        for exhibit in chapter.exhibits:
            number = edition.numbers[exhibit.id]
            lines = " ".join(str(row[0]) for row in ods[number.replace(" ", "_")].rows)
            assert set(re.findall(r"\[note \d+\]", lines)) == {told[note][0] for note in exhibit.notes}
            assert all(number in told[note][1] for note in exhibit.notes)


def test_every_link_leads_to_a_sheet_or_an_address(ods, xlsx):
    for name, sheet in ods.items():
        assert sheet.links or name == "Cover"
        for link in sheet.links.values():
            inside = re.fullmatch(r"#(\w+)\.A1", link)
            assert (inside[1] in ods) if inside else link.startswith(("https://", "mailto:"))
        for place, link in xlsx[name].links.items():
            inside = re.fullmatch(r"'(\w+)'!A1", link)
            assert (inside[1] in xlsx) if inside else link.startswith(("https://", "mailto:"))
            assert (inside and f"#{inside[1]}.A1" == sheet.links[place]) or link == sheet.links[place]


def test_contents_lead_to_every_table_and_every_sheet_leads_back(ods, edition):
    listed = {row[0]: row[2] for row in ods["Contents"].rows if len(row) == 5}
    for chapter in edition.chapters:
        for exhibit in chapter.exhibits:
            name = edition.numbers[exhibit.id].replace(" ", "_")
            assert listed[name] == exhibit.title
            assert f"#{name}.A1" in ods["Contents"].links.values()
            assert "#Contents.A1" in ods[name].links.values()
            assert ods[name].rows[0][0] == f"{edition.numbers[exhibit.id]}: {exhibit.title}"
    assert "#Contents.A1" in ods["Cover"].links.values()


# Marking, draft, licence


def test_every_sheet_and_printed_page_bears_the_marking_and_that_it_is_a_draft(edition, tmp_path):
    draft = "Draft – not approved for release"
    closed = dataclasses.replace(edition, kind="restricted", draft=draft)
    ods, xlsx = sheets_of(closed, tmp_path / "closed")
    for sheets in (ods, xlsx):
        for name, sheet in sheets.items():
            lines = [row[0] for row in sheet.rows[:12]]
            assert {"Restricted – not for publication", draft} <= set(lines), name
    for name, sheet in xlsx.items():
        assert f"Restricted – not for publication · {draft} · Invented" in sheet.element.findtext(
            f"{S}headerFooter/{S}oddHeader"
        ), name  # fmt: skip
    path = tmp_path / "closed" / "tables.not-for-publication.ods"
    with zipfile.ZipFile(path) as archive:
        assert f"Restricted – not for publication · {draft}" in archive.read("styles.xml").decode()
    assert "Licence" not in [row[0] for row in ods["Cover"].rows]


def test_a_public_edition_has_a_licence_and_no_marking(ods, made):
    cover = [row[0] for row in ods["Cover"].rows]
    assert "Licence" in cover
    assert not [line for line in cover if "not for publication" in line or "Draft" in line]
    assert [one.name for one in made] == ["tables.ods", "tables.xlsx"]


# Files


def test_they_are_the_same_on_every_run(made, edition, tmp_path):
    again = write_workbooks(edition, tmp_path, created=CREATED)
    assert [one.read_bytes() for one in again] == [one.read_bytes() for one in made]


def test_another_date_is_told_in_the_properties(made, edition, tmp_path):
    later = write_workbooks(edition, tmp_path, created=dt.date(2025, 1, 2))
    for one, other, part in zip(made, later, ("meta.xml", "docProps/core.xml"), strict=True):
        with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
            assert b"2024-06-01T00:00:00" in first.read(part)
            assert b"2025-01-02T00:00:00" in second.read(part)


def test_the_ods_begins_with_its_media_type_uncompressed_and_lists_every_part(made):
    raw = made[0].read_bytes()
    media = b"application/vnd.oasis.opendocument.spreadsheet"
    assert raw[30 : 30 + 8 + len(media)] == b"mimetype" + media, "readable without unpacking"
    with zipfile.ZipFile(made[0]) as archive:
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert archive.infolist()[0].extra == b""
        listed = {
            one.get(f"{URN % 'manifest'}full-path") for one in etree.fromstring(archive.read("META-INF/manifest.xml"))
        }
        root = etree.fromstring(archive.read("META-INF/manifest.xml"))[0]
        assert root.get(f"{URN % 'manifest'}media-type").encode() == media
        assert listed == {"/", *archive.namelist()} - {"mimetype", "META-INF/manifest.xml"}


def test_title_and_language_are_properties(made, edition):
    with zipfile.ZipFile(made[0]) as archive:
        meta, styles = archive.read("meta.xml").decode(), archive.read("styles.xml").decode()
    assert f"<dc:title>{edition.title}</dc:title>" in meta
    assert 'fo:language="en" fo:country="GB"' in styles
    with zipfile.ZipFile(made[1]) as archive:
        assert f"<dc:title>{edition.title}</dc:title>" in archive.read("docProps/core.xml").decode()


def test_styles_that_the_ods_uses_are_defined(made):
    style = URN % "style"
    with zipfile.ZipFile(made[0]) as archive:
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
    ods, xlsx = sheets_of(named, tmp_path / "odd")
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
    for sheets in sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "long"):
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
    for sheets in sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "none"):
        assert sheets["Table_1"].rows[-1] == ["none", "[z]", "[z]", "[z]", "[z]"]
        assert any(str(row[0]).startswith("[z] means ") for row in sheets["Table_1"].rows)


def test_headings_are_never_alike_or_empty():
    columns = [TableColumn("a", "Rate"), TableColumn("b", "rate"), TableColumn("c", ""), TableColumn("d", "")]
    assert distinct_headings(columns) == ["Rate (a)", "rate (b)", "c", "d"]
