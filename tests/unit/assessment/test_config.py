"""The settings of an assessment: what is accepted, what the defaults are, how mistakes are told."""

import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

from verity.assessment.config import Assessment, load_assessment
from verity.model.errors import SettingsError
from verity.model.releases import EditionKind

SMALLEST = 'title = "Violence"\narea = "bedfordshire"\nyear = 2023\nas_of = 2026-11-22\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def load(folder: Path, text: str, sources: tuple[str, ...] | None = None) -> Assessment:
    (folder / "assessment.toml").write_text(text, "utf-8")
    return load_assessment(folder, sources=sources)


def mistakes(folder: Path, text: str, sources: tuple[str, ...] | None = None) -> str:
    with pytest.raises(SettingsError) as raised:
        load(folder, text, sources)
    return str(raised.value)


def test_defaults(folder: Path) -> None:
    assessment = load(folder, SMALLEST)
    assert (assessment.area_code, assessment.year, assessment.as_of) == (
        "E23000026", 2023, dt.date(2026, 11, 22),
    )  # fmt: skip
    assert (assessment.period.first, assessment.period.last) == ("2019-01", "2023-12")
    assert len(assessment.period.months) == 60
    assert (assessment.geography.lsoa_vintage, assessment.geography.ward_vintage) == (2021, None)
    assert assessment.deprivation.edition == "2019"
    assert assessment.police_uk.forces == ()
    assert assessment.edition_kind.value == "public"
    assert assessment.enabled("anything")
    assert assessment.source_paths("anything") == ()
    assert assessment.key_file is None
    assert not assessment.privacy.encrypt_warehouse
    assert assessment.weights_file is None


def test_everything_said(folder: Path) -> None:
    assessment = load(
        folder,
        SMALLEST
        + """
edition = "restricted"
period = { first = "2021-05", last = "2023-12" }
[geography]
lsoa_vintage = 2011
ward_vintage = 2024
[deprivation]
edition = "2025"
[police_uk]
forces = ["bedfordshire", "city-of-london"]
editions = { "download.zip" = "2024-04" }
[sources.population_lsoa]
path = ["../estimates", "/data/mid-2020.csv"]
[sources.census_age]
enabled = false
[sources.ambulance_callouts]
ignored = ["Crew*"]
[sources.ambulance_callouts.columns]
" Call date" = "call_date"
[sources.ambulance_callouts.values.nature]
"ASLT" = "assault"
"" = "other"
[privacy]
key_file = "../keys/verity.key"
encrypt_warehouse = true
[harm]
weights = "weights.csv"
[front]
prepared_by = "The partnership"
version = "1.0"
next_review = 2027-11-22
""",
        ("population_lsoa", "census_age", "ambulance_callouts"),
    )
    assert assessment.edition_kind is EditionKind.RESTRICTED
    assert assessment.key_file == folder / "../keys/verity.key"
    assert assessment.privacy.encrypt_warehouse
    assert assessment.weights_file == folder / "weights.csv"
    callouts = assessment.sources["ambulance_callouts"]
    assert callouts.columns == {"Call date": "call_date"}
    assert callouts.values == {"nature": {"ASLT": "assault", "": "other"}}
    assert (callouts.ignored, callouts.maps) == (("Crew*",), True)
    assert not assessment.sources["population_lsoa"].maps
    assert assessment.period.months[0] == "2021-05"
    assert assessment.police_uk.editions == {"download.zip": "2024-04"}
    assert assessment.source_paths("population_lsoa") == (folder / "../estimates", Path("/data/mid-2020.csv"))
    assert not assessment.enabled("census_age")
    assert assessment.front.next_review == dt.date(2027, 11, 22)


def test_settings_are_frozen(folder: Path) -> None:
    assessment = load(folder, SMALLEST)
    with pytest.raises(ValidationError, match="frozen"):
        assessment.year = 2024  # type: ignore[misc]  # that it is refused is the point


@pytest.mark.parametrize("area", ["E23000026", "W15000004", "E23990001"])
def test_areas_by_code(area: str, folder: Path) -> None:
    assert load(folder, SMALLEST.replace("bedfordshire", area)).area_code == area


