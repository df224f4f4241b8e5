"""STAT-08: cross-references that lead nowhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_section, shortened
from verity.lint.text import Kind, Section, Text

CITED = re.compile(
    r"\b(?P<kind>Figure|Table|Fig\.?|Chart|Map|Box)s?\s(?P<first>[A-Z]?\d+(?:\.\d+)*)(?P<more>(?:(?:,\s?|"
    r"\s(?:and|to|&|–|-)\s|,?\sand\s)(?:(?:Figure|Table|Chart|Map|Box)\s)?\d+(?:\.\d+)*\b(?!%|,\d|\s(?:more|others?)\b))*)"
)

_MORE = re.compile(r"(?:(?P<kind>Figure|Table|Chart|Map|Box)\s)?(?P<number>\d+(?:\.\d+)*)")
_FIELD = re.compile(r"Error!\s[A-Z][a-z]+[\w\s]*\.?")

_SECTION = re.compile(r"(?i)\bsections?\s(?P<number>\d{1,2}(?:\.\d{1,2})*)\b(?P<where>[^.;)]{0,12}\b(?:above|below))?")


def cited(text: Text) -> dict[tuple[str, str], list[tuple[int, Section, str]]]:
    """Return the exhibits that the text cites: kind and number → where."""
    found: dict[tuple[str, str], list[tuple[int, Section, str]]] = defaultdict(list)
    for block in text.blocks:
        if block.kind in {Kind.CONTENTS, Kind.LISTED, Kind.CAPTION, Kind.HEADING}:
            continue
        for kind, number in _citations(block.words):
            found[kind, number].append((block.line, block.section, block.words))
    for table in text.tables:
        for row, line in zip(table.rows, table.lines, strict=True):
            for cell in row:
                for kind, number in _citations(cell):
                    found[kind, number].append((line, table.section, cell))
    for caption in text.captions:
        for kind, number in _citations(caption.title):
            found[kind, number].append((caption.line, caption.section, caption.title))
    return found


def _citations(words: str) -> Iterator[tuple[str, str]]:
    for match in CITED.finditer(words):
        kind = "Figure" if match["kind"].startswith("Fig") else match["kind"]
        yield kind, match["first"]
        more = [(one["kind"] or "", one["number"]) for one in _MORE.finditer(match["more"])]
        if re.search(r"\s(?:to|–|-)\s", match["more"]) and len(more) == 1:
            more = [("", number) for number in _between(match["first"], more[0][1])]
        for named, number in more:
            kind = named or kind
            yield kind, number


def _between(first: str, last: str) -> list[str]:
    """Return the numbers after the first to the last, 40 at most; the last alone where they are no whole numbers."""
    if not (first.isdigit() and last.isdigit()):
        return [last]
    return [str(one) for one in range(int(first) + 1, min(int(last) + 1, int(first) + 40))]


def broken_fields(text: Text) -> Iterator[Fault]:
    """Yield the error that a word processor prints for a reference it cannot resolve."""
    for table in text.tables:
        for row, line in zip(table.rows, table.lines, strict=True):
            for cell in row:
                if match := _FIELD.search(cell):
                    yield in_section(
                        table.section,
                        line,
                        f"{table.name}: {cell[:150]}",
                        f"A cross-reference is broken: “{match[0].strip()}”",
                    )
    for block in text.blocks:
        if match := _FIELD.search(block.words):
            yield in_section(
                block.section,
                block.line,
                shortened(block.words, match.start()),
                f"A cross-reference is broken: “{match[0].strip()}”",
            )


def exhibits_that_are_not_there(text: Text) -> Iterator[Fault]:
    """Yield cited figures and tables without a caption of that number."""
    there = {(one.kind, one.number) for one in text.captions}
    kinds = Counter(one.kind for one in text.captions)
    for (kind, number), places in cited(text).items():
        if kinds[kind] >= 3 and (kind, number) not in there:
            line, section, words = places[0]
            yield in_section(section, line, words, f"{kind} {number} is cited, and no {kind.lower()} has that number.")


def exhibits_never_cited(text: Text) -> Iterator[Fault]:
    """Yield figures and tables that the text never mentions, where it mentions most of them."""
    named = cited(text)
    for kind in sorted({one.kind for one in text.captions}):
        captions = [one for one in text.captions if one.kind == kind]
        missing = [one for one in captions if (kind, one.number) not in named]
        if len(captions) >= 3 and len(missing) <= 0.3 * len(captions):
            for one in missing:
                yield in_section(
                    one.section, one.line, f"{one.name}: {one.title}", f"{one.name} is never cited in the text."
                )


def sections_that_cite_themselves(text: Text) -> Iterator[Fault]:
    """Yield “as described in section n above” inside section n itself, and citations of sections that are not there."""
    there = {one.number for one in text.sections if one.number}
    there |= {number.rpartition(".")[0] for number in there}
    divided = {number.split(".")[0] for number in there if "." in number}
    for sentence in text.sentences:
        for match in _SECTION.finditer(sentence.words):
            number = match["number"]
            if match["where"] and number == sentence.section.number:
                yield at(sentence, f"Section {number} refers to itself as “{match[0].strip()}”.", around=match.start())
            elif (
                len(there) >= 4
                and number.count(".")
                and number not in there
                and number.split(".")[0] in divided
                and not re.search(
                    r"(?i)\b(?:act|regulations|guidance|report|strategy|code)\b",
                    sentence.words[match.end() : match.end() + 40],
                )
            ):
                yield at(sentence, f"Section {number} is cited, and there is no such section.", around=match.start())


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
        "broken-field",
        "A cross-reference is broken",
        "The error text that a word processor leaves behind is looked for.",
        broken_fields,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-08",
        "not-there",
        "A cited exhibit is not there",
        "Every figure and table that is cited has a caption of that number.",
        exhibits_that_are_not_there,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-08",
        "never-cited",
        "An exhibit is never cited",
        "Where most exhibits are cited, each one is.",
        exhibits_never_cited,
    ),
    _rule(
        "STAT-08",
        "section",
        "A section reference leads nowhere",
        "A section does not refer to itself as above or below, and cited sections exist.",
        sections_that_cite_themselves,
        Severity.MEDIUM,
    ),
)
