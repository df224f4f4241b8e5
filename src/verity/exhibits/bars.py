"""Bars: horizontal with or without intervals, stacked, in small multiples, and diverging around zero.

Every function takes a tidy frame with one row per bar and keeps its order. Bars start at zero; a value that is
not there is said in words where its bar would stand.
"""

from collections.abc import Sequence

import pandas as pd

from verity.exhibits.cells import Form
from verity.exhibits.theme import (
    INK,
    NEUTRAL_BAR,
    ON_PALETTE,
    PALETTE,
    WIDTH,
    Spec,
    axis_words,
    broken,
    data_of,
    labelled,
    order_of,
    themed,
    tooltip,
)

MOST_STACKED = 4
"""Categories that one stacked chart can carry; above it, small multiples."""
BAR = 20
STEP = 30
TICKS = 8
"""Numbers along an axis, nearly: more would touch."""


def horizontal_bars(
    frame: pd.DataFrame,
    *,
    category: str,
    value: str,
    value_title: str,
    lower: str | None = None,
    upper: str | None = None,
    form: Form = Form.COUNT,
    decimals: int = 1,
) -> Spec:
    """Draw one bar per category, labelled with its value; with limits, a whisker for its 95% interval."""
    shown = labelled(frame, value, form, decimals)
    whiskers = lower is not None and upper is not None
    shown["end"] = shown[upper].fillna(shown["place"]) if upper is not None else shown["place"]
    limits = [one for one in (lower, upper) if one is not None]
    names = order_of(frame, category)
    y: Spec = {"field": category, "type": "nominal", "sort": names, "axis": {"title": None, **broken(names)}}
    x: Spec = {
        "field": value, "type": "quantitative", "title": value_title, "scale": {"zero": True},
        "axis": {"tickCount": TICKS},
    }  # fmt: skip
    told = tooltip((category, "Category"), ("label", value_title))
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": BAR, "color": NEUTRAL_BAR if whiskers else PALETTE[0]},
            "encoding": {"x": x, "tooltip": told},
        }
    ]
    if whiskers:
        layers += _whiskers(str(lower), str(upper))
    layers.append(
        {
            "mark": {"type": "text", "align": "left", "dx": 6},
            "encoding": {"x": {"field": "end", "type": "quantitative"}, "text": {"field": "label"}},
        }
    )
    return themed(
        {
            "width": WIDTH - 220,
            "height": {"step": STEP + 6 if "labelExpr" in y["axis"] else STEP},
            "data": data_of(shown, [category, value, *limits, "label", "end"]),
            "encoding": {"y": y},
            "layer": layers,
        }
    )


def _whiskers(lower: str, upper: str) -> list[Spec]:
    ends: Spec = {"x": {"field": lower, "type": "quantitative"}, "x2": {"field": upper}}
    cap: Spec = {"mark": {"type": "tick", "color": INK, "thickness": 1.5, "size": 9}}
    return [
        {"mark": {"type": "rule", "color": INK, "strokeWidth": 1.5}, "encoding": ends},
        *({**cap, "encoding": {"x": {"field": limit, "type": "quantitative"}}} for limit in (lower, upper)),
    ]


def stacked_bars(
    frame: pd.DataFrame,
    *,
    category: str,
    value: str,
    group: str,
    value_title: str,
    form: Form = Form.SHARE,
    decimals: int = 1,
) -> Spec:
    """Draw one bar per category, parted by group with white gaps; more than four groups become small multiples."""
    groups = order_of(frame, group)
    if len(groups) > MOST_STACKED:
        return small_multiple_bars(
            frame, category=category, value=value, panel=group, value_title=value_title, form=form, decimals=decimals
        )
    shown = labelled(frame, value, form, decimals)
    shown["order"] = shown[group].map({one: place for place, one in enumerate(groups)})
    widest = shown.groupby(category)[value].sum().max()
    shown["inside"] = shown["label"].where(shown["place"] >= 0.08 * widest, "")
    x: Spec = {"field": value, "type": "quantitative", "stack": "zero", "title": value_title}
    order: Spec = {"field": "order", "type": "quantitative"}
    colours: Spec = {"domain": groups, "range": list(PALETTE[: len(groups)])}
    inks: Spec = {"domain": groups, "range": list(ON_PALETTE[: len(groups)])}
    return themed(
        {
            "width": WIDTH - 180,
            "height": {"step": STEP + 6},
            "data": data_of(shown, [category, group, value, "order", "label", "inside"]),
            "encoding": {
                "y": {"field": category, "type": "nominal", "sort": order_of(frame, category), "axis": {"title": None}},
                "order": order,
            },
            "layer": [
                {
                    "mark": {"type": "bar", "height": 26, "stroke": "white", "strokeWidth": 2},
                    "encoding": {
                        "x": x,
                        "color": {"field": group, "type": "nominal", "scale": colours, "title": None},
                        "tooltip": tooltip((category, "Category"), (group, "Group"), ("label", value_title)),
                    },
                },
                {
                    "mark": {"type": "text"},
                    "encoding": {
                        "x": {**x, "bandPosition": 0.5},
                        "text": {"field": "inside"},
                        "color": {"field": group, "type": "nominal", "scale": inks, "legend": None},
                    },
                },
            ],
            "resolve": {"scale": {"color": "independent"}},
        }
    )


