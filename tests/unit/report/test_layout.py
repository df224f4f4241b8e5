"""Pages: short chapters are one, long ones are parted by section; places, summary gaps and the search index follow."""

import dataclasses

import pytest

from verity.exhibits.exhibit import Cell, ExhibitTable, TableColumn
from verity.report.edition import Place
from verity.report.layout import layout
from verity.report.navigation import navigation
from verity.report.places import part_of, place_pages
from verity.report.search_index import search_index
from verity.report.summary import summary_gaps


@pytest.fixture(scope="module")
def where(sample_edition):
    return layout(sample_edition)


def test_a_chapter_of_one_section_stays_one_page_and_a_long_one_is_parted(where):
    assert [page.name for page in where.pages] == ["sample", "long", "long-by-place", "long-by-time", "long-gaps"]
    assert [where.parted(one) for one in ("sample", "long")] == [False, True]
    assert [len(page.exhibits) for page in where.pages] == [13, 0, 7, 6, 0]
    assert where.exhibit["long-7"] == "long-by-place"
    assert where.section["by-time"] == "long-by-time"


def test_twelve_exhibits_are_one_page_and_thirteen_are_parted(sample_edition):
    long = sample_edition.chapters[1]
    last = dataclasses.replace(long.sections[1], blocks=long.sections[1].blocks[:-1])
    shorter = dataclasses.replace(
        long, exhibits=long.exhibits[:-1], sections=(long.sections[0], last, long.sections[2])
    )
    assert not layout(dataclasses.replace(sample_edition, chapters=(shorter,))).parted("long")


def test_a_partnership_of_one_district_shares_its_page(sample_edition):
    pages = place_pages(sample_edition)
    assert [(one.name, one.kind) for one in pages] == [
        ("place-northport", "district and community safety partnership"),
        ("place-central-testshire", "district"),
        ("place-southmere", "district"),
        ("place-testshire-and-southmere", "community safety partnership"),
    ]


def test_a_partnership_that_only_shares_a_name_has_a_page_of_its_own(sample_edition):
    odd = Place(code="E22990009", name="Southmere", kind="community safety partnership", districts=("Northport",))
    pages = place_pages(dataclasses.replace(sample_edition, places=(*sample_edition.places, odd)))
    assert pages[-1].name == "place-southmere-community-safety-partnership"


def test_a_place_takes_its_findings_and_its_rows_and_no_others(sample_edition):
    north, _, south, both = place_pages(sample_edition)
    assert [one.id for part in north.chapters for one in part.findings] == ["most", "violence.northport"]
    assert not [one for part in south.chapters for one in part.findings]
    rows = [row for part in north.chapters for one in part.tables for row in one.table.rows]
    assert {row[0].text for row in rows} == {"Northport"}
    assert {row[0].text for part in both.chapters for one in part.tables for row in one.table.rows} == {
        "Central Testshire", "Southmere",
    }  # fmt: skip


def table(*headings, rows):
    return ExhibitTable(
        columns=tuple(TableColumn(one, one) for one in headings),
        rows=tuple(tuple(Cell(text, text) for text in row) for row in rows),
    )


def test_columns_headed_by_a_place_are_taken_where_no_row_is():
    pivot = table("Year", "Luton", "Luton: share", "Luton North", rows=[("2023", "5", "50", "7")])
    part = part_of(pivot, ["Luton"])
    assert [one.name for one in part.columns] == ["Year", "Luton", "Luton: share"]
    assert [cell.text for cell in part.rows[0]] == ["2023", "5", "50"]


def test_a_name_within_another_is_no_match():
    assert part_of(table("Place", "n", rows=[("Luton North", "5")]), ["Luton"]) is None


def test_gaps_of_the_summary_name_missing_sources_first_and_take_chapters_by_turns(sample_edition):
    assert [gap.section for gap in summary_gaps(sample_edition)] == ["", "", "first"]
    whole = dataclasses.replace(sample_edition, freshness=())
    assert [gap.section for gap in summary_gaps(whole)] == ["first", "long-gaps"]
    assert "Invented survey: not supplied" in summary_gaps(sample_edition)[0].words


def test_the_menu_opens_the_chapter_of_the_page(sample_edition, where):
    groups = navigation(sample_edition, where, place_pages(sample_edition))
    chapters = next(one for one in groups if one.title == "Chapters").entries
    assert [one.holds("long-by-time") for one in chapters] == [False, True]
    bare = navigation(dataclasses.replace(sample_edition, changes_markdown="", definitions=()), where, ())
    titles = [entry.page for group in bare for entry in group.entries]
    assert not {"changes", "definitions", "places"} & set(titles)


def test_the_index_leads_to_every_exhibit_finding_and_place(sample_edition, where):
    rows = search_index(sample_edition, where, place_pages(sample_edition))
    kinds = [kind for kind, *_ in rows]
    assert kinds.count("Finding") == 2
    assert sum(kind.startswith(("Table", "Figure")) for kind in kinds) == 26
    assert (
        "Finding",
        "Violence in Northport: 873 offences.",
        "long-by-place.html#long-2",
        "Northport all offences",
    ) in rows
    assert all(".html" in address for _, _, address, _ in rows)
    by_row = next(row for row in rows if row[2].endswith("#sample-table"))
    assert "Southmere" in by_row[3], "rows of short tables are looked through"
