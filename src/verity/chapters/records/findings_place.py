"""What record-level feeds say by place, as findings; directions come from released comparisons alone."""

from collections.abc import Callable
from typing import Any

from verity.chapters.records.exhibits_place import highest
from verity.chapters.records.exhibits_severity import with_shares
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.findings import place_words as words
from verity.findings import time_words
from verity.findings.finding import Finding
from verity.findings.verdicts import HIGHER, LOWER, SIMILAR
from verity.model.incidents import NOT_KNOWN
from verity.model.releases import Release

Maker = Callable[[Subject, Release], list[Finding]]


def limits(row: Any) -> tuple[float, float, float]:  # noqa: ANN401 - a row of a frame
    """Return value and limits of a row."""
    return float(row["value"]), float(row["lower_95"]), float(row["upper_95"])


def shares(row: Any) -> tuple[float, float, float]:  # noqa: ANN401 - a row of a frame
    """Return share and limits of a row, in per cent."""
    return float(row["share_pct"]), float(row["share_lower_95"]), float(row["share_upper_95"])


def _years(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    totals = frame.groupby("year", sort=True)["count"].agg(lambda one: one.sum(skipna=False))
    if len(totals) < 2 or totals.isna().any():
        return []
    first, last = totals.index[0], totals.index[-1]
    text = time_words.first_and_last(
        subject.in_districts, (subject.year(first), float(totals.iloc[0])),
        (subject.year(last), float(totals.iloc[-1])),
    )  # fmt: skip
    return [
        subject.finding(
            "years", release, exhibit=Part.YEARS, period=subject.year(last), value=float(totals.iloc[-1]),
            unit=str(subject.part.many), ways=text,
            cells=tuple(f"{release.measure.id}[year={one}].count" for one in (first, last)),
        )
    ]  # fmt: skip


def _area_rates(subject: Subject, release: Release) -> list[Finding]:
    frame = subject.places(release.frame, "area", "area_name").dropna(subset=["value", "lower_95", "upper_95"])
    own = subject.context.area
    wider = frame.loc[frame["area"] == own.code, "value"]
    beside = (own.name, None if wider.empty else float(wider.iloc[0]))
    also = () if wider.empty else (f"{release.measure.id}[area={own.code}].value",)
    return [
        subject.finding(
            f"rate.{row['area']}", release, exhibit=Part.AREA_RATES, area=str(row["area_name"]),
            value=float(row["value"]), lower=float(row["lower_95"]), upper=float(row["upper_95"]),
            unit="per 100,000 residents a year", comparison=comparison,
            cells=(f"{release.measure.id}[area={row['area']}].value", *(also if comparison else ())),
            ways=words.compared_rate(
                subject.phrase, str(row["area_name"]), limits(row), comparison, beside,
                polarity=release.measure.polarity,
            ),
        )
        for _, row in frame.iterrows()
        for comparison in ["" if row["area"] == own.code else str(row["comparison"] or "")]
    ]  # fmt: skip


def _deciles(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame.dropna(subset=["value", "lower_95", "upper_95"])
    rows = {str(row["decile"]): row for _, row in frame.iterrows()}
    if "1" not in rows or "10" not in rows:
        return []
    most, least = limits(rows["1"]), limits(rows["10"])
    return [
        subject.finding(
            "deprivation", release, exhibit=Part.DECILE_RATES, value=most[0], lower=most[1], upper=most[2],
            unit="per 100,000 residents a year",
            cells=tuple(f"{release.measure.id}[decile={one}].value" for one in ("1", "10")),
            ways=words.decile_rates(subject.phrase, most, least),
        )
    ]  # fmt: skip


def _inequality(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame.dropna(subset=["value", "lower_95", "upper_95"])
    frame = frame[frame["index"] == "relative"]
    if frame.empty:
        return []
    value, lower, upper = limits(frame.iloc[0])
    return [
        subject.finding(
            "inequality", release, exhibit=Part.INEQUALITY, value=value, lower=lower, upper=upper, unit="ratio",
            comparison=HIGHER if lower > 1 else LOWER if upper < 1 else SIMILAR,
            cells=(f"{release.measure.id}[index=relative].value",),
            ways=words.relative_index(subject.phrase, value, lower, upper),
        )
    ]  # fmt: skip


def _small_areas(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    compared = frame[frame["comparison_fdr"].isin([HIGHER, SIMILAR, LOWER])]
    if compared.empty:
        return []
    high, plain = (int((frame[one] == "higher").sum()) for one in ("comparison_fdr", "comparison"))
    return [
        subject.finding(
            "small-areas", release, exhibit=Part.SMALL_AREAS, value=float(high), unit="small areas (LSOAs)",
            cells=(f"{release.measure.id}[].comparison_fdr", f"{release.measure.id}[].comparison"),
            ways=words.small_areas(subject.phrase, high, plain, len(frame)) if len(compared) == len(frame)
            else words.some_small_areas(subject.phrase, high, len(frame), len(frame) - len(compared)),
        )
    ]  # fmt: skip


def _hotspots(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    hot, years = frame[frame["hot"] == "hot"], frame["years"].dropna()
    if years.empty:
        return []
    most = int(years.max())
    lasting = int((hot["years_hot"].fillna(0) > most / 2).sum())
    return [
        subject.finding(
            "hotspots", release, exhibit=Part.HOTSPOTS, value=float(len(hot)), unit="small areas (LSOAs)",
            cells=(f"{release.measure.id}[hot=hot].years_hot",),
            ways=words.hotspots(subject.phrase, len(hot), lasting, most),
        )
    ]  # fmt: skip


def _top_areas(subject: Subject, release: Release) -> list[Finding]:
    frame = subject.places(release.frame, "lsoa", "small_area").dropna(subset=["count"])
    if frame.empty:
        return []
    total = float(frame["count"].sum())
    top = frame[frame["count"] == frame["count"].max()]
    named = [str(one) for one in top["small_area"]][:3]
    return [
        subject.finding(
            "top-areas", release, exhibit=Part.TOP_AREAS, value=total, unit=subject.part.many,
            cells=tuple(f"{release.measure.id}[lsoa={one}].count" for one in frame["lsoa"]),
            ways=words.top_areas(subject.phrase, named, total, len(frame)),
        )
    ]  # fmt: skip


def _quintile(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    row = frame[frame["quintile"].astype("str") == "1"].dropna(subset=["share_pct"])
    if row.empty:
        return []
    share = shares(row.iloc[0])
    return [
        subject.finding(
            "quintile", release, exhibit=Part.QUINTILE, value=share[0], lower=share[1], upper=share[2],
            cells=(f"{release.measure.id}[quintile=1].share_pct",), ways=words.deprived_fifth(subject.phrase, share),
        )
    ]  # fmt: skip


def _harm_area(subject: Subject, release: Release) -> list[Finding]:
    return _harm(subject, release, "lad", Part.HARM_AREA)


def _harm_category(subject: Subject, release: Release) -> list[Finding]:
    return _harm(subject, release, "category", Part.HARM_CATEGORY)


def _harm(subject: Subject, release: Release, column: str, part: Part) -> list[Finding]:
    frame = with_shares(subject.places(release.frame, column, "name"))
    top = highest(frame[frame["name"] != NOT_KNOWN].dropna(subset=["volume_pct"]), "severity_pct")
    if top is None:
        return []
    text = words.severity(str(top["name"]), top["volume_pct"], top["severity_pct"], subject.phrase)
    return [
        subject.finding(
            str(part), release, exhibit=part, value=float(top["severity_pct"]),
            cells=(f"{release.measure.id}[{column}={top[column]}].value",
                   f"{release.measure.id}[{column}={top[column]}].count"),
            ways=text,
        )
    ]  # fmt: skip


PLACE: dict[Part, Maker] = {
    Part.YEARS: _years,
    Part.AREA_RATES: _area_rates,
    Part.DECILE_RATES: _deciles,
    Part.INEQUALITY: _inequality,
    Part.SMALL_AREAS: _small_areas,
    Part.HOTSPOTS: _hotspots,
    Part.TOP_AREAS: _top_areas,
    Part.QUINTILE: _quintile,
    Part.HARM_AREA: _harm_area,
    Part.HARM_CATEGORY: _harm_category,
}
"""Part → its findings."""
