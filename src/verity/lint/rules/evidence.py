"""STAT-14: what recommendations and summaries say of evidence, against the evidence that the document cites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verity.lint.finding import Check, Fault, Rule, Severity, at
from verity.lint.phrases import content, stem
from verity.lint.text import Sentence, Text

_STRENGTH = r"high(?:est)?|moderate|medium|low|strong|limited|mixed|some"
_RATED = re.compile(rf"(?i)\b(?P<strength>{_STRENGTH})(?:\s(?:or|and|to)\s(?P<second>{_STRENGTH}))?\simpacts?\b")
_NONE = re.compile(
    r"(?i)\b(?:does not have an? (?:effect|impact)|do not have an? (?:effect|impact)|no (?:current |clear )"
    r"?(?:effect|impact|evidence)|not effective|ineffective|does not work|do not work|harmful|may cause harm)\b"
)
_WORKS = re.compile(
    r"(?i)\b(?:(?:very )?strong evidence|high evidence|good evidence|evidence that|shown to (?:work|have|reduce)|"
    r"proven)\b"
)
_SECTION = re.compile(r"(?i)\bsection (?P<number>\d+(?:\.\d+)+)")
_VERBS = re.compile(
    r"(?i)\b(?:has|have|had|is|are|was|were|works?|offers?|currently|shows?|shown|been|can|will|does|do)\b"
)


@dataclass(frozen=True)
class _Rated:
    words: frozenset[str]
    strengths: frozenset[str]
    none: bool
    sentence: Sentence


def _subjects(clause: str) -> list[frozenset[str]]:
    """Return the things of a list, “a, b and c”, as sets of stems."""
    clause = re.sub(r"\([^)]*\)", " ", clause)
    clause = (
        re.sub(r"(?i)^.*?\b(?:that|suggests|whilst|while|found|shows?|evidence)\b", " ", clause)
        if re.search(r"(?i)\b(?:that|suggests|found)\b", clause)
        else clause
    )
    parts = re.split(r",\s?(?:and\s)?|\sand\s|\sor\s|;", clause)
    found = [frozenset(content(_VERBS.sub(" ", part))) for part in parts]
    return [part for part in found if 1 <= len(part) <= 6]


def _ratings(text: Text, number: str) -> list[_Rated]:
    """Return what the sentences of a section say of the strength of each thing."""
    found = []
    for sentence in text.prose:
        if sentence.section.number != number:
            continue
        for clause in _clauses(sentence.words):
            rated, none = _RATED.search(clause), _NONE.search(clause)
            match = rated or none
            if not match:
                continue
            strengths = (
                frozenset(one.lower() for one in (rated["strength"], rated["second"]) if one) if rated else frozenset()
            )
            subjects = _subjects(_before_verb(clause[: match.start()])) or _subjects(clause[match.end() :])
            found += [_Rated(subject, strengths, bool(none), sentence) for subject in subjects]
    return found


def _clauses(words: str) -> list[str]:
    return re.split(r"(?<=[a-z]),\s(?:but|whereas|while|the [A-Z]+ )|;|\.\s", words)


def _before_verb(words: str) -> str:
    verbs = list(_VERBS.finditer(words))
    return words[: verbs[-1].start()] if verbs else words


def _evidence_sections(text: Text) -> list[str]:
    """Return the sections of the body that rate three things or more."""
    numbers = {
        sentence.section.number for sentence in text.prose if sentence.section.number and not sentence.section.advice
    }
    return [
        number
        for number in sorted(numbers)
        if sum(bool(_RATED.search(one.words)) for one in text.prose if one.section.number == number) >= 3
    ]


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two things are the same: all words of the shorter, at least two, or the only one of both."""
    small = min(len(one), len(other))
    return len(one & other) == small and (small >= 2 or len(one) == len(other) == 1)


