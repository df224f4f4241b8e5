"""Public editions of the demonstration: without its records, without a key, and with its records protected."""

import csv
import json
import re
import shutil

import pytest
from typer.testing import CliRunner

from verity.assessment.config import load_assessment
from verity.build.build import build
from verity.build.feeds import RECORD_LEVEL
from verity.cli.app import app
from verity.disclosure.policy import read_policy
from verity.model.contracts import Sensitivity
from verity.model.errors import SettingsError

RESTRICTED = {
    source.contract.id for source in RECORD_LEVEL if source.contract.sensitivity is Sensitivity.RESTRICTED
}  # fmt: skip
LAST = 2023
"""The year of the demonstration."""
FOLDERS = ("police_records", "hospital", "emergency_care", "ambulance")
CHAPTERS = ("police-records", "sexual-offences", "ambulance", "emergency-care", "admissions")
COUNTS = re.compile(r"(.*_)?(count|events|people|unweighted|unknown_age)")


def without_key(copied):
    """Take the key out of copied settings."""
    settings = copied / "assessment.toml"
    text = settings.read_text("utf-8")
    changed = re.sub(r"\n\[privacy\]\nkey_file = .*\n", "\n", text)
    assert changed != text
    settings.write_text(changed, "utf-8")
    return copied


def read(site, name):
    return json.loads((site / f"{name}.json").read_text("utf-8"))


def behind(exhibit):
    """Contract ids of the restricted files behind an exhibit."""
    return {file["source"] for file in exhibit["files"]} & RESTRICTED


@pytest.fixture(scope="module")
def restricted_files(small_demo):
    return [one for one in read(small_demo / "site", "account")["files"] if one["source"] in RESTRICTED]


@pytest.fixture(scope="module")
def open_edition(small_demo, copy_alone, tmp_path_factory):
    """The public edition of the open files alone; no key is named anywhere."""
    folder = tmp_path_factory.mktemp("open")
    shutil.copytree(small_demo / "data", folder / "data", ignore=shutil.ignore_patterns(*FOLDERS))
    assessment = without_key(copy_alone(small_demo, folder / "assessment"))
    build(load_assessment(assessment, edition="public"), folder / "data", folder / "out", threads=2)
    return folder / "out"


def test_without_records_their_chapters_hold_gaps_alone_and_say_what_would_be_added(open_edition):
    shown, found = read(open_edition, "exhibits")["exhibits"], read(open_edition, "findings")["findings"]
    assert len(shown) >= 15
    assert not [one["id"] for one in shown if behind(one)]
    assert not [one["id"] for one in found if one["definition"]]
    for chapter in CHAPTERS:
        text = (open_edition / f"{chapter}.html").read_text("utf-8")
        assert "are not available: no file of them was supplied" in text, chapter
        assert "They would add" in text, chapter
        assert "<table" not in text, chapter
    account = read(open_edition, "account")
    assert RESTRICTED & {one["source"] for one in account["files"]} == set()
    assert not read(open_edition, "manifest")["marking"]


def test_an_edition_that_two_people_have_approved_is_built_again_without_the_words_draft(open_edition):
    folder = open_edition.parent
    about = read(open_edition, "edition")
    assert about["draft"] == "Draft – not approved for release"
    assert "not approved for release" in (open_edition / "demography.html").read_text("utf-8")

    def approve(name):
        command = [
            "release",
            "approve",
            str(folder / "assessment"),
            str(open_edition),
            "--name",
            name,
            "--role",
            "Chair",
        ]
        return CliRunner().invoke(app, command)

    assert approve("Ann Ash").exit_code == 0
    assert approve("ANN ASH").exit_code == 7
    assert approve("Bo Birch").exit_code == 0
    assert "Bo Birch, Chair" in CliRunner().invoke(app, ["release", "log", str(folder / "assessment")]).output
    again = build(
        load_assessment(folder / "assessment", edition="public"), folder / "data", folder / "again", threads=2
    )
    assert again.edition.subject == about["subject"]
    assert again.edition.draft == ""
    assert [name for name, *_ in again.edition.approvals] == ["Ann Ash", "Bo Birch"]
    assert "not approved for release" not in (folder / "again" / "demography.html").read_text("utf-8")
    (folder / "again" / "data.txt").touch()
    altered = ["release", "withdraw", str(folder / "assessment"), str(folder / "again"), "--name", "A B", "--role", "C"]
    assert CliRunner().invoke(app, altered).exit_code == 8, (
        "an edition that was changed by hand is no one's to decide on"
    )


