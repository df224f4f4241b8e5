"""The boundary and lookup files of the invented county, in the layouts of the ONS Open Geography portal."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from verity.demo.nesting import FAR, FIRST_PART, SECOND_PART, Nesting, area_code
from verity.demo.parameters import Parameters
from verity.demo.tessellation import Tessellation
from verity.demo.writing import write_csv

FORCE_AREA = area_code("E23", 1)
"""The county's police force area."""
NEIGHBOUR_FORCE_AREA = area_code("E23", 2)
FAR_FORCE_AREA = area_code("E23", 3)
REGION, FAR_REGION, COUNTRY = area_code("E12", 1), area_code("E12", 2), area_code("E92", 1)
HISTORY = range(16, 25)
MERGER = 19
"""The neighbour's two districts became one in 2019."""


def all_districts(parameters: Parameters, nest: Nesting) -> pd.DataFrame:
    """Districts of the nation, the far one last: code, name, region code and name, force code and name."""
    names = parameters.names
    home = len(names.districts)
    regions = [(REGION, names.region)] * (home + 1) + [(FAR_REGION, names.far_region)]
    forces = [(FORCE_AREA, names.county)] * home + [
        (NEIGHBOUR_FORCE_AREA, names.neighbour_county),
        (FAR_FORCE_AREA, names.far_county),
    ]
    return pd.DataFrame(
        {
            "code": [*nest.district["code"], area_code("E06", FAR)],
            "name": [*nest.district["name"], names.far_district],
            "region": [code for code, _ in regions],
            "region_name": [name for _, name in regions],
            "force": [code for code, _ in forces],
            "force_name": [name for _, name in forces],
        }
    )


def write_boundaries(folder: Path, *, parameters: Parameters, land: Tessellation, nest: Nesting) -> None:
    """Write LSOAs of both vintages, wards, districts and force areas as GeoJSON."""
    folder.mkdir(parents=True, exist_ok=True)
    ward = nest.lsoa21["ward"].to_numpy()[nest.lsoa21_of_cell]
    force = np.where(land.home, 0, 1)
    forces = pd.DataFrame(
        {
            "code": [FORCE_AREA, NEIGHBOUR_FORCE_AREA],
            "name": [parameters.names.county, parameters.names.neighbour_county],
        }
    )
    for file, field, group, areas in (
        ("LSOA_Dec_2011_Boundaries_EW", "LSOA11", nest.lsoa11_of_cell, nest.lsoa11),
        ("LSOA_Dec_2021_Boundaries_EW", "LSOA21", nest.lsoa21_of_cell, nest.lsoa21),
        ("Wards_May_2024_Boundaries", "WD24", ward, nest.ward),
        ("Local_Authority_Districts_May_2024_Boundaries", "LAD24", nest.district_of_cell, nest.district),
        ("Police_Force_Areas_December_2023_EW", "PFA23", force, forces),
    ):
        polygons = unions(land.polygons, group)
        text = _geojson(polygons, f"{field}CD", areas["code"].tolist(), areas["name"].tolist())
        (folder / f"{file}.geojson").write_bytes(text.encode())


def unions(polygons: NDArray[Any], group: NDArray[np.int64]) -> list[Any]:
    """Unite cells by group number; shared edges vanish exactly, since neighbours share their vertices."""
    order = np.argsort(group, kind="stable")
    parts = np.split(polygons[order], np.flatnonzero(np.diff(group[order])) + 1)
    return [shapely.normalize(part[0] if len(part) == 1 else shapely.coverage_union_all(part)) for part in parts]


def _geojson(polygons: Sequence[Any], field: str, codes: list[str], names: list[str]) -> str:
    features = [
        f'{{"type":"Feature","properties":{{"FID":{n},"{field}":"{code}","{field[:-2]}NM":{json.dumps(name)}}},'
        f'"geometry":{shape}}}'
        for n, (code, name, shape) in enumerate(
            zip(codes, names, shapely.to_geojson(np.array(polygons)), strict=True), start=1
        )
    ]
    crs = '{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}'
    return f'{{"type":"FeatureCollection","crs":{crs},"features":[\n' + ",\n".join(features) + "\n]}\n"


def write_lookups(folder: Path, *, parameters: Parameters, nest: Nesting) -> None:
    """Write every lookup file."""
    write_csv(folder / "LSOA11_LSOA21_LAD22_EW_LU_v5.csv", _change(nest))
    write_csv(folder / "LSOA21_WD24_LAD24_EW_LU.csv", _ward(nest))
    write_csv(folder / "LSOA11_LAD21_EW_LU.csv", _lsoa11(nest) | _lad(nest, nest.lsoa11, 21) | _row(nest.lsoa11))
    msoa = nest.msoa.iloc[nest.lsoa11["msoa"]]
    write_csv(
        folder / "LSOA11_MSOA11_EW_LU.csv",
        _lsoa11(nest) | {"MSOA11CD": msoa["code"], "MSOA11NM": msoa["name"]} | _row(nest.lsoa11),
    )
    ward = nest.old_ward.iloc[nest.lsoa11["ward"]]
    write_csv(
        folder / "LSOA11_WD17_LAD17_EW_LU.csv",
        _lsoa11(nest)
        | {"WD17CD": ward["code"], "WD17NM": ward["name"]}
        | _former_lad(parameters, nest, 17)
        | _row(nest.lsoa11, "FID"),
    )
    districts = all_districts(parameters, nest)
    write_csv(folder / "LAD24_CSP24_PFA24_EW_LU.csv", _partnerships(districts))
    write_csv(
        folder / "LAD21_RGN21_EN_LU.csv",
        {
            "LAD21CD": districts["code"],
            "LAD21NM": districts["name"],
            "RGN21CD": districts["region"],
            "RGN21NM": districts["region_name"],
        }
        | _row(districts, "FID"),
    )
    write_csv(folder / "lookup_ltla_ltla.csv", _history(parameters, districts))


