"""Whole builds of the small demonstration: what is written, that parts add up, that nothing but the inputs matters."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from verity.assessment.config import load_assessment
from verity.build.build import build
from verity.build.demonstration import KEY
from verity.build.manifest import differences

CLOCKED = {"build-log.json"}


def read_csv(site: Path, exhibit: str) -> list[dict[str, str]]:
    (path,) = [*(site / "data").glob(f"{exhibit}.csv"), *(site / "data").glob(f"{exhibit}.not-*.csv")]
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def contents(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name not in CLOCKED
    }


@pytest.fixture
def rebuilt(small_demo, copy_alone):
    """Build the demonstration's assessment again, with lines of its settings changed, or without its registers."""

    def built(out: Path, *, data: Path | None = None, threads: int = 1, registers: bool = True, **changes: str) -> Path:
        assessment = copy_alone(small_demo, out.parent / f"{out.name}-assessment")
        if not registers:
            shutil.rmtree(assessment / "registers")
        shutil.copyfile(small_demo / KEY, assessment.parent / KEY)  # the settings name it beside the assessment
        settings = assessment / "assessment.toml"
        text = settings.read_text("utf-8")
        for old, new in changes.items():
            assert old in text
            text = text.replace(old, new)
        settings.write_text(text, "utf-8")
        build(load_assessment(assessment), data or small_demo / "data", out, threads=threads)
        return out

    return built


def open_data(demo: Path, folder: Path) -> Path:
    """Copy the demonstration's data without the records, which take most of a build's time and are not asked about."""
    data = folder / "data"
    leave_out = shutil.ignore_patterns("police_records", "hospital", "emergency_care", "ambulance")
    shutil.copytree(demo / "data", data, ignore=leave_out)
    return data


def test_everything_promised_is_written_and_listed(small_demo):
    site = small_demo / "site"
    for name in ("index.html", "exhibits.json", "findings.json", "account.json", "manifest.json", "build-log.json"):
        assert (site / name).is_file(), name
    assert differences(site) == []
    exhibits = json.loads((site / "exhibits.json").read_text("utf-8"))["exhibits"]
    assert len(exhibits) >= 15
    for exhibit in exhibits:
        assert (site / exhibit["data"]).is_file()


def test_every_account_balances_and_every_quirk_is_accounted_for(small_demo):
    files = json.loads((small_demo / "site" / "account.json").read_text("utf-8"))["files"]
    assert files
    for file in files:
        out = file["accepted"] + sum(file["set_aside"].values()) + sum(file["quarantined"].values())
        assert file["rows_in"] == out, file["file"]
    rules = {rule for file in files for rule in file["set_aside"]}
    assert "superseded by a newer archive edition" in rules
    assert "Crime ID repeated: first by month and content kept" in rules


def test_findings_quote_exhibits_of_this_edition_and_lie_in_their_intervals(small_demo):
    site = small_demo / "site"
    shown = {one["id"] for one in json.loads((site / "exhibits.json").read_text("utf-8"))["exhibits"]}
    findings = json.loads((site / "findings.json").read_text("utf-8"))["findings"]
    assert len(findings) >= 10
    for finding in findings:
        assert finding["exhibit"] in shown
        assert finding["words"]
        if finding["lower"] is not None:
            assert finding["lower"] <= finding["value"] <= finding["upper"]


def test_places_add_up_to_all_that_was_recorded(small_demo):
    rows = read_csv(small_demo / "site", "crimes-by-place")
    counts = [int(row["recorded_count"]) for row in rows]
    assert sum(counts[:-1]) == counts[-1]


def test_categories_of_all_periods_add_up_to_the_rows_accepted(small_demo):
    site = small_demo / "site"
    account = json.loads((site / "account.json").read_text("utf-8"))["files"]
    accepted = sum(
        file["accepted"] for file in account if file["source"] == "police_uk_street" and "marlshire" in file["file"]
    )
    rows = read_csv(site, "crimes-by-category")
    assert sum(int(row["count"]) for row in rows) == accepted


