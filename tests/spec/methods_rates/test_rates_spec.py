"""Rates, their intervals and when they are withheld, drawn as tables."""

import numpy as np
import pytest

from verity.methods.comparison import compare_to_benchmark
from verity.methods.indirect_standardisation import indirectly_standardised_ratio
from verity.methods.interval_floor import interval_floor, interval_floor_guard
from verity.methods.quantiles import quantile_groups
from verity.methods.rates import crude_rate, proportion
from verity.methods.standardisation import directly_standardised_rate, directly_standardised_rate_of_repeats


def texts(found):
    return [str(item) for item in found]


def test_the_interval_is_exact_below_ten_events_and_byars_from_ten(columns):
    table = columns(
        """
        events | population | rate per 1,000 | lower | upper  | method
        ------ | ---------- | -------------- | ----- | ------ | -------------
             0 |       1000 |            0.0 |  0.00 |   3.69 | exact Poisson
             9 |       1000 |            9.0 |  4.12 |  17.08 | exact Poisson
            10 |       1000 |           10.0 |  4.79 |  18.39 | Byar's method
           100 |       1000 |          100.0 | 81.36 | 121.63 | Byar's method
             - |       1000 |              - |     - |      - | None
        """
    )
    rate = crude_rate(table["events"], table["population"], multiplier=1000)
    np.testing.assert_allclose(rate.value, table["rate per 1,000"])
    np.testing.assert_allclose(rate.lower, table["lower"], atol=0.005)
    np.testing.assert_allclose(rate.upper, table["upper"], atol=0.005)
    assert texts(rate.method) == table["method"]


def test_a_share_has_wilsons_interval(columns):
    table = columns(
        """
        numerator | denominator | share % | lower | upper
        --------- | ----------- | ------- | ----- | -----
                0 |          10 |       0 |   0.0 |  27.8
                5 |          10 |      50 |  23.7 |  76.3
               10 |          10 |     100 |  72.2 | 100.0
                - |          10 |       - |     - |     -
        """
    )
    share = proportion(table["numerator"], table["denominator"], multiplier=100)
    np.testing.assert_allclose(share.value, table["share %"])
    np.testing.assert_allclose(share.lower, table["lower"], atol=0.05)
    np.testing.assert_allclose(share.upper, table["upper"], atol=0.05)


def test_standardised_rates_weigh_each_band_by_the_standard_population(columns):
    # Two districts with the same crude rate of 10 per 1,000; one has its events among the young.
    bands = columns(
        """
        age   | standard | young town: events | people | old town: events | people old
        ----- | -------- | ------------------ | ------ | ---------------- | ----------
        0-39  |       60 |                 18 |   1500 |                2 |        500
        40-79 |       30 |                  1 |    300 |                8 |        700
        80+   |       10 |                  1 |    200 |               10 |        800
        """
    )
    rate = directly_standardised_rate(
        [bands["young town: events"], bands["old town: events"]],
        [bands["people"], bands["people old"]],
        bands["standard"],
        multiplier=1000,
    )
    by_hand = [0.6 * 12 + 0.3 * 10 / 3 + 0.1 * 5, 0.6 * 4 + 0.3 * 80 / 7 + 0.1 * 12.5]
    np.testing.assert_allclose(rate.value, by_hand)
    np.testing.assert_array_equal(rate.events, [20, 20])
    np.testing.assert_array_equal(rate.population, [2000, 2000])


def test_below_ten_events_the_rate_is_withheld_and_the_count_stays(columns):
    table = columns(
        """
        young | old | events | withheld
        ----- | --- | ------ | --------------
            4 |   5 |      9 | too few events
            4 |   6 |     10 | None
        """
    )
    counts = np.column_stack([table["young"], table["old"]])
    rate = directly_standardised_rate(counts, [1000, 1000], [1, 1])
    assert texts(rate.withheld) == table["withheld"]
    np.testing.assert_array_equal(rate.events, table["events"])
    np.testing.assert_array_equal(np.isnan(rate.value), [True, False])
    np.testing.assert_array_equal(np.isnan(rate.lower), [True, False])


