"""What differs between the chapters over record-level feeds: their feeds, their words, what they show.

Everything else is one engine, so that a source added later is a profile and no code.
"""

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """One thing that a chapter may show of a feed; its value names the measure and ends the exhibit's id."""

    DEFINITIONS = "definitions"
    YEARS = "years"
    FORCE_YEARS = "force-years"
    PLACES = "places"
    AREA_RATES = "area-rates"
    DECILE_RATES = "decile-rates"
    INEQUALITY = "inequality"
    SMALL_AREAS = "small-areas"
    HOTSPOTS = "hotspots"
    TOP_AREAS = "top-areas"
    QUINTILE = "quintile"
    AREA_GROUP = "area-group"
    HARM_AREA = "harm-area"
    HARM_CATEGORY = "harm-category"
    AGE_SEX = "age-sex"
    SEX_AREA = "sex-area"
    ETHNICITY = "ethnicity"
    RELATIONSHIP = "relationship"
    CATEGORY = "category"
    CODES = "codes"
    FLAGS = "flags"
    FACTORS = "factors"
    OUTCOME = "outcome"
    PREMISES = "premises"
    WEAPON = "weapon"
    DEPARTMENT = "department"
    PROVIDER = "provider"
    MODE = "mode"
    STAY = "stay"
    DELAY = "delay"
    REPEATS = "repeats"
    SIDE_COHORTS = "side-cohorts"
    MONTH_AREA = "month-area"
    WEEKDAY_AREA = "weekday-area"
    WEEK_HOURS = "week-hours"
    TIME_QUALITY = "time-quality"
    HOUR_MODE = "hour-mode"


class Role(StrEnum):
    """Which section of a chapter a part belongs to, in the report's order."""

    COUNTED = "what-is-counted"
    PLACE = "by-place"
    PERSON = "by-person"
    TIME = "by-time"


PLACE_PARTS = (
    Part.YEARS, Part.PLACES, Part.AREA_RATES, Part.DECILE_RATES, Part.INEQUALITY, Part.SMALL_AREAS, Part.HOTSPOTS,
    Part.TOP_AREAS, Part.QUINTILE, Part.AREA_GROUP, Part.HARM_AREA, Part.HARM_CATEGORY,
)  # fmt: skip
TIME_PARTS = (Part.MONTH_AREA, Part.WEEKDAY_AREA, Part.WEEK_HOURS, Part.TIME_QUALITY, Part.HOUR_MODE)
COUNTED_PARTS = (Part.DEFINITIONS,)
PERSON_PARTS = tuple(part for part in Part if part not in {*PLACE_PARTS, *TIME_PARTS, *COUNTED_PARTS})
SECTIONS: tuple[tuple[Role, str, tuple[Part, ...]], ...] = (
    (Role.COUNTED, "What is counted", COUNTED_PARTS),
    (Role.PLACE, "By place", PLACE_PARTS),
    (Role.PERSON, "By person", PERSON_PARTS),
    (Role.TIME, "By time", TIME_PARTS),
)


@dataclass(frozen=True, kw_only=True)
class FeedPart:
    """What a chapter shows of one feed.

    Parameters
    ----------
    feed : str
        Id of the feed.
    family : str
        Which codes of a definition apply to it.
    slug : str
        Stands for the feed in ids of exhibits, where one feed may be shown under two definitions.
    title : str
        The records in a sentence where the feed is absent: “police records of victims”.
    adds : str
        What they would add, in words that follow “would add”.
    one, many : str
        What one record is.
    phrase : str
        The records under their definition; `{definition}` stands for its title.
    place : str
        What their place means, as a sentence.
    definitions : tuple[str, ...]
        Definition ids in order of preference; the empty id is the whole cohort.
    parts : tuple[Part, ...]
    """

    feed: str
    family: str
    slug: str
    title: str
    adds: str
    one: str
    many: str
    phrase: str
    place: str
    definitions: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class FeedProfile:
    """One chapter over record-level feeds.

    Parameters
    ----------
    id, title, number : str
    key : str
        Begins the ids of its measures and exhibits.
    feeds : tuple[FeedPart, ...]
    sources : tuple[str, ...]
        Contract ids of its feeds.
    break_note : str
        What must be said where two feeds record one thing; empty for none.
    """

    id: str
    title: str
    number: str
    key: str
    feeds: tuple[FeedPart, ...]
    sources: tuple[str, ...]
    break_note: str = ""


OPEN_SOURCES = (
    "population_lsoa", "population_lad", "census_age", "census_ethnicity", "deprivation", "boundaries",
    "output_area_classification",
)  # fmt: skip
"""Open sources that any of these chapters may draw on: populations, deprivation, groups, shapes."""

UNKNOWN_LIMIT_PCT = 25.0
"""Share of unknown values above which no finding is drawn from a breakdown by person."""
