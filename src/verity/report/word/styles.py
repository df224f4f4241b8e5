"""The styles of the Word file: everything that has a look has it from a style that can be changed in one place."""

from dataclasses import dataclass

from verity.exhibits.theme import GRID, INK, PALETTE, QUIET
from verity.report.word.markup import NAMESPACES
from verity.report.xml_text import DECLARATION

FONT = "Arial"
NAVY = PALETTE[0].lstrip("#")
PINK = PALETTE[2].lstrip("#")
GREY = QUIET.lstrip("#")
BLACK = INK.lstrip("#")
LINE = GRID.lstrip("#")
SMALL = "Small"
"""Ends the id of a table's paragraph style set one size smaller."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """A paragraph style: sizes in points, distances in twentieths of a point.

    `bar` is the colour of a line at the left, `shade` that of the ground, `outline` the level in the contents.
    """

    id: str
    name: str
    based: str = "Normal"
    following: str = ""
    size: float = 0
    bold: bool = False
    slanted: bool = False
    colour: str = ""
    before: int = 0
    after: int = 0
    line: int = 0
    left: int = 0
    hanging: int = 0
    keep: bool = False
    new_page: bool = False
    right: bool = False
    centred: bool = False
    bar: str = ""
    shade: str = ""
    outline: int = 0
    list_number: int = 0
    priority: int = 20


def _heading(level: int, size: float, before: int, after: int) -> Look:
    return Look(
        id=f"Heading{level}", name=f"heading {level}", following="BodyText", size=size, bold=True, colour=NAVY,
        before=before, after=after, line=252, keep=True, new_page=level == 1, outline=level, priority=9,
    )  # fmt: skip


def _of_table(suffix: str, name: str, size: float) -> tuple[Look, ...]:
    """Return the looks of a table's cells, at one size."""
    text = f"TableText{suffix}"
    return (
        Look(id=text, name=f"Table text{name}", size=size, before=30, after=30, line=240),
        Look(id=f"TableNumber{suffix}", name=f"Table number{name}", based=text, size=size, before=30, after=30,
             line=240, right=True),
        Look(id=f"TableHeading{suffix}", name=f"Table heading{name}", based=text, size=size, bold=True, before=30,
             after=30, line=240, keep=True),
        Look(id=f"TableHeadingNumber{suffix}", name=f"Table heading, number{name}", based=f"TableHeading{suffix}",
             size=size, bold=True, before=30, after=30, line=240, keep=True, right=True),
    )  # fmt: skip


PARAGRAPHS: tuple[Look, ...] = (
    Look(id="BodyText", name="Body Text", after=140, priority=1),
    Look(id="Title", name="Title", following="Subtitle", size=30, bold=True, colour=NAVY, before=1800, after=160,
         line=240, priority=10),
    Look(id="Subtitle", name="Subtitle", following="BodyText", size=16, colour=GREY, after=360, priority=11),
    _heading(1, 22, 0, 240),
    _heading(2, 15, 360, 120),
    _heading(3, 12.5, 280, 100),
    _heading(4, 11, 220, 80),
    Look(id="Lead", name="Lead", following="BodyText", size=13, after=200),
    Look(id="Finding", name="Finding", following="BodyText", before=100, after=140, left=200, keep=False, bar=NAVY),
    Look(id="Gap", name="Gap", following="BodyText", before=100, after=140, left=200, bar=PINK, shade="F7EEF3"),
    Look(id="Note", name="Note", size=9.5, colour=GREY, after=100),
    Look(id="Marking", name="Marking", size=11, bold=True, colour=PINK, after=120),
    Look(id="Caption", name="caption", following="ExhibitSubtitle", size=11, bold=True, colour=BLACK, before=300,
         after=40, line=252, keep=True, priority=35),
    Look(id="ExhibitSubtitle", name="Exhibit subtitle", following="BodyText", size=9.5, colour=GREY, after=120,
         keep=True),
    Look(id="Picture", name="Picture", after=120, line=240),
    Look(id="TableTitle", name="Table title", following="BodyText", size=11, bold=True, colour=NAVY, before=280,
         after=100, keep=True),
    Look(id="ExhibitNote", name="Exhibit note", size=9, colour=GREY, before=40, after=20, left=227, hanging=227,
         line=250, list_number=1),
    Look(id="Source", name="Source", following="BodyText", size=9, colour=GREY, before=60, after=280, line=250),
    Look(id="SectionEnd", name="Section end", size=1, line=240),
    Look(id="ListBullet", name="List Bullet", after=100, left=340, hanging=340, list_number=1, priority=12),
    Look(id="ListNumber", name="List Number", after=100, left=340, hanging=340, list_number=2, priority=12),
    Look(id="TOCHeading", name="TOC Heading", following="BodyText", size=16, bold=True, colour=NAVY, before=360,
         after=160, keep=True, priority=39),
    Look(id="TOC1", name="toc 1", size=10.5, bold=True, before=100, after=20, line=250, priority=39),
    Look(id="TOC2", name="toc 2", size=10, after=20, left=280, line=250, priority=39),
    Look(id="TableofFigures", name="table of figures", size=9.5, after=50, left=280, hanging=280, line=245,
         priority=99),
    Look(id="Header", name="header", size=9, colour=PINK, bold=True, centred=True, line=240, priority=99),
    Look(id="Footer", name="footer", size=9, colour=GREY, centred=True, line=240, priority=99),
    *_of_table("", "", 9),
    *_of_table(SMALL, ", small", 8),
)  # fmt: skip

