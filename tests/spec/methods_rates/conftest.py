"""Hands the parser of drawn tables to the specs of rates, comparison, inequality and trend."""

import importlib.util
from pathlib import Path

import pytest

PARSER = Path(__file__).parents[1] / "spec_table.py"


def _parser():
    spec = importlib.util.spec_from_file_location("spec_table_of_rates", PARSER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def rows():
    return _parser().rows


@pytest.fixture(scope="session")
def columns():
    """Read a drawn table as one list per column; numbers where every cell is a number or missing."""
    parser = _parser()

    def read(text):
        table = parser.rows(text)

        def column(name):
            try:
                return parser.column(table, name)
            except ValueError:
                return [row[name] for row in table]

        return {name: column(name) for name in table[0]}

    return read
