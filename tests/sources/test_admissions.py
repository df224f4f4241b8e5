"""Hospital admissions: every layout, every condition at its boundary, the spell's length of stay, the side cohorts."""

from collections import Counter
from pathlib import Path

import pytest

from verity.sources import admissions
from verity.warehouse.engine import opened
from verity.warehouse.layouts import matching

from .health_files import incidents, left_out, loaded, not_met, sample, stored_text, written

SOURCE, FEED = admissions.SOURCES[0], admissions.FEED
EPISODE = {
    "EPIKEY": "", "PSEUDO_HESID": "P1", "ADMIDATE": "2022-06-01", "ADMIMETH": "21", "ALCFRAC": "", "CLASSPAT": "1",
    "DIAG_4_01": "S000", "DIAG_4_02": "Y049", "DISDATE": "2022-06-02", "EPIEND": "2022-06-02", "EPIORDER": "1",
    "EPISTAT": "3", "ETHNOS": "A", "PROCODE3": "RZZ", "RESLADST_ONS": "E06990001", "RESLADST": "", "SEX": "1",
    "LSOA11": "E01990001", "STARTAGE": "30",
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path):
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def load_rows(warehouse, tmp_path, *rows):
    (account,) = loaded(warehouse, SOURCE, written(tmp_path / "episodes.csv", EPISODE, rows))
    return account


@pytest.mark.parametrize(
    ("name", "layout", "accepted", "aside"),
    [
        ("hospital/hes_apc.csv", "HES admitted patient care", 4, {admissions.DUPLICATE: 1}),
        ("hospital/hes_apc_full_length.csv", "HES admitted patient care, full-length diagnoses", 1, {}),
        (
            "hospital/sus_apce.csv",
            "SUS admitted patient care episodes, as the National Commissioning Data Repository names them",
            3,
            {},
        ),
    ],
)
def test_each_layout_is_read(warehouse, name, layout, accepted, aside):
    (account,) = loaded(warehouse, SOURCE, sample(name))
    assert (account.layout, account.accepted, dict(account.set_aside), dict(account.quarantined)) == (
        layout, accepted, aside, {},
    )  # fmt: skip


def test_every_layout_has_a_sample():
    names = ("hes_apc", "hes_apc_full_length", "sus_apce")
    found = {matching(sample(f"hospital/{name}.csv").header(), [SOURCE.contract]).layout.name for name in names}
    assert found == {layout.name for layout in SOURCE.contract.layouts}


def test_hes_admissions_become_incidents(warehouse):
    loaded(warehouse, SOURCE, sample("hospital/hes_apc.csv"))
    assert left_out(warehouse, FEED) == {"first-episode": 1, "assault-cause": 1}
    stabbed, struck = incidents(warehouse, FEED).itertuples()
    assert (stabbed.code, stabbed.category, stabbed.group) == ("X99", "knife or other sharp object", "assault")
    assert (stabbed.premises, stabbed.mode, stabbed.flags) == (
        "street and highway", "emergency department", "mental health",
    )  # fmt: skip
    assert (stabbed.age, stabbed.sex, stabbed.ethnic_group, stabbed.provider) == (32, "male", "White", "RZZ")
    assert (str(stabbed.counted)[:10], stabbed.time_given) == ("2023-03-30", False)
    assert (stabbed.lsoa_code, stabbed.lad_code) == ("E01990001", "E06990001")
    assert (struck.code, struck.age, struck.mode) == ("Y04", 0, "emergency department of another provider")
    assert struck.flags == "alcohol-attributable|mental health|substance misuse"
    assert (struck.lsoa_code, struck.lad_code) == (None, "E07990002")


def test_the_stay_is_the_spells_and_not_the_first_episodes(warehouse):
    loaded(warehouse, SOURCE, sample("hospital/hes_apc.csv"))
    assert incidents(warehouse, FEED)["stay_days"].tolist() == [10, 0]


