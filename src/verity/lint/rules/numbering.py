"""STAT-08 and STAT-15: numbers used twice or skipped, lists that differ from the document, swapped footnotes."""

import itertools
import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_section
from verity.lint.phrases import likeness
from verity.lint.text import Exhibit, Section, Text


def numbers_used_twice(text: Text) -> Iterator[Fault]:
    """Yield captions with the number of an earlier one and another title."""
    for kind, found in (("body", text.captions), ("list", text.listed)):
        first: dict[str, Exhibit] = {}
        for one in found:
            before = first.setdefault(one.name, one)
            if before is not one and likeness(before.title, one.title) < 0.9:
                where = "in the document" if kind == "body" else "in the list of exhibits"
                yield in_section(
                    one.section,
                    one.line,
                    f"{one.name}: {one.title}",
                    f"{one.name} stands twice {where}, first in line {before.line} as “{before.title[:80]}”.",
                )


def numbers_skipped(text: Text) -> Iterator[Fault]:
    """Yield gaps in the numbering of figures and tables."""
    for kind in sorted({one.kind for one in text.captions}):
        found = sorted({int(one.number) for one in text.captions if one.kind == kind and one.number.isdigit()})
        where = {int(one.number): one for one in text.captions if one.kind == kind and one.number.isdigit()}
        if len(found) < 4 or any(kind == one.kind and not one.number.isdigit() for one in text.captions):
            continue
        for before, after in itertools.pairwise(found):
            if 1 < after - before <= 4:
                gap = f"{before + 1}" if after - before == 2 else f"{before + 1} to {after - 1}"
                yield in_section(
                    where[after].section,
                    where[after].line,
                    f"{kind} {before}, then {kind} {after}",
                    f"{kind} {gap} is missing.",
                )


def lists_that_differ(text: Text) -> Iterator[Fault]:
    """Yield kinds of exhibits whose list ends at another number than the body, or names other titles."""
    for kind in ("Figure", "Table", "Map", "Chart"):
        listed = [one for one in text.listed if one.kind == kind]
        body = {one.number: one for one in text.captions if one.kind == kind}
        if len(listed) < 3 or len(body) < 3:
            continue
        wrong = [one for one in listed if one.number not in body or likeness(one.title, body[one.number].title) < 0.5]
        unlisted = [number for number in body if number not in {one.number for one in listed}]
        if wrong or unlisted:
            first = wrong[0] if wrong else listed[-1]
            yield in_section(
                first.section,
                first.line,
                f"{first.name}: {first.title}",
                f"The list of {kind.lower()}s and the document differ: {len(wrong)} of {len(listed)} entries "
                f"have the title of "
                f"another, and {len(unlisted)} of {len(body)} in the document are not listed"
                + (f" ({kind} {', '.join(unlisted[:6])})" if unlisted else "")
                + ".",
            )


def tables_without_a_number(text: Text) -> Iterator[Fault]:
    """Yield tables without a numbered caption in a document that numbers its tables.

    Where captions stand in numbered sections, what stands outside these and the appendices (front matter, glossary)
    needs none.
    """
    pages = {one.page for one in text.sections if one.number and one.page}
    body = sum(_in_body(one.section, pages) for one in text.captions) >= 3
    bare = [
        table
        for table in text.tables
        if table.caption is None and len(table.rows) >= 3 and table.width >= 2
        if not body or _in_body(table.section, pages)
    ]
    if sum(one.kind == "Table" for one in text.captions) < 3 or len(bare) > 0.1 * len(text.tables):
        return
    for table in bare:
        yield in_section(
            table.section,
            table.lines[0],
            " | ".join(table.rows[0]),
            "This table has no number, where the document numbers its tables.",
        )


def _in_body(section: Section, pages: set[str]) -> bool:
    """Whether a section has a number, stands on a page that has one, or is an appendix."""
    appendix = re.match(r"(?i)\W*(?:appendix|annex)", section.title)
    return bool(section.number or appendix) or section.page in pages


_MARKED = re.compile(
    r"(?P<name>[A-Z][\w’'-]*(?:\s(?:(?:of|for|and|the)\s)?[A-Z][\w’'-]*)+)(?P<rest>[^.⁰¹²³⁴⁵⁶⁷⁸⁹]{0,80}?)"
    r"(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
)

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def footnotes_swapped(text: Text) -> Iterator[Fault]:
    """Yield neighbouring footnotes each of which names what the other one's mark stands behind."""
    words_of = {one.mark: one.words.lower() for one in text.footnotes}
    for sentence in text.prose:
        found = [
            (match["name"].lower(), int(match["mark"].translate(_PLAIN))) for match in _MARKED.finditer(sentence.words)
        ]
        for (first, mark), (second, following) in itertools.pairwise(found):
            here, there = words_of.get(mark, ""), words_of.get(following, "")
            if (
                following == mark + 1
                and first in there
                and second in here
                and first not in here
                and second not in there
            ):
                yield at(
                    sentence,
                    f"Footnotes {mark} and {following} are swapped: {mark} names “{second}”, {following} names "
                    f"“{first}”.",
                )


def _rule(id_: str, name: str, title: str, words: str, check: Check, severity: Severity = Severity.LOW) -> Rule:
    return Rule(
        id=id_,
        name=name,
        severity=severity,
        title=title,
        words=words,
        source="guidance checklist, section 10",
        check=check,
    )


RULES = (
    _rule(
        "STAT-08",
        "used-twice",
        "A number is used twice",
        "No two figures or tables, and no two entries of their lists, share a number.",
        numbers_used_twice,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-08", "skipped", "A number is skipped", "Figures and tables are numbered without gaps.", numbers_skipped
    ),
    _rule(
        "STAT-08",
        "unnumbered",
        "A table has no number",
        "Where tables are numbered, each one is; outside numbered sections and appendices none need be.",
        tables_without_a_number,
    ),
    _rule(
        "STAT-08",
        "footnotes",
        "Two footnotes are swapped",
        "Footnotes name what their marks stand behind.",
        footnotes_swapped,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-15",
        "lists",
        "The list of exhibits differs from the document",
        "The lists of figures and tables have the numbers and titles of the document.",
        lists_that_differ,
        Severity.MEDIUM,
    ),
)
