"""The sample edition and its site, written once."""

import importlib.util
from pathlib import Path

import pytest

from verity.report.data_files import write_data_files
from verity.report.site import write_site

SAMPLE = Path(__file__).parents[2] / "browser" / "sample_edition.py"


@pytest.fixture(scope="session")
def sample_edition():
    spec = importlib.util.spec_from_file_location("sample_edition", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.edition()


@pytest.fixture(scope="session")
def sample_site(sample_edition, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("sample-site")
    write_site(sample_edition, out)
    write_data_files(sample_edition, out)
    return out
