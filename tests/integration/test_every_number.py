"""Every number that a public edition tells comes from a released cell, the settings or prose; a planted one is seen."""

import importlib.util
import json
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
    """The numbers of this edition, and those of the one before it, which the page on changes repeats."""
    editions = (public, *(one for one in public.parent.glob("out-????") if one != public))
    assert len(editions) > 1
    return set().union(*(told.allowed(one, public.parent / "assessment") for one in editions))


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


def test_every_number_over_records_is_one_that_the_gate_let_through(public, released):
    """Beside the gate's own answer, taken as it left it: tables as files, and findings with their limits."""
    checked, strange = 0, []
    for entry in told.printed.exhibits_of(public):
        may = told.let_through(released, entry["measures"])
        for row in told.printed.file_rows(public, entry) if may else ():
            numbers = [cell for cell in row if isinstance(cell, float)]
            checked += len(numbers)
            strange += [(entry["id"], one) for one in numbers if abs(one) not in may]
    for finding in json.loads((public / "findings.json").read_text("utf-8"))["findings"]:
        may = told.let_through(released, [finding["measure"]])
        given = [finding[name] for name in ("value", "lower", "upper") if finding[name] is not None] if may else []
        checked += len(given)
        strange += [(finding["id"], one) for one in given if abs(round(one, 6)) not in may]
    assert strange == []
    assert checked > 2000


def test_what_the_gate_hid_is_told_neither_by_it_nor_by_the_ledger(public, released):
    hidden = 0
    for name, table in released.items():
        if "count" in table["columns"]:
            rows = zip(table["columns"]["state"], table["columns"]["count"], strict=True)
            gone = [count for state, count in rows if state == "suppressed"]
            if len(table["hidden"]) == len(gone) and not table["severity"]:
                hidden += len(gone)
                assert set(gone) <= {"<NA>", "nan"}, name
    assert hidden > 500
    tables = json.loads((public / told.LEDGER).read_text("utf-8"))["tables"]
    assert len(tables) > 50
    for table in tables:
        assert all((row[-1] or 0) % table["base"] == 0 for row in table["rows"]), table["id"]


def test_a_number_that_the_gate_did_not_let_through_is_seen(released):
    name = next(one for one, table in released.items() if table["restricted"])
    assert 73519.0 not in told.let_through(released, [name])
    assert told.let_through({name: released[name] | {"restricted": False}}, [name]) == set()
