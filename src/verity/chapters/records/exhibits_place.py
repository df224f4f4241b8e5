"""Record-level feeds by place: years, districts, deprivation, small areas, hot spots."""

import math

import pandas as pd

from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts, maps
from verity.exhibits.cells import Form
from verity.exhibits.estimates import STATES_NOTE, estimate_table, share_withheld, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, exhibit_table, pivot_table, rates, shares, values, words
from verity.findings.record_words import first_and_last, numbered, per_residents, sentence
from verity.findings.words import percent, whole
from verity.model.measures import PlaceBasis
from verity.model.releases import Release

COUNTED = ("count", "people", "unknown_age", "denominator")
CLASSES = ("lower", "similar", "higher")
HEAT_CLASSES = ("cold", "neither", "hot")
NOT_COMPARED = "not compared"
BY_RESIDENTS = "Occurrences over residents: people who live there are not all the people at risk there."
STANDARD = "Standardised to the European Standard Population 2013, per 100,000 person-years."
SHADES = ("#6BACE6", "#F1F3F4", "#12436D")
"""Lower, similar and higher; the words in the key and the table carry the same."""


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
        title = first_and_last(subject.in_districts, (first, totals.iloc[0]), (last, totals.iloc[-1])).rstrip(".")
        if first == last:
            title = f"There were {whole(totals.iloc[0])} {subject.in_districts} in {first}"
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
        notes=(f"The rows add up to {whole(frame['count'].sum())}: all {subject.phrase}, those outside the area too.",
               *states_note(frame)),
    )  # fmt: skip


def area_rates(subject: Subject, release: Release) -> Exhibit:
    """Show directly standardised rates by district with the area's own first (Tables 5, 9, 10)."""
    frame = subject.places(release.frame, "area", "area_name")
    frame["compared"] = _compared(frame)
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
               f"{subject.context.area.name}, which includes the district."),
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


def small_areas(subject: Subject, release: Release) -> Exhibit:
    """Map small areas higher, similar or lower than expected (Figures 11, 19, 23)."""
    frame = subject.places(release.frame, "lsoa", "small_area")
    for column in ("comparison", "comparison_fdr"):
        frame[f"{column}_words"] = frame[column].where(frame[column].isin(CLASSES), NOT_COMPARED)
        frame[column] = frame[column].where(frame[column].isin(CLASSES))
    high, plain = (int((frame[one] == "higher").sum()) for one in ("comparison_fdr", "comparison"))
    withheld = share_withheld(frame, "dsr")
    shape = subject.context.shapes.get(str(subject.context.lsoa_type))
    return subject.exhibit(
        Part.SMALL_AREAS, release,
        kind=Kind.FIGURE if shape else Kind.TABLE,
        title=f"{whole(high)} of {whole(frame['comparison_fdr'].notna().sum())} small areas have more "
        f"{subject.part.many} than expected; {whole(plain)} without allowing for the number of areas compared",
        subtitle=f"Observed over expected {subject.phrase} (indirectly standardised, area = 100), LSOA "
        f"{subject.context.lsoa_type.vintage} boundaries, {subject.note.period}",
        table=estimate_table(
            _with_dsr_state(frame.sort_values(["value", "lsoa"], ascending=[False, True], na_position="last")),
            [words("small_area", "Small area"), words("lsoa", "Code"), counts("count", "Count"),
             values("expected", "Expected"), values("value", "Ratio, area = 100"), values("lower_95", "95% from"),
             values("upper_95", "to"), rates("smoothed", "Smoothed rate per 100,000", name="smoothed_per_100k"),
             words("dsr_words", "Standardised rate per 100,000 (95% interval)", name="dsr_per_100k"),
             words("comparison_fdr_words", "Compared, allowing for the number of areas", name="comparison_fdr"),
             words("comparison_words", "Compared singly", name="comparison")],
            counted=("count", "expected"),
        ),
        chart=class_map(subject, frame, "comparison_fdr", CLASSES, "Beside the area") if shape else None,
        alt_text=f"Map of small areas of {subject.context.area.name} in three classes: fewer {subject.part.many} than "
        "expected, similar, more; hatched where not compared." if shape else "",
        notes=(
            "False discoveries are controlled at 5% over the map (Benjamini–Hochberg); the comparison of each area "
            "alone stands beside it in the table.",
            f"The standardised rate is withheld for {percent(withheld)} of small areas (fewer than 10 records); the "
            "ratio and the smoothed rate are not.",
            STATES_NOTE,
            *rate_notes(subject),
        ),
    )  # fmt: skip


