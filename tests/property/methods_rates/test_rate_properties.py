"""What must hold for any counts: scale, order, width, containment, and inputs left alone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verity.methods.indirect_standardisation import expected_events, indirectly_standardised_ratio
from verity.methods.interval_floor import interval_floor_guard
from verity.methods.intervals import (
    byar_interval,
    exact_poisson_interval,
    mean_interval,
    poisson_interval,
    wilson_interval,
)
from verity.methods.quantiles import quantile_groups
from verity.methods.rates import crude_rate
from verity.methods.standardisation import directly_standardised_rate, directly_standardised_rate_of_repeats

LEVELS = st.floats(0.5, 0.999)
COUNTS = st.integers(0, 10**7)
GRID = (3, 6)
EVENTS = arrays(np.float64, GRID, elements=st.integers(0, 500).map(float))
PEOPLE = arrays(np.float64, GRID, elements=st.integers(1000, 100_000).map(float))
STANDARD = arrays(np.float64, GRID[-1], elements=st.integers(1, 7000).map(float))
SEEDS = st.integers(0, 2**32 - 1)


def shown(rate):
    return ~np.isnan(rate.value)


@given(COUNTS, LEVELS)
def test_poisson_limits_contain_the_count_and_widen_with_confidence(count, level):
    for method in (byar_interval, exact_poisson_interval, poisson_interval):
        found = method(count, confidence=(level, (1 + level) / 2))
        lower = np.nan_to_num(found.lower)
        assert (lower <= count).all()
        assert (count <= found.upper).all()
        assert lower[1] <= lower[0]
        assert found.upper[0] <= found.upper[1]


@given(st.integers(1, 10**6), st.integers(2, 50), LEVELS)
def test_relative_width_falls_as_counts_rise(count, factor, level):
    small, large = (exact_poisson_interval(number, confidence=level) for number in (count, count * factor))
    assert (large.upper - large.lower) / (count * factor) < (small.upper - small.lower) / count


@given(st.integers(1, 10**6), st.floats(0, 1), LEVELS)
def test_wilson_contains_the_share_and_mirrors_its_complement(n, part, level):
    x = round(part * n)
    found, rest = wilson_interval(x, n, confidence=level), wilson_interval(n - x, n, confidence=level)
    assert 0 <= found.lower <= x / n + 1e-12
    assert x / n - 1e-12 <= found.upper <= 1
    np.testing.assert_allclose([found.lower, found.upper], [1 - rest.upper, 1 - rest.lower], atol=1e-12)


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 1000), LEVELS)
def test_mean_limits_surround_the_mean(mean, deviation, size, level):
    found = mean_interval(mean, deviation, size, confidence=level)
    assert found.lower <= mean <= found.upper


@given(st.integers(0, 5000), st.integers(100, 10**6), st.integers(2, 30))
def test_more_of_the_same_leaves_a_rate_and_narrows_its_interval(count, people, factor):
    one = crude_rate(count, people)
    many = crude_rate(count * factor, people * factor)
    np.testing.assert_allclose(many.value, one.value)
    assert many.upper - many.lower < one.upper - one.lower


@given(EVENTS, PEOPLE, STANDARD, st.integers(2, 20))
def test_scaling_events_and_people_narrows_a_standardised_rate(events, people, standard, factor):
    one = directly_standardised_rate(events, people, standard)
    many = directly_standardised_rate(factor * events, factor * people, standard)
    kept = shown(one)
    np.testing.assert_allclose(many.value[kept], one.value[kept], rtol=1e-12)
    assert (many.upper - many.lower < one.upper - one.lower)[kept].all()


@given(EVENTS, PEOPLE, STANDARD, st.floats(1e-6, 1e6))
def test_scaling_the_standard_changes_nothing(events, people, standard, factor):
    one = directly_standardised_rate(events, people, standard)
    other = directly_standardised_rate(events, people, factor * standard)
    for name in ("value", "lower", "upper"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-11)


@given(EVENTS, PEOPLE, STANDARD, SEEDS)
def test_neither_the_order_of_bands_nor_of_areas_matters(events, people, standard, seed):
    rng = np.random.default_rng(seed)
    bands, areas = rng.permutation(GRID[1]), rng.permutation(GRID[0])
    one = directly_standardised_rate(events, people, standard)
    other = directly_standardised_rate(events[areas][:, bands], people[areas][:, bands], standard[bands])
    for name in ("value", "lower", "upper", "events"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name)[areas], rtol=1e-11)


@given(EVENTS, PEOPLE, STANDARD)
def test_areas_may_be_computed_together_or_apart(events, people, standard):
    together = directly_standardised_rate(events, people, standard, confidence=(0.9, 0.998))
    apart = [
        directly_standardised_rate(*area, standard, confidence=(0.9, 0.998))
        for area in zip(events, people, strict=True)
    ]
    np.testing.assert_allclose(together.lower, np.stack([area.lower for area in apart], axis=1), rtol=1e-12)
    np.testing.assert_allclose(together.value, [area.value for area in apart], rtol=1e-12)


@given(EVENTS, PEOPLE, STANDARD)
def test_splitting_a_band_of_even_rates_changes_nothing(events, people, standard):
    whole = directly_standardised_rate(2 * events, 2 * people, 2 * standard)
    halves = (np.repeat(array, 2, axis=-1) for array in (events, people, standard))
    split = directly_standardised_rate(*halves)
    for name in ("value", "lower", "upper", "events", "population"):
        np.testing.assert_allclose(getattr(split, name), getattr(whole, name), rtol=1e-11)


@given(EVENTS, PEOPLE, STANDARD, LEVELS)
def test_standardised_limits_contain_the_rate_and_never_go_under_the_floor(events, people, standard, level):
    found = directly_standardised_rate(events, people, standard, confidence=level)
    kept = shown(found)
    assert (found.lower <= found.value)[kept].all()
    assert (found.value <= found.upper)[kept].all()
    assert (found.lower >= 0)[kept].all()
    interval_floor_guard(found.value, found.lower, found.upper, found.events, confidence=level)


@given(arrays(np.float64, (*GRID, 3), elements=st.integers(0, 60).map(float)), PEOPLE, STANDARD)
def test_repeats_have_the_same_rate_and_at_least_the_width(people, population, standard):
    repeats = directly_standardised_rate_of_repeats(people, [1, 2, 5], population, standard, minimum_people=0)
    plain = directly_standardised_rate(people @ np.array([1.0, 2, 5]), population, standard)
    np.testing.assert_allclose(repeats.value, plain.value, rtol=1e-12)
    kept = shown(plain) & (plain.value > 0)
    assert (repeats.upper >= plain.upper * (1 - 1e-12))[kept].all()


@given(PEOPLE, EVENTS, st.integers(2, 9))
def test_a_ratio_of_a_population_to_itself_is_100(people, events, factor):
    reference_events, reference_people = events[0] + 1, people[0]
    expected = expected_events(reference_people, reference_events, reference_people)
    np.testing.assert_allclose(indirectly_standardised_ratio(reference_events.sum(), expected).value, 100)
    np.testing.assert_allclose(
        expected_events(factor * people, reference_events, reference_people),
        factor * expected_events(people, reference_events, reference_people),
    )


@given(arrays(np.float64, 40, elements=st.integers(-20, 20).map(float)), st.integers(2, 10), SEEDS)
def test_quantiles_follow_the_values_not_their_order(values, groups, seed):
    order = np.random.default_rng(seed).permutation(40)
    found = quantile_groups(values, groups)
    np.testing.assert_array_equal(quantile_groups(values[order], groups), found[order])
    assert (np.diff(found[np.argsort(values)]) >= 0).all()
    assert set(np.unique(found)) <= set(range(1, groups + 1))
    np.testing.assert_array_equal(
        quantile_groups(np.stack([values, -values]), groups)[1], quantile_groups(values, groups, invert=True)
    )


@given(EVENTS, PEOPLE, STANDARD)
def test_inputs_are_never_modified(events, people, standard):
    copies = [array.copy() for array in (events, people, standard)]
    for array in (events, people, standard):
        array.flags.writeable = False
    directly_standardised_rate(events, people, standard)
    directly_standardised_rate_of_repeats(np.stack([events, events], axis=-1), [1, 2], people, standard)
    crude_rate(events, people)
    wilson_interval(events, people)
    quantile_groups(events, 3)
    for array, copy in zip((events, people, standard), copies, strict=True):
        np.testing.assert_array_equal(array, copy)
