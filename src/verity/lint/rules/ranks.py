"""LINT-RANK: claims of rank, comparison or membership that a table contradicts; STAT-12: ranks without ties."""

import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_section
from verity.lint.numbers import DAYS, MONTHS
from verity.lint.phrases import TOTALS, area, first_number
from verity.lint.text import Kind, Section, Sentence, Table, Text

_CITED = re.compile(r"\b(?P<kind>Table|Figure) (?P<number>\d+(?:\.\d+)?)\b")
_HIGH = re.compile(
    r"(?i)\b(?:peak(?:s|ed|ing)?|highest|most(?: common| activity)?|busiest|greatest|more (?:likely|violen\w+|"
    r"crimes?|offences?)|relatively more|top)\b"
)
_LOW = re.compile(r"(?i)\b(?:lowest|quietest|fewest|least)\b")
_LABEL = re.compile("(?i)\\b(?:" + "|".join((*MONTHS, *DAYS)) + ")s?\\b")


def _tables_cited(text: Text, sentence: Sentence, place: int) -> list[Table]:
    """Return the tables that a sentence cites, or else the ones beside it in the same block."""
    for step in (0, -1, 1, 2):
        if not 0 <= place + step < len(text.prose):
            continue
        one = text.prose[place + step]
        if one.block != sentence.block:
            continue
        cited = [
            table
            for match in _CITED.finditer(one.words)
            for table in text.tables
            if table.caption and (table.caption.kind, table.caption.number) == (match["kind"], match["number"])
        ]
        if cited or _CITED.search(one.words):
            return cited
    return []


def peaks_that_are_none(text: Text) -> Iterator[Fault]:
    """Yield “peaks in a, b and c” where the cited table's highest months or days are others."""
    for place, sentence in enumerate(text.prose):
        words = re.sub(r"\([^)]*\)", lambda found: " " * len(found[0]), sentence.words)
        words = re.split(r",?\s(?:and|but|while|whereas)\s(?:(?:are|is|was|were)\s)?(?=lowest|quietest|fewest)", words)[
            0
        ]
        claim = _HIGH.search(words)
        named = list(dict.fromkeys(match[0].lower().removesuffix("s") for match in _LABEL.finditer(words)))
        if (
            not claim
            or _LOW.search(words)
            or not named
            or len(named) > 6
            or re.search(r"(?i)\bexcept|\bor\b|early hours|night", words)
        ):
            continue
        for table in _tables_cited(text, sentence, place):
            ranked = _ranked(table)
            if len(ranked) >= 6 and all(name in ranked for name in named):
                yield from _peak(sentence, table, named, ranked)


def _peak(sentence: Sentence, table: Table, named: list[str], ranked: dict[str, float]) -> Iterator[Fault]:
    """Compare the named with the highest of the table; near ties, within 2% of the last of them, count as such."""
    top = sorted(ranked, key=lambda name: -ranked[name])
    least = 0.98 * ranked[top[len(named) - 1]]
    wrong = [name for name in named if ranked[name] < least]
    if wrong:
        places = ", ".join(
            f"{name.title()} is number {top.index(name) + 1} of {len(top)} ({ranked[name]:,.0f})" for name in wrong
        )
        best = ", ".join(f"{name.title()} ({ranked[name]:,.0f})" for name in top[: len(named)])
        yield at(sentence, f"{table.name} does not bear this out: {places}; the highest are {best}.", recomputed=best)


def _ranked(table: Table) -> dict[str, float]:
    """Return month or day → its total in a table that has them as rows."""
    total = next(
        (
            i
            for header in table.rows[:3]
            for i, cell in enumerate(header)
            if i and TOTALS.search(cell) and "%" not in cell
        ),
        None,
    )
    found = {}
    for row in table.rows:
        label = row[0].strip().lower() if row else ""
        cells = [row[total]] if total is not None and total < len(row) else row[1:2]
        value = first_number(cells[0]) if cells else None
        if label in MONTHS or label in DAYS:
            if value is None:
                return {}
            found[label] = value
    return found


_SIGNIFICANT = re.compile(
    r"(?i)\b(?:statistically |significantly )+(?:significantly )?(?P<way>higher|lower|similar|better|worse)\b"
)
_HEDGED = re.compile(
    r"(?i)\b(?:mostly|mainly|generally|largely|except|apart from|some of|most of|in most|small areas|LSOAs|MSOAs|"
    r"wards|than England|to England|national)\b"
)


def comparisons_that_a_table_contradicts(text: Text) -> Iterator[Fault]:
    """Yield “a and b are significantly higher” where a table with a column of comparisons says otherwise.

    A sentence of the summary speaks of all such tables; one of the body of those of its own section or citation.
    """
    tables = [(table, found) for table in text.tables if len(found := _compared(table)) >= 2]
    for place, sentence in enumerate(text.prose):
        claims = _claims(sentence.words, {name for _, found in tables for name in found})
        if not claims:
            continue
        cited = _tables_cited(text, sentence, place)
        for table, found in tables:
            relevant = table in cited if cited else (sentence.section.summary or sentence.section is table.section)
            wrong = [(name, way) for name, way in claims if relevant and name in found and found[name] != way]
            if wrong and not (
                sentence.section is table.section and not cited and len(tables) > 1 and _several(tables, table)
            ):
                name, way = wrong[0]
                yield at(
                    sentence,
                    f"{name.title()} is said to be significantly {way}; {table.name} has “{found[name]}”.",
                    recomputed=f"{table.name}: {found[name]}",
                )


def _several(tables: list[tuple[Table, dict[str, str]]], one: Table) -> bool:
    return sum(table.section is one.section for table, _ in tables) > 1


