"""Refusals, shapes and guards of standardised rates."""

import numpy as np
import pytest

from verity.methods.age_grid import age_grid
from verity.methods.indirect_standardisation import expected_events, indirectly_standardised_ratio
from verity.methods.interval_floor import interval_floor, interval_floor_guard
from verity.methods.intervals import IntervalMethod
from verity.methods.populations import ESP_2013_BANDS, collapse_top_bands, european_standard_population_2013
from verity.methods.standardisation import directly_standardised_rate, directly_standardised_rate_of_repeats

STANDARD = np.array([60.0, 30.0, 10.0])
EVENTS = np.array([[12.0, 5.0, 4.0], [30.0, 10.0, 0.0]])
PEOPLE = np.array([[1000.0, 800.0, 300.0], [900.0, 700.0, 50.0]])


@pytest.mark.parametrize(
    ("index", "value", "message"),
    [
        ((1, 2), np.nan, "none missing, found nan at area 1, band 2"),
        ((0, 1), -1, "found -1.0 at area 0, band 1"),
        ((0, 0), np.inf, "found inf at area 0, band 0"),
    ],
)
@pytest.mark.parametrize("name", ["events", "population"])
def test_bad_cells_are_named_by_area_and_band(index, value, message, name):
    arrays = {"events": EVENTS.copy(), "population": PEOPLE.copy()}
    arrays[name][index] = value
    with pytest.raises(ValueError, match=f"{name}: .*{message}"):
        directly_standardised_rate(**arrays, standard=STANDARD)


def test_deeper_shapes_name_every_index_and_single_areas_none():
    people = np.stack([PEOPLE, PEOPLE])
    people[1, 0, 2] = 0
    with pytest.raises(ValueError, match=r"found 0.0 at area 1, 0, band 2"):
        directly_standardised_rate(EVENTS, people, STANDARD)
    with pytest.raises(ValueError, match=r"found 0\.0 at band 2"):
        directly_standardised_rate(EVENTS[0], people[1, 0], STANDARD)


@pytest.mark.parametrize("standard", [[60, 30], [60, 30, 10, 5], 100])
def test_the_bands_are_those_of_the_standard(standard):
    with pytest.raises(ValueError, match=r"events: expected the|standard: expected one value"):
        directly_standardised_rate(EVENTS, PEOPLE, standard)
    with pytest.raises(ValueError, match="events: expected the 3 age bands"):
        directly_standardised_rate(12, PEOPLE, STANDARD)


@pytest.mark.parametrize("standard", [[0, 0, 0], [60, -1, 10], [60, np.nan, 10], [60, np.inf, 10], [[60, 30, 10]]])
def test_standards_without_people_are_refused(standard):
    with pytest.raises(ValueError, match="standard: expected one value per age band"):
        directly_standardised_rate(EVENTS, PEOPLE, standard)


def test_a_band_the_standard_does_not_count_may_be_empty():
    people = PEOPLE.copy()
    people[1, 2] = 0
    found = directly_standardised_rate(EVENTS, people, [60, 30, 0])
    same = directly_standardised_rate(EVENTS[:, :2], people[:, :2], [60, 30])
    np.testing.assert_allclose(found.value, same.value, rtol=1e-14)
    assert found.events[1] == 40


@pytest.mark.parametrize("multiplier", [0, -1, np.nan, np.inf])
def test_multipliers_are_positive(multiplier):
    with pytest.raises(ValueError, match="multiplier: expected a positive number"):
        directly_standardised_rate(EVENTS, PEOPLE, STANDARD, multiplier=multiplier)


def test_leading_shapes_broadcast():
    by_year = np.stack([EVENTS, 2 * EVENTS, EVENTS])
    found = directly_standardised_rate(by_year, PEOPLE, STANDARD, confidence=(0.95, 0.998))
    assert found.value.shape == found.population.shape == found.withheld.shape == (3, 2)
    assert found.lower.shape == found.lower_clipped.shape == (2, 3, 2)
    shared = directly_standardised_rate(EVENTS, PEOPLE[0], STANDARD)
    np.testing.assert_array_equal(shared.population, [2100, 2100])
    one = directly_standardised_rate(EVENTS[0], PEOPLE, STANDARD)
    np.testing.assert_array_equal(one.events, [21, 21])


def test_the_threshold_is_the_callers_and_exact_limits_serve_below_ten():
    found = directly_standardised_rate([3, 2, 0], PEOPLE[0], STANDARD, minimum_events=0)
    assert found.withheld.item() is None
    assert found.lower < found.value < found.upper
    strict = directly_standardised_rate(EVENTS, PEOPLE, STANDARD, minimum_events=30)
    np.testing.assert_array_equal(np.isnan(strict.value), [True, False])
    none = directly_standardised_rate([0, 0, 0], PEOPLE[0], STANDARD)
    assert none.events == 0
    assert np.isnan([none.value, none.lower, none.upper]).all()


