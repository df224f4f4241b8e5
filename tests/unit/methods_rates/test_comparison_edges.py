"""Refusals, missing values and limiting cases of comparisons, funnels, inequality, trends and control charts."""

from types import SimpleNamespace

import numpy as np
import pytest

from verity.methods import trend
from verity.methods.comparability import comparable_periods
from verity.methods.comparison import difference, rate_difference, rate_ratio, ratio
from verity.methods.control import seasonal_control_chart
from verity.methods.funnel import (
    FunnelClass,
    poisson_funnel,
    poisson_funnel_class,
    proportion_funnel,
    proportion_funnel_class,
    standardised_rate_funnel_class,
)
from verity.methods.inequality import decile_ratio, inequality_index
from verity.methods.links import Link, standard_error_from_limits
from verity.methods.overdispersion import adjusted_proportion_funnel, adjusted_ratio_funnel, overdispersion
from verity.methods.rates import crude_rate
from verity.methods.trend import TrendVariance, poisson_trend, proportion_trend

YEARS = np.arange(2015, 2023)


def test_ratios_with_empty_sides():
    found = rate_ratio([0, 5, 0, np.nan], 100, [5, 0, 0, 3], 100)
    np.testing.assert_array_equal(found.value, [0, np.inf, np.nan, np.nan])
    np.testing.assert_array_equal(found.lower[[0, 2, 3]], [0, np.nan, np.nan])
    np.testing.assert_array_equal(found.upper[1:], [np.inf, np.nan, np.nan])
    assert found.lower[1] > 0
    assert rate_ratio([3, 4], 10, 5, 10, confidence=(0.9, 0.95, 0.99)).lower.shape == (3, 2)
    with pytest.raises(ValueError, match="population"):
        rate_ratio(1, 0, 1, 1)


def test_differences_of_standardised_rates_or_any_estimate():
    first = SimpleNamespace(value=np.array(30.0), lower=np.array(24.0), upper=np.array(37.0))
    other = SimpleNamespace(value=np.array(20.0), lower=np.array(16.0), upper=np.array(23.0))
    found = difference(first, other)
    np.testing.assert_allclose([found.value, found.lower, found.upper], [10, 10 - 45**0.5, 10 + 65**0.5])
    apart = ratio(first, other)
    assert apart.lower < 1.5 < apart.upper
    nothing = SimpleNamespace(value=np.array(0.0), lower=np.array(0.0), upper=np.array(3.0))
    assert np.isnan(ratio(nothing, nothing).value)
    assert np.isnan(rate_difference(np.nan, 10, 3, 10).value)
    some = crude_rate([0, 40], [1000, 1000])
    np.testing.assert_array_equal(ratio(some, some).value, [np.nan, 1])


def test_a_lower_limit_of_zero_gives_zero_or_no_upper_bound():
    low = SimpleNamespace(value=np.array(2.0), lower=np.array(0.0), upper=np.array(5.0))
    high = SimpleNamespace(value=np.array(4.0), lower=np.array(3.0), upper=np.array(5.0))
    assert ratio(low, high).lower == 0
    assert ratio(high, low).upper == np.inf


def test_funnels_refuse_what_cannot_be():
    with pytest.raises(ValueError, match="baseline between 0 and 1"):
        proportion_funnel(10, 20)
    with pytest.raises(ValueError, match="denominators above 0"):
        proportion_funnel([10, 0], 0.2)
    with pytest.raises(ValueError, match="none above its denominator"):
        proportion_funnel_class([5], [4])
    with pytest.raises(ValueError, match="events and a baseline above 0"):
        poisson_funnel([0, 1])
    with pytest.raises(ValueError, match="events and a baseline above 0"):
        poisson_funnel([1], baseline=0)


def test_missing_points_are_not_classed_and_do_not_move_the_baseline():
    found = proportion_funnel_class([10, 10, np.nan, 3], [50, 50, 400, np.nan])
    assert list(found) == [FunnelClass.WITHIN] * 2 + [FunnelClass.NOT_CLASSED] * 2
    assert list(poisson_funnel_class([1, np.nan], [np.nan, 3])) == [FunnelClass.NOT_CLASSED] * 2
    rates = standardised_rate_funnel_class([40, 40, np.nan], [0.0, np.nan, 5.0], 100)
    assert list(rates) == [FunnelClass.NOT_CLASSED] * 3


def test_both_curves_pass_through_the_counts():
    curve = poisson_funnel([1, 5, 80], baseline=0.002, multiplier=1000)
    for rate, size in ((curve.lower, curve.lower_size), (curve.upper, curve.upper_size)):
        np.testing.assert_allclose(rate * size, np.broadcast_to([1000, 5000, 80000], (2, 3)))


