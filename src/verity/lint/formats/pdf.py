"""PDF as lines of plain text, a form feed between pages: by a Python library where there is one, or by `pdftotext`."""

import importlib
import shutil
import subprocess
from pathlib import Path

from verity.model.errors import InputError

LONGEST_SECONDS = 120


def lines_of_pdf(path: Path) -> list[str]:
    """Return the lines of a PDF.

    Raises
    ------
    InputError
        Nothing that reads PDF is installed, or the file holds no text (a scan).
    """
    pages = _by_library(path) or _by_program(path)
    if not "".join(pages).strip():
        raise InputError(
            "This PDF holds no text", where=str(path), expected="a PDF with text", found="pictures of pages only",
            do_this="have its text recognised first, or ask for the Word or web version",
        )  # fmt: skip
    return "\n\f".join(pages).split("\n")


def _by_library(path: Path) -> list[str]:
    try:
        pypdf = importlib.import_module("pypdf")
    except ImportError:
        return []
    try:
        return [page.extract_text(extraction_mode="layout") or "" for page in pypdf.PdfReader(str(path)).pages]
    except Exception as error:  # the library raises many kinds for a damaged file
        raise _unreadable(path, type(error).__name__) from error


def _by_program(path: Path) -> list[str]:
    program = shutil.which("pdftotext")
    if program is None:
        raise InputError(
            "PDF files cannot be read here", where=str(path), expected="the Python package pypdf, or pdftotext",
            found="neither", do_this="install pypdf beside Verity, or save the document as text and lint that",
        )  # fmt: skip
    done = subprocess.run(  # noqa: S603 - a program found on the path, a file named by the caller
        [program, "-layout", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False, timeout=LONGEST_SECONDS
    )
    if done.returncode:
        raise _unreadable(path, f"pdftotext ended with code {done.returncode}")
    return done.stdout.decode("utf-8", "replace").split("\f")


def _unreadable(path: Path, found: str) -> InputError:
    return InputError(
        "This PDF cannot be read", where=str(path), expected="an undamaged PDF without a password", found=found,
        do_this="open it in a viewer and save it anew, or save it as text and lint that",
    )  # fmt: skip
