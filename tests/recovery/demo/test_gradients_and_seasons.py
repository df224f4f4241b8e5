"""Gradients, summers and widened variances of drawn patients are the planted ones, over seeds."""

import numpy as np
import pytest

from verity.demo.deprivation import index, of_lsoas
from verity.demo.drawn import draw_county
from verity.demo.parameters import SMALL, load_parameters
from verity.demo.patients import draw_patients
from verity.demo.record_expected import BANDS, expected_patients
from verity.demo.record_people import variance_inflation
from verity.demo.record_truths import record_truths
from verity.methods.inequality import inequality_index
from verity.methods.links import Link, standard_error_from_limits
from verity.methods.populations import european_standard_population_2013
from verity.methods.standardisation import directly_standardised_rate_of_repeats

SEEDS = range(120)
SOURCES = ("admissions", "emergency")
MOST_EVENTS = 5


@pytest.fixture(scope="module")
def parameters():
    """The small county, where nobody's age or home is lost on the way and records are many."""
    small = load_parameters(SMALL)
    changed = {"scale": 2.0}
    for source in SOURCES:
        declared = getattr(small.records, source)
        none = declared.gaps.model_copy(update=dict.fromkeys(("age", "lsoa", "district_only", "elsewhere"), 0.0))
        changed[source] = declared.model_copy(update={"gaps": none})
    return small.model_copy(update={"records": small.records.model_copy(update=changed)})


@pytest.fixture(scope="module")
def county(parameters):
    return draw_county(parameters)


@pytest.fixture(scope="module", params=SOURCES)
def drawn(request, parameters, county):
    """A source of patients, what is expected of it, and what each seed draws."""
    care = getattr(parameters.records, request.param)
    patients = [
        draw_patients(parameters, county, care, np.random.default_rng(seed), repeats=care.repeats) for seed in SEEDS
    ]
    return care, patients


@pytest.fixture(scope="module")
def planted(parameters, county):
    return record_truths(parameters, county).set_index("id")["planted"]


def deciles(county, parameters):
    """Cells of every decile that anybody lives in, the most deprived first."""
    decile = index(of_lsoas(county.latent, county.nest.lsoa11_of_cell), parameters.deprivation.nation_lsoas).decile
    of_cell = decile[county.nest.lsoa11_of_cell]
    groups = (np.flatnonzero(county.land.home & (of_cell == one)) for one in range(1, 11))
    return [cells for cells in groups if len(cells)]


def rate(patients, cells, residents):
    """The standardised rate of some cells as a build makes it: by people, each by how often they were recorded."""
    mine = np.isin(patients.persons.cell[patients.persons.of_event], cells)
    _, of = np.unique(patients.number[mine], return_inverse=True)
    times = np.bincount(of)[of]
    people = np.zeros((19, MOST_EVENTS))
    np.add.at(people, (BANDS[np.minimum(patients.age[mine], 90)], np.minimum(times, MOST_EVENTS) - 1), 1 / times)
    return directly_standardised_rate_of_repeats(
        people, np.arange(1, MOST_EVENTS + 1), residents[cells].sum(axis=0), european_standard_population_2013()
    )


def test_the_gradient_is_held_at_the_nominal_frequency(drawn, parameters, county):
    care, every = drawn
    expected = expected_patients(parameters, county, care, (care.first_year, care.last_year))
    groups = deciles(county, parameters)
    people = np.array([expected.residents[cells].sum() for cells in groups])
    truth = inequality_index(
        np.array([expected.rate(cells) for cells in groups]), people, np.zeros(len(groups)), link=Link.LOG,
        multiplier=-1,
    )  # fmt: skip
    assert truth.rii > 3
    held = []
    for patients in every:
        found = [rate(patients, cells, expected.residents) for cells in groups]
        value, lower, upper = np.array([[float(one.value), float(one.lower), float(one.upper)] for one in found]).T
        error = standard_error_from_limits(lower, upper, link=Link.LOG)
        one = inequality_index(value, people, error, link=Link.LOG, multiplier=-1)
        held.append(float(one.rii_lower) <= float(truth.rii) <= float(one.rii_upper))
    assert 0.88 < np.mean(held) < 0.995


def test_the_summer_is_as_planted(drawn, planted):
    care, every = drawn
    month = np.concatenate([one.when for one in every]).astype("datetime64[M]").astype(np.int64) % 12 + 1
    july, january = ((month == one).sum() for one in (7, 1))
    feed = "admission" if hasattr(care, "spell_nights") else "attendance_hes"
    assert np.log(july / january) == pytest.approx(
        np.log(planted[f"{feed}-summer"]), abs=4 * np.sqrt(1 / july + 1 / january) + 0.01
    )


def test_people_with_several_events_widen_the_variance_as_planted(drawn):
    care, every = drawn
    times = np.concatenate([np.bincount(one.persons.of_event) for one in every]).astype(float)
    assert (times**2).sum() / times.sum() == pytest.approx(variance_inflation(care.repeats, held=1.0), rel=0.02)
