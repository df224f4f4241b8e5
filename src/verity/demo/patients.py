"""Patients of hospitals, emergency departments and the ambulance service: how many when, who they are, what is written.

What each source writes of them beside this is its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.identities import names, nhs_numbers, numbered, postcodes
from verity.demo.parameters import Parameters
from verity.demo.record_intensity import residents_of, season
from verity.demo.record_parameters import FiveShares, Gaps
from verity.demo.record_people import MALE, Persons, draw_persons, moved_away
from verity.demo.record_places import Places, places
from verity.demo.record_times import Moments, financial_year, moments, months_of
from verity.demo.tessellation import Floats, Ints

REFERENCE_YEAR = 2018
"""The financial year (2018/19) that `per_year` is declared for."""
FIRST_YEAR_2021 = 2021
"""From 2021/22 the health files carry LSOA 2021 codes."""
NHS_CATEGORIES = (
    "K", "R", "H", "J", "L", "N", "M", "P", "F", "E", "D", "G", "A", "B", "C", "C", "C", "S", "S",
)  # fmt: skip
"""NHS ethnic category of each part of `people.ETHNIC_GROUPS`."""
NOT_STATED = "Z"
ALONE = (1.0, 0.0, 0.0, 0.0, 0.0)
"""Everybody has one event."""


class Care(Protocol):
    """What a source of patients declares."""

    @property
    def first_year(self) -> int: ...  # noqa: D102 - named as declared
    @property
    def last_year(self) -> int: ...  # noqa: D102 - named as declared
    @property
    def per_year(self) -> float: ...  # noqa: D102 - named as declared
    @property
    def trend(self) -> float: ...  # noqa: D102 - named as declared
    @property
    def gradient(self) -> float: ...  # noqa: D102 - named as declared
    @property
    def summer(self) -> float: ...  # noqa: D102 - named as declared
    @property
    def profile(self) -> str: ...  # noqa: D102 - named as declared
    @property
    def gaps(self) -> Gaps: ...  # noqa: D102 - named as declared


@dataclass(frozen=True)
class Patients:
    """Events of patients: the moment, the persons, the age at the moment; `first` is their first number."""

    when: Moments
    persons: Persons
    age: Ints
    first: int

    @property
    def number(self) -> Ints:
        """The number of each event's person, unlike any other person's of the source."""
        return np.asarray(self.first + self.persons.of_event)


def monthly_events(parameters: Parameters, care: Care) -> tuple[Moments, Floats]:
    """Return the months of a source and the expected events of residents in each."""
    months = months_of(care.first_year, care.last_year)
    calendar = months.astype(np.int64) % 12 + 1
    wave = season(calendar, care.summer, parameters.intensity.summer_peak_month)
    level = care.per_year * parameters.records.scale / 12 * care.trend ** (financial_year(months) - REFERENCE_YEAR)
    return months, np.asarray(level * wave)


def draw_patients(
    parameters: Parameters,
    county: County,
    care: Care,
    random: np.random.Generator,
    *,
    times: float = 1.0,
    repeats: FiveShares = ALONE,
    later: int = 0,
    first: int = 0,
) -> Patients:
    """Draw events of patients and who they are.

    Parameters
    ----------
    times : float
        Events per event that is declared.
    later : int
        Hours from what happened to what the source writes down.
    """
    months, expected = monthly_events(parameters, care)
    month = np.repeat(months, random.poisson(expected * times))
    when = np.sort(moments(parameters, month, random, later=later))
    years = tuple(range(care.first_year, care.last_year + 1))
    residents = residents_of(parameters, county, profile=care.profile, gradient=care.gradient, years=years)
    persons = moved_away(draw_persons(residents, when, repeats, random), county.land.home, care.gaps.elsewhere, random)
    return Patients(when, persons, persons.ages(when), first)


@dataclass(frozen=True)
class Written:
    """What every health file says of a patient, as text; null where it is not known."""

    place: Places
    age: pa.Array
    sex: pa.Array
    ethnicity: pa.Array
    nhs_number: pa.Array
    name: pa.Array
    born: pa.Array
    postcode: pa.Array


def written(county: County, patients: Patients, gaps: Gaps, random: np.random.Generator, *, stream: int) -> Written:
    """Write the particulars of the patients, with the declared gaps.

    Parameters
    ----------
    stream : int
        Where the source's NHS numbers begin, 0 to 999,999.
    """
    persons, of_event = patients.persons, patients.persons.of_event
    count, cell = len(of_event), patients.persons.cell[of_event]
    place = places(county, cell, gaps, random, of_2021=financial_year(patients.when) >= FIRST_YEAR_2021)
    ageless, sexless = random.random(count) < gaps.age, random.random(count) < gaps.sex
    unknown = pa.array(random.random(count) < gaps.ethnicity)
    given, family = names(patients.number)
    return Written(
        place,
        pa.array(patients.age, mask=ageless).cast(pa.string()),
        pa.array(np.where(sexless, "9", np.where(persons.sex[of_event] == MALE, "1", "2"))),
        pc.if_else(unknown, NOT_STATED, pa.array(NHS_CATEGORIES).take(pa.array(persons.part[of_event]))),
        nhs_numbers(patients.number, first=stream),
        pc.binary_join_element_wise(given, family, " "),
        day_text(persons.born[of_event]),
        pc.if_else(pa.array(place.known), postcodes(cell), None),
    )


def day_text(day: Moments) -> pa.Array:
    """Return days as `YYYY-MM-DD`, missing where NaT."""
    return pc.strftime(pa.array(day.astype("datetime64[s]")), "%Y-%m-%d")


def time_text(moment: Moments) -> pa.Array:
    """Return times of day as `HHMM`, missing where NaT."""
    return pc.strftime(pa.array(moment.astype("datetime64[s]")), "%H%M")


def tokens(prefix: str, number: Ints) -> pa.Array:
    """Return the publisher's tokens of persons: 32 characters."""
    return numbered(prefix, number, digits=32 - len(prefix))


def small_area_columns(place: Places, year: int, headers: Mapping[int, str]) -> dict[str, pa.Array]:
    """Return the LSOA under the header of the vintage that a year's file has."""
    return {headers[2021 if year >= FIRST_YEAR_2021 else 2011]: place.lsoa}


def with_duplicates(table: pa.Table, share: float, random: np.random.Generator) -> pa.Table:
    """Return the table with a share of its rows there twice, identical."""
    again = 1 + (random.random(table.num_rows) < share)
    return table.take(pa.array(np.repeat(np.arange(table.num_rows), again)))


def flags_of(count: int, share: float, random: np.random.Generator) -> NDArray[np.bool_]:
    """Return which of `count` rows have something that a share of all has."""
    return np.asarray(random.random(count) < share)
