"""LINT-PCT: percentages that do not follow from the counts printed beside them."""

import re
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.numbers import Number, Unit, decimals_of, numbers, plain, qualifier_before
from verity.lint.text import Sentence, Text

_N = r"\d{1,3}(?:,\d{3})+|\d+"
_P = r"\d{1,3}(?:\.\d+)?"
_GAP = r"[^.%()\d;:]"
_SHARES = tuple(
    re.compile(words)
    for words in (
        rf"(?P<p>{_P})\s?%{_GAP}{{0,90}}\(\s?(?P<a>{_N})\s?/\s?(?P<b>{_N})\s?\)",
        rf"(?<![\d/])(?P<a>{_N})\s?/\s?(?P<b>{_N})\s?[;,:]?\s?\(?(?P<p>{_P})\s?%",
        rf"\b(?P<a>{_N})\s(?:out\s)?of\s(?:the\s|these\s|those\s|all\s)?(?P<b>{_N})\b{_GAP}{{0,60}}[(;,]\s?(?P<p>{_P})\s?%",
        rf"\b(?P<a>{_N})\s?\(\s?(?P<p>{_P})\s?%\)\s(?:out\s)?of\s(?:the\s|these\s|those\s|all\s)?(?P<b>{_N})\b",
        rf"(?P<p>{_P})\s?%\s?\(\s?(?:n\s?=\s?)?(?P<a>{_N})\s?\)\sof\s(?:the\s|these\s|those\s|all\s)?(?P<b>{_N})\b",
        rf"\b[Oo]f\s(?:the\s|these\s|those\s|all\s)(?P<b>{_N})\b{_GAP}{{0,60}},\s?(?P<a>{_N})\s?\(\s?(?P<p>{_P})\s?%",
        rf"\bof\s(?:the\s|these\s|those\s|all\s)(?P<b>{_N})\b{_GAP}{{0,60}}\(\s?n\s?=\s?(?P<a>{_N})\s?[;,]\s?(?P<p>{_P})\s?%",
        rf"\bof\s(?:the\s|these\s|those\s|all\s)(?P<b>{_N})\b{_GAP}{{0,60}}\(\s?(?P<p>{_P})\s?%\s?[;,]\s?n\s?=\s?(?P<a>{_N})",
    )
)
_LOOSE = {"about", "almost", "over", "under", "at least", "at most"}


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
    loose = qualifier_before(sentence.words, match.start("p")) in _LOOSE
    half = 0.5 * 10.0 ** -decimals_of(match["p"])
    found = 100 * part / whole
    if abs(found - printed) <= (half + 1e-9 if not loose else 2.0):
        return None
    places = max(1, decimals_of(match["p"]))
    return at(
        sentence, f"{match['a']} of {match['b']} is {found:.{places}f}%, not {match['p']}%.",
        recomputed=f"{found:.{places}f}%", around=match.start(),
        severity=Severity.LOW if abs(found - printed) <= 4 * half else Severity.MEDIUM,
    )  # fmt: skip


def _is_period(part: float, whole: float) -> bool:
    """Whether a/b is a financial year, as 2020/21."""
    return 1900 <= part <= 2100 and whole < 100 or (1900 <= part <= 2100 and 1900 <= whole <= 2100)


_CHANGE = re.compile(
    r"(?i)\b(?:increas|decreas|grow|grew|rise|rose|risen|fall|fell|reduc|drop|declin|up by|down by|chang|higher|lower|fewer)"
)
_DOWN = re.compile(r"(?i)\b(?:decreas|fall|fell|reduc|drop|declin|down|lower|fewer)")
_POINTS = re.compile(r"(?i)percentage[- ]points?|\bpp\b")


def changes_from_to(text: Text) -> Iterator[Fault]:
    """Yield “from a to b (c%)” and “by c% (from a to b)” where c is not the change."""
    for sentence in text.sentences:
        words = sentence.words
        if not _CHANGE.search(words) or _POINTS.search(words):
            continue
        found = [one for one in numbers(words) if one.unit is not Unit.OTHER]
        for first, second in zip(found, found[1:], strict=False):
            if not _from_to(words, first, second):
                continue
            percent = _percent_of_change(words, found, first, second)
            if percent is not None and first.unit is second.unit and first.unit is not Unit.PERCENT and first.value:
                yield from _change(sentence, first, second, percent)


