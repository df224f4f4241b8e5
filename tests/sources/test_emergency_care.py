"""Emergency attendances: every layout, every condition at its boundary, and the codes that are never guessed."""

from collections import Counter
from pathlib import Path

import pytest

from verity.model.errors import InputError
from verity.sources import emergency_care as ec
from verity.warehouse.engine import opened
from verity.warehouse.feed import cohort_account, incidents_of

from .health_files import incidents, left_out, loaded, not_met, sample, stored_text, written

HES, ECDS, CODES = ec.SOURCES
INTENTS = sample("emergency_care/injury_intent_codes.csv")
ASSAULT, SELF_HARM = "900000000001", "900000000002"
VISIT = {
    "AEKEY": "", "PSEUDO_HESID": "P1", "AEARRIVALMODE": "1", "AEATTENDCAT": "1", "AEDEPTTYPE": "01",
    "AEINCLOCTYPE": "60", "AEPATGROUP": "20", "ARRIVALAGE": "30", "ARRIVALDATE": "2018-06-01", "ARRIVALTIME": "1200",
    "ETHNOS": "A", "PROCODE3": "RZZ", "RESLADST_ONS": "E06990001", "RESLADST": "", "SEX": "1", "LSOA11": "E01990001",
}  # fmt: skip
CONTACT = {
    "EPIKEY": "", "TOKEN_PERSON_ID": "P1", "ARRIVAL_DATE": "2022-06-01", "ARRIVAL_TIME": "12:00:00",
    "DEPARTURE_DATE": "2022-06-01", "DEPARTURE_TIME": "14:00:00", "ATTENDANCE_CATEGORY": "1", "DEPARTMENT_TYPE": "01",
    "ARRIVAL_MODE": "1048031000000100", "INJURY_INTENT": ASSAULT, "AGE_AT_ARRIVAL": "30", "STATED_GENDER": "1",
    "ETHNIC_CATEGORY": "A", "LSOA_2011": "E01990001", "PROVIDER_CODE": "RZZ",
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path):
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def visits(warehouse, tmp_path, *rows):
    (account,) = loaded(warehouse, HES, written(tmp_path / "visits.csv", VISIT, rows))
    return account


def contacts(warehouse, tmp_path, *rows):
    loaded(warehouse, CODES, INTENTS)
    (account,) = loaded(warehouse, ECDS, written(tmp_path / "contacts.csv", CONTACT, rows))
    return account


@pytest.mark.parametrize(
    ("source", "name", "layout", "accepted", "aside"),
    [
        (HES, "hes_ae", 0, 4, {}),
        (ECDS, "ecds", 0, 4, {}),
        (ECDS, "ncdr_apart", 1, 1, {ec.MARKED_DUPLICATE: 1}),
        (ECDS, "ncdr_moments", 2, 1, {}),
        (CODES, "injury_intent_codes", 0, 4, {}),
    ],
)
def test_each_layout_is_read(warehouse, source, name, layout, accepted, aside):
    (account,) = loaded(warehouse, source, sample(f"emergency_care/{name}.csv"))
    assert account.layout == source.contract.layouts[layout].name
    assert (account.accepted, dict(account.set_aside), dict(account.quarantined)) == (accepted, aside, {})


def test_hes_attendances_become_incidents(warehouse):
    loaded(warehouse, HES, sample("emergency_care/hes_ae.csv"))
    assert left_out(warehouse, ec.ATTENDANCE_HES) == {
        "first-attendance": 1, "assault-patient-group": 1, "valid-residence": 1,
    }  # fmt: skip
    (row,) = incidents(warehouse, ec.ATTENDANCE_HES).itertuples()
    assert (row.code, row.premises, row.mode) == ("assault", "public place", "ambulance")
    assert (row.department, row.provider) == ("emergency department (type 1)", "RZZ")
    assert (str(row.started), row.time_given, row.year) == ("2018-12-31 23:59:00", True, 2018)
    assert (row.age, row.sex, row.ethnic_group) == (28, "male", "White")


HES_BOUNDARIES = [
    ("first-attendance", {"AEATTENDCAT": "2"}),
    ("first-attendance", {"AEATTENDCAT": "3"}),
    ("first-attendance", {"AEATTENDCAT": "9"}),
    ("assault-patient-group", {"AEPATGROUP": "10"}),
    ("assault-patient-group", {"AEPATGROUP": "30"}),
    ("assault-patient-group", {"AEPATGROUP": ""}),
    ("valid-residence", {"RESLADST_ONS": "Y", "LSOA11": "Z99999999"}),
    ("valid-residence", {"RESLADST_ONS": "", "RESLADST": "X", "LSOA11": ""}),
]


