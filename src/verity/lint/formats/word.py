"""Word documents as pieces: paragraphs by their style, tables as rows; a place is the number of the paragraph."""

from collections.abc import Iterator
from pathlib import Path

from verity.lint.structure import CAPTION, clean
from verity.lint.text import Kind, Piece
from verity.model.errors import InputError


def pieces_of_word(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a Word document.

    Raises
    ------
    InputError
        The file is no Word document, or the extra that reads them is not installed.
    """
    try:
        import docx  # noqa: PLC0415 - an optional extra
        from docx.table import Table  # noqa: PLC0415

        content = docx.Document(str(path)).iter_inner_content()
    except ImportError as error:
        raise InputError(
            "Word documents cannot be read", where=str(path), expected="the extra `office`", found="not installed",
            do_this="install Verity with its extra `office`, or save the document as plain text",
        ) from error  # fmt: skip
    except Exception as error:  # python-docx raises many kinds for a damaged file
        raise InputError(
            "This is not a Word document that can be read", where=str(path), expected="a .docx file",
            found=type(error).__name__, do_this="open it in Word and save it as .docx or as plain text",
        ) from error  # fmt: skip
    for number, part in enumerate(content, start=1):
        if isinstance(part, Table):
            for row in part.rows:
                cells = tuple(clean("\n".join(p.text for p in cell.paragraphs)) for cell in row.cells)
                yield Piece(words=" ".join(cells), line=number, kind=Kind.TABLE, cells=cells)
        else:
            yield _paragraph(clean(part.text), (part.style.name if part.style else "") or "", number)
        yield Piece(words="", line=number)


def _paragraph(words: str, style: str, number: int) -> Piece:
    if style.startswith(("Heading", "Title")):
        level = int(style[-1]) if style[-1].isdigit() else 1
        return Piece(words=words, line=number, kind=Kind.HEADING, level=level)
    lower = style.lower()
    if lower.startswith("toc"):
        return Piece(words=words, line=number, kind=Kind.CONTENTS)
    if lower.startswith("table of figures"):
        return Piece(words=words.split("\t", maxsplit=1)[0], line=number, kind=Kind.LISTED)
    if CAPTION.match(words) and (lower.startswith("caption") or len(words) < 300):
        return Piece(words=words, line=number, kind=Kind.CAPTION)
    if words.lower().startswith(("source:", "data source:", "sources:")):
        return Piece(words=words, line=number, kind=Kind.SOURCE)
    return Piece(words=words, line=number, kind=Kind.ITEM if "list" in lower else Kind.PARAGRAPH)
