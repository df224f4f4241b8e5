"""A comparison in words, and as JSON: for the console, for a page, for a file."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from verity.comparison.differences import SCHEMA, Changes, Moved


def as_json(found: Changes, *, marking: str = "") -> str:
    """Return a comparison as JSON with its schema version, and the marking of the edition it belongs to."""
    return json.dumps({"schema": SCHEMA, "marking": marking} | asdict(found), ensure_ascii=False, indent=1) + "\n"


def as_markdown(found: Changes) -> str:
    """Return a comparison as Markdown: one heading for each kind of change, “none” where there is none."""
    parts = ["# What changed", _from_to(found)]
    parts += [f"## {title}\n\n{_listed(lines) or 'None.'}" for title, lines in _sections(found)]
    return "\n\n".join(parts) + "\n"


def as_page(found: Changes) -> str:
    """Return a comparison as Markdown for a page that has its own title; kinds without a change stand in one line."""
    told = [(title, _listed(lines)) for title, lines in _sections(found)]
    parts = [_from_to(found), *(f"# {title}\n\n{listed}" for title, listed in told if listed)]
    nothing = [title.lower() for title, listed in told if not listed]
    return "\n\n".join([*parts, *([f"# None\n\nThere are no {'; no '.join(nothing)}."] if nothing else [])]) + "\n"


def _from_to(found: Changes) -> str:
    return f"From {found.old} to {found.new}."


def _sections(found: Changes) -> list[tuple[str, Sequence[str]]]:
    """Return every kind of change with its lines, in the order they are told."""
    beyond = [_line(one) for one in found.moved if one.beyond]
    within = [_line(one) for one in found.moved if one.beyond is False]
    plain = [_line(one) for one in found.moved if one.beyond is None]
    revised = [
        f"{one.title} ({one.cells:,} of {one.compared:,} cells): {'; '.join(one.examples)}" for one in found.revisions
    ]
    return [
        ("Recommendations that vanished", found.vanished_recommendations),
        ("Recommendations kept or carried forward", found.recommendations or found.carried_forward),
        ("Recommendations closed before and no longer listed", found.closed_recommendations),
        ("Findings that moved beyond their intervals", beyond),
        ("Findings that changed within their intervals", within),
        ("Counts that changed", plain),
        ("Past data revised", revised),
        ("New findings", found.new_findings),
        ("Findings no longer made", found.gone_findings),
        ("New exhibits", found.new_exhibits),
        ("Exhibits no longer shown", found.gone_exhibits),
        ("Definitions, policies and versions that changed", found.settings),
    ]


def headlines(found: Changes, most: int = 3) -> tuple[str, ...]:
    """Return the changes that a first page tells: what moved beyond its interval, then what is revised, new or gone."""
    moved = [_line(one) for one in found.moved if one.beyond]
    told = [
        *(moved[:most] or ["No finding moved beyond its interval."]),
        *_counted(found.recommendations, "Recommendations kept or carried forward"),
        *_counted(found.new_exhibits, "New exhibits"),
        *_counted(found.gone_exhibits, "Exhibits no longer shown"),
        *_counted(found.revisions, "Tables in which past data were revised"),
        *_counted(found.settings, "Definitions, policies or versions that changed"),
    ]
    return tuple(told[:most])


def _counted(these: Sequence[object], what: str) -> list[str]:
    return [f"{what}: {len(these):,}."] if these else []


def _line(one: Moved) -> str:
    before, now = (f"{value:,.1f}".removesuffix(".0") for value in (one.before, one.now))
    return f"{one.words} Before ({one.period_before}): {before}; now ({one.period_now}): {now} {one.unit}."


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
