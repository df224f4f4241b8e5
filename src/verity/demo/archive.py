"""The police.uk archive editions of the invented county: rows become the publisher's columns, months become files.

An edition shows what was known when it appeared: its months, its vintage of LSOA, its latest outcomes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from verity.demo.nesting import Nesting
from verity.demo.outcomes import OutcomeRows
from verity.demo.parameters import Parameters
from verity.demo.street import ASB, FINAL_OUTCOMES, NONE, StreetRows
from verity.demo.tessellation import Ints, Tessellation
from verity.demo.writing import csv_bytes

CHARGED = FINAL_OUTCOMES.index("Suspect charged")
COURT, AWAITING, UNKNOWN, OPEN = (
    "Court result unavailable",
    "Awaiting court outcome",
    "Status update unavailable",
    "Under investigation",
)
STATUSES = (*FINAL_OUTCOMES, COURT, AWAITING, UNKNOWN, OPEN)
AWAITING_MONTHS = 6
"""A charge of the last months awaits its court; older ones have a result that is not available."""
STREETS = (
    "Alder", "Barley", "Church", "Drovers", "Elm", "Fuller", "Granary", "Harbour", "Ivy", "Jubilee", "Kiln", "Lark",
    "Meadow", "Nettle", "Orchard", "Pound", "Quarry", "Rook", "Saddler", "Tanner", "Upper", "Vicarage",
    "Wheelwright", "Yew",
)  # fmt: skip
KINDS = ("Street", "Road", "Lane", "Close", "Avenue", "Way", "Gardens", "Drive", "Court", "Rise")
NAMED = (
    "Parking Area", "Supermarket", "Nightclub", "Petrol Station", "Sports/Recreation Area", "Hospital",
    "Police Station", "Shopping Area",
)  # fmt: skip


@dataclass(frozen=True)
class MapPoints:
    """Published text of each map point: coordinates with six decimals, name, LSOA code and name per vintage."""

    longitude: pa.Array
    latitude: pa.Array
    location: pa.Array
    lsoa11: tuple[pa.Array, pa.Array]
    lsoa21: tuple[pa.Array, pa.Array]


def map_points(parameters: Parameters, land: Tessellation, nest: Nesting) -> MapPoints:
    """Name the map points."""
    random = parameters.random("map points")
    count = len(land.point_cell)
    streets = [f"On or near {street} {kind}" for street in STREETS for kind in KINDS]
    names = np.array([*streets, *(f"On or near {name}" for name in NAMED)])
    street = random.integers(0, len(streets), count)
    named = len(streets) + random.integers(0, len(NAMED), count)
    which = np.where(random.random(count) < parameters.quirks.named_points, named, street)
    return MapPoints(
        pa.array([f"{degrees:.6f}" for degrees in land.points[:, 0].tolist()]),
        pa.array([f"{degrees:.6f}" for degrees in land.points[:, 1].tolist()]),
        pa.array(names[which]),
        _lsoas(nest.lsoa11, nest.lsoa11_of_cell[land.point_cell]),
        _lsoas(nest.lsoa21, nest.lsoa21_of_cell[land.point_cell]),
    )


def crime_ids(random: np.random.Generator, count: int) -> pa.Array:
    """Return `count` identifiers of 64 hexadecimal digits."""
    digits = pa.py_buffer(random.bytes(32 * count).hex().encode())
    offsets = pa.py_buffer(np.arange(0, 64 * (count + 1), 64, dtype=np.int32))
    return pa.StringArray.from_buffers(count, offsets, digits)


@dataclass(frozen=True)
class Edition:
    """What one archive edition shows.

    Attributes
    ----------
    months : int
        How many months from the first it holds; later outcomes are not yet known to it.
    vintage : {2011, 2021}
        LSOA codes of all its months, whenever the offence was recorded.
    """

    parameters: Parameters
    points: MapPoints
    ids: pa.Array
    months: int
    vintage: int

    def street(self, rows: StreetRows, force: str, slug: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each month's street file."""
        rows = rows.take(np.flatnonzero(rows.month < self.months))
        rows = rows.take(np.lexsort((np.arange(len(rows.month)), rows.point, rows.point == NONE, rows.month)))
        categories = pa.array([category.name for category in self.parameters.category])
        table = pa.table(
            {
                **self._start(rows.crime, rows.month, force),
                **self._place(rows.point, "No Location"),
                "Crime type": categories.take(pa.array(rows.category)),
                "Last outcome category": self._status(rows),
                "Context": pa.nulls(len(rows.month), pa.string()),
            }
        )
        yield from self._files(table, rows.month, slug, "street")

    def outcomes(self, rows: OutcomeRows, force: str, slug: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each month's outcomes file; one month is missing altogether."""
        held = rows.month < self.months
        month = rows.month[held]
        table = pa.table(
            {
                **self._start(rows.crime[held], month, force),
                **self._place(rows.point[held], "No location"),
                "Outcome type": pa.array(FINAL_OUTCOMES).take(pa.array(rows.outcome[held])),
            }
        )
        for name, content in self._files(table, month, slug, "outcomes"):
            if not name.startswith(self.parameters.quirks.missing_outcomes_month):
                yield name, content

    def stops(self, tables: list[pa.Table], slug: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each month's stop-and-search file."""
        for month, table in zip(self.parameters.months[: self.months], tables, strict=False):
            yield _member(month, slug, "stop-and-search"), csv_bytes(table)

    def _start(self, crime: Ints, month: Ints, force: str) -> dict[str, pa.Array]:
        who = pa.array([force]).take(pa.array(np.zeros(len(month), dtype=np.int64)))
        return {
            "Crime ID": self.ids.take(pa.array(crime, mask=crime == NONE)),
            "Month": pa.array(self.parameters.months).take(pa.array(month)),
            "Reported by": who,
            "Falls within": who,
        }

    def _place(self, point: Ints, nowhere: str) -> dict[str, pa.Array]:
        located = pa.array(point, mask=point == NONE)
        code, name = self.points.lsoa21 if self.vintage == 2021 else self.points.lsoa11
        return {
            "Longitude": self.points.longitude.take(located),
            "Latitude": self.points.latitude.take(located),
            "Location": self.points.location.take(located).fill_null(nowhere),
            "LSOA code": code.take(located),
            "LSOA name": name.take(located),
        }

    def _status(self, rows: StreetRows) -> pa.Array:
        """Return the last outcome as this edition knows it: still open, at court, unknown, or final."""
        status = np.where(rows.outcome == NONE, STATUSES.index(UNKNOWN), rows.outcome)
        at_court = np.where(rows.outcome_month >= self.months - AWAITING_MONTHS, AWAITING, COURT)
        charged = np.where(at_court == COURT, STATUSES.index(COURT), STATUSES.index(AWAITING))
        status = np.where(rows.outcome == CHARGED, charged, status)
        status = np.where(rows.outcome_month >= self.months, STATUSES.index(OPEN), status)
        asb = [category.name for category in self.parameters.category].index(ASB)
        return pa.array(STATUSES).take(pa.array(status, mask=rows.category == asb))

    def _files(self, table: pa.Table, month: Ints, slug: str, kind: str) -> Iterator[tuple[str, bytes]]:
        edges = np.searchsorted(month, np.arange(self.months + 1))
        for name, a, b in zip(self.parameters.months[: self.months], edges[:-1], edges[1:], strict=True):
            yield _member(name, slug, kind), csv_bytes(table.slice(a, b - a))


def _member(month: str, slug: str, kind: str) -> str:
    return f"{month}/{month}-{slug}-{kind}.csv"


def _lsoas(areas: pd.DataFrame, row: Ints) -> tuple[pa.Array, pa.Array]:
    codes, names = (pa.array(areas[column].tolist()) for column in ("code", "name"))
    return codes.take(pa.array(row)), names.take(pa.array(row))
