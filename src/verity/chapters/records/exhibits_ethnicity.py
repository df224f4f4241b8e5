"""Ethnic group of those recorded beside residents, with those not known; above a limit nothing is set beside."""

import pandas as pd

from verity.chapters.named import adds_up, source_line
from verity.chapters.records.exhibits_person import unknown_pct
from verity.chapters.records.measures import KNOWN, RESIDENTS
from verity.chapters.records.profile import UNKNOWN_LIMIT_PCT, Part
from verity.chapters.records.subject import Releases, Subject
from verity.exhibits import charts
from verity.exhibits.cells import Form
from verity.exhibits.estimates import states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, exhibit_table, shares, words
from verity.findings.person_words import too_many_unknown
from verity.findings.record_words import sentence
from verity.findings.words import percent
from verity.model.incidents import ETHNIC_GROUPS, NOT_KNOWN
from verity.model.releases import CellState

KNOWN_BARS, RESIDENT_BARS = "Records, % of known", "Residents, %"

SHORT = {ETHNIC_GROUPS[1]: "Asian", ETHNIC_GROUPS[2]: "Black", ETHNIC_GROUPS[3]: "Mixed or Multiple"}
"""Names of groups that are too long for a picture; the table has them in full."""


def ethnicity(subject: Subject, releases: Releases) -> Exhibit:
    """Show ethnic groups of those known beside residents; above the limit of unknowns nothing is set beside them."""
    release = releases[subject.measure_id(Part.ETHNICITY)]
    frame = _beside(subject, releases)
    unknown = unknown_pct(release.frame, "ethnic_group")
    refused = unknown > UNKNOWN_LIMIT_PCT
    ids = tuple(
        one for one in (release.measure.id, subject.measure_id(KNOWN), subject.measure_id(RESIDENTS)) if one in releases
    )
    area = subject.context.area.name
    sources = dict.fromkeys(source for one in ids for source in releases[one].measure.sources)
    open_and_own = tuple(one for one in sources if one in subject.context.sources)
    title = f"Ethnic group is known for {percent(100 - unknown)} of {subject.phrase}"
    if refused:
        title = too_many_unknown("Ethnic group", subject.phrase, unknown, UNKNOWN_LIMIT_PCT).rstrip(".")
    return subject.exhibit(
        Part.ETHNICITY, release,
        kind=Kind.TABLE if refused else Kind.FIGURE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by ethnic group, {subject.note.period}, beside usual residents of {area} "
        "at Census 2021",
        table=exhibit_table(frame, _ethnicity_columns(subject, frame, refused=refused)),
        chart=None if refused else charts.small_multiple_bars(
            _long(frame), category="group", value="pct", panel="what", form=Form.SHARE, value_title="Per cent",
            columns=2,
        ),
        alt_text="" if refused else f"Bars of the share of each ethnic group among {subject.part.many} with a known "
        "ethnic group, and among residents.",
        notes=(
            f"Ethnic group is not known for {unknown:.1f}% of {subject.phrase}. Above {UNKNOWN_LIMIT_PCT:.0f}% no "
            "finding is drawn and no shares of those known are shown.",
            adds_up(frame["count"], subject.base),
            "Residents are of all ages; those recorded are mostly young adults, and groups differ in age. The police "
            "and hospitals ask in different ways from the Census.",
            *states_note(frame),
        ),
        measures=ids,
        source_line=source_line(subject.context, *open_and_own),
        files=open_and_own,
    )  # fmt: skip


def _beside(subject: Subject, releases: Releases) -> pd.DataFrame:
    frame = releases[subject.measure_id(Part.ETHNICITY)].frame
    known = releases[subject.measure_id(KNOWN)].frame
    columns = ["share_pct", "share_lower_95", "share_upper_95"]
    named = known[["ethnic_group", *columns]].rename(columns={one: f"known_{one}" for one in columns})
    frame = frame.merge(named, on="ethnic_group", how="left")
    if subject.measure_id(RESIDENTS) in releases:
        people = releases[subject.measure_id(RESIDENTS)].frame
        own = people[people["area"] == subject.context.area.code]
        frame["residents_pct"] = frame["ethnic_group"].map(
            dict(zip(own["ethnic_group"], own["share_pct"], strict=True))
        )
    return frame


def _ethnicity_columns(subject: Subject, frame: pd.DataFrame, *, refused: bool) -> list[ColumnSpec]:
    absent = CellState.NOT_APPLICABLE
    columns = [words("ethnic_group", "Ethnic group"), counts("count", "Count"), shares("share_pct", "% of all")]
    if not refused:
        columns += [
            shares("known_share_pct", "% of those known", missing=absent),
            shares("known_share_lower_95", "95% from", missing=absent),
            shares("known_share_upper_95", "to", missing=absent),
        ]
    if "residents_pct" in frame:
        columns.append(shares("residents_pct", f"% of residents of {subject.context.area.name}", missing=absent))
    return columns


def _long(frame: pd.DataFrame) -> pd.DataFrame:
    known = frame[frame["ethnic_group"] != NOT_KNOWN]
    known = known.assign(group=[SHORT.get(str(one), str(one)) for one in known["ethnic_group"]])
    parts = [known.assign(what=KNOWN_BARS, pct=known["known_share_pct"])]
    if "residents_pct" in known:
        parts.append(known.assign(what=RESIDENT_BARS, pct=known["residents_pct"]))
    return pd.concat(parts)
