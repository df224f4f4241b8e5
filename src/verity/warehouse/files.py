"""Input files as bytes: plain, gzipped or a member of a zip, with their hash and their honest errors."""

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from verity.model.errors import InputError

_SNIFF_BYTES = 1 << 16


@dataclass(frozen=True, kw_only=True, order=True)
class InputFile:
    """One file of a source.

    Parameters
    ----------
    name : str
        Path below the data folder with `/`, and `archive.zip/member` for a zip's member.
    path : Path
        The file, or the archive it lies in.
    member : str
        Member of the zip; empty for a plain or gzipped file.
    constants : dict[str, str]
        Columns that the file's name or place gives for all its rows (force, edition, year).
    """

    name: str
    path: Path
    member: str = ""
    constants: dict[str, str] = field(default_factory=dict, compare=False)

    def read(self) -> bytes:
        """Return the file's content.

        Raises
        ------
        InputError
            When the archive is truncated or damaged, or the content is empty or a web page.
        """
        content = self._content()
        self._refuse_no_data(content)
        return content

    def check_start(self) -> None:
        """Raise InputError when the file is empty or a web page, reading its start alone."""
        self._refuse_no_data(self._start())

    def _refuse_no_data(self, content: bytes) -> None:
        start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if not start:
            raise InputError(
                "The file is empty", where=self.name, expected="a header and rows", found="no bytes",
                do_this="download it again",
            )  # fmt: skip
        if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head")):
            raise InputError(
                "The file is a web page, not data", where=self.name, expected="comma-separated values",
                found="HTML, often an error page saved under the data file's name",
                do_this="open the publisher's page and download the file itself",
            )  # fmt: skip

    def _content(self) -> bytes:
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive:
                    return archive.read(self.member)
            if self.path.suffix == ".gz":
                return gzip.decompress(self.path.read_bytes())
            return self.path.read_bytes()
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise damaged(self.name) from error

    def header(self) -> tuple[str, ...]:
        """Return the column names in the file's first record."""
        return header_of(self._start(), self.name)

    def first_row(self) -> dict[str, str]:
        """Return the first row as header → cell; empty where there is none."""
        return first_row_of(self._start(), self.name)

    def _start(self) -> bytes:
        try:
            if self.member:
                with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as part:
                    return part.read(_SNIFF_BYTES)
            with gzip.open(self.path) if self.path.suffix == ".gz" else self.path.open("rb") as stream:
                return stream.read(_SNIFF_BYTES)
        except (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile) as error:
            raise damaged(self.name) from error


def damaged(name: str) -> InputError:
    """Return the error for an archive that cannot be read to its end."""
    return InputError(
        "The archive is truncated or damaged", where=name, expected="a complete zip or gzip file",
        found="an end before its time, or a wrong checksum", do_this="download it again and compare its size",
    )  # fmt: skip


def header_of(content: bytes, name: str) -> tuple[str, ...]:
    """Return the column names in the first record of `content`, a byte-order mark removed.

    Raises
    ------
    InputError
        When the header is not UTF-8.
    """
    text = decoded(content[:_SNIFF_BYTES], name, partial=True)
    return tuple(cell.strip() for cell in next(csv.reader(io.StringIO(text)), []))


def first_row_of(content: bytes, name: str) -> dict[str, str]:
    """Return the first record below the header as header → cell; empty where there is none."""
    rows = csv.reader(io.StringIO(decoded(content[:_SNIFF_BYTES], name, partial=True)))
    header = [cell.strip() for cell in next(rows, [])]
    return dict(zip(header, (cell.strip() for cell in next(rows, [])), strict=False))


def decoded(content: bytes, name: str, *, partial: bool = False) -> str:
    """Return `content` as text.

    With `partial`, a character cut in two at the end is left off.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start
    if partial and start >= len(content) - 4:
        return content[:start].decode("utf-8-sig")
    # raised outside the handler: the decoder's error holds all that it was given, and would hang on this one
    raise InputError(
        "The file is not UTF-8 text", where=name, expected="UTF-8",
        found=f"byte {content[start]:#04x} at position {start:,}",
        do_this="save it as “CSV UTF-8” in the spreadsheet program, or download it again",
    )  # fmt: skip


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
