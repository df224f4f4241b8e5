"""Boundary files: every format, any coordinate system, repaired polygons, several files of one type, bad files."""

import json
import shutil
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from verity.geography.density import area_square_kilometres
from verity.geography.points import assign_by_coordinates
from verity.geography.topology import OBJECT, shapes, signed_area
from verity.model.areas import LSOA11, LSOA21, AreaType, Level
from verity.model.errors import InputError
from verity.sources.boundaries import find, read_all, read_boundaries

WEST, SOUTH, STEP = -0.5, 52.0, 0.02


def grid(code: str = "LSOA21CD", name: str = "LSOA21NM", *, size: int = 3, prefix: str = "E0199") -> gpd.GeoDataFrame:
    """Return a grid of square areas, wound anticlockwise as GeoJSON asks."""
    cells = [(x, y) for y in range(size) for x in range(size)]
    boxes = [
        shapely.box(WEST + x * STEP, SOUTH + y * STEP, WEST + (x + 1) * STEP, SOUTH + (y + 1) * STEP) for x, y in cells
    ]
    codes = [f"{prefix}{n:04d}" for n in range(1, len(cells) + 1)]
    return gpd.GeoDataFrame({code: codes, name: [f"Area {n}" for n in range(len(cells))]}, geometry=boxes, crs=4326)


