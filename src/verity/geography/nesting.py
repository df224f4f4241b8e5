"""Which area lies in which, composed from the lookups, and the checks that make the composition sound."""

from collections.abc import Mapping

import pandas as pd

from verity.geography.districts import DistrictHistory
from verity.geography.tables import LookupTables
from verity.model.areas import Level, is_synthetic
from verity.model.errors import AreaError

Nesting = Mapping[tuple[str, Level], pd.DataFrame]
"""(child, parent's level) → `child`, `parent`; the child is `lsoa11`, `lsoa21` or a level."""

COUNTRY_NAMES = {"E92000001": "England", "W92000004": "Wales"}
_COUNTRIES = {"E": "E92000001", "W": "W92000004"}


def country_of(code: str) -> str:
    """Return the code of the country that an area lies in; invented areas lie in an invented country.

    Examples
    --------
    >>> country_of("W06000015"), country_of("E06990001")
    ('W92000004', 'E92990001')
    """
    return f"{code[0]}92990001" if is_synthetic(code) else _COUNTRIES[code[0]]


def nesting(tables: LookupTables, districts: DistrictHistory) -> Nesting:
    """Compose all nestings the lookups give.

    Raises
    ------
    AreaError
        When a small area lies in two districts, or a district in two force areas or two regions.
    """
    found: dict[tuple[str, Level], pd.DataFrame] = {
        ("lsoa21", Level.LAD): _lads_of(tables.lsoa21_ward, "lsoa21_code", "lad_code", districts),
        ("lsoa11", Level.LAD): _lads_of(tables.lsoa11_lad, "lsoa11_code", "lad_code", districts),
        ("lsoa21", Level.WARD): _pairs(tables.lsoa21_ward, "lsoa21_code", "ward_code"),
        ("lsoa11", Level.WARD): _pairs(tables.lsoa11_ward, "lsoa11_code", "ward_code"),
        ("lsoa11", Level.MSOA): _pairs(tables.lsoa11_msoa11, "lsoa11_code", "msoa11_code"),
        ("ward", Level.LAD): _lads_of(tables.lsoa21_ward, "ward_code", "lad_code", districts),
        ("csp", Level.PFA): _pairs(tables.lad_csp_pfa, "csp_code", "pfa_code"),
        ("lad", Level.PFA): _pairs(tables.lad_csp_pfa, "lad_code", "pfa_code"),
        ("lad", Level.REGION): _regions(tables.lad_region, districts),
        ("lad", Level.COUNTRY): _countries(districts),
    }
    for vintage in ("lsoa11", "lsoa21"):
        if found[vintage, Level.LAD].empty:
            lads = _lads_of(tables.lsoa_change, f"{vintage}_code", "lad22_code", districts)
            found[vintage, Level.LAD] = lads[~lads["child"].duplicated(keep=False)]
    for (child, level), frame in found.items():
        _refuse_two_parents(child, level, frame)
    found["lad", Level.CSP] = _single(_pairs(tables.lad_csp_pfa, "lad_code", "csp_code"))
    return {key: frame for key, frame in found.items() if not frame.empty}


def _pairs(table: pd.DataFrame, child: str, parent: str) -> pd.DataFrame:
    pairs = pd.DataFrame({"child": table[child], "parent": table[parent]}, dtype="str").drop_duplicates()
    return pairs.sort_values(["child", "parent"], ignore_index=True)


def _lads_of(table: pd.DataFrame, child: str, lad: str, districts: DistrictHistory) -> pd.DataFrame:
    """Nest in the districts in use; missing where a district of the lookup is not known there."""
    return _pairs(table.assign(**{lad: districts.mapped(table[lad])}), child, lad)


def _regions(table: pd.DataFrame, districts: DistrictHistory) -> pd.DataFrame:
    pairs = _pairs(table.assign(lad_code=districts.mapped(table["lad_code"])), "lad_code", "region_code")
    return pairs.dropna(subset="child").reset_index(drop=True)


def _countries(districts: DistrictHistory) -> pd.DataFrame:
    codes = sorted(districts.present)
    return pd.DataFrame({"child": codes, "parent": [country_of(code) for code in codes]}, dtype="str")


def _single(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give districts that hold several partnerships no parent: their figures cannot be told apart."""
    several = pairs["child"].duplicated(keep=False)
    return pairs.assign(parent=pairs["parent"].where(~several)).drop_duplicates(ignore_index=True)


def _refuse_two_parents(child: str, level: Level, frame: pd.DataFrame) -> None:
    twice = frame.loc[frame["child"].duplicated(), "child"]
    if len(twice):
        raise AreaError(
            f"An area lies in more than one {level.noun}", where=f"lookup of {child} to {level}",
            expected="one each", found=f"{len(twice):,} areas with several, such as {twice.iloc[0]}",
            do_this="keep one edition of the lookup in the data folder",
        )  # fmt: skip
