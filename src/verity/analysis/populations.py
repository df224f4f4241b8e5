"""People: by age and sex, change, ethnicity, density and deprivation; and the denominators of rates.

Estimates that were not rebased to the 2021 Census and figures on the Census basis are never joined.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from verity.analysis.inputs import Inputs
from verity.geography.density import area_square_kilometres
from verity.model.areas import Level
from verity.model.errors import ValidityError

BANDS = (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")
SEXES = ("female", "male")
ETHNIC_GROUPS = (
    "White",
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed or Multiple ethnic groups",
    "Other ethnic group",
)
CENSUS_YEAR = 2021


def comparators(inputs: Inputs) -> list[str]:
    """Return the codes of the force area, its region where it has one, and its country."""
    region = [inputs.area.region.code] if inputs.area.region else []
    return [inputs.area.area.code, *region, inputs.area.country.code]


def _with_wider_areas(inputs: Inputs, by_lad: pd.DataFrame, keys: list[str], areas: list[str]) -> pd.DataFrame:
    """Add up districts (column `lad`, `count`) to the force area, its region and its country.

    An area whose districts are not all present is missing, never a part-sum.
    """
    frames: list[pd.DataFrame] = []
    for code in areas:
        members = set(inputs.geography.districts_of(code, by_lad["lad"].unique()))
        if members:
            part = (
                by_lad[by_lad["lad"].isin(members)]
                .groupby(keys, as_index=False, sort=False)
                .agg(count=("count", "sum"))
            )
            frames.append(part.assign(area=code))
        else:
            blank = by_lad[keys].drop_duplicates().assign(count=np.nan, area=code)
            frames.append(blank)
    return pd.concat(frames, ignore_index=True)


def age_sex(inputs: Inputs) -> pd.DataFrame:
    """Return people by `area`, `sex` and `age_band` in the pyramid's year."""
    (year,) = inputs.population_years["pyramid"]
    table = inputs.warehouse.table("population_lad_quinary")
    found: pd.DataFrame = table.filter((table.year == year) & table.sex.isin(SEXES)).to_pandas()
    frame = found.rename(columns={"persons": "count"})
    direct = frame.rename(columns={"area_code": "area"})
    by_lad = inputs.geography.at_present(
        frame.rename(columns={"area_code": "lad"}), "lad", ["sex", "age_band"], "count"
    )
    wanted = comparators(inputs)
    present = [code for code in wanted if code in set(direct["area"])]
    summed = _with_wider_areas(inputs, by_lad, ["sex", "age_band"], [c for c in wanted if c not in present])
    joined = pd.concat([direct[direct["area"].isin(present)], summed])
    return _ordered(joined, {"area": wanted, "sex": SEXES, "age_band": BANDS})


