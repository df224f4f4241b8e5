"""Demography: releases become the map of districts, the pyramid, and the pictures of change, ethnicity and density."""

import pandas as pd

from verity.chapters.chapter import AssessmentContext
from verity.chapters.demography import measures as asked
from verity.chapters.named import named, notes_of, source_line
from verity.exhibits import charts, maps
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, pivot_table, shares, values, words
from verity.findings.words import listed, percent
from verity.model.areas import LSOA21, AreaType, Level
from verity.model.releases import Release

DENSITY_CUTS = (250, 1_000, 2_500, 5_000)
"""People per square kilometre at which a small area changes class; stated, because national areas are not supplied."""
DENSITY_CLASSES = ("under 250", "250 to 999", "1,000 to 2,499", "2,500 to 4,999", "5,000 or more")
QUINTILE_NAMES = {
    1: "1: most deprived fifth",
    2: "2",
    3: "3",
    4: "4",
    5: "5: least deprived fifth",
}


def districts_map(context: AssessmentContext, release: Release) -> Exhibit:
    """Show the force area and its districts with their residents on each basis."""
    frame = named(context, release.frame, "lad", "district")
    names = listed([district.name for district in context.districts])
    return Exhibit(
        id="area-districts",
        kind=Kind.FIGURE if has_district_shapes(context) else Kind.TABLE,
        title=f"{context.area.name} is made up of {names}",
        subtitle="Local authority districts of the police force area, with their residents",
        table=pivot_table(frame, rows=[("district", "District")], columns="basis", value="count", name="residents"),
        chart=maps.outline_map(context.shapes[str(_lad_type(context))], label="name", only=_codes(context))
        if has_district_shapes(context)
        else None,
        alt_text=f"Outline map of {context.area.name} with its {len(context.districts)} districts: {names}.",
        source_line=source_line(context, "census_age", "population_lad", "boundaries"),
        notes=(
            "Estimates that were not rebased to the 2021 Census and Census counts are on different bases: "
            "the difference between them is not a change of population.",
        ),
        measures=(release.measure.id,),
        files=("census_age", "population_lad", "boundaries"),
    )


def _codes(context: AssessmentContext) -> tuple[str, ...]:
    return tuple(district.code for district in context.districts)


def _lad_type(context: AssessmentContext) -> AreaType:
    """Return the newest vintage of district shapes there is."""
    vintages = [int(key.removeprefix("lad")) + 2000 for key in context.shapes if key.startswith("lad")]
    return AreaType(Level.LAD, max(vintages))


def has_district_shapes(context: AssessmentContext) -> bool:
    """Whether districts can be drawn."""
    return any(key.startswith("lad") for key in context.shapes)


def pyramid(context: AssessmentContext, release: Release) -> Exhibit:
    """Show age and sex of the force area beside its region and country."""
    frame = named(context, release.frame, "area", "area_name").dropna(subset=["share_pct"])
    year = release.measure.period
    shown = list(frame["area_name"].drop_duplicates())
    others = listed(shown[1:]) if len(shown) > 1 else ""
    young = frame[frame["age_band"].isin(["0-4", "5-9", "10-14"])]
    share = young.groupby("area_name")["share_pct"].sum()
    here = context.area.name
    return Exhibit(
        id="population-pyramid",
        kind=Kind.FIGURE,
        title=f"{percent(share[here])} of people in {here} were aged under 15 in {year}",
        subtitle=f"Share of all residents by five-year age band and sex, {here}"
        f"{' beside ' + others if others else ''}, {year} (the latest year with age by sex supplied)",
        table=pivot_table(
            frame.assign(group=frame["area_name"] + ", " + frame["sex"]),
            rows=[("age_band", "Age")],
            columns="group",
            value="share_pct",
            name="share_pct",
        ),
        chart=charts.population_pyramid(frame, area=here, comparators=shown[1:]),
        alt_text=f"Population pyramid of {here} by five-year age band, women and men apart"
        + (f", with {others} as lines." if others else "."),
        source_line=source_line(context, "population_lad_quinary"),
        notes=notes_of(context, "population_lad_quinary"),
        measures=(release.measure.id,),
        files=("population_lad_quinary",),
    )


