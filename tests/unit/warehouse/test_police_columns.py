"""Columns of police extracts: times as systems write them, ages to the birthday, ethnicity, yes and no."""

import pyarrow as pa
import pytest

from verity.model.incidents import ETHNIC_GROUPS
from verity.warehouse.police_columns import (
    ages_at,
    at,
    days,
    ethnic_groups,
    given,
    has_time,
    iso_times,
    joined,
    listed,
    neither_yes_nor_no,
    recoded,
    sexes,
    yes,
)

WHITE, ASIAN, BLACK, MIXED, OTHER = ETHNIC_GROUPS


def text(*values: str | None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.string())])


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("31/12/2023", "2023-12-31"),
        ("1/2/2023", "2023-02-01"),
        ("31/12/2023 23:59", "2023-12-31T23:59:00"),
        ("31/12/2023 9:05", "2023-12-31T09:05:00"),
        ("31/12/2023 2359", "2023-12-31T23:59:00"),
        ("31/12/2023 23:59:30", "2023-12-31T23:59:30"),
        ("2023-12-31 23:59:30.123", "2023-12-31T23:59:30"),
        ("2023-12-31T23:59", "2023-12-31T23:59:00"),
        ("31-Dec-23", "31-Dec-23"),
        ("12/31/23", "12/31/23"),
    ],
)
def test_times_become_iso(written: str, iso: str) -> None:
    assert iso_times(text(written, None)).to_pylist() == [iso, None]


def test_days_and_times_of_day() -> None:
    assert days(text("31/12/2023 23:59", "2023-12-31", None)).to_pylist() == ["2023-12-31", "2023-12-31", None]
    dates = text("2023-12-31", "2023-12-31T08:00:00", "never", None)
    assert at(dates, "23:59:00").to_pylist() == ["2023-12-31T23:59:00", "2023-12-31T08:00:00", "never", None]
    assert has_time(dates).to_pylist() == [False, True, False, False]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2005-06-03", "2023-06-02", "17"),
        ("2005-06-03", "2023-06-03", "18"),
        ("2004-02-29", "2023-02-28", "18"),
        ("2004-02-29", "2023-03-01", "19"),
        ("2023-06-03", "2023-06-03", "0"),
        ("2023-06-04", "2023-06-03", "-1"),
        ("unknown", "2023-06-03", None),
        ("2005-06-03", None, None),
    ],
)
def test_age_on_a_day(born: str, day: str | None, age: str | None) -> None:
    assert ages_at(text(born), text(day)).to_pylist() == [age]


def test_sex() -> None:
    assert sexes(text("F", "female", "M", "Male", "U", "X", None, "Mx")).to_pylist() == [
        "female", "female", "male", "male", None, None, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "seen", "group"),
    [
        ("W1", None, WHITE),
        ("W3 - Gypsy or Irish Traveller", None, WHITE),
        ("A1", "IC1", ASIAN),
        ("A4", None, ASIAN),
        ("O1", None, ASIAN),
        ("O9", None, OTHER),
        ("B2", None, BLACK),
        ("M1", None, MIXED),
        ("Mixed", None, MIXED),
        ("NS", "IC3", BLACK),
        ("NS", "5", ASIAN),
        (None, "IC6", OTHER),
        (None, "2", WHITE),
        (None, "IC9", None),
        ("NS", None, None),
        ("Z1", "0", None),
        ("W12", None, None),
    ],
)
def test_ethnic_group(said: str | None, seen: str | None, group: str | None) -> None:
    assert ethnic_groups(text(said), text(seen)).to_pylist() == [group]


def test_yes_and_no() -> None:
    column = text("Y", "yes", "1", "TRUE", "N", "no", "0", None, "Maybe", "Yes please")
    assert yes(column).tolist() == [True] * 4 + [False] * 6
    assert neither_yes_nor_no({"a": column}, 10).tolist() == [False] * 8 + [True] * 2


def test_what_is_not_stated_is_missing() -> None:
    table = pa.table({"a": text("Unknown", "n/a", "Street", "None"), "b": text("x", "-", "y", None)})
    assert given(table, "a", "b").to_pylist() == ["x", None, "Street", None]
    assert given(table, "c").to_pylist() == [None] * 4


def test_capitals_throughout_are_softened() -> None:
    table = pa.table({"a": text("PUBLIC HOUSE", "Public house", "A&E", None)})
    assert listed(table, "a").to_pylist() == ["Public house", "Public house", "A&E", None]


def test_joining_keeps_every_row() -> None:
    assert joined(text("a", None, "a", None), text("b", "b", None, None), by=" ").to_pylist() == ["a b", "b", "a", None]


def test_recoding_keeps_or_drops_what_no_pattern_has() -> None:
    rules = [("^a", "A"), ("^ab", "never")]
    assert recoded(text("ab", "c", None), rules).to_pylist() == ["A", None, None]
    assert recoded(text("ab", "c", None), rules, keep=True).to_pylist() == ["A", "c", None]
