"""Sentences at their thresholds: direction from intervals, bases named, nothing said that the numbers do not bear."""

import re
from itertools import pairwise

import pytest

from verity.findings import (
    agreement_words,
    area_words,
    person_words,
    place_words,
    police_words,
    time_words,
    words,
)
from verity.findings.finding import Finding
from verity.findings.ways import tell
from verity.model.measures import Polarity

SHARE = (31.0, 29.0, 33.0)


def share(period, with_asb, without_asb, half=0.2):
    return police_words.CategoryShare(
        period, (with_asb, with_asb - half, with_asb + half), (without_asb, without_asb - half, without_asb + half)
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (3.2, "3.2 percentage points higher (33.2%, before 30.0%) than in 2021"),
        (-1.1, "1.1 percentage points lower (28.9%, before 30.0%) than in 2021"),
        (0.5, "0.5 percentage points higher (30.5%, before 30.0%) than in 2021"),
        (0.4, "similar (30.4%, before 30.0%) to that in 2021"),  # the intervals share 30.2
        (0.0, "similar (30.0%, before 30.0%) to that in 2021"),
    ],
)
def test_a_change_of_share_needs_intervals_that_part(change, told):
    then, now = share("2021", 30.0, 40.0), share("2023", 30.0 + change, 40.0)
    for way in police_words.category_share_change(then, now, with_asb=True):
        assert told in way


def test_a_difference_is_that_of_the_shares_that_are_printed():
    then, now = share("2021", 29.58, 38.66, half=0.01), share("2023", 32.82, 39.83, half=0.01)
    told = [police_words.category_share_change(then, now, with_asb=one) for one in (True, False)]
    assert all("3.2 percentage points higher (32.8%, before 29.6%)" in way for way in told[0])
    assert all("1.1 percentage points higher (39.8%, before 38.7%)" in way for way in told[1])


def test_a_change_of_counting_rules_is_said_with_both_shares_in_other_words():
    given = [
        police_words.category_share_change(
            share("2021", 30, 40), share("2023", 30, 40), with_asb=one, changed="May 2023"
        )
        for one in (True, False)
    ]
    cautions = [way.split(". ")[1] for ways in given for way in ways]
    assert all("May 2023" in one for one in cautions)
    assert set(cautions[:2]).isdisjoint(cautions[2:])


@pytest.mark.parametrize(
    ("lower_of_high", "verdict"), [(20.6, "higher in A than in B"), (20.5, "similar in A and B"), (18.0, "similar in")]
)
def test_the_direction_of_rates_comes_from_their_intervals(lower_of_high, verdict):
    (said,) = police_words.crude_rates(
        ("A", (25.0, lower_of_high, 30.0)), ("B", (20.0, 19.5, 20.5)), year=2023, label="x", per=1000
    )
    assert verdict in said
    assert "Census 2021" in said


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
    ("change", "said"),
    [
        (0.49, ("about as many", "about the same")),
        (-0.49, ("about as many", "about the same")),
        (0.5, ("less than 1% higher", "less than 1% more")),
        (5.0, ("5% higher", "5% more")),
        (-5.0, ("5% lower", "5% fewer")),
    ],
)
def test_a_change_of_population_is_told_from_half_a_per_cent(change, said):
    ways = area_words.population_change("A", 2010, 2020, change)
    assert all(part in way for part, way in zip(said, ways, strict=True))


@pytest.mark.parametrize("clear", [True, False])
def test_a_value_is_the_most_common_only_where_it_stands_clear(clear):
    for way in person_words.largest("outcome", "charged", SHARE, "offences", 310, clear=clear):
        assert ("among the most common outcomes" in way.lower()) is not clear
        assert "the most common" in way.lower()
    for way in person_words.age_and_sex("male", "20-24", SHARE, "offences", 310, clear=clear):
        assert ("among the largest groups" in way) is not clear
    for way in time_words.month("July", SHARE, "offences", clear=clear):
        assert ("among the fullest months" in way) is not clear
    for way in time_words.week_cell("offences", (6, "20:00–23:59"), 6.2, 900, clear=clear):
        assert ("among the busiest parts" in way) is not clear


@pytest.mark.parametrize(("count", "cautious"), [(19, True), (20, False)])
def test_counts_below_twenty_are_small_numbers(count, cautious):
    ways = [
        *person_words.largest("outcome", "charged", SHARE, "offences", count, clear=True),
        *person_words.age_and_sex("male", "20-24", SHARE, "offences", count, clear=True),
        *person_words.ethnic_group("White", 70.0, "victims", residents_pct=78.0, unknown_pct=12.0, count=count),
    ]
    assert all(("small numbers" in way) is cautious for way in ways)


