"""Ratios, hot spots and inequality of small areas: the same as direct calls, and quiet where risk is constant."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import poisson

from verity.analysis.record_places import (
    expected_counts,
    hotspots,
    inequality,
    local_clusters,
    small_area_ratios,
    two_sided,
)
from verity.geography.boundaries import Boundaries
from verity.geography.contiguity import border_weights
from verity.methods.comparison import compare_to_benchmark
from verity.methods.inequality import inequality_index
from verity.methods.intervals import exact_poisson_interval
from verity.methods.links import Link, standard_error_from_limits
from verity.methods.populations import european_standard_population_2013
from verity.methods.rates import crude_rate
from verity.methods.smoothing import empirical_bayes_global
from verity.methods.standardisation import directly_standardised_rate
from verity.methods.weights import contiguity_weights
from verity.model.areas import LSOA21
from verity.model.errors import ValidityError
from verity.model.measures import Quantity

PER_AREA = 3 * 1820
PER_BAND = 3 * np.array([*[100] * 18, 20])
RATIOS, HOT, INDEX = Quantity.SMALL_AREA_RATIOS, Quantity.HOTSPOTS, Quantity.INEQUALITY


@pytest.fixture(scope="module")
def own_inputs(made_up, tmp_path_factory):
    """Inputs of this module's own, whose records its tests replace."""
    with made_up.opened_records(tmp_path_factory.mktemp("places")) as inputs:
        yield inputs


@pytest.fixture
def shown(made_up, own_inputs):
    def run(analysis, frame, quantity, *breakdowns, inputs=own_inputs, **other):
        made_up.write_records(inputs.warehouse, frame)
        return analysis(inputs, made_up.measure(quantity, *breakdowns, **other))

    return run


def records(made_up, counts, *, feed="police_victim", **other):
    """Records by small area: code → number."""
    codes = [code for code, number in counts.items() for _ in range(number)]
    ages = [20 + place % 40 for place in range(len(codes))]
    given = {"age": ages, "place": [made_up.district_of(code) for code in codes], "lsoa": codes} | other
    return made_up.record_frame(feed=feed, **given)


def counts_of(made_up, numbers):
    return dict(zip(made_up.own_lsoas(), numbers, strict=True))


NUMBERS = (0, 5, 9, 10, 11, 12, 40, 8, 7, 6, 9, 10, 12, 21, 10, 9, 8, 11, 2, 30)


def test_ratios_equal_direct_calls(made_up, shown):
    frame = shown(
        small_area_ratios, records(made_up, counts_of(made_up, NUMBERS)), RATIOS, "lsoa", name="police_victim"
    )
    assert list(frame.columns) == [
        "lsoa", "count", "expected", "denominator", "value", "lower_95", "upper_95", "smoothed", "dsr", "dsr_lower_95",
        "dsr_upper_95", "comparison", "comparison_fdr",
    ]  # fmt: skip
    count = np.array(NUMBERS, dtype=float)
    assert frame["lsoa"].tolist() == list(made_up.own_lsoas())
    assert frame["count"].tolist() == list(NUMBERS)
    expected = np.full(20, count.sum() / 20)
    np.testing.assert_allclose(frame["expected"], expected, rtol=1e-12)
    exact = exact_poisson_interval(count)
    np.testing.assert_allclose(frame["value"], 100 * count / expected, rtol=1e-12)
    np.testing.assert_allclose(frame["lower_95"], 100 * exact.lower / expected, rtol=1e-12)
    np.testing.assert_allclose(frame["upper_95"], 100 * exact.upper / expected, rtol=1e-12)
    smoothed = empirical_bayes_global(count, np.full(20, PER_AREA)).smoothed
    np.testing.assert_allclose(frame["smoothed"], 1e5 * smoothed, rtol=1e-12)
    plain = compare_to_benchmark(exact.lower, exact.upper, expected)
    assert frame["comparison"].tolist() == [str(one) for one in plain]
    assert frame["comparison_fdr"].tolist().count("higher") == 2
    assert frame.set_index("lsoa").loc[[made_up.LSOAS21[6], made_up.LSOAS21[19]], "comparison_fdr"].eq("higher").all()
    assert frame["comparison"].ne("similar").sum() > frame["comparison_fdr"].ne("similar").sum()