def test_shares_of_each_period_add_up_to_100(small_demo):
    rows = read_csv(small_demo / "site", "crimes-by-category")
    for period in {row["period"] for row in rows}:
        own = [row for row in rows if row["period"] == period]
        assert sum(float(row["share_pct"]) for row in own) == pytest.approx(100, abs=1e-4)
        crimes = [float(row["crime_share_pct"]) for row in own if row["crime_share_pct"]]
        assert len(crimes) == len(own) - 1, "anti-social behaviour has no share of crimes"
        assert sum(crimes) == pytest.approx(100, abs=1e-4)


def test_a_synthetic_edition_says_so_on_every_page(small_demo):
    pages = sorted((small_demo / "site").glob("*.html"))
    assert len(pages) >= 5
    for page in pages:
        assert re.search(r"invented|synthetic", page.read_text("utf-8"), re.IGNORECASE), page.name


def test_the_category_is_never_called_serious_violence(small_demo):
    # pages over records, and the front matter, may name the partnership's own definition of serious violence
    pages = [*(small_demo / "site").glob("police-recorded-violence*.html")]
    assert pages
    for page in pages:
        text = page.read_text("utf-8").lower()
        for found in re.finditer(r"serious violence", text):
            around = text[max(0, found.start() - 60) : found.end() + 20]
            assert "not “serious violence" in around or "serious violence duty" in around, around


@pytest.mark.slow
def test_threads_and_the_order_of_files_change_no_byte(small_demo, rebuilt, tmp_path):
    shuffled = tmp_path / "data"
    for path in sorted((small_demo / "data").rglob("*"), key=lambda p: p.name[::-1]):
        if path.is_file():
            target = shuffled / path.relative_to(small_demo / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    one = contents(rebuilt(tmp_path / "one", threads=1))
    two = contents(rebuilt(tmp_path / "two", data=shuffled, threads=2))
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "gone"),
    [
        ("police_uk", "violence-by-month"),
        ("census", "population-ethnicity"),
        ("deprivation", "deprivation-map"),
        ("boundaries", "population-density"),
    ],
)
def test_a_missing_source_leaves_out_its_exhibits_and_says_so(small_demo, rebuilt, tmp_path, folder, gone):
    data = open_data(small_demo, tmp_path)
    shutil.rmtree(data / folder)
    out = rebuilt(tmp_path / "out", data=data, registers=False)  # they rest on what is then gone
    shown = {one["id"] for one in json.loads((out / "exhibits.json").read_text("utf-8"))["exhibits"]}
    assert gone not in shown
    assert shown, "the rest is still there"
    text = " ".join(page.read_text("utf-8") for page in out.glob("*.html"))
    assert "not available" in text


@pytest.mark.slow
def test_counting_on_2011_boundaries_reports_its_residual(small_demo, rebuilt, tmp_path):
    data = open_data(small_demo, tmp_path)
    out = rebuilt(tmp_path / "out", data=data, **{"lsoa_vintage = 2021": "lsoa_vintage = 2011"})
    rows = read_csv(out, "violence-small-areas")
    assert rows
    assert "Placed in a district but in no small area" in (out / "methods.html").read_text("utf-8")
    old, new = (
        sum(int(row["offences"]) for row in read_csv(site, "violence-small-areas"))
        for site in (out, small_demo / "site")
    )
    assert abs(old - new) <= new * 0.02, "conversion keeps whole numbers but for the residual"


def test_a_failed_build_leaves_the_old_edition_and_nothing_beside_it(small_demo, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(small_demo / "site", out)
    before = contents(out)
    data = tmp_path / "data"
    shutil.copytree(small_demo / "data", data)
    page = data / "census" / "page.csv"
    page.write_text("<!DOCTYPE html><title>404</title>", "utf-8")
    with pytest.raises(Exception, match="web page"):
        build(load_assessment(small_demo / "assessment"), data, out, threads=1)
    assert contents(out) == before
    assert not (tmp_path / "out.partial").exists()
