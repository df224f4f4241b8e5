"""Closed code lists of recorded crime, with their source.

police.uk category names are the publisher's; the offence groups behind the violence category follow the
Home Office offence classification index.
"""

from dataclasses import dataclass

ANTI_SOCIAL_BEHAVIOUR = "Anti-social behaviour"
VIOLENCE_AND_SEXUAL_OFFENCES = "Violence and sexual offences"
ROBBERY = "Robbery"
POSSESSION_OF_WEAPONS = "Possession of weapons"

CRIME_TYPES: tuple[str, ...] = (
    ANTI_SOCIAL_BEHAVIOUR,
    "Bicycle theft",
    "Burglary",
    "Criminal damage and arson",
    "Drugs",
    "Other crime",
    "Other theft",
    POSSESSION_OF_WEAPONS,
    "Public order",
    ROBBERY,
    "Shoplifting",
    "Theft from the person",
    "Vehicle crime",
    VIOLENCE_AND_SEXUAL_OFFENCES,
)
"""The fourteen categories of data.police.uk since May 2013."""

HISTORIC_CRIME_TYPES: tuple[str, ...] = (
    "Public disorder and weapons",
    "Violent crime",
)
"""Categories used before May 2013: known, and never joined with today's."""

VIOLENCE_LABEL = "violence and sexual offences (police.uk category)"
"""How the category is called in every sentence; never “serious violence”."""


@dataclass(frozen=True)
class OffenceGroup:
    """A Home Office group and subgroup counted in a police.uk category."""

    group: str
    subgroup: str
    examples: str


VIOLENCE_OFFENCE_GROUPS: tuple[OffenceGroup, ...] = (
    OffenceGroup("Violence against the person", "Homicide", "Murder, manslaughter, infanticide"),
    OffenceGroup(
        "Violence against the person",
        "Death or serious injury by unlawful driving",
        "Causing death by dangerous or careless driving",
    ),
    OffenceGroup(
        "Violence against the person",
        "Violence with injury",
        "Assault with injury, assault with intent to cause serious harm, attempted murder",
    ),
    OffenceGroup(
        "Violence against the person",
        "Violence without injury",
        "Assault without injury, threats to kill, kidnapping, modern slavery, cruelty to children",
    ),
    OffenceGroup(
        "Violence against the person",
        "Stalking and harassment",
        "Harassment, stalking, malicious communications, controlling or coercive behaviour",
    ),
    OffenceGroup("Sexual offences", "Rape", "Rape of a person of any age or sex"),
    OffenceGroup(
        "Sexual offences",
        "Other sexual offences",
        "Sexual assault, sexual activity with a child, exposure and voyeurism",
    ),
)
"""What “violence and sexual offences” holds (Home Office offence classification index; data.police.uk)."""
