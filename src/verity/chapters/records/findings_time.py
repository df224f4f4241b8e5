"""What record-level feeds say by time, as findings: the first month, the first part of the week, known times."""

import pandas as pd

from verity.chapters.records.exhibits_time import DEFAULTS, in_week_order, quality_pct, top_of_week
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.findings import record_words as words
from verity.findings.finding import Finding
from verity.model.releases import Release


def month(subject: Subject, release: Release) -> list[Finding]:
    """Name the month with most, as a share of all months."""
    totals = release.frame.groupby("month_of_year", sort=True)["count"].agg(lambda one: one.sum(skipna=False))
    if totals.isna().any() or not totals.sum():
        return []
    top = int(totals.sort_values(ascending=False, kind="stable").index[0])
    pct = 100 * float(totals[top]) / float(totals.sum())
    base = subject.in_districts
    text = words.share(f"{words.month_word(top)}, the month with most", pct, base)
    return [
        subject.finding(
            "month", release, exhibit=Part.MONTH_AREA, value=pct, base=base,
            cells=(f"{release.measure.id}[month_of_year={top}].count",),
            words=text,
        )
    ]  # fmt: skip


def week(subject: Subject, release: Release) -> list[Finding]:
    """Name the part of the week with the largest share of spread events."""
    top = top_of_week(in_week_order(release.frame))
    if top is None or "base" not in release.frame or pd.isna(top["base"]):
        return []
    hours = str(top["hour_group"])
    text = words.week_cell(subject.phrase, int(top["weekday"]), hours, float(top["value"]), float(top["base"]))
    return [
        subject.finding(
            "week", release, exhibit=Part.WEEK_HOURS, value=float(top["value"]),
            base=f"{subject.phrase} whose time could be used",
            cells=(f"{release.measure.id}[weekday={int(top['weekday'])},hour_group={hours}].value",),
            words=text,
        )
    ]  # fmt: skip


def times(subject: Subject, release: Release) -> list[Finding]:
    """Say how well times are known."""
    frame = release.frame
    known, default = quality_pct(frame, "known"), quality_pct(frame, DEFAULTS)
    if known is None:
        return []
    rows = ("known", *(() if default is None else (DEFAULTS,)))
    text = words.known_times(subject.phrase, known, default)
    return [
        subject.finding(
            "time-quality", release, exhibit=Part.TIME_QUALITY, value=known,
            cells=tuple(f"{release.measure.id}[time_quality={one}].value" for one in rows),
            words=text,
        )
    ]  # fmt: skip


TIME = {Part.MONTH_AREA: month, Part.WEEK_HOURS: week, Part.TIME_QUALITY: times}
"""Part → its findings."""
