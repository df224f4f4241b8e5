"""Sizes at their thresholds: about, almost, just over, half-way, and limits where an interval is wide."""

import pytest

from verity.findings import sizes, verdicts


@pytest.mark.parametrize(
    ("pct", "limits", "said"),
    [
        (50.0, None, "about half (50%)"),
        (49.6, None, "about half (50%)"),
        (49.4, None, "almost half (49%)"),
        (50.6, None, "just over half (51%)"),
        (48.5, None, "almost half (48%)"),
        (48.4, None, "about half (48%)"),
        (48.0, None, "about half (48%)"),
        (47.9, None, "48%"),
        (49.4, (48.9, 49.9), "almost half (49%)"),
        (49.4, (48.0, 50.0), "about half (49%)"),
        (50.6, (50.1, 51.1), "just over half (51%)"),
        (50.6, (50.0, 51.2), "about half (51%)"),
        (31.0, (29.0, 33.0), "about 3 in 10 (31%)"),
        (33.0, (32.9, 33.1), "about 1 in 3 (33%)"),
        (23.0, (15.0, 35.0), "about 1 in 4 (23%)"),
        (23.0, (15.0, 35.1), "between 15% and 35% (23% in these records)"),
        (2.9, (2.0, 4.0), "3%"),
        (98.0, (97.0, 99.0), "98%"),
        (0.0, None, "0%"),
    ],
)
def test_a_share_says_no_more_than_its_interval_allows(pct, limits, said):
    assert sizes.share(pct, limits) == said


def test_a_size_never_names_a_share_more_than_two_points_away():
    for pct in (one / 10 for one in range(1001)):
        said = sizes.share(pct)
        named = [value for value, name in sizes.FRACTIONS if f" {name} (" in said]
        assert all(abs(value - pct) <= sizes.FURTHEST_POINTS for value in named), said
        assert words_side(said, pct, named), said


def words_side(said, pct, named):
    if said.startswith("almost"):
        return pct < named[0]
    return pct > named[0] if said.startswith("just over") else True


@pytest.mark.parametrize(
    ("ratio", "limits", "said"),
    [
        (5.9, (5.7, 5.98), "almost six times"),
        (5.9, (5.7, 6.0), "about six times"),
        (6.1, (6.02, 6.2), "just over six times"),
        (6.04, (6.02, 6.06), "about six times"),
        (5.5, (5.0, 6.0), "about five and a half times"),
        (5.74, (5.0, 6.5), "about five and a half times"),
        (5.76, (5.0, 6.5), "about six times"),
        (1.49, (1.2, 1.8), "1.5 times"),
        (1.5, (1.2, 1.8), "about one and a half times"),
        (2.0, (1.5, 3.0), "about two times"),
        (2.0, (1.4, 3.0), "between 1.4 and 3.0 times"),
        (12.0, (11.0, 13.0), "12.0 times"),
    ],
)
def test_a_ratio_says_no_more_than_its_interval_allows(ratio, limits, said):
    assert sizes.times(ratio, limits) == said


@pytest.mark.parametrize(
    ("lower", "upper", "said"), [(10.1, 12.0, "higher"), (10.0, 12.0, "similar"), (6.0, 8.0, "similar"),
                                 (6.0, 7.9, "lower")],
)  # fmt: skip
def test_intervals_that_share_a_value_are_similar(lower, upper, said):
    assert verdicts.apart(((lower + upper) / 2, lower, upper), (9.0, 8.0, 10.0)) == said