_CLAUSE = re.compile(
    r";|,?\s(?:and\s)?(?:the\s)(?:(?:higher|lower)\s)?rates?\s(?=for|in|of)|, while |, whereas |, but |\. "
)


def _claims(words: str, names: set[str]) -> list[tuple[str, str]]:
    """Return area and direction for each clause that says that areas are significantly higher or lower."""
    found = []
    for clause in _CLAUSE.split(words):
        match = _SIGNIFICANT.search(clause)
        if not match or _HEDGED.search(clause):
            continue
        before = clause[: match.start()].lower()
        taken = before
        for name in sorted(names, key=len, reverse=True):
            if re.search(rf"\b{re.escape(name)}\b", taken):
                taken = re.sub(rf"\b{re.escape(name)}\b", " ", taken)
                found.append((name, match["way"].lower()))
    return found


def _compared(table: Table) -> dict[str, str]:
    """Return area → higher, lower or similar of a table with such a column."""
    found = {}
    for row in table.rows[1:]:
        for cell in row[1:]:
            match = re.fullmatch(
                r"(?i)\W*(?:statistically |significantly )*(?P<way>higher|lower|similar|better|worse)\W*", cell
            )
            if match and row[0].strip():
                found[area(row[0])] = match["way"].lower()
    return found


_FULL_LIST = re.compile(
    r"(?i)\b(?:Table|Figure) (?P<number>\d+)\b[^.]{0,25}\b(?:full|complete) list\b|\b(?:full|complete)"
    r" list\b[^.]{0,40}\b(?:Table|Figure) (?P<other>\d+)\b|\blisted in (?:Table|Figure) (?P<third>\d+)\b"
)
_NAMED = re.compile(
    r"\((?:such as |e\.g\.,? |including |in |for example,? )*(?:in )?(?:the )?(?P<names>[A-Z][^()]{8,160})\)"
)


def members_that_are_not_listed(text: Text) -> Iterator[Fault]:
    """Yield names in brackets that the full list named beside them does not hold, where it holds most of them."""
    blocks = [block for block in text.blocks if block.kind in {Kind.PARAGRAPH, Kind.ITEM}]
    for place, block in enumerate(blocks):
        match = _FULL_LIST.search(block.words)
        table = _numbered(text, match["number"] or match["other"] or match["third"]) if match else None
        if table is None:
            continue
        listed = table.words.lower()
        for near in blocks[max(0, place - 4) : place + 1]:
            for run in _NAMED.finditer(near.words):
                names = _split_names(run["names"])
                missing = [name for name in names if name.lower() not in listed]
                if len(names) >= 3 and len(missing) == 1:
                    sentence = Sentence(
                        words=near.words, line=near.line, section=near.section, kind=near.kind, block=near.index
                    )
                    yield at(
                        sentence,
                        f"“{missing[0]}” is named, and {table.name}, cited as the full list, does not have it.",
                        around=run.start(),
                    )


def _split_names(words: str) -> list[str]:
    words = re.sub(r"\s(?:wards?|areas?|areas/wards|boroughs|districts|towns)$", "", words.strip())
    parts = [part.strip() for part in re.split(r",\s?(?:and\s)?|\sand\s", words)]
    return [part for part in parts if part[:1].isupper() and len(part.split()) <= 4]


def _numbered(text: Text, number: str) -> Table | None:
    return next(
        (
            table
            for table in text.tables
            if table.caption and table.caption.kind == "Table" and table.caption.number == number
        ),
        None,
    )


_TOP = re.compile(
    r"(?i)\btop (?P<n>\d{1,2}|five|ten|twenty)\b[^.]{0,30}\b(?:LSOAs|MSOAs|small areas|neighbourhoods|wards|"
    r"locations|streets|hotspots)\b|\bhighest (?:counts?|rates?|numbers?)\b[^.]{0,12}\(quintile\)"
)
_CAREFUL = re.compile(
    r"(?i)\bties?\b|\btied\b|\bjoint(?:ly)?\b|\bequal\b|\bshared\b|confidence|interval|statistic|significance|significant|"
    r"uncertain|by chance|margin of error"
)


def rankings_without_uncertainty(text: Text) -> Iterator[Fault]:
    """Yield lists of the top small areas whose section says nothing about ties or chance."""
    careful: set[Section] = {block.section for block in text.blocks if _CAREFUL.search(block.words)}
    for caption in text.captions:
        if _TOP.search(caption.title) and caption.section not in careful:
            yield in_section(
                caption.section,
                caption.line,
                f"{caption.name}: {caption.title}",
                "Small areas are ranked, and nothing is said about ties or chance.",
            )


def _rule(id_: str, name: str, title: str, words: str, check: Check, severity: Severity) -> Rule:
    source = "guidance checklist, section 10" if id_ == "STAT-12" else "comparison within the document"
    return Rule(id=id_, name=name, severity=severity, title=title, words=words, source=source, check=check)


RULES = (
    _rule(
        "LINT-RANK",
        "peak",
        "A peak is not the table's",
        "Months or days that a sentence calls the peak are ranked in the table that it cites; near ties within "
        "2% are let pass.",
        peaks_that_are_none,
        Severity.HIGH,
    ),
    _rule(
        "LINT-RANK",
        "comparison",
        "A comparison is not the table's",
        "“Significantly higher” is compared with the table's own column of comparisons.",
        comparisons_that_a_table_contradicts,
        Severity.HIGH,
    ),
    _rule(
        "LINT-RANK",
        "member",
        "A named area is not in the full list",
        "Names in brackets beside a table cited as the full list are looked up in it.",
        members_that_are_not_listed,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-12",
        "ranking",
        "Small areas are ranked without a word on ties or chance",
        "A caption that ranks small areas needs ties or uncertainty explained in its section.",
        rankings_without_uncertainty,
        Severity.LOW,
    ),
)
