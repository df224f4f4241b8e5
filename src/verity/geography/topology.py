"""Polygons as simplified TopoJSON for charts: small, quantised, borders shared, the same bytes every time.

Drawing on the sphere fills what lies to the right of a ring: outer rings run clockwise, or the whole world is
filled but for the area. Simplification may turn a tiny island round, so every ring is checked afterwards.
"""

import math
from typing import Any

import numpy as np
from topojson.core.topology import Topology

from verity.geography.boundaries import Boundaries

OBJECT = "areas"
TOLERANCE_DEGREES = 0.0004
"""Some 30 to 45 metres in England and Wales: below what a printed map of a county shows."""
STEPS_PER_TOLERANCE = 8
FEWEST_STEPS = 10_000

Ring = list[int]


def shapes(boundaries: Boundaries, tolerance: float = TOLERANCE_DEGREES) -> dict[str, Any]:
    """Return the areas as a TopoJSON topology.

    Parameters
    ----------
    tolerance : float
        Douglas–Peucker tolerance in degrees, applied to shared borders once; 0 keeps every point.

    Returns
    -------
    dict
        One object, `areas`, whose geometries carry `code` and `name` and nothing else, in order of code.
        Parts of an area that vanish at this precision are left out; an area never is.
    """
    frame = boundaries.frame[["code", "name", "geometry"]].sort_values("code", ignore_index=True)
    west, south, east, north = frame.total_bounds
    steps = math.ceil(max(east - west, north - south) * STEPS_PER_TOLERANCE / (tolerance or TOLERANCE_DEGREES))
    topology = Topology(
        frame,
        prequantize=max(FEWEST_STEPS, steps),
        toposimplify=tolerance or False,
        prevent_oversimplify=True,
        object_name=OBJECT,
    ).to_dict()
    arcs = [np.cumsum(np.asarray(arc, dtype="int64"), axis=0) for arc in topology["arcs"]]
    geometries = [_wound(one, arcs) for one in topology["objects"][OBJECT]["geometries"]]
    topology["objects"] = {OBJECT: {"type": "GeometryCollection", "geometries": geometries}}
    return {key: topology[key] for key in ("type", "objects", "bbox", "transform", "arcs") if key in topology}


def _wound(geometry: dict[str, Any], arcs: list[np.ndarray]) -> dict[str, Any]:
    """Return a geometry with outer rings clockwise and holes the other way, rings without surface left out."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    kept = [whole for polygon in polygons if (whole := _polygon(polygon, arcs))] or polygons[:1]
    single = len(kept) == 1
    return {
        "type": "Polygon" if single else "MultiPolygon",
        "arcs": kept[0] if single else kept,
        "properties": {name: geometry["properties"][name] for name in ("code", "name")},
    }


def _polygon(rings: list[Ring], arcs: list[np.ndarray]) -> list[Ring]:
    surfaces = [signed_area(ring, arcs) for ring in rings]
    if not surfaces[0]:
        return []
    return [
        ring if (surface < 0) == (place == 0) else [~arc for arc in reversed(ring)]
        for place, (ring, surface) in enumerate(zip(rings, surfaces, strict=True))
        if surface
    ]


def signed_area(ring: Ring, arcs: list[np.ndarray]) -> float:
    """Return the surface that a ring of arcs encloses, in squared steps; negative where it runs clockwise.

    Parameters
    ----------
    ring : list of int
        Numbers of arcs; `~n` is arc `n` backwards.
    arcs : list of array, shape (points, 2)
        Absolute coordinates.
    """
    parts = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    x, y = np.concatenate(parts).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2
