"""Hospital admissions: consultant episodes of HES admitted patient care or of SUS, and the assault cohort among them.

An admission is the first finished episode of a spell; its length of stay is the spell's. Diagnoses are read for an
external cause of assault and for the three side cohorts, and are then let go.
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from verity.model import clinical
from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Publisher, Sensitivity
from verity.model.health_layouts import ADMITTED_PATIENT_CARE, DIAGNOSIS_POSITIONS
from verity.model.incidents import Role, YearBasis
from verity.model.measures import PlaceBasis, Unit
from verity.warehouse import health_columns as health
from verity.warehouse.columns import matches, numbers
from verity.warehouse.expressions import cases, coalesce, financial_year, literal, worded
from verity.warehouse.feed import ALL_ROWS, Condition, Feed
from verity.warehouse.files import InputFile
from verity.warehouse.source import KeepFirst, Source

FOLDER = "hospital"
FINISHED, UNFINISHED = "3", "1"
DUPLICATE = "another row of the same record"
SIDE_COHORTS: dict[str, str] = {
    "alcohol_attributable": "alcohol-attributable",
    "mental_health": "mental health",
    "substance_misuse": "substance misuse",
}
"""Column → flag, in the order of the flags."""

_ASSAULT = r"(?:X8[5-9]|X9[0-9]|Y0[0-9])[0-9]?"
_OLD_DISTRICT = r"^\d{2}[A-Z]{2}$"


def _number(name: str, least: int, most: int, about: str) -> Column:
    return Column(name=name, type=FieldType.INTEGER, nullable=True, minimum=least, maximum=most, about=about)


def _yes_no(name: str, about: str) -> Column:
    return Column(name=name, type=FieldType.INTEGER, codes=frozenset({"0", "1"}), about=about)


CONTRACT = Contract(
    id="hospital_admissions",
    title="Hospital admissions",
    sensitivity=Sensitivity.RESTRICTED,
    columns=(
        Column(name="record", pseudonym=True, nullable=True, about="Record identifier of the publisher"),
        Column(name="spell", pseudonym=True, nullable=True, about="Joins the episodes of one stay with one provider"),
        Column(name="person", pseudonym=True, nullable=True),
        _number("episode_status", 1, 9, "3 is finished (EPISTAT)"),
        _number("episode_order", 1, 99, "1 is the first of the spell (EPIORDER)"),
        Column(name="admission_method", nullable=True, pattern=r"^[0-9][0-9A-D]$", about="2 and any: emergency"),
        _number("patient_class", 1, 9, "1 is an ordinary admission (CLASSPAT)"),
        Column(name="admission_date", type=FieldType.DATE, nullable=True),
        Column(name="episode_end", type=FieldType.DATE, nullable=True),
        Column(name="discharge_date", type=FieldType.DATE, nullable=True, about="On the last episode of a spell"),
        _number("age", 0, 120, "Years at the start of the episode"),
        Column(name="sex", nullable=True, pattern=r"^[0-9X]$", about="1 male, 2 female"),
        Column(name="ethnic_category", nullable=True, pattern=r"^[0-9A-Z]{1,2}$", about="NHS category"),
        Column(name="lsoa_code", nullable=True, pattern=CODE_PATTERNS[Level.LSOA], about="Residence"),
        Column(name="lad_code", nullable=True, pattern=CODE_PATTERNS[Level.LAD], about="Residence"),
        Column(name="lad_code_old", nullable=True, pattern=_OLD_DISTRICT, about="Residence, four characters, to 2011"),
        Column(name="provider", nullable=True),
        Column(name="assault_code", nullable=True, pattern=rf"^{_ASSAULT}$", about="First of X85–Y09, any position"),
        _yes_no("mental_health", "1 where a diagnosis is of F00–F99"),
        _yes_no("substance_misuse", "1 where a diagnosis is of drug use or poisoning"),
        _yes_no("alcohol_attributable", "1 where a condition is wholly attributable to alcohol"),
    ),
    layouts=ADMITTED_PATIENT_CARE,
    publisher=Publisher(
        name="NHS England",
        page="https://digital.nhs.uk/data-and-information/data-tools-and-services/data-services/hospital-episode-statistics",
        file="episodes of admitted patient care, one CSV a year or one for all, under a data sharing agreement",
        folder=FOLDER,
        licence="data sharing agreement; not for publication",
        cadence_months=12,
    ),
    caveats=(
        Caveat(
            id="admissions-coded-after-discharge",
            text="The cause is coded from the notes after discharge; assaults that were not noted as such are missing,"
            " and how fully causes are coded differs between providers.",
        ),
        Caveat(
            id="admissions-side-cohorts",
            text="Mental health, substance misuse and alcohol-attributable admissions overlap and are never added up.",
        ),
        Caveat(
            id="admissions-alcohol-basis",
            text="Wholly alcohol-attributable means a fraction of 1 where the extract carries it (ALCFRAC), and an"
            " alcohol-specific diagnosis where it does not.",
        ),
    ),
)  # fmt: skip


def _spell(table: pa.Table, person: pa.ChunkedArray, admitted: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return what joins the episodes of a spell: the national key, the provider's own, or person, provider and day.

    A provider's number is unique with its code alone. HES writes -1 where SUS could make no spell.
    """
    provider = table.column("provider")
    national = health.cleared(health.first_given(table, ["spell_national"]), r"^-1$")
    local = pc.binary_join_element_wise(provider, health.first_given(table, ["spell_local"]), "/")
    return pc.coalesce(national, local, pc.binary_join_element_wise(person, provider, admitted, "/"))


