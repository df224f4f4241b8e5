"""Find uv, or get it, and print the path of its program; everything else is said on standard error.

Runs on a bare Python, before anything is installed: standard library only, no syntax newer than Python 3.8.
In order: uv on PATH; uv fetched earlier into .tools; a virtual environment in .tools; pip into .tools (Debian
without python3-venv). When none works, one line says which command helps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

UV = "uv>=0.9,<1"
TIMEOUT_S = 300
HELP = (
    "Verity needs uv and could not get it: install it with `sudo apt install python3-venv` (Debian, Ubuntu), "
    "`{python} -m ensurepip --user` (elsewhere) or `pipx install uv`, and run this again."
)


def tell(text: str) -> None:
    """Say something without mixing it into the answer."""
    print(text, file=sys.stderr, flush=True)


def fetched(tools: Path) -> Path | None:
    """Return the uv that an earlier run put into `tools`; None if there is none."""
    for place in ("uv/bin/uv", "uv/Scripts/uv.exe", "pip/bin/uv", "pip/bin/uv.exe", "pip/Scripts/uv.exe"):
        program = tools / place
        if program.is_file() and succeeds([str(program), "--version"]):
            return program
    return None


def succeeds(command: list[str]) -> bool:
    """Whether a command ends well within the time allowed; what it says goes to standard error."""
    try:
        done = subprocess.run(command, stdout=sys.stderr, stderr=sys.stderr, timeout=TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        tell(f"  {error}")
        return False
    return done.returncode == 0


def by_environment(tools: Path) -> bool:
    """Fetch uv into a virtual environment."""
    folder = tools / "uv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made = succeeds([sys.executable, "-m", "venv", "--clear", str(folder)])
    return made and succeeds([str(python), "-m", "pip", "install", "--quiet", UV])


def by_pip(tools: Path) -> bool:
    """Fetch uv with pip into a folder of the project's; leaves the system's packages alone."""
    target = str(tools / "pip")
    return succeeds([sys.executable, "-m", "pip", "install", "--quiet", "--upgrade", "--target", target, UV])


def find_uv(tools: Path) -> Path | None:
    """Return the path of uv, fetching it if need be; None when it cannot be had."""
    on_path = shutil.which("uv")
    if on_path:
        return Path(on_path)
    found = fetched(tools)
    for fetch in (by_environment, by_pip):
        if found is None:
            tell(f"uv is not here: fetching it into {tools}")
            found = fetched(tools) if fetch(tools) else None
    return found


def main() -> int:
    """Print the path of uv."""
    uv = find_uv(Path(__file__).resolve().parent.parent / ".tools")
    if uv is None:
        tell(HELP.format(python=sys.executable))
        return 1
    print(uv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
