"""A file or a site folder as a text, whatever its format. One place that knows which suffix is read how."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from verity.lint.assembly import assemble
from verity.lint.formats.markdown import pieces_of_markdown
from verity.lint.formats.pdf import lines_of_pdf
from verity.lint.formats.web import pieces_of_page
from verity.lint.formats.word import pieces_of_word
from verity.lint.structure import pieces_of_lines
from verity.lint.text import Piece, Text
from verity.model.errors import InputError

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".docx", ".pdf")


def read_text(path: Path) -> Text:
    """Read a document.

    Parameters
    ----------
    path : Path
        A file, or a folder of web pages: all its pages, `index.html` first, are one document.

    Raises
    ------
    InputError
        There is no such file, its format is not read, or it holds no words.
    """
    if path.is_dir():
        pages = sorted(path.glob("*.html"), key=lambda page: (page.name != "index.html", page.name))
        if not pages:
            raise _unreadable(path, "a folder without web pages")
        return assemble(
            (replace(piece, page=page.name) for page in pages for piece in pieces_of_page(_words(page))), path.name
        )
    if not path.is_file():
        raise _unreadable(path, "no such file")
    text = assemble(_pieces(path), path.name)
    if not text.blocks and not text.tables:
        raise _unreadable(path, "no words")
    return text


def _pieces(path: Path) -> Iterator[Piece]:
    match path.suffix.lower():
        case ".txt" | ".text" | "":
            return pieces_of_lines(_words(path).split("\n"))
        case ".md":
            return pieces_of_markdown(_words(path))
        case ".html" | ".htm":
            return pieces_of_page(_words(path))
        case ".docx":
            return pieces_of_word(path)
        case ".pdf":
            return pieces_of_lines(lines_of_pdf(path))
        case other:
            raise _unreadable(path, f"a file of kind {other}")


def _words(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return content.decode("utf-8", "replace")


def _unreadable(path: Path, found: str) -> InputError:
    return InputError(
        "This document cannot be read", where=str(path), expected=f"a folder of pages, or one of {', '.join(SUFFIXES)}",
        found=found, do_this="name the file of the assessment; save other formats as Word, web page or plain text",
    )  # fmt: skip
