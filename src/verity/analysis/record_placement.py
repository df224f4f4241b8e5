"""Where each record-level incident lies, when it is counted and how well its time is known: the table `record`.

The vintage of LSOA codes is detected file by file; codes of the other vintage are converted exactly, or by the
record's own coordinates where one area became several. What can be told of a district but of no small area is
counted as such. Nothing is counted or left out here: which records a measure takes is said in `record_counts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.analysis.record_locations import (
    FILE_CODE,
    Codes,
    codes_of,
    districts_of,
    locations_of,
    points_of,
    traits_of,
)
from verity.analysis.record_time_quality import hour_of, time_quality_of
from verity.model.incidents import INCIDENT_COLUMNS, PLACED_COLUMNS, LocationQuality
from verity.warehouse.expressions import cases, coalesce, literal, missing
from verity.warehouse.feed import Feed, incidents_of

RECORDS = "record"
"""Table of placed incidents: the incident columns and the placed columns."""
_TRAITS = ("lsoa", "decile", "area_group")


@dataclass(frozen=True, kw_only=True)
class FeedPlacement:
    """What placing did to one feed.

    Parameters
    ----------
    location_quality : Mapping[str, int]
        Records by `LocationQuality`, all four, zeros included.
    vintages : Mapping[int, int]
        Number of the source file → vintage of its LSOA codes.
    by_code, by_point : int
        Records whose small area follows from their code, and from their coordinates.
    residual : int
        Records of a district whose small area cannot be told.
    unknown_codes : int
        Records whose LSOA code no lookup of its vintage has.
    """

    location_quality: Mapping[str, int]
    vintages: Mapping[int, int]
    by_code: int
    by_point: int
    residual: int
    unknown_codes: int


@dataclass(frozen=True, kw_only=True)
class RecordPlacement:
    """What placing did, by feed id."""

    feeds: Mapping[str, FeedPlacement]


def place_records(inputs: Inputs) -> RecordPlacement:
    """Write the table of placed incidents of all feeds and say how they were placed."""
    con = inputs.warehouse.con
    if not inputs.feeds:
        return RecordPlacement(feeds={})
    traits = traits_of(inputs)
    done: dict[str, FeedPlacement] = {}
    for feed in inputs.feeds.values():
        incidents = incidents_of(inputs.warehouse, feed)
        # Told once and asked three times: the expression behind the incidents of a feed is long.
        locations = con.create_table("_record_location", locations_of(incidents), overwrite=True)
        codes = codes_of(inputs, locations, traits)
        points = points_of(inputs, locations, codes.table, traits)
        placed = _placed(inputs, feed, incidents, _lookups(inputs, locations, codes.table, points))
        if done:
            con.insert(RECORDS, placed)
        else:
            con.create_table(RECORDS, placed, overwrite=True)
        done[feed.id] = _report(inputs, feed, codes)
    for name in ("_record_location", "_record_code", "_record_point", "_record_district"):
        con.drop_table(name, force=True)
    return RecordPlacement(feeds=done)


def _lookups(inputs: Inputs, locations: Any, codes: pd.DataFrame, points: pd.DataFrame) -> tuple[Any, Any, Any]:  # noqa: ANN401 - Ibis
    """Write the small tables that the records are joined to."""
    con = inputs.warehouse.con
    named = locations.filter(locations.lad_code.notnull()).select("lad_code").distinct().order_by("lad_code")
    code = codes.rename(columns={name: f"code_{name}" for name in ("place", *_TRAITS)})
    point = points.rename(columns={name: f"point_{name}" for name in ("lad", *_TRAITS)})
    con.create_table(
        "_record_code", code[[*FILE_CODE, "code_place", *(f"code_{name}" for name in _TRAITS)]], overwrite=True
    )
    con.create_table("_record_point", point, overwrite=True)
    con.create_table("_record_district", districts_of(inputs, named.to_pandas()["lad_code"]), overwrite=True)
    return con.table("_record_code"), con.table("_record_point"), con.table("_record_district")


def _placed(inputs: Inputs, feed: Feed, incidents: Any, lookups: tuple[Any, Any, Any]) -> Any:  # noqa: ANN401 - Ibis
    """Return the incidents of a feed with all placed columns.

    A code decides first, then coordinates, then the district code. Coordinates that contradict the district of a
    record's own code are not used.
    """
    code, point, district = lookups
    given = incidents.left_join(code.rename(code_file="source_file", code_lsoa_code="lsoa_code"), [
        ("source_file", "code_file"), ("lsoa_code", "code_lsoa_code"),
    ])  # fmt: skip
    given = given.left_join(point.rename(point_x="longitude", point_y="latitude"), [
        ("longitude", "point_x"), ("latitude", "point_y"),
    ])  # fmt: skip
    given = given.left_join(district.rename(district_code="lad_code"), [("lad_code", "district_code")])
    by_point = ~given.code_lsoa.notnull() & (~given.code_place.notnull() | (given.code_place == given.point_lad))
    located = given.lsoa_code.notnull() | given.lad_code.notnull()
    if inputs.lsoa_type in inputs.boundaries:
        located |= given.longitude.notnull() & given.latitude.notnull()
    settled = given.mutate(
        feed=literal(feed.id),
        place=coalesce(
            given.code_place, given.point_lad, given.district_place, cases((located, ELSEWHERE), else_=NO_LOCATION)
        ),
        lsoa=cases((by_point, given.point_lsoa), else_=given.code_lsoa),
        decile=coalesce(given.code_decile, cases((by_point, given.point_decile), else_=missing("int64"))),
        area_group=coalesce(
            given.code_area_group, cases((by_point, given.point_area_group), else_=missing("string"))
        ),
    )  # fmt: skip
    return _timed(inputs, settled)


def _timed(inputs: Inputs, settled: Any) -> Any:  # noqa: ANN401 - Ibis
    """Add what follows from the place and from the times; return the columns of the table in order."""
    day = settled.counted
    inside = settled.place.isin(list(inputs.district_codes))
    whole = settled.mutate(
        lad=cases((inside, settled.place), else_=missing("string")),
        location_quality=cases(
            (settled.place == NO_LOCATION, str(LocationQuality.NONE)),
            (~inside, str(LocationQuality.ELSEWHERE)),
            (~settled.lsoa.notnull(), str(LocationQuality.DISTRICT)),
            else_=str(LocationQuality.SMALL_AREA),
        ),
        month=day.year().cast("string") + "-" + day.month().cast("string").lpad(2, "0"),
        # The engine's week begins on Monday, the methods' on Sunday.
        weekday=(day.day_of_week.index().cast("int64") + 1) % 7,
        hour=hour_of(settled),
        time_quality=time_quality_of(settled),
    )
    kinds = {**INCIDENT_COLUMNS, **PLACED_COLUMNS}
    return whole.select(**{name: whole[name].cast(kind) for name, kind in kinds.items()})


def _report(inputs: Inputs, feed: Feed, codes: Codes) -> FeedPlacement:
    table = inputs.warehouse.table(RECORDS)
    own = table.filter(table.feed == feed.id)
    found = own.group_by("location_quality").aggregate(n=own.count()).order_by("location_quality").to_pandas()
    counts = {str(one): 0 for one in LocationQuality} | dict(zip(found["location_quality"], found["n"], strict=True))
    by_code = int(codes.table.loc[codes.table["lsoa"].notna(), "n"].sum())
    return FeedPlacement(
        location_quality={quality: int(n) for quality, n in counts.items()},
        vintages=codes.vintages,
        by_code=by_code,
        by_point=int(counts[LocationQuality.SMALL_AREA]) - by_code,
        residual=int(counts[LocationQuality.DISTRICT]),
        unknown_codes=int(codes.table.loc[codes.table["lad"].isna(), "n"].sum()),
    )
