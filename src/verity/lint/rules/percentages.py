"""LINT-PCT: percentages that do not follow from the counts printed beside them."""

import itertools
import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, decimals_of, numbers, plain, qualifier_before
from verity.lint.patterns import COUNT, LOOSE, PERCENT, SHARE, counts_of, is_from_to
from verity.lint.text import Sentence, Text

_GAP = r"[^.%()\d;:]"

_SHARES = tuple(
    re.compile(words)
    for words in (
        rf"\b(?P<b>{COUNT})\s{_GAP}{{3,90}},?\s(?:of (?:which|whom|these)|including)\s(?P<a>{COUNT})"
        rf"\s?\(\s?(?P<p>{SHARE}){PERCENT}",
        rf"(?P<p>{SHARE}){PERCENT}{_GAP}{{0,90}}\(\s?(?P<a>{COUNT})\s?/\s?(?P<b>{COUNT})\s?\)",
        rf"(?<![\d/])(?P<a>{COUNT})\s?/\s?(?P<b>{COUNT})\s?[;,:]?\s?\(?(?P<p>{SHARE}){PERCENT}",
        rf"\b(?P<a>{COUNT})\s(?:out\s)?of\s(?:the\s|these\s|those\s|all\s)?(?P<b>{COUNT})"
        rf"\b{_GAP}{{0,60}}[(;,]\s?(?P<p>{SHARE}){PERCENT}",
        rf"\b(?P<a>{COUNT})\s?\(\s?(?P<p>{SHARE}){PERCENT}\)\s(?:out\s)?of\s(?:the\s|these\s|those\s|all\s)"
        rf"?(?P<b>{COUNT})\b",
        rf"(?P<p>{SHARE}){PERCENT}\s?\(\s?(?:n\s?=\s?)?(?P<a>{COUNT})\s?\)\sof\s(?:the\s|these\s|those\s|all\s)"
        rf"?(?P<b>{COUNT})\b",
        rf"\b[Oo]f\s(?:the\s|these\s|those\s|all\s)(?P<b>{COUNT})\b{_GAP}{{0,60}},\s?(?P<a>{COUNT})"
        rf"\s?\(\s?(?P<p>{SHARE}){PERCENT}",
        rf"\bof\s(?:the\s|these\s|those\s|all\s)(?P<b>{COUNT})\b{_GAP}{{0,60}}\(\s?n\s?=\s?(?P<a>{COUNT})"
        rf"\s?[;,]\s?(?P<p>{SHARE}){PERCENT}",
        rf"\bof\s(?:the\s|these\s|those\s|all\s)(?P<b>{COUNT})\b{_GAP}{{0,60}}\(\s?(?P<p>{SHARE})"
        rf"{PERCENT}\s?[;,]\s?n\s?=\s?(?P<a>{COUNT})",
    )
)


def shares_of_counts(text: Text) -> Iterator[Fault]:
    """Yield percentages that are not a ÷ b where both counts stand in the sentence."""
    for sentence in text.sentences:
        seen: set[int] = set()
        for pattern in _SHARES:
            for match in pattern.finditer(sentence.words):
                if match.start("p") in seen:
                    continue
                seen.add(match.start("p"))
                if fault := _share(sentence, match):
                    yield fault


def _share(sentence: Sentence, match: re.Match[str]) -> Fault | None:
    part, whole, printed = plain(match["a"]), plain(match["b"]), float(match["p"])
    if not 0 < part <= whole or whole < 2 or _is_period(part, whole):
        return None
    loose = qualifier_before(sentence.words, match.start("p")) in LOOSE
    half = 0.5 * 10.0 ** -decimals_of(match["p"])
    found = 100 * part / whole
    if abs(found - printed) <= (half + 1e-9 if not loose else 2.0):
        return None
    places = max(1, decimals_of(match["p"]))
    return at(
        sentence,
        f"{match['a']} of {match['b']} is {found:.{places}f}%, not {match['p']}%.",
        recomputed=f"{found:.{places}f}%",
        around=match.start(),
        severity=Severity.LOW if abs(found - printed) <= 4 * half else Severity.MEDIUM,
    )


