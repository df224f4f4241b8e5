"""How old a reader has to be for a text, by the Flesch-Kincaid grade; a guide to plain words, not a verdict."""

import re
from collections.abc import Iterable

GRADE_TO_AGE = 5
"""A school grade of the United States and the age of those in it, as the measure is used in Britain."""
_SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d,.]*%?")
_VOWELS = re.compile(r"[aeiouy]+")
_PARTED = re.compile(r"(?<![tscg])i[ao]")
"""Vowels that stand together and are spoken apart: violence, serious; not in region, social, nation."""


def syllables(word: str) -> int:
    """Return about how many syllables a word has: groups of vowels, a silent e at the end not counted.

    A number counts as one: how it is read aloud says nothing on how plain the words are.

    Examples
    --------
    >>> [syllables(one) for one in ("rate", "table", "violence", "2023")]
    [1, 2, 3, 1]
    """
    plain = word.lower().strip("'’")
    groups = len(_VOWELS.findall(plain)) + len(_PARTED.findall(plain))
    silent = plain.endswith("e") and not re.search(r"[^aeiouy]le$|[aeiouy]e$", plain)
    return max(1, groups - int(silent))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, without those that hold no word.

    Examples
    --------
    >>> sentences("One stands. 3.5 per cent do not!")
    ['One stands', '3.5 per cent do not']
    """
    return [part.strip() for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def reading_age(texts: Iterable[str]) -> float | None:
    """Return the reading age of texts together, in years; None for no words.

    Flesch-Kincaid grade = 0.39·words/sentences + 11.8·syllables/words − 15.59 (Kincaid and others, 1975), plus five.
    A text that ends without a full stop ends a sentence all the same.

    Examples
    --------
    >>> round(reading_age(["The cat sat on the mat."]), 1)
    3.6
    """
    said = [one for text in texts for one in sentences(text)]
    words = [word for one in said for word in _WORD.findall(one)]
    if not words:
        return None
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(said) + 11.8 * per_word - 15.59 + GRADE_TO_AGE
