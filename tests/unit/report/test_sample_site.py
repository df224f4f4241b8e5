"""The site of a made-up edition: complete, traceable, self-contained, the same every time."""

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from verity.chapters.chapter import Prose
from verity.model.errors import ValidityError
from verity.report.data_files import write_data_files
from verity.report.site import write_site

PAGES = ("index", "sample", "long", "long-by-place", "long-by-time", "long-gaps", "place-northport", "places", "search",
         "exhibits", "definitions", "glossary", "changes", "methods", "data-quality", "self-assessment",
         "accessibility")  # fmt: skip


def html(site, name):
    return (site / f"{name}.html").read_text("utf-8")


class Outline(HTMLParser):
    """What a page fetches, and the levels of its headings."""

    def __init__(self):
        super().__init__()
        self.fetched, self.levels = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "src" in given:
            self.fetched.append(given["src"])
        if tag == "link":
            self.fetched.append(given["href"])


def outline(site, name):
    parser = Outline()
    parser.feed(html(site, name))
    return parser


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fetches_only_its_own_files(sample_site, name):
    fetched = outline(sample_site, name).fetched
    assert fetched
    for one in fetched:
        assert not re.match(r"[a-z]+:|//|/", one), one
        assert (sample_site / one).is_file()
    assert 'type="module"' not in html(sample_site, name)


@pytest.mark.parametrize("name", PAGES)
def test_headings_step_down_one_level_at_a_time(sample_site, name):
    levels = outline(sample_site, name).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_an_invented_edition_says_so(sample_site, name):
    assert "Invented data" in html(sample_site, name)


def test_every_exhibit_has_number_title_table_file_and_alternative_text(sample_site, sample_edition):
    page = html(sample_site, "sample")
    for exhibit in sample_edition.chapters[0].exhibits:
        block = re.search(rf'<figure class="exhibit" id="{exhibit.id}".*?</figure>', page, re.DOTALL)[0]
        assert sample_edition.numbers[exhibit.id] in block
        assert block.count("<table") == 1
        assert (sample_site / "data" / f"{exhibit.id}.csv").is_file()
        assert 'href="data-quality.html#sample_source"' in block
        assert "Source: an invented archive." in block
        if exhibit.chart:
            assert '<svg role="img"' in block
            assert exhibit.alt_text in re.search(r"<desc[^>]*>(.*?)</desc>", block)[1]


def test_every_page_of_the_site_is_looked_at_here(sample_site):
    names = {one.stem for one in sample_site.glob("*.html")}
    assert names - {"place-central-testshire", "place-southmere", "place-testshire-and-southmere"} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_to_something_that_is_there(sample_site, name):
    for target in set(re.findall(r'href="([^"]+)"', html(sample_site, name))):
        file, _, anchor = target.partition("#")
        if target.startswith("http") or file in {"account.json", "manifest.json"}:
            continue
        assert (sample_site / (file or f"{name}.html")).is_file(), target
        if anchor:
            assert f'id="{anchor}"' in html(sample_site, file.removesuffix(".html") or name), target


@pytest.mark.parametrize("name", PAGES)
def test_titles_of_pages_differ_and_the_menu_marks_the_page(sample_site, name):
    title = re.search(r"<title>(.*?)</title>", html(sample_site, name))[1]
    others = [re.search(r"<title>(.*?)</title>", html(sample_site, one))[1] for one in PAGES if one != name]
    assert title not in others
    assert html(sample_site, name).count('aria-current="page"') == (name != "accessibility")


def test_the_first_page_of_a_parted_chapter_still_answers_to_every_exhibit(sample_site):
    page = html(sample_site, "long")
    for n in range(1, 14):
        assert f'<li id="long-{n}"><a href="long-by-{"place" if n <= 7 else "time"}.html#long-{n}">' in page


