"""The states of an edition on its way to release, and what leads from one to the next: data, and nothing else.

An edition that is approved once more, withdrawn and approved again passes through the same table.
"""

from collections.abc import Mapping
from enum import StrEnum

from verity.model.releases import EditionKind


class State(StrEnum):
    """Where an edition stands; only `approved` may leave the partnership's team without the words “draft”."""

    DRAFT = "draft"
    HALF_APPROVED = "approved by one of two"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What a named person can do with an edition."""

    APPROVE = "approve"
    WITHDRAW = "withdraw"


Transitions = Mapping[tuple[State, Action], State]

BY_TWO: Transitions = {
    (State.DRAFT, Action.APPROVE): State.HALF_APPROVED,
    (State.HALF_APPROVED, Action.APPROVE): State.APPROVED,
    (State.HALF_APPROVED, Action.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Action.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Action.APPROVE): State.HALF_APPROVED,
}
BY_ONE: Transitions = {
    (State.DRAFT, Action.APPROVE): State.APPROVED,
    (State.APPROVED, Action.WITHDRAW): State.WITHDRAWN,
    (State.WITHDRAWN, Action.APPROVE): State.APPROVED,
}
LIFECYCLES: Mapping[EditionKind, Transitions] = {EditionKind.PUBLIC: BY_TWO, EditionKind.PARTNER: BY_ONE}
"""Editions that are released, and by which way; a restricted edition never leaves the team, and has none."""

DRAFT_WORDS: Mapping[State, str] = {
    State.DRAFT: "Draft – not approved for release",
    State.HALF_APPROVED: "Draft – approved by one of two",
    State.APPROVED: "",
    State.WITHDRAWN: "Withdrawn – not to be used",
}
"""What stands on every page of an edition in each state."""
