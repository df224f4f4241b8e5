"""STAT-05 over areas: shares and rates of the parts of a whole that do not come to the whole."""

import re
from collections import defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, numbers
from verity.lint.phrases import Partition, partitions
from verity.lint.text import Sentence, Text

_OF_ALL = re.compile(
    r"^\W{0,3}(?:on average\s)?(?:\(n\s?=\s?[\d,]+\)\s)?(?:of|out of)\s(?:the\s|all\s|its\s)?(?:total|cohort|"
    r"county|whole|overall|force|area|borough|all)\b|^\W{0,2}on average\b"
)

_ACCOUNTED = re.compile(
    r"(?:account(?:s|ed|ing)? for|ma(?:ke|de) up|represent(?:s|ed)?)\s(?:about\s|almost\s|around\s)?$"
)


def shares_of_areas(text: Text) -> Iterator[Fault]:
    """Yield shares given for every area of the whole that leave more than 3% with none, where nothing says so."""
    for partition in partitions(text):
        told: set[int] = set()
        for run in _runs(text):
            parts = _parts(run, partition)
            if set(parts) != set(partition.members) or told & {one.block for one in run}:
                continue
            most = sum(max(one.value for one in shares) for shares in parts.values())
            if 75 <= most < 97 and not _unknown(run):
                last = run[-1]
                yield at(
                    last,
                    f"The shares of {', '.join(member.title() for member in parts)} add up to at most {most:g}%, "
                    f"and nothing "
                    "says where the rest is.",
                    recomputed=f"{most:g}%",
                )
                told |= {one.block for one in run}


def _runs(text: Text) -> Iterator[list[Sentence]]:
    """Yield the sentences of each block, and of each three neighbouring items, that give shares of a total."""
    blocks: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in text.prose:
        blocks[sentence.block].append(sentence)
    keys = list(blocks)
    for place, key in enumerate(keys):
        yield blocks[key]
        near = keys[place : place + 3]
        sections = {blocks[one][0].section.line for one in near}
        if len(near) == 3 and near[-1] - near[0] <= 3 and len(sections) == 1:
            yield [sentence for one in near for sentence in blocks[one]]


def _unknown(run: list[Sentence]) -> bool:
    return any(
        re.search(
            r"(?i)\bunknown|not known|no (?:borough|area|postcode|district)|unallocated|outside|elsewhere|"
            r"remaining|not recorded|rest\b",
            one.words,
        )
        for one in run
    )


def _parts(run: list[Sentence], partition: Partition) -> dict[str, list[Number]]:
    """Return the shares of a total that each member is given."""
    found: dict[str, list[Number]] = defaultdict(list)
    for sentence in run:
        places = partition.found_in(sentence.words)
        for one in numbers(sentence.words):
            if one.unit is not Unit.PERCENT or not _is_share(sentence.words, one):
                continue
            before = [member for start, member in places if start < one.start]
            if before or len({member for _, member in places}) == 1:
                found[before[-1] if before else places[0][1]].append(one)
            elif not places and sentence is not run[0] and found and sentence.block == run[0].block:
                found[list(found)[-1]].append(one)
    return found


def _is_share(words: str, one: Number) -> bool:
    after = words[one.end : one.end + 60]
    return bool(
        _OF_ALL.match(after)
        or _ACCOUNTED.search(words[: one.start])
        or re.match(r"\s?\(n\s?=\s?[\d,]+\)\sof\sthe\b", after)
        or re.match(r"\s?of\sthe\s(?:total\s)?\w+\)", after)
        or re.search(r"increased to $", words[: one.start])
    )


def rates_of_areas(text: Text) -> Iterator[Fault]:
    """Yield a rate of the whole that is not what the counts and rates of its areas combine to."""
    for partition in partitions(text):
        blocks: dict[int, list[Sentence]] = defaultdict(list)
        for sentence in text.prose:
            blocks[sentence.block].append(sentence)
        for group in blocks.values():
            pairs = _counts_and_rates(group, partition)
            if set(pairs) != set(partition.members):
                continue
            combined = _combined(pairs)
            whole = _rate_before(text, group[0], partition, next(iter(pairs.values()))[1])
            if combined is None or whole is None:
                continue
            if abs(combined - whole.value) > 0.05 * whole.value:
                yield at(
                    group[0],
                    f"The rates of the areas combine to {combined:.1f} per {whole.per:,}, and {whole.value:g} is "
                    f"stated for the "
                    "whole: either counts or rates leave something out.",
                    recomputed=f"{combined:.1f}",
                )


def _counts_and_rates(group: list[Sentence], partition: Partition) -> dict[str, tuple[Number, Number]]:
    counts: dict[str, Number] = {}
    rates: dict[str, Number] = {}
    for sentence in group:
        places = partition.found_in(sentence.words)
        for one in numbers(sentence.words):
            member = next((name for start, name in reversed(places) if start < one.start), "")
            if len({name for _, name in places}) == 1 and not member:
                member = places[0][1]
            if member and one.unit is Unit.COUNT and one.decimals == 0 and one.value > 20:
                counts.setdefault(member, one)
            elif member and one.unit is Unit.RATE:
                rates.setdefault(member, one)
    # A first clause such as “Area, with a rate of …, has more than others - 41% (n=…)” names its subject first.
    if group:
        first = partition.found_in(group[0].words)
        if first and first[0][1] not in counts:
            number = next(
                (
                    one
                    for one in numbers(group[0].words)
                    if one.unit is Unit.COUNT and one.decimals == 0 and one.value > 20
                ),
                None,
            )
            if number:
                counts[first[0][1]] = number
    return {member: (counts[member], rates[member]) for member in counts if member in rates}


def _combined(pairs: dict[str, tuple[Number, Number]]) -> float | None:
    """Return Σn ÷ Σ(n ÷ rate): the rate of all areas together."""
    per = {rate.per for _, rate in pairs.values()}
    if len(per) != 1 or any(rate.value <= 0 for _, rate in pairs.values()):
        return None
    people = sum(count.value / rate.value for count, rate in pairs.values())
    return sum(count.value for count, _ in pairs.values()) / people


def _rate_before(text: Text, first: Sentence, partition: Partition, like: Number) -> Number | None:
    """Return the last rate of the section that stands before and names no part of the whole."""
    found = None
    for sentence in text.prose:
        if (
            sentence.section is first.section
            and sentence.block < first.block
            and not partition.found_in(sentence.words)
        ):
            for one in numbers(sentence.words):
                if one.unit is Unit.RATE and one.per == like.per:
                    found = one
    return found


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(
        id="STAT-05",
        name=name,
        severity=severity,
        title=title,
        words=words,
        source="guidance checklist, section 10",
        check=check,
    )


RULES = (
    _rule(
        "area-shares",
        "Shares of all areas leave a rest that is not stated",
        "The areas that the document's own tables divide the whole into are taken; their shares in a paragraph "
        "or three neighbouring items are added.",
        shares_of_areas,
    ),
    _rule(
        "area-rates",
        "Rates of the areas do not combine to the rate of the whole",
        "Σn ÷ Σ(n ÷ rate) over the areas is compared with the rate of the whole that stands before.",
        rates_of_areas,
    ),
)
