"""What the gate submits: measure tables as linked counts, with their margins, in the coordinates of their feed."""

from dataclasses import replace

import pandas as pd
import pytest

from verity.disclosure.constraints import CountTable
from verity.disclosure.gate import GateReport
from verity.disclosure.policy import read_policy
from verity.disclosure.protection import protect_edition
from verity.disclosure.submission import (
    BASE,
    DENOMINATOR,
    FIXED_NESTINGS,
    FORCE,
    PART,
    SPLIT,
    WHOLE,
    Lineage,
    base_of,
    has_base,
    lineage,
    submitted,
)
from verity.model.definitions import Definition
from verity.model.measures import Measure, MeasureTable, PlaceBasis, Quantity, Share, Unit

RULE = read_policy().rule(["police_offences"], "public")
NO_LINE = Lineage(coordinates={}, nestings={})
ALL = Share(within=(), base="all")


def measure(breakdowns, quantity=Quantity.RECORDS, **given):
    fields = {
        "id": "m", "title": "A measure", "sources": ("police_offences",), "unit": Unit.CRIME,
        "place_basis": PlaceBasis.OCCURRENCE, "period": "2023", "feed": "police_offence",
    }  # fmt: skip
    return Measure(quantity=quantity, breakdowns=breakdowns, **(fields | given))


def tables(asked, frame, line=NO_LINE, period=""):
    frame = pd.DataFrame(frame)
    for name in ("count", "base", "denominator"):
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    found = {
        one.table.id: one for one in submitted(MeasureTable(measure=asked, frame=frame), RULE, line, period=period)
    }
    assert all(one.rule is RULE for one in found.values())
    return found


def told(one):
    """Return the rows of a submitted table, a missing count as none."""
    frame = one.table.frame
    return [
        (*row[:-1], None if pd.isna(row[-1]) else int(row[-1]))
        for row in frame[[*one.table.columns, "count"]].itertuples(index=False, name=None)
    ]


def test_counts_of_a_measure_stand_under_one_name_for_a_district_as_text_with_its_filters():
    asked = measure(("area", "year"), where={"sex": ("female",), "place": ("E1",), "year": ("2022", "2023")})
    found = tables(asked, {"area": ["E1", "E1"], "year": [2022, 2023], "count": [7, None]})
    assert list(found) == ["m"]
    table = found["m"].table
    assert table.columns == ("lad", "year")
    assert table.universe == "police_offence"
    assert told(found["m"]) == [("E1", "2022", 7), ("E1", "2023", None)]
    assert table.fixed == {"sex": ("female",), WHOLE: ("the whole cohort",)}, "what a column says is no filter"
    assert found["m"].rule is RULE
    assert found["m"].sensitive is None


def test_people_are_another_universe_than_their_records():
    asked = measure(("times",), Quantity.REPEATS)
    assert tables(asked, {"times": [1, 2], "count": [9, 8]})["m"].table.universe == "police_offence: people"


@pytest.mark.parametrize("quantity", [Quantity.INEQUALITY, Quantity.HOTSPOTS, Quantity.SMALL_AREA_RATIOS])
def test_what_counts_no_records_submits_nothing(quantity):
    assert tables(measure(("lsoa",), quantity), {"lsoa": ["x"], "count": [3]}) == {}


def test_a_share_submits_its_base_once_for_each_group():
    asked = measure(("year", "kind"), share=Share(within=("year",), base="all"))
    frame = {"year": [1, 1, 2], "kind": ["x", "y", "x"], "count": [30, 70, 5]}
    assert told(tables(asked, frame)["m" + BASE]) == [("1", 100), ("2", 5)]
    given = frame | {"base": [120, 120, 9]}
    assert told(tables(asked, given)["m" + BASE]) == [("1", 120), ("2", 9)]
    missing = frame | {"count": [30, None, 5]}
    assert told(tables(asked, missing)["m" + BASE]) == [("1", None), ("2", 5)]


def test_a_base_is_of_the_definition_of_its_measure_and_of_groups_without_a_name():
    asked = measure(("year", "kind"), definition="knife", share=Share(within=("year",), base="all"))
    frame = {"year": ["1", None], "kind": ["x", "x"], "count": [30, 7]}
    found = tables(asked, frame, lines(VIOLENCE, KNIFE, OTHER))["m" + BASE].table
    assert found.fixed == {SPLIT: ("knife",)}
    assert found.frame["count"].tolist() == [30, 7]


def test_a_base_over_everything_is_one_number():
    asked = measure(("kind",), share=ALL)
    found = tables(asked, {"kind": ["x", "y"], "count": [30, 70]})["m" + BASE].table
    assert found.columns == ()
    assert found.frame["count"].tolist() == [100]
    assert base_of(measure(("kind",)), pd.DataFrame({"kind": ["x"], "count": [4]}))["count"].tolist() == [4]