@pytest.mark.parametrize("frequencies", [[1], [1, 2, 3], [0, 1], [1, np.nan], 1])
def test_frequencies_fit_the_people(frequencies):
    with pytest.raises(ValueError, match="frequencies: expected one above 0"):
        directly_standardised_rate_of_repeats(np.ones((3, 2)), frequencies, PEOPLE[0], STANDARD)


def test_repeats_need_bands_and_frequencies():
    with pytest.raises(ValueError, match="frequencies"):
        directly_standardised_rate_of_repeats([1, 2], [1, 2], PEOPLE[0], STANDARD)


def test_people_with_one_event_each_are_independent():
    plain = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    repeats = directly_standardised_rate_of_repeats(EVENTS[..., np.newaxis], [1], PEOPLE, STANDARD)
    for name in ("value", "lower", "upper", "events", "variance"):
        np.testing.assert_array_equal(getattr(repeats, name), getattr(plain, name))
    assert (plain.method, repeats.method) == (IntervalMethod.DOBSON, IntervalMethod.DOBSON_REPEATS)


def test_expected_events_must_be_there():
    with pytest.raises(ValueError, match=r"expected: expected more than 0 events .* found 0.0 at area \(1,\)"):
        indirectly_standardised_ratio([1, 2], [3.0, 0.0])
    with pytest.raises(ValueError, match="expected"):
        indirectly_standardised_ratio([1, 2], [3.0, np.nan])
    with pytest.raises(ValueError, match=r"found 0.0 at band 1"):
        expected_events([[10, 10]], [1, 2], [100, 0])
    with pytest.raises(ValueError, match="none missing, found nan at band 0"):
        expected_events([[10, 10]], [np.nan, 2], [100, 100])
    missing = indirectly_standardised_ratio([np.nan, 2], 3.0)
    assert np.isnan([missing.value[0], missing.lower[0], missing.upper[0]]).all()
    assert missing.method[0] is None


def test_the_standard_population():
    standard = european_standard_population_2013()
    assert standard.sum() == european_standard_population_2013(bands=18).sum() == 100_000
    assert standard.size == len(ESP_2013_BANDS) == 19
    standard[0] = 0
    assert european_standard_population_2013()[0] == 5000
    with pytest.raises(ValueError, match="19 or 18 bands, not 21"):
        european_standard_population_2013(bands=21)
    for wrong in (np.ones(18), 3.0):
        with pytest.raises(ValueError, match="expected 19 age bands"):
            collapse_top_bands(wrong)


def test_collapsing_makes_an_empty_top_band_usable():
    events, people = np.full((2, 19), 3.0), np.full((2, 19), 500.0)
    people[1, -1] = 0
    with pytest.raises(ValueError, match=r"found 0.0 at area 1, band 18"):
        directly_standardised_rate(events, people, european_standard_population_2013())
    collapsed = (collapse_top_bands(array) for array in (events, people))
    found = directly_standardised_rate(*collapsed, european_standard_population_2013(bands=18))
    assert np.isfinite(found.value).all()
    np.testing.assert_array_equal(found.events, [57, 57])


def test_the_floor_guard_passes_what_is_possible():
    found = directly_standardised_rate(EVENTS, PEOPLE, STANDARD)
    interval_floor_guard(found.value, found.lower, found.upper, found.events)
    interval_floor_guard(np.nan, np.nan, np.nan, 4)
    interval_floor_guard(0.0, 0.0, 0.0, 0)
    # A lower limit clipped at 0 shortens the interval; the upper side still has to reach.
    interval_floor_guard(10.0, 0.0, 17.0, 10)
    with pytest.raises(ValueError, match=r"interval 1 of 10 from 10 events has half-width 5"):
        interval_floor_guard([10.0, 10.0], [0.0, 0.0], [17.0, 15.0], [10, 10])
    with pytest.raises(ValueError, match="nothing below inf"):
        interval_floor_guard(10.0, 5.0, 15.0, 0)


def test_printed_intervals_may_be_short_by_half_a_step():
    floor = float(interval_floor(53.1, 3183))
    interval_floor_guard(53.1, 53.1 - floor + 0.04, 53.1 + floor - 0.04, 3183, printed_step=0.1)
    with pytest.raises(ValueError, match="nothing below"):
        interval_floor_guard(53.1, 53.1 - floor + 0.04, 53.1 + floor - 0.04, 3183)


def test_weights_are_shared_by_areas_that_share_a_population():
    grid = age_grid(EVENTS, PEOPLE[0], STANDARD)
    assert grid.weight.shape == (3,)


def test_a_short_half_step_is_not_a_whole_one():
    floor = float(interval_floor(53.1, 3183))
    with pytest.raises(ValueError, match="nothing below"):
        interval_floor_guard(53.1, 53.1 - floor + 0.07, 53.1 + floor - 0.07, 3183, printed_step=0.1)


def test_a_slightly_negative_lower_limit_is_clipped_in_any_unit():
    events, people = [9, 0, 1], [5000, 5000, 10]
    per_person = directly_standardised_rate(events, people, STANDARD, multiplier=1)
    assert per_person.lower == 0
    assert per_person.lower_clipped
    assert per_person.upper > per_person.value > 0