def test_small_area_rates_stand_from_ten_events(made_up, shown):
    rows = records(made_up, counts_of(made_up, NUMBERS))
    frame = shown(small_area_ratios, rows, RATIOS, "lsoa", name="police_victim")
    assert frame["dsr"].notna().tolist() == [number >= 10 for number in NUMBERS]
    ages = rows.loc[rows["lsoa"] == made_up.LSOAS21[6], "age"].astype(int)
    direct = directly_standardised_rate(
        np.bincount(ages // 5, minlength=19), PER_BAND, european_standard_population_2013()
    )
    np.testing.assert_allclose(
        frame.loc[6, ["dsr", "dsr_lower_95", "dsr_upper_95"]].astype(float), [direct.value, direct.lower, direct.upper]
    )


def test_expected_events_follow_ages_and_add_up_to_those_counted():
    population = np.array([[100.0, 300], [300, 100], [0, 0]])
    events = np.array([[6.0, 2], [14, 0], [3, 0]])
    expected = expected_counts(np.array([10.0, 16, 3]), events, population)
    by_age = np.array([100 * 20 / 400 + 300 * 2 / 400, 300 * 20 / 400 + 100 * 2 / 400])
    np.testing.assert_allclose(expected, [*(by_age * 26 / 22), 0])
    assert expected_counts(np.array([4.0]), np.zeros((1, 2)), np.ones((1, 2))).tolist() == [0]


def test_p_values_are_exact_and_two_sided():
    expected = np.full(4, 5.5)
    p = two_sided(np.array([2.0, 11, 5, 4]), expected)
    tails = [poisson.cdf(2, 5.5), poisson.sf(10, 5.5), 0.5, poisson.cdf(4, 5.5)]
    np.testing.assert_allclose(p, [2 * tails[0], 2 * tails[1], 1, 2 * tails[3]], rtol=1e-12)


def test_areas_whose_people_cannot_be_told_have_their_count_alone(made_up, own_inputs, shown):
    lost = made_up.LSOAS21[4]
    whole = own_inputs.warehouse.table("population_lsoa").to_pandas()
    con = own_inputs.warehouse.con
    con.create_table("population_lsoa", whole[whole["lsoa_vintage"] == 2011], overwrite=True)
    census = own_inputs.warehouse.table("census_age").to_pandas()
    con.drop_table("census_age")
    frame = shown(
        small_area_ratios, records(made_up, counts_of(made_up, NUMBERS)), RATIOS, "lsoa", name="police_victim"
    )
    con.create_table("census_age", census)
    con.create_table("population_lsoa", whole, overwrite=True)
    split = frame["lsoa"].isin(made_up.SPLIT_21)
    assert frame.loc[split, "count"].tolist() == [0, 5]
    assert frame.loc[split].drop(columns=["lsoa", "count", "comparison", "comparison_fdr"]).isna().all(axis=None)
    assert frame.loc[split, ["comparison", "comparison_fdr"]].eq("").all(axis=None)
    assert frame["expected"].sum() == pytest.approx(sum(NUMBERS) - 5)
    assert frame.set_index("lsoa").loc[lost, "denominator"] == PER_AREA


@pytest.mark.parametrize("name", ["police_offence", "callout"])
def test_occurrences_are_not_set_against_residents(made_up, own_inputs, name):
    with pytest.raises(ValidityError, match="where they happened"):
        small_area_ratios(own_inputs, made_up.measure(RATIOS, "lsoa", name=name))


def test_neighbours_share_a_border_or_a_corner(made_up, own_inputs):
    codes = [*made_up.LSOAS21, "E01999999"]
    weights = border_weights(own_inputs.boundaries[LSOA21], codes).toarray()
    place = np.array([divmod(number, made_up.ROWS) for number in range(24)])
    apart = np.abs(place[:, None, :] - place[None, :, :]).max(axis=2)
    np.testing.assert_array_equal(weights[:24, :24], apart == 1)
    assert not weights[24].any()


def test_borders_that_miss_by_a_unit_of_the_last_decimal_still_touch():
    shapes = [shapely.box(0, 0, 1, 1), shapely.box(1.000001, 0, 2, 1), shapely.box(2.001, 0, 3, 1)]
    frame = gpd.GeoDataFrame({"code": ["b", "a", "c"], "name": list("bac")}, geometry=shapes, crs="EPSG:4326")
    weights = border_weights(Boundaries(type=LSOA21, frame=frame), ["a", "b", "c"])
    assert weights.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("name", ["police_victim", "police_offence"])
def test_a_planted_corner_is_hot_in_every_year(made_up, shown, name):
    corner = {made_up.LSOAS21[place] for place in (0, 1, 4, 5)}
    numbers = {code: 90 if code in corner else 12 + place % 5 for place, code in enumerate(made_up.own_lsoas())}
    rows = records(made_up, numbers, feed=name)
    rows["year"] = [2019 + place % 3 for place in range(len(rows))]
    frame = shown(hotspots, rows, HOT, "lsoa", name=name)
    assert list(frame.columns) == ["lsoa", "count", "value", "p", "hot", "years_hot", "years"]
    assert frame["count"].tolist() == list(numbers.values())
    assert set(frame.loc[frame["lsoa"].isin([made_up.LSOAS21[0]]), "hot"]) == {"hot"}
    assert frame.loc[0, "years_hot"] == 3
    assert set(frame["years"]) == {3}
    far = frame["lsoa"].isin(made_up.LSOAS21[12:20])
    assert not frame.loc[far, "hot"].eq("hot").any()
    assert frame.loc[far, "years_hot"].eq(0).all()


def test_islands_and_even_maps_have_no_hot_spots(made_up, own_inputs, shown):
    even = records(made_up, counts_of(made_up, [6] * 20), feed="callout")
    frame = shown(hotspots, even, HOT, "lsoa", name="callout")
    assert frame["value"].isna().all()
    assert frame["hot"].eq("").all()
    assert frame["years_hot"].isna().all()
    without = replace(own_inputs, boundaries={LSOA21: own_inputs.boundaries[LSOA21].only(made_up.LSOAS21[1:])})
    frame = shown(
        hotspots,
        records(made_up, counts_of(made_up, NUMBERS), feed="callout"),
        HOT,
        "lsoa",
        name="callout",
        inputs=without,
    )
    assert frame["value"].isna().tolist() == [True] + [False] * 19
    with pytest.raises(ValidityError, match="borders"):
        hotspots(replace(own_inputs, boundaries={}), made_up.measure(HOT, "lsoa", name="callout"))


def lattice(side):
    number = np.arange(side * side).reshape(side, side)
    pairs = [(number[:, :-1], number[:, 1:]), (number[:-1], number[1:]), (number[:-1, :-1], number[1:, 1:]),
             (number[1:, :-1], number[:-1, 1:])]  # fmt: skip
    left, right = (np.concatenate([pair[end].ravel() for pair in pairs]) for end in (0, 1))
    return contiguity_weights(left, right, side * side)


@pytest.mark.parametrize(("least", "most"), [(2, 12), (20, 200)])
def test_maps_of_constant_risk_are_hot_at_most_one_time_in_twenty(least, most):
    rng, weights, maps = np.random.default_rng(20240609), lattice(14), 300
    expected = rng.uniform(least, most, 14 * 14)
    hot = [
        local_clusters(rng.poisson(expected).astype(float), expected, weights)["hot"].eq("hot").any()
        for _ in range(maps)
    ]
    assert np.mean(hot) <= 0.05


def test_small_area_classes_of_constant_risk_are_rarely_higher_after_control():
    rng = np.random.default_rng(7)
    expected = rng.uniform(2, 20, 196)
    plain = []
    for _ in range(200):
        count = rng.poisson(expected).astype(float)
        p = two_sided(count, expected * count.sum() / expected.sum())
        plain.append((p < 0.05).mean())
    assert 0.015 < np.mean(plain) < 0.05


def by_decile(made_up, numbers):
    """Records in the first small area of each decile that the force area has."""
    codes = {}
    for code in made_up.own_lsoas(2011):
        codes.setdefault(made_up.decile_of(code), code)
    rows = [records(made_up, {made_up.LSOAS21[0]: number}, decile=decile) for decile, number in numbers.items()]
    return pd.concat(rows, ignore_index=True)


def test_inequality_of_standardised_rates_equals_a_direct_call(made_up, shown):
    numbers = {decile: 60 - 5 * decile for decile in range(1, 11)}
    rows = by_decile(made_up, numbers)
    frame = shown(inequality, rows, INDEX, "index", name="police_victim")
    own = [made_up.decile_of(code) for code in made_up.own_lsoas(2011)]
    areas = np.array([own.count(decile) for decile in range(1, 11)])
    events = np.array([
        np.bincount(rows.loc[rows["decile"] == decile, "age"].astype(int) // 5, minlength=19) for decile in numbers
    ])  # fmt: skip
    direct = directly_standardised_rate(events, PER_BAND * areas[:, None], european_standard_population_2013())
    error = standard_error_from_limits(direct.lower, direct.upper, link=Link.LOG)
    index = inequality_index(direct.value, areas * PER_AREA, error, link=Link.LOG, multiplier=-1)
    assert frame["index"].tolist() == ["slope", "relative"]
    np.testing.assert_allclose(frame["value"], [index.sii, index.rii], rtol=1e-10)
    np.testing.assert_allclose(frame["lower_95"], [index.sii_lower, index.rii_lower], rtol=1e-10)
    np.testing.assert_allclose(frame["upper_95"], [index.sii_upper, index.rii_upper], rtol=1e-10)
    assert frame["count"].tolist() == [sum(numbers.values())] * 2
    assert set(frame["method"]) == {"directly standardised rates"}


def test_inequality_of_crude_rates_where_a_decile_has_few_events(made_up, shown):
    numbers = {decile: 40 - 3 * decile for decile in range(1, 10)} | {10: 4}
    frame = shown(inequality, by_decile(made_up, numbers), INDEX, "index", name="police_victim")
    own = [made_up.decile_of(code) for code in made_up.own_lsoas(2011)]
    people = np.array([own.count(decile) for decile in range(1, 11)]) * PER_AREA
    crude = crude_rate(list(numbers.values()), people)
    error = standard_error_from_limits(crude.lower, crude.upper, link=Link.LOG)
    index = inequality_index(crude.value, people, error, link=Link.LOG, multiplier=-1)
    np.testing.assert_allclose(frame["value"], [index.sii, index.rii], rtol=1e-10)
    assert frame["value"].iloc[0] > 0
    assert frame["value"].iloc[1] > 1
    assert set(frame["method"]) == {"crude rates"}


def test_inequality_is_missing_where_a_decile_has_no_events(made_up, shown):
    frame = shown(inequality, by_decile(made_up, {1: 40, 2: 30, 5: 20}), INDEX, "index", name="police_victim")
    assert frame[["value", "lower_95", "upper_95"]].isna().all(axis=None)
    assert frame["count"].tolist() == [90, 90]
