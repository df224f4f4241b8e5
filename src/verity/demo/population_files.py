"""The population, census and deprivation files of the invented county, in their publishers' layouts."""

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from verity.demo.area_files import COUNTRY, all_districts, former_districts
from verity.demo.deprivation import Index, index, of_lsoas
from verity.demo.nesting import Nesting
from verity.demo.parameters import Parameters
from verity.demo.people import AGES, CENSUS_YEAR, ETHNIC_GROUPS, YEARS, People, summed
from verity.demo.tessellation import Floats, Ints
from verity.demo.writing import write_csv

LSOA11_YEARS = (2019, 2020)
LSOA21_YEARS = YEARS
"""Every mid-year: records reach back further than the street files, and a rate needs the people of its own year."""
LAD_YEARS = tuple(year for year in YEARS if year <= 2020)
QUINARY_YEAR = 2019
BANDS = (*(f"{age}-{age + 4}" for age in range(0, 90, 5)), "90+")
CENSUS_BANDS = (
    "Aged 4 years and under",
    *(f"Aged {age} to {age + 4} years" for age in range(5, 85, 5)),
    "Aged 85 years and over",
)
DOMAINS = (
    "Income Score (rate)",
    "Employment Score (rate)",
    "Education, Skills and Training Score",
    "Health Deprivation and Disability Score",
    "Crime Score",
    "Barriers to Housing and Services Score",
    "Living Environment Score",
)
"""Names of the domains' score columns; their rank and decile columns follow from them."""
RANK, DECILE = "Rank (where 1 is most deprived)", "Decile (where 1 is most deprived 10% of LSOAs)"


def write_population(folder: Path, *, parameters: Parameters, nest: Nesting, residents: People) -> None:
    """Write small-area estimates of both vintages, MYEB1, and quinary bands by sex."""
    for year in LSOA11_YEARS:
        write_csv(folder / f"SAPE-mid-{year}-lsoa-syoa-persons.csv", _lsoa11(parameters, nest, residents, year))
    for year in LSOA21_YEARS:
        write_csv(folder / f"sapelsoasyoa-mid-{year}.csv", _lsoa21(nest, residents, year))
    districts = all_districts(parameters, nest)
    last = LAD_YEARS[-1]
    write_csv(folder / f"MYEB1_detailed_population_estimates_series_{last}.csv", _myeb1(districts, nest, residents))
    write_csv(folder / f"mye{QUINARY_YEAR}_quinary_sex.csv", _quinary(parameters, districts, nest, residents))


def write_census(folder: Path, *, parameters: Parameters, nest: Nesting, residents: People) -> None:
    """Write TS007A and TS021 for LSOAs and districts as Nomis bulk files."""
    districts = all_districts(parameters, nest)
    by_lsoa = summed(residents.of(CENSUS_YEAR), nest.lsoa21_of_cell).sum(axis=1)
    by_lad = residents.district(CENSUS_YEAR, nest).sum(axis=1)
    ethnicity = np.concatenate(
        [summed(residents.ethnicity, nest.lsoa21["district"].to_numpy()), residents.far_ethnicity[None]]
    )
    for level, areas, ages, parts in (
        ("lsoa", nest.lsoa21, by_lsoa, residents.ethnicity),
        ("ltla", districts, by_lad, ethnicity),
    ):
        start = {
            "date": np.full(len(areas), CENSUS_YEAR),
            "geography": areas["name"],
            "geography code": areas["code"],
        }
        write_csv(folder / f"census2021-ts007a-{level}.csv", start | _census_ages(ages))
        write_csv(folder / f"census2021-ts021-{level}.csv", start | _census_ethnicity(parts))


def write_deprivation(folder: Path, *, parameters: Parameters, nest: Nesting, latent: Floats) -> None:
    """Write File 7 of the indices of 2019 (LSOA 2011) and 2025 (LSOA 2021)."""
    random = parameters.random("deprivation 2025")
    drift = random.normal(0, parameters.deprivation.change_2025, len(latent))
    for edition, vintage, lad_year, areas, score in (
        (2019, 2011, 2019, nest.lsoa11, of_lsoas(latent, nest.lsoa11_of_cell)),
        (2025, 2021, 2024, nest.lsoa21, of_lsoas(latent + drift, nest.lsoa21_of_cell)),
    ):
        district = nest.district.iloc[areas["district"]]
        columns: dict[str, Any] = {
            f"LSOA code ({vintage})": areas["code"],
            f"LSOA name ({vintage})": areas["name"],
            f"Local Authority District code ({lad_year})": district["code"],
            f"Local Authority District name ({lad_year})": district["name"],
        }
        nation = parameters.deprivation.nation_lsoas
        columns |= _index("Index of Multiple Deprivation (IMD) Score", index(score, nation))
        for domain in DOMAINS:
            own = index(0.85 * score + random.normal(0, 0.5, len(score)), nation)
            columns |= _index(domain, own)
        write_csv(folder / f"File_7_IoD{edition}_All_Ranks_Scores_Deciles_Population_Denominators.csv", columns)


