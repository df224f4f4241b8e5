"""What of a row goes with its count: rates, ratios, classes and bases of tables that were protected."""

import numpy as np
import pandas as pd
import pytest

from verity.disclosure.clues import count_interval_from_rate, too_few_alike
from verity.disclosure.policy import Action, read_policy
from verity.disclosure.protection import Protected
from verity.disclosure.submission import BASE, DENOMINATOR, FORCE
from verity.disclosure.withholding import WITHHELD, _three_digits, withheld
from verity.methods.intervals import poisson_interval
from verity.model.measures import Measure, MeasureTable, PlaceBasis, Quantity, Share, Unit
from verity.model.releases import CellState

POLICE = read_policy().rule(["police_offences"], "public")
HOSPITAL = read_policy().rule(["hospital_admissions"], "public")
SHOWN, ROUNDED, GONE, NONE = (
    CellState.SHOWN, CellState.ROUNDED, CellState.SUPPRESSED, CellState.NOT_AVAILABLE,
)  # fmt: skip
ALL = Share(within=(), base="all")


def protected(*cells, shown=SHOWN):
    """Return counts as protected: a number is shown, `GONE` suppressed, `NONE` not available."""
    counts = [pd.NA if isinstance(one, CellState) else one for one in cells]
    states = tuple(one if isinstance(one, CellState) else shown for one in cells)
    return Protected(states=states, counts=pd.Series(pd.array(counts, dtype="Int64")))


def released(frame, parts, quantity=Quantity.RECORDS, rule=POLICE, breakdowns=None, **given):
    frame = pd.DataFrame(frame)
    fields = {
        "id": "m", "title": "A measure", "sources": ("police_offences",), "unit": Unit.CRIME,
        "place_basis": PlaceBasis.OCCURRENCE, "period": "2023", "feed": "police_offence",
    }  # fmt: skip
    asked = Measure(quantity=quantity, breakdowns=breakdowns or (frame.columns[0],), **(fields | given))
    named = {"m" + suffix: one for suffix, one in parts.items()}
    return withheld(MeasureTable(measure=asked, frame=frame), rule, named)


def column(frame, name):
    return [None if pd.isna(one) else one for one in frame[name]]


def test_records_without_a_share_lose_their_base():
    frame = {"lad": ["a", "b", "c"], "count": [30, 2, None], "base": [90, 90, 90]}
    found = released(frame, {"": protected(30, GONE, NONE)})
    assert column(found, "count") == [30, None, None]
    assert column(found, "state") == ["shown", "suppressed", "not available"]
    assert "base" not in found
    assert str(found["count"].dtype) == "Int64"


def test_rows_keep_their_order_whatever_the_index():
    frame = pd.DataFrame({"lad": ["a", "b"], "count": [30, 40]}, index=[7, 3])
    assert column(released(frame, {"": protected(30, GONE)}), "count") == [30, None]


def test_the_base_of_a_share_is_that_which_was_released():
    frame = {"kind": ["x", "y"], "count": [30, 60], "base": [91, 91]}
    whole = {"share": ALL}
    assert column(released(frame, {"": protected(30, 60), BASE: protected(90)}, **whole), "base") == [90, 90]
    hidden = released(frame, {"": protected(30, GONE), BASE: protected(GONE)}, **whole)
    assert column(hidden, "base") == [None, None]
    assert str(hidden["base"].dtype) == "Int64"
    by_year = {"year": [1, 1, 2], "kind": ["x", "y", "x"], "count": [30, 60, 5]}
    within = {"breakdowns": ("year", "kind"), "share": Share(within=("year",), base="all")}
    by_year["base"] = [91, 91, 6]
    found = released(by_year, {"": protected(30, 60, GONE), BASE: protected(90, GONE)}, **within)
    assert list(found.columns).count("base") == 1
    assert column(found, "base") == [90, 90, None]
    assert column(found, "count") == [30, 60, None]


def test_small_areas_have_no_base():
    found = released({"lsoa": ["x", "y"], "count": [30, 60]}, {"": protected(30, 60)}, share=ALL)
    assert column(found, "base") == [None, None]
    assert str(found["base"].dtype) == "Int64"