def _is_period(part: float, whole: float) -> bool:
    """Whether a/b is a financial year, as 2020/21."""
    return (1900 <= part <= 2100 and whole < 100) or (1900 <= part <= 2100 and 1900 <= whole <= 2100)


_BASE = re.compile(
    rf"(?<![\d.,])(?<!\bin )(?<!every )(?<!top )(?P<n>{COUNT})\s"
    r"(?P<who>[A-Za-z&() -]{3,60}?)\s?(?:were in|are in|made up|in the (?:latest |whole |full )?(?:cohort|sample)"
    r"|took part|responded|respondents)\b"
)

_SUBSET = re.compile(
    r"(?i)\bof (?:those|these|them|the \d)|\bthat have\b|\bwho (?:had|were|have)\b|\bwhere\b|\bamong|/\d|"
    r"national|England|compared"
)


def shares_of_a_small_base(text: Text) -> Iterator[Fault]:
    """Yield percentages of a stated small group that no whole number of its members gives."""
    base: tuple[float, Sentence] | None = None
    for sentence in text.sentences:
        if base is not None and not (
            sentence.cell == base[1].cell
            and sentence.section is base[1].section
            and sentence.block - base[1].block <= 12
        ):
            base = None
        if match := _BASE.search(sentence.words):
            base = (plain(match["n"]), sentence)
            continue
        if base is None or _SUBSET.search(sentence.words):
            continue
        percents = [one for one in numbers(sentence.words) if one.unit is Unit.PERCENT]
        if len(percents) == 1 and percents[0].qualifier not in LOOSE:
            yield from _unattainable(sentence, percents[0], base[0])


def _unattainable(sentence: Sentence, percent: Number, base: float) -> Iterator[Fault]:
    if base < 5 or base > 50 * 10**percent.decimals:
        return
    nearest = round(percent.value * base / 100)
    found = 100 * nearest / base
    if abs(found - percent.value) > percent.half + 1e-9:
        places = max(1, percent.decimals)
        yield at(
            sentence,
            f"No whole number out of {base:,.0f} is {percent.words}: the nearest is {nearest} of {base:,.0f}, "
            f"{found:.{places}f}%.",
            recomputed=f"{found:.{places}f}%",
            around=percent.start,
            severity=Severity.LOW,
        )


_OF_THINGS = re.compile(rf"(?P<p>{SHARE}){PERCENT}\sof\s(?:all\s|the\s|these\s|new\s)*(?P<things>[a-z]+\s[a-z]+)\b")


def shares_of_few_things(text: Text) -> Iterator[Fault]:
    """Yield percentages of things whose small number stands in one of the sentences before, and which cannot be."""
    sentences = text.sentences
    for place, sentence in enumerate(sentences):
        for match in _OF_THINGS.finditer(sentence.words):
            base = _number_of(
                match["things"],
                [
                    one
                    for one in sentences[max(0, place - 8) : place]
                    if one.cell == sentence.cell and one.section is sentence.section and sentence.block - one.block <= 4
                ],
            )
            if base is not None and base <= 40:
                printed = match["p"]
                percent = Number(
                    value=float(printed),
                    unit=Unit.PERCENT,
                    words=f"{printed}%",
                    start=match.start(),
                    end=match.end(),
                    decimals=decimals_of(printed),
                )
                yield from _unattainable(sentence, percent, base)


def _number_of(things: str, before: list[Sentence]) -> float | None:
    pattern = re.compile(rf"(?i)\b{re.escape(things.removesuffix('s'))}s?\b")
    for sentence in reversed(before):
        if not pattern.search(sentence.words):
            continue
        found = counts_of(sentence.words)
        for first, second in itertools.pairwise(found):
            if is_from_to(sentence.words, first, second):
                return second.value
    return None


_FEWER = re.compile(r"(?:(?:less|fewer) than|under|<)\s?(?P<n>\d{1,2}|five|ten)\b")

_AT_LEAST = re.compile(rf"\bat least\s(?P<p>{SHARE}){PERCENT}")


