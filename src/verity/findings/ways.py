"""Several ways to say one thing, and which of them a finding takes: by its place in its chapter, never by chance.

A template returns all its ways, each as true as the others; a chapter tells its findings in order, so that two
neighbours of one kind differ and the same build says the same.
"""

from collections.abc import Iterable
from dataclasses import replace

from verity.findings.finding import Finding, Ways

__all__ = ["Ways", "tell"]


def tell(findings: Iterable[Finding], *, before: int = 0) -> list[Finding]:
    """Return findings with their words chosen: the way whose number is the finding's place in its chapter.

    Parameters
    ----------
    before : int
        Findings of the chapter that stand before these.

    Examples
    --------
    >>> one = Finding(id="a", measure="m", area="x", period="2023", value=1.0, unit="people", base="b", exhibit="e",
    ...     ways=("First.", "Second."))
    >>> [told.words for told in tell([one, one, one])]
    ['First.', 'Second.', 'First.']
    """
    return [
        replace(one, words=one.ways[place % len(one.ways)], ways=()) if one.ways else one
        for place, one in enumerate(findings, start=before)
    ]
