"""Nesting, vintages, district changes and force areas of the invented land."""

from collections.abc import Callable

import pandas as pd
import pytest

from verity.geography.boundaries import refuse_mixture
from verity.geography.deprivation import refuse_other_vintage
from verity.geography.force_area import slug
from verity.geography.geography import Geography
from verity.model.areas import LSOA11, LSOA21, AreaType, Level
from verity.model.errors import AreaError


def parents(land: Geography, child: AreaType, level: Level) -> dict[str, str | None]:
    frame = land.parents(child, level)
    return {a: None if pd.isna(b) else b for a, b in zip(frame["child"], frame["parent"], strict=True)}


def test_vintage_is_decided_by_codes_that_one_vintage_has(land: Geography) -> None:
    assert land.vintage_of(["E01990001", "E01990003"]) == 2011
    assert land.vintage_of(["E01990001", "E01990031", None]) == 2021
    assert land.vintage_of(["E01990001", "W01990002"]) is None
    assert land.vintage_of([]) is None
    assert land.vintage_of(["E01999999"]) is None


def test_a_mixture_of_vintages_is_refused_and_can_be_told_apart(land: Geography) -> None:
    codes = ["E01990003", "E01990031", "E01990001", "E01999999"]
    with pytest.raises(AreaError, match="two vintages"):
        land.vintage_of(codes)
    assert land.codes.classified(codes).to_dict() == {
        "E01990001": "both", "E01990003": "2011 only", "E01990031": "2021 only", "E01999999": "unknown",
    }  # fmt: skip


def test_small_areas_lie_in_the_districts_in_use(land: Geography) -> None:
    assert parents(land, LSOA11, Level.LAD)["E01990004"] == "E06990002"
    assert parents(land, LSOA21, Level.LAD)["E01990045"] == "E06990002"
    assert parents(land, LSOA21, Level.PFA)["W01990002"] == "W15990001"
    assert parents(land, LSOA21, Level.REGION)["W01990002"] is None
    assert parents(land, LSOA21, Level.COUNTRY)["W01990002"] == "W92990001"


def test_a_district_of_several_partnerships_has_none(land: Geography) -> None:
    assert parents(land, AreaType(Level.LAD, 2024), Level.CSP) == {
        "E06990001": "E22990001", "E06990002": None, "W06990001": "W14990001",
    }  # fmt: skip


def test_districts_of_an_earlier_year_lie_where_their_successors_do(land: Geography) -> None:
    found = parents(land, AreaType(Level.LAD, 2021), Level.PFA)
    assert found["E07990011"] == found["E07990012"] == "E23990001"


def test_nesting_that_no_lookup_gives_is_refused(land: Geography) -> None:
    assert not land.has(Level.MSOA, LSOA11)
    assert land.has(Level.WARD, LSOA21)
    with pytest.raises(AreaError, match="not known"):
        land.parents(LSOA11, Level.MSOA)


def test_an_area_in_two_districts_is_refused(land: Geography, land_with: Callable[..., Geography]) -> None:
    table = land.tables.lsoa11_lad
    twice = pd.concat([table, table.iloc[[0]].assign(lad_code="W06990001")], ignore_index=True)
    with pytest.raises(AreaError, match="more than one district"):
        land_with(lsoa11_lad=twice)


def test_a_district_in_two_forces_is_refused(land: Geography, land_with: Callable[..., Geography]) -> None:
    table = land.tables.lad_csp_pfa
    twice = pd.concat([table, table.iloc[[0]].assign(pfa_code="W15990001")], ignore_index=True)
    with pytest.raises(AreaError, match="more than one police force area"):
        land_with(lad_csp_pfa=twice)


def test_without_the_lookup_of_forces_there_is_no_geography(
    land: Geography, land_with: Callable[..., Geography]
) -> None:
    with pytest.raises(AreaError, match="No lookup"):
        land_with(lad_csp_pfa=land.tables.lad_csp_pfa.iloc[:0])


def test_merged_districts_add_up(land: Geography) -> None:
    frame = pd.DataFrame(
        {"lad": ["E07990011", "E07990012", "E06990001", "E12990001"], "year": 2020, "count": [3, 4, 5, 12]}
    )
    found = land.at_present(frame, "lad", ["year"], "count")
    assert found.to_numpy().tolist() == [["E06990001", 2020, 5], ["E06990002", 2020, 7], ["E12990001", 2020, 12]]


