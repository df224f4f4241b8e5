"""LINT-PCT for ratios and averages: “five times that of …”, “an average of m a year”, and shares inside tables."""

import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_table
from verity.lint.numbers import Unit, decimals_of, numbers, plain, small
from verity.lint.patterns import COUNT
from verity.lint.phrases import TOTALS, first_number
from verity.lint.spans import periods
from verity.lint.text import Table, Text

_D = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TIMES = re.compile(
    rf"\(\s?(?P<a>{_D})(?:\sper\s[\d,]+)?[^()]{{0,30}}\)[^().;]{{0,160}}?\b(?P<loose>about\s|almost\s|nearly\s|"
    rf"over\s|more than\s|around\s)?"
    rf"(?P<k>\d+(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten)\stimes\s(?P<more>higher|greater|more)"
    rf"?[^().;]{{0,80}}?"
    rf"\(\s?(?P<b>{_D})(?:\sper\s[\d,]+)?[^()]{{0,30}}\)"
)


def ratios_of_two_numbers(text: Text) -> Iterator[Fault]:
    """Yield “(a) is k times that of … (b)” where a ÷ b is not k; a tenth is let pass, a quarter beside “about”."""
    for sentence in text.prose:
        for match in _TIMES.finditer(sentence.words):
            first, second = plain(match["a"]), plain(match["b"])
            stated = float(match["k"]) if match["k"][0].isdigit() else float(small(match["k"]))
            if not second or "%" in match[0].split(match["k"])[0][-8:]:
                continue
            found = max(first, second) / min(first, second) if first else 0.0
            fits = {found, found - 1} if match["more"] else {found}
            allowed = (
                max(0.25 if match["loose"] else 0.1, 0.0) * stated
                + 0.5 * 10.0 ** -decimals_of(match["k"]) * match["k"][0].isdigit()
            )
            if found and all(abs(one - stated) > allowed for one in fits):
                yield at(
                    sentence, f"{match['a']} is {found:.1f} times {match['b']}, not {match['k']} times.",
                    recomputed=f"{found:.1f} times", around=match.start(),
                )  # fmt: skip


_AVERAGE = re.compile(
    rf"\ban? (?:annual |yearly )?average of (?:about |around )?(?P<m>{_D}) (?:[a-z]+ )?(?:a|per|each|every) year\b"
)


def averages_by_year(text: Text) -> Iterator[Fault]:
    """Yield “n …, an average of m a year” where n over the sentence's years is not m."""
    for sentence in text.prose:
        match = _AVERAGE.search(sentence.words)
        spans = [span for span in periods(sentence.words) if span.last > span.first]
        counts = [
            one for one in numbers(sentence.words) if one.unit is Unit.COUNT and match and one.end <= match.start()
        ]
        ends = [(span.first, span.last) for span in periods(sentence.words)]
        years = spans[0].years if len(spans) == 1 else ends[1][1] - ends[0][0] if len(ends) == 2 else 0
        if not match or len(counts) != 1 or not 2 <= years <= 20:
            continue
        stated = plain(match["m"])
        if all(
            abs(counts[0].value / length - stated) > 0.03 * stated + 0.5 for length in (years - 1, years, years + 1)
        ):
            yield at(
                sentence,
                f"{counts[0].words} over {years} years is {counts[0].value / years:,.0f} a year, not {match['m']}.",
                recomputed=f"{counts[0].value / years:,.0f}", around=match.start(),
            )  # fmt: skip


_COUNT_CELL = re.compile(rf"^\s*(?:{COUNT})\s*$")
_SHARE_CELL = re.compile(r"^\s*\d{1,3}(?:\.\d+)?\s?%\s*$")


def shares_beside_counts(text: Text) -> Iterator[Fault]:
    """Yield rows whose percentage is not their count's share of the total, where it is in most other rows."""
    for table in text.tables:
        last = next((n for n, row in enumerate(table.rows) if n > 2 and row and TOTALS.search(row[0])), None)
        if last is None:
            continue
        for column in range(2, table.width):
            yield from _shares(table, column, last)


def _shares(table: Table, column: int, last: int) -> Iterator[Fault]:
    pairs = [
        (number, row[column - 1], row[column])
        for number, row in enumerate(table.rows[:last])
        if column < len(row) and _COUNT_CELL.match(row[column - 1]) and _SHARE_CELL.match(row[column])
    ]
    whole = first_number(table.rows[last][column - 1]) if column <= len(table.rows[last]) else None
    if len(pairs) < 4 or not whole:
        return
    wrong = []
    for number, count, share in pairs:
        found = 100 * (first_number(count) or 0.0) / whole
        decimals = decimals_of(share.strip(" %"))
        if abs(found - float(share.strip(" %"))) > 0.5 * 10.0**-decimals + 0.05:
            wrong.append((number, count, share, found))
    if len(wrong) <= len(pairs) / 4:
        for number, count, share, found in wrong:
            yield in_table(
                table, number, f"{count} of {whole:,.0f} is {found:.1f}%, not {share}.", recomputed=f"{found:.1f}%"
            )


def _rule(name: str, title: str, words: str, check: Check) -> Rule:
    return Rule(
        id="LINT-PCT", name=name, severity=Severity.MEDIUM, title=title, words=words, source="arithmetic", check=check
    )


RULES = (
    _rule(
        "ratio",
        "A ratio is not that of its two numbers",
        "“(a) is k times that of … (b)” is recomputed; a tenth is let pass, a quarter beside “about”.",
        ratios_of_two_numbers,
    ),
    _rule(
        "average",
        "An average by year is not the number over its years",
        "“n between two years, an average of m a year” is recomputed, all ways of counting the years allowed.",
        averages_by_year,
    ),
    _rule(
        "table-share",
        "A percentage in a table is not its count's share",
        "Where most rows give their count's share of the total, each one has to.",
        shares_beside_counts,
    ),
)
