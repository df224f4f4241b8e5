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
PADDING = 190
"""Left and right of the words in a cell, with room for what the reckoning misses."""
LARGE, SMALL = 9.0, 8.0
LOOSEST = 1.35
"""How much wider than its words a table may be stretched."""
LINES, SHORT_LINES, HEAD_LINES = 2, 4, 4
"""Lines that a cell may take, that one of a short table may take before the page is turned, and a head."""
EASY_HEAD = 2
"""Lines of a head where not everything fits on one line: the room goes to cells."""
SHORT = 12
"""Rows of a short table."""
PROSE = 60
"""Letters from which a cell is prose: it may take more lines, if each has room for some words."""
PROSE_ROOM = 25
BOLD, UNEVEN = 1.1, 1.12
"""How much longer bold words are; and lines, for breaking between words."""
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
    for landscape, size, lines in _settings(short=len(rows) <= SHORT):
        room = LANDSCAPE if landscape else PORTRAIT
        least = [_least(column[0], column[1:], size, lines) + PADDING for column in columns]
        if sum(least) <= room:
            most = _most(columns, least, size, room)
            return Fit(widths=_shared(least, most, room), small=size == SMALL, landscape=landscape)
    share = LANDSCAPE // len(columns)
    return Fit(widths=(share,) * len(columns), small=True, landscape=True)


def _settings(*, short: bool) -> list[tuple[bool, float, int]]:
    """Return what is tried in turn: whether the page is turned, the size of the type, the lines of a cell."""
    upright = [(False, LARGE, LINES), (False, SMALL, LINES), *([(False, SMALL, SHORT_LINES)] if short else [])]
    return [*upright, (True, LARGE, LINES), (True, SMALL, LINES)]


def _most(columns: Sequence[tuple[str, ...]], least: Sequence[int], size: float, room: int) -> list[int]:
    """Return the greatest useful width of each column: cells on one line, and the heads too if there is room."""
    body = [max((length(text, size) for text in column[1:]), default=0) for column in columns]
    for lines in (1, EASY_HEAD):
        heads = [length(column[0], size) * BOLD * (UNEVEN if lines > 1 else 1) / lines for column in columns]
        most = [max(low, round(max(pair)) + PADDING) for low, *pair in zip(least, heads, body, strict=True)]
        if sum(most) <= room:
            break
    return most


def _least(head: str, body: Sequence[str], size: float, lines: int) -> int:
    """Return the width in which no word is broken and no cell takes more lines than it may."""
    words = [round(length(word, size) * BOLD) for word in _words(head)]
    words += [length(word, size) for text in body for word in _words(text)]
    prose = length("n" * PROSE_ROOM, size)
    cells = [length(text, size) * UNEVEN / lines if len(text) <= PROSE else prose for text in body]
    return round(max([*words, length(head, size) * BOLD / HEAD_LINES, *cells]))


def _words(text: str) -> list[str]:
    """Return the pieces between which a line may be broken."""
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
