"""`verity check` in words: a table of sources, and what to do about those that are missing or stale."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from verity.assessment.config import Assessment
from verity.assessment.enables import enables
from verity.build.freshness import checked_freshness
from verity.build.inventory import take_inventory
from verity.report.edition import Freshness

_WORDS = {
    "current": "[green]found[/]",
    "fixed": "[green]found[/]",
    "stale": "[yellow]stale[/]",
    "missing": "[red]missing[/]",
}


def show_checklist(assessment: Assessment, data: Path, console: Console) -> None:
    """Print the state of every source, then where to get what is missing or stale."""
    inventory = take_inventory(assessment, data)
    rows = checked_freshness(assessment, inventory)
    table = Table(title=f"Sources of “{assessment.title}” in {data}", title_justify="left")
    for heading in ("Source", "State", "Latest", "What it enables"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(row.title, _WORDS[row.state], row.latest, enables(row.source))
    console.print(table)
    wanted = [row for row in rows if row.state in {"missing", "stale"}]
    for row in wanted:
        console.print(_advice(row, data), soft_wrap=True)
    if inventory.unrecognised:
        console.print(f"Not recognised, and left alone: {', '.join(inventory.unrecognised)}", soft_wrap=True)
    if not wanted:
        console.print("Everything is there.")


def _advice(row: Freshness, data: Path) -> str:
    return (
        f"[bold]{row.title}[/]: {row.file}\n  from {row.page}\n  into {data / row.folder}\n"
        f"  enables: {enables(row.source)}"
    )
