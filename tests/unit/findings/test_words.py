"""Sentences at their thresholds: direction from intervals, bases named, nothing said that the numbers do not bear."""

import inspect
import re

import pytest

from verity.findings import words


def test_a_category_share_names_both_bases():
    said = words.category_share(words.CategoryShare("2023", 33.4, 40.2))
    assert said == (
        "About 33% of crimes and incidents recorded in 2023 were violence and sexual offences (police.uk category); "
        "40% when anti-social behaviour is left out."
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [(3.2, "3.2 percentage points higher"), (-1.1, "1.1 percentage points lower"), (0.04, "no higher or lower")],
)
def test_a_change_of_share_has_direction_and_size(change, told):
    then, now = words.CategoryShare("2021", 30.0, 40.0), words.CategoryShare("2023", 30.0 + change, 40.0)
    assert f"(police.uk category) was {told}" in words.category_share_change(then, now)


def test_a_difference_is_that_of_the_shares_that_are_printed():
    then, now = words.CategoryShare("2021", 29.58, 38.66), words.CategoryShare("2023", 32.82, 39.83)
    said = words.category_share_change(then, now)
    assert "not fully comparable" not in said
    assert "changed in May 2023" in words.category_share_change(then, now, changed="May 2023")
    assert "3.2 percentage points higher (32.8%, before 29.6%)" in said
    assert "1.1 percentage points higher (39.8%, before 38.7%)" in said


@pytest.mark.parametrize(("apart", "verdict"), [(True, "higher than"), (False, "similar to")])
def test_the_direction_of_rates_comes_from_their_intervals(apart, verdict):
    said = words.crude_rates(("A", 30.0), ("B", 20.0), apart=apart, year=2023, label="x", per=1000)
    assert verdict in said


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0%"),
        (0.4, "less than 1%"),
        (0.5, "less than 1%"),
        (0.51, "1%"),
        (99.4, "99%"),
        (99.6, "more than 99%"),
        (100.0, "100%"),
    ],
)
def test_a_percentage_is_never_rounded_to_none_or_all(value, text):
    assert words.percent(value) == text


@pytest.mark.parametrize(
    ("change", "word"), [(0.4, "about the same"), (-0.4, "about the same"), (5.0, "5% higher"), (-5.0, "5% lower")]
)
def test_a_change_of_population_is_told_from_half_a_per_cent(change, word):
    assert word in words.population_change("A", 2010, 2020, change)


def test_no_sentence_holds_a_causal_verb_or_calls_the_category_serious():
    text = inspect.getsource(words)
    assert not re.search(r"\b(caused|because of|led to|due to|drove|driven by|resulted in)\b", text)
    assert "serious violence" not in text.lower()
