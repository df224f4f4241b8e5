"""The made-up warehouse of records, as a module and as inputs opened once."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def made_up() -> ModuleType:
    """`record_warehouse.py` as a module."""
    spec = importlib.util.spec_from_file_location("record_warehouse", Path(__file__).with_name("record_warehouse.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def record_inputs(made_up, tmp_path_factory):
    """Inputs over the records that stand in the made-up warehouse; tests read it and never write into it."""
    with made_up.opened_records(tmp_path_factory.mktemp("records")) as inputs:
        yield inputs
