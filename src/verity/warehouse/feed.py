"""A feed: how the stored records of a restricted source become incidents, and which of them are of the cohort.

A reader parses and does not decide; what belongs to the cohort is said here, condition by condition, each with its
authority, so that each can be tested at its boundary and counted in the second account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis

from verity.model.errors import InputError
from verity.model.incidents import INCIDENT_COLUMNS, YearBasis
from verity.model.measures import PlaceBasis, Unit
from verity.warehouse.engine import Warehouse

ALL_ROWS = "all rows"
"""Under this key a feed's `incidents` finds every accepted row of its first source, in the cohort or not."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition of a cohort.

    Parameters
    ----------
    id : str
        Stable slug, `emergency-admission`.
    words : str
        The condition as a reader sees it, with its field values: “method of admission begins with 2 (ADMIMETH)”.
    citation : str
        Where it is laid down.
    holds : callable
        Stored table → boolean column; missing counts as not met.
    beside : str
        Contract id of a second table that `holds` is given after the first. Without it the feed has no cohort.
    """

    id: str
    words: str
    citation: str
    holds: Callable[..., Any]
    beside: str = ""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Records of one kind, seen as incidents.

    Parameters
    ----------
    id : str
        Stable slug: `police_offence`, `police_victim`, `police_suspect`, `admission`, `attendance_hes`,
        `attendance_ecds`, `callout`.
    title : str
        How a reader sees it: “Police recorded offences”.
    family : str
        Which codes of a definition apply: `police`, `admission`, `attendance`, `callout`.
    unit, place_basis, year_basis
        What one row counts, what its place means, and which year it is counted in.
    sources : tuple[str, ...]
        Contract ids; the first holds the rows, the others are joined to it.
    conditions : tuple[Condition, ...]
        Applied in order to the stored table of the first source.
    incidents : callable
        Tables by contract id, the first already limited to the cohort → table with any of `INCIDENT_COLUMNS`.
        Sources that have no file are absent from the mapping; `ALL_ROWS` is the first source before any condition.
    """

    id: str
    title: str
    family: str
    unit: Unit
    place_basis: PlaceBasis
    year_basis: YearBasis
    sources: tuple[str, ...]
    conditions: tuple[Condition, ...]
    incidents: Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, kw_only=True)
class CohortStep:
    """One line of the second account: what a condition left out of the accepted rows."""

    condition: str
    words: str
    citation: str
    rows_in: int
    left_out: int


def _met(warehouse: Warehouse, condition: Condition, table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the rows that meet a condition."""
    if not condition.beside:
        return table.filter(condition.holds(table).fill_null(False))
    if not warehouse.has(condition.beside):
        raise InputError(
            f"A cohort cannot be told without {condition.beside.replace('_', ' ')}", where=condition.words,
            expected=f"a file of {condition.beside}", found="none",
            do_this="supply the file, or leave the source out of the assessment",
        )  # fmt: skip
    return table.filter(condition.holds(table, warehouse.table(condition.beside)).fill_null(False))


def cohort_account(warehouse: Warehouse, feed: Feed) -> tuple[CohortStep, ...]:
    """Count what each condition leaves out, in order; rows in less all left out is the cohort."""
    table = warehouse.table(feed.sources[0])
    kept = [table.count()]
    for condition in feed.conditions:
        table = _met(warehouse, condition, table)
        kept.append(table.count())
    counts = [int(one.execute()) for one in kept]
    return tuple(
        CohortStep(
            condition=condition.id, words=condition.words, citation=condition.citation,
            rows_in=before, left_out=before - after,
        )
        for condition, before, after in zip(feed.conditions, counts[:-1], counts[1:], strict=True)
    )  # fmt: skip


def incidents_of(warehouse: Warehouse, feed: Feed) -> Any:  # noqa: ANN401 - Ibis
    """Return the cohort of a feed as a table with exactly `INCIDENT_COLUMNS`, typed; what it lacks is missing."""
    tables = {source: warehouse.table(source) for source in feed.sources if warehouse.has(source)}
    first = tables[feed.sources[0]]
    for condition in feed.conditions:
        first = _met(warehouse, condition, first)
    given = feed.incidents({**tables, feed.sources[0]: first, ALL_ROWS: tables[feed.sources[0]]})
    return given.select(
        **{
            name: given[name].cast(kind) if name in given.columns else ibis.null(kind)
            for name, kind in INCIDENT_COLUMNS.items()
        }
    )
