"""The record-level files: identifiers that stand for nobody, two vintages, faults and spells as declared."""

import re

import numpy as np
import pandas as pd
import pytest

from verity.demo.emergency_care import ASSAULT_INTENT
from verity.demo.identities import FAMILY, nhs_numbers, postcodes
from verity.demo.parameters import load_parameters
from verity.demo.police_codes import UNKNOWN_CODE, spreadsheet_number
from verity.demo.police_records import code_weights
from verity.demo.record_people import grouped, variance_inflation
from verity.demo.record_times import bounded_delays, late_shares, moments, week_weights, weekdays, weekend_night_hours
from verity.demo.record_truths import record_truths
from verity.model.offences import CODE_OF_CLASS, OFFENCE_BY_CODE
from verity.warehouse.offence_codes import undone_date

LARGE = 40_000


@pytest.fixture(scope="module")
def files(written):
    """Read all files of a folder whose name contains a word, as text."""

    def read(folder, word):
        paths = sorted((written / folder).glob(f"*{word}*.csv"))
        return pd.concat([pd.read_csv(path, dtype=str).assign(file=path.stem) for path in paths], ignore_index=True)

    return read


def random():
    return np.random.default_rng(7)


def test_every_declared_code_is_one_of_the_classification_and_of_its_group(parameters):
    for offences in parameters.records.police.offences:
        for code, *_ in offences.codes:
            assert OFFENCE_BY_CODE[code].group == offences.group, code


def test_declared_shares_add_up_to_one():
    records = load_parameters().records
    police, emergency = records.police, records.emergency
    for shares in (
        police.relationships, police.domestic_relationships, police.premises, police.outcomes,
        records.admissions.causes, emergency.departments, records.ambulance.complaints,
        records.ambulance.other_complaints, records.ambulance.premises,
    ):  # fmt: skip
        assert sum(shares.values()) == pytest.approx(1)
    for repeats in (police.repeats, police.suspect_repeats, records.admissions.repeats, emergency.repeats):
        assert sum(repeats) == pytest.approx(1)
    for offences in police.offences:
        assert sum(offences.delay) == pytest.approx(1)


def test_identifiers_stand_for_nobody(files):
    victims = files("police_records", "victims")
    assert set(victims["Victim Surname"]) <= set(FAMILY)
    assert victims["Victim Home Postcode"].dropna().str.fullmatch(r"(QJ|VX)\d\d \d[A-Z]{2}").all()
    episodes = files("hospital", "apc")
    assert episodes["NEWNHSNO"].str.fullmatch(r"999\d{7}").all()
    token = episodes["PSEUDO_HESID"].fillna(episodes["TOKEN_PERSON_ID"])
    assert len(pd.DataFrame({"token": token, "number": episodes["NEWNHSNO"]}).drop_duplicates()) == token.nunique()
    assert token.str.len().unique().tolist() == [32]


def test_nhs_numbers_have_their_check_digit_and_are_given_once():
    numbers = nhs_numbers(np.arange(LARGE), first=300_000).to_pylist()
    assert len(set(numbers)) == LARGE
    digits = np.array([list(number) for number in numbers[:500]], dtype=int)
    assert ((digits * np.arange(10, 0, -1)).sum(axis=1) % 11 == 0).all()


def test_every_cell_has_a_postcode_of_its_own():
    assert len(set(postcodes(np.arange(600)).to_pylist())) == 600


def test_the_older_police_files_carry_lsoa_2011(files, table, parameters):
    lookup = table("lookups", "LSOA11_LSOA21")
    old, new = set(lookup["LSOA11CD"]), set(lookup["LSOA21CD"])
    for kind, column in (("offences", "LSOA Code"), ("victims", "Victim Home LSOA Code")):
        rows = files("police_records", kind)
        of_2021 = rows["file"].str[-4:].astype(int) >= parameters.records.police.first_year_2021
        assert set(rows.loc[of_2021, column].dropna()) <= new
        assert set(rows.loc[~of_2021, column].dropna()) <= old
        assert set(rows.loc[of_2021, column].dropna()) - old


def test_offence_codes_are_damaged_and_unknown_as_declared(files, parameters):
    codes = files("police_records", "offences")["Home Office Code"]
    damaged = codes.str.fullmatch(r"\d{5}")
    declared = parameters.records.police
    assert damaged.mean() == pytest.approx(declared.excel_damage, abs=4 * np.sqrt(declared.excel_damage / len(codes)))
    assert set(codes[~damaged]) <= {*OFFENCE_BY_CODE, UNKNOWN_CODE}


@pytest.mark.parametrize("offence_class", sorted(CODE_OF_CLASS))
def test_a_spreadsheets_damage_can_be_undone(offence_class):
    number = spreadsheet_number(offence_class, 2024)
    assert number is None or undone_date(number, 2024) == offence_class


def test_codes_fit_their_victims(files):
    offences, victims = files("police_records", "offences"), files("police_records", "victims")
    both = victims.merge(offences.drop_duplicates("Crime Reference"), on="Crime Reference")
    female = both[both["Home Office Code"].isin(["19C", "19D", "19E", "20A", "20B"])]
    assert set(female["Victim Gender"]) <= {"Female", "Unknown"}
    adults = both[both["Home Office Code"].isin(["19C", "19F"])]["Victim Age"].dropna().astype(int)
    assert len(adults) > 10
    assert adults.min() >= 16


def test_every_victim_has_a_code_to_fall_to(parameters):
    for offences in parameters.records.police.offences:
        if offences.victim:
            assert (code_weights(offences).sum(axis=1) > 0).all(), offences.group


