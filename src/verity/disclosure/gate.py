"""The one gate: every table of an edition passes here, all together, under the policy of its sources.

Open data are shown as published; in the restricted edition everything is shown as counted. In any other edition tables
over restricted records are linked, protected, rounded and attacked, and nothing is released when the attack succeeds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from verity.disclosure.constraints import CountTable, Nestings, cells_of
from verity.disclosure.policy import Policy, ProtectedRule, ShownRule, read_policy
from verity.disclosure.protection import Protected, Protection, Submitted, protect_edition, withheld_whole
from verity.disclosure.release import POLICY_OPEN, POLICY_RESTRICTED, release
from verity.disclosure.submission import FIXED_NESTINGS, lineage, submitted
from verity.disclosure.windows import window_nestings
from verity.disclosure.withholding import withheld
from verity.model.contracts import Sensitivity
from verity.model.definitions import Definition
from verity.model.errors import DisclosureError
from verity.model.measures import MeasureTable
from verity.model.releases import EditionKind, Release


@dataclass(frozen=True, kw_only=True)
class GateReport:
    """What the gate did with restricted tables: how many cells were counted, hidden and attacked, and how it ended.

    `cells` counts rows of tables, `hidden` those suppressed; `audited` the hidden cells whose bounds were found.
    `withheld` are the measures that no choice of cells protects, withheld whole. `published` are the linked counts as
    released, missing where hidden: what the next edition takes as `earlier`.
    """

    tables: int
    cells: int
    hidden: int
    audited: int
    optimal: bool
    withheld: tuple[str, ...]
    published: tuple[CountTable, ...] = ()

    @property
    def shown_pct(self) -> float:
        """Share of cells that are shown."""
        return 100.0 * (self.cells - self.hidden) / self.cells if self.cells else 100.0


@dataclass(frozen=True, kw_only=True)
class _Outcome:
    protection: Protection
    withheld: tuple[str, ...]
    published: tuple[CountTable, ...]


def release_edition(
    tables: Sequence[MeasureTable],
    sensitivity: Mapping[str, Sensitivity],
    edition: EditionKind,
    *,
    definitions: Mapping[str, Definition] | None = None,
    families: Mapping[str, str] | None = None,
    nestings: Nestings | None = None,
    earlier: Sequence[CountTable] = (),
    policy: Policy | None = None,
    period: str = "",
) -> tuple[dict[str, Release], GateReport]:
    """Release all tables of one edition together.

    Parameters
    ----------
    tables : sequence of MeasureTable
    sensitivity : mapping
        Contract id → sensitivity, for every source the build knows.
    edition : EditionKind
    definitions : mapping, optional
        Definitions of violence by id: tables under definitions that contain each other are linked.
    families : mapping, optional
        Feed id → the family of codes that definitions have for it.
    nestings : mapping, optional
        Which areas nest in which, where tables below the district are to be linked.
    earlier : sequence of CountTable
        What earlier editions showed.
    policy : Policy, optional
        The shipped one by default.
    period : str, optional
        The months that the edition covers, in a form of its own: `2019-01 to 2023-12`. Tells its counts from those of
        an earlier edition.

    Returns
    -------
    tuple
        Measure id → release, and the report of the audit.

    Raises
    ------
    DisclosureError
        When a source is not known to the gate or to the policy, or is called open by one and restricted by the other;
        when two tables bear one name; when a hidden count can be concluded from what would be released. Nothing is
        released then.
    """
    _refuse_unknown(tables, sensitivity, edition)
    rules = _rules(tables, sensitivity, edition, policy or read_policy())
    outcome = _protected(tables, rules, definitions or {}, families or {}, nestings, (earlier, period))
    released: dict[str, Release] = {}
    for table in tables:
        rule = rules[table.measure.id]
        restricted = any(sensitivity[source] is Sensitivity.RESTRICTED for source in table.measure.sources)
        name = POLICY_RESTRICTED if restricted else POLICY_OPEN
        if isinstance(rule, ProtectedRule):
            name = _named(rule, edition)
            table = MeasureTable(measure=table.measure, frame=withheld(table, rule, outcome.protection.tables))  # noqa: PLW2901
        released[table.measure.id] = release(table, edition, policy=name)
    return released, _report(rules, released, outcome)


def _refuse_unknown(
    tables: Sequence[MeasureTable], sensitivity: Mapping[str, Sensitivity], edition: EditionKind
) -> None:
    unknown = [
        f"{table.measure.id}: {source}" for table in tables for source in table.measure.sources
        if source not in sensitivity
    ]  # fmt: skip
    if unknown:
        raise DisclosureError(
            f"The gate does not release these tables to the {edition.value} edition", where="; ".join(unknown),
            expected="sources that the build knows", found=f"{len(unknown)} tables from other sources",
            do_this="register the source with its sensitivity and its disclosure policy",
        )  # fmt: skip
    ids = [table.measure.id for table in tables]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise DisclosureError(
            "Two tables bear one name", where=", ".join(twice), expected="one table per measure",
            do_this="give each measure its own id",
        )  # fmt: skip


def _rules(
    tables: Sequence[MeasureTable], sensitivity: Mapping[str, Sensitivity], edition: EditionKind, policy: Policy
) -> dict[str, ShownRule | ProtectedRule]:
    """Return the rule of each table; the policy and the contracts must agree on what is open."""
    rules: dict[str, ShownRule | ProtectedRule] = {}
    for table in tables:
        for source in table.measure.sources:
            if policy.of(source).sensitivity != sensitivity[source].value:
                raise DisclosureError(
                    "The disclosure policy and the contract disagree on a source", where=source,
                    expected=sensitivity[source].value, found=policy.of(source).sensitivity,
                    do_this="correct the policy file; nothing is released meanwhile",
                )  # fmt: skip
        rules[table.measure.id] = policy.rule(table.measure.sources, edition.value)
    return rules


def _protected(
    tables: Sequence[MeasureTable],
    rules: Mapping[str, ShownRule | ProtectedRule],
    definitions: Mapping[str, Definition],
    families: Mapping[str, str],
    nestings: Nestings | None,
    editions: tuple[Sequence[CountTable], str],
) -> _Outcome:
    earlier, period = editions
    held = [(table, rule) for table in tables if isinstance(rule := rules[table.measure.id], ProtectedRule)]
    used = tuple(dict.fromkeys(table.measure.definition for table, _ in held))
    lines = {family: lineage(definitions, used, family) for family in ("", *families.values())}
    counts: list[Submitted] = []
    for table, rule in held:
        counts += submitted(table, rule, lines[families.get(table.measure.feed, "")], period=period)
    # ids are the same whatever the family, so that what nests in one family and not in another ties nothing there
    defined = _merged([line.nestings for line in lines.values()])
    windows = _merged([window_nestings([one.table for one in counts]), window_nestings(earlier)])
    return _protect_or_withhold(counts, earlier, _merged([FIXED_NESTINGS, defined, windows, nestings or {}]))


def _protect_or_withhold(counts: list[Submitted], earlier: Sequence[CountTable], nestings: Nestings) -> _Outcome:
    """Protect all tables; one that no suppression of cells protects is withheld whole, and the rest attacked again."""
    gone: dict[str, Protected] = {}
    while True:
        left = [one for one in counts if one.table.id not in gone]
        found = protect_edition(left, earlier=earlier, nestings=nestings)
        leaking = {(leak.universe, leak.cell) for leak in found.report.leaks}
        blamed = [one for one in left if any((one.table.universe, cell) in leaking for cell in cells_of(one.table))]
        if not blamed:
            found.report.raise_for_leaks()
            tables = {**found.tables, **gone}
            return _Outcome(
                protection=replace(found, tables=tables), withheld=tuple(sorted(gone)),
                published=tuple(_as_published(one, tables[one.table.id]) for one in counts),
            )  # fmt: skip
        gone |= {one.table.id: withheld_whole(one.table) for one in blamed}


def _as_published(one: Submitted, found: Protected) -> CountTable:
    """Return the counts of one table as released."""
    base = one.rule.rounding_base if isinstance(one.rule, ProtectedRule) and one.rule.rounds else 1
    return replace(one.table, frame=one.table.frame.assign(count=found.counts.to_numpy()), base=base)


def _merged(parts: Sequence[Nestings]) -> dict[str, dict[str, dict[str, str]]]:
    """Join nestings of definitions; a definition has one column in a family and may have another in the next."""
    joined: dict[str, dict[str, dict[str, str]]] = {}
    for part in parts:
        for column, above in part.items():
            for parent, values in above.items():
                joined.setdefault(column, {}).setdefault(parent, {}).update(values)
    return joined


def _named(rule: ProtectedRule, edition: EditionKind) -> str:
    small = f"counts of 1 to {rule.threshold} suppressed" if rule.suppresses else "no count suppressed by size"
    others = f", others rounded to {rule.rounding_base}" if rule.rounds else ""
    return f"{edition.value} edition: {small}{others}, audited; no figures below {rule.minimum_area.value}"


def _report(
    rules: Mapping[str, ShownRule | ProtectedRule], released: Mapping[str, Release], outcome: _Outcome
) -> GateReport:
    held = [released[one] for one, rule in rules.items() if isinstance(rule, ProtectedRule)]
    states = [state for one in held for state in one.frame["state"]]
    return GateReport(
        tables=len(held), cells=len(states), hidden=states.count("suppressed"),
        audited=len(outcome.protection.report.cells), optimal=outcome.protection.optimal,
        withheld=tuple(one for one in outcome.withheld if one in released), published=outcome.published,
    )  # fmt: skip
