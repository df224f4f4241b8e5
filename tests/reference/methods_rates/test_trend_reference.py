"""Trends against base R and statsmodels, rate ratios against SciPy's exact binomial interval."""

import numpy as np
import pytest
from scipy.stats import binomtest

from verity.methods.comparison import rate_ratio
from verity.methods.trend import TrendVariance, poisson_trend, proportion_trend

# glm() reports standard errors from the weights of its last step but one.
LAST_STEP = 3e-6


def series(golden):
    inputs = golden("trend_input")
    for _, row in golden("trend").iterrows():
        yield row, inputs[inputs["series"] == row["series"]]


def test_chi_squared_for_trend(golden):
    for row, rows in series(golden):
        test = proportion_trend(rows["x"], rows["n"], rows["year"])
        np.testing.assert_allclose(test.statistic, row["chisq_trend"], rtol=1e-12)
        np.testing.assert_allclose(test.p_value, row["p_trend"], rtol=1e-12)


def test_slopes_and_their_errors(golden):
    for row, rows in series(golden):
        plain = poisson_trend(rows["x"], rows["n"], rows["year"], variance=TrendVariance.POISSON)
        quasi = poisson_trend(rows["x"], rows["n"], rows["year"], variance=TrendVariance.QUASI_POISSON)
        np.testing.assert_allclose(plain.slope, row["pois_log_rr_per_year"], rtol=1e-11)
        np.testing.assert_allclose(plain.deviance, row["deviance"], rtol=1e-11)
        np.testing.assert_allclose(100 * np.expm1(plain.slope), row["pois_aapc"], rtol=1e-11)
        np.testing.assert_allclose(plain.standard_error, row["pois_se"], rtol=LAST_STEP)
        np.testing.assert_allclose(plain.p_value, row["pois_p"], rtol=LAST_STEP)
        np.testing.assert_allclose(plain.dispersion, row["pearson_dispersion"], rtol=LAST_STEP)
        np.testing.assert_allclose(quasi.standard_error, row["quasi_se"], rtol=LAST_STEP)
        np.testing.assert_allclose(quasi.p_value, row["quasi_p"], rtol=LAST_STEP)


def test_standard_errors_to_the_last_digits(golden):
    sm = pytest.importorskip("statsmodels.api")
    for _, rows in series(golden):
        year = rows["year"].to_numpy(dtype=float)
        x, n = (rows[name].to_numpy(dtype=float) for name in ("x", "n"))
        design = sm.add_constant(year - year.mean())
        model = sm.GLM(x, design, family=sm.families.Poisson(), exposure=n).fit(tol=1e-14, maxiter=100)
        found = poisson_trend(x, n, year, variance=TrendVariance.POISSON)
        np.testing.assert_allclose(found.slope, model.params[1], rtol=1e-10)
        np.testing.assert_allclose(found.standard_error, model.bse[1], rtol=1e-10)
        np.testing.assert_allclose([found.lower, found.upper], model.conf_int()[1], rtol=1e-9)


@pytest.mark.parametrize(("x", "y"), [(0, 5), (5, 0), (1, 1), (30, 20), (400, 1000)])
def test_rate_ratio_limits_are_clopper_and_pearsons(x, y):
    found = rate_ratio(x, 2000.0, y, 1000.0)
    share = binomtest(x, x + y).proportion_ci(0.95, method="exact")
    low, high = (0.5 * limit / (1 - limit) if limit < 1 else np.inf for limit in share)
    np.testing.assert_allclose([found.lower, found.upper], [low, high], rtol=1e-9)
