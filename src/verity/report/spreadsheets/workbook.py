"""What a workbook is made of: sheets of lines with at most one table each, numbers as numbers.

Knows no file format and no exhibit: both writers are given the same workbook, and so agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap


class Role(StrEnum):
    """What a line of words is for."""

    TITLE = "title"
    HEADING = "heading"
    MARKING = "marking"
    TEXT = "text"


@dataclass(frozen=True)
class Line:
    """A line of words in the first column.

    `link` is the name of a sheet or a web address; empty for none.
    """

    text: str
    role: Role = Role.TEXT
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class NumberForm:
    """How a number is shown; what is stored is never rounded for it.

    Parameters
    ----------
    decimals : int
    signed : bool
        Whether positive numbers bear a plus.
    negative : bool
        Whether there are numbers below zero; where there are none, one too small for its decimals is “<0.1”.
    grouped : bool
        Whether thousands are parted; years are not.
    """

    decimals: int = 0
    signed: bool = False
    negative: bool = False
    grouped: bool = True

    @property
    def smallest(self) -> str:
        """The smallest number that these decimals can show."""
        return f"{10.0**-self.decimals:.{self.decimals}f}"

    @property
    def half(self) -> str:
        """What lies below this would be shown as zero."""
        return f"{10.0**-self.decimals / 2:.{self.decimals + 1}f}"


@dataclass(frozen=True)
class Entry:
    """A cell of a table: words, or a number and its form, and as the report shows it; perhaps a link to a sheet."""

    value: str | int | float
    shown: str
    form: NumberForm | None = None
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: heading, width in letters, whether it holds numbers."""

    heading: str
    width: int
    numbers: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: one header row, then its rows; headings differ from one another; no cell is empty."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entry, ...], ...]
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet: lines of words, then at most one table, which begins in the row after them."""

    name: str
    lines: tuple[Line, ...]
    table: Table | None = None

    @property
    def header_row(self) -> int:
        """Row of the table's header, counted from zero."""
        return len(self.lines)


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook: its title, what every printed page bears, who is to be asked, its sheets."""

    title: str
    subject: str
    marking: str
    author: str
    sheets: tuple[Sheet, ...]


PROSE_WIDTH = 110
"""Width of the first column, in letters, on a sheet without a table."""
LINE_HEIGHT = 15.0
"""Height of one line of words, in points."""
BOLD_SHARE = 0.9
"""How many letters of bold type stand where there is room for one that is not."""
HEIGHTS = {Role.TITLE: 24.0, Role.HEADING: 30.0}
"""Heights of rows that stand off from those above: no row is left blank for it."""


def height_of(texts: Sequence[str], widths: Sequence[int], *, bold: bool = False) -> float:
    """Return the height in points of a row in which words are wrapped.

    Stated in the file, since not every program finds it by itself. A little too high is better than cut off.

    Examples
    --------
    >>> height_of(["short", "Merrow Coast, female"], [11, 11], bold=True)
    45.0
    """
    room = [max(1, round(width * BOLD_SHARE) - 1 if bold else width) for width in widths]
    lines = [len(wrap(text, width)) for text, width in zip(texts, room, strict=True)]
    return LINE_HEIGHT * max([1, *lines])
