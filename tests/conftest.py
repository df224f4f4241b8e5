"""Settings and fixtures shared by every test: derandomised Hypothesis, no deadlines, one small demonstration."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

settings.register_profile(
    "verity",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("verity")


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the small demonstration once per run, whatever the number of workers; return its folder.

    It holds `data`, `assessment` and `site`. Tests read it and never write into it.
    """
    from verity.build.demonstration import make_demonstration  # noqa: PLC0415 - only the tests that need it pay

    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / "small-demo"
    with FileLock(shared / "small-demo.lock"):
        if not (folder / "site" / "manifest.json").is_file():
            make_demonstration(folder, small=True, threads=2)
    return folder


@pytest.fixture(scope="session")
def copy_alone() -> Callable[[Path, Path], Path]:
    """Copy the assessment of a demonstration to a folder; the copy names no edition of the year before."""

    def copied(demo: Path, folder: Path) -> Path:
        shutil.copytree(demo / "assessment", folder)
        settings = folder / "assessment.toml"
        alone, removed = re.subn(r"\n\[release\]\nprevious = .*\n", "", settings.read_text("utf-8"))
        assert removed == 1
        settings.write_text(alone, "utf-8")
        return folder

    return copied
