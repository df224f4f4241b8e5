"""No template of any module of sentences, and no sentence of the demonstration, holds a word of cause."""

import ast
import json
from importlib import import_module
from pathlib import Path

import pytest

import verity.findings
from verity.findings.causes import causal

MODULES = sorted(path.stem for path in Path(verity.findings.__file__).parent.glob("*words.py"))


def templates(module):
    """Every stretch of text in a module that may come into a sentence; what explains the code is left out."""
    tree = ast.parse(Path(import_module(f"verity.findings.{module}").__file__).read_text("utf-8"))
    explained = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in explained
    ]


@pytest.mark.parametrize("module", MODULES)
def test_no_template_claims_a_cause(module):
    found = templates(module)
    assert found
    for text in found:
        assert not causal(text), text
        assert "serious violence" not in text.lower()


@pytest.mark.parametrize(
    "text",
    ["Rain led to fewer offences", "It was caused by rain", "higher due to alcohol", "This drives demand",
     "explained by deprivation", "deprivation affects rates", "which contributed to the rise", "because of lockdown"],
)  # fmt: skip
def test_words_of_cause_are_found(text):
    assert causal(text)


@pytest.mark.parametrize(
    "text",
    ["Offences were higher in A than in B", "“Alcohol related”: caused outcome is a name in “caused by alcohol”"
     .replace(": caused outcome is a name in", " beside"), "alcohol-attributable diagnoses", "the next tenth"],
)  # fmt: skip
def test_names_in_quotation_marks_are_not_our_claim(text):
    assert not causal(text)


def test_no_sentence_of_the_demonstration_claims_a_cause(small_demo):
    site = small_demo / "site"
    findings = json.loads((site / "findings.json").read_text("utf-8"))["findings"]
    exhibits = json.loads((site / "exhibits.json").read_text("utf-8"))["exhibits"]
    assert len(findings) > 50
    for text in [*(one["words"] for one in findings), *(one["title"] for one in exhibits)]:
        assert not causal(text), text
