"""Attendances at emergency departments: HES accident and emergency, and the Emergency Care Data Set that followed it.

They are two sources with a break between them: what was an assault was recorded by patient group in the one, and is
by injury-intent code in the other. The codes that mean assault are not built in; they come in a reference file.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from verity.model import clinical
from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher, Sensitivity
from verity.model.errors import InputError
from verity.model.health_layouts import ACCIDENT_AND_EMERGENCY, EMERGENCY_CARE
from verity.model.incidents import Role, YearBasis
from verity.model.measures import PlaceBasis, Unit
from verity.warehouse import health_columns as health
from verity.warehouse.columns import matches, set_aside_where
from verity.warehouse.expressions import coalesce, financial_year, literal, row_number, worded
from verity.warehouse.feed import Condition, Feed
from verity.warehouse.files import InputFile
from verity.warehouse.source import KeepFirst, Source

FOLDER = "emergency_care"
FIRST_ATTENDANCE = "1"
ASSAULT_GROUP = "20"
DUPLICATE = "another row of the same record"
MARKED_DUPLICATE = "marked as a duplicate by the national repository"

BREAK = Caveat(
    id="emergency-care-break",
    text="HES accident and emergency ended with 2019/20 and the Emergency Care Data Set took its place. Assault is a"
    " patient group in the first and an injury-intent code in the second, and they are two series, not one.",
)
POOLED_FEEDS = ("attendance_hes", "attendance_ecds")
POOLING_NOTE = "Attendances of both sources are pooled as the assessment declares; a change at the break may be theirs."
"""The two feeds may be counted together when the assessment declares it, and then this note goes with the figures."""

_OLD_DISTRICT = r"^\d{2}[A-Z]{2}$"
_WORDS = r"^[a-z][a-z ,/()-]{0,59}$"
_PERSON = (
    Column(name="record", pseudonym=True, nullable=True, about="Record identifier of the publisher"),
    Column(name="person", pseudonym=True, nullable=True),
    Column(name="age", type=FieldType.INTEGER, nullable=True, minimum=0, maximum=120, about="Years on arrival"),
    Column(name="sex", nullable=True, pattern=r"^[0-9X]$", about="1 male, 2 female"),
    Column(name="ethnic_category", nullable=True, pattern=r"^[0-9A-Z]{1,2}$", about="NHS category"),
    Column(name="lsoa_code", nullable=True, pattern=CODE_PATTERNS[Level.LSOA], about="Residence"),
    Column(name="lad_code", nullable=True, pattern=CODE_PATTERNS[Level.LAD], about="Residence"),
)
_ATTENDANCE = (
    Column(name="arrival_date", type=FieldType.DATE),
    Column(name="arrived", type=FieldType.LOCAL_TIME, nullable=True, about="Missing where only the day is known"),
    Column(name="attendance_category", nullable=True, pattern=r"^[0-9X]$", about="1 is a first attendance"),
    Column(name="department_type", nullable=True, pattern=r"^\d{2}$"),
    Column(name="arrival_mode", nullable=True, pattern=r"^\d+$", about="HES or SNOMED CT code"),
    Column(name="provider", nullable=True),
)


def _publisher(file: str) -> Publisher:
    return Publisher(
        name="NHS England",
        page="https://digital.nhs.uk/data-and-information/data-collections-and-data-sets/data-sets/emergency-care-data-set-ecds",
        file=file,
        folder=FOLDER,
        licence="data sharing agreement; not for publication",
        cadence_months=12,
    )


HES = Contract(
    id="emergency_attendances_hes",
    title="Emergency attendances, HES accident and emergency (to 2019/20)",
    sensitivity=Sensitivity.RESTRICTED,
    columns=(
        *_PERSON,
        Column(name="lad_code_old", nullable=True, pattern=_OLD_DISTRICT, about="Residence, four characters, to 2011"),
        *_ATTENDANCE,
        Column(name="patient_group", nullable=True, pattern=r"^\d{2}$", about="20 is assault (AEPATGROUP)"),
        Column(name="incident_location", nullable=True, pattern=r"^\d{2}$", about="AEINCLOCTYPE"),
    ),
    layouts=ACCIDENT_AND_EMERGENCY,
    publisher=_publisher("attendances of HES accident and emergency, CSV, under a data sharing agreement"),
    caveats=(BREAK,),
)
ECDS = Contract(
    id="emergency_attendances_ecds",
    title="Emergency attendances, Emergency Care Data Set",
    sensitivity=Sensitivity.RESTRICTED,
    columns=(
        *_PERSON,
        *_ATTENDANCE,
        Column(name="departed", type=FieldType.LOCAL_TIME, nullable=True),
        Column(name="injury_intent", nullable=True, pattern=r"^\d{6,18}$", about="SNOMED CT code"),
        Column(name="assault_time", type=FieldType.LOCAL_TIME, nullable=True, about="As the patient says"),
        Column(name="assault_method", nullable=True, about="In words; codes and longer text are not kept"),
        Column(name="assault_location_type", nullable=True, about="In words; codes and longer text are not kept"),
    ),
    layouts=EMERGENCY_CARE,
    publisher=_publisher("attendances of the Emergency Care Data Set, CSV, under a data sharing agreement"),
    caveats=(
        BREAK,
        Caveat(
            id="emergency-care-intent",
            text="Intent is recorded for injuries alone and not by every department; an attendance without it is"
            " outside the cohort, which is not to say that it was no assault.",
        ),
    ),
)
INTENT_CODES = Contract(
    id="injury_intent_codes",
    title="Injury-intent codes",
    columns=(
        Column(name="code", pattern=r"^\d{6,18}$", about="SNOMED CT code"),
        Column(name="meaning", codes=clinical.INTENT_MEANINGS),
    ),
    layouts=(
        Layout(
            name="reference set with meanings",
            columns={"code": "code", "meaning": "meaning"},
            ignored=("term", "description", "effective_*", "active"),
        ),
    ),
    publisher=Publisher(
        name="NHS England, Technology Reference Update Distribution",
        page="https://isd.digital.nhs.uk/trud",
        file="the injury-intent reference set (991431000000101), a CSV of code and meaning: assault, self-harm,"
        " accident or undetermined",
        folder=FOLDER,
        licence="SNOMED CT, UK edition",
    ),
    key=("code",),
)


def _shared(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Return the columns that both sources have, tidied."""
    return {
        "person": health.first_given(table, ["person_token", "person_hes"]),
        "age": health.ages(table.column("age")),
        "sex": health.plain_codes(table.column("sex")),
        "ethnic_category": health.first_given(table, ["ethnic_category", "ethnic_derived"]),
        "lsoa_code": health.small_areas(table, ["lsoa21", "lsoa11", "lsoa", "lsoa01"]),
        "lad_code": health.districts(table.column("lad_code")),
        "attendance_category": health.plain_codes(table.column("attendance_category")),
        "department_type": pc.utf8_lpad(health.plain_codes(table.column("department_type")), 2, "0"),
        "arrival_mode": health.plain_codes(table.column("arrival_mode")),
    }


