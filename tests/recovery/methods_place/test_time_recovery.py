"""Planted default times, peaks, near repeats, concentration and survey truths are found."""

import numpy as np
import pytest

from verity.methods.aoristic import aoristic_weights
from verity.methods.concentration import concentration
from verity.methods.default_times import default_time_share, weekday_flatness
from verity.methods.near_repeat import Metric, knox_near_repeat
from verity.methods.survey_design import survey_design
from verity.methods.surveys import weighted_proportion
from verity.methods.time_profile import WEEKDAYS, peak_windows, profile_of_week, weekday
from verity.methods.time_quality import TimeQuality, time_quality


def night_time_minutes(rng, size):
    """A night-time economy: most around 23:30, a third rounded to the hour."""
    minutes = np.round(rng.normal(23.5 * 60, 200, size)).astype(int) % 1440
    rounded = rng.random(size) < 1 / 3
    minutes[rounded] = (minutes[rounded] + 30) // 60 * 60 % 1440
    return minutes


@pytest.mark.parametrize("planted", [0.0, 0.05, 0.2, 0.4])
def test_planted_share_of_default_times_is_recovered_within_0_3_points(planted):
    rng = np.random.default_rng(int(planted * 100))
    minutes = rng.integers(0, 1440, 200_000)
    rounded = rng.random(minutes.size) < 1 / 3
    minutes[rounded] = (minutes[rounded] + 30) // 60 * 60 % 1440
    minutes[: int(planted * minutes.size)] = 0
    result = default_time_share(minutes)
    assert result.share == pytest.approx(planted, abs=0.003)
    assert abs(result.share - planted) < 4 * result.standard_error


def test_default_midnights_are_flat_over_the_week_and_genuine_nights_are_not():
    rng = np.random.default_rng(8)
    size = 20_000
    minutes = night_time_minutes(rng, size)
    days = rng.choice(7, size, p=[0.25, 0.07, 0.07, 0.07, 0.09, 0.2, 0.25])
    assert weekday_flatness(days, minutes).p_value > 0.001
    defaults = rng.random(size) < 0.2
    minutes[defaults], days[defaults] = 0, rng.integers(0, 7, int(defaults.sum()))
    assert weekday_flatness(days, minutes).p_value < 1e-6


def test_peak_is_found_through_windows_and_the_default_days_are_set_aside():
    rng = np.random.default_rng(9)
    sundays = np.datetime64("2024-01-07T00:00") + np.timedelta64(7, "D") * rng.integers(0, 50, 3000)
    friday_night = (5 * 1440 + 22 * 60 + rng.normal(60, 45, 3000)).astype(int).astype("m8[m]")
    start = sundays + friday_night - rng.integers(0, 120, 3000).astype("m8[m]")
    end = start + rng.integers(121, 300, 3000).astype("m8[m]")
    start[:600] = start[:600].astype("M8[D]")
    end[:600] = start[:600] + np.timedelta64(1439, "m")
    quality = time_quality(start, end)
    assert quality.counts()[TimeQuality.DATE_ONLY] == 600
    usable = quality.quality >= TimeQuality.INTERVAL
    profile = aoristic_weights(start[usable], end[usable]).profile()
    (peak,) = peak_windows(profile, length=6)
    assert abs(peak.start - (5 * 24 + 20)) <= 2
    assert peak.share > 0.9
    by_policing_day = profile_of_week(profile, first_hour=6).counts
    assert WEEKDAYS[by_policing_day.sum(axis=1).argmax()] == "Friday"
    assert set(weekday(end[usable])) >= {5, 6}


@pytest.mark.parametrize("metric", list(Metric))
def test_planted_near_repeats_are_found_and_independent_events_are_not(metric):
    rng = np.random.default_rng(10)
    size = 400
    x, y, day = rng.uniform(0, 4000, size), rng.uniform(0, 4000, size), rng.integers(0, 365, size).astype(float)
    bands = {"space_edges": (0, 100, 200, 400), "time_edges": (0, 8, 15), "permutations": 499, "metric": metric}
    alone = knox_near_repeat(x, y, day, rng=rng, **bands)
    assert alone.p_value.min() > 0.01
    repeats = rng.choice(size, 40, replace=False)
    x = np.append(x, x[repeats] + rng.uniform(-40, 40, 40))
    y = np.append(y, y[repeats] + rng.uniform(-40, 40, 40))
    day = np.append(day, day[repeats] + rng.integers(0, 8, 40))
    planted = knox_near_repeat(x, y, day, rng=rng, **bands)
    assert planted.p_value[0, 0] == 1 / 500
    assert planted.ratio[0, 0] > 3
    assert planted.p_value[1:, 1].min() > 0.01


def test_events_at_random_lie_within_what_chance_gives_and_concentrated_ones_do_not():
    rng = np.random.default_rng(15)
    people = rng.integers(500, 4000, 300).astype(float)
    inside = 0
    for _ in range(40):
        counts = rng.multinomial(250, people / people.sum())
        result = concentration(counts, base=people, rng=rng, simulations=199)
        inside += result.gini.lower_95 <= result.gini.observed <= result.gini.upper_95
        assert result.gini.observed > 0.3, "few events look concentrated on any map"
    assert inside >= 34
    counts[:15] += 30
    result = concentration(counts, base=people, rng=rng, simulations=199)
    assert result.gini.observed > result.gini.upper_95
    assert result.top_share.observed > result.top_share.upper_95


def test_logit_interval_covers_the_truth_under_clusters_and_unequal_weights():
    rng = np.random.default_rng(16)
    truth, covered, plain_covered, surveys = 0.2, 0, 0, 500
    clusters = np.repeat(np.arange(40), 12)
    for _ in range(surveys):
        risk = rng.beta(truth * 12, (1 - truth) * 12, 40)[clusters]
        answers = (rng.random(clusters.size) < risk).astype(float)
        weights = rng.uniform(0.5, 2, clusters.size)
        result = weighted_proportion(answers, survey_design(weights, strata=clusters % 4, clusters=clusters))
        covered += result.lower <= truth <= result.upper
        ignoring = weighted_proportion(answers, survey_design(weights))
        plain_covered += ignoring.lower <= truth <= ignoring.upper
    assert 0.92 <= covered / surveys <= 0.98
    assert plain_covered < covered
