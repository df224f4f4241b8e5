"""The lookup tables of a warehouse as data frames, the newest boundary year of each."""

from dataclasses import dataclass

import pandas as pd

from verity.warehouse.engine import Warehouse

_COLUMNS: dict[str, tuple[str, ...]] = {
    "lsoa_change": ("lsoa11_code", "lsoa21_code", "change", "lad22_code", "lad22_name"),
    "lsoa21_ward": (
        "lsoa21_code", "lsoa21_name", "ward_code", "ward_name", "lad_code", "lad_name", "ward_vintage", "lad_vintage",
    ),
    "lsoa11_lad": ("lsoa11_code", "lsoa11_name", "lad_code", "lad_name", "lad_vintage"),
    "lsoa11_msoa11": ("lsoa11_code", "msoa11_code", "msoa11_name"),
    "lsoa11_ward": ("lsoa11_code", "ward_code", "ward_name", "ward_vintage"),
    "lad_csp_pfa": ("lad_code", "lad_name", "csp_code", "csp_name", "pfa_code", "pfa_name", "vintage"),
    "lad_region": ("lad_code", "lad_name", "region_code", "region_name", "vintage"),
    "lad_history": ("lad_code", "vintage", "latest_code", "latest_name", "latest_vintage"),
}  # fmt: skip
_YEAR = {
    "lsoa21_ward": "ward_vintage",
    "lsoa11_lad": "lad_vintage",
    "lsoa11_ward": "ward_vintage",
    "lad_csp_pfa": "vintage",
    "lad_region": "vintage",
}


@dataclass(frozen=True, kw_only=True, eq=False)
class LookupTables:
    """One frame per lookup, sorted, rows distinct; empty where a lookup has not been loaded.

    Of lookups that come in several boundary years only the newest is kept.
    """

    lsoa_change: pd.DataFrame
    lsoa21_ward: pd.DataFrame
    lsoa11_lad: pd.DataFrame
    lsoa11_msoa11: pd.DataFrame
    lsoa11_ward: pd.DataFrame
    lad_csp_pfa: pd.DataFrame
    lad_region: pd.DataFrame
    lad_history: pd.DataFrame


def lookup_tables(warehouse: Warehouse) -> LookupTables:
    """Read the lookup tables that have been loaded."""
    return LookupTables(**{name: _read(warehouse, name) for name in _COLUMNS})


def _read(warehouse: Warehouse, name: str) -> pd.DataFrame:
    columns = list(_COLUMNS[name])
    if not warehouse.has(name):
        return pd.DataFrame({column: pd.Series(dtype=_dtype(column)) for column in columns})
    frame: pd.DataFrame = warehouse.table(name).select(columns).to_pandas()
    if name in _YEAR:
        frame = frame[frame[_YEAR[name]] == frame[_YEAR[name]].max()]
    return frame.drop_duplicates().sort_values(columns, ignore_index=True)


def _dtype(column: str) -> str:
    return "int64" if column.endswith("vintage") else "str"
