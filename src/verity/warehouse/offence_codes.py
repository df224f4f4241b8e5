"""Offence codes as files have them into those of the classification: padding, class and subclass, spreadsheet damage.

Each distinct text is worked on once; the columns are then filled by position. What does not become a known code stays
as it is, for the contract to quarantine; nothing is guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.compute as pc

from verity.model.offences import CODE_OF_CLASS, OFFENCE_BY_CODE
from verity.warehouse.columns import reject_where, replaced

UNKNOWN = "unknown offence code"
"""Reason for which a row with a code outside the classification is quarantined."""
FIRST_DAY = date(1899, 12, 30)
"""Day 0 of the serial dates of spreadsheets, as they reckon every day since March 1900."""
SERIALS = (10959, 73050)
"""Serial dates of 1930 and 2099: what two digits of a year, and the years of any file, can have become."""
CODES_SINCE = 2000
"""No extract was made before; a first of the month in an earlier year can only be a month and a year."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SERIAL = re.compile(r"\d{5}")
_SHOWN = re.compile(rf"(?:(?P<day>\d{{1,2}})-)?(?P<month>{'|'.join(_MONTHS)})(?:-(?P<year>\d{{2}}))?", re.IGNORECASE)
_CLASS = re.compile(r"0*(\d{1,3})/0*(\d{1,2})")
_CODE = re.compile(r"0*(\d.*)")


def with_offence(table: pa.Table, column: str = "offence_code") -> pa.Table:
    """Put known codes in place of what a file wrote, with group and subgroup, and mark what was repaired.

    Parameters
    ----------
    table : Table
        With the text column `column`; blanks stay blank.

    Returns
    -------
    Table
        With `column` repaired, `offence_group`, `offence_subgroup` (missing for an unknown code) and
        `code_repaired` (`yes` where a spreadsheet had made a date of the code, else `no`); rows with a code that is
        not known are rejected as `UNKNOWN`.
    """
    text = table.column(column).combine_chunks().dictionary_encode()
    distinct = text.dictionary.to_pylist()
    made = year_made(distinct)
    undone = [undone_date(one, made) for one in distinct]
    codes = [known_code(one) for one in undone]
    offences = [OFFENCE_BY_CODE.get(code) for code in codes]

    def filled(values: Iterable[str | None]) -> pa.Array:
        return pa.array(values, pa.string()).take(text.indices)

    repaired = ("yes" if before != after else "no" for before, after in zip(distinct, undone, strict=True))
    table = replaced(table, column, filled(codes))
    table = replaced(table, "offence_group", filled(one.group if one else None for one in offences))
    table = replaced(table, "offence_subgroup", filled(one.subgroup if one else None for one in offences))
    table = replaced(table, "code_repaired", pc.fill_null(filled(repaired), "no"))
    unknown = pc.and_(pc.is_null(table.column("offence_group")), pc.is_valid(table.column(column)))
    return reject_where(table, unknown, UNKNOWN)


def year_made(texts: Iterable[str]) -> int | None:
    """Return the year in which a spreadsheet made dates of codes, or None where the texts do not say.

    A spreadsheet takes “3/2” for a day of the year it is opened in, and “8/60” for the first of a month. Days other
    than the first can only be the former, so the year that most of them have is it; without any, the latest year
    since `CODES_SINCE` is.

    Examples
    --------
    >>> year_made(["43831", "43864", "22129", "8N"])
    2020
    """
    days = [day for text in texts if (day := _serial_day(text))]
    years = Counter(day.year for day in days if day.day != 1)
    if years:
        return max(years, key=lambda year: (years[year], year))
    return max((day.year for day in days if day.year >= CODES_SINCE), default=None)


def undone_date(text: str, made: int | None) -> str:
    """Return the class and subclass that a spreadsheet made a date of; any other text as it is.

    A serial date in the year the file was made was day/month; a first of the month in an earlier year was
    month/two-digit year. The same dates as a spreadsheet shows and saves them are “04-Jun” and “Aug-60”.

    Parameters
    ----------
    text : str
    made : int | None
        Year the file was made, as `year_made` finds it.

    Examples
    --------
    >>> [undone_date(one, 2020) for one in ("43986", "22129", "04-Jun", "Aug-60", "4.10", "43100")]
    ['4/6', '8/60', '4/6', '8/60', '4.10', '43100']
    """
    if shown := _SHOWN.fullmatch(text):
        month = _MONTHS.index(shown["month"].lower()) + 1
        match shown["day"], shown["year"]:
            case str(number), None:
                return f"{int(number)}/{month}"
            case None, str(year):
                return f"{month}/{int(year)}"
            case _:
                return text
    day = _serial_day(text)
    if day is None:
        return text
    if day.year == made:
        return f"{day.day}/{day.month}"
    if day.day == 1 and day.year < (made or CODES_SINCE):
        return f"{day.month}/{day.year % 100}"
    return text


def known_code(text: str) -> str:
    """Return the offence code of a text: the code itself, or that of a class and subclass; else the text as it is.

    Codes are compared as text, so that 4.10 (corporate manslaughter) never becomes 4.1 (manslaughter).

    Examples
    --------
    >>> [known_code(one) for one in ("8n", "008/06", "4.10", "019K", "8/99")]
    ['8N', '8N', '4.10', '19K', '8/99']
    """
    if pair := _CLASS.fullmatch(text):
        return CODE_OF_CLASS.get(f"{pair[1]}/{pair[2]}", text)
    code = text.upper().replace(" ", "")
    bare = match[1] if (match := _CODE.fullmatch(code)) else code
    return bare if bare in OFFENCE_BY_CODE else text


def _serial_day(text: str) -> date | None:
    if not _SERIAL.fullmatch(text) or not SERIALS[0] <= int(text) <= SERIALS[1]:
        return None
    return FIRST_DAY + timedelta(days=int(text))
