"""The public edition of the small demonstration, built once per run for every test that reads it."""

import json
import re
import shutil

import pytest
from filelock import FileLock

RELEASES = "releases.json"
LAST = 2023
"""The year of the demonstration."""


@pytest.fixture(scope="session")
def public(small_demo):
    """The public edition over all files, records among them, a year after another; `assessment` stands beside it."""
    from verity.assessment.config import load_assessment  # noqa: PLC0415 - only the tests that need it pay
    from verity.build import build as module  # noqa: PLC0415 - the module, for its name of the gate

    folder = small_demo.with_name("public-edition")
    out = folder / f"out-{LAST}"
    with FileLock(folder.with_name("public-edition.lock")):
        if not (out / "manifest.json").is_file():
            shutil.copytree(small_demo / "assessment", folder / "assessment")
            shutil.copyfile(small_demo / "demonstration.key", folder / "demonstration.key")
            for year in (LAST - 1, LAST):
                set_year(folder / "assessment", year, previous=[folder / f"out-{LAST - 1}"] if year == LAST else [])
                assessment = load_assessment(folder / "assessment", edition="public")
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(module, "release_edition", written_down(module.release_edition, folder / RELEASES))
                    module.build(assessment, small_demo / "data", folder / f"out-{year}", threads=2)
    return out


def written_down(gate, file):
    """Return the gate, which also writes what it lets through: measure → its columns, and the true counts it hides."""

    from verity.model.contracts import Sensitivity  # noqa: PLC0415 - only the tests that need it pay
    from verity.model.measures import Quantity  # noqa: PLC0415

    def released(tables, *given, **named):
        found, report = gate(tables, *given, **named)
        told = {}
        for table in tables:
            frame = found[table.measure.id].frame
            hidden = (frame["state"] == "suppressed").to_numpy()
            true = table.frame["count"][hidden] if "count" in table.frame and len(table.frame) == len(frame) else ()
            told[table.measure.id] = {
                "restricted": any(given[0][source] is Sensitivity.RESTRICTED for source in table.measure.sources),
                "severity": table.measure.quantity is Quantity.HARM,
                "columns": {name: [str(one) for one in frame[name]] for name in frame},
                "hidden": [str(one) for one in true],
            }
        file.write_text(json.dumps(told), "utf-8")
        return found, report

    return released


@pytest.fixture(scope="session")
def released(public):
    """What the gate let through of that edition, as it was before any chapter had it."""
    return json.loads((public.parent / RELEASES).read_text("utf-8"))


def set_year(assessment, year, *, previous):
    """Write the settings of another year, and the editions before it."""
    settings = assessment / "assessment.toml"
    text = re.sub(r"\n\[release\]\nprevious = .*\n", "", settings.read_text("utf-8"))
    changed = re.sub(r"(?m)^year = \d{4}$", f"year = {year}", text)
    listed = "".join(f"\n[release]\nprevious = {json.dumps([one.as_posix()])}\n" for one in previous)
    settings.write_text(changed + listed, "utf-8")
