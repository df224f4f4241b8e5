"""What record-level feeds say by time, as findings: the fullest month, the busiest part of the week, known times."""

import pandas as pd

from verity.chapters.records.exhibits_time import DEFAULTS, in_week_order, quality_pct, top_of_week
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.findings import time_words as words
from verity.findings.finding import Finding
from verity.findings.record_words import month_word
from verity.findings.verdicts import leads
from verity.methods.intervals import wilson_interval
from verity.model.releases import Release


def share_limits(part: float, whole: float) -> tuple[float, float, float]:
    """Return the share of a count in per cent with its Wilson limits."""
    found = wilson_interval(part, whole)
    return 100 * part / whole, 100 * float(found.lower), 100 * float(found.upper)


def month(subject: Subject, release: Release) -> list[Finding]:
    """Name the month with most, as a share of all months."""
    totals = release.frame.groupby("month_of_year", sort=True)["count"].agg(lambda one: one.sum(skipna=False))
    if totals.isna().any() or not totals.sum():
        return []
    ordered = totals.sort_values(ascending=False, kind="stable")
    top, whole = int(ordered.index[0]), float(totals.sum())
    first, *others = (share_limits(float(one), whole) for one in ordered)
    base = subject.in_districts
    clear = not others or leads(first[1], others[0][2])
    return [
        subject.finding(
            "month", release, exhibit=Part.MONTH_AREA, value=first[0], base=base,
            cells=(f"{release.measure.id}[month_of_year={top}].count",),
            ways=words.month(month_word(top), first, subject.phrase, clear=clear),
        )
    ]  # fmt: skip


def week(subject: Subject, release: Release) -> list[Finding]:
    """Name the part of the week with the largest share of spread events."""
    frame = in_week_order(release.frame)
    top = top_of_week(frame)
    if top is None or "base" not in release.frame or pd.isna(top["base"]):
        return []
    hours = str(top["hour_group"])
    day, value, base = int(top["weekday"]), float(top["value"]), float(top["base"])
    clear = week_is_clear(frame, top)
    return [
        subject.finding(
            "week", release, exhibit=Part.WEEK_HOURS, value=value,
            base=f"{subject.phrase} whose time could be used",
            cells=(f"{release.measure.id}[weekday={day},hour_group={hours}].value",),
            ways=words.week_cell(subject.phrase, (day, hours), value, base, clear=clear),
        )
    ]  # fmt: skip


def week_is_clear(frame: pd.DataFrame, top: "pd.Series[float]") -> bool:
    """Whether the part of the week with most stands clear of every other, by Wilson limits on the base.

    A part that is withheld may hold more.
    """
    base = float(top["base"])
    others = frame.loc[frame.index != top.name, "value"]
    if bool(others.isna().any()):
        return False
    if others.empty:
        return True
    first, second = (share_limits(base * float(one) / 100, base) for one in (top["value"], others.max()))
    return leads(first[1], second[2])


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
            ways=text,
        )
    ]  # fmt: skip


TIME = {Part.MONTH_AREA: month, Part.WEEK_HOURS: week, Part.TIME_QUALITY: times}
"""Part → its findings."""
