"""Standardised rates: the same as direct calls of the methods, and withheld where the rules say so."""

import numpy as np
import pandas as pd
import pytest

from verity.analysis import standardised_rates as module
from verity.analysis.standardised_rates import AGES_UNKNOWN, FEW_EVENTS, FEW_PEOPLE, NO_RESIDENTS, standardised_rates
from verity.methods.populations import collapse_top_bands, european_standard_population_2013
from verity.methods.standardisation import directly_standardised_rate, directly_standardised_rate_of_repeats
from verity.model.errors import ValidityError
from verity.model.incidents import AGE_BANDS
from verity.model.measures import Quantity

RATES = Quantity.STANDARDISED_RATES
ESP = european_standard_population_2013()
PER_BAND = np.array([*[5 * 2 * 10] * 18, 2 * 10])
"""Residents of one made-up small area in one year."""


@pytest.fixture(scope="module")
def own_inputs(made_up, tmp_path_factory):
    """Inputs of this module's own, whose records and population its tests replace."""
    with made_up.opened_records(tmp_path_factory.mktemp("rates")) as inputs:
        inputs.warehouse.con.create_table("_all_people", inputs.warehouse.table("population_lsoa").to_pandas())
        yield inputs


@pytest.fixture
def rates_of(made_up, own_inputs):
    """Rates of rows of one's own."""

    def run(frame, *breakdowns, change=lambda people: people, **other):
        made_up.write_records(own_inputs.warehouse, frame)
        people = change(own_inputs.warehouse.table("_all_people").to_pandas())
        own_inputs.warehouse.con.create_table("population_lsoa", people, overwrite=True)
        return standardised_rates(own_inputs, made_up.measure(RATES, *breakdowns, name="police_victim", **other))

    return run


def victims(made_up, ages, *, place=None, person=None, **other):
    lsoa = other.pop("lsoa", made_up.LSOAS21[4])
    return made_up.record_frame(
        feed="police_victim",
        age=list(ages),
        place=place or made_up.district_of(lsoa),
        lsoa=lsoa,
        person=person,
        **other,
    )