def test_ten_events_of_nine_people_are_withheld_too(columns):
    table = columns(
        """
        people with 1 event | people with 2 | events | withheld
        ------------------- | ------------- | ------ | --------------------------
                          8 |             1 |     10 | too few people with events
                          9 |             1 |     11 | None
                          5 |             0 |      5 | too few events
        """
    )
    people = np.zeros((3, 2, 2))
    people[:, 0, 0], people[:, 0, 1] = table["people with 1 event"], table["people with 2"]
    rate = directly_standardised_rate_of_repeats(people, [1, 2], [1000, 1000], [1, 1])
    assert texts(rate.withheld) == table["withheld"]
    np.testing.assert_array_equal(rate.events, table["events"])


def test_an_age_grid_with_holes_is_refused(columns):
    bands = columns(
        """
        age   | standard | events | people
        ----- | -------- | ------ | ------
        0-39  |       60 |     12 |   1000
        40-79 |       30 |      0 |    700
        80+   |       10 |      0 |      0
        """
    )
    with pytest.raises(ValueError, match=r"population: expected people in every band .* found 0.0 at area 0, band 2"):
        directly_standardised_rate([bands["events"]], [bands["people"]], bands["standard"])
    with pytest.raises(ValueError, match=r"expected the 3 age bands of the standard .* is 0, never left out"):
        directly_standardised_rate(bands["events"][:1], bands["people"][:1], bands["standard"])


def test_a_ratio_compares_with_what_the_reference_rates_would_give(columns):
    table = columns(
        """
        observed | expected | ratio | lower | upper
        -------- | -------- | ----- | ----- | -----
               4 |      8.0 |  50.0 |  13.6 | 128.0
              24 |     16.0 | 150.0 |  96.1 | 223.2
        """
    )
    found = indirectly_standardised_ratio(table["observed"], table["expected"])
    np.testing.assert_allclose(found.value, table["ratio"])
    np.testing.assert_allclose(found.lower, table["lower"], atol=0.05)
    np.testing.assert_allclose(found.upper, table["upper"], atol=0.05)


def test_the_published_intervals_that_are_too_narrow_are_caught(columns):
    # Standardised rates as printed in a published assessment, recomputed.
    table = columns(
        """
        what               | value  | events | printed half-width | narrowest possible
        ------------------ | ------ | ------ | ------------------ | ------------------
        crime              | 2876.4 |  92900 |               8.05 |               18.5
        emergency care     |  161.2 |   5616 |               1.7  |                4.2
        admissions         |   53.1 |   3183 |               0.7  |               1.85
        admissions, a town |   73.0 |   1526 |               1.7  |               3.66
        """
    )
    value, half = np.array(table["value"]), np.array(table["printed half-width"])
    np.testing.assert_allclose(interval_floor(value, table["events"]), table["narrowest possible"], rtol=0.01)
    for row, events in enumerate(table["events"]):
        printed = value[row] - half[row], value[row] + half[row]
        with pytest.raises(ValueError, match="nothing below"):
            interval_floor_guard(value[row], *printed, events, printed_step=0.1)


def test_the_interval_decides_not_the_difference(columns):
    table = columns(
        """
        lower | upper | benchmark | found
        ----- | ----- | --------- | ------------
           80 |    95 |       100 | lower
           80 |   100 |       100 | similar
           99 |   140 |       100 | similar
          101 |   140 |       100 | higher
            - |     - |       100 | not compared
        """
    )
    assert texts(compare_to_benchmark(table["lower"], table["upper"], table["benchmark"])) == table["found"]


def test_fifths_share_the_lowest_rank_of_a_tie(columns):
    table = columns(
        """
        area | count | fifth | fifth, highest first
        ---- | ----- | ----- | --------------------
        A    |     3 |     1 |                    5
        B    |     8 |     2 |                    3
        C    |     8 |     2 |                    3
        D    |    11 |     4 |                    2
        E    |    40 |     5 |                    1
        F    |     - |     - |                    -
        """
    )
    np.testing.assert_array_equal(quantile_groups(table["count"], 5), table["fifth"])
    np.testing.assert_array_equal(quantile_groups(table["count"], 5, invert=True), table["fifth, highest first"])


def test_fewer_areas_than_groups_have_no_quantiles():
    assert np.isnan(quantile_groups([1, 2, 3, 4], 5)).all()