def test_all_mistakes_are_told_at_once_with_their_keys(folder: Path) -> None:
    told = mistakes(
        folder,
        """
title = ""
area = "bedfordshre"
yeer = 2023
as_of = "2026-11-22"
[geography]
lsoa_vintage = 2020
[deprivation]
edition = 2019
[police_uk]
forces = "bedfordshire"
editions = { "a.zip" = "2024-13" }
[sources.police_uk_stret]
enabled = "no"
""",
        ("police_uk_street", "lsoa_change"),
    )
    for line in (
        "assessment.toml, title",
        "assessment.toml, area",
        "did you mean “bedfordshire”?",
        "assessment.toml, year",
        "assessment.toml, yeer",
        "did you mean “year”?",
        "a date such as 2026-11-22, without quotation marks",
        "assessment.toml, geography.lsoa_vintage",
        "expected  2011 or 2021",
        "found     2020",
        '"2019" or "2025", in quotation marks',
        "police_uk.forces",
        'police_uk.editions."a.zip"',
        "sources.police_uk_stret.enabled",
        "[sources.police_uk_stret]",
        "did you mean “police_uk_street”?",
        "11 problems",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("line", "key", "near"),
    [
        ("[geography]\nlsoa_vintge = 2021", "geography.lsoa_vintge", "lsoa_vintage"),
        ("[front]\nprepared = 'x'", "front.prepared", "prepared_by"),
        ("[sources.a]\nenable = true", "sources.a.enable", "enabled"),
        ("[period]\nfirst = '2019-01'\nlast = '2023-12'\nlats = 'x'", "period.lats", "last"),
        ("[polce_uk]\nforces = []", "polce_uk", "police_uk"),
        ("folder = 'x'", "folder", None),
    ],
)
def test_an_unknown_key_suggests_the_nearest(line: str, key: str, near: str | None, folder: Path) -> None:
    told = mistakes(folder, f"{SMALLEST}{line}\n")
    assert f"assessment.toml, {key}\n" in told
    if near:
        assert f"did you mean “{near}”?" in told


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2023-02", "2023-01", "first (2023-02) is after last (2023-01)"),
        ("2018-01", "2022-12", "the period ends in 2022-12, the assessment's year is 2023"),
    ],
)
def test_a_period_must_agree_with_itself_and_the_year(first: str, last: str, said: str, folder: Path) -> None:
    assert said in mistakes(folder, f'{SMALLEST}period = {{ first = "{first}", last = "{last}" }}')


def test_mistakes_in_mappings_and_privacy_are_told_by_their_keys(folder: Path) -> None:
    told = mistakes(
        folder,
        SMALLEST
        + """
edition = "partners"
[privacy]
keyfile = "x"
encrypt_warehouse = "yes"
[sources.callouts]
ignored = "Crew"
[sources.callouts.columns]
"Call date" = 3
[sources.callouts.values]
nature = "assault"
""",
    )
    for line in (
        "assessment.toml, edition",
        '"public" (for everyone), "partner" (for the partnership)',
        "did you mean “key_file”?",
        "assessment.toml, privacy.encrypt_warehouse",
        "assessment.toml, sources.callouts.ignored",
        'assessment.toml, sources.callouts.columns."Call date"',
        "header in the file = column of the source",
        "assessment.toml, sources.callouts.values.nature",
    ):
        assert line in told


def test_a_year_that_is_wrong_brings_no_second_mistake_about_the_period(folder: Path) -> None:
    told = mistakes(folder, SMALLEST.replace("2023", '"2023"'))
    assert "assessment.toml, year" in told
    assert "period" not in told


@pytest.mark.parametrize(
    ("text", "position"),
    [('title = "x"\narea = = 1\n', "line 2, column 8"), ('title = "x"\n\ntitle = "y"\n', "line 3")],
)
def test_broken_toml_is_placed(text: str, position: str, folder: Path) -> None:
    told = mistakes(folder, text)
    assert "is not valid TOML" in told
    assert position in told


def test_a_file_that_is_not_there_or_not_utf8(folder: Path) -> None:
    with pytest.raises(SettingsError, match="is not there"):
        load_assessment(folder)
    (folder / "assessment.toml").write_bytes(b'title = "caf\xe9"')
    with pytest.raises(SettingsError, match="UTF-8"):
        load_assessment(folder)


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    assert load(folder, "\ufeff" + SMALLEST).year == 2023


def test_an_edition_asked_for_takes_the_place_of_the_one_in_the_file(folder: Path) -> None:
    load(folder, SMALLEST + 'edition = "restricted"\n')
    assert load_assessment(folder).edition_kind is EditionKind.RESTRICTED
    assert load_assessment(folder, edition="public").edition_kind is EditionKind.PUBLIC
    assert load_assessment(folder, edition="partner").edition_kind is EditionKind.PARTNER
    with pytest.raises(SettingsError, match="for the partnership"):
        load_assessment(folder, edition="everyone")


def test_earlier_editions_lie_beside_the_assessment_or_anywhere(folder: Path) -> None:
    read = load(folder, SMALLEST + '[release]\nprevious = ["../2022", "/else/2023"]\n')
    assert read.previous_editions == (folder / "../2022", Path("/else/2023"))
    assert "assessment.toml, release.previous" in mistakes(folder, SMALLEST + '[release]\nprevious = "../2022"\n')


def test_a_misspelt_key_of_weights_is_told_with_the_nearest(folder: Path) -> None:
    assert "did you mean “weights”?" in mistakes(folder, SMALLEST + '[harm]\nweight = "weights.csv"\n')