def test_overdispersion_refuses_and_leaves_out():
    with pytest.raises(ValueError, match="at least two areas"):
        overdispersion([1.0, np.nan], [1.0, 1.0])
    for share in (-0.1, 0.5):
        with pytest.raises(ValueError, match="winsorised share"):
            overdispersion([1.0, 2.0], [1.0, 1.0], winsorised_share=share)
    with pytest.raises(ValueError, match="more than 0 events"):
        adjusted_ratio_funnel([1, 2], [1.0, 0.0])
    for x, n in ((5, 4), (1, 0)):
        with pytest.raises(ValueError, match="numerator ≤ denominator"):
            adjusted_proportion_funnel([x, 1], [n, 3])
    funnel = adjusted_ratio_funnel([90, np.nan, 250], [100.0, 100.0, 100.0])
    assert funnel.funnel_class[1] is FunnelClass.NOT_CLASSED
    assert np.isfinite(funnel.overdispersion.between_variance)


def test_a_quiet_map_keeps_its_plain_limits():
    funnel = adjusted_proportion_funnel([20, 21, 19, 20], [100] * 4)
    assert funnel.overdispersion.between_variance == 0
    assert all(label is FunnelClass.WITHIN for label in funnel.funnel_class)
    wide = adjusted_ratio_funnel([1.0, 0.0], [0.5, 0.5])
    assert (wide.limits.lower == 0).all()


@pytest.mark.parametrize("multiplier", [0, np.nan, np.inf])
def test_index_multipliers(multiplier):
    with pytest.raises(ValueError, match="multiplier: expected a number other than 0"):
        inequality_index([1.0, 2, 3], [1] * 3, [1] * 3, multiplier=multiplier)


@pytest.mark.parametrize("quantile", [["1", "2", "3"], [1, 2, 2], [[1, 2, 3]]])
def test_index_quantiles(quantile):
    with pytest.raises(ValueError, match="quantile: expected one number for each group, none repeated"):
        inequality_index([1.0, 2, 3], [1] * 3, [1] * 3, quantile=quantile)


def test_index_shapes():
    with pytest.raises(ValueError, match="the 3 groups on the last axis"):
        inequality_index([1.0, 2, 3, 4], [1] * 4, [1] * 4, quantile=[1, 2, 3])
    with pytest.raises(ValueError, match="the 3 groups on the last axis"):
        inequality_index(1.0, [1] * 3, [1] * 3, quantile=[1, 2, 3])
    for value, people in (([1.0, 2], [1, 1]), (1.0, 1), ([1.0, 2, 3], [1, 0, 1])):
        with pytest.raises(ValueError, match="at least 3 groups and populations above 0"):
            inequality_index(value, people, np.ones(np.shape(value)))
    with pytest.raises(ValueError, match="standard_error"):
        inequality_index([1.0, 2, 3], [1] * 3, [1, -1, 1])


def test_a_missing_group_makes_its_set_missing():
    values = np.array([[5.0, 4, 3], [5, np.nan, 3]])
    found = inequality_index(values, [10, 10, 10], np.full((2, 3), 0.1), confidence=(0.95, 0.998))
    assert found.sii_lower.shape == (2, 2)
    for name in ("sii", "sii_lower", "rii", "rii_upper", "intercept"):
        np.testing.assert_array_equal(
            np.isnan(getattr(found, name))[..., :], [[False, True]] * 2 if "_" in name else [False, True]
        )


def test_a_ratio_that_may_divide_by_zero_has_no_limits():
    found = inequality_index([0.5, 2, 4], [10] * 3, [1.0] * 3)
    assert np.isnan([found.rii_lower, found.rii_upper]).all()
    assert np.isfinite([found.sii_lower, found.sii_upper]).all()
    barely = inequality_index([1.5, 2, 4], [10] * 3, [1.0] * 3)
    assert barely.intercept > 0
    assert np.isnan([barely.rii_lower, barely.rii_upper]).all()


@pytest.mark.parametrize(("link", "bad"), [(Link.LOG, 0.0), (Link.LOG, np.inf), (Link.LOGIT, 1.0), (Link.LOGIT, -0.1)])
def test_links_refuse_values_outside_their_range(link, bad):
    with pytest.raises(ValueError, match=f"{link.value} link: expected values above 0"):
        inequality_index([0.5, bad, 0.2], [1] * 3, [1] * 3, link=link)
    with pytest.raises(ValueError, match=f"{link.value} link"):
        standard_error_from_limits([0.2, bad], [0.3, 0.4], link=link)


def test_links_go_there_and_back():
    values = np.array([0.1, 0.5, np.nan])
    for link in Link:
        np.testing.assert_allclose(link.back(link.transform(values)), values)


def test_decile_ratio_has_the_shape_of_the_sets():
    values = np.array([[40.0, 30, 20], [10, 20, np.nan], [4, 2, 0]])
    with np.errstate(divide="raise"):
        found = decile_ratio(values, 0.9 * values, 1.1 * values)
    np.testing.assert_array_equal(found.value, [2, np.nan, np.inf])


@pytest.mark.parametrize("time", [[1, 2, 2, 3, 4], [1, 2, np.nan, 4, 5], [[1, 2, 3, 4, 5]]])
def test_times_increase(time):
    with pytest.raises(ValueError, match="one increasing time per period"):
        comparable_periods(time)


