"""People behind records, by the number of times they appear."""

import pytest

from verity.analysis.record_people import people_by_frequency, repeats
from verity.model.errors import ValidityError
from verity.model.measures import Quantity

PEOPLE = ["a", "a", "b", "c", "c", "c", *["d"] * 6, None, None]


@pytest.fixture
def counted(made_up, tmp_path):
    def run(function, *breakdowns, keys=None, **columns):
        given = {"person": PEOPLE, "place": made_up.ASHBY, **columns}
        frame = made_up.record_frame(feed="police_victim", **given)
        with made_up.opened_records(tmp_path, frame) as inputs:
            measure = made_up.measure(Quantity.REPEATS, *breakdowns, name="police_victim")
            return function(inputs, measure) if keys is None else function(inputs, measure, keys)

    return run


def test_people_and_their_records_by_times(counted):
    frame = counted(repeats, "times")
    assert frame["times"].tolist() == ["1", "2", "3", "4", "5+", "not known"]
    assert frame["count"].fillna(-1).tolist() == [1, 1, 1, 0, 1, -1]
    assert frame["events"].tolist() == [1, 2, 3, 0, 6, 2]


def test_a_person_counts_once_in_each_district(made_up, counted):
    place = [made_up.ASHBY, made_up.BROOK_VALE, *[made_up.ASHBY] * 12]
    frame = counted(repeats, "lad", "times", place=place)
    assert frame["lad"].tolist() == [made_up.ASHBY] * 6 + [made_up.BROOK_VALE] * 6
    assert frame["count"].fillna(-1).tolist() == [2, 0, 1, 0, 1, -1, 1, 0, 0, 0, 0, -1]
    assert frame["events"].sum() == 14


def test_where_nobody_is_named_nothing_is_said_of_repeats(counted):
    frame = counted(repeats, "times", person=[None] * 14)
    assert frame["count"].isna().all()
    assert frame["events"].fillna(-1).tolist() == [-1] * 5 + [14]


def test_frequencies_add_up_to_the_records(made_up, counted):
    ages = [20, 20, 20, 30, 30, None, *[40] * 6, 50, None]
    frame = counted(people_by_frequency, keys=["lad"], age=ages)
    assert frame.to_dict("list") == {
        "lad": [made_up.ASHBY] * 6,
        "age_band": ["20-24", "20-24", "30-34", "40-44", "50-54", "not known"],
        "frequency": [1, 2, 2, 6, 1, 1],
        "people": [1, 1, 1, 1, 1, 2],
    }
    assert (frame["frequency"] * frame["people"]).sum() == 14


def test_frequencies_of_the_whole_area(made_up, record_inputs):
    measure = made_up.measure(Quantity.STANDARDISED_RATES, "area", name="police_victim")
    frame = people_by_frequency(record_inputs, measure, [])
    assert list(frame.columns) == ["age_band", "frequency", "people"]
    whole = made_up.made_up_records().query("feed == 'police_victim' and lad.notna()")
    assert (frame["frequency"] * frame["people"]).sum() == len(whole)


def test_other_breakdowns_are_refused(counted):
    with pytest.raises(ValidityError, match="breakdown"):
        counted(repeats, "relationship", "times")
