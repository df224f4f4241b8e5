"""Populations, census and deprivation agree with one another across vintages and levels."""

import numpy as np
import pandas as pd
import pytest


def numbers(table, columns):
    return table[columns].astype(int)


def ages(prefix=""):
    return [f"{prefix}{age}" for age in range(91)]


def test_estimates_by_age_add_up_to_their_totals(table):
    old = table("population", "SAPE-mid-2020")
    single = [*ages()[:-1], "90+"]
    assert (numbers(old, single).sum(axis=1) == old["All Ages"].astype(int)).all()
    new = table("population", "sapelsoasyoa-mid-2021")
    assert (numbers(new, ages("F") + ages("M")).sum(axis=1) == new["Total"].astype(int)).all()


def test_small_areas_add_up_to_the_districts(table):
    small = table("population", "SAPE-mid-2019")
    by_district = small.assign(n=small["All Ages"].astype(int)).groupby("LA Code (2021 boundaries)")["n"].sum()
    myeb1 = table("population", "MYEB1")
    districts = myeb1.assign(n=myeb1["population_2019"].astype(int)).groupby("ladcode21")["n"].sum()
    assert by_district.to_dict() == districts[by_district.index].to_dict()
    assert len(districts) == len(by_district) + 1


def test_quinary_bands_add_up_from_districts_to_the_country(table):
    quinary = table("population", "quinary")
    persons = quinary["population"].astype(int)
    by_level = persons.groupby(quinary["Code"].str[:3]).sum()
    assert by_level["E92"] == by_level["E12"] == by_level["E06"]
    myeb1 = table("population", "MYEB1")
    assert by_level["E06"] == myeb1["population_2019"].astype(int).sum()
    assert set(quinary["Name"][quinary["Code"].str[:3] == "E92"]) == {"LOGRIA"}


def test_the_census_counts_the_residents_of_its_year(table):
    estimate = table("population", "sapelsoasyoa-mid-2021").set_index("LSOA 2021 Code")["Total"].astype(int)
    for word in ("ts007a-lsoa", "ts021-lsoa"):
        census = table("census", word).set_index("geography code")
        total = next(name for name in census.columns if "Total" in name)
        assert census[total].astype(int).to_dict() == estimate.to_dict()


def test_ethnic_groups_add_up(table):
    census = table("census", "ts021-ltla")
    groups = [name for name in census.columns if name.count(":") == 1]
    parts = [name for name in census.columns if name.count(":") == 2 and "Total" not in name]
    assert (len(groups), len(parts)) == (5, 19)
    total = census["Ethnic group: Total: All usual residents"].astype(int)
    assert (numbers(census, groups).sum(axis=1) == total).all()
    assert (numbers(census, parts).sum(axis=1) == total).all()


@pytest.mark.parametrize("edition", ["2019", "2025"])
def test_ranks_are_distinct_and_deciles_follow_from_them(table, edition, parameters):
    index = table("deprivation", f"IoD{edition}")
    stem = "Index of Multiple Deprivation (IMD) "
    rank = index[f"{stem}Rank (where 1 is most deprived)"].astype(int)
    decile = index[f"{stem}Decile (where 1 is most deprived 10% of LSOAs)"].astype(int)
    nation = parameters.deprivation.nation_lsoas
    assert rank.is_unique
    assert rank.between(1, nation).all()
    assert (decile == np.ceil(rank * 10 / nation)).all()
    score = index[f"{stem}Score"].astype(float)
    assert pd.Series(score[rank.sort_values().index]).is_monotonic_decreasing


def test_split_areas_had_grown(county):
    indicator = county.nest.change.set_index("lsoa11")["indicator"]
    split = indicator[indicator == "S"].index.unique()
    by_year = [np.bincount(county.nest.lsoa11_of_cell, weights=county.residents.of(year).sum(axis=(1, 2)))
               for year in (2011, 2021)]  # fmt: skip
    growth = by_year[1] / by_year[0]
    assert growth[split].min() > np.median(growth)
