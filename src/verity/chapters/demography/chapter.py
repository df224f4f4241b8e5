"""The demography chapter: its sections, what it says where data are lacking, and its findings."""

from collections.abc import Mapping

from verity.chapters.chapter import AssessmentContext, Block, ChapterContent, Gap, Prose, Section, Show
from verity.chapters.demography import exhibits, findings
from verity.chapters.demography import measures as asked
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.model.measures import Measure
from verity.model.releases import Release

SECTIONS = (
    ("place-and-people", "Place and people", (asked.RESIDENTS, asked.AGE_SEX, asked.CHANGE)),
    ("ethnicity", "Ethnic group", (asked.ETHNICITY,)),
    ("density", "Population density", (asked.DENSITY,)),
    ("deprivation", "Deprivation", (asked.DEPRIVATION_TABLE, asked.DEPRIVATION_MAP)),
)
GAPS = {
    asked.RESIDENTS: "Residents are not available: no Census 2021 age file was supplied.",
    asked.AGE_SEX: "Age by sex is not available: no file of population by five-year age band and sex was supplied.",
    asked.CHANGE: "Change of population is not available: no series of district estimates was supplied.",
    asked.ETHNICITY: "Ethnic group is not available: no Census 2021 file of ethnic group was supplied.",
    asked.DENSITY: "Population density is not available: it needs Census 2021 residents and LSOA boundaries.",
    asked.DEPRIVATION_TABLE: "Deprivation is not available: no index that covers this area was supplied. English and "
    "Welsh ranks are never mixed.",
}


class Demography:
    """Section 2 of the assessment."""

    id = "demography"
    title = "The area and its people"
    number = "2"
    sources: tuple[str, ...] = (
        "population_lad",
        "population_lad_quinary",
        "census_age",
        "census_ethnicity",
        "deprivation",
        "boundaries",
    )

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what the sources present can answer."""
        return asked.declared(context)

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Turn releases into exhibits, findings and sections."""
        shown = {
            measure: make(context, releases[measure])
            for measure, make in exhibits.FIGURES.items()
            if measure in releases
        }
        found = findings.all_findings(context, releases)
        return ChapterContent(
            id=self.id,
            number=self.number,
            title=self.title,
            sections=tuple(_section(*one, shown=shown, found=found) for one in SECTIONS),
            exhibits=tuple(shown[measure] for _, _, asks in SECTIONS for measure in asks if measure in shown),
            findings=found,
        )


def _section(
    section: str,
    title: str,
    asks: tuple[str, ...],
    *,
    shown: Mapping[str, Exhibit],
    found: tuple[Finding, ...],
) -> Section:
    blocks: list[Block] = []
    for measure in asks:
        blocks += [Prose(one.words, one.id) for one in found if one.measure == measure]
        if measure in shown:
            blocks.append(Show(shown[measure].id))
        elif measure in GAPS:
            blocks.append(Gap(GAPS[measure]))
    return Section(id=section, title=title, blocks=tuple(blocks))
