"""Lookups of an invented land: a force with a changed district, a Welsh-style force, LSOAs of every kind of change.

LSOAs 2011 → 2021: 1 and 2 unchanged, 3 split into 31 and 32, 4 and 5 merged into 45, 6 and 7 irregular.
"""

from collections.abc import Callable

import pandas as pd
import pytest

from verity.geography.geography import Geography
from verity.geography.tables import LookupTables

CHANGES = [
    ("E01990001", "E01990001", "U"),
    ("W01990002", "W01990002", "U"),
    ("E01990003", "E01990031", "S"),
    ("E01990003", "E01990032", "S"),
    ("E01990004", "E01990045", "M"),
    ("E01990005", "E01990045", "M"),
    ("E01990006", "E01990067", "X"),
    ("E01990007", "E01990067", "X"),
    ("E01990007", "E01990077", "X"),
]
LAD_OF_21 = {
    "E01990001": "E06990001", "W01990002": "W06990001", "E01990031": "E06990001", "E01990032": "E06990001",
    "E01990045": "E06990002", "E01990067": "E06990002", "E01990077": "E06990002",
}  # fmt: skip
LAD_OF_11 = {  # two districts of 2021 that merged into E06990002
    "E01990001": "E06990001", "W01990002": "W06990001", "E01990003": "E06990001", "E01990004": "E07990011",
    "E01990005": "E07990011", "E01990006": "E07990012", "E01990007": "E07990012",
}  # fmt: skip
NAMES = {"E06990001": "Ashby", "E06990002": "Brook Vale", "W06990001": "Dyffryn"}


def tables(**replaced: pd.DataFrame) -> LookupTables:
    wards = [
        (code, code, f"{lad[0]}0599000{lad[-1]}", f"Ward {lad[-1]}", lad, NAMES[lad], 2024, 2024)
        for code, lad in LAD_OF_21.items()
    ]
    given = {
        "lsoa_change": pd.DataFrame(
            [(a, b, c, LAD_OF_21[b], NAMES[LAD_OF_21[b]]) for a, b, c in CHANGES],
            columns=["lsoa11_code", "lsoa21_code", "change", "lad22_code", "lad22_name"],
        ),
        "lsoa21_ward": pd.DataFrame(
            wards,
            columns=[
                "lsoa21_code", "lsoa21_name", "ward_code", "ward_name", "lad_code", "lad_name",
                "ward_vintage", "lad_vintage",
            ],
        ),
        "lsoa11_lad": pd.DataFrame(
            [(code, code, lad, lad, 2021) for code, lad in LAD_OF_11.items()],
            columns=["lsoa11_code", "lsoa11_name", "lad_code", "lad_name", "lad_vintage"],
        ),
        "lsoa11_msoa11": pd.DataFrame({"lsoa11_code": [], "msoa11_code": [], "msoa11_name": []}, dtype="str"),
        "lsoa11_ward": pd.DataFrame({"lsoa11_code": [], "ward_code": [], "ward_name": [], "ward_vintage": []}),
        "lad_csp_pfa": pd.DataFrame(
            [
                ("E06990001", "Ashby", "E22990001", "Ashby", "E23990001", "Westshire & Vale", 2024),
                ("E06990002", "Brook Vale", "E22990002", "Brook", "E23990001", "Westshire & Vale", 2024),
                ("E06990002", "Brook Vale", "E22990003", "Vale", "E23990001", "Westshire & Vale", 2024),
                ("W06990001", "Dyffryn", "W14990001", "Dyffryn", "W15990001", "De Newydd", 2024),
            ],
            columns=["lad_code", "lad_name", "csp_code", "csp_name", "pfa_code", "pfa_name", "vintage"],
        ),
        "lad_region": pd.DataFrame(
            [(lad, lad, "E12990001", "Marches", 2021) for lad in ("E06990001", "E07990011", "E07990012")],
            columns=["lad_code", "lad_name", "region_code", "region_name", "vintage"],
        ),
        "lad_history": pd.DataFrame(
            [
                ("E06990001", 2021, "E06990001", "Ashby", 2024),
                ("E07990011", 2021, "E06990002", "Brook Vale", 2024),
                ("E07990012", 2021, "E06990002", "Brook Vale", 2024),
                ("E06990002", 2024, "E06990002", "Brook Vale", 2024),
                ("W06990001", 2021, "W06990001", "Dyffryn", 2024),
                ("E07990099", 2018, "E06990001", "Ashby", 2024),
                ("E07990099", 2018, "E06990002", "Brook Vale", 2024),
            ],
            columns=["lad_code", "vintage", "latest_code", "latest_name", "latest_vintage"],
        ),
    }  # fmt: skip
    return LookupTables(**(given | replaced))


def build(**replaced: pd.DataFrame) -> Geography:
    return Geography.from_tables(tables(**replaced), {"E92990001": "Logria"})


@pytest.fixture(scope="session")
def land() -> Geography:
    return build()


@pytest.fixture(scope="session")
def land_with() -> Callable[..., Geography]:
    """Return the land with some lookups replaced; `tables()` gives the originals."""
    return build
