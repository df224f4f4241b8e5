"""Calls of the ambulance service, as its computer-aided dispatch writes them: violence, and the rest beside it.

Calls come from where and when the offences of the county happen, so that the sources agree by place and time.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.identities import names, numbered, postcodes
from verity.demo.parameters import Parameters
from verity.demo.patients import flags_of, with_duplicates
from verity.demo.police_records import years_of
from verity.demo.record_intensity import draw_within, expected_offences, residents_of
from verity.demo.record_parameters import Ambulance
from verity.demo.record_people import MALE, Persons, chosen, draw_persons
from verity.demo.record_places import places
from verity.demo.record_times import Moments, moments
from verity.demo.tessellation import Floats, Ints
from verity.demo.writing import csv_bytes

VIOLENCE = "Violence against the person"
CARDS = {
    "Assault": "04B01", "Assault - dangerous body area": "04D02", "Sexual assault": "04B03",
    "Stab / gunshot / penetrating trauma": "27D04", "Falls": "17A02", "Chest pain": "10D02",
    "Breathing problems": "06D01", "Unconscious": "31D03", "Overdose": "23C07",
}  # fmt: skip
"""Dispatch codes of the complaints: protocol, level and number."""
ALONE = (1.0, 0.0, 0.0, 0.0, 0.0)


def write_callouts(folder: Path, *, parameters: Parameters, county: County) -> None:
    """Write the calls of each calendar year of the window."""
    folder.mkdir(parents=True, exist_ok=True)
    declared, random = parameters.records.ambulance, parameters.random("ambulance")
    expected = expected_callouts(parameters, county)
    kinds = {True: 1.0, False: declared.other_calls}
    drawn = {violent: _calls(parameters, expected * times, random) for violent, times in kinds.items()}
    cell = np.concatenate([cells for cells, _ in drawn.values()])
    when = np.concatenate([moment for _, moment in drawn.values()])
    violent = np.repeat(list(drawn), [len(cells) for cells, _ in drawn.values()])
    order = np.argsort(when, kind="stable")
    table = _table(parameters, county, cell[order], when[order], violent[order], random)
    year = when[order].astype("datetime64[Y]").astype(np.int64) + 1970
    for one in np.unique(year).tolist():
        part = with_duplicates(table.filter(pa.array(year == one)), declared.gaps.duplicates, random)
        vintage = "LSOA21CD" if one >= parameters.records.police.first_year_2021 else "LSOA11CD"
        part = part.rename_columns([vintage if name == "lsoa" else name for name in part.column_names])
        (folder / f"{parameters.names.slug}_cad_{one}.csv").write_bytes(csv_bytes(part))


def expected_callouts(parameters: Parameters, county: County) -> Floats:
    """Return expected calls for violence by month and cell: as offences against the person, to the declared size."""
    groups = [one.group for one in parameters.records.police.offences]
    offences = expected_offences(parameters, county)[:, :, groups.index(VIOLENCE)]
    yearly = parameters.records.ambulance.per_year * parameters.records.scale
    return np.asarray(offences / offences.sum() * yearly * len(parameters.months) / 12)


def _calls(parameters: Parameters, expected: Floats, random: np.random.Generator) -> tuple[Ints, Moments]:
    month = np.repeat(np.arange(len(expected)), random.poisson(expected.sum(axis=1)))
    cell = draw_within(expected, month, random)
    return cell, moments(parameters, np.array(parameters.months, "datetime64[M]")[month], random)


def _table(
    parameters: Parameters,
    county: County,
    cell: Ints,
    when: Moments,
    violent: NDArray[np.bool_],
    random: np.random.Generator,
) -> pa.Table:
    declared, count = parameters.records.ambulance, len(cell)
    new = when.astype("datetime64[Y]").astype(np.int64) + 1970 >= parameters.records.police.first_year_2021
    place = places(county, cell, declared.gaps, random, of_2021=new)
    patients = _patients(parameters, county, cell, when, random)
    given, family = names(patients.of_event)
    complaint = np.where(
        violent, *(chosen(of, count, random) for of in (declared.complaints, declared.other_complaints))
    )
    known, which = np.unique(complaint, return_inverse=True)
    sexless = pa.array(flags_of(count, declared.gaps.sex, random))
    return pa.table(
        {
            "CallNumber": numbered("C", random.permutation(count), digits=8),
            "TimeStampT0": pc.strftime(pa.array(_to_the_second(when, random)), "%Y-%m-%d %H:%M:%S"),
            "ChiefComplaint": pa.array(complaint),
            "DespatchCode": pa.array([CARDS[one] for one in known.tolist()]).take(pa.array(which)),
            "PickupLocationType": _unknown(declared, pa.array(chosen(declared.premises, count, random)), random),
            "MainPatientAge": pa.array(patients.ages(when), mask=flags_of(count, declared.gaps.age, random)),
            "MainPatientSex": pc.if_else(
                sexless, None, pc.if_else(pa.array(patients.sex[patients.of_event] == MALE), "Male", "Female")
            ),
            "PatientName": pc.binary_join_element_wise(given, family, " "),
            "PostCode_From": pc.if_else(pa.array(place.known), postcodes(cell), None),
            "lsoa": place.lsoa,
            "LAD_CODE": place.lad,
        }
    )


def _unknown(declared: Ambulance, premises: pa.Array, random: np.random.Generator) -> pa.Array:
    return pc.if_else(pa.array(flags_of(len(premises), declared.no_place, random)), None, premises)


def _patients(
    parameters: Parameters, county: County, cell: Ints, when: Moments, random: np.random.Generator
) -> Persons:
    """Draw the patients among those who live where the call came from."""
    residents = residents_of(
        parameters, county, profile=parameters.records.ambulance.profile, gradient=0.0, years=years_of(parameters)
    )
    return draw_persons(residents, when, ALONE, random, near=cell, near_share=1.0)


def _to_the_second(when: Moments, random: np.random.Generator) -> Moments:
    """Return the stamps of the system: any second within five minutes of the moment."""
    seconds = random.integers(0, 300, len(when)).astype("timedelta64[s]")
    return np.asarray(when.astype("datetime64[s]") + seconds)
