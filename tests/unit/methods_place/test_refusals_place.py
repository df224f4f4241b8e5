"""What the place, time, harm and survey methods refuse, and what they leave missing at the edges."""

import numpy as np
import pytest

from verity.methods.aoristic import aoristic_weights
from verity.methods.arrays import finite_vector, increasing_edges, index_vector, non_negative_vector
from verity.methods.concentration import concentration, generalised_gini, gini, lorenz_curve, top_share
from verity.methods.conditional_permutation import conditional_tail_counts
from verity.methods.constant_risk import (
    choynowski_probability,
    constant_risk_window_test,
    poisson_residuals,
)
from verity.methods.default_times import default_time_share, minute_profile, weekday_flatness
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.global_moran import global_moran
from verity.methods.harm import HarmScale, HarmWeights, harm_totals
from verity.methods.local_moran import local_moran
from verity.methods.multiple_testing import benjamini_hochberg
from verity.methods.near_repeat import knox_near_repeat
from verity.methods.prediction_accuracy import prediction_accuracy
from verity.methods.rao_scott import rao_scott_test
from verity.methods.smoothing import empirical_bayes_global, empirical_bayes_local, empirical_bayes_scores
from verity.methods.survey_design import kish_effective_n, survey_design
from verity.methods.surveys import SimpleSample, weighted_proportion
from verity.methods.time_profile import (
    peak_windows,
    policing_day,
    profile_of_week,
    weekday,
    weekday_hour_profile,
)
from verity.methods.time_quality import time_quality
from verity.methods.weights import checked_weights, contiguity_weights

CHAIN = contiguity_weights([0, 1, 2], [1, 2, 3], 4)
RNG = np.random.default_rng(1)
TIMES = np.array(["2024-03-04T10:00"], "M8[s]")
TABLE = HarmWeights(HarmScale.CRIME_SEVERITY_SCORE, "made up", ("8N",), (189.2,))
DESIGN = survey_design([1.0, 2.0, 1.0, 1.0])
KNOX = {"space_edges": [0, 1], "time_edges": [0, 1], "rng": RNG}

