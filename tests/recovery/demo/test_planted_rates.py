"""The planted rates are the truth: over seeds, the interval for repeated events holds them as often as it says."""

import numpy as np
import pytest

from verity.demo.drawn import draw_county
from verity.demo.parameters import SMALL, load_parameters
from verity.demo.patients import draw_patients
from verity.demo.police_records import police_rows
from verity.demo.record_expected import BANDS, expected_patients, expected_victims
from verity.methods.populations import european_standard_population_2013
from verity.methods.standardisation import directly_standardised_rate_of_repeats

SEEDS = range(120)
MOST_EVENTS = 5


@pytest.fixture(scope="module")
def parameters():
    small = load_parameters(SMALL)
    return small.model_copy(update={"records": small.records.model_copy(update={"scale": 0.5})})


@pytest.fixture(scope="module")
def county(parameters):
    return draw_county(parameters)


def holds(band, person, mine, expected, cells):
    """Whether the interval of a district's drawn events holds the rate that was planted."""
    _, of = np.unique(person[mine], return_inverse=True)
    times = np.bincount(of)
    people = np.zeros((19, MOST_EVENTS))
    # A person whose events fall into two bands counts in each by its part, as events over their frequency.
    np.add.at(people, (band[mine], times[of] - 1), 1 / times[of])
    rate = directly_standardised_rate_of_repeats(
        people,
        np.arange(1, MOST_EVENTS + 1),
        expected.residents[cells].sum(axis=0),
        european_standard_population_2013(),
    )
    return bool(rate.lower <= expected.rate(cells) <= rate.upper)


def districts(county):
    for number in range(len(county.nest.district) - 1):
        yield np.flatnonzero(county.land.home & (county.nest.district_of_cell == number))


def without_gaps(parameters, source):
    declared = getattr(parameters.records, source)
    none = declared.gaps.model_copy(update=dict.fromkeys(("age", "lsoa", "district_only"), 0.0))
    kept = {"gaps": none}
    if source == "police":
        kept |= {"cancelled": 0.0, "unknown_codes": 0.0, "undated": 0.0, "organisations": 0.0}
    records = parameters.records.model_copy(update={source: declared.model_copy(update=kept)})
    return parameters.model_copy(update={"records": records})


@pytest.mark.parametrize("source", ["admissions", "emergency"])
def test_rates_of_patients_are_held_at_the_nominal_frequency(parameters, county, source):
    plain = without_gaps(parameters, source)
    care = getattr(plain.records, source)
    expected = expected_patients(plain, county, care, (care.first_year, care.last_year))
    held = []
    for seed in SEEDS:
        patients = draw_patients(plain, county, care, np.random.default_rng(seed), repeats=care.repeats)
        cell = patients.persons.cell[patients.persons.of_event]
        band = BANDS[np.minimum(patients.age, 90)]
        held += [holds(band, patients.number, np.isin(cell, cells), expected, cells) for cells in districts(county)]
    assert 0.925 < np.mean(held) < 0.985


def test_rates_of_victims_are_held_at_the_nominal_frequency(parameters, county):
    plain = without_gaps(parameters, "police")
    plain = plain.model_copy(update={"records": plain.records.model_copy(update={"scale": 0.1})})
    expected = expected_victims(plain, county)
    six = np.array([one.group != "Criminal damage and arson" for one in plain.records.police.offences])
    held = []
    for seed in SEEDS[:40]:
        rows = police_rows(plain.model_copy(update={"seed": seed}), county)
        victims = rows.victims
        cell = victims.persons.cell[victims.persons.of_event]
        band, counted = BANDS[np.minimum(victims.age, 90)], six[rows.group[victims.offence]]
        held += [
            holds(band, victims.persons.of_event, counted & np.isin(cell, cells), expected, cells)
            for cells in districts(county)
        ]
    assert 0.90 < np.mean(held) < 0.995
