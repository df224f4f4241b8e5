"""What the exhibits on agreement say, as findings; a ratio is stated with its interval and nothing else."""

from collections.abc import Mapping

from verity.chapters.agreement import measures as asked
from verity.chapters.agreement.exhibits import cited, top_cell
from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.findings import agreement_words
from verity.findings import record_words as words
from verity.findings.finding import Finding
from verity.model.incidents import YearBasis
from verity.model.releases import Release


def areas(context: AssessmentContext, release: Release) -> list[Finding]:
    """Say how many small areas every source finds high."""
    frame, notes = release.frame, asked.by_home(context)
    row = frame[frame["sources_high"] == len(notes)]
    if row.empty or frame["count"].isna().any():
        return []
    high, total = int(row.iloc[0]["count"]), int(frame["count"].sum())
    definition = cited(context, release.measure.definition)
    return [
        Finding(
            id="violence.agreement.areas", measure=release.measure.id,
            definition=release.measure.definition, area=context.area.name, period=release.measure.period,
            value=float(high), unit="small areas (LSOAs)",
            base=f"{total} small areas; definition: {definition}", exhibit="agreement-areas",
            cells=(f"{release.measure.id}[sources_high={len(notes)}].count",),
            ways=agreement_words.areas(high, len(notes), total),
        )
    ]  # fmt: skip


def weeks(context: AssessmentContext, releases: Mapping[str, Release]) -> list[Finding]:
    """Say whether the sources have the same busiest part of the week; the shares are told where each source is."""
    found = {one.id: (one, release, top) for one in asked.by_week(context)
             if (release := releases.get(asked.week_id(one.id))) is not None
             and (top := top_cell(release.frame)) is not None}  # fmt: skip
    if len(found) < 2:
        return []
    busiest = {
        asked.NAMES[one]: f"{words.WEEKDAYS[int(top['weekday'])]} {top['hour_group']}"
        for one, (_, _, top) in found.items()
    }
    first = next(iter(found.values()))[1].measure
    alike = max(list(busiest.values()).count(one) for one in busiest.values())
    return [
        Finding(
            id="violence.agreement.week", measure=first.id, definition=first.definition, area=context.area.name,
            period="; ".join(f"{note.title}, {note.period}" for note, _, _ in found.values()), value=float(alike),
            unit="sources with the same busiest part of the week", base=f"{len(found)} sources",
            exhibit="agreement-week",
            cells=tuple(
                f"{release.measure.id}[weekday={int(top['weekday'])},hour_group={top['hour_group']}].value"
                for _, release, top in found.values()
            ),
            ways=agreement_words.weeks(busiest),
        )
    ]  # fmt: skip


def ratio(context: AssessmentContext, note: FeedNote, release: Release) -> list[Finding]:
    """State the ratio of the last year in each district."""
    frame = release.frame
    known = frame.dropna(subset=["value", "lower_95", "upper_95"])
    last = known[known["year"] == known["year"].max()]
    names = {one.code: one.name for one in context.districts}
    definition = cited(context, release.measure.definition)
    return [
        Finding(
            id=f"violence.agreement.ratio-{note.id.replace('_', '-')}.{row['lad']}", measure=release.measure.id,
            definition=release.measure.definition,
            area=names.get(row["lad"], str(row["lad"])), period=year, value=float(row["value"]),
            lower=float(row["lower_95"]), upper=float(row["upper_95"]), unit="for every 100 police victims",
            base=f"police victims of violence with injury; definition: {definition}",
            exhibit=f"agreement-ratio-{note.id.replace('_', '-')}",
            cells=(f"{release.measure.id}[lad={row['lad']},year={row['year']}].value",),
            ways=agreement_words.ratio(
                names.get(row["lad"], str(row["lad"])), year,
                (float(row["value"]), float(row["lower_95"]), float(row["upper_95"])),
                asked.NAMES[note.id], "police victims of violence with injury",
            ),
        )
        for _, row in last.iterrows()
        for year in [words.year_name(int(row["year"]), financial=note.year_basis is YearBasis.FINANCIAL)]
    ]  # fmt: skip
