"""Intervals and periods in running text as data: a value with its limits, a year or span of years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verity.lint.numbers import MONTH, PER, YEAR, decimals_of, plain


@dataclass(frozen=True, kw_only=True)
class Interval:
    """A value and its printed limits."""

    value: float
    lower: float
    upper: float
    start: int
    words: str
    decimals: int


_D = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_CI = r"(?:95\s?%\s?)?(?:\bC\.?I\.?s?\b|confidence (?:interval|limits?)s?|credible interval)\s?(?:of|=|:|from|;|,)?\s?"
_LIMITS = rf"(?P<lower>{_D})\s?%?\s?(?:[-–—]|to|,|;)\s?(?P<upper>{_D})"
_INTERVAL = re.compile(
    rf"(?P<value>{_D})\s?(?:%|{PER}(?:\s[a-z]+){{0,2}})?\s?[\[(;,]?\s?"
    rf"(?:{_CI}[\[(]?\s?{_LIMITS}|"
    rf"{_LIMITS.replace('lower', 'lower2').replace('upper', 'upper2')}\s?%?[;,]?\s?\(?{_CI})",
    re.IGNORECASE,
)


def intervals(words: str) -> Iterator[Interval]:
    """Yield values with the 95% interval printed beside them.

    >>> [(one.value, one.lower, one.upper) for one in intervals("a rate of 12.5 per 1,000 (95% CI 11.2 to 13.9)")]
    [(12.5, 11.2, 13.9)]
    """
    for match in _INTERVAL.finditer(words):
        lower, upper = match["lower"] or match["lower2"], match["upper"] or match["upper2"]
        yield Interval(
            value=plain(match["value"]), lower=plain(lower), upper=plain(upper), start=match.start(),
            words=match[0], decimals=min(decimals_of(lower), decimals_of(upper)),
        )  # fmt: skip


_PERIOD = re.compile(
    rf"\b(?P<first>{YEAR})(?:/(?P<first_end>\d\d)\b)?(?:\s?(?:[-–—]|to|and|until|through)\s?(?:mid-)?(?:{MONTH}\s)?"
    rf"(?P<last>{YEAR})(?:/(?P<last_end>\d\d)\b)?)?"
)


@dataclass(frozen=True, kw_only=True)
class Period:
    """A year or span of years; `last` is the calendar year that it ends in."""

    first: int
    last: int
    financial: bool
    start: int
    words: str

    @property
    def years(self) -> int:
        """How many years it takes in."""
        return self.last - self.first + (0 if self.financial else 1)


def periods(words: str) -> Iterator[Period]:
    """Yield the years and spans of years of a text.

    >>> [(one.first, one.last, one.years) for one in periods("2019-2023 and 2016/17 to 2020/21")]
    [(2019, 2023, 5), (2016, 2021, 5)]
    """
    for match in _PERIOD.finditer(words):
        first = int(match["first"])
        financial = bool(match["first_end"])
        last = int(match["last"]) if match["last"] else first
        if match["last_end"] or (financial and not match["last"]):
            last += 1
        if first <= last <= first + 60:
            yield Period(first=first, last=last, financial=financial, start=match.start(), words=match[0])