def events_by_band(ages):
    return np.bincount(np.minimum(np.array(ages) // 5, 18), minlength=19)


def test_districts_equal_direct_calls_and_the_force_area_comes_first(made_up, rates_of):
    ashby, brook = [3, 17, 18, 19, 22, 22, 40, 41, 67, 88, 93, 95], [*range(15, 35)] * 2
    frame = rates_of(pd.concat([
        victims(made_up, ashby), victims(made_up, brook, lsoa=made_up.LSOAS21[15]),
    ]), "area")  # fmt: skip
    assert list(frame.columns) == [
        "area", "count", "people", "unknown_age", "denominator", "value", "lower_95", "upper_95", "method", "withheld",
        "comparison",
    ]  # fmt: skip
    assert frame["area"].tolist() == [made_up.FORCE, made_up.ASHBY, made_up.BROOK_VALE]
    assert frame["count"].tolist() == [52, 12, 40]
    assert frame["people"].isna().all()
    assert frame["denominator"].tolist() == [20 * 3 * 1820, 12 * 3 * 1820, 8 * 3 * 1820]
    events = np.array([events_by_band(ages) for ages in (ashby + brook, ashby, brook)])
    people = PER_BAND * 3 * np.array([[20], [12], [8]])
    direct = directly_standardised_rate(events, people, ESP)
    for name, values in (("value", direct.value), ("lower_95", direct.lower), ("upper_95", direct.upper)):
        np.testing.assert_allclose(frame[name], values, rtol=1e-12)
    assert set(frame["method"]) == {str(direct.method)}
    assert frame["comparison"].tolist() == ["", "lower", "higher"]
    assert direct.upper[1] < direct.value[0] < direct.lower[2]


def test_known_persons_widen_the_interval_by_the_variance_of_repeats(made_up, rates_of):
    ages = [20] * 10 + [31] * 6 + [50] * 5
    person = ["a"] * 4 + ["b"] * 2 + list("cdef") + ["g"] * 2 + list("hijk") + list("lmnop")
    frame = rates_of(victims(made_up, ages, person=person), "area")
    people = np.zeros((19, 4))
    people[4] = [4, 1, 0, 1]
    people[6] = [4, 1, 0, 0]
    people[10] = [5, 0, 0, 0]
    direct = directly_standardised_rate_of_repeats(people, [1, 2, 3, 4], PER_BAND * 36, ESP)
    ashby = frame.iloc[1]
    np.testing.assert_allclose(
        ashby[["value", "lower_95", "upper_95"]].astype(float), [direct.value, direct.lower, direct.upper]
    )
    assert (ashby["count"], ashby["people"], ashby["method"]) == (21, 16, str(direct.method))
    plain = directly_standardised_rate(people @ [1, 2, 3, 4], PER_BAND * 36, ESP)
    assert direct.upper - direct.lower > plain.upper - plain.lower


def test_somebody_whose_events_span_age_bands_stays_one_person(made_up, rates_of):
    ages = [14, 15, 16, *range(20, 35)]
    person = ["a"] * 3 + [f"p{place}" for place in range(9)] + ["q"] * 6
    frame = rates_of(victims(made_up, ages, person=person), "area")
    people = np.zeros((19, 6))
    people[2, 2], people[3, 2] = 1 / 3, 2 / 3
    people[4, 0], people[5, 0] = 5, 4
    people[5, 5], people[6, 5] = 1 / 6, 5 / 6
    direct = directly_standardised_rate_of_repeats(people, range(1, 7), PER_BAND * 36, ESP)
    ashby = frame.iloc[1]
    assert ashby["people"] == 11
    shown = ashby[["value", "lower_95", "upper_95"]].astype(float)
    np.testing.assert_allclose(shown, [direct.value, direct.lower, direct.upper], rtol=1e-12)


def test_ten_people_shared_out_over_bands_are_ten(made_up, rates_of):
    ages = [
        age
        for first in range(10)
        for age in (first + 12, first + 14, first + 15, first + 18, first + 20, first + 24, first + 28)
    ]
    person = [f"p{place}" for place in range(10) for _ in range(7)]
    assert rates_of(victims(made_up, ages, person=person), "area").loc[1, ["people", "withheld"]].tolist() == [10, ""]


def test_records_without_a_person_stand_for_one_each(made_up, rates_of):
    frame = rates_of(victims(made_up, [20] * 12, person=["a"] * 2 + [None] * 10), "area")
    assert frame.loc[1, "people"] == 11


def test_few_events_or_people_are_withheld_and_their_count_stays(made_up, rates_of):
    few = victims(made_up, [20] * 9)
    assert rates_of(few, "area").loc[1, ["count", "withheld"]].tolist() == [9, FEW_EVENTS]
    same = rates_of(victims(made_up, [20] * 12, person=["a"] * 6 + ["b"] * 6), "area").loc[1]
    assert (same["count"], same["withheld"], same["comparison"]) == (12, FEW_PEOPLE, "")
    assert np.isnan(same["value"])
    assert rates_of(victims(made_up, [20] * 10), "area").loc[1, "withheld"] == ""


@pytest.mark.parametrize(("known", "withheld"), [(19, ""), (18, AGES_UNKNOWN)])
def test_rates_are_withheld_above_five_percent_of_unknown_age(made_up, rates_of, known, withheld):
    frame = rates_of(victims(made_up, [20] * known + [None]), "area")
    assert frame.loc[1, ["count", "unknown_age", "withheld"]].tolist() == [known + 1, 1, withheld]
    if not withheld:
        direct = directly_standardised_rate(events_by_band([20] * known), PER_BAND * 36, ESP)
        assert frame.loc[1, "value"] == pytest.approx(float(direct.value), rel=1e-12)


def test_an_unknown_decile_is_a_row_of_its_own_with_its_count_alone(made_up, rates_of):
    known = victims(made_up, [20] * 12, decile=4)
    unknown = victims(made_up, [20] * 11, lsoa=None, place=made_up.ASHBY)
    elsewhere = victims(made_up, [20] * 5, lsoa=None, place="elsewhere")
    frame = rates_of(pd.concat([known, unknown, elsewhere]), "decile")
    assert frame["decile"].tolist() == [*range(1, 11), "not known"]
    assert frame["count"].tolist() == [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 11]
    last = frame.iloc[-1]
    assert last[["value", "lower_95", "upper_95", "denominator"]].isna().all()
    assert (last["withheld"], last["comparison"]) == ("", "")
    own = [made_up.decile_of(code) for code in made_up.own_lsoas(2011)].count(4)
    assert frame.loc[3, "denominator"] == own * 3 * 1820
    assert frame.loc[3, "comparison"] == "higher"


def test_an_empty_top_band_is_joined_to_the_one_below_and_said(made_up, rates_of):
    ages = [*range(20, 40), 86, 88]
    frame = rates_of(victims(made_up, ages), "area", change=lambda people: people[people["age"] < 90])
    people = collapse_top_bands(np.array([*[3600] * 18, 0]))
    direct = directly_standardised_rate(
        collapse_top_bands(events_by_band(ages)), people, european_standard_population_2013(bands=18)
    )
    assert frame.loc[1, "value"] == pytest.approx(float(direct.value), rel=1e-12)
    assert frame.loc[1, "method"].endswith("; ages 85 and over as one band")


def test_no_residents_in_another_band_withholds(made_up, rates_of):
    frame = rates_of(victims(made_up, [40] * 20), "area", change=lambda people: people[people["age"] >= 5])
    assert set(frame["withheld"].iloc[:2]) == {NO_RESIDENTS}


def test_years_and_districts_by_year(made_up, rates_of):
    frame = pd.concat([victims(made_up, [30] * n, year=year) for n, year in ((10, 2019), (20, 2020), (40, 2021))])
    years = rates_of(frame, "year")
    assert years["year"].tolist() == [2019, 2020, 2021]
    assert years["value"].to_numpy() / years["value"].iloc[0] == pytest.approx([1, 2, 4])
    assert set(years["comparison"]) == {""}
    both = rates_of(frame, "area", "year")
    assert both["count"].tolist() == [10, 20, 40, 10, 20, 40, 0, 0, 0]
    assert both["comparison"].tolist() == ["", "", "", "similar", "higher", "higher", "", "", ""]
    later = rates_of(frame, "area", where={"year": ("2020", "2021")})
    assert later["count"].tolist() == [60, 60, 0]
    assert later["denominator"].tolist() == [20 * 2 * 1820, 12 * 2 * 1820, 8 * 2 * 1820]


def test_events_of_some_people_over_all_are_refused(made_up, record_inputs):
    for other in ({"where": {"age_group": ("10-17",)}}, {"where": {"lad": (made_up.ASHBY,)}}):
        with pytest.raises(ValidityError):
            standardised_rates(record_inputs, made_up.measure(RATES, "area", name="police_victim", **other))
    with pytest.raises(ValidityError, match="breakdown"):
        standardised_rates(record_inputs, made_up.measure(RATES, "sex", name="police_victim"))


def test_an_interval_that_no_data_could_give_stops(made_up, record_inputs, monkeypatch):
    real = module._rate

    def too_narrow(cells, rows, **other):
        rate = real(cells, rows, **other)
        rate.upper[:] = rate.value + (rate.upper - rate.value) / 3
        rate.lower[:] = rate.value - (rate.value - rate.lower) / 3
        return rate

    monkeypatch.setattr(module, "_rate", too_narrow)
    with pytest.raises(ValidityError, match="narrower"):
        standardised_rates(record_inputs, made_up.measure(RATES, "area", name="police_victim"))


def test_bands_are_those_of_the_standard():
    assert len(AGE_BANDS) == ESP.size
