"""Every worked example in the docstrings of the place, time, harm and survey methods runs."""

import doctest
import importlib

import pytest

MODULES = [
    "aoristic",
    "concentration",
    "constant_risk",
    "default_times",
    "getis_ord",
    "global_moran",
    "harm",
    "local_moran",
    "multiple_testing",
    "near_repeat",
    "prediction_accuracy",
    "rao_scott",
    "smoothing",
    "survey_design",
    "surveys",
    "time_profile",
    "time_quality",
    "weights",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(f"verity.methods.{name}"))
    assert result.attempted > 0
    assert result.failed == 0