def _from_to(words: str, first: Number, second: Number) -> bool:
    before, between = words[: first.start], words[first.end : second.start]
    return (
        bool(re.search(r"\bfrom\s(?:\w+\s)?\(?$", before) and re.search(r"\bto\s(?:\w+\s)?\(?$", between))
        and len(between) < 70
    )


def _percent_of_change(words: str, found: list[Number], first: Number, second: Number) -> Number | None:
    after = next((one for one in found if one.start > second.end), None)
    if (
        after
        and after.unit is Unit.PERCENT
        and re.fullmatch(r"[^.;%]{0,45}\(\s?(?:an?\s)?(?:\w+\s(?:of\s)?)?", words[second.end : after.start])
    ):
        return after
    before = next((one for one in reversed(found) if one.end <= first.start), None)
    between = words[before.end : first.start] if before else ""
    if before and before.unit is Unit.PERCENT and len(between) < 70 and not re.search(r"[.;]|\bof\b", between):
        return before
    return None


def _change(sentence: Sentence, first: Number, second: Number, percent: Number) -> Iterator[Fault]:
    change = 100 * (second.value - first.value) / first.value
    loose = 1.0 if percent.qualifier in _LOOSE else 0.0
    spread = 100 * (first.half + second.half) / first.value if first.decimals or first.unit is Unit.RATE else 0.0
    if abs(abs(change) - percent.value) <= percent.half + loose + spread + 1e-9:
        return
    yield at(
        sentence, f"From {first.words} to {second.words} is a change of {change:+.1f}%, not {percent.words}.",
        recomputed=f"{change:+.1f}%", around=first.start,
    )  # fmt: skip


_AGAINST = re.compile(
    rf"(?P<p>{_P})\s?%\s(?:\w+\s){{0,2}}?(?:increase|decrease|reduction|rise|fall|drop|decline|growth)\s"
    rf"(?:versus|compared (?:to|with)|against|on|over|from|relative to)\s(?:the\s)?(?:\w+\s){{0,2}}?(?P<base>{_N})\s(?!(?:months?|years?|weeks?)\b)[a-z]"
)


def changes_against_a_base(text: Text) -> Iterator[Fault]:
    """Yield “a c% reduction versus a” where the one count of the sentence before gives another change."""
    before: Sentence | None = None
    for sentence in text.sentences:
        near = before if before is not None and _beside(before, sentence) else None
        before = sentence
        match = _AGAINST.search(sentence.words)
        if not match or 1900 <= plain(match["base"]) <= 2100:
            continue
        base, printed = plain(match["base"]), float(match["p"])
        own = _counts(sentence.words[: match.start()])
        candidates = own or (_counts(near.words) if near else [])
        if len(candidates) != 1 or not base:
            continue
        change = 100 * (candidates[0].value - base) / base
        loose = 1.0 if qualifier_before(sentence.words, match.start()) in _LOOSE else 0.0
        if abs(change) < 100 and abs(abs(change) - printed) > 0.5 * 10.0 ** -decimals_of(match["p"]) + loose + 1e-9:
            yield at(
                sentence, f"From {base:,.0f} to {candidates[0].words} is a change of {change:+.1f}%, not {match['p']}%.",
                recomputed=f"{change:+.1f}%", around=match.start(),
            )  # fmt: skip


def _beside(one: Sentence, other: Sentence) -> bool:
    return one.cell == other.cell and other.block - one.block <= 1


def _counts(words: str) -> list[Number]:
    return [one for one in numbers(words) if one.unit is Unit.COUNT and one.decimals == 0]


