"""From pieces to a text: paragraphs joined over page breaks, tables with their captions, footnotes, the glossary."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from verity.lint.structure import CAPTION, LIST_TITLES
from verity.lint.text import START, Block, Entry, Exhibit, Footnote, Kind, Piece, Section, Table, Text, section_of

_NUMBERED = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<title>.+)$")
_ENTRY = re.compile(
    r"^\W*(?P<short>[A-Z][A-Za-z&0-9]*(?:\s[A-Z]+)?)(?:\W{0,3}\s?[–—:=\t|-]\s?|\s{3,})(?P<meaning>[A-Za-z].{3,160})$"
)
_GLOSSARY = re.compile(r"(?i)\b(?:glossary|abbreviations?|acronyms?)\b")
_CLOSED = re.compile(r"[.?!:;][”\"’')\]⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
KINDS = {
    "fig": "Figure",
    "figure": "Figure",
    "table": "Table",
    "chart": "Chart",
    "map": "Map",
    "box": "Box",
    "exhibit": "Exhibit",
}


@dataclass
class _Made:
    """What has been made so far."""

    section: Section = START
    summary: Section | None = None
    blocks: list[Block] = field(default_factory=list)
    rows: list[tuple[tuple[str, ...], int]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    captions: list[Exhibit] = field(default_factory=list)
    listed: list[Exhibit] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    glossary: list[Entry] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    open_block: int = -1
    caption: Exhibit | None = None
    since_caption: int = 0
    blank: bool = True
    last: Kind | None = None


def assemble(pieces: Iterable[Piece], name: str) -> Text:
    """Make a text of pieces."""
    made = _Made()
    for piece in pieces:
        if not piece.words and not piece.cells:
            made.blank = True
            continue
        if _is_row_of_one(made, piece):
            made.rows.append((("", piece.words), piece.line))
            continue
        if piece.kind is not Kind.TABLE or (made.blank and _begins_anew(made, piece)):
            _close_table(made)
        _STEPS[piece.kind](made, piece)
        made.blank = False
        made.last = piece.kind
    _close_table(made)
    return Text(
        name=name, blocks=tuple(made.blocks), tables=tuple(made.tables), captions=tuple(made.captions),
        listed=tuple(made.listed), footnotes=tuple(made.footnotes), glossary=tuple(made.glossary),
        sections=tuple(made.sections),
    )  # fmt: skip


def _add(made: _Made, piece: Piece) -> None:
    made.blocks.append(
        Block(kind=piece.kind, words=piece.words, line=piece.line, section=made.section, index=len(made.blocks))
    )


def _heading(made: _Made, piece: Piece) -> None:
    found = _NUMBERED.match(piece.words)
    number, title = (found["number"], found["title"]) if found else ("", piece.words)
    section = replace(section_of(number, title, piece.line), level=piece.level, page=piece.page)
    if section.summary:
        made.summary = section
    elif made.summary is not None and _below(made.summary, section):
        section = replace(section, summary=True)
    elif made.summary is None or section.number or section.level <= made.summary.level:
        made.summary = None
    made.section = section
    made.sections.append(made.section)
    made.open_block = -1
    made.caption = None
    _add(made, piece)


def _below(summary: Section, section: Section) -> bool:
    """Whether a heading without a number stands below the summary's own heading."""
    if section.number or section.advice or re.match(r"(?i)appendix|annex", section.title):
        return False
    return section.level > summary.level or (summary.title.isupper() and not section.title.isupper())


def _paragraph(made: _Made, piece: Piece) -> None:
    """Add a paragraph, or the rest of one that a line's or page's end has cut."""
    if _GLOSSARY.search(made.section.title) and (found := _ENTRY.match(piece.words)):
        made.glossary.append(Entry(short=found["short"], meaning=found["meaning"], line=piece.line))
        return
    if made.last is Kind.CAPTION and not made.blank and piece.kind is Kind.PARAGRAPH and _goes_on(made, piece):
        _lengthen_caption(made, piece)
        return
    if made.open_block >= 0 and _continues(made, piece):
        before = made.blocks[made.open_block]
        made.blocks[made.open_block] = Block(
            kind=before.kind, words=f"{before.words} {piece.words}", line=before.line, section=before.section,
            index=before.index,
        )  # fmt: skip
        return
    made.since_caption += 1
    made.open_block = len(made.blocks)
    _add(made, piece)


def _continues(made: _Made, piece: Piece) -> bool:
    if piece.kind is not Kind.PARAGRAPH:
        return False
    before = made.blocks[made.open_block].words
    if not made.blank and made.last in {Kind.PARAGRAPH, Kind.ITEM}:
        return True
    small = piece.words[:1].islower() or piece.words[:1].isdigit()
    if _CLOSED.search(before):
        return False
    return bool(
        (small and len(before) > 40) or re.search(r"(?:[,(–-]|\b(?:and|or|of|the|in|to|see|with|an|a))$", before)
    )


def _item(made: _Made, piece: Piece) -> None:
    _paragraph(made, piece)


