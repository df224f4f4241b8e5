"""A description of each CSV file by the W3C's CSV on the Web: titles, types, notes, source and licence of its columns.

The table of an exhibit and its description are made from the same columns, in the same order.
"""

import re
from typing import Any
from urllib.parse import quote

from verity.exhibits.exhibit import Exhibit
from verity.model.releases import CellState
from verity.report.edition import Edition

CONTEXT = "http://www.w3.org/ns/csvw"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
STATE_COLUMN = "state"
STATE_WORDS = "Why cells of this row show no number: column, then rounded, suppressed, not available or not applicable"


def has_states(exhibit: Exhibit) -> bool:
    """Whether any cell is other than shown: the file then says so in a column of its own."""
    return any(cell.state is not CellState.SHOWN for row in exhibit.table.rows for cell in row)


def csv_metadata(edition: Edition, exhibit: Exhibit) -> dict[str, Any]:
    """Return the metadata of an exhibit's CSV file, to stand beside it as `NAME.csv-metadata.json`.

    A restricted edition is given without a licence: nothing in it may be passed on.
    """
    url = edition.data_name(exhibit.id).rpartition("/")[2]
    described: dict[str, Any] = {
        "@context": [CONTEXT, {"@language": "en-GB"}],
        "url": quote(url),
        "dc:title": exhibit.title,
        "dc:description": exhibit.subtitle,
        "dc:identifier": exhibit.id,
        "dc:source": exhibit.source_line,
        "dc:isPartOf": edition.title,
        "dc:modified": edition.as_of,
    }
    if edition.marking:
        described["dc:accessRights"] = edition.marking
    else:
        described["dc:license"] = {"@id": LICENCE}
    said = (*(("Invented data: synthetic throughout.",) if edition.synthetic else ()), *exhibit.notes)
    if said:
        described["notes"] = [{"type": "Annotation", "target": url, "body": note} for note in said]
    return {**described, "tableSchema": _schema(exhibit)}


def _schema(exhibit: Exhibit) -> dict[str, Any]:
    table = exhibit.table
    columns = [
        _column(column.name, column.heading, _datatype([row[place].value for row in table.rows]))
        for place, column in enumerate(table.columns)
    ]
    if has_states(exhibit):
        columns.append(_column(STATE_COLUMN, STATE_WORDS, "string"))
    heads = [column["name"] for column in columns[: table.header_columns]]
    keys = [tuple(cell.text for cell in row[: table.header_columns]) for row in table.rows]
    return {"columns": columns, **({"primaryKey": heads} if len(set(keys)) == len(keys) else {}), "rowTitles": heads}


def _column(name: str, heading: str, datatype: str) -> dict[str, Any]:
    """Return one column; a name that the standard does not allow is changed, the titles keep the one in the file."""
    allowed = re.sub(r"[^A-Za-z0-9_]", "_", name)
    titles = [name] if name == heading else [name, heading]
    return {"name": f"c{allowed}" if allowed.startswith("_") else allowed, "titles": titles, "datatype": datatype,
            "null": ""}  # fmt: skip


def _datatype(values: list[Any]) -> str:
    known = [value for value in values if value is not None]
    if not known or any(isinstance(value, str | bool) for value in known):
        return "string"
    return "integer" if all(isinstance(value, int) for value in known) else "number"
