"""Searching whatever a load or a build leaves behind for values that were planted in its input.

`Planted(...)` holds the values; `found_in(paths)` looks through files of any kind below the paths, opens tables, and
unpacks what is packed; `found_in_text` looks through words. Both say where and which value, so that an empty list
is a pass. Loaded by path, as tests import nothing from one another.
"""

import gzip
import hashlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

DATABASES = (".duckdb", ".db")


@dataclass(frozen=True)
class Planted:
    """Values that must not be found, in any of the forms they could be left in."""

    values: tuple[str, ...]

    def forms(self) -> Iterator[tuple[str, bytes]]:
        """Yield each value with its bytes: as written, in capitals and small, in UTF-16, and hashed without a key."""
        for value in self.values:
            for text in {value, value.upper(), value.lower()}:
                yield value, text.encode()
                yield value, text.encode("utf-16-le")
            for name in ("md5", "sha1", "sha256"):
                yield f"{value} ({name})", hashlib.new(name, value.encode(), usedforsecurity=False).hexdigest().encode()

    def found_in_bytes(self, content: bytes, where: str) -> list[str]:
        """Return “where: value” for each planted value in some bytes."""
        return sorted({f"{where}: {value}" for value, form in self.forms() if form in content})

    def found_in_text(self, text: str, where: str) -> list[str]:
        """Return “where: value” for each planted value in a text."""
        return self.found_in_bytes(text.encode(), where)

    def found_in(self, paths: Iterable[Path]) -> list[str]:
        """Return “where: value” for each planted value in the files below the paths, their names included."""
        found: list[str] = []
        for path in paths:
            for file in [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file()):
                found += self.found_in_text(file.name, f"name of {file}")
                for where, content in unpacked(str(file), file.read_bytes()):
                    found += self.found_in_bytes(content, where)
                if file.suffix in DATABASES:
                    found += self.found_in_tables(file)
        return found

    def found_in_tables(self, file: Path) -> list[str]:
        """Return “where: value” for each planted value in a cell of a database: the engine packs what it stores."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy.duckdb"  # one that is open elsewhere cannot be opened twice
            shutil.copy(file, copy)
            with duckdb.connect(copy, read_only=True) as con:
                cells = "".join(
                    f"\n{table}.{column}:\t{value}"
                    for table, column in con.execute(
                        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal"
                    ).fetchall()
                    for (value,) in con.execute(f'SELECT DISTINCT "{column}"::VARCHAR FROM "{table}"').fetchall()  # noqa: S608 - names of a database of the test's own
                )
        return self.found_in_text(cells, f"cells of {file}")


def unpacked(where: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the content, and that of everything packed in it: gzip, zip, and with it office documents."""
    yield where, content
    if content[:2] == b"\x1f\x8b":
        yield from unpacked(f"{where} unpacked", gzip.decompress(content))
    elif content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from unpacked(f"{where}/{name}", archive.read(name))
