"""STAT-01: intervals that cannot be: narrower than the stated counts allow, without their value, or upside down."""

import re
from collections.abc import Iterator

from verity.lint.finding import Fault, Rule, Severity, at, in_table
from verity.lint.numbers import Unit, numbers
from verity.lint.phrases import content, first_number
from verity.lint.spans import intervals
from verity.lint.text import Table, Text

NORMAL_95 = 1.959964
_LOWER = re.compile(r"(?i)\blower\b|\bLCI\b|\bLL\b|^\s*low(?:er)?\b")
_UPPER = re.compile(r"(?i)\bupper\b|\bUCI\b|\bUL\b|^\s*(?:upper|high)\b")
_RATE = re.compile(r"(?i)\b(?:rates?|DSRs?|per 1|standardi[sz]ed|age-adjusted)\b")
_COUNT = re.compile(
    r"(?i)\b(?:counts?|numbers?|events?|observed|cases|n|offences|crimes|incidents|admissions|attendances|"
    r"victims|deaths|"
    r"callouts)\b"
)
_OTHER_LEVEL = re.compile(r"\b9[09](?:\.\d)?\s?%")
MARGIN = 1.1
"""How much too narrow an interval has to be before it is reported, so that rounding of its limits never is."""


def _columns(table: Table) -> tuple[int, int, int] | None:
    """Return the columns of value, lower and upper limit of a table, or None."""
    header = table.rows[0]
    lower = next((i for i, cell in enumerate(header) if i > 1 and _LOWER.search(cell)), None)
    upper = next((i for i, cell in enumerate(header) if lower and i > lower and _UPPER.search(cell)), None)
    return (lower - 1, lower, upper) if lower and upper else None


def _values(table: Table) -> Iterator[tuple[int, float, float, float]]:
    places = _columns(table) if table.rows else None
    if places is None:
        return
    for number, row in enumerate(table.rows[1:], start=1):
        if len(row) > places[2]:
            value, lower, upper = (first_number(row[place]) for place in places)
            if value is not None and lower is not None and upper is not None:
                yield number, value, lower, upper


def limits_that_do_not_hold_their_value(text: Text) -> Iterator[Fault]:
    """Yield values outside their own limits, and limits the wrong way round, in tables and sentences."""
    for table in text.tables:
        for number, value, lower, upper in _values(table):
            if wrong := _outside(value, lower, upper):
                yield in_table(table, number, wrong, recomputed=f"{lower:g} to {upper:g}")
    for sentence in text.sentences:
        for one in intervals(sentence.words):
            if wrong := _outside(one.value, one.lower, one.upper):
                yield at(sentence, wrong, recomputed=f"{one.lower:g} to {one.upper:g}", around=one.start)


def _outside(value: float, lower: float, upper: float) -> str:
    if lower > upper:
        return f"The lower limit {lower:g} is above the upper limit {upper:g}."
    if not lower <= value <= upper:
        return f"The interval {lower:g} to {upper:g} does not hold its own value {value:g}."
    return ""


def least_events(value: float, lower: float, upper: float, step: float) -> float:
    """Return how many events a rate's 95% interval needs at least, its limits widened by half a printed digit.

    Var(rate) ≥ rate²/n for independent Poisson events (Cauchy–Schwarz), so n ≥ (1.96·rate / half-width)².
    """
    half = (upper - lower) / 2 + step / 2
    return (NORMAL_95 * value / half) ** 2 if half > 0 and value > 0 else 0.0


def intervals_too_narrow(text: Text) -> Iterator[Fault]:
    """Yield rates whose interval needs more events than the table, sentence or section states.

    Where a table has no column of counts, the largest count that its section states is taken, which is generous.
    """
    stated = _largest_by_section(text)
    for table in text.tables:
        if (
            not table.rows
            or not _RATE.search(table.title + " " + " ".join(table.rows[0]))
            or _OTHER_LEVEL.search(table.title)
        ):
            continue
        largest = stated.get(table.section.line, 0.0) if _on_topic(text, table) else 0.0
        faults = list(_too_narrow(table, largest))
        if faults:
            number, have, need = max(faults, key=lambda one: one[2] / one[1])
            yield in_table(
                table,
                number,
                f"{len(faults)} of the table's intervals are narrower than any 95% interval can be: this one "
                f"needs at least "
                f"{need:,.0f} events, and at most {have:,.0f} are stated.",
                recomputed=f"at least {(need / have) ** 0.5:.1f} times wider",
            )
    yield from _narrow_in_sentences(text, stated)


