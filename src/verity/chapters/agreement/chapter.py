"""The chapter on where the sources agree: small areas, the week, and ratios of counts."""

from collections.abc import Mapping

from verity.chapters.agreement import exhibits, findings
from verity.chapters.agreement import measures as asked
from verity.chapters.chapter import AssessmentContext, Block, ChapterContent, Gap, Prose, Section, Show
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.findings.ways import tell
from verity.model.measures import Measure
from verity.model.releases import Release

Pair = tuple[list[Finding], Exhibit]
TITLES = {
    "areas": "Small areas high in several sources",
    "week": "The week in each source",
    "ratios": "Hospital records beside police records",
}
LACKING = {
    "areas": "Agreement of small areas is not available: it needs at least two of police victims, attendances and "
    "admissions with the small area where people live, under one definition. It would add areas that several sources "
    "find high.",
    "week": "The week cannot be set side by side: it needs at least two of police offences, ambulance callouts and "
    "attendances with times. It would add whether they agree on the parts of the week with most violence.",
    "ratios": "Ratios are not available: they need police victims, and attendances or admissions, that the definition "
    "of violence with injury reaches. They would add how the counts of the sources stand to one another.",
}


class Agreement:
    """Section 3.1.3 of the assessment."""

    id = "where-sources-agree"
    title = "Where the sources agree"
    number = "3.1.3"
    sources: tuple[str, ...] = (
        "police_offences", "police_victims", "emergency_attendances_hes", "emergency_attendances_ecds",
        "injury_intent_codes", "hospital_admissions", "ambulance_callouts", *asked.POPULATION, "boundaries",
    )  # fmt: skip

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what the feeds present can answer."""
        return asked.declared(context)

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Turn releases into exhibits, findings and sections."""
        made = {
            "areas": _areas(context, releases),
            "week": _week(context, releases),
            "ratios": _ratios(context, releases),
        }
        made = _told(made)
        return ChapterContent(
            id=self.id,
            number=self.number,
            title=self.title,
            sections=tuple(
                Section(id=f"{self.id}-{key}", title=TITLES[key], blocks=_blocks(context, releases, key, pairs))
                for key, pairs in made.items()
            ),
            exhibits=tuple(exhibit for pairs in made.values() for _, exhibit in pairs),
            findings=tuple(one for pairs in made.values() for found, _ in pairs for one in found),
        )


def _told(made: Mapping[str, list[Pair]]) -> dict[str, list[Pair]]:
    """Return the pairs with every finding told, by its place in the chapter."""
    told: dict[str, list[Pair]] = {}
    before = 0
    for key, pairs in made.items():
        told[key] = []
        for found, exhibit in pairs:
            told[key].append((tell(found, before=before), exhibit))
            before += len(found)
    return told


def _areas(context: AssessmentContext, releases: Mapping[str, Release]) -> list[Pair]:
    if asked.AREAS not in releases:
        return []
    table = (findings.areas(context, releases[asked.AREAS]), exhibits.areas(context, releases[asked.AREAS]))
    drawn: list[Pair] = [([], exhibits.area_map(context, releases[asked.MAP]))] if asked.MAP in releases else []
    return [table, *drawn]


def _week(context: AssessmentContext, releases: Mapping[str, Release]) -> list[Pair]:
    notes = [one for one in asked.by_week(context) if asked.week_id(one.id) in releases]
    if not notes:
        return []
    return [(findings.weeks(context, releases), exhibits.week(context, dict(releases)))]


def _ratios(context: AssessmentContext, releases: Mapping[str, Release]) -> list[Pair]:
    there = [(one, releases[asked.ratio_id(one.id)]) for one in asked.ratios(context)
             if asked.ratio_id(one.id) in releases]  # fmt: skip
    return [
        (findings.ratio(context, note, release), exhibits.ratio(context, note, release))
        for note, release in there
        if release.frame["value"].notna().any()
    ]


def _no_common_year(context: AssessmentContext, releases: Mapping[str, Release], pairs: list[Pair]) -> list[Block]:
    """Return a gap for each source that shares no year with police victims."""
    shown = {measure for _, exhibit in pairs for measure in exhibit.measures}
    silent = [one for one in asked.ratios(context) if {asked.ratio_id(one.id)} <= {*releases} - shown]
    return [
        Gap(f"No ratio of {asked.NAMES[one.id]} to police victims is given: no year is covered by both. Files of a "
            f"common year would add how {asked.NAMES[one.id]} stand to police victims.")
        for one in silent
    ]  # fmt: skip


def _blocks(
    context: AssessmentContext, releases: Mapping[str, Release], key: str, pairs: list[Pair]
) -> tuple[Block, ...]:  # fmt: skip
    blocks: list[Block] = []
    for found, exhibit in pairs:
        blocks += [*(Prose(one.words, one.id) for one in found), Show(exhibit.id)]
    blocks += _no_common_year(context, releases, pairs) if key == "ratios" else []
    if blocks:
        return tuple(blocks)
    return (Gap(LACKING[key]),)