def test_a_spell_is_followed_into_another_file(warehouse, tmp_path):
    first = written(tmp_path / "a.csv", EPISODE, [{"DISDATE": "1800-01-01"}])
    second = written(tmp_path / "b.csv", EPISODE, [{"EPIORDER": "2", "DIAG_4_02": "", "DISDATE": "2022-06-21"}])
    loaded(warehouse, SOURCE, first, second)
    assert incidents(warehouse, FEED)["stay_days"].tolist() == [20]


def test_another_persons_or_providers_discharge_is_not_taken(warehouse, tmp_path):
    others = [{"PROCODE3": "RYY"}, {"PSEUDO_HESID": "P2"}, {"ADMIDATE": "2022-06-03"}, {"PSEUDO_HESID": ""}]
    last = ({"EPIORDER": "2", "DISDATE": "2022-06-21", **other} for other in others)
    load_rows(warehouse, tmp_path, {"DISDATE": ""}, *last)
    assert incidents(warehouse, FEED)["stay_days"].tolist() == [None]


def test_a_discharge_before_admission_is_no_stay(warehouse, tmp_path):
    load_rows(warehouse, tmp_path, {"DISDATE": "2022-05-31"}, {"DISDATE": "2022-06-01", "PSEUDO_HESID": "P2"})
    assert incidents(warehouse, FEED)["stay_days"].tolist() == [None, 0]


BOUNDARIES = [
    ("finished-episode", {"EPISTAT": "1"}),
    ("finished-episode", {"EPISTAT": ""}),
    ("first-episode", {"EPIORDER": "2"}),
    ("first-episode", {"EPIORDER": "98"}),
    ("emergency-admission", {"ADMIMETH": "13"}),
    ("emergency-admission", {"ADMIMETH": "31"}),
    ("emergency-admission", {"ADMIMETH": "82"}),
    ("ordinary-admission", {"CLASSPAT": "2"}),
    ("ordinary-admission", {"CLASSPAT": "5"}),
    ("assault-cause", {"DIAG_4_02": "X84"}),
    ("assault-cause", {"DIAG_4_02": "Y10"}),
    ("assault-cause", {"DIAG_4_02": "Z049"}),
    ("valid-residence", {"RESLADST_ONS": ""}),
    ("valid-residence", {"RESLADST_ONS": "E99999999"}),
    ("valid-residence", {"RESLADST_ONS": "", "RESLADST": "Y"}),
    ("valid-residence", {"RESLADST_ONS": "S12000033"}),
]


def test_each_condition_leaves_out_what_lies_beyond_it(warehouse, tmp_path):
    load_rows(warehouse, tmp_path, {}, *(change for _, change in BOUNDARIES))
    assert not_met(warehouse, FEED) == [[], *([condition] for condition, _ in BOUNDARIES)]
    assert left_out(warehouse, FEED) == Counter(condition for condition, _ in BOUNDARIES)
    assert incidents(warehouse, FEED)["source_row"].tolist() == [1]


def test_the_conditions_take_in_what_lies_within(warehouse, tmp_path):
    within = [
        {"ADMIMETH": "2D"}, {"ADMIMETH": "28"},
        {"DIAG_4_02": "X85"}, {"DIAG_4_02": "Y09"}, {"DIAG_4_02": "X999"},
        {"DIAG_4_02": "", "DIAG_4_20": "Y001"}, {"DIAG_4_01": "Y079", "DIAG_4_02": ""},
        {"DIAG_4_02": "", "CAUSE_4": "X950"}, {"DIAG_4_02": "", "DIAG_4_CONCAT": "S000,Y040"},
        {"RESLADST_ONS": "", "RESLADST": "09UD"}, {"RESLADST_ONS": "W06990001"}, {"EPIORDER": "01"},
    ]  # fmt: skip
    load_rows(warehouse, tmp_path, *within)
    assert not_met(warehouse, FEED) == [[] for _ in within]