@pytest.mark.parametrize("suffix", [".geojson", ".gpkg", ".shp"])
def test_every_format(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"lsoa{suffix}"
    grid().to_file(path)
    found = read_boundaries(path)
    assert found.type == LSOA21
    assert found.frame.crs.to_epsg() == 4326
    assert found.frame["code"].tolist() == [f"E0199{n:04d}" for n in range(1, 10)]
    assert found.frame["name"][0] == "Area 0"
    assert (found.repaired, found.set_aside) == (0, 0)


def test_a_zipped_shapefile(tmp_path: Path) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    grid().to_file(folder / "lsoa.shp")
    path = Path(shutil.make_archive(str(tmp_path / "lsoa"), "zip", folder))
    assert len(read_boundaries(path).frame) == 9


def test_the_national_grid_becomes_wgs84(tmp_path: Path) -> None:
    path = tmp_path / "lsoa.gpkg"
    grid().to_crs(epsg=27700).to_file(path)
    frame = read_boundaries(path).frame
    assert np.allclose(frame.total_bounds, [WEST, SOUTH, WEST + 3 * STEP, SOUTH + 3 * STEP], atol=1e-5)


@pytest.mark.parametrize(
    ("code", "name", "prefix", "kind"),
    [
        ("LSOA11CD", "LSOA11NM", "E0199", LSOA11),
        ("lsoa21_code", "lsoa21_name", "E0199", LSOA21),
        ("WD24CD", "WD24NM", "E0599", AreaType(Level.WARD, 2024)),
        ("ward21_code", "ward21_name", "E0599", AreaType(Level.WARD, 2021)),
        ("ltla24_code", "ltla24_name", "E0699", AreaType(Level.LAD, 2024)),
        ("PFA23CD", "PFA23NM", "E2399", AreaType(Level.PFA, 2023)),
        ("CSP23CD", "CSP23NM", "E2299", AreaType(Level.CSP, 2023)),
    ],
)
def test_the_code_column_says_what_it_is(code: str, name: str, prefix: str, kind: AreaType, tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    grid(code, name, prefix=prefix).to_file(path)
    assert read_boundaries(path).type == kind


def test_a_ward_file_that_names_its_districts_is_of_wards(tmp_path: Path) -> None:
    path = tmp_path / "wards.geojson"
    grid("WD25CD", "WD25NM", prefix="E0599").assign(LAD25CD="E06990001").to_file(path)
    assert read_boundaries(path).type == AreaType(Level.WARD, 2025)


def test_faulty_polygons_are_repaired_and_others_set_aside(tmp_path: Path) -> None:
    frame = grid("LAD24CD", "LAD24NM", prefix="E0699")
    bow = shapely.Polygon([(0, 50), (0.01, 50.01), (0.01, 50), (0, 50.01)])
    frame.loc[0, "geometry"] = bow
    frame.loc[8, "LAD24CD"] = "S12990001"
    path = tmp_path / "districts.geojson"
    frame.to_file(path)
    found = read_boundaries(path)
    assert (found.repaired, found.set_aside, len(found.frame)) == (1, 1, 8)
    assert found.frame.geometry.is_valid.all()
    assert set(found.frame.geom_type) <= {"Polygon", "MultiPolygon"}


def test_several_files_of_one_type_are_joined(tmp_path: Path) -> None:
    folder = tmp_path / "boundaries"
    folder.mkdir()
    frame = grid()
    frame.iloc[:4].to_file(folder / "north.geojson")
    frame.iloc[3:].to_file(folder / "south.geojson")
    grid("PFA23CD", "PFA23NM", size=1, prefix="E2399").to_file(folder / "force.geojson")
    assert [path.name for path in find(tmp_path)] == ["force.geojson", "north.geojson", "south.geojson"]
    found = read_all(find(tmp_path))
    assert {str(kind): len(one.frame) for kind, one in found.items()} == {"lsoa21": 9, "pfa23": 1}
    moved = frame.iloc[[0]].translate(0.001)
    frame.iloc[[0]].set_geometry(moved).to_file(folder / "west.geojson")
    with pytest.raises(InputError, match="disagree"):
        read_all(find(tmp_path))


def damaged(kind: str, path: Path) -> Path:
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "no areas":
        path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    elif kind == "web page":
        path.write_text("<!DOCTYPE html><html></html>", "utf-8")
    elif kind == "truncated":
        grid().to_file(path)
        path.write_bytes(path.read_bytes()[:-700])
    elif kind == "no code":
        grid("area", "name").to_file(path)
    elif kind == "twice":
        frame = grid()
        frame.loc[1, "LSOA21CD"] = frame.loc[0, "LSOA21CD"]
        frame.to_file(path)
    elif kind == "no polygon":
        content = json.loads(grid().to_json())
        content["features"][0]["geometry"] = None
        path.write_text(json.dumps(content), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["empty", "no areas", "web page", "truncated", "no code", "twice", "no polygon"])
def test_bad_files_are_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be used") as told:
        read_boundaries(damaged(kind, tmp_path / "lsoa.geojson"))
    assert told.value.where == "boundaries/lsoa.geojson"
    assert told.value.found


def test_a_truncated_geopackage_and_zip_are_refused(tmp_path: Path) -> None:
    grid().to_file(tmp_path / "lsoa.gpkg")
    for name in ("cut.gpkg", "cut.zip"):
        (tmp_path / name).write_bytes((tmp_path / "lsoa.gpkg").read_bytes()[:3000])
        with pytest.raises(InputError, match="cannot be used"):
            read_boundaries(tmp_path / name)


def test_a_shapefile_without_a_coordinate_system_is_refused(tmp_path: Path) -> None:
    grid().to_file(tmp_path / "lsoa.shp")
    (tmp_path / "lsoa.prj").unlink()
    with pytest.raises(InputError, match="cannot be used") as told:
        read_boundaries(tmp_path / "lsoa.shp")
    assert "prj" in told.value.found


def test_points_fall_in_their_polygon(tmp_path: Path) -> None:
    grid().to_file(tmp_path / "lsoa.geojson")
    boundaries = read_boundaries(tmp_path / "lsoa.geojson")
    longitude = [WEST + 0.01, WEST + 0.05, WEST + STEP, 5.0, np.nan]
    found = assign_by_coordinates(longitude, [SOUTH + 0.01, SOUTH + 0.05, SOUTH + 0.01, 52.0, 52.0], boundaries)
    assert found.tolist() == ["E01990001", "E01990009", "E01990001", None, None]


def test_square_kilometres(tmp_path: Path) -> None:
    grid().to_file(tmp_path / "lsoa.geojson")
    found = area_square_kilometres(read_boundaries(tmp_path / "lsoa.geojson"))
    # 0.02 degrees are 2.225 km northwards and 1.374 km eastwards at 52 degrees north.
    assert found["square_kilometres"][0] == pytest.approx(2.225 * 1.374, rel=0.005)


def test_shapes_are_wound_for_the_sphere_and_share_their_borders(tmp_path: Path) -> None:
    frame = grid(size=6)
    hole = shapely.Point(WEST + 0.05, SOUTH + 0.05).buffer(0.004)
    frame.loc[14, "geometry"] = frame.loc[14, "geometry"].difference(hole)
    frame.loc[35, "geometry"] = shapely.union(frame.loc[35, "geometry"], shapely.box(0.2, 52.0, 0.21, 52.01))
    frame.to_file(tmp_path / "lsoa.geojson")
    boundaries = read_boundaries(tmp_path / "lsoa.geojson")
    topology = shapes(boundaries)
    assert json.dumps(shapes(boundaries)) == json.dumps(topology)
    assert list(topology["objects"]) == [OBJECT]
    arcs = [np.cumsum(np.asarray(arc), axis=0) for arc in topology["arcs"]]
    used: list[int] = []
    for geometry in topology["objects"][OBJECT]["geometries"]:
        assert set(geometry) == {"type", "arcs", "properties"}
        assert set(geometry["properties"]) == {"code", "name"}
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for outer, *holes in polygons:
            assert signed_area(outer, arcs) < 0
            assert all(signed_area(ring, arcs) > 0 for ring in holes)
            used += [arc if arc >= 0 else ~arc for ring in (outer, *holes) for arc in ring]
    assert max(used.count(arc) for arc in set(used)) == 2
    assert len([arc for arc in set(used) if used.count(arc) == 2]) >= 50
    assert sum(len(g["arcs"]) > 1 for g in topology["objects"][OBJECT]["geometries"]) == 2


def test_a_national_file_is_cut_to_some_areas(tmp_path: Path) -> None:
    grid().to_file(tmp_path / "lsoa.geojson")
    cut = read_boundaries(tmp_path / "lsoa.geojson").only({"E01990002", "E01990007"})
    assert cut.frame["code"].tolist() == ["E01990002", "E01990007"]
