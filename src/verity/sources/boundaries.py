"""Polygons of areas from GeoJSON, GeoPackage or shapefile: recognised by their code column, made valid, WGS84.

They never enter the engine. Several files may hold one type of area (wards by district, say) and are joined.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from verity.geography.boundaries import Boundaries
from verity.model.areas import CODE_PATTERNS, AreaType, Level
from verity.model.contracts import Caveat, Column, Contract, Layout, Publisher
from verity.model.errors import InputError, VerityError, raise_together

FOLDER = "boundaries"
SUFFIXES = (".geojson", ".json", ".gpkg", ".shp", ".zip")
WGS84 = 4326

CONTRACT = Contract(
    id="boundaries",
    title="Boundaries of areas",
    columns=(
        Column(name="code", about="Recognised by its name, as in LSOA21CD, WD24CD, LAD24CD or PFA23CD"),
        Column(name="name", nullable=True),
        Column(name="geometry", about="Polygons in any coordinate system that the file states"),
    ),
    layouts=(Layout(name="ONS Open Geography boundaries", columns={"LSOA21CD": "code", "LSOA21NM": "name"}),),
    publisher=Publisher(
        name="Office for National Statistics",
        page="https://geoportal.statistics.gov.uk/search?q=BDY",
        file="generalised (BGC) boundaries of LSOAs, wards, districts and police force areas, as GeoJSON or GeoPackage",
        folder=FOLDER,
    ),
    caveats=(
        Caveat(
            id="boundaries-generalised",
            text="Boundaries are generalised for drawing; areas on the ground and points close to a border are"
            " approximate.",
        ),
    ),
)

_LEVELS = {
    "lsoa": Level.LSOA, "msoa": Level.MSOA, "wd": Level.WARD, "ward": Level.WARD, "lad": Level.LAD, "ltla": Level.LAD,
    "csp": Level.CSP, "pfa": Level.PFA, "rgn": Level.REGION, "region": Level.REGION, "ctry": Level.COUNTRY,
}  # fmt: skip
_CODE = re.compile(rf"^({'|'.join(_LEVELS)})(\d\d)(cd|_code)$", re.IGNORECASE)


def find(data: Path) -> tuple[Path, ...]:
    """Return the boundary files in the folder `boundaries`, in order of name."""
    folder = data / FOLDER
    return tuple(sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file()))


def read_all(paths: Iterable[Path]) -> Mapping[AreaType, Boundaries]:
    """Read boundary files and join those of one type.

    Raises
    ------
    InputError
        When files cannot be read (all named at once), or two hold the same area with different polygons.
    """
    read: dict[AreaType, list[Boundaries]] = {}
    problems: list[VerityError] = []
    for path in sorted(paths):
        try:
            one = read_boundaries(path)
            read.setdefault(one.type, []).append(one)
        except VerityError as problem:
            problems.append(problem)
    raise_together(problems, "Boundary files")
    return {kind: _joined(kind, parts) for kind, parts in sorted(read.items())}


def read_boundaries(path: Path) -> Boundaries:
    """Read the polygons of one file.

    Raises
    ------
    InputError
        When the file is empty, damaged, without a code column that is known, without a coordinate system, or
        holds an area twice or without a polygon.
    """
    raw = _raw(path)
    column, kind = _code_column(raw, path)
    codes = raw[column].astype("str").str.strip()
    own = codes.str.match(CODE_PATTERNS[kind.level])
    if not own.any():
        raise _refused(path, f"codes of a {kind.level.noun} in {column}", "none")
    frame = gpd.GeoDataFrame(
        {"code": codes[own], "name": _names(raw, column)[own]}, geometry=raw.geometry[own], crs=raw.crs
    )
    geometry, repaired = _polygons(frame.to_crs(epsg=WGS84), path)
    frame = frame.set_geometry(geometry, crs=WGS84).sort_values("code", ignore_index=True)
    twice = frame.loc[frame["code"].duplicated(), "code"]
    if len(twice):
        raise _refused(path, "each area once", f"{twice.iloc[0]} more than once")
    return Boundaries(type=kind, frame=frame, repaired=repaired, set_aside=int((~own).sum()))


def _raw(path: Path) -> Any:  # noqa: ANN401 - geopandas carries no static types
    if not path.stat().st_size:
        raise _refused(path, "polygons", "an empty file")
    if path.suffix.lower() == ".zip" and not zipfile.is_zipfile(path):
        raise _refused(path, "a complete zip file", "an archive that is truncated or damaged")
    try:
        frame = gpd.read_file(path, engine="pyogrio")
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError, zipfile.BadZipFile):
        raise _refused(
            path, "GeoJSON, GeoPackage or a shapefile with its parts", "a file that cannot be read"
        ) from None
    if not isinstance(frame, gpd.GeoDataFrame) or frame.empty:
        raise _refused(path, "polygons with their codes", "no areas")
    if frame.crs is None:
        raise _refused(path, "a stated coordinate system", "none (a shapefile needs its .prj beside it)")
    return frame


def _code_column(frame: Any, path: Path) -> tuple[str, AreaType]:  # noqa: ANN401 - geopandas
    """Return the code column of the smallest level: a ward file names its districts too."""
    order = list(Level)
    found = []
    for name in map(str, frame.columns):
        match = _CODE.match(name)
        if match:
            year = int(match.group(2))
            found.append((order.index(_LEVELS[match.group(1).lower()]), -year, name, year))
    if not found:
        shown = ", ".join(map(str, list(frame.columns)[:8]))
        raise _refused(path, "a column such as LSOA21CD, WD24CD, LAD24CD or PFA23CD", shown)
    place, _, name, year = min(found)
    return name, AreaType(order[place], 2000 + year)


def _names(frame: Any, column: str) -> pd.Series:  # noqa: ANN401 - geopandas
    """Return the names beside the codes; the code itself where there is none."""
    stem = re.sub(r"(?i)(cd|_code)$", "", column)
    for name in frame.columns:
        if str(name).casefold() in {f"{stem}nm".casefold(), f"{stem}_name".casefold()}:
            named: pd.Series = frame[name].fillna(frame[column]).astype("str").str.strip()
            return named
    codes: pd.Series = frame[column].astype("str")
    return codes


def _polygons(frame: Any, path: Path) -> tuple[Any, int]:  # noqa: ANN401 - geopandas
    """Return valid polygons and how many were repaired; lines and points left by a repair are dropped."""
    given = frame.geometry.to_numpy()
    missing = shapely.is_missing(given) | shapely.is_empty(given)
    if missing.any():
        raise _refused(path, "a polygon for every area", f"none for {frame['code'].to_numpy()[missing][0]}")
    faulty = ~shapely.is_valid(given)
    made = np.where(faulty, shapely.make_valid(given), given)
    whole = np.array([_surface(one) for one in made], dtype=object)
    if (shapely.area(whole) == 0).any():
        raise _refused(path, "a polygon for every area", "lines or points")
    return whole, int(faulty.sum())


def _surface(geometry: Any) -> Any:  # noqa: ANN401 - shapely
    """Return the polygons of a geometry without the lines and points that a repair may leave."""
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return geometry
    parts = shapely.get_parts(geometry)
    return shapely.union_all([part for part in parts if part.geom_type in {"Polygon", "MultiPolygon"}])


def _joined(kind: AreaType, parts: Sequence[Boundaries]) -> Boundaries:
    frame = pd.concat([part.frame for part in parts]).sort_values("code", ignore_index=True)
    again = frame["code"].duplicated(keep=False)
    if again.any():
        texts = shapely.to_wkb(frame.geometry.to_numpy())
        distinct = frame.assign(bytes=texts)[["code", "bytes"]].drop_duplicates()
        if distinct["code"].duplicated().any():
            raise InputError(
                "Two boundary files disagree about an area", where=str(kind), expected="each area in one file",
                found=str(distinct.loc[distinct["code"].duplicated(), "code"].iloc[0]),
                do_this="keep one edition of the boundaries in the folder",
            )  # fmt: skip
        frame = frame.drop_duplicates("code", ignore_index=True)
    return Boundaries(
        type=kind,
        frame=frame,
        repaired=sum(part.repaired for part in parts),
        set_aside=sum(part.set_aside for part in parts),
    )


def _refused(path: Path, expected: str, found: str) -> InputError:
    return InputError(
        "The boundary file cannot be used", where=f"{FOLDER}/{path.name}", expected=expected, found=found,
        do_this=f"download it again from {CONTRACT.publisher.page}",
    )  # fmt: skip
