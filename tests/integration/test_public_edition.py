"""A public edition over a folder that also holds restricted records: nothing of theirs is read, asked for or shown."""

import json
import re
import shutil

import pytest

from verity.assessment.config import load_assessment
from verity.build.build import build
from verity.build.feeds import RECORD_LEVEL
from verity.model.contracts import Sensitivity
from verity.model.errors import SettingsError

RESTRICTED = {
    source.contract.id for source in RECORD_LEVEL if source.contract.sensitivity is Sensitivity.RESTRICTED
}  # fmt: skip
CHAPTERS = ("police-records", "sexual-offences", "ambulance", "emergency-care", "admissions")
DISTINCT = 1000
"""Counts from here on are compared: few numbers of open data are the same by chance, and those are left out."""


def without_key(demo, folder):
    """Copy the demonstration's settings without those of its key."""
    shutil.copytree(demo / "assessment", folder)
    settings = folder / "assessment.toml"
    text = settings.read_text("utf-8")
    changed = re.sub(r"\n\[privacy\]\nkey_file = .*\n", "\n", text)
    assert changed != text
    settings.write_text(changed, "utf-8")
    return folder


@pytest.fixture(scope="module")
def public(small_demo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    assessment = without_key(small_demo, folder / "assessment")
    build(load_assessment(assessment, edition="public"), small_demo / "data", folder / "out", threads=2)
    return folder / "out"


@pytest.fixture(scope="module")
def restricted_files(small_demo):
    account = json.loads((small_demo / "site" / "account.json").read_text("utf-8"))["files"]
    return [one for one in account if one["source"] in RESTRICTED]


def published(site):
    """Every text of an edition by its name, what is drawn from no data apart."""
    kept = (path for path in sorted(site.rglob("*")) if path.suffix in {".html", ".csv", ".json"})
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in kept}


def test_no_file_of_a_restricted_source_is_read(public, restricted_files):
    account = json.loads((public / "account.json").read_text("utf-8"))
    assert RESTRICTED & {one["source"] for one in account["files"]} == set()
    assert {one["file"] for one in restricted_files} <= set(account["unread"])
    for name, text in published(public).items():
        for file in restricted_files:
            assert file["sha256"] not in text, (name, file["file"])


def test_nothing_is_marked_as_not_for_publication(public):
    assert [path.name for path in (public / "data").iterdir() if "not-for" in path.name] == []
    assert json.loads((public / "manifest.json").read_text("utf-8"))["marking"] == ""


def test_chapters_over_records_hold_gaps_alone_and_say_what_would_be_added(public):
    shown = json.loads((public / "exhibits.json").read_text("utf-8"))["exhibits"]
    found = json.loads((public / "findings.json").read_text("utf-8"))["findings"]
    assert len(shown) >= 15
    assert not [one["id"] for one in shown if one["id"].startswith(("police-victims", "sexual", "ambulance", "adm"))]
    assert not [one["id"] for one in (*shown, *found) if {f["source"] for f in one.get("files", ())} & RESTRICTED]
    for chapter in CHAPTERS:
        text = (public / f"{chapter}.html").read_text("utf-8")
        assert "are restricted records and are not part of the public edition" in text, chapter
        assert "They would add" in text
        assert "<table" not in text, chapter


def test_no_count_of_a_restricted_source_is_anywhere(public, small_demo, restricted_files):
    """Rows of files, rows of cohorts: none of the numbers that only records could give."""
    cohorts = [path.read_text("utf-8") for path in (small_demo / "site" / "data").glob("*-cohort.*")]
    assert len(cohorts) == len(CHAPTERS)
    counts = {int(one) for text in cohorts for one in re.findall(r"(?<=,)\d+(?=[,\n])", text)}
    counts |= {one["rows_in"] for one in restricted_files} | {one["accepted"] for one in restricted_files}
    wanted = {one for one in counts if one >= DISTINCT}
    assert len(wanted) >= 10
    open_counts = set()
    for path in (public / "data").iterdir():
        open_counts |= {int(one) for one in re.findall(r"(?:(?<=,)|(?<=^))\d+(?=[,\n])", path.read_text("utf-8"))}
    account = json.loads((public / "account.json").read_text("utf-8"))["files"]
    open_counts |= {file[key] for file in account for key in ("rows_in", "accepted")}
    pattern = re.compile(r"(?<![\d.,\w])(" + "|".join(f"{n}|{n:,}" for n in sorted(wanted)) + r")(?![\d,\w]|\.\d)")
    for name, text in published(public).items():
        drawn = re.sub(r"<(script|style|svg)\b.*?</\1>", "", text, flags=re.DOTALL)
        found = {int(one.replace(",", "")) for one in pattern.findall(drawn)}
        assert found <= open_counts, name
    assert len(wanted - open_counts) >= 10, "the numbers looked for are not all open ones by chance"


def test_a_restricted_edition_without_a_key_stops_and_names_the_setting(small_demo, tmp_path):
    assessment = without_key(small_demo, tmp_path / "assessment")
    with pytest.raises(SettingsError, match="key_file"):
        build(load_assessment(assessment), small_demo / "data", tmp_path / "out", threads=1)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.warehouse").exists()
