"""A named definition of violence: which records of each kind it takes in, and on whose authority.

A definition is data, resolved to codes before anything is counted; every headline names the one it used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One definition, resolved.

    Parameters
    ----------
    id : str
        Stable slug, `violence-with-injury`.
    title : str
        How a reader sees it, in lower case inside a sentence.
    authority : str
        Who defines it so, and where.
    codes : Mapping[str, frozenset[str]]
        Family of feeds (`police`, `admission`, `attendance`, `callout`) → codes of `code` that it takes in. A family
        that is absent is one the definition does not reach: asking for it is an error, never a zero.
    ages : tuple[int, int] | None
        First and last age, both included; a record without an age is then outside, and counted as such.
    with_flags, without_flags : frozenset[str]
        Flags of which at least one must, and none may, be set.
    """

    id: str
    title: str
    authority: str
    codes: Mapping[str, frozenset[str]]
    ages: tuple[int, int] | None = None
    with_flags: frozenset[str] = field(default_factory=frozenset)
    without_flags: frozenset[str] = field(default_factory=frozenset)
