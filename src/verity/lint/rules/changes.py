"""LINT-PCT for changes: “from a to b (c%)” and the like, recomputed."""

import itertools
import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, decimals_of, numbers, plain, qualifier_before
from verity.lint.patterns import COUNT, LOOSE, PERCENT, SHARE, counts_of, is_from_to
from verity.lint.text import Sentence, Text

_CHANGE = re.compile(
    r"(?i)\b(?:incre|decre|grow|grew|rise|rose|risen|fall|fell|reduc|drop|declin|up by|down by|chang|higher|"
    r"lower|fewer)"
)


_POINTS = re.compile(r"(?i)percentage[- ]points?|\bpp\b")


def changes_from_to(text: Text) -> Iterator[Fault]:
    """Yield “from a to b (c%)” and “by c% (from a to b)” where c is not the change."""
    for sentence in text.sentences:
        words = sentence.words
        if not _CHANGE.search(words) or _POINTS.search(words):
            continue
        found = [one for one in numbers(words) if one.unit is not Unit.OTHER]
        for first, second in itertools.pairwise(found):
            if not is_from_to(words, first, second):
                continue
            percent = _percent_of_change(words, found, first, second)
            if percent is not None and first.unit is second.unit and first.unit is not Unit.PERCENT and first.value:
                yield from _change(sentence, first, second, percent)


_KINDS = r"(?:increase|decrease|reduction|rise|fall|drop|decline|growth)"
_AFTER = re.compile(
    rf"[^.;%]{{0,45}}(?:\(\s?(?:an?\s)?(?:\w+\s(?:of\s)?)?|,\s(?:which is |representing )?an?\s{_KINDS}\sof\s)"
    rf"(?:about\s|around\s)?"
)


def _percent_of_change(words: str, found: list[Number], first: Number, second: Number) -> Number | None:
    after = next((one for one in found if one.start > second.end), None)
    if after and after.unit is Unit.PERCENT and _AFTER.fullmatch(words[second.end : after.start]):
        return after
    before = next((one for one in reversed(found) if one.end <= first.start), None)
    between = words[before.end : first.start] if before else ""
    if before and before.unit is Unit.PERCENT and len(between) < 70 and not re.search(r"[.;]|\bof\b", between):
        return before
    return None


def _change(sentence: Sentence, first: Number, second: Number, percent: Number) -> Iterator[Fault]:
    change = 100 * (second.value - first.value) / first.value
    loose = 1.0 if percent.qualifier in LOOSE else 0.0
    spread = 100 * (first.half + second.half) / first.value if first.decimals or first.unit is Unit.RATE else 0.0
    if abs(abs(change) - percent.value) <= percent.half + loose + spread + 1e-9:
        return
    yield at(
        sentence,
        f"From {first.words} to {second.words} is a change of {change:+.1f}%, not {percent.words}.",
        recomputed=f"{change:+.1f}%",
        around=first.start,
    )


_AGAINST = re.compile(
    rf"(?P<p>{SHARE}){PERCENT}\s(?:\w+\s){{0,2}}?(?:increase|decrease|reduction|rise|fall|drop|decline|growth)\s"
    rf"(?:versus|compared (?:to|with)|against|on|over|from|relative to)\s(?:the\s)?(?:\w+\s)"
    rf"{{0,2}}?(?P<base>{COUNT})\s(?!(?:months?|years?|weeks?)\b)[a-z]"
)


def changes_against_a_base(text: Text) -> Iterator[Fault]:
    """Yield “a c% reduction versus a” where the one count of the sentence before gives another change."""
    before: Sentence | None = None
    for sentence in text.sentences:
        near = before if before is not None and _beside(before, sentence) else None
        before = sentence
        match = _AGAINST.search(sentence.words)
        if not match or 1900 <= plain(match["base"]) <= 2100:
            continue
        base, printed = plain(match["base"]), float(match["p"])
        own = counts_of(sentence.words[: match.start()])
        candidates = own or (counts_of(near.words) if near else [])
        if len(candidates) != 1 or not base:
            continue
        change = 100 * (candidates[0].value - base) / base
        loose = 1.0 if qualifier_before(sentence.words, match.start()) in LOOSE else 0.0
        if abs(change) < 100 and abs(abs(change) - printed) > 0.5 * 10.0 ** -decimals_of(match["p"]) + loose + 1e-9:
            yield at(
                sentence,
                f"From {base:,.0f} to {candidates[0].words} is a change of {change:+.1f}%, not {match['p']}%.",
                recomputed=f"{change:+.1f}%",
                around=match.start(),
            )


def _beside(one: Sentence, other: Sentence) -> bool:
    return one.cell == other.cell and other.block - one.block <= 1