_BASE = re.compile(
    rf"(?<![\d.,])(?P<n>{_N})\s"
    r"(?P<who>[A-Za-z&() -]{3,60}?)\s?(?:were in|are in|made up|in the (?:latest |whole |full )?(?:cohort|sample)|took part|responded|respondents)\b"
)
_SUBSET = re.compile(
    r"(?i)\bof (?:those|these|them|the \d)|\bthat have\b|\bwho (?:had|were|have)\b|\bwhere\b|\bamong|/\d|national|England|compared"
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
        if len(percents) == 1 and percents[0].qualifier not in _LOOSE:
            yield from _unattainable(sentence, percents[0], base[0])


def _unattainable(sentence: Sentence, percent: Number, base: float) -> Iterator[Fault]:
    if base < 3 or base > 50 * 10**percent.decimals:
        return
    nearest = round(percent.value * base / 100)
    found = 100 * nearest / base
    if abs(found - percent.value) > percent.half + 1e-9:
        places = max(1, percent.decimals)
        yield at(
            sentence, f"No whole number out of {base:,.0f} is {percent.words}: the nearest is {nearest} of {base:,.0f}, {found:.{places}f}%.",
            recomputed=f"{found:.{places}f}%", around=percent.start, severity=Severity.LOW,
        )  # fmt: skip


_OF_THINGS = re.compile(rf"(?P<p>{_P})\s?%\sof\s(?:all\s|the\s|these\s|new\s)*(?P<things>[a-z]+\s[a-z]+)\b")


def shares_of_few_things(text: Text) -> Iterator[Fault]:
    """Yield percentages of things whose small number stands in one of the sentences before, and which cannot be."""
    sentences = text.sentences
    for place, sentence in enumerate(sentences):
        for match in _OF_THINGS.finditer(sentence.words):
            base = _number_of(
                match["things"],
                [
                    one
                    for one in sentences[max(0, place - 4) : place]
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
        found = _counts(sentence.words)
        for first, second in zip(found, found[1:], strict=False):
            if _from_to(sentence.words, first, second):
                return second.value
    return None


_FEWER = re.compile(r"(?:(?:less|fewer) than|under|<)\s?(?P<n>\d{1,2}|five|ten)\b")
_AT_LEAST = re.compile(rf"\bat least\s(?P<p>{_P})\s?%")
_BASE_BEFORE = re.compile(rf"\b(?P<n>{_N})\s[a-z]")


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
        counts = [one for one in _counts(source.words) if one.start not in hidden]
        if len(counts) < 2:
            continue
        whole = max(one.value for one in counts)
        known = [one.value for one in counts if one.value != whole]
        least = 100 * max(known) / whole
        if least < float(match["p"]) - 0.5:
            yield at(
                sentence, f"“At least {match['p']}%” does not follow: the counts that are given prove only {max(known):,.0f} of "
                f"{whole:,.0f}, the others are hidden and may overlap.", recomputed=f"{least:.1f}%", around=match.start(),
            )  # fmt: skip


_CELL = re.compile(rf"^\s*(?P<n>{_N})\s?\(\s?(?P<p>{_P})\s?%\s?\)\s*$")
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
                line=table.lines[0], section=table.section.name, evidence=f"{table.name}: {header.strip()[:150]}",
                wrong="The heading says “% of total”, and the percentages are shares of each column.",
                recomputed=f"{picked[0]['n']} is {100 * plain(picked[0]['n']) / whole:.1f}% of all and {picked[0]['p']}% of its column",
            )  # fmt: skip


def _rule(name: str, title: str, words: str, check: Check, severity: Severity = Severity.MEDIUM) -> Rule:
    return Rule(id="LINT-PCT", name=name, severity=severity, title=title, words=words, source="arithmetic", check=check)


RULES = (
    _rule("share", "A percentage is not the share of its counts", "“x of y (z%)” in one sentence is recomputed.", shares_of_counts),
    _rule("change", "A percentage is not the change it states", "“From a to b (c%)” is recomputed on a.", changes_from_to),
    _rule("change-on-base", "A percentage is not the change on its base", "“A c% reduction versus a” is recomputed with the one count that the sentence, or the one before, gives.", changes_against_a_base),
    _rule("small-base", "A percentage that a small group cannot give", "Where a group's size is stated, its percentages have to be a whole number of its members.", shares_of_a_small_base),
    _rule("few-things", "A percentage that so few things cannot give", "A percentage of things whose number is stated shortly before has to be a whole number of them.", shares_of_few_things),
    _rule("hidden-counts", "A bound that hidden counts do not prove", "“At least p%” over counts given as “fewer than” has to follow from the counts that are given; where it says more, it also narrows the hidden ones.", bounds_of_hidden_counts),
    _rule("other-whole", "Percentages of another whole than the heading says", "A table headed “% of total” is recomputed on the total and on each column.", percentages_of_another_whole, Severity.LOW),
)  # fmt: skip
