"""Both workbooks against the Analysis Function's checklist: sheets, marked-up tables, shorthand, notes, links."""

import dataclasses
import importlib.util
import math
import re
import zipfile
from pathlib import Path

import pytest

from verity.model.releases import CellState

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
_spec = importlib.util.spec_from_file_location("sheet_files", Path(__file__).with_name("sheet_files.py"))
files = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(files)
S, TABLE, SHORTHAND = files.S, files.TABLE, files.SHORTHAND


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
    for sheets in files.sheets_of(dataclasses.replace(edition, chapters=chapters), tmp_path / "bare"):
        assert list(sheets)[:3] == ["Cover", "Contents", "Table_1"]
        assert not [link for one in sheets.values() for link in one.links.values() if "Notes" in link]


def test_every_sheet_but_the_cover_holds_one_marked_up_table(ods, xlsx, book):
    for sheet in book.sheets:
        one, other = ods[sheet.name], xlsx[sheet.name]
        if sheet.name == "Cover":
            assert (one.range, other.tables) == (None, [])
            continue
        width, depth = len(sheet.table.columns), len(sheet.table.rows)
        first, last = (files.where(corner.split(".")[1]) for corner in one.range)
        assert first == (sheet.header_row, 0)
        assert last == (sheet.header_row + depth, width - 1)
        assert len(other.tables) == 1
        assert tuple(files.where(corner) for corner in other.table.get("ref").split(":")) == (first, last)
        assert other.table.get("displayName") == sheet.name
        assert other.table.get("headerRowCount") != "0"
        assert [c.get("name") for c in other.table.iter(f"{S}tableColumn")] == other.rows[sheet.header_row]
        assert "This worksheet contains one table." in " ".join(files.lines_of(one, sheet))


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


def test_heads_are_repeated_on_every_printed_page(workbooks, ods, book):
    with zipfile.ZipFile(workbooks[1]) as archive:
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


# Shorthand, notes, links


def test_shorthand_is_explained_where_it_occurs_and_nowhere_else(ods, book):
    seen = set()
    for sheet in book.sheets[3:]:
        there = {value for row in ods[sheet.name].rows[sheet.header_row :] for value in row} & set(SHORTHAND)
        told = {line[:3] for line in files.lines_of(ods[sheet.name], sheet) if re.match(r"\[[cxz]\] means ", line)}
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
    for sheets in files.sheets_of(dataclasses.replace(edition, chapters=(chapter, *others)), tmp_path / "rounded"):
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
    ods, xlsx = files.sheets_of(closed, tmp_path / "closed")
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


def test_a_public_edition_has_a_licence_and_no_marking(ods, workbooks):
    cover = [row[0] for row in ods["Cover"].rows]
    assert "Licence" in cover
    assert not [line for line in cover if "not for publication" in line or "Draft" in line]
    assert [one.name for one in workbooks] == ["tables.ods", "tables.xlsx"]