def test_a_missing_part_makes_a_merged_district_missing(land: Geography) -> None:
    counts = pd.array([3, pd.NA], dtype="Int64")
    frame = pd.DataFrame({"lad": ["E07990011", "E07990012"], "year": 2020, "count": counts})
    assert land.at_present(frame, "lad", ["year"], "count")["count"].isna().tolist() == [True]


def test_a_split_district_is_refused(land: Geography) -> None:
    assert land.districts.successor("E07990099") is None
    with pytest.raises(AreaError, match="split"):
        land.at_present(pd.DataFrame({"lad": ["E07990099"], "year": 2018, "count": [9]}), "lad", ["year"], "count")


@pytest.mark.parametrize("wanted", ["westshire-and-vale", "Westshire & Vale", "E23990001"])
def test_a_force_area_by_slug_name_or_code(wanted: str, land: Geography) -> None:
    area = land.force_area(wanted)
    assert [district.name for district in area.districts] == ["Ashby", "Brook Vale"]
    assert [csp.name for csp in area.csps] == ["Ashby", "Brook", "Vale"]
    assert area.region is not None
    assert (area.region.name, area.country.name) == ("Marches", "Logria")
    assert area.lsoas(2011) == {"E01990001", "E01990003", "E01990004", "E01990005", "E01990006", "E01990007"}
    assert area.lsoas(2021) == {"E01990001", "E01990031", "E01990032", "E01990045", "E01990067", "E01990077"}
    assert len(area.wards) == 2


def test_a_country_in_capitals_is_named_as_in_a_sentence(land: Geography) -> None:
    loud = Geography.from_tables(land.tables, {"E92990001": "NORTH LOGRIA", "W92990001": "Cymru"})
    assert loud.names()["E92990001"] == "North Logria"
    assert loud.names()["W92990001"] == "Cymru"


def test_a_force_area_without_a_region(land: Geography) -> None:
    area = land.force_area("de-newydd")
    assert area.region is None
    assert area.country.code == "W92990001"
    assert area.lsoas11 == area.lsoas21 == {"W01990002"}


def test_an_unknown_force_area_names_the_nearest(land: Geography) -> None:
    with pytest.raises(AreaError) as told:
        land.force_area("westshire")
    assert "Westshire & Vale" in told.value.found


def test_a_part_sum_is_no_sum(land: Geography) -> None:
    assert land.districts_of("E23990001", ["E06990001", "E06990002", "W06990001"]) == ("E06990001", "E06990002")
    assert land.districts_of("E23990001", ["E06990001"]) == ()
    assert land.districts_of("E92990001", ["E06990001", "E06990002"]) == ("E06990001", "E06990002")
    assert land.districts_of("E06990001", ["E06990001"]) == ("E06990001",)
    assert land.districts_of("E23999999", ["E06990001"]) == ()


def test_real_and_invented_areas_do_not_mix(land: Geography, land_with: Callable[..., Geography]) -> None:
    refuse_mixture(land, land.force_area("westshire-and-vale"))
    table = land.tables.lad_csp_pfa
    real = table.iloc[[0]].assign(
        lad_code="E06000032", csp_code="E22000001", pfa_code="E23000026", pfa_name="Bedfordshire"
    )
    mixed = land_with(lad_csp_pfa=pd.concat([table, real], ignore_index=True))
    for name in ("westshire-and-vale", "bedfordshire"):
        with pytest.raises(AreaError, match="mixed"):
            refuse_mixture(mixed, mixed.force_area(name))


def test_deciles_stay_with_the_areas_they_rank(land: Geography) -> None:
    assert land.deprivation_vintage("2019") == 2011
    refuse_other_vintage("2025", LSOA21)
    with pytest.raises(AreaError, match="alone"):
        refuse_other_vintage("2019", LSOA21)
    with pytest.raises(AreaError, match="not known"):
        land.deprivation_vintage("2010")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("Dyfed-Powys", "dyfed-powys"),
        ("London, City of", "london-city-of"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected
