"""Sources beside one another: on one place basis, over the years that both cover."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from verity.analysis.agreement import agreement, source_ratio
from verity.analysis.record_places import small_area_ratios
from verity.methods.comparison import rate_ratio
from verity.model.errors import ValidityError
from verity.model.measures import PlaceBasis, Quantity

AGREE, RATIO = Quantity.AGREEMENT, Quantity.SOURCE_RATIO


@pytest.fixture(scope="module")
def own_inputs(made_up, tmp_path_factory):
    """Inputs of this module's own, whose records its tests replace."""
    with made_up.opened_records(tmp_path_factory.mktemp("agreement")) as inputs:
        yield inputs


def planted(made_up, feed, high):
    """Eight records in every small area, forty where the source is high."""
    codes = [code for code in made_up.own_lsoas() for _ in range(40 if code in high else 8)]
    return made_up.record_frame(
        feed=feed, age=[25] * len(codes), place=[made_up.district_of(code) for code in codes], lsoa=codes
    )


def test_areas_are_counted_by_the_sources_that_find_them_high(made_up, own_inputs):
    lsoa = made_up.LSOAS21
    high = {"police_victim": {lsoa[0], lsoa[1]}, "admission": {lsoa[1], lsoa[2]}, "police_suspect": {lsoa[1]}}
    rows = pd.concat([planted(made_up, feed, areas) for feed, areas in high.items()])
    made_up.write_records(own_inputs.warehouse, rows)
    measure = made_up.measure(AGREE, "sources_high", name="police_victim", beside="admission, police_suspect")
    frame = agreement(own_inputs, measure)
    assert frame["sources_high"].tolist() == [0, 1, 2, 3]
    assert frame["count"].tolist() == [17, 2, 0, 1]
    places = agreement(own_inputs, replace(measure, breakdowns=("lsoa",)))
    assert list(places.columns) == ["lsoa", "count", "value"]
    assert places["value"].tolist()[:4] == [1, 3, 1, 0]
    assert places["count"].tolist()[:4] == [56, 120, 56, 24]


def test_agreement_is_that_of_the_plain_comparison(made_up, record_inputs):
    measure = made_up.measure(AGREE, "lsoa", name="police_victim", beside="admission")
    maps = [
        small_area_ratios(record_inputs, made_up.measure(Quantity.SMALL_AREA_RATIOS, "lsoa", name=name))
        for name in ("police_victim", "admission")
    ]
    expected = sum(one["comparison"].eq("higher").astype(int) for one in maps)
    assert agreement(record_inputs, measure)["value"].tolist() == expected.tolist()


def test_an_area_that_a_source_cannot_judge_is_not_counted(made_up, own_inputs):
    lost = made_up.own_lsoas()[7]
    con = own_inputs.warehouse.con
    whole = own_inputs.warehouse.table("population_lsoa").to_pandas()
    part = whole[whole["lsoa_vintage"] == 2011]
    census = own_inputs.warehouse.table("census_age").to_pandas()
    con.create_table("population_lsoa", part, overwrite=True)
    con.drop_table("census_age")
    rows = pd.concat([planted(made_up, feed, {lost}) for feed in ("police_victim", "admission")])
    made_up.write_records(own_inputs.warehouse, rows)
    measure = made_up.measure(AGREE, "sources_high", name="police_victim", beside="admission")
    counted = agreement(own_inputs, measure)["count"].tolist()
    places = agreement(own_inputs, replace(measure, breakdowns=("lsoa",))).set_index("lsoa")["value"]
    con.create_table("census_age", census)
    con.create_table("population_lsoa", whole, overwrite=True)
    assert counted == [17, 0, 1]
    assert places[list(made_up.SPLIT_21)].isna().all()


@pytest.mark.parametrize("quantity", [AGREE, RATIO])
@pytest.mark.parametrize("beside", ["police_offence", "callout"])
def test_other_place_bases_are_refused(made_up, record_inputs, quantity, beside):
    run = agreement if quantity is AGREE else source_ratio
    assert record_inputs.feeds[beside].place_basis is PlaceBasis.OCCURRENCE
    with pytest.raises(ValidityError, match="same place basis"):
        run(record_inputs, made_up.measure(quantity, "lad", name="admission", beside=beside))