def test_a_finding_is_followed_by_the_definition_it_was_counted_by(sample_site):
    for name in ("index", "long-by-place", "place-northport"):
        assert '<a class="defined" href="definitions.html#violence">Definition: violence with injury</a>' in html(
            sample_site, name
        )


def test_the_summary_has_findings_three_changes_gaps_and_the_front_matter(sample_site):
    page = html(sample_site, "index")
    assert page.index("What the data say") < page.index("What changed since") < page.index("What is not known")
    assert "A third." in page
    assert "A fourth." not in page
    assert "<dt>Purpose</dt><dd>To show every kind of page.</dd>" in page


def test_notes_beyond_three_are_folded_and_none_is_lost(sample_site):
    block = re.search(
        r'<figure class="exhibit" id="long-1".*?</figure>', html(sample_site, "long-by-place"), re.DOTALL
    )[0]
    shown, folded = block.split('<details class="more">')
    assert [f"Note {n} on part 1." in shown for n in range(1, 6)] == [True, True, True, False, False]
    assert "2 more notes" in folded
    assert folded.count("<li>") == 2


def test_pictures_are_files_of_their_own(sample_site, sample_edition):
    for one in (e for e in sample_edition.chapters[0].exhibits if e.chart):
        svg = (sample_site / "charts" / f"{one.id}.svg").read_text("utf-8")
        assert re.match(r'<svg width="\d', svg)
        assert one.alt_text in svg
        assert (sample_site / "charts" / f"{one.id}.png").read_bytes().startswith(b"\x89PNG")


def test_an_edition_that_is_not_public_marks_its_pictures_and_its_index(sample_edition, tmp_path):
    write_site(replace(sample_edition, kind="restricted"), tmp_path)
    assert all(".not-for-publication." in one.name for one in (tmp_path / "charts").iterdir())
    assert (tmp_path / "static" / "search-index.js").read_text("utf-8").startswith("/* Restricted")


def test_the_metadata_of_a_file_describe_its_columns_in_order(sample_site):
    about = json.loads((sample_site / "data" / "sample-choropleth.csv-metadata.json").read_text("utf-8"))
    header = (sample_site / "data" / "sample-choropleth.csv").read_text("utf-8").splitlines()[0].split(",")
    columns = about["tableSchema"]["columns"]
    assert about["@context"][0] == "http://www.w3.org/ns/csvw"
    assert about["url"] == "sample-choropleth.csv"
    assert about["dc:license"]["@id"].startswith("https://www.nationalarchives.gov.uk/")
    assert [one["titles"][0] for one in columns] == header
    assert [one["datatype"] for one in columns] == ["string", "string", "integer", "string"]
    assert len({one["name"] for one in columns}) == len(columns)
    assert [one["body"] for one in about["notes"]] == [
        "Invented data: synthetic throughout.", "Rows add up to the total.",
    ]  # fmt: skip
    assert about["tableSchema"]["primaryKey"] == ["small_area"]


def test_a_restricted_file_is_described_without_a_licence(sample_edition, tmp_path):
    write_data_files(replace(sample_edition, kind="restricted"), tmp_path)
    about = json.loads((tmp_path / "data" / "sample-table.not-for-publication.csv-metadata.json").read_text("utf-8"))
    assert "dc:license" not in about
    assert about["dc:accessRights"].startswith("Restricted")


def test_what_is_written_by_hand_is_escaped(sample_site):
    page = html(sample_site, "sample")
    assert "&lt;offences&gt; &amp; more" in page
    assert "<offences>" not in page
    assert "2023 &lt;b&gt;." in page


def test_cross_references_become_links_in_prose_and_narrative(sample_site):
    page = html(sample_site, "sample")
    assert '<a href="sample.html#sample-lines">Figure 10</a>' in page
    assert '<a href="sample.html#sample-table">Table 1</a>' in page
    assert "{sample-" not in page


