"""Contracts of police records: what is stored of offences, victims and suspects.

The headers of the known layouts are in `verity.model.police_layouts`.
"""

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Publisher, Sensitivity
from verity.model.incidents import ETHNIC_GROUPS, Sex
from verity.model.offences import OFFENCE_BY_CODE
from verity.model.police_layouts import (
    OFFENCE_LAYOUTS,
    SUSPECT_LAYOUTS,
    SUSPECT_STATUSES,
    VICTIM_LAYOUTS,
    VICTIM_TYPES,
)

FOLDER = "police_records"

_YES_NO = frozenset({"yes", "no"})
_ENTRY = r"^.{1,80}$"
"""An entry of a list of choices; longer is free text, which may name somebody."""
_LSOA, _LAD = CODE_PATTERNS[Level.LSOA], CODE_PATTERNS[Level.LAD]
_REFERENCE = Column(name="crime_reference", pseudonym=True, about="Joins victims and suspects to their offence")
_PLACE = (
    Column(name="lsoa_code", nullable=True, pattern=_LSOA, about="Of either vintage"),
    Column(name="lad_code", nullable=True, pattern=_LAD, about="Serves where there is no small area"),
)
_PERSON = (
    Column(name="person", nullable=True, pseudonym=True, about="The system's own number of the person"),
    Column(
        name="row_key", nullable=True, pseudonym=True,
        about="Crime and person together: the same person in the same crime is counted once",
    ),
    Column(
        name="age", type=FieldType.INTEGER, nullable=True, minimum=0, maximum=120,
        about="Completed years at the offence, as recorded or else reckoned from the date of birth",
    ),
    Column(name="sex", nullable=True, codes=frozenset(Sex)),
    Column(
        name="ethnic_group", nullable=True, codes=frozenset(ETHNIC_GROUPS),
        about="Self-defined, or as an officer saw it where the person said nothing",
    ),
    Column(name="relationship", nullable=True, pattern=_ENTRY, about="To the other side, as recorded"),
)  # fmt: skip


def _publisher(file: str) -> Publisher:
    return Publisher(
        name="The police force, from its crime recording system",
        page="your force's analysts, under an information sharing agreement",
        file=f"{file}; comma-separated, one file or one for each period",
        folder=FOLDER,
        licence="Confidential; not for publication",
        cadence_months=12,
    )


_CAVEATS = (
    Caveat(
        id="police-records-recorded",
        text="Recorded crime is what came to the notice of the police and was recorded; much violence is not reported.",
    ),
    Caveat(
        id="police-records-keywords",
        text="Factors are found in officers' notes by a declared list of words; one that nobody noted is not counted.",
    ),
)

OFFENCES = Contract(
    id="police_offences",
    title="Police recorded offences",
    columns=(
        _REFERENCE,
        Column(name="offence_code", codes=frozenset(OFFENCE_BY_CODE), about="Home Office offence code, as text"),
        Column(name="offence_group", about="Home Office group"),
        Column(name="offence_subgroup", about="Home Office subgroup"),
        Column(name="code_repaired", codes=_YES_NO, about="Whether a spreadsheet had made a date of the code"),
        Column(name="committed_from", type=FieldType.LOCAL_TIME, nullable=True, about="00:00 where no time was given"),
        Column(
            name="committed_to", type=FieldType.LOCAL_TIME, nullable=True, about="23:59 where no time was given",
        ),
        Column(name="time_given", codes=_YES_NO, about="Whether the start has a time as well as a date"),
        Column(name="recorded_on", type=FieldType.DATE, about="Day the crime was recorded"),
        *_PLACE,
        Column(name="longitude", type=FieldType.NUMBER, nullable=True, minimum=-9, maximum=3, about="WGS84"),
        Column(name="latitude", type=FieldType.NUMBER, nullable=True, minimum=49, maximum=61.5, about="WGS84"),
        Column(name="flags", nullable=True, about="Flags set, sorted, with | between them"),
        Column(name="factors", nullable=True, about="Aggravating factors found in keywords and text, likewise"),
        Column(name="premises", nullable=True, pattern=_ENTRY, about="Type of place, as recorded"),
        Column(name="crime_status", nullable=True, pattern=_ENTRY, about="As recorded; tells cancelled crimes"),
        Column(name="outcome", nullable=True, pattern=_ENTRY, about="Outcome, as recorded"),
    ),
    layouts=OFFENCE_LAYOUTS,
    publisher=_publisher("Offences, with committed dates and times, codes, places, flags and keywords"),
    sensitivity=Sensitivity.RESTRICTED,
    caveats=_CAVEATS,
)  # fmt: skip
VICTIMS = Contract(
    id="police_victims",
    title="Victims of police recorded offences",
    columns=(
        _REFERENCE,
        Column(name="victim_type", nullable=True, codes=frozenset(VICTIM_TYPES.values())),
        *_PERSON,
        *_PLACE,
        Column(name="flags", nullable=True, about="vulnerable, repeat victim; sorted, with | between them"),
    ),
    layouts=VICTIM_LAYOUTS,
    publisher=_publisher("Victims, one row for each victim of each crime"),
    sensitivity=Sensitivity.RESTRICTED,
    caveats=_CAVEATS[:1],
)
SUSPECTS = Contract(
    id="police_suspects",
    title="Suspects and offenders of police recorded offences",
    columns=(
        _REFERENCE,
        Column(name="suspect_status", codes=frozenset(SUSPECT_STATUSES.values())),
        *_PERSON,
        *_PLACE,
        Column(name="outcome", nullable=True, pattern=_ENTRY, about="What became of this suspect, as recorded"),
    ),
    layouts=SUSPECT_LAYOUTS,
    publisher=_publisher("Suspects and offenders, one row for each in each crime"),
    sensitivity=Sensitivity.RESTRICTED,
    caveats=_CAVEATS[:1],
)
