"""What the demography exhibits say, as findings."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from verity.chapters.chapter import AssessmentContext
from verity.chapters.demography import measures as asked
from verity.chapters.named import named
from verity.findings import area_words as words
from verity.findings.finding import Finding
from verity.findings.ways import tell
from verity.model.releases import Release

if TYPE_CHECKING:
    import pandas as pd


def all_findings(context: AssessmentContext, releases: Mapping[str, Release]) -> tuple[Finding, ...]:
    """Return the findings of the chapter, the one for the front page first."""
    makers: tuple[tuple[str, Callable[[AssessmentContext, Release], list[Finding]]], ...] = (
        (asked.RESIDENTS, _residents),
        (asked.DEPRIVATION_TABLE, _deprivation),
        (asked.ETHNICITY, _ethnicity),
        (asked.CHANGE, _change),
    )
    made = (one for measure, make in makers if measure in releases for one in make(context, releases[measure]))
    return tuple(tell(made))


def _residents(context: AssessmentContext, release: Release) -> list[Finding]:
    frame = release.frame
    census = frame[frame["basis"].str.startswith("Census")]
    if census.empty or census["count"].isna().any():
        return []
    total = int(census["count"].sum())
    return [
        Finding(
            id="demography.residents",
            measure=release.measure.id,
            area=context.area.name,
            period="Census 2021",
            value=total,
            unit="people",
            base="usual residents",
            exhibit="area-districts",
            cells=(f"{release.measure.id}[basis=Census 2021].count",),
            ways=words.residents(context.area.name, total, "Census 2021"),
        )
    ]


def _deprivation(context: AssessmentContext, release: Release) -> list[Finding]:
    frame = release.frame
    count, total = int(frame.loc[frame["quintile"] == 1, "count"].sum()), int(frame["count"].sum())
    if total == 0:
        return []
    edition = context.facts["deprivation_edition"][0]
    return [
        Finding(
            id="demography.deprivation",
            measure=release.measure.id,
            area=context.area.name,
            period=f"Index of Multiple Deprivation {edition}",
            value=100 * count / total,
            unit="per cent",
            base=f"{total} small areas (LSOAs)",
            exhibit="deprivation-by-district",
            cells=(f"{release.measure.id}[quintile=1].count",),
            ways=words.deprivation(context.area.name, count, total, edition),
        )
    ]


def _ethnicity(context: AssessmentContext, release: Release) -> list[Finding]:
    frame = named(context, release.frame, "area", "area_name").dropna(subset=["share_pct"])
    other = frame[frame["ethnic_group"] != "White"].groupby("area_name", sort=False)["share_pct"].sum()
    wider = context.country.name
    if wider not in other.index:
        wider = context.area.name
    areas = [*(d.name for d in context.districts), context.area.name]
    return [
        Finding(
            id=f"demography.ethnicity.{code}",
            measure=release.measure.id,
            area=name,
            period="Census 2021",
            value=float(other[name]),
            unit="per cent",
            base="usual residents",
            exhibit="population-ethnicity",
            cells=(f"{release.measure.id}[area={code}].share_pct",),
            ways=words.ethnic_groups(name, float(other[name]), wider, float(other[wider])),
        )
        for name, code in zip(areas, [*(d.code for d in context.districts), context.area.code], strict=True)
        if name in other.index and name != wider
    ]


def _change(context: AssessmentContext, release: Release) -> list[Finding]:
    first, last = (int(year) for year in context.facts["change"])
    frame = named(context, release.frame, "lad", "district")
    rows = frame[(frame["age_band"] == "all ages") & (frame["year"] == last)].dropna(subset=["change_pct"])
    return [_change_of(release, row, first, last) for _, row in rows.iterrows()]


def _change_of(release: Release, row: "pd.Series[float]", first: int, last: int) -> Finding:
    return Finding(
        id=f"demography.change.{row['lad']}",
        measure=release.measure.id,
        area=str(row["district"]),
        period=f"mid-{first} to mid-{last}",
        value=float(row["change_pct"]),
        unit="per cent",
        base=f"estimated population in mid-{first}",
        exhibit="population-change",
        cells=(f"{release.measure.id}[lad={row['lad']},age_band=all ages,year={last}].change_pct",),
        ways=words.population_change(str(row["district"]), first, last, float(row["change_pct"])),
    )
