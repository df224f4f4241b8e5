"""Record-level feeds by small area: ratios in three classes, hot spots that last, the highest counts."""

import math

import pandas as pd

from verity.chapters.records.exhibits_place import COMPARISONS, NOT_COMPARED, STANDARD, rate_notes
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts, maps
from verity.exhibits.estimates import STATES_NOTE, estimate_table, share_withheld, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, rates, shares, values, words
from verity.findings.record_words import numbered, sentence
from verity.findings.words import percent, whole
from verity.model.releases import Release

CLASSES = COMPARISONS
RULE = "Higher, similar and lower: the 95% interval of the ratio lies above 100, holds it, or lies below it."
HEAT_CLASSES = ("cold", "neither", "hot")
SHADES = ("#6BACE6", "#F1F3F4", "#12436D")
"""Lower, similar and higher; the words in the key and the table carry the same."""


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
        title=_title(subject, frame, high, plain),
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
            RULE,
            STANDARD,
            *rate_notes(subject),
        ),
    )  # fmt: skip


def _title(subject: Subject, frame: pd.DataFrame, high: int, plain: int) -> str:
    """Return how many areas have more than expected; at least how many, where the comparison of some is not shown."""
    silent, total = int(frame["comparison_fdr"].isna().sum()), len(frame)
    many = subject.part.many
    if not silent:
        return (
            f"{whole(high)} of {whole(total)} small areas have more {many} than expected; {whole(plain)} without "
            "allowing for the number of areas compared"
        )
    least = f"at least {whole(high)}" if high else "none of the others"
    return f"{whole(silent)} of {whole(total)} small areas not compared; {least} with more {many} than expected"


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
               f"These areas do not add up to all {subject.part.many}: the rest are in other small areas.",
               *states_note(frame)),
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


SMALL_AREAS = {
    Part.SMALL_AREAS: small_areas,
    Part.HOTSPOTS: hotspots,
    Part.TOP_AREAS: top_areas,
}
"""Part → the exhibit that shows it."""