def small_multiple_bars(
    frame: pd.DataFrame,
    *,
    category: str,
    value: str,
    panel: str,
    value_title: str,
    form: Form = Form.COUNT,
    decimals: int = 1,
    columns: int | None = None,
) -> Spec:
    """Draw one panel per value of a breakdown, all on one scale, with the categories down the side."""
    shown = labelled(frame, value, form, decimals)
    panels = order_of(frame, panel)
    across = columns or min(len(panels), 5)
    width = max(72, (WIDTH - 190) // across - 24)
    most = float(shown["place"].max() or 1)
    # room for the longest label beyond the longest bar
    reach = most * width / max(width - 7 * max(map(len, shown["label"])) - 4, width / 3)
    x: Spec = {"field": value, "type": "quantitative", "axis": None, "scale": {"domain": [0, reach], "nice": False}}
    return themed(
        {
            "data": data_of(shown, [panel, category, value, "place", "label"]),
            "facet": {"field": panel, "type": "nominal", "sort": panels, "header": {"title": None}},
            "columns": across,
            "spacing": {"column": 24, "row": 18},
            "title": axis_words(value_title),
            "spec": {
                "width": width,
                "height": {"step": 24},
                "encoding": {
                    "y": {
                        "field": category,
                        "type": "nominal",
                        "sort": order_of(frame, category),
                        "axis": {"title": None},
                    },
                },
                "layer": [
                    {
                        "mark": {"type": "bar", "height": 16, "color": PALETTE[0]},
                        "encoding": {
                            "x": x,
                            "tooltip": tooltip((panel, "Panel"), (category, "Category"), ("label", value_title)),
                        },
                    },
                    {
                        "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11},
                        "encoding": {"x": {**x, "field": "place"}, "text": {"field": "label"}},
                    },
                ],
            },
        }
    )


def diverging_bars(
    frame: pd.DataFrame,
    *,
    category: str,
    value: str,
    value_title: str,
    facet: str | None = None,
    form: Form = Form.CHANGE,
    decimals: int = 1,
    colours: Sequence[str] = (PALETTE[0], PALETTE[3]),
) -> Spec:
    """Draw changes to the right and left of zero, labelled with their sign; one panel per value of `facet`."""
    shown = labelled(frame, value, form, decimals)
    panels = order_of(frame, facet) if facet else [""]
    width = max(110, (WIDTH - 110) // len(panels) - 20)
    fields = [category, value, "place", "label", *([facet] if facet else [])]
    # bars grow from zero, so labels stand beyond their end on either side; room is left for them
    reach = float(shown["place"].abs().max() or 1) * (1.55 if len(panels) > 1 else 1.3)
    x: Spec = {
        "field": value, "type": "quantitative", "title": value_title if len(panels) == 1 else None,
        "scale": {"domain": [-reach if (shown["place"] < 0).any() else -reach * 0.2, reach]},
        "axis": {"labelExpr": "datum.value == 0 ? '0' : format(datum.value, '+,.1~f')", "tickCount": 5},
    }  # fmt: skip
    labels: Spec = {"x": {**x, "field": "place"}, "text": {"field": "label"}}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 14},
            "encoding": {
                "x": x,
                "color": {"condition": {"test": f"datum['{value}'] < 0", "value": colours[1]}, "value": colours[0]},
                "tooltip": tooltip((category, "Category"), *([(facet, "Panel")] if facet else []), ("label", "Change")),
            },
        },
        {
            "transform": [{"filter": "datum.place >= 0"}],
            "mark": {"type": "text", "align": "left", "dx": 4, "fontSize": 11},
            "encoding": labels,
        },
        {
            "transform": [{"filter": "datum.place < 0"}],
            "mark": {"type": "text", "align": "right", "dx": -4, "fontSize": 11},
            "encoding": labels,
        },
        {"mark": {"type": "rule", "color": INK}, "encoding": {"x": {"datum": 0, "type": "quantitative"}}},
    ]
    y: Spec = {"field": category, "type": "nominal", "sort": order_of(frame, category), "axis": {"title": None}}
    inner: Spec = {"width": width, "height": {"step": 20}, "encoding": {"y": y}, "layer": layers}
    if not facet:
        return themed({"data": data_of(shown, fields), **inner})
    return themed(
        {
            "data": data_of(shown, fields),
            "title": axis_words(value_title),
            "facet": {"column": {"field": facet, "type": "nominal", "sort": panels, "header": {"title": None}}},
            "spacing": 20,
            "spec": inner,
        }
    )
