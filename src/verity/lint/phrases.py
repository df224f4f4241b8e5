"""Words compared: stems, likeness of sentences, proper names, and the areas that a document divides its whole into."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from verity.lint.text import Table, Text

_SMALL = (
    "a an and are as at be been being but by can could did do does for from had has have he her his how however if "
    "in into is it its may might more most mostly no nor not of off on only or other others our out over per quite s "
    "shall she should so some such than that the their them then there these they this those through to too under "
    "until up upon us very via was we were what when where whether which while who whom whose will with within would "
    "you your also about around approximately both all each any i e g"
)
SMALL_WORDS = frozenset(_SMALL.split())
TOTALS = re.compile(r"(?i)^\W*(?:grand )?totals?\b|^\W*all\b|\boverall\b|\btotal$|^\W*sum\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’&-]*")
_NAME = re.compile(r"\b[A-Z][A-Za-z'’&-]*(?:\s(?:(?:and|of|for|in|the|on|upon|&)\s)*[A-Z][A-Za-z'’&-]*)*")
_AREA_KIND = re.compile(
    r"(?i)[\s,]+(?:borough|district|city|council|county|unitary|metropolitan|local authority|csp|la|area|hotspot|"
    r"community safety partnership)\b|\([^)]*\)"
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return a word without its ending, so that “offences” and “offence” are one.

    >>> [stem(word) for word in ("offences", "offence", "policing", "Stabbed")]
    ['offenc', 'offenc', 'polic', 'stabb']
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    word = word.replace("isation", "ization").replace("ise", "ize")
    for ending in ("ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=50_000)
def content(words: str) -> tuple[str, ...]:
    """Return the stems of the words that carry meaning, in their order."""
    return tuple(stem(word) for word in _WORD.findall(words) if word.lower() not in SMALL_WORDS and len(word) > 1)


def likeness(one: str, other: str) -> float:
    """Return how alike two texts' meaningful words are, 0 to 1, their counts taken into account."""
    first, second = Counter(content(one)), Counter(content(other))
    both = sum((first & second).values())
    return 2 * both / max(1, sum(first.values()) + sum(second.values()))


def names(words: str) -> Iterator[str]:
    """Yield runs of capitalised words, the first word of a sentence included."""
    for found in _NAME.finditer(words):
        yield found[0]


def area(name: str) -> str:
    """Return an area's bare name: “Northdale Borough Council” and “Northdale” are one.

    >>> area("Northdale Borough")
    'northdale'
    """
    return " ".join(_AREA_KIND.sub(" ", name).split()).strip(" ,*").lower()


@dataclass(frozen=True, kw_only=True)
class Partition:
    """Areas or groups that together make a whole, as a table with a total shows them."""

    members: tuple[str, ...]

    def found_in(self, words: str) -> list[tuple[int, str]]:
        """Return where each member is named, the longest name first where one contains another."""
        lower = words.lower()
        taken: list[tuple[int, int]] = []
        places = []
        for member in sorted(self.members, key=len, reverse=True):
            for match in re.finditer(rf"\b{re.escape(member)}\b", lower):
                if not any(start <= match.start() < end for start, end in taken):
                    taken.append((match.start(), match.end()))
                    places.append((match.start(), member))
        return sorted(places)


def partitions(text: Text) -> list[Partition]:
    """Return the divisions into 2 to 12 named areas that the document's tables of counts make.

    A division is taken from a table whose columns or rows add up to a total, and only where its members are proper
    names that the prose uses too.
    """
    found: dict[tuple[str, ...], Partition] = {}
    for table in text.tables:
        for members in (_columns(table), _rows(table)):
            key = tuple(sorted(members))
            if 2 <= len(members) <= 12 and key not in found and all(_named(member, text) for member in members):
                found[key] = Partition(members=key)
    return list(found.values())


def _named(member: str, text: Text) -> bool:
    return bool(re.search(rf"\b{re.escape(member.title())}\b", text.words))


def _columns(table: Table) -> list[str]:
    """Return the columns between the first and the total where they add up in at least two rows."""
    for place, header in enumerate(table.rows[:3]):
        total = next((i for i, cell in enumerate(header) if i > 1 and TOTALS.search(cell)), 0)
        if not total:
            continue
        members = [area(cell) for cell in header[1:total]]
        fitting = sum(_adds(row[1:total], row[total]) for row in table.rows[place + 1 :] if len(row) > total)
        return members if all(members) and fitting >= 2 else []
    return []


def _rows(table: Table) -> list[str]:
    """Return the rows above the total that carry proper names, unknown ones left out."""
    last = table.rows[-1]
    body = table.rows[1:-1]
    if (
        len(last) < 2
        or not body
        or not all(len(row) >= 2 for row in body)
        or not _adds([row[1] for row in body], last[1])
    ):
        return []
    labels = [
        row[0] for row in body if not re.search(r"(?i)unknown|not known|other|out of|missing|unallocated", row[0])
    ]
    return [area(label) for label in labels if label[:1].isupper() and not label[:1].isdigit()]


def first_number(cell: str) -> float | None:
    """Return the number that a cell begins with, or None."""
    found = re.match(r"\s*(-?\d[\d,]*(?:\.\d+)?)", cell)
    return float(found[1].replace(",", "")) if found else None


def _adds(cells: Iterable[str], total: str) -> bool:
    values = [first_number(cell) for cell in cells]
    whole = first_number(total)
    given = [value for value in values if value is not None]
    return whole is not None and len(given) == len(values) >= 2 and abs(sum(given) - whole) <= max(2, 0.001 * whole)
