"""LINT-NAME: one name written in several ways."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity
from verity.lint.phrases import SMALL_WORDS, stem
from verity.lint.text import Kind, Text

LONG = 6
_WORD = re.compile(r"[A-Z][a-z]{4,}")
_RUN = re.compile(
    r"\b[A-Z][a-z’'-]+(?:\s(?:(?:of|for|and|&|the|in|on|to)\s)?[A-Z][a-z’'-]+){2,7}\b|\b[A-Z][a-z’'-]+\s(?:of|"
    r"for)\s[A-Z][a-z’'-]+(?:\s[A-Z][a-z’'-]+)*\b"
)
_CLASSES = re.compile(
    r"\b(?P<kind>Operation|Op|Project|Programme|Scheme|Initiative|Campaign)\s(?P<name>[A-Z][a-z]{3,})\b"
)
_ENDINGS = ("s", "n", "y", "e", "r", "a")


def _passages(text: Text) -> Iterator[tuple[str, int, str]]:
    for block in text.blocks:
        if block.kind not in {Kind.CONTENTS, Kind.FOOTNOTE}:
            yield block.words, block.line, block.section.name
    for table in text.tables:
        for row, line in zip(table.rows, table.lines, strict=True):
            for cell in row:
                yield cell, line, table.section.name
        if table.source:
            yield table.source, table.lines[-1], table.section.name


def spellings(text: Text) -> Iterator[Fault]:
    """Yield names of which one spelling doubles, drops or swaps a letter of another."""
    first: dict[str, tuple[int, str, str]] = {}
    counts: Counter[str] = Counter()
    for words, line, section in _passages(text):
        for match in _WORD.finditer(words):
            counts[match[0]] += 1
            first.setdefault(match[0], (line, section, words[max(0, match.start() - 60) : match.end() + 60]))
    lower = set(re.findall(r"\b[a-z]{4,}\b", text.words + " ".join(table.words for table in text.tables)))
    names = [
        word
        for word in counts
        if len(word) >= LONG and word.lower() not in lower and word.lower().removesuffix("s") not in lower
    ]
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in _keys(name):
            groups[key].append(name)
    told: set[frozenset[str]] = set()
    for group in groups.values():
        for one in group:
            for other in group:
                pair = frozenset((one, other))
                if (
                    counts[one] <= counts[other]
                    and one != other
                    and pair not in told
                    and _slip(one, other)
                    and counts[one] <= 3
                ):
                    told.add(pair)
                    line, section, around = first[one]
                    yield Fault(
                        line=line,
                        section=section,
                        evidence=" ".join(around.split()),
                        wrong=f"“{one}” here, “{other}” in line {first[other][0]}.",
                    )


def _keys(name: str) -> set[str]:
    """Return forms under which a slip and the right spelling meet: no doubles, no last letter, letters sorted."""
    bare = name.lower().removesuffix("s")
    single = re.sub(r"(.)\1+", r"\1", bare)
    return {single, single[:-1], "".join(sorted(bare))}


def _slip(one: str, other: str) -> bool:
    """Whether two words differ by a doubled letter, a missing last letter, two letters swapped, or swapped halves."""
    a, b = one.lower().removesuffix("s"), other.lower().removesuffix("s")
    if a == b:
        return False
    if re.sub(r"(.)\1+", r"\1", a) == re.sub(r"(.)\1+", r"\1", b):
        return True
    if (b.startswith(a) or a.startswith(b)) and abs(len(a) - len(b)) == 1 and max(a, b, key=len)[-1] not in _ENDINGS:
        return True
    if sorted(a) == sorted(b):
        differing = [place for place in range(len(a)) if a[place] != b[place]]
        swapped = len(differing) == 2 and differing[1] - differing[0] == 1
        halves = any(a[cut:] + a[:cut] == b for cut in range(4, len(a) - 3))
        return swapped or halves
    return False


def small_words_of_names(text: Text) -> Iterator[Fault]:
    """Yield names of several words that differ in a small word, an inner plural or -ise/-ize."""
    found: dict[tuple[str, ...], dict[str, tuple[int, str, int]]] = defaultdict(dict)
    for words, line, section in _passages(text):
        for match in _RUN.finditer(words):
            run = match[0].replace("’", "'").removeprefix("The ")
            key = tuple(
                stem(word) for word in re.split(r"[\s-]+", run) if word.lower() not in SMALL_WORDS and word != "&"
            )
            if len(key) < 3 and not (len(key) == 2 and re.search(r"\s(?:of|for)\s", run)):
                continue
            form = _form(run)
            before = found[key].get(form)
            found[key][form] = (before[0], before[1], before[2] + 1) if before else (line, section, 1)
    for forms in found.values():
        if len(forms) < 2:
            continue
        ranked = sorted(forms, key=lambda form: (-forms[form][2], forms[form][0]))
        for form in ranked[1:]:
            if _formal(form, ranked[0]):
                line, section, _ = forms[form]
                yield Fault(
                    line=line,
                    section=section,
                    evidence=form,
                    wrong=f"“{form}” here, “{ranked[0]}” in line {forms[ranked[0]][0]}.",
                )


def _form(run: str) -> str:
    words = run.replace("&", "and").replace("-", " ").split()
    return " ".join(
        word if word.lower() in SMALL_WORDS else word[:1].upper() + word[1:].lower() for word in words
    ).removesuffix("'s")


def _formal(one: str, other: str) -> bool:
    """Whether two forms differ by more than the plural or genitive of the last word, and are no mere list."""
    mine, theirs = one.lower().split(), other.lower().split()
    small = [word for word in mine if word in SMALL_WORDS] != [word for word in theirs if word in SMALL_WORDS]
    first, second = ([word for word in words if word not in SMALL_WORDS] for words in (mine, theirs))
    inner = first[:-1] != second[:-1]
    spelt = first[-1].replace("iz", "is") == second[-1].replace("iz", "is") and first[-1] != second[-1]
    listed = "and" in mine and "and" in theirs and not ({"of", "for"} & set(mine))
    prepositions = {"of", "for"} & set(mine) != {"of", "for"} & set(theirs)
    return (small and prepositions) or (inner and not listed and not small) or spelt


def kinds_of_names(text: Text) -> Iterator[Fault]:
    """Yield “Operation x” that is “Project x” elsewhere."""
    found: dict[str, dict[str, tuple[int, str, str]]] = defaultdict(dict)
    for words, line, section in _passages(text):
        for match in _CLASSES.finditer(words):
            kind = match["kind"].replace("Operation", "Op").replace("Op", "Operation")
            found[match["name"]].setdefault(
                kind, (line, section, " ".join(words[max(0, match.start() - 80) : match.end() + 60].split()))
            )
    for name, kinds in found.items():
        forms = list(kinds)
        for kind in forms[1:]:
            line, section, around = kinds[kind]
            yield Fault(
                line=line,
                section=section,
                evidence=around,
                wrong=f"“{kind} {name}” here, “{forms[0]} {name}” in line {kinds[forms[0]][0]}.",
            )


def _rule(name: str, title: str, words: str, check: Check) -> Rule:
    return Rule(
        id="LINT-NAME",
        name=name,
        severity=Severity.LOW,
        title=title,
        words=words,
        source="comparison within the document",
        check=check,
    )


RULES = (
    _rule(
        "spelling",
        "A name is spelt in two ways",
        "Names of six letters or more that differ by a doubled, dropped last or swapped letter, or by swapped halves.",
        spellings,
    ),
    _rule(
        "small-word",
        "A name of several words is written in two ways",
        "Names with the same words that differ in “of” and “for”, an inner plural, or -ise and -ize.",
        small_words_of_names,
    ),
    _rule("kind", "An operation has two kinds of name", "“Operation x” and “Project x” of the same x.", kinds_of_names),
)
