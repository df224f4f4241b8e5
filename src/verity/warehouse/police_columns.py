"""Whole-column work on police extracts: wall-clock times, ages, sex, ethnicity, yes and no.

What a record system writes for “not known” becomes missing; any other odd value is left for the contract to quarantine.
"""

import re
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.incidents import ETHNIC_GROUPS, Sex
from verity.warehouse.columns import NULL, matches

NOT_STATED = r"(?i)^(unknown|not (known|stated|recorded|applicable|provided)|n/?a|none|null|-+|\?)$"
_ISO_DAY = r"^\d{4}-\d{2}-\d{2}$"
_TO_ISO: tuple[tuple[str, str], ...] = (
    (r"^(\d)/", r"0\1/"),
    (r"^(\d{2})/(\d)/", r"\1/0\2/"),
    (r"^(\d{2})/(\d{2})/(\d{4})", r"\3-\2-\1"),
    (r"^(\d{4}-\d{2}-\d{2})[T ]+(\d):", r"\1T0\2:"),
    (r"^(\d{4}-\d{2}-\d{2})[T ]+(\d{2}):?(\d{2})$", r"\1T\2:\3:00"),
    (r"^(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2}:\d{2})(\.\d+)?$", r"\1T\2"),
)
_WHITE, _ASIAN, _BLACK, _MIXED, _OTHER = ETHNIC_GROUPS
_SELF_DEFINED = (
    # In the codes that follow the 2001 Census, O1 is Chinese, which Census 2021 counts as Asian.
    (r"(W\d?|White\b.*)", _WHITE),
    (r"(A\d?|O1|Asian\b.*|Chinese\b.*)", _ASIAN),
    (r"(B\d?|Black\b.*)", _BLACK),
    (r"(M\d?|Mixed\b.*)", _MIXED),
    (r"(O[2-9]?|Other\b.*|Arab\b.*)", _OTHER),
)
_OFFICER_DEFINED = (
    (r"(?:IC)?[12]", _WHITE),  # north and south European
    (r"(?:IC)?[45]", _ASIAN),  # Indian subcontinent; Chinese, Japanese or South-East Asian
    (r"(?:IC)?3", _BLACK),
    (r"(?:IC)?6", _OTHER),  # Arab or North African
)


def given(table: pa.Table, *names: str) -> pa.ChunkedArray:
    """Return, row by row, the first of these columns that says something; missing where a file has none of them."""
    present = [stated(table.column(name)) for name in names if name in table.column_names]
    return pc.coalesce(*present) if present else pa.chunked_array([pa.nulls(table.num_rows, pa.string())])


def stated(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return text with the words for “not known” made missing."""
    return pc.if_else(matches(column, NOT_STATED), NULL, column)


def listed(table: pa.Table, name: str) -> pa.ChunkedArray:
    """Return an entry of a system's own list of choices, written alike where a file has capitals throughout."""
    column = given(table, name)
    return pc.if_else(matches(column, r"^[^a-z]{4,}$"), pc.utf8_capitalize(column), column)


def joined(*columns: pa.ChunkedArray, by: str) -> pa.ChunkedArray:
    """Return columns joined, the missing left out; missing where all are."""
    # Not null_handling="skip": where all are missing, Arrow 26 returns fewer rows than it was given.
    whole, *others = columns
    for column in others:
        whole = pc.coalesce(pc.binary_join_element_wise(whole, column, by), whole, column)
    return whole


def iso_times(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return dates as `YYYY-MM-DD` and date-times as `YYYY-MM-DDTHH:MM:SS`.

    31/12/2023 and 31/12/2023 9:05 are turned round; what is neither is left as it is.
    """
    for pattern, instead in _TO_ISO:
        column = pc.replace_substring_regex(column, pattern, instead)
    return column


def days(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the day of dates and date-times, as `YYYY-MM-DD`."""
    return pc.replace_substring_regex(iso_times(column), r"^(\d{4}-\d{2}-\d{2})T.*$", r"\1")


def has_time(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Whether each text is a date with a time, as `iso_times` writes it."""
    return matches(column, r"^\d{4}-\d{2}-\d{2}T")


def at(column: pa.ChunkedArray, clock: str) -> pa.ChunkedArray:
    """Return date-times, a time of day put to those that are dates alone."""
    bare = matches(column, _ISO_DAY)
    return pc.if_else(bare, pc.binary_join_element_wise(column, pa.scalar(clock), "T"), column)


def ages_at(born: pa.ChunkedArray, day: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return completed years of age on a day as text; missing where either date is, −1 where it is before birth.

    Parameters
    ----------
    born, day : ChunkedArray of string
        As `days` returns them.
    """
    lived = pc.subtract(_day_number(day), _day_number(born))
    years = pc.if_else(pc.less(lived, 0), -1, pc.divide(lived, 10_000))
    return pc.cast(years, pa.string())


def _day_number(day: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return 2023-12-31 as 20231231: the difference of two, in ten thousands, is the age in whole years."""
    whole = pc.if_else(matches(day, _ISO_DAY), pc.replace_substring(day, "-", ""), NULL)
    return pc.cast(whole, pa.int64())


def sexes(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return `Sex` values; what is neither is missing."""
    female = pc.if_else(matches(column, r"(?i)^f(emale)?$"), pa.scalar(Sex.FEMALE.value), NULL)
    return pc.if_else(matches(column, r"(?i)^m(ale)?$"), pa.scalar(Sex.MALE.value), female)


def ethnic_groups(self_defined: pa.ChunkedArray, officer_defined: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the five broad groups, by what the person said and only else by what an officer saw.

    Self-defined codes are those of 16+1 and 18+1 (`W1`, `A9`, also with their words), officer-defined ones those of
    6+1 (`IC1` or `1`); not stated, refused and not known are missing.
    """
    return pc.coalesce(
        recoded(self_defined, [(rf"(?i)^{code}(\s*[-:].*)?$", group) for code, group in _SELF_DEFINED]),
        recoded(officer_defined, [(rf"(?i)^{code}(\s*[-:].*)?$", group) for code, group in _OFFICER_DEFINED]),
    )


def recoded(column: pa.ChunkedArray, patterns: Iterable[tuple[str, str]], *, keep: bool = False) -> pa.ChunkedArray:
    """Return the word of the first pattern that each text matches; else missing or, with `keep`, the text."""
    coded = column.combine_chunks().dictionary_encode()
    rules = [(re.compile(pattern), word) for pattern, word in patterns]
    words = [
        next((word for rule, word in rules if rule.search(text)), text if keep else None)
        for text in coded.dictionary.to_pylist()
    ]
    return pa.chunked_array([pa.array(words, pa.string()).take(coded.indices)])


def yes(column: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Whether each text says yes; blank and no do not."""
    return np.array(matches(column, r"(?i)^(y|yes|true|t|1)$").to_numpy(), dtype=np.bool_)


def neither_yes_nor_no(columns: Mapping[str, pa.ChunkedArray], rows: int) -> npt.NDArray[np.bool_]:
    """Whether a row has a flag that is neither: such a row says something that is not understood."""
    odd = np.zeros(rows, dtype=np.bool_)
    for column in columns.values():
        plain = np.array(matches(column, r"(?i)^(y|yes|true|t|1|n|no|false|f|0)$").to_numpy(), dtype=np.bool_)
        odd |= ~plain & np.array(pc.is_valid(column).to_numpy(), dtype=np.bool_)
    return odd