@pytest.mark.parametrize("column", ["place", "lsoa"])
def test_a_base_with_records_outside_the_area_is_no_margin(column):
    asked = measure((column,), share=ALL)
    assert not has_base(asked)
    assert has_base(measure(("kind",), share=ALL))
    assert not has_base(measure(("kind",)))
    assert list(tables(asked, {column: ["a", "elsewhere"], "count": [30, 2]})) == ["m"]


def test_what_lies_elsewhere_is_no_district():
    asked = measure(("place",))
    assert told(tables(asked, {"place": ["a", "elsewhere"], "count": [30, 2]})["m"]) == [("a", 30), ("elsewhere", None)]


def test_rates_by_district_submit_the_force_area_as_the_total_of_its_districts():
    asked = measure(("area", "year"), Quantity.STANDARDISED_RATES)
    frame = {"area": ["force", "a", "b"] * 2, "year": [1, 1, 1, 2, 2, 2], "count": [30, 10, 20, 60, 25, 35]}
    found = tables(asked, frame)
    assert told(found["m"]) == [
        ("force", "1", None), ("a", "1", 10), ("b", "1", 20), ("force", "2", None), ("a", "2", 25), ("b", "2", 35),
    ]  # fmt: skip
    assert found["m" + FORCE].table.columns == ("year",)
    assert told(found["m" + FORCE]) == [("1", 30), ("2", 60)]


def test_rates_by_decile_are_counts_like_others():
    asked = measure(("decile",), Quantity.STANDARDISED_RATES)
    assert told(tables(asked, {"decile": [1, 2], "count": [30, 10]})["m"]) == [("1", 30), ("2", 10)]


def test_time_quality_submits_its_total_apart_and_leaves_out_what_is_estimated():
    asked = measure(("time_quality",), Quantity.TIME_QUALITY)
    frame = {"time_quality": ["all", "exact", "interval", "default times, estimated"], "count": [50, 30, 20, 8]}
    found = tables(asked, frame)
    assert told(found["m" + BASE]) == [(50,)]
    assert found["m" + BASE].table.columns == ()
    assert [row[-1] for row in told(found["m"])] == [None, 30, 20, None]


def test_a_ratio_submits_its_denominator_in_a_universe_of_its_own():
    asked = measure(("area", "year"), Quantity.SOURCE_RATIO, beside="admission")
    found = tables(asked, {"area": ["a"], "year": [2023], "count": [30], "denominator": [12]})
    below = found["m" + DENOMINATOR].table
    assert told(found["m" + DENOMINATOR]) == [("a", "2023", 12)]
    assert below.columns == ("lad", "year")
    assert below.universe == "admission by years of police_offence"
    assert below.fixed == {WHOLE: ("the whole cohort",)}
    assert found["m" + DENOMINATOR].rule is RULE


def test_a_count_of_no_year_is_of_the_whole_period():
    window = "police_offence 2019-01 to 2023-12"
    assert (
        window in tables(measure(("lad",)), {"lad": ["a"], "count": [9]}, period="2019-01 to 2023-12")["m"].table.fixed
    )
    dated = tables(measure(("year",)), {"year": ["2019"], "count": [9]}, period="2019-01 to 2023-12")["m"].table
    assert window not in dated.fixed


def test_small_groups_that_share_one_personal_attribute_are_sensitive():
    frame = {"lad": ["a", "a", "b", "b"], "sex": ["f", "m"] * 2, "count": [12, 0, 7, 5]}
    assert tables(measure(("lad", "sex")), frame)["m"].sensitive.tolist() == [True, True, False, False]
    missing = frame | {"count": [12, None, 7, 5]}
    assert tables(measure(("lad", "sex")), missing)["m"].sensitive.tolist() == [True, True, False, False]
    assert tables(measure(("sex",)), {"sex": ["f", "m"], "count": [12, 0]})["m"].sensitive is None, "no group"
    assert tables(measure(("sex", "lad")), frame)["m"].sensitive is None, "a district is no attribute"
    assert tables(measure(("lad", "sex"), Quantity.HARM), frame)["m"].sensitive is None
    assert tables(measure(()), {"count": [12]})["m"].sensitive is None


def definition(name, codes, **given):
    return Definition(id=name, title=name, authority="test", codes={"police": frozenset(codes)}, **given)


VIOLENCE = definition("violence", "abcd")
KNIFE = definition("knife", "abcd", with_flags=frozenset({"knife"}))
OTHER = definition("other", "abcd", without_flags=frozenset({"knife"}))
INJURY = definition("injury", "ab")
AGAIN = definition("another name", "ab")
YOUNG = definition("young", "ab", ages=(10, 17))
APART = definition("apart", "xy")
HEALTH = Definition(id="health", title="health", authority="test", codes={"admission": frozenset("q")})


