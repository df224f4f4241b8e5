"""WordprocessingML as text: runs, fields, bookmarks, links and paragraphs.

Knows elements and their order, not what a report is made of.
"""

from verity.report.xml_text import safe

NAMESPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.openxmlformats.org/{path}"'
    for prefix, path in {
        "w": "wordprocessingml/2006/main",
        "r": "officeDocument/2006/relationships",
        "wp": "drawingml/2006/wordprocessingDrawing",
        "a": "drawingml/2006/main",
        "pic": "drawingml/2006/picture",
    }.items()
)


def run(text: str, *, style: str = "", slanted: bool = False) -> str:
    """Return a run of text in a character style."""
    chosen = (f'<w:rStyle w:val="{style}"/>' if style else "") + ("<w:i/>" if slanted else "")
    properties = f"<w:rPr>{chosen}</w:rPr>" if chosen else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{safe(text)}</w:t></w:r>'


def field(instruction: str, result: str) -> str:
    """Return a field with the result it shows until somebody updates it; `result` is one or more runs."""
    return field_start(instruction) + result + FIELD_END


def field_start(instruction: str) -> str:
    """Return the runs that open a field; what follows, up to `FIELD_END`, is its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {safe(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmarked(name: str, number: int, inside: str) -> str:
    """Return runs that references can lead to; `number` is the bookmark's own in the file."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def inner_link(bookmark: str, inside: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inside}</w:hyperlink>'


def outer_link(relation: str, inside: str) -> str:
    """Return runs that lead to a web address, which is kept as a relation of the file."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inside}</w:hyperlink>'


def paragraph(inside: str, style: str = "", *, before: str = "", after: str = "") -> str:
    """Return a paragraph.

    Parameters
    ----------
    inside : str
        Runs, fields, bookmarks.
    style : str
        Id of a paragraph style; the default style where empty.
    before, after : str
        Further properties, such as `<w:keepNext/>` straight after the style or a list's number at the end.
    """
    chosen = (f'<w:pStyle w:val="{style}"/>' if style else "") + before + after
    properties = f"<w:pPr>{chosen}</w:pPr>" if chosen else ""
    return f"<w:p>{properties}{inside}</w:p>"


def plain_paragraph(text: str, style: str = "") -> str:
    """Return a paragraph of plain text."""
    return paragraph(run(text), style)
