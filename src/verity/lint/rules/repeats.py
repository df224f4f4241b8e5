"""STAT-07 and LINT-DUP: one paragraph under two headings with the same numbers; one item in two sibling groups."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_table
from verity.lint.numbers import Unit, numbers
from verity.lint.phrases import content, likeness
from verity.lint.text import Sentence, Table, Text

LEAST_DIGITS = 3
ALIKE = 0.8
SIBLINGS = 0.7
"""How alike the titles of two tables of one series are."""


def _telling(words: str) -> frozenset[str]:
    """Return the numbers of a sentence that hardly come twice by chance: three digits or more."""
    return frozenset(
        re.sub(r"[^\d.,]", "", one.words.split("per")[0]).strip(".,")
        for one in numbers(words)
        if one.unit in {Unit.COUNT, Unit.RATE, Unit.PERCENT}
        and len(re.sub(r"\D", "", f"{one.value:g}")) >= LEAST_DIGITS
    )


def paragraphs_used_twice(text: Text) -> Iterator[Fault]:
    """Yield sentences with the same telling numbers and almost the same words in another part of the body."""
    seen: dict[frozenset[str], list[Sentence]] = defaultdict(list)
    for sentence in text.prose:
        telling = _telling(sentence.words)
        if len(telling) < 2 or sentence.section.summary or sentence.section.advice:
            continue
        for before in seen[telling]:
            apart = before.section is not sentence.section and before.section.number != sentence.section.number
            if apart and likeness(before.words, sentence.words) >= ALIKE and not _within(before, sentence):
                yield at(
                    sentence,
                    f"The same sentence with the same numbers ({', '.join(sorted(telling))}) stands in section "
                    f"“{before.section.name}” "
                    f"(line {before.line}).",
                    recomputed="",
                )
                break
        seen[telling].append(sentence)


def _within(one: Sentence, other: Sentence) -> bool:
    """Whether one section contains the other, so that the first may introduce what the second tells."""
    first, second = one.section.number, other.section.number
    return bool(first and second) and (second.startswith(first + ".") or first.startswith(second + "."))


_NUMBERED = re.compile(r"(?:^|\s|\n)\d{1,2}\.\s+(?=\S)")


def items_of(cell: str) -> list[str]:
    """Return the items of a list in a cell: lines, bullets or running numbers.

    >>> items_of("1. Low income 2. Truancy")
    ['Low income', 'Truancy']
    """
    parts = _NUMBERED.split(cell) if len(_NUMBERED.findall(cell)) >= 1 else re.split(r"\n|•|;", cell)
    return [" ".join(part.split()).strip(" .;•") for part in parts if part.strip(" .;•\n")]


def items_in_sibling_tables(text: Text) -> Iterator[Fault]:
    """Yield items that stand under one column in two tables of one series."""
    captioned = [table for table in text.tables if table.caption]
    for one, other in combinations(captioned, 2):
        if likeness(one.title, other.title) < SIBLINGS or one.caption is other.caption or one.title == other.title:
            continue
        yield from _shared(one, other)


def _shared(one: Table, other: Table) -> Iterator[Fault]:
    theirs = {cell.strip().lower(): column for column, cell in enumerate(other.rows[0])}
    for column, header in enumerate(one.rows[0]):
        place = theirs.get(header.strip().lower())
        if place is None or not header.strip():
            continue
        first = [
            item
            for row in one.rows[1:]
            if column < len(row) and _is_list(row[column])
            for item in items_of(row[column])
        ]
        second = [
            (number, item)
            for number, row in enumerate(other.rows[1:], start=1)
            if place < len(row) and _is_list(row[place])
            for item in items_of(row[place])
        ]
        for number, item in second:
            if len(content(item)) >= 2 and any(_same(item, before) for before in first):
                yield in_table(
                    other, number, f"“{item}” stands under “{header.strip()}” in {one.name} and in {other.name}."
                )


def _is_list(cell: str) -> bool:
    """Whether a cell holds a list of items and not one name or number."""
    return bool(_NUMBERED.search(cell) or re.search(r"\n|•", cell))


def _same(one: str, other: str) -> bool:
    first, second = set(content(one)), set(content(other))
    digits = sorted(re.findall(r"\d+", one)) == sorted(re.findall(r"\d+", other))
    return digits and len(first & second) / max(1, len(first | second)) >= 0.65 and min(len(first), len(second)) >= 2


_LABELLED = re.compile(r"(?P<label>[A-Z][\w -]{3,40}):\s(?P<codes>[^;]{5,200})")
_CODES = re.compile(r"\b(?P<letter>[A-Z])(?P<first>\d{2})\s?(?:to|[-–])\s?(?P=letter)(?P<last>\d{2})\b")


def code_ranges_that_overlap(text: Text) -> Iterator[Fault]:
    """Yield groups defined by ranges of codes, one of which lies in another."""
    for sentence in text.sentences:
        groups = [
            (match["label"], code)
            for match in _LABELLED.finditer(sentence.words)
            for code in _CODES.finditer(match["codes"])
        ]
        for (label, one), (other, two) in combinations(groups, 2):
            apart = int(one["last"]) < int(two["first"]) or int(two["last"]) < int(one["first"])
            if label != other and one["letter"] == two["letter"] and not apart:
                yield at(
                    sentence,
                    f"The codes of “{label}” ({one[0]}) and of “{other}” ({two[0]}) overlap, so a record can "
                    f"stand in both groups.",
                    around=two.start(),
                )


def _rule(id_: str, name: str, title: str, words: str, check: Check, severity: Severity) -> Rule:
    return Rule(
        id=id_,
        name=name,
        severity=severity,
        title=title,
        words=words,
        source="guidance checklist, section 10" if id_ != "LINT-DUP" else "comparison within the document",
        check=check,
    )


RULES = (
    _rule(
        "STAT-07",
        "repeated",
        "A sentence is used twice with the same numbers",
        "Sentences of the body with at least two telling numbers in common and almost the same words; summaries "
        "may repeat the body.",
        paragraphs_used_twice,
        Severity.HIGH,
    ),
    _rule(
        "LINT-DUP",
        "sibling-tables",
        "One item stands in two tables of a series",
        "Items under the same column heading of tables whose titles differ in a word or two are compared.",
        items_in_sibling_tables,
        Severity.LOW,
    ),
    _rule(
        "LINT-DUP",
        "code-ranges",
        "Two groups have codes in common",
        "Ranges of codes that define groups beside each other are compared.",
        code_ranges_that_overlap,
        Severity.MEDIUM,
    ),
)
