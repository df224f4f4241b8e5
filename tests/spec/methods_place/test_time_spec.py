"""What a recorded time is good for, and where it counts, drawn as tables."""

import numpy as np
import pytest

from verity.methods.aoristic import aoristic_weights
from verity.methods.default_times import default_time_share
from verity.methods.time_profile import WEEKDAYS, policing_day, weekday, weekday_hour_profile
from verity.methods.time_quality import TimeQuality, time_quality


def times(texts):
    return np.array([text.replace(" ", "T") if text.strip("-") else "NaT" for text in texts], "M8[m]")


def test_quality_of_recorded_times(rows):
    table = rows("""
        why                               | start            | end              | quality
        --------------------------------- | ---------------- | ---------------- | ---------
        nothing recorded                  |                  |                  | UNKNOWN
        only an end                       |                  | 2024-03-04 10:00 | UNKNOWN
        a time                            | 2024-03-04 21:15 |                  | KNOWN
        start and end the same            | 2024-03-04 21:15 | 2024-03-04 21:15 | KNOWN
        within the hour                   | 2024-03-04 21:15 | 2024-03-04 22:15 | KNOWN
        just over an hour                 | 2024-03-04 21:15 | 2024-03-04 22:16 | INTERVAL
        overnight                         | 2024-03-04 18:00 | 2024-03-05 07:30 | INTERVAL
        the end before the start          | 2024-03-04 21:15 | 2024-03-04 20:15 | KNOWN
        midnight alone                    | 2024-03-04 00:00 |                  | DATE_ONLY
        midnight twice                    | 2024-03-04 00:00 | 2024-03-04 00:00 | DATE_ONLY
        midnight, the end before it       | 2024-03-04 00:00 | 2024-03-03 12:00 | DATE_ONLY
        one past midnight                 | 2024-03-04 00:01 |                  | DATE_ONLY
        last minute of the day            | 2024-03-04 23:59 | 2024-03-04 23:59 | DATE_ONLY
        two past midnight                 | 2024-03-04 00:02 |                  | KNOWN
        the whole day                     | 2024-03-04 00:00 | 2024-03-04 23:59 | DATE_ONLY
        the whole day, from one past      | 2024-03-04 00:01 | 2024-03-04 23:59 | DATE_ONLY
        midnight to midnight              | 2024-03-04 00:00 | 2024-03-05 00:00 | DATE_ONLY
        three whole days                  | 2024-03-04 00:00 | 2024-03-06 23:59 | DATE_ONLY
        midnight to one past              | 2024-03-04 00:00 | 2024-03-04 00:01 | KNOWN
        from midnight for a real window   | 2024-03-04 00:00 | 2024-03-04 06:00 | INTERVAL
        one day from noon                 | 2024-03-04 12:00 | 2024-03-05 12:00 | INTERVAL
        a minute short of a week          | 2024-03-04 13:00 | 2024-03-11 12:59 | INTERVAL
        a week                            | 2024-03-04 13:00 | 2024-03-11 13:00 | DATE_ONLY
        noon is only reported             | 2024-03-04 12:00 |                  | KNOWN
        first of the month at midnight    | 2024-03-01 00:00 |                  | DATE_ONLY
    """)
    result = time_quality(times(r["start"] for r in table), times(r["end"] for r in table))
    found = {r["why"]: TimeQuality(q).name for r, q in zip(table, result.quality, strict=True)}
    assert found == {r["why"]: r["quality"] for r in table}
    assert sum(result.counts().values()) == len(table)


def test_looks_are_reported_beside_the_verdict(rows):
    table = rows("""
        start            | end              | looks
        ---------------- | ---------------- | ------------------------------------------------
        2024-03-01 00:00 |                  | end_missing first_of_month_midnight midnight
        2024-03-02 00:00 | 2024-03-02 00:00 | midnight start_is_end
        2024-03-02 00:01 | 2024-03-02 23:59 | one_past_midnight whole_days
        2024-03-02 12:00 | 2024-03-01 12:00 | end_before_start noon
        2024-03-02 23:59 | 2024-03-03 04:00 | last_minute
        -                |                  | end_missing
    """)
    looks = time_quality(times(r["start"] for r in table), times(r["end"] for r in table)).looks
    for position, row in enumerate(table):
        assert sorted(name for name, seen in vars(looks).items() if seen[position]) == row["looks"].split()


def test_aoristic_weights(rows):
    table = rows("""
        window                 | start            | end              | hours of the week and weights
        ---------------------- | ---------------- | ---------------- | -----------------------------
        two hours              | 2024-03-04 10:00 | 2024-03-04 12:00 | 35: 0.5, 36: 0.5
        most in the second     | 2024-03-04 10:45 | 2024-03-04 11:45 | 35: 0.25, 36: 0.75
        no end                 | 2024-03-04 10:45 |                  | 35: 1
        no span                | 2024-03-04 10:45 | 2024-03-04 10:45 | 35: 1
        the end before         | 2024-03-04 10:45 | 2024-03-04 09:45 | 35: 1
        Saturday into Sunday   | 2024-03-09 23:00 | 2024-03-10 01:00 | 1: 0.5, 168: 0.5
        before 1970            | 1969-12-29 23:30 | 1969-12-30 00:30 | 48: 0.5, 49: 0.5
    """)
    weights = aoristic_weights(times(r["start"] for r in table), times(r["end"] for r in table)).weights
    for row, dense in zip(table, weights.toarray(), strict=True):
        found = ", ".join(f"{hour + 1}: {dense[hour]:g}" for hour in np.flatnonzero(dense))
        assert found == row["hours of the week and weights"], row["window"]


def test_policing_day_starts_at_six(rows):
    table = rows("""
        time             | calendar day | policing day | row       | column
        ---------------- | ------------ | ------------ | --------- | ------
        2024-03-10 05:59 | Sunday       | 2024-03-09   | Saturday  | 23
        2024-03-10 06:00 | Sunday       | 2024-03-10   | Sunday    | 0
        2024-03-11 00:00 | Monday       | 2024-03-10   | Sunday    | 18
        2024-01-01 02:00 | Monday       | 2023-12-31   | Sunday    | 20
    """)
    for row in table:
        at = times([row["time"]])
        day, column = np.argwhere(weekday_hour_profile(at, first_hour=6).counts)[0]
        assert WEEKDAYS[weekday(at)[0]] == row["calendar day"]
        assert str(policing_day(at)[0]) == row["policing day"]
        assert (WEEKDAYS[day], column) == (row["row"], int(row["column"]))


def test_default_times_are_midnights_beyond_the_neighbouring_hours(rows):
    table = rows("""
        00:00 | 22:00 | 23:00 | 01:00 | 02:00 | 22:01 | 15:00 | share
        ----- | ----- | ----- | ----- | ----- | ----- | ----- | -----
        50    | 12    | 10    | 8     | 10    | 0     | 110   | 0.2
        10    | 12    | 10    | 8     | 10    | 0     | 50    | 0
        0     | 10    | 10    | 10    | 10    | 0     | 60    | -0.1
        40    | 0     | 0     | 0     | 0     | 60    | 0     | 0.4
    """)
    for row in table:
        minutes = []
        for clock, count in row.items():
            if clock != "share":
                hour, minute = map(int, clock.split(":"))
                minutes += [60 * hour + minute] * int(count)
        assert default_time_share(minutes).share == pytest.approx(float(row["share"]))