@pytest.mark.parametrize("edition", ["public", "restricted"])
def test_records_without_a_key_stop_any_edition_and_name_the_setting(edition, small_demo, copy_alone, tmp_path):
    assessment = without_key(copy_alone(small_demo, tmp_path / "assessment"))
    with pytest.raises(SettingsError, match="key_file"):
        build(load_assessment(assessment, edition=edition), small_demo / "data", tmp_path / "out", threads=1)
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "out.warehouse").exists()


@pytest.mark.slow
def test_nothing_of_a_public_edition_is_marked_as_not_for_publication(public):
    assert [path.name for path in (public / "data").iterdir() if "not-for" in path.name] == []
    assert not read(public, "manifest")["marking"]


@pytest.mark.slow
def test_no_count_of_records_is_as_small_as_its_policy_forbids(public):
    """Recounted from the published tables; which cells give others away is the attacker's test, not this one."""
    policy = read_policy()
    checked = suppressed = 0
    for exhibit in read(public, "exhibits")["exhibits"]:
        if not behind(exhibit):
            continue
        rule = policy.rule(sorted(behind(exhibit)), "public")
        with (public / exhibit["data"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            suppressed += "suppressed" in (row.get("state") or "")
            for name, value in row.items():
                if COUNTS.fullmatch(name) and re.fullmatch(r"[1-9]\d*", value):
                    checked += 1
                    assert int(value) > rule.threshold, (exhibit["id"], row)
                    assert int(value) % rule.rounding_base == 0, (exhibit["id"], row)
    assert checked > 200
    assert suppressed > 20


@pytest.mark.slow
def test_a_second_edition_says_what_has_changed_since_the_first(public):
    changes = read(public, "changes")
    assert f"{LAST - 1})" in changes["old"]
    assert changes["moved"]
    assert changes["vanished_recommendations"] == []
    page = (public / "changes.html").read_text("utf-8")
    assert "Findings that changed within their intervals" in page
    assert "What changed since the last edition" in (public / "index.html").read_text("utf-8")
    files = [one["path"] for one in read(public, "manifest")["inputs"]]
    assert [one for one in files if one.startswith("release.previous: ")], "an approval must be of what was audited"


@pytest.mark.slow
def test_a_public_edition_tells_no_row_count_of_a_restricted_file(public, restricted_files):
    assert len(restricted_files) > 20
    assert RESTRICTED & {one["source"] for one in read(public, "account")["files"]} == set()
    account = (public / "account.json").read_text("utf-8") + (public / "data-quality.html").read_text("utf-8")
    for file in restricted_files:
        for number in (file["rows_in"], file["accepted"]):
            if number >= 1000:
                assert not re.search(rf"(?<![\d,.])({number}|{number:,})(?![\d,])", account), file["file"]


@pytest.mark.slow
def test_a_public_edition_names_no_restricted_file_and_bears_no_hash_of_one(public, restricted_files):
    """They stand behind an exhibit by their source's title; their hashes are kept beside the tables."""
    texts = [one for one in public.rglob("*") if one.suffix in {".json", ".html", ".csv", ".js", ".svg"}]
    text = "".join(one.read_text("utf-8") for one in texts)
    for file in restricted_files:
        assert file["sha256"] not in text, file["file"]
        assert file["file"] not in text
        assert file["file"].rpartition("/")[2] not in text
    behind_them = [one for shown in read(public, "exhibits")["exhibits"] for one in shown["files"]
                   if one["source"] in RESTRICTED]  # fmt: skip
    assert {tuple(sorted(one)) for one in behind_them} == {("source", "title")}
    kept = json.loads((public.with_name(f"{public.name}.warehouse") / "inputs.json").read_text("utf-8"))["inputs"]
    assert {one["sha256"] for one in restricted_files} <= {one["sha256"] for one in kept}
