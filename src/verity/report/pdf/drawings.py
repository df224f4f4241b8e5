"""Pictures for print: the site's SVG without its own title, in the font that ships with the package, and its size.

The alternative text goes to the typesetter beside the picture; a title inside it would be read twice.
"""

import re
from collections.abc import Mapping

from verity.report.document.blocks import Document
from verity.report.pictures import static_svg

FONT = "Source Sans 3"
TOLD = re.compile(r"<(title|desc)\b[^>]*>.*?</\1>", re.DOTALL)
FAMILY = re.compile(r'font-family="[^"]*"')
OUTLINE = re.compile(r' d="[^"]*"')
FINE = re.compile(r"(\d\.\d)\d+")
"""A coordinate of more decimals than the eye can see: a tenth of a unit is a fortieth of a millimetre."""
BOX = re.compile(r'viewBox="\s*\S+\s+\S+\s+(\S+)\s+(\S+?)\s*"')


def drawings_of(document: Document, pictures: Mapping[str, str]) -> dict[str, str]:
    """Return exhibit id → SVG for print, for exhibits that draw; `pictures` are those already made."""
    return {
        one.exhibit.id: for_print(pictures.get(one.exhibit.id) or static_svg(one.exhibit, one.number))
        for one in document.displays
        if one.exhibit.chart is not None
    }


def for_print(svg: str) -> str:
    """Return a picture without title and description, in the shipped font, its outlines no finer than print.

    Examples
    --------
    >>> for_print('<svg viewBox="0 0 2 1"><title>T</title><text font-family="Arial">a</text></svg>')
    '<svg viewBox="0 0 2 1"><text font-family="Source Sans 3">a</text></svg>'
    """
    told = FAMILY.sub(f'font-family="{FONT}"', TOLD.sub("", svg))
    return OUTLINE.sub(lambda found: FINE.sub(r"\1", found[0]), told)


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of a picture, in its own units.

    Raises
    ------
    ValueError
        When the picture does not say its size.
    """
    box = BOX.search(svg)
    if box is None:
        raise ValueError("a picture without a view box has no size")
    return float(box.group(1)), float(box.group(2))
