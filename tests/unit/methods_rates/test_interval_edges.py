"""Shapes, missing values and refusals of intervals, rates and quantiles."""

import numpy as np
import pytest
from scipy.stats import poisson

from verity.methods.confidence import confidence_levels
from verity.methods.intervals import (
    IntervalMethod,
    byar_interval,
    exact_poisson_interval,
    mean_interval,
    poisson_interval,
    wilson_interval,
)
from verity.methods.quantiles import quantile_groups
from verity.methods.rates import crude_rate, mean, proportion

BOTH = (0.95, 0.998)


@pytest.mark.parametrize("level", [95, 0, 1, 99.8, -0.95, np.nan, (), (0.95, 95), [[0.95]]])
def test_confidence_is_a_proportion(level):
    with pytest.raises(ValueError, match="expected proportions between 0 and 1"):
        confidence_levels(level)


@pytest.mark.parametrize("method", [byar_interval, exact_poisson_interval, poisson_interval])
@pytest.mark.parametrize("count", [-1, np.inf, [3, -2]])
def test_impossible_counts_are_refused(method, count):
    with pytest.raises(ValueError, match="count: expected finite values of at least 0"):
        method(count)


@pytest.mark.parametrize("method", [byar_interval, exact_poisson_interval, poisson_interval])
def test_several_levels_come_first_in_the_shape(method):
    counts = np.array([[0.0, 9.0, 10.0], [np.nan, 3.0, 400.0]])
    both, one = method(counts, confidence=BOTH), method(counts, confidence=0.998)
    assert both.lower.shape == both.upper.shape == (2, 2, 3)
    assert both.method.shape == (2, 3)
    np.testing.assert_array_equal(both.lower[1], one.lower)
    np.testing.assert_array_equal(both.upper[1], one.upper)
    assert np.isnan(both.lower[:, 1, 0]).all()
    assert np.isnan(both.upper[:, 1, 0]).all()


def test_one_number_gives_one_number():
    assert poisson_interval(4).lower.shape == ()
    assert poisson_interval(4, confidence=BOTH).lower.shape == (2,)
    assert poisson_interval(4).method.item() is IntervalMethod.EXACT_POISSON
    assert poisson_interval(np.nan).method.item() is None


def test_a_negative_byar_limit_is_missing():
    byar = byar_interval([0, 1], confidence=0.998)
    np.testing.assert_array_equal(np.isnan(byar.lower), [False, True])
    assert byar.lower[0] == 0


def test_exact_limits_leave_half_of_alpha_in_each_tail():
    counts = np.arange(1, 200)
    exact = exact_poisson_interval(counts, confidence=0.9)
    np.testing.assert_allclose(poisson.sf(counts - 1, exact.lower), 0.05, rtol=1e-12)
    np.testing.assert_allclose(poisson.cdf(counts, exact.upper), 0.05, rtol=1e-12)


@pytest.mark.parametrize(("x", "n"), [(3, 0), (3, 2), (-1, 4), (1, -4), (1, np.inf)])
def test_impossible_proportions_are_refused(x, n):
    with pytest.raises(ValueError, match="expected"):
        wilson_interval(x, n)
    with pytest.raises(ValueError, match="expected"):
        proportion(x, n)


def test_wilson_limits_stay_within_0_and_1():
    n = np.arange(1, 2000)
    assert (wilson_interval(0, n, confidence=BOTH).lower == 0).all()
    full = wilson_interval(n, n, confidence=BOTH).upper
    assert (full <= 1).all()
    np.testing.assert_allclose(full, 1, rtol=1e-15)


def test_rates_need_people():
    with pytest.raises(ValueError, match="population: expected more than 0 people"):
        crude_rate([1, 2], [10, 0])


def test_missing_gives_missing_in_rates_shares_and_means():
    for found in (crude_rate([np.nan, 3], [5, np.nan]), proportion([np.nan, 3], [5, np.nan])):
        for values in (found.value, found.lower, found.upper):
            assert np.isnan(values).all()
    assert np.isnan(mean([1.0, np.nan]).value)


def test_means_need_values_and_a_spread():
    with pytest.raises(ValueError, match="at least one"):
        mean([])
    with pytest.raises(ValueError, match="size: expected at least 1"):
        mean_interval(1.0, 1.0, 0)
    with pytest.raises(ValueError, match="standard_deviation"):
        mean_interval(1.0, -1.0, 4)
    alone = mean([3.5])
    assert alone.value == 3.5
    assert np.isnan([alone.lower, alone.upper]).all()


def test_quantiles_need_two_groups_and_finite_values():
    with pytest.raises(ValueError, match="at least 2 groups"):
        quantile_groups([1, 2, 3], 1)
    with pytest.raises(ValueError, match="finite"):
        quantile_groups([1, np.inf, 3], 2)
    assert np.isnan(quantile_groups([np.nan, np.nan], 2)).all()