_COMPARED = re.compile(
    rf"(?P<now>{COUNT})\b(?P<between>[^.;:()]{{0,90}}?),?\s(?:compared (?:to|with)|up from|down from|"
    rf"an? (?:increase|decrease|rise|fall) from|against)\s"
    rf"(?:the\s|a total of\s)?(?P<before>{COUNT})\b(?!\s?%|\.\d| per)"
)

_BY = re.compile(
    rf"(?:an?\s)(?P<p>{SHARE}){PERCENT}\s{_KINDS}|(?:\((?:[+–-]|an?\s|up\s|down\s)?|"
    rf"\ban?\s{_KINDS}\sof\s(?:about\s|around\s)?)"
    rf"(?P<q>{SHARE}){PERCENT}"
)


def changes_between_two_counts(text: Text) -> Iterator[Fault]:
    """Yield “a in one year, compared to b in another: a c% decrease” where c is not the change from b to a."""
    for place, sentence in enumerate(text.prose):
        match = _COMPARED.search(sentence.words)
        if not match or len(list(_COMPARED.finditer(sentence.words))) > 1 or _POINTS.search(sentence.words):
            continue
        told = _BY.search(sentence.words, match.end())
        following = text.prose[place + 1] if place + 1 < len(text.prose) else sentence
        source = sentence
        if (
            not told
            and following.block == sentence.block
            and re.match(r"(?:This|That) (?:is|was|represents|equates to|equals)\b", following.words)
        ):
            told, source = _BY.search(following.words), following
        now, before = plain(match["now"]), plain(match["before"])
        if not told or _is_year(match["now"]) or _is_year(match["before"]) or before < 5:
            continue
        printed = told["p"] or told["q"]
        change = 100 * (now - before) / before
        loose = 1.0 if qualifier_before(source.words, told.start(1 if told["p"] else 2)) in LOOSE else 0.0
        if abs(abs(change) - float(printed)) > 0.5 * 10.0 ** -decimals_of(printed) + loose + 1e-9:
            yield at(
                source,
                f"From {match['before']} to {match['now']} is a change of {change:+.1f}%, not {printed}%.",
                recomputed=f"{change:+.1f}%",
                around=told.start(),
            )


_PREVIOUS = re.compile(
    rf"(?P<now>{COUNT})\b[^.;:()%\d]{{0,90}}?,\san?\s(?:(?P<p>{SHARE}){PERCENT}\s{_KINDS}|"
    rf"{_KINDS}\sof\s(?:about\s)?(?P<q>{SHARE}){PERCENT})"
    rf"\s(?:on|from|compared (?:to|with)|over|against)\s(?:the\s)?(?:previous|last|prior|preceding)"
    rf"\s[a-z-]+(?:\s[a-z]+)?\s"
    rf"\(\s?(?:n\s?=\s?|from\s)?(?P<before>{COUNT})\s?[);,]"
)


def changes_on_the_year_before(text: Text) -> Iterator[Fault]:
    """Yield “a, an increase of c% on the previous year (b)” where c is not the change from b to a."""
    for sentence in text.sentences:
        for match in _PREVIOUS.finditer(sentence.words):
            now, before = plain(match["now"]), plain(match["before"])
            printed = match["p"] or match["q"]
            if _is_year(match["now"]) or before < 5:
                continue
            change = 100 * (now - before) / before
            if abs(abs(change) - float(printed)) > 0.5 * 10.0 ** -decimals_of(printed) + 1e-9:
                yield at(
                    sentence,
                    f"From {match['before']} to {match['now']} is a change of {change:+.1f}%, not {printed}%.",
                    recomputed=f"{change:+.1f}%", around=match.start(),
                )  # fmt: skip


def _is_year(digits: str) -> bool:
    return "," not in digits and 1990 <= plain(digits) <= 2040


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(id="LINT-PCT", name=name, severity=severity, title=title, words=words, source="arithmetic", check=check)


RULES = (
    _rule(
        "year-before",
        "A percentage is not the change on the year before",
        "“a, an increase of c% on the previous year (b)” is recomputed on b.",
        changes_on_the_year_before,
    ),
    _rule(
        "change", "A percentage is not the change it states", "“From a to b (c%)” is recomputed on a.", changes_from_to
    ),
    _rule(
        "change-on-base",
        "A percentage is not the change on its base",
        "“A c% reduction versus a” is recomputed with the one count that the sentence, or the one before, gives.",
        changes_against_a_base,
    ),
    _rule(
        "compared",
        "A percentage is not the change between two counts",
        "“a, compared to b: a c% decrease” is recomputed on b.",
        changes_between_two_counts,
    ),
)
