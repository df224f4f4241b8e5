"""STAT-05 in sentences: parts that do not add up to the whole that is stated beside them."""

import re
from collections import defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, numbers
from verity.lint.text import Sentence, Text

_ROUNDED = re.compile(r"(?i)may not (?:add|sum)|due to rounding|because of rounding|rounding error")

_OVERLAP = re.compile(
    r"(?i)more than one|multiple (?:answers|responses|choice)|overlap|not mutually exclusive|could (?:choose|"
    r"select|tick)|of which"
)


def parts_after_a_colon(text: Text) -> Iterator[Fault]:
    """Yield “x% …: a% …; b% …; and c% …” where the parts do not come to x."""
    for sentence in text.sentences:
        head, colon, tail = sentence.words.partition(":")
        whole = [one for one in numbers(head) if one.unit is Unit.PERCENT]
        parts = [one for one in numbers(tail) if one.unit is Unit.PERCENT]
        if not colon or len(whole) != 1 or len(parts) < 3 or _OVERLAP.search(sentence.words) or whole[0].qualifier:
            continue
        if tail.count(";") < len(parts) - 2 or len(head) - whole[0].end > 60:
            continue
        found = sum(one.value for one in parts)
        step = 10.0 ** -min(one.decimals for one in (*parts, *whole))
        spread = 2 * step * ((len(parts) + 1) / 12) ** 0.5
        if 0.7 * whole[0].value < found < 1.3 * whole[0].value and abs(found - whole[0].value) > spread:
            yield at(
                sentence,
                f"The parts add up to {found:.{whole[0].decimals}f}%, and {whole[0].words} is stated.",
                recomputed=f"{found:.{whole[0].decimals}f}%",
                around=whole[0].start,
            )


_REST = re.compile(
    r"(?i)(?:\b(?:and|with)\s(?:the\s)?remaining\s(?P<a>\d{1,2}(?:\.\d)?)\s?%|,?\sand\s(?:the\s)"
    r"?(?P<b>\d{1,2}(?:\.\d)?)\s?%\s(?:\w+\s){0,3}?"
    r"(?:other|unknown|not known|not recorded|not stated)\b)"
)


def lists_that_end_with_the_rest(text: Text) -> Iterator[Fault]:
    """Yield lists of four or more shares that end in “the remaining x%” or “x% of other …” and do not come to 100%."""
    for sentence in text.prose:
        rest = _REST.search(sentence.words)
        parts = [one for one in numbers(sentence.words) if one.unit is Unit.PERCENT]
        if (
            not rest
            or len(parts) < 4
            or _OVERLAP.search(sentence.words)
            or re.search(r"\bcompared\b|;", sentence.words)
        ):
            continue
        listed = [one for one in parts if one.start < rest.end()]
        found = sum(one.value for one in listed)
        if len(listed) >= 4 and 75 < found < 130 and abs(found - 100) > max(1.0, 0.5 * len(listed)):
            yield at(
                sentence, f"The shares add up to {found:g}%, with the rest named.", recomputed=f"{found:g}%",
                around=rest.start(),
            )  # fmt: skip


def lists_of_shares(text: Text) -> Iterator[Fault]:
    """Yield lists of five or more shares in one paragraph that come close to 100% and not to it."""
    if _ROUNDED.search(text.words):
        return
    blocks: dict[tuple[int, object], list[Sentence]] = defaultdict(list)
    for sentence in text.prose:
        blocks[sentence.block, sentence.cell].append(sentence)
    for group in blocks.values():
        yield from _shares_of_block(group)


def _shares_of_block(group: list[Sentence]) -> Iterator[Fault]:
    """Take the run of sentences that list shares of one thing, the semicolons of the last telling it."""
    for place, sentence in enumerate(group):
        listed = [one for one in numbers(sentence.words) if one.unit is Unit.PERCENT]
        if sentence.words.count(";") < 3 or len(listed) < 4 or _OVERLAP.search(sentence.words) or ":" in sentence.words:
            continue
        before = [
            one
            for earlier in group[max(0, place - 2) : place]
            for one in numbers(earlier.words)
            if one.unit is Unit.PERCENT
        ]
        parts = [*before[-2:], *listed]
        found = sum(one.value for one in parts)
        fine = max(one.decimals for one in parts)
        if fine and 0.05 < abs(found - 100) <= 1.0:
            yield at(
                sentence,
                f"The {len(parts)} shares add up to {found:.{fine}f}%, within rounding, and no note says so.",
                recomputed=f"{found:.{fine}f}%",
                severity=Severity.LOW,
            )


