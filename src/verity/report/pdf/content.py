"""A document as plain data for `report.typ`: runs, headings, lists, tables and exhibits, with what leads where."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from verity.exhibits import theme
from verity.exhibits.exhibit import Kind
from verity.report.document.blocks import (
    Block,
    Display,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Part,
    Run,
)
from verity.report.document.markdown import IN_TEXT
from verity.report.pdf.drawings import size_of
from verity.report.pdf.tables import Data, grid_table, printed_table

WEB = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
COLOURS = {
    "ink": theme.INK, "quiet": theme.QUIET, "accent": theme.PALETTE[0], "gap": theme.PALETTE[3],
    "line": "#D8DDE0", "pale": "#F3F6F8", "link": "#1A5A96", "marking": "#4C1130", "warning": "#FFF3CD",
}  # fmt: skip


def content_of(document: Document, created: dt.date, drawings: Mapping[str, str]) -> Data:
    """Return everything the PDF says.

    Parameters
    ----------
    created : dt.date
    drawings : Mapping[str, str]
        Exhibit id → SVG for print.
    """
    language, _, region = document.language.partition("-")
    places = _Places()
    parts = [_part(part, places, drawings) for part in document.parts]
    return {
        "title": document.title, "subtitle": document.subtitle, "marking": document.marking,
        "synthetic": document.synthetic, "language": language, "region": region,
        "created": [created.year, created.month, created.day], "front": [list(row) for row in document.front],
        "colours": COLOURS, "parts": parts, "places": sorted(places.known),
        "kinds": [str(kind) for kind in Kind if any(one.exhibit.kind is kind for one in document.displays)],
    }  # fmt: skip


class _Places:
    """Ids that references can lead to: the first use of an id is the place, a second one is none."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def name(self, one: str) -> str:
        """Return the id where it is new, otherwise an empty one."""
        if one in self.known:
            return ""
        self.known.add(one)
        return one


def _part(part: Part, places: _Places, drawings: Mapping[str, str]) -> Data:
    label = places.name(part.id)
    blocks: list[Data] = []
    level = 1
    for block in part.blocks:
        made = _block(block, part, places, drawings, level)
        level = made.get("level", level)
        blocks.append(made)
    return {"id": label, "title": part.title, "number": part.number, "blocks": blocks}


def _block(block: Block, part: Part, places: _Places, drawings: Mapping[str, str], level: int) -> Data:
    match block:
        case Heading():
            # no level may be skipped: the analyst's heading in a chapter without sections moves up
            allowed = min(block.level, level + 1)
            return {
                "kind": "heading", "level": allowed, "text": block.text, "number": block.number,
                "id": places.name(block.id) if block.id else "",
            }  # fmt: skip
        case Paragraph():
            return {"kind": "paragraph", "style": str(block.style), "runs": _runs(block.runs)}
        case Listing():
            return {"kind": "list", "ordered": block.ordered, "items": [_runs(item) for item in block.items]}
        case Grid():
            title = "" if block.title in {part.title, IN_TEXT} else block.title
            return {"kind": "grid", "title": title, **grid_table(block)}
        case Display():
            return _display(block, places, drawings)
    assert_never(block)


def _runs(runs: Sequence[Run]) -> list[Data]:
    return [
        {"text": run.text, "bold": run.bold, "slanted": run.slanted, **_led(run.target)} for run in runs if run.text
    ]


def _led(target: str) -> dict[str, str]:
    """Return where a run leads: a web address, or a place in the document, which the template checks."""
    return {"web": target} if WEB.match(target) else {"place": target}


def _display(block: Display, places: _Places, drawings: Mapping[str, str]) -> Data:
    exhibit = block.exhibit
    supplement, _, number = block.number.rpartition(" ")
    picture: dict[str, Any] = {}
    if exhibit.id in drawings:
        width, height = size_of(drawings[exhibit.id])
        picture = {"file": f"{exhibit.id}.svg", "width": width, "height": height, "alt": exhibit.alt_text}
    return {
        "kind": "display", "id": places.name(exhibit.id), "of": str(exhibit.kind), "supplement": supplement,
        "number": number, "title": exhibit.title, "subtitle": exhibit.subtitle, "picture": picture,
        "table": printed_table(block), "notes": list(exhibit.notes), "source": exhibit.source_line,
    }  # fmt: skip
