"""The methods annex: what was done with the data, with the numbers of this edition where they matter."""

from collections.abc import Mapping

from verity.analysis.placement import Placement
from verity.analysis.record_placement import RecordPlacement
from verity.build.records_annex import records_methods
from verity.chapters.chapter import AssessmentContext
from verity.disclosure.gate import GateReport
from verity.findings.words import listed, percent, whole
from verity.model.caveats import POLICE_MARKERS
from verity.model.periods import month_name
from verity.model.releases import Release
from verity.report.edition import Method


def methods_annex(
    context: AssessmentContext,
    placement: Placement,
    records: RecordPlacement,
    releases: Mapping[str, Release],
    gate: GateReport,
) -> tuple[Method, ...]:
    """Return the entries of the annex, in reading order."""
    return (
        _counting(context),
        _placing(context, placement),
        _shares_and_rates(),
        _populations(context),
        _small_areas(),
        *records_methods(context, records),
        _events(),
        _released(releases, gate),
    )


def _counting(context: AssessmentContext) -> Method:
    forces = listed(list(context.forces)) if context.forces else "none"
    return Method(
        title="What is counted",
        paragraphs=(
            "Police counts are records published by data.police.uk. One row is one crime or one incident of "
            "anti-social behaviour. A Crime ID identifies one crime: of rows that share one, the first by month and "
            "content is kept and the others are set aside. Rows without an identifier are all counted.",
            "A file belongs to an archive edition, a force, a month and a kind. Where two editions hold the same, the "
            "newer is used whole and the older is set aside.",
            "Two definitions stand side by side. “Recorded by the force” is every record of the home force, wherever "
            f"it lies. “Occurred in the area” is every record located in one of its districts by the forces loaded: "
            f"{forces}.",
        ),
    )


def _placing(context: AssessmentContext, placement: Placement) -> Method:
    editions = listed([f"{edition}: LSOA {vintage}" for edition, vintage in placement.vintages.items()] or ["none"])
    ways = listed([f"{whole(n)} {how}" for how, n in placement.converted.items()] or ["none"])
    return Method(
        title="Where a record lies",
        paragraphs=(
            "The boundary year of a record's small area follows its archive edition and is detected from codes that "
            f"only one year has ({editions}). Small areas are shown on {context.lsoa_type.vintage} boundaries.",
            f"Records placed in a small area: {ways}. Placed in a district but in no small area: "
            f"{whole(placement.residual)}. With a code that no lookup knows, counted as elsewhere: "
            f"{whole(placement.unknown_codes)}.",
        ),
    )


def _shares_and_rates() -> Method:
    return Method(
        title="Shares, rates and their intervals",
        paragraphs=(
            "A share is recomputed from the counts shown and names its base. Its 95% interval is Wilson's.",
            "A crude rate is the count over the residents named beside it. Its 95% interval is exact Poisson below 10 "
            "events and Byar's from there. Rates here are offences by where they took place, over people who live "
            "there: they are not the risk of a resident.",
            "Two rates are called higher or lower only where their 95% intervals do not overlap; otherwise they are "
            "called similar.",
        ),
    )


def _populations(context: AssessmentContext) -> Method:
    change = context.facts.get("change", ())
    series = f" (here mid-{change[0]} and mid-{change[1]})" if change else ""
    return Method(
        title="Populations",
        paragraphs=(
            f"Estimates that were not rebased to the 2021 Census{series} and figures from the Census are never joined "
            "in one series. Every rate of this edition is over usual residents at Census 2021, whatever its year.",
        ),
    )


def _small_areas() -> Method:
    return Method(
        title="Small areas",
        paragraphs=(
            "Fifths by count rank the small areas of the force area among themselves; equal counts share a rank. They "
            "say where offences were recorded, not how likely a resident is to be harmed.",
            "Concentration is set beside chance: the same number of offences dropped at random on the same number of "
            "equally likely small areas.",
            "Deprivation ranks come from the index itself and are never recomputed; an index is used only on the "
            "boundaries it was made for.",
        ),
    )


def _events() -> Method:
    lines = [
        f"{one.label} ({month_name(one.first)}"
        + (f" to {month_name(one.last)}" if one.last != one.first else "")
        + f"): {one.source}."
        for one in POLICE_MARKERS
    ]
    return Method(title="Events marked on charts", paragraphs=tuple(lines))


def _released(releases: Mapping[str, Release], gate: GateReport) -> Method:
    policies = sorted({release.policy for release in releases.values()})
    protected = (
        f"Of {whole(gate.cells)} cells over restricted records in {whole(gate.tables)} tables, "
        f"{percent(gate.shown_pct)} are shown and {whole(gate.hidden)} suppressed. Before release, everything "
        "published was attacked together: the bounds that a reader who knows the rule can put on each of "
        f"{whole(gate.audited)} hidden or small quantities were found, and are as far apart as the policy asks. "
        + (
            "No smaller choice of cells would do."
            if gate.optimal
            else "The choice of cells is sufficient, not proven least."
        )
    )
    return Method(
        title="Release",
        paragraphs=(
            f"{len(releases)} tables passed the gate together under: {'; '.join(policies)}.",
            *((protected,) if gate.tables else ()),
        ),
    )