def test_each_hes_condition_leaves_out_what_lies_beyond_it(warehouse, tmp_path):
    visits(warehouse, tmp_path, {}, *(change for _, change in HES_BOUNDARIES))
    assert not_met(warehouse, ec.ATTENDANCE_HES) == [[], *([condition] for condition, _ in HES_BOUNDARIES)]
    assert left_out(warehouse, ec.ATTENDANCE_HES) == Counter(condition for condition, _ in HES_BOUNDARIES)


def test_every_hes_condition_is_tested_at_its_boundary():
    assert {condition for condition, _ in HES_BOUNDARIES} == {one.id for one in ec.ATTENDANCE_HES.conditions}


def test_district_or_small_area_will_do(warehouse, tmp_path):
    either = [{"RESLADST_ONS": "Y"}, {"LSOA11": ""}, {"RESLADST_ONS": "", "RESLADST": "09UD", "LSOA11": ""}]
    visits(warehouse, tmp_path, *either)
    assert left_out(warehouse, ec.ATTENDANCE_HES) == {}


def test_null_times_leave_the_day(warehouse, tmp_path):
    times = {"0000": ("00:00", True), "905": ("09:05", True), "4000": ("00:00", False), "": ("00:00", False)}
    visits(warehouse, tmp_path, *({"ARRIVALTIME": time} for time in [*times, "3000"]))
    found = [(str(row.started)[11:16], row.time_given) for row in incidents(warehouse, ec.ATTENDANCE_HES).itertuples()]
    assert found == [*times.values(), ("00:00", False)]


def test_an_impossible_time_is_quarantined(warehouse, tmp_path):
    account = visits(warehouse, tmp_path, {}, {"ARRIVALTIME": "2560"})
    assert dict(account.quarantined) == {"arrived: wrong form": 1}


def test_ecds_attendances_become_incidents(warehouse):
    loaded(warehouse, CODES, INTENTS)
    loaded(warehouse, ECDS, sample("emergency_care/ecds.csv"))
    assert left_out(warehouse, ec.ATTENDANCE_ECDS) == {"assault-intent": 1, "one-a-day": 1}
    first, last = incidents(warehouse, ec.ATTENDANCE_ECDS).itertuples()
    assert (first.source_row, first.code, first.weapon, first.category) == (2, "assault", "knife", "knife")
    assert (first.premises, first.mode, first.department) == ("street", "ambulance", "emergency department (type 1)")
    assert (str(first.started), first.year) == ("2022-05-01 10:15:00", 2022)
    assert (last.weapon, last.premises, last.person, last.time_given) == (None, None, None, False)


ECDS_BOUNDARIES = [
    ("assault-intent", {"INJURY_INTENT": SELF_HARM}),
    ("assault-intent", {"INJURY_INTENT": ""}),
    ("assault-intent", {"INJURY_INTENT": "900000000009"}),
    ("first-attendance", {"ATTENDANCE_CATEGORY": "2"}),
    ("first-attendance", {"ATTENDANCE_CATEGORY": "4"}),
    ("one-a-day", {"TOKEN_PERSON_ID": "P1", "DEPARTURE_TIME": "13:59:00"}),
    ("one-a-day", {"TOKEN_PERSON_ID": "P1", "DEPARTURE_TIME": ""}),
]


def test_each_ecds_condition_leaves_out_what_lies_beyond_it(warehouse, tmp_path):
    rows = [{"TOKEN_PERSON_ID": f"Q{n}", **change} for n, (_, change) in enumerate(ECDS_BOUNDARIES)]
    contacts(warehouse, tmp_path, {}, *rows)
    assert not_met(warehouse, ec.ATTENDANCE_ECDS) == [[], *([condition] for condition, _ in ECDS_BOUNDARIES)]
    assert left_out(warehouse, ec.ATTENDANCE_ECDS) == Counter(condition for condition, _ in ECDS_BOUNDARIES)
    assert incidents(warehouse, ec.ATTENDANCE_ECDS)["source_row"].tolist() == [1]


def test_every_ecds_condition_is_tested_at_its_boundary():
    assert {condition for condition, _ in ECDS_BOUNDARIES} == {one.id for one in ec.ATTENDANCE_ECDS.conditions}


