"""Forms that sentences on records share: years, codes, months, rates and intervals in words."""

import calendar
from collections.abc import Sequence

from verity.findings.words import listed, whole

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""By number: 0 is Sunday."""
WEEK_ORDER = (1, 2, 3, 4, 5, 6, 0)
"""Weekdays in the order they are shown, Monday first."""
SMALL_NUMBERS = 20


def year_name(year: int, *, financial: bool) -> str:
    """Return a reporting year in words; a financial year is named by both calendar years it lies in.

    Examples
    --------
    >>> year_name(2016, financial=True), year_name(1999, financial=True), year_name(2023, financial=False)
    ('2016/17', '1999/00', '2023')
    """
    return f"{year}/{(year + 1) % 100:02d}" if financial else str(year)


def codes_in_words(codes: Sequence[str]) -> str:
    """Return the codes of a definition: all where they are few, else how many and the first and the last.

    Examples
    --------
    >>> codes_in_words(["assault"]), codes_in_words(["X85", "X86", "X87", "X88", "X89", "X90", "X91"])
    ('code assault', '7 codes from X85 to X91')
    """
    if len(codes) <= 6:
        return f"code{'' if len(codes) == 1 else 's'} {listed(list(codes))}"
    return f"{len(codes)} codes from {codes[0]} to {codes[-1]}"


def numbered(count: float, noun: str) -> str:
    """Return a count with its noun, singular for one.

    Examples
    --------
    >>> numbered(1, "small area"), numbered(1200, "small area")
    ('1 small area', '1,200 small areas')
    """
    return f"{whole(count)} {noun}{'' if count == 1 else 's'}"


def month_word(number: int) -> str:
    """Return the name of a month of the year.

    Examples
    --------
    >>> month_word(7)
    'July'
    """
    return calendar.month_name[number]


def sentence(text: str) -> str:
    """Return text with its first letter in upper case, the others as they are.

    Examples
    --------
    >>> sentence("victims of A&E")
    'Victims of A&E'
    """
    return text[:1].upper() + text[1:]


def per_100k(value: float) -> str:
    """Return a rate per 100,000 in a sentence.

    Examples
    --------
    >>> per_100k(3377.04)
    '3,377.0 per 100,000'
    """
    return f"{value:,.1f} per 100,000"


def per_residents(value: float, many: str) -> str:
    """Return a rate of records per 100,000 residents and year.

    Examples
    --------
    >>> per_residents(50.04, "admissions")
    '50.0 admissions per 100,000 residents a year'
    """
    return f"{value:,.1f} {many} per 100,000 residents a year"


def interval(lower: float, upper: float, decimals: int = 1) -> str:
    """Return a 95% interval in a sentence.

    Examples
    --------
    >>> interval(1.04, 2.5)
    '95% interval 1.0 to 2.5'
    """
    return f"95% interval {lower:,.{decimals}f} to {upper:,.{decimals}f}"


def small(count: float) -> str:
    """Return the caution that goes with a small count; nothing for others.

    Examples
    --------
    >>> small(12), small(20)
    (' (small numbers)', '')
    """
    return " (small numbers)" if count < SMALL_NUMBERS else ""
