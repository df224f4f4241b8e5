"""The settings of an assessment: `assessment.toml`, typed and frozen.

Only shapes and defaults live here; how mistakes are told is `verity.assessment.mistakes`.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from verity.assessment.mistakes import file_problem, setting_problems, syntax_problem, unknown_source
from verity.model.areas import CODE_PATTERNS, Level, is_synthetic
from verity.model.errors import SettingsError, raise_together
from verity.model.forces import Force, find_force, nearest_force
from verity.model.periods import month_from_index, month_index, months_between
from verity.model.releases import EditionKind

FILE_NAME = "assessment.toml"
DEFAULT_YEARS = 5
"""Calendar years an assessment covers unless it says otherwise; no trend is told below five."""

Month = Annotated[str, StringConstraints(pattern=r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Value = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


def _known_area(value: str) -> str:
    """Accept a slug, the code of a police force area, or the code of an invented one."""
    if find_force(value) or (re.match(CODE_PATTERNS[Level.PFA], value) and is_synthetic(value)):
        return value
    near = nearest_force(value)
    raise ValueError(f"did you mean “{near.slug}”?" if near else "no police force area has this slug or code")


def _known_forces(values: tuple[str, ...]) -> tuple[str, ...]:
    """Accept police.uk slugs that files can bear; invented forces have slugs of their own."""
    bad = [value for value in values if not re.fullmatch(r"[a-z]+(-[a-z]+)*", value)]
    if bad:
        raise ValueError(f"not a police.uk slug: {', '.join(bad)}")
    return values


class _Settings(BaseModel):
    """Frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Period(_Settings):
    """First and last month, both included."""

    first: Month = Field(description='a month as "YYYY-MM"')
    last: Month = Field(description='a month as "YYYY-MM"')

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"first ({self.first}) is after last ({self.last})")
        return self

    @property
    def months(self) -> tuple[str, ...]:
        """All months of the period, in order."""
        return tuple(months_between(self.first, self.last))


class Geography(_Settings):
    """Boundary years on which the assessment counts."""

    lsoa_vintage: Literal[2011, 2021] = Field(default=2021, description="2011 or 2021")
    ward_vintage: int | None = Field(default=None, ge=2003, le=2100, description="a year such as 2024, or left out")


class Deprivation(_Settings):
    """Which edition of the English indices ranks the small areas."""

    edition: Literal["2019", "2025"] = Field(default="2019", description='"2019" or "2025", in quotation marks')


class PoliceUk(_Settings):
    """What police.uk files do not say themselves: whose to read, and which archive edition each zip is."""

    forces: Annotated[tuple[str, ...], Field(strict=False), AfterValidator(_known_forces)] = Field(
        default=(),
        description='a list of police.uk slugs such as ["bedfordshire"]; empty for all that are found',
    )
    editions: Mapping[str, Month] = Field(
        default_factory=dict, description='file name = archive edition, such as "police.zip" = "2024-04"'
    )


class Privacy(_Settings):
    """How records that name people are kept: the key of their pseudonyms, and encryption of the tables."""

    key_file: Line | None = Field(
        default=None, description="a file that `verity key` has made, absolute or from the assessment folder"
    )
    encrypt_warehouse: bool = Field(default=False, description="true or false; true needs the extra `encrypt`")


class Harm(_Settings):
    """Which weights make the severity score."""

    weights: Line | None = Field(
        default=None,
        description="a CSV file with the columns code, weight, scale and version, absolute or from the assessment "
        "folder; left out for the set that ships",
    )


class SourceSettings(_Settings):
    """Where a source's files are, whether to use it, and what their columns and values are called there."""

    path: Annotated[tuple[Line, ...], Field(strict=False)] = Field(
        default=(), description="a list of files or folders, absolute or from the assessment folder"
    )
    enabled: bool = Field(default=True, description="true or false")
    columns: Mapping[Line, Line] = Field(
        default_factory=dict, description='header in the file = column of the source, such as "Call date" = "call_date"'
    )
    values: Mapping[Line, Mapping[Value, Value]] = Field(
        default_factory=dict,
        description='a table per column of the source: value in the file = value of ours, such as "M" = "male"',
    )
    ignored: Annotated[tuple[Line, ...], Field(strict=False)] = Field(
        default=(), description='a list of headers to leave aside, * for any letters, such as ["Crew*"]'
    )

    @property
    def maps(self) -> bool:
        """Whether columns or values are mapped, or headers left aside."""
        return bool(self.columns or self.values or self.ignored)


class Front(_Settings):
    """Front matter: what a reader is told before the first finding."""

    purpose: Words | None = Field(default=None, description="text: what the assessment is for")
    scope: Words | None = Field(default=None, description="text: what it covers and what not")
    definition: Line | None = Field(
        default=None,
        description='the id of the agreed definition of serious violence, such as "serious-violence-local"',
    )
    definition_agreed: dt.date | None = Field(default=None, description="the day on which partners agreed it")
    partners: Annotated[tuple[Line, ...], Field(strict=False)] = Field(default=(), description="a list of partners")
    authorities: Annotated[tuple[Line, ...], Field(strict=False)] = Field(
        default=(), description="a list of the specified authorities that took part"
    )
    prepared_by: Line | None = Field(default=None, description="text")
    version: Line | None = Field(default=None, description="text")
    next_review: dt.date | None = Field(default=None, description="a date such as 2027-11-22, without quotation marks")


