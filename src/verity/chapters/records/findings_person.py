"""What record-level feeds say by person, as findings; none is drawn where too many values are not known."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from verity.chapters.records.exhibits_codes import offence_label
from verity.chapters.records.exhibits_ethnicity import SHORT
from verity.chapters.records.exhibits_person import NOUNS, age_sex_unknown_pct, leading, repeat_shares, unknown_pct
from verity.chapters.records.findings_place import shares
from verity.chapters.records.measures import KNOWN, RESIDENTS
from verity.chapters.records.profile import UNKNOWN_LIMIT_PCT, Part
from verity.chapters.records.subject import Releases, Subject
from verity.findings import person_words as words
from verity.findings import time_words
from verity.findings.finding import Finding
from verity.findings.verdicts import Estimate, leads
from verity.model.incidents import AGE_BANDS, NOT_KNOWN
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


def _limits(share: Estimate) -> Mapping[str, float]:
    return {"value": share[0], "lower": share[1], "upper": share[2]}


def stands_clear(frame: pd.DataFrame, top: Any) -> bool:  # noqa: ANN401 - a row of a frame
    """Whether the interval of the row with most lies above that of every other known row, none of which is withheld."""
    others = frame.loc[frame.index != top.name, "share_upper_95"]
    if bool(others.isna().any()):
        return False
    return bool(others.empty) or leads(float(top["share_lower_95"]), float(others.max()))


def _distribution(subject: Subject, release: Release, part: Part) -> list[Finding]:
    column, noun = NOUNS[part]
    frame = release.frame
    top = leading(frame, column)
    if top is None or bool(pd.isna(top["share_pct"])) or unknown_pct(frame, column) > UNKNOWN_LIMIT_PCT:
        return []
    said = offence_label(str(top[column])) if part is Part.CODES else str(top[column])
    known = frame[frame[column] != NOT_KNOWN]
    share = shares(top)
    text = words.largest(noun, said, share, subject.phrase, float(top["count"]), clear=stands_clear(known, top))
    return [
        subject.finding(
            str(part), release, exhibit=part, cells=(f"{release.measure.id}[{column}={top[column]}].share_pct",),
            ways=text, **_limits(share),
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
    share = shares(first)
    text = words.age_and_sex(
        str(first["sex"]),
        str(first["age_band"]),
        share,
        subject.phrase,
        float(first["count"]),
        clear=stands_clear(known, first),
    )
    return [
        subject.finding(
            "age-sex", release, exhibit=Part.AGE_SEX,
            cells=(f"{release.measure.id}[age_band={first['age_band']},sex={first['sex']}].share_pct",),
            ways=text, **_limits(share),
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
            ways=words.ethnic_group(
                SHORT.get(str(group), str(group)), float(row["share_pct"]), subject.phrase,
                residents_pct=float(own[group]), unknown_pct=unknown, count=float(row["count"]),
            ),
            **_limits(shares(row)),
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
            ways=words.repeats(*told, subject.phrase),
            cells=tuple(f"{release.measure.id}[times={one}].count" for one in ("1", "2", "3", "4", "5+")),
        )
    ]  # fmt: skip


def _force_years(subject: Subject, release: Release) -> list[Finding]:
    frame = release.frame
    if len(frame) < 2 or frame["count"].isna().any() or subject.definition is None:
        return []
    first, last = frame.iloc[0], frame.iloc[-1]
    text = time_words.first_and_last(
        f"cases of {subject.definition.title}", (subject.year(first["year"]), first["count"]),
        (subject.year(last["year"]), last["count"]),
    )  # fmt: skip
    return [
        subject.finding(
            subject.part.slug, release, exhibit=Part.FORCE_YEARS, period=subject.year(last["year"]),
            value=float(last["count"]), unit=subject.part.many,
            cells=tuple(f"{release.measure.id}[year={one['year']}].count" for one in (first, last)),
            ways=text,
        )
    ]  # fmt: skip
