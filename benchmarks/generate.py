"""Generated street files for benchmarks: right in form, of any size, with repeated IDs and faulty rows in them."""

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from verity.model.codes import CRIME_TYPES
from verity.model.periods import month_from_index, month_index

AREAS = 9_999
MONTHS = 60
FAULTY, REPEATED = 0.001, 0.001


def street_files(folder: Path, *, rows: int, seed: int = 7) -> None:
    """Write `rows` rows in 60 monthly files of one force, laid out as the publisher's folders."""
    rng = np.random.default_rng(seed)
    per_month = rows // MONTHS
    first = month_index("2019-01")
    for place in range(MONTHS):
        month = month_from_index(first + place)
        file = folder / "2024-01" / month / f"{month}-marlshire-street.csv"
        file.parent.mkdir(parents=True, exist_ok=True)
        csv.write_csv(_month(rng, month, per_month), file)


def _month(rng: np.random.Generator, month: str, rows: int) -> pa.Table:
    types = np.array(CRIME_TYPES, dtype=object)[rng.integers(0, len(CRIME_TYPES), rows)]
    types[rng.random(rows) < FAULTY] = "Space piracy"
    keys = np.array([f"{n:064x}" for n in rng.integers(0, 2**62, rows)], dtype=object)
    again = rng.random(rows) < REPEATED
    keys[again] = keys[rng.integers(0, rows, int(again.sum()))]
    keys[types == "Anti-social behaviour"] = ""
    area = rng.integers(1, AREAS, rows)
    lsoa = np.char.add("E0199", np.char.zfill(area.astype("U4"), 4))
    located = rng.random(rows) > 0.03
    longitude = np.round(-0.5 + rng.random(rows), 6)
    latitude = np.round(52 + rng.random(rows), 6)
    blank = pa.nulls(rows, pa.string())
    force = pa.repeat(pa.scalar("Marlshire Police"), rows)
    return pa.table({
        "Crime ID": pa.array(keys, pa.string()),
        "Month": pa.repeat(pa.scalar(month), rows),
        "Reported by": force,
        "Falls within": force,
        "Longitude": pa.array(longitude, mask=~located),
        "Latitude": pa.array(latitude, mask=~located),
        "Location": pa.repeat(pa.scalar("On or near High Street"), rows),
        "LSOA code": pa.array(lsoa.astype(object), pa.string(), mask=~located),
        "LSOA name": blank,
        "Crime type": pa.array(types, pa.string()),
        "Last outcome category": pa.repeat(pa.scalar("Under investigation"), rows),
        "Context": blank,
    })  # fmt: skip
