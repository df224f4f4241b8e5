"""What a check gives: a state and the words that say why; and the few ways in which checks look at an edition."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.report.edition import Edition

NAMED = 3
"""Offenders that the words of a check name."""


class State(StrEnum):
    """What became of an item."""

    MET = "met"
    ATTESTED = "attested"
    PARTLY = "partly met"
    NOT_MET = "not met"
    NOT_APPLICABLE = "not applicable"
    NOT_ATTESTED = "not attested"
    NOT_YET = "not yet"


@dataclass(frozen=True)
class Outcome:
    """What a check found, and the words that say why."""

    state: State
    words: str


Check = Callable[[Edition], Outcome]


def exhibits(edition: Edition) -> tuple[Exhibit, ...]:
    """Return all exhibits in reading order."""
    return tuple(one for chapter in edition.chapters for one in chapter.exhibits)


def findings(edition: Edition) -> tuple[Finding, ...]:
    """Return all findings in reading order."""
    return tuple(one for chapter in edition.chapters for one in chapter.findings)


def columns(exhibit: Exhibit) -> frozenset[str]:
    """Return the names of an exhibit's columns."""
    return frozenset(column.name for column in exhibit.table.columns)


def judged(of: Sequence[object], wrong: Iterable[str], right: str, fault: str) -> Outcome:
    """Return met with how many were looked at, not met with the first offenders, not applicable for none.

    Examples
    --------
    >>> judged([1, 2], [], "tables bear notes", "tables bear none")
    Outcome(state=<State.MET: 'met'>, words='Looked at 2: tables bear notes.')
    >>> judged([1, 2], ["a"], "tables bear notes", "tables bear none").words
    '1 of 2 tables bear none: a.'
    """
    if not of:
        return Outcome(State.NOT_APPLICABLE, "This edition has none.")
    found = list(wrong)
    if not found:
        return Outcome(State.MET, f"Looked at {len(of):,}: {right}.")
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return Outcome(State.NOT_MET, f"{len(found):,} of {len(of):,} {fault}: {', '.join(found[:NAMED])}{more}.")


def there(wanted: Sequence[tuple[str, bool]]) -> Outcome:
    """Return met where everything wanted is there, partly met or not met with what is lacking.

    Examples
    --------
    >>> there([("purpose", True), ("scope", False)]).words
    'There: purpose. Lacking: scope.'
    """
    has = [name for name, is_there in wanted if is_there]
    lacks = [name for name, is_there in wanted if not is_there]
    state = State.MET if not lacks else State.PARTLY if has else State.NOT_MET
    told = [f"There: {', '.join(has)}." if has else "", f"Lacking: {', '.join(lacks)}." if lacks else ""]
    return Outcome(state, " ".join(part for part in told if part))
