"""A chapter over record-level feeds: by place, by person and by time, whatever the source."""

from collections.abc import Callable, Mapping

from verity.chapters.chapter import AssessmentContext, Block, ChapterContent, Prose, Section, Show
from verity.chapters.records import exhibits_counted, exhibits_ethnicity, exhibits_person, gaps
from verity.chapters.records import measures as asked
from verity.chapters.records.exhibits_codes import codes
from verity.chapters.records.exhibits_person import NOUNS, distribution
from verity.chapters.records.exhibits_place import PLACE as PLACE_EXHIBITS
from verity.chapters.records.exhibits_severity import SEVERITY_PARTS
from verity.chapters.records.exhibits_small_areas import SMALL_AREAS
from verity.chapters.records.exhibits_time import TIME as TIME_EXHIBITS
from verity.chapters.records.findings_person import person_findings
from verity.chapters.records.findings_place import PLACE as PLACE_FINDINGS
from verity.chapters.records.findings_time import TIME as TIME_FINDINGS
from verity.chapters.records.profile import OPEN_SOURCES, PERSON_PARTS, SECTIONS, FeedProfile, Part, Role
from verity.chapters.records.subject import Releases, Subject, subjects
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.findings.ways import tell
from verity.model.measures import Measure
from verity.model.releases import Release

Single = Callable[[Subject, Release], Exhibit]
SINGLE: dict[Part, Single] = {
    **PLACE_EXHIBITS,
    **SMALL_AREAS,
    **SEVERITY_PARTS,
    **TIME_EXHIBITS,
    Part.FORCE_YEARS: exhibits_counted.force_years,
    Part.AGE_SEX: exhibits_person.age_sex,
    Part.SEX_AREA: exhibits_person.sex_area,
    Part.REPEATS: exhibits_person.repeat_people,
    Part.PROVIDER: exhibits_person.providers,
    Part.CODES: codes,
}
"""Part → an exhibit made from its one release."""
MANY: dict[Part, Callable[[Subject, Releases], Exhibit | None]] = {
    Part.DEFINITIONS: exhibits_counted.definitions,
    Part.ETHNICITY: exhibits_ethnicity.ethnicity,
    Part.SIDE_COHORTS: exhibits_person.overlaps,
}
"""Part → an exhibit made from several releases; None where none of them is there."""


class RecordsChapter:
    """One section of the assessment over record-level feeds, as its profile says."""

    def __init__(self, profile: FeedProfile) -> None:
        self.profile = profile
        self.id = profile.id
        self.title = profile.title
        self.number = profile.number
        self.sources: tuple[str, ...] = (*profile.sources, *OPEN_SOURCES)

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what the feeds present can answer."""
        return asked.declared(self.profile, context)

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Turn releases into exhibits, findings and sections."""
        there = subjects(self.profile, context)
        sections: list[Section] = []
        exhibits: list[Exhibit] = []
        findings: list[Finding] = []
        for role, title, parts in SECTIONS:
            blocks: list[Block] = []
            if role is Role.COUNTED:
                blocks += gaps.absent(self.profile, context, there)
                both = (exhibits_counted.cohort(there), exhibits_counted.two_series(there, releases))
                exhibits += [one for one in both if one]
                blocks += [Show(one.id) for one in both if one]
            for subject in there:
                for part in (one for one in parts if one in subject.part.parts):
                    found = tell(part_findings(subject, part, releases), before=len(findings))
                    shown = part_exhibit(subject, part, releases)
                    if shown is None:
                        continue
                    blocks += [*(Prose(one.words, one.id) for one in found), Show(shown.id)]
                    exhibits.append(shown)
                    findings += found
                blocks += gaps.unanswered(subject, parts)
            if blocks:
                sections.append(Section(id=f"{self.id}-{role}", title=title, blocks=tuple(blocks)))
        return ChapterContent(
            id=self.id, number=self.number, title=self.title, sections=tuple(sections), exhibits=tuple(exhibits),
            findings=tuple(findings),
        )  # fmt: skip


def part_exhibit(subject: Subject, part: Part, releases: Releases) -> Exhibit | None:
    """Return the exhibit of one part; None where what it needs was not released or has no row."""
    if part in MANY:
        needed = part is not Part.ETHNICITY or {subject.measure_id(part), subject.measure_id(asked.KNOWN)} <= {
            *releases
        }
        return MANY[part](subject, releases) if needed else None
    release = releases.get(subject.measure_id(part))
    if release is None or release.frame.empty:
        return None
    return SINGLE[part](subject, release) if part in SINGLE else distribution(subject, release, part)


def part_findings(subject: Subject, part: Part, releases: Releases) -> list[Finding]:
    """Return the findings of one part."""
    if part in PERSON_PARTS:
        return person_findings(subject, part, releases)
    release = releases.get(subject.measure_id(part))
    maker = PLACE_FINDINGS.get(part) or TIME_FINDINGS.get(part)
    return maker(subject, release) if maker and release is not None and not release.frame.empty else []


ALL_PARTS = {*SINGLE, *MANY, *NOUNS}
"""Every part that can be shown."""
