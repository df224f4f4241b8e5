"""Maps: areas shaded by class, and areas with their names.

Classes run light to dark; areas without a number are hatched, suppressed one way and not available another, so
that neither can be taken for the lowest class or for zero.
"""

import json
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from verity.exhibits.theme import INK, SEQUENTIAL, Spec, plain, themed
from verity.exhibits.topology import OBJECT, Topology, anchors, area_codes, aspect, flat, kept
from verity.model.releases import CellState

SUPPRESSED_FILL = "url(#hatch-suppressed)"
MISSING_FILL = "url(#hatch-not-available)"
PATTERNS = (
    '<pattern id="hatch-suppressed" width="7" height="7" patternUnits="userSpaceOnUse">'
    '<rect width="7" height="7" fill="#FFFFFF"/><path d="M-1 8 8 -1M-2 2 2 -2M5 9 9 5" stroke="#3D3D3D" '
    'stroke-width="1.4"/></pattern>'
    '<pattern id="hatch-not-available" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#FFFFFF"/><circle cx="3" cy="3" r="1.1" fill="#6B6B6B"/></pattern>'
)
"""SVG patterns that whatever holds a map must define: stripes for suppressed, dots for not available."""
ZERO_FILL = "#FFFFFF"
EMPTY = (ZERO_FILL, SUPPRESSED_FILL, MISSING_FILL)
MAP_WIDTH = 620
MAP_TALLEST = 620
PLAIN = {"type": "identity", "reflectY": True}


def choropleth(
    shapes: Topology,
    frame: pd.DataFrame,
    *,
    code: str,
    value: str,
    classes: Sequence[str],
    legend: str,
    reverse: bool = False,
    outline: Topology | None = None,
    labels: bool = True,
    colours: Sequence[str] | None = None,
    zero: str | None = None,
) -> Spec:
    """Shade areas by class.

    Parameters
    ----------
    shapes : dict
        TopoJSON, object `areas`, properties `code` and `name`. Areas that `frame` does not name are hatched as
        not available.
    frame : pd.DataFrame
        One row per area: `code`, `value` (one of `classes`, or missing) and, where there is one, `state`.
    classes : Sequence[str]
        In order, lightest first; at most five unless `colours` are given.
    legend : str
    reverse : bool
        Whether the first class is the darkest.
    outline : dict, optional
        Areas drawn as outlines on top, named when `labels`.
    zero : str, optional
        The class that means zero, drawn white with an outline, apart from every shade.

    Raises
    ------
    ValueError
        For a value that is none of the classes, or more classes than shades.
    """
    rows = _classed(frame, code, value, classes)
    there = set(area_codes(shapes))
    named = {row["code"] for row in rows}
    shades = _shades(classes, reverse, colours, zero)
    absent = {row["class"] for row in rows if row["code"] in there} - set(classes)
    if there - named:
        absent.add(str(CellState.NOT_AVAILABLE))
    for state, fill in ((CellState.SUPPRESSED, SUPPRESSED_FILL), (CellState.NOT_AVAILABLE, MISSING_FILL)):
        if str(state) in absent:
            shades.append((str(state), fill))
    areas = flat(shapes)
    layers = [_areas(areas, [row for row in rows if row["code"] in there], shades, legend)]
    if outline is not None:
        layers += _outlines(flat(outline), labels=labels)
    return themed({**_size(areas), "projection": PLAIN, "layer": layers})


def _size(areas: Topology) -> Spec:
    """Return a frame of the areas' own shape, so that no empty band stands around the map."""
    wide_by_high = aspect(areas)
    width = min(MAP_WIDTH, round(MAP_TALLEST / wide_by_high))
    return {"width": width, "height": round(width * wide_by_high)}


def _classed(frame: pd.DataFrame, code: str, value: str, classes: Sequence[str]) -> list[dict[str, Any]]:
    states = frame["state"] if "state" in frame else pd.Series([None] * len(frame), index=frame.index)
    rows = []
    for one, given, state in zip(frame[code], frame[value], states, strict=True):
        shown = plain(given)
        if state == CellState.SUPPRESSED:
            shown = str(CellState.SUPPRESSED)
        elif shown is None or shown == "nan":
            shown = str(CellState.NOT_AVAILABLE)
        elif shown not in classes:
            raise ValueError(f"{shown!r} is none of the classes {', '.join(classes)}")
        rows.append({"code": str(one), "class": shown})
    return sorted(rows, key=lambda row: row["code"])


def _shades(
    classes: Sequence[str], reverse: bool, colours: Sequence[str] | None, zero: str | None
) -> list[tuple[str, str]]:
    shaded = [one for one in classes if one != zero]
    palette = list(colours or _spread(len(shaded)))
    if len(palette) < len(shaded):
        raise ValueError(f"{len(shaded)} classes; at most {len(SEQUENTIAL)} shades can be told apart")
    given = dict(zip(shaded, palette[::-1] if reverse else palette, strict=True))
    return [(one, ZERO_FILL if one == zero else given[one]) for one in classes]


