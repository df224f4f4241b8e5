"""Polygons as simplified TopoJSON for charts: small, quantised, borders shared, the same bytes every time."""

from typing import Any

from topojson.core.topology import Topology

from verity.geography.boundaries import Boundaries

OBJECT = "areas"
TOLERANCE_DEGREES = 0.0004
"""Some 30 to 45 metres in England and Wales: below what a printed map of a county shows."""
QUANTISATION = 10_000


def shapes(boundaries: Boundaries, tolerance: float = TOLERANCE_DEGREES) -> dict[str, Any]:
    """Return the areas as a TopoJSON topology.

    Parameters
    ----------
    tolerance : float
        Douglas–Peucker tolerance in degrees, applied to shared borders once; 0 keeps every point.

    Returns
    -------
    dict
        One object, `areas`, whose geometries carry `code` and `name` and nothing else. Outer rings run
        clockwise, as drawing on the sphere needs them.
    """
    frame = boundaries.frame[["code", "name", "geometry"]].sort_values("code", ignore_index=True)
    topology = Topology(
        frame,
        prequantize=QUANTISATION,
        toposimplify=tolerance or False,
        prevent_oversimplify=True,
        object_name=OBJECT,
        winding_order="CW_CCW",
    ).to_dict()
    for geometry in topology["objects"][OBJECT]["geometries"]:
        geometry.pop("id", None)
        geometry["properties"] = {name: geometry["properties"][name] for name in ("code", "name")}
    return {key: topology[key] for key in ("type", "objects", "bbox", "transform", "arcs") if key in topology}
