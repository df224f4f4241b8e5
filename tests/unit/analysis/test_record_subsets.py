"""What a build keeps of what several measures ask for: it must never change an answer."""

from dataclasses import replace

import pandas as pd
import pytest

from verity.analysis.compute import compute
from verity.analysis.denominators import person_years
from verity.analysis.record_scope import SUBSET
from verity.analysis.record_subsets import OFTEN, keep_subsets
from verity.model.incidents import NOT_KNOWN
from verity.model.measures import Quantity

RECORDS = Quantity.RECORDS
ASKED = [
    (RECORDS, ("lad", "year"), {}),
    (RECORDS, ("place",), {}),
    (RECORDS, ("location_quality",), {}),
    (RECORDS, ("age_band", "sex"), {}),
    (RECORDS, ("age_group",), {"where": {"age_group": ("10-17", NOT_KNOWN)}}),
    (RECORDS, ("quintile",), {}),
    (RECORDS, ("month_of_year", "lad"), {}),
    (RECORDS, ("hour_group",), {"where": {"month_of_year": ("1", "2")}}),
    (RECORDS, ("delay_band",), {}),
    (RECORDS, ("flag",), {"where": {"flag": ("knife",)}}),
    (RECORDS, ("year",), {"where": {"flag": ("knife", "domestic abuse")}}),
    (RECORDS, ("lsoa",), {"top": 3}),
    (RECORDS, (), {"where": {"decile": ("1", NOT_KNOWN)}}),
    (Quantity.WEEK_HOURS, ("weekday", "hour_group"), {}),
    (Quantity.TIME_QUALITY, ("time_quality",), {}),
    (Quantity.REPEATS, ("times",), {}),
    (Quantity.HARM, ("lad",), {}),
]
OF_RESIDENTS = [
    (Quantity.STANDARDISED_RATES, ("area",), {}),
    (Quantity.STANDARDISED_RATES, ("area", "year"), {}),
    (Quantity.STANDARDISED_RATES, ("decile",), {}),
    (Quantity.STANDARDISED_RATES, ("area",), {"where": {"sex": ("female",)}}),
    (Quantity.INEQUALITY, ("index",), {}),
    (Quantity.SMALL_AREA_RATIOS, ("lsoa",), {}),
    (Quantity.HOTSPOTS, ("lsoa",), {}),
    (Quantity.AGREEMENT, ("lsoa",), {"beside": "admission"}),
    (Quantity.AGREEMENT, ("sources_high",), {"beside": "admission"}),
    (Quantity.SOURCE_RATIO, ("lad", "year"), {"beside": "admission"}),
]


def measures_of(made_up, feed, definition, asked):
    return [
        made_up.measure(quantity, *breakdowns, name=feed, definition=definition, id=f"{feed}.{number}", **other)
        for number, (quantity, breakdowns, other) in enumerate(asked)
    ]


@pytest.mark.parametrize(
    ("feed", "definition"),
    [("police_offence", ""), ("police_offence", "domestic"), ("police_victim", "violence-with-injury"),
     ("admission", ""), ("police_victim", "serious-youth-violence")],
)  # fmt: skip
def test_answers_are_the_same_with_and_without(made_up, record_inputs, feed, definition):
    asked = ASKED
    if feed != "police_offence" and definition != "serious-youth-violence":
        asked = [*ASKED, *(one for one in OF_RESIDENTS if feed == "police_victim" or "beside" not in one[2])]
    measures = measures_of(made_up, feed, definition, asked)
    plain = compute(record_inputs, measures)
    keeping = replace(record_inputs, memo={})
    kept = compute(keeping, measures)
    assert (SUBSET, feed, definition) in keeping.memo
    for one, other in zip(plain, kept, strict=True):
        pd.testing.assert_frame_equal(one.frame, other.frame, check_exact=True, obj=str(one.measure.breakdowns))


def test_only_what_is_asked_often_is_written(made_up, record_inputs):
    keeping = replace(record_inputs, memo={})
    often = measures_of(made_up, "callout", "", ASKED[:OFTEN])
    seldom = measures_of(made_up, "police_suspect", "", ASKED[: OFTEN - 1])
    keep_subsets(keeping, [*often, *seldom])
    assert list(keeping.memo) == [(SUBSET, "callout", "")]
    keep_subsets(record_inputs, often)
    assert record_inputs.memo is None


def test_a_subset_holds_the_records_of_its_feed_and_definition_alone(made_up, record_inputs):
    keeping = replace(record_inputs, memo={})
    keep_subsets(keeping, measures_of(made_up, "police_offence", "domestic", ASKED[:OFTEN]))
    frame = keeping.memo[SUBSET, "police_offence", "domestic"].to_pandas()
    rows = made_up.made_up_records()
    own = rows[(rows["feed"] == "police_offence") & rows["code"].isin(["8N", "5D", "8L"])]
    own = own[own["flags"].fillna("").str.contains("domestic abuse") & own["year"].isin(made_up.YEARS)]
    assert len(frame) == len(own)
    assert set(frame.columns) == {"year", "place", "lad", "location_quality"}


def test_a_feed_that_others_are_set_beside_has_what_they_need(made_up, record_inputs):
    own = measures_of(made_up, "admission", "", ASKED[:OFTEN])
    (beside,) = measures_of(
        made_up, "police_victim", "", [(Quantity.AGREEMENT, ("lsoa",), {"beside": "callout, admission"})]
    )  # fmt: skip
    keeping = replace(record_inputs, memo={})
    keep_subsets(keeping, [*own, beside])
    assert {"person", "age_band", "lsoa"} <= set(keeping.memo[SUBSET, "admission", ""].columns)


def test_what_is_kept_is_made_once_and_not_by_a_changed_copy(record_inputs):
    keeping = replace(record_inputs, memo={})
    first = person_years(keeping, "police_victim", "lad")
    assert person_years(keeping, "police_victim", "lad") is first
    assert person_years(keeping, "police_victim", "lad", where={"sex": ("female",)}) is not first
    assert person_years(record_inputs, "police_victim", "lad") is not first
    pd.testing.assert_frame_equal(person_years(record_inputs, "police_victim", "lad"), first)
