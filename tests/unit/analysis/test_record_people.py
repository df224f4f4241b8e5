"""People behind records, by the number of times they appear."""

import pytest

from verity.analysis.record_people import repeats
from verity.model.errors import ValidityError
from verity.model.measures import Quantity

PEOPLE = ["a", "a", "b", "c", "c", "c", *["d"] * 6, None, None]


@pytest.fixture
def counted(made_up, tmp_path):
    def run(function, *breakdowns, **columns):
        given = {"person": PEOPLE, "place": made_up.ASHBY, **columns}
        frame = made_up.record_frame(feed="police_victim", **given)
        with made_up.opened_records(tmp_path, frame) as inputs:
            measure = made_up.measure(Quantity.REPEATS, *breakdowns, name="police_victim")
            return function(inputs, measure)

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


def test_other_breakdowns_are_refused(counted):
    with pytest.raises(ValidityError, match="breakdown"):
        counted(repeats, "relationship", "times")
