"""The restricted edition of the small demonstration: its marks, its cohorts, its rates, and what was planted in it."""

import csv
import json
import math
import re
from itertools import pairwise

import pytest

from verity.build.feeds import FEEDS

MARK = "not for publication"
CHAPTERS = ("police", "sexual", "ambulance", "emergency", "admissions")
RECORD_SOURCES = {source for feed in FEEDS for source in feed.sources} | {"injury_intent_codes"}
FEWEST_EVENTS = 10
VALUES = ("value", "dsr_per_100k", "rate_per_1000", "ratio_per_100")
"""Columns that hold a rate or ratio of the column `count`, its limits beside it; the first that is there."""
IN_WORDS = re.compile(r"([\d,.]+) \(([\d,.]+) to ([\d,.]+)\)")
"""A rate with its limits in one cell."""


@pytest.fixture(scope="module")
def site(small_demo):
    return small_demo / "site"


@pytest.fixture(scope="module")
def exhibits(site):
    return {one["id"]: one for one in json.loads((site / "exhibits.json").read_text("utf-8"))["exhibits"]}


@pytest.fixture(scope="module")
def findings(site):
    return json.loads((site / "findings.json").read_text("utf-8"))["findings"]


@pytest.fixture(scope="module")
def files(site):
    return json.loads((site / "account.json").read_text("utf-8"))["files"]


@pytest.fixture(scope="module")
def rows(site, exhibits):
    def read(exhibit):
        with (site / exhibits[exhibit]["data"]).open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))

    return read


def of_records(exhibits):
    """Ids of the exhibits of the chapters over records, tables of cohorts apart."""
    return [one for one in exhibits if one.split("-")[0] in CHAPTERS and exhibits[one]["measures"]
            and any(file["source"] in RECORD_SOURCES for file in exhibits[one]["files"])]  # fmt: skip


def judged(rows):
    """Yield count, value and limits of every row that shows an interval of a rate or ratio."""
    for row in rows:
        name = next((one for one in VALUES if one in row), "")
        low, high = (next((row[one] for one in row if one.endswith(end)), "") for end in ("lower_95", "upper_95"))
        if name and "count" in row and row[name] and low and high:
            yield int(row["count"]), float(row[name]), float(low), float(high)
        if inline := IN_WORDS.fullmatch(row.get("dsr_per_100k", "")):
            value, low, high = (float(one.replace(",", "")) for one in inline.groups())
            yield int(row["count"]), value, low, high


def test_every_source_of_records_was_read_and_has_a_chapter(exhibits, files):
    assert {one["source"] for one in files} >= RECORD_SOURCES
    assert {one.split("-")[0] for one in of_records(exhibits)} == set(CHAPTERS)


def test_every_page_and_every_file_is_marked(site, exhibits):
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        text = page.read_text("utf-8")
        assert text.lower().count(MARK) >= 2, f"{page.name}: at the head and at the foot"
    tables = sorted((site / "data").iterdir())
    assert len([path for path in tables if path.suffix == ".csv"]) == len(exhibits)
    assert [path.name for path in tables if "not-for-publication" not in path.name] == []
    documents = [path for path in site.glob("*.json") if path.name != "build-log.json"]
    assert {path.name for path in documents} >= {
        "exhibits.json", "findings.json", "edition.json", "account.json", "manifest.json",
    }  # fmt: skip
    for path in documents:
        assert MARK in json.loads(path.read_text("utf-8"))["marking"].lower(), path.name


def test_cohort_tables_follow_from_the_accepted_rows_condition_by_condition(rows, files):
    titles = {feed.title: feed.sources[0] for feed in FEEDS}
    seen = set()
    for chapter in CHAPTERS:
        steps = rows(f"{chapter}-cohort")
        for row in steps:
            assert int(row["rows_in"]) - int(row["left_out"]) == int(row["kept"])
            assert row["citation"]
        for before, after in pairwise(steps):
            if before["feed"] == after["feed"]:
                assert before["kept"] == after["rows_in"]
        first = {row["feed"]: int(row["rows_in"]) for row in reversed(steps)}
        for title, count in first.items():
            accepted = sum(one["accepted"] for one in files if one["source"] == titles[title])
            assert count == accepted, title
        seen |= set(first)
    assert seen == set(titles)


