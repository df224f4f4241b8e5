"""Two published editions: what is new, gone, moved, revised, promised; told as data, JSON and words."""

import json

import pytest

from verity.comparison.differences import changes
from verity.comparison.published import read_published
from verity.comparison.telling import as_json, as_markdown, as_page, headlines
from verity.model.errors import InputError


def finding(one, value, lower=None, upper=None, period="2023"):
    return {
        "id": one, "value": value, "lower": lower, "upper": upper, "period": period, "unit": "per cent",
        "words": f"About {one}.",
    }  # fmt: skip


def publish(folder, *, tables, findings, recommendations=(), version="1", definitions=(), year=2023):
    folder.mkdir()
    (folder / "data").mkdir()
    entries = []
    for one, (subtitle, text) in tables.items():
        (folder / "data" / f"{one}.csv").write_text(text)
        entries.append({
            "id": one, "number": "Table 1", "title": f"Title of {one}", "subtitle": subtitle,
            "data": f"data/{one}.csv", "keys": [text.split(",")[0]],
        })  # fmt: skip
    edition = {
        "schema": "verity.edition/1", "title": "An assessment", "kind": "public", "year": year, "version": version,
        "definitions": list(definitions), "policies": [],
        "recommendations": [{"id": one, "carried_forward_from": before} for one, before in recommendations],
    }  # fmt: skip
    (folder / "edition.json").write_text(json.dumps(edition))
    (folder / "exhibits.json").write_text(json.dumps({"schema": "verity.exhibits/1", "exhibits": entries}))
    (folder / "findings.json").write_text(json.dumps({"schema": "verity.findings/1", "findings": findings}))
    return read_published(folder)


@pytest.fixture
def pair(tmp_path):
    old = publish(
        tmp_path / "old",
        tables={
            "years": ("2019 to 2022", "year,count\n2021,10\n2022,20\n"),
            "gone": ("2022", "place,count\nA,1\n"),
            "places": ("2018 to 2022", "place,count\nA,7\n"),
            "undated": ("Small areas, LSOA 2021 boundaries", "place,count\nA,7\n"),
            "hidden": ("2011 to 2021", "place,count,state\nA,,count: suppressed\nB,5,\n"),
        },
        findings=[
            finding("a", 10.0, 9.0, 11.0, "2022"), finding("b", 10.0, 9.0, 11.0), finding("c", 5), finding("d", 1),
        ],
        recommendations=[("R1", ""), ("R2", ""), ("R3", "")],
        definitions=[{"id": "violence", "codes": {"police": ["1"]}}],
        year=2022,
    )  # fmt: skip
    new = publish(
        tmp_path / "new",
        tables={
            "years": ("2019 to 2023", "year,count\n2021,10\n2022,21\n2023,30\n"),
            "fresh": ("2023", "place,count\nA,1\n"),
            "places": ("2019 to 2023", "place,count\nA,9\n"),
            "undated": ("Small areas, LSOA 2021 boundaries", "place,count\nA,8\n"),
            "hidden": ("2011 to 2021", "place,count,state\nA,6,\nB,,count: suppressed\n"),
        },
        findings=[finding("a", 12.0, 11.5, 12.5), finding("b", 10.5, 9.5, 11.5), finding("c", 6), finding("e", 2)],
        recommendations=[("R1", ""), ("N1", "R2; R9")],
        version="2",
        definitions=[{"id": "violence", "codes": {"police": ["1", "2"]}}],
    )  # fmt: skip
    return old, new


def test_findings_move_beyond_or_within_their_intervals_or_have_none(pair):
    assert {one.id: one.beyond for one in changes(*pair).moved} == {"a": True, "b": False, "c": None}


def test_what_is_new_and_what_is_gone_is_named(pair):
    found = changes(*pair)
    assert found.new_exhibits == ("Table 1: Title of fresh",)
    assert found.gone_exhibits == ("Table 1: Title of gone",)
    assert found.new_findings == ("About e.",)
    assert found.gone_findings == ("About d.",)


def test_a_past_year_that_differs_is_a_revision_and_another_pooled_period_is_none(pair):
    (revision,) = changes(*pair).revisions
    assert (revision.exhibit, revision.cells, revision.compared) == ("years", 1, 2)
    assert revision.examples == ("2022, count: 20 → 21",)


def test_the_first_page_tells_what_moved_and_how_much_else_changed(pair):
    assert headlines(changes(*pair)) == (
        "About a. Before (2022): 10; now (2023): 12 per cent.",
        "Recommendations kept or carried forward: 2.",
        "New exhibits: 1.",
    )
    still, *_ = headlines(changes(pair[0], pair[0]))
    assert still == "No finding moved beyond its interval."


def test_a_recommendation_is_kept_carried_forward_or_reported_as_vanished(pair):
    found = changes(*pair)
    assert found.carried_forward == ("R1", "R2")
    assert found.vanished_recommendations == ("R3",)


def test_definitions_and_version_that_changed_are_said(pair):
    assert changes(*pair).settings == ("Verity 1 → 2", "definitions: violence has changed")


def test_an_edition_beside_itself_has_not_changed(pair):
    found = changes(pair[0], pair[0])
    assert not any([found.moved, found.revisions, found.new_exhibits, found.settings, found.vanished_recommendations])
    assert as_markdown(found).count("None.") == 11


def test_a_comparison_is_told_in_words_and_as_json(pair):
    found = changes(*pair)
    assert "R3" in as_markdown(found).split("## ")[1]
    assert "About a. Before (2022): 10; now (2023): 12 per cent." in as_markdown(found)
    assert as_page(found).startswith("From An assessment (public edition, 2022)")
    assert "# New exhibits\n\n- Table 1: Title of fresh" in as_page(found)
    assert as_page(changes(pair[0], pair[0])).count("#") == 2, "what has not changed has no heading of its own"
    assert json.loads(as_json(found))["schema"] == "verity.changes/1"


@pytest.mark.parametrize("spoil", ["missing", "not json", "another schema"])
def test_what_is_no_edition_is_refused(tmp_path, spoil):
    publish(tmp_path / "old", tables={}, findings=[])
    file = tmp_path / "old" / "edition.json"
    match spoil:
        case "missing":
            file.unlink()
        case "not json":
            file.write_text("<html>")
        case _:
            file.write_text('{"schema": "other/1"}')
    with pytest.raises(InputError, match="not an edition"):
        read_published(tmp_path / "old")