def _on_topic(text: Text, table: Table) -> bool:
    """Whether a sentence of the section counts what the table's title names, so that the counts can be its events."""
    topic = set(content(table.title))
    return any(
        len(topic & set(content(sentence.words))) >= 2
        for sentence in text.prose
        if sentence.section is table.section
        and any(one.unit is Unit.COUNT and one.decimals == 0 and one.value >= 50 for one in numbers(sentence.words))
    )


def _too_narrow(table: Table, largest: float) -> Iterator[tuple[int, float, float]]:
    header = table.rows[0]
    counts = [i for i, cell in enumerate(header) if i and _COUNT.search(cell) and not _RATE.search(cell)]
    for number, value, lower, upper in _values(table):
        row = table.rows[number]
        printed = str(row[(_columns(table) or (0, 0, 0))[1]])
        step = 10.0 ** -len(printed.strip().partition(".")[2].strip("%) "))
        have = (first_number(row[counts[0]]) or 0.0) if counts and counts[0] < len(row) else largest
        need = least_events(value, lower, upper, step)
        if have and need > MARGIN**2 * have:
            yield number, have, need


def _largest_by_section(text: Text) -> dict[int, float]:
    """Return for each section, by its line, the largest count stated in it."""
    found: dict[int, float] = {}
    for sentence in text.sentences:
        counts = [one.value for one in numbers(sentence.words) if one.unit is Unit.COUNT and one.decimals == 0]
        found[sentence.section.line] = max([found.get(sentence.section.line, 0.0), *counts])
    for table in text.tables:
        cells = [
            first_number(cell) or 0.0 for row in table.rows[1:] for cell in row[1:] if "." not in cell.split("(")[0]
        ]
        found[table.section.line] = max([found.get(table.section.line, 0.0), *cells])
    return found


def _narrow_in_sentences(text: Text, stated: dict[int, float]) -> Iterator[Fault]:
    told = {
        (table.section.line, value, lower, upper) for table in text.tables for _, value, lower, upper in _values(table)
    }
    for sentence in text.prose:
        if not _RATE.search(sentence.words) or _OTHER_LEVEL.search(sentence.words):
            continue
        own = [
            one.value
            for one in numbers(sentence.words)
            if one.unit is Unit.COUNT and one.decimals == 0 and one.value >= 10
        ]
        for one in intervals(sentence.words):
            have = (
                stated.get(sentence.section.line, 0.0) if not own else max(*own, stated.get(sentence.section.line, 0.0))
            )
            need = least_events(one.value, one.lower, one.upper, 10.0**-one.decimals)
            in_a_table = (sentence.section.line, one.value, one.lower, one.upper) in told
            if have and need > MARGIN**2 * have and not in_a_table:
                yield at(
                    sentence,
                    f"The interval {one.lower:g} to {one.upper:g} needs at least {need:,.0f} events, and the section "
                    f"states at most {have:,.0f}: it is narrower than any 95% interval can be.",
                    recomputed=f"at least {(need / have) ** 0.5:.1f} times wider",
                    around=one.start,
                )


RULES = (
    Rule(
        id="STAT-01",
        name="interval-floor",
        severity=Severity.HIGH,
        title="An interval is narrower than its counts allow",
        words=(
            "A rate of n independent events has a 95% interval of at least ±1.96·rate/√n. The most events that the "
            "table, sentence or section states are taken for n."
        ),
        source="guidance checklist, section 10; Cauchy–Schwarz inequality",
        check=intervals_too_narrow,
    ),
    Rule(
        id="STAT-01",
        name="interval-holds-value",
        severity=Severity.HIGH,
        title="An interval does not hold its value",
        words="A value lies between its limits, and the lower limit is not above the upper.",
        source="guidance checklist, section 10",
        check=limits_that_do_not_hold_their_value,
    ),
)