def population_change(inputs: Inputs) -> pd.DataFrame:
    """Return people by `lad`, `age_band` and `year` in the two years compared; `all ages` is a band of its own."""
    years = inputs.population_years["change"]
    table = inputs.warehouse.table("population_lad")
    table = table.filter(table.year.isin(list(years)))
    grouped = table.group_by(["lad_code", "year", "age"]).aggregate(count=table.persons.sum())
    frame = grouped.order_by(["lad_code", "year", "age"]).to_pandas().rename(columns={"lad_code": "lad"})
    frame["age_band"] = np.array(BANDS, dtype=object)[np.minimum(frame["age"] // 5, len(BANDS) - 1)]
    frame = inputs.geography.at_present(frame, "lad", ["age_band", "year"], "count")
    frame = frame[frame["lad"].isin(inputs.district_codes)]
    total = frame.groupby(["lad", "year"], as_index=False)["count"].sum().assign(age_band="all ages")
    whole = pd.concat([frame.groupby(["lad", "age_band", "year"], as_index=False)["count"].sum(), total])
    return _ordered(whole, {"lad": inputs.district_codes, "age_band": (*BANDS, "all ages"), "year": years})


def census_residents(inputs: Inputs) -> pd.DataFrame:
    """Return usual residents at Census 2021 by `lsoa` (2021)."""
    table = inputs.warehouse.table("census_age")
    grouped = table.group_by("lsoa_code").aggregate(count=table.persons.sum())
    frame: pd.DataFrame = grouped.order_by("lsoa_code").to_pandas()
    return frame.rename(columns={"lsoa_code": "lsoa"})


def residents_by_district(inputs: Inputs) -> pd.DataFrame:
    """Return residents by `lad` and `basis`: the last estimate before the Census, and Census 2021."""
    frames = []
    if inputs.warehouse.has("census_age"):
        lads = _lad_of_lsoa21(inputs)
        census = census_residents(inputs).merge(lads, on="lsoa")
        by_lad = census.groupby("lad", as_index=False)["count"].sum()
        frames.append(by_lad.assign(basis=f"Census {CENSUS_YEAR}"))
    if inputs.population_years.get("change"):
        last = max(inputs.population_years["change"])
        change = population_change(inputs)
        estimate = change[(change["year"] == last) & (change["age_band"] == "all ages")]
        frames.append(estimate[["lad", "count"]].assign(basis=f"mid-{last} estimate, not rebased"))
    joined = pd.concat(frames)
    bases = [frame["basis"].iloc[0] for frame in frames]
    return _ordered(joined, {"lad": inputs.district_codes, "basis": bases})


def _lad_of_lsoa21(inputs: Inputs) -> pd.DataFrame:
    return inputs.geography.parents(inputs.geography.lsoa21, Level.LAD).rename(
        columns={"child": "lsoa", "parent": "lad"}
    )


def denominators(inputs: Inputs) -> pd.DataFrame:
    """Return the residents that every rate of this edition is over: `lad`, `denominator`, at Census 2021."""
    residents = residents_by_district(inputs)
    census = residents[residents["basis"] == f"Census {CENSUS_YEAR}"]
    if census.empty or census["count"].isna().any():
        raise ValidityError(
            "Rates need residents at Census 2021 for every district", where="census_age",
            do_this="add the Census 2021 age file, or leave the rates out",
        )  # fmt: skip
    return census.rename(columns={"count": "denominator"})[["lad", "denominator"]]


def ethnicity(inputs: Inputs) -> pd.DataFrame:
    """Return usual residents at Census 2021 by `area` (districts, then wider areas) and `ethnic_group`."""
    table = inputs.warehouse.table("census_ethnicity")
    grouped = table.group_by(["area_code", "ethnic_group"]).aggregate(count=table.persons.sum())
    frame = grouped.order_by(["area_code", "ethnic_group"]).to_pandas()
    whole = frame[~frame["area_code"].str[1:3].eq("01")].rename(columns={"area_code": "lad"})
    by_lad = inputs.geography.at_present(whole, "lad", ["ethnic_group"], "count")
    here = by_lad[by_lad["lad"].isin(inputs.district_codes)].rename(columns={"lad": "area"})
    wider = _with_wider_areas(inputs, by_lad, ["ethnic_group"], comparators(inputs))
    areas = [*inputs.district_codes, *comparators(inputs)]
    return _ordered(pd.concat([here, wider]), {"area": areas, "ethnic_group": ETHNIC_GROUPS})


def density(inputs: Inputs) -> pd.DataFrame:
    """Return people per square kilometre (`value`) of each LSOA 2021, with residents (`count`) and area."""
    areas = area_square_kilometres(inputs.boundaries[inputs.geography.lsoa21])
    frame = areas.rename(columns={"code": "lsoa"}).merge(census_residents(inputs), on="lsoa", how="left")
    frame = frame[frame["lsoa"].isin(inputs.area.lsoas(CENSUS_YEAR))].sort_values("lsoa")
    frame["count"] = frame["count"].astype("Int64")
    value = frame["count"].astype("float64") / frame["square_kilometres"]
    return frame.assign(value=value).reset_index(drop=True)


def deprivation(inputs: Inputs) -> pd.DataFrame:
    """Return the national quintile (`value`, 1 most deprived) and decile of each LSOA of the index's vintage."""
    table = inputs.warehouse.table("deprivation")
    frame = table.filter(table.edition == inputs.deprivation_edition).to_pandas()
    vintage = inputs.geography.deprivation_vintage(inputs.deprivation_edition)
    wanted = pd.DataFrame({"lsoa": sorted(inputs.area.lsoas(vintage))})
    joined = wanted.merge(frame.rename(columns={"lsoa_code": "lsoa"}), on="lsoa", how="left")
    quintile = np.ceil(joined["decile"].astype("float64") / 2)
    return joined.assign(value=quintile)[["lsoa", "decile", "value"]]


def deprivation_by_district(inputs: Inputs) -> pd.DataFrame:
    """Return the number of small areas by `quintile` and `lad`."""
    vintage = inputs.geography.deprivation_vintage(inputs.deprivation_edition)
    lads = inputs.geography.parents(inputs.geography.lsoa_type(vintage), Level.LAD)
    frame = deprivation(inputs).merge(lads.rename(columns={"child": "lsoa", "parent": "lad"}), on="lsoa")
    counted = frame.groupby(["value", "lad"], as_index=False).agg(count=("lsoa", "size"))
    counted = counted.rename(columns={"value": "quintile"}).astype({"quintile": int})
    return _ordered(counted, {"quintile": (1, 2, 3, 4, 5), "lad": inputs.district_codes}, fill=0)


def _ordered(frame: pd.DataFrame, domains: Mapping[str, Sequence[object]], fill: int | None = None) -> pd.DataFrame:
    """Put rows in the declared order; a combination that is absent is missing unless `fill` says otherwise."""
    grid = pd.DataFrame(list(itertools.product(*domains.values())), columns=list(domains))
    joined = grid.merge(frame[[*domains, "count"]], on=list(domains), how="left")
    counted = joined["count"] if fill is None else joined["count"].fillna(fill)
    return joined.assign(count=counted.astype("Int64"))
