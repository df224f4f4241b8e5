"""The vocabulary: errors in five parts, accounts that balance, months, codes, forces' reserved range."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verity.model.account import FileAccount
from verity.model.areas import CODE_PATTERNS, Level, is_synthetic, synthetic_share
from verity.model.errors import InputError, SettingsError, ValidityError, VerityError, raise_together
from verity.model.periods import complete_years, month_from_index, month_index, months_between, period_name


def test_an_error_is_told_in_its_parts_and_leaves_out_the_empty_ones():
    error = InputError("Unknown column", where="a.csv", expected="b", do_this="map it")
    assert str(error) == "Unknown column\n  where     a.csv\n  expected  b\n  do this   map it"


def test_problems_of_one_file_are_raised_together():
    with pytest.raises(SettingsError, match="2 problems") as caught:
        raise_together([SettingsError("one"), SettingsError("two")], "settings")
    assert "one" in str(caught.value)
    assert "two" in str(caught.value)
    raise_together([], "nothing")


def test_each_kind_of_error_has_an_exit_code_of_its_own():
    codes = [kind.exit_code for kind in VerityError.__subclasses__()]
    assert len(codes) == len(set(codes))
    assert all(code > 2 for code in codes)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(-3, 3))
def test_an_account_that_does_not_balance_is_refused(accepted, aside, bad, off):
    def made():
        return FileAccount(
            source="s", file="f", sha256="", layout="l", rows_in=accepted + aside + bad + off, accepted=accepted,
            set_aside={"rule": aside}, quarantined={"reason": bad},
        )  # fmt: skip

    if off:
        with pytest.raises(ValidityError, match="does not balance"):
            made()
    else:
        made()


@given(st.integers(month_index("1990-01"), month_index("2100-12")))
def test_months_and_their_numbers_are_the_same_thing(index):
    assert month_index(month_from_index(index)) == index


def test_a_year_is_complete_with_all_its_months_and_no_fewer():
    months = months_between("2021-05", "2023-12")
    assert complete_years(months) == [2022, 2023]
    assert complete_years(months[:-1]) == [2022]
    assert period_name(months) == "May 2021 to December 2023"


@pytest.mark.parametrize(
    ("level", "code"),
    [
        (Level.LSOA, "E01000001"), (Level.LSOA, "W01000001"), (Level.LAD, "E06000032"), (Level.LAD, "W06000001"),
        (Level.PFA, "E23000026"), (Level.PFA, "W15000001"), (Level.CSP, "W14000001"), (Level.REGION, "E12000006"),
        (Level.COUNTRY, "W92000004"),
    ],
)  # fmt: skip
def test_published_codes_have_their_pattern_and_are_not_reserved(level, code):
    assert re.match(CODE_PATTERNS[level], code)
    assert not is_synthetic(code)


def test_the_share_of_reserved_codes_is_of_distinct_codes():
    assert synthetic_share(["E01990001", "E01990001", "E01000001"]) == 0.5
    assert synthetic_share([]) == 0.0