REFUSALS = {
    "a table where a list is due": (lambda: finite_vector("x", [[1.0]]), "one dimension"),
    "a list of another length": (lambda: finite_vector("x", [1.0], length=2), "2 values"),
    "an infinite value": (lambda: finite_vector("x", [np.inf]), "1 missing"),
    "a negative value": (lambda: non_negative_vector("x", [-1]), "negative"),
    "fractions as positions": (lambda: index_vector("x", [0.5], upper=2), "whole numbers"),
    "a position beyond the end": (lambda: index_vector("x", [2], upper=2), "0 to 1"),
    "a negative position": (lambda: index_vector("x", [-1], upper=2), "0 to 1"),
    "a single edge of a band": (lambda: increasing_edges("x", [1]), "increasing"),
    "edges that fall": (lambda: increasing_edges("x", [1, 0]), "increasing"),
    "edges with one end": (lambda: contiguity_weights([0], [1, 2], 3), "both"),
    "an area beside itself": (lambda: contiguity_weights([0], [0], 3), "own neighbour"),
    "weights of another map": (lambda: checked_weights(CHAIN, 5), "5 × 5"),
    "weights with a diagonal": (lambda: checked_weights(np.eye(2) + CHAIN[:2, :2], 2), "diagonal"),
    "negative weights": (lambda: checked_weights(-CHAIN, 4), "positive"),
    "no permutations": (
        lambda: conditional_tail_counts(np.arange(4.0), CHAIN, rng=RNG, permutations=0),
        "at least 1",
    ),
    "Gi* permuted without a generator": (lambda: getis_ord_gi_star([1, 2, 3, 9], CHAIN, permutations=9), "rng"),
    "local Moran without a generator": (lambda: local_moran([1, 2, 3, 9], CHAIN, permutations=9), "rng"),
    "global Moran without a generator": (lambda: global_moran([1, 2, 3, 9], CHAIN, permutations=9), "rng"),
    "local Moran of two areas": (lambda: local_moran([1, 2], contiguity_weights([0], [1], 2)), "at least 3"),
    "p above 1": (lambda: benjamini_hochberg([1.5]), "0 to 1"),
    "p below 0": (lambda: benjamini_hochberg([-0.5]), "0 to 1"),
    "a table of p": (lambda: benjamini_hochberg([[0.5]]), "one dimension"),
    "alpha in per cent": (lambda: benjamini_hochberg([0.5], alpha=5), "alpha"),
    "events where nobody lives": (lambda: empirical_bayes_global([1, 1], [0, 9]), "position 0"),
    "nobody anywhere": (lambda: empirical_bayes_global([0, 0], [0, 0]), "nobody"),
    "fractions of events in windows": (
        lambda: constant_risk_window_test([0.5, 1, 1, 1], [9, 9, 9, 9], CHAIN),
        "whole numbers",
    ),
    "no areas": (lambda: gini([]), "no areas"),
    "an area without a base": (lambda: lorenz_curve([1, 2], [0, 1]), "positive base"),
    "a fraction in per cent": (lambda: top_share([1, 2], 5), "fraction"),
    "no simulations": (lambda: concentration([1, 2], rng=RNG, simulations=0), "simulations"),
    "fractions of events": (lambda: concentration([0.5, 2], rng=RNG), "whole numbers"),
    "marks as numbers": (lambda: prediction_accuracy([1, 0], [1, 1], [1, 1]), "true or false"),
    "a place without area": (lambda: prediction_accuracy([True, False], [1, 1], [0, 1]), "positive area"),
    "one event": (lambda: knox_near_repeat([0], [0], [0], **KNOX), "at least 2"),
    "Knox without permutations": (
        lambda: knox_near_repeat([0, 1], [0, 1], [0, 1], permutations=0, **KNOX),
        "1 permutation",
    ),
    "aoristic text": (lambda: aoristic_weights(["10:00"], TIMES), "datetime64"),
    "aoristic lengths": (lambda: aoristic_weights(TIMES, np.repeat(TIMES, 2)), "1 records and end 2"),
    "aoristic start missing": (lambda: aoristic_weights(np.array(["NaT"], "M8[s]"), TIMES), "1 missing"),
    "quality of text": (lambda: time_quality(["10:00"], TIMES), "datetime64"),
    "quality lengths": (lambda: time_quality(TIMES, np.repeat(TIMES, 2)), "1 records and end 2"),
    "weekday lengths": (lambda: weekday_flatness([0], [0, 1]), "1 records"),
    "weekday of text": (lambda: weekday(["Monday"]), "datetime64"),
    "weekday of a missing time": (lambda: weekday(np.array(["NaT"], "M8[s]")), "1 missing"),
    "a day from hour 24": (lambda: policing_day(TIMES, first_hour=24), "0 to 23"),
    "a day from hour −1": (lambda: weekday_hour_profile(TIMES, first_hour=-1), "0 to 23"),
    "a week of 24 hours": (lambda: profile_of_week(np.ones(24)), "168 values"),
    "a peak longer than the day": (lambda: peak_windows(np.ones(24), length=25), "1 to 24"),
    "a harm table with numbers for codes": (
        lambda: HarmWeights(HarmScale.CRIME_HARM_INDEX, "v", (4.1,), (1.0,)),
        "as text",
    ),
    "a harm table with an empty code": (
        lambda: HarmWeights(HarmScale.CRIME_HARM_INDEX, "v", ("",), (1.0,)),
        "as text",
    ),
    "a harm table with a code twice": (
        lambda: HarmWeights(HarmScale.CRIME_HARM_INDEX, "v", ("8N", "8N"), (1.0, 2.0)),
        "twice in .* 8N",
    ),
    "a harm table short of weights": (
        lambda: HarmWeights(HarmScale.CRIME_HARM_INDEX, "v", ("8N", "8P"), (1.0,)),
        "2 values",
    ),
    "harm groups of another length": (lambda: harm_totals(["8N"], [1], TABLE, groups=[0, 0]), "1 rows"),
    "no respondents": (lambda: survey_design([]), "at least one"),
    "a weight of 0": (lambda: survey_design([1, 0]), "positive weights"),
    "strata of another length": (lambda: survey_design([1, 1], strata=[1]), "2 labels"),
    "a stratum with one cluster": (lambda: survey_design([1, 1, 1], strata=[1, 1, 2]), "1 with a single"),
    "confidence in per cent": (lambda: weighted_proportion([0, 1, 0, 1], DESIGN, confidence=95), "proportion"),
    "answers that are not yes or no": (lambda: weighted_proportion([0, 1, 2, 1], DESIGN), "0, 1 or missing"),
    "answers of another length": (lambda: weighted_proportion([0, 1], DESIGN), "4 values"),
    "a domain of numbers": (lambda: weighted_proportion([0, 1, 0, 1], DESIGN, domain=[1, 1, 0, 0]), "true or false"),
    "Rao–Scott lengths": (lambda: rao_scott_test([0, 1], [0, 1], DESIGN), "4 finite"),
    "Rao–Scott of one category": (lambda: rao_scott_test([0, 0, 0, 0], [0, 1, 0, 1], DESIGN), "two categories"),
    "Rao–Scott of an infinite answer": (
        lambda: rao_scott_test([0, np.inf, 0, 0], [0, 1, 0, 1], DESIGN),
        "finite numbers",
    ),
}