def _spread(number: int) -> tuple[str, ...]:
    """Pick shades as far apart as there is room for."""
    picks = {1: (3,), 2: (1, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4)}.get(number, range(len(SEQUENTIAL)))
    return tuple(SEQUENTIAL[one] for one in picks)


def _source(topology: Topology) -> Spec:
    return {"values": topology, "format": {"type": "topojson", "feature": OBJECT}}


def _areas(areas: Topology, rows: list[dict[str, Any]], shades: list[tuple[str, str]], legend: str) -> Spec:
    missing = str(CellState.NOT_AVAILABLE)
    empty = [one for one, fill in shades if fill in EMPTY]
    return {
        "data": _source(areas),
        "transform": [
            {"lookup": "properties.code", "from": {"data": {"values": rows}, "key": "code", "fields": ["class"]}},
            {"calculate": f"datum.class || '{missing}'", "as": "class"},
            {"calculate": "datum.properties.name", "as": "name"},
        ],
        "mark": {"type": "geoshape", "strokeWidth": 0.6},
        "encoding": {
            # areas that are white inside need an edge that is not
            "stroke": {"condition": {"test": _is_one_of(empty), "value": "#8A9399"}, "value": "white"},
            "fill": {
                "field": "class", "type": "ordinal",
                "scale": {"domain": [one for one, _ in shades], "range": [fill for _, fill in shades]},
                "legend": {
                    "title": legend, "symbolType": "square", "symbolStrokeColor": "#6B6B6B", "symbolStrokeWidth": 1,
                    "columns": 3 if len(shades) > 4 else len(shades), "symbolSize": 260, "rowPadding": 6,
                },
            },
            "tooltip": [
                {"field": "name", "type": "nominal", "title": "Area"},
                {"field": "class", "type": "nominal", "title": legend},
            ],
        },
    }  # fmt: skip


def _is_one_of(classes: Sequence[str]) -> str:
    return f"indexof({json.dumps(list(classes), ensure_ascii=False)}, datum.class) >= 0"


def _outlines(areas: Topology, *, labels: bool) -> list[Spec]:
    border: Spec = {
        "data": _source(areas),
        "mark": {"type": "geoshape", "fill": None, "stroke": INK, "strokeWidth": 1.6, "strokeJoin": "round"},
    }
    return [border, *(_names(areas, "name") if labels else [])]


def _names(areas: Topology, label: str) -> list[Spec]:
    """Write names twice, first as a white edge, so that they read on any shade."""
    points = anchors(areas)
    rows = [
        {"x": points[one["properties"]["code"]][0], "y": points[one["properties"]["code"]][1],
         "words": _two_lines(str(one["properties"][label]))}
        for one in areas["objects"][OBJECT]["geometries"]
    ]  # fmt: skip
    encoding: Spec = {
        "longitude": {"field": "x", "type": "quantitative"},
        "latitude": {"field": "y", "type": "quantitative"},
        "text": {"field": "words"},
    }
    base: Spec = {"type": "text", "fontSize": 14, "fontWeight": "bold", "lineBreak": "|"}
    halo: Spec = {**base, "stroke": "white", "strokeWidth": 4, "strokeJoin": "round", "color": "white"}
    return [{"data": {"values": rows}, "mark": mark, "encoding": encoding} for mark in (halo, {**base, "color": INK})]


def _two_lines(name: str) -> str:
    """Break a long name at the space nearest its middle."""
    spaces = [at for at, letter in enumerate(name) if letter == " "]
    if len(name) < 16 or not spaces:
        return name
    at = min(spaces, key=lambda one: abs(one - len(name) / 2))
    return f"{name[:at]}|{name[at + 1 :]}"


def outline_map(shapes: Topology, *, label: str = "name", only: Collection[str] | None = None) -> Spec:
    """Draw areas as outlines with their names.

    Parameters
    ----------
    shapes : dict
        TopoJSON, object `areas`.
    label : str
        Property that names an area.
    only : Collection[str], optional
        Codes to draw; all by default.
    """
    areas = flat(kept(shapes, only))
    land: Spec = {
        "data": _source(areas),
        "transform": [{"calculate": "datum.properties.name", "as": "name"}],
        "mark": {"type": "geoshape", "fill": SEQUENTIAL[0], "stroke": INK, "strokeWidth": 1.4, "strokeJoin": "round"},
        "encoding": {"tooltip": [{"field": "name", "type": "nominal", "title": "Area"}]},
    }
    layers = [land, *_names(areas, label)]
    return themed({**_size(areas), "projection": PLAIN, "layer": layers})
