"""Episodes of admitted patient care, in the headers of HES: the cohort of assaults, and rows beside it.

Each row beside the cohort breaks one condition alone, so that every condition of the cohort matters. Diagnosis codes
are of ICD-10; the patients are invented.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.identities import numbered
from verity.demo.parameters import Parameters
from verity.demo.patients import (
    ALONE,
    FIRST_YEAR_2021,
    Patients,
    day_text,
    draw_patients,
    flags_of,
    tokens,
    written,
)
from verity.demo.record_intensity import draw_within
from verity.demo.record_parameters import Admissions
from verity.demo.record_people import chosen
from verity.demo.record_times import Moments, financial_year
from verity.demo.tessellation import Ints
from verity.demo.writing import csv_bytes

COHORT = "cohort"
DAY = np.timedelta64(1, "D")
INJURIES = ("S019", "S024", "S025", "S026", "S060", "S099", "S211", "S270", "S311", "S361", "S411", "S610", "T149")
FALL = "W190"
PLACES = ("0", "2", "4", "5", "8", "9")
"""Fourth characters of the cause that most say where."""
MENTAL = ("F200", "F319", "F329", "F419", "F431", "F603")
SUBSTANCE = ("F112", "F142", "F192", "T400", "T406", "T436")
DRINK = ("F100", "F101", "F103", "T519")
PROVIDERS = ("ZZA", "ZZB")
"""Codes that no trust has."""
NIGHTS = ((0, 0), (1, 1), (2, 3), (4, 7), (8, 14))
LONG_STAY_NIGHTS = 9.0
METHODS = {"21": 0.86, "22": 0.03, "24": 0.02, "28": 0.05, "2A": 0.04}


def write_admissions(folder: Path, *, parameters: Parameters, county: County) -> None:
    """Write one file for each financial year in which episodes ended."""
    folder.mkdir(parents=True, exist_ok=True)
    declared = parameters.records.admissions
    random = parameters.random("admissions")
    tables, first = [], 0
    for kind, times in {COHORT: 1.0, **declared.other_rows}.items():
        repeats = declared.repeats if kind == COHORT else ALONE
        patients = draw_patients(parameters, county, declared, random, times=times, repeats=repeats, first=first)
        first += len(patients.persons.cell)
        tables.append(_spells(declared, county, patients, kind, random))
    table = pa.concat_tables(tables)
    key = random.permutation(table.num_rows)
    table = table.append_column("EPIKEY", numbered("5", key, digits=11)).take(pa.array(np.argsort(key)))
    for year in range(declared.first_year, declared.last_year + 1):
        mine = table.filter(pc.equal(table.column("year"), year)).drop_columns(["year"])
        (folder / f"{parameters.names.slug}_hes_apc_{_name(year)}.csv").write_bytes(csv_bytes(_of_year(mine, year)))


def _name(year: int) -> str:
    return f"{year % 100:02d}{(year + 1) % 100:02d}"


def _of_year(table: pa.Table, year: int) -> pa.Table:
    """Name the columns as that year's files do: a person's token and the LSOA changed in 2021/22."""
    old = {"person": "PSEUDO_HESID", "lsoa": "LSOA11"}
    new = {"person": "TOKEN_PERSON_ID", "lsoa": "LSOA21"}
    names = new if year >= FIRST_YEAR_2021 else old
    start = {"FYEAR": pa.array([_name(year)] * table.num_rows, pa.string())}
    return pa.table({**start, **{names.get(one, one): table.column(one) for one in table.column_names}})


def _spells(
    declared: Admissions, county: County, patients: Patients, kind: str, random: np.random.Generator
) -> pa.Table:
    """Return the episodes of spells of one kind, first and second episodes one below the other."""
    count = len(patients.when)
    admitted = patients.when.astype("datetime64[D]")
    last_day = np.datetime64(f"{declared.last_year + 1}-03-31")
    nights = np.minimum(_nights(declared, count, random), (last_day - admitted).astype(np.int64))
    if kind == "day case":
        nights = np.zeros_like(nights)
    discharged: Moments = np.asarray(admitted + nights * DAY)
    two = flags_of(count, declared.second_episode, random) & (nights > 0)
    handed_over: Moments = np.asarray(admitted + np.floor(random.random(count) * nights).astype(np.int64) * DAY)
    shared = _shared(declared, county, patients, kind, random)
    first_end = np.where(two, handed_over, discharged)
    first = _episode(shared, 1, admitted, first_end, np.where(two, np.datetime64("NaT"), discharged), kind)
    second = _episode(shared, 2, handed_over, discharged, discharged, kind)
    return pa.concat_tables([first, second.filter(pa.array(two))])


def _episode(
    shared: dict[str, Any], order: int, start: Moments, end: Moments, discharged: Moments, kind: str
) -> pa.Table:
    count = len(start)
    open_ = kind == "unfinished"
    year = financial_year(start if open_ else end)
    return pa.table(
        {
            **shared,
            "EPISTART": day_text(start),
            "EPIEND": pa.nulls(count, pa.string()) if open_ else day_text(end),
            "EPIDUR": pa.array((end - start).astype(np.int64)),
            "EPIORDER": pa.array(np.full(count, order)),
            "EPISTAT": pa.array(np.full(count, "1" if open_ else "3")),
            "EPITYPE": pa.array(np.full(count, "1")),
            "DISDATE": pa.nulls(count, pa.string()) if open_ else day_text(discharged),
            "year": pa.array(year),
        }
    )


def _shared(
    declared: Admissions, county: County, patients: Patients, kind: str, random: np.random.Generator
) -> dict[str, Any]:
    """Return the columns that all episodes of a spell share."""
    count = len(patients.when)
    who = written(county, patients, declared.gaps, random, stream=0)
    nowhere = pa.array(np.full(count, kind == "no district"))
    drink = flags_of(count, declared.alcohol, random)
    spell = patients.first * 2 + np.arange(count)
    return {
        "person": tokens("TEST", patients.number),
        "NEWNHSNO": who.nhs_number,
        "HOMEADD": who.postcode,
        "DOB": who.born,
        "LOPATID": numbered("H", patients.number, digits=8),
        "PROVSPNOPS": numbered("S", spell, digits=9),
        "PROCODE3": pa.array(PROVIDERS).take(pa.array(patients.persons.cell[patients.persons.of_event] % 2)),
        "ADMIDATE": day_text(patients.when),
        "ADMIMETH": pa.array(np.where(kind == "elective", "11", chosen(METHODS, count, random))),
        "CLASSPAT": pa.array(np.full(count, "2" if kind == "day case" else "1")),
        "STARTAGE": pc.if_else(pc.equal(who.age, "0"), "7007", pc.fill_null(who.age, "999")),
        "SEX": who.sex,
        "ETHNOS": who.ethnicity,
        "lsoa": pc.if_else(nowhere, None, pc.fill_null(who.place.lsoa, "Z99999999")),
        "RESLADST_ONS": pc.if_else(nowhere, None, who.place.lad),
        **_diagnoses(declared, kind, drink, random),
        "ALCFRAC": pa.array(np.where(drink, "1", "0")),
    }


def _nights(declared: Admissions, count: int, random: np.random.Generator) -> Ints:
    band = draw_within(np.array([declared.spell_nights]), np.zeros(count, dtype=np.int64), random)
    low, high = np.array(NIGHTS).T
    nights = low[band] + np.floor(random.random(count) * (high - low + 1)[band]).astype(np.int64)
    longest = band == len(NIGHTS) - 1
    return np.asarray(np.where(longest, nights + random.exponential(LONG_STAY_NIGHTS, count).astype(np.int64), nights))


def _diagnoses(
    declared: Admissions, kind: str, drink: NDArray[np.bool_], random: np.random.Generator
) -> dict[str, pa.Array]:
    """Return the diagnosis columns: injury, cause, and what else was coded; the cause rarely stands first."""
    count = len(drink)
    cause = np.char.add(chosen(declared.causes, count, random), random.choice(PLACES, count))
    if kind == "no assault":
        cause = np.full(count, FALL)
    injury = random.choice(INJURIES, count)
    ahead = random.random(count) >= declared.second_position
    mental, substance = (flags_of(count, share, random) for share in (declared.mental_health, declared.substance))
    beside = [pa.array(random.choice(codes, count)) for codes in (MENTAL, SUBSTANCE, DRINK)]
    columns = [
        pa.array(np.where(ahead, cause, injury)),
        pc.if_else(pa.array(mental), beside[0], None),
        pa.array(np.where(ahead, injury, cause)),
        pc.if_else(pa.array(substance), beside[1], None),
        pc.if_else(pa.array(drink), beside[2], None),
        pa.nulls(count, pa.string()),
    ]
    return {f"DIAG_4_{n:02d}": column for n, column in enumerate(columns, start=1)}
