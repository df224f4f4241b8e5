"""The generated documentation is what the code says now, and every method says what a reader needs."""

import ast
import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
MESSAGE = "out of date: run `make docs`"

CHECKS_AND_PARTS = {
    "age_grid.age_grid",
    "arrays.finite_vector", "arrays.increasing_edges", "arrays.index_vector", "arrays.non_negative_vector",
    "conditional_permutation.conditional_tail_counts",
    "confidence.confidence_levels", "confidence.normal_deviate",
    "default_times.minute_counts",
    "funnel.classes",
    "intervals.non_negative",
    "time_profile.profile_of_week",
    "weights.checked_weights", "weights.contiguity_weights", "weights.islands", "weights.neighbour_counts",
    "weights.row_standardised", "weights.row_sums", "weights.spatial_lag", "weights.with_self",
}  # fmt: skip
"""Functions that check input or are a part of a method, and are shown by the method's own example and source."""


@pytest.fixture(scope="module")
def tools() -> Iterator[dict[str, ModuleType]]:
    sys.path.insert(0, str(ROOT / "tools"))
    names = (
        "method_docs", "contract_docs", "command_docs", "definition_docs", "lint_docs", "method_definitions",
        "method_specs",
    )  # fmt: skip
    yield {name: importlib.import_module(name) for name in names}
    sys.path.remove(str(ROOT / "tools"))


def test_the_reference_of_methods_is_current(tools) -> None:
    made = tools["method_docs"].pages()
    on_disk = {file: file.read_text("utf-8") for file in (ROOT / "docs" / "methods").glob("*.md")}
    changed = [file.name for file in sorted(made.keys() | on_disk.keys()) if made.get(file) != on_disk.get(file)]
    assert changed == [], MESSAGE


def test_the_reference_of_sources_is_current(tools) -> None:
    page = tools["contract_docs"]
    assert page.FILE.read_text("utf-8") == page.sources(page.CONTRACTS), MESSAGE


def test_the_reference_of_definitions_is_current(tools) -> None:
    page = tools["definition_docs"]
    assert page.FILE.read_text("utf-8") == page.definitions(), MESSAGE


def test_the_list_of_checks_is_current(tools) -> None:
    page = tools["lint_docs"]
    assert page.FILE.read_text("utf-8") == page.page(), MESSAGE


def test_the_reference_of_commands_is_current(tools) -> None:
    page = tools["command_docs"]
    assert page.FILE.read_text("utf-8") == page.commands(), MESSAGE


def test_every_link_of_the_reference_leads_somewhere(tools) -> None:
    anchor = tools["method_docs"].anchor
    pages = tools["method_docs"].pages()
    headings = {
        file: [anchor(one) for one in re.findall(r"^#+ (.+)$", re.sub(r"(?s)```.*?```", "", text), re.MULTILINE)]
        for file, text in pages.items()
    }
    assert [file.name for file, found in headings.items() if len(set(found)) < len(found)] == []
    dead = []
    for file, text in pages.items():
        for path, fragment in re.findall(r"\]\(([^()#\s]*)(?:#([^()\s]+))?\)", text):
            target = (file.parent / path).resolve() if path else file
            if not target.is_file() or (fragment and fragment not in headings[target]):
                dead.append(f"{file.name}: {path}#{fragment}")
    assert dead == []


def methods(docs: ModuleType):
    return [
        one for module in docs.modules() for one in docs.public(module) if isinstance(one.node, ast.FunctionDef)
    ]  # fmt: skip


def names(found) -> set[str]:
    return {f"{one.module}.{one.name}" for one in found}


def test_every_method_has_an_example(tools) -> None:
    lacking = names(
        one for one in methods(tools["method_definitions"]) if ">>>" not in one.sections.get("Examples", "")
    )
    assert lacking - CHECKS_AND_PARTS == set()


def test_every_method_names_its_source(tools) -> None:
    docs = tools["method_definitions"]
    assert names(one for one in methods(docs) if not docs.source(one)) - CHECKS_AND_PARTS == set()


def test_every_method_says_what_it_does(tools) -> None:
    assert names(one for one in methods(tools["method_definitions"]) if not one.summary.endswith((".", ":"))) == set()


def test_documented_parameters_are_those_of_the_signature(tools) -> None:
    docs = tools["method_definitions"]
    differing = []
    for one in methods(docs):
        heads = [head.partition(" : ")[0] for head, _ in docs.entries(one.sections.get("Parameters", ""))]
        documented = {name.strip() for head in heads for name in head.split(",")}
        arguments = one.node.args
        if documented and documented != {given.arg for given in (*arguments.args, *arguments.kwonlyargs)}:
            differing.append(one)
    assert names(differing) == set()


def test_exceptions_are_functions_that_exist(tools) -> None:
    assert names(methods(tools["method_definitions"])) >= CHECKS_AND_PARTS


def test_every_spec_of_methods_is_on_a_page(tools) -> None:
    specs = tools["method_specs"].specs()
    text = "\n".join(tools["method_docs"].pages().values())
    assert len(specs) > 20
    assert [spec.name for spec in specs if spec.exercises and f"### Rule: {spec.title}\n" not in text] == []
    assert [spec.name for spec in specs if not spec.exercises] == []