def test_every_exhibit_and_every_finding_of_records_cites_its_definition(site, exhibits, findings):
    known = {one["title"]: one["id"] for one in json.loads((site / "edition.json").read_text("utf-8"))["definitions"]}
    for one in of_records(exhibits):
        cited = [note for note in exhibits[one]["notes"] if note.startswith("Definition: ")]
        assert cited, one
        assert any(cited[0].removeprefix("Definition: ").startswith(title) for title in known), cited[0]
    for finding in findings:
        if finding["exhibit"] in set(of_records(exhibits)):
            assert finding["definition"] in known.values(), finding["id"]


def test_health_records_are_assaults_by_their_own_codes_and_no_police_category(exhibits, findings):
    health = [one for one in findings if one["exhibit"].split("-")[0] in ("ambulance", "emergency", "admissions")]
    assert len(health) > 20
    assert {one["definition"] for one in health} == {"assault"}


def test_accounts_of_record_files_balance_and_name_rules_without_values(files):
    own = [one for one in files if one["source"] in RECORD_SOURCES]
    assert len(own) > 20
    for file in own:
        left = sum(file["set_aside"].values()) + sum(file["quarantined"].values())
        assert file["rows_in"] == file["accepted"] + left, file["file"]
        for reason in (*file["set_aside"], *file["quarantined"]):
            assert re.fullmatch(r"[a-z_]*:? ?[a-z ,:–-]+", reason), reason


def test_every_rate_states_the_years_of_its_denominator(exhibits, rows):
    headers = {one: next(iter(rows(one)), {}) for one in exhibits}
    shown = [one for one in exhibits if any("_per_1" in name for name in headers[one]) and "ratio" not in one]
    assert len([one for one in shown if one.split("-")[0] in CHAPTERS]) >= 12
    for one in shown:
        said = " ".join([exhibits[one]["subtitle"], *exhibits[one]["notes"]])
        assert re.search(r"Mid-(year estimates of each year )?\d{4}|Census 2021", said), one


def test_no_interval_is_narrower_than_its_count_allows(exhibits, rows):
    """A count of n cannot be known better than ±1.96·√n, whatever it is divided by and however it is weighted."""
    checked = 0
    for one in exhibits:
        if "inequality" in one or one.startswith("planted"):
            continue
        for count, value, low, high in judged(rows(one)):
            checked += 1
            assert low <= value <= high, one
            if count:
                assert (high - low) / 2 >= 1.959 * value / math.sqrt(count) - 0.1, (one, count, value)
    assert checked > 200


def test_standardised_rates_of_fewer_than_ten_events_are_withheld(exhibits, rows):
    withheld = shown = 0
    for one in exhibits:
        if not one.endswith(("area-rates", "decile-rates")):
            continue
        for row in rows(one):
            usable = int(row["count"]) - int(row["unknown_age"] or 0)
            if usable < FEWEST_EVENTS:
                withheld += 1
                assert row["dsr_per_100k"] == row["lower_95"] == "", (one, row)
                assert "dsr_per_100k: suppressed" in row["state"] or "not available" in row["state"]
            shown += bool(row["dsr_per_100k"])
    assert withheld > 3
    assert shown > 30


def test_findings_name_cells_of_the_exhibit_they_stand_on(exhibits, findings):
    for finding in findings:
        if not finding["measure"].startswith("planted."):
            assert finding["cells"], finding["id"]
        for cell in finding["cells"]:
            named = re.fullmatch(r"([\w.-]+)\[(.*)\]\.(\w+)", cell)
            assert named, cell
            assert named[1] in exhibits[finding["exhibit"]]["measures"], (finding["id"], cell)


def test_offence_codes_stand_beside_their_titles(rows):
    listed = {row["code"]: row["offence"] for row in rows("sexual-offences-codes")}
    assert listed["20A"].startswith("Sexual assault on a female")
    assert all(listed.values())


def test_most_planted_values_lie_inside_the_interval_that_recovered_them(rows):
    verdicts = [row["verdict"] for row in rows("planted-and-recovered")]
    known = [one for one in verdicts if one in {"inside", "outside"}]
    assert len(known) >= 30
    assert known.count("inside") >= 0.85 * len(known)


def test_the_heap_at_midnight_and_weekend_nights_are_found_again(rows):
    pairs = [(row["truth"], float(row["planted"]), float(row["value"])) for row in rows("planted-and-recovered")]
    heap = [(p, v) for truth, p, v in pairs if truth.startswith("00:00 for an unknown time")]
    nights = [(p, v) for truth, p, v in pairs if truth.startswith("Friday and Saturday")]
    assert (len(heap), len(nights)) == (3, 4)
    for planted, value in heap:
        assert value == pytest.approx(planted, abs=1)
    for planted, value in nights:
        assert value == pytest.approx(planted, abs=3)
