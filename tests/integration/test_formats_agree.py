"""One edition, six formats: the tables and the sentences of each hold the same numbers, to the digit."""

import importlib.util
import json
import re
from collections import Counter
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("printed_tables", Path(__file__).with_name("printed_tables.py"))
printed = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(printed)

pytestmark = pytest.mark.slow
CAPTION = re.compile(r"^((?:Table|Figure) \d+)\. ", re.MULTILINE)


@pytest.fixture(scope="module")
def site(small_demo):
    return small_demo / "site"


@pytest.fixture(scope="module")
def pdf_text(site):
    return printed.pdf_text(site)


@pytest.fixture(scope="module")
def rows(site):
    found = {one["number"]: printed.file_rows(site, one) for one in printed.exhibits_of(site)}
    assert sum(len(row) for table in found.values() for row in table) > 8000
    return found


@pytest.fixture(scope="module")
def words(site):
    """Number of the exhibit → the words of its table on its page."""
    pages = printed.site_tables(site)
    return {one["number"]: pages[one["id"]][1] for one in printed.exhibits_of(site)}


def test_the_pages_hold_the_values_of_the_files(site, rows):
    pages = printed.site_tables(site)
    assert {one["number"]: pages[one["id"]][0] for one in printed.exhibits_of(site)} == rows


@pytest.mark.parametrize("read", [printed.ods_tables, printed.xlsx_tables])
def test_the_workbooks_hold_the_values_of_the_files(read, site, rows):
    assert read(site) == rows


def test_word_holds_the_words_of_the_pages(site, words):
    assert printed.word_tables(site) == {number: table for number, table in words.items() if table}


def test_the_pdf_holds_the_numbers_of_the_pages(pdf_text, words):
    """Every row that is printed, with as many of each number as there are; a column said once is looked for once."""
    captions = list(CAPTION.finditer(pdf_text))
    ends = [one.start() for one in captions[1:]] + [len(pdf_text)]
    segments = {one[1]: pdf_text[one.end() : end] for one, end in zip(captions, ends, strict=True)}
    checked = 0
    for number, table in words.items():
        text = segments[number]
        if "too many to print" in " ".join(text.split()):
            continue
        first = re.search(r"The\s+first\s+(\d+)\s+of", text)
        shown = table[: int(first[1])] if first else table
        columns = [column if len(set(column)) > 1 else column[:1] for column in zip(*shown, strict=True)]
        wanted = Counter(one for column in columns for cell in column for one in printed.numbers_in(cell))
        assert wanted - Counter(printed.numbers_in(text)) == Counter(), number
        checked += wanted.total()
    assert checked > 2000


def test_every_finding_reads_the_same_in_every_format_that_tells_it(site, pdf_text):
    found = json.loads((site / "findings.json").read_text("utf-8"))["findings"]
    html = pytest.importorskip("lxml.html", reason="pages are read back with lxml")
    pages = "".join(html.parse(str(one)).getroot().text_content() for one in sorted(site.glob("*.html")))
    solid = "".join(pages.split())
    found = [one for one in found if "".join(one["words"].split()) in solid]  # some are told within another's sentence
    assert len(found) > 50
    solid = "".join(printed.word_text(site).split())
    assert [one["id"] for one in found if "".join(one["words"].split()) not in solid] == []
    solid = "".join(pdf_text.split())  # a sentence over two pages is parted there by what runs over every page
    parted = [one["id"] for one in found if "".join(one["words"].split()) not in solid]
    assert len(parted) <= len(found) // 20
    told = set(printed.numbers_in(pdf_text))
    assert [one["id"] for one in found if not set(printed.numbers_in(one["words"])) <= told] == []
    assert sum(len(printed.numbers_in(one["words"])) for one in found) > 50