def test_too_few_periods_have_no_trend():
    for time in ([], [2019, 2020, 2021, 2022]):
        with pytest.raises(ValueError, match="at least 5 comparable periods"):
            comparable_periods(time, [2020.5], latest_segment=True)


@pytest.mark.parametrize("population", [0, np.zeros(8)])
def test_trends_need_people_and_matching_periods(population):
    with pytest.raises(ValueError, match="periods on the last axis and populations above 0"):
        poisson_trend(np.ones(8), population, YEARS)
    with pytest.raises(ValueError, match="expected 8 periods"):
        poisson_trend(np.ones(7), 100, YEARS)
    with pytest.raises(ValueError, match="none above its denominator"):
        proportion_trend(np.full(8, 5), np.full(8, 4), YEARS)


def test_series_without_a_slope_are_missing_and_the_others_are_not():
    gap = np.full(8, 10.0)
    gap[3] = np.nan
    series = np.stack([np.full(8, 10.0), gap, np.zeros(8), np.eye(8)[0] * 5, np.eye(8)[-1] * 5])
    found = poisson_trend(series, 1000, YEARS, confidence=(0.95, 0.998))
    missing = [False, True, True, True, True]
    for name in ("slope", "standard_error", "p_value"):
        np.testing.assert_array_equal(np.isnan(getattr(found, name)), missing)
    assert found.lower.shape == (2, 5)
    np.testing.assert_allclose(found.slope[0], 0, atol=1e-15)
    test = proportion_trend(series, 1000, YEARS)
    np.testing.assert_array_equal(np.isnan(test.statistic), [False, True, True, False, False])


def test_counts_on_the_line_keep_poisson_error_unless_told_otherwise():
    level = poisson_trend(np.full(8, 100.0), 1000, YEARS)
    np.testing.assert_allclose([level.dispersion, level.p_value], [0, 1], atol=1e-15)
    plain = poisson_trend(np.full(8, 100.0), 1000, YEARS, variance=TrendVariance.POISSON)
    assert level.standard_error == plain.standard_error > 0
    assert level.upper > plain.upper
    quasi = poisson_trend(np.full(8, 100.0), 1000, YEARS, variance=TrendVariance.QUASI_POISSON)
    assert quasi.standard_error < 1e-12


def test_steep_series_settle():
    series = np.array([[1, 0, 0, 0, 0, 0, 0, 10_000], [10_000, 10, 0, 0, 0, 0, 0, 0.0]])
    found = poisson_trend(series, 1000, YEARS, variance=TrendVariance.POISSON)
    fitted = np.exp(found.slope[:, np.newaxis] * (YEARS - YEARS.mean()))
    share = fitted / fitted.sum(axis=1, keepdims=True)
    np.testing.assert_allclose((share * YEARS).sum(axis=1), (series * YEARS).sum(axis=1) / series.sum(axis=1))


def test_a_slope_that_does_not_settle_is_an_error(monkeypatch):
    monkeypatch.setattr(trend, "NEWTON_STEPS", 1)
    with pytest.raises(ValueError, match="did not settle"):
        poisson_trend([1, 2, 3, 4, 50], 10, range(5))


def test_control_charts_need_two_whole_years():
    for years, months in ((1, 36), (3, 35)):
        with pytest.raises(ValueError, match="at least 2 whole years"):
            seasonal_control_chart(np.ones(months), baseline_years=years)
    with pytest.raises(ValueError, match="at least 2 whole years"):
        seasonal_control_chart(5, baseline_years=2)


def test_the_dispersion_is_pearsons_over_its_degrees_of_freedom():
    # Each month has 70, 100 and 130: χ² is 18 on 2 degrees of freedom, for every month alike.
    chart = seasonal_control_chart([70] * 12 + [100] * 12 + [130] * 12, baseline_years=3, breaks=[0])
    np.testing.assert_allclose(chart.dispersion, (900 + 900) / 100 / 2)


def test_overdispersed_baselines_have_wider_limits_and_empty_months_none():
    rng = np.random.default_rng(11)
    calm = np.tile(np.arange(20.0, 32.0), 4)
    wild = rng.negative_binomial(8, 0.25, size=48).astype(float)
    empty = np.zeros(48)
    gap = calm.copy()
    gap[5] = np.nan
    chart = seasonal_control_chart(np.stack([calm, wild, empty, gap]), baseline_years=3, confidence=0.95)
    assert chart.dispersion[0] == 1
    assert chart.dispersion[1] > 1.5
    assert (chart.upper[2] == 0).all()
    assert not chart.beyond[2].any()
    assert np.isnan(chart.upper[3]).all() | np.isnan(chart.dispersion[3])
    np.testing.assert_array_equal(
        seasonal_control_chart(np.append(np.full(24, 9.0), np.nan), baseline_years=2).beyond[:, -1], False
    )
