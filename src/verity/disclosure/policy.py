"""The disclosure policy as data: what each source may show in each edition, and on whose authority.

Shipped files stand in `policies/`, one per agency. Whatever a file, an edition or a source leaves out or misspells
stops the build: nothing is shown because nothing was said. How a rule is carried out is decided elsewhere in this room.
"""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from verity.model.areas import Level
from verity.model.errors import DisclosureError
from verity.model.releases import EditionKind

SHIPPED = Path(__file__).parent / "policies"
LINKED_THRESHOLD = 9
"""Cohorts linked across agencies show no cell below 10, whatever a file says."""
LINKED_AREA = Level.LAD


class Action(StrEnum):
    """What is done with counts."""

    SHOW = "show"
    SUPPRESS = "suppress"
    ROUND = "round"
    SUPPRESS_THEN_ROUND = "suppress-then-round"


class Zeros(StrEnum):
    """What is done with a count of nothing."""

    SHOWN = "shown"
    SUPPRESSED = "suppressed"


class Attacker(StrEnum):
    """What the person who attacks the tables knows beside them."""

    TABLES = "knows the tables alone"
    RULE = "knows the rule"
    """A hidden cell is not zero, where zeros are shown."""
    ROLES = "knows the rule and the roles"
    """Also which hidden cells are primary (1 to the threshold), and which are secondary (above it)."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ShownRule(_Part):
    """Everything is shown as counted: open data, and the edition that does not leave the team."""

    action: Literal[Action.SHOW]


class ProtectedRule(_Part):
    """How counts of one source are protected in one edition.

    Parameters
    ----------
    action, threshold, zeros, rounding_base
        `threshold` is the largest count that is hidden; a base of 1 rounds nothing.
    minimum_area, map_area, map_class_areas
        Smallest level with figures; smallest level shown as classes on a map, and the fewest areas in one class.
    rate_decimals, minimum_events, minimum_people
        Precision of rates; events and distinct people below which a rate is withheld.
    dominance_n, dominance_share_pct, p_ratio_pct
        A cell is sensitive when its `n` largest contributors hold more than the share, or when what the others hold is
        below this share of the largest contributor.
    class_disclosure_up_to
        Groups up to this size in which all share one attribute are sensitive.
    protection_width, attacker
        Least distance between the bounds that the attacker can put on a hidden cell.
    """

    action: Literal[Action.SUPPRESS, Action.ROUND, Action.SUPPRESS_THEN_ROUND]
    threshold: int = Field(ge=0)
    zeros: Zeros
    rounding_base: int = Field(ge=1)
    minimum_area: Level
    map_area: Level
    map_class_areas: int = Field(ge=2)
    rate_decimals: int = Field(ge=0, le=6)
    minimum_events: int = Field(ge=0)
    minimum_people: int = Field(ge=0)
    dominance_n: int = Field(ge=1, le=3)
    dominance_share_pct: float = Field(gt=0, le=100)
    p_ratio_pct: float = Field(ge=0, le=100)
    class_disclosure_up_to: int = Field(ge=0)
    protection_width: int = Field(ge=1)
    attacker: Attacker

    @property
    def suppresses(self) -> bool:
        """Whether small counts are hidden."""
        return self.action is not Action.ROUND

    @property
    def rounds(self) -> bool:
        """Whether counts that are shown are rounded."""
        return self.action is not Action.SUPPRESS

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.suppresses != (self.threshold > 0):
            raise ValueError("a threshold above 0 goes with suppression, and only with it")
        if self.rounds != (self.rounding_base > 1):
            raise ValueError("a rounding base above 1 goes with rounding, and only with it")
        if self.suppresses and 2 * (self.threshold + 1) < self.rounding_base:
            raise ValueError("a count above the threshold would be rounded to zero")
        least = 0 if self.zeros is Zeros.SUPPRESSED else 1
        if self.suppresses and self.attacker is Attacker.ROLES and self.protection_width > self.threshold - least:
            raise ValueError("protection_width is wider than what the rule itself says of a hidden cell")
        return self


Rule = Annotated[ShownRule | ProtectedRule, Field(discriminator="action")]


class SourcePolicy(_Part):
    """The rules of one agency's sources, by edition."""

    schema_: Literal["verity.disclosure/1"] = Field(alias="schema")
    version: str = Field(min_length=1)
    agency: str = Field(min_length=1)
    sensitivity: Literal["open", "restricted"]
    authority: str = Field(min_length=1)
    sources: tuple[str, ...] = Field(min_length=1)
    linked: bool = False
    public: Rule
    partner: Rule
    restricted: Rule

    @model_validator(mode="after")
    def _nothing_open_by_mistake(self) -> Self:
        for edition in (EditionKind.PUBLIC, EditionKind.PARTNER):
            rule = self.rule(edition)
            if isinstance(rule, ShownRule) and self.sensitivity == "restricted":
                raise ValueError(f"restricted sources cannot be shown as counted in the {edition.value} edition")
            if self.linked and isinstance(rule, ProtectedRule):
                _check_linked(rule)
        return self

    def rule(self, edition: EditionKind) -> ShownRule | ProtectedRule:
        """Return the rule of an edition."""
        rules = {EditionKind.PUBLIC: self.public, EditionKind.PARTNER: self.partner}
        return rules.get(edition, self.restricted)


