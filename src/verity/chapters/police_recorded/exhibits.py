"""Police recorded violence: releases become the tables of places, the years by category, the months, the map."""

from typing import Any

import pandas as pd

from verity.chapters.chapter import AssessmentContext
from verity.chapters.named import named, notes_of, source_line
from verity.chapters.police_recorded import measures as asked
from verity.exhibits import charts, maps
from verity.exhibits.cells import Form
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, exhibit_table, pivot_table, rates, shares, values, words
from verity.findings.words import listed, percent, whole
from verity.model.caveats import (
    ANONYMISED_LOCATION,
    NOT_ACCREDITED,
    OCCURRENCE_OVER_RESIDENTS,
    POLICE_MARKERS,
    POLICE_UK_CATEGORY,
)
from verity.model.codes import VIOLENCE_AND_SEXUAL_OFFENCES, VIOLENCE_LABEL
from verity.model.periods import MarkerKind, complete_years, period_name
from verity.model.releases import CellState, Release

STREET = asked.STREET
PLACES = {"elsewhere": "Located outside the force area", "none": "No location recorded"}
KINDS = {"street": "Street-level crime", "outcomes": "Outcomes", "stop_and_search": "Stop and search"}
QUINTILES = ("1: lowest fifth of counts", "2", "3", "4", "5: highest fifth of counts")


def _notes(context: AssessmentContext, *more: str) -> tuple[str, ...]:
    return (*more, *notes_of(context, STREET))


def force_name(context: AssessmentContext) -> str:
    """Return the home force as a reader knows it."""
    slug = context.facts["home_force"][0]
    return context.names.get(f"force:{slug}", slug.replace("-", " ").title() + " Police")


def offence_groups(context: AssessmentContext, release: Release) -> Exhibit:
    """List what the police.uk category holds."""
    del context
    frame = release.frame
    return Exhibit(
        id="offence-groups",
        kind=Kind.TABLE,
        title="Violence and sexual offences on police.uk hold seven Home Office subgroups, from homicide to harassment",
        subtitle=f"Offence groups and subgroups in {VIOLENCE_LABEL}",
        table=exhibit_table(
            frame,
            [words("subgroup", "Subgroup"), words("group", "Group"), words("examples", "For example")],
        ),
        alt_text="",
        source_line="Source: Home Office offence classification index; data.police.uk.",
        notes=(POLICE_UK_CATEGORY.text,),
        measures=(release.measure.id,),
        files=(),
    )


def coverage(context: AssessmentContext, release: Release) -> Exhibit:
    """Say how many months of each year the files cover."""
    frame = release.frame
    frame["file"] = frame["kind"].map(KINDS)
    frame["force_name"] = [slug.replace("-", " ").title() for slug in frame["force"]]
    years = complete_years(context.months)
    title = f"Files of {force_name(context)} cover {len(context.months)} months; " + (
        f"whole years are {listed([str(y) for y in years])}" if years else "no year is whole"
    )
    return Exhibit(
        id="police-coverage",
        kind=Kind.TABLE,
        title=title,
        subtitle="Months covered by data.police.uk files, by kind of file, force and year",
        table=pivot_table(
            frame, rows=[("file", "File"), ("force_name", "Force")], columns="year", value="count", name="months"
        ),
        alt_text="",
        source_line=source_line(context, STREET, "police_uk_outcomes", "police_uk_stop_and_search"),
        notes=("A year with fewer than 12 months is never shown as a year. Outside these months counts are not "
               "available, which is not zero.", NOT_ACCREDITED.text),
        measures=(release.measure.id,),
        files=(STREET, "police_uk_outcomes", "police_uk_stop_and_search"),
    )  # fmt: skip


