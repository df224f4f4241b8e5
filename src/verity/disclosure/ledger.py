"""What an edition showed of linked counts, as a file beside it: the next edition's audit starts from it.

Only counts that were released stand in it, in the coordinates in which the gate linked them; those that were hidden
are named with no number, as they are in the edition itself.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from verity.disclosure.constraints import CountTable
from verity.model.errors import DisclosureError

LEDGER = "released-cells.json"
SCHEMA = "verity.released-cells/1"


def ledger_text(tables: Sequence[CountTable]) -> str:
    """Return released counts as JSON, in order of table."""
    content = {"schema": SCHEMA, "tables": [_entry(one) for one in sorted(tables, key=lambda one: one.id)]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_ledger(edition: Path) -> tuple[CountTable, ...]:
    """Return what an earlier edition released.

    Parameters
    ----------
    edition : Path
        Folder of the edition.

    Raises
    ------
    DisclosureError
        The file is not there or not whole: without it nobody can tell what the two editions give away together.
    """
    file = edition / LEDGER
    try:
        content = json.loads(file.read_text("utf-8"))
        tables = {SCHEMA: content["tables"]}[content["schema"]]
        return tuple(_table(entry) for entry in tables)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DisclosureError(
            "An earlier edition cannot be taken into the audit", where=str(file),
            expected=f"the released counts of a published edition ({SCHEMA})", found=type(error).__name__,
            do_this="name the folder of a published edition under [release], whole as it was built",
        ) from error  # fmt: skip


def _entry(table: CountTable) -> dict[str, Any]:
    names = [*table.columns]
    counts = [None if pd.isna(count) else int(count) for count in table.frame["count"]]
    keys = table.frame[names].astype("str").to_numpy().tolist() if names else [[] for _ in counts]
    return {
        "id": table.id,
        "universe": table.universe,
        "columns": names,
        "fixed": {name: list(values) for name, values in sorted(table.fixed.items())},
        "base": table.base,
        "rows": [[*key, count] for key, count in zip(keys, counts, strict=True)],
    }


def _table(entry: Mapping[str, Any]) -> CountTable:
    names = [*entry["columns"]]
    frame = pd.DataFrame(entry["rows"], columns=[*names, "count"])
    return CountTable(
        id=entry["id"], universe=entry["universe"], columns=tuple(names),
        frame=frame.astype(dict.fromkeys(names, "str") | {"count": "Int64"}),
        fixed={name: tuple(values) for name, values in entry["fixed"].items()}, base=int(entry["base"]),
    )  # fmt: skip
