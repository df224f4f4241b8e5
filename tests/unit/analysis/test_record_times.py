"""Week by hours and time quality, against the methods record by record."""

import numpy as np
import pandas as pd
import pytest

from verity.analysis.record_times import time_qualities, week_hours
from verity.methods.aoristic import aoristic_weights
from verity.methods.default_times import default_time_share
from verity.methods.time_quality import TimeQuality, time_quality
from verity.model.errors import ValidityError
from verity.model.measures import Quantity


@pytest.fixture
def timed(made_up, tmp_path):
    """Compute from starts and ends of one's own; the quality in words stands in the table as the methods say."""

    def run(start, end, function, *breakdowns, **columns):
        quality = time_quality(np.array(start, "M8[s]"), np.array(end, "M8[s]")).quality
        words = [TimeQuality(one).name.lower().replace("_", " ") for one in quality]
        frame = made_up.record_frame(
            place=made_up.ASHBY, started=pd.Series(start), ended=pd.Series(end), time_quality=words,
            **({"time_given": [True] * len(start)} | columns),
        )  # fmt: skip
        with made_up.opened_records(tmp_path, frame) as inputs:
            return function(inputs, made_up.measure(Quantity.WEEK_HOURS, *breakdowns))

    return run


def drawn(size, *, at_midnight, seed=11):
    """Starts in five-minute steps, a share of them at 00:00; ends for half of them, seconds and all."""
    rng = np.random.default_rng(seed)
    minute = rng.choice(np.arange(5, 1440, 5), size)
    minute[rng.random(size) < at_midnight] = 0
    start = np.datetime64("2020-03-01", "s") + (rng.integers(0, 200, size) * 1440 + minute).astype("m8[m]")
    span = rng.choice([10, 60, 61, 600, 3000, 9000, 20000], size).astype("m8[m]")
    end = np.where((rng.random(size) < 0.5) & (minute != 0), start + span, np.datetime64("NaT"))
    return start, end


def test_cells_are_what_the_methods_give_record_by_record(timed):
    start, end = drawn(2000, at_midnight=0.002)
    frame = timed(start, end, week_hours, "weekday", "hour")
    quality = time_quality(start, end, default_minutes=()).quality
    usable = quality >= TimeQuality.INTERVAL
    at_once = np.where(quality == TimeQuality.KNOWN, np.datetime64("NaT"), end)
    profile = aoristic_weights(start[usable], at_once[usable]).profile()
    assert frame["value"].to_numpy() == pytest.approx(100 * profile / usable.sum())
    assert frame["value"].sum() == pytest.approx(100)
    assert frame["count"].sum() == (quality == TimeQuality.KNOWN).sum()
    assert frame["base"].unique().tolist() == [usable.sum()]
    assert frame["weekday"].tolist() == np.repeat(np.arange(7), 24).tolist()
    grouped = timed(start, end, week_hours, "hour_group", "weekday")
    assert len(grouped) == 42
    assert grouped["value"].iloc[0] == pytest.approx(frame["value"].iloc[:4].sum())


def test_midnights_stay_while_defaults_are_few_and_leave_when_they_are_many(timed):
    few = timed(*drawn(4000, at_midnight=0.05), week_hours, "hour")
    many_start, many_end = drawn(4000, at_midnight=0.3)
    many = timed(many_start, many_end, week_hours, "hour")
    assert few["value"].iloc[0] > 5
    assert many["value"].iloc[0] < 5
    assert many["base"].iloc[0] < 0.75 * 4000
    quality = time_quality(many_start, many_end).quality
    assert many["base"].iloc[0] == (quality >= TimeQuality.INTERVAL).sum()


def test_a_known_time_at_midnight_leaves_too_when_defaults_are_many(timed):
    start = np.array(["2020-03-01T00:00"] * 4 + ["2020-03-02T10:00"] * 6, "M8[s]")
    end = start + np.timedelta64(30, "m")
    frame = timed(start, end, week_hours, "hour")
    assert frame["count"].tolist() == [6 if hour == 10 else 0 for hour in range(24)]


def test_the_chart_is_withheld_when_fewer_than_half_are_usable(timed):
    start, _ = drawn(100, at_midnight=0)
    none = np.full(100, np.datetime64("NaT", "s"))
    given = [True] * 49 + [False] * 51
    frame = timed(start, none, week_hours, "hour", time_given=given)
    assert frame["value"].isna().all()
    assert frame["count"].isna().all()
    assert frame["withheld"].unique().tolist() == ["fewer than half of the times are usable"]
    enough = timed(start, none, week_hours, "hour", time_given=[True] * 50 + [False] * 50)
    assert enough["withheld"].unique().tolist() == [""]


def test_time_quality_names_every_kind_and_estimates_the_defaults(timed):
    start, end = drawn(5000, at_midnight=0.2)
    frame = timed(start, end, time_qualities, "time_quality").set_index("time_quality")
    method = time_quality(start, end).counts()
    assert list(frame.index) == ["known", "interval", "date only", "unknown", "default times, estimated", "all"]
    for word, quality in zip(frame.index[:4], sorted(TimeQuality, reverse=True), strict=True):
        assert frame.loc[word, "count"] == method[quality]
        assert frame.loc[word, "value"] == pytest.approx(method[quality] / 50)
    minutes = (start - start.astype("M8[D]")).astype("m8[m]").astype(int)
    read = default_time_share(minutes)
    assert frame.loc["default times, estimated", "value"] == pytest.approx(100 * read.share)
    assert abs(frame.loc["default times, estimated", "value"] - 20) < 1.5
    assert frame.loc["all", "count"] == 5000


def test_other_breakdowns_are_refused(made_up, record_inputs):
    with pytest.raises(ValidityError, match="weekdays and hours"):
        week_hours(record_inputs, made_up.measure(Quantity.WEEK_HOURS, "weekday", "sex"))
