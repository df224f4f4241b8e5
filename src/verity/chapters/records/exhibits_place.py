"""Record-level feeds by place: years, districts and deprivation. Small areas are in `exhibits_small_areas`."""

import pandas as pd

from verity.chapters.named import adds_up
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts
from verity.exhibits.cells import Form
from verity.exhibits.estimates import estimate_table, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, exhibit_table, pivot_table, rates, shares, values, words
from verity.findings.record_words import per_residents, sentence
from verity.findings.time_words import first_and_last_title
from verity.findings.verdicts import direction_note, judged
from verity.findings.words import percent, whole
from verity.model.measures import PlaceBasis
from verity.model.releases import Release

COUNTED = ("count", "people", "unknown_age", "denominator")
COMPARISONS = ("lower", "similar", "higher")
NOT_COMPARED = "not compared"
NO_RATE = "no rate shown"
BY_RESIDENTS = "Occurrences over residents: people who live there are not all the people at risk there."
STANDARD = "Standardised to the European Standard Population 2013, per 100,000 person-years."


def rate_notes(subject: Subject) -> tuple[str, ...]:
    """Return what every rate must say: its denominator years, and where occurrences are set over residents."""
    occurrence = subject.note.place_basis is PlaceBasis.OCCURRENCE
    own = (subject.note.denominator_note,) if subject.note.denominator_note else ()
    return (*own, *((BY_RESIDENTS,) if occurrence else ()))


def highest(frame: pd.DataFrame, value: str) -> "pd.Series[float] | None":
    """Return the row with the highest value; None where no value was released."""
    known = frame.dropna(subset=[value])
    return None if known.empty else known.sort_values(value, ascending=False, kind="stable").iloc[0]


def years(subject: Subject, release: Release) -> Exhibit:
    """Show counts by district and year."""
    frame = subject.places(release.frame, "lad", "district")
    frame["year_words"] = [subject.year(one) for one in frame["year"]]
    totals = frame.groupby(["year", "year_words"], sort=True)["count"].agg(lambda one: one.sum(skipna=False))
    title = f"{sentence(subject.phrase)} by year and district"
    if len(totals) and totals.notna().all():
        first, last = totals.index[0][1], totals.index[-1][1]
        title = first_and_last_title(subject.in_districts, (first, totals.iloc[0]), (last, totals.iloc[-1]))
        if first == last:
            title = f"{sentence(subject.in_districts)}: {whole(totals.iloc[0])} in {first}"
    return subject.exhibit(
        Part.YEARS, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"Count of {subject.phrase} by district and {subject.note.year_basis}, {subject.note.period}",
        table=pivot_table(frame, rows=[("district", "District")], columns="year_words", value="count", name="count"),
        chart=charts.small_multiple_bars(
            frame, category="year_words", value="count", panel="district", value_title=f"{sentence(subject.part.many)}",
            columns=min(3, frame["district"].nunique()),
        ),
        alt_text=f"Bars of the count of {subject.phrase} by year, one panel for each district.",
        notes=("Records without a district of the area are not in this table.", *states_note(frame)),
    )  # fmt: skip


def places(subject: Subject, release: Release) -> Exhibit:
    """Show how many records lie in each district, elsewhere or nowhere."""
    frame = subject.places(release.frame, "place", "place_name")
    none = frame.loc[frame["place"] == "none", "share_pct"].dropna()
    inside = frame[~frame["place"].isin(["none", "elsewhere"])]
    top = highest(inside, "share_pct")
    title = f"{sentence(subject.phrase)} by place"
    if top is not None:
        title = f"{top['place_name']} is the place of {percent(top['share_pct'])} of {subject.phrase}"
        title += f"; {percent(none.iloc[0])} have no place" if len(none) else ""
    return subject.exhibit(
        Part.PLACES, release,
        kind=Kind.TABLE,
        title=title,
        subtitle=f"Count of {subject.phrase} by place, {subject.note.period}; base of shares: all, wherever placed",
        table=exhibit_table(
            frame, [words("place_name", "Place"), counts("count", "Count"), shares("share_pct", "% of all"),
                    shares("share_lower_95", "95% from"), shares("share_upper_95", "to")],
        ),
        notes=(adds_up(frame["count"], f"all {subject.phrase}, those outside the area too"),
               *states_note(frame)),
    )  # fmt: skip


