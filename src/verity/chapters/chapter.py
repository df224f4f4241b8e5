"""What a chapter is given, what it declares and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.model.areas import Area, AreaType
from verity.model.definitions import Definition
from verity.model.incidents import YearBasis
from verity.model.measures import Measure, PlaceBasis, Unit
from verity.model.releases import EditionKind, Release
from verity.model.truths import Truth


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
class CohortLine:
    """One condition of a cohort: its words, its authority, the accepted rows before it and those it left out."""

    words: str
    citation: str
    rows_in: int
    left_out: int


@dataclass(frozen=True, kw_only=True)
class FeedNote:
    """What a chapter may say about a feed of record-level incidents that is there.

    Parameters
    ----------
    id, title : str
    sources : tuple[str, ...]
        Contract ids behind it.
    unit : Unit
    place_basis : PlaceBasis
    year_basis : YearBasis
    years : tuple[int, ...]
        Complete reporting years it covers, in order, within the assessment's reach for this feed.
    months : tuple[str, ...]
        Months it covers, `YYYY-MM`, within those years.
    period : str
        The years in words: “2019 to 2023”, “2016/17 to 2020/21”.
    records : int
        Incidents of the cohort within the years.
    of_area : bool
        Whether any of these is of the force area: lies in it, or is of somebody who lives there.
    attributes : frozenset[str]
        Incident columns that hold any value: only these may be asked for.
    flags, factors : tuple[str, ...]
        Values that occur, most frequent first.
    categories : tuple[str, ...]
        Values of `category` that occur, most frequent first.
    cohort : tuple[CohortLine, ...]
    denominator_years : tuple[int, ...]
        Mid-years of the populations under its rates, one for each of `years`; empty where rates cannot be given.
    denominator_note : str
        What must be said of them: a year that stands in for another, or that they match.
    definitions : tuple[str, ...]
        Ids of the definitions that reach it.
    """

    id: str
    title: str
    sources: tuple[str, ...]
    unit: Unit
    place_basis: PlaceBasis
    year_basis: YearBasis
    years: tuple[int, ...]
    months: tuple[str, ...]
    period: str
    records: int
    attributes: frozenset[str]
    flags: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    cohort: tuple[CohortLine, ...] = ()
    denominator_years: tuple[int, ...] = ()
    denominator_note: str = ""
    definitions: tuple[str, ...] = ()
    of_area: bool = True

    @property
    def shown(self) -> bool:
        """Whether there is anything to show: complete years, and a record of the area."""
        return bool(self.years) and self.of_area


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
    edition : EditionKind
        Who the edition is for: restricted sources are absent from `feeds` in any but the restricted one.
    feeds : Mapping[str, FeedNote]
        Feeds of record-level incidents that are there, by id.
    definitions : Mapping[str, Definition]
        Every named definition, by id.
    truths : tuple[Truth, ...]
        What was planted, in the demonstration alone.
    partnerships : tuple[tuple[Area, tuple[Area, ...]], ...]
        Community safety partnerships in name order, each with its districts.
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
    edition: EditionKind = EditionKind.PUBLIC
    feeds: Mapping[str, FeedNote] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    truths: tuple[Truth, ...] = ()
    partnerships: tuple[tuple[Area, tuple[Area, ...]], ...] = ()


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
