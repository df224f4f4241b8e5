"""TopoJSON read back: coordinates of areas for labels, and a flat copy that every renderer can fit.

Shapes are made elsewhere (`verity.geography`); nothing here changes a boundary.
"""

import math
from collections.abc import Collection, Iterator
from typing import Any

from shapely.geometry import Polygon

Topology = dict[str, Any]
OBJECT = "areas"
DEGREES = 400
"""Coordinates above this are metres of a projected grid, not degrees."""


def flat(topology: Topology) -> Topology:
    """Return a copy whose eastings are drawn as wide as they are on the ground at the middle latitude.

    One degree of longitude is shorter than one of latitude; for an area the size of a county a single factor
    is enough, and a flat copy does not depend on the direction in which rings wind. Projected coordinates and
    topologies that are already flat are returned as they are.
    """
    points = list(_points(topology))
    if not points or topology.get("flat") or max(abs(x) for x, _ in points) > DEGREES:
        return topology
    latitudes = [y for _, y in points]
    factor = math.cos(math.radians((min(latitudes) + max(latitudes)) / 2))
    if "transform" in topology:
        scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
        # rounded, because the last bits of a cosine differ between platforms
        stretched = {
            "scale": [round(scale[0] * factor, 12), scale[1]],
            "translate": [round(move[0] * factor, 9), move[1]],
        }
        return {**topology, "transform": stretched, "flat": True}
    arcs = [[[round(x * factor, 7), y] for x, y in arc] for arc in topology["arcs"]]
    return {**topology, "arcs": arcs, "flat": True}


def aspect(topology: Topology) -> float:
    """Return height over width of a flat topology."""
    points = list(_points(topology))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    return high / wide if wide and high else 1.0


def kept(topology: Topology, only: Collection[str] | None) -> Topology:
    """Return the topology with only the areas wanted; their arcs alone are carried."""
    if only is None:
        return topology
    areas = [one for one in topology["objects"][OBJECT]["geometries"] if one["properties"]["code"] in only]
    used = sorted({_own(index) for one in areas for index in _indices(one.get("arcs", []))})
    renumbered = {old: new for new, old in enumerate(used)}
    moved = [{**one, "arcs": _renumber(one.get("arcs", []), renumbered)} for one in areas]
    objects = {OBJECT: {**topology["objects"][OBJECT], "geometries": moved}}
    bare = {key: value for key, value in topology.items() if key != "bbox"}
    return {**bare, "arcs": [topology["arcs"][old] for old in used], "objects": objects}


def anchors(topology: Topology) -> dict[str, tuple[float, float]]:
    """Return a point inside the largest part of each area, by code, for its label."""
    arcs = _decoded(topology)
    found: dict[str, tuple[float, float]] = {}
    for geometry in topology["objects"][OBJECT]["geometries"]:
        parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings = [[_ring(ring, arcs) for ring in part] for part in parts]
        polygons = [Polygon(part[0], part[1:]) for part in rings]
        largest = max(polygons, key=lambda one: float(one.area))
        middle = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
        found[geometry["properties"]["code"]] = (round(middle.x, 6), round(middle.y, 6))
    return found


def area_codes(topology: Topology) -> list[str]:
    """Return the codes of all areas, in the topology's order."""
    return [str(one["properties"]["code"]) for one in topology["objects"][OBJECT]["geometries"]]


def _points(topology: Topology) -> Iterator[tuple[float, float]]:
    for arc in _decoded(topology):
        yield from arc


def _decoded(topology: Topology) -> list[list[tuple[float, float]]]:
    transform = topology.get("transform")
    if not transform:
        return [[(float(x), float(y)) for x, y in arc] for arc in topology["arcs"]]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        decoded.append(line)
    return decoded


def _ring(indices: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    ring: list[tuple[float, float]] = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line[1:] if ring else line
    return ring


def _own(index: int) -> int:
    """Return the arc's own number: a negative one is the same arc walked backwards."""
    return index if index >= 0 else ~index


def _indices(nested: Any) -> Iterator[int]:  # noqa: ANN401 - arcs nest one to three deep
    for one in nested:
        if isinstance(one, int):
            yield one
        else:
            yield from _indices(one)


def _renumber(nested: Any, numbers: dict[int, int]) -> Any:  # noqa: ANN401 - arcs nest one to three deep
    if isinstance(nested, int):
        return numbers[nested] if nested >= 0 else ~numbers[~nested]
    return [_renumber(one, numbers) for one in nested]
