"""The demonstration: an invented county written in the publishers' formats and built through the same readers."""

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from verity.assessment.config import FILE_NAME, Assessment, calendar_years, load_assessment
from verity.assessment.start import start_assessment
from verity.build.build import Built, build
from verity.build.feeds import CONTRACTS
from verity.demo.area_files import FORCE_AREA
from verity.demo.county import make_county
from verity.demo.key import DEMO_KEY_TEXT
from verity.demo.parameters import SMALL, Parameters, load_parameters
from verity.demo.record_truths import record_truths
from verity.demo.registers import last_registers, registers
from verity.model.releases import EditionKind
from verity.model.truths import Truth

KEY = "demonstration.key"
FRONT = """
[front]
purpose = "To show, with invented data, what an assessment of violence under the Serious Violence Duty holds."
scope = "Violence and exploitation in an invented county, from open data and from records of invented partners."
definition = "serious-violence-local"
authorities = ["Marlshire Police", "the four districts", "the integrated care board (health)", "fire and rescue", \
"probation", "youth offending services"]
partners = ["the police and crime commissioner", "schools", "the ambulance trust"]
prepared_by = "The demonstration of Verity"
version = "1"
next_review = {year}-03-01
"""
"""Front matter of the demonstration, which no one has agreed."""
LAST_YEAR = "last-year"
RELEASE = f"""
[release]
previous = ["../{LAST_YEAR}"]
"""


def make_demonstration(
    folder: Path,
    *,
    small: bool = False,
    threads: int = 2,
    memory_limit: str = "4GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Write `folder/data` and `folder/assessment`, and build the restricted edition as `folder/site`.

    The edition is the restricted one, so that invented records go the way that real ones go. The numbers of the edition
    a year before are built first, as `folder/last-year`, so that it can say what has changed.

    Parameters
    ----------
    small : bool
        A county of a tenth of the size, for a first look and for tests.
    """
    parameters = load_parameters(SMALL if small else None)
    year, name = int(parameters.last_month[:4]), parameters.names.county
    data, assessment = folder / "data", folder / "assessment"
    for made in (data, assessment, folder / LAST_YEAR):
        shutil.rmtree(made, ignore_errors=True)
    progress("Inventing a county")
    make_county(data, parameters=parameters)
    (folder / KEY).write_text(DEMO_KEY_TEXT + "\n", "ascii", newline="\n")
    start_assessment(
        assessment,
        area=FORCE_AREA,
        year=year,
        as_of=dt.date(year + 1, 3, 1),
        contracts=CONTRACTS,
        title=f"Strategic Needs Assessment of violence: {name} {year}",
        edition=EditionKind.RESTRICTED,
        key_file=f"../{KEY}",
    )
    settings = assessment / FILE_NAME
    text = settings.read_text("utf-8") + FRONT.format(year=year + 2)
    settings.write_text(text, "utf-8", newline="\n")
    _write_registers(assessment, last_registers(year - 1))
    build(
        _year_before(load_assessment(assessment)), data, folder / LAST_YEAR,
        threads=threads, memory_limit=memory_limit, warehouse=folder / "site.warehouse", numbers_only=True,
        progress=lambda step: progress(f"{step}, {year - 1}"),
    )  # fmt: skip
    settings.write_text(text + RELEASE, "utf-8", newline="\n")
    _write_registers(assessment, registers(year))
    return build(
        load_assessment(assessment), data, folder / "site",
        threads=threads, memory_limit=memory_limit, truths=_truths(parameters), progress=progress,
    )  # fmt: skip


def _write_registers(assessment: Path, texts: Mapping[str, str]) -> None:
    for register, text in texts.items():
        (assessment / "registers" / f"{register}.csv").write_text(text, "utf-8", newline="\n")


def _year_before(assessment: Assessment) -> Assessment:
    """Return the settings as they were a year before."""
    year = assessment.year - 1
    return assessment.model_copy(
        update={
            "title": assessment.title.replace(str(assessment.year), str(year)),
            "year": year,
            "period": calendar_years(year),
            "as_of": assessment.as_of.replace(year=year + 1),
        }
    )


def _truths(parameters: Parameters) -> tuple[Truth, ...]:
    """Return what was planted, for the page that sets it beside what the build found."""
    table = record_truths(parameters)
    names = ("id", "title", "feed", "area", "planted", "unit")
    return tuple(
        Truth(id=one, title=title, feed=feed, area=area, planted=planted, unit=unit)
        for one, title, feed, area, planted, unit in zip(*(table[name].tolist() for name in names), strict=True)
    )
