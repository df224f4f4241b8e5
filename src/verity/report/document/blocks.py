"""What a document is made of: headings, paragraphs, lists, grids and exhibits, in reading order.

Nothing here knows a file format. Text is plain; what is bold, slanted or linked is a run of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from verity.exhibits.exhibit import Exhibit


class Style(StrEnum):
    """What a paragraph is for, which decides how it looks."""

    BODY = "body"
    LEAD = "lead"
    FINDING = "finding"
    GAP = "gap"
    NOTE = "note"
    MARKING = "marking"


@dataclass(frozen=True)
class Run:
    """A stretch of text.

    Parameters
    ----------
    text : str
    bold, slanted : bool
    target : str
        Where it leads: the id of an exhibit, heading or part, or a web address; empty for none.
    """

    text: str
    bold: bool = False
    slanted: bool = False
    target: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading below the title of its part: level 2 to 4, with an id that references lead to."""

    text: str
    level: int
    id: str = ""
    number: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A paragraph."""

    runs: Runs
    style: Style = Style.BODY


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list; an item is a line of runs."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True, kw_only=True)
class Grid:
    """A plain table of words: one header row, the first column heads each row."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Display:
    """An exhibit with its number: caption, picture where it draws, table, notes and source line.

    `data` names the file of its numbers beside the report; empty where there is none.
    """

    exhibit: Exhibit
    number: str
    data: str = ""


Block = Heading | Paragraph | Listing | Grid | Display


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of the document that begins on a page of its own: a chapter, a summary, an appendix."""

    id: str
    title: str
    number: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, kw_only=True)
class Document:
    """The whole report.

    Parameters
    ----------
    title, subtitle : str
    marking : str
        Stands on every page; empty for the public edition.
    synthetic : bool
        Every page says so when true.
    front : tuple[tuple[str, str], ...]
        Rows of the front matter: what, and the words.
    parts : tuple[Part, ...]
    language : str
    """

    title: str
    subtitle: str
    marking: str
    synthetic: bool
    front: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    language: str = "en-GB"

    @property
    def displays(self) -> tuple[Display, ...]:
        """Every exhibit, in reading order: what the lists of tables and figures are made from."""
        return tuple(block for part in self.parts for block in part.blocks if isinstance(block, Display))


def plain(runs: Sequence[Run]) -> str:
    """Return runs as text."""
    return "".join(run.text for run in runs)


def stepped(part: Part) -> Part:
    """Return a part in which no heading skips a level: one too deep for what it stands below moves up.

    Examples
    --------
    >>> part = Part(id="one", title="One", number="1", blocks=(Heading(text="Our words", level=3),))
    >>> stepped(part).blocks[0].level
    2
    """
    blocks: list[Block] = []
    above = 1
    for block in part.blocks:
        if isinstance(block, Heading):
            above = min(block.level, above + 1)
            blocks.append(replace(block, level=above))
        else:
            blocks.append(block)
    return replace(part, blocks=tuple(blocks))