def bounds_of_hidden_counts(text: Text) -> Iterator[Fault]:
    """Yield “at least p%” that rests on counts given only as “fewer than”, and does not follow from them."""
    before: Sentence | None = None
    for sentence in text.sentences:
        near, before = before, sentence
        match = _AT_LEAST.search(sentence.words)
        source = next((one for one in (sentence, near) if one and len(_FEWER.findall(one.words)) >= 2), None)
        if not match or source is None:
            continue
        hidden = [found.start("n") for found in _FEWER.finditer(source.words)]
        counts = [one for one in counts_of(source.words) if one.start not in hidden]
        if len(counts) < 2:
            continue
        whole = max(one.value for one in counts)
        known = [one.value for one in counts if one.value != whole]
        least = 100 * max(known) / whole
        if least < float(match["p"]) - 0.5:
            yield at(
                sentence,
                f"“At least {match['p']}%” does not follow: the counts that are given prove only {max(known):,.0f} of "
                f"{whole:,.0f}, the others are hidden and may overlap.",
                recomputed=f"{least:.1f}%",
                around=match.start(),
            )


_CELL = re.compile(rf"^\s*(?P<n>{COUNT})\s?\(\s?(?P<p>{SHARE})\s?%\s?\)\s*$")

_OF_TOTAL = re.compile(r"(?i)(?:%|per ?cent(?:age)?) of (?:the )?(?:grand )?total\b")


def percentages_of_another_whole(text: Text) -> Iterator[Fault]:
    """Yield tables headed “% of total” whose percentages are of the column."""
    for table in text.tables:
        header = " ".join(cell for row in table.rows[:2] for cell in row)
        cells = [[_CELL.match(cell) for cell in row] for row in table.rows]
        body = [row for row in cells if sum(cell is not None for cell in row) >= 2]
        if not _OF_TOTAL.search(header + " " + table.title) or len(body) < 4:
            continue
        rows = [n for n, row in enumerate(cells) if sum(cell is not None for cell in row) >= 2]
        total = rows and re.match(r"(?i)\W*(?:grand )?total", table.rows[rows[-1]][0])
        inner = body[:-1] if total else body
        column = next(i for i, cell in enumerate(inner[0]) if cell is not None)
        picked = [cell for row in inner if (cell := row[column]) is not None]
        of_column = sum(plain(cell["n"]) for cell in picked)
        whole = sum(max(plain(cell["n"]) for cell in row if cell is not None) for row in inner)
        if (
            of_column
            and whole > 1.2 * of_column
            and all(abs(100 * plain(c["n"]) / of_column - float(c["p"])) < 0.11 for c in picked)
        ):
            yield Fault(
                line=table.lines[0],
                section=table.section.name,
                evidence=f"{table.name}: {header.strip()[:150]}",
                wrong="The heading says “% of total”, and the percentages are shares of each column.",
                recomputed=(
                    f"{picked[0]['n']} is {100 * plain(picked[0]['n']) / whole:.1f}% of all and {picked[0]['p']}% of "
                    f"its column"
                ),
            )


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(id="LINT-PCT", name=name, severity=severity, title=title, words=words, source="arithmetic", check=check)


RULES = (
    _rule(
        "share",
        "A percentage is not the share of its counts",
        "“x of y (z%)” in one sentence is recomputed.",
        shares_of_counts,
    ),
    _rule(
        "small-base",
        "A percentage that a small group cannot give",
        "Where a group's size is stated, its percentages have to be a whole number of its members.",
        shares_of_a_small_base,
    ),
    _rule(
        "few-things",
        "A percentage that so few things cannot give",
        "A percentage of things whose number is stated shortly before has to be a whole number of them.",
        shares_of_few_things,
    ),
    _rule(
        "hidden-counts",
        "A bound that hidden counts do not prove",
        "“At least p%” over counts given as “fewer than” has to follow from the counts that are given; where it "
        "says more, it also narrows the hidden ones.",
        bounds_of_hidden_counts,
    ),
    _rule(
        "other-whole",
        "Percentages of another whole than the heading says",
        "A table headed “% of total” is recomputed on the total and on each column.",
        percentages_of_another_whole,
        Severity.LOW,
    ),
)
