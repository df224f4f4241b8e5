"""Where each record-level incident lies, when it is counted and how well its time is known: the table `record`.

The vintage of LSOA codes is detected file by file; codes of the other vintage are converted exactly, or by the
record's own coordinates where one area became several. What can be told of a district but of no small area is
counted as such. Nothing is counted or left out here: which records a measure takes is said in `record_counts`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.analysis.record_time_quality import hour_of, time_quality_of
from verity.geography.boundaries import Boundaries
from verity.model.areas import AreaType, Level
from verity.model.incidents import INCIDENT_COLUMNS, PLACED_COLUMNS, LocationQuality
from verity.warehouse.expressions import cases, coalesce, literal, memtable, missing
from verity.warehouse.feed import Feed, incidents_of

RECORDS = "record"
"""Table of placed incidents: the incident columns and the placed columns."""

_FILE_CODE = ["source_file", "lsoa_code"]
_POINT = ["longitude", "latitude"]


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
    """Write the table of placed incidents of all feeds and say how they were placed.

    Raises
    ------
    AreaError
        When one file has codes that only 2011 has and codes that only 2021 has.
    """
    con = inputs.warehouse.con
    if not inputs.feeds:
        return RecordPlacement(feeds={})
    deciles = _deciles(inputs)
    done: dict[str, FeedPlacement] = {}
    for feed in inputs.feeds.values():
        incidents = incidents_of(inputs.warehouse, feed)
        codes = _codes(inputs, incidents, deciles)
        points = _points(inputs, incidents, codes.table, deciles)
        placed = _placed(inputs, feed, incidents, _lookups(inputs, incidents, codes.table, points))
        if done:
            con.insert(RECORDS, placed)
        else:
            con.create_table(RECORDS, placed, overwrite=True)
        done[feed.id] = _report(inputs, feed, codes)
    for name in ("_record_code", "_record_point", "_record_district"):
        con.drop_table(name, force=True)
    return RecordPlacement(feeds=done)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Codes:
    """LSOA codes by file: `source_file`, `lsoa_code`, `n`, `lad`, `place`, `lsoa`, `decile`; and the vintages."""

    table: pd.DataFrame
    vintages: Mapping[int, int]


def _codes(inputs: Inputs, incidents: Any, deciles: Mapping[str, int]) -> _Codes:  # noqa: ANN401 - Ibis
    """Give every (file, code) its district and, where its vintage allows it exactly, small area and decile."""
    given = incidents.filter(incidents.lsoa_code.notnull())
    seen = given.group_by(_FILE_CODE).aggregate(n=given.count()).order_by(_FILE_CODE).to_pandas()
    here = set(inputs.district_codes)
    vintages: dict[int, int] = {}
    frames = [_typed_codes(seen.iloc[:0])]
    for file, group in seen.groupby("source_file"):
        found = inputs.geography.vintage_of(group["lsoa_code"])
        own = inputs.geography.lsoa_type(found if found is not None else inputs.lsoa_type.vintage)
        vintages[int(file)] = own.vintage
        lads = inputs.geography.parents(own, Level.LAD).set_index("child")["parent"]
        frame = group.assign(lad=group["lsoa_code"].map(lads))
        inside = frame["lad"].isin(here)
        frame["place"] = frame["lad"].where(inside, ELSEWHERE).where(frame["lad"].notna())
        frame["lsoa"] = _told_in(inputs, frame["lsoa_code"].where(inside), own, inputs.lsoa_type)
        ranked = _told_in(inputs, frame["lsoa_code"].where(inside), own, _index_type(inputs))
        frames.append(_typed_codes(frame.assign(decile=ranked.map(deciles))))
    return _Codes(table=pd.concat(frames, ignore_index=True), vintages=vintages)


def _typed_codes(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = {"source_file": "int32", "lsoa_code": "str", "n": "int64", "lad": "str", "place": "str", "lsoa": "str"}
    return frame.reindex(columns=[*kinds, "decile"]).astype({**kinds, "decile": "Int64"})


def _told_in(inputs: Inputs, codes: pd.Series, own: AreaType, target: AreaType) -> pd.Series:
    """Return the codes told in another vintage, missing where that is not exact."""
    return codes.astype("str") if own == target else codes.map(inputs.geography.exact(own, target)).astype("str")


def _index_type(inputs: Inputs) -> AreaType:
    return inputs.geography.lsoa_type(inputs.geography.deprivation_vintage(inputs.deprivation_edition))


def _deciles(inputs: Inputs) -> dict[str, int]:
    """Return the decile of every area that the edition ranks, by its code in the edition's own vintage."""
    if not inputs.warehouse.has("deprivation"):
        return {}
    table = inputs.warehouse.table("deprivation")
    own = table.filter(table.edition == inputs.deprivation_edition).select("lsoa_code", "decile")
    frame = own.order_by("lsoa_code").to_pandas()
    return {str(code): int(decile) for code, decile in zip(frame["lsoa_code"], frame["decile"], strict=True)}


