"""Counts of records: who is counted, in which rows, in which order."""

from dataclasses import replace

import pandas as pd
import pytest

from verity.analysis.compute import compute
from verity.analysis.record_counts import months_of_years, record_counts
from verity.analysis.record_scope import in_scope
from verity.model.errors import ValidityError
from verity.model.incidents import AGE_BANDS, ETHNIC_GROUPS, YearBasis
from verity.model.measures import PlaceBasis, Quantity, Rate, Share

RECORDS = Quantity.RECORDS


@pytest.fixture(scope="session")
def rows(made_up):
    return made_up.made_up_records()


@pytest.fixture
def counts_of(made_up, tmp_path):
    """Count rows of one's own."""

    def run(frame, *breakdowns, **other):
        with made_up.opened_records(tmp_path, frame) as inputs:
            return record_counts(inputs, made_up.measure(RECORDS, *breakdowns, **other))

    return run


def test_districts_by_year_agree_with_a_plain_count(made_up, record_inputs, rows):
    frame = record_counts(record_inputs, made_up.measure(RECORDS, "lad", "year"))
    own = rows[rows["feed"] == "police_offence"]
    assert list(frame.columns) == ["lad", "year", "count"]
    assert frame["lad"].tolist() == [made_up.ASHBY] * 3 + [made_up.BROOK_VALE] * 3
    for lad, year, count in frame.itertuples(index=False):
        assert count == ((own["lad"] == lad) & (own["year"] == year)).sum()


def test_occurrences_without_a_location_are_counted_and_residents_without_one_are_not(made_up, record_inputs, rows):
    for name, left_out in (("police_offence", ["elsewhere"]), ("police_victim", ["elsewhere", "none"])):
        own = rows[rows["feed"] == name]
        whole = record_counts(record_inputs, made_up.measure(RECORDS, name=name))
        assert whole["count"].tolist() == [(~own["place"].isin(left_out)).sum()]
        assert record_inputs.feeds[name].place_basis in PlaceBasis
        table = in_scope(record_inputs.warehouse.table("record"), record_inputs, name)
        assert table.count().execute() == whole["count"].iloc[0]


def test_place_takes_everything_recorded(made_up, record_inputs, rows):
    frame = record_counts(record_inputs, made_up.measure(RECORDS, "place", name="police_victim"))
    own = rows.loc[rows["feed"] == "police_victim", "place"].value_counts()
    assert frame["place"].tolist() == [made_up.ASHBY, made_up.BROOK_VALE, "elsewhere", "none"]
    assert frame["count"].tolist() == [own[place] for place in frame["place"]]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("decile", [*range(1, 11), "not known"]),
        ("quintile", [*range(1, 6), "not known"]),
        ("age_band", [*AGE_BANDS, "not known"]),
        ("age_group", ["0-9", "10-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+", "not known"]),
        ("sex", ["female", "male", "not known"]),
        ("ethnic_group", [*ETHNIC_GROUPS, "not known"]),
        ("delay_band", ["same day", "1–7 days", "8–30 days", "31–365 days", "over a year", "not known"]),
        ("weekday", list(range(7))),
        ("month_of_year", list(range(1, 13))),
        ("time_quality", ["known", "interval", "date only", "unknown"]),
    ],
)
def test_fixed_breakdowns_have_all_their_rows_and_add_up(made_up, record_inputs, name, values):
    frame = record_counts(record_inputs, made_up.measure(RECORDS, name))
    assert frame[name].tolist() == values
    assert frame["count"].sum() == record_counts(record_inputs, made_up.measure(RECORDS))["count"].iloc[0]
    assert frame["count"].dtype == "Int64"


