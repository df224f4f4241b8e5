"""Record-level feeds by time: months, weekdays, hours of the week, and how well times are known."""

import pandas as pd

from verity.chapters.named import adds_up
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts
from verity.exhibits.estimates import estimate_table, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.heat import SYMBOL_NOTE
from verity.exhibits.tables import counts, exhibit_table, shares, words
from verity.findings.record_words import WEEK_ORDER, WEEKDAYS, month_word, sentence
from verity.findings.time_words import known_times_title
from verity.findings.words import listed, percent, whole
from verity.model.incidents import NOT_KNOWN
from verity.model.releases import Release

DEFAULTS = "default times, estimated"
ALL = "all"


def month_area(subject: Subject, release: Release) -> Exhibit:
    """Show months of the year by district (Figures 14, 25)."""
    frame = subject.places(release.frame, "lad", "district")
    frame["month"] = [month_word(int(one)) for one in frame["month_of_year"]]
    return _by_district(
        subject, release, frame, part=Part.MONTH_AREA, column="month", noun="month",
        note="Months differ in length: February has 28 or 29 days.",
    )  # fmt: skip


def weekday_area(subject: Subject, release: Release) -> Exhibit:
    """Show weekdays by district (Figure 26)."""
    frame = subject.places(release.frame, "lad", "district")
    frame["at"] = frame["weekday"].map({day: place for place, day in enumerate(WEEK_ORDER)})
    frame["day"] = [WEEKDAYS[int(one)] for one in frame["weekday"]]
    return _by_district(
        subject, release, frame.sort_values("at", kind="stable"), part=Part.WEEKDAY_AREA, column="day", noun="weekday",
        note="The day of admission, which may follow the day of the assault." if subject.part.feed == "admission"
        else "",
    )  # fmt: skip


def _by_district(
    subject: Subject, release: Release, frame: pd.DataFrame, *, part: Part, column: str, noun: str, note: str
) -> Exhibit:
    totals = frame.groupby(column, sort=False)["count"].agg(lambda one: one.sum(skipna=False)).dropna()
    title = f"{sentence(subject.phrase)} by {noun} and district"
    if len(totals) and totals.sum() > 0:
        top = [str(one) for one in totals.sort_values(ascending=False, kind="stable").index[:3]]
        title = f"{listed(top)} are the {noun}s with most {subject.part.many}"
    return subject.exhibit(
        part, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by {noun} and district, {subject.note.period} pooled; base of shares: "
        "all of the district",
        table=exhibit_table(
            frame, [words(column, sentence(noun)), words("district", "District"), counts("count", "Count"),
                    shares("share_pct", "% of the district's"), shares("share_lower_95", "95% from"),
                    shares("share_upper_95", "to")], header_columns=2,
        ),
        chart=charts.heat_grid(
            frame, row=column, column="district", value="share_pct", value_title="Per cent of the district's"
        ),
        alt_text=f"Grid of {noun}s by district; each cell holds the share of the district's {subject.part.many}.",
        notes=tuple(filter(None, (note, f"The cells add up to {whole(frame['count'].sum())}; records without a "
                                  "district of the area are not among them.", _symbols(frame), *states_note(frame)))),
    )  # fmt: skip


def week_hours(subject: Subject, release: Release) -> Exhibit:
    """Show weekday by hours; intervals are spread over the time in which they may lie (Figures 14, 17)."""
    frame = in_week_order(release.frame)
    top = top_of_week(frame)
    title = f"{sentence(subject.phrase)} by weekday and hours"
    reasons = _reasons(frame)
    if top is None and reasons:
        title += f": withheld, {reasons[0]}"
    if top is not None:
        title = f"{WEEKDAYS[int(top['weekday'])]} {top['hour_group']} is the part of the week with most "
        title += f"{subject.part.many}: {top['value']:.1f}%"
    return subject.exhibit(
        Part.WEEK_HOURS, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by weekday and four-hour group, {subject.note.period} pooled; base of "
        f"shares: {_week_base(subject, frame)}",
        table=estimate_table(
            frame, [words("hour_group", "Hours"), words("day", "Weekday"),
                    counts("count", "Count with a known hour"),
                    shares("value", "% with intervals spread", name="share_pct")],
            counted=("count",), header_columns=2,
        ),
        chart=charts.heat_grid(
            frame, row="hour_group", column="day", value="value", value_title="Per cent of the week"
        ),
        alt_text=f"Grid of four-hour groups by weekday; each cell holds its share of the week's {subject.part.many}.",
        notes=tuple(filter(None, (
            "A record with a first and a last time is spread evenly over the hours between; counts are of records with "
            "a known hour alone. Records with a date alone are left out. Records at midnight are left out where more "
            "than a tenth of the times are estimated to be defaults: the table of time quality says how many.",
            *(f"Withheld: {one}." for one in _reasons(frame)),
            "The shares of the whole week add up to 100%. If spread evenly, each cell would hold 2.4%.",
            _symbols(frame), *states_note(frame),
        ))),
    )  # fmt: skip


