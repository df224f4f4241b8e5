"""Empirical Bayes, Choynowski and the empirical Bayes index against spdep."""

import numpy as np

from verity.methods.constant_risk import choynowski_probability
from verity.methods.global_moran import global_moran
from verity.methods.smoothing import (
    NeighbourhoodVariance,
    empirical_bayes_global,
    empirical_bayes_local,
    empirical_bayes_scores,
)
from verity.methods.weights import row_standardised


def test_global_estimator_and_its_parameters(golden):
    expected, parameters = golden("spatial/eb_smoothing.csv"), golden("spatial/eb_smoothing_params.csv")
    result = empirical_bayes_global(expected["y"], expected["pop"])
    np.testing.assert_allclose(result.raw, expected["raw"], rtol=1e-12)
    np.testing.assert_allclose(result.smoothed, expected["eb_global"], rtol=1e-12)
    np.testing.assert_allclose(result.prior_mean, parameters["b"][0], rtol=1e-12)
    # a is a small difference of larger numbers
    np.testing.assert_allclose(result.prior_variance, parameters["a"][0], rtol=1e-12)


def test_local_estimator_in_both_published_readings(golden, weights_of):
    expected = golden("spatial/eb_smoothing.csv")
    weights = weights_of("spatial/eb_smoothing_edges.csv", 64)
    marshall = empirical_bayes_local(expected["y"], expected["pop"], weights)
    bailey = empirical_bayes_local(expected["y"], expected["pop"], weights, variance=NeighbourhoodVariance.EACH_AREA)
    np.testing.assert_allclose(marshall.smoothed, expected["eb_local_geoda"], rtol=1e-12)
    np.testing.assert_allclose(bailey.smoothed, expected["eb_local"], rtol=1e-12)


def test_choynowski_probability(golden):
    expected = golden("spatial/eb_smoothing.csv")
    p = choynowski_probability(expected["y"], expected["pop"])
    np.testing.assert_allclose(p, expected["choynowski_p"], rtol=1e-12)


def test_moran_of_empirical_bayes_scores(golden, weights_of):
    data, expected = golden("spatial/eb_smoothing.csv"), golden("spatial/eb_moran_index.csv")
    weights = row_standardised(weights_of("spatial/eb_smoothing_edges.csv", 64))
    scores = empirical_bayes_scores(data["y"], data["pop"])
    result = global_moran(scores, weights, rng=np.random.default_rng(4), permutations=9999)
    np.testing.assert_allclose(result.statistic, expected["EBI_moran"][0], rtol=1e-12)
    # the reference p is the upper tail of 999 shuffles
    upper = expected["p"][0]
    assert abs(result.p_permutation - 2 * min(upper, 1 - upper)) < 2 * 4 * np.sqrt(0.25 / 999)
