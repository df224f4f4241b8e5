"""Gi*, local and global Moran against spdep, and the faults of another package that are not copied."""

import warnings

import numpy as np
import pytest

from verity.methods.conditional_permutation import conditional_tail_counts
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.global_moran import global_moran
from verity.methods.local_moran import Quadrant, local_moran
from verity.methods.multiple_testing import benjamini_hochberg

CASES = [
    ("lat5_rook", "B"),
    ("lat5_rook", "W"),
    ("lat5_queen", "B"),
    ("lat5_queen", "W"),
    ("lat20_queen", "W"),
    ("island7", "B"),
    ("island7", "W"),
]
ROUNDING = 1e-12


@pytest.fixture
def case(golden, weights_of):
    def load(name, style):
        x = golden(f"spatial/{name}_x.csv")["x"]
        local = golden(f"spatial/{name}_local.csv")
        expected = {column: values[local["style"] == style] for column, values in local.items()}
        return x, weights_of(f"spatial/{name}_edges.csv", x.size, style), expected

    return load


def agree(ours, theirs):
    np.testing.assert_allclose(ours, theirs, rtol=ROUNDING, atol=ROUNDING)


@pytest.mark.parametrize(("name", "style"), CASES)
def test_gi_star_is_spdeps(case, name, style):
    x, weights, expected = case(name, style)
    joined = expected["n_neighbours"] > 0
    result = getis_ord_gi_star(x, weights)
    agree(result.z[joined], expected["GiStar_z"][joined])
    assert np.isnan(result.z[~joined]).all()


@pytest.mark.parametrize(("name", "style"), CASES)
def test_local_moran_and_its_conditional_moments_are_spdeps(case, name, style):
    x, weights, expected = case(name, style)
    joined = expected["n_neighbours"] > 0
    result = local_moran(x, weights)
    pairs = {
        "Ii_mlvarTRUE": result.statistic,
        "EIi_cond": result.expectation,
        "VarIi_cond": result.variance,
        "zIi_cond": result.z,
        "pIi_cond": result.p_analytic,
    }
    for column, ours in pairs.items():
        agree(ours[joined], expected[column][joined])
        assert np.isnan(ours[~joined]).all()
    # spdep's other divisor, n - 1, differs by a constant
    agree(result.statistic[joined] * (x.size - 1) / x.size, expected["Ii_mlvarFALSE"][joined])


@pytest.mark.parametrize(("name", "style"), CASES[:5])
def test_quadrants_are_spdeps_but_for_the_centre_of_the_lags(case, name, style):
    x, weights, expected = case(name, style)
    names = {
        Quadrant.HIGH_HIGH: "High-High",
        Quadrant.LOW_LOW: "Low-Low",
        Quadrant.HIGH_LOW: "High-Low",
        Quadrant.LOW_HIGH: "Low-High",
    }
    ours = np.array([names[Quadrant(q)] for q in local_moran(x, weights).quadrant])
    lag, mean_of_lags = weights @ x, (weights @ x).mean()
    near = np.where(lag > mean_of_lags, "High", "Low")
    assert (np.char.add(np.where(x > x.mean(), "High-", "Low-"), near) == expected["quadrant"]).all()
    # ours compares with the mean of the values, so that the quadrant has the sign of I
    same_centre = (lag > mean_of_lags) == (weights @ (x - x.mean()) > 0)
    assert (ours == expected["quadrant"])[same_centre].all()


def test_quadrant_has_the_sign_of_the_statistic_where_spdeps_has_not(case):
    x, weights, expected = case("island7", "W")
    result = local_moran(x, weights)
    assert result.statistic[0] > 0
    assert expected["quadrant"][0] == "Low-High"
    assert result.quadrant[0] == Quadrant.LOW_LOW


@pytest.mark.parametrize(("name", "style"), [*CASES, ("lat20_queen", "B")])
def test_global_moran_is_spdeps(golden, weights_of, name, style):
    x = golden(f"spatial/{name}_x.csv")["x"]
    table = golden(f"spatial/{name}_global_moran.csv")
    row = int(np.flatnonzero(table["style"] == style)[0])
    result = global_moran(x, weights_of(f"spatial/{name}_edges.csv", x.size, style))
    ours = [result.statistic, result.expectation, result.variance, result.z, result.p_analytic]
    np.testing.assert_allclose(ours[:4], [table[c][row] for c in ("I", "E", "Var", "z")], rtol=1e-12)
    # deep in the tail a p-value has z's relative error some hundred times over
    np.testing.assert_allclose(ours[4], table["p"][row], rtol=1e-11)


