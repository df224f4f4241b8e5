"""Funnels, inequality, trends and control charts, drawn as tables."""

import numpy as np
import pytest

from verity.methods.comparability import comparable_periods
from verity.methods.control import seasonal_control_chart
from verity.methods.funnel import poisson_funnel_class, proportion_funnel_class
from verity.methods.inequality import decile_ratio, inequality_index
from verity.methods.trend import poisson_trend, proportion_trend


def texts(found):
    return [str(item) for item in found]


def test_a_funnel_asks_more_of_small_areas(columns):
    table = columns(
        """
        observed | expected | found
        -------- | -------- | ---------------------
               8 |        4 | within the limits
              80 |       40 | above the 99.8% limit
              54 |       40 | above the 95% limit
              27 |       40 | below the 95% limit
              20 |       40 | below the 99.8% limit
               - |       40 | not classed
        """
    )
    assert texts(poisson_funnel_class(table["observed"], table["expected"])) == table["found"]


def test_the_funnel_of_a_proportion_is_drawn_around_the_pooled_share(columns):
    table = columns(
        """
        numerator | denominator | found
        --------- | ----------- | ---------------------
              100 |         500 | within the limits
              140 |         500 | above the 99.8% limit
               60 |         500 | below the 99.8% limit
               12 |          60 | within the limits
                8 |          20 | above the 95% limit
        """
    )
    found = proportion_funnel_class(table["numerator"], table["denominator"], baseline=0.2)
    assert texts(found) == table["found"]


def test_the_slope_runs_from_the_most_to_the_least_deprived_end(columns):
    # Equal fifths on a straight line: the ends lie half a fifth beyond the outer groups.
    fifths = columns(
        """
        fifth | people | rate
        ----- | ------ | ----
            1 |   1000 |   50
            2 |   1000 |   40
            3 |   1000 |   30
            4 |   1000 |   20
            5 |   1000 |   10
        """
    )
    index = inequality_index(fifths["rate"], fifths["people"], [1.0] * 5, quantile=np.array(fifths["fifth"]))
    np.testing.assert_allclose([index.sii, index.intercept, index.rii], [-50, 55, 5 / 55])
    harm = inequality_index(fifths["rate"], fifths["people"], [1.0] * 5, multiplier=-1)
    np.testing.assert_allclose([harm.sii, harm.rii], [50, 11])
    np.testing.assert_allclose([harm.sii_lower, harm.sii_upper], [-index.sii_upper, -index.sii_lower])
    gap = decile_ratio(fifths["rate"], np.array(fifths["rate"]) - 2, np.array(fifths["rate"]) + 2)
    assert gap.value == 5


def test_a_trend_never_crosses_a_recorded_break(columns):
    # A counting rule changed in 2019: before it the rate was flat, after it as well, at a higher level.
    years = columns(
        """
        year | offences | population
        ---- | -------- | ----------
        2016 |     1000 |     100000
        2017 |     1010 |     100000
        2018 |      990 |     100000
        2019 |     2000 |     100000
        2020 |     2010 |     100000
        2021 |     1990 |     100000
        2022 |     2005 |     100000
        2023 |     1995 |     100000
        """
    )
    series = years["offences"], years["population"], years["year"]
    naive = poisson_trend(*series)
    assert naive.lower > 0
    with pytest.raises(ValueError, match="not comparable across"):
        poisson_trend(*series, breaks=[2019])
    honest = poisson_trend(*series, breaks=[2019], latest_segment=True)
    assert honest.lower < 0 < honest.upper
    np.testing.assert_array_equal(honest.periods, [False] * 3 + [True] * 5)
    with pytest.raises(ValueError, match="at least 5 comparable periods, found 4"):
        poisson_trend(*series, breaks=[2020], latest_segment=True)


def test_a_break_at_the_first_period_or_after_the_last_divides_nothing():
    assert comparable_periods([1, 2, 3, 4, 5], [1, 6]).all()


def test_a_share_that_rises_evenly_has_a_trend(columns):
    table = columns(
        """
        year | known to services | survivors
        ---- | ----------------- | ---------
        2019 |               100 |      1000
        2020 |               120 |      1000
        2021 |               140 |      1000
        2022 |               160 |      1000
        2023 |               180 |      1000
        """
    )
    test = proportion_trend(table["known to services"], table["survivors"], table["year"])
    assert test.p_value < 1e-6
    even = proportion_trend([140] * 5, table["survivors"], table["year"])
    np.testing.assert_allclose([even.statistic, even.p_value], [0, 1], atol=1e-12)


def test_a_month_is_judged_by_its_own_season():
    # Julys have 90 callouts and other months 30; 60 is too many for a March and too few for a July.
    year = [30, 30, 30, 30, 30, 30, 90, 30, 30, 30, 30, 30]
    judged = [30, 30, 60, 30, 30, 30, 60, 30, 30, 30, 30, 30]
    chart = seasonal_control_chart(year * 3 + judged, baseline_years=3, confidence=0.95)
    np.testing.assert_array_equal(np.flatnonzero(chart.beyond), [36 + 2, 36 + 6])
    assert chart.centre[36 + 2] == 30
    assert chart.centre[36 + 6] == 90


def test_eight_months_on_one_side_are_a_signal_though_none_is_beyond():
    chart = seasonal_control_chart([40] * 24 + [44] * 8 + [36] * 7 + [40], baseline_years=2, confidence=0.998)
    assert not chart.beyond.any()
    np.testing.assert_array_equal(np.flatnonzero(chart.in_long_run), np.arange(24, 32))


def test_months_after_a_break_are_not_judged_by_the_baseline_before_it():
    chart = seasonal_control_chart([40] * 24 + [41, 400, 400], baseline_years=2, breaks=[25])
    np.testing.assert_array_equal(np.isnan(chart.centre[-3:]), [False, True, True])
    assert not chart.beyond.any()
    with pytest.raises(ValueError, match="month 12 is a recorded break within the baseline"):
        seasonal_control_chart([40] * 36, baseline_years=2, breaks=[12])
