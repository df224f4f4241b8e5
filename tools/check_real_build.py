"""Check a finished edition of the Bedfordshire assessment built on real open data, beyond what unit tests can.

Run as `check_real_build.py OUT`. Each check is one function named in CHECKS; it returns what is wrong, in lines.
Reads the published files only, as a reader would: manifest.json, findings.json, exhibits.json, data/*.csv.
"""

import csv
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verity.build.feeds import FEEDS
from verity.build.manifest import differences, is_output


@dataclass(frozen=True)
class Output:
    """A published edition, read back."""

    folder: Path

    def json(self, name: str) -> Any:  # noqa: ANN401 - whatever the file holds
        """Return the content of a JSON file of the edition."""
        return json.loads((self.folder / name).read_text("utf-8"))

    def rows(self, exhibit: str) -> list[dict[str, str]]:
        """Return the table behind an exhibit."""
        with (self.folder / "data" / f"{exhibit}.csv").open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def entries(self, name: str) -> list[dict[str, Any]]:
        """Return the list inside `findings.json` or `exhibits.json`, which also names its schema."""
        content = self.json(f"{name}.json")
        return content[name] if isinstance(content, dict) else content


@dataclass(frozen=True, kw_only=True)
class Truth:
    """One number known apart from this code, from the files themselves."""

    finding: str
    value: float
    within: float = 0.0
    known_from: str


TRUTHS: tuple[Truth, ...] = (
    Truth(finding="demography.deprivation", value=100 * 50 / 381, within=5e-7, known_from="IMD 2019: 50 of 381 LSOAs"),
    Truth(finding="demography.ethnicity.E06000032", value=55, within=0.5, known_from="Census 2021, Luton"),
    Truth(finding="police.violence.share", value=33, within=0.5, known_from="data.police.uk, 2023, with ASB"),
    Truth(finding="police.violence.share-without-asb", value=40, within=0.5, known_from="data.police.uk, 2023, crimes"),
    Truth(finding="police.violence.share-change", value=3.2, known_from="May to December, 2021 and 2023, with ASB"),
    Truth(
        finding="police.violence.share-change-without-asb", value=1.1,
        known_from="May to December, 2021 and 2023, crimes",
    ),
)  # fmt: skip
RECORD_SOURCES = frozenset(source for feed in FEEDS for source in feed.sources)
RECORD_CHAPTERS = ("police-records", "sexual-offences", "ambulance", "emergency-care", "admissions")
"""Chapters over restricted records, of which the open data hold none."""
DEPRIVATION = {
    "bedford": (14, 23, 20, 27, 19),
    "central_bedfordshire": (3, 17, 25, 38, 74),
    "luton": (33, 36, 28, 19, 5),
}
"""LSOAs by IMD 2019 national quintile, most deprived first: the published assessment's Table 2."""


def whole(output: Output) -> list[str]:
    """Every file is what the manifest says."""
    return differences(output.folder) if is_output(output.folder) else ["no manifest of Verity's"]


def not_synthetic(output: Output) -> list[str]:
    """Real areas: no code of the range reserved for invented ones in any table."""
    reserved = re.compile(r"\b[EW]\d{2}99\d{4}\b")
    return [
        f"{file.name}: a synthetic area code"
        for file in sorted((output.folder / "data").glob("*.csv"))
        if reserved.search(file.read_text("utf-8"))
    ]


def every_finding_has_its_exhibit(output: Output) -> list[str]:
    """Match each finding with an exhibit of the edition, and each exhibit with its table."""
    shown = {exhibit["id"] for exhibit in output.entries("exhibits")}
    lost = [f"{finding['id']}: no exhibit {finding['exhibit']}" for finding in output.entries("findings")
            if finding["exhibit"] not in shown]  # fmt: skip
    return lost + [f"data/{name}.csv is missing" for name in sorted(shown)
                   if not (output.folder / "data" / f"{name}.csv").is_file()]  # fmt: skip


def intervals_hold_their_value(output: Output) -> list[str]:
    """Lower limit ≤ value ≤ upper limit, in every finding that has limits."""
    return [
        f"{finding['id']}: {finding['value']} is outside {finding['lower']} to {finding['upper']}"
        for finding in output.entries("findings")
        if None not in (finding.get("value"), finding.get("lower"), finding.get("upper"))
        and not finding["lower"] <= finding["value"] <= finding["upper"]
    ]


def truths_hold(output: Output) -> list[str]:
    """Numbers known from the files themselves come out of the build."""
    findings = {finding["id"]: finding for finding in output.entries("findings")}
    wrong = []
    for truth in TRUTHS:
        found = findings.get(truth.finding, {}).get("value")
        if found is None or abs(found - truth.value) > truth.within:
            wrong.append(f"{truth.finding}: {found}, but {truth.value} by {truth.known_from}")
    return wrong


def deprivation_is_as_published(output: Output) -> list[str]:
    """Every cell of the table of deprivation quintiles by district."""
    rows = output.rows("deprivation-by-district")[:5]
    wrong = []
    for district, expected in DEPRIVATION.items():
        column = next((name for name in rows[0] if name.startswith(district) and name.endswith("count")), "")
        found = tuple(int(row[column]) for row in rows) if column else ()
        if found != expected:
            wrong.append(f"{district}: {found}, but {expected} are published")
    return wrong


def nothing_restricted_is_shown(output: Output) -> list[str]:
    """Open data alone: no restricted file was read, none stands behind an exhibit, and no mark is needed."""
    read = {file["source"] for file in output.json("account.json")["files"]} & RECORD_SOURCES
    wrong = [f"{source}: files of a restricted source were read" for source in sorted(read)]
    for exhibit in output.entries("exhibits"):
        behind = sorted({file["source"] for file in exhibit["files"]} & RECORD_SOURCES)
        wrong += [f"{exhibit['id']}: made from {', '.join(behind)}"] if behind else []
    marking = output.json("manifest.json")["marking"]
    return wrong + ([f"marked “{marking}”"] if marking else [])


def gaps_say_what_records_would_add(output: Output) -> list[str]:
    """Each chapter over restricted records stands there, says that they are absent and what they would add."""
    wrong = []
    for chapter in RECORD_CHAPTERS:
        page = output.folder / f"{chapter}.html"
        text = page.read_text("utf-8") if page.is_file() else ""
        if not (re.search(r"restricted records|not available", text) and "would add" in text):
            wrong.append(f"{chapter}.html: {'no gap says what is absent and would add' if text else 'missing'}")
    return wrong


CHECKS: tuple[Callable[[Output], list[str]], ...] = (
    whole,
    not_synthetic,
    every_finding_has_its_exhibit,
    intervals_hold_their_value,
    truths_hold,
    deprivation_is_as_published,
    nothing_restricted_is_shown,
    gaps_say_what_records_would_add,
)


def main(folder: Path) -> int:
    """Say what every check found; 1 when anything is wrong."""
    output = Output(folder)
    wrong = 0
    for check in CHECKS:
        lines = check(output)
        wrong += len(lines)
        print(f"{'FAILED' if lines else 'passed'}  {check.__name__.replace('_', ' ')}")
        for line in lines:
            print(f"        {line}")
    print(f"{len(TRUTHS)} known numbers compared; {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
