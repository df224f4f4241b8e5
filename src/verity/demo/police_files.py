"""The files of the police extract: rows become the columns of an Athena-like export, one file a year and kind.

The older files carry LSOA 2011 codes, the newer ones LSOA 2021; a few codes are damaged by a spreadsheet, a few are
unknown, a few rows are there twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.identities import names, numbered, postcodes
from verity.demo.parameters import Parameters
from verity.demo.police_codes import code_of, damaged
from verity.demo.police_records import Involved, PoliceRows, police_rows
from verity.demo.record_parameters import Gaps, PoliceRecords
from verity.demo.record_people import MALE, chosen
from verity.demo.record_places import places
from verity.demo.record_times import Moments
from verity.demo.tessellation import Ints
from verity.demo.writing import csv_bytes
from verity.model.offences import OFFENCE_BY_CODE
from verity.model.police_layouts import FLAG_COLUMNS

HEADER_OF_FLAG = {flag: header for header, flag in FLAG_COLUMNS.items()}
SELF_DEFINED = (
    "A3", "A9", "A1", "A2", "A9", "B2", "B1", "B9", "M3", "M2", "M1", "M9", "W1", "W2", "W3", "W9", "W9", "O9", "O9",
)  # fmt: skip
"""Self-defined ethnicity (16+1 and later codes) of each part of `people.ETHNIC_GROUPS`."""
NOT_STATED = "NS"
OPENINGS = ("reported by telephone", "officers attended", "third party report", "reported at the front counter")
"""How every text begins: nothing in it is a factor."""


@dataclass(frozen=True)
class _Extract:
    """What all three files need: the rows, their references, their vintage and their flags."""

    parameters: Parameters
    county: County
    rows: PoliceRows
    reference: pa.Array
    of_2021: NDArray[np.bool_]
    flags: Mapping[str, NDArray[np.bool_]]

    @property
    def declared(self) -> PoliceRecords:
        """The declared truths of police records."""
        return self.parameters.records.police


def write_police_records(folder: Path, *, parameters: Parameters, county: County) -> None:
    """Write offences, victims and suspects of each year."""
    folder.mkdir(parents=True, exist_ok=True)
    declared, random = parameters.records.police, parameters.random("police files")
    rows = police_rows(parameters, county)
    year = rows.started.astype("datetime64[Y]").astype(np.int64) + 1970
    extract = _Extract(
        parameters,
        county,
        rows,
        numbered("MX/", random.permutation(len(rows.cell)), digits=7),
        year >= declared.first_year_2021,
        _flags(declared, rows, parameters.random("police flags")),
    )
    for kind, table, offence in (
        ("offences", _offences(extract), np.arange(len(year))),
        ("victims", _victims(extract), rows.victims.offence),
        ("suspects", _suspects(extract), rows.suspects.offence),
    ):
        for one in np.unique(year).tolist():
            part = _with_duplicates(table.filter(pa.array(year[offence] == one)), declared.gaps, random)
            (folder / f"{parameters.names.slug}_{kind}_{one}.csv").write_bytes(csv_bytes(part))


def _with_duplicates(table: pa.Table, gaps: Gaps, random: np.random.Generator) -> pa.Table:
    again = 1 + (random.random(table.num_rows) < gaps.duplicates)
    return table.take(pa.array(np.repeat(np.arange(table.num_rows), again)))


def _offences(extract: _Extract) -> pa.Table:
    rows, declared = extract.rows, extract.declared
    random = extract.parameters.random("offence columns")
    place = places(extract.county, rows.cell, declared.gaps, random, of_2021=extract.of_2021)
    codes = code_of(declared, rows)
    start_date, start_time = _date_and_time(rows.started, rows.timed)
    undated = pa.array(random.random(len(codes)) < declared.undated)
    end_date, end_time = _date_and_time(rows.ended, np.ones(len(codes), dtype=bool))
    known = [OFFENCE_BY_CODE[code] for code in np.unique(codes)]
    which = pa.array(np.unique(codes, return_inverse=True)[1])
    return pa.table(
        {
            "Crime Reference": extract.reference,
            "Home Office Code": pa.array(damaged(declared, codes, random)),
            "Offence Title": pa.array([one.title.replace(",", "") for one in known]).take(which),
            "Offence Group": pa.array([one.group for one in known]).take(which),
            "Offence Subgroup": pa.array([one.subgroup for one in known]).take(which),
            "Committed From Date": pc.if_else(undated, None, start_date),
            "Committed From Time": pc.if_else(undated, None, start_time),
            "Committed To Date": end_date,
            "Committed To Time": end_time,
            "Recorded Date": _day(rows.reported),
            "LSOA Code": place.lsoa,
            "District Code": place.lad,
            "District Name": place.lad_name,
            "Location Postcode": pc.if_else(pa.array(place.known), postcodes(rows.cell), None),
            "Premises Type": pa.array(chosen(declared.premises, len(codes), random)),
            "Crime Status": pc.if_else(
                pa.array(random.random(len(codes)) < declared.cancelled), "Cancelled", "Recorded"
            ),
            "Outcome": pa.array(chosen(declared.outcomes, len(codes), random)),
            "MO Text": _texts(declared, len(codes), random),
            **{HEADER_OF_FLAG[name]: pc.if_else(pa.array(given), "Y", "N") for name, given in extract.flags.items()},
        }
    )


def _flags(declared: PoliceRecords, rows: PoliceRows, random: np.random.Generator) -> dict[str, NDArray[np.bool_]]:
    every = list(dict.fromkeys(flag for one in declared.offences for flag in one.flags))
    shares = np.array([[one.flags.get(flag, 0.0) for flag in every] for one in declared.offences])
    drawn = random.random((len(rows.group), len(every))) < shares[rows.group]
    return {flag: drawn[:, column] for column, flag in enumerate(every)}


def _texts(declared: PoliceRecords, count: int, random: np.random.Generator) -> pa.Array:
    """Free text: what officers noted, some of it to say that a factor was absent."""
    parts = [pa.array(OPENINGS).take(pa.array(random.integers(0, len(OPENINGS), count)))]
    for phrase in declared.phrase:
        said, denied = random.random(count), random.random(count)
        words = pa.array([*phrase.said, *phrase.denied])
        which = random.integers(0, len(phrase.said), count)
        no = random.integers(len(phrase.said), len(words), count)
        positive = said < phrase.share
        negative = ~positive & (denied < declared.denied_share / len(declared.phrase))
        parts.append(words.take(pa.array(np.where(positive, which, no), mask=~(positive | negative))))
    return pc.binary_join_element_wise(*parts, "; ", null_handling="skip")


def _people(extract: _Extract, involved: Involved, who: str) -> pa.Table:
    random, gaps = extract.parameters.random(f"{who} particulars"), extract.declared.gaps
    persons, of_event = involved.persons, involved.persons.of_event
    count, cell = len(of_event), persons.cell[of_event]
    place = places(extract.county, cell, gaps, random, of_2021=extract.of_2021[involved.offence])
    given, family = names(of_event)
    ageless, sexless = random.random(count) < gaps.age, pa.array(random.random(count) < gaps.sex)
    sex = pc.if_else(pa.array(persons.sex[of_event] == MALE), "Male", "Female")
    ethnicity = pa.array(SELF_DEFINED).take(pa.array(persons.part[of_event]))
    return pa.table(
        {
            "Crime Reference": extract.reference.take(pa.array(involved.offence)),
            "Committed From Date": _day(extract.rows.started[involved.offence]),
            f"{who} Person ID": numbered(f"N{who[0]}", of_event, digits=7),
            f"{who} Forename": given,
            f"{who} Surname": family,
            f"{who} Date Of Birth": pc.if_else(pa.array(ageless), None, _day(persons.born[of_event])),
            f"{who} Age": pa.array(involved.age, mask=ageless),
            f"{who} Gender": pc.if_else(sexless, "Unknown", sex),
            f"{who} Self Defined Ethnicity": pc.if_else(
                pa.array(random.random(count) < gaps.ethnicity), NOT_STATED, ethnicity
            ),
            f"{who} Home LSOA Code": place.lsoa,
            f"{who} Home District Code": place.lad,
            f"{who} Home Postcode": pc.if_else(pa.array(place.known), postcodes(cell), None),
        }
    )


def _victims(extract: _Extract) -> pa.Table:
    involved, declared = extract.rows.victims, extract.declared
    random, count = extract.parameters.random("victim columns"), len(involved.offence)
    related = chosen(declared.domestic_relationships, count, random)
    others = chosen(declared.relationships, count, random)
    domestic = extract.flags["domestic abuse"][involved.offence]
    repeat = again(involved.persons.of_event, extract.rows.started[involved.offence])
    organisation = pa.array(random.random(count) < declared.organisations)
    columns = {
        "Victim Type": pc.if_else(organisation, "Organisation", "Person"),
        "Victim Relationship To Suspect": pa.array(np.where(domestic, related, others)),
        "Victim Vulnerable": pc.if_else(pa.array(random.random(count) < declared.vulnerable), "Y", "N"),
        "Victim Repeat": pc.if_else(pa.array(repeat), "Y", "N"),
    }
    table = _people(extract, involved, "Victim")
    return pa.table({**{name: table.column(name) for name in table.column_names}, **columns})


def _suspects(extract: _Extract) -> pa.Table:
    involved, declared = extract.rows.suspects, extract.declared
    random, count = extract.parameters.random("suspect columns"), len(involved.offence)
    table = _people(extract, involved, "Suspect")
    statuses = {"Charged": declared.offenders, "Eliminated": declared.eliminated}
    statuses["Suspect"] = 1 - sum(statuses.values())
    columns = {
        "Suspect Status": pa.array(chosen(statuses, count, random)),
        "Suspect Relationship To Victim": pa.array(chosen(declared.relationships, count, random)),
    }
    return pa.table({**{name: table.column(name) for name in table.column_names}, **columns})


def again(person: Ints, when: Moments) -> NDArray[np.bool_]:
    """Whether each event is a person's second or later."""
    order = np.lexsort((when, person))
    later = np.zeros(len(person), dtype=bool)
    later[order[1:]] = person[order[1:]] == person[order[:-1]]
    return later


def _date_and_time(moment: Moments, timed: NDArray[np.bool_]) -> tuple[pa.Array, pa.Array]:
    stamp = pa.array(moment.astype("datetime64[s]"))
    return pc.strftime(stamp, "%d/%m/%Y"), pc.if_else(pa.array(timed), pc.strftime(stamp, "%H:%M"), None)


def _day(day: Moments) -> pa.Array:
    return pc.strftime(pa.array(day.astype("datetime64[s]")), "%d/%m/%Y")
