"""Weighted proportions, domains, Rao–Scott and Kish against the R package survey."""

import numpy as np
import pytest

from verity.methods.rao_scott import rao_scott_test
from verity.methods.survey_design import kish_effective_n, survey_design
from verity.methods.surveys import SimpleSample, weighted_proportion

DESIGNS = ["weights_only", "strat", "cluster"]


@pytest.fixture
def survey(golden):
    return golden("survey/survey_input.csv")


def design_of(name, survey):
    match name:
        case "weights_only":
            return survey_design(survey["w"])
        case "strat":
            return survey_design(survey["w"], strata=survey["stratum"])
        case _:
            return survey_design(survey["w"], strata=survey["stratum"], clusters=survey["cluster"])


@pytest.mark.parametrize("answer", ["unsafe", "rare"])
@pytest.mark.parametrize("name", DESIGNS)
def test_proportion_and_logit_interval(golden, survey, name, answer):
    table = golden("survey/survey_prop.csv")
    result = weighted_proportion(survey[answer], design_of(name, survey))
    ours = [result.proportion, result.standard_error, result.lower, result.upper]
    here = (table["design"] == name) & (table["var"] == answer)
    for method, rtol in (("xlogit", 1e-12), ("logit", 1e-8)):  # their "logit" is an iterative fit
        row = int(np.flatnonzero(here & (table["ci_method"] == method))[0])
        np.testing.assert_allclose(ours, [table[c][row] for c in ("est", "se", "lower", "upper")], rtol=rtol)
        assert (result.respondents, result.degrees_of_freedom) == (table["n"][row], table["df"][row])


@pytest.mark.parametrize("name", DESIGNS)
def test_wilson_on_the_effective_sample_agrees_with_the_logit_interval(survey, name):
    result = weighted_proportion(survey["unsafe"], design_of(name, survey))
    # with 175 degrees of freedom t is wider than z by 0.7 %
    tolerance = 3e-4 if name == "cluster" else 1e-4
    assert result.wilson_lower == pytest.approx(result.lower, abs=tolerance)
    assert result.wilson_upper == pytest.approx(result.upper, abs=tolerance)


def test_plain_interval_of_a_rare_answer_goes_negative_and_ours_does_not(golden, survey):
    table = golden("survey/survey_prop.csv")
    plain = (table["var"] == "rare") & (table["ci_method"] == "mean")
    assert (table["lower"][plain] < 0).all()
    result = weighted_proportion(survey["rare"], design_of("cluster", survey))
    assert 0 < result.lower < result.proportion
    assert 0 < result.wilson_lower < result.proportion


@pytest.mark.parametrize("name", DESIGNS)
def test_domains_with_design_effect(golden, survey, name):
    table = golden("survey/survey_prop_by.csv")
    design = design_of(name, survey)
    for row in np.flatnonzero(table["design"] == name):
        domain = (survey["stratum"] == table["stratum"][row]) & (survey["sex"] == table["sex"][row])
        result = weighted_proportion(
            survey["unsafe"], design, domain=domain, compare_with=SimpleSample.WITHOUT_REPLACEMENT
        )
        ours = [result.proportion, result.standard_error, result.design_effect]
        np.testing.assert_allclose(ours, [table[c][row] for c in ("est", "se", "deff")], rtol=1e-12)


@pytest.mark.parametrize("name", DESIGNS)
def test_rao_scott(golden, survey, name):
    table = golden("survey/survey_raoscott.csv")
    row = int(np.flatnonzero(table["design"] == name)[0])
    sex = (survey["sex"] == "F").astype(float)
    result = rao_scott_test(survey["unsafe"], sex, design_of(name, survey))
    ours = [result.statistic, result.numerator_df, result.denominator_df]
    np.testing.assert_allclose(ours, [table[c][row] for c in ("F", "ndf", "ddf")], rtol=1e-12)
    assert result.p_value == pytest.approx(table["p"][row], rel=1e-8)


def test_kish(golden, survey):
    table = golden("survey/survey_kish.csv")
    answered = ~np.isnan(survey["unsafe"])
    for group, n, expected in zip(table["group"], table["n"], table["kish_neff"], strict=True):
        members = answered & ((survey["stratum"] == group) | (group == "all"))
        assert members.sum() == n
        assert kish_effective_n(survey["w"][members]) == pytest.approx(expected, rel=1e-12)