def former_districts(parameters: Parameters, nest: Nesting) -> tuple[list[str], list[str]]:
    """Code and name of each LSOA 2011's district before the neighbour's merger, by LSOA."""
    codes = nest.district["code"].to_numpy()[nest.lsoa11["district"]].tolist()
    names = nest.district["name"].to_numpy()[nest.lsoa11["district"]].tolist()
    merged = np.flatnonzero(nest.lsoa11["district"] == len(nest.district) - 1)
    for position, row in enumerate(merged):
        part = int(position >= len(merged) // 2)
        codes[row] = area_code("E06", (FIRST_PART, SECOND_PART)[part])
        names[row] = parameters.names.neighbour_district_parts[part]
    return codes, names


def _lsoa11(nest: Nesting) -> dict[str, Any]:
    return {"LSOA11CD": nest.lsoa11["code"], "LSOA11NM": nest.lsoa11["name"]}


def _lad(nest: Nesting, of: pd.DataFrame, year: int) -> dict[str, Any]:
    district = nest.district.iloc[of["district"]]
    return {f"LAD{year}CD": district["code"], f"LAD{year}NM": district["name"]}


def _former_lad(parameters: Parameters, nest: Nesting, year: int) -> dict[str, Any]:
    codes, names = former_districts(parameters, nest)
    return {f"LAD{year}CD": codes, f"LAD{year}NM": names}


def _row(table: pd.DataFrame, name: str = "ObjectId") -> dict[str, Any]:
    return {name: np.arange(1, len(table) + 1)}


def _blank(table: pd.DataFrame) -> list[None]:
    return [None] * len(table)


def _change(nest: Nesting) -> dict[str, Any]:
    old, new = nest.lsoa11.iloc[nest.change["lsoa11"]], nest.lsoa21.iloc[nest.change["lsoa21"]]
    return {
        "LSOA11CD": old["code"],
        "LSOA11NM": old["name"],
        "LSOA21CD": new["code"],
        "LSOA21NM": new["name"],
        "CHGIND": nest.change["indicator"],
        **_lad(nest, new, 22),
        "LAD22NMW": _blank(new),
        **_row(new),
    }


def _ward(nest: Nesting) -> dict[str, Any]:
    ward = nest.ward.iloc[nest.lsoa21["ward"]]
    lad = _lad(nest, nest.lsoa21, 24)
    return {
        "LSOA21CD": nest.lsoa21["code"],
        "LSOA21NM": nest.lsoa21["name"],
        "LSOA21NMW": _blank(ward),
        "WD24CD": ward["code"],
        "WD24NM": ward["name"],
        "WD24NMW": _blank(ward),
        **lad,
        "LAD24NMW": _blank(ward),
        **_row(ward),
    }


def _partnerships(districts: pd.DataFrame) -> dict[str, Any]:
    """Each district its own partnership, but the county's last two share one."""
    home = int((districts["force"] == FORCE_AREA).sum())
    number = np.arange(1, len(districts) + 1)
    names = districts["name"].tolist()
    number[home - 1] = home - 1
    shared = f"{names[home - 2]} and {names[home - 1]}"
    csp = [shared if n in (home - 2, home - 1) else name for n, name in enumerate(names)]
    return {
        "LAD24CD": districts["code"],
        "LAD24NM": districts["name"],
        "CSP24CD": [area_code("E22", int(one)) for one in number],
        "CSP24NM": csp,
        "PFA24CD": districts["force"],
        "PFA24NM": districts["force_name"],
        **_row(districts),
    }


def _history(parameters: Parameters, districts: pd.DataFrame) -> dict[str, Any]:
    """One row per district of 2016, its code and name in every year to 2024."""
    merged = len(parameters.names.districts)
    now = [*range(merged), merged, merged, merged + 1]
    codes, names = districts["code"].to_numpy()[now], districts["name"].to_numpy()[now]
    old_codes, old_names = codes.copy(), names.copy()
    old_codes[merged : merged + 2] = [area_code("E06", FIRST_PART), area_code("E06", SECOND_PART)]
    old_names[merged : merged + 2] = parameters.names.neighbour_district_parts
    columns: dict[str, Any] = {}
    for year in HISTORY:
        columns[f"ltla{year}_code"] = codes if year >= MERGER else old_codes
        columns[f"ltla{year}_name"] = names if year >= MERGER else old_names
    return columns
