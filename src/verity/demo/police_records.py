"""Offences, victims and suspects of the force's crime recording system, as drawn: numbers, not yet words.

Offences follow the street files' truth of where and when; each victim and suspect is one of the residents. What
the files look like is `police_files`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.parameters import Parameters
from verity.demo.people import AGES
from verity.demo.record_intensity import draw_within, expected_offences, residents_of
from verity.demo.record_parameters import Offences
from verity.demo.record_people import FEMALE, MALE, Persons, draw_persons, moved_away
from verity.demo.record_times import Moments, bounded_delays, moments
from verity.demo.tessellation import Floats, Ints

NONE = -1
MINUTE, DAY = np.timedelta64(1, "m"), np.timedelta64(1, "D")
MEDIAN_SPAN_HOURS, SPAN_SPREAD = 3.0, 1.2
LONGEST_SPAN_HOURS = 24 * 21


@dataclass(frozen=True)
class Involved:
    """Victims or suspects: the offence of each row, and the persons."""

    offence: Ints
    persons: Persons
    age: Ints


@dataclass(frozen=True)
class PoliceRows:
    """Rows of the extract before they are written, offences in order of time.

    Attributes
    ----------
    month, cell, group : shape (offences,)
        `group` is the position in the declared groups.
    code : shape (offences,)
        Position in the codes of the group.
    happened, started, ended : shape (offences,)
        The true moment and the recorded span; `ended` is NaT unless an interval was recorded.
    timed : shape (offences,)
        False where only the date was recorded.
    midnight : shape (offences,)
        Whether 00:00 stands for an unknown time.
    reported : shape (offences,)
    victims, suspects : Involved
    """

    month: Ints
    cell: Ints
    group: Ints
    code: Ints
    happened: Moments
    started: Moments
    ended: Moments
    timed: NDArray[np.bool_]
    midnight: NDArray[np.bool_]
    reported: Moments
    victims: Involved
    suspects: Involved


def police_rows(parameters: Parameters, county: County) -> PoliceRows:
    """Draw every offence of the window with its victims and suspects."""
    random = parameters.random("police records")
    counts = random.poisson(expected_offences(parameters, county))
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    month, cell, group = (part.astype(np.int64) for part in np.unravel_index(flat, counts.shape))
    happened = moments(parameters, np.array(parameters.months, "datetime64[M]")[month], random)
    order = np.argsort(happened, kind="stable")
    month, cell, group, happened = month[order], cell[order], group[order], happened[order]
    started, ended, timed, midnight = _recorded_times(parameters, happened, random)
    victims = _victims(parameters, county, cell, group, happened)
    return PoliceRows(
        month,
        cell,
        group,
        _codes(parameters, group, victims, random),
        happened,
        started,
        ended,
        timed,
        midnight,
        _reported(parameters, group, started, random),
        victims,
        _suspects(parameters, county, cell, group, happened),
    )


def _recorded_times(
    parameters: Parameters, happened: Moments, random: np.random.Generator
) -> tuple[Moments, Moments, NDArray[np.bool_], NDArray[np.bool_]]:
    """Blur the true moments: spans that hold them, dates without a time, midnights that mean unknown."""
    declared, count = parameters.records.police, len(happened)
    spanned = random.random(count) < declared.interval
    hours = np.minimum(MEDIAN_SPAN_HOURS * np.exp(random.normal(0, SPAN_SPREAD, count)), LONGEST_SPAN_HOURS)
    span = np.maximum(5 * np.round(12 * hours), 5).astype(np.int64)
    before = (5 * np.floor(random.random(count) * span / 5)).astype(np.int64)
    earliest = np.maximum(happened - before * MINUTE, happened.astype("datetime64[M]").astype("datetime64[m]"))
    started = np.where(spanned, earliest, happened)
    timed = random.random(count) >= declared.date_only
    midnight = timed & (random.random(count) < declared.default_midnight)
    started = np.where(midnight, started.astype("datetime64[D]").astype("datetime64[m]"), started)
    ended = np.where(spanned & timed, started + span * MINUTE, np.datetime64("NaT"))
    return started, ended, timed, midnight


def _reported(parameters: Parameters, group: Ints, started: Moments, random: np.random.Generator) -> Moments:
    declared = parameters.records.police
    day = started.astype("datetime64[D]")
    room = (np.datetime64(declared.extracted) - day).astype(np.int64)
    delay = np.zeros(len(group), dtype=np.int64)
    for one, offences in enumerate(declared.offences):
        rows = np.flatnonzero(group == one)
        delay[rows] = bounded_delays(offences.delay, room[rows], random)
    return np.asarray(day + delay * DAY)


def _victims(parameters: Parameters, county: County, cell: Ints, group: Ints, happened: Moments) -> Involved:
    """Draw victims; groups that share a profile share their repeat victims."""
    random, declared = parameters.random("police victims"), parameters.records.police
    has = random.random(len(group)) < np.array([one.victim for one in declared.offences])[group]
    parts = []
    for profile in dict.fromkeys(one.profile for one in declared.offences if one.victim):
        members = [n for n, one in enumerate(declared.offences) if one.profile == profile]
        rows = np.flatnonzero(has & np.isin(group, members))
        residents = residents_of(
            parameters, county, profile=profile, gradient=gradient_of(parameters, declared.offences[members[0]]),
            years=years_of(parameters),
        )  # fmt: skip
        persons = draw_persons(
            residents, happened[rows], declared.repeats, random, near=cell[rows], near_share=declared.at_home
        )
        parts.append((rows, moved_away(persons, county.land.home, declared.gaps.elsewhere, random)))
    return _involved(parts, happened)


def _suspects(parameters: Parameters, county: County, cell: Ints, group: Ints, happened: Moments) -> Involved:
    random, declared = parameters.random("police suspects"), parameters.records.police
    has = random.random(len(group)) < np.array([one.suspect for one in declared.offences])[group]
    number = has * (1 + (random.random(len(group)) < declared.second_suspect))
    rows = np.repeat(np.arange(len(group)), number)
    residents = residents_of(
        parameters, county, profile="suspects", gradient=gradient_of(parameters, declared.offences[0]),
        years=years_of(parameters),
    )  # fmt: skip
    persons = draw_persons(
        residents, happened[rows], declared.suspect_repeats, random, near=cell[rows], near_share=declared.suspect_near
    )
    return _involved([(rows, moved_away(persons, county.land.home, declared.gaps.elsewhere, random))], happened)


def _involved(parts: list[tuple[Ints, Persons]], happened: Moments) -> Involved:
    """Join the pools of persons, their numbers following one another, rows in order of the offence."""
    starts = np.cumsum([0, *(len(persons.cell) for _, persons in parts)])
    offence = np.concatenate([rows for rows, _ in parts])
    of_event = np.concatenate([one.of_event + start for (_, one), start in zip(parts, starts[:-1], strict=True)])
    order = np.argsort(offence, kind="stable")
    persons = Persons(
        of_event[order],
        *(np.concatenate([getattr(one, name) for _, one in parts]) for name in ("cell", "sex", "part", "born")),
    )
    return Involved(offence[order], persons, persons.ages(happened[offence[order]]))


def _codes(parameters: Parameters, group: Ints, victims: Involved, random: np.random.Generator) -> Ints:
    """Draw each offence's code among those that fit its victim's sex and age."""
    someone = np.full(len(group), 2 * len(AGES), dtype=np.int64)
    age = np.minimum(victims.age, AGES[-1])
    someone[victims.offence] = victims.persons.sex[victims.persons.of_event] * len(AGES) + age
    code = np.zeros(len(group), dtype=np.int64)
    for one, offences in enumerate(parameters.records.police.offences):
        rows = np.flatnonzero(group == one)
        code[rows] = draw_within(code_weights(offences), someone[rows], random)
    return code


def code_weights(offences: Offences) -> Floats:
    """Return relative frequencies of codes by victim (male then female by age, no victim last)."""
    weights = np.zeros((2 * len(AGES) + 1, len(offences.codes)))
    for column, (_, frequency, sex, youngest, oldest) in enumerate(offences.codes):
        fits = (youngest <= AGES) & (oldest >= AGES)
        weights[-1, column] = frequency
        for row, letter in ((MALE, "M"), (FEMALE, "F")):
            if sex in ("", letter):
                weights[row * len(AGES) : (row + 1) * len(AGES), column] = np.where(fits, frequency, 0)
    return weights


def gradient_of(parameters: Parameters, offences: Offences) -> float:
    """Return the declared gradient of the category that a group of offences belongs to."""
    return next(category.gradient for category in parameters.category if category.name == offences.category)


def years_of(parameters: Parameters) -> tuple[int, ...]:
    """Return the calendar years of the window."""
    return tuple(sorted({int(month[:4]) for month in parameters.months}))
