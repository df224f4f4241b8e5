"""The list of decisions is current, and every decision has its four parts on one page."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "docs" / "adr"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
PARTS = ("## Status", "## Context", "## Decision", "## Consequences")


def title(record: Path) -> str:
    return record.read_text("utf-8").splitlines()[0].removeprefix("# ")


def test_the_index_lists_every_record_in_order() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    listed = re.findall(r"^- \[(.+)\]\((.+)\)$", index, re.MULTILINE)
    assert listed == [(title(record), record.name) for record in RECORDS]


def test_numbers_follow_one_another() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_record_has_its_parts_on_one_page(record: Path) -> None:
    text = record.read_text("utf-8")
    assert re.match(rf"# {record.name[:4]} \S", text)
    assert [part for part in PARTS if part in text] == list(PARTS)
    assert len(text.split()) < 600
