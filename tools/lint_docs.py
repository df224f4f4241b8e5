"""Write the list of what `verity lint` checks, `docs/lint.md`, from the rules themselves.

Run after a rule has changed: `make docs`, or `uv run python tools/lint_docs.py`.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from verity.lint.finding import Rule
from verity.lint.linting import RULES
from verity.lint.reading import SUFFIXES

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "lint.md"
FAMILIES = {
    "STAT": "Statistical validity",
    "LINT": "Arithmetic and agreement within the document",
    "COP": "Code of Practice for Statistics",
    "SNA": "Content of an assessment",
    "SVD": "Serious violence duty",
    "HNA": "Health needs assessment",
}
INTRODUCTION = f"""\
# What `verity lint` checks

`verity lint FILE` reads a published assessment, our own or somebody else's ({", ".join(SUFFIXES)}, or the folder of a
site), and reports what cannot be right: place, evidence, what is wrong and, where it can be reckoned, what would be
right. Rules are general: they know no document. A report is a place to look at, not a verdict.

Severity: **high** touches a finding, **medium** numbers or logic, **low** labels, rounding and wording. The command
ends with exit code 6 where something of high severity was found. `--json` writes the schema `verity.lint/1`, `--html`
a page of its own.

What it cannot see: numbers inside pictures of charts, and tables whose columns a PDF does not keep apart.

This page is made from the code by `make docs`; a test keeps it current.
"""


def row(rule: Rule) -> str:
    """Return one rule as a row."""
    cells = (rule.id, f"`{rule.name}`", rule.severity.value, rule.title, rule.words, rule.source)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def checks() -> Iterator[str]:
    """Yield the page."""
    yield INTRODUCTION
    order = list(FAMILIES)
    ranked = sorted(RULES, key=lambda rule: (order.index(rule.id.partition("-")[0]), rule.id, rule.name))
    for family, rules in groupby(ranked, key=lambda rule: rule.id.partition("-")[0]):
        yield f"## {FAMILIES[family]}\n"
        yield "| check | rule | severity | what is reported | how it is found | source |"
        yield "| --- | --- | --- | --- | --- | --- |"
        yield from map(row, rules)
        yield ""


def page() -> str:
    """Return the page as one text."""
    return "\n".join(checks()).rstrip() + "\n"


def main() -> int:
    """Write the page."""
    FILE.write_text(page(), "utf-8", newline="\n")
    print(FILE.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
