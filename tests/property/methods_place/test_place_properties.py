"""Properties of the place methods: order, bounds, inputs left alone, one path like the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from verity.methods.concentration import concentration, gini, top_share
from verity.methods.conditional_permutation import conditional_tail_counts
from verity.methods.constant_risk import constant_risk_window_test, poisson_residuals
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.global_moran import global_moran
from verity.methods.local_moran import local_moran
from verity.methods.multiple_testing import benjamini_hochberg
from verity.methods.near_repeat import knox_near_repeat
from verity.methods.prediction_accuracy import prediction_accuracy
from verity.methods.smoothing import empirical_bayes_global, empirical_bayes_local, empirical_bayes_scores
from verity.methods.weights import contiguity_weights, row_standardised, with_self


@st.composite
def maps(draw):
    """A small map: counts, populations, and a random set of edges (islands are likely)."""
    n = draw(st.integers(5, 24))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    joined = np.triu(rng.random((n, n)) < draw(st.floats(0.05, 0.6)), 1)
    joined[0, 1] = True
    counts = rng.poisson(draw(st.floats(0.5, 20)), n).astype(float)
    return counts, rng.integers(50, 5000, n).astype(float), contiguity_weights(*np.nonzero(joined), n)


def local_results(counts, population, weights):
    moran = local_moran(counts, row_standardised(weights))
    return {
        "gi": getis_ord_gi_star(counts, weights).z,
        "moran": moran.statistic,
        "moran_z": moran.z,
        "quadrant": moran.quadrant,
        "eb": empirical_bayes_global(counts, population).smoothed,
        "eb_local": empirical_bayes_local(counts, population, weights).smoothed,
        "scores": empirical_bayes_scores(counts + 1, population),
        "window": constant_risk_window_test(counts, population, weights).p_value,
        "residuals": poisson_residuals(counts, population / 100),
    }


@given(maps(), st.randoms(use_true_random=False))
def test_order_of_areas_does_not_matter(the_map, random):
    counts, population, weights = the_map
    order = np.array(random.sample(range(counts.size), counts.size))
    before = local_results(counts, population, weights)
    after = local_results(counts[order], population[order], weights[order][:, order])
    for name, values in before.items():
        np.testing.assert_allclose(after[name], values[order], rtol=1e-7, atol=1e-9, err_msg=name)
    assert gini(counts[order]) == pytest.approx(gini(counts), nan_ok=True)
    assert global_moran(counts[order], weights[order][:, order]).statistic == pytest.approx(
        global_moran(counts, weights).statistic, nan_ok=True
    )


@given(maps())
def test_inputs_are_never_modified(the_map):
    counts, population, weights = the_map
    kept = counts.copy(), population.copy(), weights.copy()
    for array in (counts, population, weights.data, weights.indices, weights.indptr):
        array.flags.writeable = False
    local_results(counts, population, weights)
    rng = np.random.default_rng(1)
    getis_ord_gi_star(counts, weights, rng=rng, permutations=9)
    local_moran(counts, weights, rng=rng, permutations=9)
    global_moran(counts, weights, rng=rng, permutations=9)
    concentration(counts, rng=rng, base=population, simulations=5)
    with_self(weights)
    knox_near_repeat(counts, population, counts, space_edges=[0, 9], time_edges=[0, 9], rng=rng, permutations=5)
    prediction_accuracy(counts > 3, counts, population)
    assert (counts == kept[0]).all()
    assert (population == kept[1]).all()
    assert (weights != kept[2]).nnz == 0


@given(maps(), st.integers(0, 4))
def test_missing_values_are_refused_by_name(the_map, position):
    counts, population, weights = the_map
    counts[position] = np.nan
    for call, name in (
        (lambda: getis_ord_gi_star(counts, weights), "values"),
        (lambda: local_moran(counts, weights), "values"),
        (lambda: global_moran(counts, weights), "values"),
        (lambda: empirical_bayes_global(counts, population), "counts"),
        (lambda: empirical_bayes_local(population, counts, weights), "population"),
        (lambda: constant_risk_window_test(counts, population, weights), "counts"),
        (lambda: gini(counts), "counts"),
    ):
        with pytest.raises(ValueError, match=f"{name}: 1 missing"):
            call()


@given(maps())
def test_islands_are_missing_and_others_are_not(the_map):
    counts, _, weights = the_map
    counts[0] += 100.0
    alone = np.diff(weights.indptr) == 0
    rng = np.random.default_rng(3)
    moran = local_moran(counts, weights, rng=rng, permutations=19)
    assert (np.isnan(moran.statistic) == alone).all()
    assert (np.isnan(moran.p_permutation) == alone).all()
    assert np.isnan(getis_ord_gi_star(counts, weights, rng=rng, permutations=19).p_permutation[alone]).all()


@given(maps())
def test_binary_and_row_standardised_weights_give_one_gi_star(the_map):
    counts, _, weights = the_map
    one = getis_ord_gi_star(counts, weights, rng=np.random.default_rng(1), permutations=99)
    other = getis_ord_gi_star(counts, row_standardised(weights), rng=np.random.default_rng(1), permutations=99)
    np.testing.assert_allclose(one.z, other.z, rtol=1e-7, atol=1e-9)
    np.testing.assert_array_equal(one.p_permutation, other.p_permutation)


@given(maps())
def test_weighted_path_counts_as_the_path_for_equal_weights(the_map):
    counts, _, weights = the_map
    uneven = weights.copy()
    row = int(np.argmax(np.diff(weights.indptr)))
    if weights.indptr[row + 1] - weights.indptr[row] < 2:
        return
    uneven.data[weights.indptr[row]] = 2.0  # one unequal row sends all rows down the weighted path
    others = np.arange(counts.size) != row
    equal = conditional_tail_counts(counts, weights, rng=np.random.default_rng(5), permutations=200)
    weighted = conditional_tail_counts(counts, uneven, rng=np.random.default_rng(5), permutations=200)
    np.testing.assert_array_equal(equal.at_least[others], weighted.at_least[others])
    np.testing.assert_array_equal(equal.at_most[others], weighted.at_most[others])


@given(maps())
def test_smoothed_rate_lies_between_raw_rate_and_prior(the_map):
    counts, population, weights = the_map
    for result in (
        empirical_bayes_global(counts, population),
        empirical_bayes_local(counts, population, weights),
    ):
        there = ~np.isnan(result.smoothed)
        low = np.minimum(result.raw, result.prior_mean)[there]
        high = np.maximum(result.raw, result.prior_mean)[there]
        assert (result.smoothed[there] >= low - 1e-12).all()
        assert (result.smoothed[there] <= high + 1e-12).all()


@given(arrays(float, st.integers(1, 40), elements=st.floats(0, 1)), st.floats(0.01, 0.2))
def test_false_discovery_flags(p, alpha):
    result = benjamini_hochberg(p, alpha=alpha)
    assert (result.adjusted >= p * (1 - 1e-12)).all()
    assert (result.rejected == (result.adjusted <= alpha * (1 + 1e-12))).all()
    assert not (result.rejected & (p > alpha)).any()
    with_missing = benjamini_hochberg(np.append(p, np.nan), alpha=alpha)
    np.testing.assert_array_equal(with_missing.rejected[:-1], result.rejected)


@given(arrays(int, st.integers(2, 40), elements=st.integers(0, 50)), st.floats(0.02, 0.9))
def test_concentration_bounds(counts, fraction):
    counts[0] += 1
    assert -1e-12 <= gini(counts) < 1
    assert gini(counts * 7) == pytest.approx(gini(counts), abs=1e-12)
    assert top_share(counts, fraction) >= fraction - 1e-12
    assert top_share(counts, min(0.95, fraction * 1.05)) >= top_share(counts, fraction) - 1e-12
    assert gini(counts, np.full(counts.size, 3.0)) == pytest.approx(gini(counts), abs=1e-12)


@given(maps())
def test_marks_never_beat_the_best_marks(the_map):
    counts, population, _ = the_map
    counts[0] += 1
    marked = np.arange(counts.size) % 3 == 0
    result = prediction_accuracy(marked, counts, population)
    assert 0 <= result.efficiency_index <= 1 + 1e-12
    assert result.events_share == pytest.approx(result.accuracy_index * result.area_share)
