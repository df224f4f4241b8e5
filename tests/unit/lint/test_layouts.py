"""What a document's layout does to lines: what is then a caption, a citation, an entry or a fault, and what is none."""

from pathlib import Path

import pytest

from verity.lint.linting import lint
from verity.lint.reading import read_text
from verity.lint.structure import pieces_of_lines
from verity.lint.text import Kind

TABLES = "".join(f"Table {n}: Offences of kind {n}\n\nArea\tCount\nFernby\t4\nMossgate\t5\n\n" for n in range(1, 21))
BARE = "Group\tFeature\nYoung\tHasty\nOld\tSlow\n"


def found(tmp_path: Path, words: str, name: str = "text.txt") -> set[str]:
    file = tmp_path / name
    file.write_text(words, "utf-8")
    return {f"{one.check}/{one.rule}" for one in lint(read_text(file))}


def kinds(words: str) -> list[Kind]:
    return [piece.kind for piece in pieces_of_lines(words.split("\n")) if piece.words]


@pytest.mark.parametrize(
    "leader", ["..........", " . . . . . .", " . .. . .. . ..", "\t", "      ", " .        . . . .. . . .. "]
)
def test_an_entry_of_a_list_is_told_by_its_leader_whatever_its_dots(leader):
    words = f"List of tables\n\nTable 1: Offences by area{leader}3\nTable 2: Victims by age{leader}14"
    assert kinds(words) == [Kind.CONTENTS, Kind.LISTED, Kind.LISTED]


def test_an_entry_of_a_list_may_run_over_three_lines():
    words = (
        "List of figures\n\nFigure 1   The part of the week with most: recorded offences on Saturday evening,\n"
        "           callouts on Friday evening; and of attendances after assault there were the most on a\n"
        "           Friday afternoon . . . . 8\nFigure 2   Victims by age . . . . 9"
    )
    assert kinds(words) == [Kind.CONTENTS, Kind.LISTED, Kind.CONTENTS, Kind.CONTENTS, Kind.LISTED]


def test_a_line_within_a_paragraph_that_begins_with_a_figure_goes_on_with_it():
    assert kinds("The rate was higher than elsewhere.\nFigure 2 Definition: violence.") == [Kind.PARAGRAPH] * 2
    assert kinds("The rate was higher.\n\nFigure 2 Offences by area") == [Kind.PARAGRAPH, Kind.CAPTION]
    assert kinds("The rate was higher.\nFigure 2: Offences by area") == [Kind.PARAGRAPH, Kind.CAPTION]


def test_a_caption_may_begin_with_an_article_where_it_does_not_end_as_a_sentence():
    assert kinds("Table 5. The fifth of areas with most holds half") == [Kind.CAPTION]
    assert kinds("Table 5. The fifth of areas with most holds half.") == [Kind.PARAGRAPH]


def test_a_running_title_beside_a_constant_is_page_furniture():
    pages = [
        f"{title}                    Invented (synthetic) data\n\nWords of page {title}.\n\nPage {n} of 6"
        for n, title in enumerate(["Summary", "People", "Places", "Times", "Methods", "Glossary"])
    ]
    words = [piece.words for piece in pieces_of_lines("\n\f".join(pages).split("\n")) if piece.words]
    assert len(words) == 6
    assert all(one.startswith("Words of page") for one in words)


@pytest.mark.parametrize(
    ("words", "faulty"),
    [
        ("See Table 1, Table 2, Table 3 and 44 more.", False),
        ("See Table 1, Table 2, Table 3 and 44.", True),
        ("See Table 1, Table 2 and Figure 3.", False),
        ("See Table 1 and Figures 2, 3 and Table 4.", True),
    ],
)
def test_only_numbers_of_exhibits_are_citations_each_of_its_own_kind(tmp_path, words, faulty):
    captions = "".join(f"{kind} {n}: Things of kind {n}\n\n" for kind in ("Table", "Figure") for n in (1, 2, 3))
    assert ("STAT-08/not-there" in found(tmp_path, f"{captions}{words}\n")) is faulty


@pytest.mark.parametrize(("section", "faulty"), [("1.2 More", True), ("Appendix A: More", True), ("GLOSSARY", False)])
def test_a_table_needs_a_number_in_numbered_sections_and_appendices(tmp_path, section, faulty):
    words = f"1.1 Counts\n\n{TABLES}{section}\n\n{BARE}"
    assert ("STAT-08/unnumbered" in found(tmp_path, words)) is faulty