CHARACTERS = (
    ("Strong", "Strong", "<w:b/>"),
    ("Emphasis", "Emphasis", "<w:i/>"),
    ("Hyperlink", "Hyperlink", f'<w:color w:val="{NAVY}"/><w:u w:val="single"/>'),
    ("CrossReference", "Cross-reference", f'<w:color w:val="{NAVY}"/>'),
    ("NotShown", "Not shown", f'<w:i/><w:color w:val="{GREY}"/>'),
)
TABLE = "VerityTable"


def styles_xml() -> str:
    """Return the part that holds every style."""
    font = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:color w:val="{BLACK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>"
    )
    fixed = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>"
    )
    own = "".join(_paragraph_style(look) for look in PARAGRAPHS)
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>{defaults}{fixed}{own}{_character_styles()}{_table_styles()}</w:styles>"
    )


def _paragraph_style(look: Look) -> str:
    builtin = look.name[0].islower() or look.name in {"Title", "Subtitle", "Body Text", "List Bullet", "List Number"}
    custom = "" if builtin else ' w:customStyle="1"'
    following = f'<w:next w:val="{look.following}"/>' if look.following else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{look.id}">'
        f'<w:name w:val="{look.name}"/><w:basedOn w:val="{look.based}"/>{following}'
        f'<w:uiPriority w:val="{look.priority}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(look)}</w:pPr><w:rPr>{_run_properties(look)}</w:rPr></w:style>"
    )


def _paragraph_properties(look: Look) -> str:
    """Return the properties in the order that the format asks for."""
    parts = [
        "<w:keepNext/>" if look.keep else "",
        "<w:keepLines/>" if look.keep or look.bar else "",
        "<w:pageBreakBefore/>" if look.new_page else "",
        f'<w:numPr><w:numId w:val="{look.list_number}"/></w:numPr>' if look.list_number else "",
        f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{look.bar}"/></w:pBdr>' if look.bar else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>' if look.shade else "",
        f'<w:spacing w:before="{look.before}" w:after="{look.after}" w:line="{look.line or 276}" w:lineRule="auto"/>',
        _indent(look),
        '<w:jc w:val="right"/>' if look.right else '<w:jc w:val="center"/>' if look.centred else "",
        f'<w:outlineLvl w:val="{look.outline - 1}"/>' if look.outline else "",
    ]
    return "".join(parts)


def _indent(look: Look) -> str:
    if not look.left:
        return ""
    hanging = f' w:hanging="{look.hanging}"' if look.hanging else ""
    return f'<w:ind w:left="{look.left}"{hanging}/>'


def _run_properties(look: Look) -> str:
    parts = [
        "<w:b/>" if look.bold else "",
        "<w:i/>" if look.slanted else "",
        f'<w:color w:val="{look.colour}"/>' if look.colour else "",
        f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>' if look.size else "",
    ]
    return "".join(parts)


def _character_styles() -> str:
    return "".join(
        f'<w:style w:type="character" w:styleId="{one}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>'
        for one, name, properties in CHARACTERS
    )


def _table_styles() -> str:
    """Return the table style: lines between rows, a heavier one below the heads; no merged cells, no colour alone."""
    heavy = f'w:val="single" w:sz="8" w:space="0" w:color="{NAVY}"'
    light = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="70" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}"><w:name w:val="Verity table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {heavy}/><w:bottom {heavy}/><w:insideH {light}/></w:tblBorders></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {heavy}/></w:tcBorders>'
        '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>'
    )