def test_an_unknown_cross_reference_stops_the_site(sample_edition, tmp_path):
    chapter = sample_edition.chapters[0]
    section = replace(chapter.sections[0], blocks=(*chapter.sections[0].blocks, Prose("See {no-such}.")))
    broken = replace(sample_edition, chapters=(replace(chapter, sections=(section,)),))
    with pytest.raises(ValidityError, match="leads nowhere"):
        write_site(broken, tmp_path)


def test_narrative_headings_lie_below_the_section(sample_site):
    assert "<h3>In our words</h3>" in html(sample_site, "sample")


def test_every_hatch_that_a_picture_uses_is_defined(sample_site):
    """An undefined hatch is drawn as nothing, and a suppressed area would look like zero."""
    page = html(sample_site, "sample")
    used = set(re.findall(r"url\(#([^)\"]+)\)", page))
    assert any(one.startswith("sample-choropleth-") for one in used)
    assert used <= set(re.findall(r'\bid="([^"]+)"', page))
    charts = (sample_site / "static" / "sample-charts.js").read_text("utf-8")
    live = set(re.findall(r"url\(#([^)\"]+)\)", charts))
    assert live == {"hatch-suppressed", "hatch-not-available"}
    assert live <= set(re.findall(r'\bid="([^"]+)"', page))


def test_ids_are_unique(sample_site):
    ids = re.findall(r'\bid="([^"]+)"', html(sample_site, "sample"))
    assert len(ids) == len(set(ids))


def test_cells_that_are_not_numbers_say_so_on_the_page_and_in_the_file(sample_site):
    page = html(sample_site, "sample")
    assert 'class="numbers suppressed">suppressed</td>' in page
    assert 'class="numbers not-available">not available</td>' in page
    assert 'data-value="0">0</td>' in page
    raw = (sample_site / "data" / "sample-choropleth.csv").read_bytes()
    assert b"\r" not in raw
    rows = list(csv.DictReader(raw.decode("utf-8").splitlines()))
    assert list(rows[0]) == ["small_area", "lsoa", "count", "state"]
    assert (rows[0]["count"], rows[0]["state"]) == ("0", "")
    assert (rows[6]["count"], rows[6]["state"]) == ("", "count: suppressed")
    assert (rows[7]["count"], rows[7]["state"]) == ("", "count: not available")


def test_exhibits_and_findings_name_their_schema_and_lead_to_files(sample_site):
    exhibits = json.loads((sample_site / "exhibits.json").read_text("utf-8"))
    findings = json.loads((sample_site / "findings.json").read_text("utf-8"))
    assert exhibits["schema"] == "verity.exhibits/1"
    assert findings["schema"] == "verity.findings/1"
    assert exhibits["exhibits"][0]["files"] == [
        {"source": "sample_source", "path": "police/a.csv", "sha256": "ab" * 32}
    ]
    assert findings["findings"][0]["value"] == 1204.0


def test_the_account_of_each_file_adds_up_on_the_page(sample_site):
    row = re.search(r"<tr><th scope=\"row\">police/a.csv.*?</tr>", html(sample_site, "data-quality"))[0]
    assert re.findall(r'<td class="numbers">(\d+)</td>', row) == ["10", "7", "2", "1"]
    assert f"<code>{'ab' * 6}</code>" in row


def test_a_missing_source_says_where_to_get_it(sample_site):
    page = html(sample_site, "index")
    assert "b.csv" in page
    assert "https://example.org/other" in page
    assert "Get c.csv from the force&#39;s analysts, and put it in the folder records." in page


def test_a_second_writing_is_byte_identical(sample_edition, sample_site, tmp_path):
    write_site(sample_edition, tmp_path)
    write_data_files(sample_edition, tmp_path)
    files = sorted(one.relative_to(tmp_path) for one in tmp_path.rglob("*") if one.is_file())
    assert files == sorted(one.relative_to(sample_site) for one in sample_site.rglob("*") if one.is_file())
    for one in files:
        assert (tmp_path / one).read_bytes() == (sample_site / one).read_bytes(), one
