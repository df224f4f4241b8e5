"""All rules run over one text: findings in the order of the document, each with an id that stays the same."""

from collections import Counter
from collections.abc import Sequence

from verity.lint.finding import Finding, Rule
from verity.lint.rules import (
    abbreviations,
    areas,
    breakdowns,
    causes,
    changes,
    claims,
    contents,
    contradictions,
    counts,
    evidence,
    hours,
    intervals,
    names,
    numbering,
    percentages,
    periods,
    ranks,
    ratios,
    references,
    repeats,
    totals,
    two_values,
)
from verity.lint.text import Text

RULES: tuple[Rule, ...] = (
    *intervals.RULES,
    *totals.RULES,
    *breakdowns.RULES,
    *areas.RULES,
    *counts.RULES,
    *hours.RULES,
    *repeats.RULES,
    *percentages.RULES,
    *changes.RULES,
    *ratios.RULES,
    *claims.RULES,
    *ranks.RULES,
    *two_values.RULES,
    *contradictions.RULES,
    *names.RULES,
    *references.RULES,
    *numbering.RULES,
    *abbreviations.RULES,
    *periods.RULES,
    *evidence.RULES,
    *causes.RULES,
    *contents.RULES,
)


def lint(text: Text, rules: Sequence[Rule] = RULES) -> tuple[Finding, ...]:
    """Return what is wrong with a text, by line."""
    found = [(rule, fault) for rule in rules for fault in dict.fromkeys(rule.check(text))]
    seen: Counter[str] = Counter()
    findings = []
    for rule, fault in sorted(found, key=lambda one: (one[1].line, one[0].id, one[0].name, one[1].evidence)):
        key = f"{rule.id}:{rule.name}:{fault.line}"
        seen[key] += 1
        findings.append(
            Finding(
                id=key if seen[key] == 1 else f"{key}:{seen[key]}", check=rule.id, rule=rule.name,
                severity=fault.severity or rule.severity, title=rule.title, fault=fault,
            )
        )  # fmt: skip
    return tuple(findings)
