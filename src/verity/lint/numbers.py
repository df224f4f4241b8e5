"""Numbers in running text as data: value, unit, qualifier, precision, and where they stand.

What only looks like a number (a cross-reference, an age, a time of day, a code, a duration) is marked as such, so that
no rule takes it for a measurement.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_CARDINALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
WORD_NUMBERS = {word: value for value, word in enumerate(_CARDINALS.split())}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)}
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Unit(StrEnum):
    """What a number measures."""

    PERCENT = "percent"
    RATE = "rate"
    COUNT = "count"
    YEAR = "year"
    OTHER = "other"
    """A reference, age, time, code, duration or ordinal: no measurement."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """One number as it stands in a text.

    Parameters
    ----------
    value : float
        As printed; percentages as 0–100.
    unit : Unit
    decimals : int
        Digits after the point, so that ½·10^-decimals is how far rounding can have moved it.
    per : int
        Denominator of a rate, as 1,000; 0 for others.
    qualifier : str
        As “about”, “over”, “under”, “at least”; empty where there is none.
    words : str
        As printed.
    start, end : int
        Where it stands in the text.
    """

    value: float
    unit: Unit
    words: str
    start: int
    end: int
    decimals: int = 0
    per: int = 0
    qualifier: str = ""

    @property
    def half(self) -> float:
        """Half of the last printed digit."""
        return 0.5 * 10.0**-self.decimals


MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
YEAR = r"(?:19|20)\d\d"
_MASKED = re.compile(
    "|".join(
        (
            r"https?://\S+|www\.\S+",
            r"(?:Figures?|Tables?|Charts?|Maps?|Sections?|sections?|Appendix|Appendices|Annex|Recommendations?|"
            r"Chapters?|"
            r"chapters?|Boxes|Box|Note|Page|page|Q|Objective|Priority|Group|Type|Phase|Step|Part|Schedule|Volume|Vol)"
            r"\.?\s(?:\d+(?:\.\d+)*[a-z]?)(?:(?:,|\s(?:and|to|&|or))+\s?\d+(?:\.\d+)*\b(?![%,\d]))*",
            r"\bICD-?\s?\d+|\b[A-Za-z]+-?\d[\w.-]*|\b\d+[A-Z]{1,3}\b|\b\d{3}/\d{2}\b",
            rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH}(?:\s{YEAR})?\b|\b{MONTH}\s{YEAR}\b",
            r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}:\d{2}\b|\b\d{4}\s?(?:[-–]\s?\d{4}\s?)?h(?:ou)?rs\b",
            r"\b\d{1,2}\s?(?:[-–]\s?\d{1,2}\s?)?(?:am|pm|noon|midnight)\b",
            r"(?i:\baged?\s(?:between\s)?(?:under\s|over\s)?\d+(?:\s?(?:[-–]|to|and)\s?\d+|\+)?)",
            r"\b\d{1,2}\s?(?:[-–]|to)\s?\d{1,2}(?=[\s-]?(?:years?|yrs?|year[- ]olds?))",
            r"\b\d{1,2}\+(?!\d)|\b\d{1,2}\sor\s(?:over|under|older|younger|more|above)\b",
            r"(?i:\b(?:under|over)[- ]\d{1,2}s\b)",
            r"(?i:\b\d+(?:\.\d+)?[-\s](?:months?|years?|weeks?|days?|hours?|minutes?|nights?|mins?|yrs?)"
            r"\b(?:[-\s]old)?)",
            r"(?i:\b\d{1,3}(?:st|nd|rd|th)\b)",
            r"\b\d{1,2}[-–]\d{1,2}(?=\s?(?:category|group|band))",
            r"\b95\s?%\s?(?:CI|confidence)|\b95\s?per\s?cent\s(?:CI|confidence)|\b95%(?=\s*(?:\)|,)?\s*(?:CI|"
            r"confidence|limits))|\b99(?:\.8)?%\s?(?:CI|confidence)",
            rf"\b{YEAR}\s?[-–/]\s?(?:{YEAR}|\d\d)\b(?!\.\d)",
        )
    )
)  # fmt: skip
PER = r"per\s(?:every\s)?(1,?000,?000|100,?000|10,?000|1,?000|100|hundred|thousand|million)"
_NUMBER = re.compile(
    r"(?<![\w.,£$€/])(?P<money>[£$€])?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?:\s?(?P<percent>%|per\s?cent\b|percent\b)|\s?\(?(?:[a-z-]+\s){{0,3}}?(?P<per>{PER})|(?=\W|$))(?!\w)"
)
_IN_EVERY = re.compile(
    r"(?i)\b(?P<part>\d+|one|two|three|four|five|six|seven|eight|nine)\s(?:in|out of)\s(?:every\s)?"
    r"(?P<whole>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twenty)\b(?!,\d)"
)
_PORTION = re.compile(
    r"(?i)\b(?:(?P<times>a|an|one|two|three|four)[\s-])?(?P<part>half|thirds?|quarters?|fifths?|tenths?)\b(?=\s|"
    r",|\.|\)|;|$)"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_QUALIFIERS = (
    ("about", r"about|around|approximately|approx\.?|roughly|circa|some|broadly|c\.|~"),
    ("almost", r"almost|nearly|just under|close to|just less than|slightly (?:under|below|less than)"),
    (
        "over",
        r"over|more than|above|in excess of|just over|exceed(?:s|ing|ed)?|upwards of|"
        r"slightly (?:over|above|more than)|>",
    ),
    ("under", r"under|less than|fewer than|below|<"),
    ("at least", r"at least|a minimum of|no (?:less|fewer) than"),
    ("at most", r"at most|up to|a maximum of|no more than"),
    ("only", r"only|just"),
)  # fmt: skip
_QUALIFIER = re.compile(
    "(?i)(?:"
    + "|".join(f"(?P<q{place}>{words})" for place, (_, words) in enumerate(_QUALIFIERS))
    + r")\s?(?:\(?n\s?=\s?)?$"
)


def plain(digits: str) -> float:
    """Return printed digits as a number.

    >>> plain("1,234.5")
    1234.5
    """
    return float(digits.replace(",", ""))


def decimals_of(digits: str) -> int:
    """Return how many digits stand after the point."""
    return len(digits.partition(".")[2])


def qualifier_before(words: str, start: int) -> str:
    """Return the qualifier that stands right before a place, or nothing."""
    found = _QUALIFIER.search(words[max(0, start - 40) : start])
    if not found:
        return ""
    return next(name for place, (name, _) in enumerate(_QUALIFIERS) if found[f"q{place}"])


def masked(words: str) -> str:
    """Return a text of the same length in which what only looks like a number is blanked."""
    return _MASKED.sub(lambda found: " " * len(found[0]), words)


@lru_cache(maxsize=50_000)
def numbers(words: str) -> tuple[Number, ...]:
    """Return the measurements of a text in their order: percentages, rates and counts.

    Years, ages, times, durations, codes and cross-references are left out.

    >>> [(one.value, one.unit.value, one.qualifier) for one in numbers("Over 1,200 of 4,000 (31%) in 2023")]
    [(1200.0, 'count', 'over'), (4000.0, 'count', ''), (31.0, 'percent', '')]
    """
    shown = masked(words)
    fractions = list(_in_every(shown))
    for one in fractions:
        shown = shown[: one.start] + " " * (one.end - one.start) + shown[one.end :]
    found = [*fractions, *_printed(shown, words)]
    return tuple(sorted(found, key=lambda one: one.start))


def _printed(shown: str, words: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(shown):
        digits = match["digits"]
        value = plain(digits)
        unit, per = Unit.COUNT, 0
        if match["percent"]:
            unit = Unit.PERCENT
        elif match["per"]:
            unit, per = Unit.RATE, _per(match["per"])
        elif match["money"]:
            unit = Unit.OTHER
        elif "," not in digits and "." not in digits and 1900 <= value <= 2060 and _is_year(words, match.start()):
            unit = Unit.YEAR
        if unit in {Unit.YEAR, Unit.OTHER}:
            continue
        yield Number(
            value=value, unit=unit, words=match[0].strip(), start=match.start(), end=match.end(),
            decimals=decimals_of(digits), per=per, qualifier=qualifier_before(words, match.start()),
        )  # fmt: skip


def _is_year(words: str, start: int) -> bool:
    return not re.search(r"(?:n\s?=\s?|of |total of )$", words[max(0, start - 10) : start])


def _per(words: str) -> int:
    last = words.rsplit(maxsplit=1)[-1].replace(",", "")
    return {"hundred": 100, "thousand": 1000, "million": 1_000_000}.get(last) or int(last)


def _in_every(shown: str) -> Iterator[Number]:
    for match in _IN_EVERY.finditer(shown):
        part, whole = (small(match[name]) for name in ("part", "whole"))
        if part and whole and part < whole:
            yield Number(
                value=100 * part / whole, unit=Unit.OTHER, words=match[0], start=match.start(), end=match.end(),
                qualifier=qualifier_before(shown, match.start()),
            )  # fmt: skip


def small(words: str) -> int:
    """Return a whole number given in digits or, to twenty, in words; 0 where it is neither."""
    lower = words.lower().replace(",", "")
    return int(lower) if lower.isdigit() else WORD_NUMBERS.get(lower, 0)


def portions(words: str) -> Iterator[Number]:
    """Yield shares given in words, “a third”, “3 in 10”, as percentages with unit OTHER.

    >>> [round(one.value) for one in portions("almost a third of victims, or 3 in 10")]
    [33, 30]
    """
    shown = masked(words)
    for match in _PORTION.finditer(shown):
        name = match["part"].lower().removesuffix("s")
        times = {"a": 1, "an": 1}.get((match["times"] or "a").lower()) or small(match["times"])
        if name == "half" or match["times"]:
            yield Number(
                value=100 * times / _PARTS[name], unit=Unit.OTHER, words=match[0], start=match.start(),
                end=match.end(), qualifier=qualifier_before(shown, match.start()),
            )  # fmt: skip
    yield from _in_every(shown)
