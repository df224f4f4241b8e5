"""How extracts of crime recording systems are written: headers, and the headers that are left aside.

No national schema exists; these layouts are modelled on what forces draw from Athena-like and Niche-like systems, and
another force's headers are mapped in its assessment. Names, addresses, postcodes, dates, numbers and whatever else
tells who somebody is are among those left aside. A name on the right that a contract does not have is used up by the
reader and goes no further: free text, dates of birth, yes-or-no columns.
"""

from verity.model.contracts import Layout

FLAG_COLUMNS: dict[str, str] = {
    "Domestic Abuse": "domestic abuse",
    "Knife": "knife",
    "Gun": "gun",
    "Alcohol": "alcohol",
    "Drugs": "drugs",
    "Hate Race": "hate: race",
    "Hate Religion": "hate: religion",
    "Hate Sexual Orientation": "hate: sexual orientation",
    "Hate Disability": "hate: disability",
    "Hate Transgender": "hate: transgender",
    "Online": "online",
    "Serious Youth Violence": "serious youth violence",
}
"""Yes-or-no column of an Athena-like extract → flag of the offence."""
QUALIFIERS: dict[str, tuple[str, ...]] = {
    "domestic abuse": ("domestic abuse", "domestic violence", "domestic", "da", "dv"),
    "knife": ("knife crime", "knife", "bladed article"),
    "gun": ("gun crime", "gun", "firearm"),
    "alcohol": ("alcohol related", "alcohol"),
    "drugs": ("drugs related", "drug related", "drugs"),
    "hate: race": ("hate race", "hate - race", "race hate"),
    "hate: religion": ("hate religion", "hate - religion", "faith hate"),
    "hate: sexual orientation": ("hate sexual orientation", "hate - sexual orientation", "homophobic"),
    "hate: disability": ("hate disability", "hate - disability", "disability hate"),
    "hate: transgender": ("hate transgender", "hate - transgender", "transphobic"),
    "online": ("online crime", "online", "cyber enabled", "cyber dependent"),
    "serious youth violence": ("serious youth violence", "syv"),
}
"""Flag of the offence → the entries of a Niche-like list of qualifiers that set it; each entry stands alone."""

VICTIM_TYPES: dict[str, str] = {
    r"(?i)^(person|individual|adult|child|p)$": "person",
    r"(?i)^(organisation|organization|business|company|corporate|state|crown|regina|rex|society|o)$": "organisation",
}
"""Pattern of what a file writes → what kind of victim it is; anything else is quarantined."""

SUSPECT_STATUSES: dict[str, str] = {
    r"(?i)^(suspect|named suspect|suspected|arrested|interviewed)$": "suspect",
    r"(?i)^(offender|charged|convicted|cautioned|summonsed|perpetrator)$": "offender",
    r"(?i)^(eliminated|eliminated suspect|suspect eliminated|not involved)$": "eliminated",
}
"""Pattern of what a file writes → how the person stands to the crime; anything else is quarantined."""

IDENTIFIERS = (
    "*Name*", "*NAME*", "*Surname*", "*SURNAME*", "*Forename*", "*FORENAME*", "*Alias*", "*Address*", "*ADDRESS*",
    "*Street*", "*STREET*", "*Postcode*", "*POSTCODE*", "*Phone*", "*PHONE*", "*Mobile*", "*Telephone*", "*Email*",
    "*EMAIL*", "*NHS*", "*PNC*", "*CRO *", "*Passport*", "*Registration*", "*VRM*", "*Occupation*", "*School*",
    "*Collar*", "*COLLAR*", "*Officer In*", "*OIC*", "*Easting*", "*EASTING*", "*Northing*", "*NORTHING*", "*UPRN*",
)  # fmt: skip
"""Headers left aside wherever they stand."""
_ATHENA_REST = (
    "Offence Title", "Offence Group", "Offence Subgroup", "Recorded Time", "District Name", "Ward*", "Beat*",
    "Station*", "Force*", "Solvability*", "Linked*",
)  # fmt: skip
_NICHE_REST = (
    "OFFENCE_DESC", "OFFENCE_GROUP", "OFFENCE_SUBGROUP", "OCC_TYPE", "OCC_YEAR", "DISTRICT", "WARD*", "BEAT*", "TEAM*",
)  # fmt: skip

_ATHENA_OFFENCE = {
    "Crime Reference": "crime_reference",
    "Home Office Code": "offence_code",
    "Committed From Date": "from_date",
    "Committed From Time": "from_time",
    "Committed To Date": "to_date",
    "Committed To Time": "to_time",
    "Recorded Date": "recorded_on",
    "LSOA Code": "lsoa_code",
    "District Code": "lad_code",
    "Longitude": "longitude",
    "Latitude": "latitude",
    "Premises Type": "premises",
    "Crime Status": "crime_status",
    "Outcome": "outcome",
    "MO Keywords": "keywords",
    "MO Text": "free_text",
    **FLAG_COLUMNS,
}
_ATHENA_OFFENCE_OPTIONAL = (
    frozenset({"District Code", "Longitude", "Latitude", "Premises Type", "Crime Status", "MO Keywords", "MO Text"})
    | FLAG_COLUMNS.keys()
)

_CRIME = "Crime Reference"
_DAY = {"Committed From Date": "offence_day"}
"""In a file of persons it serves to reckon the age from a date of birth."""


def _athena_person(who: str) -> dict[str, str]:
    return {
        f"{who} Person ID": "person",
        f"{who} Age": "age",
        f"{who} Date Of Birth": "born",
        f"{who} Gender": "sex",
        f"{who} Self Defined Ethnicity": "self_defined",
        f"{who} Officer Defined Ethnicity": "officer_defined",
        f"{who} Home LSOA Code": "lsoa_code",
        f"{who} Home District Code": "lad_code",
    }