@pytest.mark.parametrize(
    "change",
    [
        {"TOKEN_PERSON_ID": "P2"}, {"ARRIVAL_DATE": "2022-06-02"}, {"PROVIDER_CODE": "RYY"},
        {"TOKEN_PERSON_ID": ""},
    ],
)  # fmt: skip
def test_another_person_day_or_provider_is_another_visit(warehouse, tmp_path, change):
    contacts(warehouse, tmp_path, {}, change, {**change, "ARRIVAL_TIME": "11:00:00", "DEPARTURE_TIME": "11:30:00"})
    without_person = change.get("TOKEN_PERSON_ID") == ""
    assert len(incidents(warehouse, ec.ATTENDANCE_ECDS)) == (3 if without_person else 2)


def test_the_one_kept_does_not_depend_on_the_order_of_rows(warehouse, tmp_path):
    contacts(warehouse, tmp_path, {"DEPARTURE_TIME": "15:00:00", "AGE_AT_ARRIVAL": "31"}, {})
    assert incidents(warehouse, ec.ATTENDANCE_ECDS)["age"].tolist() == [31]
    contacts(warehouse, tmp_path, {}, {"DEPARTURE_TIME": "15:00:00", "AGE_AT_ARRIVAL": "31"})
    assert incidents(warehouse, ec.ATTENDANCE_ECDS)["age"].tolist() == [31]


def test_a_planned_return_later_that_day_does_not_hide_the_assault(warehouse, tmp_path):
    contacts(warehouse, tmp_path, {}, {"ATTENDANCE_CATEGORY": "4", "DEPARTURE_TIME": "20:00:00"})
    assert incidents(warehouse, ec.ATTENDANCE_ECDS)["source_row"].tolist() == [1]


def test_without_the_reference_file_there_is_no_cohort(warehouse, tmp_path):
    loaded(warehouse, ECDS, written(tmp_path / "contacts.csv", CONTACT, [{}]))
    for told in (cohort_account, incidents_of):
        with pytest.raises(InputError, match="without injury intent codes"):
            told(warehouse, ec.ATTENDANCE_ECDS)


def test_an_empty_reference_table_is_no_cohort_either(warehouse, tmp_path):
    loaded(warehouse, CODES)
    loaded(warehouse, ECDS, written(tmp_path / "contacts.csv", CONTACT, [{}]))
    with pytest.raises(InputError, match="mean assault"):
        cohort_account(warehouse, ec.ATTENDANCE_ECDS)


def test_a_reference_file_without_assault_is_refused(warehouse, tmp_path):
    file = written(tmp_path / "codes.csv", {"code": SELF_HARM, "meaning": "self-harm"}, [{}])
    with pytest.raises(InputError, match="mean assault"):
        loaded(warehouse, CODES, file)


def test_an_unknown_meaning_is_quarantined(warehouse, tmp_path):
    file = written(tmp_path / "codes.csv", {"code": ASSAULT, "meaning": "assault"}, [{}, {"meaning": "perhaps"}])
    (account,) = loaded(warehouse, CODES, file)
    assert dict(account.quarantined) == {"meaning: unknown code": 1}


@pytest.mark.parametrize(
    ("name", "started"), [("ncdr_apart", "2023-04-01 00:10:00"), ("ncdr_moments", "2023-03-31 23:50:00")]
)
def test_the_national_repository_says_the_same(warehouse, name, started):
    loaded(warehouse, CODES, INTENTS)
    loaded(warehouse, ECDS, sample(f"emergency_care/{name}.csv"))
    (row,) = incidents(warehouse, ec.ATTENDANCE_ECDS).itertuples()
    assert (str(row.started), row.year) == (started, 2023 if started > "2023-04" else 2022)
    assert (row.lsoa_code, row.lad_code) == ("E01990011", "E06990001")


def test_the_break_travels_with_both_sources():
    for source in (HES, ECDS):
        assert ec.BREAK in source.contract.caveats
    assert {feed.id for feed in ec.FEEDS} == set(ec.POOLED_FEEDS)


def test_no_direct_identifier_is_stored(warehouse):
    loaded(warehouse, HES, sample("emergency_care/hes_ae.csv"))
    loaded(warehouse, ECDS, sample("emergency_care/ecds.csv"), sample("emergency_care/ncdr_apart.csv"))
    text = stored_text(warehouse, HES.contract.id) + stored_text(warehouse, ECDS.contract.id)
    for planted in ("H778899", "ZZ99", "9990007777", "P1", "4001", "6001", "corner shop", "1990-"):
        assert planted not in text
