"""LINT-TWOVALUES: one quantity, period, order or list that two sentences give in two ways."""

import re
from collections import defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import ORDINALS, Number, Unit, numbers
from verity.lint.phrases import content, likeness
from verity.lint.spans import periods
from verity.lint.text import Sentence, Text

ALIKE = 0.72
"""How alike a sentence of the summary and one of the body have to be to be the same statement."""


_POINTING = re.compile(r"(?i)\W*(?:it|its|they|their|theirs|this|that|these|those)\b")


def restated_otherwise(text: Text) -> Iterator[Fault]:
    """Yield statements of the summary whose numbers differ from those of the same statement in the body.

    “It was …” states something of what the sentence before it names: alone it is no statement to compare.
    """
    stated = [one for one in text.prose if _measured(one) and not _POINTING.match(one.words)]
    body = [one for one in stated if not one.section.summary and not one.section.advice]
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, sentence in enumerate(body):
        for word in set(content(sentence.words)):
            by_word[word].append(place)
    for sentence in stated:
        if sentence.section.summary:
            yield from _restated(sentence, body, by_word)


def _restated(sentence: Sentence, body: list[Sentence], by_word: dict[str, list[int]]) -> Iterator[Fault]:
    rare = sorted({word for word in content(sentence.words) if word in by_word}, key=lambda word: len(by_word[word]))[
        :6
    ]
    near = {place for word in rare for place in by_word[word]}
    alike = [(likeness(sentence.words, body[place].words), place) for place in near]
    good = [
        (score, place)
        for score, place in alike
        if score >= ALIKE
        and _same_years(sentence.words, body[place].words)
        and _bases(sentence.words) == _bases(body[place].words)
    ]
    if not good or any(not _differing(sentence, body[place]) for _, place in good):
        return
    best = body[max(good)[1]]
    if (pair := _differing(sentence, best)) is not None:
        yield at(
            sentence,
            f"{pair[0].words} here, and {pair[1].words} in the same statement in section “{best.section.name}” "
            f"(line {best.line}).",
            around=pair[0].start,
            recomputed=f"{pair[0].words} or {pair[1].words}",
        )


def _measured(sentence: Sentence) -> list[Number]:
    return [one for one in numbers(sentence.words) if one.unit is not Unit.OTHER]


def _same_years(one: str, other: str) -> bool:
    return {(span.first, span.last) for span in periods(one)} == {(span.first, span.last) for span in periods(other)}


_BASE = re.compile(r"(?i)\b(?:without|alone|excluding|except|including|with|known|only)\b")


def _bases(words: str) -> set[str]:
    """Return the words that say what a share is of: with them and without them it is another share."""
    return {one.lower() for one in _BASE.findall(words)}


def _differing(one: Sentence, other: Sentence) -> tuple[Number, Number] | None:
    """Return the first pair that differs by more than rounding, where both give the same kinds in the same order."""
    first, second = _measured(one), _measured(other)
    if [number.unit for number in first] != [number.unit for number in second]:
        return None
    if sorted(number.value for number in first) == sorted(number.value for number in second):
        return None
    for mine, theirs in zip(first, second, strict=True):
        allowed = mine.half + theirs.half + (0.5 if mine.unit is Unit.PERCENT else 0.0)
        if abs(mine.value - theirs.value) > allowed and mine.per == theirs.per:
            return mine, theirs
    return None


_ROW = re.compile(
    r"(?i)\b(?P<n>" + "|".join(ORDINALS) + r"|\d{1,2}(?:st|nd|rd|th))\s(?:successive|consecutive)\s(?P<what>\w+)"
)


def rows_of_years(text: Text) -> Iterator[Fault]:
    """Yield “the fifth successive year” and “the 4th consecutive reduction” of neighbouring sentences."""
    before: tuple[Sentence, int, str] | None = None
    for sentence in text.sentences:
        for match in _ROW.finditer(sentence.words):
            number = ORDINALS.get(match["n"].lower()) or int(re.sub(r"\D", "", match["n"]) or 0)
            if (
                before
                and before[0].cell == sentence.cell
                and 0 <= sentence.block - before[0].block <= 3
                and number != before[1]
            ):
                yield at(sentence, f"“{match[0]}” here, “{before[2]}” in line {before[0].line}.", around=match.start())
            before = (sentence, number, match[0])


_TO_DATE = re.compile(
    r"(?i)\bfrom\s(?P<a>[\d,]+)\s[^.;]{0,40}?\bin\s(?P<period>20\d\d/\d\d)\s?,?\sto\s(?P<b>[\d,]+)"
    r"\s[^.;]{0,30}?\b(?:as at|as of|at|on|by)\s"
    r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>20\d\d)"
)


def one_period_twice(text: Text) -> Iterator[Fault]:
    """Yield “from a in 2021/22 to b as at 31/03/2022”, where the day lies in the year that it is compared with."""
    for sentence in text.sentences:
        for match in _TO_DATE.finditer(sentence.words):
            first = int(match["period"][:4])
            year, month = int(match["year"]), int(match["month"])
            if (year == first and month >= 4) or (year == first + 1 and month <= 3):
                yield at(
                    sentence,
                    f"{match['a']} and {match['b']} are both of {match['period']}: "
                    f"{match['day']}/{match['month']}/{match['year']} lies in it.",
                    around=match.start(),
                    recomputed=f"{match['period']}",
                )


_GENERIC = (
    r"(?:sources|categories|types|datasets|groups|themes|areas|pillars|strands|domains|priorities|objectives|aims|"
    r"forms|kinds)"
)

_SET = re.compile(
    rf"(?i)\b(?P<n>two|three|four|five|six|seven|eight|nine|ten)\s(?P<which>[a-z]+)\s(?P<what>{_GENERIC})\b"
)


def lists_of_two_lengths(text: Text) -> Iterator[Fault]:
    """Yield “three broad sources” and “two broad categories” that introduce the same list in two sections."""
    prose = text.prose
    seen: list[tuple[int, re.Match[str], set[str]]] = []
    for place, sentence in enumerate(prose):
        for match in _SET.finditer(sentence.words):
            around = " ".join(one.words for one in prose[place : place + 3] if one.block == sentence.block)
            words = set(content(around[: match.start() + 700]))
            for other, before, theirs in seen:
                same = before["which"].lower() == match["which"].lower() and before["n"].lower() != match["n"].lower()
                if same and prose[other].section.name != sentence.section.name and len(words & theirs) >= 8:
                    yield at(
                        sentence,
                        f"“{match[0]}” here, “{before[0]}” of the same list in section “{prose[other].section.name}”.",
                        around=match.start(),
                    )
                    break
            seen.append((place, match, words))


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(
        id="LINT-TWOVALUES",
        name=name,
        severity=severity,
        title=title,
        words=words,
        source="comparison within the document",
        check=check,
    )


RULES = (
    _rule(
        "restated",
        "The summary has another number than the body",
        "A sentence of the summary and the sentence of the body that is most like it have to give the same "
        "numbers, within rounding.",
        restated_otherwise,
        Severity.HIGH,
    ),
    _rule(
        "successive",
        "One series is said to run for two lengths",
        "“The fifth successive year” beside “the fourth consecutive reduction”.",
        rows_of_years,
    ),
    _rule(
        "period",
        "Two values are of one period",
        "“From a in a year to b as at a day” of that same year.",
        one_period_twice,
    ),
    _rule(
        "set",
        "One list has two lengths",
        "“Three broad sources” and “two broad categories” whose descriptions share eight words or more.",
        lists_of_two_lengths,
        Severity.LOW,
    ),
)