def area_rates(subject: Subject, release: Release) -> Exhibit:
    """Show directly standardised rates by district with the area's own first (Tables 5, 9, 10)."""
    frame = subject.places(release.frame, "area", "area_name")
    polarity = release.measure.polarity
    frame["compared"] = [judged(one, polarity) for one in _compared(frame)]
    frame["method"] = frame["method"].replace("", NO_RATE)
    frame.loc[frame["area"] == subject.context.area.code, "compared"] = "the area itself"
    return subject.exhibit(
        Part.AREA_RATES, release,
        kind=Kind.FIGURE,
        title=_area_title(subject, frame),
        subtitle=f"Directly standardised rate of {subject.phrase} per 100,000 residents a year, by district, "
        f"{subject.note.period}",
        table=estimate_table(frame, [words("area_name", "Area"), *_rate_columns(subject, frame)], counted=COUNTED),
        chart=_rate_bars(frame, "area_name"),
        alt_text=f"Bars with 95% intervals of the standardised rate of {subject.phrase}, the whole area first, then "
        "its districts.",
        notes=(*_dsr_notes(subject, frame), f"Higher, lower and similar: the district's interval beside the rate of "
               f"{subject.context.area.name}, which includes the district.", direction_note(polarity)),
    )  # fmt: skip


def _area_title(subject: Subject, frame: pd.DataFrame) -> str:
    districts = frame[frame["area"] != subject.context.area.code]
    above = districts[districts["comparison"] == "higher"]
    top = highest(above, "value")
    if top is not None:
        rate = per_residents(top["value"], subject.part.many)
        return f"{top['area_name']}: {rate}, a higher rate than in {subject.context.area.name}"
    known = districts.dropna(subset=["value"])
    if known.empty:
        return f"Rates of {subject.phrase} by district are withheld or not available"
    return f"No district has a higher rate of {subject.phrase} than {subject.context.area.name}"


def decile_rates(subject: Subject, release: Release) -> Exhibit:
    """Show directly standardised rates by national deprivation decile (Figures 12, 20, 24)."""
    frame = release.frame
    frame["decile_name"] = [_decile(one) for one in frame["decile"]]
    frame["method"] = frame["method"].replace("", NO_RATE)
    first, last = (frame[frame["decile"].astype("str") == one]["value"].dropna() for one in ("1", "10"))
    title = f"{sentence(subject.phrase)} by deprivation"
    if len(first) and len(last):
        title = f"{per_residents(first.iloc[0], subject.part.many)} in the most deprived tenth, "
        title += f"{last.iloc[0]:,.1f} in the least"
    edition = ", ".join(subject.context.facts.get("deprivation_edition", ()))
    return subject.exhibit(
        Part.DECILE_RATES, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"Directly standardised rate of {subject.phrase} per 100,000 residents a year, by national decile of "
        f"the Index of Multiple Deprivation {edition}, {subject.note.period}",
        table=estimate_table(frame, [words("decile_name", "Decile"), *_rate_columns(subject, frame)], counted=COUNTED),
        chart=_rate_bars(frame, "decile_name"),
        alt_text=f"Bars with 95% intervals of the standardised rate of {subject.phrase} by deprivation decile, from "
        "the most to the least deprived.",
        notes=_dsr_notes(subject, frame),
    )  # fmt: skip


def _decile(value: object) -> str:
    """Return a decile in words.

    Examples
    --------
    >>> _decile(1), _decile("7"), _decile("not known")
    ('1: most deprived', '7', 'not known')
    """
    return {"1": "1: most deprived", "10": "10: least deprived"}.get(str(value), str(value))