@pytest.mark.parametrize("why", REFUSALS)
def test_refused_in_words(why):
    call, message = REFUSALS[why]
    with pytest.raises(ValueError, match=message):
        call()


def test_a_map_without_edges_is_missing_everywhere():
    nothing = contiguity_weights([], [], 4)
    moran = local_moran([1, 2, 3, 9], nothing, rng=np.random.default_rng(1), permutations=9)
    assert np.isnan(moran.p_permutation).all()
    assert np.isnan(getis_ord_gi_star([1, 2, 3, 9], nothing).z).all()
    assert np.isnan(global_moran([1, 2, 3, 9], nothing, rng=RNG, permutations=9).p_permutation)
    assert np.isnan(getis_ord_gi_star([1], contiguity_weights([], [], 1)).z).all()


def test_maps_without_variance_have_no_z():
    first, second = np.triu_indices(5, 1)
    everyone = contiguity_weights(first, second, 5)
    assert np.isnan(global_moran([1, 2, 3, 9, 4], everyone).z)
    assert np.isnan(local_moran([1, 2, 3, 9, 4], everyone).z).all()
    one_event = local_moran([0, 0, 7, 0], CHAIN)
    assert np.isnan(one_event.z).tolist() == [False, False, True, False]
    assert not np.isnan(one_event.statistic).any()


def test_shuffles_of_a_whole_map_count_both_tails():
    edges = np.arange(29)
    chain = contiguity_weights(edges, edges + 1, 30)
    rising = global_moran(np.arange(30), chain, rng=np.random.default_rng(1), permutations=199)
    zigzag = global_moran(np.arange(30) % 2, chain, rng=np.random.default_rng(1), permutations=199)
    assert rising.p_permutation == zigzag.p_permutation == 2 / 200
    assert rising.statistic > 0 > zigzag.statistic


def test_threads_and_blocks_do_not_change_a_seeded_result():
    values = np.random.default_rng(3).poisson(5, 400).astype(float)
    ring = contiguity_weights(np.arange(400), (np.arange(400) + 1) % 400, 400)
    results = [
        conditional_tail_counts(values, ring, rng=np.random.default_rng(9), permutations=140_000, threads=threads)
        for threads in (1, 2)
    ]
    np.testing.assert_array_equal(results[0].at_least, results[1].at_least)
    np.testing.assert_array_equal(results[0].at_most, results[1].at_most)


@pytest.mark.parametrize("uneven", [False, True])
def test_conditional_permutation_has_the_exact_distribution(uneven):
    """Area 0 of four has two neighbours: six equally likely ordered draws from the other three."""
    values = np.array([5.0, 1.0, 2.0, 4.0])
    weights = contiguity_weights([0, 0], [1, 2], 4)
    if uneven:
        weights.data[weights.indptr[0]] = 3.0
    draws = [(a, b) for a in values[1:] for b in values[1:] if a != b]
    first, second = weights.data[weights.indptr[0] : weights.indptr[0] + 2]
    observed = first * 1.0 + second * 2.0
    expected = np.mean([first * a + second * b <= observed for a, b in draws])
    tails = conditional_tail_counts(values, weights, rng=np.random.default_rng(2), permutations=60_000)
    assert tails.at_most[0] / 60_000 == pytest.approx(expected, abs=0.01)
    assert tails.at_least[0] == 60_000


def test_many_areas_in_slices_of_the_weighted_path(monkeypatch):
    values = np.random.default_rng(4).poisson(5, 200).astype(float)
    ring = contiguity_weights(np.arange(200), (np.arange(200) + 1) % 200, 200)
    ring.data[0] = 2.0

    def counted():
        return conditional_tail_counts(values, ring, rng=np.random.default_rng(9), permutations=500).at_least

    whole = counted()
    monkeypatch.setattr("verity.methods.conditional_permutation.CELLS_PER_BLOCK", 3 * 500 * 20)
    np.testing.assert_array_equal(counted(), whole)


