"""data.police.uk: street-level crime, outcomes and stop and search, from the publisher's zips or folders.

The unit is (archive edition, force, month, kind). Files of one unit are joined; between editions the newest
wins whole and the older is set aside; byte-identical files load once. What a month contains is decided
elsewhere: here rows are parsed and checked.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from verity.model.codes import CRIME_TYPES, HISTORIC_CRIME_TYPES
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher
from verity.model.errors import InputError
from verity.warehouse.files import InputFile, damaged, sha256
from verity.warehouse.source import REJECT, KeepFirst, Source

FOLDER = "police_uk"
SUPERSEDED = "superseded by a newer archive edition"
DUPLICATE_FILE = "byte-identical to another file"
REPEATED_CRIME_ID = "Crime ID repeated: first by month and content kept"
NOT_STATED = "not stated"

_MEMBER = re.compile(r"(?P<month>\d{4}-\d{2})-(?P<force>[a-z0-9-]+?)-(?P<kind>street|outcomes|stop-and-search)\.csv$")
_EDITION = re.compile(r"^(\d{4}-(?:0[1-9]|1[0-2]))$")
_LSOA = r"^[EW]01\d{6}$"

_PUBLISHER = Publisher(
    name="data.police.uk",
    page="https://data.police.uk/data/archive/",
    file="the archive's YYYY-MM.zip, or a custom download of your force and its neighbours",
    folder=FOLDER,
    cadence_months=1,
)
_ADDRESS = (
    Column(name="month", type=FieldType.MONTH, about="Month recorded; the publisher gives no day"),
    Column(name="reported_by", about="Force that supplied the record"),
    Column(name="falls_within", about="Force whose area it is said to fall within"),
    Column(
        name="longitude",
        type=FieldType.NUMBER,
        nullable=True,
        minimum=-9,
        maximum=3,
        about="Map point, WGS84",
    ),
    Column(
        name="latitude",
        type=FieldType.NUMBER,
        nullable=True,
        minimum=49,
        maximum=61.5,
        about="Map point, WGS84",
    ),
    Column(name="location", nullable=True, about="Name of the map point"),
    Column(
        name="lsoa_code",
        nullable=True,
        pattern=_LSOA,
        about="LSOA of the map point, of the edition's vintage",
    ),
)
_UNIT = (
    Column(name="force", about="Force slug in the file's name"),
    Column(name="edition", about="Archive edition"),
)
_ADDRESS_HEADERS = {
    "Crime ID": "crime_id",
    "Month": "month",
    "Reported by": "reported_by",
    "Falls within": "falls_within",
    "Longitude": "longitude",
    "Latitude": "latitude",
    "Location": "location",
    "LSOA code": "lsoa_code",
}

STREET = Contract(
    id="police_uk_street",
    title="Street-level crime and anti-social behaviour",
    columns=(
        Column(
            name="crime_id",
            nullable=True,
            about="Blank for anti-social behaviour",
        ),
        *_ADDRESS,
        Column(name="crime_type", codes=frozenset(CRIME_TYPES + HISTORIC_CRIME_TYPES), about="police.uk category"),
        Column(name="last_outcome", nullable=True, about="Blank means unknown, not “no further action”"),
        *_UNIT,
    ),
    layouts=(
        Layout(
            name="data.police.uk street",
            columns={**_ADDRESS_HEADERS, "Crime type": "crime_type", "Last outcome category": "last_outcome"},
            ignored=("LSOA name", "Context"),
        ),
    ),
    publisher=_PUBLISHER,
    caveats=(
        Caveat(
            id="police-uk-blank-location",
            text="Some records carry no location; they are counted for the force and shown on a row of their own.",
        ),
        Caveat(
            id="police-uk-asb",
            text="Anti-social behaviour is not crime and carries no identifier, so repeats cannot be told apart.",
        ),
    ),
)
OUTCOMES = Contract(
    id="police_uk_outcomes",
    title="Outcomes of recorded crime",
    columns=(
        Column(name="crime_id", about="Crime the outcome belongs to; a crime may have several"),
        *_ADDRESS,
        Column(name="outcome_type", about="Outcome category"),
        *_UNIT,
    ),
    layouts=(
        Layout(
            name="data.police.uk outcomes",
            columns={**_ADDRESS_HEADERS, "Outcome type": "outcome_type"},
            ignored=("LSOA name",),
        ),
    ),
    publisher=_PUBLISHER,
)
STOP_AND_SEARCH = Contract(
    id="police_uk_stop_and_search",
    title="Stop and search",
    columns=(
        Column(name="type", about="Person, vehicle or both"),
        Column(
            name="searched_at",
            type=FieldType.TIMESTAMP,
            about="UTC as published; some forces give dates only",
        ),
        Column(name="longitude", type=FieldType.NUMBER, nullable=True, minimum=-9, maximum=3),
        Column(name="latitude", type=FieldType.NUMBER, nullable=True, minimum=49, maximum=61.5),
        Column(name="gender", nullable=True),
        Column(name="age_range", nullable=True),
        Column(name="self_defined_ethnicity", nullable=True),
        Column(name="officer_defined_ethnicity", nullable=True),
        Column(name="legislation", nullable=True),
        Column(name="object_of_search", nullable=True),
        Column(name="outcome", nullable=True),
        Column(name="outcome_linked", nullable=True),
        Column(name="month", type=FieldType.MONTH, about="Month of the file; times are UTC and may cross it"),
        *_UNIT,
    ),
    layouts=(
        Layout(
            name="data.police.uk stop-and-search",
            columns={
                "Type": "type",
                "Date": "searched_at",
                "Latitude": "latitude",
                "Longitude": "longitude",
                "Gender": "gender",
                "Age range": "age_range",
                "Self-defined ethnicity": "self_defined_ethnicity",
                "Officer-defined ethnicity": "officer_defined_ethnicity",
                "Legislation": "legislation",
                "Object of search": "object_of_search",
                "Outcome": "outcome",
                "Outcome linked to object of search": "outcome_linked",
            },
            ignored=(
                "Part of a policing operation",
                "Policing operation",
                "Removal of more than just outer clothing",
            ),
        ),
    ),
    publisher=_PUBLISHER,
    caveats=(
        Caveat(id="stops-utc", text="Times are published in UTC and shown here in UK time."),
        Caveat(
            id="stops-identical",
            text="Identical rows are one per person searched and are all counted.",
        ),
    ),
)


def _own_month_and_force(table: pa.Table, file: InputFile) -> pa.Table:
    """Reject rows that belong to another month or force than the file's name says.

    A published file once held another force's rows under its own name (Greater Manchester, August 2022).
    """
    month, force = file.constants["file_month"], file.constants["force"]
    if table.num_rows == 0:
        return table.append_column(REJECT, pa.nulls(0, pa.string()))
    other_month = pc.fill_null(pc.not_equal(table.column("month"), month), fill_value=False)
    names = pc.unique(table.column("reported_by"))
    strangers = pa.array([n for n in names.to_pylist() if n and not is_name_of(n, force)], pa.string())
    other_force = pc.is_in(table.column("reported_by"), value_set=strangers)
    reason = pc.case_when(
        pc.make_struct(other_month, other_force),
        pa.scalar("month is not the file's"),
        pa.scalar("reported by another force than the file's"),
        pa.scalar(None, pa.string()),
    )
    return table.drop_columns("file_month").append_column(REJECT, reason)


def _with_file_month(table: pa.Table, file: InputFile) -> pa.Table:
    month = pa.repeat(pa.scalar(file.constants["file_month"]), table.num_rows)
    return table.set_column(table.schema.get_field_index("month"), "month", month).drop_columns("file_month")


def is_name_of(name: str, slug: str) -> bool:
    """Whether a force's name in the files belongs to a slug.

    Examples
    --------
    >>> is_name_of("Devon & Cornwall Police", "devon-and-cornwall")
    True
    >>> is_name_of("Leicestershire Police", "greater-manchester")
    False
    """
    if slug == "btp":
        return "British Transport" in name
    words = re.sub(r"[^a-z]+", "-", name.lower().replace("&", "and")).strip("-")
    return f"-{slug}-" in f"-{words}-"


STREET_SOURCE = Source(
    contract=STREET,
    transform=_own_month_and_force,
    keep_first=KeepFirst(
        key="crime_id",
        order=(
            "month", "force", "edition", "crime_type", "lsoa_code", "location",
            "longitude", "latitude", "last_outcome", "reported_by", "falls_within",
        ),
        rule=REPEATED_CRIME_ID,
    ),
)  # fmt: skip
OUTCOMES_SOURCE = Source(contract=OUTCOMES, transform=_own_month_and_force)
STOPS_SOURCE = Source(contract=STOP_AND_SEARCH, transform=_with_file_month)

SOURCES: Mapping[str, Source] = {
    "street": STREET_SOURCE,
    "outcomes": OUTCOMES_SOURCE,
    "stop-and-search": STOPS_SOURCE,
}
"""File-name kind → source."""


@dataclass(frozen=True, order=True)
class Unit:
    """What one edition says about one force, month and kind."""

    kind: str
    force: str
    month: str
    edition: str


@dataclass(frozen=True)
class Archive:
    """All units found below a data folder, with what is set aside and why."""

    files: Mapping[str, tuple[InputFile, ...]]
    set_aside: Mapping[InputFile, str]
    units: tuple[Unit, ...]


def find(
    data: Path,
    *,
    editions: Mapping[str, str] | None = None,
    forces: Sequence[str] = (),
    kinds: Sequence[str] = tuple(SOURCES),
) -> Archive:
    """Find police.uk files in zips and folders below `data`.

    Parameters
    ----------
    editions : mapping
        Zip or folder name → archive edition `YYYY-MM`, for names that do not say it.
    forces : sequence of str
        Force slugs wanted; empty for all. Files of other forces are out of scope and not opened.

    Raises
    ------
    InputError
        When a zip is damaged, or two archives disagree about a unit and the edition of one is not known.
    """
    found: dict[Unit, list[InputFile]] = {}
    for file, unit in _candidates(data, editions or {}):
        if (not forces or unit.force in forces) and unit.kind in kinds:
            found.setdefault(unit, []).append(file)
    set_aside: dict[InputFile, str] = {}
    for unit, files in found.items():
        newest = max(u.edition for u in found if (u.kind, u.force, u.month) == (unit.kind, unit.force, unit.month))
        if unit.edition != newest:
            set_aside |= dict.fromkeys(files, SUPERSEDED)
        else:
            set_aside |= dict.fromkeys(_repeated(files), DUPLICATE_FILE)
    kept = tuple(sorted(u for u, files in found.items() if any(f not in set_aside for f in files)))
    by_kind = {kind: tuple(sorted(f for u, files in found.items() if u.kind == kind for f in files)) for kind in kinds}
    return Archive(files=by_kind, set_aside=set_aside, units=kept)


def _repeated(files: Sequence[InputFile]) -> list[InputFile]:
    """Return the byte-identical files after the first by name."""
    if len(files) == 1:
        return []
    seen: set[str] = set()
    repeated = []
    for file in sorted(files):
        digest = sha256(file.read())
        if digest in seen:
            repeated.append(file)
        seen.add(digest)
    return repeated


def _candidates(data: Path, editions: Mapping[str, str]) -> Iterator[tuple[InputFile, Unit]]:
    found = [*_in_zips(data, editions), *_in_folders(data, editions)]
    unknown: dict[tuple[str, str, str], set[str]] = {}
    for _, unit, archive in found:
        unknown.setdefault((unit.kind, unit.force, unit.month), set()).add(f"{unit.edition} ({archive})")
    for key, said in sorted(unknown.items()):
        if len(said) > 1 and any(one.startswith(NOT_STATED) for one in said):
            raise InputError(
                "Two archives hold the same month, and the edition of one is not known",
                where=f"{'-'.join(reversed(key))}: {', '.join(sorted(said))}",
                expected="a zip named by its edition, as in 2024-01.zip",
                found="a name that does not say it",
                do_this="name its edition in assessment.toml under [police_uk] editions",
            )
    for file, unit, _ in found:
        yield file, unit


def _in_zips(data: Path, editions: Mapping[str, str]) -> Iterator[tuple[InputFile, Unit, str]]:
    for path in sorted(data.rglob("*.zip")):
        name = path.relative_to(data).as_posix()
        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.namelist()
        except zipfile.BadZipFile as error:
            if path.parent.name == FOLDER:
                raise damaged(name) from error
            continue
        edition = _edition(path.stem, path.name, editions)
        for member in members:
            file = InputFile(name=f"{name}/{member}", path=path, member=member)
            yield from _one(member, file, edition, name)


def _in_folders(data: Path, editions: Mapping[str, str]) -> Iterator[tuple[InputFile, Unit, str]]:
    for path in sorted(data.rglob("*.csv")):
        if not _MEMBER.search(path.name):
            continue
        folder = path.parent.parent if _EDITION.match(path.parent.name) else path.parent
        edition = _edition(folder.name, folder.name, editions)
        file = InputFile(name=path.relative_to(data).as_posix(), path=path)
        yield from _one(path.name, file, edition, folder.name)


def _one(file_name: str, file: InputFile, edition: str, archive: str) -> Iterator[tuple[InputFile, Unit, str]]:
    match = _MEMBER.search(file_name)
    if not match:
        return
    unit = Unit(kind=match["kind"], force=match["force"], month=match["month"], edition=edition)
    constants = {"force": unit.force, "edition": edition, "file_month": unit.month}
    yield replace(file, constants=constants), unit, archive


def _edition(stem: str, name: str, editions: Mapping[str, str]) -> str:
    if name in editions:
        return editions[name]
    match = _EDITION.match(stem)
    return match.group(1) if match else NOT_STATED
