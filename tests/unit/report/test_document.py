"""The document: every block of every chapter in reading order, references numbered, words as runs, appendices after."""

import dataclasses

import pytest

from verity.report.document.assembly import document, see_also
from verity.report.document.blocks import Display, Grid, Heading, Listing, Paragraph, Run, Style, plain
from verity.report.document.markdown import markdown_blocks, referring
from verity.report.document.words import used_abbreviations


@pytest.fixture(scope="module")
def made(sample_edition):
    return document(sample_edition)


def test_summary_comes_first_then_chapters_then_appendices(made):
    ids = [part.id for part in made.parts]
    assert ids[:5] == ["summary", "reading", "sample", "long", "changes"]
    assert ids[5:8] == ["methods", "sources", "files"]
    assert ids[8:10] == ["definitions", "self-assessment"]


def test_it_says_what_stands_where_there_is_no_number(made):
    told = next(block for block in made.parts[1].blocks if isinstance(block, Grid))
    absent = {("suppressed", "[c]"), ("not available", "[x]"), ("not applicable", "[z]")}
    assert {row[:2] for row in told.rows} >= absent
    assert all("not zero" in row[2] for row in told.rows[:3])


def test_many_files_are_told_of_by_source_and_no_row_is_lost(sample_edition):
    one = sample_edition.accounts[0]
    many = tuple(dataclasses.replace(one, file=f"{number}.csv") for number in range(61))
    part = next(p for p in document(dataclasses.replace(sample_edition, accounts=many)).parts if p.id == "files")
    grid, pointer = part.blocks
    assert len(grid.rows) == 1
    assert grid.rows[0][1:3] == ("61", f"{61 * one.rows_in:,}")
    assert "61 files" in plain(pointer.runs)
    assert "account.json" in plain(pointer.runs)


def test_every_exhibit_stands_once_in_the_order_of_the_site(made, sample_edition):
    edition = sample_edition
    assert [one.exhibit.id for one in made.displays] == [one.id for c in edition.chapters for one in c.exhibits]
    assert [one.number for one in made.displays] == [edition.numbers[one.exhibit.id] for one in made.displays]


def test_prose_refers_by_number_and_a_finding_leads_to_its_exhibit(made):
    chapter = made.parts[2]
    said = [block for block in chapter.blocks if isinstance(block, Paragraph)]
    finding = next(block for block in said if block.style is Style.FINDING)
    assert finding.runs[-1] == Run("Table 1", target="sample-table")
    refers = next(block for block in said if "break in May" in plain(block.runs))
    assert any(run.target == "sample-lines" and run.text.startswith("Figure") for run in refers.runs)


def test_every_exhibit_is_led_to_by_words_of_its_section(made):
    for part in made.parts:
        named: set[str | None] = set()
        for block in part.blocks:
            match block:
                case Paragraph():
                    named |= {run.target for run in block.runs}
                case Display():
                    assert block.exhibit.id in named, block.number
                case _:
                    pass


def test_exhibits_that_nothing_leads_to_are_named_in_one_sentence_before_the_first():
    edition = type("Edition", (), {"numbers": {"a": "Figure 1", "b": "Table 1", "c": "Figure 2"}})()
    assert plain(see_also(edition, ("a",)).runs) == "See also Figure 1."
    assert plain(see_also(edition, ("a", "b", "c")).runs) == "See also Figure 1, Table 1 and Figure 2."


def test_a_finding_links_to_the_definition_it_was_counted_by(made, sample_edition):
    said = [block for block in made.parts[3].blocks if isinstance(block, Paragraph)]
    finding = next(block for block in said if block.style is Style.FINDING)
    assert plain(finding.runs) == "Violence in Northport: 873 offences. Table 3 Definition: violence with injury."
    assert Run("violence with injury", target="violence") in finding.runs
    defined = next(part for part in made.parts if part.id == "definitions")
    assert any(isinstance(block, Heading) and block.id == "violence" for block in defined.blocks)
    summary = [item for block in made.parts[0].blocks if isinstance(block, Listing) for item in block.items]
    assert any(Run("violence with injury", target="violence") in item for item in summary)


def test_the_summary_tells_three_changes_and_three_gaps_at_most(made, sample_edition):
    whole = dataclasses.replace(sample_edition, freshness=(sample_edition.freshness[1],) * 5)
    found, changed, gaps = (b.items for b in document(whole).parts[0].blocks if isinstance(b, Listing))
    assert (len(found), len(changed), len(gaps)) == (2, 3, 3)
    own = [plain(item) for item in [b.items for b in made.parts[0].blocks if isinstance(b, Listing)][2]]
    assert own[2] == "Nothing is known about hospital admissions."


def test_a_gap_says_that_it_is_one(made):
    gap = next(b for b in made.parts[2].blocks if isinstance(b, Paragraph) and b.style is Style.GAP)
    assert plain(gap.runs).startswith("Gap. ")


def test_the_summary_lists_what_is_missing(made):
    listed = [block for block in made.parts[0].blocks if isinstance(block, Listing)]
    assert any("Invented survey" in plain(item) for block in listed for item in block.items)


def test_a_document_of_an_edition_that_is_not_public_bears_its_marking(made, sample_edition):
    restricted = document(dataclasses.replace(sample_edition, kind="restricted"))
    assert restricted.marking == "Restricted – not for publication"
    assert not made.marking


def test_markdown_becomes_blocks_with_headings_below_the_section():
    text = (
        "# One\n\nWe *saw* **much** in {a-b}, see [there](https://example.org).\n\n- x\n- y\n\n"
        "| h | k |\n|---|---|\n| 1 | 2 |\n\n## Two\n\n<b>raw</b>\n"
    )
    heading, paragraph, listing, grid, second, raw = markdown_blocks(text, {"a-b": "Figure 2"})
    assert (heading, second) == (Heading(text="One", level=3), Heading(text="Two", level=4))
    assert isinstance(paragraph, Paragraph)
    assert Run("saw", slanted=True) in paragraph.runs
    assert Run("much", bold=True) in paragraph.runs
    assert Run("Figure 2", target="a-b") in paragraph.runs
    assert Run("there", target="https://example.org") in paragraph.runs
    assert isinstance(listing, Listing)
    assert [plain(item) for item in listing.items] == ["x", "y"]
    assert isinstance(grid, Grid)
    assert (grid.header, grid.rows) == (("h", "k"), (("1", "2"),))
    assert isinstance(raw, Paragraph)
    assert plain(raw.runs) == "<b>raw</b>", "raw HTML is text"


def test_a_reference_at_either_end_leaves_no_empty_run():
    assert referring("{a} and {b}", {"a": "Table 1", "b": "Table 2"}) == (
        Run("Table 1", target="a"), Run(" and "), Run("Table 2", target="b"),
    )  # fmt: skip


def test_abbreviations_are_those_that_occur_as_words(made):
    assert "LSOA" not in used_abbreviations([])
    part = dataclasses.replace(made.parts[2], blocks=(Paragraph(runs=(Run("Of 417 LSOAs, IMD-based; ASBO"),)),))
    assert used_abbreviations([part]) == ("LSOA",)


def test_displays_are_blocks(made):
    assert all(isinstance(one, Display) for one in made.displays)