def _caption(made: _Made, piece: Piece) -> None:
    if (exhibit := exhibit_of(piece, made.section)) is not None:
        made.captions.append(exhibit)
        made.caption = exhibit
        made.since_caption = 0
    _add(made, piece)


def _goes_on(made: _Made, piece: Piece) -> bool:
    """Whether a caption goes on in its next line: in small letters, or after a word that ends none."""
    before = made.caption.title if made.caption else ""
    return piece.words[:1].islower() or bool(re.search(r"(?:,|\b(?:and|or|of|the|in|to|by|with|than|an|a))$", before))


def _lengthen_caption(made: _Made, piece: Piece) -> None:
    """Add the second line of a caption that a page's width has cut."""
    if made.caption is None or not made.captions:
        return
    longer = replace(made.caption, title=f"{made.caption.title} {piece.words}")
    made.captions[-1] = made.caption = longer
    before = made.blocks[-1]
    made.blocks[-1] = replace(before, words=f"{before.words} {piece.words}")


def exhibit_of(piece: Piece, section: Section) -> Exhibit | None:
    """Return the exhibit that a caption or an entry of a list of exhibits names."""
    found = CAPTION.match(piece.words)
    if found is None:
        return None
    kind = KINDS[found["kind"].lower().rstrip(".")]
    return Exhibit(kind=kind, number=found["number"], title=found["title"].strip(), line=piece.line, section=section)


def _listed(made: _Made, piece: Piece) -> None:
    if (exhibit := exhibit_of(piece, made.section)) is not None:
        made.listed.append(exhibit)


def _contents(made: _Made, piece: Piece) -> None:
    if LIST_TITLES.match(piece.words):
        made.section = section_of("", piece.words, piece.line)


def _footnote(made: _Made, piece: Piece) -> None:
    mark, _, words = piece.words.partition(" ")
    if mark.isdigit():
        made.footnotes.append(Footnote(mark=int(mark), words=words, line=piece.line))
    made.blocks.append(
        Block(kind=Kind.FOOTNOTE, words=words, line=piece.line, section=made.section, index=len(made.blocks))
    )


def _source(made: _Made, piece: Piece) -> None:
    if made.tables and made.caption is not None and made.tables[-1].caption is made.caption:
        made.tables[-1] = _with_source(made.tables[-1], piece.words)
    _add(made, piece)


def _with_source(table: Table, words: str) -> Table:
    return Table(rows=table.rows, lines=table.lines, section=table.section, caption=table.caption, source=words)


def _row(made: _Made, piece: Piece) -> None:
    if (
        _GLOSSARY.search(made.section.title)
        and len(piece.cells) == 2
        and re.match(r"^[A-Z][A-Za-z&0-9]{1,11}$", piece.cells[0])
    ):
        made.glossary.append(Entry(short=piece.cells[0], meaning=piece.cells[1], line=piece.line))
        return
    made.rows.append((piece.cells, piece.line))


def _is_row_of_one(made: _Made, piece: Piece) -> bool:
    """Whether bare words between rows are the last cell of a row whose first cell spans several."""
    bare = piece.kind is Kind.PARAGRAPH and not piece.cells and len(piece.words) < 120
    return bool(made.rows) and bare and not made.blank


def _begins_anew(made: _Made, piece: Piece) -> bool:
    """Whether a row after a gap heads a table of its own: another width, or words where the rows before had numbers."""
    if not made.rows:
        return False
    before = [row for row, _ in made.rows]
    if len(piece.cells) != len(before[-1]) and len(before) > 1:
        return True
    return piece.cells == before[0] or (_has_numbers(before[-1]) and not _has_numbers(piece.cells))


def _has_numbers(cells: tuple[str, ...]) -> bool:
    return any(cell[:1].isdigit() for cell in cells[1:])


def _close_table(made: _Made) -> None:
    """End a table; one that goes on after a page break with the same header joins the one before."""
    rows, made.rows = made.rows, []
    if not rows:
        return
    if len(rows) == 1 and not made.caption:
        words = " ".join(rows[0][0]).strip()
        _add(made, Piece(words=words, line=rows[0][1]))
        return
    cells = tuple(row for row, _ in rows)
    lines = tuple(line for _, line in rows)
    before = made.tables[-1] if made.tables else None
    if before and before.caption is made.caption and before.rows[0] == cells[0] and made.caption is not None:
        kept = 1
        made.tables[-1] = Table(
            rows=(*before.rows, *cells[kept:]), lines=(*before.lines, *lines[kept:]), section=before.section,
            caption=before.caption, source=before.source,
        )  # fmt: skip
        return
    caption = made.caption if made.since_caption <= 2 else None
    made.tables.append(Table(rows=cells, lines=lines, section=made.section, caption=caption))


_STEPS = {
    Kind.HEADING: _heading,
    Kind.PARAGRAPH: _paragraph,
    Kind.ITEM: _item,
    Kind.CAPTION: _caption,
    Kind.TABLE: _row,
    Kind.SOURCE: _source,
    Kind.FOOTNOTE: _footnote,
    Kind.LISTED: _listed,
    Kind.CONTENTS: _contents,
}
