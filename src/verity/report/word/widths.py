"""How wide the columns of a table should be, from its words; and whether it needs a smaller type or a wide page.

Widths are in twentieths of a point. Letters are reckoned by a short table of the proportions of a plain sans-serif
type, so that no font of the machine decides how a table looks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PAGE = (11906, 16838)
"""A4: width and height."""
MARGIN = 1134
PORTRAIT = PAGE[0] - 2 * MARGIN
LANDSCAPE = PAGE[1] - 2 * MARGIN
PADDING = 170
"""Left and right of the words in a cell, with room for what the reckoning misses."""
SIZES = ((9.0, False), (8.0, True))
LOOSEST = 1.35
"""How much wider than its words a table may be stretched."""
COMFORT = 1100
"""A column of words is not set narrower than this, if its words would fill it."""
NARROW, WIDE = 0.29, 0.86
_NARROW, _WIDE = frozenset(" iljtfrI.,:;'|!()[]/-"), frozenset("mwMW%@—")


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a table is set: width of each column, whether in small type, whether on a wide page."""

    widths: tuple[int, ...]
    small: bool = False
    landscape: bool = False


def fit(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Fit:
    """Return the first setting in which no word has to be broken: upright before wide, larger type before smaller.

    Parameters
    ----------
    header : Sequence[str]
    rows : Sequence[Sequence[str]]
        As many cells each as the header.
    """
    columns = list(zip(header, *rows, strict=True))
    for landscape in (False, True):
        room = LANDSCAPE if landscape else PORTRAIT
        for size, small in SIZES:
            least, most = _bounds(columns, size)
            if sum(least) <= room:
                return Fit(widths=_shared(least, most, room), small=small, landscape=landscape)
    share = LANDSCAPE // len(columns)
    return Fit(widths=(share,) * len(columns), small=True, landscape=True)


def _bounds(columns: Sequence[tuple[str, ...]], size: float) -> tuple[list[int], list[int]]:
    """Return the least and the greatest useful width of each column."""
    most = [max(length(text, size) for text in column) + PADDING for column in columns]
    words = [max(length(word, size) for text in column for word in _words(text)) + PADDING for column in columns]
    least = [max(word, min(whole, COMFORT)) for word, whole in zip(words, most, strict=True)]
    return least, [max(pair) for pair in zip(least, most, strict=True)]


def _words(text: str) -> list[str]:
    """Return the pieces at which a line may be broken; a number is never broken from its bracket."""
    return re.split(r"\s+", text) or [""]


def length(text: str, size: float) -> int:
    """Return about how long a line of text is.

    Examples
    --------
    >>> length("1,204", 9.0) < length("Northport", 9.0)
    True
    """
    ems = sum(NARROW if one in _NARROW else WIDE if one in _WIDE else 0.7 if one.isupper() else 0.56 for one in text)
    return round(ems * size * 20)


def _shared(least: Sequence[int], most: Sequence[int], room: int) -> tuple[int, ...]:
    """Share out the room: every column its least, then in proportion to what each still wants."""
    wanted = sum(most)
    if wanted <= room:
        total = min(room, round(wanted * LOOSEST))
        return tuple(width * total // wanted for width in most)
    spare, lacking = room - sum(least), wanted - sum(least)
    return tuple(low + spare * (high - low) // lacking for low, high in zip(least, most, strict=True))
