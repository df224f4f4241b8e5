"""Writes the PDF of a document with Typst, as tagged PDF 1.7 that the engine checks against PDF/UA-1.

The engine refuses a picture without alternative text, a skipped heading level, a missing title or language, and a
character that no font can draw. Not verified here: no independent checker (veraPDF, PAC) has read the file; the order
in which assistive technology reads it, the quality of the alternative texts and the contrast inside pictures are for
people to judge; and cells that head a row are tagged as data, since the engine can tag column headings alone.
"""

import datetime as dt
import json
from collections.abc import Mapping
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from verity.model.errors import PublishError, SettingsError
from verity.report.document.blocks import Document
from verity.report.pdf.characters import spelt_out, undrawable
from verity.report.pdf.content import content_of
from verity.report.pdf.drawings import drawings_of

ENGINE = "typst"
STANDARD = "ua-1"
TEMPLATES = ("report.typ", "tables.typ")
CONTENT = "content.json"
CANNOT_DRAW = "could not be displayed"
"""Words of the engine's complaint about a character that no font has."""


def can_write_pdf() -> bool:
    """Whether the extra `pdf` is installed."""
    return find_spec(ENGINE) is not None


def write_pdf(document: Document, path: Path, *, created: dt.date, pictures: Mapping[str, str]) -> None:
    """Write a document as a tagged PDF; the same document, date and pictures give the same bytes on any machine.

    Parameters
    ----------
    document : Document
    path : Path
    created : date
        Stands in the file as its day of making: the `as_of` date of the assessment, never today's.
    pictures : mapping
        Exhibit id → SVG as the site shows it, for exhibits that draw; they stay vectors in the PDF.

    Raises
    ------
    SettingsError
        The extra `pdf` is not installed.
    PublishError
        The typesetter refuses the document.
    """
    if not can_write_pdf():
        raise SettingsError(
            "The PDF cannot be written", where="the extra `pdf`", expected="Typst", found="it is not installed",
            do_this="install it (`uv sync --extra pdf`)",
        )  # fmt: skip
    drawings = drawings_of(document, pictures)
    path.write_bytes(_typeset(content_of(document, created, drawings), drawings, created))


def _typeset(content: Mapping[str, Any], drawings: Mapping[str, str], created: dt.date) -> bytes:
    """Return content set in type as PDF/UA-1; where a character has no shape, again with its name in its place."""
    import typst  # noqa: PLC0415 - of an extra that may not be installed

    with as_file(files("verity.report.pdf").joinpath("fonts")) as fonts:
        engine = {"ignore_system_fonts": True, "font_paths": [str(fonts)]}
        asked: dict[str, Any] = {
            **engine, "format": "pdf", "pdf_standards": [STANDARD],
            "timestamp": dt.datetime(created.year, created.month, created.day, tzinfo=dt.UTC),
        }  # fmt: skip
        try:
            return bytes(typst.compile(_sources(content, drawings), **asked))
        except typst.TypstError as error:
            if CANNOT_DRAW not in str(error):
                raise _refused(error) from error
        missing = undrawable(json.dumps(content, ensure_ascii=False) + "".join(drawings.values()), engine)
        spelt = {name: spelt_out(svg, missing) for name, svg in drawings.items()}
        try:
            return bytes(typst.compile(_sources(spelt_out(content, missing), spelt), **asked))
        except typst.TypstError as error:
            raise _refused(error) from error


def _sources(content: Mapping[str, Any], drawings: Mapping[str, str]) -> Any:  # noqa: ANN401 - the stubs know no folder
    """Return the files that the typesetter sees: it reads no other."""
    room = files("verity.report.pdf")
    templates = {name: room.joinpath(name).read_bytes() for name in TEMPLATES}
    data = json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")
    pictures = {f"{name}.svg": svg.encode("utf-8") for name, svg in drawings.items()}
    return {"main.typ": templates.pop(TEMPLATES[0]), **templates, CONTENT: data, **pictures}


def _refused(error: Exception) -> PublishError:
    return PublishError(
        "The PDF could not be set in type", where="report.typ", expected="a document that PDF/UA-1 allows",
        found=str(error).splitlines()[0],
        do_this="correct what it names in the narrative or the exhibit; the site needs no PDF",
    )  # fmt: skip