_ATHENA_VICTIM = {
    **_athena_person("Victim"),
    "Victim Type": "victim_type",
    "Victim Relationship To Suspect": "relationship",
    "Victim Vulnerable": "vulnerable",
    "Victim Repeat": "repeat",
}
_ATHENA_SUSPECT = {
    **_athena_person("Suspect"),
    "Suspect Status": "suspect_status",
    "Suspect Relationship To Victim": "relationship",
    "Suspect Outcome": "outcome",
}
_ATHENA_PERSON_OPTIONAL = frozenset(
    f"{who} {what}"
    for who in ("Victim", "Suspect")
    for what in (
        "Age", "Date Of Birth", "Officer Defined Ethnicity", "Home District Code", "Type", "Vulnerable", "Repeat",
        "Outcome",
    )
) | _DAY.keys()  # fmt: skip

_NICHE_OFFENCE = {
    "OCCURRENCE_NO": "crime_reference",
    "HO_CODE": "offence_code",
    "OCC_FROM": "from_date",
    "OCC_TO": "to_date",
    "CRIMED_ON": "recorded_on",
    "LSOA_CODE": "lsoa_code",
    "LAD_CODE": "lad_code",
    "LONGITUDE": "longitude",
    "LATITUDE": "latitude",
    "LOCATION_TYPE": "premises",
    "OCC_STATUS": "crime_status",
    "OUTCOME_DESC": "outcome",
    "QUALIFIERS": "qualifiers",
    "SUMMARY": "free_text",
}
_NICHE_OFFENCE_OPTIONAL = frozenset({"LAD_CODE", "LONGITUDE", "LATITUDE", "LOCATION_TYPE", "OCC_STATUS", "SUMMARY"})
_NICHE_PERSON = {
    "OCCURRENCE_NO": "crime_reference",
    "NOMINAL_REF": "person",
    "DATE_OF_BIRTH": "born",
    "AGE_AT_OCC": "age",
    "OCC_FROM": "offence_day",
    "SEX": "sex",
    "ETHNICITY_SELF": "self_defined",
    "ETHNICITY_OFFICER": "officer_defined",
    "HOME_LSOA_CODE": "lsoa_code",
    "HOME_LAD_CODE": "lad_code",
}
_NICHE_VICTIM = {
    **_NICHE_PERSON,
    "VICTIM_CLASS": "victim_type",
    "REL_TO_SUSPECT": "relationship",
    "VULNERABLE": "vulnerable",
    "REPEAT_VICTIM": "repeat",
}
_NICHE_SUSPECT = {
    **_NICHE_PERSON,
    "INVOLVEMENT": "suspect_status",
    "REL_TO_VICTIM": "relationship",
    "DISPOSAL": "outcome",
}
_NICHE_PERSON_OPTIONAL = frozenset({"AGE_AT_OCC", "ETHNICITY_OFFICER", "HOME_LAD_CODE", "VULNERABLE", "REPEAT_VICTIM"})


def _joined(columns: dict[str, str], optional: frozenset[str], *, others: tuple[str, ...]) -> Layout:
    """Return the layout of a joined extract as one of the three contracts reads it: the rest is left aside."""
    aside = tuple(name for name in _ATHENA_OFFENCE if name not in columns)
    return Layout(
        name="Athena-like extract, offence, victim and suspect in one row",
        columns=columns,
        optional=optional,
        ignored=(*IDENTIFIERS, *_ATHENA_REST, *aside, *others),
        constants={"joined": "yes"},
    )


OFFENCE_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="Athena-like extract of offences",
        columns=_ATHENA_OFFENCE,
        optional=_ATHENA_OFFENCE_OPTIONAL,
        ignored=(*IDENTIFIERS, *_ATHENA_REST),
        foreign=("Victim *", "Suspect *"),
    ),
    Layout(
        name="Niche-like extract of offences",
        columns=_NICHE_OFFENCE,
        optional=_NICHE_OFFENCE_OPTIONAL,
        ignored=(*IDENTIFIERS, *_NICHE_REST),
    ),
    _joined(_ATHENA_OFFENCE, _ATHENA_OFFENCE_OPTIONAL, others=("Victim *", "Suspect *")),
)
VICTIM_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="Athena-like extract of victims",
        columns={_CRIME: "crime_reference", **_DAY, **_ATHENA_VICTIM},
        optional=_ATHENA_PERSON_OPTIONAL,
        ignored=IDENTIFIERS,
        foreign=("Suspect *",),
    ),
    Layout(
        name="Niche-like extract of victims",
        columns=_NICHE_VICTIM,
        optional=_NICHE_PERSON_OPTIONAL,
        ignored=IDENTIFIERS,
    ),
    _joined({_CRIME: "crime_reference", **_DAY, **_ATHENA_VICTIM}, _ATHENA_PERSON_OPTIONAL, others=("Suspect *",)),
)
SUSPECT_LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="Athena-like extract of suspects",
        columns={_CRIME: "crime_reference", **_DAY, **_ATHENA_SUSPECT},
        optional=_ATHENA_PERSON_OPTIONAL,
        ignored=IDENTIFIERS,
        foreign=("Victim *",),
    ),
    Layout(
        name="Niche-like extract of suspects",
        columns=_NICHE_SUSPECT,
        optional=_NICHE_PERSON_OPTIONAL,
        ignored=IDENTIFIERS,
    ),
    _joined({_CRIME: "crime_reference", **_DAY, **_ATHENA_SUSPECT}, _ATHENA_PERSON_OPTIONAL, others=("Victim *",)),
)
