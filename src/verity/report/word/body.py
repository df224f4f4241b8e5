"""The text of the Word file from the title page to the last appendix, with a wide page where a table needs one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from verity.report.document.blocks import Display, Document, Grid, Heading, Listing, Paragraph, Part, Style
from verity.report.word.contents import contents_xml
from verity.report.word.exhibits import NO_ROWS, Picture, Piece, exhibit_pieces
from verity.report.word.markup import NAMESPACES, paragraph, plain_paragraph, run
from verity.report.word.references import References, heading_key, runs_xml
from verity.report.word.tables import grid_xml, pairs_xml
from verity.report.word.widths import MARGIN, PAGE, fit
from verity.report.xml_text import DECLARATION

INVENTED = "Invented data: no place, person or event in this document is real."
STYLES = {
    Style.BODY: "BodyText",
    Style.LEAD: "Lead",
    Style.FINDING: "Finding",
    Style.GAP: "Gap",
    Style.NOTE: "Note",
    Style.MARKING: "Marking",
}
UNTITLED = "Table in the text"
"""Title of a table that the analyst wrote: it stands where its words are, and needs none."""
MOST_LEADING = 5
"""Headings and paragraphs that may stand on a wide page before its table; more are easier to read upright."""
FIRST_LIST = 3
"""Number of the first numbered list: each counts from one, and so has a number of its own."""


def document_xml(document: Document, known: References, pictures: Mapping[str, Picture]) -> str:
    """Return the main part of the file."""
    pieces = [Piece(_title_page(document)), Piece(contents_xml(document, known))]
    lists = iter(range(FIRST_LIST, FIRST_LIST + ordered_lists(document)))
    for part in document.parts:
        pieces.append(Piece(_heading(known, part.id, 1), leads=True))
        pieces += _part(part, known, pictures, lists)
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{_in_sections(_turned(pieces))}</w:body></w:document>"


def ordered_lists(document: Document) -> int:
    """Return how many numbered lists there are."""
    return sum(isinstance(block, Listing) and block.ordered for part in document.parts for block in part.blocks)


def _title_page(document: Document) -> str:
    parts = [plain_paragraph(document.marking, "Marking")] if document.marking else []
    parts += [plain_paragraph(document.title, "Title"), plain_paragraph(document.subtitle, "Subtitle")]
    if document.synthetic:
        parts.append(plain_paragraph(INVENTED, "Marking"))
    return "".join(parts) + pairs_xml(document.front, "About this document") + paragraph("", "Note")


def _part(part: Part, known: References, pictures: Mapping[str, Picture], lists: Iterator[int]) -> Iterator[Piece]:
    for place, block in enumerate(part.blocks):
        match block:
            case Heading():
                yield Piece(_heading(known, heading_key(part, place, block), block.level), leads=True)
            case Paragraph():
                told = block.style is Style.FINDING and isinstance(next(iter(part.blocks[place + 1 :]), None), Display)
                keep = "<w:keepNext/>" if told else ""
                yield Piece(paragraph(runs_xml(block.runs, known), STYLES[block.style], before=keep), leads=True)
            case Listing():
                yield Piece(_listing(block, known, lists))
            case Grid():
                yield _grid(block, part)
            case Display():
                yield from exhibit_pieces(block, known, pictures)


def _grid(grid: Grid, part: Part) -> Piece:
    """Return a table of words under its title, where that is not the part's own."""
    title = plain_paragraph(grid.title, "TableTitle") if grid.title not in {part.title, UNTITLED} else ""
    if not grid.rows:
        return Piece(title + plain_paragraph(NO_ROWS, "Note"))
    return Piece(title + grid_xml(grid) + paragraph("", "Note"), fit(grid.header, grid.rows).landscape)


def _heading(known: References, key: str, level: int) -> str:
    place = known.places[key]
    return paragraph(place.around(run(place.words)), f"Heading{level}")


def _listing(block: Listing, known: References, lists: Iterator[int]) -> str:
    if not block.ordered:
        return "".join(paragraph(runs_xml(item, known), "ListBullet") for item in block.items)
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{next(lists)}"/></w:numPr>'
    return "".join(paragraph(runs_xml(item, known), "ListNumber", after=number) for item in block.items)


def _turned(pieces: list[Piece]) -> list[Piece]:
    """Turn the page before headings and the few words that lead to a wide one: they do not stand alone."""
    turned: list[Piece] = []
    leading = MOST_LEADING
    for piece in reversed(pieces):
        leading = leading - 1 if piece.leads else MOST_LEADING
        follows = piece.leads and leading >= 0 and bool(turned) and turned[-1].wide
        turned.append(replace(piece, wide=True) if follows else piece)
    return turned[::-1]


def _in_sections(pieces: list[Piece]) -> str:
    """Join pieces; wherever the page turns, the section before it ends."""
    parts = []
    for place, piece in enumerate(pieces):
        parts.append(piece.xml)
        if place + 1 < len(pieces) and pieces[place + 1].wide != piece.wide:
            parts.append(paragraph("", "SectionEnd", after=_section(wide=piece.wide)))
    return "".join(parts) + _section(wide=pieces[-1].wide)


def _section(*, wide: bool) -> str:
    """Return the page of a section: A4, upright or on its side, with header and footer."""
    short, long = PAGE
    size = f'w:w="{long}" w:h="{short}" w:orient="landscape"' if wide else f'w:w="{short}" w:h="{long}"'
    edges = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'<w:type w:val="nextPage"/><w:pgSz {size}/>'
        f'<w:pgMar {edges} w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