def test_bands_at_their_boundaries(made_up, counts_of):
    days = pd.to_datetime("2020-03-01") + pd.to_timedelta([-1, 0, 1, 7, 8, 30, 31, 365, 366], unit="D")
    frame = made_up.record_frame(
        place=made_up.ASHBY, age=[0, 4, 5, 9, 10, 17, 18, 89, 90], counted="2020-03-01", reported=days,
        stay_days=[0, 1, 2, 3, 4, 7, 8, 90, None], hour=[0, 3, 4, 7, 8, 19, 20, 23, None],
        decile=[1, 2, 3, 4, 5, 8, 9, 10, None],
    )  # fmt: skip
    assert counts_of(frame, "delay_band")["count"].tolist() == [1, 2, 2, 2, 1, 1]
    assert counts_of(frame, "stay_band")["count"].tolist() == [1, 1, 2, 2, 2, 1]
    assert counts_of(frame, "hour_group")["count"].tolist() == [2, 2, 1, 0, 1, 2]
    assert counts_of(frame, "quintile")["count"].tolist() == [2, 2, 1, 1, 2, 1]
    assert counts_of(frame, "age_group")["count"].tolist() == [4, 2, 1, 0, 0, 0, 0, 2, 0]
    bands = counts_of(frame, "age_band").set_index("age_band")["count"]
    assert [bands[band] for band in ("0-4", "5-9", "10-14", "85-89", "90+")] == [2, 2, 1, 1, 1]


def test_found_values_come_most_frequent_first_and_not_known_last(made_up, counts_of):
    values = ["b", "b", "a", "a", "c", None, None, None]
    frame = made_up.record_frame(place=made_up.ASHBY, relationship=values)
    counted = counts_of(frame, "relationship")
    assert counted["relationship"].tolist() == ["a", "b", "c", "not known"]
    assert counted["count"].tolist() == [2, 2, 1, 3]
    known = counts_of(frame, "relationship", where={"relationship": ("a", "not known")})
    assert known["count"].tolist() == [2, 3]


def test_lists_give_every_item_a_row_and_the_records_as_base(made_up, counts_of):
    frame = made_up.record_frame(
        place=made_up.ASHBY, sex=["female", "female", "male", "male"], flags=["alcohol|knife", "knife", None, "knife"]
    )
    counted = counts_of(frame, "flag", "sex", where={"sex": ("female", "male")})
    assert counted.to_dict("list") == {
        "flag": ["knife", "knife", "alcohol", "alcohol"], "sex": ["female", "male"] * 2,
        "count": [2, 1, 1, 0], "base": [2, 2, 2, 2],
    }  # fmt: skip
    # a filter on the list that is broken down limits the rows, on another measure it limits the records
    assert counts_of(frame, "flag", where={"flag": ("alcohol",)}).to_dict("list") == {
        "flag": ["alcohol"], "count": [1], "base": [4],
    }  # fmt: skip
    assert counts_of(frame, where={"flag": ("alcohol", "knife")})["count"].tolist() == [3]
    whole = counts_of(frame, "flag", "sex", share=Share(within=(), base="all"), where={"sex": ("female", "male")})
    assert whole["base"].tolist() == [4] * 4


def test_an_item_is_not_found_inside_another(made_up, counts_of):
    frame = made_up.record_frame(place=made_up.ASHBY, flags=["hate: race", "hate: race and more", "race"])
    assert counts_of(frame, where={"flag": ("race",)})["count"].tolist() == [1]


def test_top_keeps_ties_and_says_what_the_shares_are_of(made_up, counts_of):
    frame = made_up.record_frame(place=made_up.ASHBY, premises=["a"] * 4 + ["b"] * 2 + ["c"] * 2 + ["d"] + [None] * 5)
    counted = counts_of(frame, "premises", top=2)
    assert counted["premises"].tolist() == ["a", "b", "c"]
    assert counted["base"].tolist() == [14] * 3
    assert counts_of(frame, "premises", top=9)["premises"].tolist() == ["a", "b", "c", "d"]
    assert counts_of(frame, "lsoa", top=3).empty


def test_definitions_choose_codes_ages_and_flags(made_up, counts_of):
    frame = made_up.record_frame(
        place=made_up.ASHBY, code=["5D", "5D", "5D", "5D", "8L", "8N", None], age=[13, 14, 24, 25, 20, None, 20],
        flags=["domestic abuse", None, "knife", "alcohol|domestic abuse", None, "domestic abuse", None],
    )  # fmt: skip
    for name, count in {
        "violence-with-injury": 5, "serious-youth-violence": 2, "domestic": 3, "non-domestic": 3,
    }.items():  # fmt: skip
        assert counts_of(frame, definition=name)["count"].tolist() == [count], name


def test_diagnoses_of_four_characters_are_of_their_category(made_up, counts_of):
    frame = made_up.record_frame(feed="admission", place=made_up.ASHBY, code=["X99", "X991", "X95", "Y040"])
    counted = counts_of(frame, name="admission", definition="violence-with-injury")
    assert counted["count"].tolist() == [3]


