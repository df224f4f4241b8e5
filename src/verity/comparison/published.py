"""A published edition as its files tell it: nothing but what was published is read, so any two can be compared."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from verity.model.errors import InputError

Row = tuple[str, ...]
SCHEMAS = {"edition.json": "verity.edition/", "exhibits.json": "verity.exhibits/", "findings.json": "verity.findings/"}


@dataclass(frozen=True, kw_only=True)
class PublishedTable:
    """The table of one exhibit: its title, and its cells by row (the texts that head it) and column.

    `measured` is false for the table of a register, whose entries are nobody's measurement.
    """

    id: str
    number: str
    title: str
    subtitle: str
    cells: Mapping[tuple[Row, str], str]
    measured: bool = True


@dataclass(frozen=True, kw_only=True)
class Published:
    """What one edition published.

    Parameters
    ----------
    folder : Path
    edition : Mapping[str, Any]
        Content of `edition.json`: title, area, year, kind, version, definitions, policies, recommendations.
    tables : Mapping[str, PublishedTable]
        Exhibit id → its table.
    findings : Mapping[str, Mapping[str, Any]]
        Finding id → its fields.
    """

    folder: Path
    edition: Mapping[str, Any]
    tables: Mapping[str, PublishedTable]
    findings: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> str:
        """Title and kind, as a reader tells editions apart."""
        return f"{self.edition['title']} ({self.edition['kind']} edition, {self.edition['year']})"


def read_published(folder: Path) -> Published:
    """Read a published edition.

    Raises
    ------
    InputError
        A file that every edition has is not there, is not JSON, or is of a schema that this version cannot read.
    """
    files = {name: _read_json(folder, name, schema) for name, schema in SCHEMAS.items()}
    tables = [_table(folder, entry) for entry in files["exhibits.json"]["exhibits"]]
    return Published(
        folder=folder,
        edition=files["edition.json"],
        tables={table.id: table for table in tables},
        findings={finding["id"]: finding for finding in files["findings.json"]["findings"]},
    )


def _read_json(folder: Path, name: str, schema: str) -> dict[str, Any]:
    path = folder / name
    try:
        content = json.loads(path.read_text("utf-8"))
        found = str(content["schema"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, type(error).__name__) from error
    if not found.startswith(schema):
        raise _unreadable(path, f"schema {found}")
    return dict(content)


def _table(folder: Path, entry: Mapping[str, Any]) -> PublishedTable:
    with (folder / entry["data"]).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    keys = tuple(entry["keys"])
    cells = {
        (tuple(row[key] for key in keys), name): text
        for row in rows
        for name, text in row.items()
        if name not in keys and name != "state"
    }
    return PublishedTable(
        id=entry["id"], number=entry["number"], title=entry["title"], subtitle=entry["subtitle"], cells=cells,
        measured=entry.get("measures") != [],
    )  # fmt: skip


def _unreadable(path: Path, found: str) -> InputError:
    return InputError(
        "This is not an edition that can be compared", where=str(path),
        expected="a folder that `verity build` published, with edition.json, exhibits.json and findings.json",
        found=found, do_this="name the folder of an edition, the older one first",
    )  # fmt: skip
