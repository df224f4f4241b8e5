"""What several rules look for: a count, a percentage, a qualifier that makes it loose, “from a to b”."""

import re

from verity.lint.numbers import Number, Unit, numbers

COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
SHARE = r"\d{1,3}(?:\.\d+)?"
PERCENT = r"\s?(?:%|per\s?cent\b)"
LOOSE = {"about", "almost", "over", "under", "at least", "at most"}
"""Qualifiers beside which a percentage need not be exact."""


def counts_of(words: str) -> list[Number]:
    """Return the whole numbers of a text that count something."""
    return [one for one in numbers(words) if one.unit is Unit.COUNT and one.decimals == 0]


def is_from_to(words: str, first: Number, second: Number) -> bool:
    """Whether two neighbouring numbers stand as “from a … to b”."""
    before, between = words[: first.start], words[first.end : second.start]
    return bool(
        len(between) < 70
        and re.search(r"\bfrom\s(?:\w+\s)?\(?$", before)
        and re.search(r"\bto\s(?:\w+\s)?\(?$", between)
    )
