"""Whole-column work on text tables that several sources' transforms need; never row by row."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.warehouse.source import REJECT, SET_ASIDE

NULL = pa.scalar(None, pa.string())


def replaced(table: pa.Table, name: str, column: pa.ChunkedArray | pa.Array) -> pa.Table:
    """Return the table with a column put in place of the one of that name, or added."""
    if name in table.column_names:
        return table.set_column(table.schema.get_field_index(name), name, column)
    return table.append_column(name, column)


def matches(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return whether each text matches a pattern; blanks do not."""
    return pc.fill_null(pc.match_substring_regex(column, pattern), fill_value=False)


def without_thousands_separators(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return numbers as text without the commas a spreadsheet puts in."""
    return pc.replace_substring(column, ",", "")


def numbers(column: pa.ChunkedArray) -> np.ndarray:
    """Return text as numbers; what is not a number is NaN."""
    plain = pc.if_else(matches(column, r"^-?\d+(\.\d+)?$"), column, NULL)
    return np.asarray(pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False), dtype="float64")


def groups(table: pa.Table, names: Sequence[str]) -> np.ndarray:
    """Return a whole number for each row: equal where all the columns are."""
    found = np.zeros(table.num_rows, dtype="int64")
    for name in names:
        column = table.column(name).combine_chunks()
        text = column if not pa.types.is_string(column.type) else pc.fill_null(column, "")
        codes = np.asarray(pc.dictionary_encode(text).indices.to_numpy(zero_copy_only=False), dtype="int64")
        found = np.unique(found * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
    return found


def set_aside_where(table: pa.Table, condition: pa.ChunkedArray | pa.Array, rule: str) -> pa.Table:
    """Set rows aside by a rule; a row that an earlier rule set aside keeps it."""
    return _marked(table, SET_ASIDE, condition, rule)


def reject_where(table: pa.Table, condition: pa.ChunkedArray | pa.Array, reason: str) -> pa.Table:
    """Quarantine rows for a reason; a row that has a reason keeps it."""
    return _marked(table, REJECT, condition, reason)


def _marked(table: pa.Table, name: str, condition: pa.ChunkedArray | pa.Array, words: str) -> pa.Table:
    marked = pc.if_else(condition, pa.scalar(words), NULL)
    if name in table.column_names:
        marked = pc.coalesce(table.column(name), marked)
    return replaced(table, name, marked)