def places(context: AssessmentContext, recorded: Release, occurred: Release) -> Exhibit:
    """Set the two definitions side by side: recorded by the force, and occurred in the area."""
    names = dict(context.names) | PLACES
    frame = recorded.frame
    frame["place_name"] = frame["place"].map(names)
    other = occurred.frame.groupby("lad")["count"].sum()
    frame["occurred"] = frame["place"].map(other).astype("Int64")
    total: dict[str, Any] = {
        "place_name": f"All recorded by {force_name(context)}",
        "count": frame["count"].sum(),
        "share_pct": 100.0,
    }
    inside = frame[frame["place"].isin(other.index)]
    total["occurred"] = inside["occurred"].sum()
    most = inside.sort_values("count", ascending=False).iloc[0]
    forces = listed([slug.replace("-", " ").title() for slug in context.forces])
    whole_frame = pd.concat([frame, pd.DataFrame([total])], ignore_index=True)
    gap = int(total["count"] - inside["count"].sum())
    return Exhibit(
        id="crimes-by-place",
        kind=Kind.TABLE,
        title=f"{most['place_name']} is where {percent(most['share_pct'])} of recorded crimes and incidents took place",
        subtitle=f"Crimes and incidents by district, {period_name(context.months)}: recorded by {force_name(context)}, "
        f"and occurred in the area as recorded by the forces loaded ({forces})",
        table=exhibit_table(
            whole_frame,
            [
                words("place_name", "Place"),
                counts("count", f"Recorded by {force_name(context)}", name="recorded_count"),
                shares("share_pct", "% of all recorded", name="recorded_share_pct"),
                ColumnSpec(
                    column="occurred", heading="Occurred in the area, all forces loaded", form=Form.COUNT,
                    name="occurred_count", missing=CellState.NOT_APPLICABLE,
                ),
            ],
        ),
        alt_text="",
        source_line=source_line(context, STREET),
        notes=_notes(
            context,
            f"Share of {asked.ALL_BASE}.",
            f"Districts add up to {whole(inside['count'].sum())}; with {whole(gap)} located elsewhere or nowhere they "
            f"make the {whole(total['count'])} recorded.",
        ),
        measures=(recorded.measure.id, occurred.measure.id),
        files=(STREET,),
    )  # fmt: skip


def categories(context: AssessmentContext, release: Release, crime: Release) -> Exhibit:
    """Show categories by period; only whole years are drawn."""
    frame = release.frame
    without = crime.frame[["period", "crime_type", "share_pct"]].rename(columns={"share_pct": "crime_share_pct"})
    frame = frame.merge(without, on=["period", "crime_type"], how="left")
    years = [str(year) for year in complete_years(context.months)]
    drawn = frame[frame["period"].isin(years)]
    drawn = drawn.assign(period=[_marked(period) for period in drawn["period"]])
    last = years[-1] if years else frame["period"].iloc[-1]
    row = frame[(frame["period"] == last) & (frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES)].iloc[0]
    parts = [name for name in context.facts["periods"] if name not in years]
    said = f"; {listed(parts)} in the table only" if parts else ""
    return Exhibit(
        id="crimes-by-category",
        kind=Kind.FIGURE if years else Kind.TABLE,
        title=f"{percent(row['share_pct'])} of crimes and incidents in {last} were violence and sexual offences; "
        f"{percent(row['crime_share_pct'])} without anti-social behaviour",
        subtitle=f"Crimes and incidents recorded by {force_name(context)} by police.uk category, "
        f"{listed(years) if years else period_name(context.months)}{said}",
        table=exhibit_table(
            frame,
            [
                words("period", "Period"),
                words("crime_type", "Category"),
                counts("count", "Count"),
                shares("share_pct", "% with anti-social behaviour", name="share_pct"),
                shares("crime_share_pct", "% without anti-social behaviour", name="crime_share_pct",
                       missing=CellState.NOT_APPLICABLE),
            ],
            header_columns=2,
        ),
        chart=charts.small_multiple_bars(
            drawn, category="crime_type", value="count", panel="period", value_title="Crimes and incidents",
            columns=min(len(years), 3),
        ) if years else None,
        alt_text=f"Bars of recorded crimes by category, one panel each for {listed(years)}." if years else "",
        source_line=source_line(context, STREET),
        notes=_notes(
            context,
            POLICE_UK_CATEGORY.text,
            f"The base of the first share is {asked.ALL_BASE}; of the second, {asked.CRIME_BASE}.",
            "The categories of a period add up to its crimes and incidents.",
            _events_in(context),
        ),
        measures=(release.measure.id, crime.measure.id),
        files=(STREET,),
    )  # fmt: skip


def _marked(year: str) -> str:
    """Return a year with the events that its panel must be read beside.

    Examples
    --------
    >>> _marked("2019"), _marked("2023")
    ('2019', '2023 (rules changed)')
    """
    words = {MarkerKind.LOCKDOWN: "lockdowns", MarkerKind.RECORDING_CHANGE: "rules changed"}
    events = [words[one.kind] for one in POLICE_MARKERS if one.first[:4] <= year <= one.last[:4]]
    return f"{year} ({listed(list(dict.fromkeys(events)))})" if events else year


def _events_in(context: AssessmentContext) -> str:
    first, last = context.months[0], context.months[-1]
    seen = [marker.label.lower() for marker in POLICE_MARKERS if marker.last >= first and marker.first <= last]
    return f"Within these months: {listed(seen)}." if seen else "No lockdown or counting change lies in these months."


