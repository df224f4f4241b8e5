"""Attendances at emergency departments: HES accident and emergency, then the Emergency Care Data Set.

The code of the injury intent that stands for assault is invented (`ASSAULT_INTENT`); the others are SNOMED CT codes
of the reference set. What a code means is said by the reference file that is written beside the attendances.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.identities import numbered
from verity.demo.parameters import Parameters
from verity.demo.patients import (
    FIRST_YEAR_2021,
    Patients,
    draw_patients,
    flags_of,
    tokens,
    with_duplicates,
    written,
)
from verity.demo.record_parameters import EmergencyCare
from verity.demo.record_people import Persons, chosen
from verity.demo.record_times import Moments, financial_year
from verity.demo.writing import csv_bytes, write_csv

ASSAULT_INTENT = "900000001"
"""Invented: the code of the published reference set was not at hand, and none is made to look like it."""
INTENTS: Mapping[str, str] = {
    ASSAULT_INTENT: "assault",
    "276853009": "self-harm",
    "242056005": "accident",
    "269735005": "undetermined",
}
"""The reference file: code and meaning. 361269008, intentional, says neither assault nor self-harm and is left out."""
OTHER_INTENTS = {"": 0.55, "242056005": 0.34, "276853009": 0.06, "269735005": 0.03, "361269008": 0.02}
OTHER_GROUPS = {"80": 0.62, "60": 0.27, "10": 0.03, "30": 0.04, "40": 0.03, "99": 0.01}
AMBULANCE_MODE, OTHER_MODE = "1048031000000100", "1048071000000103"
INCIDENT_PLACES = {"10": 0.27, "60": 0.44, "40": 0.05, "50": 0.05, "91": 0.12, "99": 0.07}
METHODS = {"fist or hand": 0.46, "foot": 0.12, "knife or other sharp object": 0.13, "bottle or glass": 0.09, "blunt object": 0.13, "other": 0.07}  # fmt: skip  # noqa: E501 - one declared table
INJURY_PLACES = {"home": 0.30, "street": 0.33, "licensed premises": 0.16, "school": 0.06, "workplace": 0.05, "other public place": 0.10}  # fmt: skip  # noqa: E501 - one declared table
PROVIDERS = {"ZZA": 0.68, "ZZB": 0.32}
HOURS_LATER = 1
"""From what happened to the arrival."""
MINUTE = np.timedelta64(1, "m")
FOLLOW_UP_DAYS = 21


def write_emergency_care(folder: Path, *, parameters: Parameters, county: County) -> None:
    """Write one file for each financial year, and the reference file of injury-intent codes."""
    folder.mkdir(parents=True, exist_ok=True)
    declared, random = parameters.records.emergency, parameters.random("emergency care")
    assaults = draw_patients(parameters, county, declared, random, repeats=declared.repeats, later=HOURS_LATER)
    others = draw_patients(
        parameters, county, declared, random, times=declared.other_attendances, first=len(assaults.persons.cell)
    )
    tables = [
        _attendances(declared, county, assaults, "assault", random),
        _attendances(declared, county, others, "other", random),
        _attendances(declared, county, _follow_ups(declared, assaults, random), "follow-up", random),
    ]
    table = pa.concat_tables(tables)
    key = random.permutation(table.num_rows)
    table = table.append_column("record", numbered("7", key, digits=11)).take(pa.array(np.argsort(key)))
    for year in range(declared.first_year, declared.last_year + 1):
        mine = table.filter(pc.equal(table.column("year"), year))
        _write_year(folder, parameters, mine, year, random)
    codes = {"code": list(INTENTS), "meaning": list(INTENTS.values())}
    write_csv(folder / "injury_intent_codes.csv", codes)


def _write_year(folder: Path, parameters: Parameters, table: pa.Table, year: int, random: np.random.Generator) -> None:
    declared, slug = parameters.records.emergency, parameters.names.slug
    ecds = year >= declared.first_ecds_year
    source = "ecds" if ecds else "hes_ae"
    table = with_duplicates(table, declared.gaps.duplicates / (2 if ecds else 1), random)
    named = _as_ecds(_sent_twice(table, declared.gaps.duplicates / 2, random), year) if ecds else _as_hes(table, year)
    name = f"{slug}_{source}_{year % 100:02d}{(year + 1) % 100:02d}.csv"
    (folder / name).write_bytes(csv_bytes(named))


def _sent_twice(table: pa.Table, share: float, random: np.random.Generator) -> pa.Table:
    """Add rows of the same visit under another record number, left half an hour later."""
    again = table.filter(pa.array(flags_of(table.num_rows, share, random)))
    number = pc.binary_join_element_wise("8", pc.utf8_slice_codeunits(again.column("record"), 1), "")
    departed = pc.add(again.column("departed"), pa.scalar(np.timedelta64(30, "m").astype("timedelta64[s]")))
    again = again.set_column(again.column_names.index("record"), "record", number)
    return pa.concat_tables([table, again.set_column(again.column_names.index("departed"), "departed", departed)])


def _follow_ups(declared: EmergencyCare, patients: Patients, random: np.random.Generator) -> Patients:
    """Return later visits of a share of the patients, for what they came with first."""
    which = np.flatnonzero(flags_of(len(patients.when), declared.follow_ups, random))
    days = 1 + random.integers(0, FOLLOW_UP_DAYS, len(which))
    when = patients.when[which] + days.astype("timedelta64[D]")
    one = patients.persons
    persons = Persons(one.of_event[which], one.cell, one.sex, one.part, one.born)
    return Patients(when, persons, persons.ages(when), patients.first)


def _attendances(
    declared: EmergencyCare, county: County, patients: Patients, kind: str, random: np.random.Generator
) -> pa.Table:
    """Return the columns of both layouts; a year's file takes those of its own."""
    count = len(patients.when)
    who = written(county, patients, declared.gaps, random, stream=300_000)
    arrived = _arrivals(declared, patients.when, random)
    assault = kind != "other"
    follow_up = pa.array(random.choice(["2", "3"], count))
    first = pa.array(np.full(count, "1"))
    told = flags_of(count, declared.injury_details, random) & assault
    happened = patients.when - (20 + random.integers(0, 80, count)) * MINUTE
    return pa.table(
        {
            "year": pa.array(financial_year(arrived)),
            "person": tokens("TEST", patients.number),
            "nhs_number": who.nhs_number,
            "name": who.name,
            "born": who.born,
            "postcode": who.postcode,
            "category": follow_up if kind == "follow-up" else first,
            "group": pa.array(np.full(count, "20") if assault else chosen(OTHER_GROUPS, count, random)),
            "intent": _blank_as_null(
                np.full(count, ASSAULT_INTENT) if assault else chosen(OTHER_INTENTS, count, random)
            ),
            "department": pa.array(chosen(declared.departments, count, random)),
            "ambulance": pa.array(flags_of(count, declared.by_ambulance, random)),
            "incident_place": pa.array(chosen(INCIDENT_PLACES, count, random)),
            "arrived": pa.array(arrived.astype("datetime64[s]")),
            "departed": pa.array((arrived + random.integers(30, 360, count) * MINUTE).astype("datetime64[s]")),
            "age": who.age,
            "sex": who.sex,
            "ethnicity": who.ethnicity,
            "lsoa": who.place.lsoa,
            "lad": who.place.lad,
            "provider": pa.array(chosen(PROVIDERS, count, random)),
            "assault_time": _if(told, pc.strftime(pa.array(happened.astype("datetime64[s]")), "%Y-%m-%dT%H:%M:%S")),
            "method": _if(told, pa.array(chosen(METHODS, count, random))),
            "place": _if(told, pa.array(chosen(INJURY_PLACES, count, random))),
        }
    )


