"""Whole-column work on health extracts: ages, days, times, residence and diagnoses as HES, ECDS and SUS write them.

What is documented as null, invalid or not known becomes missing; any other odd value is left for the contract.
"""

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.clinical import AGES_NOT_KNOWN
from verity.warehouse.columns import NULL, matches, replaced

NULL_DAYS = r"^(1582-10-1[45]|180[0-2]-01-01)$"
"""HES Data Dictionary: 1800-01-01 is null and 1801-01-01 invalid; 1582 and 1802 are how some extracts write them."""

NULL_TIMES = r"^[34]000$"
"""HES Data Dictionary: 3000 is an invalid time and 4000 a null one."""


def first_given(table: pa.Table, names: Iterable[str]) -> pa.ChunkedArray:
    """Return, row by row, the first of these columns that is not missing; columns the file lacks are passed over."""
    present = [table.column(name) for name in names if name in table.column_names]
    return pc.coalesce(*present) if present else pa.chunked_array([pa.nulls(table.num_rows, pa.string())])


def cleared(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return text with what matches a pattern made missing."""
    return pc.if_else(matches(column, pattern), NULL, column)


def kept(column: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return text with what does not match a pattern made missing."""
    return pc.if_else(matches(column, pattern), column, NULL)


def plain_codes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return codes without the point that a spreadsheet adds to whole numbers."""
    return pc.replace_substring_regex(column, r"^(\d+)\.0+$", r"\1")


def days(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return days as `YYYY-MM-DD`: times cut off, 31/12/2023 turned round, null dates missing."""
    day = pc.replace_substring_regex(column, r"^(\d{4}-\d{2}-\d{2})[T ].*$", r"\1")
    day = pc.replace_substring_regex(day, r"^(\d{2})/(\d{2})/(\d{4})( .*)?$", r"\3-\2-\1")
    return cleared(day, NULL_DAYS)


def moments(day: pa.ChunkedArray, time: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return local times `YYYY-MM-DDTHH:MM:SS` from days and times of day; missing where either is.

    Times are `1016`, `10:16` or `10:16:00`.
    """
    short = matches(time, r"^\d{1,4}$")
    clock = pc.if_else(short, pc.utf8_lpad(pc.if_else(short, time, "0"), 4, "0"), time)
    clock = cleared(clock, NULL_TIMES)
    clock = pc.replace_substring_regex(clock, r"^(\d{2}):?(\d{2})(:\d{2})?(\.\d+)?$", r"\1:\2:00")
    return pc.binary_join_element_wise(day, clock, "T")


def time_part(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the time of day that stands after the day in a moment, or missing."""
    found = pc.extract_regex(column, r"[T ](?P<clock>\d{2}:?\d{2})")
    return pc.struct_field(found, "clock")


def ages(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ages in years: the codes 7001 to 7007 of infants are 0, an age not known is missing."""
    age = plain_codes(column)
    return cleared(pc.if_else(matches(age, r"^700[1-7]$"), "0", age), f"^({'|'.join(sorted(AGES_NOT_KNOWN))})$")


def small_areas(table: pa.Table, names: Sequence[str]) -> pa.ChunkedArray:
    """Return LSOA codes of the first column that has any: columns of two vintages are never mixed in one file."""
    for name in names:
        if name in table.column_names:
            codes = kept(table.column(name), CODE_PATTERNS[Level.LSOA])
            if codes.null_count < len(codes):
                return codes
    return pa.chunked_array([pa.nulls(table.num_rows, pa.string())])


def districts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return district codes; pseudo codes (no fixed abode, abroad, not known) are missing."""
    return kept(column, CODE_PATTERNS[Level.LAD])


def diagnosis_list(table: pa.Table, names: Iterable[str]) -> pa.ChunkedArray:
    """Return the codes of all diagnosis columns in their order, each with a comma before it; points are left out.

    A column may hold one code or a list of them.
    """
    present = [pc.fill_null(table.column(name), "") for name in names if name in table.column_names]
    if not present:
        return pa.chunked_array([pa.array([""] * table.num_rows, pa.string())])
    joined = pc.binary_join_element_wise(pa.scalar(""), *present, ",")
    tidy = pc.replace_substring(pc.utf8_upper(joined), ".", "")
    return pc.replace_substring_regex(tidy, r"[,;|\s]+", ",")


def first_code(codes: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Return the first code of each list that matches a pattern (without groups), or missing."""
    return pc.struct_field(pc.extract_regex(codes, f",(?P<code>{pattern})"), "code")


def any_code(codes: pa.ChunkedArray, beginnings: Iterable[str]) -> pa.ChunkedArray:
    """Return "1" where a code of the list begins with one of `beginnings`, else "0"."""
    return pc.if_else(matches(codes, f",({'|'.join(beginnings)})"), "1", "0")


def with_columns(table: pa.Table, columns: dict[str, pa.ChunkedArray | pa.Array]) -> pa.Table:
    """Return the table with these columns put in place of those of the same names, or added."""
    for name, column in columns.items():
        table = replaced(table, name, column)
    return table