def districts(context: AssessmentContext, release: Release) -> Exhibit:
    """Show categories by district, pooled."""
    frame = named(context, release.frame, "lad", "district")
    violence = frame[frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES].sort_values("share_pct", ascending=False)
    top = violence.iloc[0]
    return Exhibit(
        id="categories-by-district",
        kind=Kind.FIGURE,
        title=f"Violence and sexual offences made up {percent(top['share_pct'])} of what was recorded in "
        f"{top['district']}",
        subtitle=f"Crimes and incidents recorded by {force_name(context)} by district and police.uk category, "
        f"{period_name(context.months)} pooled",
        table=exhibit_table(
            frame,
            [
                words("district", "District"),
                words("crime_type", "Category"),
                counts("count", "Count"),
                shares("share_pct", "% of the district's"),
            ],
            header_columns=2,
        ),
        chart=charts.small_multiple_bars(
            frame, category="crime_type", value="share_pct", panel="district", form=Form.SHARE,
            value_title="Per cent of the district's crimes and incidents",
        ),
        alt_text="Bars of the share of each category in the crimes and incidents of each district, one panel per "
        "district.",
        source_line=source_line(context, STREET),
        notes=_notes(
            context, f"Share of {asked.ALL_BASE}, and located in the district.",
            "The categories of a district add up to its crimes and incidents.", POLICE_UK_CATEGORY.text,
        ),
        measures=(release.measure.id,),
        files=(STREET,),
    )  # fmt: skip


def months(context: AssessmentContext, release: Release) -> Exhibit:
    """Show three categories by month with lockdowns and counting changes marked."""
    frame = release.frame
    violence = frame[frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES]
    low, high = int(violence["count"].min()), int(violence["count"].max())
    return Exhibit(
        id="violence-by-month",
        kind=Kind.FIGURE,
        title=f"Between {whole(low)} and {whole(high)} violence and sexual offences were recorded each month",
        subtitle=f"Violence and sexual offences (police.uk category), robbery and possession of weapons recorded by "
        f"{force_name(context)} by month, {period_name(context.months)}",
        table=pivot_table(frame, rows=[("month", "Month")], columns="crime_type", value="count", name="count"),
        chart=charts.line_by_month(
            frame, month="month", value="count", group="crime_type", markers=POLICE_MARKERS,
            value_title="Offences recorded",
        ),
        alt_text="Lines of offences recorded by month for three categories, with lockdowns shaded "
        "and the counting-rule change of May 2023 marked.",
        source_line=source_line(context, STREET),
        notes=_notes(
            context,
            "Months differ in length and season; the change of counting rules in May 2023 breaks the series.",
            POLICE_UK_CATEGORY.text,
        ),
        measures=(release.measure.id,),
        files=(STREET,),
    )  # fmt: skip


def crude_rates(context: AssessmentContext, release: Release) -> Exhibit:
    """Show crude rates by category, district and year with their intervals."""
    frame = named(context, release.frame, "lad", "district")
    last = frame["year"].max()
    violence = frame[(frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES) & (frame["year"] == last)]
    top = violence.sort_values("rate", ascending=False).iloc[0]
    return Exhibit(
        id="violence-rates",
        kind=Kind.FIGURE,
        title=f"{top['district']} had {top['rate']:.1f} violence and sexual offences per 1,000 residents in {last}",
        subtitle="Crude rate of offences that took place in the district, per 1,000 usual residents at Census 2021, "
        f"by category, district and year, {release.measure.period}; all forces loaded",
        table=exhibit_table(
            frame,
            [
                words("crime_type", "Category"),
                words("district", "District"),
                words("year", "Year"),
                counts("count", "Count"),
                counts("denominator", "Residents, Census 2021", name="residents_census_2021"),
                rates("rate", "Rate per 1,000", name="rate_per_1000"),
                rates("rate_lower_95", "95% from"),
                rates("rate_upper_95", "to"),
                words("rate_method", "Method", name="interval_method"),
            ],
            header_columns=3,
        ),
        chart=charts.horizontal_bars(
            violence.sort_values("rate", ascending=False), category="district", value="rate",
            lower="rate_lower_95", upper="rate_upper_95", form=Form.RATE,
            value_title=f"Violence and sexual offences per 1,000 residents, {last}",
        ),
        alt_text=f"Bars with 95% intervals of the crude rate of violence and sexual offences in {last} by "
        "district.",
        source_line=source_line(context, STREET, "census_age"),
        notes=_notes(
            context,
            OCCURRENCE_OVER_RESIDENTS.text,
            "The denominator is Census 2021 for every year; it is not the population of the year.",
            _events_in(context),
        ),
        measures=(release.measure.id,),
        files=(STREET, "census_age"),
    )  # fmt: skip


