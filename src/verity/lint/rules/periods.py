"""STAT-09 and STAT-11: denominators of other years, and data that are old at publication."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verity.lint.finding import Check, Fault, Rule, Severity, at, in_section
from verity.lint.numbers import MONTHS, numbers
from verity.lint.spans import Period, periods
from verity.lint.text import Block, Exhibit, Kind, Text

OLD_DATA, OLD_SOURCE, OLD_NOW = 30, 36, 12
"""Months before publication at which data, a dated source and a figure called current are reported as old."""
_MONTH = "|".join(MONTHS)
_DATED = re.compile(
    rf"(?i)\b(?P<month>{_MONTH}|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b)\.?,?\s(?P<year>20\d\d)\b"
)
_POPULATION = re.compile(
    r"(?i)\b(?:mid-?\s?(?:year|20\d\d)?\s?(?:population\s)?estimates?|population estimates?|denominators?|"
    r"mid-year populations?)\b"
)
_RATE = re.compile(r"(?i)\b(?:rates?|DSRs?|per 1)\b")
_FIXED = re.compile(
    r"(?i)\b(?:census|deprivation|IMD|IDACI|boundar|LSOAs? 20|20\d\d LSOAs?|classification|standard population|"
    r"projection)"
)


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year."""

    year: int
    month: int

    def after(self, other: "Month") -> int:
        """Return how many months this one is after another."""
        return 12 * (self.year - other.year) + self.month - other.month


def published(text: Text) -> Month | None:
    """Return when a document says it was published: the first month on its first page, or the end of its year."""
    for block in text.blocks[:40]:
        match = _DATED.search(block.words)
        if match and len(block.words) < 60 and block.kind in {Kind.PARAGRAPH, Kind.HEADING, Kind.ITEM}:
            return _month(match)
    for block in text.blocks[:12]:
        for span in periods(block.words):
            if len(block.words) < 120:
                return Month(span.last, 3 if span.financial else 12)
    return None


def _month(match: re.Match[str]) -> Month:
    number = next(place for place, name in enumerate(MONTHS, start=1) if name.startswith(match["month"].lower()[:3]))
    return Month(int(match["year"]), number)


def denominators_of_other_years(text: Text) -> Iterator[Fault]:
    """Yield rates whose events and population are of different years, by over a year at either end."""
    for caption, source in _sourced(text):
        events = [span for span in periods(caption.title) if span.years >= 2]
        population = _population(source)
        if not events or population is None or not _RATE.search(caption.title):
            continue
        early, late = events[0].first - population.first, events[0].last - population.last
        if max(abs(early), abs(late)) > 1:
            yield in_section(
                caption.section,
                caption.line,
                f"{caption.name}: {caption.title} – {source.words}",
                f"Events of {events[0].words} are divided by the population of {population.words}.",
                recomputed=f"{max(abs(early), abs(late))} years apart",
            )


def _population(source: Block) -> Period | None:
    match = _POPULATION.search(source.words)
    if not match:
        return None
    after = [span for span in periods(source.words) if span.start >= match.start() - 5]
    return after[0] if after else None


def _sourced(text: Text) -> Iterator[tuple[Exhibit, Block]]:
    """Yield each caption with the source line that follows it before the next caption."""
    by_line = {one.line: one for one in text.captions}
    caption: Exhibit | None = None
    for block in text.blocks:
        if block.kind is Kind.CAPTION:
            caption = by_line.get(block.line)
        elif block.kind is Kind.SOURCE and caption is not None:
            yield caption, block
            caption = None


def old_data(text: Text) -> Iterator[Fault]:
    """Yield the last exhibit year of data that ended long before publication, once for each such period."""
    when = published(text)
    if when is None:
        return
    told: dict[tuple[int, int], list[Exhibit]] = {}
    seen: set[str] = set()
    for caption in text.captions:
        spans = list(periods(caption.title))
        first_time = caption.name not in seen
        seen.add(caption.name)
        if not first_time or not spans or _FIXED.search(caption.title):
            continue
        if _flagged(text, caption):
            continue
        last = max(Month(span.last, 3 if span.financial else 12) for span in spans)
        if when.after(last) >= OLD_DATA and when.after(last) < 400:
            told.setdefault((last.year, last.month), []).append(caption)
    for (year, month), captions in told.items():
        age = when.after(Month(year, month))
        first = captions[0]
        others = f", and {len(captions) - 1} more" if len(captions) > 1 else ""
        yield in_section(
            first.section,
            first.line,
            f"{first.name}: {first.title}",
            f"The data of {first.name}{others} end {age} months before publication "
            f"({MONTHS[when.month - 1].title()} {when.year}).",
            recomputed=f"{age} months",
        )


