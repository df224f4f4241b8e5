"""LINT-PCT and LINT-RANK for words beside a number: “over half (43%)”, “rises to” a lower share, “most” below half."""

import itertools
import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, numbers, portions
from verity.lint.text import Text

_BETWEEN = re.compile(r"^[^.%\d;:]{0,90}[(,–-]\s?(?:n\s?=\s?[\d,]+\s?[;,]\s?)?$|^\s?\(\s?$")
ABOUT, ALMOST = 6.0, 9.0
"""Points by which “about” may miss, and “almost” may stay below, a share given in words."""


def shares_in_words(text: Text) -> Iterator[Fault]:
    """Yield shares in words that the percentage in brackets after them contradicts."""
    for sentence in text.sentences:
        percents = [one for one in numbers(sentence.words) if one.unit is Unit.PERCENT]
        for said in portions(sentence.words):
            printed = next((one for one in percents if one.start >= said.end), None)
            if printed is None or not _BETWEEN.match(sentence.words[said.end : printed.start]):
                continue
            if not _agree(said, printed) and not re.search(
                r"(?i)\bhalf (?:of (?:those|them) )?(?:the|as)\b.{0,4}(?:size|likely|many)", sentence.words
            ):
                yield at(
                    sentence,
                    f"“{(said.qualifier + ' ' + said.words).strip()}” is said of {printed.words}.",
                    around=said.start,
                    recomputed=f"{said.words} is {said.value:.0f}%",
                )


def _agree(said: Number, printed: Number) -> bool:
    gap = printed.value - said.value
    match said.qualifier:
        case "over" | "at least":
            return gap > -0.5
        case "almost":
            return -ALMOST <= gap <= 0.5
        case "under" | "at most":
            return gap < 0.5
        case "about":
            return abs(gap) <= ABOUT
        case _:
            return abs(gap) <= ABOUT


_MOST = re.compile(
    r"(?i)\b(?:(?:the|a) (?:vast |large |overwhelming )?majority|most) of (?:the |all |these |those )"
    r"?[^.%\d;:()]{2,60}\((?P<p>\d{1,2}(?:\.\d+)?)\s?%"
)


def most_below_half(text: Text) -> Iterator[Fault]:
    """Yield “most of …” and “the majority of …” with a percentage below 50."""
    for sentence in text.sentences:
        for match in _MOST.finditer(sentence.words):
            if float(match["p"]) < 50 and not re.search(r"(?i)respectively|largest|common", match[0]):
                yield at(
                    sentence, f"“{match[0].split('(')[0].strip()[:60]}” is said of {match['p']}%.", around=match.start()
                )


_UP = r"(?:ris(?:es|ing|en)|rose|(?:increases|increased|increasing)|grow(?:s|n|ing)?|grew|climb(?:s|ed|ing)?)"
_DOWN = (
    r"(?:fall(?:s|en|ing)?|fell|(?:decreases|decreased|decreasing)|declin(?:es|ed|ing)|drop(?:s|ped|ping)?|"
    r"reduc(?:es|ed|ing))"
)
_THEN = re.compile(
    rf"(?i)\b(?P<verb>(?:which\s|that\s)?(?:has\s|had\s|have\s)?(?P<up>{_UP})|(?P<down>{_DOWN}))\s(?:further\s|"
    rf"slightly\s|again\s|significantly\s)?to\s(?:about\s|around\s|almost\s|just\s|over\s)?$"
)
_FROM_TO = re.compile(
    rf"(?i)\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b(?P<between>[^.;:%\d]{{0,70}}?)\bfrom\s(?:about\s|around\s|"
    rf"just\s|over\s)?$"
)


def directions(text: Text) -> Iterator[Fault]:
    """Yield “x%, which rises to y%” with y below x, “fell from a to b” with b above a, and the like."""
    for sentence in text.sentences:
        found = [one for one in numbers(sentence.words) if one.unit in {Unit.PERCENT, Unit.RATE, Unit.COUNT}]
        for first, second in itertools.pairwise(found):
            if first.unit is not second.unit or first.value == second.value:
                continue
            between = sentence.words[first.end : second.start]
            up, claim = _claimed(sentence.words, first, between)
            if up is not None and up is not (second.value > first.value):
                yield at(
                    sentence,
                    f"“{claim}”: {second.words} is {'below' if up else 'above'} {first.words}.",
                    around=first.start,
                    recomputed=f"{second.value - first.value:+g}",
                )


def _claimed(words: str, first: Number, between: str) -> tuple[bool | None, str]:
    """Return the direction that the words claim from the first number to the second: True for up."""
    if (match := _THEN.search(between)) and len(between) < 70 and not re.search(r"[.;]|\bfrom\b|\bby\b", between):
        return bool(match["up"]), " ".join(between.split()).strip(" ,")
    if re.fullmatch(r"[^.;%()]{0,60}?(?:\([^()]{0,15}\)\s)?to\s(?:about\s|just\s|over\s)?", between) and (
        match := _FROM_TO.search(words[: first.start])
    ):
        return bool(match["up"]), " ".join(match[0].split())
    return None, ""


_TREND = re.compile(
    r"(?i)\b(?:trend(?:s|ed|ing)?|has been (?:steadily |consistently )?(?:rising|falling|increasing|decreasing|"
    r"declining|growing)|year[- ]on[- ]year (?:increase|decrease|rise|fall|reduction))\b"
)
_SPAN = re.compile(
    r"(?i)\b(?:from|between)\s(?:\w+\s)?(?P<first>20\d\d)(?:/\d\d)?\s(?:to|and)\s(?:\w+\s)?(?P<last>20\d\d)(?:/\d\d)?\b"
)


def trends_of_few_periods(text: Text) -> Iterator[Fault]:
    """Yield claims of a trend over fewer than five years, where the sentence itself states its span."""
    for sentence in text.prose:
        span = _SPAN.search(sentence.words)
        trend = _TREND.search(sentence.words)
        if (
            not span
            or not trend
            or re.search(r"(?i)\bmonth|\bquarter|\bweek|strategy|funding|projected|emerging trend", sentence.words)
        ):
            continue
        years = int(span["last"]) - int(span["first"]) + 1
        if 2 <= years < 5 and numbers(sentence.words):
            yield at(
                sentence,
                f"“{trend[0]}” is said of {years} years; a trend needs at least five comparable periods.",
                around=trend.start(),
                recomputed=f"{years} years",
            )


def _rule(
    id_: str,
    name: str,
    title: str,
    words: str,
    check: Check,
    severity: Severity = Severity.MEDIUM,
    source: str = "arithmetic",
) -> Rule:
    return Rule(id=id_, name=name, severity=severity, title=title, words=words, source=source, check=check)


RULES = (
    _rule(
        "LINT-PCT",
        "share-in-words",
        "A share in words contradicts its percentage",
        "“Over half (43%)”: “over” and “at least” may not exceed the percentage, “almost” may stay up to nine "
        "points below it, “about” may miss it by six.",
        shares_in_words,
    ),
    _rule(
        "LINT-PCT",
        "most",
        "“Most” is said of less than half",
        "“Most of” and “the majority of” need more than 50%.",
        most_below_half,
    ),
    _rule(
        "LINT-RANK",
        "direction",
        "A rise or fall goes the other way",
        "“x, which rises to y” and “fell from a to b” are compared with the numbers.",
        directions,
    ),
    _rule(
        "COP-P",
        "trend",
        "A trend is claimed of fewer than five periods",
        "Where a sentence claims a trend and states its years, there have to be five.",
        trends_of_few_periods,
        Severity.LOW,
        "guidance checklist, section 6",
    ),
)
