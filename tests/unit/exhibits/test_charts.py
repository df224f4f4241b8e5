"""Charts: valid specifications, bars from zero, palette in order, nothing missing drawn as a number."""

import json

import altair as alt
import pandas as pd
import pytest
import vl_convert

from verity.exhibits import charts
from verity.exhibits.theme import PALETTE
from verity.model.caveats import POLICE_MARKERS

NAMES = (
    "choropleth", "quintiles", "outline", "bars", "bars-with-intervals", "stacked", "multiples", "pyramid",
    "diverging", "lines", "columns", "lollipop",
)  # fmt: skip


def find(node, key):
    """Every value under a key, at any depth."""
    if isinstance(node, dict):
        yield from ([node[key]] if key in node else [])
        for one in node.values():
            yield from find(one, key)
    elif isinstance(node, list):
        for one in node:
            yield from find(one, key)


def test_the_list_of_charts_is_complete(sample):
    assert tuple(sample.DRAWN) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_a_valid_specification_that_carries_its_data(sample, name):
    spec = sample.DRAWN[name]()
    alt.Chart.from_dict(spec, validate=True)
    assert "url" not in {key for data in find(spec, "data") for key in data}
    assert json.loads(json.dumps(spec, allow_nan=False)) == spec


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_draws_the_same_every_time(sample, name):
    spec = sample.DRAWN[name]()
    assert vl_convert.vegalite_to_svg(spec) == vl_convert.vegalite_to_svg(sample.DRAWN[name]())


@pytest.mark.parametrize("name", NAMES)
def test_words_are_level(sample, name):
    drawn = vl_convert.vegalite_to_svg(sample.DRAWN[name]())
    assert "rotate(-90" not in drawn
    assert "rotate(90" not in drawn


@pytest.mark.parametrize("name", ["bars", "bars-with-intervals", "lines", "columns", "lollipop"])
def test_values_start_at_zero(sample, name):
    assert {one["zero"] for one in find(sample.DRAWN[name](), "scale") if "zero" in one} == {True}


def test_a_suppressed_bar_is_a_word_and_no_bar(sample):
    rows = sample.bars()["data"]["values"]
    assert (rows[3]["count"], rows[3]["label"]) == (None, "suppressed")


def test_stacked_colours_are_used_in_order_and_five_groups_become_panels(sample):
    colours = sample.stacked()["layer"][0]["encoding"]["color"]["scale"]
    assert colours["range"] == list(PALETTE[:2])
    many = pd.DataFrame({"a": ["x"] * 5, "g": list("abcde"), "v": [1.0] * 5})
    spec = charts.stacked_bars(many, category="a", value="v", group="g", value_title="v")
    assert spec["facet"]["field"] == "g"


def test_a_part_of_a_year_is_never_a_column(sample):
    shown = [row["year_words"] for row in sample.columns()["data"]["values"]]
    assert shown == ["2019", "2020", "2021", "2022", "2023"]
    with pytest.raises(ValueError, match="no complete year"):
        charts.columns_by_year(sample.years(), year="year", value="count", value_title="n", complete=[1999])


def test_a_line_breaks_at_a_gap_and_at_a_recording_change(sample):
    line = next(
        one for one in sample.lines()["layer"] if isinstance(one["mark"], dict) and one["mark"]["type"] == "line"
    )
    rows = {row["date"]: row for row in line["data"]["values"] if row["crime_type"] == "Robbery"}
    assert rows["2021-09-01"]["count"] is None
    assert (rows["2023-04-01"]["run"], rows["2023-05-01"]["run"]) == (0, 1)
    assert line["encoding"]["detail"] == {"field": "run"}


def test_a_month_without_a_row_is_a_gap_and_no_bridge():
    frame = pd.DataFrame({"month": ["2021-01", "2021-04"], "count": [5, 6]})
    spec = charts.line_by_month(frame, month="month", value="count", value_title="n")
    rows = spec["layer"][0]["data"]["values"]
    assert [row["count"] for row in rows] == [5, None, None, 6]


def test_events_outside_the_period_are_not_marked():
    frame = pd.DataFrame({"month": ["2021-06", "2021-07"], "count": [5, 6]})
    spec = charts.line_by_month(frame, month="month", value="count", value_title="n", markers=POLICE_MARKERS)
    assert "Lockdown" not in json.dumps(spec)
    assert "Counting rules" not in json.dumps(spec)


def test_too_many_lines_are_refused():
    frame = pd.DataFrame({"month": ["2021-01"] * 5, "g": list("abcde"), "count": [1] * 5})
    with pytest.raises(ValueError, match="5 lines"):
        charts.line_by_month(frame, month="month", value="count", value_title="n", group="g")


def test_a_pyramid_needs_two_sexes(sample):
    with pytest.raises(ValueError, match="two sexes"):
        charts.population_pyramid(sample.ages().query("sex == 'male'"), area="Testshire")


def test_pyramid_sides_do_not_change_the_numbers(sample):
    rows = sample.pyramid()["layer"][0]["data"]["values"]
    assert all(abs(row["signed"]) == row["share_pct"] for row in rows)
    assert {row["sex"] for row in rows if row["signed"] < 0} == {"male"}