def test_every_condition_is_tested_at_its_boundary():
    assert {condition for condition, _ in BOUNDARIES} == {condition.id for condition in FEED.conditions}
    assert all(condition.words and condition.citation for condition in FEED.conditions)


def test_the_year_is_the_financial_year_of_the_episode_end(warehouse, tmp_path):
    years = {"2022-03-31": 2021, "2022-04-01": 2022, "2022-12-31": 2022, "2023-01-01": 2022}
    load_rows(warehouse, tmp_path, *({"EPIEND": end, "ADMIDATE": "2022-03-30"} for end in years))
    assert incidents(warehouse, FEED)["year"].tolist() == list(years.values())


def test_null_dates_are_missing(warehouse, tmp_path):
    nulls = ["1800-01-01", "1801-01-01", "1582-10-15", ""]
    account = load_rows(warehouse, tmp_path, *({"ADMIDATE": null, "DISDATE": null} for null in nulls))
    assert account.accepted == len(nulls)
    assert incidents(warehouse, FEED)[["counted", "stay_days"]].isna().to_numpy().all()


def test_side_cohorts_by_any_diagnosis(warehouse, tmp_path):
    mental, drugs, both = "mental health", "substance misuse", "mental health|substance misuse"
    flags = {
        "F00": mental, "F999": mental, "G000": None, "F10": mental, "F11": both, "F19": both, "F200": mental,
        "T436": drugs, "T435": None, "T400": drugs, "T52": drugs, "T51": None, "T59": drugs,
        "Y12": drugs, "Y13": None, "Y160": drugs, "Y19": drugs,
    }  # fmt: skip
    load_rows(warehouse, tmp_path, *({"DIAG_4_03": code} for code in flags))
    assert dict(zip(flags, incidents(warehouse, FEED)["flags"], strict=True)) == flags


def test_alcohol_by_the_fraction_where_the_extract_has_it(warehouse, tmp_path):
    whole = {"1": True, "1.000000": True, "0.99": False, "": False}
    load_rows(warehouse, tmp_path, *({"ALCFRAC": fraction, "DIAG_4_03": "K703"} for fraction in whole))
    flagged = [flags == "alcohol-attributable" for flags in incidents(warehouse, FEED)["flags"]]
    assert flagged == list(whole.values())


def test_sus_says_the_same(warehouse):
    loaded(warehouse, SOURCE, sample("hospital/sus_apce.csv"))
    assert left_out(warehouse, FEED) == {"finished-episode": 1, "first-episode": 1}
    (row,) = incidents(warehouse, FEED).itertuples()
    assert (row.code, row.category, row.stay_days, row.flags) == ("Y00", "blunt object", 5, "alcohol-attributable")
    assert (row.lsoa_code, row.year) == ("E01990011", 2024)


def test_rows_that_break_the_contract_are_quarantined_without_their_values(warehouse, tmp_path):
    faults = {"STARTAGE": "121", "EPIEND": "2022-02-30", "ADMIMETH": "2Q", "CLASSPAT": "¤"}
    account = load_rows(warehouse, tmp_path, {}, *({name: value} for name, value in faults.items()))
    assert (account.accepted, dict(account.quarantined)) == (
        1,
        {
            "admission_method: wrong form": 1, "age: out of range": 1,
            "episode_end: wrong form": 1, "patient_class: wrong form": 1,
        },
    )  # fmt: skip
    assert not [value for value in faults.values() if value in repr(account)]


def test_no_direct_identifier_is_stored(warehouse):
    loaded(warehouse, SOURCE, sample("hospital/hes_apc.csv"), sample("hospital/sus_apce.csv"))
    text = stored_text(warehouse, "hospital_admissions")
    for planted in ("9990001111", "ZZ99", "031990", "1990-03-04", "P1", "1001", "3001", "/2023-03-30"):
        assert planted not in text.replace("E01990001", "").replace("E06990001", "")
