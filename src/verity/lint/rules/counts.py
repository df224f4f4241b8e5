"""STAT-06: stated counts and spans that do not match the things they count."""

import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import small
from verity.lint.phrases import TOTALS, content
from verity.lint.spans import periods
from verity.lint.text import Kind, Sentence, Table, Text

_COUNTED = re.compile(
    r"\bthe (?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen) (?P<what>(?:[a-z-]+\s){0,3}?[a-z-]+s)\b"
)
_TABLE = re.compile(r"\b(?P<kind>Table|Figure) (?P<number>\d+(?:\.\d+)?)\b")


def counts_of_rows(text: Text) -> Iterator[Fault]:
    """Yield “Table t presents the k things” where the table lists another number of them."""
    tables = {(table.caption.kind, table.caption.number): table for table in text.tables if table.caption}
    for sentence in text.prose:
        cited = [
            table
            for match in _TABLE.finditer(sentence.words)
            if (table := tables.get((match["kind"], match["number"])))
        ]
        if len(cited) != 1:
            continue
        for match in _COUNTED.finditer(sentence.words):
            column = _column_of(cited[0], match["what"])
            if column is None:
                continue
            rows = [
                row
                for row in cited[0].rows[1:]
                if column < len(row) and row[column].strip() and not TOTALS.search(row[0])
            ]
            stated = small(match["n"])
            if rows and len(rows) != stated and 0.5 * stated <= len(rows) <= 2 * stated:
                yield at(
                    sentence,
                    f"“{match[0]}” are announced, and {cited[0].name} lists {len(rows)}.",
                    recomputed=str(len(rows)),
                    around=match.start(),
                )


def _column_of(table: Table, what: str) -> int | None:
    """Return the column whose heading names the things, among the first two."""
    wanted = content(what)
    for column, cell in enumerate(table.rows[0][:2]):
        if wanted and set(wanted[-2:]) <= set(content(cell)):
            return column
    return None


_SHARED = re.compile(
    r"(?i)\b(?P<rank>\d{1,2})(?:st|nd|rd|th) (?:place|position|rank)\b[^.]{0,40}?\b(?:shared|tied|held|occupied)"
    r"\b[^.]{0,12}?\bby (?P<n>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)\b"
)


def ties_left_out_of_a_top_list(text: Text) -> Iterator[Fault]:
    """Yield “top k” lists whose last place is shared, so that they hold more than k."""
    for sentence in text.sentences:
        for match in _SHARED.finditer(sentence.words):
            rank, tied = int(match["rank"]), small(match["n"])
            top = re.compile(rf"(?i)\btop[- ](?:{rank})\b")
            claim = next(
                (
                    one
                    for one in text.prose
                    if top.search(one.words) and one is not sentence and one.section is sentence.section
                ),
                None,
            )
            if tied > 1 and claim is not None:
                yield at(
                    claim,
                    f"Place {rank} is shared by {tied} (line {sentence.line}), so the “top {rank}” are "
                    f"{rank - 1 + tied}.",
                    recomputed=str(rank - 1 + tied),
                )


_DECADE = re.compile(
    r"(?i)(?P<about>\babout |\balmost |\baround |\bover |\bnearly |\bmore than |\bjust )?\b(?:a|the|one|past|"
    r"last) decade\b[^.()]{0,30}\((?P<span>[^)]{4,40})\)"
)
_YEARS = re.compile(
    r"(?i)(?P<about>\babout |\balmost |\baround |\bover |\bnearly |\bmore than )?(?P<n>\d{1,2}|two|three|four|"
    r"five|six|seven|eight|nine|ten|fifteen|twenty)[- ]years?\b(?:[- ](?:period|span|time|trend|pooled data|"
    r"total|average))?\s?\((?P<span>[^)]{4,40})\)"
)


def spans_that_do_not_match(text: Text) -> Iterator[Fault]:
    """Yield “a decade (2011 to 2022)” and “n years (a–b)” whose years are another number."""
    for sentence in text.prose:
        for pattern in (_DECADE, _YEARS):
            for match in pattern.finditer(sentence.words):
                span = list(periods(match["span"]))
                stated = small(match["n"]) if "n" in match.groupdict() else 10
                if (
                    match["about"]
                    or len(span) != 1
                    or span[0].first == span[0].last
                    or re.search(r"(?i)[a-z]{3,} \d{4}.*[a-z]{3,} \d{4}", match["span"])
                ):
                    continue
                between = span[0].last - span[0].first
                fits = {between, between + 1} if not span[0].financial else {between}
                if stated not in fits:
                    yield from _span(sentence, match, stated, between)


def _span(sentence: Sentence, match: re.Match[str], stated: int, between: int) -> Iterator[Fault]:
    yield at(
        sentence,
        f"“{match[0].strip()}”: {match['span']} is {between} years apart, not {stated}.",
        recomputed=f"{between} years",
        around=match.start(),
        severity=Severity.LOW,
    )


_LISTED = re.compile(
    r"(?i)\b(?P<n>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?P<what>[a-z-]+s)"
    r"\b[^.:;]{0,60}?(?:include|are as follows|are|namely|–|—|-)?\s?:$"
)


def lists_of_another_length(text: Text) -> Iterator[Fault]:
    """Yield “the three aims are:” before a list of another number of items."""
    blocks = text.blocks
    for place, block in enumerate(blocks):
        match = _LISTED.search(block.words) if block.kind is Kind.PARAGRAPH else None
        if not match:
            continue
        items = 0
        for following in blocks[place + 1 :]:
            if following.kind is not Kind.ITEM:
                break
            items += 1
        stated = small(match["n"])
        if (
            items >= 2
            and stated >= 2
            and items != stated
            and abs(items - stated) <= 2
            and not re.search(r"(?i)some|including|such as|among", block.words[-120:])
        ):
            sentence = Sentence(
                words=block.words, line=block.line, section=block.section, kind=block.kind, block=block.index
            )
            yield at(
                sentence,
                f"{match['n']} {match['what']} are announced, and {items} are listed.",
                recomputed=str(items),
                around=match.start(),
            )


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(
        id="STAT-06",
        name=name,
        severity=severity,
        title=title,
        words=words,
        source="guidance checklist, section 10",
        check=check,
    )


RULES = (
    _rule(
        "rows",
        "A table lists another number of things than the text says",
        "“Table t presents the k things” is compared with the rows of the table whose column names the things.",
        counts_of_rows,
    ),
    _rule(
        "ties",
        "A top list leaves out ties",
        "Where a note says that the last place is shared, the list holds more than it says.",
        ties_left_out_of_a_top_list,
    ),
    _rule(
        "span",
        "A span of years has another length",
        "“A decade (a to b)” and “n years (a–b)” are counted, both ways of counting allowed.",
        spans_that_do_not_match,
        Severity.LOW,
    ),
    _rule(
        "items",
        "A list has another number of items than announced",
        "“The three aims are:” is compared with the items that follow.",
        lists_of_another_length,
        Severity.LOW,
    ),
)
