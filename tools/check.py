"""Run every check of the project and end with the tests; all run even when one fails.

Run inside the project's environment: `uv run python tools/check.py [--no-tests | --coverage] [pytest
arguments]`.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON_FOLDERS = ("src", "tests", "tools", "benchmarks")
CHECKS: dict[str, list[str]] = {
    "lint": ["ruff", "check", *PYTHON_FOLDERS],
    "format": ["ruff", "format", "--check", *PYTHON_FOLDERS],
    "types": ["mypy"],
    "imports": ["lint-imports", "--no-logo"],
    "spelling": [
        "codespell",
        "-L",
        "ons,caf,strat,notin,mye,crossreference,ddress,admi,significan,increas,decreas,treshold,fo",
        "src",
        "tests",
        "tools",
        "docs",
        "README.md",
        "CONTRIBUTING.md",
        "GLOSSARY.md",
    ],
}


def tests(arguments: list[str]) -> list[str]:
    """Return the test command: two workers, a file's tests together, so that its fixtures are made once."""
    workers = os.environ.get("VERITY_TEST_WORKERS", "2")
    coverage = ["--cov", "--cov-report=term-missing:skip-covered"] if "--coverage" in arguments else []
    given = [argument for argument in arguments if argument != "--coverage"]
    return ["pytest", "-n", workers, "--dist", "loadfile", *coverage, *given]


def run(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check, with the tool of this environment, and say whether it passed."""
    print(f"== {name}: {' '.join(command)}", flush=True)
    # not sys.executable resolved: the tools stand beside the environment's Python, not the one it links to
    tool = shutil.which(command[0], path=Path(sys.executable).parent)
    if tool is None:
        print(f"{command[0]} is not installed here: run `make test`, or `uv sync` first", flush=True)
        return False
    return subprocess.run([tool, *command[1:]], cwd=ROOT, env=environment, check=False).returncode == 0


def browser(environment: dict[str, str]) -> bool:
    """Name a browser to the tests; false when there must be one and is none."""
    find = [sys.executable, str(ROOT / "tools" / "browser.py")]
    done = subprocess.run(find, stdout=subprocess.PIPE, text=True, check=False)
    environment.pop("VERITY_BROWSER", None)
    if done.stdout.strip():
        environment["VERITY_BROWSER"] = done.stdout.strip()
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Return 0 when every check passed."""
    environment = dict(os.environ)
    failed = [name for name, command in CHECKS.items() if not run(name, command, environment)]
    if "--no-tests" not in arguments:
        if not browser(environment):
            failed.append("browser")
        if not run("tests", tests(arguments), environment):
            failed.append("tests")
    if failed:
        print(f"FAILED: {', '.join(failed)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
