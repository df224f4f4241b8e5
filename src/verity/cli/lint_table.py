"""`verity lint` in words: a table of findings, the gravest first, and how many there are."""

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from verity.lint.finding import Finding, Severity
from verity.lint.telling import ORDER, counted
from verity.lint.text import Text

_COLOURS = {Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}


def show_findings(text: Text, findings: Sequence[Finding], console: Console) -> None:
    """Print the findings of a document."""
    if not findings:
        console.print(f"Nothing was found in {text.name} ({text.length:,} words).", soft_wrap=True, markup=False)
        return
    table = Table(title=f"What cannot be right in {text.name}", title_justify="left", show_lines=True)
    for heading in ("Severity", "Place", "What is wrong", "Check"):
        table.add_column(heading, overflow="fold")
    for one in sorted(findings, key=lambda one: ORDER.index(one.severity)):
        place = f"{one.fault.section}, line {one.fault.line}".strip(", ")
        table.add_row(
            f"[{_COLOURS[one.severity]}]{one.severity.value}[/]", escape(place), escape(one.fault.wrong), one.check
        )
    console.print(table)
    counts = ", ".join(f"{count} {severity.value}" for severity, count in counted(findings))
    console.print(f"{len(findings)} reports: {counts}.", soft_wrap=True)