def _index(score_name: str, own: Index) -> dict[str, Any]:
    stem = score_name.partition(" Score")[0]
    rate = "(rate)" in score_name
    score = np.round(own.score / 200, 3) if rate else own.score
    return {score_name: score, f"{stem} {RANK}": own.rank, f"{stem} {DECILE}": own.decile}


def _lsoa11(parameters: Parameters, nest: Nesting, residents: People, year: int) -> dict[str, Any]:
    persons = summed(residents.of(year), nest.lsoa11_of_cell).sum(axis=1)
    district = nest.district.iloc[nest.lsoa11["district"]]
    codes, names = former_districts(parameters, nest)
    return {
        "LSOA Code": nest.lsoa11["code"],
        "LSOA Name": nest.lsoa11["name"],
        "LA Code (2018 boundaries)": codes,
        "LA name (2018 boundaries)": names,
        "LA Code (2021 boundaries)": district["code"],
        "LA name (2021 boundaries)": district["name"],
        "All Ages": persons.sum(axis=1),
        **{str(age) if age < AGES[-1] else f"{age}+": persons[:, age] for age in AGES.tolist()},
    }


def _lsoa21(nest: Nesting, residents: People, year: int) -> dict[str, Any]:
    persons = summed(residents.of(year), nest.lsoa21_of_cell)
    district = nest.district.iloc[nest.lsoa21["district"]]
    return {
        "LAD 2023 Code": district["code"],
        "LAD 2023 Name": district["name"],
        "LSOA 2021 Code": nest.lsoa21["code"],
        "LSOA 2021 Name": nest.lsoa21["name"],
        "Total": persons.sum(axis=(1, 2)),
        **{f"F{age}": persons[:, 1, age] for age in AGES.tolist()},
        **{f"M{age}": persons[:, 0, age] for age in AGES.tolist()},
    }


def _myeb1(districts: pd.DataFrame, nest: Nesting, residents: People) -> dict[str, Any]:
    size = (len(districts), 2, len(AGES))
    district, sex, age = (part.ravel() for part in np.indices(size))
    return {
        "ladcode21": districts["code"].to_numpy()[district],
        "laname21": districts["name"].to_numpy()[district],
        "country": np.full(district.size, "E", dtype=object),
        "sex": sex + 1,
        "age": age,
        **{f"population_{year}": residents.district(year, nest).ravel() for year in LAD_YEARS},
    }


def _quinary(parameters: Parameters, districts: pd.DataFrame, nest: Nesting, residents: People) -> dict[str, Any]:
    """Bands by sex for country, regions (names in capitals, as published) and districts."""
    by_age = residents.district(QUINARY_YEAR, nest)
    bands = np.stack([by_age[:, :, band == AGES // 5].sum(axis=2) for band in range(len(BANDS))], axis=2)
    areas = [(COUNTRY, parameters.names.country.upper(), bands.sum(axis=0))]
    for region, members in districts.groupby("region", sort=True):
        names = members["region_name"].iloc[0].upper()
        areas.append((str(region), names, bands[members.index].sum(axis=0)))
        areas += [(districts["code"][n], districts["name"][n], bands[n]) for n in members.index]
    sex, band, area = (part.ravel() for part in np.indices((2, len(BANDS), len(areas))))
    persons = np.stack([one for _, _, one in areas])[area, sex, band]
    return {
        "Code": np.array([code for code, _, _ in areas], dtype=object)[area],
        "Name": np.array([name for _, name, _ in areas], dtype=object)[area],
        "sex": np.array(["Male", "Female"], dtype=object)[sex],
        "age_band": np.array(BANDS, dtype=object)[band],
        "population": persons,
    }


def _census_ages(by_age: Ints) -> dict[str, Any]:
    band = np.minimum(AGES // 5, len(CENSUS_BANDS) - 1)
    return {"Age: Total": by_age.sum(axis=1)} | {
        f"Age: {name}": by_age[:, band == one].sum(axis=1) for one, name in enumerate(CENSUS_BANDS)
    }


def _census_ethnicity(parts: Ints) -> dict[str, Any]:
    columns: dict[str, Any] = {"Ethnic group: Total: All usual residents": parts.sum(axis=1)}
    start = 0
    for group, names in ETHNIC_GROUPS.items():
        own = parts[:, start : start + len(names)]
        columns[f"Ethnic group: {group}"] = own.sum(axis=1)
        columns |= {f"Ethnic group: {group}: {name}": own[:, n] for n, name in enumerate(names)}
        start += len(names)
    return columns
