"""Funnel classes and limits against OHID's implementation."""

import numpy as np

from verity.methods.funnel import (
    poisson_funnel,
    poisson_funnel_class,
    proportion_funnel,
    proportion_funnel_class,
    standardised_rate_funnel_class,
)

WORDS = {
    "below the 99.8% limit": "Low (0.001)",
    "below the 95% limit": "Low (0.025)",
    "within the limits": "Not significant",
    "above the 95% limit": "High (0.025)",
    "above the 99.8% limit": "High (0.001)",
    "not classed": "Not applicable for events less than 10 for dsrs",
}
SIDES = (("lower", 0, "lower_2s"), ("upper", 0, "upper_2s"), ("lower", 1, "lower_3s"), ("upper", 1, "upper_3s"))
# Good to 5e-5 for a single event and to 4e-6 elsewhere; the exact limits themselves are checked to 1e-12.
ROOT_FINDER = 5e-5


def words(found):
    return [WORDS[str(label)] for label in found]


def test_classes_of_proportions(golden):
    rows = golden("funnel_proportion_significance")
    assert words(proportion_funnel_class(rows["numerator"], rows["denominator"])) == list(rows["significance"])


def test_classes_of_ratios(golden):
    rows = golden("funnel_ratio_significance")
    assert words(poisson_funnel_class(rows["observed"], rows["expected"])) == list(rows["significance"])


def test_classes_of_crude_rates(golden):
    rows = golden("funnel_crude_significance")
    expected = rows["events"].sum() / rows["pop"].sum() * rows["pop"]
    assert words(poisson_funnel_class(rows["events"], expected)) == list(rows["significance"])


def test_classes_of_standardised_rates(golden):
    rows = golden("funnel_dsr_significance")
    # The reference leaves areas without events out of its baseline; a benchmark should be given, not made of the rest.
    some = rows[rows["events"] > 0]
    baseline = some["events"].sum() / some["pop"].sum() * 100_000
    assert words(standardised_rate_funnel_class(rows["events"], rows["rate"], baseline)) == list(rows["significance"])


def test_limits_of_proportions(golden):
    rows = golden("funnel_proportion_limits")
    limits = proportion_funnel(rows["Population"], rows["baseline"].iloc[0] / 100, multiplier=100)
    for side, level, name in SIDES:
        np.testing.assert_allclose(getattr(limits, side)[level], rows[f"{name}_limit"], rtol=1e-12)


def test_the_upper_limit_is_not_capped_at_100_whatever_the_multiplier(golden):
    # The reference caps at 100 even when proportions are printed per 1,000.
    rows = golden("funnel_proportion_limits")
    per_100 = proportion_funnel(rows["Population"], 0.4, multiplier=100)
    per_1000 = proportion_funnel(rows["Population"], 0.4, multiplier=1000)
    assert (per_1000.upper > 100).all()
    np.testing.assert_allclose(per_1000.upper, 10 * per_100.upper, rtol=1e-12)


def test_limits_of_ratios(golden):
    isr, count = golden("funnel_ratio_isr_limits"), golden("funnel_ratio_count_limits")
    curve = poisson_funnel(isr["Observed_events"], multiplier=100)
    for side, level, name in SIDES:
        ratio, size = getattr(curve, side)[level], getattr(curve, f"{side}_size")[level]
        np.testing.assert_allclose(ratio, isr[f"{name}_limit"], rtol=ROOT_FINDER)
        np.testing.assert_allclose(size, isr[f"{name}_exp_events"], rtol=ROOT_FINDER)
        np.testing.assert_allclose(ratio / 100, 1 + count[f"{name}_limit"], rtol=ROOT_FINDER)


def test_limits_of_rates_over_one_and_three_years(golden):
    for name, years in (("funnel_crude_limits_3yr", 3), ("funnel_dsr_limits_1yr", 1)):
        rows = golden(name)
        curve = poisson_funnel(rows["Events"], baseline=rows["baseline"].iloc[0] / 100_000, multiplier=100_000)
        for side, level, column in SIDES:
            np.testing.assert_allclose(getattr(curve, side)[level], rows[f"{column}_limit"], rtol=ROOT_FINDER)
            size = getattr(curve, f"{side}_size")[level] / years
            np.testing.assert_allclose(size, rows[f"{column}_population_1_year"], rtol=ROOT_FINDER)
