"""Reads the public functions and classes of `verity.methods` from their syntax trees: words, signature, source.

Nothing is imported, so a signature stands as it is written. Rendering is in `method_docs`.
"""

import ast
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "verity" / "methods"

FAMILIES: dict[str, tuple[str, ...]] = {
    "Rates and their intervals": (
        "rates", "intervals", "standardisation", "indirect_standardisation", "interval_floor", "populations",
    ),
    "Comparison and inequality": ("comparison", "funnel", "overdispersion", "quantiles", "inequality"),
    "Trends and control charts": ("trend", "comparability", "control"),
    "Recorded times": ("time_quality", "default_times", "aoristic", "time_profile"),
    "Places": (
        "concentration", "getis_ord", "local_moran", "global_moran", "smoothing", "constant_risk", "near_repeat",
        "prediction_accuracy", "multiple_testing",
    ),
    "Harm": ("harm",),
    "Surveys": ("surveys", "survey_design", "rao_scott"),
    "Foundations": ("arrays", "confidence", "links", "age_grid", "weights", "conditional_permutation"),
}  # fmt: skip
YEAR = r"(?:18|19|20)\d\d"
IN_BRACKETS = re.compile(rf"\(((?:[^()]*[A-Z][a-z]{{2}}[^()]*\b{YEAR}\b|OHID,|ONS,)[^()]*)\)")
YEAR_IN_BRACKETS = re.compile(rf"(?:[A-Z][\w’'–-]+(?: & | et al\. |, | ))+\({YEAR}[^()]*\)(?:, [^.;()]*)?")
BARE = re.compile(rf"[A-Z][\w’–-]+(?: & [A-Z][\w–-]+| et al\.) {YEAR}(?:, [^.;()]*)?")
HEADING = re.compile(r"^([A-Z][\w ]+)\n-{3,}\n", re.MULTILINE)


@dataclass(frozen=True)
class Definition:
    """A public function or class and the module it is in."""

    module: str
    node: ast.FunctionDef | ast.ClassDef

    @property
    def name(self) -> str:
        """Name in the code."""
        return self.node.name

    @property
    def link(self) -> str:
        """Link from another page of the reference."""
        heading = "class-" if isinstance(self.node, ast.ClassDef) else ""
        return f"[`{self.name}`]({self.module}.md#{heading}{self.name.lower()})"

    @property
    def sections(self) -> dict[str, str]:
        """The docstring's numpydoc sections; the text before them is called `""`."""
        first, *parts = HEADING.split(ast.get_docstring(self.node) or "")
        return {
            "": first.strip(),
            **{name: body.strip("\n") for name, body in zip(parts[::2], parts[1::2], strict=True)},
        }

    @property
    def summary(self) -> str:
        """The first paragraph on one line."""
        return " ".join(self.sections[""].split("\n\n")[0].split())


@cache
def tree(module: str) -> ast.Module:
    """Return a module's syntax tree."""
    return ast.parse((SOURCE / f"{module}.py").read_text("utf-8"))


def modules() -> list[str]:
    """Return the modules in the order of their families; a module of no family is an error."""
    listed = [module for family in FAMILIES.values() for module in family]
    found = {file.stem for file in SOURCE.glob("*.py")} - {"__init__"}
    if found != set(listed):
        raise SystemExit(f"FAMILIES in {Path(__file__).name} and the modules differ: {sorted(found ^ set(listed))}")
    return listed


def public(module: str) -> list[Definition]:
    """Return the public functions and classes of a module as they stand, functions first."""
    kept = [node for node in tree(module).body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    ordered = sorted(kept, key=lambda node: isinstance(node, ast.ClassDef))
    return [Definition(module, node) for node in ordered if not node.name.startswith("_")]


@cache
def index() -> dict[str, Definition]:
    """Return every public definition by name; of two with one name, the first."""
    return {one.name: one for module in reversed(modules()) for one in reversed(public(module))}


def named(name: str, here: str) -> Definition | None:
    """Return the definition that a name in a docstring means.

    A plain word such as `ratio` means the function of that name in its own module only: elsewhere it is a field.
    """
    other = index().get(name.rsplit(".", maxsplit=1)[-1])
    plain = name.islower() and "_" not in name and "." not in name
    return None if other is None or (plain and other.module != here) else other


def cited(text: str) -> list[str]:
    """Return the works that a text names: in brackets, with the year in brackets, or two authors and a year."""
    line = " ".join(text.split())
    outside = IN_BRACKETS.sub("", line)
    return IN_BRACKETS.findall(line) + YEAR_IN_BRACKETS.findall(outside) + BARE.findall(outside)


def citations(one: Definition) -> list[str]:
    """Return the works that a definition names itself."""
    if "References" in one.sections:
        return [" ".join(one.sections["References"].split()).rstrip(".")]
    return cited("\n".join(one.sections.get(name, "") for name in ("", "Returns", "Notes")))


@cache
def rests_on(one: Definition) -> tuple[str, ...]:
    """Return the methods that a function names or calls, those of the private functions it calls included."""
    private = {node.name: node for node in tree(one.module).body if isinstance(node, ast.FunctionDef)}
    waiting: list[ast.AST] = [one.node]
    seen = {one.name}
    words = re.findall(r"`([\w.]+)`", "\n".join(body for name, body in one.sections.items() if name != "Examples"))
    found = [other.name for word in words if (other := named(word, one.module)) is not None]
    while waiting:
        for call in ast.walk(waiting.pop()):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id not in seen:
                seen.add(call.func.id)
                found.append(call.func.id)
                if call.func.id.startswith("_") and call.func.id in private:
                    waiting.append(private[call.func.id])
    return tuple(dict.fromkeys(name for name in found if name in index() and name != one.name))


def source(one: Definition, seen: frozenset[str] = frozenset()) -> str:
    """Return the works that a function rests on: its own, those of the methods it uses, or its module's; or nothing."""
    if own := citations(one):
        return "; ".join(own)
    for name in rests_on(one):
        other = index()[name]
        if name not in seen and isinstance(other.node, ast.FunctionDef) and source(other, seen | {one.name}):
            return f"as `{other.module}.{name}`"
    return "; ".join(cited(ast.get_docstring(tree(one.module)) or ""))


def entries(section: str) -> list[tuple[str, str]]:
    """Return the entries of a numpydoc section: the unindented line, and what is said below it."""
    parts = re.findall(r"^(\S.*)\n?((?:^(?:[ ]+.*)?\n?)*)", section, re.MULTILINE)
    return [(head.strip(), " ".join(body.split())) for head, body in parts]


def signature(one: Definition, node: ast.FunctionDef) -> str:
    """Return a signature as it is written in the module."""
    lines = (SOURCE / f"{one.module}.py").read_text("utf-8").splitlines()[node.lineno - 1 : node.body[0].lineno - 1]
    return textwrap.dedent("\n".join(lines)).strip().removeprefix("def ").removesuffix(":").replace("npt.", "")
