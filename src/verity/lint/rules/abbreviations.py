"""STAT-15 for abbreviations: never explained, explained in two ways, or written with other letters than its words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from verity.lint.finding import Check, Fault, Rule, Severity
from verity.lint.phrases import SMALL_WORDS, stem
from verity.lint.text import Kind, Text

_COMMON = (
    "A&E AA AAA UK USA US EU UN GP TV PC IQ AM PM DNA HIV AIDS GCSE PDF URL CSV VAT MP BBC ID IT HR OK FAQ CEO DVD "
    "SMS WWW ISBN COVID NHS PLC LTD ETC NB TBC TBA PS RE UKCRIME GB HM HMP HMRC ISO WC VII VIII III II IV VI IX XI "
    "XII ALL AND THE NOT FOR OR NO"
)
COMMON = frozenset(_COMMON.split())
"""Abbreviations that plain-English guidance leaves unexplained, and words in capitals that are none."""

_SHORT = re.compile(r"(?<![\w/.@#-])([A-Z](?:&?[A-Z]){1,7})(?:s|’s|'s)?(?![\w@-]|/\d)")
_EXPLAINED = re.compile(
    r"(?P<before>(?:[A-Za-z][\w’'&./-]*,?\s(?:&\s)?){1,14})\(\s?(?:the\s|or\s|‘|“|\")"
    r"?(?P<short>[A-Z][A-Za-z&]{1,10})\+?(?:[’”\"]|\s?[;,–-]\s[^)]*)?\s?\)"
)
_REVERSED = re.compile(
    r"\b(?P<short>[A-Z](?:&?[A-Z]){1,7})s?(?:\s[a-z]+)"
    r"{0,2}\s\((?P<words>[A-Za-z][A-Za-z’'&,-]*(?:\s[A-Za-z’'&,-]+){1,9})\)"
)


def _spelt(words: str) -> str:
    """Return a meaning as it is compared: case, hyphens, spelling variants and the last word's plural left out."""
    words = re.sub(r"\([^)]*\)", " ", words).lower().replace("&", " and ").replace("’", "'")
    words = re.sub(r"\b(the|an?)\b", " ", re.sub(r"[^a-z ]+", "", words.replace("/", " "))).replace("iz", "is")
    words = re.sub(r"\bcent(?:re|er)\b", "centre", words)
    words = "".join(words.split())
    return words[:-3] + "y" if words.endswith("ies") else words.removesuffix("s")


def _undoubled(words: str) -> str:
    return re.sub(r"(.)\1", r"\1", _spelt(words))


def _meanings(text: Text) -> dict[str, list[tuple[str, int, str]]]:
    """Return for each abbreviation what it is said to mean: words, line, section."""
    found: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for entry in text.glossary:
        found[_single(entry.short)].append((entry.meaning.strip(" ."), entry.line, "glossary"))
    printed = {short: meanings[0][0] for short, meanings in found.items()}
    for words, line, section in _passages(text):
        for match in _EXPLAINED.finditer(words):
            short = _single(match["short"])
            meaning = _aligned(match["before"], match["short"]) or _like_printed(
                match["before"], printed.get(short, "")
            )
            if meaning:
                found[short].append((meaning, line, section))
        for match in _REVERSED.finditer(words):
            if _fits(match["words"].split(), match["short"]):
                found[match["short"]].append((match["words"], line, section))
    return found


def _passages(text: Text) -> Iterator[tuple[str, int, str]]:
    for sentence in text.sentences:
        yield sentence.words, sentence.line, sentence.section.name
    for block in text.blocks:
        if block.kind in {Kind.CAPTION, Kind.HEADING, Kind.SOURCE}:
            yield block.words, block.line, block.section.name
    for table in text.tables:
        for row, line in zip(table.rows, table.lines, strict=True):
            for cell in row:
                if len(cell.split()) < 20:
                    yield cell, line, table.section.name


