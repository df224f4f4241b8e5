"""Web pages as pieces: headings, captions, items, rows and paragraphs; navigation, scripts and pictures left out."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from verity.lint.structure import CAPTION
from verity.lint.text import Kind, Piece

REPEATS = "data-repeats"
"""Attribute of a part that only shows again what stands elsewhere: the rows of one place, lists, accounts of files."""
SHORT = re.compile(r"^[A-Z][A-Za-z0-9]{0,9}[A-Z0-9]s?$")
"""An abbreviation that a list of terms explains: term and meaning are read as one line."""
_LABEL = re.compile(r"^((?:Figure|Table)\s\d+)\s+(?=[^\s:.–—|-])")
"""The number at the head of an exhibit, which a page sets apart from its title by its looks alone."""
_SKIPPED = {"script", "style", "nav", "svg", "head", "template", "form", "button", "noscript", "footer"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {
    "p",
    "li",
    "dt",
    "dd",
    "figcaption",
    "caption",
    "blockquote",
    "summary",
    "td",
    "th",
    "div",
    "section",
    "pre",
} | _HEADINGS
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "col"}


class _Page(HTMLParser):
    """Collects pieces; the words gathered so far belong to the innermost open block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._skipped = 0
        self._open: list[str] = []
        self._words: list[str] = []
        self._cells: list[str] = []
        self._line = 1
        self._span = 1
        self._term = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            self._words.append("\n" if tag == "br" and self._in_cell() else " ")
            return
        if (
            self._skipped
            or tag in _SKIPPED
            or "hidden" in given
            or given.get("aria-hidden") == "true"
            or REPEATS in given
        ):
            self._skipped += 1
            return
        if tag in _BLOCKS:
            if self._in_cell() and tag not in {"td", "th"}:
                self._words.append("\n")
            else:
                self._flush()
            self._line = self.getpos()[0]
        if tag == "tr":
            self._flush()
            self._cells = []
        if tag in {"td", "th"}:
            span = given.get("colspan") or "1"
            self._span = min(int(span), 50) if span.isdigit() else 1
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= tag not in _VOID
            return
        if tag in _BLOCKS and not (self._in_cell() and tag not in {"td", "th"}):
            self._flush()
        if tag == "tr" and self._cells:
            cells, self._cells = tuple(self._cells), []
            self.pieces.append(Piece(words=" ".join(cells), line=self._line, kind=Kind.TABLE, cells=cells))
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._words.append(data)

    def _in_cell(self) -> bool:
        return any(tag in {"td", "th"} for tag in reversed(self._open))

    def _flush(self) -> None:
        raw = "".join(self._words)
        self._words = []
        tag = next((one for one in reversed(self._open) if one in _BLOCKS), "p")
        if tag in {"td", "th"}:
            self._cells.append("\n".join(" ".join(part.split()) for part in raw.split("\n") if part.strip()))
            self._cells += [""] * (self._span - 1)
            self._span = 1
            return
        words = " ".join(raw.split())
        if tag == "dd" and self._term and words:
            words = f"{self._term} – {words}"
        if words:
            self._term = words if tag == "dt" and SHORT.match(words) else ""
        if words and not self._term:
            self.pieces += [self._piece(tag, words), Piece(words="", line=self._line)]

    def _piece(self, tag: str, words: str) -> Piece:
        line = self._line
        if tag in _HEADINGS:
            words = _LABEL.sub(r"\1: ", words)
        if tag in _HEADINGS and not CAPTION.match(words):
            return Piece(words=words, line=line, kind=Kind.HEADING, level=int(tag[1]))
        if tag == "li" and CAPTION.match(words):
            return Piece(words=words, line=line, kind=Kind.LISTED)
        if tag in {"caption", "figcaption"} or CAPTION.match(words):
            kind = Kind.CAPTION if CAPTION.match(words) else Kind.PARAGRAPH
            return Piece(words=words, line=line, kind=kind)
        if words.lower().startswith(("source:", "data source:", "sources:")):
            return Piece(words=words, line=line, kind=Kind.SOURCE)
        return Piece(words=words, line=line, kind=Kind.ITEM if tag == "li" else Kind.PARAGRAPH)


def pieces_of_page(html: str) -> Iterator[Piece]:
    """Yield the pieces of a web page."""
    page = _Page()
    page.feed(html)
    page.close()
    yield from page.pieces
