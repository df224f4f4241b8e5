"""Findings as JSON, page and table: nothing of the document can act in the page, and ids stay the same."""

import json

import pytest
from rich.console import Console

from verity.cli.lint_table import show_findings
from verity.lint.assembly import assemble
from verity.lint.finding import Severity, shortened
from verity.lint.linting import lint
from verity.lint.numbers import Unit, numbers
from verity.lint.spans import intervals, periods
from verity.lint.structure import pieces_of_lines
from verity.lint.telling import as_json, as_page
from verity.lint.text import Text

FAULTS = "Over half of the <b>victims</b> & witnesses (43%) agreed.\n\nOver half of the others (41%) agreed.\n"


def made(words: str) -> Text:
    return assemble(pieces_of_lines(words.split("\n")), "made & up.txt")


def test_json_has_its_schema_counts_and_findings() -> None:
    text = made(FAULTS)
    content = json.loads(as_json(text, lint(text)))
    assert content["schema"] == "verity.lint/1"
    assert content["counts"] == {"high": 0, "medium": 2, "low": 0}
    assert [one["id"] for one in content["findings"]] == ["LINT-PCT:share-in-words:1", "LINT-PCT:share-in-words:3"]
    assert set(content["findings"][0]) == {
        "id", "check", "rule", "severity", "title", "line", "section", "evidence", "wrong", "recomputed",
    }  # fmt: skip


def test_the_page_escapes_what_it_quotes() -> None:
    text = made(FAULTS)
    page = as_page(text, lint(text))
    assert "made &amp; up.txt" in page
    assert "victims &amp; witnesses" in page
    assert "<script" not in page
    assert page.count("<article") == 2
    assert '<html lang="en-GB">' in page


def test_nothing_found_is_said() -> None:
    text = made("All is well.")
    assert "0 reports" in as_page(text, ())
    with (console := Console(width=200)).capture() as told:
        show_findings(text, (), console)
    assert "Nothing was found" in told.get()


def test_the_table_has_the_gravest_first() -> None:
    text = made(FAULTS + "\nThe rate of victims was 12.5 per 1,000 (95% CI 13.1 to 14.9).")
    with (console := Console(width=200)).capture() as told:
        show_findings(text, lint(text), console)
    assert told.get().index("high") < told.get().index("medium")
    assert "3 reports: 1 high, 2 medium, 0 low." in told.get()


def test_the_same_document_gives_the_same_findings() -> None:
    assert lint(made(FAULTS)) == lint(made(FAULTS))
    assert all(isinstance(one.severity, Severity) for one in lint(made(FAULTS)))


def test_evidence_is_cut_around_the_fault() -> None:
    assert shortened("word " * 200, 600).startswith("… ")
    assert len(shortened("word " * 200)) < 230


@pytest.mark.parametrize(
    ("words", "value", "lower", "upper"),
    [
        ("161.2 per 100,000 (159.5-162.9 95% CI)", 161.2, 159.5, 162.9),
        ("12.5 (95% CI 11.2 to 13.9)", 12.5, 11.2, 13.9),
        ("12.5 [95% CI: 11.2, 13.9]", 12.5, 11.2, 13.9),
        ("34% (CI 31% – 37%)", 34, 31, 37),
        ("1,204.0 per 100,000 (95% confidence interval 1,100.5 to 1,310.2)", 1204.0, 1100.5, 1310.2),
    ],
)
def test_intervals_are_read_in_many_notations(words: str, value: float, lower: float, upper: float) -> None:
    assert [(one.value, one.lower, one.upper) for one in intervals(words)] == [(value, lower, upper)]


@pytest.mark.parametrize(
    "words",
    [
        "see Table 12 and section 3.1.2", "aged 15-19 years", "from 00:00 to 04:00", "a 12-month period",
        "on 3 May 2021", "codes X85 to Y09", "between 2019 and 2023", "under 18s", "the 4th place",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_left_out(words: str) -> None:
    assert numbers(words) == ()


def test_numbers_have_unit_and_qualifier() -> None:
    found = numbers("Almost 1,204 of 2,112 offences, 57 per cent, or 12.5 per 1,000 residents")
    assert [(one.value, one.unit, one.qualifier) for one in found] == [
        (1204, Unit.COUNT, "almost"), (2112, Unit.COUNT, ""), (57, Unit.PERCENT, ""), (12.5, Unit.RATE, ""),
    ]  # fmt: skip


def test_periods_take_in_financial_years() -> None:
    assert [(one.first, one.last, one.years) for one in periods("2011/12-2020/21, 2019 to 2023 and 2022")] == [
        (2011, 2021, 10), (2019, 2023, 5), (2022, 2022, 1),
    ]  # fmt: skip
