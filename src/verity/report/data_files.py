"""The files behind the pages: a CSV per exhibit with its description, and the exhibits and findings as JSON."""

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from verity.exhibits.cells import FILE_DECIMALS
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.model.releases import CellState
from verity.report.csvw import STATE_COLUMN, csv_metadata, has_states
from verity.report.edition import Edition

EXHIBITS_SCHEMA = "verity.exhibits/1"
FINDINGS_SCHEMA = "verity.findings/1"
EDITION_SCHEMA = "verity.edition/1"


def write_data_files(edition: Edition, out: Path) -> None:
    """Write each table as CSV with its metadata, and `exhibits.json`, `findings.json`, `edition.json`, into `out`."""
    (out / "data").mkdir(exist_ok=True)
    exhibits = [exhibit for chapter in edition.chapters for exhibit in chapter.exhibits]
    for exhibit in exhibits:
        _write_csv(exhibit, out / edition.data_name(exhibit.id))
        _write_json(out / f"{edition.data_name(exhibit.id)}-metadata.json", csv_metadata(edition, exhibit))
    findings = [_told(finding) for chapter in edition.chapters for finding in chapter.findings]
    _write_json(out / "exhibits.json", {
        "schema": EXHIBITS_SCHEMA,
        "marking": edition.marking,
        "exhibits": [_entry(edition, exhibit) for exhibit in exhibits],
    })  # fmt: skip
    _write_json(
        out / "findings.json",
        {
            "schema": FINDINGS_SCHEMA,
            "marking": edition.marking,
            "findings": findings,
        },
    )
    _write_json(out / "edition.json", _about(edition))


def _told(finding: Finding) -> dict[str, Any]:
    """Return a finding as data: the sentence that was told, without the others that it might have been."""
    return {
        name: round(value, FILE_DECIMALS) if isinstance(value, float) else value
        for name, value in asdict(finding).items()
        if name != "ways"
    }


def _about(edition: Edition) -> dict[str, Any]:
    """Return what an edition says of itself: what the next one is compared with."""
    return {
        "schema": EDITION_SCHEMA,
        "marking": edition.marking,
        "title": edition.title,
        "area": edition.area,
        "year": edition.year,
        "kind": edition.kind,
        "as_of": edition.as_of,
        "version": edition.version,
        "draft": edition.draft,
        "subject": edition.subject,
        "synthetic": edition.synthetic,
        "definitions": [asdict(one) for one in edition.definitions],
        "policies": [{"id": one} for one in edition.policies],
        "recommendations": [dict(one) for one in edition.recommendations],
    }


def _write_csv(exhibit: Exhibit, path: Path) -> None:
    """Write the table; cells that show no number are empty and named in a `state` column."""
    table = exhibit.table
    odd = has_states(exhibit)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        names = [column.name for column in table.columns]
        writer.writerow([*names, STATE_COLUMN] if odd else names)
        for row in table.rows:
            values = ["" if cell.value is None else cell.value for cell in row]
            states = [
                f"{name}: {cell.state}"
                for name, cell in zip(names, row, strict=True)
                if cell.state is not CellState.SHOWN
            ]
            writer.writerow([*values, "; ".join(states)] if odd else values)


def _entry(edition: Edition, exhibit: Exhibit) -> dict[str, Any]:
    return {
        "id": exhibit.id,
        "number": edition.numbers[exhibit.id],
        "title": exhibit.title,
        "subtitle": exhibit.subtitle,
        "alt_text": exhibit.alt_text,
        "source_line": exhibit.source_line,
        "notes": list(exhibit.notes),
        "measures": list(exhibit.measures),
        "data": edition.data_name(exhibit.id),
        "keys": [column.name for column in exhibit.table.columns[: exhibit.table.header_columns]],
        "files": [file for source in exhibit.files for file in _files(edition, source)],
    }


def _files(edition: Edition, source: str) -> list[dict[str, str]]:
    """Return the files of a source; where they may not be told, its title alone."""
    if source not in edition.sources:
        return []
    told = [{"source": source, "path": path, "sha256": digest} for path, digest in edition.sources[source]]
    return told or [{"source": source, "title": edition.source_title(source)}]


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
