"""The people of the records: which events are one person's, and who and of where each person is.

Persons are numbered within a source; the identifiers and names that stand for them are `identities`'.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verity.demo.people import AGES
from verity.demo.record_intensity import Residents, draw_within
from verity.demo.record_times import Moments
from verity.demo.tessellation import Floats, Ints

DAYS_PER_YEAR = 365.25
MALE, FEMALE = 0, 1


@dataclass(frozen=True)
class Persons:
    """People, one row each, and the person of every event.

    Attributes
    ----------
    of_event : shape (events,)
        Row of the person.
    cell, sex, part : shape (persons,)
        Cell of residence, 0 male or 1 female, ethnic part as in `people.ETHNIC_GROUPS`.
    born : shape (persons,)
        Day of birth.
    """

    of_event: Ints
    cell: Ints
    sex: Ints
    part: Ints
    born: Moments

    def ages(self, days: Moments) -> Ints:
        """Return each event's age in completed years, at most 105."""
        lived = (days.astype("datetime64[D]") - self.born[self.of_event]).astype(np.int64)
        return np.asarray(np.clip(np.floor(lived / DAYS_PER_YEAR), 0, 105).astype(np.int64))


def grouped(count: int, shares: tuple[float, ...], random: np.random.Generator) -> tuple[Ints, Ints]:
    """Give each of `count` events to a person; return the person of each event and one event of each person.

    Parameters
    ----------
    shares : tuple of float
        Shares of persons with 1, 2, 3 … events.
    """
    if not count:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    times = 1 + draw_within(np.array([shares]), np.zeros(count, dtype=np.int64), random)
    person = np.repeat(np.arange(count), times)[:count]
    order = random.permutation(count)
    of_event = np.empty(count, dtype=np.int64)
    of_event[order] = person
    return of_event, np.asarray(order[np.unique(person, return_index=True)[1]])


def variance_inflation(shares: tuple[float, ...], *, held: float = 1.0) -> float:
    """Return by how much repeat events widen the variance of a count: E f² / E f.

    Parameters
    ----------
    held : float
        Share of the events that are counted at all; the others are missing at random.

    Examples
    --------
    >>> round(variance_inflation((0.5, 0.5)), 4), round(variance_inflation((0.5, 0.5), held=0.5), 4)
    (1.6667, 1.3333)
    """
    times, weights = np.arange(1, len(shares) + 1), np.array(shares)
    return 1 + held * (float((times**2 * weights).sum() / (times * weights).sum()) - 1)


def draw_persons(
    residents: Residents,
    days: Moments,
    shares: tuple[float, ...],
    random: np.random.Generator,
    *,
    near: Ints | None = None,
    near_share: float = 0.0,
) -> Persons:
    """Draw the people of events.

    Parameters
    ----------
    days : shape (events,)
        When each event happened.
    near : shape (events,), optional
        Cells where `near_share` of the persons live: that of one of their events.
    """
    of_event, first = grouped(len(days), shares, random)
    day = days[first].astype("datetime64[D]")
    year = day.astype("datetime64[Y]").astype(np.int64) + 1970
    home = draw_within(residents.cells, residents.row(year, np.zeros_like(year)) // residents.cells.shape[1], random)
    if near is not None:
        home = np.where(random.random(len(home)) < near_share, near[first], home)
    sex, age = np.divmod(draw_within(residents.ages, residents.row(year, home), random), len(AGES))
    part = draw_within(residents.parts, home, random)
    return Persons(of_event, home, sex, part, _born(day, age, random))


def _born(day: Moments, age: Ints, random: np.random.Generator) -> Moments:
    """Draw a day of birth that makes a person `age` on `day`; 90 and over run on to 99."""
    over = np.where(age == AGES[-1], np.minimum(random.exponential(3, len(age)), 9).astype(np.int64), 0)
    lived = np.ceil((age + over) * DAYS_PER_YEAR) + np.floor(random.random(len(age)) * (DAYS_PER_YEAR - 2))
    return np.asarray(day - lived.astype(np.int64).astype("timedelta64[D]"))


def moved_away(persons: Persons, home: NDArray[np.bool_], share: float, random: np.random.Generator) -> Persons:
    """Return the persons with a share of them living in the neighbour's area instead."""
    beyond = np.flatnonzero(~home)
    away = random.random(len(persons.cell)) < share
    cell = np.where(away, beyond[random.integers(0, len(beyond), len(away))], persons.cell)
    return Persons(persons.of_event, cell, persons.sex, persons.part, persons.born)


def chosen(shares: dict[str, float], count: int, random: np.random.Generator) -> NDArray[np.str_]:
    """Draw `count` of the declared words by their shares."""
    weights: Floats = np.array([list(shares.values())])
    return np.array(list(shares))[draw_within(weights, np.zeros(count, dtype=np.int64), random)]