def test_a_longer_name_is_no_second_meaning_and_another_name_is(tmp_path):
    used = "Each lower layer super output area (LSOA) is small. Abbreviations\n"
    entry = "Abbreviations\n\nLSOA – lower layer super output area, of about 1,500 residents\n"
    assert "STAT-15/two-meanings" not in found(tmp_path, f"1.1 A\n\n{used}\n{entry}")
    other = "Abbreviations\n\nLSOA – local super output area\n"
    assert "STAT-15/two-meanings" in found(tmp_path, f"1.1 A\n\n{used}\n{other}")


@pytest.mark.parametrize(
    ("meaning", "faulty"), [("<dt>QRS</dt><dd>quarterly return of stops.</dd>", False), ("", True)]
)
def test_a_list_of_terms_on_a_page_explains_abbreviations(tmp_path, meaning, faulty):
    page = f"<h2>Counts</h2><p>The QRS has it.</p><h2>Abbreviations</h2><dl><div>{meaning}</div></dl>"
    assert ("STAT-15/never-explained" in found(tmp_path, page, "page.html")) is faulty


def test_a_glossary_set_in_columns_explains_abbreviations(tmp_path):
    words = "1.1 A\n\nThe QRS has it.\n\nAbbreviations\n\n QRS           quarterly return of stops\n"
    assert "STAT-15/never-explained" not in found(tmp_path, words)


def test_the_number_of_an_exhibit_in_a_heading_is_its_caption(tmp_path):
    page = "<h1>1 People</h1>" + "".join(
        f"<h3><span>Figure {n}</span> {n}0% of people are of kind {n}</h3>" for n in (1, 2, 3)
    )
    (tmp_path / "page.html").write_text(page, "utf-8")
    text = read_text(tmp_path / "page.html")
    assert [one.title for one in text.captions] == [f"{n}0% of people are of kind {n}" for n in (1, 2, 3)]
    assert [one.name for one in text.sections] == ["1 People"]


def test_a_share_of_another_base_is_another_statement(tmp_path):
    summary = "1 SUMMARY\n\nOf crimes {base}, 40% recorded in the county in 2023 were violence.\n\n"
    body = "2 CRIMES\n\nOf crimes, 33% recorded in the county in 2023 were violence.\n"
    assert "LINT-TWOVALUES/restated" in found(tmp_path, summary.format(base="there") + body)
    assert "LINT-TWOVALUES/restated" not in found(tmp_path, summary.format(base="alone") + body)


@pytest.mark.parametrize(("opening", "faulty"), [("The rate of assault", True), ("It", False)])
def test_it_was_so_much_states_something_of_the_sentence_before(tmp_path, opening, faulty):
    said = opening + " was {} a year for every 100,000 people in the county, allowing for age.\n\n"
    words = f"1 SUMMARY\n\n{said.format('2,373.1')}2 ADMISSIONS\n\n{said.format('43.9')}"
    assert ("LINT-TWOVALUES/restated" in found(tmp_path, words)) is faulty


@pytest.mark.parametrize(("title", "faulty"), [("What changed since the last edition", False), ("More", True)])
def test_a_section_on_changes_may_say_again_what_the_body_says(tmp_path, title, faulty):
    said = "The rate in the poorest tenth (318.4 per 100,000) is four times that in the richest (79.6 per 100,000)."
    words = (
        f"# 1.1 Rates\n\n{said}\n\n# {title}\n\n## Recommendations that vanished\n\nNone.\n\n## Findings\n\n{said}\n"
    )
    assert ("STAT-07/repeated" in found(tmp_path, words, "text.md")) is faulty


@pytest.mark.parametrize(("head", "faulty"), [("Hour", True), ("Sources", False)])
def test_bare_numbers_are_hours_only_where_the_table_says_so(tmp_path, head, faulty):
    words = f"Table 1: Areas\n\n{head}\tCount\n0\t300\n1\t57\n2\t30\n3\t21\n"
    assert ("STAT-03/midnight-table" in found(tmp_path, words)) is faulty


@pytest.mark.parametrize("second", ["18,465 in 2023", "its neighbour in 2023"])
def test_a_caption_goes_on_after_a_word_that_ends_none(tmp_path, second):
    file = tmp_path / "text.txt"
    file.write_text(f"1.1 A\n\nFigure 1. Offences: 17,259 in 2019 and\n{second}\nCounts by year\n", "utf-8")
    (caption,) = read_text(file).captions
    assert caption.title == f"Offences: 17,259 in 2019 and {second}"