def _episode_status(table: pa.Table, ended: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return EPISTAT; SUS says it by the kind of message or, where an extract has left that out, by an end date."""
    if "layout" not in table.column_names:
        return health.plain_codes(table.column("episode_status"))
    kind = health.first_given(table, ["cds_type"])
    open_kind = matches(kind, f"^({'|'.join(sorted(clinical.UNFINISHED_CDS_TYPES))})$")
    unfinished = pc.or_(open_kind, pc.is_null(ended))
    return pc.if_else(unfinished, UNFINISHED, FINISHED)


def _alcohol(table: pa.Table, codes: pa.ChunkedArray) -> pa.ChunkedArray:
    if "alcohol_fraction" not in table.column_names:
        return health.any_code(codes, clinical.WHOLLY_ALCOHOL_ATTRIBUTABLE)
    whole = numbers(table.column("alcohol_fraction")) >= 1
    return pc.if_else(pa.chunked_array([pa.array(whole)]), "1", "0")


def _episodes(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    codes = health.diagnosis_list(table, [*(f"diagnosis_{n}" for n in DIAGNOSIS_POSITIONS), "diagnosis_list", "cause"])
    person = health.first_given(table, ["person_token", "person_hes"])
    admitted, ended = health.days(table.column("admission_date")), health.days(table.column("episode_end"))
    return health.with_columns(table, {
        "person": person,
        "spell": _spell(table, person, admitted),
        "episode_status": _episode_status(table, ended),
        "patient_class": health.plain_codes(table.column("patient_class")),
        "admission_date": admitted,
        "episode_end": ended,
        "discharge_date": health.days(table.column("discharge_date")),
        "age": health.ages(health.first_given(table, ["age", "age_derived", "age_spell"])),
        "sex": health.plain_codes(table.column("sex")),
        "ethnic_category": health.first_given(table, ["ethnic_category", "ethnic_derived"]),
        "lsoa_code": health.small_areas(table, ["lsoa21", "lsoa11", "lsoa01"]),
        "lad_code": health.districts(table.column("lad_code")),
        "lad_code_old": health.kept(table.column("lad_code_old"), _OLD_DISTRICT),
        "assault_code": health.first_code(codes, _ASSAULT),
        "mental_health": health.any_code(codes, [f"{letter}[0-9]" for letter in clinical.MENTAL_HEALTH]),
        "substance_misuse": health.any_code(codes, clinical.SUBSTANCE_MISUSE),
        "alcohol_attributable": _alcohol(table, codes),
    })  # fmt: skip


_COHORT = "Cohort of assault admissions in a published Strategic Needs Assessment of violence; HES Data Dictionary"
CONDITIONS = (
    Condition(
        id="finished-episode",
        words="the episode is finished (EPISTAT 3)",
        citation="HES Data Dictionary, EPISTAT; a live episode returns, finished, in the next year's file",
        holds=lambda table: table.episode_status == int(FINISHED),
    ),
    Condition(
        id="first-episode",
        words="it is the first episode of its spell (EPIORDER 1)",
        citation=_COHORT,
        holds=lambda table: table.episode_order == 1,
    ),
    Condition(
        id="emergency-admission",
        words="the method of admission begins with 2 (ADMIMETH)",
        citation=_COHORT,
        holds=lambda table: table.admission_method.startswith("2"),
    ),
    Condition(
        id="ordinary-admission",
        words="the patient stayed as an ordinary admission (CLASSPAT 1)",
        citation=_COHORT,
        holds=lambda table: table.patient_class == 1,
    ),
    Condition(
        id="assault-cause",
        words="a diagnosis in any position is of X85–Y09",
        citation="ICD-10, chapter XX, assault; any position, because the first holds the injury",
        holds=lambda table: table.assault_code.notnull(),
    ),
    Condition(
        id="valid-residence",
        words="the local authority of residence is valid (RESLADST_ONS, before 2011 RESLADST)",
        citation=_COHORT,
        holds=lambda table: table.lad_code.notnull() | table.lad_code_old.notnull(),
    ),
)


def _flags(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the flags that are set, joined by `|`; missing where none is."""
    marked = [cases((table[column] == 1, f"{flag}|"), else_="") for column, flag in SIDE_COHORTS.items()]
    return (marked[0] + marked[1] + marked[2]).re_replace(r"\|$", "").nullif("")


def _stays(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    """Return the cohort with the nights of the spell: its last episode has the discharge, in another file perhaps."""
    known = tables[ALL_ROWS].filter(lambda t: t.spell.notnull() & t.discharge_date.notnull())
    spells = known.group_by("spell").aggregate(spell_discharge=known.discharge_date.max())
    joined = tables[CONTRACT.id].left_join(spells, "spell", rname="{name}_of_spell")
    end = coalesce(joined.discharge_date, joined.spell_discharge)
    nights = end.delta(joined.admission_date, unit="day")
    return joined.mutate(stay_days=cases((end >= joined.admission_date, nights)))


def _incidents(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    table = _stays(tables)
    cause = table.assault_code.substr(0, 3)
    place = cases((cause.notin(clinical.CAUSES_WITHOUT_PLACE), table.assault_code.substr(3, 1)))
    return table.select(
        "source_file", "source_row", "lsoa_code", "lad_code", "person", "age", "provider", "stay_days",
        started=table.admission_date.cast("timestamp(6)"),
        time_given=literal(False),
        counted=table.admission_date,
        year=financial_year(table.episode_end),
        role=literal(Role.PATIENT.value),
        sex=worded(table.sex, clinical.SEXES),
        ethnic_group=worded(table.ethnic_category, clinical.ETHNIC_CATEGORIES),
        group=literal(clinical.ASSAULT),
        category=worded(cause, clinical.ASSAULT_CAUSES),
        code=cause,
        flags=_flags(table),
        premises=worded(place, clinical.ASSAULT_PLACES),
        mode=worded(table.admission_method, clinical.ADMISSION_METHODS),
    )  # fmt: skip


FEED = Feed(
    id="admission",
    title="Emergency hospital admissions for assault",
    family="admission",
    unit=Unit.ADMISSION,
    place_basis=PlaceBasis.RESIDENCE,
    year_basis=YearBasis.FINANCIAL,
    sources=(CONTRACT.id,),
    conditions=CONDITIONS,
    incidents=_incidents,
)
SOURCES: tuple[Source, ...] = (
    Source(
        contract=CONTRACT,
        transform=_episodes,
        keep_first=KeepFirst(key="record", order=("episode_end", "episode_status", "episode_order"), rule=DUPLICATE),
    ),
)
FEEDS: tuple[Feed, ...] = (FEED,)
