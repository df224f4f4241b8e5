"""How cells of an OpenDocument spreadsheet look: each look made once and named in order of first use."""

from typing import ClassVar

from verity.exhibits.theme import INK, PALETTE
from verity.report.spreadsheets.workbook import HEIGHTS, NumberForm, Role
from verity.report.xml_text import DECLARATION, safe

_URN = "urn:oasis:names:tc:opendocument:xmlns"
_OWN = {
    "office": "office",
    "table": "table",
    "text": "text",
    "style": "style",
    "number": "datastyle",
    "meta": "meta",
    "fo": "xsl-fo-compatible",
}
NAMESPACES = (
    " ".join(f'xmlns:{prefix}="{_URN}:{name}:1.0"' for prefix, name in _OWN.items())
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
)

FONT = "Arial"
LETTER = 0.2
"""Width of a letter in centimetres, with its share of the cell's edges."""
TEXT = {
    Role.TITLE: f'fo:font-size="15pt" fo:font-weight="bold" fo:color="{PALETTE[0]}"',
    Role.HEADING: f'fo:font-size="13pt" fo:font-weight="bold" fo:color="{PALETTE[0]}"',
    Role.MARKING: f'fo:font-weight="bold" fo:color="{PALETTE[2]}"',
    Role.TEXT: "",
}
LINK = f'fo:color="{PALETTE[0]}" style:text-underline-style="solid"'


class Looks:
    """The looks that one file uses."""

    SHEET, ROW = "sheet", "row"
    TALL: ClassVar = {Role.TITLE: "row-title", Role.HEADING: "row-heading"}

    def __init__(self) -> None:
        self._cells: dict[str, str] = {}
        self._columns: dict[int, str] = {}
        self._numbers: dict[NumberForm, str] = {}

    def line(self, role: Role, *, wrap: bool, link: bool) -> str:
        """Return the look of a line of words."""
        return self._cell(wrap=wrap, text=LINK if link else TEXT[role], down=role is Role.HEADING)

    def link(self) -> str:
        """Return the look of a cell that leads to another sheet."""
        return self._cell(wrap=True, text=LINK)

    def head(self, *, end: bool, apart: bool) -> str:
        """Return the look of a heading."""
        border = f'fo:border-bottom="1.5pt solid {PALETTE[0]}"'
        return self._cell(wrap=True, end=end, apart=apart, down=True, text='fo:font-weight="bold"', cell=border)

    def words(self, *, end: bool, apart: bool) -> str:
        """Return the look of a cell of words."""
        return self._cell(wrap=True, end=end, apart=apart)

    def number(self, form: NumberForm | None, *, end: bool, apart: bool) -> str:
        """Return the look of a number."""
        chosen = form or NumberForm()
        name = self._numbers.setdefault(chosen, f"number{len(self._numbers) + 1}")
        return self._cell(wrap=False, end=end, apart=apart, data=name)

    def column(self, letters: int) -> str:
        """Return the look of a column of so many letters."""
        return self._columns.setdefault(letters, f"column{len(self._columns) + 1}")

    def xml(self) -> str:
        """Return every look that was asked for."""
        columns = "".join(
            f'<style:style style:name="{name}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{letters * LETTER:.1f}cm"/></style:style>'
            for letters, name in self._columns.items()
        )
        fixed = (
            f'<style:style style:name="{self.ROW}" style:family="table-row">'
            '<style:table-row-properties style:use-optimal-row-height="true"/></style:style>'
            f'<style:style style:name="{self.SHEET}" style:family="table" style:master-page-name="Sheet">'
            '<style:table-properties table:display="true"/></style:style>'
        )
        fixed += "".join(
            f'<style:style style:name="{name}" style:family="table-row">'
            f'<style:table-row-properties style:row-height="{HEIGHTS[role]:.0f}pt"/></style:style>'
            for role, name in self.TALL.items()
        )
        numbers = "".join(number_styles(name, form) for form, name in self._numbers.items())
        return columns + fixed + numbers + "".join(xml.format(name=name) for xml, name in self._cells.items())

    def _cell(
        self, *, wrap: bool, end: bool = False, apart: bool = False, down: bool = False, text: str = "",
        cell: str = "", data: str = "",
    ) -> str:  # fmt: skip
        """Return a look: `end` for numbers, `apart` from the column before, `down` at the foot of its row."""
        shown = f' style:data-style-name="{data}"' if data else ""
        stands, breaks = "bottom" if down else "top", "wrap" if wrap else "no-wrap"
        properties = f'style:vertical-align="{stands}" fo:wrap-option="{breaks}" {cell}'
        aligned = f'fo:text-align="{"end" if end else "start"}"' + (' fo:margin-left="0.3cm"' if apart else "")
        xml = (
            f'<style:style style:name="{{name}}" style:family="table-cell"{shown}>'
            f"<style:table-cell-properties {properties}/>"
            f"<style:paragraph-properties {aligned}/>"
            f"<style:text-properties {text}/></style:style>"
        )
        return self._cells.setdefault(xml, f"cell{len(self._cells) + 1}")


def number_styles(name: str, form: NumberForm) -> str:
    """Return the styles of a number's form: one for most numbers, others for zero, below zero and too small."""
    signed = form.signed or form.negative
    plain = _number(form, "+" if form.signed else "")
    if not form.grouped or not (signed or form.decimals):
        return _style(name, plain)
    zero = _style(f"{name}zero", _number(NumberForm(), ""))
    when = f'<style:map style:condition="value()=0" style:apply-style-name="{name}zero"/>'
    if signed:
        other, condition, shown = "below", "value()&lt;0", _number(form, "−")
    else:
        other, condition = "small", f"value()&lt;{form.half}"
        shown = f"<number:text>&lt;{form.smallest}</number:text>"
    when += f'<style:map style:condition="{condition}" style:apply-style-name="{name}{other}"/>'
    return zero + _style(f"{name}{other}", shown) + _style(name, plain + when)


def _style(name: str, inside: str) -> str:
    return f'<number:number-style style:name="{name}">{inside}</number:number-style>'


def _number(form: NumberForm, sign: str) -> str:
    before = f"<number:text>{sign}</number:text>" if sign else ""
    grouping = ' number:grouping="true"' if form.grouped else ""
    places = f'number:decimal-places="{form.decimals}"'
    return f'{before}<number:number {places} number:min-integer-digits="1"{grouping}/>'


def page_styles(title: str, marking: str) -> str:
    """Return the part that holds the language, the type and the printed page with its marking."""
    text = f'fo:font-family="{FONT}" fo:font-size="11pt" fo:color="{INK}" fo:language="en" fo:country="GB"'
    room = '<style:header-footer-properties fo:min-height="0.8cm"/>'
    return (
        f"{DECLARATION}<office:document-styles {NAMESPACES}><office:styles>"
        f'<style:default-style style:family="table-cell"><style:text-properties {text}/></style:default-style>'
        '<style:style style:name="Default" style:family="table-cell"/></office:styles><office:automatic-styles>'
        '<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="29.7cm" '
        'fo:page-height="21cm" style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" '
        f'style:scale-to-Y="0"/><style:header-style>{room}</style:header-style><style:footer-style>{room}'
        "</style:footer-style></style:page-layout></office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Sheet" style:page-layout-name="A4">'
        f"<style:header><text:p>{safe(marking)}</text:p></style:header>"
        f"<style:footer><text:p>{safe(title)} · <text:sheet-name>Sheet</text:sheet-name> · Page "
        "<text:page-number>1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
