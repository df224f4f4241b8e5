"""LINT-TWOVALUES between text and tables: totals, areas and peak days that a table gives otherwise."""

import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import DAYS, Unit, numbers
from verity.lint.phrases import TOTALS, area, content
from verity.lint.rules.repeats import items_of
from verity.lint.rules.totals import grand_total
from verity.lint.text import Table, Text


def totals_told_otherwise(text: Text) -> Iterator[Fault]:
    """Yield counts of what a table's title names that are close to the table's total, and not it."""
    for table in text.tables:
        subject = _subject(table.title)
        total = grand_total(table)
        if len(subject) < 3 or total is None or total[0] < 100 or not TOTALS.search(table.rows[total[1]][0]):
            continue
        for sentence in text.prose:
            if sentence.section is not table.section or not _names(sentence.words, subject):
                continue
            counts = [
                one
                for one in numbers(sentence.words)
                if one.unit is Unit.COUNT and one.decimals == 0 and not one.qualifier
            ]
            if any(one.value == total[0] for one in counts):
                continue
            close = [one for one in counts if 0 < abs(one.value - total[0]) <= 0.06 * total[0] and one.value > 100]
            if close and len(counts) <= 3:
                yield at(
                    sentence,
                    f"{close[0].words.rstrip(' /')} here, and {total[0]:,.0f} in {table.name} for "
                    f"{' '.join(subject)}: the two are not reconciled.",
                    around=close[0].start,
                    recomputed=f"{abs(close[0].value - total[0]):,.0f} apart",
                )


def _subject(title: str) -> list[str]:
    """Return the words of “Distribution of … in/by …”: what a table counts."""
    match = re.match(
        r"(?i:(?:distribution|number|count|breakdown)s? of )(?P<what>[a-z&\s-]+?)"
        r"(?:\sin\s(?=[A-Z])|\s(?:by|within|across|for|from|over|during)\b|,|\()",
        title,
    )
    return match["what"].split() if match else []


def _names(words: str, subject: list[str]) -> bool:
    return bool(re.search(r"(?i)\b" + r"\s+".join(re.escape(word) for word in subject) + r"\b", words))


_BEYOND = re.compile(
    r"(?i)\b(?:worse|higher|lower|better|above|below)\b[^.]{0,12}\b(?:than\s)?(?:the\s)?(?:national|England|English)\b"
)

_SAID = re.compile(
    r"(?i)^(?P<what>.{12,120}?)\s(?:is|are|was|were)\s(?:significantly\s)?(?:worse|higher|above)\s(?:than\s)"
    r"?(?:the\s)?(?:national|England)(?:\saverage|\srate)?\s(?:for|in)\s(?P<areas>[^.]{4,90})"
)


def indicators_in_other_areas(text: Text) -> Iterator[Fault]:
    """Yield “x is above the national average for a and b” where the table of such indicators has other areas."""
    tables = [table for table in text.tables if _BEYOND.search(table.title) and len(table.rows) >= 2]
    for sentence in text.prose:
        match = _SAID.search(sentence.words)
        if not match:
            continue
        for table in tables:
            columns = {area(header): column for column, header in enumerate(table.rows[0]) if header.strip()}
            said = {
                name
                for name in columns
                if re.search(rf"\b{re.escape(name)}\b", _without_longer(match["areas"].lower(), name, columns))
            }
            listed = {name for name, column in columns.items() if _holds(table, column, match["what"])}
            if said and listed and said != listed and len(columns) >= 2:
                yield at(
                    sentence,
                    f"Said of {_joined(said)}; {table.name} lists it for {_joined(listed)}.",
                    around=match.start(),
                    recomputed=_joined(listed),
                )


def _without_longer(words: str, name: str, names: dict[str, int]) -> str:
    for other in names:
        if name != other and name in other:
            words = words.replace(other, " ")
    return words


def _holds(table: Table, column: int, what: str) -> bool:
    wanted = {*content(what), *re.findall(r"\d+", what)}
    for row in table.rows[1:]:
        for item in items_of(row[column]) if column < len(row) else []:
            have = {*content(item), *re.findall(r"\d+", item)}
            if len(wanted & have) >= 4 and len(wanted & have) >= 0.7 * min(len(wanted), len(have)):
                return True
    return False


def _joined(names: set[str]) -> str:
    return " and ".join(name.title() for name in sorted(names))


def peaks_of_two_kinds(text: Text) -> Iterator[Fault]:
    """Yield peak days in a column of a table that prose about the same subject gives otherwise."""
    prose = text.prose
    for cell in text.sentences:
        if cell.cell is None or not (days := _peak_days(cell.words)):
            continue
        table = text.tables[cell.cell[0]]
        subject = _column_subject(table, cell.cell[2])
        for place, sentence in enumerate(prose):
            theirs = _peak_days(sentence.words)
            before = prose[place - 1].words if place and prose[place - 1].block == sentence.block else ""
            about = set(content(f"{before} {sentence.words}"))
            if theirs and len(subject) >= 2 and subject <= about and not (days <= theirs or theirs <= days):
                yield at(
                    sentence,
                    f"Peak days here are {_listed(theirs)}; {table.name} has {_listed(days)} (line {cell.line}).",
                    recomputed=_listed(days),
                )


def _peak_days(words: str) -> set[str]:
    if not re.search(r"(?i)\bpeak", words):
        return set()
    found = {day for day in DAYS if re.search(rf"(?i)\b{day}s?\b", words)}
    return found | ({"saturday", "sunday"} if re.search(r"(?i)\bweekends?\b", words) else set())


def _listed(days: set[str]) -> str:
    return ", ".join(day.title() for day in DAYS if day in days)


def _column_subject(table: Table, column: int) -> set[str]:
    """Return the words that tell a column's heading from the others."""
    headers = [set(content(header)) for header in table.rows[0][1:]]
    header = set(content(table.rows[0][column])) if column < len(table.rows[0]) else set()
    return header - headers[0].intersection(*headers) if len(headers) >= 2 else set()


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
        "total",
        "A count in the text is close to the table's total, and not it",
        "Counts of what a table's title names are compared with its total, in the same section.",
        totals_told_otherwise,
    ),
    _rule(
        "areas",
        "An indicator is said of other areas than the table lists",
        "“Higher than the national average for a and b” is looked up in the tables of such indicators.",
        indicators_in_other_areas,
    ),
    _rule(
        "peak-days",
        "Peak days are given in two ways",
        "Peak days in a column are compared with prose that names the column's subject.",
        peaks_of_two_kinds,
    ),
)
