"""Counts over time: lines by month and columns by year, with the events they must be read beside.

A line breaks where a month is missing and where recording changed. A year that is not complete is never a column.
"""

from collections.abc import Collection, Sequence

import pandas as pd

from verity.exhibits.cells import Form
from verity.exhibits.theme import (
    BAND,
    INK,
    PALETTE,
    QUIET,
    WIDTH,
    Spec,
    axis_words,
    data_of,
    labelled,
    order_of,
    themed,
    tooltip,
)
from verity.model.periods import Marker, MarkerKind, month_from_index, month_index, month_name, months_between

HEIGHT = 260
LATE = 0.6
"""Share of the axis from which a marker's label stands to its left."""
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])


def line_by_month(
    frame: pd.DataFrame,
    *,
    month: str,
    value: str,
    value_title: str,
    group: str | None = None,
    markers: Sequence[Marker] = (),
    form: Form = Form.COUNT,
    decimals: int = 1,
) -> Spec:
    """Draw a monthly series, one line per group, each named in a key above.

    Parameters
    ----------
    frame : pd.DataFrame
        One row per month (`YYYY-MM`) and group; a month without a row or a value breaks the line.
    group : str, optional
        At most four groups; more belong in small multiples.
    markers : Sequence[Marker]
        Lockdowns become bands, recording changes dashed rules that break the line.

    Raises
    ------
    ValueError
        For more than four groups.
    """
    groups = order_of(frame, group) if group else [value_title]
    if len(groups) > len(DASHES):
        raise ValueError(f"{len(groups)} lines in one chart; at most {len(DASHES)} can be told apart")
    first, last = str(frame[month].min()), str(frame[month].max())
    inside = [one for one in markers if one.last >= first and one.first <= last]
    whole = _every_month(frame.assign(**({} if group else {"series": value_title})), month, group or "series", groups)
    whole["run"] = _runs(whole[month], inside)
    shown = labelled(whole, value, form, decimals)
    shown["date"] = shown[month] + "-01"
    shown["month_words"] = [month_name(one) for one in shown[month]]
    lines = _lines(shown, group or "series", value, value_title, groups)
    # values start at zero so that a small wobble does not look like a fall
    return themed({"width": WIDTH - 40, "height": HEIGHT, "layer": [*_month_marks(inside, first, last), *lines]})


def _every_month(frame: pd.DataFrame, month: str, group: str, groups: Sequence[str]) -> pd.DataFrame:
    months = months_between(str(frame[month].min()), str(frame[month].max()))
    grid = pd.DataFrame([{group: one, month: at} for one in groups for at in months])
    return grid.merge(frame, on=[group, month], how="left")


def _runs(months: pd.Series, markers: Sequence[Marker]) -> list[int]:
    breaks = [one.first for one in markers if one.kind is MarkerKind.RECORDING_CHANGE]
    return [sum(month >= at for at in breaks) for month in months]


def _lines(shown: pd.DataFrame, group: str, value: str, value_title: str, groups: Sequence[str]) -> list[Spec]:
    x: Spec = {
        "field": "date", "type": "temporal", "scale": {"type": "utc"}, "title": None,
        "axis": {"format": "%Y", "tickCount": {"interval": "year", "step": 1}, "ticks": True, "grid": False},
    }  # fmt: skip
    y: Spec = {
        "field": value, "type": "quantitative", "title": value_title, "scale": {"zero": True}, "axis": {"titleY": -14},
    }  # fmt: skip
    # a key above rather than names at the ends: small series end on top of one another
    key: Spec | None = (
        {"title": None, "symbolType": "stroke", "symbolStrokeWidth": 2.5, "offset": 36} if len(groups) > 1 else None
    )
    colour: Spec = {
        "field": group, "type": "nominal", "legend": key,
        "scale": {"domain": list(groups), "range": list(PALETTE[: len(groups)])},
    }  # fmt: skip
    dash: Spec = {
        "field": group, "type": "nominal", "legend": key,
        "scale": {"domain": list(groups), "range": list(DASHES[: len(groups)])},
    }  # fmt: skip
    fields = [group, "date", "month_words", value, "label", "run"]
    told = tooltip((group, "Series"), ("month_words", "Month"), ("label", value_title))
    layers: list[Spec] = [
        {
            "data": data_of(shown, fields),
            "mark": {"type": "line", "strokeWidth": 2.25, "invalid": "break-paths-show-domains"},
            "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash, "detail": {"field": "run"}},
        },
        {
            "data": data_of(shown.dropna(subset=[value]), fields),
            "mark": {"type": "circle", "size": 14, "opacity": 1},
            "encoding": {"x": x, "y": y, "color": colour, "tooltip": told},
        },
    ]
    return layers


