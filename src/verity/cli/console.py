"""What every command says its words through, and how an error is told."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.markup import escape

from verity.model.errors import VerityError

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn an error into its five parts and its exit code."""
    try:
        yield
    except VerityError as error:
        ERR.print(f"[bold red]Stopped.[/] {escape(str(error))}", markup=True, soft_wrap=True)
        raise typer.Exit(error.exit_code) from error