PLACES = {"place": ["a", "b", "elsewhere"], "count": pd.array([30, 60, 12], dtype="Int64")}


def test_what_lies_elsewhere_is_shown_by_its_size_and_gives_the_base():
    found = released(PLACES, {"": protected(30, 60, NONE)}, share=ALL)
    assert column(found, "count") == [30, 60, 12]
    assert column(found, "state") == ["shown", "shown", "shown"]
    assert column(found, "base") == [102, 102, 102]


@pytest.mark.parametrize("few", [1, 4])
def test_a_small_number_elsewhere_goes_and_the_base_that_tells_it(few):
    frame = PLACES | {"count": pd.array([30, 60, few], dtype="Int64")}
    found = released(frame, {"": protected(30, 60, NONE)}, share=ALL)
    assert column(found, "count") == [30, 60, None]
    assert column(found, "state") == ["shown", "shown", "suppressed"]
    assert column(found, "base") == [None, None, None]


@pytest.mark.parametrize("enough", [0, 5])
def test_none_elsewhere_or_enough_are_shown(enough):
    frame = PLACES | {"count": pd.array([30, 60, enough], dtype="Int64")}
    assert column(released(frame, {"": protected(30, 60, NONE)}, share=ALL), "base")[0] == 90 + enough


def test_a_base_beside_a_hidden_or_missing_count_goes():
    assert column(released(PLACES, {"": protected(30, GONE, NONE)}, share=ALL), "base") == [None] * 3
    missing = PLACES | {"count": pd.array([30, None, 12], dtype="Int64")}
    assert column(released(missing, {"": protected(30, NONE, NONE)}, share=ALL), "base") == [None] * 3
    unknown = PLACES | {"count": pd.array([30, 60, None], dtype="Int64")}
    found = released(unknown, {"": protected(30, 60, NONE)}, share=ALL)
    assert column(found, "count") == [30, 60, None]
    assert column(found, "base") == [None] * 3


def test_elsewhere_is_rounded_where_the_rule_rounds():
    found = released(PLACES, {"": protected(30, 60, NONE, shown=ROUNDED)}, rule=HOSPITAL, share=ALL)
    assert column(found, "count") == [30, 60, 10]
    assert column(found, "state") == ["rounded"] * 3
    assert column(found, "base") == [100] * 3


def rates(counts, **more):
    """Rates per 100,000 of counts among 41,000, with their limits."""
    count = np.array(counts, float)
    limits = poisson_interval(count)
    per = 100_000 / 41_000
    return {"value": count * per, "lower_95": limits.lower * per, "upper_95": limits.upper * per, **more}


def rated(names, counts, parts, **more):
    """Release rates by decile; `rule` among the rest of what is given, columns otherwise."""
    rule = more.pop("rule", POLICE)
    frame = {"decile": names, "count": pd.array(counts, dtype="Int64"), **rates(counts), **more}
    return released(frame, parts, Quantity.STANDARDISED_RATES, rule)


def test_a_rate_goes_with_its_count_and_below_the_fewest_events():
    found = rated(
        [1, 2, 3], [30, 9, 40], {"": protected(30, 9, GONE)},
        comparison=["higher", "lower", "similar"], people=[25, 9, 40], unknown_age=[1, 2, 3],
    )  # fmt: skip
    assert column(found, "value") == [73.2, None, None]
    assert column(found, "lower_95") == [pytest.approx(49.4), None, None]
    assert column(found, "upper_95")[1:] == [None, None]
    assert column(found, "withheld") == ["", WITHHELD, WITHHELD]
    assert column(found, "comparison") == ["higher", "", ""]
    assert column(found, "people") == [None] * 3
    assert column(found, "unknown_age") == [None] * 3
    assert column(found, "count") == [30, 9, None]


def test_a_rate_of_ten_events_is_shown_and_one_of_few_people_is_not():
    found = rated([1, 2, 3], [10, 30, 30], {"": protected(10, 30, 30)}, people=[10, 4, 5])
    assert column(found, "value") == [24.4, None, 73.2]
    assert column(rated([1], [10], {"": protected(10)}, people=[None]), "value") == [24.4], "people are not known"


