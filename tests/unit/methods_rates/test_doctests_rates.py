"""Every worked example in the docstrings of rates, comparison, inequality and trend runs."""

import doctest
import importlib

import pytest

MODULES = (
    "age_grid",
    "comparability",
    "comparison",
    "confidence",
    "control",
    "funnel",
    "indirect_standardisation",
    "inequality",
    "interval_floor",
    "intervals",
    "links",
    "overdispersion",
    "populations",
    "quantiles",
    "rates",
    "standardisation",
    "trend",
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    outcome = doctest.testmod(importlib.import_module(f"verity.methods.{name}"))
    assert outcome.attempted > 0
    assert outcome.failed == 0
