"""The tools work on a bare machine: uv is found where it is, fetched where it is not, or missed in one line."""

import ast
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")

FAKE_PYTHON = """#!/bin/sh
case "$*" in
  *"-m venv"*) {venv} ;;
  *"-m pip install"*"--target"*) {pip} ;;
  *) exec {python} "$@" ;;
esac
"""
MAKES_UV = 'mkdir -p "{place}" && printf "#!/bin/sh\\necho uv 0\\n" > "{place}/uv" && chmod +x "{place}/uv"'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a project" / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "bootstrap.py", tmp_path / "a project" / "tools")
    return tmp_path / "a project"


def program(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


def bootstrap(project: Path, *, path: str = "", venv: str = "exit 1", pip: str = "exit 1"):
    """Run the tool with a Python whose `-m venv` and `-m pip` do as told."""
    fake = program(project.parent / "fake" / "python3", FAKE_PYTHON.format(venv=venv, pip=pip, python=sys.executable))
    code = (
        f"import sys, runpy; sys.executable = {str(fake)!r}; "
        f"sys.argv = ['bootstrap.py']; runpy.run_path({str(project / 'tools' / 'bootstrap.py')!r}, run_name='__main__')"
    )
    environment = {"PATH": path or "/nowhere", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)


def test_uv_on_path_is_taken(project: Path) -> None:
    uv = program(project.parent / "bin" / "uv", "#!/bin/sh\n")
    done = bootstrap(project, path=str(uv.parent))
    assert (done.returncode, done.stdout) == (0, f"{uv}\n")
    assert not (project / ".tools").exists()


def test_uv_is_fetched_into_an_environment(project: Path) -> None:
    place = project / ".tools" / "uv" / "bin"
    python = f'printf "#!/bin/sh\\n" > "{place}/python" && chmod +x "{place}/python"'
    done = bootstrap(project, path="/usr/bin:/bin", venv=f"{MAKES_UV.format(place=place)} && {python}")
    assert (done.returncode, done.stdout) == (0, f"{place / 'uv'}\n")


def test_without_venv_pip_fetches_uv_into_the_project(project: Path) -> None:
    place = project / ".tools" / "pip" / "bin"
    done = bootstrap(project, path="/usr/bin:/bin", pip=MAKES_UV.format(place=place))
    assert (done.returncode, done.stdout) == (0, f"{place / 'uv'}\n")
    again = bootstrap(project, path="/usr/bin:/bin")
    assert (again.returncode, again.stdout) == (0, f"{place / 'uv'}\n")


def test_without_venv_and_pip_one_line_says_what_helps(project: Path) -> None:
    done = bootstrap(project, path="/usr/bin:/bin")
    assert (done.returncode, done.stdout) == (1, "")
    last = done.stderr.splitlines()[-1]
    assert last.startswith("Verity needs uv")
    assert "sudo apt install python3-venv" in last


def test_the_tool_is_plain_enough_for_an_old_python() -> None:
    text = (ROOT / "tools" / "bootstrap.py").read_text("utf-8")
    ast.parse(text, feature_version=(3, 8))
    used = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert used <= sys.stdlib_module_names


@pytest.mark.parametrize("target", ["demo", "test", "lint", "format", "bench", "clean"])
def test_make_help_lists_every_target(target: str) -> None:
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not installed")
    listed = subprocess.run([make, "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.search(rf"^\s+make {target}\s", listed, re.MULTILINE)


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_no_browser_is_said_aloud_and_fails_in_ci(ci: str, code: int, tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import browser; "
        "browser.WAYS = (browser.named,); sys.exit(browser.main())"
    )
    environment = {"PATH": "/nowhere", "CI": ci, "VERITY_BROWSER": str(tmp_path / "none")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (code, "")
    assert "SKIPPED" in done.stderr
    assert "which is not there" in done.stderr
