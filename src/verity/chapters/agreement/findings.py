"""What the exhibits on agreement say, as findings; a ratio is stated with its interval and nothing else."""

import pandas as pd

from verity.chapters.agreement import measures as asked
from verity.chapters.agreement.exhibits import cited, top_cell
from verity.chapters.chapter import AssessmentContext, FeedNote
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
            words=words.agreement(high, len(notes), total, "homes of victims and of patients"),
        )
    ]  # fmt: skip


def week(context: AssessmentContext, note: FeedNote, release: Release) -> list[Finding]:
    """Name the part of the week with most in one source."""
    frame = release.frame
    top = top_cell(frame)
    if top is None or "base" not in frame or pd.isna(top["base"]):
        return []
    hours, day = str(top["hour_group"]), int(top["weekday"])
    text = words.week_cell(asked.NAMES[note.id], day, hours, float(top["value"]), float(top["base"]))
    definition = cited(context, release.measure.definition)
    return [
        Finding(
            id=f"violence.agreement.week-{note.id.replace('_', '-')}", measure=release.measure.id,
            definition=release.measure.definition,
            area=context.area.name, period=note.period, value=float(top["value"]), unit="per cent",
            base=f"records whose time could be used; definition: {definition}", exhibit="agreement-week",
            cells=(f"{release.measure.id}[weekday={day},hour_group={hours}].value",),
            words=text,
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
            words=words.ratio(
                names.get(row["lad"], str(row["lad"])), year,
                (float(row["value"]), float(row["lower_95"]), float(row["upper_95"])),
                asked.NAMES[note.id], "police victims of violence with injury",
            ),
        )
        for _, row in last.iterrows()
        for year in [words.year_name(int(row["year"]), financial=note.year_basis is YearBasis.FINANCIAL)]
    ]  # fmt: skip
