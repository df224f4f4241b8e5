"""The self-assessment: every item of the checklist with its state, and the RAP level that is shown to be reached.

Items stand in `checklist.toml`; checks of the edition in `verity.report.checks`.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from verity.report.checks import content, form, validity
from verity.report.checks.outcome import Check, Outcome, State, findings
from verity.report.edition import Edition
from verity.report.reading_age import reading_age

CHECKS: Mapping[str, Check] = {**form.CHECKS, **content.CHECKS, **validity.CHECKS}
LEVELS = (("Baseline", "RAP-B"), ("Silver", "RAP-S"), ("Gold", "RAP-G"))
"""Levels of the reproducible analytical pipeline, lowest first, with the beginning of their items' ids."""
WITHOUT_CHECK = {
    "product": Outcome(State.MET, "Held by the tests that Verity passes before it is released."),
    "attested": Outcome(State.NOT_ATTESTED, "For a named person to vouch for; the register of approvals does not."),
    "not yet": Outcome(State.NOT_YET, "Not yet part of what Verity makes."),
}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: what is asked, how it can be known (build, product, attested, not yet), the check that decides."""

    id: str
    asks: str
    proof: str
    check: str = ""


@dataclass(frozen=True)
class Assessed:
    """An item with its state and the words that say why."""

    item: Item
    state: State
    words: str


@dataclass(frozen=True)
class AssessedGroup:
    """Items of one body of guidance."""

    title: str
    items: tuple[Assessed, ...]


@dataclass(frozen=True, kw_only=True)
class SelfAssessment:
    """The whole annex."""

    groups: tuple[AssessedGroup, ...]
    summary_age: str
    findings_age: str

    @property
    def tally(self) -> dict[str, int]:
        """How many items are in each state, best first; states that do not occur are left out."""
        counted = Counter(one.state for group in self.groups for one in group.items)
        return {str(state): counted[state] for state in State if counted[state]}

    @cached_property
    def rap(self) -> str:
        """The level reached, and what the next one still lacks."""
        every = [one for group in self.groups for one in group.items]
        reached = "none shown yet"
        for level, begins in LEVELS:
            lacking = [one for one in every if one.item.id.startswith(begins) and one.state is not State.MET]
            if lacking:
                return (
                    f"{reached}; {level.lower()} lacks {', '.join(f'{one.item.id} ({one.state})' for one in lacking)}"
                )
            reached = level.lower()
        return reached


def checklist() -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """Return the groups of the checklist with their items, in its order."""
    read = tomllib.loads(files("verity.report").joinpath("checklist.toml").read_text("utf-8"))
    return tuple((group["title"], tuple(Item(**item) for item in group["item"])) for group in read["group"])


def self_assessment(edition: Edition) -> SelfAssessment:
    """Decide every item of the checklist for an edition."""
    own = {one.id: one.words for one in findings(edition)}
    return SelfAssessment(
        groups=tuple(
            AssessedGroup(title, tuple(_assessed(item, edition) for item in items)) for title, items in checklist()
        ),
        summary_age=_age([own[one] for one in edition.summary if one in own]),
        findings_age=_age(list(own.values())),
    )


def _assessed(item: Item, edition: Edition) -> Assessed:
    outcome = CHECKS[item.check](edition) if item.proof == "build" else WITHOUT_CHECK[item.proof]
    return Assessed(item, outcome.state, outcome.words)


def _age(texts: Sequence[str]) -> str:
    age = reading_age(texts)
    return "no text" if age is None else f"{age:.0f} years"
