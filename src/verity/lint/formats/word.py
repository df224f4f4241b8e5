"""Word documents as pieces: paragraphs by their style, tables as rows; a place is the number of the paragraph.

Results of fields, footnotes and automatic numbers of headings are read too, so that captions and sections are whole.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from verity.lint.structure import CAPTION, clean
from verity.lint.text import Kind, Piece
from verity.model.errors import InputError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FOOTNOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pieces_of_word(path: Path) -> Iterator[Piece]:
    """Yield the pieces of a Word document.

    Raises
    ------
    InputError
        The file is no Word document, or the extra that reads them is not installed.
    """
    document = _opened(path)
    marks: Counter[str] = Counter()
    numbers: list[int] = [0] * 10
    number = 0
    for number, part in enumerate(document.iter_inner_content(), start=1):
        if hasattr(part, "rows"):
            for row in part.rows:
                cells = _cells(row, marks)
                yield Piece(words=" ".join(cells), line=number, kind=Kind.TABLE, cells=cells)
        else:
            style = (part.style.name if part.style else "") or ""
            yield _paragraph(clean(_words(part._p, marks)), style, number, _numbered(part, style, numbers))  # noqa: SLF001 - the only way to a field's result
        yield Piece(words="", line=number)
    yield from _footnotes(document, number)


def _opened(path: Path) -> Any:  # noqa: ANN401 - a class of an optional package
    try:
        import docx  # noqa: PLC0415 - an optional extra

        return docx.Document(str(path))
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


def _words(element: Any, marks: Counter[str]) -> str:  # noqa: ANN401 - an untyped XML element
    """Return an element's text, the results of fields included, a footnote's mark as raised digits."""
    parts = []
    for child in element:
        match child.tag:
            case tag if tag == f"{_W}t":
                parts.append(child.text or "")
            case tag if tag == f"{_W}tab":
                parts.append("\t")
            case tag if tag == f"{_W}br":
                parts.append("\n")
            case tag if tag == f"{_W}footnoteReference":
                marks["footnotes"] += 1
                parts.append(str(marks["footnotes"]).translate(_RAISED))
            case tag if tag in {_FALLBACK, f"{_W}pPr"}:
                continue
            case _:
                parts.append(_words(child, marks))
    return "".join(parts)


def _cells(row: Any, marks: Counter[str]) -> tuple[str, ...]:  # noqa: ANN401 - a class of an optional package
    """Return a row's cells; one that spans several columns stands in the first of them."""
    cells, before = [], None
    for cell in row.cells:
        same = before is not None and cell._tc is before  # noqa: SLF001 - merged cells are one element
        cells.append("" if same else clean("\n".join(_words(one._p, marks) for one in cell.paragraphs)))  # noqa: SLF001 - see above
        before = cell._tc  # noqa: SLF001 - see above
    return tuple(cells)


def _numbered(part: Any, style: str, numbers: list[int]) -> str:  # noqa: ANN401 - a class of an optional package
    """Return the automatic number of a heading, as “2.1”; nothing where it has none."""
    if not style.startswith("Heading") or not style[-1].isdigit():
        return ""
    elements = (part._p, part.style.element)  # noqa: SLF001 - numbering is in the XML alone
    if not any(element.find(f"{_W}pPr/{_W}numPr") is not None for element in elements):
        return ""
    level = int(style[-1])
    numbers[level] += 1
    numbers[level + 1 :] = [0] * (len(numbers) - level - 1)
    return ".".join(str(number) for number in numbers[1 : level + 1])


def _paragraph(words: str, style: str, number: int, automatic: str) -> Piece:
    lower = style.lower()
    if not words:
        return Piece(words="", line=number)
    if lower.startswith(("heading", "title")):
        level = int(style[-1]) if style[-1].isdigit() else 1
        return Piece(words=f"{automatic} {words}".strip(), line=number, kind=Kind.HEADING, level=level)
    if lower.startswith("toc"):
        return Piece(words=words, line=number, kind=Kind.CONTENTS)
    if lower.startswith("table of figures"):
        return Piece(words=words.split("\t", maxsplit=1)[0], line=number, kind=Kind.LISTED)
    if CAPTION.match(words) and (lower.startswith("caption") or len(words) < 300):
        return Piece(words=words, line=number, kind=Kind.CAPTION)
    if words.lower().startswith(("source:", "data source:", "sources:")):
        return Piece(words=words, line=number, kind=Kind.SOURCE)
    return Piece(words=words, line=number, kind=Kind.ITEM if "list" in lower else Kind.PARAGRAPH)


def _footnotes(document: Any, line: int) -> Iterator[Piece]:  # noqa: ANN401 - a class of an optional package
    from docx.oxml import parse_xml  # noqa: PLC0415 - an optional extra

    for relation in document.part.rels.values():
        if relation.reltype != _FOOTNOTES:
            continue
        notes = [one for one in parse_xml(relation.target_part.blob) if one.get(f"{_W}type") is None]
        for mark, note in enumerate(notes, start=1):
            yield Piece(words=f"{mark} {clean(_words(note, Counter()))}", line=line, kind=Kind.FOOTNOTE)
