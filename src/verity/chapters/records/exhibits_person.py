"""Record-level feeds by person: age and sex, ethnic group beside residents, relationship, flags, repeats."""

from typing import Any

import pandas as pd

from verity.chapters.named import adds_up
from verity.chapters.records.measures import cohort_measure, cohort_sets
from verity.chapters.records.profile import UNKNOWN_LIMIT_PCT, Part
from verity.chapters.records.subject import Releases, Subject
from verity.exhibits import charts
from verity.exhibits.cells import Form
from verity.exhibits.estimates import states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, pivot_table, shares, words
from verity.findings.person_words import largest_title, repeats_title, too_many_unknown
from verity.findings.record_words import sentence
from verity.findings.words import listed, percent, whole
from verity.model.incidents import AGE_BANDS, NOT_KNOWN
from verity.model.releases import Release

KNOWN_BARS, RESIDENT_BARS = "Records, % of known", "Residents, %"

NOUNS = {
    Part.RELATIONSHIP: ("relationship", "relationship to the suspect"),
    Part.CATEGORY: ("category", "type"),
    Part.CODES: ("code", "offence code"),
    Part.FLAGS: ("flag", "flag"),
    Part.FACTORS: ("factor", "aggravating factor"),
    Part.OUTCOME: ("outcome", "outcome"),
    Part.PREMISES: ("premises", "premises"),
    Part.WEAPON: ("weapon", "weapon"),
    Part.DEPARTMENT: ("department", "type of department"),
    Part.MODE: ("mode", "route"),
    Part.STAY: ("stay_band", "length of stay"),
    Part.AREA_GROUP: ("area_group", "geodemographic group of the home area"),
    Part.DELAY: ("delay_band", "delay from offence to report"),
}
"""Part → its breakdown, and what it is called."""
LISTS = (Part.FLAGS, Part.FACTORS)
"""Parts where one record may stand in several rows."""
SHOWN_ROWS = 15
PART_NOTES = {
    Part.STAY: "Length of stay is that of the whole spell, not of its first episode.",
    Part.FACTORS: "Found by keyword in what officers wrote, with negations left out; a factor that no one wrote down "
    "is not counted. The ten most frequent, ties included.",
    Part.OUTCOME: "An offence without an outcome yet is not one with no further action.",
    Part.AREA_GROUP: "Groups are of small areas, not of people, and are not of one size: how many residents each has "
    "is not set beside the shares, so a large share is no sign of a high rate.",
    Part.DELAY: "From the day of the offence to the day it was reported; where the offence has a range of days, from "
    "its first.",
}


def unknown_pct(frame: pd.DataFrame, column: str) -> float:
    """Return the share of records whose value is not known; 0 where no row says so."""
    found = frame.loc[frame[column] == NOT_KNOWN, "share_pct"].dropna()
    return float(found.iloc[0]) if len(found) else 0.0


def distribution(subject: Subject, release: Release, part: Part) -> Exhibit:
    """Show the values of one attribute with their shares, most frequent first."""
    column, noun = NOUNS[part]
    frame = release.frame
    drawn = frame.head(SHOWN_ROWS)
    more = f" The picture shows the first {SHOWN_ROWS} of {len(frame)} rows." if len(frame) > SHOWN_ROWS else ""
    several = adds_up(frame["count"], subject.base)
    if part in LISTS:
        several = "One record may carry several, so the shares do not add up to 100%."
    elif release.measure.top is not None:
        several = f"The {release.measure.top} most frequent, ties included: they do not add up to {subject.base}."
    return subject.exhibit(
        part, release,
        kind=Kind.FIGURE,
        title=_top_title(subject, frame, column, noun),
        subtitle=f"{sentence(subject.phrase)} by {noun}, {subject.note.period}; base of shares: {subject.base}",
        table=exhibit_table(
            frame, [words(column, sentence(noun)), counts("count", "Count"), shares("share_pct", "%"),
                    shares("share_lower_95", "95% from"), shares("share_upper_95", "to")],
        ),
        chart=charts.horizontal_bars(
            drawn, category=column, value="share_pct", lower="share_lower_95", upper="share_upper_95", form=Form.SHARE,
            value_title=f"Per cent of {subject.part.many}",
        ),
        alt_text=f"Bars with 95% intervals of the share of {subject.phrase} by {noun}.",
        notes=(several + more, *([PART_NOTES[part]] if part in PART_NOTES else []), *states_note(frame)),
    )  # fmt: skip


