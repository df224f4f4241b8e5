"""What changed between two editions, as data: nothing here decides whether a change matters.

A number that two editions give for the same thing has moved when its intervals do not overlap, and is within its
intervals otherwise. A cell whose row names a year or month that both editions cover is a revision when it differs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verity.comparison.promises import promises
from verity.comparison.published import Published, PublishedTable

SCHEMA = "verity.changes/1"
EXAMPLES = 5
_VINTAGE = re.compile(r"LSOA \d{4}|\d{4} boundaries|Deprivation \d{4}")
"""Years in a subtitle that are of boundaries or of an index, and no period."""
_PERIOD = re.compile(r"\b(?:19|20)\d{2}(?:/\d{2}|-\d{2})?\b")


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A finding that both editions give: its two values, and whether their intervals part."""

    id: str
    period_before: str
    period_now: str
    before: float
    now: float
    unit: str
    beyond: bool | None
    """Whether the intervals do not overlap; None where one of the two has none."""
    words: str


@dataclass(frozen=True, kw_only=True)
class Revision:
    """Cells of past periods that differ between the editions: how many, and the first of them."""

    exhibit: str
    title: str
    cells: int
    compared: int
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Everything that changed, in the order it is told."""

    old: str
    new: str
    new_exhibits: tuple[str, ...]
    gone_exhibits: tuple[str, ...]
    moved: tuple[Moved, ...]
    new_findings: tuple[str, ...]
    gone_findings: tuple[str, ...]
    revisions: tuple[Revision, ...]
    settings: tuple[str, ...]
    carried_forward: tuple[str, ...]
    vanished_recommendations: tuple[str, ...]
    closed_recommendations: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()


def changes(old: Published, new: Published) -> Changes:
    """Compare two published editions.

    Returns
    -------
    Changes
        `vanished_recommendations` holds the ids that the new edition neither keeps nor says it carries forward, or
        drops without a reason: none may vanish silently, so a caller treats them as a failure.
    """
    kept = promises(old.edition, new.edition)
    return Changes(
        old=old.name,
        new=new.name,
        new_exhibits=_titles(new.tables, old.tables),
        gone_exhibits=_titles(old.tables, new.tables),
        moved=tuple(_moved(old.findings[one], new.findings[one]) for one in new.findings if _both(old, new, one)),
        new_findings=tuple(str(new.findings[one]["words"]) for one in new.findings if one not in old.findings),
        gone_findings=tuple(str(old.findings[one]["words"]) for one in old.findings if one not in new.findings),
        revisions=tuple(
            revision
            for one in new.tables
            if one in old.tables
            and (revision := _revision(old.tables[one], new.tables[one], same_year=_year(old) == _year(new)))
            is not None
        ),
        settings=_settings(old.edition, new.edition),
        carried_forward=kept.carried,
        vanished_recommendations=kept.vanished,
        closed_recommendations=kept.closed,
        recommendations=kept.told,
    )


def _titles(these: Mapping[str, PublishedTable], others: Mapping[str, PublishedTable]) -> tuple[str, ...]:
    return tuple(f"{table.number}: {table.title}" for one, table in these.items() if one not in others)


def _both(old: Published, new: Published, one: str) -> bool:
    """Whether both editions give a finding's value, and something about it differs."""
    if one not in old.findings:
        return False
    before, now = old.findings[one], new.findings[one]
    given = before["value"] is not None and now["value"] is not None
    return given and (before["value"] != now["value"] or before["period"] != now["period"])


def _moved(before: Mapping[str, Any], now: Mapping[str, Any]) -> Moved:
    limits = [one[limit] for one in (before, now) for limit in ("lower", "upper")]
    beyond = None
    if all(limit is not None for limit in limits):
        beyond = bool(now["lower"] > before["upper"] or now["upper"] < before["lower"])
    return Moved(
        id=now["id"], period_before=before["period"], period_now=now["period"], before=before["value"],
        now=now["value"], unit=now["unit"], beyond=beyond, words=now["words"],
    )  # fmt: skip


def _year(one: Published) -> object:
    return one.edition["year"]


def _revision(old: PublishedTable, new: PublishedTable, *, same_year: bool) -> Revision | None:
    """Return the past cells that differ: those whose row or column names a period, or of tables of one period.

    A cell that one of the two editions does not show has not been revised: it is shown or withheld for other reasons.
    Nor is an entry of a register, which measures nothing.
    """
    if not new.measured:
        return None
    dated = old.subtitle == new.subtitle and (same_year or bool(_PERIOD.search(_VINTAGE.sub("", old.subtitle))))
    past = [key for key in new.cells if key in old.cells and (dated or _names_period(key))]
    shown = [key for key in past if old.cells[key] and new.cells[key]]
    differ = [key for key in shown if old.cells[key] != new.cells[key]]
    if not differ:
        return None
    examples = [
        f"{', '.join((*row, column))}: {old.cells[row, column]} → {new.cells[row, column]}"
        for row, column in differ[:EXAMPLES]
    ]
    return Revision(
        exhibit=new.id, title=new.title, cells=len(differ), compared=len(past), examples=tuple(examples)
    )  # fmt: skip


def _names_period(key: tuple[Sequence[str], str]) -> bool:
    row, column = key
    return any(_PERIOD.search(text) for text in (*row, column))


def _settings(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what changed in the version, the definitions and the policies."""
    lines = []
    if old["version"] != new["version"]:
        lines.append(f"Verity {old['version']} → {new['version']}")
    for name in ("definitions", "policies"):
        before = {one["id"]: one for one in old.get(name, ())}
        now = {one["id"]: one for one in new.get(name, ())}
        lines += [f"{name}: {one} is new" for one in now if one not in before]
        lines += [f"{name}: {one} is gone" for one in before if one not in now]
        lines += [f"{name}: {one} has changed" for one in now if one in before and now[one] != before[one]]
    return tuple(lines)
