"""What printed rates, shares and classes tell of a count."""

import numpy as np
import pytest

from verity.disclosure.clues import (
    clues_of_classes,
    count_interval_from_crude_rate,
    count_interval_from_rate,
    count_interval_from_share,
    lone_areas,
)
from verity.methods.intervals import poisson_interval
from verity.methods.standardisation import directly_standardised_rate

STANDARD = np.array([30.0, 50.0, 20.0])


@pytest.mark.parametrize(("events", "size"), [([4, 6, 3], 50), ([40, 25, 20], 50), ([90, 120, 60], 50), ([4, 6, 3], 1)])
def test_a_standardised_rate_with_limits_gives_its_count_back(events, size):
    people = np.array([[21_000.0, 40_000.0, 13_000.0]]) / size
    rate = directly_standardised_rate(np.array([events], float), people, STANDARD)
    printed = [round(float(one[0]), 1) for one in (rate.value, rate.lower, rate.upper)]
    low, high = count_interval_from_rate(*printed, decimals=1)
    assert low <= sum(events) <= high
    assert high - low <= 1
    wider = count_interval_from_rate(*(float(round(one, -1)) for one in printed), decimals=-1)
    assert wider[1] - wider[0] > high - low


def test_no_events_and_impossible_limits():
    upper = float(poisson_interval(0.0).upper)
    assert count_interval_from_rate(0.0, 0.0, round(upper, 1), decimals=1) == (0, 0)
    assert count_interval_from_rate(0.0, 0.0, 0.1, decimals=0) == (0, 1_000_000)
    assert count_interval_from_rate(50.0, 49.9, 900.0, decimals=1) is None


def test_a_population_limits_the_search():
    limits = poisson_interval(7.0)
    printed = [round(float(one) * 10, 0) for one in (7, limits.lower, limits.upper)]
    assert count_interval_from_rate(*printed, decimals=0, multiplier=100_000, population=10_000) == (7, 7)
    assert count_interval_from_rate(3.3, 1.0, 9.0, decimals=1, multiplier=1, population=1) is None


def test_crude_rates_and_shares():
    assert count_interval_from_crude_rate(0.0, decimals=1, multiplier=1000, population=90_000) == (0, 4)
    assert count_interval_from_crude_rate(0.4, decimals=1, multiplier=1, population=1) is None
    assert count_interval_from_share(25.0, decimals=0, base=(10, 14)) == (3, 3)
    assert count_interval_from_share(0.0, decimals=0, base=(0, 150)) == (0, 0)
    assert count_interval_from_share(100.0, decimals=0, base=(9, 10)) == (9, 10)
    assert count_interval_from_share(33.0, decimals=1, base=(2, 2)) is None


def test_classes_tell_their_limits_and_lone_areas_are_known():
    cells = [(("lsoa", name),) for name in "abc"]
    clues = clues_of_classes("u", cells, np.array([0, 1, 1]), {0: (0, 4), 1: (5, 9)})
    assert [(clue.lower, clue.upper) for clue in clues] == [(0, 4), (5, 9), (5, 9)]
    assert lone_areas(np.array([0, 1, 1, 2, 2, 2]), 3).tolist() == [True, True, True, False, False, False]