def inequality(subject: Subject, release: Release) -> Exhibit:
    """Show the slope and relative index of inequality."""
    frame = release.frame
    frame["index_name"] = frame["index"].map(
        {"slope": "Slope index (per 100,000 a year)", "relative": "Relative index (ratio)"}
    )
    relative = frame.loc[frame["index"] == "relative", "value"].dropna()
    said = f"is {relative.iloc[0]:.2f}; 1 would mean no gradient" if len(relative) else "is not available"
    return subject.exhibit(
        Part.INEQUALITY, release,
        kind=Kind.TABLE,
        title=f"The relative index of inequality by deprivation {said}",
        subtitle=f"Slope and relative index of inequality of {subject.phrase} over national deprivation deciles, "
        f"{subject.note.period}",
        table=estimate_table(
            frame,
            [words("index_name", "Index"), counts("count", "Records used"), values("value", "Value", decimals=2),
             values("lower_95", "95% from", decimals=2), values("upper_95", "to", decimals=2),
             *([words("method", "Made from")] if "method" in frame else [])],
            counted=COUNTED,
        ),
        notes=("Both compare the two ends of a line fitted through the rates of the ten deciles, not the two deciles "
               "themselves: most less least deprived end, and most over least.",
               *rate_notes(subject), *states_note(frame)),
    )  # fmt: skip


def quintile(subject: Subject, release: Release) -> Exhibit:
    """Show the share of records in each national deprivation quintile (Figures 21, 27)."""
    frame = release.frame
    names = {"1": "1: most deprived fifth", "5": "5: least deprived fifth"}
    frame["quintile_name"] = [names.get(str(one), str(one)) for one in frame["quintile"]]
    most = frame.loc[frame["quintile"].astype("str") == "1", "share_pct"].dropna()
    said = f"{percent(most.iloc[0])} live in" if len(most) else "Share in"
    return subject.exhibit(
        Part.QUINTILE, release,
        kind=Kind.FIGURE,
        title=f"{sentence(subject.phrase)}: {said} the most deprived fifth of the country",
        subtitle=f"Share of {subject.phrase} by national deprivation quintile, {subject.note.period}; base: "
        f"{subject.base}",
        table=exhibit_table(
            frame, [words("quintile_name", "National quintile"), counts("count", "Count"), shares("share_pct", "%"),
                    shares("share_lower_95", "95% from"), shares("share_upper_95", "to")],
        ),
        chart=charts.horizontal_bars(
            frame, category="quintile_name", value="share_pct", form=Form.SHARE, lower="share_lower_95",
            upper="share_upper_95", value_title=f"Per cent of {subject.part.many}",
        ),
        alt_text=f"Bars of the share of {subject.phrase} by deprivation quintile.",
        notes=("Fifths are national: the area's residents need not be spread evenly over them.",
               adds_up(frame["count"], subject.base), *states_note(frame)),
    )  # fmt: skip


def _rate_columns(subject: Subject, frame: pd.DataFrame) -> list[ColumnSpec]:
    columns = [counts("count", sentence(subject.part.many), name="count")]
    if "people" in frame and frame["people"].notna().any():
        columns.append(counts("people", "Different people"))
    columns += [
        counts("unknown_age", "Without a usable age"), counts("denominator", "Person-years"),
        rates("value", "Rate per 100,000", name="dsr_per_100k"), rates("lower_95", "95% from"),
        rates("upper_95", "to"), words("method", "Method", name="interval_method"),
    ]  # fmt: skip
    if "compared" in frame:
        columns.append(words("compared", f"Beside {subject.context.area.name}", name="comparison"))
    return [one for one in columns if one.column in frame]


def _compared(frame: pd.DataFrame) -> "pd.Series[str]":
    return frame["comparison"].where(frame["comparison"].isin(COMPARISONS), NOT_COMPARED)


def _rate_bars(frame: pd.DataFrame, category: str) -> dict[str, object]:
    return charts.horizontal_bars(
        frame, category=category, value="value", lower="lower_95", upper="upper_95", form=Form.RATE,
        value_title="Standardised rate per 100,000 residents a year",
    )  # fmt: skip


def _dsr_notes(subject: Subject, frame: pd.DataFrame) -> tuple[str, ...]:
    why = [one for one in frame.get("withheld", pd.Series(dtype="str")).dropna().unique() if one]
    withheld = (f"Withheld: {'; '.join(why)}.",) if why else ()
    return (STANDARD, *rate_notes(subject), *withheld, *states_note(frame))


PLACE = {
    Part.YEARS: years,
    Part.PLACES: places,
    Part.AREA_RATES: area_rates,
    Part.DECILE_RATES: decile_rates,
    Part.INEQUALITY: inequality,
    Part.QUINTILE: quintile,
}
"""Part → the exhibit that shows it."""