def strengths_that_differ(text: Text) -> Iterator[Fault]:
    """Yield “x has high impact” in a recommendation or summary that the evidence section rates otherwise."""
    ratings = [rating for number in _evidence_sections(text) for rating in _ratings(text, number)]
    for sentence in text.prose:
        if not (sentence.section.advice or sentence.section.summary):
            continue
        match = _RATED.search(sentence.words)
        if not match:
            continue
        said = {one.lower() for one in (match["strength"], match["second"]) if one}
        clause = re.split(r"(?i)\bbased on the evidence that\b|\bevidence that\b", sentence.words[: match.start()])[-1]
        for subject in _subjects(_before_verb(clause)):
            theirs = [rating for rating in ratings if _alike(subject, rating.words)]
            strengths = {one for rating in theirs for one in rating.strengths}
            against = any(rating.none for rating in theirs)
            if strengths and not said & strengths:
                yield at(
                    sentence,
                    f"“{match[0]}” is said of {_name(sentence, subject)}; section "
                    f"{theirs[0].sentence.section.number} has "
                    f"“{' or '.join(sorted(strengths))}”.",
                    around=match.start(),
                    recomputed=" or ".join(sorted(strengths)),
                )
            elif against and not strengths:
                yield at(
                    sentence,
                    f"“{match[0]}” is said of {_name(sentence, subject)}; section "
                    f"{theirs[0].sentence.section.number} reports no effect: "
                    f"“{theirs[0].sentence.words[:120]}”.",
                    around=match.start(),
                    recomputed="no effect",
                )


def _name(sentence: Sentence, subject: frozenset[str]) -> str:
    words = {
        stem(word): word.lower()
        for word in reversed(re.findall(r"[A-Za-z&-]+", sentence.words))
        if stem(word) in subject
    }
    return "“" + " ".join(reversed(words.values())) + "”"


def evidence_left_out(text: Text) -> Iterator[Fault]:
    """Yield recommendations that rest on evidence for x and leave out that the cited section also reports none."""
    for place, sentence in enumerate(text.prose):
        works = _WORKS.search(sentence.words)
        cited = _SECTION.search(sentence.words)
        if not (sentence.section.advice and works and cited) or _NONE.search(sentence.words):
            continue
        after = re.split(r"(?i)\bthat\b", sentence.words[works.start() :], maxsplit=1)[-1]
        subject = next(iter(_subjects(re.split(r"(?i)\b(?:works?|has|have|is|are|can)\b", after)[0])), None)
        if subject is None or len(subject) < 2:
            continue
        block = " ".join(one.words for one in text.prose[max(0, place - 2) : place + 4] if one.block == sentence.block)
        for other in text.prose:
            if (
                other.section.number == cited["number"]
                and (none := _NONE.search(other.words))
                and subject <= set(content(other.words))
                and _near(other.words, subject, none.start())
            ):
                if not _NONE.search(block):
                    yield at(
                        sentence,
                        f"Section {cited['number']} also says of {_name(sentence, subject)}: “{none[0]}” (line "
                        f"{other.line}); the recommendation "
                        "leaves it out.",
                        around=works.start(),
                        recomputed=none[0],
                    )
                break


def _near(words: str, subject: frozenset[str], place: int) -> bool:
    """Whether the thing is named within the ten words before “no effect”, so that it is what has none."""
    before = " ".join(words[:place].split()[-10:]) + " " + " ".join(words[place:].split()[:8])
    return subject <= set(content(before))


def _rule(name: str, title: str, words: str, check: Check) -> Rule:
    return Rule(
        id="STAT-14",
        name=name,
        severity=Severity.HIGH,
        title=title,
        words=words,
        source="guidance checklist, section 10",
        check=check,
    )


RULES = (
    _rule(
        "strength",
        "A strength differs from the evidence cited",
        "“x has high impact” in recommendations and summaries is looked up in the sections that rate interventions.",
        strengths_that_differ,
    ),
    _rule(
        "left-out",
        "A recommendation leaves out evidence against it",
        "Where a recommendation cites a section for x, that section may not also report no effect of x in silence.",
        evidence_left_out,
    ),
)
