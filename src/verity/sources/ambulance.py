"""Ambulance callouts from a service's computer-aided dispatch, and those of assault among them.

There is no national layout: a service's own headers are mapped in the assessment's settings. The chief complaint is
read for a declared list of words and let go, because it may be free text.
"""

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from verity.model import clinical
from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher, Sensitivity
from verity.model.incidents import Role, Sex, YearBasis
from verity.model.measures import PlaceBasis, Unit
from verity.warehouse import health_columns as health
from verity.warehouse.columns import NULL, matches
from verity.warehouse.expressions import literal
from verity.warehouse.feed import Condition, Feed
from verity.warehouse.files import InputFile
from verity.warehouse.source import KeepFirst, Source

FOLDER = "ambulance"
SAME_CALL = "another resource sent to the same call"

_WORDS = r"^[a-z][a-z ,/()-]{0,59}$"
_SEX_WORDS = {Sex.MALE.value: r"(?i)^(1|m|male)$", Sex.FEMALE.value: r"(?i)^(2|f|female)$"}
_IDENTIFIERS = (
    "*[Pp]ost[Cc]ode*", "*[Nn][Hh][Ss]*[Nn]umber*", "*[Nn]ame*", "*[Bb]irth*", "DOB", "*[Aa]ddress*", "*[Pp]hone*",
    "[Ee]asting", "[Nn]orthing",
)  # fmt: skip
_PLACES = {
    "LSOA21CD": "lsoa21",
    "LSOA11CD": "lsoa11",
    "LAD_CODE": "lad_code",
    "Longitude": "longitude",
    "Latitude": "latitude",
}

CONTRACT = Contract(
    id="ambulance_callouts",
    title="Ambulance callouts",
    sensitivity=Sensitivity.RESTRICTED,
    columns=(
        Column(name="record", pseudonym=True, nullable=True, about="Number of the call"),
        Column(name="called", type=FieldType.LOCAL_TIME, about="When the call came in"),
        Column(name="kind", nullable=True, codes=frozenset(clinical.CALLOUT_KINDS), about="Of assault, or blank"),
        Column(name="lsoa_code", nullable=True, pattern=CODE_PATTERNS[Level.LSOA], about="Where the patient was"),
        Column(name="lad_code", nullable=True, pattern=CODE_PATTERNS[Level.LAD], about="Where the patient was"),
        Column(name="longitude", type=FieldType.NUMBER, nullable=True, minimum=-9, maximum=3),
        Column(name="latitude", type=FieldType.NUMBER, nullable=True, minimum=49, maximum=61),
        Column(name="premises", nullable=True, about="Type of place in words; longer text is not kept"),
        Column(name="age", type=FieldType.INTEGER, nullable=True, minimum=0, maximum=120),
        Column(name="sex", nullable=True, codes=frozenset(_SEX_WORDS)),
    ),
    layouts=(
        Layout(
            name="callouts with the names of this contract",
            columns={
                "call_id": "record",
                "call_time": "called",
                "complaint": "complaint",
                "dispatch_code": "dispatch_code",
                "lsoa_code": "lsoa",
                "lad_code": "lad_code",
                "longitude": "longitude",
                "latitude": "latitude",
                "location_type": "premises",
                "age": "age",
                "sex": "sex",
            },
            optional=frozenset({
                "call_id", "dispatch_code", "lsoa_code", "lad_code", "longitude", "latitude", "location_type", "age",
                "sex",
            }),
            ignored=_IDENTIFIERS,
        ),
        Layout(
            name="computer-aided dispatch, as the Yorkshire Ambulance Service names it, with places added",
            columns={
                "CallNumber": "record",
                "TimeStampT0": "called",
                "ChiefComplaint": "complaint",
                "DespatchCode": "dispatch_code",
                "PickupLocationType": "premises",
                "MainPatientAge": "age",
                "MainPatientSex": "sex",
                **_PLACES,
            },
            optional=frozenset(_PLACES),
            ignored=(
                *_IDENTIFIERS, "Authorising*", "CCG", "Date_Time_forPerf", "HCP*", "HospitalAttended", "JourneyType",
                "MainPatientMobility", "MethodOfCall", "PatientsThisResource", "Perf*", "Priority", "ResourceType",
                "Time*", "TypeOfCall", "YAS_ID",
            ),
        ),
    ),
    publisher=Publisher(
        name="the ambulance service of the area",
        page="https://aace.org.uk/uk-ambulance-services/",
        file="callouts of computer-aided dispatch, CSV, one row a call, with the small area of the scene",
        folder=FOLDER,
        licence="data sharing agreement; not for publication",
        cadence_months=12,
    ),
    caveats=(
        Caveat(
            id="callouts-as-told",
            text="A callout is of assault when the call was taken as one; what the crew found is not known here, and"
            " stab and penetrating wounds take in accidents and self-harm.",
        ),
    ),
)  # fmt: skip


