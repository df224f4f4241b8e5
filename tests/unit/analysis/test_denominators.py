"""Person-years: which estimate serves which year, in which areas, and what is said of it."""

from dataclasses import replace

import pandas as pd
import pytest

from verity.analysis.denominators import (
    PLACES,
    denominator_note,
    denominator_years,
    people_not_told,
    person_years,
    person_years_by_lad,
)
from verity.analysis.population_estimates import keep_estimates
from verity.model.errors import ValidityError
from verity.model.incidents import AGE_BANDS

OLD_BASIS, NEW_BASIS = "estimate, not rebased to Census 2021", "estimate, Census 2021 based"
VICTIMS = "police_victim"


@pytest.fixture(scope="module")
def own_inputs(made_up, tmp_path_factory):
    """Inputs of this module's own, whose population its tests replace."""
    with made_up.opened_records(tmp_path_factory.mktemp("people")) as inputs:
        yield inputs


@pytest.fixture
def inputs_with(made_up, own_inputs):
    """Inputs whose population is what a test gives: (years, vintage, basis, sexes, persons) or none."""

    def run(*series, census=None, change=lambda frame: frame):
        con = own_inputs.warehouse.con
        tables = {"population_lsoa": None, "census_age": census}
        if series:
            tables["population_lsoa"] = change(pd.concat([estimates(made_up, *one) for one in series]))
        for name, frame in tables.items():
            con.drop_table(name, force=True)
            if frame is not None:
                con.create_table(name, frame)
        return own_inputs

    return run


def estimates(made_up, years, vintage, basis, sexes=("persons",), persons=10):
    codes = made_up.LSOAS21 if vintage == 2021 else made_up.LSOAS11
    rows = pd.MultiIndex.from_product([codes, years, sexes, range(91)], names=["lsoa_code", "year", "sex", "age"])
    return rows.to_frame(index=False).assign(lsoa_vintage=vintage, basis=basis, persons=persons)


def census_of(made_up, groups):
    rows = pd.MultiIndex.from_product([made_up.LSOAS21, groups], names=["lsoa_code", "age_group"]).to_frame(index=False)
    return rows.assign(persons=30, basis="Census 2021")


def test_every_place_holds_the_same_people_in_nineteen_bands(made_up, record_inputs):
    for by in PLACES:
        frame = person_years(record_inputs, VICTIMS, by)
        assert list(frame.columns) == [by, "year", "age_band", "denominator"]
        assert frame["denominator"].sum() == 20 * 91 * 2 * 10 * 3
        assert frame["age_band"].iloc[:19].tolist() == list(AGE_BANDS)
    one = person_years(record_inputs, VICTIMS, "lad").set_index(["lad", "year", "age_band"])["denominator"]
    assert one[made_up.ASHBY, 2020, "0-4"] == 12 * 5 * 2 * 10
    assert one[made_up.BROOK_VALE, 2020, "90+"] == 8 * 1 * 2 * 10


def test_districts_are_given_for_all_ages_together(made_up, record_inputs):
    frame = person_years_by_lad(record_inputs, "admission")
    assert list(frame.columns) == ["lad", "year", "denominator"]
    assert set(frame.loc[frame["lad"] == made_up.ASHBY, "denominator"]) == {12 * 91 * 2 * 10}


def test_the_same_year_serves_where_there_is_one(record_inputs):
    assert denominator_years(record_inputs, VICTIMS) == (2019, 2020, 2021)
    assert denominator_note(record_inputs, VICTIMS).startswith("Mid-year estimates of each year 2019 to 2021.")
    financial = denominator_note(record_inputs, "admission")
    assert financial.startswith(
        "Mid-year estimates of each year 2019/20 to 2021/22, of the summer in which each begins."
    )


def test_a_missing_year_is_served_by_the_nearest_and_said(inputs_with):
    inputs = inputs_with(((2017, 2019, 2020), 2021, OLD_BASIS))
    inputs = replace(inputs, feed_years={VICTIMS: (2019, 2020, 2021, 2022, 2023)})
    assert denominator_years(inputs, VICTIMS) == (2019, 2020, 2020, 2020, 2020)
    assert denominator_note(inputs, VICTIMS) == (
        "Mid-year estimates of each year 2019 and 2020. Mid-2020 stands in for 2021 to 2023, for which no estimate was"
        " supplied. Basis: estimate, not rebased to Census 2021."
    )
    frame = person_years(inputs, VICTIMS, "area")
    assert frame.groupby("year")["denominator"].sum().to_dict() == dict.fromkeys(range(2019, 2024), 20 * 91 * 10)


def test_of_two_equally_near_estimates_the_earlier_serves(inputs_with):
    inputs = replace(inputs_with(((2018, 2020), 2021, OLD_BASIS)), feed_years={VICTIMS: (2019,)})
    assert denominator_years(inputs, VICTIMS) == (2018,)


def test_bases_are_never_pooled(inputs_with):
    inputs = inputs_with(((2019,), 2011, OLD_BASIS, ("persons",), 7), ((2020, 2021), 2021, NEW_BASIS))
    assert denominator_years(inputs, VICTIMS) == (2020, 2020, 2021)
    assert NEW_BASIS in denominator_note(inputs, VICTIMS)
    assert person_years(inputs, VICTIMS, "area")["denominator"].sum() == 3 * 20 * 91 * 10


