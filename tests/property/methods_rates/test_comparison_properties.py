"""What must hold for any comparison, funnel, index of inequality, trend or control chart."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verity.methods.comparison import Comparison, compare_to_benchmark, rate_difference, rate_ratio
from verity.methods.control import seasonal_control_chart
from verity.methods.funnel import FunnelClass, poisson_funnel_class, proportion_funnel_class
from verity.methods.inequality import inequality_index
from verity.methods.intervals import exact_poisson_interval, wilson_interval
from verity.methods.links import Link
from verity.methods.overdispersion import adjusted_ratio_funnel
from verity.methods.trend import poisson_trend, proportion_trend

GROUPS = 5
VALUES = arrays(np.float64, GROUPS, elements=st.floats(0.05, 0.95))
PEOPLE = arrays(np.float64, GROUPS, elements=st.integers(100, 10_000).map(float))
ERRORS = arrays(np.float64, GROUPS, elements=st.floats(0.0001, 0.01))
SERIES = arrays(np.float64, (2, 8), elements=st.integers(1, 2000).map(float))
LINKS = st.sampled_from(list(Link))
COUNTS = st.integers(0, 5000)


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0, 20))
def test_turning_the_scale_round_swaps_higher_and_lower(lower, width, benchmark):
    forward = compare_to_benchmark(lower, lower + width, benchmark).item()
    backward = compare_to_benchmark(-lower - width, -lower, -benchmark).item()
    swap = {Comparison.HIGHER: Comparison.LOWER, Comparison.LOWER: Comparison.HIGHER}
    assert backward is swap.get(forward, forward)


@given(COUNTS, COUNTS, st.integers(1, 10**6), st.integers(1, 10**6))
def test_ratios_and_differences_contain_their_value_and_turn_round(x, y, n, m):
    there, back = rate_ratio(x + 1, n, y + 1, m), rate_ratio(y + 1, m, x + 1, n)
    assert there.lower < there.value < there.upper
    np.testing.assert_allclose([back.lower, back.upper], [1 / there.upper, 1 / there.lower], rtol=1e-9)
    gap, reverse = rate_difference(x, n, y, m), rate_difference(y, m, x, n)
    assert gap.lower <= gap.value <= gap.upper
    np.testing.assert_allclose([reverse.lower, reverse.upper], [-gap.upper, -gap.lower], rtol=1e-12, atol=1e-9)


@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.02, 0.98))
def test_funnel_classes_are_those_of_the_interval(x, n, baseline):
    x = min(x, n)
    wilson = wilson_interval(x, n, confidence=0.95)
    outside = baseline < wilson.lower - 1e-9 or baseline > wilson.upper + 1e-9
    inside = wilson.lower + 1e-9 < baseline < wilson.upper - 1e-9
    found = proportion_funnel_class(x, n, baseline=baseline).item()
    assert not (outside and found is FunnelClass.WITHIN)
    assert not (inside and found is not FunnelClass.WITHIN)


@given(st.integers(0, 3000), st.floats(0.1, 3000))
def test_poisson_classes_are_those_of_the_exact_interval(observed, expected):
    exact = exact_poisson_interval(observed)
    within = poisson_funnel_class(observed, expected).item() is FunnelClass.WITHIN
    assert within == bool(exact.lower <= expected <= exact.upper)


@given(arrays(np.float64, 12, elements=st.integers(1, 400).map(float)), st.floats(1, 300))
def test_adjusted_limits_never_narrow(observed, expected):
    funnel = adjusted_ratio_funnel(observed, expected, confidence=0.95)
    alone = 0.5 / np.sqrt(expected) * 1.959964
    assert (funnel.limits.upper >= (1 + alone) ** 2 - 1e-5).all()
    assert funnel.overdispersion.between_variance >= 0


@given(VALUES, PEOPLE, ERRORS, LINKS, st.floats(0.01, 1000))
def test_the_index_scales_with_its_multiplier_and_keeps_its_limits_in_order(values, people, errors, link, size):
    one = inequality_index(values, people, errors, link=link)
    scaled = inequality_index(values, people, errors, link=link, multiplier=size)
    turned = inequality_index(values, people, errors, link=link, multiplier=-size)
    for name in ("sii", "sii_lower", "sii_upper", "intercept"):
        np.testing.assert_allclose(getattr(scaled, name), size * getattr(one, name), rtol=1e-12)
    np.testing.assert_array_equal([scaled.rii, scaled.rii_lower], [one.rii, one.rii_lower])
    np.testing.assert_allclose([turned.sii_lower, turned.sii_upper], [-scaled.sii_upper, -scaled.sii_lower])
    for found in (one, scaled, turned):
        assert found.sii_lower <= found.sii <= found.sii_upper
    if one.rii > 0 and not np.isnan(one.rii_lower):
        assert one.rii_lower <= one.rii <= one.rii_upper
        np.testing.assert_allclose([turned.rii_lower, turned.rii_upper], [1 / one.rii_upper, 1 / one.rii_lower])


@given(VALUES, PEOPLE, ERRORS, LINKS, st.permutations(range(GROUPS)))
def test_groups_may_come_in_any_order_if_their_rank_is_given(values, people, errors, link, order):
    sorted_index = inequality_index(values, people, errors, link=link)
    order = np.array(order)
    shuffled = inequality_index(values[order], people[order], errors[order], quantile=order + 1, link=link)
    np.testing.assert_array_equal(shuffled.sii, sorted_index.sii)
    np.testing.assert_array_equal(shuffled.rii_lower, sorted_index.rii_lower)


@given(VALUES, PEOPLE, ERRORS, LINKS)
def test_sets_may_be_computed_together_and_population_scale_does_not_matter(values, people, errors, link):
    both = inequality_index(
        np.stack([values, values[::-1]]),
        np.stack([people, 7 * people[::-1]]),
        np.stack([errors, errors[::-1]]),
        link=link,
    )
    one = inequality_index(values, people, errors, link=link)
    np.testing.assert_allclose(both.sii, [one.sii, -one.sii], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(both.sii_upper[1], -one.sii_lower, rtol=1e-9, atol=1e-12)


@given(SERIES, st.floats(0.01, 100), st.floats(-0.2, 0.2))
def test_trends_scale_shift_and_run_backwards(events, factor, drift):
    years, people = np.arange(8.0), np.full(8, 10_000.0)
    one = poisson_trend(events, people, years)
    np.testing.assert_allclose(poisson_trend(events, factor * people, years).slope, one.slope, atol=1e-9)
    np.testing.assert_allclose(poisson_trend(events, people, years + 2016).slope, one.slope, atol=1e-9)
    np.testing.assert_allclose(poisson_trend(events[:, ::-1], people, years).slope, -one.slope, atol=1e-9)
    np.testing.assert_allclose(
        poisson_trend(events, people * np.exp(drift * years), years).slope, one.slope - drift, atol=1e-9
    )
    assert (one.lower <= one.slope).all()
    assert (one.slope <= one.upper).all()


@given(arrays(np.float64, 6, elements=st.integers(1, 99).map(float)))
def test_a_trend_of_shares_is_the_trend_of_the_rest(known):
    time = np.arange(6)
    found, rest = proportion_trend(known, [100] * 6, time), proportion_trend(100 - known, [100] * 6, time)
    np.testing.assert_allclose(found.statistic, rest.statistic, rtol=1e-9, atol=1e-12)
    assert 0 <= found.p_value <= 1


@given(arrays(np.float64, (2, 30), elements=st.integers(0, 300).map(float)))
def test_control_limits_surround_the_centre_and_ignore_later_months(counts):
    chart = seasonal_control_chart(counts, baseline_years=2)
    assert (chart.lower <= chart.centre).all()
    assert (chart.centre <= chart.upper + 1).all()
    assert (chart.upper[0] <= chart.upper[1]).all()
    later = counts.copy()
    later[:, 24:] += 500
    np.testing.assert_array_equal(seasonal_control_chart(later, baseline_years=2).upper, chart.upper)


@given(VALUES, PEOPLE, SERIES)
def test_inputs_are_never_modified(values, people, series):
    arrays_in = (values, people, series)
    copies = [array.copy() for array in arrays_in]
    for array in arrays_in:
        array.flags.writeable = False
    inequality_index(values, people, values / 10, link=Link.LOG)
    poisson_trend(series, 1000, np.arange(8))
    rate_ratio(values, people, values, people)
    seasonal_control_chart(np.tile(series, 3), baseline_years=2)
    adjusted_ratio_funnel(values, people)
    for array, copy in zip(arrays_in, copies, strict=True):
        np.testing.assert_array_equal(array, copy)
