"""A document as the rules see it: sections, sentences with their place, tables, captions, footnotes.

Nothing here knows a file format or a rule; `structure` and `formats` make these, `rules` read them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_SUMMARY = re.compile(
    r"(?i)^(?:\W*\d*\W*)(?:(?:one|two)[- ]page |executive |plain[- ]english )?summary$|^\W*executive summary"
    r"|^\W*(?:what (?:has )?changed|changes since)\b"
    r"|^\W*(?:\d\W+)?(?:key (?:findings|messages|points)|headlines?|at a glance|foreword|conclusions?)\b"
)
_ADVICE = re.compile(r"(?i)\brecommendations?\b")


class Kind(StrEnum):
    """What a block of a document is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    TABLE = "table"
    SOURCE = "source"
    FOOTNOTE = "footnote"
    LISTED = "listed"
    CONTENTS = "contents"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A numbered or titled part; `number` is empty where the document gives none."""

    number: str
    title: str
    line: int
    summary: bool = False
    advice: bool = False
    level: int = 0
    page: str = ""

    @property
    def name(self) -> str:
        """Number and title, as a reader finds it, after the page's file where there are several."""
        return f"{self.page + ': ' if self.page else ''}{self.number} {self.title}".strip()


START = Section(number="", title="", line=1)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """What a format reader hands over: a line or block of words, or the cells of one row."""

    words: str
    line: int
    kind: Kind = Kind.PARAGRAPH
    cells: tuple[str, ...] = ()
    level: int = 0
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph, list item, caption or the like, and the section that it stands in."""

    kind: Kind
    words: str
    line: int
    section: Section
    index: int = 0


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A figure's or table's number and title, as its caption or a list of exhibits gives it."""

    kind: str
    number: str
    title: str
    line: int
    section: Section

    @property
    def name(self) -> str:
        """As “Table 3”."""
        return f"{self.kind} {self.number}"


@dataclass(frozen=True, kw_only=True)
class Table:
    """The cells of one table, header rows included, and the line of each row."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    section: Section
    caption: Exhibit | None = None
    source: str = ""

    @property
    def name(self) -> str:
        """The exhibit's name, or “an unnumbered table”."""
        return self.caption.name if self.caption else "an unnumbered table"

    @property
    def title(self) -> str:
        """The caption's words."""
        return self.caption.title if self.caption else ""

    @property
    def width(self) -> int:
        """Cells of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @cached_property
    def words(self) -> str:
        """All cells as one text."""
        return " ".join(cell for row in self.rows for cell in row)


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence, where it stands, and the cell of a table that it comes from, if any."""

    words: str
    line: int
    section: Section
    kind: Kind
    block: int
    cell: tuple[int, int, int] | None = None
    """Index of the table, row and column."""


@dataclass(frozen=True, kw_only=True)
class Footnote:
    """A footnote's mark and words."""

    mark: int
    words: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the glossary: an abbreviation and its meaning."""

    short: str
    meaning: str
    line: int


@dataclass(frozen=True, kw_only=True)
class Text:
    """A document as the rules see it."""

    name: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    captions: tuple[Exhibit, ...]
    listed: tuple[Exhibit, ...]
    footnotes: tuple[Footnote, ...]
    glossary: tuple[Entry, ...]
    sections: tuple[Section, ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences of paragraphs, items and footnotes in reading order, then of the cells that hold prose."""
        return (*self._prose(), *self._in_cells())

    @cached_property
    def prose(self) -> tuple[Sentence, ...]:
        """Sentences of paragraphs and items alone."""
        return tuple(one for one in self.sentences if one.cell is None and one.kind is not Kind.FOOTNOTE)

    @cached_property
    def words(self) -> str:
        """Everything that is read as running text, as one string."""
        return "\n".join(block.words for block in self.blocks if block.kind is not Kind.CONTENTS)

    @cached_property
    def length(self) -> int:
        """Words in the document."""
        return len(self.words.split()) + sum(len(table.words.split()) for table in self.tables)

    def _prose(self) -> Iterator[Sentence]:
        for block in self.blocks:
            if block.kind in {Kind.PARAGRAPH, Kind.ITEM, Kind.FOOTNOTE}:
                for words in split_sentences(block.words):
                    yield Sentence(
                        words=words, line=block.line, section=block.section, kind=block.kind, block=block.index
                    )

    def _in_cells(self) -> Iterator[Sentence]:
        block = len(self.blocks)
        for place, table in enumerate(self.tables):
            for number, row in enumerate(table.rows):
                for column, cell in enumerate(row):
                    block += 1
                    for words in _sentences_of_cell(cell):
                        yield Sentence(
                            words=words, line=table.lines[number], section=table.section, kind=Kind.TABLE,
                            block=block, cell=(place, number, column),
                        )  # fmt: skip


def section_of(number: str, title: str, line: int) -> Section:
    """Return a section, marked where its title makes it a summary or the recommendations."""
    return Section(
        number=number, title=title, line=line,
        summary=bool(_SUMMARY.search(title.strip())), advice=bool(_ADVICE.search(title)),
    )  # fmt: skip


_END = re.compile(r"(?<=[.?!])(?:[”\"')\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*)\s+(?=[A-Z“\"'(•\d-])|\n+|\s[•❖▪]\s")
_NOT_AN_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|al|approx|No|no|St|Dr|Mr|Mrs|Ms|Prof|Fig|para|paras|pp?|ed|Vol|Inc|Ltd)\.|\b[A-Z]\.)$"
)


def split_sentences(words: str) -> list[str]:
    """Split a paragraph into its sentences.

    >>> split_sentences("Rates rose, e.g. in May. They fell in June.")
    ['Rates rose, e.g. in May.', 'They fell in June.']
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(words):
        part = words[start : end.start()]
        if _NOT_AN_END.search(part):
            continue
        if whole := words[start : end.end()].strip(" \n•❖▪"):
            found.append(whole)
        start = end.end()
    if rest := words[start:].strip(" \n•❖▪"):
        found.append(rest)
    return found


def _sentences_of_cell(cell: str) -> list[str]:
    return [one for one in split_sentences(cell) if len(one.split()) >= 4]