def test_an_estimate_without_every_small_area_serves_nothing(made_up, inputs_with):
    lost = made_up.own_lsoas()[3]
    inputs = inputs_with(
        ((2019, 2020), 2021, OLD_BASIS),
        change=lambda frame: frame[(frame["lsoa_code"] != lost) | (frame["year"] != 2020)],
    )
    assert denominator_years(inputs, VICTIMS) == (2019, 2019, 2019)


def test_one_sex_alone_is_no_estimate_and_both_are_added(inputs_with):
    assert denominator_years(inputs_with(((2020,), 2021, OLD_BASIS, ("female",))), VICTIMS) == ()
    both = inputs_with(((2020,), 2021, OLD_BASIS, ("female", "male")))
    assert person_years(both, VICTIMS, "area")["denominator"].sum() == 3 * 2 * 20 * 91 * 10
    women = person_years(both, VICTIMS, "area", where={"sex": ("female",)})
    assert women["denominator"].sum() == 3 * 20 * 91 * 10


def test_kept_estimates_give_the_same_people(made_up, tmp_path):
    with made_up.opened_records(tmp_path) as inputs:
        before = {by: person_years(inputs, VICTIMS, by) for by in PLACES}
        keep_estimates(inputs)
        kept = inputs.warehouse.table("population_of_area").select("lsoa_code").distinct().to_pandas()["lsoa_code"]
        inputs.warehouse.con.raw_sql("UPDATE population_lsoa SET persons = 0")
        for by in PLACES:
            pd.testing.assert_frame_equal(person_years(inputs, VICTIMS, by), before[by])
    assert set(kept) == {*made_up.own_lsoas(2011), *made_up.own_lsoas(2021)}


def test_other_vintage_is_told_exactly_and_split_areas_by_the_census(made_up, inputs_with):
    given = ((2019, 2020, 2021), 2011, OLD_BASIS)
    weighed = inputs_with(given, census=census_of(made_up, ["all"]))
    people = person_years(weighed, VICTIMS, "lsoa").groupby("lsoa")["denominator"].sum()
    assert people[made_up.MERGED_21] == 2 * 91 * 10 * 3
    assert people[made_up.LSOAS21[5]] == 91 * 10 * 3
    assert people[list(made_up.SPLIT_21)].tolist() == [91 * 10 * 3 / 2] * 2
    assert people_not_told(weighed, VICTIMS) == 0
    plain = inputs_with(given)
    assert set(made_up.own_lsoas()) - set(person_years(plain, VICTIMS, "lsoa")["lsoa"]) == set(made_up.SPLIT_21)
    assert people_not_told(plain, VICTIMS) == 91 * 10 * 3


def test_deciles_hold_the_people_of_ranked_areas_in_the_index_s_own_vintage(made_up, inputs_with):
    inputs = inputs_with(((2019, 2020, 2021), 2011, OLD_BASIS))
    whole = inputs.warehouse.table("deprivation").to_pandas()
    ranked = whole[whole["lsoa_code"] != made_up.SPLIT_11]
    inputs.warehouse.con.create_table("deprivation", ranked, overwrite=True)
    people = person_years(inputs, VICTIMS, "decile").groupby("decile")["denominator"].sum()
    inputs.warehouse.con.create_table("deprivation", whole, overwrite=True)
    own = [made_up.decile_of(code) for code in made_up.own_lsoas(2011) if code != made_up.SPLIT_11]
    assert people.to_dict() == {decile: own.count(decile) * 91 * 10 * 3 for decile in sorted(set(own))}


def test_census_serves_where_no_estimate_was_supplied(made_up, inputs_with):
    groups = [
        "Aged 4 years and under",
        *(f"Aged {a} to {a + 4} years" for a in range(5, 85, 5)),
        "Aged 85 years and over",
    ]
    inputs = inputs_with(census=census_of(made_up, groups))
    assert denominator_years(inputs, VICTIMS) == (2021, 2021, 2021)
    assert denominator_note(inputs, VICTIMS).startswith("Residents at Census 2021, with 85 and over")
    frame = person_years(inputs, VICTIMS, "area")
    assert set(frame["age_band"]) == set(AGE_BANDS[:-1])
    assert set(frame["denominator"]) == {20 * 30}


def test_nothing_that_can_serve_is_an_error(made_up, inputs_with):
    for census in (None, census_of(made_up, ["Aged 15 years and under", "Aged 16 to 24 years"])):
        inputs = inputs_with(census=census)
        assert denominator_years(inputs, VICTIMS) == ()
        assert denominator_note(inputs, VICTIMS) == ""
        with pytest.raises(ValidityError, match="population by age"):
            person_years(inputs, VICTIMS, "area")


def test_people_are_filtered_by_what_they_are_counted_by_alone(made_up, record_inputs, inputs_with):
    some = person_years(record_inputs, VICTIMS, "area", where={"year": ("2020",), "lad": (made_up.ASHBY,)})
    assert some["denominator"].sum() == 12 * 91 * 2 * 10
    with pytest.raises(ValidityError, match="some people"):
        person_years(record_inputs, VICTIMS, "area", where={"age_group": ("10-17",)})
    with pytest.raises(ValidityError, match="one sex"):
        person_years(inputs_with(((2020,), 2021, OLD_BASIS)), VICTIMS, "area", where={"sex": ("female",)})
    with pytest.raises(ValidityError, match="not counted by"):
        person_years(record_inputs, VICTIMS, "ward")
