"""Grids: a value for every row and column, shaded in five steps with its number written in.

A cell without a number is hatched, suppressed one way and not available another, and says which by its symbol.
"""

from itertools import pairwise

import pandas as pd

from verity.exhibits.cells import SYMBOLS, Form, number_text
from verity.exhibits.maps import MISSING_FILL, SUPPRESSED_FILL
from verity.exhibits.theme import INK, SEQUENTIAL, WIDTH, Spec, data_of, order_of, plain, themed, tooltip
from verity.model.releases import CellState

HATCHES = {CellState.SUPPRESSED: SUPPRESSED_FILL, CellState.NOT_AVAILABLE: MISSING_FILL}
FIRST_DARK = 3
"""Step from which white numbers read better than black ones."""
SYMBOL_NOTE = "In the picture, [c] stands for suppressed and [x] for not available; neither is zero."


def heat_grid(
    frame: pd.DataFrame,
    *,
    row: str,
    column: str,
    value: str,
    value_title: str,
    form: Form = Form.SHARE,
    decimals: int = 1,
    panel: str | None = None,
) -> Spec:
    """Draw a grid of shaded cells, rows and columns in order of appearance; one grid per value of `panel`.

    Parameters
    ----------
    frame : pd.DataFrame
        One row per cell; `state`, where there is one, says why a value is missing.
    value : str
        Not negative; steps are of equal width from the lowest to the highest value shown.
    """
    steps = shaded(frame, value, form, decimals)
    names = _names(frame[value], form, decimals)
    fills = dict(zip(names, SEQUENTIAL, strict=True)) if names else {}
    present = [one for one in HATCHES if str(one) in set(steps["step"])]
    domain = [*fills, *map(str, present)]
    columns = order_of(frame, column)
    fields = [row, column, value, "label", "ink", "step", *([panel] if panel else [])]
    inner: Spec = {
        "width": max(180, (WIDTH - 190) // (len(order_of(frame, panel)) if panel else 1)),
        "height": {"step": 28},
        "encoding": {
            "x": {
                "field": column, "type": "nominal", "sort": columns,
                "axis": {"title": None, "orient": "top", "labelLimit": 120},
            },
            "y": {"field": row, "type": "nominal", "sort": order_of(frame, row), "axis": {"title": None}},
        },
        "layer": [_cells(domain, [*fills.values(), *(HATCHES[one] for one in present)], row, column, value_title),
                  {"mark": {"type": "text", "fontSize": 11 if panel else 12}, "encoding": {
                      "text": {"field": "label"}, "color": {"field": "ink", "type": "nominal", "scale": None}}}],
    }  # fmt: skip
    if not panel:
        return themed({"data": data_of(steps, fields), **inner})
    facet = {
        "field": panel,
        "type": "nominal",
        "sort": order_of(frame, panel),
        "header": {"title": None, "labelLimit": WIDTH},
    }
    return themed({"data": data_of(steps, fields), "facet": facet, "columns": 1, "spacing": 20, "spec": {
        **inner, "width": WIDTH - 190}})  # fmt: skip


def _cells(domain: list[str], fills: list[str], row: str, column: str, title: str) -> Spec:
    return {
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 2},
        "encoding": {
            "fill": {
                "field": "step", "type": "ordinal", "title": title,
                "scale": {"domain": domain, "range": fills},
                "legend": {"symbolType": "square", "symbolStrokeColor": "#6B6B6B", "symbolStrokeWidth": 1},
            },
            "tooltip": tooltip((row, "Row"), (column, "Column"), ("label", title)),
        },
    }  # fmt: skip


def shaded(frame: pd.DataFrame, value: str, form: Form = Form.SHARE, decimals: int = 1) -> pd.DataFrame:
    """Add `step` (the name of the shade, or the state), `label` and `ink` to the rows of a grid."""
    names = _names(frame[value], form, decimals)
    numbers = frame[value].astype("Float64")
    low, high = numbers.min(), numbers.max()
    states = frame["state"] if "state" in frame else pd.Series([None] * len(frame), index=frame.index)
    steps, labels, inks = [], [], []
    for one, state in zip(map(plain, numbers), states, strict=True):
        missing = CellState.SUPPRESSED if state == CellState.SUPPRESSED else CellState.NOT_AVAILABLE
        at = None if one is None else _step(one, float(low), float(high))
        steps.append(str(missing) if at is None else names[at])
        labels.append(SYMBOLS[missing] if one is None else number_text(float(one), form, decimals))
        inks.append("#FFFFFF" if at is not None and at >= FIRST_DARK else INK)
    return frame.assign(step=steps, label=labels, ink=inks)


def _step(number: float, low: float, high: float) -> int:
    """Return the shade of a number, 0 the lightest.

    Examples
    --------
    >>> [_step(one, 0.0, 10.0) for one in (0.0, 1.9, 2.0, 9.9, 10.0)]
    [0, 0, 1, 4, 4]
    """
    if high <= low:
        return 0
    return min(len(SEQUENTIAL) - 1, int(len(SEQUENTIAL) * (number - low) / (high - low)))


def _names(values: pd.Series, form: Form, decimals: int) -> list[str]:
    """Return the steps in words, each from its lower edge; none where there is no value."""
    known = values.dropna().astype("float64")
    if known.empty:
        return []
    low, wide = float(known.min()), (float(known.max()) - float(known.min())) / len(SEQUENTIAL)
    edges = [number_text(low + wide * step, form, decimals) for step in range(len(SEQUENTIAL) + 1)]
    named = [f"{start} to {end}" for start, end in pairwise(edges)]
    # steps narrower than the decimals shown would share a name, and so a shade
    return named if len(set(named)) == len(named) else [f"step {at + 1}: {one}" for at, one in enumerate(named)]