def _moment(table: pa.Table, name: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Return the day and the moment of an arrival or departure, written in one column or in two."""
    if f"{name}_moment" in table.column_names:
        both = table.column(f"{name}_moment")
        return health.days(both), health.moments(health.days(both), health.time_part(both))
    day = health.days(health.first_given(table, [f"{name}_date"]))
    return day, health.moments(day, health.first_given(table, [f"{name}_time"]))


def _hes_rows(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    day, arrived = _moment(table, "arrival")
    return health.with_columns(table, {
        **_shared(table),
        "lad_code_old": health.kept(table.column("lad_code_old"), _OLD_DISTRICT),
        "arrival_date": day,
        "arrived": arrived,
    })  # fmt: skip


def _ecds_rows(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    day, arrived = _moment(table, "arrival")
    if "duplicate_flag" in table.column_names:
        marked = matches(health.plain_codes(table.column("duplicate_flag")), r"^[1-9]")
        table = set_aside_where(table, marked, MARKED_DUPLICATE)
    told = table.column("assault_time")
    words = {
        name: health.kept(pc.utf8_lower(table.column(name)), _WORDS)
        for name in ("assault_method", "assault_location_type")
    }
    return health.with_columns(table, {
        **_shared(table),
        **words,
        "arrival_date": day,
        "arrived": arrived,
        "departed": _moment(table, "departure")[1],
        "assault_time": health.moments(health.days(told), health.time_part(told)),
    })  # fmt: skip


def _intent_rows(table: pa.Table, file: InputFile) -> pa.Table:
    meaning = pc.utf8_lower(table.column("meaning"))
    if not pc.any(matches(meaning, f"^{clinical.ASSAULT}$")).as_py():
        raise _no_assault_code(file.name)
    return health.with_columns(table, {"meaning": meaning})


def _no_assault_code(where: str) -> InputError:
    return InputError(
        "No injury-intent code is known to mean assault", where=where,
        expected="at least one row of the reference file with the meaning “assault”", found="none",
        do_this="write the meanings beside the codes of the injury-intent reference set",
    )  # fmt: skip


_CITED = "Cohort of assault attendances in a published Strategic Needs Assessment of violence; HES Data Dictionary"


def _of_assault(table: Any, codes: Any) -> Any:  # noqa: ANN401 - Ibis
    assault = codes.filter(codes.meaning == clinical.ASSAULT)
    if not assault.count().execute():
        raise _no_assault_code(INTENT_CODES.id)
    return table.injury_intent.isin(assault.code)


def _last_of_the_day(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return whether no other row of the same person, provider and day left later; without a person each row counts.

    It is a condition, and the last one, rather than a rule of the reader: among all attendances the later one may be
    the planned return, and keeping that would lose the assault.
    """
    place = row_number().over(
        group_by=[table.person, table.provider, table.arrival_date],
        order_by=[
            table.departed.desc(nulls_first=False), table.arrived.desc(nulls_first=False), table.record,
            table.source_file, table.source_row,
        ],
    )  # fmt: skip
    return table.person.isnull() | (place == 0)


_FIRST = Condition(
    id="first-attendance",
    words="it is a first attendance (attendance category 1)",
    citation=_CITED,
    holds=lambda table: table.attendance_category == FIRST_ATTENDANCE,
)


def _incidents(table: Any, **own: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return attendances as incidents; the hour is that of the arrival."""
    return table.select(
        "source_file", "source_row", "lsoa_code", "lad_code", "person", "age", "provider",
        started=coalesce(table.arrived, table.arrival_date.cast("timestamp(6)")),
        time_given=table.arrived.notnull(),
        counted=table.arrival_date,
        year=financial_year(table.arrival_date),
        role=literal(Role.PATIENT.value),
        sex=worded(table.sex, clinical.SEXES),
        ethnic_group=worded(table.ethnic_category, clinical.ETHNIC_CATEGORIES),
        group=literal(clinical.ASSAULT),
        code=literal(clinical.ASSAULT),
        mode=worded(table.arrival_mode, clinical.ARRIVAL_MODES),
        department=worded(table.department_type, clinical.DEPARTMENT_TYPES),
        **own,
    )  # fmt: skip


def _hes_incidents(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    table = tables[HES.id]
    return _incidents(table, premises=worded(table.incident_location, clinical.INCIDENT_LOCATIONS))


def _ecds_incidents(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    table = tables[ECDS.id]
    return _incidents(
        table, premises=table.assault_location_type, weapon=table.assault_method, category=table.assault_method
    )


ATTENDANCE_HES = Feed(
    id="attendance_hes",
    title="Emergency attendances for assault (HES accident and emergency)",
    family="attendance",
    unit=Unit.ATTENDANCE,
    place_basis=PlaceBasis.RESIDENCE,
    year_basis=YearBasis.FINANCIAL,
    sources=(HES.id,),
    conditions=(
        _FIRST,
        Condition(
            id="assault-patient-group",
            words="the patient group is assault (AEPATGROUP 20)",
            citation=_CITED,
            holds=lambda table: table.patient_group == ASSAULT_GROUP,
        ),
        Condition(
            id="valid-residence",
            words="the local authority or small area of residence is valid",
            citation=_CITED,
            holds=lambda table: table.lad_code.notnull() | table.lad_code_old.notnull() | table.lsoa_code.notnull(),
        ),
    ),
    incidents=_hes_incidents,
)
ATTENDANCE_ECDS = Feed(
    id="attendance_ecds",
    title="Emergency attendances for assault (Emergency Care Data Set)",
    family="attendance",
    unit=Unit.ATTENDANCE,
    place_basis=PlaceBasis.RESIDENCE,
    year_basis=YearBasis.FINANCIAL,
    sources=(ECDS.id, INTENT_CODES.id),
    conditions=(
        Condition(
            id="assault-intent",
            words="the reference file calls the injury-intent code assault",
            citation="Injury-intent reference set of the Emergency Care Data Set, as supplied",
            holds=_of_assault,
            beside=INTENT_CODES.id,
        ),
        _FIRST,
        Condition(
            id="one-a-day",
            words="it is the last to leave of one person's such attendances at one provider on one day",
            citation="Rows of one visit submitted twice are ranked by departure time in NHS extracts of the data set",
            holds=_last_of_the_day,
        ),
    ),
    incidents=_ecds_incidents,
)
SOURCES: tuple[Source, ...] = (
    Source(
        contract=HES,
        transform=_hes_rows,
        keep_first=KeepFirst(key="record", order=("arrived", "arrival_date", "provider"), rule=DUPLICATE),
    ),
    Source(
        contract=ECDS,
        transform=_ecds_rows,
        keep_first=KeepFirst(key="record", order=("arrived", "arrival_date", "departed"), rule=DUPLICATE),
    ),
    Source(contract=INTENT_CODES, transform=_intent_rows),
)
FEEDS: tuple[Feed, ...] = (ATTENDANCE_HES, ATTENDANCE_ECDS)
