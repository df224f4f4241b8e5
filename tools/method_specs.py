"""Reads which spec test exercises which method, and the tables it draws, from the tests' syntax trees.

Nothing is run here. Rendering is in `method_docs`.
"""

import ast
import re
import runpy
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SPECS = Path(__file__).resolve().parent.parent / "tests" / "spec"
METHODS = "verity.methods."

Table = list[dict[str, str]]
rows = runpy.run_path(str(SPECS / "spec_table.py"))["rows"]


@dataclass(frozen=True, kw_only=True)
class Spec:
    """One spec test.

    Parameters
    ----------
    name : str
        Name of the test function.
    file : str
        Below `tests/spec`, POSIX separators.
    exercises : frozenset[tuple[str, str]]
        Module and function of every method that the test calls, itself or through its file's own functions.
    remarks : tuple[str, ...]
        Comments of the test, joined to sentences.
    tables : tuple[Table, ...]
        The drawn tables, in order.
    refusals : tuple[str, ...]
        Patterns of the errors that the test expects.
    check : str
        The statements of the test that draw no table.
    """

    name: str
    file: str
    exercises: frozenset[tuple[str, str]]
    remarks: tuple[str, ...]
    tables: tuple[Table, ...]
    refusals: tuple[str, ...]
    check: str

    @property
    def title(self) -> str:
        """The rule as a heading: `test_a_share_has_an_interval` → A share has an interval."""
        words = self.name.removeprefix("test_").replace("_", " ")
        return words[0].upper() + words[1:]


def specs() -> list[Spec]:
    """Return all spec tests of methods, by file and then as they stand."""
    return [spec for file in sorted(SPECS.rglob("test_*.py")) for spec in _of_file(file)]


def _of_file(file: Path) -> Iterator[Spec]:
    text = file.read_text("utf-8")
    tree = ast.parse(text)
    methods = {
        alias.asname or alias.name: (str(node.module).removeprefix(METHODS), alias.name)
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(METHODS)
        for alias in node.names
    }
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    if not methods:
        return
    for name, node in functions.items():
        if name.startswith("test_"):
            lines = text.splitlines()[node.lineno : node.end_lineno]
            called = _called(node, functions, frozenset())
            yield Spec(
                name=name,
                file=file.relative_to(SPECS).as_posix(),
                exercises=frozenset(methods[one] for one in called if one in methods),
                remarks=_remarks(lines),
                tables=tuple(_tables(node)),
                refusals=tuple(_refusals(node)),
                check=_check(node, text),
            )


def _called(node: ast.AST, functions: Mapping[str, ast.FunctionDef], seen: frozenset[str]) -> frozenset[str]:
    """Return the names called in a function, and in the functions of its file that it calls."""
    names = {one.func.id for one in ast.walk(node) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
    own = (names & functions.keys()) - seen
    return frozenset(names).union(*(_called(functions[name], functions, seen | own) for name in own))


def _is_table(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count(" | ") > 1


def _tables(node: ast.AST) -> Iterator[Table]:
    found = [one for one in ast.walk(node) if _is_table(one)]
    for one in sorted(found, key=lambda one: (one.lineno, one.col_offset)):
        yield rows(one.value)


def _refusals(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.raises":
            yield from (str(word.value.value) for word in one.keywords if isinstance(word.value, ast.Constant))


def _remarks(lines: list[str]) -> tuple[str, ...]:
    """Return the whole-line comments, lines that follow one another joined."""
    blocks = re.findall(r"(?:^[ ]*# .*\n?)+", "\n".join(lines), re.MULTILINE)
    return tuple(" ".join(line.strip().removeprefix("# ") for line in block.splitlines()) for block in blocks)


def _check(node: ast.FunctionDef, text: str) -> str:
    """Return the source of the statements without a drawn table or docstring."""
    kept = []
    for statement in node.body:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text and not any(map(_is_table, ast.walk(statement))):
            segment = ast.get_source_segment(text, statement, padded=True) or ""
            kept.append(textwrap.dedent(segment))
    return "\n".join(kept)
