"""What a chapter is given, what it declares and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.model.areas import Area, AreaType
from verity.model.measures import Measure
from verity.model.releases import Release


@dataclass(frozen=True, kw_only=True)
class SourceNote:
    """What a chapter may say about a source: its line, its caveats, whether it is there."""

    id: str
    title: str
    line: str
    present: bool
    caveats: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AssessmentContext:
    """What every chapter is told: the area, the period, the sources, the map shapes.

    Parameters
    ----------
    area : Area
        The police force area.
    districts, region, country
        Its local authority districts in name order, and what it lies in.
    lsoa_type : AreaType
        Vintage on which offences are counted.
    wards : AreaType | None
    year : int
        The assessment's year: the last year of its period.
    months : tuple[str, ...]
        Months that the police files cover.
    sources : Mapping[str, SourceNote]
    shapes : Mapping[str, dict]
        TopoJSON per area type (`str(AreaType)`), object name `areas`, property `code` and `name`.
    names : Mapping[str, str]
        Area code → name, for every area that a table may show.
    forces : tuple[str, ...]
        Slugs of the forces whose street files are loaded.
    facts : Mapping[str, tuple[str, ...]]
        Other things known before analysis: years of a population series, editions of deprivation …
    """

    area: Area
    districts: tuple[Area, ...]
    region: Area | None
    country: Area
    lsoa_type: AreaType
    year: int
    months: tuple[str, ...]
    sources: Mapping[str, SourceNote]
    shapes: Mapping[str, dict[str, Any]]
    names: Mapping[str, str]
    forces: tuple[str, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Prose:
    """A paragraph. Findings are linked to their exhibit; `{exhibit-id}` becomes a numbered cross-reference."""

    text: str
    finding: str | None = None


@dataclass(frozen=True)
class Show:
    """An exhibit stands here."""

    exhibit: str


@dataclass(frozen=True)
class Gap:
    """Something the assessment owes and the data cannot give, in words."""

    text: str


Block = Prose | Show | Gap


@dataclass(frozen=True, kw_only=True)
class Section:
    """A numbered section: its blocks in reading order."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class ChapterContent:
    """What a chapter gives back."""

    id: str
    number: str
    title: str
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    findings: tuple[Finding, ...]


class Chapter(Protocol):
    """One section of the assessment.

    `sources` names the contracts it may draw on: a build reads these, and the lookups, and no others.
    """

    id: str
    title: str
    sources: tuple[str, ...]

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what is needed, given the sources that are present."""
        ...

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Turn releases into exhibits, findings and sections."""
        ...
