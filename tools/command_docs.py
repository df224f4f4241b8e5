"""Write the reference of the commands, `docs/commands.md`, from the command line's own declarations.

Run after a command or an option has changed: `make docs`, or `uv run python tools/command_docs.py`.
The declarations are read, not the printed help, whose width and defaults depend on the machine.
"""

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import typer

from verity.cli import app as command_line

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "commands.md"
OF_THE_MACHINE = {"threads": "the machine's processors, at most 8"}
INTRODUCTION = """\
# Commands

Run them as `uv run verity COMMAND`, or `verity COMMAND` where it is installed. `--help` after any of them says the
same.

This page is made from the code by `make docs`; a test keeps it current.
"""


def shown(value: object, name: str) -> str:
    """Return a default as it is typed, the same on every machine."""
    if name in OF_THE_MACHINE:
        return OF_THE_MACHINE[name]
    if value is None or isinstance(value, bool):
        return ""
    return f"`{value.as_posix() if isinstance(value, PurePath) else value}`"


def row(parameter: Any) -> str:  # noqa: ANN401 - Typer's own classes of parameters are private
    """Return one argument or option as a row."""
    is_argument = isinstance(parameter, typer.core.TyperArgument)
    name = parameter.name.upper() if is_argument else ", ".join((*parameter.opts, *parameter.secondary_opts))
    default = "required" if parameter.required else shown(parameter.default, parameter.name)
    return f"| `{name}` | {(parameter.help or '').replace('|', chr(92) + '|')} | {default} |"


def command(name: str, declared: Any) -> Iterator[str]:  # noqa: ANN401 - see above
    """Yield the part about one command, or about each of a group."""
    if hasattr(declared, "commands"):
        for inner, one in declared.commands.items():
            yield from command(f"{name} {inner}", one)
        return
    parameters = [one for one in declared.params if not one.hidden and one.name != "help"]
    arguments = [one for one in parameters if isinstance(one, typer.core.TyperArgument)]
    words = [one.name.upper() if one.required else f"[{one.name.upper()}]" for one in arguments]
    options = ["[OPTIONS]"] if len(parameters) > len(arguments) else []
    yield f"## `verity {name}`\n"
    yield "```\n" + " ".join(["verity", name, *options, *words]) + "\n```\n"
    yield inspect.cleandoc(declared.help or "") + "\n"
    yield (
        "| argument or option | what it is | default |\n| --- | --- | --- |\n" + "\n".join(map(row, parameters)) + "\n"
    )


def exit_codes() -> Iterator[str]:
    """Yield the exit codes that the command line's own docstring lists."""
    listed = inspect.cleandoc(command_line.__doc__ or "").split("\n\n", 1)[1].replace("\n", " · ")
    yield "## Exit codes\n\n| code | meaning |\n| --- | --- |"
    for one in listed.split(" · "):
        number, _, meaning = one.strip().partition(" ")
        yield f"| {number} | {meaning} |"


def commands() -> str:
    """Return the page."""
    declared: Any = typer.main.get_command(command_line.app)
    lines = [INTRODUCTION]
    for name, one in declared.commands.items():
        if not one.hidden:
            lines += command(name, one)
    options = [one for one in declared.params if not one.hidden]
    lines.append(
        "## `verity`\n\n| option | what it is | default |\n| --- | --- | --- |\n" + "\n".join(map(row, options)) + "\n"
    )
    lines += exit_codes()
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page."""
    FILE.write_text(commands(), "utf-8", newline="\n")
    print(FILE.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
