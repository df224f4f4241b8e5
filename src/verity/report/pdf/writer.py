"""The document as data beside a template, compiled by Typst into a PDF that declares PDF/UA-1.

Every text reaches the template as data, so that no character of it is markup. Typst refuses to write PDF/UA-1 where a
picture has no alternative text or headings skip a level; what only a reader or veraPDF would notice (reading order of
a cell that heads a row, sense of the alternative text) is not verified here.
"""

import datetime as dt
import json
import shutil
import struct
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from verity.exhibits.exhibit import Align
from verity.model.errors import SettingsError
from verity.report.document.blocks import Block, Display, Document, Grid, Heading, Listing, Paragraph, Run
from verity.report.pictures import PNG_SCALE

TEMPLATE = "report.typ"
PNG_SIZE = slice(16, 24)
"""Where a PNG says its width and height (W3C, Portable Network Graphics, section 11.2.2)."""
PIXELS_PER_CM = 96 / 2.54
WIDEST_CM, TALLEST_CM = 16.4, 15.0
MOST_ROWS = 45
"""Rows of a table that print; a longer one is in its file, and the page says so."""


def can_write_pdf() -> bool:
    """Whether the extra `pdf` is installed."""
    return find_spec("typst") is not None


def write_pdf(document: Document, path: Path, *, created: dt.date, pictures: Mapping[str, bytes]) -> None:
    """Write a document as a tagged PDF.

    Parameters
    ----------
    document : Document
    path : Path
    created : date
        Stands in the file as its day of making, so that one edition has the same bytes whenever it is built.
    pictures : mapping
        Exhibit id → PNG, for exhibits that draw.

    Raises
    ------
    SettingsError
        When the extra `pdf` is not installed.
    """
    if not can_write_pdf():
        raise SettingsError(
            "The PDF cannot be written", where="the extra `pdf`", expected="Typst", found="it is not installed",
            do_this="install it (`uv sync --extra pdf`)",
        )  # fmt: skip
    import typst  # noqa: PLC0415 - of an extra that may not be installed

    with tempfile.TemporaryDirectory(prefix="verity-pdf-") as scratch:
        folder = Path(scratch)
        shutil.copyfile(str(files("verity.report.pdf").joinpath(TEMPLATE)), folder / TEMPLATE)
        for name, png in pictures.items():
            (folder / f"{name}.png").write_bytes(png)
        (folder / "data.json").write_text(json.dumps(_data(document, created, pictures), ensure_ascii=False), "utf-8")
        made = typst.compile(
            str(folder / TEMPLATE), root=str(folder), ignore_system_fonts=True, format="pdf",
            pdf_standards=["ua-1"], timestamp=dt.datetime(created.year, created.month, created.day, tzinfo=dt.UTC),
        )  # fmt: skip
    path.write_bytes(bytes(made))


def _data(document: Document, created: dt.date, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    targets = {part.id for part in document.parts}
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Heading) and block.id:
                targets.add(block.id)
            elif isinstance(block, Display):
                targets.add(block.exhibit.id)
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "marking": document.marking,
        "synthetic": document.synthetic,
        "created": [created.year, created.month, created.day],
        "front": [list(row) for row in document.front],
        "parts": [
            {
                "id": part.id, "title": part.title, "number": part.number,
                "blocks": [_block(block, targets, pictures) for block in _stepped(part.blocks)],
            }
            for part in document.parts
        ],
    }  # fmt: skip


def _stepped(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks with no heading more than one level below the one before it, as PDF/UA asks; parts are level 1."""
    before = 1
    for block in blocks:
        if isinstance(block, Heading):
            before = min(block.level, before + 1)
            yield replace(block, level=before)
        else:
            yield block


def _block(block: Block, targets: set[str], pictures: Mapping[str, bytes]) -> dict[str, Any]:
    match block:
        case Heading():
            known = block.id if block.id in targets else ""
            return {"kind": "heading", "text": block.text, "level": block.level, "id": known, "number": block.number}
        case Paragraph():
            return {"kind": "paragraph", "style": str(block.style), "runs": _runs(block.runs, targets)}
        case Listing():
            return {
                "kind": "list", "ordered": block.ordered, "items": [_runs(item, targets) for item in block.items],
            }  # fmt: skip
        case Grid():
            return {
                "kind": "grid", "title": block.title, "header": list(block.header),
                "rows": [list(row) for row in block.rows],
            }  # fmt: skip
        case Display():
            return _display(block, pictures)


def _runs(runs: tuple[Run, ...], targets: set[str]) -> list[dict[str, Any]]:
    web = ("https://", "http://", "mailto:")
    return [
        {
            "text": run.text, "bold": run.bold, "slanted": run.slanted,
            "target": run.target if run.target in targets else "",
            "address": run.target if run.target.startswith(web) else "",
        }
        for run in runs
    ]  # fmt: skip


def _width_cm(png: bytes) -> float:
    """Return the width at which a picture is drawn at its own size, less where the page has no room for it."""
    width, height = struct.unpack(">II", png[PNG_SIZE])
    centimetres = width / PNG_SCALE / PIXELS_PER_CM
    return float(min(centimetres, WIDEST_CM, TALLEST_CM * width / height))


def _display(block: Display, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    one = block.exhibit
    table = one.table
    shown = len(table.rows) <= MOST_ROWS
    return {
        "kind": "display", "id": one.id, "number": block.number, "type": str(one.kind), "title": one.title,
        "subtitle": one.subtitle, "alt": one.alt_text or f"{block.number}. {one.title}",
        "width_cm": _width_cm(pictures[one.id]) if one.id in pictures else 0,
        "columns": [column.heading for column in table.columns],
        "numbers": [column.align is Align.NUMBERS for column in table.columns],
        "rows": [[{"text": c.text, "state": str(c.state)} for c in row] for row in table.rows] if shown else [],
        "left_out": 0 if shown else len(table.rows), "notes": list(one.notes), "source": one.source_line,
    }  # fmt: skip
