"""How wide a table is in print: widths of its columns, size of its type, upright page or sideways, how many abreast.

Letter widths are near enough to choose by; the typesetter breaks the lines.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""
UPRIGHT = 166 * MM
SIDEWAYS = 253 * MM
"""Widths that a page has for text, in points; `report.typ` sets the same."""
GUTTER = 8 * MM
"""Space between the stretches of a table that stands beside itself; `tables.typ` sets the same."""
SIZES = (9.0, 8.5, 8.0, 7.5)
GAP = 1.0
"""Space between columns, in em."""
WIDEST_WORDS = 20.0
TIGHT_WORDS = (17.0, 14.0, 11.0, 9.0)
"""Widths in em beyond which a column of words is broken into lines: at first, and before a page is laid sideways."""
NARROWEST = 2.6
HEADING_LINES = 3
STRETCH = 1.7
"""Most that a narrow table is drawn out: beyond it the eye loses the row."""
LONG = 20
"""Rows from which a narrow table stands beside itself."""
MOST_ABREAST = 3


@dataclass(frozen=True, kw_only=True)
class Fit:
    """How a table stands.

    Parameters
    ----------
    widths : tuple[float, ...]
        Of the columns, in points.
    size : float
        Of the type, in points.
    sideways : bool
        Whether its page lies on its side.
    abreast : int
        How many stretches of it stand beside each other.
    """

    widths: tuple[float, ...]
    size: float
    sideways: bool
    abreast: int = 1


def fit(headings: Sequence[str], columns: Sequence[Sequence[str]], numeric: Sequence[bool]) -> Fit:
    """Choose the largest type in which a table fits an upright page, else a page that lies sideways.

    Parameters
    ----------
    headings : Sequence[str]
    columns : Sequence[Sequence[str]]
        The texts of each column.
    numeric : Sequence[bool]
        Columns whose cells should not break.

    Examples
    --------
    >>> fit(["District", "Offences"], [["Northport"], ["1,204"]], [False, True]).size
    9.0
    """
    upright = ((UPRIGHT, words) for words in (WIDEST_WORDS, *TIGHT_WORDS))
    for room, words in (*upright, (SIDEWAYS, WIDEST_WORDS)):
        wanted = _all_wanted(headings, columns, numeric, words)
        for size in SIZES:
            if sum(wanted) * size <= room:
                sideways = room is SIDEWAYS
                abreast = 1 if sideways else _abreast(sum(wanted) * size, len(columns[0]))
                share = (room - GUTTER * (abreast - 1)) / abreast
                return Fit(widths=_spread(wanted, size, share), size=size, sideways=sideways, abreast=abreast)
    wanted = _all_wanted(headings, columns, numeric, TIGHT_WORDS[-1])
    scale = SIDEWAYS / sum(wanted)
    return Fit(widths=tuple(round(one * scale, 2) for one in wanted), size=SIZES[-1], sideways=True)


def _abreast(width: float, rows: int) -> int:
    """Return how many stretches of a table stand beside each other: a short or wide table stands alone."""
    if rows < LONG:
        return 1
    return max(1, min(MOST_ABREAST, int((UPRIGHT + GUTTER) // (width + GUTTER))))


def _spread(wanted: Sequence[float], size: float, room: float) -> tuple[float, ...]:
    scale = min(STRETCH, room / (sum(wanted) * size))
    return tuple(round(one * size * scale, 2) for one in wanted)


def _all_wanted(
    headings: Sequence[str], columns: Sequence[Sequence[str]], numeric: Sequence[bool], words: float
) -> list[float]:
    return [
        _wanted(heading, texts, words, whole=whole) + GAP
        for heading, texts, whole in zip(headings, columns, numeric, strict=True)
    ]


def _wanted(heading: str, texts: Sequence[str], widest: float, *, whole: bool) -> float:
    """Return the width in em that a column needs: no word broken, no number parted, a heading of few lines."""
    longest = max((em(text) for text in texts), default=0.0)
    word = max((em(word) for text in texts for word in _words(text)), default=0.0)
    body = max(word, longest if whole and longest <= WIDEST_WORDS / 2 else min(longest, widest))
    head = max([*(em(one) * 1.06 for one in _words(heading)), em(heading) * 1.06 / HEADING_LINES])
    return max(body, head, NARROWEST)


def _words(text: str) -> list[str]:
    return re.split(r"[\s/]+", text)


def em(text: str) -> float:
    """Return the width of a text in em of the shipped font, nearly.

    Examples
    --------
    >>> round(em("1,204"), 2)
    2.24
    """
    return sum(_LETTERS.get(letter, 0.52 if letter.islower() else 0.6) for letter in text)


_LETTERS = (
    dict.fromkeys("0123456789", 0.5) | dict.fromkeys(" .,:;'’|!", 0.24) | dict.fromkeys("ijltfrI()[]-–/", 0.34)
    | dict.fromkeys("mMwW%&@—", 0.83)
)  # fmt: skip