def _reasons(frame: pd.DataFrame) -> list[str]:
    """Return why values are withheld, each reason once."""
    given = frame["withheld"] if "withheld" in frame else pd.Series(dtype="str")
    return [str(one) for one in given.dropna().unique() if one]


def in_week_order(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the names of weekdays, and order by hours and then Monday to Sunday."""
    order = {day: place for place, day in enumerate(WEEK_ORDER)}
    frame = frame.assign(day=[WEEKDAYS[int(one)] for one in frame["weekday"]], at=frame["weekday"].map(order))
    return frame.sort_values(["hour_group", "at"], kind="stable").reset_index(drop=True)


def top_of_week(frame: pd.DataFrame) -> "pd.Series[float] | None":
    """Return the cell with the largest share; None where no share was released."""
    known = frame.dropna(subset=["value"])
    known = known[known["value"] > 0]
    return None if known.empty else known.sort_values("value", ascending=False, kind="stable").iloc[0]


def _week_base(subject: Subject, frame: pd.DataFrame) -> str:
    base = frame["base"].dropna() if "base" in frame else pd.Series(dtype="Int64")
    number = f"the {whole(base.iloc[0])} " if len(base) else ""
    return f"{number}{subject.part.many} whose time could be used"


def time_quality(subject: Subject, release: Release) -> Exhibit:
    """Show how well times are known, with the estimated share of default times."""
    frame = release.frame
    known = quality_pct(frame, "known")
    title = f"{sentence(subject.phrase)} by quality of time"
    if known is not None:
        title = known_times_title(subject.phrase, known)
    return subject.exhibit(
        Part.TIME_QUALITY, release,
        kind=Kind.TABLE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by quality of the recorded time, {subject.note.period}",
        table=estimate_table(
            frame, [words("time_quality", "Time"), counts("count", "Count"), shares("value", "% of all",
                    name="share_pct")], counted=("count",),
        ),
        notes=("A default time is one that a system fills in where the hour is not known, midnight above all. Its "
               "share is of the records with a time, estimated from how far midnight stands out among the full hours "
               "of the night; it lies within the rows above and is not added to them.",
               "Known, interval, date only and unknown times add up to all.", *states_note(frame)),
    )  # fmt: skip


def quality_pct(frame: pd.DataFrame, row: str) -> float | None:
    """Return the share of one row of the time quality; None where there is none."""
    found = frame.loc[frame["time_quality"] == row, "value"].dropna()
    return float(found.iloc[0]) if len(found) else None


def hour_mode(subject: Subject, release: Release) -> Exhibit:
    """Show the hour of arrival by mode of arrival (Figure 21)."""
    frame = release.frame
    frame = frame[frame["hour"].astype("str") != NOT_KNOWN].dropna(subset=["hour"])
    frame["hour_words"] = [f"{int(one):02d}:00" for one in frame["hour"]]
    totals = frame.groupby("hour_words", sort=True)["count"].agg(lambda one: one.sum(skipna=False)).dropna()
    title = f"{sentence(subject.phrase)} by hour and mode of arrival"
    if len(totals) and totals.sum() > 0:
        top = totals.sort_values(ascending=False, kind="stable")
        title = f"Most {subject.part.many} arrive in the hour from {top.index[0]}: "
        title += f"{percent(100 * top.iloc[0] / totals.sum())} of those with a known hour"
    return subject.exhibit(
        Part.HOUR_MODE, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"{sentence(subject.phrase)} by hour of arrival and mode, {subject.note.period} pooled; base of "
        "shares: all of the mode",
        table=exhibit_table(
            frame, [words("hour_words", "Hour from"), words("mode", "Mode"), counts("count", "Count"),
                    shares("share_pct", "% of the mode's")], header_columns=2,
        ),
        chart=charts.heat_grid(
            frame, row="hour_words", column="mode", value="share_pct", value_title="Per cent of the mode's"
        ),
        alt_text="Grid of hours of arrival by mode; each cell holds the share of the attendances by that mode.",
        notes=tuple(filter(None, (
            "The hour of arrival follows the hour of the assault.",
            adds_up(frame["count"], f"{subject.part.many} with a known hour"), _symbols(frame), *states_note(frame)))),
    )  # fmt: skip


def _symbols(frame: pd.DataFrame) -> str:
    return SYMBOL_NOTE if states_note(frame) else ""


TIME = {
    Part.MONTH_AREA: month_area,
    Part.WEEKDAY_AREA: weekday_area,
    Part.WEEK_HOURS: week_hours,
    Part.TIME_QUALITY: time_quality,
    Part.HOUR_MODE: hour_mode,
}
"""Part → the exhibit that shows it."""
