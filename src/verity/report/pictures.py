"""Charts into static SVG for print and for readers without JavaScript; the same specification draws on the page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import vl_convert

from verity.exhibits.exhibit import Exhibit
from verity.exhibits.maps import MISSING_FILL, PATTERNS, SUPPRESSED_FILL
from verity.report.png import smaller

VEGA_LITE = "6.4"
PNG_SCALE = 2.0
"""Pixels of a PNG for one of the drawing: sharp in print at the width of a page."""


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """The pictures of an edition, drawn once: exhibit id → SVG text, and → PNG bytes."""

    svg: Mapping[str, str]
    png: Mapping[str, bytes]


def draw_all(exhibits: Sequence[tuple[Exhibit, str]]) -> Pictures:
    """Draw every chart once, for all writers.

    One engine draws, one picture after the other: it holds the interpreter while it draws, so threads gain nothing
    (92 charts: 3.1 s with one thread, 3.1 s with two; their PNG 5.4 s, made from the SVG and not drawn again: 2.5 s to
    paint them, 2.9 s to make 17.4 MB into 3.7 MB).

    Parameters
    ----------
    exhibits : sequence of (Exhibit, str)
        Each with its number.
    """
    svg = all_svg(exhibits)
    return Pictures(svg=svg, png={one: png_of(drawn) for one, drawn in svg.items()})


def png_of(svg: str) -> bytes:
    """Return a drawn picture as PNG, at twice its size, each pixel kept in as few bytes as it needs."""
    return smaller(bytes(vl_convert.svg_to_png(sized(svg), scale=PNG_SCALE)))


def sized(svg: str) -> str:
    """Give a picture that scales with its page its own width and height again, for files that stand alone."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if box is None:
        raise ValueError("a picture without a view box has no size")
    return svg.replace("<svg", f'<svg width="{box[1]}" height="{box[2]}"', 1)


def static_svg(exhibit: Exhibit, number: str) -> str:
    """Return the exhibit's chart as one SVG image with a title and a description.

    Parameters
    ----------
    number : str
        “Figure 7”, which heads the title.
    """
    if exhibit.chart is None:
        return ""
    drawn = with_patterns(str(vl_convert.vegalite_to_svg(exhibit.chart)))
    drawn = re.sub(r'\s(role|aria-roledescription|aria-label|aria-hidden)="[^"]*"', "", _own_ids(drawn, exhibit.id))
    name, about = f"{exhibit.id}-title", f"{exhibit.id}-about"
    title, description = escape(f"{number}. {exhibit.title}"), escape(exhibit.alt_text)
    told = f'<title id="{name}">{title}</title><desc id="{about}">{description}</desc>'
    head = re.match(r"<svg[^>]*>", drawn)
    if head is None:
        raise ValueError(f"{exhibit.id}: the chart did not become SVG")
    opening = _scaling(head.group()).replace("<svg", f'<svg role="img" aria-labelledby="{name} {about}"', 1)
    return opening + told + drawn[head.end() :]


def with_patterns(drawn: str) -> str:
    """Define the hatches inside a picture that uses them; an undefined one is drawn as nothing, like zero."""
    if not uses_patterns(drawn):
        return drawn
    head = drawn.index(">") + 1
    return f"{drawn[:head]}<defs>{PATTERNS}</defs>{drawn[head:]}"


def uses_patterns(drawn: str) -> bool:
    """Whether a picture or specification shades with a hatch."""
    return any(fill in drawn for fill in (SUPPRESSED_FILL, MISSING_FILL))


def _own_ids(drawn: str, exhibit: str) -> str:
    """Make the ids of clip paths and gradients the exhibit's own: one page holds many pictures."""
    ids = sorted(set(re.findall(r'\bid="([^"]+)"', drawn)), key=len, reverse=True)
    for place, one in enumerate(ids):
        new = f"{exhibit}-{place}"
        drawn = drawn.replace(f'id="{one}"', f'id="{new}"').replace(f"url(#{one})", f"url(#{new})")
    return drawn


def _scaling(opening: str) -> str:
    """Let the picture shrink with the page: its size is in the view box."""
    return re.sub(r'\s(width|height)="[^"]*"', "", opening)


def interactive_bundle() -> str:
    """Return the script that draws specifications on the page, Vega and Vega-Lite included."""
    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE))


def all_svg(exhibits: Sequence[tuple[Exhibit, str]]) -> dict[str, str]:
    """Return exhibit id → SVG, for exhibits that draw."""
    return {one.id: static_svg(one, number) for one, number in exhibits if one.chart is not None}
