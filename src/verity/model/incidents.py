"""An incident: one recorded event seen the same way whatever the source.

Police offences with their victims and suspects, admissions, attendances and ambulance callouts all become rows
of one shape, so that one analysis serves them all. The shape is said here; readers fill it, the analysis reads it.
"""

from enum import StrEnum

LIST_SEPARATOR = "|"
"""Stands between the items of `flags` and `factors`, which are sorted and hold each item once."""


class YearBasis(StrEnum):
    """Which year an incident is counted in; a financial year is named by the calendar year it begins in."""

    CALENDAR = "calendar year"
    FINANCIAL = "financial year"


class LocationQuality(StrEnum):
    """How well the place of an incident is known."""

    SMALL_AREA = "small area"
    DISTRICT = "district only"
    ELSEWHERE = "outside the force area"
    NONE = "no location"


class Role(StrEnum):
    """Who the person of an incident is; missing where it is about no one person."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    PATIENT = "patient"


class Sex(StrEnum):
    """Sex as the sources record it; anything else is missing and counted as not known."""

    FEMALE = "female"
    MALE = "male"


ETHNIC_GROUPS: tuple[str, ...] = (
    "White",
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed or Multiple ethnic groups",
    "Other ethnic group",
)
"""The five broad groups of Census 2021, in the order they are shown; every source's codes become these or missing."""

AGE_BANDS: tuple[str, ...] = (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")
"""The 19 five-year bands of the European Standard Population 2013."""

NOT_KNOWN = "not known"
"""How a missing value is called where it is a row of a table."""

INCIDENT_COLUMNS: dict[str, str] = {
    "source_file": "int32",
    "source_row": "int32",
    "reference": "string",
    "started": "timestamp(6)",
    "ended": "timestamp(6)",
    "time_given": "boolean",
    "reported": "date",
    "counted": "date",
    "year": "int64",
    "lsoa_code": "string",
    "lad_code": "string",
    "longitude": "float64",
    "latitude": "float64",
    "role": "string",
    "person": "string",
    "age": "int64",
    "sex": "string",
    "ethnic_group": "string",
    "group": "string",
    "category": "string",
    "code": "string",
    "flags": "string",
    "factors": "string",
    "relationship": "string",
    "outcome": "string",
    "premises": "string",
    "weapon": "string",
    "mode": "string",
    "department": "string",
    "provider": "string",
    "stay_days": "int64",
}
"""What a reader may fill, with the type of each column; a column that a source does not have is missing throughout.

`source_file` and `source_row` follow every incident to its file. `reference` joins victims and suspects to their
offence (a pseudonym). `started` and `ended` are local wall-clock times; `time_given` is false where only the date
was recorded. `counted` is the day whose month and weekday the incident is counted on (the admission, the arrival,
the day committed); `year` is the reporting year by the feed's own basis. `lsoa_code` may be of either vintage;
`lad_code` serves where there is no small area. `person` is a pseudonym. `group`, `category` and `code` run from
broad to fine: Home Office group, subgroup and offence code; or assault, cause and ICD-10 code.
"""

PLACED_COLUMNS: dict[str, str] = {
    "feed": "string",
    "place": "string",
    "lad": "string",
    "lsoa": "string",
    "location_quality": "string",
    "decile": "int64",
    "area_group": "string",
    "month": "string",
    "weekday": "int64",
    "hour": "int64",
    "time_quality": "string",
}
"""What the analysis adds: the feed's id; district code or where else (`place`), `lad` inside the area only, `lsoa`
in the edition's vintage, the national deprivation decile (1 most deprived), the geodemographic group of the LSOA 2021
(missing where either is not known), the month `YYYY-MM` of `counted`, its weekday (0 Sunday to 6 Saturday, as in the
methods), the hour of `started` where a time was given, and the time quality in the words of the methods."""