def lines(*definitions):
    return lineage({one.id: one for one in definitions}, [one.id for one in definitions], "police")


def test_a_definition_that_stands_alone_is_a_whole():
    found = lines(VIOLENCE, APART, HEALTH)
    assert found.coordinates == {"violence": (WHOLE, "violence"), "apart": (WHOLE, "apart")}
    assert found.nestings == {}


def test_one_within_another_is_part_of_it_and_may_overlap_others():
    found = lines(VIOLENCE, INJURY, APART)
    assert found.coordinates["injury"] == (PART, "injury")
    assert found.nestings == {PART: {WHOLE: {"injury": "violence"}}}


def test_two_that_a_flag_parts_add_up():
    found = lines(VIOLENCE, KNIFE, OTHER, YOUNG)
    assert found.coordinates["knife"] == (SPLIT, "knife")
    assert found.coordinates["other"] == (SPLIT, "other")
    assert found.coordinates["young"] == (PART, "young")
    assert found.nestings[SPLIT] == {WHOLE: {"knife": "violence", "other": "violence"}}
    assert found.nestings[PART] == {WHOLE: {"young": "violence"}}


def test_one_of_two_flagged_definitions_alone_is_a_part():
    assert lines(VIOLENCE, KNIFE).coordinates["knife"] == (PART, "knife")
    two = frozenset({"knife", "gun"})
    either, neither = definition("either", "abcd", with_flags=two), definition("neither", "abcd", without_flags=two)
    assert lines(VIOLENCE, either, neither).coordinates["either"] == (PART, "either"), "two flags: not proved to add up"
    fewer = definition("without", "ab", without_flags=frozenset({"knife"}))
    assert lines(VIOLENCE, KNIFE, fewer).coordinates["knife"] == (PART, "knife"), "other codes"


@pytest.mark.parametrize("outer", [YOUNG, KNIFE, OTHER])
def test_what_has_conditions_of_its_own_takes_in_no_other(outer):
    inner = replace(INJURY, codes={"police": frozenset("a")})
    assert lines(outer, inner).coordinates["injury"] == (WHOLE, "injury")


def test_two_names_of_one_definition_are_one():
    found = lines(VIOLENCE, INJURY, AGAIN)
    assert found.coordinates["injury"] == found.coordinates["another name"] == (PART, "another name")


def test_the_definition_of_a_measure_is_a_coordinate():
    asked = measure(("lad",), definition="knife")
    assert tables(asked, {"lad": ["a"], "count": [9]}, lines(VIOLENCE, KNIFE, OTHER))["m"].table.fixed == {
        SPLIT: ("knife",)
    }
    unknown = measure(("lad",), definition="elsewhere")
    assert tables(unknown, {"lad": ["a"], "count": [9]})["m"].table.fixed == {WHOLE: ("elsewhere",)}


def test_definitions_that_add_up_hide_each_other_s_small_counts():
    line = lines(VIOLENCE, KNIFE, OTHER)
    counts = {"violence": [50, 60], "knife": [2, 20], "other": [48, 40]}
    asked = [
        one
        for name, count in counts.items()
        for one in tables(
            measure(("lad",), id=name, definition=name), {"lad": ["a", "b"], "count": count}, line
        ).values()
    ]
    found = protect_edition(asked, nestings=line.nestings)
    assert found.report.leaks == ()
    assert found.tables["knife"].counts.isna().iloc[0]
    assert found.tables["other"].counts.isna().iloc[0] or found.tables["violence"].counts.isna().iloc[0]


def test_deciles_nest_in_quintiles_and_hours_in_groups_of_four():
    quintile = FIXED_NESTINGS["decile"]["quintile"]
    assert [quintile[str(n)] for n in (1, 2, 3, 10)] == ["1", "1", "2", "5"]
    assert quintile["not known"] == "not known"
    hours = FIXED_NESTINGS["hour"]["hour_group"]
    assert [hours[str(h)] for h in (0, 3, 4, 23)] == ["00:00–03:59", "00:00–03:59", "04:00–07:59", "20:00–23:59"]
    assert len(hours) == 24


def test_the_report_says_what_share_is_shown():
    report = GateReport(tables=1, cells=8, hidden=2, audited=2, optimal=True, withheld=())
    assert report.shown_pct == 75.0
    assert replace(report, cells=0, hidden=0).shown_pct == 100.0
    assert isinstance(report.published, tuple)
    assert not any(isinstance(one, CountTable) for one in report.published)
