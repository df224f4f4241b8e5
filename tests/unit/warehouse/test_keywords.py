"""Keywords in officers' words: mentioned, nearly mentioned, negated, and affirmed after a negation."""

import numpy as np
import pyarrow as pa
import pytest

from verity.model.keywords import FACTORS
from verity.warehouse.keywords import factors_in, lists_of

MENTIONED = [
    ("Suspect was drunk and verbally abusive", "alcohol"),
    ("Both INTOXICATED after a night out", "alcohol"),
    ("Under the influence of drink", "alcohol"),
    ("Small bag of cannabis recovered", "drugs"),
    ("Linked to county lines", "drugs"),
    ("Domestic between ex-partners", "domestic abuse"),
    ("Keywords: DV; child present", "domestic abuse"),
    ("IP threatened with a machete", "knife"),
    ("Victim stabbed once in the arm", "knife"),
    ("Discharge of a shotgun", "firearm"),
    ("IP has mental health issues", "mental health"),
    ("History of self-harm", "mental health"),
    ("Racially aggravated language used", "hate"),
    ("Messages sent on Snapchat", "online"),
    ("Children in the house at the time", "child at risk"),
    ("Believed to be gang related", "gang"),
    ("IP is vulnerable", "vulnerability"),
    ("Known learning disability", "vulnerability"),
    ("Suspect strangled the victim", "strangulation"),
    ("Hands around her neck", "strangulation"),
    ("Punched outside a nightclub by door staff", "night-time economy"),
    ("Night-time economy offence", "night-time economy"),
    ("Struck with a baseball bat", "other weapon"),
    ("Occurred in a public place", "public place"),
    ("Course of conduct amounting to harassment", "harassment"),
    ("Suspect intimidated the witness", "intimidation"),
    ("Repeat domestic abuse", "repeat domestic abuse"),
    ("Assaulted by her husband", "partner"),
    ("Coercive behaviour reported", "coercive control"),
]
NEARLY = [
    ("Stopped at the drugstore", "drugs"),
    ("The publican called police", "night-time economy"),
    ("Went to the pubic office", "night-time economy"),
    ("A gunning engine was heard", "firearm"),
    ("Domestically produced goods", "domestic abuse"),
    ("Wearing a begun jacket", "firearm"),
    ("Chateau lettering on the van", "hate"),
    ("Accidental injury", "other weapon"),
    ("Lives in Onlinesby", "online"),
]
NEGATED = [
    ("No knife seen", "knife"),
    ("No weapons were used", "other weapon"),
    ("Without any knife", "knife"),
    ("Suspect denies having a knife", "knife"),
    ("Alcohol: nil", "alcohol"),
    ("alcohol - no", "alcohol"),
    ("Drugs = N", "drugs"),
    ("Not domestic", "domestic abuse"),
    ("Isn't domestic", "domestic abuse"),
    ("Nil alcohol or drugs", "drugs"),
    ("No knife, gun or bat seen", "firearm"),
    ("No knife or blade", "knife"),
    ("Knife was not seen", "knife"),
    ("Alcohol not believed to be a factor", "alcohol"),
    ("no sign of any knife", "knife"),
    ("Unknown if drunk", "alcohol"),
    ("Never in a gang", "gang"),
    ("neither drunk nor aggressive", "alcohol"),
    ("Drugs; no alcohol", "alcohol"),
]
AFFIRMED_AFTER_ALL = [
    ("No knife seen at first. Knife later found in bushes", "knife"),
    ("Suspect denies having a knife but a knife was recovered", "knife"),
    ("No injuries. Suspect drunk", "alcohol"),
    ("No injuries, knife seen", "knife"),
    ("Not only drunk but violent", "alcohol"),
    ("No doubt drunk", "alcohol"),
    ("No complaint from the male who then produced a knife", "knife"),
    ("Suspect did not stop although seen with a gun", "firearm"),
    ("no alcohol; drugs", "drugs"),
    ("nil|knife", "knife"),
]


def found(text: str) -> set[str]:
    (names,) = factors_in(pa.chunked_array([[text]])).to_pylist()
    return set(names.split("|")) if names else set()


@pytest.mark.parametrize(("text", "factor"), MENTIONED)
def test_a_mention_counts(text: str, factor: str) -> None:
    assert factor in found(text)


@pytest.mark.parametrize(("text", "factor"), NEARLY)
def test_part_of_another_word_does_not(text: str, factor: str) -> None:
    assert factor not in found(text)


@pytest.mark.parametrize(("text", "factor"), NEGATED)
def test_a_negated_mention_does_not(text: str, factor: str) -> None:
    assert factor not in found(text)


@pytest.mark.parametrize(("text", "factor"), AFFIRMED_AFTER_ALL)
def test_a_negation_ends_with_its_clause(text: str, factor: str) -> None:
    assert factor in found(text)


def test_every_factor_has_a_sentence() -> None:
    assert {factor for _, factor in MENTIONED} == set(FACTORS)


def test_the_order_of_rows_and_the_missing_stay() -> None:
    text = pa.chunked_array([["drunk with a knife", None], ["", "cannabis; drunk", "nothing of note"]])
    assert factors_in(text).to_pylist() == ["alcohol|knife", None, None, "alcohol|drugs", None]


def test_no_rows() -> None:
    assert factors_in(pa.chunked_array([], pa.string())).to_pylist() == []


def test_the_window_is_bounded() -> None:
    assert "knife" not in found("not one two three knife")
    assert "knife" in found("not one two three four knife")


def test_lists_are_sorted_and_bounded() -> None:
    yes = np.array([True])
    assert lists_of({"b": yes, "a": yes, "c": ~yes}, 1).to_pylist() == ["a|b"]
    with pytest.raises(ValueError, match="at most 62"):
        lists_of({str(n): yes for n in range(63)}, 1)
