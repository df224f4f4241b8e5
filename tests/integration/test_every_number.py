"""Every number that a public edition tells comes from a released cell, the settings or prose; a planted one is seen."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("told_numbers", Path(__file__).with_name("told_numbers.py"))
told = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(told)

pytestmark = pytest.mark.slow
PLANTED = "73,519"


@pytest.fixture(scope="module")
def texts(public):
    return told.texts(public)


@pytest.fixture(scope="module")
def may(public):
    return told.allowed(public, public.parent / "assessment")


def test_every_number_that_is_told_was_released_or_stands_in_settings_or_prose(texts, may):
    left = {name: sorted(found) for name, text in texts.items() if (found := told.unreleased(text, may))}
    assert left == {}
    assert sum(len(told.numbers(text)) for text in texts.values()) > 5000


def test_a_number_that_was_not_released_is_seen_in_any_file(texts, may):
    for name, text in texts.items():
        half = text.index(" ", len(text) // 2)
        assert told.unreleased(f"{text[:half]} {PLANTED} {text[half:]}", may) == {"73519"}, name


def test_a_hidden_cell_holds_its_sign_in_every_format(public):
    printed = told.printed
    pages, ods, xlsx = printed.site_tables(public), printed.ods_tables(public), printed.xlsx_tables(public)
    hidden = 0
    for entry in printed.exhibits_of(public):
        formats = (pages[entry["id"]][0], ods[entry["number"]], xlsx[entry["number"]])
        for place, row in enumerate(printed.file_rows(public, entry)):
            for column, cell in enumerate(row):
                if cell == "[c]":
                    hidden += 1
                    assert [one[place][column] for one in formats] == ["[c]"] * 3, (entry["id"], row)
    assert hidden > 500


def test_a_count_of_restricted_records_is_one_that_the_gate_released(public):
    """Recounted where a table has the coordinates of the ledger: no row shows what the ledger hides."""
    tables = json.loads((public / told.LEDGER).read_text("utf-8"))["tables"]
    measures = {table["id"]: table for table in tables}
    assert len(measures) > 50
    for table in tables:
        assert all(row[-1] is None or re.fullmatch(r"\d+", str(row[-1])) for row in table["rows"]), table["id"]
        assert all((row[-1] or 0) % table["base"] == 0 for row in table["rows"]), table["id"]