def test_ethnic_groups_stand_beside_residents_with_those_not_known_and_no_direction():
    ways = person_words.ethnic_group("White", 70.0, "victims", residents_pct=78.0, unknown_pct=12.0, count=300)
    for way in ways:
        assert all(part in way for part in ("70%", "78%", "12%", "beside", "of residents"))
        assert not any(part in way for part in ("higher", "lower", "over-", "under-"))


@pytest.mark.parametrize(
    ("comparison", "polarity", "said"),
    [
        ("higher", Polarity.LOWER_IS_BETTER, "higher (worse) than in A as a whole (90.0)"),
        ("lower", Polarity.LOWER_IS_BETTER, "lower (better) than in A as a whole (90.0)"),
        ("lower", Polarity.HIGHER_IS_BETTER, "lower (worse) than in A as a whole (90.0)"),
        ("higher", Polarity.NEUTRAL, "higher than in A as a whole (90.0)"),
        ("similar", Polarity.LOWER_IS_BETTER, "similar to that in A as a whole (90.0)"),
    ],
)
def test_a_rate_is_compared_by_what_was_released_and_judged_by_polarity(comparison, polarity, said):
    ways = place_words.compared_rate("x", "B", (120.0, 110.0, 130.0), comparison, ("A", 90.0), polarity=polarity)
    assert len(ways) == 3
    for way in ways:
        assert said in way
        assert re.search("95% interval (of )?110.0 to 130.0", way)


def test_a_rate_that_was_not_compared_has_no_direction():
    for way in place_words.compared_rate("x", "B", (1.0, 0.5, 1.5), "", ("A", 9.0), polarity=Polarity.LOWER_IS_BETTER):
        assert not any(part in way for part in ("higher", "lower", "similar", "better", "worse"))


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ((1.01, 1.5), "1.2 times"),
        ((1.0, 1.5), "similar at the most and the least"),
        ((0.9, 1.0), "similar at the most and the least"),
        ((0.8, 0.99), "lower at the most deprived end"),
    ],
)
def test_a_gradient_is_told_only_where_the_interval_leaves_one_out(limits, said):
    value = 1.2 if limits[1] > 1 else 0.95
    for way in place_words.relative_index("x", value, *limits):
        assert said in way


@pytest.mark.parametrize(("hot", "said"), [(0, "o small area stood out"), (1, "1 small area was a hot spot of x"),
                                           (2, "2 small areas were hot spots of x")])  # fmt: skip
def test_hot_spots_in_number(hot, said):
    assert all(said in way for way in place_words.hotspots("x", hot, min(hot, 1), 5))


@pytest.mark.parametrize(("default", "said"), [(None, "of x."), (0.49, "hardly any"), (0.5, "less than 1%"), (8, "8%")])
def test_default_times_are_told_from_half_a_per_cent(default, said):
    assert said in time_words.known_times("x", 62.0, default)[0]


@pytest.mark.parametrize(("held", "said"), [(5, "most are in"), (4, "4 are in")])
def test_wards_hold_most_only_where_they_hold_more_than_half(held, said):
    assert said in police_words.top_wards([("A", held)], 8, "2023")[0]


@pytest.mark.parametrize(("high", "said"), [(0, "none of 40 small areas is high"), (1, "1 of 40 small areas is high"),
                                            (3, "3 of 40 small areas are high")])  # fmt: skip
def test_agreement_in_number(high, said):
    assert said in agreement_words.areas(high, 3, 40)[0]


def test_weeks_agree_or_differ():
    same = agreement_words.weeks({"a": "Friday 20:00–23:59", "b": "Friday 20:00–23:59", "c": "Friday 20:00–23:59"})
    assert same == ("By their counts, all 3 sources have the same busiest part of the week: Friday 20:00–23:59.",)
    (differ,) = agreement_words.weeks({"a": "Friday", "b": "Saturday", "c": "Friday"})
    assert differ.endswith("It is Friday for a and c. It is Saturday for b.")


def finding(ways):
    return Finding(id="a", measure="m", area="x", period="2023", value=1.0, unit="u", base="b", exhibit="e", ways=ways)


def test_neighbours_of_one_kind_differ_and_the_choice_is_by_place():
    ways = time_words.month("July", SHARE, "x", clear=True)
    told = [one.words for one in tell([finding(ways)] * 4)]
    assert all(one != other for one, other in pairwise(told))
    assert told == [one.words for one in tell([finding(ways)] * 4)]
    assert tell([finding(ways)], before=1)[0].words == told[1]
    assert not any(one.ways for one in tell([finding(ways)]))