def test_months_of_financial_years_leave_earlier_days_out(made_up, counts_of):
    assert months_of_years([2020], YearBasis.CALENDAR)[0] == "2020-01"
    frame = made_up.record_frame(
        feed="admission", place=made_up.ASHBY, year=2019, month=["2019-03", "2019-04", "2020-03"]
    )
    counted = counts_of(frame, "month", name="admission").set_index("month")["count"]
    assert list(counted.index[[0, -1]]) == ["2019-04", "2022-03"]
    assert counted.sum() == 2
    assert counts_of(frame, "year", name="admission")["count"].tolist() == [3, 0, 0]


def test_years_that_are_not_counted_are_left_out(made_up, counts_of):
    frame = made_up.record_frame(place=made_up.ASHBY, year=[2018, 2019, 2022])
    assert counts_of(frame)["count"].tolist() == [1]


def test_small_areas_are_all_there(made_up, record_inputs):
    frame = record_counts(record_inputs, made_up.measure(RECORDS, "lsoa"))
    assert frame["lsoa"].tolist() == list(made_up.own_lsoas())


def test_rates_are_over_person_years_of_the_district(made_up, record_inputs):
    rate = Rate(denominator="residents", denominator_period="2019 to 2021")
    frame = record_counts(record_inputs, made_up.measure(RECORDS, "lad", rate=rate))
    each = 10 * 2 * 91  # residents of a small area
    assert frame["denominator"].tolist() == [12 * each * 3, 8 * each * 3]
    by_year = record_counts(record_inputs, made_up.measure(RECORDS, "lad", "year", rate=rate))
    assert by_year["denominator"].tolist() == [12 * each] * 3 + [8 * each] * 3
    with pytest.raises(ValidityError, match="some people"):
        record_counts(record_inputs, made_up.measure(RECORDS, "lad", "age_group", rate=rate))


@pytest.mark.parametrize(
    ("breakdowns", "other"),
    [
        (("colour",), {}),
        ((), {"where": {"colour": ("red",)}}),
        ((), {"definition": "nonsense"}),
        ((), {"definition": "domestic", "name": "admission"}),
        ((), {"feed": "attendance_ecds"}),
    ],
)
def test_what_is_not_there_is_refused(made_up, record_inputs, breakdowns, other):
    with pytest.raises(ValidityError):
        record_counts(record_inputs, made_up.measure(RECORDS, *breakdowns, **other))


def test_a_feed_without_a_complete_year_gives_no_zeros(made_up, record_inputs):
    empty = replace(record_inputs, feed_years={**record_inputs.feed_years, "callout": ()})
    with pytest.raises(ValidityError, match="not there"):
        record_counts(empty, made_up.measure(RECORDS, name="callout"))


def test_a_value_outside_the_list_stops(made_up, counts_of):
    with pytest.raises(ValidityError, match="does not list"):
        counts_of(made_up.record_frame(place=made_up.ASHBY, sex=["other"]), "sex")


def test_every_quantity_of_records_is_computed(made_up, record_inputs):
    measures = [
        made_up.measure(RECORDS, "year"),
        made_up.measure(Quantity.WEEK_HOURS, "weekday", "hour_group"),
        made_up.measure(Quantity.TIME_QUALITY, "time_quality"),
        made_up.measure(Quantity.REPEATS, "times", name="police_victim"),
        made_up.measure(Quantity.STANDARDISED_RATES, "area", name="police_victim"),
        made_up.measure(Quantity.SMALL_AREA_RATIOS, "lsoa", name="police_victim"),
        made_up.measure(Quantity.HOTSPOTS, "lsoa", name="police_victim"),
        made_up.measure(Quantity.INEQUALITY, "index", name="police_victim"),
        made_up.measure(Quantity.HARM, "lad"),
        made_up.measure(Quantity.AGREEMENT, "sources_high", name="police_victim", beside="admission"),
        made_up.measure(Quantity.SOURCE_RATIO, "lad", "year", name="police_suspect", beside="police_victim"),
    ]
    assert [len(table.frame) for table in compute(record_inputs, measures)] == [3, 42, 6, 5, 3, 20, 20, 2, 2, 3, 6]
