"""Writing the invented files: CSV as the publishers write it, zips whose bytes do not depend on the clock."""

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
QUICK = 1
"""Compression level: the demonstration is read once or twice, so speed is worth more than size."""


def arrow_table(columns: Mapping[str, Any]) -> pa.Table:
    """Return a table of the given columns, in order; arrays of any kind, equally long."""
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def csv_bytes(table: pa.Table) -> bytes:
    """Return a table as CSV: UTF-8, LF, header first, null as nothing, quotes in the header only where needed.

    Raises
    ------
    pyarrow.ArrowInvalid
        A value holds a comma, a quote or a line end: no invented name needs one.
    """
    sink = pa.BufferOutputStream()
    header = [f'"{name}"' if "," in name else name for name in table.column_names]
    sink.write((",".join(header) + "\n").encode())
    pacsv.write_csv(table, sink, pacsv.WriteOptions(include_header=False, quoting_style="none"))
    return bytes(sink.getvalue())


def write_csv(path: Path, columns: Mapping[str, Any]) -> None:
    """Write columns as a CSV file, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(csv_bytes(arrow_table(columns)))


def write_zip(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip with fixed dates and permissions, members in the given order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members:
            entry = zipfile.ZipInfo(name, date_time=FIXED_DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, QUICK)