def _with_dsr_state(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the standardised rate with its limits in words; withheld reads “suppressed”."""
    told = [
        "suppressed" if pd.isna(value) else f"{value:,.1f} ({low:,.1f} to {high:,.1f})"
        for value, low, high in zip(frame["dsr"], frame["dsr_lower_95"], frame["dsr_upper_95"], strict=True)
    ]
    return frame.assign(dsr_words=told)


def hotspots(subject: Subject, release: Release) -> Exhibit:
    """Map hot and cold spots, and list in how many years each stood out."""
    frame = subject.places(release.frame, "lsoa", "small_area")
    frame["class"] = frame["hot"].where(frame["hot"].isin(HEAT_CLASSES))
    hot = frame[frame["hot"] == "hot"]
    listed = frame[(frame["hot"] != "neither") | (frame["years_hot"].fillna(0) > 0)]
    listed = listed.sort_values(["years_hot", "value", "lsoa"], ascending=[False, False, True], na_position="last")
    shape = subject.context.shapes.get(str(subject.context.lsoa_type))
    return subject.exhibit(
        Part.HOTSPOTS, release,
        kind=Kind.FIGURE if shape else Kind.TABLE,
        title=f"Hot spots of {subject.phrase}: {whole(len(hot)) if len(hot) else 'none'} of the {whole(len(frame))} "
        "small areas",
        subtitle=f"Getis–Ord Gi* of {subject.phrase} by small area, LSOA {subject.context.lsoa_type.vintage} "
        f"boundaries, {subject.note.period}; and the number of single years in which each stood out",
        table=estimate_table(
            listed,
            [words("small_area", "Small area"), words("lsoa", "Code"), counts("count", "Count"),
             values("value", "Gi* (z)", decimals=2), values("p", "p", decimals=4), words("hot", "Class"),
             counts("years_hot", "Years hot"), counts("years", "Years looked at")],
            counted=("count", "years_hot", "years"),
        ),
        chart=class_map(subject, frame, "class", HEAT_CLASSES, "All years together") if shape else None,
        alt_text=f"Map of small areas of {subject.context.area.name} in three classes: cold spot, neither, hot spot."
        if shape else "",
        notes=(
            "Gi* sets each small area with its neighbours against the whole area; false discoveries are controlled at "
            "5% over each map. The table leaves out areas that never stood out.",
            "Counts are set against those expected from residents of each age." if subject.by_home else
            "Counts are set against the mean count of all small areas, not against people: a hot spot is where many "
            "happen, not where risk is high.",
            *states_note(frame),
        ),
    )  # fmt: skip


def top_areas(subject: Subject, release: Release) -> Exhibit:
    """List the small areas with the highest counts, ties at the last place included (Figure 17)."""
    frame = subject.places(release.frame, "lsoa", "small_area")
    total, pct = frame["count"].sum(), float(frame["share_pct"].astype("float64").sum(skipna=False))
    share = "" if math.isnan(pct) else f", {percent(pct)} of those placed in a small area"
    return subject.exhibit(
        Part.TOP_AREAS, release,
        kind=Kind.FIGURE,
        title=f"The {numbered(len(frame), 'small area')} with the highest counts, ties included, had {whole(total)} "
        f"{subject.part.many}{share}",
        subtitle=f"Ten small areas (LSOAs) with most {subject.phrase}, and those that tie with the tenth, "
        f"{subject.note.period}",
        table=exhibit_table(
            frame, [words("small_area", "Small area"), words("lsoa", "Code"), counts("count", "Count"),
                    shares("share_pct", "% of those placed in a small area")],
        ),
        chart=charts.horizontal_bars(
            frame, category="small_area", value="count", value_title=sentence(subject.part.many)
        ),
        alt_text=f"Bars of the count of {subject.phrase} in the small areas that have most.",
        notes=("A count below 20 varies much from year to year; the order of areas with like counts says little.",
               *states_note(frame)),
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
        notes=("Fifths are national: the area's residents need not be spread evenly over them.", *states_note(frame)),
    )  # fmt: skip


def class_map(
    subject: Subject, frame: pd.DataFrame, column: str, classes: tuple[str, ...], legend: str
) -> dict[str, object]:
    """Draw a map of three classes with districts on top; areas without a class are hatched."""
    kinds = [key for key in subject.context.shapes if key.startswith("lad")]
    outline = subject.context.shapes[max(kinds, key=lambda key: int(key[3:]))] if kinds else None
    shape = subject.context.shapes[str(subject.context.lsoa_type)]
    # one withheld rate of an area does not withhold its class
    plain = frame.drop(columns="state", errors="ignore")
    hidden = frame["state"].where(frame[column].isna()) if "state" in frame else None
    return maps.choropleth(
        shape, plain if hidden is None else plain.assign(state=hidden), code="lsoa", value=column, classes=classes,
        legend=legend, outline=outline, colours=SHADES,
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
    return frame["comparison"].where(frame["comparison"].isin(CLASSES), NOT_COMPARED)


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
    Part.SMALL_AREAS: small_areas,
    Part.HOTSPOTS: hotspots,
    Part.TOP_AREAS: top_areas,
    Part.QUINTILE: quintile,
}
"""Part → the exhibit that shows it."""