def _like_printed(before: str, printed: str) -> str:
    """Return the end of the words before a bracket that begins as the glossary's meaning does."""
    wanted = printed.lower().split()
    words = before.split()
    for start in range(len(words) - 1, -1, -1):
        run = words[start:]
        if wanted and run[0].lower() == wanted[0] and abs(len(run) - len(wanted)) <= 3 and len(run) >= 3:
            return " ".join(run)
    return ""


def _single(short: str) -> str:
    return short.removesuffix("s") if len(short) > 2 and short[-2].isupper() else short


def _aligned(before: str, short: str) -> str:
    """Return the words before a bracket that the abbreviation in it stands for, or nothing.

    The run begins at the nearest word with the abbreviation's first letter from which its letters can be read in order.
    """
    words = before.replace("&", "and").split()
    letters = _single(short).replace("&", "").lower()
    if len(letters) < 2 or not letters.isalpha() or letters.upper() != _single(short).replace("&", "").upper():
        return ""
    for start in range(len(words) - 1, -1, -1):
        run = words[start:]
        if run[0].lower() in SMALL_WORDS or any(re.fullmatch(r"[A-Z]{2,}s?", word) for word in run):
            continue
        if run[0][:1].lower() == letters[0] and len(run) >= max(1, len(letters) // 3) and _fits(run, short):
            return " ".join(run)
    return ""


def _fits(words: list[str], short: str) -> bool:
    """Whether an abbreviation's letters can be read in order from the words, most of them as first letters."""
    letters = _single(short).replace("&", "").lower()
    parts = [part for word in words for part in re.split(r"[-/]", word.lower().strip(",.'’")) if part]
    weighty = [part for part in parts if part not in SMALL_WORDS]
    if not parts or len(weighty) > len(letters) + 1 or parts[0][:1] != letters[:1]:
        return False
    place, first = 0, 0
    joined = " ".join(parts)
    for letter in letters:
        initial = joined.find(" " + letter, max(0, place - 1)) if place else (0 if joined[0] == letter else -1)
        inner = joined.find(letter, place)
        if place == 0 and initial == 0:
            place, first = 1, first + 1
        elif initial >= 0:
            place, first = initial + 2, first + 1
        elif inner >= 0:
            place = inner + 1
        else:
            return _initials(weighty, letters)
    return (first >= 2 and first / len(letters) >= 0.5) or _initials(weighty, letters)


def _initials(words: list[str], letters: str) -> bool:
    """Whether the letters are the words' initials in any order: a slip is reported, not taken for no explanation."""
    return sorted(word[0] for word in words) == sorted(letters)


def never_explained(text: Text) -> Iterator[Fault]:
    """Yield abbreviations that are used and nowhere explained, at their first use."""
    explained = {short.upper() for short in _meanings(text)}
    explained |= {part.upper() for short in list(explained) for part in short.split()}
    seen: set[str] = set()
    known = {stem(word).upper() for word in re.findall(r"\b[A-Z]?[a-z]{2,}\b", text.words)}
    for sentence in text.sentences:
        letters = [one for one in sentence.words if one.isalpha()]
        if sum(one.isupper() for one in letters) > 0.6 * max(1, len(letters)):
            continue
        for match in _SHORT.finditer(sentence.words):
            short = match[1]
            if (
                short in seen
                or short in explained
                or short in COMMON
                or stem(short).upper() in known
                or _is_code(sentence.words, match)
            ):
                continue
            seen.add(short)
            yield Fault(
                line=sentence.line,
                section=sentence.section.name,
                evidence=_around(sentence.words, match.start()),
                wrong=f"“{short}” is used and explained neither in the text nor in a glossary.",
            )


def _is_code(words: str, match: re.Match[str]) -> bool:
    before, after = words[: match.start()], words[match.end() :]
    upper_before = re.search(r"\b[A-Z]{4,}\W{1,3}$", before)
    upper_after = re.match(r"\W{1,3}[A-Z]{4,}\b", after)
    if re.fullmatch(r"[IVXLC]+", match[1]):
        return True
    if len(match[1]) > 6 or (not before.strip() and re.match(r"\s?[–:-]", after)):
        return True
    if len(match[1]) == 2 and re.search(r"[A-Z][a-z]+,?\s$", before) and re.match(r"[,.]", after):
        return True
    return bool(
        upper_before or upper_after or re.search(r"[\"“‘'=/_]$", before) or re.match(r"\s?field\b|_|/|\.\w", after)
    )


def _around(words: str, place: int) -> str:
    return " ".join(words[max(0, place - 80) : place + 80].split())


def explained_in_two_ways(text: Text) -> Iterator[Fault]:
    """Yield abbreviations that are said to mean two things."""
    for short, meanings in _meanings(text).items():
        first = meanings[0]
        said = {_spelt(first[0]), _spelt(first[0].partition(",")[0])}
        for words, line, section in meanings[1:]:
            if len(short) < 2 or any(_same(_spelt(words), one) for one in said):
                continue
            said.add(_spelt(words))
            yield Fault(
                line=line,
                section=section,
                evidence=f"{words} ({short})",
                wrong=f"“{short}” is explained as “{words}” here and as “{first[0]}” in line {first[1]}.",
            )


def _same(one: str, other: str) -> bool:
    """Whether two meanings are the same, or one is the other with a word before it: “lower layer …”, “layer …”."""
    return one.endswith(other) or other.endswith(one)


def two_abbreviations_of_one_name(text: Text) -> Iterator[Fault]:
    """Yield names that are abbreviated with the same letters in another order."""
    found: dict[str, tuple[str, int]] = {}
    for short, meanings in _meanings(text).items():
        for words, line, section in meanings:
            key = _undoubled(words)
            if key not in found:
                found[key] = (short, line)
                continue
            other, first = found[key]
            if other != short and sorted(other) == sorted(short):
                found[key] = (short, line)
                yield Fault(
                    line=line,
                    section=section,
                    evidence=f"{words} ({short})",
                    wrong=f"“{words}” is abbreviated “{short}” here and “{other}” in line {first}.",
                )


def letters_out_of_order(text: Text) -> Iterator[Fault]:
    """Yield abbreviations whose letters are the initials of the meaning in another order."""
    all_meanings = _meanings(text)
    shorts: dict[str, set[str]] = defaultdict(set)
    for short, meanings in all_meanings.items():
        for meaning, _, _ in meanings:
            shorts[_undoubled(meaning)].add(short)
    for short, meanings in all_meanings.items():
        for meaning, line, section in meanings:
            if len(shorts[_undoubled(meaning)]) > 1:  # told as two abbreviations of one name
                continue
            weighty = [
                word
                for word in re.split(r"[\s/-]+", re.sub(r"\([^)]*\)", "", meaning))
                if word and word.lower() not in SMALL_WORDS
            ]
            initials = "".join(word[0].upper() for word in weighty)
            if initials != short.upper() and sorted(initials) == sorted(short.upper()) and len(short) > 2:
                yield Fault(
                    line=line,
                    section=section,
                    evidence=f"{meaning} ({short})",
                    wrong=f"The initials of “{meaning}” are {initials}, and it is abbreviated {short}.",
                    recomputed=initials,
                )
                break


def _rule(name: str, title: str, words: str, check: Check) -> Rule:
    return Rule(
        id="STAT-15",
        name=name,
        severity=Severity.LOW,
        title=title,
        words=words,
        source="guidance checklist, section 10",
        check=check,
    )


RULES = (
    _rule(
        "never-explained",
        "An abbreviation is never explained",
        "Every abbreviation is spelt out where it is first used, or in the glossary; a few that everyone knows "
        "are left out.",
        never_explained,
    ),
    _rule(
        "two-meanings",
        "An abbreviation is explained in two ways",
        "All explanations of an abbreviation are compared, apart from case, hyphens and a plural at the end.",
        explained_in_two_ways,
    ),
    _rule(
        "two-abbreviations",
        "One name has two abbreviations",
        "Names with the same words and other letters are listed.",
        two_abbreviations_of_one_name,
    ),
    _rule(
        "letters",
        "An abbreviation has its letters in another order",
        "The glossary's abbreviations are compared with the initials of their meaning.",
        letters_out_of_order,
    ),
)