def change(context: AssessmentContext, release: Release) -> Exhibit:
    """Show the percentage change by age band and district between two estimates of one basis."""
    first, last = context.facts["change"]
    frame = named(context, release.frame, "lad", "district")
    frame = frame[frame["year"] == int(last)]
    whole = frame[frame["age_band"] == "all ages"].dropna(subset=["change_pct"])
    most = whole.sort_values("change_pct", ascending=False).iloc[0]
    direction = "grew" if most["change_pct"] > 0 else "fell"
    return Exhibit(
        id="population-change",
        kind=Kind.FIGURE,
        title=f"The population of {most['district']} {direction} by {percent(abs(most['change_pct']))} "
        f"between mid-{first} and mid-{last}",
        subtitle=f"Percentage change of the estimated population by five-year age band and district, "
        f"mid-{first} to mid-{last} (the latest year supplied; estimates not rebased to the 2021 Census)",
        table=pivot_table(
            frame, rows=[("age_band", "Age")], columns="district", value="change_pct", name="change_pct"
        ),
        chart=charts.diverging_bars(
            frame[frame["age_band"] != "all ages"],
            category="age_band", value="change_pct", facet="district", value_title="Change, per cent",
        ),
        alt_text=f"Bars of the percentage change from mid-{first} to mid-{last} by age band, one panel per district.",
        source_line=source_line(context, "population_lad"),
        notes=(
            *notes_of(context, "population_lad"),
            f"Mid-{last} estimates were later found to differ from the 2021 Census; the change is of estimates alone.",
        ),
        measures=(release.measure.id,),
        files=("population_lad",),
    )  # fmt: skip


def ethnicity(context: AssessmentContext, release: Release) -> Exhibit:
    """Show ethnic groups by district, force area, region and country."""
    frame = named(context, release.frame, "area", "area_name").dropna(subset=["share_pct"])
    other = frame[(frame["ethnic_group"] != "White") & frame["area"].isin(_codes(context))]
    share = other.groupby("area_name")["share_pct"].sum().sort_values(ascending=False)
    return Exhibit(
        id="population-ethnicity",
        kind=Kind.FIGURE,
        title=f"{percent(share.iloc[0])} of people in {share.index[0]} belonged to ethnic groups other than White",
        subtitle="Share of usual residents by ethnic group, Census 2021",
        table=pivot_table(
            frame, rows=[("area_name", "Area")], columns="ethnic_group", value="share_pct", name="share_pct"
        ),
        chart=charts.stacked_bars(
            _white_and_other(frame), category="area_name", value="share_pct", group="group",
            value_title="Share of usual residents, per cent",
        ),
        alt_text="Stacked bars of the share of residents in the White groups and in all other groups, by area.",
        source_line=source_line(context, "census_ethnicity"),
        notes=notes_of(context, "census_ethnicity"),
        measures=(release.measure.id,),
        files=("census_ethnicity",),
    )  # fmt: skip


def _white_and_other(frame: pd.DataFrame) -> pd.DataFrame:
    group = frame["ethnic_group"].where(frame["ethnic_group"] == "White", "All other groups")
    keyed = frame.assign(group=group).groupby(["area_name", "group"], as_index=False, sort=False)
    return keyed.agg(share_pct=("share_pct", "sum"))


def density(context: AssessmentContext, release: Release) -> Exhibit:
    """Map people per square kilometre in stated classes."""
    frame = named(context, release.frame, "lsoa", "small_area")
    frame["class"] = pd.cut(
        frame["value"], [-1, *DENSITY_CUTS, float("inf")], labels=list(DENSITY_CLASSES), right=False
    ).astype("str")
    residents = frame.groupby("class")["count"].sum().reindex(DENSITY_CLASSES).fillna(0)
    share = float(100 * residents.iloc[-1] / residents.sum())
    cuts = listed([f"{cut:,}" for cut in DENSITY_CUTS])
    return Exhibit(
        id="population-density",
        kind=Kind.FIGURE,
        title=f"{percent(share)} of people live in small areas with 5,000 or more people per square kilometre",
        subtitle="People per square kilometre by LSOA (2021 boundaries), Census 2021, in stated classes",
        table=exhibit_table(
            frame.sort_values("value", ascending=False),
            [
                words("small_area", "Small area"),
                words("lsoa", "Code"),
                counts("count", "Residents", name="residents"),
                values("square_kilometres", "Area, km²", decimals=2),
                values("value", "People per km²", decimals=0, name="people_per_square_kilometre"),
                words("class", "Class"),
            ],
        ),
        chart=maps.choropleth(
            context.shapes[str(LSOA21)], frame, code="lsoa", value="class", classes=DENSITY_CLASSES,
            legend="People per km²", outline=_outline(context),
        ),
        alt_text=f"Map of small areas of {context.area.name} shaded in five classes of people per square kilometre.",
        source_line=source_line(context, "census_age", "boundaries"),
        notes=(f"Classes change at {cuts} people per square kilometre; they are not national quintiles.",),
        measures=(release.measure.id,),
        files=("census_age", "boundaries"),
    )  # fmt: skip