def _points(inputs: Inputs, incidents: Any, codes: pd.DataFrame, deciles: Mapping[str, int]) -> pd.DataFrame:  # noqa: ANN401 - Ibis
    """Place, by point in polygon, the distinct coordinates of records whose code does not give a small area."""
    shapes = inputs.boundaries.get(inputs.lsoa_type)
    empty = pd.DataFrame({"longitude": [0.0], "latitude": [0.0], "lsoa": [""], "lad": [""], "decile": [0]})
    if shapes is None:
        return _typed_points(empty.iloc[:0])
    settled = codes.loc[codes["lsoa"].notna() | (codes["place"] == ELSEWHERE), _FILE_CODE]
    wanted = incidents.filter(incidents.longitude.notnull() & incidents.latitude.notnull())
    if len(settled):
        wanted = wanted.anti_join(memtable(settled), _FILE_CODE)
    frame: pd.DataFrame = wanted.select(*_POINT).distinct().order_by(_POINT).to_pandas()
    if frame.empty:
        return _typed_points(empty.iloc[:0])
    return _typed_points(_located(inputs, frame, shapes, deciles))


def _typed_points(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = {"longitude": "float64", "latitude": "float64", "lsoa": "str", "lad": "str", "decile": "Int64"}
    return frame[list(kinds)].astype(kinds)


def _located(inputs: Inputs, frame: pd.DataFrame, shapes: Boundaries, deciles: Mapping[str, int]) -> pd.DataFrame:
    """Add small area, district and decile; points outside the force area are left out."""
    own = shapes.only(inputs.area.lsoas(inputs.lsoa_type.vintage))
    found = frame.assign(lsoa=inputs.geography.at_points(frame["longitude"], frame["latitude"], own))
    inside = found.dropna(subset="lsoa").astype({"lsoa": "str"})
    lads = inputs.geography.parents(inputs.lsoa_type, Level.LAD).set_index("child")["parent"]
    ranked = _told_in(inputs, inside["lsoa"], inputs.lsoa_type, _index_type(inputs))
    return inside.assign(lad=inside["lsoa"].map(lads), decile=ranked.map(deciles).astype("Int64"))


def _districts(inputs: Inputs, codes: Iterable[str]) -> pd.DataFrame:
    """Return the place of each district code of any year; a district split across the border has none."""
    here = set(inputs.district_codes)
    history = inputs.geography.districts
    places = []
    for code in codes:
        present = history.successor(code)
        inside = bool(history.successors.get(code, frozenset()) & here)
        places.append(present if present in here else NO_LOCATION if present is None and inside else ELSEWHERE)
    return pd.DataFrame({"lad_code": list(codes), "district_place": places}, dtype="str")


def _lookups(inputs: Inputs, incidents: Any, codes: pd.DataFrame, points: pd.DataFrame) -> tuple[Any, Any, Any]:  # noqa: ANN401 - Ibis
    """Write the small tables that the records are joined to."""
    con = inputs.warehouse.con
    named = incidents.filter(incidents.lad_code.notnull()).select("lad_code").distinct().order_by("lad_code")
    code = codes.rename(columns={name: f"code_{name}" for name in ("place", "lsoa", "decile")})
    point = points.rename(columns={name: f"point_{name}" for name in ("lad", "lsoa", "decile")})
    con.create_table("_record_code", code[[*_FILE_CODE, "code_place", "code_lsoa", "code_decile"]], overwrite=True)
    con.create_table("_record_point", point, overwrite=True)
    con.create_table("_record_district", _districts(inputs, named.to_pandas()["lad_code"]), overwrite=True)
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


def _report(inputs: Inputs, feed: Feed, codes: _Codes) -> FeedPlacement:
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