_BOTH = re.compile(r"\bboth\s(?P<a>[A-Z]{2,6})\s(?:&|and)\s(?P<b>[A-Z]{2,6})\b")


def rates_of_overlapping_groups(text: Text) -> Iterator[Fault]:
    """Yield rates of two overlapping groups, and of both, that do not come to the rate of either (A + B − both)."""
    for sentence in text.prose:
        if not (match := _BOTH.search(sentence.words)):
            continue
        near = [one for one in text.prose if one.section is sentence.section]
        both = _rate_of(near, rf"\bboth\s{match['a']}\s(?:&|and)\s{match['b']}\b")
        first = _rate_of(near, rf"\brates? of {match['a']}\b")
        second = _rate_of(near, rf"\brates? of {match['b']}\b")
        whole = next(
            (
                rate
                for one in near
                if one.block < sentence.block
                for rate in numbers(one.words)
                if rate.unit is Unit.RATE
            ),
            None,
        )
        if not (both and first and second and whole) or len({one.per for one in (both, first, second, whole)}) != 1:
            continue
        found = first.value + second.value - both.value
        if abs(found - whole.value) > 0.01 * whole.value + 3 * 0.05:
            yield at(
                sentence,
                f"{match['a']} + {match['b']} − both is {first.value:g} + {second.value:g} − {both.value:g} = "
                f"{found:.1f}, and the rate "
                f"of all is {whole.value:g}: {abs(whole.value - found):.1f} per {whole.per:,} are of no stated kind.",
                recomputed=f"{found:.1f}",
            )
            return


def _rate_of(sentences: list[Sentence], pattern: str) -> Number | None:
    for sentence in sentences:
        match = re.search(pattern, sentence.words)
        if match:
            rate = next(
                (one for one in numbers(sentence.words) if one.unit is Unit.RATE and one.start > match.start()), None
            )
            if rate:
                return rate
    return None


_EVENTS = re.compile(
    r"(?i)\btotal (?:of )?(?P<events>\d+)\s(?P<what>[\w\s]{3,60}?(?:episodes|incidents|events|records|offences|"
    r"sentences|attendances|admissions))\b"
    r"[^.]{0,40}?\brelat(?:ed|ing|es?) to (?:only |just )?(?P<people>\d+)\s(?P<who>[A-Z&a-z]+)"
)


def events_told_as_people(text: Text) -> Iterator[Fault]:
    """Yield a number of people that is the sum of events in the cells that part it, where those name fewer people."""
    for place, table in enumerate(text.tables):
        cells = [one for one in text.sentences if one.cell and one.cell[0] == place]
        for number in range(len(table.rows)):
            parts = [
                (one, match)
                for one in cells
                if one.cell and one.cell[1] == number and (match := _EVENTS.search(one.words))
            ]
            if len(parts) < 2:
                continue
            events = sum(int(match["events"]) for _, match in parts)
            people = sum(int(match["people"]) for _, match in parts)
            who = re.escape(parts[0][1]["who"])
            for one in cells:
                told = re.search(rf"\b{events}\s{who}", one.words)
                if (
                    told
                    and one.cell
                    and abs(one.cell[1] - number) <= 1
                    and events != people
                    and not _EVENTS.search(one.words)
                ):
                    yield at(
                        one,
                        f"{events} {parts[0][1]['who']} are stated; the parts give {events} "
                        f"{parts[0][1]['what'].split()[-1]} of {people} "
                        f"{parts[0][1]['who']}.",
                        recomputed=f"{people}",
                        around=told.start(),
                    )


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
        "rest",
        "A list of shares with its rest does not come to 100%",
        "Four shares or more of one sentence that end in “the remaining x%” or “x% of other …” are added up.",
        lists_that_end_with_the_rest,
    ),
    _rule(
        "colon",
        "Parts do not add up to the share before them",
        "“x%: a%; b%; and c%” is added up; twice the spread that rounding gives is allowed.",
        parts_after_a_colon,
    ),
    _rule(
        "listed-shares",
        "Shares add up to almost 100%, and no note says why",
        "Five or more shares of one paragraph within a point of 100% are printed as a difference, where the "
        "document has no note on rounding.",
        lists_of_shares,
        Severity.LOW,
    ),
    _rule(
        "overlap",
        "Rates of overlapping groups do not combine to the rate of all",
        "A + B − both is compared with the rate of all.",
        rates_of_overlapping_groups,
    ),
    _rule(
        "events-people",
        "Events are told as people",
        "Where the cells of a row give events and the people they relate to, a number of people stated for their "
        "sum has to be the people.",
        events_told_as_people,
    ),
)
