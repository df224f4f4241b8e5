"""Word files for tests: written from blocks, read back as XML. Knows the format's names, not reports."""

import dataclasses
import datetime as dt
import re
import zipfile

import pytest

from verity.report.document.blocks import Part
from verity.report.word.writing import write_docx

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
CREATED = dt.date(2024, 6, 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"


def part_of(path, name):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def written(tmp_path, whole, pictures, name="other.docx"):
    path = tmp_path / name
    write_docx(whole, path, created=CREATED, pictures=pictures)
    return path


def with_blocks(whole, *blocks):
    """Return the document with one part of these blocks."""
    return dataclasses.replace(whole, parts=(Part(id="one", title="One part", number="", blocks=blocks),))


def instructions(body):
    return [" ".join(one.text.split()) for one in body.iter(f"{W}instrText")]


def bookmarks(body):
    return [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]


def styled(body, style):
    return [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]


def text_of(element):
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


def enclosed(paragraph):
    """Return the words between the start and the end of the bookmark."""
    words, inside = "", False
    for one in paragraph.iter():
        inside = (inside or one.tag == f"{W}bookmarkStart") and one.tag != f"{W}bookmarkEnd"
        words += one.text if inside and one.tag == f"{W}t" else ""
    return words


def page_of(element):
    """Return the width of the page that an element stands on: that of the next section's end."""
    for following in element.itersiblings():
        size = following if following.tag == f"{W}sectPr" else following.find(f"{W}pPr/{W}sectPr")
        if size is not None:
            return int(size.find(f"{W}pgSz").get(f"{W}w"))
    raise AssertionError("no section ends after the table")


def header_of(path):
    return text_of(part_of(path, "word/header.xml"))
