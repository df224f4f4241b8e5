"""A comparison in words, and as JSON: for the console, for a page, for a file."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from verity.comparison.differences import SCHEMA, Changes, Moved


def as_json(found: Changes) -> str:
    """Return a comparison as JSON with its schema version."""
    return json.dumps({"schema": SCHEMA} | asdict(found), ensure_ascii=False, indent=1) + "\n"


def as_markdown(found: Changes) -> str:
    """Return a comparison as Markdown: one heading for each kind of change, “none” where there is none."""
    beyond = [one for one in found.moved if one.beyond]
    within = [one for one in found.moved if one.beyond is False]
    plain = [one for one in found.moved if one.beyond is None]
    parts = [
        "# What changed",
        f"From {found.old} to {found.new}.",
        _section("Recommendations that vanished", found.vanished_recommendations),
        _section("Recommendations kept or carried forward", found.carried_forward),
        _section("What became of them", found.recommendations),
        _section("Recommendations closed before and no longer listed", found.closed_recommendations),
        _section("Findings that moved beyond their intervals", [_line(one) for one in beyond]),
        _section("Findings that changed within their intervals", [_line(one) for one in within]),
        _section("Counts that changed", [_line(one) for one in plain]),
        _section(
            "Past data revised",
            [
                f"{one.title} ({one.cells:,} of {one.compared:,} cells): {'; '.join(one.examples)}"
                for one in found.revisions
            ],
        ),
        _section("New findings", found.new_findings),
        _section("Findings no longer made", found.gone_findings),
        _section("New exhibits", found.new_exhibits),
        _section("Exhibits no longer shown", found.gone_exhibits),
        _section("Definitions, policies and version", found.settings),
    ]
    return "\n\n".join(parts) + "\n"


def headlines(found: Changes, most: int = 3) -> tuple[str, ...]:
    """Return the changes that a first page tells: what moved beyond its interval, then what is revised, new or gone."""
    moved = [_line(one) for one in found.moved if one.beyond]
    told = [
        *moved[:most],
        *_counted(found.new_exhibits, "New exhibits"),
        *_counted(found.gone_exhibits, "Exhibits no longer shown"),
        *_counted(found.revisions, "Tables in which past data were revised"),
        *_counted(found.settings, "Definitions, policies or versions that changed"),
    ]
    return tuple(told[:most]) or ("No finding moved beyond its interval, and no past number was revised.",)


def _counted(these: Sequence[object], what: str) -> list[str]:
    return [f"{what}: {len(these):,}."] if these else []


def _line(one: Moved) -> str:
    before, now = (f"{value:,.1f}".removesuffix(".0") for value in (one.before, one.now))
    return f"{one.words} Before ({one.period_before}): {before}; now ({one.period_now}): {now} {one.unit}."


def _section(title: str, lines: object) -> str:
    listed = [f"- {line}" for line in lines] if isinstance(lines, list | tuple) else []
    return f"## {title}\n\n" + ("\n".join(listed) if listed else "None.")
