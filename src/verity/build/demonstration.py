"""The demonstration: an invented county written in the publishers' formats and built through the same readers."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

from verity.assessment.config import FILE_NAME, load_assessment
from verity.assessment.start import start_assessment
from verity.build.build import Built, build
from verity.build.feeds import CONTRACTS
from verity.demo.area_files import FORCE_AREA
from verity.demo.county import make_county
from verity.demo.key import DEMO_KEY_TEXT
from verity.demo.parameters import SMALL, Parameters, load_parameters
from verity.demo.record_truths import record_truths
from verity.demo.registers import registers
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


def make_demonstration(
    folder: Path,
    *,
    small: bool = False,
    threads: int = 2,
    memory_limit: str = "4GB",
    progress: Callable[[str], None] = lambda _: None,
) -> Built:
    """Write `folder/data` and `folder/assessment`, and build the restricted edition as `folder/site`.

    The edition is the restricted one, so that invented records go the way that real ones go.

    Parameters
    ----------
    small : bool
        A county of a tenth of the size, for a first look and for tests.
    """
    parameters = load_parameters(SMALL if small else None)
    year, name = int(parameters.last_month[:4]), parameters.names.county
    data, assessment = folder / "data", folder / "assessment"
    for made in (data, assessment):
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
    settings.write_text(settings.read_text("utf-8") + FRONT.format(year=year + 2), "utf-8", newline="\n")
    for register, text in registers(year).items():
        (assessment / "registers" / f"{register}.csv").write_text(text, "utf-8", newline="\n")
    return build(
        load_assessment(assessment), data, folder / "site",
        threads=threads, memory_limit=memory_limit, truths=_truths(parameters), progress=progress,
    )  # fmt: skip


def _truths(parameters: Parameters) -> tuple[Truth, ...]:
    """Return what was planted, for the page that sets it beside what the build found."""
    table = record_truths(parameters)
    names = ("id", "title", "feed", "area", "planted", "unit")
    return tuple(
        Truth(id=one, title=title, feed=feed, area=area, planted=planted, unit=unit)
        for one, title, feed, area, planted, unit in zip(*(table[name].tolist() for name in names), strict=True)
    )
