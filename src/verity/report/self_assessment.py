"""The self-assessment: every item of the checklist with its state, and the RAP level that is shown to be reached.

Items stand in `checklist.toml`; checks of the edition in `verity.report.checks`.
"""

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from verity.report.checks import content, form, validity
from verity.report.checks.outcome import Check, Outcome, State
from verity.report.edition import Attestation, Edition
from verity.report.plain_words import FORMULA, PartAge, ages

CHECKS: Mapping[str, Check] = {**form.CHECKS, **content.CHECKS, **validity.CHECKS}
LEVELS = (("Baseline", "RAP-B"), ("Silver", "RAP-S"), ("Gold", "RAP-G"))
"""Levels of the reproducible analytical pipeline, lowest first, with the beginning of their items' ids."""
SHOWN = (State.MET, State.ATTESTED)
"""States of an item that is shown to hold, by the build or by a named person."""
WITHOUT_CHECK = {
    "product": Outcome(State.MET, "Held by the tests that Verity passes before it is released."),
    "attested": Outcome(State.NOT_ATTESTED, "For a named person to vouch for, in the register of attestations."),
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
    ages: tuple[PartAge, ...] = ()
    formula: str = FORMULA

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
            lacking = [one for one in every if one.item.id.startswith(begins) and one.state not in SHOWN]
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
    return SelfAssessment(
        groups=tuple(
            AssessedGroup(title, tuple(_assessed(item, edition) for item in items)) for title, items in checklist()
        ),
        ages=ages(edition),
    )


def _assessed(item: Item, edition: Edition) -> Assessed:
    vouched = [one for one in edition.attestations if one.check == item.id]
    if item.proof == "build":
        outcome = CHECKS[item.check](edition)
    elif item.proof == "attested" and vouched:
        outcome = Outcome(State.ATTESTED, " ".join(map(_vouched, vouched)))
    else:
        outcome = WITHOUT_CHECK[item.proof]
    return Assessed(item, outcome.state, outcome.words)


def _vouched(one: Attestation) -> str:
    return f"{one.name}, {one.role}, {one.date}: “{one.words}”"
