"""Every rule finds its made-up fault and lets the near miss pass."""

import importlib.util
from pathlib import Path

import pytest

from verity.lint.assembly import assemble
from verity.lint.linting import RULES, lint
from verity.lint.rules.contents import ELEMENTS
from verity.lint.structure import pieces_of_lines

_spec = importlib.util.spec_from_file_location("lint_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)

EVERYTHING = (
    "This needs assessment of violence names the police, the fire and rescue service, the integrated care board, the "
    "council, the youth justice service and probation, and the police and crime commissioner. Partners define serious "
    "violence as follows. It is reviewed every year: the next review is in May. It shows deprivation, months and "
    "weekdays, ambulance callouts, severity, risk factors, a toolkit of what works, recommendations, progress on the "
    "last assessment's recommendations, limitations, stop and search, and a slope index; police recorded crime is not "
    "accredited official statistics."
)
NOTHING = "This needs assessment tells of violence and of nothing else in the county."


def found(words: str) -> set[tuple[str, str]]:
    text = assemble(pieces_of_lines(words.split("\n")), "made up")
    return {(one.check, one.rule) for one in lint(text)}


@pytest.mark.parametrize("rule", cases.CASES, ids="/".join)
def test_a_planted_fault_is_found(rule: tuple[str, str]) -> None:
    assert rule in found(cases.CASES[rule][0])


@pytest.mark.parametrize("rule", cases.CASES, ids="/".join)
def test_a_near_miss_is_none(rule: tuple[str, str]) -> None:
    assert rule not in found(cases.CASES[rule][1])


def whole(words: str) -> str:
    return "\n\n".join([words] * 20 + ["The text goes on about this and that and says little."] * 800)


def test_what_a_whole_assessment_leaves_out_is_found() -> None:
    assert {(one.id, one.name) for one in ELEMENTS} <= found(whole(NOTHING))


def test_what_a_whole_assessment_has_is_not_missed() -> None:
    assert not {(one.id, one.name) for one in ELEMENTS} & found(whole(EVERYTHING))


def test_a_part_of_an_assessment_need_not_have_everything() -> None:
    assert not {(one.id, one.name) for one in ELEMENTS} & found(NOTHING)


def test_every_rule_has_a_fault_and_a_near_miss() -> None:
    elements = {(one.id, one.name) for one in ELEMENTS}
    assert {(rule.id, rule.name) for rule in RULES} == set(cases.CASES) | elements


def test_rules_are_told_apart_by_id_and_name() -> None:
    assert len({(rule.id, rule.name) for rule in RULES}) == len(RULES)