def small_areas(context: AssessmentContext, release: Release) -> Exhibit:
    """Map small areas in fifths by count."""
    frame = named(context, release.frame, "lsoa", "small_area")
    frame["fifth"] = [QUINTILES[int(value) - 1] for value in frame["value"]]
    top = frame[frame["value"] == len(QUINTILES)]
    districts_seen = (
        "lad" + str(max(int(k[3:]) for k in context.shapes if k.startswith("lad")))
        if any(k.startswith("lad") for k in context.shapes)
        else None
    )
    return Exhibit(
        id="violence-small-areas",
        kind=Kind.FIGURE if str(context.lsoa_type) in context.shapes else Kind.TABLE,
        title=f"{len(top)} small areas each saw {whole(top['count'].min())} or more violence and sexual offences",
        subtitle=f"Fifths of small areas by count of {VIOLENCE_LABEL}, LSOA {context.lsoa_type.vintage} boundaries, "
        f"{period_name(context.months)} pooled; all forces loaded",
        table=exhibit_table(
            frame.sort_values(["count", "lsoa"], ascending=[False, True]),
            [
                words("small_area", "Small area"),
                words("lsoa", "Code"),
                counts("count", "Offences", name="offences"),
                words("fifth", "Fifth"),
            ],
        ),
        chart=maps.choropleth(
            context.shapes[str(context.lsoa_type)], frame, code="lsoa", value="fifth", classes=QUINTILES,
            legend="Fifth by count", outline=context.shapes[districts_seen] if districts_seen else None,
        ) if str(context.lsoa_type) in context.shapes else None,
        alt_text=f"Map of small areas of {context.area.name} shaded in fifths by their count of offences.",
        source_line=source_line(context, STREET, "boundaries"),
        notes=_notes(context, ANONYMISED_LOCATION.text, OCCURRENCE_OVER_RESIDENTS.text, POLICE_UK_CATEGORY.text),
        measures=(release.measure.id,),
        files=(STREET, "boundaries"),
    )  # fmt: skip


def wards(context: AssessmentContext, release: Release) -> Exhibit:
    """Count the small areas of the top fifth by ward."""
    frame = named(context, named(context, release.frame, "lad", "district"), "ward", "ward_name")
    top = frame.sort_values("count", ascending=False).iloc[0]
    return Exhibit(
        id="top-fifth-by-ward",
        kind=Kind.TABLE,
        title=f"{top['ward_name']} ({top['district']}) holds the most small areas with the highest counts",
        subtitle=f"Small areas (LSOAs) in the highest fifth by count of {VIOLENCE_LABEL}, by district and ward, "
        f"{period_name(context.months)} pooled",
        table=exhibit_table(
            frame,
            [words("district", "District"), words("ward_name", "Ward"), counts("count", "Small areas", name="lsoas")],
            header_columns=2,
        ),
        alt_text="",
        source_line=source_line(context, STREET, "lsoa21_ward"),
        notes=_notes(
            context,
            f"The wards add up to the {int(frame['count'].sum())} small areas of the highest fifth; wards without "
            "any are left out.",
        ),
        measures=(release.measure.id,),
        files=(STREET, "lsoa21_ward"),
    )


def concentration(context: AssessmentContext, release: Release) -> Exhibit:
    """Set the share that the top fifth holds beside the share expected by chance."""
    frame = release.frame
    observed, expected = frame["value"]
    return Exhibit(
        id="violence-concentration",
        kind=Kind.TABLE,
        title=f"The fifth of small areas with the highest counts holds {percent(observed)} of offences, "
        f"beside {percent(expected)} by chance",
        subtitle=f"Share of {VIOLENCE_LABEL} in the fifth of small areas with the highest counts, "
        f"{period_name(context.months)} pooled",
        table=exhibit_table(
            frame,
            [
                words("basis", "Basis"),
                ColumnSpec(
                    column="count",
                    heading="Offences",
                    form=Form.COUNT,
                    name="offences",
                    missing=CellState.NOT_APPLICABLE,
                ),
                values("value", "% of offences", decimals=1, name="share_pct"),
            ],
        ),
        alt_text="",
        source_line=source_line(context, STREET),
        notes=_notes(
            context,
            "Chance: as many offences dropped at random on as many small areas, each equally likely; even then some "
            "areas hold more than others.",
        ),
        measures=(release.measure.id,),
        files=(STREET,),
    )