@pytest.mark.parametrize("style", ["B", "W"])
def test_constant_data_are_missing_not_low(case, style):
    x, weights, expected = case("const5_rook", style)
    assert "Low-Low" in expected["quadrant"]
    moran = local_moran(x, weights, rng=np.random.default_rng(1), permutations=19)
    gi = getis_ord_gi_star(x, weights, rng=np.random.default_rng(1), permutations=19)
    assert set(moran.quadrant) == {Quadrant.MISSING}
    for values in (moran.statistic, moran.z, moran.p_analytic, moran.p_permutation, gi.z, gi.p_permutation):
        assert np.isnan(values).all()
    assert np.isnan(global_moran(x, weights).statistic)


@pytest.mark.parametrize("column", ["p_folded", "GiStar_p_folded"])
def test_smaller_tail_is_spdeps_within_ties_and_monte_carlo_error(golden, weights_of, column):
    expected = golden("spatial/lat20_queen_perm9999.csv")
    weights = weights_of("spatial/lat20_queen_edges.csv", 400, "W")
    tails = conditional_tail_counts(expected["x"], weights, rng=np.random.default_rng(20), permutations=199_999)
    with_ties = np.minimum(tails.at_least, tails.at_most) / tails.permutations
    without = np.minimum(tails.permutations - tails.at_least, tails.permutations - tails.at_most)
    p = expected[column]
    error = 4 * np.sqrt(np.maximum(p, 1e-3) * (1 - p) / 9999) + 1e-4
    # sums of counts tie, and rounding decides in the reference on which side each tie is counted
    assert (p <= with_ties + error).all()
    assert (p >= without / tails.permutations - error).all()
    np.testing.assert_allclose(tails.two_sided(), np.minimum(1, 2 * (with_ties * 199_999 + 1) / 200_000))


def test_permutation_and_analytic_p_values_agree_about_as_in_spdep(golden, weights_of):
    expected = golden("spatial/lat20_queen_perm9999.csv")
    weights = weights_of("spatial/lat20_queen_edges.csv", 400, "W")
    moran = local_moran(expected["x"], weights)
    agree(moran.statistic, expected["Ii"])
    np.testing.assert_allclose(moran.p_analytic, expected["p_z_perm"], atol=0.04)
    # their permuted Gi* keeps the value of the area itself too, so its z is that of the local Moran
    np.testing.assert_allclose(moran.p_analytic, expected["GiStar_p_z"], atol=0.04)
    agree(getis_ord_gi_star(expected["x"], weights).z, expected["GiStar_z"])


def test_faults_of_esda_are_not_reproduced(golden, weights_of):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from esda.getisord import G_Local  # noqa: PLC0415 - imports with warnings
        from esda.moran import Moran_Local  # noqa: PLC0415 - imports with warnings
        from libpysal.weights import WSP  # noqa: PLC0415 - imports with warnings

        x = golden("spatial/lat20_queen_x.csv")["x"]
        weights = weights_of("spatial/lat20_queen_edges.csv", 400)
        theirs = G_Local(x, WSP(weights).to_W(silence_warnings=True), star=True, permutations=0)
        moran = Moran_Local(x, WSP(weights).to_W(silence_warnings=True), permutations=999, seed=1)
    ours = getis_ord_gi_star(x, weights)
    flagged = benjamini_hochberg(ours.p_analytic).rejected.sum()
    assert np.median(np.abs(theirs.Zs / ours.z)) < 0.5, "their default transform shrinks z"
    assert benjamini_hochberg(2 * theirs.p_norm).rejected.sum() < flagged
    two_sided = local_moran(x, weights, rng=np.random.default_rng(1), permutations=999).p_permutation
    assert np.median(two_sided / moran.p_sim) == pytest.approx(2, rel=0.1), "their p_sim is one tail"
