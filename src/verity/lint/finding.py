"""What a rule is, and what it reports: place, evidence, what is wrong, and the number that would be right."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from verity.lint.text import Section, Sentence, Table, Text

LONGEST = 220


class Severity(StrEnum):
    """How much a fault matters: high touches a finding, medium numbers or logic, low labels and rounding."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that a rule found wrong.

    Parameters
    ----------
    line : int
        Line of the text as read, or paragraph where the format has no lines.
    section : str
        Number and title of the section.
    evidence : str
        The sentence or cells, shortened.
    wrong : str
        What is wrong, in one sentence.
    recomputed : str
        The number that follows from the document's own figures; empty where there is none.
    severity : Severity or None
        Where it differs from the rule's.
    """

    line: int
    section: str
    evidence: str
    wrong: str
    recomputed: str = ""
    severity: Severity | None = None


Check = Callable[[Text], Iterable[Fault]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One check: its id in the guidance checklist or of the linter, its own name, severity and words."""

    id: str
    name: str
    severity: Severity
    title: str
    words: str
    source: str
    check: Check


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A fault with the rule that found it."""

    id: str
    check: str
    rule: str
    severity: Severity
    title: str
    fault: Fault


def shortened(words: str, around: int = 0) -> str:
    """Return words on one line, cut to what a reader needs to find the place."""
    words = " ".join(words.split())
    if len(words) <= LONGEST:
        return words
    start = max(0, min(around - LONGEST // 3, len(words) - LONGEST))
    cut = words[start : start + LONGEST].strip()
    return ("… " if start else "") + cut + (" …" if start + LONGEST < len(words) else "")


def at(
    sentence: Sentence, wrong: str, *, recomputed: str = "", severity: Severity | None = None, around: int = 0
) -> Fault:
    """Return a fault of a sentence."""
    return Fault(
        line=sentence.line, section=sentence.section.name, evidence=shortened(sentence.words, around), wrong=wrong,
        recomputed=recomputed, severity=severity,
    )  # fmt: skip


def in_table(table: Table, row: int, wrong: str, *, recomputed: str = "", severity: Severity | None = None) -> Fault:
    """Return a fault of a row of a table."""
    cells = " | ".join(cell for cell in table.rows[row])
    return Fault(
        line=table.lines[row], section=table.section.name, evidence=shortened(f"{table.name}: {cells}"), wrong=wrong,
        recomputed=recomputed, severity=severity,
    )  # fmt: skip


def in_section(section: Section, line: int, evidence: str, wrong: str, *, recomputed: str = "") -> Fault:
    """Return a fault of anything else."""
    return Fault(line=line, section=section.name, evidence=shortened(evidence), wrong=wrong, recomputed=recomputed)
