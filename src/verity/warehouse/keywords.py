"""Aggravating factors read from free text or keyword cells: whole columns by regular expression, never row by row.

The words are `verity.model.keywords`'s. The text itself is dropped by whoever calls: only the names of the factors
found go on to the engine.
"""

import functools
import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.incidents import LIST_SEPARATOR
from verity.model.keywords import AFTERWARDS, CLAUSE_ENDS, FACTORS, NEGATION_WINDOW, NEGATIONS, NOT_NEGATIONS

Flags = npt.NDArray[np.bool_]


def factors_in(text: pa.ChunkedArray, factors: Mapping[str, Sequence[str]] = FACTORS) -> pa.ChunkedArray:
    """Name the factors that each text mentions and does not negate.

    Parameters
    ----------
    text : ChunkedArray of string, shape (rows,)
        Free text or keywords; missing where there is none.
    factors : mapping
        Factor → words and phrases, as in `verity.model.keywords.FACTORS`.

    Returns
    -------
    ChunkedArray of string, shape (rows,)
        Factors in alphabetical order joined by `LIST_SEPARATOR`; missing where none is found.

    Examples
    --------
    >>> said = pa.chunked_array([["Suspect drunk, no knife seen", "no weapon; later a knife was found", "", None]])
    >>> factors_in(said).to_pylist()
    ['alcohol', 'knife', None, None]
    """
    return pa.chunked_array([_factors_of(_normalised(chunk), factors) for chunk in text.chunks], pa.string())


def _factors_of(plain: pa.Array, factors: Mapping[str, Sequence[str]]) -> pa.Array:
    """Look for each factor everywhere, and once more where a text negates anything at all."""
    negating = np.flatnonzero(_matching(plain, _NEGATING))
    clauses = _replaced(plain.take(pa.array(negating)), _CLAUSES)
    found = {}
    for name, phrases in factors.items():
        term, negated = _patterns(tuple(phrases))
        found[name] = _matching(plain, term)
        doubtful = np.flatnonzero(found[name][negating])
        if doubtful.size:
            rest = _replaced(clauses.take(pa.array(doubtful)), [(pattern, " . ") for pattern in negated])
            found[name][negating[doubtful]] = _matching(rest, term)
    return lists_of(found, len(plain))


def lists_of(items: Mapping[str, Flags], rows: int) -> pa.Array:
    """Join the names of the items that hold in each row, sorted; missing where none does.

    Parameters
    ----------
    items : mapping
        At most 62 names → boolean vector of shape (rows,).
    rows : int

    Examples
    --------
    >>> lists_of({"knife": np.array([True, False]), "alcohol": np.array([True, False])}, 2).to_pylist()
    ['alcohol|knife', None]
    """
    names = sorted(items)
    if len(names) > 62:
        raise ValueError(f"items: at most 62 fit one number, found {len(names)}")
    sums = np.zeros(rows, dtype=np.int64)
    for place, name in enumerate(names):
        sums |= items[name].astype(np.int64) << place
    distinct, position = np.unique(sums, return_inverse=True)
    lists = [LIST_SEPARATOR.join(n for i, n in enumerate(names) if one >> i & 1) or None for one in distinct.tolist()]
    return pa.array(lists, pa.string()).take(pa.array(position))


def _normalised(text: pa.Array) -> pa.Array:
    """Return text in lower case with one kind of apostrophe, dash and space."""
    return _replaced(pc.utf8_lower(pc.fill_null(text, "")), _READING)


def _replaced(text: pa.Array, rules: Sequence[tuple[str, str]]) -> pa.Array:
    for pattern, instead in rules:
        text = pc.replace_substring_regex(text, pattern, instead)
    return text


_READING = ((r"n['’]t\b", " not"), (r"(\w)-(\w)", r"\1 \2"), (r"\s+", " "))
_NEGATING = rf"\b(?:{'|'.join(NEGATIONS)}|n)\b"
_CLAUSES = (
    *((rf"\b{words}\b", " ") for words in NOT_NEGATIONS),
    (rf"\b({'|'.join(CLAUSE_ENDS)})\b", r". \1"),
    # “no knife, gun or bat”: the comma joins, where elsewhere it ends the clause
    (r",(\s*\w+(?:\s+\w+)?\s+n?or\s)", r"\1"),
    (r"\s+", " "),
)
_AFTERWARDS = "|".join(AFTERWARDS)


def _matching(plain: pa.Array, pattern: str) -> Flags:
    matched = pc.match_substring_regex(plain, pattern)
    return np.array(matched.to_numpy(zero_copy_only=False), dtype=np.bool_)


@functools.cache
def _patterns(phrases: tuple[str, ...]) -> tuple[str, tuple[str, str]]:
    """Return the pattern of a mention, and those of one negated before or after it."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    term = rf"\b(?:{'|'.join(_phrase(phrase) for phrase in longest_first)})\b"
    before = rf"\b(?:{'|'.join(NEGATIONS)})(?: \w+){{0,{NEGATION_WINDOW}}}? "
    more = rf"(?:(?: n?or (?:\w+ )?| ?/ ?| ){term})*"
    after = rf"(?: ?[:=-] ?(?:no|nil|none|not|n)\b| (?:was |were |is |has )?(?:not|never) (?:\w+ )?(?:{_AFTERWARDS})\b)"
    return term, (before + term + more, term + after)


def _phrase(phrase: str) -> str:
    words = re.escape(phrase.removesuffix("*").replace("-", " "))
    return words + (r"\w*" if phrase.endswith("*") else "")
