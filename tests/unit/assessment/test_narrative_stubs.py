"""The narrative files of a new assessment: one for each chapter, with names that an edition bears, printing nothing."""

import json
import re

import pytest

from verity.assessment.narrative import strip_comments
from verity.assessment.narrative_stubs import STUBS, narrative_stub
from verity.build.chapters import CHAPTERS
from verity.chapters.prevention.chapter import ID as PREVENTION
from verity.report.quotes import QUOTE

WITHOUT = {"planted"}
"""Chapters of the demonstration alone."""


def test_every_chapter_has_a_stub():
    assert set(STUBS) == {one.id for one in CHAPTERS} - WITHOUT | {PREVENTION}


@pytest.mark.parametrize("chapter", STUBS)
def test_a_stub_prints_nothing_and_asks_what_data_cannot_say(chapter):
    text = narrative_stub(chapter)
    assert strip_comments(text) == ""
    assert len(STUBS[chapter].ask) >= 3
    assert all(one.endswith("?") for one in STUBS[chapter].ask)
    assert QUOTE.search(STUBS[chapter].example)


def test_every_name_and_section_that_a_stub_offers_is_there(small_demo):
    site = small_demo / "site"
    known = {one["id"] for one in json.loads((site / "findings.json").read_text("utf-8"))["findings"]}
    pages = "".join(path.read_text("utf-8") for path in site.glob("*.html"))
    for stub in STUBS.values():
        named = {re.sub(r"\.(words|lower|upper)$", "", one) for one in QUOTE.findall(stub.example)}
        assert named | set(stub.quote) <= known
        assert f'id="{stub.section}"' in pages, stub.section
