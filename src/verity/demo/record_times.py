"""When recorded events happen: days within months, hours within the week, and what is known of the time.

Busy days are the same for every source, so that they can be found to agree by time.
"""

import numpy as np
from numpy.typing import NDArray

from verity.demo.parameters import Parameters
from verity.demo.record_intensity import draw_within
from verity.demo.record_parameters import Clock
from verity.demo.tessellation import Floats, Ints

Moments = NDArray[np.datetime64]
FIRST_DAY, LAST_DAY = np.datetime64("2010-01-01"), np.datetime64("2029-12-31")
NIGHT_FROM, NIGHT_UNTIL = 21, 5
"""Weekend nights run from 21:00 on Friday and on Saturday to 04:59 of the next day."""
WEEKEND_NIGHT_GROUPS = ((5, 20), (6, 0), (6, 20), (0, 0))
"""Weekday and first hour of the four-hour groups that weekend nights fill: Friday and Saturday, 20:00 to 03:59."""
LONGEST_MONTH = 31
YEAR_DAYS = 365
TAIL_DAYS = 500.0
"""Mean of the days beyond a year until an offence is reported, where it takes more than a year."""


def weekend_night_hours() -> NDArray[np.bool_]:
    """Which hours of the week belong to the weekend nights, shape (7, 24), Sunday first.

    Examples
    --------
    >>> int(weekend_night_hours().sum())
    16
    """
    hours = np.zeros((7, 24), dtype=bool)
    hours[[5, 6], NIGHT_FROM:] = True
    hours[[6, 0], :NIGHT_UNTIL] = True
    return hours


def week_weights(clock: Clock, *, later: int = 0) -> Floats:
    """Return the share of events in each hour of the week, shape (7, 24), Sunday first.

    Parameters
    ----------
    later : int
        Hours by which the source sees an event later than it happens.
    """
    weights = np.array(clock.hour) * np.where(weekend_night_hours(), clock.weekend_night, 1.0)
    weights = weights / weights.sum(axis=1, keepdims=True) * _weekday_shares(clock)[:, None]
    return np.asarray(np.roll(weights.ravel(), later).reshape(7, 24))


def _weekday_shares(clock: Clock) -> Floats:
    night = np.where(weekend_night_hours(), clock.weekend_night, 1.0)
    volume = np.array(clock.weekday) * (np.array(clock.hour) * night).sum(axis=1)
    return np.asarray(volume / volume.sum())


def busy_days(parameters: Parameters) -> Floats:
    """Relative volume of every day from `FIRST_DAY` on, alike for all sources."""
    count = int((LAST_DAY - FIRST_DAY).astype(int)) + 1
    return np.asarray(np.exp(parameters.random("busy days").normal(0, parameters.records.clock.busy_days, count)))


def weekdays(days: Moments) -> Ints:
    """Return weekdays of days, 0 Sunday to 6 Saturday."""
    return np.asarray((days.astype("datetime64[D]").astype(np.int64) + 4) % 7)


def moments(parameters: Parameters, month: Moments, random: np.random.Generator, *, later: int = 0) -> Moments:
    """Draw a local moment, to the minute, within each given month.

    Days differ by weekday and by how busy they are within their month, so that a month's expected number stays
    what it was; hours differ by weekday.
    """
    clock = parameters.records.clock
    week = week_weights(clock, later=later)
    months, row = np.unique(month.astype("datetime64[M]"), return_inverse=True)
    within = np.arange(LONGEST_MONTH).astype("timedelta64[D]")
    days: Moments = np.asarray(months.astype("datetime64[D]")[:, None] + within)
    weights = week.sum(axis=1)[weekdays(days)] * busy_days(parameters)[(days - FIRST_DAY).astype(np.int64)]
    weights = np.where(days.astype("datetime64[M]") == months[:, None], weights, 0.0)
    day = days[row, draw_within(weights, row.astype(np.int64), random)]
    hour = draw_within(week, weekdays(day), random)
    minute = _minutes(clock, len(day), random)
    return np.asarray(day.astype("datetime64[m]") + (60 * hour + minute).astype("timedelta64[m]"))


def _minutes(clock: Clock, count: int, random: np.random.Generator) -> Ints:
    """Minutes past the hour: the hour itself, the half, or any multiple of five."""
    drawn = random.random(count)
    fives = 5 * random.integers(0, 12, count)
    half = np.where(drawn < clock.on_the_hour + clock.on_the_half_hour, 30, fives)
    return np.where(drawn < clock.on_the_hour, 0, half)


def months_of(first_year: int, last_year: int) -> Moments:
    """Return the months of financial years, April of the first to March after the last."""
    return np.arange(np.datetime64(f"{first_year}-04"), np.datetime64(f"{last_year + 1}-04"))


def financial_year(days: Moments) -> Ints:
    """Return the calendar year in which the financial year of each day begins."""
    months = days.astype("datetime64[M]").astype(np.int64)
    return np.asarray((months - 3) // 12 + 1970)


def bounded_delays(shares: tuple[float, ...], room: Ints, random: np.random.Generator) -> Ints:
    """Draw days from event to report by declared bands, never beyond `room` days.

    The bands are the same day, within 7, 30 and 365 days, and later with a long tail; a delay that would outlast
    the extract is drawn anew, evenly over the days there are.
    """
    band = draw_within(np.array([shares]), np.zeros(len(room), dtype=np.int64), random)
    low, high = np.array([0, 1, 8, 31, 366]), np.array([0, 7, 30, 365, 366])
    days = low[band] + np.floor(random.random(len(room)) * (high - low + 1)[band]).astype(np.int64)
    days += np.where(band == len(low) - 1, random.exponential(TAIL_DAYS, len(room)).astype(np.int64), 0)
    return np.where(days > room, np.floor(random.random(len(room)) * (room + 1)).astype(np.int64), days)


def late_shares(shares: tuple[float, ...], room: Ints) -> Floats:
    """Return the expected share of `bounded_delays` that exceed a year, for each number of days there is room for.

    Examples
    --------
    >>> late_shares((0.5, 0.0, 0.0, 0.0, 0.5), np.array([300, 100_000])).round(2).tolist()
    [0.0, 0.5]
    """
    beyond = np.maximum(room - YEAR_DAYS, 0)
    fits = shares[-1] * -np.expm1(-beyond / TAIL_DAYS)
    anew = shares[-1] * np.exp(-beyond / TAIL_DAYS)
    return np.asarray(fits + anew * beyond / (room + 1))