def leading(frame: pd.DataFrame, column: str) -> "pd.Series[float] | None":
    """Return the row of the most frequent known value; None where there is none."""
    known = frame[(frame[column] != NOT_KNOWN) & frame["count"].notna() & (frame["count"] > 0)]
    return None if known.empty else known.sort_values("count", ascending=False, kind="stable").iloc[0]


def _top_title(subject: Subject, frame: pd.DataFrame, column: str, noun: str) -> str:
    unknown = unknown_pct(frame, column)
    if unknown > UNKNOWN_LIMIT_PCT:
        return too_many_unknown(sentence(noun), subject.phrase, unknown, UNKNOWN_LIMIT_PCT).rstrip(".")
    top = leading(frame, column)
    if top is None or pd.isna(top["share_pct"]):
        return f"{sentence(subject.phrase)} by {noun}"
    return largest_title(noun, str(top[column]), float(top["share_pct"]), subject.phrase)


def age_sex(subject: Subject, release: Release) -> Exhibit:
    """Show age by sex as a pyramid; those of unknown age or sex stand in the table (Figures 15, 17, 21, 27)."""
    frame = release.frame
    known = frame[frame["age_band"].isin(AGE_BANDS) & frame["sex"].isin(["female", "male"])]
    unknown = frame.loc[~frame.index.isin(known.index), "count"].sum()
    top = known.dropna(subset=["share_pct"]).sort_values("share_pct", ascending=False, kind="stable")
    drawn = len(top) > 0 and known["sex"].nunique() == 2
    title = f"{sentence(subject.phrase)} by age and sex"
    doubtful = age_sex_unknown_pct(frame)
    if doubtful is not None and doubtful > UNKNOWN_LIMIT_PCT:
        title = too_many_unknown("Age or sex", subject.phrase, doubtful, UNKNOWN_LIMIT_PCT).rstrip(".")
    elif len(top):
        first = top.iloc[0]
        title = f"{percent(first['share_pct'])} of {subject.phrase} are {first['sex']}, aged {first['age_band']}: "
        title += "the largest group"
    return subject.exhibit(
        Part.AGE_SEX, release,
        kind=Kind.FIGURE if drawn else Kind.TABLE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by five-year age band and sex, {subject.note.period}; base of shares: "
        f"{subject.base}",
        table=exhibit_table(
            frame, [words("age_band", "Age"), words("sex", "Sex"), counts("count", "Count"), shares("share_pct", "%")],
            header_columns=2,
        ),
        chart=charts.population_pyramid(
            known.assign(area_name=sentence(subject.part.many)), area=sentence(subject.part.many),
            value_title=f"Share of all {subject.part.many}, per cent",
        ) if drawn else None,
        alt_text=f"Pyramid of {subject.phrase} by five-year age band, males left and females right." if drawn else "",
        notes=(f"Age or sex is not known for {whole(unknown)}; they are in the base and in the table, not in the "
               "picture.", adds_up(frame["count"], subject.base), *states_note(frame)),
    )  # fmt: skip


def age_sex_unknown_pct(frame: pd.DataFrame) -> float | None:
    """Return the share of records without age or sex; None where a count is missing or there are none."""
    known = frame["age_band"].isin(AGE_BANDS) & frame["sex"].isin(["female", "male"])
    counted = frame["count"].astype("float64")
    total = float(counted.sum(skipna=False))
    return 100 * float(counted[~known].sum()) / total if total > 0 else None


def sex_area(subject: Subject, release: Release) -> Exhibit:
    """Show the sex of those recorded by district (Table 8)."""
    frame = subject.places(release.frame, "lad", "district")
    women = frame[frame["sex"] == "female"].dropna(subset=["share_pct"])["share_pct"]
    span = f"between {percent(women.min())} and {percent(women.max())}" if len(women) else "an unknown share"
    return subject.exhibit(
        Part.SEX_AREA, release,
        kind=Kind.TABLE,
        title=f"Female: {span} of {subject.phrase}, by district",
        subtitle=f"{sentence(subject.phrase)} by district and sex, {subject.note.period}; base of shares: all in the "
        "district, not known included",
        table=exhibit_table(
            frame, [words("district", "District"), words("sex", "Sex"), counts("count", "Count"),
                    shares("share_pct", "% of the district's")], header_columns=2,
        ),
        notes=(adds_up(frame["count"], f"all {subject.phrase} with a district of the area"), *states_note(frame)),
    )  # fmt: skip


