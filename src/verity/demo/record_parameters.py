"""The declared truths of the record-level files: police records, admissions, emergency care, ambulance.

What each number means is said beside it in `county.toml`; nothing here computes a result.
"""

from typing import Annotated

from pydantic import Field

from verity.demo.declared import Count, Declared, Positive, Share, Weight

Week = Annotated[tuple[Weight, ...], Field(min_length=7, max_length=7)]
Day = Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]
FiveShares = Annotated[tuple[Share, ...], Field(min_length=5, max_length=5)]


class Profile(Declared):
    """Relative rates by age, joined by straight lines, for males and females."""

    ages: tuple[Count, ...]
    male: tuple[Weight, ...]
    female: tuple[Weight, ...]


class Clock(Declared):
    """When things happen: relative weights of weekdays (Sunday first), hours, weekend nights and busy days."""

    weekday: Week
    hour: Day
    weekend_night: Positive
    busy_days: float
    on_the_hour: Share
    on_the_half_hour: Share


class People(Declared):
    """Truths about persons that all sources share."""

    ethnic_rate: dict[str, Positive]
    residence_hotspots: tuple[str, ...]
    residence_factor: Positive


class Gaps(Declared):
    """Shares of what a source does not know, and of rows that are there twice."""

    ethnicity: Share
    age: Share
    sex: Share
    lsoa: Share
    district_only: Share
    elsewhere: Share
    duplicates: Share


class Offences(Declared):
    """Offences of one Home Office group: its part of a police.uk category, its codes, its circumstances.

    `codes` holds code, relative frequency, sex of the victim (“”, M or F), first and last age of the victim.
    """

    group: str
    category: str
    part: Share
    victim: Share
    suspect: Share
    profile: str
    codes: tuple[tuple[str, Weight, str, int, int], ...]
    flags: dict[str, Share]
    delay: FiveShares


class Phrase(Declared):
    """What an officer may write about a factor: said so, or denied."""

    factor: str
    share: Share
    said: tuple[str, ...]
    denied: tuple[str, ...]


class PoliceRecords(Declared):
    """The extract of the force's crime recording system."""

    extracted: str
    first_year_2021: int
    default_midnight: Share
    interval: Share
    date_only: Share
    undated: Share
    at_home: Share
    suspect_near: Share
    second_suspect: Share
    repeats: FiveShares
    suspect_repeats: FiveShares
    vulnerable: Share
    cancelled: Share
    organisations: Share
    offenders: Share
    eliminated: Share
    excel_damage: Share
    unknown_codes: Share
    gaps: Gaps
    phrase: tuple[Phrase, ...]
    denied_share: Share
    relationships: dict[str, Share]
    domestic_relationships: dict[str, Share]
    premises: dict[str, Share]
    outcomes: dict[str, Share]
    offences: tuple[Offences, ...]


class Admissions(Declared):
    """Admitted patient care, by financial year of the end of the episode."""

    first_year: int
    last_year: int
    per_year: Positive
    trend: Positive
    gradient: float
    summer: float
    profile: str
    repeats: FiveShares
    causes: dict[str, Share]
    second_position: Share
    spell_nights: FiveShares
    second_episode: Share
    mental_health: Share
    substance: Share
    alcohol: Share
    other_rows: dict[str, Weight]
    gaps: Gaps


class EmergencyCare(Declared):
    """Emergency departments: HES A&E up to one financial year, ECDS from the next."""

    first_year: int
    last_year: int
    first_ecds_year: int
    per_year: Positive
    trend: Positive
    gradient: float
    summer: float
    profile: str
    repeats: FiveShares
    default_midnight: Share
    by_ambulance: Share
    departments: dict[str, Share]
    other_attendances: Positive
    follow_ups: Share
    injury_details: Share
    gaps: Gaps


class Ambulance(Declared):
    """Calls of a computer-aided dispatch system."""

    per_year: Positive
    complaints: dict[str, Share]
    other_complaints: dict[str, Share]
    other_calls: Positive
    no_place: Share
    premises: dict[str, Share]
    profile: str
    gaps: Gaps


class Records(Declared):
    """Everything that the record-level files are drawn from, beyond what the street files are."""

    scale: Positive
    clock: Clock
    people: People
    profiles: dict[str, Profile]
    police: PoliceRecords
    admissions: Admissions
    emergency: EmergencyCare
    ambulance: Ambulance
