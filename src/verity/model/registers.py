"""What a partnership enters in its registers: recommendations, factors of risk and protection, approaches.

Vocabulary only: the closed lists and what an entry holds. Files are read in `verity.assessment.entries`.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How far a recommendation has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PROGRESS = "in progress"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self not in (Status.DONE, Status.DROPPED)


class Priority(StrEnum):
    """How soon a recommendation is wanted."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Effect(StrEnum):
    """Which way a factor works."""

    RISK = "risk"
    PROTECTIVE = "protective"


class FactorLevel(StrEnum):
    """Where a factor works: the four rings of the ecological model of violence (World Health Organization, 2002)."""

    INDIVIDUAL = "individual"
    RELATIONSHIP = "relationship"
    COMMUNITY = "community"
    SOCIETY = "society"


class Tier(StrEnum):
    """When prevention comes: before any violence, at first signs of it, after it."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Impact(StrEnum):
    """What a toolkit says of an approach; “no effect” was shown, “insufficient evidence” was not studied enough."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    MIXED = "mixed"
    NO_EFFECT = "no effect"
    HARMFUL = "harmful"
    INSUFFICIENT = "insufficient evidence"


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """One recommendation.

    Parameters
    ----------
    id, text, owner : str
    due : date | None
        None where it is done or dropped and no day was given.
    status : Status
    reason : str
        Why it was dropped; given for every one that was.
    priority : Priority | None
    evidence : tuple[str, ...]
        Ids of findings or exhibits, or names of numbers, on which it rests.
    approaches : tuple[str, ...]
        Ids of approaches whose ratings it rests on.
    progress : str
    carried_forward_from : tuple[str, ...]
        Ids that it had in the last edition.
    """

    id: str
    text: str
    owner: str
    due: dt.date | None
    status: Status
    reason: str = ""
    priority: Priority | None = None
    evidence: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    progress: str = ""
    carried_forward_from: tuple[str, ...] = ()

    def overdue(self, as_of: dt.date) -> bool:
        """Whether it is open after the day on which it was due.

        Examples
        --------
        >>> one = Recommendation(id="R1", text="…", owner="…", due=dt.date(2026, 3, 1), status=Status.AGREED)
        >>> one.overdue(dt.date(2026, 3, 1)), one.overdue(dt.date(2026, 3, 2))
        (False, True)
        """
        return self.status.is_open and self.due is not None and self.due < as_of


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A factor of risk or protection: what it is, where it works, who says so, the number that shows it here."""

    id: str
    factor: str
    effect: Effect
    level: FactorLevel
    source: str
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class Approach:
    """An approach to prevention as one toolkit rates it, and what is done of it here."""

    id: str
    approach: str
    impact: Impact
    source: str
    retrieved: dt.date
    tier: Tier | None = None
    local_activity: str = ""
    evaluation: str = ""


@dataclass(frozen=True, kw_only=True)
class Registers:
    """What the registers hold, in their own order."""

    recommendations: tuple[Recommendation, ...] = ()
    factors: tuple[Factor, ...] = ()
    approaches: tuple[Approach, ...] = ()