def _kind(table: pa.Table) -> pa.ChunkedArray:
    """Return the kind of callout by the words of the complaint, else by the card that begins the dispatch code."""
    said = pc.utf8_upper(table.column("complaint"))
    found = [
        pc.if_else(matches(said, rf"\b({'|'.join(map(re.escape, words))})\b"), kind, NULL)
        for kind, words in clinical.CALLOUT_KINDS.items()
    ]
    if "dispatch_code" in table.column_names:
        code = pc.utf8_upper(table.column("dispatch_code"))
        found += [
            pc.if_else(matches(code, rf"^0?{int(card)}(-|[A-Z])"), kind, NULL)
            for card, kind in clinical.CALLOUT_CARDS.items()
        ]
    return pc.coalesce(*found)


def _age(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return whole years; months, weeks and days are age 0; other words are missing."""
    years = health.first_code(pc.binary_join_element_wise("", column, ","), r"\d{1,3}")
    in_years = matches(column, r"(?i)^\d{1,3}(\.0+)?\s*(y|yrs?|years?)?$")
    younger = matches(column, r"(?i)^\d+\s*(m|months?|w|weeks?|d|days?)$")
    return pc.if_else(in_years, years, pc.if_else(younger, "0", NULL))


def _callouts(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    called = table.column("called")
    sex = [pc.if_else(matches(table.column("sex"), pattern), word, NULL) for word, pattern in _SEX_WORDS.items()]
    return health.with_columns(table, {
        "called": health.moments(health.days(called), health.time_part(called)),
        "kind": _kind(table),
        "lsoa_code": health.small_areas(table, ["lsoa21", "lsoa11", "lsoa"]),
        "lad_code": health.districts(table.column("lad_code")),
        "premises": health.kept(pc.utf8_lower(table.column("premises")), _WORDS),
        "age": _age(table.column("age")),
        "sex": pc.coalesce(*sex),
    })  # fmt: skip


def _incidents(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    table = tables[CONTRACT.id]
    return table.select(
        "source_file", "source_row", "lsoa_code", "lad_code", "longitude", "latitude", "age", "sex", "premises",
        started=table.called,
        time_given=literal(True),
        counted=table.called.date(),
        year=table.called.year(),
        role=literal(Role.PATIENT.value),
        group=literal(clinical.ASSAULT),
        category=table.kind,
        code=literal(clinical.ASSAULT),
    )  # fmt: skip


FEED = Feed(
    id="callout",
    title="Ambulance callouts for assault",
    family="callout",
    unit=Unit.CALLOUT,
    place_basis=PlaceBasis.OCCURRENCE,
    year_basis=YearBasis.CALENDAR,
    sources=(CONTRACT.id,),
    conditions=(
        Condition(
            id="assault-complaint",
            words="the chief complaint names an assault, a stabbing, a shooting or a sexual assault, or the dispatch"
            " code is of card 4 or 27",
            citation="Advanced Medical Priority Dispatch System, protocols 4 and 27; declared list of words",
            holds=lambda table: table.kind.notnull(),
        ),
    ),
    incidents=_incidents,
)
SOURCES: tuple[Source, ...] = (
    Source(
        contract=CONTRACT,
        transform=_callouts,
        keep_first=KeepFirst(key="record", order=("kind", "called"), rule=SAME_CALL),
    ),
)
FEEDS: tuple[Feed, ...] = (FEED,)
