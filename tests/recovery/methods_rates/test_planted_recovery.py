"""Gradients, trends, jumps and spreads that are planted in made-up counts are found again."""

import numpy as np
import pytest

from verity.methods.control import seasonal_control_chart
from verity.methods.funnel import FunnelClass, poisson_funnel_class
from verity.methods.inequality import inequality_index
from verity.methods.links import Link, standard_error_from_limits
from verity.methods.overdispersion import adjusted_proportion_funnel, adjusted_ratio_funnel
from verity.methods.populations import european_standard_population_2013
from verity.methods.quantiles import quantile_groups
from verity.methods.rates import crude_rate
from verity.methods.standardisation import directly_standardised_rate
from verity.methods.trend import poisson_trend, proportion_trend

SEASON = np.array([1, 0.9, 1, 1, 1.1, 1.2, 1.4, 1.3, 1, 0.9, 1, 1.2])


def test_a_planted_gradient_is_found_from_small_areas_up():
    rng = np.random.default_rng(42)
    deprivation = rng.permutation(3000)
    people = rng.integers(1000, 3000, 3000).astype(float)
    position = deprivation / 3000
    events = rng.poisson(0.02 * np.exp(-1.2 * position) * people)
    tenth = quantile_groups(deprivation, 10).astype(int) - 1
    counts, population = (np.bincount(tenth, weights=array) for array in (events, people))
    rate = crude_rate(counts, population)
    error = standard_error_from_limits(rate.lower, rate.upper, link=Link.LOG)
    index = inequality_index(rate.value, population, error, link=Link.LOG, multiplier=-1)
    planted = np.exp(1.2)
    assert index.rii_lower < planted < index.rii_upper
    assert float(index.rii) == pytest.approx(planted, rel=0.05)
    assert index.sii_lower < 2000 * (1 - np.exp(-1.2)) < index.sii_upper


def test_age_differences_alone_vanish_when_standardised():
    # Two towns with the same risk at every age; the young one has far more events.
    rng = np.random.default_rng(5)
    risk = np.geomspace(0.01, 0.0005, 19)
    people = np.stack([np.linspace(9000, 500, 19), np.linspace(500, 9000, 19)]).round()
    events = rng.poisson(risk * people)
    crude = crude_rate(events.sum(axis=1), people.sum(axis=1))
    assert crude.lower[0] > crude.upper[1]
    found = directly_standardised_rate(events, people, european_standard_population_2013())
    standard = european_standard_population_2013()
    truth = 100_000 * (risk @ standard) / standard.sum()
    assert (found.lower < truth).all()
    assert (truth < found.upper).all()


def test_a_planted_trend_is_found():
    rng = np.random.default_rng(8)
    years = np.arange(2014, 2024)
    people = np.linspace(640_000, 690_000, 10)
    planted = np.array([-0.05, 0.0, 0.04])
    mean = 900 * np.exp(planted[:, np.newaxis] * (years - 2014)) * people / people[0]
    found = poisson_trend(rng.poisson(mean), people, years, confidence=0.99)
    assert (found.lower < planted).all()
    assert (planted < found.upper).all()
    np.testing.assert_array_equal(found.p_value < 0.01, [True, False, True])


def test_a_planted_trend_of_a_share_is_found_and_chance_is_not():
    rng = np.random.default_rng(9)
    rising = rng.binomial(1000, np.linspace(0.10, 0.18, 6))
    assert proportion_trend(rising, [1000] * 6, range(6)).p_value < 0.001
    even = rng.binomial(1000, 0.1, (4000, 6))
    rejected = (proportion_trend(even, 1000, range(6)).p_value < 0.05).mean()
    assert abs(rejected - 0.05) < 3 * np.sqrt(0.05 * 0.95 / 4000)


def test_a_jump_is_seen_in_its_month_and_seasons_are_not():
    rng = np.random.default_rng(10)
    counts = rng.poisson(np.tile(60 * SEASON, 4), (500, 48)).astype(float)
    quiet = seasonal_control_chart(counts, baseline_years=3)
    false_alarms = quiet.beyond[:, :, 36:].mean(axis=(1, 2))
    assert (false_alarms < [0.05, 0.004]).all()
    counts[:, 40] *= 1.9
    seen = seasonal_control_chart(counts, baseline_years=3)
    assert seen.beyond[1, :, 40].mean() > 0.95


def test_a_lasting_shift_too_small_for_the_limits_shows_as_a_run():
    rng = np.random.default_rng(12)
    mean = np.concatenate([np.tile(100 * SEASON, 3), 118 * SEASON])
    chart = seasonal_control_chart(rng.poisson(mean, (500, 48)), baseline_years=3)
    assert chart.in_long_run[:, 36:].any(axis=1).mean() > 0.6


@pytest.mark.parametrize("spread", [0.1, 0.2])
def test_planted_differences_between_areas_are_found(spread):
    rng = np.random.default_rng(13)
    expected = rng.uniform(50, 800, 4000)
    observed = rng.poisson(expected * (1 + spread * rng.normal(size=4000)) ** 2)
    plain = poisson_funnel_class(observed, expected)
    adjusted = adjusted_ratio_funnel(observed, expected, winsorised_share=0)
    assert np.sqrt(adjusted.overdispersion.between_variance) == pytest.approx(spread, rel=0.05)
    assert np.mean(plain != FunnelClass.WITHIN) > 0.4
    assert np.mean(adjusted.funnel_class != FunnelClass.WITHIN) == pytest.approx(0.05, abs=0.012)
    # Pulling in a tenth at each end keeps true outliers from hiding themselves, at the price of a smaller spread.
    winsorised = adjusted_ratio_funnel(observed, expected).overdispersion.between_variance
    assert 0.7 * spread < np.sqrt(winsorised) < 0.9 * spread


def test_areas_that_differ_by_chance_alone_keep_plain_limits():
    rng = np.random.default_rng(14)
    n = rng.integers(200, 5000, 2000)
    funnel = adjusted_proportion_funnel(rng.binomial(n, 0.15), n)
    assert funnel.overdispersion.between_variance < 1e-5
    assert np.mean(funnel.funnel_class != FunnelClass.WITHIN) == pytest.approx(0.05, abs=0.015)


def test_an_outlier_stands_out_of_an_overdispersed_funnel():
    rng = np.random.default_rng(15)
    expected = rng.uniform(100, 800, 120)
    observed = rng.poisson(expected * (1 + 0.1 * rng.normal(size=120)) ** 2)
    observed[7] = 2.5 * expected[7]
    funnel = adjusted_ratio_funnel(observed, expected)
    assert funnel.funnel_class[7] is FunnelClass.HIGH_99_8
