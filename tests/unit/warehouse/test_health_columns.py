"""Health extracts' ways of writing days, times, ages, places and diagnoses."""

import pyarrow as pa
import pytest

from verity.warehouse import health_columns as health


def text(*values):
    return pa.chunked_array([pa.array(values, pa.string())])


@pytest.mark.parametrize(
    ("function", "given", "expected"),
    [
        (health.days, "2023-12-31", "2023-12-31"),
        (health.days, "2023-12-31 00:00:00.000", "2023-12-31"),
        (health.days, "31/12/2023", "2023-12-31"),
        (health.days, "1800-01-01", None),
        (health.days, "1801-01-01 00:00:00", None),
        (health.days, "1582-10-15", None),
        (health.days, "1800-01-02", "1800-01-02"),
        (health.days, "someday", "someday"),
        (health.ages, "7000", "7000"),
        (health.ages, "7001", "0"),
        (health.ages, "7007.0", "0"),
        (health.ages, "7008", "7008"),
        (health.ages, "999", None),
        (health.ages, "1.0", "1"),
        (health.ages, None, None),
        (health.districts, "E06990001", "E06990001"),
        (health.districts, "W99999999", None),
        (health.districts, "U", None),
        (health.time_part, "2023-01-01T10:15:30", "10:15"),
        (health.time_part, "2023-01-01", None),
        (health.plain_codes, "1.0", "1"),
        (health.plain_codes, "01", "01"),
    ],
)
def test_one_value(function, given, expected):
    assert function(text(given)).to_pylist() == [expected]


def test_moments():
    times = ["1016", "10:16", "10:16:59", "0", "4000", None, "2560"]
    found = health.moments(text(*["2023-01-01"] * 7), text(*times)).to_pylist()
    assert found[:3] == ["2023-01-01T10:16:00"] * 3
    assert found[3:6] == ["2023-01-01T00:00:00", None, None]
    assert found[6] == "2023-01-01T25:60:00"  # left for the contract to refuse


def test_two_vintages_are_not_mixed():
    table = pa.table({"lsoa21": text("Z99999999", None), "lsoa11": text("E01990001", "Z99999999")})
    assert health.small_areas(table, ["lsoa21", "lsoa11"]).to_pylist() == ["E01990001", None]
    table = pa.table({"lsoa21": text("E01990011", None), "lsoa11": text("E01990001", "E01990002")})
    assert health.small_areas(table, ["lsoa21", "lsoa11"]).to_pylist() == ["E01990011", None]


def test_diagnoses_keep_their_order_and_begin_where_a_code_begins():
    table = pa.table({"a": text("S00.0", None), "b": text("x99.4", "||Y040,X950"), "c": text(None, "AX99")})
    codes = health.diagnosis_list(table, ["a", "b", "c", "absent"])
    assert health.first_code(codes, "(?:X9[0-9]|Y0[0-9])[0-9]?").to_pylist() == ["X994", "Y040"]
    assert health.any_code(codes, ["S0"]).to_pylist() == ["1", "0"]
    assert health.any_code(codes, ["99"]).to_pylist() == ["0", "0"]
