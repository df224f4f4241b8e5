"""The parts of the Word file around its text: header, footer, lists, settings, properties, and how they are joined."""

import datetime as dt
from collections.abc import Mapping

from verity.report.document.blocks import Document
from verity.report.word.body import FIRST_LIST, INVENTED
from verity.report.word.markup import NAMESPACES, field, paragraph, run
from verity.report.xml_text import DECLARATION, safe

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = {
    "rIdStyles": ("styles", "styles.xml", f"{WORD}.styles+xml"),
    "rIdNumbering": ("numbering", "numbering.xml", f"{WORD}.numbering+xml"),
    "rIdSettings": ("settings", "settings.xml", f"{WORD}.settings+xml"),
    "rIdHeader": ("header", "header.xml", f"{WORD}.header+xml"),
    "rIdFooter": ("footer", "footer.xml", f"{WORD}.footer+xml"),
}
"""Relation → its kind, file and media type."""


def header_xml(document: Document) -> str:
    """Return what stands at the head of every page: the marking, and that data are invented."""
    words = " · ".join(one for one in (document.marking, INVENTED if document.synthetic else "") if one)
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph(run(words) if words else '', 'Header')}</w:hdr>"


def footer_xml(document: Document) -> str:
    """Return what stands at the foot of every page: the title, and the number of the page."""
    pages = run("Page ") + field("PAGE", run("1")) + run(" of ") + field("NUMPAGES", run("1"))
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph(run(f'{document.title} · ') + pages, 'Footer')}</w:ftr>"


def numbering_xml(ordered: int) -> str:
    """Return the lists: bullets, numbers, and one more of numbers for each numbered list, so that it starts at one."""
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/>{form}<w:lvlJc w:val="left"/></w:lvl>'
    bullet = level.format(form='<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>')
    number = level.format(form='<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>')
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{place}"><w:multiLevelType w:val="singleLevel"/>{one}</w:abstractNum>'
        for place, one in enumerate((bullet, number))
    )
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists += "".join(
        f'<w:num w:numId="{FIRST_LIST + place}"><w:abstractNumId w:val="1"/>{anew}</w:num>' for place in range(ordered)
    )
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{kinds}{lists}</w:numbering>"


def settings_xml(language: str) -> str:
    """Return the settings: today's Word, the document's language."""
    compatible = 'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"'
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting {compatible}/></w:compat>'
        f'<w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def core_xml(document: Document, created: dt.date) -> str:
    """Return the properties: title, subject, language, and the edition's date for every date."""
    when = f"{created.isoformat()}T00:00:00Z"
    dated = "".join(
        f'<dcterms:{one} xsi:type="dcterms:W3CDTF">{when}</dcterms:{one}>' for one in ("created", "modified")
    )
    author = dict(document.front).get("Prepared by", "")
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{safe(document.title)}</dc:title><dc:subject>{safe(document.subtitle)}</dc:subject>"
        f"<dc:creator>{safe(author)}</dc:creator><cp:keywords>{safe(document.marking)}</cp:keywords>"
        f"<dc:language>{document.language}</dc:language><cp:revision>1</cp:revision>{dated}</cp:coreProperties>"
    )


def app_xml() -> str:
    """Return the name of the application that wrote the file."""
    return (
        f'{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties"><Application>Verity</Application></Properties>'
    )


def content_types_xml() -> str:
    """Return the media type of every part."""
    own = {f"/word/{file}": kind for _, file, kind in PARTS.values()}
    own["/word/document.xml"] = f"{WORD}.document.main+xml"
    own["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    own["/docProps/app.xml"] = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in own.items())
    return (
        f'{DECLARATION}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f"{listed}</Types>"
    )


def package_relations_xml() -> str:
    """Return where the package's main part and properties are."""
    return _relations(
        {
            "rId1": (f"{OFFICE}/relationships/officeDocument", "word/document.xml", ""),
            "rId2": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", ""),
            "rId3": (f"{OFFICE}/relationships/extended-properties", "docProps/app.xml", ""),
        }
    )


def document_relations_xml(pictures: Mapping[str, str], links: Mapping[str, str]) -> str:
    """Return what the text refers to: other parts, pictures (relation → file), addresses (address → relation)."""
    entries = {one: (f"{OFFICE}/relationships/{kind}", file, "") for one, (kind, file, _) in PARTS.items()}
    entries |= {one: (f"{OFFICE}/relationships/image", file, "") for one, file in pictures.items()}
    outside = ' TargetMode="External"'
    entries |= {one: (f"{OFFICE}/relationships/hyperlink", address, outside) for address, one in links.items()}
    return _relations(entries)


def _relations(entries: Mapping[str, tuple[str, str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{one}" Type="{kind}" Target="{safe(target)}"{mode}/>'
        for one, (kind, target, mode) in entries.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
