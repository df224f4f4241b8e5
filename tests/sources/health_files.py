"""What the tests of the health sources share: files from rows, a warehouse, and what came of a cohort."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from verity.warehouse.engine import Warehouse
from verity.warehouse.feed import Feed, cohort_account, incidents_of
from verity.warehouse.files import InputFile
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser
from verity.warehouse.source import Source

SAMPLES = Path(__file__).parent / "samples"
PSEUDONYMISER = Pseudonymiser(b"a key for tests alone, 32 bytes.")


def sample(name: str) -> InputFile:
    return InputFile(name=name, path=SAMPLES / name)


def written(path: Path, base: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> InputFile:
    """Write rows that say what differs from `base`."""
    header = list(dict.fromkeys([*base, *(name for row in rows for name in row)]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**dict.fromkeys(header, ""), **base, **row} for row in rows)
    return InputFile(name=f"records/{path.name}", path=path)


def loaded(warehouse: Warehouse, source: Source, *files: InputFile):
    return load(warehouse, source, list(files), threads=1, pseudonymiser=PSEUDONYMISER)


def incidents(warehouse: Warehouse, feed: Feed) -> pd.DataFrame:
    """Return the incidents in the order of their rows; what is missing is None."""
    frame = incidents_of(warehouse, feed).order_by(["source_file", "source_row"]).to_pandas().astype(object)
    return frame.where(frame.notna(), None)


def left_out(warehouse: Warehouse, feed: Feed) -> dict[str, int]:
    """Return what each condition leaves out; the account must balance with the incidents."""
    steps = cohort_account(warehouse, feed)
    assert len(incidents(warehouse, feed)) == steps[0].rows_in - sum(step.left_out for step in steps)
    return {step.condition: step.left_out for step in steps if step.left_out}


def stored_text(warehouse: Warehouse, table: str) -> str:
    return warehouse.table(table).to_pandas().to_csv(index=False)


def not_met(warehouse: Warehouse, feed: Feed) -> list[list[str]]:
    """Return, row by row, the conditions that a stored row does not meet, each asked by itself."""
    table = warehouse.table(feed.sources[0])
    held = {
        one.id: one.holds(table, *([warehouse.table(one.beside)] if one.beside else [])).fill_null(False)
        for one in feed.conditions
    }
    frame = table.select("source_file", "source_row", **held).order_by(["source_file", "source_row"]).to_pandas()
    return [[name for name in held if not getattr(row, name.replace("-", "_"))] for row in _named(frame).itertuples()]


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.rename(columns=lambda name: name.replace("-", "_"))
