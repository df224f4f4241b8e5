"""What record-level feeds say by person, as findings; none is drawn where too many values are not known."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from verity.chapters.records.exhibits_codes import offence_label
from verity.chapters.records.exhibits_person import NOUNS, age_sex_unknown_pct, leading, repeat_shares, unknown_pct
from verity.chapters.records.measures import KNOWN, RESIDENTS
from verity.chapters.records.profile import UNKNOWN_LIMIT_PCT, Part
from verity.chapters.records.subject import Releases, Subject
from verity.findings import record_words as words
from verity.findings.finding import Finding
from verity.model.incidents import AGE_BANDS
from verity.model.releases import Release


def person_findings(subject: Subject, part: Part, releases: Releases) -> list[Finding]:
    """Return the findings on one part; none where its release is not there."""
    if subject.measure_id(part) not in releases:
        return []
    release = releases[subject.measure_id(part)]
    if part is Part.ETHNICITY:
        return _ethnicity(subject, releases)
    if part is Part.AGE_SEX:
        return _age_sex(subject, release)
    if part is Part.REPEATS:
        return _repeats(subject, release)
    if part is Part.FORCE_YEARS:
        return _force_years(subject, release)
    return _distribution(subject, release, part) if part in NOUNS else []


def _shares(row: Any) -> Mapping[str, float]:  # noqa: ANN401 - a row of a frame
    return {
        "value": float(row["share_pct"]),
        "lower": float(row["share_lower_95"]),
        "upper": float(row["share_upper_95"]),
    }


def _distribution(subject: Subject, release: Release, part: Part) -> list[Finding]:
    column, noun = NOUNS[part]
    frame = release.frame
    top = leading(frame, column)
    if top is None or bool(pd.isna(top["share_pct"])) or unknown_pct(frame, column) > UNKNOWN_LIMIT_PCT:
        return []
    said = offence_label(str(top[column])) if part is Part.CODES else str(top[column])
    text = words.largest(noun, said, top["share_pct"], subject.base, top["count"])
    return [
        subject.finding(
            str(part), release, exhibit=part, cells=(f"{release.measure.id}[{column}={top[column]}].share_pct",),
            words=text, **_shares(top),
        )
    ]  # fmt: skip


def _age_sex(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    known = frame[frame["age_band"].isin(AGE_BANDS) & frame["sex"].isin(["female", "male"])]
    unknown = age_sex_unknown_pct(frame)
    top = known.dropna(subset=["share_pct"]).sort_values("share_pct", ascending=False, kind="stable")
    if top.empty or unknown is None or unknown > UNKNOWN_LIMIT_PCT:
        return []
    first = top.iloc[0]
    text = words.largest(
        "age and sex", f"{first['sex']}, {first['age_band']}", first["share_pct"], subject.base, first["count"]
    )
    return [
        subject.finding(
            "age-sex", release, exhibit=Part.AGE_SEX,
            cells=(f"{release.measure.id}[age_band={first['age_band']},sex={first['sex']}].share_pct",),
            words=text, **_shares(first),
        )
    ]  # fmt: skip


def _ethnicity(subject: Subject, releases: Releases) -> list[Finding]:
    """Set each group of those known beside residents; nothing above the limit of unknowns, or without residents."""
    everyone = releases[subject.measure_id(Part.ETHNICITY)].frame
    unknown = unknown_pct(everyone, "ethnic_group")
    if unknown > UNKNOWN_LIMIT_PCT or subject.measure_id(RESIDENTS) not in releases:
        return []
    known = releases[subject.measure_id(KNOWN)]
    people = releases[subject.measure_id(RESIDENTS)]
    own = people.frame[people.frame["area"] == subject.context.area.code].set_index("ethnic_group")["share_pct"]
    base = f"{subject.phrase} with a known ethnic group"
    return [
        subject.finding(
            f"ethnicity.{at}", known, exhibit=Part.ETHNICITY, base=f"{base}; definition: {subject.definition_words}",
            cells=(f"{known.measure.id}[ethnic_group={group}].share_pct",
                   f"{people.measure.id}[area={subject.context.area.code},ethnic_group={group}].share_pct"),
            words=words.beside_residents(
                str(group), row["share_pct"], base, float(own[group]), subject.context.area.name, unknown
            ),
            **_shares(row),
        )
        for at, (_, row) in enumerate(known.frame.iterrows(), start=1)
        for group in [row["ethnic_group"]]
        if group in own.index and not pd.isna(own[group]) and not pd.isna(row["share_pct"])
    ]  # fmt: skip


def _repeats(subject: Subject, release: Release) -> list[Finding]:
    told = repeat_shares(release.frame)
    if told is None:
        return []
    return [
        subject.finding(
            "repeats", release, exhibit=Part.REPEATS, value=told[1], base="people with a usable key",
            words=words.repeats(*told, subject.phrase),
            cells=tuple(f"{release.measure.id}[times={one}].count" for one in ("1", "2", "3", "4", "5+")),
        )
    ]  # fmt: skip


def _force_years(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    if len(frame) < 2 or frame["count"].isna().any() or subject.definition is None:
        return []
    first, last = frame.iloc[0], frame.iloc[-1]
    text = words.first_and_last(
        f"cases of {subject.definition.title}", (subject.year(first["year"]), first["count"]),
        (subject.year(last["year"]), last["count"]),
    )  # fmt: skip
    return [
        subject.finding(
            subject.part.slug, release, exhibit=Part.FORCE_YEARS, period=subject.year(last["year"]),
            value=float(last["count"]), unit=subject.part.many,
            cells=tuple(f"{release.measure.id}[year={one['year']}].count" for one in (first, last)),
            words=text,
        )
    ]  # fmt: skip