def test_a_rate_that_was_missing_keeps_its_reason():
    frame = {
        "decile": [1, 2], "count": [30, 30], "value": [np.nan, 73.17], "lower_95": [np.nan, 49.3],
        "upper_95": [np.nan, 104.4], "withheld": ["no population", None],
    }  # fmt: skip
    found = released(frame, {"": protected(30, 30)}, Quantity.STANDARDISED_RATES)
    assert column(found, "withheld") == ["no population", ""]
    assert column(found, "value") == [None, 73.2]


@pytest.mark.parametrize("count", [12, 60, 311])
def test_a_rounded_count_has_a_rate_that_tells_no_more_than_its_rounding(count):
    found = rated([1], [count], {"": protected(count // 5 * 5, shown=ROUNDED)}, rule=HOSPITAL)
    printed = [found[name].iloc[0] for name in ("value", "lower_95", "upper_95")]
    assert not np.isnan(printed).any()
    decimals = next(d for d in range(-3, 2) if all(round(one, d) == one for one in printed))
    told = count_interval_from_rate(*printed, decimals=decimals)
    assert told is not None
    assert told[1] - told[0] >= max(HOSPITAL.protection_width, HOSPITAL.rounding_base - 1)


def test_a_rate_has_as_many_decimals_as_leave_its_count_in_doubt():
    shown = {"": protected(310, shown=ROUNDED)}
    assert rated([1], [311], shown, rule=HOSPITAL)["value"].iloc[0] == 758.5
    shown = {"": protected(10, shown=ROUNDED)}
    assert rated([1], [12], shown, rule=HOSPITAL)[["value", "lower_95", "upper_95"]].to_numpy().tolist() == [
        [29.0, 15.0, 51.0]
    ]
    exact = rated([1], [12], {"": protected(12)}, rule=HOSPITAL)
    assert exact["value"].iloc[0] == 29.3, "the count itself stands beside it"


def test_a_rate_that_rounds_to_nothing_is_withheld():
    limits = poisson_interval(np.array([11.0]))
    frame = {"decile": [1], "count": [11], "value": [1e-5], "lower_95": limits.lower / 1e6}
    frame |= {"upper_95": limits.upper / 1e6}
    found = released(frame, {"": protected(10, shown=ROUNDED)}, Quantity.STANDARDISED_RATES, HOSPITAL)
    assert column(found, "value") == [None]
    assert column(found, "lower_95") == [None]
    assert column(found, "withheld") == [WITHHELD]


def test_a_rate_that_tells_its_count_at_every_rounding_is_withheld(monkeypatch):
    monkeypatch.setattr("verity.disclosure.withholding.WIDEST_ROUNDING", 1)
    found = rated([1], [12], {"": protected(10, shown=ROUNDED)}, rule=HOSPITAL)
    assert column(found, "value") == [None]
    assert column(found, "withheld") == [WITHHELD]


def test_the_force_area_has_the_count_of_its_margin():
    frame = {"area": ["force", "a", "b"], "count": [32, 30, 2], **rates([32, 30, 2])}
    parts = {"": protected(NONE, GONE, GONE), FORCE: protected(32)}
    found = released(frame, parts, Quantity.STANDARDISED_RATES)
    assert column(found, "count") == [32, None, None]
    assert column(found, "state") == ["shown", "suppressed", "suppressed"]
    assert column(found, "value") == [78.0, None, None]
    assert str(found["count"].dtype) == "Int64"


def test_a_ratio_is_made_anew_of_the_two_counts_released():
    frame = {"area": ["a", "b", "c", "d"], "count": [30, 30, 30, 3], "denominator": [60, 3, 0, 60]}
    parts = {"": protected(30, 30, 30, GONE), DENOMINATOR: protected(60, GONE, 0, 60)}
    found = released(frame, parts, Quantity.SOURCE_RATIO)
    assert column(found, "value") == [50.0, None, None, None]
    assert column(found, "lower_95")[0] == pytest.approx(31.2, abs=0.2)
    assert column(found, "upper_95")[0] == pytest.approx(78.6, abs=0.2)
    assert column(found, "denominator") == [60, None, 0, 60]
    assert column(found, "state") == ["shown", "suppressed", "shown", "suppressed"]
    assert str(found["denominator"].dtype) == "Int64"


def test_indices_of_inequality_keep_no_count():
    frame = {"index": ["sii", "rii"], "value": [1.234, None], "lower_95": [0.111, None], "upper_95": [2.0, None]}
    found = released(frame | {"count": [30, 30]}, {}, Quantity.INEQUALITY)
    assert column(found, "count") == [None, None]
    assert column(found, "value") == [1.23, None]
    assert column(found, "lower_95") == [0.11, None]
    assert column(found, "state") == ["shown", "not available"]


def test_time_quality_has_its_total_and_what_is_estimated_as_it_is():
    frame = {
        "time_quality": ["all", "exact", "interval", "default times, estimated"],
        "count": [50, 47, 3, 8], "value": [1.0, 0.94, 0.06, 0.16], "base": [50] * 4,
    }  # fmt: skip
    parts = {"": protected(NONE, GONE, GONE, NONE), BASE: protected(50)}
    found = released(frame, parts, Quantity.TIME_QUALITY)
    assert column(found, "count") == [50, None, None, None]
    assert column(found, "state") == ["shown", "suppressed", "suppressed", "shown"]
    assert column(found, "value") == [1.0, None, None, 0.16]
    assert "base" not in found


def test_time_quality_without_a_count_has_no_value():
    frame = {"time_quality": ["all", "exact"], "count": [50, None], "value": [1.0, 0.5]}
    found = released(frame, {"": protected(NONE, NONE), BASE: protected(50)}, Quantity.TIME_QUALITY)
    assert column(found, "state") == ["shown", "not available"]
    assert column(found, "value") == [1.0, None]


def test_repeats_keep_what_their_count_allows():
    frame = {
        "kind": ["x", "y", "z", "w"], "count": [30, 3, 40, None], "value": [1.5, 2.5, 3.5, 4.5],
        "per_1000": [1.0, 2.0, 3.0, 4.0], "events": [90, 8, 4, 9], "withheld": ["", "", "few", ""],
        "unweighted": [30, 4, 5, 8], "base": [73, 73, 73, 73],
    }  # fmt: skip
    parts = {"": protected(30, GONE, 40, NONE)}
    found = released(frame, parts, Quantity.REPEATS)
    assert column(found, "value") == [1.5, None, 3.5, None]
    assert column(found, "per_1000") == [1.0, None, 3.0, None]
    assert column(found, "events") == [90, None, None, None], "4 are few"
    assert column(found, "withheld") == ["", None, "few", None]
    assert column(found, "unweighted") == [30, None, 5, 8]
    assert column(found, "base") == [73] * 4
    rounded = released(frame, {"": protected(30, GONE, 40, NONE, shown=ROUNDED)}, Quantity.REPEATS, HOSPITAL)
    assert column(rounded, "base") == [75] * 4
    bare = released({"weekday": ["Mon"], "count": [30], "value": [1.0]}, {"": protected(30)}, Quantity.WEEK_HOURS)
    assert column(bare, "value") == [1.0]
    assert column(bare, "state") == ["shown"]


def test_a_severity_score_goes_where_a_few_offences_make_it_up_and_is_told_to_three_digits():
    frame = {
        "kind": ["many", "one grave", "two grave", "hidden", "none"], "count": [400, 90, 90, 3, 12],
        "value": [123456.7, 8100.0, 16100.0, 30.0, None], "per_1000": [1234.56, 81.0, 161.0, 0.3, None],
        "unweighted": [9, 0, 0, 0, 12], "largest_1": [7979.0, 7979.0, 7979.0, 10.0, 0.0],
        "largest_2": [7979.0, 2.0, 7979.0, 10.0, 0.0], "largest_3": [500.0, 2.0, 2.0, 10.0, 0.0],
    }  # fmt: skip
    found = released(frame, {"": protected(400, 90, 90, GONE, 12)}, Quantity.HARM)
    assert column(found, "value") == [123000, None, None, None, None]
    assert column(found, "per_1000") == [1230, None, None, None, None]
    assert column(found, "state") == ["shown", "suppressed", "suppressed", "suppressed", "shown"]
    assert column(found, "count") == [400, 90, 90, None, 12], "how many there were tells nothing of how grave they were"
    assert not [name for name in found if name.startswith("largest")]
    without = released({name: values for name, values in frame.items() if name != "per_1000"},
                       {"": protected(400, 90, 90, GONE, 12)}, Quantity.HARM)  # fmt: skip
    assert column(without, "value") == [123000, None, None, None, None]


def test_agreement_of_wider_areas_is_shown():
    found = released({"ward": ["a"], "value": [2.0]}, {}, Quantity.AGREEMENT)
    assert column(found, "value") == [2.0]
    assert column(found, "state") == ["shown"]


def small_areas(classes, name="hot", quantity=Quantity.HOTSPOTS, **more):
    frame = {"lsoa": [f"x{n}" for n in range(len(classes))], name: classes, **more}
    breakdowns = ("year", "lsoa") if "year" in more else ("lsoa",)
    return released(frame, {}, quantity, breakdowns=breakdowns)


def test_small_areas_have_classes_and_no_figures():
    found = small_areas(["high"] * 5 + ["low"] * 6, count=[3] * 11, value=[0.5] * 11)
    assert found.columns.tolist() == ["lsoa", "hot", "count", "value", "state"]
    assert found["count"].isna().all()
    assert found["value"].isna().all()
    assert column(found, "hot") == ["high"] * 5 + ["low"] * 6
    assert set(found["state"]) == {"suppressed"}


@pytest.mark.parametrize("name", ["hot", "comparison", "comparison_fdr"])
def test_a_class_of_one_area_goes_and_another_with_it(name):
    """One area without a class would be known to be in the class that is not shown."""
    found = small_areas(["top"] + ["high"] * 5 + ["low"] * 6, name)
    assert column(found, name) == [None] * 6 + ["low"] * 6


def test_classes_that_are_too_few_together_leave_enough_without_one():
    assert small_areas(["a"] * 4 + ["b"] * 4 + ["c"] * 9)["hot"].isna().tolist() == [True] * 8 + [False] * 9
    assert small_areas(["a"] * 2 + [None] * 2)["hot"].isna().all()


def test_each_year_is_a_map_of_its_own():
    found = small_areas(["high"] * 5 + ["low"] * 5 + ["high"] + ["low"] * 9, year=[1] * 10 + [2] * 10)
    assert column(found, "hot") == ["high"] * 5 + ["low"] * 5 + [None] * 10


def test_the_number_of_sources_is_a_class_too():
    found = small_areas([0.0] + [1.0] * 5 + [2.0] * 7, "value", Quantity.AGREEMENT)
    assert column(found, "value") == [None] * 6 + [2.0] * 7
    assert column(found, "state") == ["suppressed"] * 6 + ["shown"] * 7
    missing = small_areas([None] + [1.0] * 5 + [2.0] * 7, "value", Quantity.AGREEMENT)
    assert column(missing, "value") == [None] * 6 + [2.0] * 7


def test_records_of_small_areas_are_as_protected():
    found = released({"lsoa": ["x"], "count": [30]}, {"": protected(GONE)})
    assert column(found, "state") == ["suppressed"]


@pytest.mark.parametrize(
    ("classes", "fewest", "gone"),
    [
        ([0, 0, 1, 1], 2, [False] * 4),
        ([0, 1, 1, 2, 2, 2], 2, [True, True, True, False, False, False]),
        ([0, 1, 2, 2], 2, [True, True, False, False]),
        ([0, 0], 3, [True, True]),
        ([0, 0, 1, 1, 1], 3, [True] * 5),
        ([], 2, []),
    ],
)
def test_classes_withheld(classes, fewest, gone):
    assert too_few_alike(np.array(classes, np.int64), fewest).tolist() == gone


def test_the_rules_of_these_tests_are_those_shipped():
    assert POLICE.action is Action.SUPPRESS
    assert (POLICE.threshold, POLICE.minimum_events, POLICE.minimum_people, POLICE.map_class_areas) == (4, 10, 5, 5)
    assert (HOSPITAL.threshold, HOSPITAL.rounding_base) == (7, 5)


def test_a_number_below_one_has_three_digits_too():
    told = _three_digits(np.array([0.012345, 0.5678, 12345.0, 0.0, np.nan]))
    assert told[:4].tolist() == [pytest.approx(0.0123), pytest.approx(0.568), 12300.0, 0.0]
    assert np.isnan(told[4])
