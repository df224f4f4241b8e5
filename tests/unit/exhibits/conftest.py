"""The made-up releases and charts."""

import importlib.util
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[2] / "browser" / "sample_charts.py"


@pytest.fixture(scope="session")
def sample():
    spec = importlib.util.spec_from_file_location("sample_charts", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