def _arrivals(declared: EmergencyCare, when: Moments, random: np.random.Generator) -> Moments:
    """Arrivals to the minute; a share stands at midnight because nobody knew."""
    exact = when + random.integers(0, 5, len(when)) * MINUTE
    midnight = flags_of(len(when), declared.default_midnight, random)
    return np.where(midnight, exact.astype("datetime64[D]").astype("datetime64[m]"), exact)


def _if(given: NDArray[np.bool_], values: pa.Array) -> pa.Array:
    return pc.if_else(pa.array(given), values, None)


def _blank_as_null(values: NDArray[np.str_]) -> pa.Array:
    return _if(values != "", pa.array(values))


def _as_hes(table: pa.Table, year: int) -> pa.Table:
    column = table.column
    return pa.table(
        {
            "FYEAR": pa.array([f"{year % 100:02d}{(year + 1) % 100:02d}"] * table.num_rows, pa.string()),
            "AEKEY": column("record"),
            "PSEUDO_HESID": column("person"),
            "NEWNHSNO": column("nhs_number"),
            "HOMEADD": column("postcode"),
            "DOB": column("born"),
            "AEATTENDCAT": column("category"),
            "AEPATGROUP": column("group"),
            "AEDEPTTYPE": column("department"),
            "AEINCLOCTYPE": column("incident_place"),
            "AEARRIVALMODE": pc.if_else(column("ambulance"), "1", "2"),
            "ARRIVALDATE": pc.strftime(column("arrived"), "%Y-%m-%d"),
            "ARRIVALTIME": pc.strftime(column("arrived"), "%H%M"),
            "ARRIVALAGE": pc.fill_null(column("age"), "999"),
            "SEX": column("sex"),
            "ETHNOS": column("ethnicity"),
            "LSOA11": column("lsoa"),
            "RESLADST_ONS": column("lad"),
            "PROCODE3": column("provider"),
        }
    )


def _as_ecds(table: pa.Table, year: int) -> pa.Table:
    column = table.column
    return pa.table(
        {
            "EPIKEY": column("record"),
            "TOKEN_PERSON_ID": column("person"),
            "NHS_NUMBER": column("nhs_number"),
            "PATIENT_NAME": column("name"),
            "DATE_OF_BIRTH": column("born"),
            "PATIENT_POSTCODE": column("postcode"),
            "ARRIVAL_DATE": pc.strftime(column("arrived"), "%Y-%m-%d"),
            "ARRIVAL_TIME": pc.strftime(column("arrived"), "%H:%M"),
            "DEPARTURE_DATE": pc.strftime(column("departed"), "%Y-%m-%d"),
            "DEPARTURE_TIME": pc.strftime(column("departed"), "%H:%M"),
            "ATTENDANCE_CATEGORY": column("category"),
            "DEPARTMENT_TYPE": column("department"),
            "ARRIVAL_MODE": pc.if_else(column("ambulance"), AMBULANCE_MODE, OTHER_MODE),
            "INJURY_INTENT": column("intent"),
            "AGE_AT_ARRIVAL": column("age"),
            "STATED_GENDER": column("sex"),
            "ETHNIC_CATEGORY": column("ethnicity"),
            "LSOA_2021" if year >= FIRST_YEAR_2021 else "LSOA_2011": column("lsoa"),
            "PROVIDER_CODE": column("provider"),
            "ASSAULT_DATE_TIME": column("assault_time"),
            "ASSAULT_METHOD": column("method"),
            "ASSAULT_LOCATION_TYPE": column("place"),
        }
    )
