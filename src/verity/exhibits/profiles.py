"""Profiles: the population pyramid, and what was observed beside what was expected."""

from collections.abc import Sequence

import pandas as pd

from verity.exhibits.cells import Form
from verity.exhibits.theme import INK, PALE, PALETTE, WIDTH, Spec, data_of, labelled, order_of, themed, tooltip

SIDES = 2
COMPARATOR_COLOURS = (PALETTE[2], PALETTE[4], PALETTE[3])
COMPARATOR_SHAPES = ("circle", "triangle-up", "diamond")


def population_pyramid(
    frame: pd.DataFrame,
    *,
    area: str,
    comparators: Sequence[str] = (),
    name: str = "area_name",
    sex: str = "sex",
    age: str = "age_band",
    value: str = "share_pct",
    value_title: str = "Share of all residents, per cent",
) -> Spec:
    """Draw an area's residents by age as bars, the sexes to either side, and comparators as marks.

    Parameters
    ----------
    frame : pd.DataFrame
        One row per area, sex and age band, youngest first; `value` in per cent of all residents of the area.
    area : str
        Value of `name` that is drawn as bars.
    comparators : Sequence[str]
        At most three other values, drawn as marks of different shapes.
    value_title : str
        Of whom the shares are, where it is not residents.

    Raises
    ------
    ValueError
        When there are not two sexes, or more than three comparators.
    """
    sides = sorted(order_of(frame, sex), key=lambda one: not str(one).lower().startswith("m"))
    if len(sides) != SIDES or len(comparators) > len(COMPARATOR_SHAPES):
        raise ValueError(f"a pyramid needs two sexes and at most three comparators; found {sides}, {comparators}")
    shown = labelled(frame[frame[name].isin([area, *comparators])], value, Form.SHARE)
    left = shown[sex] == sides[0]
    shown["signed"] = shown[value].where(~left, -shown[value])
    reach = float(shown[value].max()) * 1.1
    y: Spec = {"field": age, "type": "ordinal", "sort": order_of(frame, age)[::-1], "title": None}
    x: Spec = {
        "field": "signed", "type": "quantitative", "title": value_title,
        "scale": {"domain": [-reach, reach], "nice": False},
        "axis": {"labelExpr": "format(abs(datum.value), '~g')", "tickCount": 9},
    }  # fmt: skip
    told = tooltip((name, "Area"), (sex, "Sex"), (age, "Age"), ("label", "Per cent"))
    fields = [name, sex, age, value, "signed", "label"]
    others = shown[shown[name].isin(list(comparators))]
    layers: list[Spec] = [
        {
            "data": data_of(shown[shown[name] == area].assign(key=f"{area} (bars)"), [*fields, "key"]),
            "mark": {"type": "bar", "height": 17, "stroke": PALETTE[0], "strokeWidth": 1},
            "encoding": {
                "x": x, "y": y, "tooltip": told,
                "fill": {
                    "field": "key", "type": "nominal", "title": None, "scale": {"range": [PALE]},
                    "legend": {"symbolType": "square", "symbolStrokeColor": PALETTE[0]},
                },
            },
        },
    ]  # fmt: skip
    if comparators:
        layers.append(_comparators(others, fields, x, y, told, comparators=comparators, name=name))
    layers += [
        {"mark": {"type": "rule", "color": INK}, "data": {"values": [{}]}, "encoding": {"x": {"datum": 0}}},
        *_side_names([str(one) for one in sides], reach, x),
    ]
    return themed({"width": WIDTH - 90, "height": {"step": 22}, "layer": layers})


def _comparators(
    others: pd.DataFrame,
    fields: list[str],
    x: Spec,
    y: Spec,
    told: list[Spec],
    *,
    comparators: Sequence[str],
    name: str,
) -> Spec:
    number = len(comparators)
    scale: Spec = {"domain": list(comparators), "range": list(COMPARATOR_COLOURS[:number])}
    shapes: Spec = {"domain": list(comparators), "range": list(COMPARATOR_SHAPES[:number])}
    return {
        "data": data_of(others, fields),
        "mark": {"type": "point", "filled": True, "size": 42, "opacity": 1},
        "encoding": {
            "x": x, "y": y, "tooltip": told,
            "color": {"field": name, "type": "nominal", "scale": scale, "title": None},
            "shape": {"field": name, "type": "nominal", "scale": shapes, "title": None},
        },
    }  # fmt: skip


def _side_names(sides: Sequence[str], reach: float, x: Spec) -> list[Spec]:
    rows = [
        {"at": -reach, "words": _title(sides[0]), "align": "left"},
        {"at": reach, "words": _title(sides[1]), "align": "right"},
    ]
    return [
        {
            "data": {"values": [row]},
            "mark": {"type": "text", "align": row["align"], "fontSize": 14, "fontWeight": "bold", "baseline": "top"},
            "encoding": {"x": {**x, "field": "at"}, "y": {"value": 2}, "text": {"field": "words"}},
        }
        for row in rows
    ]


def _title(sex: str) -> str:
    return {"m": "Males", "f": "Females"}.get(sex[:1].lower(), sex) if sex.lower() != "women" else "Women"


def observed_expected(
    frame: pd.DataFrame,
    *,
    category: str,
    observed: str,
    expected: str,
    value_title: str,
    form: Form = Form.SHARE,
    decimals: int = 1,
) -> Spec:
    """Draw what was observed as a filled dot and what was expected as an open square, joined by a line."""
    shown = labelled(frame, observed, form, decimals)
    expected_words = labelled(frame, expected, form, decimals)["label"]
    shown["told"] = [f"{mine}, expected {other}" for mine, other in zip(shown["label"], expected_words, strict=True)]
    shown["right"] = shown[[observed, expected]].max(axis=1)
    long = pd.concat(
        [shown.assign(number=shown[observed], what="Observed"), shown.assign(number=shown[expected], what="Expected")]
    )
    kinds = ["Observed", "Expected"]
    y: Spec = {"field": category, "type": "nominal", "sort": order_of(frame, category), "axis": {"title": None}}
    x: Spec = {"field": "number", "type": "quantitative", "title": value_title, "scale": {"zero": True}}
    marks: Spec = {
        "data": data_of(long, [category, "number", "what", "told"]),
        "mark": {"type": "point", "size": 130, "opacity": 1, "strokeWidth": 2},
        "encoding": {
            "x": x, "y": y, "tooltip": tooltip((category, "Category"), ("told", value_title)),
            "shape": {"field": "what", "title": None, "scale": {"domain": kinds, "range": ["circle", "square"]}},
            "stroke": {"field": "what", "title": None, "scale": {"domain": kinds, "range": [PALETTE[0], PALETTE[4]]}},
            "fill": {"field": "what", "title": None, "scale": {"domain": kinds, "range": [PALETTE[0], "white"]}},
        },
    }  # fmt: skip
    joins: Spec = {
        "data": data_of(shown, [category, observed, expected]),
        "mark": {"type": "rule", "color": PALETTE[4], "strokeWidth": 2},
        "encoding": {"y": y, "x": {**x, "field": observed}, "x2": {"field": expected}},
    }
    labels: Spec = {
        "data": data_of(shown, [category, "right", "told"]),
        "mark": {"type": "text", "align": "left", "dx": 12},
        "encoding": {"y": y, "x": {**x, "field": "right"}, "text": {"field": "told"}},
    }
    return themed({"width": WIDTH - 330, "height": {"step": 36}, "layer": [joins, marks, labels]})
