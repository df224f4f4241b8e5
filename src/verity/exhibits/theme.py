"""The look shared by every chart and map: palette, type, axes, and how frames become data inside a specification.

Colours are those of the Government Analysis Function, used in order: neighbours in that order differ by at least
3:1 in contrast, other pairs do not.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from verity.exhibits.cells import Form, number_text
from verity.model.releases import CellState

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

PALETTE = ("#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
ON_PALETTE = ("#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C", "#FFFFFF", "#0B0C0C")
"""Text colour that reads on each colour of the palette."""
SEQUENTIAL = ("#D5E5F3", "#9CC3E6", "#5B9BD0", "#2073BC", "#12436D")
"""Light to dark; classes are also parted by white outlines and named in the table behind."""
NEUTRAL_BAR = "#2073BC"
"""Bar on which a black whisker still reads (4:1), itself 5:1 on white."""
PALE = "#BCD6EE"
INK = "#0B0C0C"
QUIET = "#505A5F"
GRID = "#E3E6E8"
BAND = "#E6E8EA"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
WIDTH = 640
LINE = 38
"""Letters that one line of a category's name may have; a longer one is broken between words."""
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

CONFIG: Spec = {
    # The picture is one image with a text alternative and a table: labels on every mark would only be noise.
    "aria": False,
    "font": FONT,
    "padding": 4,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13, "titleFontSize": 13, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
        "gridColor": GRID, "domain": False, "ticks": False, "labelPadding": 6, "titlePadding": 10, "labelLimit": 260,
        "labelAngle": 0, "titleAnchor": "start",
    },
    "axisY": {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom"},
    "legend": {
        "orient": "top", "direction": "horizontal", "labelFontSize": 13, "titleFontSize": 13,
        "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK, "symbolSize": 160, "labelLimit": 300,
        "columnPadding": 18, "offset": 10,
    },
    "header": {
        "labelFontSize": 13, "labelFontWeight": "bold", "labelAnchor": "start", "labelColor": INK, "title": None,
        "labelPadding": 6, "labelLimit": 220,
    },
    "text": {"fontSize": 12, "color": INK},
    "rule": {"color": INK},
}  # fmt: skip


def themed(spec: Spec) -> Spec:
    """Return a whole specification in the shared look."""
    return {"$schema": SCHEMA, "background": "white", "config": CONFIG, **spec}


def data_of(frame: pd.DataFrame, columns: Sequence[str]) -> Spec:
    """Return rows as inline data; missing values become null, never zero."""
    kept = frame.loc[:, list(dict.fromkeys(columns))]
    return {"values": [{str(key): plain(value) for key, value in row.items()} for row in kept.to_dict("records")]}


def plain(value: Any) -> Any:  # noqa: ANN401 - any scalar of a frame
    """Return a scalar as JSON knows it, floats to six decimals."""
    if value is None or pd.isna(value):
        return None
    if hasattr(value, "item"):
        value = value.item()
    return round(value, 6) if isinstance(value, float) else value


def broken(names: Sequence[object]) -> Spec:
    """Return what breaks the names of categories into lines where one of them is long: the axis would cut it off."""
    if all(len(str(one)) <= LINE for one in names):
        return {}
    lines = rf"replace(datum.label, regexp('(.{{1,{LINE}}})(\\s+|$)', 'g'), '$1\n')"
    # the upper of two lines ends where the middle of a single one stands
    level = {"condition": {"test": f"length(datum.label) > {LINE}", "value": "bottom"}, "value": "middle"}
    return {"labelExpr": rf"split(trim({lines}), '\n')", "labelLimit": 0, "labelBaseline": level}


def axis_words(words: str) -> Spec:
    """Return the title of a value axis, set level above the chart instead of turned beside it."""
    return {"text": words, "anchor": "start", "fontSize": 13, "fontWeight": "normal", "color": INK, "offset": 12}


def labelled(frame: pd.DataFrame, value: str, form: Form, decimals: int = 1) -> pd.DataFrame:
    """Add `label` (the number or its state in words) and `place` (where the label stands: the value, or 0).

    Raises
    ------
    ValueError
        The frame has a column of such a name, which would be lost.
    """
    if taken := {"label", "place"} & set(frame.columns):
        raise ValueError(f"the chart would overwrite the column {', '.join(sorted(taken))}")
    states = frame["state"] if "state" in frame else pd.Series([None] * len(frame), index=frame.index)
    labels = [_label(one, state, form, decimals) for one, state in zip(frame[value], states, strict=True)]
    return frame.assign(label=labels, place=frame[value].astype("Float64").fillna(0))


def _label(value: Any, state: object, form: Form, decimals: int) -> str:  # noqa: ANN401 - any scalar of a frame
    if not pd.isna(value):
        return number_text(float(value), form, decimals)
    return str(state) if isinstance(state, str) and state != CellState.SHOWN else str(CellState.NOT_AVAILABLE)


def order_of(frame: pd.DataFrame, column: str) -> list[Any]:
    """Return the values of a column in order of appearance."""
    return [plain(one) for one in frame[column].drop_duplicates()]


def tooltip(*fields: tuple[str, str]) -> list[Spec]:
    """Return the words shown on pointing at a mark; they repeat what the table says."""
    return [{"field": field, "title": title, "type": "nominal"} for field, title in fields]
