"""The public edition of the small demonstration, built once per run for every test that reads it."""

import json
import re
import shutil

import pytest
from filelock import FileLock

LAST = 2023
"""The year of the demonstration."""


@pytest.fixture(scope="session")
def public(small_demo):
    """The public edition over all files, records among them, a year after another; `assessment` stands beside it."""
    from verity.assessment.config import load_assessment  # noqa: PLC0415 - only the tests that need it pay
    from verity.build.build import build  # noqa: PLC0415 - only the tests that need it pay

    folder = small_demo.with_name("public-edition")
    out = folder / f"out-{LAST}"
    with FileLock(folder.with_name("public-edition.lock")):
        if not (out / "manifest.json").is_file():
            shutil.copytree(small_demo / "assessment", folder / "assessment")
            shutil.copyfile(small_demo / "demonstration.key", folder / "demonstration.key")
            for year in (LAST - 1, LAST):
                set_year(folder / "assessment", year, previous=[folder / f"out-{LAST - 1}"] if year == LAST else [])
                assessment = load_assessment(folder / "assessment", edition="public")
                build(assessment, small_demo / "data", folder / f"out-{year}", threads=2)
    return out


def set_year(assessment, year, *, previous):
    """Write the settings of another year, and the editions before it."""
    settings = assessment / "assessment.toml"
    text = re.sub(r"\n\[release\]\nprevious = .*\n", "", settings.read_text("utf-8"))
    changed = re.sub(r"(?m)^year = \d{4}$", f"year = {year}", text)
    listed = "".join(f"\n[release]\nprevious = {json.dumps([one.as_posix()])}\n" for one in previous)
    settings.write_text(changed + listed, "utf-8")
