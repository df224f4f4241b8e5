"""Approvals: two different people for a public edition, a chain that shows any change, one edition and its data."""

import json
from dataclasses import replace

import pytest

from verity.approval.decisions import allowed, standing
from verity.approval.log import LOG, START, Entry, add_entry, head, read_log
from verity.approval.states import DRAFT_WORDS, LIFECYCLES, Action, State
from verity.model.errors import DisclosureError
from verity.model.releases import EditionKind

PUBLIC, PARTNER, RESTRICTED = EditionKind.PUBLIC, EditionKind.PARTNER, EditionKind.RESTRICTED
FIRST = Entry(
    action=Action.APPROVE, edition="public", subject="s1", title="An assessment", policies=("open",), name="Ann Ash",
    role="Director", note="", at="2026-11-23T09:00:00Z",
)  # fmt: skip
SECOND = replace(FIRST, name="Bo Birch", role="Chair")


def stand(*entries, kind=PUBLIC, subject="s1"):
    return standing(entries, subject, kind)


def test_a_public_edition_is_a_draft_until_two_people_have_approved_it():
    assert stand().state is State.DRAFT
    assert stand().draft.startswith("Draft")
    assert stand(FIRST).state is State.HALF_APPROVED
    assert stand(FIRST).draft.startswith("Draft")
    assert stand(FIRST, SECOND).state is State.APPROVED
    assert stand(FIRST, SECOND).draft == ""
    assert [one.name for one in stand(FIRST, SECOND).approvals] == ["Ann Ash", "Bo Birch"]


def test_an_approval_is_of_one_edition_and_its_data():
    assert stand(FIRST, SECOND, subject="s2").state is State.DRAFT
    assert stand(FIRST, SECOND, kind=PARTNER).state is State.DRAFT
    assert stand(replace(FIRST, edition="partner"), kind=PARTNER).state is State.APPROVED


def test_a_withdrawn_edition_is_not_to_be_used_and_needs_both_again():
    withdrawn = replace(FIRST, action=Action.WITHDRAW)
    assert stand(FIRST, SECOND, withdrawn).draft.startswith("Withdrawn")
    assert stand(FIRST, SECOND, withdrawn).approvals == ()
    assert allowed([FIRST, SECOND, withdrawn], SECOND) is State.HALF_APPROVED
    assert stand(FIRST, SECOND, withdrawn, SECOND).state is State.HALF_APPROVED


@pytest.mark.parametrize("name", ["Ann Ash", "  ann  ash ", "ANN-ASH", "Ånn Ash"])
def test_the_second_approver_is_another_person(name):
    with pytest.raises(DisclosureError) as told:
        allowed([FIRST], replace(FIRST, name=name))
    assert told.value.expected == "two different people"
    assert allowed([FIRST], SECOND) is State.APPROVED


@pytest.mark.parametrize(
    ("before", "entry", "found"),
    [
        ([], replace(FIRST, name=" . "), "blank"),
        ([], replace(FIRST, role=" "), "blank"),
        ([], replace(FIRST, edition="restricted"), "the restricted edition"),
        ([], replace(FIRST, action=Action.WITHDRAW), "draft"),
        ([FIRST, SECOND], replace(FIRST, name="Cy Cedar"), "approved"),
    ],
)
def test_a_decision_that_leads_nowhere_is_refused(before, entry, found):
    with pytest.raises(DisclosureError) as told:
        allowed(before, entry)
    assert found in told.value.found


def test_a_restricted_edition_is_never_released_and_bears_no_draft():
    assert stand(kind=RESTRICTED).draft == ""
    assert RESTRICTED not in LIFECYCLES


@pytest.mark.parametrize("kind", list(LIFECYCLES))
def test_every_state_can_be_left_and_reached_and_has_its_words(kind):
    ways = LIFECYCLES[kind]
    states = {state for state, _ in ways} | set(ways.values())
    assert {state for state, _ in ways} == states
    assert set(ways.values()) == states - {State.DRAFT}
    assert all(DRAFT_WORDS[state] for state in states - {State.APPROVED})
    approvals = sum(1 for state, action in ways if action is Action.APPROVE and state is not State.WITHDRAWN)
    assert approvals == (2 if kind is PUBLIC else 1)


def test_lines_are_added_and_bound_to_those_before(tmp_path):
    assert read_log(tmp_path) == ()
    assert head(tmp_path) == START
    first = add_entry(tmp_path, FIRST)
    text = (tmp_path / LOG).read_text("utf-8")
    second = add_entry(tmp_path, SECOND)
    assert (tmp_path / LOG).read_text("utf-8").startswith(text)
    assert read_log(tmp_path) == (FIRST, SECOND)
    assert head(tmp_path) == second != first
    assert json.loads((tmp_path / LOG).read_text("utf-8").splitlines()[1])["before"] == first


def altered(lines):
    name = json.loads(lines[0]) | {"name": "Someone Else"}
    schema = json.loads(lines[1]) | {"schema": "verity.release-log/9"}
    return {
        "a name": [json.dumps(name), *lines[1:]],
        "a line taken out": lines[1:],
        "two lines exchanged": [lines[1], lines[0], lines[2]],
        "a line twice": [lines[0], *lines],
        "no JSON": [lines[0], "x", lines[2]],
        "no object": [lines[0], "3", lines[2]],
        "an unknown schema": [lines[0], json.dumps(schema), lines[2]],
    }


@pytest.mark.parametrize("how", list(altered(["{}", "{}", "{}"])))
def test_any_change_of_a_line_is_seen_and_nothing_is_added(tmp_path, how):
    for entry in (FIRST, SECOND, replace(FIRST, action=Action.WITHDRAW)):
        add_entry(tmp_path, entry)
    file = tmp_path / LOG
    lines = altered(file.read_text("utf-8").splitlines())[how]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(DisclosureError, match="altered"):
        read_log(tmp_path)
    before = file.read_bytes()
    with pytest.raises(DisclosureError, match="altered"):
        add_entry(tmp_path, FIRST)
    assert file.read_bytes() == before


@pytest.mark.parametrize("text", [b"{", b"\xff\n"])
def test_a_line_that_is_not_whole_or_not_text_is_seen(tmp_path, text):
    (tmp_path / LOG).write_bytes(text)
    with pytest.raises(DisclosureError, match="altered"):
        read_log(tmp_path)