def test_windows_without_people_or_events_are_missing():
    empty = constant_risk_window_test([0, 0, 0, 0], [9, 9, 9, 9], CHAIN)
    assert np.isnan(empty.p_value).all()
    alone = constant_risk_window_test([3, 2, 0, 0], [9, 9, 0, 0], CHAIN)
    assert np.isnan(alone.p_value).tolist() == [False, False, False, True]
    assert alone.p_value[0] == 1.0
    nobody = constant_risk_window_test([0, 0, 0, 0], [0, 0, 0, 0], CHAIN)
    assert np.isnan(nobody.expected).all()
    assert np.isnan(choynowski_probability([0, 0], [0, 0])).all()
    assert np.isnan(poisson_residuals([0, 1], [0, 1])).tolist() == [True, False]


def test_areas_without_people_have_no_rate_and_move_nothing():
    with_empty = empirical_bayes_global([0, 0, 5, 40], [0, 100, 1000, 2000])
    without = empirical_bayes_global([0, 5, 40], [100, 1000, 2000])
    assert np.isnan(with_empty.smoothed[0])
    np.testing.assert_allclose(with_empty.smoothed[1:], without.smoothed)
    local = empirical_bayes_local([0, 4, 5, 40], [0, 100, 1000, 2000], CHAIN)
    assert np.isnan(local.smoothed).tolist() == [True, False, False, False]
    assert np.isnan(empirical_bayes_local([1, 2, 3], [9, 9, 9], contiguity_weights([0], [1], 3)).smoothed[2])
    assert np.isnan(empirical_bayes_scores([0, 1, 2], [0, 10, 20])[0])


def test_no_events_leave_concentration_missing():
    assert np.isnan(gini([0, 0]))
    assert np.isnan(generalised_gini([0, 0]))
    assert np.isnan(top_share([0, 0], 0.5))
    assert np.isnan(concentration([1, 2], rng=RNG, base=[1, 2], simulations=3).generalised_gini)


def test_concentration_in_blocks_is_the_same(monkeypatch):
    def result():
        return concentration([9, 1, 0, 3], rng=np.random.default_rng(2), simulations=50)

    whole = result()
    monkeypatch.setattr("verity.methods.concentration.CELLS_PER_BLOCK", 4 * 7)
    assert result() == whole


def test_no_times_no_shares():
    nothing = np.array([], "M8[s]")
    assert np.isnan(time_quality(nothing, nothing).usable_share())
    assert np.isnan(default_time_share([]).share)
    assert np.isnan(minute_profile([0, 0])).all()
    assert np.isnan(weekday_flatness([0, 1], [0, 0]).p_value)
    assert weekday_flatness([0, 0], [0, 60]).p_value == 1.0
    assert peak_windows(np.zeros(24), length=3) == []
    assert aoristic_weights(nothing, nothing).profile().sum() == 0


def test_peaks_stop_where_nothing_is_left():
    assert [peak.start for peak in peak_windows([0, 5, 0, 0, 2, 0], length=1, windows=5)] == [1, 4]


def test_harm_of_nothing():
    nothing = harm_totals([], [], TABLE, groups=[], n_groups=2)
    assert nothing.harm.tolist() == [0.0, 0.0]
    assert np.isnan(nothing.share()).all()
    assert nothing.unweighted_codes == ()


def test_weights_of_zero_have_no_effective_sample():
    assert np.isnan(kish_effective_n([0, 0]))


def test_unanimous_answers_have_no_logit_limits_and_a_wilson_upper_limit():
    result = weighted_proportion([1, 1, 1, 1], DESIGN, compare_with=SimpleSample.WITHOUT_REPLACEMENT)
    assert result.proportion == result.wilson_upper == 1.0
    assert np.isnan([result.lower, result.upper, result.design_effect]).all()
    assert 0 < result.wilson_lower < 1
    assert result.effective_n == kish_effective_n(DESIGN.weights)


def test_an_empty_domain_is_missing_and_a_domain_in_one_cluster_has_no_degrees_of_freedom():
    empty = weighted_proportion([0, 1, 0, 1], DESIGN, domain=np.zeros(4, dtype=bool))
    assert empty.respondents == 0
    assert np.isnan(empty.proportion)
    clusters = survey_design([1.0, 2.0, 1.0, 1.0, 1.0], clusters=[1, 1, 1, 2, 2])
    one = weighted_proportion([0, 1, 1, 0, 1], clusters, domain=np.array([True, True, True, False, False]))
    assert one.degrees_of_freedom == 0
    assert np.isnan(one.lower)
    lone = weighted_proportion([0, 1, 1, 0, 1], clusters, domain=np.array([True, False, False, False, False]))
    assert lone.proportion == 0
    assert np.isnan(lone.design_effect)
