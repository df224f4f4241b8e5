"""STAT-03: profiles by hour that smell of default times: too much at midnight to be true."""

import re
from collections.abc import Iterator

from verity.lint.finding import Fault, Rule, Severity, at, in_table
from verity.lint.numbers import Unit, numbers
from verity.lint.phrases import TOTALS, first_number
from verity.lint.text import Table, Text

TIMES = 3.0
"""How many times its neighbours the first hours of the day may hold before it is reported."""
_HOURS = re.compile(
    r"^\W*(?P<first>[01]?\d|2[0-3])(?::?\d\d)?\s?(?:h|hrs|hours)?\s?(?:[-–—]|to)\s?(?P<last>[01]?\d|2[0-4])"
    r"(?::?\d\d)?\b"
)
_HOUR = re.compile(r"^\W*(?P<first>[01]?\d|2[0-3])(?::?00)\b|^\W*(?P<bare>[01]?\d|2[0-3])\s*$")
_MIDNIGHT = re.compile(
    r"(?i)\b(?:from |between )?(?:12 )?midnight (?:to|and|until) (?:just before )?(?P<last>\d{1,2}) ?(?:am|"
    r"a\.m\.)|\b(?:from |between )?00:?00 ?(?:hours |hrs )?(?:to|and|until|[-–]) ?0?(?P<clock>\d):?\d\d"
)


def midnight_in_tables(text: Text) -> Iterator[Fault]:
    """Yield tables by hour whose first hours hold over three times what the hours before and after hold."""
    for table in text.tables:
        rows = [
            (number, hour) for number, row in enumerate(table.rows) if row and (hour := _first_hour(row[0])) is not None
        ]
        if len(rows) < 4 or rows[0][1] != 0 or not _of_hours(table, [number for number, _ in rows]):
            continue
        values = [_value(table, number) for number, _ in rows]
        if any(value is None for value in values):
            continue
        given = [value or 0.0 for value in values]
        if given[0] > TIMES * max(given[1], given[-1]) and given[0] >= 30:
            label = table.rows[rows[0][0]][0]
            yield in_table(
                table,
                rows[0][0],
                f"“{label}” holds {given[0]:,.0f}, the hours after it {given[1]:,.0f} and those before it "
                f"{given[-1]:,.0f}: "
                "records of unknown time have most likely been given midnight.",
                recomputed=f"{given[0] / max(given[1], given[-1]):.1f} times its neighbours",
            )


def _of_hours(table: Table, rows: list[int]) -> bool:
    """Whether the rows are hours: written as such, or bare numbers of a table that speaks of hours or of the time."""
    if not all(_HOUR.match(label) and label.strip().isdigit() for label in (table.rows[number][0] for number in rows)):
        return True
    heads = " ".join(table.rows[number][0] for number in range(rows[0]))
    return bool(re.search(r"(?i)\bhours?\b|\btimes?\b|\bclock\b", f"{table.title} {heads}"))


def _first_hour(label: str) -> int | None:
    if match := _HOURS.match(label):
        return int(match["first"])
    if match := _HOUR.match(label):
        return int(match["first"] or match["bare"])
    return None


def _value(table: Table, number: int) -> float | None:
    """Return a row's total: the column so headed, or the sum of its cells."""
    for header in table.rows[:3]:
        total = next((i for i, cell in enumerate(header) if i and "%" not in cell and TOTALS.search(cell)), None)
        if total is not None and total < len(table.rows[number]):
            return first_number(table.rows[number][total])
    values = [first_number(cell) for cell in table.rows[number][1:] if not cell.rstrip().endswith("%")]
    given = [value for value in values if value is not None]
    return sum(given) if given and len(given) == len(values) else None


def midnight_in_words(text: Text) -> Iterator[Fault]:
    """Yield sentences that give the hours after midnight over two and a half times their even share of the day."""
    for sentence in text.prose:
        match = _MIDNIGHT.search(sentence.words)
        if not match:
            continue
        last = int(match["last"] or match["clock"]) + (1 if match["clock"] else 0)
        percents = [one for one in numbers(sentence.words) if one.unit is Unit.PERCENT and one.start < match.start()]
        even = 100 * last / 24
        if 1 <= last <= 6 and len(percents) == 1 and percents[0].value > 2.5 * even:
            yield at(
                sentence,
                f"{percents[0].words} of a day's records in {last} hours after midnight, whose even share is "
                f"{even:.0f}%: records "
                "of unknown time have most likely been given midnight.",
                recomputed=f"even share {even:.1f}%",
                around=match.start(),
            )


RULES = (
    Rule(
        id="STAT-03",
        name="midnight-table",
        severity=Severity.HIGH,
        title="A profile by hour smells of default times",
        words="The first hours of the day are compared with the hours before and after them.",
        source="guidance checklist, section 10",
        check=midnight_in_tables,
    ),
    Rule(
        id="STAT-03",
        name="midnight-words",
        severity=Severity.HIGH,
        title="A share of the night smells of default times",
        words="A share of the hours after midnight is compared with their even share of the day.",
        source="guidance checklist, section 10",
        check=midnight_in_words,
    ),
)