class Release(_Settings):
    """What was published before: it tells with this edition what neither tells alone."""

    previous: Annotated[tuple[Line, ...], Field(strict=False)] = Field(
        default=(),
        description="a list of folders of published editions, oldest first, absolute or from the assessment folder",
    )


def calendar_years(year: int) -> Period:
    """Return the default period: the five calendar years that end in `year`."""
    last = f"{year}-12"
    return Period(first=month_from_index(month_index(last) - 12 * DEFAULT_YEARS + 1), last=last)


class Settings(_Settings):
    """The keys of `assessment.toml`."""

    title: Line = Field(description="the title on the cover, as text")
    area: Annotated[str, AfterValidator(_known_area)] = Field(
        description='a police force area by slug, such as "bedfordshire", or by code, such as "E23000026"'
    )
    year: int = Field(ge=2011, le=2100, description="the assessment's year, such as 2023")
    as_of: dt.date = Field(description="a date such as 2026-11-22, without quotation marks")
    edition: Literal["public", "partner", "restricted"] = Field(
        default="public",
        description='"public" (for everyone), "partner" (for the partnership) or "restricted" (for the team that may '
        "see records)",
    )
    period: Period = Field(
        default_factory=lambda data: calendar_years(data["year"]), description='first = "YYYY-MM", last = "YYYY-MM"'
    )
    geography: Geography = Field(default_factory=Geography, description="a table")
    deprivation: Deprivation = Field(default_factory=Deprivation, description="a table")
    police_uk: PoliceUk = Field(default_factory=PoliceUk, description="a table")
    privacy: Privacy = Field(default_factory=Privacy, description="a table")
    harm: Harm = Field(default_factory=Harm, description="a table")
    sources: Mapping[str, SourceSettings] = Field(default_factory=dict, description="a table per source")
    front: Front = Field(default_factory=Front, description="a table")
    release: Release = Field(default_factory=Release, description="a table")

    @model_validator(mode="after")
    def _period_ends_in_year(self) -> Self:
        if not self.period.last.startswith(f"{self.year}-"):
            raise ValueError(f"the period ends in {self.period.last}, the assessment's year is {self.year}")
        return self

    @property
    def force(self) -> Force | None:
        """The territorial force of the area; None for an invented area."""
        return find_force(self.area)

    @property
    def area_code(self) -> str:
        """Code of the police force area."""
        return self.force.pfa_code if self.force else self.area

    @property
    def edition_kind(self) -> EditionKind:
        """Who this edition is for."""
        return EditionKind(self.edition)


class Assessment(Settings):
    """The settings together with the folder they were read from."""

    folder: Path

    def enabled(self, source: str) -> bool:
        """Whether a source is to be used; sources not mentioned are."""
        return self.sources[source].enabled if source in self.sources else True

    @property
    def key_file(self) -> Path | None:
        """The file with the key of pseudonyms; None where the settings name none."""
        return self.folder / self.privacy.key_file if self.privacy.key_file else None

    @property
    def weights_file(self) -> Path | None:
        """The file with the weights of the severity score; None for the set that ships."""
        return self.folder / self.harm.weights if self.harm.weights else None

    @property
    def previous_editions(self) -> tuple[Path, ...]:
        """Folders of the editions that were published before, oldest first."""
        return tuple(self.folder / path for path in self.release.previous)

    def source_paths(self, source: str) -> tuple[Path, ...]:
        """Return the files or folders given for a source; empty where the usual folder serves."""
        given = self.sources[source].path if source in self.sources else ()
        return tuple(self.folder / path for path in given)


def read_toml(file: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    SettingsError
        The file is not there, is not UTF-8, or breaks TOML's syntax (line and column are named).
    """
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise syntax_problem(file, error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise file_problem(file, error) from error


def load_assessment(folder: Path, *, sources: Collection[str] | None = None, edition: str | None = None) -> Assessment:
    """Read and check the settings of an assessment.

    Parameters
    ----------
    folder : Path
        Assessment folder, which holds `assessment.toml`.
    sources : Collection[str] | None
        Ids of the sources that exist; a `[sources.<id>]` outside them is a mistake. None leaves
        them unchecked.
    edition : str | None
        Takes the place of the one in the file; None leaves it.

    Raises
    ------
    SettingsError
        Every mistake of the file, all at once, each with its key.
    """
    file = folder / FILE_NAME
    raw = read_toml(file) | ({"edition": str(edition)} if edition else {})
    problems: list[SettingsError] = []
    named = raw.get("sources")
    if sources is not None and isinstance(named, Mapping):
        problems += [unknown_source(file, name, sources) for name in named if name not in sources]
    try:
        Settings.model_validate(raw)
    except ValidationError as error:
        problems += setting_problems(file, error, Settings)
    raise_together(problems, f"{FILE_NAME} cannot be used")
    return Assessment.model_validate({**raw, "folder": folder})