def _check_linked(rule: ProtectedRule) -> None:
    """Refuse a file that lowers what holds for linked cohorts whatever it says."""
    if rule.threshold < LINKED_THRESHOLD:
        raise ValueError("linked cohorts never show a cell below 10")
    if min(_height(rule.minimum_area), _height(rule.map_area)) < _height(LINKED_AREA):
        raise ValueError("linked cohorts are never shown below the district")


def _height(level: Level) -> int:
    return list(Level).index(level)


class Policy(_Part):
    """The rules of every source: what the gate asks."""

    files: tuple[SourcePolicy, ...]

    def of(self, source: str) -> SourcePolicy:
        """Return the rules of one source.

        Raises
        ------
        DisclosureError
            When no file names the source.
        """
        for file in self.files:
            if source in file.sources:
                return file
        raise DisclosureError(
            "The disclosure policy does not know this source",
            where=source,
            expected="a source named by one policy file",
            found="none that names it",
            do_this="add the source to the policy of its agency; nothing is shown without a rule",
        )

    def rule(self, sources: Sequence[str], edition: str) -> ShownRule | ProtectedRule:
        """Return the rule for a table over several sources: the strictest of each kind.

        Restricted sources of two agencies or more in one table are a linked cohort, and take its rule as well.

        Raises
        ------
        DisclosureError
            For a source or an edition that is not known, and for a table without sources.
        """
        if edition not in [kind.value for kind in EditionKind]:
            raise DisclosureError(
                "The disclosure policy does not know this edition", where=edition,
                expected=", ".join(kind.value for kind in EditionKind), found=edition, do_this="name one of these",
            )  # fmt: skip
        if not sources:
            raise DisclosureError(
                "A table names no source", where="disclosure control", expected="at least one source", found="none",
                do_this="report this as a fault of Verity",
            )  # fmt: skip
        named = [self.of(source) for source in sources]
        if len({file.agency for file in named if file.sensitivity == "restricted"}) > 1:
            named += [file for file in self.files if file.linked]
        rules = [file.rule(EditionKind(edition)) for file in named]
        protected = [rule for rule in rules if isinstance(rule, ProtectedRule)]
        return strictest(protected) if protected else ShownRule(action=Action.SHOW)


def strictest(rules: Sequence[ProtectedRule]) -> ProtectedRule:
    """Return one rule that is at least as strict as each."""
    suppresses = any(rule.suppresses for rule in rules)
    base = max(rule.rounding_base for rule in rules)
    action: Literal[Action.SUPPRESS, Action.ROUND, Action.SUPPRESS_THEN_ROUND] = (
        Action.SUPPRESS if base == 1 else Action.SUPPRESS_THEN_ROUND if suppresses else Action.ROUND
    )
    zeros = Zeros.SUPPRESSED if any(rule.zeros is Zeros.SUPPRESSED for rule in rules) else Zeros.SHOWN
    attackers = list(Attacker)
    return ProtectedRule(
        action=action,
        zeros=zeros,
        threshold=max(rule.threshold for rule in rules),
        rounding_base=base,
        minimum_area=max((rule.minimum_area for rule in rules), key=_height),
        map_area=max((rule.map_area for rule in rules), key=_height),
        map_class_areas=max(rule.map_class_areas for rule in rules),
        rate_decimals=min(rule.rate_decimals for rule in rules),
        minimum_events=max(rule.minimum_events for rule in rules),
        minimum_people=max(rule.minimum_people for rule in rules),
        dominance_n=max(rule.dominance_n for rule in rules),
        dominance_share_pct=min(rule.dominance_share_pct for rule in rules),
        p_ratio_pct=max(rule.p_ratio_pct for rule in rules),
        class_disclosure_up_to=max(rule.class_disclosure_up_to for rule in rules),
        protection_width=max(rule.protection_width for rule in rules),
        attacker=max((rule.attacker for rule in rules), key=attackers.index),
    )


def allows_area(rule: ShownRule | ProtectedRule, level: Level) -> bool:
    """Whether a rule shows figures of areas of one level."""
    return isinstance(rule, ShownRule) or _height(level) >= _height(rule.minimum_area)


def read_policy(folder: Path = SHIPPED) -> Policy:
    """Read every policy file of a folder.

    Raises
    ------
    DisclosureError
        For a folder without files, a file that cannot be read, an unknown key, action or level, a rule that contradicts
        itself, and a source that two files name. All problems of a file are named.
    """
    files = tuple(_read(path) for path in sorted(folder.glob("*.toml")))
    sources = [source for file in files for source in file.sources]
    twice = sorted({source for source in sources if sources.count(source) > 1})
    if not files or twice:
        raise DisclosureError(
            "The disclosure policy is not one rule for each source",
            where=", ".join(twice) or folder.name,
            expected="files that name every source once",
            found="sources named twice" if twice else "no policy file",
            do_this="keep each source in one file",
        )
    return Policy(files=files)


def _read(path: Path) -> SourcePolicy:
    try:
        return SourcePolicy.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refusal(path.name, "a readable TOML file", str(error)) from error
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(str(at) for at in one['loc'])}: {one['msg']}" for one in error.errors())
        raise _refusal(path.name, "the keys and values of schema verity.disclosure/1", told) from error


def _refusal(name: str, expected: str, found: str) -> DisclosureError:
    return DisclosureError(
        "A disclosure policy file is refused", where=name, expected=expected, found=found,
        do_this="correct the file; nothing is released under a policy that was not understood",
    )  # fmt: skip
