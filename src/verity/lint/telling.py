"""What was found, as JSON, as a page that opens by itself, and as a table for the console."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from html import escape
from itertools import groupby

from verity.lint.finding import Finding, Severity
from verity.lint.text import Text

SCHEMA = "verity.lint/1"
NAMES = {
    Severity.HIGH: "touches a finding",
    Severity.MEDIUM: "numbers or logic",
    Severity.LOW: "labels, rounding, wording",
}
ORDER = tuple(NAMES)
_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #8a939c;
  --high: #9b1c1c; --medium: #7a4b00; --low: #33566b; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff2; --paper: #15191d; --line: #7d8790;
  --high: #ff9b94; --medium: #f0c070; --low: #9cc7df; } }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 1rem/1.55 system-ui, sans-serif;
  color: var(--ink); background: var(--paper); }
h2 { margin-top: 2.5rem; border-top: 2px solid var(--line); padding-top: 1rem; }
article { margin: 1.2rem 0; padding-left: 1rem; border-left: .3rem solid var(--line); overflow-wrap: anywhere; }
article.high { border-color: var(--high); }
article.medium { border-color: var(--medium); }
article.low { border-color: var(--low); }
h3 { margin: 0; font-size: 1.05rem; } p { margin: .3rem 0; } .place { font-size: .9rem; }
blockquote { margin: .4rem 0; padding: .4rem .8rem; border: 1px solid var(--line); border-radius: .3rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: .25rem .8rem .25rem 0; border-bottom: 1px solid var(--line); }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
"""


def as_json(text: Text, findings: Sequence[Finding]) -> str:
    """Return the findings as JSON with its schema version."""
    entries = [
        {"id": one.id, "check": one.check, "rule": one.rule, "severity": one.severity.value, "title": one.title}
        | {name: value for name, value in asdict(one.fault).items() if name != "severity"}
        for one in findings
    ]
    counts = {severity.value: count for severity, count in counted(findings)}
    head = {"schema": SCHEMA, "document": text.name, "words": text.length, "counts": counts}
    return json.dumps(head | {"findings": entries}, ensure_ascii=False, indent=1) + "\n"


def counted(findings: Iterable[Finding]) -> list[tuple[Severity, int]]:
    """Return how many findings there are of each severity, the gravest first."""
    counts = Counter(one.severity for one in findings)
    return [(severity, counts[severity]) for severity in ORDER]


def as_page(text: Text, findings: Sequence[Finding]) -> str:
    """Return the findings as a page of its own: no script, no font, nothing fetched."""
    rows = "".join(
        f'<tr><th scope="row">{severity.value.capitalize()}</th><td>{NAMES[severity]}</td>'
        f'<td class="number">{count}</td></tr>'
        for severity, count in counted(findings)
    )
    body = "".join(_group(severity, findings) for severity in ORDER) or "<p>Nothing was found.</p>"
    title = f"What cannot be right in {escape(text.name)}"
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, '
        f'initial-scale=1">\n<title>{title}</title>\n<style>{_STYLE}</style></head>\n<body>\n<main>\n<h1>{title}</h1>\n'
        f"<p>{len(findings)} reports on {text.length:,} words. Rules are general, so each report is a place to "
        f"look at, not a "
        f'verdict.</p>\n<table><thead><tr><th scope="col">Severity</th><th scope="col">What it touches</th>'
        f'<th scope="col">Reports</th></tr></thead><tbody>{rows}</tbody></table>\n{body}</main>\n</body>\n</html>\n'
    )


def _group(severity: Severity, findings: Sequence[Finding]) -> str:
    chosen = [one for one in findings if one.severity is severity]
    if not chosen:
        return ""
    parts = [f"<h2>{severity.value.capitalize()}: {NAMES[severity]}</h2>\n"]
    by_section = groupby(chosen, key=lambda one: one.fault.section)
    return "".join([*parts, *(_article(one) for _, group in by_section for one in group)])


def _article(one: Finding) -> str:
    fault = one.fault
    recomputed = f"<p>Recomputed: <strong>{escape(fault.recomputed)}</strong></p>" if fault.recomputed else ""
    place = f"{escape(fault.section)}, line {fault.line}" if fault.section else f"Line {fault.line}"
    return (
        f'<article class="{one.severity.value}"><h3>{escape(one.title)}</h3>\n'
        f'<p class="place">{place} · check {one.check}</p>\n'
        f"<blockquote>{escape(fault.evidence)}</blockquote>\n<p>{escape(fault.wrong)}</p>\n{recomputed}</article>\n"
    )