def repeat_people(subject: Subject, release: Release) -> Exhibit:
    """Show people by how often they were recorded."""
    frame = with_people_shares(release.frame)
    told = repeat_shares(frame)
    title = f"{sentence(subject.part.many)} by the number of times recorded"
    if told:
        title = repeats_title(*told[:2], subject.phrase)
    keyless = frame.loc[frame["times"] == NOT_KNOWN, "events"].sum()
    return subject.exhibit(
        Part.REPEATS, release,
        kind=Kind.TABLE,
        title=title,
        subtitle=f"People among {subject.phrase} by the number of times recorded, {subject.note.period}; base of "
        "shares: people with a usable key",
        table=exhibit_table(
            frame, [words("times", "Times recorded"), counts("count", "People", name="people"),
                    shares("people_pct", "% of people"), counts("events", "Records")],
        ),
        notes=(f"A person is one key of the source. {whole(keyless)} records have no key; a key that was split makes "
               "repeats look fewer. Intervals of rates allow for people recorded more than once.",
               *states_note(frame)),
    )  # fmt: skip


def with_people_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Add each row's share of the people with a key; records without a key are no number of people."""
    people = frame["count"].astype("float64").where(frame["times"] != NOT_KNOWN)
    whole_number = people[frame["times"] != NOT_KNOWN].sum(skipna=False)
    return frame.assign(people_pct=100 * people / (whole_number if whole_number > 0 else float("nan")))


def repeat_shares(frame: pd.DataFrame) -> tuple[float, float, float] | None:
    """Return people seen more than once, their share of people, and the share of records that is theirs."""
    keyed = frame[frame["times"] != NOT_KNOWN]
    more = keyed[keyed["times"].astype("str") != "1"]
    people, events = (keyed[one].astype("float64").sum(skipna=False) for one in ("count", "events"))
    if not (people > 0 and events > 0):
        return None
    again, theirs = (float(more[one].sum()) for one in ("count", "events"))
    return again, 100 * again / people, 100 * theirs / events


def providers(subject: Subject, release: Release) -> Exhibit:
    """Show which providers sent records in which year: the completeness of the feed."""
    frame = release.frame
    frame["year_words"] = [subject.year(one) for one in frame["year"]]
    silent = frame[frame["count"].fillna(0) == 0]["provider"].drop_duplicates()
    said = (
        f"{whole(len(silent))} of them without any in at least one year" if len(silent) else "every one in every year"
    )
    return subject.exhibit(
        Part.PROVIDER, release,
        kind=Kind.TABLE,
        title=f"Records come from {whole(frame['provider'].nunique())} providers, {said}",
        subtitle=f"{sentence(subject.phrase)} by provider and year, {subject.note.period}",
        table=pivot_table(frame, rows=[("provider", "Provider")], columns="year_words", value="count", name="count"),
        notes=("A year without records of a provider that has some in others may be a year in which none were sent; "
               "it lowers the count of the area.", *states_note(frame)),
    )  # fmt: skip


def overlaps(subject: Subject, releases: Releases) -> Exhibit | None:
    """Show side cohorts, and how many admissions are in two of them."""
    sets = cohort_sets(subject)
    if not sets or any(cohort_measure(subject, one) not in releases for one in sets):
        return None
    either = {one: _total(releases[cohort_measure(subject, one)]) for one in sets}
    ones, pairs = ([one for one in sets if len(one) == size] for size in (1, 2))
    rows = [(sentence(one[0]), either[one]) for one in ones]
    # in both = in each, less in either
    rows += [(f"Both {listed(list(one))}", either[one[:1]] + either[one[1:]] - either[one]) for one in pairs]
    rows += [("Any of these", either[sets[-1]])] if len(ones) > 1 else []
    frame = pd.DataFrame(rows, columns=["cohort", "count"]).astype({"count": "Int64"})
    any_of = "not available" if pd.isna(rows[-1][1]) else whole(rows[-1][1])
    return subject.exhibit(
        Part.SIDE_COHORTS, releases[cohort_measure(subject, sets[0])],
        kind=Kind.TABLE,
        title=f"{sentence(listed([one[0] for one in ones]))}: {any_of} of {subject.phrase} are in at least one, and "
        "some are in several",
        subtitle=f"{sentence(subject.phrase)} with each diagnosis group, with two of them, and with any, "
        f"{subject.note.period}",
        table=exhibit_table(frame, [words("cohort", "Diagnosis group"), counts("count", "Count")]),
        notes=("The groups overlap, so the rows must not be added.",),
        measures=tuple(cohort_measure(subject, one) for one in sets),
    )  # fmt: skip


def _total(release: Release) -> Any:  # noqa: ANN401 - a whole number or missing
    return release.frame["count"].sum(skipna=False)