def _month_marks(markers: Sequence[Marker], first: str, last: str) -> list[Spec]:
    bands = [one for one in markers if one.kind is MarkerKind.LOCKDOWN]
    rules = [one for one in markers if one.kind is MarkerKind.RECORDING_CHANGE]
    layers: list[Spec] = []
    if bands:
        rows = [{"from": f"{one.first}-01", "to": f"{_next(one.last)}-01", "words": one.label} for one in bands]
        x: Spec = {"field": "from", "type": "temporal", "scale": {"type": "utc"}}
        layers.append(
            {
                "data": {"values": rows},
                "mark": {"type": "rect", "color": BAND},
                "encoding": {"x": x, "x2": {"field": "to"}, "tooltip": tooltip(("words", "Event"))},
            }
        )
        words = "Lockdowns" if len(bands) > 1 else bands[0].label
        layers.append(_mark_label(f"{bands[0].first}-01", f"{words} (grey)", "left", row=0))
    span = max(1, month_index(last) - month_index(first))
    for row, one in enumerate(rules, start=1 if bands else 0):
        at = f"{one.first}-01"
        align = "right" if (month_index(one.first) - month_index(first)) / span > LATE else "left"
        layers += [
            {
                "data": {"values": [{"at": at}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "color": INK, "strokeWidth": 1.25},
                "encoding": {"x": {"field": "at", "type": "temporal", "scale": {"type": "utc"}}},
            },
            _mark_label(at, f"{one.label}, {month_name(one.first)}", align, row=row),
        ]
    return layers


def _mark_label(at: str, words: str, align: str, *, row: int) -> Spec:
    """Write a label above the plot, each on a row of its own, so that labels never lie on data."""
    return {
        "data": {"values": [{"at": at, "words": words}]},
        "mark": {
            "type": "text", "align": align, "baseline": "bottom", "fontSize": 12, "color": QUIET,
            "dx": 4 if align == "left" else -4, "dy": -4 - 15 * row,
        },
        "encoding": {
            "x": {"field": "at", "type": "temporal", "scale": {"type": "utc"}},
            "y": {"value": 0},
            "text": {"field": "words"},
        },
    }  # fmt: skip


def _next(month: str) -> str:
    return month_from_index(month_index(month) + 1)


def columns_by_year(
    frame: pd.DataFrame,
    *,
    year: str,
    value: str,
    value_title: str,
    complete: Collection[int],
    markers: Sequence[Marker] = (),
    form: Form = Form.COUNT,
    decimals: int = 1,
) -> Spec:
    """Draw one column per complete year, each labelled; the years of marked events say so below.

    Parameters
    ----------
    complete : Collection[int]
        Years that are whole; rows of other years are left out of the picture (the table still has them).

    Raises
    ------
    ValueError
        When no year is complete.
    """
    whole = frame[frame[year].astype(int).isin(list(complete))]
    if whole.empty:
        raise ValueError("no complete year to draw")
    shown = labelled(whole, value, form, decimals)
    shown["year_words"] = shown[year].astype(int).astype(str)
    shown["event"] = [_events_of(int(one), markers) for one in shown[year]]
    x: Spec = {
        "field": "year_words", "type": "ordinal", "title": None, "sort": None,
        "axis": {"labelFontSize": 13}, "scale": {"paddingInner": 0.45, "paddingOuter": 0.3},
    }  # fmt: skip
    y: Spec = {"field": value, "type": "quantitative", "title": None, "scale": {"zero": True}}
    above: Spec = {"x": x, "y": {**y, "field": "place"}, "text": {"field": "label"}}
    notes: Spec = {"x": x, "y": {"value": HEIGHT + 34}, "text": {"field": "event"}}
    return themed(
        {
            "width": WIDTH - 60,
            "height": HEIGHT,
            "title": axis_words(value_title),
            "data": data_of(shown, ["year_words", value, "place", "label", "event"]),
            "layer": [
                {
                    "mark": {"type": "bar", "color": PALETTE[0]},
                    "encoding": {"x": x, "y": y, "tooltip": tooltip(("year_words", "Year"), ("label", value_title))},
                },
                {"mark": {"type": "text", "baseline": "bottom", "dy": -4, "fontSize": 13}, "encoding": above},
                {
                    "mark": {"type": "text", "baseline": "top", "fontSize": 11, "color": QUIET, "lineBreak": "|"},
                    "encoding": notes,
                },
            ],
        }
    )


def _events_of(year: int, markers: Sequence[Marker]) -> str:
    """Name the marked events of a year, one to a line: lockdowns together, recording changes by their words."""
    own = [one for one in markers if one.first[:4] <= str(year) <= one.last[:4]]
    lockdowns = ["lockdown"] if any(one.kind is MarkerKind.LOCKDOWN for one in own) else []
    changes = [one.label.lower() for one in own if one.kind is MarkerKind.RECORDING_CHANGE]
    return "|".join("|".join(words.rsplit(" ", 1)) if len(words) > 16 else words for words in [*lockdowns, *changes])
