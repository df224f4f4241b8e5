"""Contents and lists of figures and tables: fields that Word keeps, filled in beforehand so that they read right.

Page numbers are Word's own: they come when the fields are updated, and the line that says so goes then.
"""

from collections.abc import Iterator

from verity.exhibits.exhibit import Kind
from verity.report.document.blocks import Document, Heading
from verity.report.word.markup import FIELD_END, field_start, inner_link, paragraph, plain_paragraph, run
from verity.report.word.references import References, heading_key

DEEPEST = 2
HOW = "Page numbers appear when the fields are updated: select all (Ctrl+A), then press F9."
LISTS = {Kind.FIGURE: "Figures", Kind.TABLE: "Tables"}


def contents_xml(document: Document, known: References) -> str:
    """Return the contents and the lists, each under its head."""
    entries = list(_headings(document, known))
    whole = _filled(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u', [*entries, plain_paragraph(HOW, "Note")])
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    head = paragraph(run("Contents"), "TOCHeading", before="<w:pageBreakBefore/>")
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{head}{whole}</w:sdtContent></w:sdt>"
    return contents + "".join(_list_of(kind, document, known) for kind in LISTS)


def _list_of(kind: Kind, document: Document, known: References) -> str:
    entries = [
        _entry(known.places[one.exhibit.id].name, f"{one.number}. {one.exhibit.title}", "TableofFigures")
        for one in document.displays
        if one.exhibit.kind is kind
    ]
    if not entries:
        return ""
    return plain_paragraph(LISTS[kind], "TOCHeading") + _filled(f'TOC \\h \\z \\c "{kind}"', entries)


def _headings(document: Document, known: References) -> Iterator[str]:
    for part in document.parts:
        yield _entry(known.places[part.id].name, known.places[part.id].words, "TOC1")
        for place, block in enumerate(part.blocks):
            if isinstance(block, Heading) and block.level <= DEEPEST:
                spot = known.places[heading_key(part, place, block)]
                yield _entry(spot.name, spot.words, f"TOC{block.level}")


def _entry(bookmark: str, text: str, style: str) -> str:
    return paragraph(inner_link(bookmark, run(text)), style)


def _filled(instruction: str, paragraphs: list[str]) -> str:
    """Return a field whose result is whole paragraphs: it opens in the first and closes in one of its own."""
    first, *others = paragraphs
    at = first.index("</w:pPr>") + len("</w:pPr>")
    opened = first[:at] + field_start(instruction) + first[at:]
    return opened + "".join(others) + paragraph(FIELD_END, "SectionEnd")