def _outline(context: AssessmentContext) -> dict[str, object] | None:
    return context.shapes[str(_lad_type(context))] if has_district_shapes(context) else None


def deprivation_map(context: AssessmentContext, release: Release) -> Exhibit:
    """Map national deprivation quintiles on the boundaries of the index."""
    frame = named(context, release.frame, "lsoa", "small_area")
    frame["quintile"] = frame["value"].map(QUINTILE_NAMES)
    edition = context.facts["deprivation_edition"][0]
    vintage = AreaType(Level.LSOA, 2011 if edition == "2019" else 2021)
    most, total = int((frame["value"] == 1).sum()), len(frame)
    return Exhibit(
        id="deprivation-map",
        kind=Kind.FIGURE if str(vintage) in context.shapes else Kind.TABLE,
        title=f"{most} of {total} small areas are among the most deprived fifth of the country",
        subtitle=f"National quintile of the Index of Multiple Deprivation {edition}, LSOA {vintage.vintage} boundaries",
        table=exhibit_table(
            frame.sort_values(["value", "small_area"]),
            [words("small_area", "Small area"), words("lsoa", "Code"), words("quintile", "National quintile")],
        ),
        chart=maps.choropleth(
            context.shapes[str(vintage)], frame, code="lsoa", value="quintile",
            classes=tuple(QUINTILE_NAMES.values()), legend="National quintile", reverse=True,
            outline=_outline(context),
        ) if str(vintage) in context.shapes else None,
        alt_text=f"Map of small areas of {context.area.name} shaded by national deprivation quintile.",
        source_line=source_line(context, "deprivation", "boundaries"),
        notes=notes_of(context, "deprivation"),
        measures=(release.measure.id,),
        files=("deprivation", "boundaries"),
    )  # fmt: skip


def deprivation_table(context: AssessmentContext, release: Release) -> Exhibit:
    """Count small areas by quintile and district, with their share of all small areas."""
    frame = named(context, release.frame, "lad", "district")
    edition = context.facts["deprivation_edition"][0]
    order = [district.name for district in context.districts]
    top = frame[frame["quintile"] == 1].set_index("district")["count"]
    most = str(top.idxmax())
    wide = pd.DataFrame({"quintile": [QUINTILE_NAMES[q] for q in (1, 2, 3, 4, 5)]})
    columns = [words("quintile", "National quintile")]
    for name in order:
        own = frame[frame["district"] == name].sort_values("quintile")
        wide[f"{name} count"] = own["count"].to_numpy()
        wide[f"{name} share"] = own["share_pct"].to_numpy()
        columns += [counts(f"{name} count", f"{name}: areas"), shares(f"{name} share", f"{name}: % of all")]
    wide["all"] = sum(wide[f"{name} count"] for name in order)
    columns.append(counts("all", f"{context.area.name}: areas"))
    wide = pd.concat([wide, _column_totals(wide)], ignore_index=True)
    return Exhibit(
        id="deprivation-by-district",
        kind=Kind.TABLE,
        title=f"{most} holds {int(top[most])} of the {int(top.sum())} small areas in the most deprived fifth",
        subtitle=f"Small areas (LSOAs) by national quintile of the Index of Multiple Deprivation {edition} and "
        f"district; base: {release.measure.share.base if release.measure.share else ''}",
        table=exhibit_table(wide, columns),
        alt_text="",
        source_line=source_line(context, "deprivation"),
        notes=(f"Rows and columns add up to the {int(frame['count'].sum())} small areas of {context.area.name}.",),
        measures=(release.measure.id,),
        files=("deprivation",),
    )


def _column_totals(wide: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame([{"quintile": "All", **wide.drop(columns="quintile").sum().to_dict()}])


FIGURES = {
    asked.RESIDENTS: districts_map,
    asked.AGE_SEX: pyramid,
    asked.CHANGE: change,
    asked.ETHNICITY: ethnicity,
    asked.DENSITY: density,
    asked.DEPRIVATION_TABLE: deprivation_table,
    asked.DEPRIVATION_MAP: deprivation_map,
}
"""Measure → the exhibit that shows it, in reading order."""
