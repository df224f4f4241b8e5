"""Properties of time, harm and survey methods."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verity.methods.aoristic import aoristic_weights
from verity.methods.default_times import default_time_share, minute_profile
from verity.methods.harm import HarmScale, HarmWeights, harm_totals
from verity.methods.rao_scott import rao_scott_test
from verity.methods.survey_design import kish_effective_n, survey_design
from verity.methods.surveys import weighted_proportion
from verity.methods.time_profile import peak_windows, policing_day, profile_of_week, weekday_hour_profile
from verity.methods.time_quality import time_quality

START = st.integers(-(10**9), 2 * 10**9)
SPAN = st.one_of(st.none(), st.integers(-(10**5), 10**6))
windows = st.lists(st.tuples(START, SPAN), min_size=1, max_size=30)


def as_times(records):
    start = np.array([begin for begin, _ in records], "M8[s]")
    end = np.array([np.datetime64("NaT") if s is None else np.datetime64(b + s, "s") for b, s in records], "M8[s]")
    return start, end


@given(windows)
def test_aoristic_weights_of_a_record_sum_to_one(records):
    result = aoristic_weights(*as_times(records))
    np.testing.assert_allclose(result.weights.sum(axis=1), 1, rtol=1e-12)
    assert (result.weights.data > 0).all()
    assert result.profile().sum() == pytest.approx(len(records))


@given(windows, st.integers(0, 23))
def test_profiles_account_for_every_record(records, first_hour):
    start, _ = as_times(records)
    profile = weekday_hour_profile(start, first_hour=first_hour)
    assert profile.counts.sum() == len(records)
    by_aoristic = profile_of_week(aoristic_weights(start, start).profile(), first_hour=first_hour)
    np.testing.assert_allclose(by_aoristic.counts, profile.counts)
    gap = (start.astype("M8[D]") - policing_day(start, first_hour=first_hour)).astype(int)
    assert set(gap) <= {0, 1}


@given(windows)
def test_every_record_has_one_quality_and_inputs_stay(records):
    start, end = as_times(records)
    start.flags.writeable = end.flags.writeable = False
    result = time_quality(start, end)
    assert sum(result.counts().values()) == len(records)
    assert 0 <= result.usable_share() <= 1
    reverse = time_quality(start[::-1], end[::-1])
    np.testing.assert_array_equal(reverse.quality[::-1], result.quality)


@given(st.lists(st.integers(0, 1439), min_size=1, max_size=60))
def test_default_share_is_bounded(minutes):
    result = default_time_share(minutes)
    assert -0.25 <= result.share <= 1
    profile = minute_profile(minutes)
    assert np.isnan(profile).all() if set(minutes) == {0} else profile.sum() == pytest.approx(1)


@given(st.lists(st.integers(0, 9), min_size=4, max_size=30), st.integers(1, 4), st.integers(1, 5))
def test_peaks_do_not_overlap_and_come_in_order(totals, length, windows_asked):
    peaks = peak_windows(totals, length=length, windows=windows_asked)
    hours = [(peak.start + k) % len(totals) for peak in peaks for k in range(length)]
    assert len(hours) == len(set(hours))
    assert [peak.total for peak in peaks] == sorted((peak.total for peak in peaks), reverse=True)


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(0, 50), st.integers(0, 2)), min_size=1))
def test_harm_adds_up_over_groups_and_accounts_for_every_offence(records):
    table = HarmWeights(HarmScale.CRIME_HARM_INDEX, "made up", ("A", "B", "C"), (1.5, 20.0, 365.0))
    codes, counts, groups = (list(column) for column in zip(*records, strict=True))
    parts = harm_totals(codes, counts, table, groups=groups, n_groups=3)
    whole = harm_totals(codes, counts, table)
    assert np.nansum(parts.harm) == pytest.approx(np.nansum(whole.harm))
    assert (parts.weighted + parts.unweighted).sum() == pytest.approx(sum(counts))
    assert sum(n for _, n in parts.unweighted_codes) == pytest.approx(parts.unweighted.sum())


@st.composite
def surveys(draw):
    n = draw(st.integers(12, 60))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    answers = (rng.random(n) < draw(st.floats(0.05, 0.95))).astype(float)
    answers[rng.random(n) < 0.1] = np.nan
    return answers, rng.uniform(0.3, 4, n), np.arange(n) % 2, np.arange(n) % 6


@given(surveys(), st.randoms(use_true_random=False))
def test_survey_intervals(survey, random):
    answers, weights, strata, clusters = survey
    design = survey_design(weights, strata=strata, clusters=clusters)
    result = weighted_proportion(answers, design)
    if result.standard_error > 0:
        assert 0 < result.lower <= result.proportion <= result.upper < 1
    if result.respondents:
        assert 0 <= result.wilson_lower <= result.proportion + 1e-12
        assert result.proportion - 1e-12 <= result.wilson_upper <= 1
    order = random.sample(range(answers.size), answers.size)
    shuffled = survey_design(weights[order] * 3, strata=strata[order], clusters=clusters[order])
    again = weighted_proportion(answers[order], shuffled)
    assert again.proportion == pytest.approx(result.proportion, nan_ok=True)
    assert again.standard_error == pytest.approx(result.standard_error, abs=1e-12, nan_ok=True)
    assert 1 <= kish_effective_n(weights) <= answers.size


@given(surveys())
def test_independence_test_does_not_depend_on_which_answer_is_the_row(survey):
    answers, weights, strata, clusters = survey
    answers[:4] = [0, 1, 0, 1]
    other = np.arange(answers.size) % 3
    design = survey_design(weights, strata=strata, clusters=clusters)
    one, two = rao_scott_test(answers, other, design), rao_scott_test(other, answers, design)
    assert one.statistic == pytest.approx(two.statistic, rel=1e-6)
    assert one.p_value == pytest.approx(two.p_value, rel=1e-6, abs=1e-9)