@pytest.mark.parametrize("beside", ["", "attendance_ecds"])
def test_a_source_that_is_not_there_is_an_error(made_up, record_inputs, beside):
    for run in (agreement, source_ratio):
        with pytest.raises(ValidityError, match="not there"):
            run(record_inputs, made_up.measure(RATIO, "lad", "year", name="admission", beside=beside))


def test_a_ratio_has_two_sources(made_up, record_inputs):
    measure = made_up.measure(RATIO, "lad", "year", name="admission", beside="police_victim,police_suspect")
    with pytest.raises(ValidityError):
        source_ratio(record_inputs, measure)


def of_year(made_up, feed, counts):
    """Records by (district, month)."""
    keys = [key for key, number in counts.items() for _ in range(number)]
    return made_up.record_frame(
        feed=feed, place=[lad for lad, _ in keys], month=[month for _, month in keys],
        year=[int(month[:4]) - (feed == "admission" and month[5:] < "04") for _, month in keys], code="8N",
    )  # fmt: skip


def test_ratios_by_year_equal_direct_calls_and_nothing_over_nothing_is_missing(made_up, own_inputs):
    ashby, brook = made_up.ASHBY, made_up.BROOK_VALE
    suspects = {(ashby, "2019-05"): 30, (ashby, "2020-05"): 10, (brook, "2019-01"): 5}
    victims = {(ashby, "2019-02"): 20, (ashby, "2020-06"): 40, (brook, "2020-01"): 8}
    rows = pd.concat([of_year(made_up, "police_suspect", suspects), of_year(made_up, "police_victim", victims)])
    made_up.write_records(own_inputs.warehouse, rows)
    inputs = replace(own_inputs, feed_years={"police_suspect": (2019, 2020), "police_victim": (2019, 2020, 2021)})
    frame = source_ratio(inputs, made_up.measure(RATIO, "lad", "year", name="police_suspect", beside="police_victim"))
    assert list(frame.columns) == ["lad", "year", "count", "denominator", "value", "lower_95", "upper_95"]
    assert list(zip(frame["lad"], frame["year"], strict=True)) == [
        (lad, year) for lad in (ashby, brook) for year in (2019, 2020, 2021)
    ]
    assert frame["count"].to_list() == [30, 10, pd.NA, 5, 0, pd.NA]
    assert frame["denominator"].to_list() == [20, 40, 0, 0, 8, 0]
    direct = rate_ratio([30, 10, 0], 1, [20, 40, 8], 1)
    shown = frame["value"].notna()
    assert shown.tolist() == [True, True, False, False, True, False]
    for name, values in (("value", direct.value), ("lower_95", direct.lower), ("upper_95", direct.upper)):
        np.testing.assert_allclose(frame.loc[shown, name], 100 * values, rtol=1e-12)
        assert frame.loc[~shown, name].isna().all()


def test_a_source_in_years_of_another_kind_is_counted_by_month(made_up, own_inputs):
    ashby = made_up.ASHBY
    victims = {(ashby, "2019-03"): 1, (ashby, "2019-04"): 2, (ashby, "2020-03"): 4, (ashby, "2020-04"): 8}
    stays = {(ashby, "2019-04"): 10, (ashby, "2020-02"): 20}
    rows = pd.concat([of_year(made_up, "police_victim", victims), of_year(made_up, "admission", stays)])
    made_up.write_records(own_inputs.warehouse, rows)
    inputs = replace(own_inputs, feed_years={"police_victim": (2019, 2020), "admission": (2019, 2020)})
    frame = source_ratio(inputs, made_up.measure(RATIO, "lad", "year", name="admission", beside="police_victim"))
    assert frame.loc[frame["lad"] == ashby, ["year", "count", "denominator"]].to_numpy().tolist() == [
        [2019, 30, 6], [2020, 0, pd.NA],
    ]  # fmt: skip


def test_a_definition_limits_the_sources_that_it_reaches(made_up, record_inputs):
    measure = made_up.measure(RATIO, "lad", "year", name="admission", beside="police_victim")
    plain = source_ratio(record_inputs, measure)
    limited = source_ratio(record_inputs, replace(measure, definition="domestic"))
    assert limited["count"].tolist() == plain["count"].tolist()
    assert (limited["denominator"].dropna() < plain["denominator"].dropna()).all()
