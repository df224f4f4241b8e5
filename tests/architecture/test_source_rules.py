"""What no file of the package may do: read from its syntax tree, so that comments and strings do not count."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "verity"
FILES = sorted(SRC.rglob("*.py"))
SAY_NOTHING = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"}
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_OF_OS = {
    "chown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getloadavg", "getuid", "killpg", "lchown",
    "mkfifo", "sched_getaffinity", "setsid", "setuid", "statvfs", "uname", "wait",
}  # fmt: skip
MACHINE_PATHS = ("/work/", "/tmp/", "/home/", "/root/", "/Users/", "C:\\")  # noqa: S108 - looked for, not used
METHODS_MAY_IMPORT = sys.stdlib_module_names | {"numpy", "scipy", "verity"}


def nodes(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(file.read_text("utf-8"), str(file)))


def imported(file: Path) -> Iterator[str]:
    """Yield every module that a file imports, in full."""
    for node in nodes(file):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def places(faults: Iterator[tuple[Path, ast.AST]]) -> list[str]:
    return [f"{file.relative_to(ROOT).as_posix()}:{getattr(node, 'lineno', 0)}" for file, node in faults]


def asserts(file: Path) -> list[ast.AST]:
    return [node for node in nodes(file) if isinstance(node, ast.Assert)]


def releases_made(file: Path) -> list[ast.AST]:
    """Return what makes a `Release`, whatever it was imported as, or gives one other rows."""
    names = {"Release"}
    for node in nodes(file):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname for alias in node.names if alias.name == "Release" and alias.asname}
    found: list[ast.AST] = []
    for node in nodes(file):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in names:
                found.append(node)
            case ast.Call(func=ast.Attribute(attr="Release")):
                found.append(node)
            case ast.Attribute(value=ast.Name(id=name), attr="__new__") if name in names:
                found.append(node)
            case ast.Call(keywords=keywords) if any(keyword.arg == "_frame" for keyword in keywords):
                found.append(node)  # dataclasses.replace, say
            case _:
                pass
    return found


def machine_paths(file: Path) -> list[ast.AST]:
    return [
        node
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(MACHINE_PATHS)
    ]  # fmt: skip


def posix_only(file: Path) -> list[ast.AST]:
    found: list[ast.AST] = []
    for node in nodes(file):
        match node:
            case ast.Import(names=names) if {a.name.split(".")[0] for a in names} & POSIX_MODULES:
                found.append(node)
            case ast.ImportFrom(module=str(module)) if module.split(".")[0] in POSIX_MODULES:
                found.append(node)
            case ast.ImportFrom(module="os", names=names) if {a.name for a in names} & POSIX_OF_OS:
                found.append(node)
            case ast.Attribute(value=ast.Name(id="os"), attr=attr) if attr in POSIX_OF_OS:
                found.append(node)
            case _:
                pass
    return found


def test_there_is_something_to_check() -> None:
    assert len(FILES) > 20


def test_no_assert_in_the_package() -> None:
    assert places((file, node) for file in FILES for node in asserts(file)) == []


def test_no_name_that_says_nothing() -> None:
    listed = [path for room in ("src", "tests", "tools", "benchmarks") for path in (ROOT / room).rglob("*")]
    assert [path for path in listed if path.stem.casefold() in SAY_NOTHING] == []


def test_a_release_is_made_by_the_gate_alone() -> None:
    made = {file.relative_to(SRC).as_posix() for file in FILES if releases_made(file)}
    assert made <= {"disclosure/release.py"}


def test_no_path_of_a_machine() -> None:
    assert places((file, node) for file in FILES for node in machine_paths(file)) == []


def test_nothing_that_only_posix_has() -> None:
    assert places((file, node) for file in FILES for node in posix_only(file)) == []


def test_methods_import_numpy_and_scipy_alone() -> None:
    methods = [file for file in FILES if file.is_relative_to(SRC / "methods")]
    outside = {
        f"{file.name}: {module}"
        for file in methods
        for module in imported(file)
        if module.split(".")[0] not in METHODS_MAY_IMPORT
        or (module.startswith("verity.") and not module.startswith("verity.methods"))
    }
    assert outside == set()


@pytest.mark.parametrize(
    ("code", "check"),
    [
        ("assert x", asserts),
        ("from verity.model.releases import Release as R\nR(measure=1)", releases_made),
        ("from verity.model import releases\nreleases.Release(measure=1)", releases_made),
        ("Release.__new__(Release)", releases_made),
        ("replace(released, _frame=raw)", releases_made),
        ("path = '/home/someone/data.csv'", machine_paths),
        ("import os\nos.fork()", posix_only),
        ("from os import getuid", posix_only),
        ("import fcntl", posix_only),
        ("def f():\n    from pwd import getpwnam", posix_only),
    ],
)
def test_each_rule_can_fail(code: str, check: object, tmp_path: Path) -> None:
    assert callable(check)
    (tmp_path / "planted.py").write_text(code, "utf-8")
    assert len(check(tmp_path / "planted.py")) == 1
