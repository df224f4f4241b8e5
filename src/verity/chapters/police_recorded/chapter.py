"""The chapter on police recorded violence: its sections and what it says where files are lacking."""

from collections.abc import Mapping

from verity.chapters.chapter import AssessmentContext, Block, ChapterContent, Gap, Prose, Section, Show
from verity.chapters.police_recorded import exhibits, findings
from verity.chapters.police_recorded import measures as asked
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.model.measures import Measure
from verity.model.periods import complete_years
from verity.model.releases import Release

NO_FILES = "Police recorded violence is not available: no street-level files of the area's force were supplied."
NO_YEAR = "No year is covered by all twelve months, so no annual figure is given."
NO_WARDS = "Wards are not shown: no lookup from small areas to wards was supplied."
NO_RATES = "Rates are not available: they need a whole year and residents at Census 2021."


class PoliceRecorded:
    """Section 3.1.1 of the assessment, open data."""

    id = "police-recorded-violence"
    title = "Police recorded violence"
    number = "3.1.1"
    sources: tuple[str, ...] = (
        "police_uk_street", "police_uk_outcomes", "police_uk_stop_and_search", "census_age", "boundaries",
    )  # fmt: skip

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what the files present can answer."""
        return asked.declared(context)

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Turn releases into exhibits, findings and sections."""
        shown = _exhibits(context, releases)
        found = findings.all_findings(context, releases)
        sections = tuple(
            Section(id=section, title=title, blocks=_blocks(context, asks, shown, found))
            for section, title, asks in SECTIONS
        )
        return ChapterContent(
            id=self.id,
            number=self.number,
            title=self.title,
            sections=tuple(section for section in sections if section.blocks),
            exhibits=tuple(shown[measure] for _, _, asks in SECTIONS for measure in asks if measure in shown),
            findings=found,
        )


SECTIONS = (
    ("what-is-counted", "What is counted", (asked.OFFENCE_GROUPS, asked.COVERAGE)),
    ("violence-by-category", "Kinds of crime", (asked.CATEGORY_PERIOD, asked.MONTH)),
    ("violence-by-place", "Where it took place", (asked.PLACE_RECORDED, asked.CATEGORY_DISTRICT, asked.RATE)),
    ("small-areas", "Small areas", (asked.LSOA, asked.CONCENTRATION, asked.WARD)),
)


def _exhibits(context: AssessmentContext, releases: Mapping[str, Release]) -> dict[str, Exhibit]:
    shown = {asked.OFFENCE_GROUPS: exhibits.offence_groups(context, releases[asked.OFFENCE_GROUPS])}
    if asked.COVERAGE not in releases:
        return shown
    single = {
        asked.COVERAGE: exhibits.coverage,
        asked.MONTH: exhibits.months,
        asked.CATEGORY_DISTRICT: exhibits.districts,
        asked.RATE: exhibits.crude_rates,
        asked.LSOA: exhibits.small_areas,
        asked.CONCENTRATION: exhibits.concentration,
        asked.WARD: exhibits.wards,
    }
    shown |= {measure: make(context, releases[measure]) for measure, make in single.items() if measure in releases}
    shown[asked.CATEGORY_PERIOD] = exhibits.categories(
        context, releases[asked.CATEGORY_PERIOD], releases[asked.CATEGORY_PERIOD_CRIME]
    )
    shown[asked.PLACE_RECORDED] = exhibits.places(
        context, releases[asked.PLACE_RECORDED], releases[asked.PLACE_OCCURRED]
    )
    return shown


def _blocks(
    context: AssessmentContext,
    asks: tuple[str, ...],
    shown: Mapping[str, Exhibit],
    found: tuple[Finding, ...],
) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for measure in asks:
        blocks += [Prose(one.words, one.id) for one in found if one.measure == measure]
        if measure in shown:
            blocks.append(Show(shown[measure].id))
        blocks += [Gap(text) for text in _gaps(context, measure, shown)]
    return tuple(blocks)


def _gaps(context: AssessmentContext, measure: str, shown: Mapping[str, Exhibit]) -> list[str]:
    if not context.months:
        return [NO_FILES] if measure == asked.COVERAGE else []
    if measure == asked.CATEGORY_PERIOD and not complete_years(context.months):
        return [NO_YEAR]
    if measure == asked.RATE and measure not in shown:
        return [NO_RATES]
    if measure == asked.WARD and measure not in shown:
        return [NO_WARDS]
    return []
