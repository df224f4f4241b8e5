"""Where records are placed, when they are counted, and how well their times are known."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from verity.analysis.record_placement import place_records
from verity.analysis.record_time_quality import quality_words
from verity.methods.time_quality import TimeQuality, time_quality
from verity.model.incidents import INCIDENT_COLUMNS, PLACED_COLUMNS
from verity.warehouse.engine import opened


@pytest.fixture
def place(made_up, tmp_path):
    """Place rows of police offences; return what was said of them and the table, in order of source row."""

    def run(*, shapes=True, deprivation="2019", groups=None, **columns):
        with opened(tmp_path / "warehouse", threads=1, memory_limit="500MB") as warehouse:
            given = {"counted": "2020-03-01", "year": 2020, **columns}
            rows = made_up.record_frame(**given)[list(INCIDENT_COLUMNS)]
            made_up.write_records(warehouse, rows, "police_offences")
            made_up._write_deprivation(warehouse)
            if groups is not None:
                warehouse.con.create_table("output_area_classification", groups)
            inputs = made_up.made_up_inputs(warehouse)
            inputs = replace(
                inputs, feeds={"police_offence": inputs.feeds["police_offence"]}, deprivation_edition=deprivation,
                boundaries=inputs.boundaries if shapes else {},
            )  # fmt: skip
            told = place_records(inputs).feeds["police_offence"]
            table = warehouse.table("record")
            assert list(table.columns) == [*INCIDENT_COLUMNS, *PLACED_COLUMNS]
            frame = table.order_by("source_row").to_pandas()
            return told, frame.astype(object).where(frame.notna(), None)

    return run


def test_every_way_of_being_placed(made_up, place):
    x, y = made_up.centre("E01990002")
    far = made_up.centre("E01990021")
    rows = [  # code, district, point → place, small area, quality, decile
        ("E01990101", None, (x, y), made_up.ASHBY, "E01990002", "small area", made_up.decile_of("E01990101")),
        ("E01990101", None, None, made_up.ASHBY, None, "district only", made_up.decile_of("E01990101")),
        ("E01990103", None, None, made_up.BROOK_VALE, "E01990013", "small area", made_up.decile_of("E01990103")),
        ("E01990021", None, None, "elsewhere", None, "outside the force area", None),
        ("E01999999", made_up.ASHBY, None, made_up.ASHBY, None, "district only", None),
        ("E01999999", None, None, "elsewhere", None, "outside the force area", None),
        (None, made_up.FORMER_BROOK, None, made_up.BROOK_VALE, None, "district only", None),
        (None, made_up.FARLAND, None, "elsewhere", None, "outside the force area", None),
        (None, None, (x, y), made_up.ASHBY, "E01990002", "small area", made_up.decile_of("E01990101")),
        (None, None, far, "elsewhere", None, "outside the force area", None),
        (None, None, None, "none", None, "no location", None),
        # a point in Farland contradicts the code, which is of Ashby: the point is not used
        ("E01990101", None, far, made_up.ASHBY, None, "district only", made_up.decile_of("E01990101")),
    ]
    code, lad, point, *wanted = map(list, zip(*rows, strict=True))
    told, frame = place(
        lsoa_code=code, lad_code=lad,
        longitude=[p and p[0] for p in point], latitude=[p and p[1] for p in point],
    )  # fmt: skip
    for name, values in zip(["place", "lsoa", "location_quality", "decile"], wanted, strict=True):
        assert frame[name].tolist() == values, name
    assert frame["lad"].tolist() == [p if p in (made_up.ASHBY, made_up.BROOK_VALE) else None for p in wanted[0]]
    assert told.location_quality == {
        "small area": 3, "district only": 4, "outside the force area": 4, "no location": 1,
    }  # fmt: skip
    assert (told.by_code, told.by_point, told.residual, told.unknown_codes) == (1, 2, 4, 2)


def test_the_vintage_is_that_of_each_file(made_up, place):
    # E01990005 is of both vintages and decides nothing; a file of such codes alone is taken as the edition's.
    told, frame = place(
        source_file=[0, 0, 1, 1, 2], lsoa_code=["E01990101", "E01990005", "E01990001", "E01990005", "E01990005"]
    )
    assert told.vintages == {0: 2011, 1: 2021, 2: 2021}
    assert frame["lsoa"].tolist() == [None, "E01990005", "E01990001", "E01990005", "E01990005"]


def test_a_stray_code_of_the_other_vintage_is_read_in_its_own(place):
    # 101 is of 2011 alone and became two; 1 is of 2021 alone; most codes of the file are of 2021.
    told, frame = place(lsoa_code=["E01990101", "E01990001", "E01990002", "E01990005"])
    assert told.vintages == {0: 2021}
    assert frame["lsoa"].tolist() == [None, "E01990001", "E01990002", "E01990005"]
    assert frame["location_quality"].tolist() == ["district only", *["small area"] * 3]
    assert told.unknown_codes == 0


def test_deciles_are_joined_on_the_vintage_they_rank(made_up, place):
    codes = ["E01990001", "E01990002", "E01990013", "E01990005"]
    _, frame = place(lsoa_code=codes)
    split = made_up.decile_of("E01990101")
    # 13 was two areas in 2011, so its decile of 2019 cannot be known
    assert frame["decile"].tolist() == [split, split, None, made_up.decile_of("E01990005")]
    _, frame = place(lsoa_code=codes, deprivation="2025")
    assert frame["decile"].tolist() == [1, 2, 3, 5]


def test_groups_are_those_of_the_area_of_2021(made_up, place):
    x, y = made_up.centre("E01990002")
    rows = [("E01990001", "Town", None), ("E01990002", "Suburb", "Bought"), ("E01990013", None, "Bought")]
    groups = pd.DataFrame(rows, columns=["lsoa_code", "group_name", "licensed_group_name"])
    _, frame = place(
        groups=groups,
        # the last is an area of 2011 that became two: its group is known where its point says which
        lsoa_code=["E01990001", "E01990002", "E01990103", "E01990005", "E01990101", "E01990101", None],
        longitude=[*[None] * 5, x, x], latitude=[*[None] * 5, y, y],
    )  # fmt: skip
    assert frame["area_group"].tolist() == ["Town", "Suburb", "Bought", None, None, "Suburb", "Suburb"]
    _, frame = place(lsoa_code=["E01990001"])
    assert frame["area_group"].tolist() == [None]


def test_coordinates_without_shapes_place_nothing(made_up, place):
    x, y = made_up.centre("E01990002")
    _, frame = place(longitude=[x], latitude=[y], shapes=False)
    assert frame["place"].tolist() == ["none"]


def test_month_weekday_and_hour(place):
    _, frame = place(
        counted=["2020-03-01", "2021-11-06", "2021-11-08"],
        started=["2020-03-01T23:59:59", "2021-11-06T00:00:00", "2021-11-08T09:30:00"], time_given=[True, False, None],
    )  # fmt: skip
    assert frame["month"].tolist() == ["2020-03", "2021-11", "2021-11"]
    assert frame["weekday"].tolist() == [0, 6, 1]
    assert frame["hour"].tolist() == [23, None, 9]


def test_time_quality_agrees_with_the_method(place):
    rng = np.random.default_rng(7)
    starts = pd.Timestamp("2020-03-01") + pd.to_timedelta(
        rng.choice([0, 1, 59, 60, 720, 1438, 1439, 2880], 3000) * 60 + rng.choice([0, 29, 59], 3000), unit="s"
    )
    minutes = [-5, 0, 1, 59, 60, 61, 1380, 1438, 1439, 1440, 1441, 2879, 10079, 10080, 10081]
    ends = starts + pd.to_timedelta(rng.choice(minutes, 3000) * 60 + rng.choice([-20, 0, 20], 3000), unit="s")
    start = pd.Series(starts).where(rng.random(3000) > 0.05)
    end = pd.Series(ends).where(rng.random(3000) > 0.2)
    _, frame = place(started=start, ended=end, time_given=[True] * 3000)
    method = time_quality(start.to_numpy("M8[s]"), end.to_numpy("M8[s]")).quality
    assert frame["time_quality"].tolist() == [quality_words(TimeQuality(one)) for one in method]
    assert set(frame["time_quality"]) == {"known", "interval", "date only", "unknown"}


def test_a_time_that_was_not_given_is_good_to_the_date(place):
    _, frame = place(started=["2020-03-01T14:00:00"], time_given=[False])
    assert frame["time_quality"].tolist() == ["date only"]
