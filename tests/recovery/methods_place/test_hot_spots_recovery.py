"""Planted hot spots are found, and maps without any are flagged no more often than promised."""

import numpy as np
import pytest

from verity.methods.constant_risk import constant_risk_window_test, poisson_residuals
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.local_moran import Quadrant, local_moran
from verity.methods.multiple_testing import benjamini_hochberg
from verity.methods.smoothing import empirical_bayes_global, empirical_bayes_local
from verity.methods.weights import contiguity_weights, row_standardised

SIDE = 20
AREAS = SIDE * SIDE
ALPHA = 0.05


@pytest.fixture(scope="module")
def queen():
    row, column = np.divmod(np.arange(AREAS), SIDE)
    near = np.maximum(abs(row[:, None] - row), abs(column[:, None] - column)) == 1
    return contiguity_weights(*np.nonzero(near), AREAS)


def populations(kind, rng):
    return np.full(AREAS, 1500.0) if kind == "equal" else np.round(1500 * np.exp(rng.normal(0, 0.7, AREAS)))


def share_of_maps_flagged(p_values_of, *, kind, mean, maps, seed):
    rng = np.random.default_rng(seed)
    flagged = 0
    for _ in range(maps):
        people = populations(kind, rng)
        counts = rng.poisson(mean * people / people.mean()).astype(float)
        flagged += benjamini_hochberg(p_values_of(counts, people, rng), alpha=ALPHA).rejected.any()
    return flagged / maps


def residual_gi_star(weights):
    def p_values(counts, people, _rng):
        expected = people * counts.sum() / people.sum()
        return getis_ord_gi_star(poisson_residuals(counts, expected), weights).p_analytic

    return p_values


def window_test(weights):
    return lambda counts, people, _rng: constant_risk_window_test(counts, people, weights).p_value


def at_most_alpha(maps):
    return ALPHA + 3 * np.sqrt(ALPHA * (1 - ALPHA) / maps)


@pytest.mark.parametrize("mean", [1, 5, 30])
@pytest.mark.parametrize("kind", ["equal", "unequal"])
@pytest.mark.parametrize("method", [residual_gi_star, window_test])
def test_null_maps_are_flagged_at_most_as_promised(queen, method, kind, mean):
    maps = 700
    found = share_of_maps_flagged(method(queen), kind=kind, mean=mean, maps=maps, seed=700 + mean)
    assert found <= at_most_alpha(maps)


def test_null_maps_by_permutation_with_equal_populations(queen):
    maps, weights = 150, row_standardised(queen)

    def p_values(counts, _people, rng):
        return local_moran(counts, weights, rng=rng, permutations=9_999).p_permutation

    found = share_of_maps_flagged(p_values, kind="equal", mean=3, maps=maps, seed=3)
    assert found <= at_most_alpha(maps)


def test_raw_rates_of_unequal_populations_would_break_the_promise(queen):
    def p_values(counts, people, _rng):
        return getis_ord_gi_star(counts / people, queen).p_analytic

    found = share_of_maps_flagged(p_values, kind="unequal", mean=3, maps=400, seed=5)
    assert found > at_most_alpha(400)


@pytest.mark.parametrize("kind", ["equal", "unequal"])
def test_planted_hot_spot_is_found(queen, kind):
    rng = np.random.default_rng(12)
    people = populations(kind, rng)
    planted = np.array([SIDE * r + c for r in range(5, 10) for c in range(12, 17)])
    core = np.array([SIDE * r + c for r in range(6, 9) for c in range(13, 16)])
    risk = np.full(AREAS, 8 / 1500)
    risk[planted] *= 2.2
    counts = rng.poisson(people * risk).astype(float)
    edge = np.unique(queen[planted].indices)
    outside = np.setdiff1d(np.arange(AREAS), np.union1d(planted, edge))
    residuals = poisson_residuals(counts, people * counts.sum() / people.sum())
    gi = getis_ord_gi_star(residuals, queen)
    for p in (gi.p_analytic, constant_risk_window_test(counts, people, queen).p_value):
        flagged = benjamini_hochberg(p).rejected
        assert flagged[core].all(), "windows wholly inside"
        assert flagged[planted].mean() > 0.6
        assert flagged[outside].mean() < 0.02
    assert (gi.z[planted] > 0).all()


def test_planted_cluster_is_found_by_enough_permutations_and_refused_with_too_few(queen):
    rng = np.random.default_rng(13)
    planted = np.array([SIDE * r + c for r in range(5, 10) for c in range(5, 10)])
    mean = np.full(AREAS, 5.0)
    mean[planted] = 15
    moran = local_moran(rng.poisson(mean), row_standardised(queen), rng=rng, permutations=19_999)
    result = benjamini_hochberg(moran.p_permutation, permutations=moran.permutations)
    assert result.rejected[planted].mean() > 0.6
    assert (moran.quadrant[planted[result.rejected[planted]]] == Quadrant.HIGH_HIGH).all()
    with pytest.raises(ValueError, match="too few"):
        benjamini_hochberg(moran.p_permutation, permutations=999)


def test_smoothed_rates_are_nearer_the_truth_than_raw_ones(queen):
    rng = np.random.default_rng(14)
    people = populations("unequal", rng) / 5
    row, column = np.divmod(np.arange(AREAS), SIDE)
    truth = 0.01 * (1 + 0.5 * np.sin(row / 4) * np.cos(column / 4))
    counts = rng.poisson(people * truth).astype(float)
    globally, locally = empirical_bayes_global(counts, people), empirical_bayes_local(counts, people, queen)

    def error(rates):
        return float(np.mean((rates - truth) ** 2))

    assert error(globally.smoothed) < 0.6 * error(globally.raw)
    assert error(locally.smoothed) < error(globally.smoothed)
