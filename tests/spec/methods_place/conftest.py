"""Hands the parser of drawn tables to the specs of place, time, harm and surveys."""

import importlib.util
from pathlib import Path

import pytest

PARSER = Path(__file__).parents[1] / "spec_table.py"


@pytest.fixture(scope="session")
def rows():
    spec = importlib.util.spec_from_file_location("spec_table_of_place", PARSER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.rows
