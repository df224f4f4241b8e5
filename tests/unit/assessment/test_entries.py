"""Entries of the registers: closed lists, dates, what is owed, and what may be left out."""

import csv
import datetime as dt
import io

import pytest

from verity.assessment.entries import entries
from verity.assessment.registers import read_register
from verity.assessment.templates import OPTIONAL, REGISTERS, registers_readme
from verity.demo.registers import registers
from verity.model.errors import SettingsError
from verity.model.registers import Effect, FactorLevel, Impact, Priority, Status, Tier

RECOMMENDATION = {"id": "R1", "recommendation": "Do it.", "owner": "the force", "due": "2026-03-01", "status": "agreed"}
FACTOR = {"id": "F1", "factor": "Poverty", "effect": "risk", "level": "community", "source": "A book, 2002"}
APPROACH = {"id": "W1", "approach": "Clubs", "impact": "low", "source": "A toolkit", "retrieved": "2026-01-01"}


def row(register, given, **changed):
    return dict.fromkeys(REGISTERS[register], "") | given | changed


def read(recommendations=(), factors=(), approaches=()):
    return entries(recommendations=tuple(recommendations), factors=tuple(factors), approaches=tuple(approaches))


def test_a_recommendation_is_read_with_its_lists_of_ids():
    given = row("recommendations", RECOMMENDATION, findings="a.b; c-d ;", approaches="W1;W2", priority="High",
                carried_forward_from="P1;P2")  # fmt: skip
    (one,) = read([given]).recommendations
    assert (one.evidence, one.approaches) == (("a.b", "c-d"), ("W1", "W2"))
    assert (one.status, one.priority, one.carried_forward_from) == (Status.AGREED, Priority.HIGH, ("P1", "P2"))
    assert one.due == dt.date(2026, 3, 1)


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"status": "nearly"}, "status"),
        ({"status": ""}, "status"),
        ({"due": "1 March 2026"}, "due"),
        ({"due": ""}, "due"),
        ({"owner": ""}, "owner"),
        ({"recommendation": ""}, "recommendation"),
        ({"priority": "urgent"}, "priority"),
        ({"status": "dropped", "due": ""}, "reason"),
    ],
)
def test_a_recommendation_that_lacks_what_it_owes_is_refused_by_row_and_column(changed, where):
    with pytest.raises(SettingsError) as error:
        read([row("recommendations", RECOMMENDATION, **changed)])
    assert error.value.where == f"registers/recommendations.csv, R1, {where}"


@pytest.mark.parametrize("changed", [{"status": "done"}, {"status": "dropped", "reason": "No money."}])
def test_what_is_closed_needs_no_day(changed):
    (one,) = read([row("recommendations", RECOMMENDATION, due="", **changed)]).recommendations
    assert one.due is None


@pytest.mark.parametrize("status", list(Status))
def test_only_what_is_open_can_be_overdue_and_from_the_day_after(status):
    given = row("recommendations", RECOMMENDATION, status=status, reason="Because.")
    (one,) = read([given]).recommendations
    assert not one.overdue(dt.date(2026, 3, 1))
    assert one.overdue(dt.date(2026, 3, 2)) == (status in (Status.PROPOSED, Status.AGREED, Status.IN_PROGRESS))


@pytest.mark.parametrize(
    ("register", "given", "changed", "where"),
    [
        ("risk_factors", FACTOR, {"effect": "bad"}, "effect"),
        ("risk_factors", FACTOR, {"level": "family"}, "level"),
        ("risk_factors", FACTOR, {"source": ""}, "source"),
        ("what_works", APPROACH, {"impact": "none"}, "impact"),
        ("what_works", APPROACH, {"retrieved": ""}, "retrieved"),
        ("what_works", APPROACH, {"prevention_tier": "early"}, "prevention_tier"),
    ],
)
def test_factors_and_approaches_keep_to_their_lists(register, given, changed, where):
    rows = [row(register, given, **changed)]
    with pytest.raises(SettingsError) as error:
        read(factors=rows) if register == "risk_factors" else read(approaches=rows)
    assert error.value.where.endswith(f"{register}.csv, {rows[0]['id']}, {where}")


def test_a_file_may_leave_out_what_is_optional_and_nothing_else(tmp_path):
    (tmp_path / "registers").mkdir()
    file = tmp_path / "registers" / "what_works.csv"
    file.write_text(",".join(APPROACH) + "\n" + ",".join(APPROACH.values()) + "\n", "utf-8")
    assert read_register(tmp_path, "what_works") == (row("what_works", APPROACH),)
    file.write_text("id,approach,impact,source\nW1,Clubs,low,A toolkit\n", "utf-8")
    with pytest.raises(SettingsError, match="register"):
        read_register(tmp_path, "what_works")
    file.write_text("id,approach,impact,source,retrieved,colour\n", "utf-8")
    with pytest.raises(SettingsError, match="register"):
        read_register(tmp_path, "what_works")


def test_the_registers_of_the_demonstration_can_be_read():
    found = {name: tuple(csv.DictReader(io.StringIO(text))) for name, text in registers(2023).items()}
    rows = {name: [row(name, dict(one)) for one in own] for name, own in found.items()}
    read(rows["recommendations"], rows["risk_factors"], rows["what_works"])
    assert {one["status"] for one in rows["recommendations"]} == set(Status)


def test_the_page_about_registers_names_every_column_and_every_listed_word():
    text = registers_readme()
    for register in ("recommendations", "risk_factors", "what_works"):
        part = text.partition(f"## {register}.csv")[2].partition("## ")[0]
        for column in REGISTERS[register]:
            assert column == "id" or f"`{column}`" in part, column
            optional = next((line for line in part.splitlines() if f"`{column}`" in line), "")
            assert column == "id" or ("(optional)" in optional) == (column in OPTIONAL[register]), column
    for words in (Status, Priority, Effect, FactorLevel, Tier, Impact):
        assert all(f"`{one}`" in text for one in words)