_FLAG = re.compile(
    r"(?i)\b(?:latest|most recent|newest|ended with|no longer|discontinued|replaced|took its place|"
    r"not yet (?:published|available)|"
    r"last (?:year|period) (?:available|supplied|published))\b"
)


def _flagged(text: Text, caption: Exhibit) -> bool:
    """Whether the caption, or a block close to it, says that these are the latest data or that the series has ended."""
    place = next(
        (
            n
            for n, block in enumerate(text.blocks)
            if block.kind is Kind.CAPTION and block.section is caption.section and block.line == caption.line
        ),
        None,
    )
    if place is None:
        return bool(_FLAG.search(caption.title))
    near = [block for block in text.blocks[max(0, place - 4) : place + 1] if block.section is caption.section]
    for block in text.blocks[place + 1 : place + 14]:
        if block.kind is Kind.CAPTION and not block.words.startswith(
            (f"{caption.name} ", f"{caption.name}.", f"{caption.name}:")
        ):
            break
        near.append(block)
    return any(_FLAG.search(block.words) for block in near)


def old_sources(text: Text) -> Iterator[Fault]:
    """Yield exhibits whose source is dated years before publication."""
    when = published(text)
    if when is None:
        return
    for caption, source in _sourced(text):
        for match in _DATED.finditer(source.words):
            age = when.after(_month(match))
            if OLD_SOURCE <= age < 400 and not _FIXED.search(source.words):
                yield in_section(
                    caption.section,
                    caption.line,
                    f"{caption.name}: {caption.title} – {source.words}",
                    f"The source of {caption.name} is {age} months old at publication.",
                    recomputed=f"{age} months",
                )


_NOW = re.compile(r"(?i)\b(?:currently|at present|presently|at the moment)\b")
_AS_OF = re.compile(
    rf"(?i)\bas (?:of|at)\s(?:the end of\s)?(?:\d{{1,2}}\w*\s)?(?:(?P<month>{_MONTH})\s)?(?P<year>20\d\d)\b"
)


def current_figures_that_are_old(text: Text) -> Iterator[Fault]:
    """Yield “there are currently n” beside figures dated over a year before publication."""
    when = published(text)
    if when is None:
        return
    for place, sentence in enumerate(text.prose):
        match = _NOW.search(sentence.words)
        if not match or not numbers(sentence.words):
            continue
        for near in text.prose[place : place + 3]:
            dated = _AS_OF.search(near.words)
            if near.block == sentence.block and dated:
                month = MONTHS.index(dated["month"].lower()) + 1 if dated["month"] else 12
                age = when.after(Month(int(dated["year"]), month))
                if age >= OLD_NOW:
                    yield at(
                        sentence,
                        f"“{match[0]}” is said beside figures “{dated[0]}”, {age} months before publication.",
                        around=match.start(),
                        recomputed=f"{age} months",
                    )
                    break


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
        "STAT-09",
        "denominator-years",
        "A rate divides events by the population of other years",
        "The years of a caption are compared with those of the population in its source; a year at either end is "
        "let pass.",
        denominators_of_other_years,
        Severity.MEDIUM,
    ),
    _rule(
        "STAT-11",
        "old-data",
        "Data are old at publication",
        f"Data that end {OLD_DATA} months or more before the month of publication; census and deprivation data "
        f"are left out.",
        old_data,
    ),
    _rule(
        "STAT-11",
        "old-source",
        "A source is old at publication",
        f"A source dated {OLD_SOURCE} months or more before publication.",
        old_sources,
    ),
    _rule(
        "STAT-11",
        "not-current",
        "An old figure is called current",
        f"“Currently” beside figures dated {OLD_NOW} months or more before publication.",
        current_figures_that_are_old,
    ),
)
