"""Write a document as a Word file; the same document, date and pictures give the same bytes."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from verity.report.archive import write_archive
from verity.report.document.blocks import Document
from verity.report.word.body import document_xml, ordered_lists
from verity.report.word.exhibits import pictures_of
from verity.report.word.package import (
    app_xml,
    content_types_xml,
    core_xml,
    document_relations_xml,
    footer_xml,
    header_xml,
    numbering_xml,
    package_relations_xml,
    settings_xml,
)
from verity.report.word.references import references
from verity.report.word.styles import styles_xml


def write_docx(document: Document, path: Path, *, created: dt.date, pictures: Mapping[str, bytes]) -> None:
    """Write the document as a Word file that can be finished by hand.

    Parameters
    ----------
    document : Document
    path : Path
        The file to write.
    created : datetime.date
        The date in the file's properties; no clock is read.
    pictures : Mapping[str, bytes]
        Exhibit id → PNG at two pixels for one of the screen, for every exhibit that draws.

    Raises
    ------
    ValueError
        An exhibit draws and its picture was not given, or a picture is not a PNG.
    """
    shown = {one.exhibit.id: pictures[one.exhibit.id] for one in document.displays if one.exhibit.id in pictures}
    known, drawn = references(document), pictures_of(shown)
    files = {drawn[one].relation: f"media/{one}.png" for one in shown}
    text = {
        "[Content_Types].xml": content_types_xml(),
        "_rels/.rels": package_relations_xml(),
        "docProps/app.xml": app_xml(),
        "docProps/core.xml": core_xml(document, created),
        "word/_rels/document.xml.rels": document_relations_xml(files, known.links),
        "word/document.xml": document_xml(document, known, drawn),
        "word/footer.xml": footer_xml(document),
        "word/header.xml": header_xml(document),
        "word/numbering.xml": numbering_xml(ordered_lists(document)),
        "word/settings.xml": settings_xml(document.language),
        "word/styles.xml": styles_xml(),
    }
    media = {f"word/{files[drawn[one].relation]}": content for one, content in shown.items()}
    write_archive(path, {name: part.encode() for name, part in text.items()} | media)
