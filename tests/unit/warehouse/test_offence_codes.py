"""Offence codes that a spreadsheet damaged come out right; what is not known is rejected, never guessed."""

import pyarrow as pa
import pytest

from verity.warehouse.offence_codes import UNKNOWN, known_code, undone_date, with_offence, year_made
from verity.warehouse.source import REJECT

DAMAGED = {
    "43831": "1/1", "43833": "3/1", "43864": "3/2", "43874": "13/2", "43875": "14/2", "43918": "28/3",
    "43986": "4/6", "44031": "19/7", "44047": "4/8", "44062": "19/8", "44078": "4/9", "44093": "19/9",
    "44123": "19/10", "44139": "4/11", "22129": "8/60", "20302": "8/55",
}  # fmt: skip
OFFENCE = {
    "43831": "1", "43833": "3B", "43864": "3A", "43874": "13", "43875": "14", "43918": "28E", "43986": "4.6",
    "44031": "19D", "44047": "4.8", "44062": "19C", "44078": "4.9", "44093": "19G", "44123": "19F", "44139": "4.7",
    "22129": "8P", "20302": "9B",
}  # fmt: skip


@pytest.mark.parametrize(("serial", "pair"), DAMAGED.items())
def test_a_serial_date_becomes_class_and_subclass(serial: str, pair: str) -> None:
    assert undone_date(serial, year_made(DAMAGED)) == pair


@pytest.mark.parametrize(("serial", "code"), OFFENCE.items())
def test_class_and_subclass_become_an_offence(serial: str, code: str) -> None:
    assert known_code(DAMAGED[serial]) == code


def test_the_year_is_that_of_days_other_than_the_first() -> None:
    assert year_made(["22129", "43833"]) == 2020
    assert year_made(["43833", "44199", "44201"]) == 2021  # 2021-01-03 and 2021-01-05 outnumber 2020-01-03
    assert year_made(["43831"]) == 2020  # only 1/1 of 2020: nothing else it could be
    assert year_made(["22129"]) is None
    assert year_made(["8N", "104", "4.10"]) is None


def test_an_old_first_of_the_month_is_a_month_and_a_year_whatever_the_year_made() -> None:
    assert undone_date("22129", None) == "8/60"
    assert undone_date("22129", 2024) == "8/60"
    assert undone_date("22130", 2024) == "22130"  # 2 August 1960 is neither


def test_a_date_of_another_year_is_not_guessed() -> None:
    assert undone_date("43833", 2021) == "43833"
    assert undone_date("43831", 2021) == "1/20"  # first of the month before the year made
    assert undone_date("43831", 2019) == "43831"


@pytest.mark.parametrize(("shown", "pair"), [("04-Jun", "4/6"), ("Aug-60", "8/60"), ("1-jan", "1/1")])
def test_dates_as_a_spreadsheet_shows_them(shown: str, pair: str) -> None:
    assert undone_date(shown, None) == pair


def test_codes_stay_text() -> None:
    assert known_code("4.10") == "4.10"
    assert known_code("4.1") == "4.1"
    assert known_code("8n") == "8N"
    assert known_code("019/08") == "19C"


@pytest.mark.parametrize("text", ["34/1", "8/99", "75A", "Other", "", "4.100", "12-Jun-20", "99999"])
def test_what_is_not_known_stays(text: str) -> None:
    assert known_code(undone_date(text, 2020)) == text


def test_columns_of_a_table() -> None:
    codes = ["8N", "43986", None, "4.10", "75A", "44062", "105A"]
    table = with_offence(pa.table({"offence_code": pa.chunked_array([codes[:3], codes[3:]])}))
    assert table.column("offence_code").to_pylist() == ["8N", "4.6", None, "4.10", "75A", "19C", "105A"]
    assert table.column("code_repaired").to_pylist() == ["no", "yes", "no", "no", "no", "yes", "no"]
    assert table.column(REJECT).to_pylist() == [None, None, None, None, UNKNOWN, None, None]
    assert table.column("offence_subgroup").to_pylist() == [
        "Violence with injury", "Death or serious injury by unlawful driving", None, "Homicide", None, "Rape",
        "Violence without injury",
    ]  # fmt: skip


def test_an_empty_table() -> None:
    assert with_offence(pa.table({"offence_code": pa.array([], pa.string())})).num_rows == 0
