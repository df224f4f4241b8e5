"""Slope and relative indices of inequality against OHID's implementation, whose limits are simulated."""

import numpy as np
import pytest

from verity.methods.inequality import inequality_index
from verity.methods.links import Link, standard_error_from_limits

LINKS = {0: Link.IDENTITY, 1: Link.LOG, 2: Link.LOGIT}
LIMITS = (("95_0cl", 0), ("99_8cl", 1))
# The standard deviation of a simulated limit, in widths of the interval, at a million draws: √(p(1 − p)/R)/(φ(z) 2z).
ONE_SPREAD = {0: 0.000681, 1: 0.001519}
# The reference draws rates and proportions on the log or logit scale even where the line is fitted untransformed.
SKEWED_DRAWS = 0.022


def index_of(inputs, row):
    groups = inputs[inputs["area"] == row["area"]]
    link = LINKS[row["value_type"]] if row["transform"] else Link.IDENTITY
    error = groups["se"] if row["value_type"] == 0 else None
    if error is None:
        error = standard_error_from_limits(groups["lower_cl"], groups["upper_cl"], link=link)
    return inequality_index(
        groups["value"],
        groups["population"],
        error,
        quantile=groups["quantile"],
        link=link,
        confidence=(0.95, 0.998),
        multiplier=row["multiplier"],
    )


def misses(found, row):
    """Yield how far each limit is from the simulated one, in widths of the interval, with its level."""
    for name in ("sii", "rii"):
        for column, level in LIMITS:
            lower, upper = row[f"{name}_lower{column}"], row[f"{name}_upper{column}"]
            yield level, abs(getattr(found, f"{name}_lower")[level] - lower) / (upper - lower)
            yield level, abs(getattr(found, f"{name}_upper")[level] - upper) / (upper - lower)


def known_good(rows):
    return rows[~(rows["transform"] & (rows["multiplier"] == 0.1))]


def test_estimates(golden):
    inputs = golden("sii_input")
    for _, row in golden("sii").iterrows():
        found = index_of(inputs, row)
        # Flat rates have an index of 0 but for the rounding of 500s.
        np.testing.assert_allclose(found.sii, row["sii"], rtol=1e-12, atol=1e-11 * abs(row["multiplier"]))
        np.testing.assert_allclose(found.rii, row["rii"], rtol=1e-12)
        # The reference multiplies its intercept on the transformed scales alone.
        scale = 1 if row["transform"] else abs(row["multiplier"])
        np.testing.assert_allclose(found.intercept / scale, row["intercept"], rtol=1e-12)


def test_limits_within_the_spread_of_a_million_draws(golden):
    inputs, rows = golden("sii_input"), known_good(golden("sii"))
    exact = rows[rows["transform"] | (rows["value_type"] == 0)]
    assert len(exact) == 20
    for _, row in exact.iterrows():
        for level, miss in misses(index_of(inputs, row), row):
            assert miss < 3 * ONE_SPREAD[level], (row["area"], level, miss)


def test_untransformed_rates_within_the_skewness_of_the_draws(golden):
    inputs, rows = golden("sii_input"), golden("sii")
    for _, row in rows[~rows["transform"] & (rows["value_type"] > 0)].iterrows():
        for _, miss in misses(index_of(inputs, row), row):
            assert miss < SKEWED_DRAWS, row["area"]


def test_the_stated_spread_covers_us(golden):
    # Ten repeats of 100,000 draws: our limits lie where the repeats do, give or take three of their deviations.
    inputs = golden("sii_input")
    spread = golden("sii_mc_spread")
    spread = spread[spread["transform"] | (spread["value_type"] == 0)]
    for (area, transform, _), repeats in spread.groupby(["area", "transform", "multiplier"]):
        found = index_of(inputs, repeats.iloc[0])
        for side in ("lower", "upper"):
            drawn = repeats[f"sii_{side}95_0cl"]
            ours = float(getattr(found, f"sii_{side}")[0])
            assert abs(ours - drawn.mean()) < 3 * drawn.std(), (area, transform, side)


def test_the_inverted_limits_of_a_small_multiplier_are_not_copied(golden):
    inputs, rows = golden("sii_input"), golden("sii")
    faulty = rows[rows["transform"] & (rows["multiplier"] == 0.1)]
    assert len(faulty) == 2
    for _, row in faulty.iterrows():
        assert row["sii_lower95_0cl"] > row["sii_upper95_0cl"]
        found = index_of(inputs, row)
        assert (found.sii_lower < found.sii).all()
        assert (found.sii < found.sii_upper).all()
        np.testing.assert_allclose(found.sii_lower[0], row["sii_upper95_0cl"], rtol=1e-3)
        assert (found.rii_lower < found.rii).all()
        assert (found.rii < found.rii_upper).all()
        assert found.rii_upper[0] < 1 < row["rii_lower95_0cl"]


def test_quantiles_as_text_are_refused_and_as_numbers_give_the_right_slope(golden):
    groups = golden("sii_input").query("area == 'rate10'")
    wrong, right = golden("sii_factor_order_trap").iloc[0], golden("sii").query("area == 'rate10'").iloc[0]
    arrays = [groups[name].to_numpy() for name in ("value", "population", "se")]
    text_order = np.argsort(groups["quantile"].astype(str).to_numpy(dtype=str))
    trapped = inequality_index(*(array[text_order] for array in arrays))
    np.testing.assert_allclose(trapped.sii, wrong["sii"], rtol=1e-12)
    with pytest.raises(ValueError, match='as text "10" would sort before "2"'):
        inequality_index(*arrays, quantile=groups["quantile"].astype(str).to_numpy(dtype=str))
    shuffled = np.random.default_rng(4).permutation(10)
    numbers = groups["quantile"].to_numpy()[shuffled]
    found = inequality_index(*(array[shuffled] for array in arrays), quantile=numbers)
    np.testing.assert_allclose(found.sii, right["sii"], rtol=1e-12)
