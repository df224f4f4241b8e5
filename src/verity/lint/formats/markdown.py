"""Markdown as pieces: headings, items, tables and paragraphs with the line they begin on."""

from collections.abc import Iterator

from markdown_it import MarkdownIt

from verity.lint.structure import CAPTION, clean
from verity.lint.text import Kind, Piece


def pieces_of_markdown(words: str) -> Iterator[Piece]:
    """Yield the pieces of a Markdown text."""
    parser = MarkdownIt("commonmark").enable("table")
    level, items, line = 0, 0, 1
    cells: list[str] = []
    in_cell = False
    for token in parser.parse(words):
        line = token.map[0] + 1 if token.map else line
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "tr_open":
                cells = []
            case "th_open" | "td_open":
                in_cell = True
            case "tr_close":
                yield Piece(words=" ".join(cells), line=line, kind=Kind.TABLE, cells=tuple(cells))
            case "inline" if in_cell:
                cells.append(clean(token.content))
                in_cell = False
            case "inline":
                yield _words(token.content, line, level, items)
                yield Piece(words="", line=line)
                level = 0
            case _:
                pass


def _words(content: str, line: int, level: int, items: int) -> Piece:
    words = clean(" ".join(content.split()))
    if level:
        return Piece(words=words, line=line, kind=Kind.HEADING, level=level)
    if CAPTION.match(words) and len(words) < 300:
        return Piece(words=words, line=line, kind=Kind.CAPTION)
    if words.lower().startswith(("source:", "data source:", "sources:")):
        return Piece(words=words, line=line, kind=Kind.SOURCE)
    return Piece(words=words, line=line, kind=Kind.ITEM if items else Kind.PARAGRAPH)
