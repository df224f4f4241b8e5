"""An exhibit in the Word file: numbered caption, subtitle, picture with its alternative text, table, notes, source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verity.report.document.blocks import Display
from verity.report.png import png_size
from verity.report.word.markup import field, paragraph, plain_paragraph, run
from verity.report.word.references import References
from verity.report.word.tables import exhibit_fit, exhibit_table_xml
from verity.report.word.widths import LANDSCAPE, PORTRAIT, Fit
from verity.report.xml_text import safe

EMU_PER_TWIP = 635
TALLEST = 7700
TALLEST_LANDSCAPE = 5200
TWIPS_PER_PIXEL = 7.5
"""A picture has two pixels for one of the screen, of which there are 96 to the inch."""
LEGIBLE = 0.75
"""Least share of its size at which the words in a picture can be read without pain: 13 pixels become 7 points."""
NO_ROWS = "This table has no rows: nothing was found that it would list."


@dataclass(frozen=True)
class Piece:
    """A stretch of the body: whether on a wide page, and whether it leads on to the next, as headings and prose do."""

    xml: str
    wide: bool = False
    leads: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of the file: its relation, its number among the pictures, its size in pixels."""

    relation: str
    number: int
    size: tuple[int, int]


def pictures_of(drawn: Mapping[str, bytes]) -> dict[str, Picture]:
    """Return exhibit id → its picture in the file."""
    return {
        one: Picture(f"rIdPicture{number}", number, png_size(content))
        for number, (one, content) in enumerate(drawn.items(), start=1)
    }


def exhibit_pieces(display: Display, known: References, pictures: Mapping[str, Picture]) -> Iterator[Piece]:
    """Yield an exhibit's paragraphs and table: in two pieces where only the table needs a page on its side.

    Raises
    ------
    ValueError
        The exhibit draws and no picture of it was given.
    """
    exhibit = display.exhibit
    chosen = exhibit_fit(exhibit)
    if exhibit.chart is not None and exhibit.id not in pictures:
        raise ValueError(f"{exhibit.id}: no picture was given")
    picture = pictures[exhibit.id] if exhibit.chart is not None else None
    head = _caption(display, known) + plain_paragraph(exhibit.subtitle, "ExhibitSubtitle")
    if picture is None:
        yield Piece(head + _table(display, chosen), chosen.landscape)
    elif chosen.landscape and scale_of(picture.size, landscape=True) < LEGIBLE:
        yield Piece(head + _picture(display, picture, landscape=False))
        yield Piece(_table(display, chosen), wide=True)
    else:
        drawn = _picture(display, picture, landscape=chosen.landscape)
        yield Piece(head + drawn + _table(display, chosen), chosen.landscape)


def _table(display: Display, chosen: Fit) -> str:
    """Return the table with its notes and source line."""
    exhibit = display.exhibit
    rows = bool(exhibit.table.rows)
    table = exhibit_table_xml(exhibit, display.number, chosen) if rows else plain_paragraph(NO_ROWS, "Note")
    last = len(exhibit.notes) - 1
    notes = [
        paragraph(run(note), "ExhibitNote", before="<w:keepNext/>" if place == last else "")
        for place, note in enumerate(exhibit.notes)
    ]
    return table + "".join(notes) + plain_paragraph(exhibit.source_line, "Source")


def _caption(display: Display, known: References) -> str:
    """Return the caption, whose label and number are enclosed by the bookmark that references repeat."""
    label, _, number = display.number.rpartition(" ")
    counted = field(f"SEQ {label} \\* ARABIC", run(number))
    marked = known.places[display.exhibit.id].around(run(f"{label} ") + counted)
    return paragraph(marked + run(f". {display.exhibit.title}"), "Caption")


def _picture(display: Display, picture: Picture, *, landscape: bool) -> str:
    width, height = _size(picture.size, landscape=landscape)
    name, alt = safe(f"Picture of {display.number}"), safe(display.exhibit.alt_text or display.exhibit.title)
    named = f'id="{picture.number}" name="{name}" descr="{alt}"'
    extent = f'cx="{width}" cy="{height}"'
    drawing = (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr {named}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{picture.relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    return paragraph(drawing, "Picture")


def scale_of(pixels: tuple[int, int], *, landscape: bool) -> float:
    """Return how much of its size on the screen a picture has on the page: one, or less where the page is smaller."""
    wide, tall = (one * TWIPS_PER_PIXEL for one in pixels)
    room, most = (LANDSCAPE, TALLEST_LANDSCAPE) if landscape else (PORTRAIT, TALLEST)
    return min(1.0, room / wide, most / tall)


def _size(pixels: tuple[int, int], *, landscape: bool) -> tuple[int, int]:
    """Return width and height on the page."""
    scale = scale_of(pixels, landscape=landscape) * TWIPS_PER_PIXEL * EMU_PER_TWIP
    return round(pixels[0] * scale), round(pixels[1] * scale)
