"""The assessments that ship with the project are whole."""

from pathlib import Path

import pytest

from verity.assessment.config import load_assessment
from verity.assessment.narrative import narrative
from verity.assessment.templates import REGISTERS

FOLDERS = sorted(path.parent for path in (Path(__file__).parents[2] / "assessments").glob("*/assessment.toml"))


def test_one_ships() -> None:
    assert [folder.name for folder in FOLDERS] == ["bedfordshire"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_shipped_assessment_is_whole(folder: Path) -> None:
    load_assessment(folder)
    narrative(folder)
    for register, columns in REGISTERS.items():
        header = (folder / "registers" / f"{register}.csv").read_text("utf-8").splitlines()[0]
        assert header == ",".join(columns)
