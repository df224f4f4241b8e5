"""The data lists of shipped assessments are what the contracts say; every source says what it enables."""

from pathlib import Path

import pytest

from verity.assessment.config import load_assessment
from verity.assessment.data_list import FILE_NAME, data_list
from verity.assessment.enables import ENABLES
from verity.build.feeds import CONTRACTS

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "assessments").glob("*/assessment.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_data_list_is_current(folder: Path) -> None:
    message = "out of date: uv run python tools/data_list.py"
    assert (folder / FILE_NAME).read_text("utf-8") == data_list(CONTRACTS), message


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_settings_name_known_sources_only(folder: Path) -> None:
    load_assessment(folder, sources=[contract.id for contract in CONTRACTS])


def test_every_source_says_what_it_enables() -> None:
    assert {contract.id for contract in CONTRACTS} <= ENABLES.keys()
