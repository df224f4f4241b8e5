"""What the log says of one edition, and whether a further decision is allowed: two named people where it is public.

Who a person is, nobody can prove to a command: that is left to those who keep the log.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from verity.approval.log import Entry
from verity.approval.states import DRAFT_WORDS, LIFECYCLES, Action, State
from verity.model.errors import DisclosureError
from verity.model.releases import EditionKind


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one edition stands: its state, and the approvals that hold."""

    state: State
    approvals: tuple[Entry, ...]

    @property
    def draft(self) -> str:
        """What the pages say of it; empty once it is approved."""
        return DRAFT_WORDS[self.state]


def standing(entries: Sequence[Entry], subject: str, kind: EditionKind) -> Standing:
    """Return where the edition made of `subject` stands; an edition that is never released has no draft."""
    if kind not in LIFECYCLES:
        return Standing(state=State.APPROVED, approvals=())
    state, approvals = State.DRAFT, list[Entry]()
    for entry in entries:
        if entry.subject == subject and entry.edition == kind.value:
            state = LIFECYCLES[kind][state, entry.action]
            approvals = [*approvals, entry] if entry.action is Action.APPROVE else []
    return Standing(state=state, approvals=tuple(approvals))


def allowed(entries: Sequence[Entry], entry: Entry) -> State:
    """Return the state that a decision leads to.

    Raises
    ------
    DisclosureError
        The edition is not one that is released, nothing leads there from its state, a name or role is blank, or the
        second approval is by the first approver.
    """
    kind = EditionKind(entry.edition)
    if kind not in LIFECYCLES:
        raise _refused(entry, f"an edition that is released: {', '.join(LIFECYCLES)}", f"the {kind.value} edition")
    if not person_key(entry.name) or not entry.role.strip():
        raise _refused(entry, "a named person and their role", "a blank name or role")
    now = standing(entries, entry.subject, kind)
    after = LIFECYCLES[kind].get((now.state, entry.action))
    if after is None:
        raise _refused(entry, "an edition from which this leads on", f"it is in the state “{now.state.value}”")
    if entry.action is Action.APPROVE and any(person_key(one.name) == person_key(entry.name) for one in now.approvals):
        raise _refused(entry, "two different people", "the same person twice")
    return after


def person_key(name: str) -> str:
    """Return what two ways to write one name have in common: letters alone, without case, width and accents.

    Examples
    --------
    >>> person_key("Ann  O'Neill") == person_key("ANN O’NEILL ")
    True
    >>> person_key("Zoë Ash") == person_key("Zoe Ash")
    True
    """
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


def _refused(entry: Entry, expected: str, found: str) -> DisclosureError:
    return DisclosureError(
        f"This decision is not taken into the release log: {entry.action.value}", where=entry.title,
        expected=expected, found=found, do_this="`verity release status` says where the edition stands",
    )  # fmt: skip