def test_dates_follow_one_another(files):
    offences = files("police_records", "offences").dropna(subset="Committed From Date")
    committed, recorded = (
        pd.to_datetime(offences[name], format="%d/%m/%Y") for name in ("Committed From Date", "Recorded Date")
    )
    assert (recorded >= committed).all()
    assert recorded.max() <= pd.Timestamp("2024-02-29")
    sexual = offences["Offence Group"] == "Sexual offences"
    delay = (recorded - committed).dt.days
    assert (delay[sexual] > 365).mean() > 5 * (delay[~sexual] > 365).mean()


def test_texts_deny_what_they_do_not_say(files):
    texts = files("police_records", "offences")["MO Text"]
    assert texts.str.contains("no knife seen|not armed with a knife").any()
    assert texts.str.contains("threatened with a knife").any()
    assert not (texts.str.contains("no knife seen") & texts.str.contains("stabbed with a kitchen knife")).any()


def test_first_episodes_are_shorter_than_their_spells(files):
    episodes = files("hospital", "apc")
    first, second = (episodes[episodes["EPIORDER"] == order].set_index("PROVSPNOPS") for order in ("1", "2"))
    assert len(second) > 20
    assert first.loc[second.index, "DISDATE"].isna().all()
    joined = first.join(second.add_suffix("_2"), how="inner")
    assert (joined["EPIEND"] <= joined["DISDATE_2"]).all()
    assert (joined["EPIEND"] < joined["DISDATE_2"]).any()
    assert (joined["EPIEND"] == joined["EPISTART_2"]).all()
    assert first.index.is_unique


def test_admissions_lie_in_the_file_of_their_year(files):
    episodes = files("hospital", "apc")
    finished = episodes.dropna(subset="EPIEND")
    end = pd.to_datetime(finished["EPIEND"])
    year = end.dt.year - (end.dt.month < 4)
    assert (year % 100 == finished["FYEAR"].str[:2].astype(int)).all()
    assert set(episodes["EPISTAT"]) == {"1", "3"}


def test_emergency_care_changes_its_data_set_with_2020(written, files):
    names = {path.stem for path in (written / "emergency_care").glob("*.csv")}
    assert {name for name in names if "hes_ae" in name} == {"marlshire_hes_ae_1819", "marlshire_hes_ae_1920"}
    assert len({name for name in names if "ecds" in name}) == 3
    codes = files("emergency_care", "intent").set_index("code")["meaning"]
    assert codes[ASSAULT_INTENT] == "assault"
    intents = files("emergency_care", "ecds")["INJURY_INTENT"]
    assert 0.15 < (intents == ASSAULT_INTENT).mean() < 0.4
    assert intents.isna().any()


def test_calls_come_from_where_violence_happens(files, table):
    calls = files("ambulance", "cad")
    assert calls["DespatchCode"].str.match(r"(04|27)").mean() == pytest.approx(1 / 3, abs=0.08)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", calls["TimeStampT0"].iloc[0])


def test_weekends_nights_carry_the_declared_share(parameters):
    week = week_weights(parameters.records.clock)
    assert week.sum() == pytest.approx(1)
    assert week_weights(parameters.records.clock, later=1)[0, 0] == week[6, 23]
    month = np.repeat(np.array(["2022-01", "2022-06", "2023-02"], "datetime64[M]"), LARGE)
    when = moments(parameters, month, random())
    assert (when.astype("datetime64[M]") == month).all()
    hour = (when.astype("datetime64[h]").astype(np.int64)) % 24
    share = weekend_night_hours()[weekdays(when), hour].mean()
    assert share == pytest.approx(week[weekend_night_hours()].sum(), abs=0.02)


def test_people_have_as_many_events_as_declared():
    shares = (0.6, 0.3, 0.1, 0.0, 0.0)
    person, first = grouped(LARGE, shares, random())
    times = np.bincount(person)
    assert np.bincount(times)[1:4] / len(times) == pytest.approx(shares[:3], abs=0.01)
    assert (times**2).sum() / times.sum() == pytest.approx(variance_inflation(shares), abs=0.02)
    assert (np.sort(person[first]) == np.arange(len(times))).all()


def test_delays_stay_within_the_extract_and_keep_their_long_tail():
    shares, room = (0.3, 0.2, 0.1, 0.2, 0.2), np.repeat([60, 400, 1500], LARGE)
    days = bounded_delays(shares, room, random())
    assert (days >= 0).all()
    assert (days <= room).all()
    late = (days > 365).reshape(3, -1).mean(axis=1)
    assert late == pytest.approx(late_shares(shares, np.array([60, 400, 1500])), abs=0.01)


def test_every_truth_has_an_id_a_number_and_a_way_back(parameters, county):
    table = record_truths(parameters, county)
    assert table["id"].is_unique
    assert np.isfinite(table["planted"]).all()
    assert (table["planted"] > 0).all()
    assert table["recovered"].str.len().gt(5).all()
    assert set(table["feed"]) == {
        "police_offence", "police_victim", "police_suspect", "admission", "attendance_hes", "attendance_ecds",
        "callout",
    }  # fmt: skip


@pytest.mark.slow
def test_the_full_county_has_the_declared_orders_of_magnitude():
    planted = record_truths(load_parameters()).set_index("id")["planted"]
    groups = ("violence-against-the-person", "sexual-offences")
    assert 80_000 < sum(planted[f"police_offence-group-{group}"] for group in groups) < 100_000
    assert 4_500 < planted["attendance_hes-residents"] + planted["attendance_ecds-residents"] < 6_500
    assert 2_700 < planted["admission-residents"] < 3_700
    assert planted["callout-count"] == pytest.approx(4_000, rel=0.01)
