"""Volume beside harm, and where weights come from."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from verity.analysis.severity import GRAVEST, harm, read_weights, unweighted_codes, weights_from
from verity.methods.harm import HarmScale, harm_totals
from verity.model.errors import InputError, SettingsError, ValidityError
from verity.model.measures import Quantity
from verity.model.offences import OFFENCE_BY_CODE, OFFENCES, WEIGHTS_VERSION

HARM = Quantity.HARM


@pytest.fixture(scope="module")
def offences(made_up):
    rows = made_up.made_up_records()
    return rows[(rows["feed"] == "police_offence") & (rows["place"] != "elsewhere")]


def test_districts_equal_a_direct_call(made_up, record_inputs, offences):
    frame = harm(record_inputs, made_up.measure(HARM, "lad"))
    assert list(frame.columns) == ["lad", "count", "value", "per_1000", "unweighted", *GRAVEST]
    assert frame["lad"].tolist() == [made_up.ASHBY, made_up.BROOK_VALE]
    for row, areas in zip(frame.itertuples(), (12, 8), strict=True):
        own = offences.loc[offences["lad"] == row.lad, "code"]
        direct = harm_totals(own.to_list(), np.ones(len(own)), made_up.HARM)
        assert (row.count, row.value, row.unweighted) == (len(own), direct.harm[0], direct.unweighted[0])
        assert row.per_1000 == pytest.approx(1000 * direct.harm[0] / (areas * 3 * 1820), rel=1e-12)


def test_types_add_up_to_districts_and_those_without_a_place(made_up, record_inputs, offences):
    frame = harm(record_inputs, made_up.measure(HARM, "category"))
    assert list(frame.columns) == ["category", "count", "value", "unweighted", *GRAVEST]
    assert frame["count"].sum() == len(offences)
    assert frame["count"].is_monotonic_decreasing
    weapons = frame[frame["category"] == "Possession of weapons"].iloc[0]
    assert np.isnan(weapons["value"])
    assert weapons["unweighted"] == weapons["count"] > 0
    injury = offences[offences["category"] == "Violence with injury"]["code"].value_counts()
    assert frame.set_index("category").loc["Violence with injury", "value"] == 200 * injury["8N"] + 1500 * injury["5D"]


def test_the_gravest_offences_of_a_row_stand_beside_it_for_the_gate(made_up, record_inputs, offences):
    frame = harm(record_inputs, made_up.measure(HARM, "lad"))
    for row in frame.itertuples():
        own = offences.loc[offences["lad"] == row.lad, "code"].to_list()
        weights = np.sort(made_up.HARM.of(own)[~np.isnan(made_up.HARM.of(own))])[::-1]
        assert (row.largest_1, row.largest_2, row.largest_3) == tuple(weights[:3])


def test_codes_without_a_weight_are_named_with_their_number(made_up, record_inputs, offences):
    measure = made_up.measure(HARM, "code")
    frame = harm(record_inputs, measure).set_index("code")
    lacking = int((offences["code"] == "10A").sum())
    assert unweighted_codes(record_inputs, measure) == (("10A", lacking),)
    assert np.isnan(frame.loc["10A", "value"])
    assert frame.loc["8L", "value"] == 10 * frame.loc["8L", "count"]
    limited = replace(measure, definition="violence-with-injury")
    assert unweighted_codes(record_inputs, limited) == ()


def test_years_limit_the_residents_too(made_up, record_inputs):
    whole = harm(record_inputs, made_up.measure(HARM, "lad"))
    years = [harm(record_inputs, made_up.measure(HARM, "lad", where={"year": (str(y),)})) for y in made_up.YEARS]
    np.testing.assert_allclose(np.mean([one["per_1000"] for one in years], axis=0), whole["per_1000"])


def test_without_a_population_the_rate_is_missing_and_the_score_stands(made_up, tmp_path):
    with made_up.opened_records(tmp_path) as inputs:
        inputs.warehouse.con.drop_table("population_lsoa")
        frame = harm(inputs, made_up.measure(HARM, "lad"))
    assert frame["per_1000"].isna().all()
    assert frame["value"].gt(0).all()


def test_no_weights_and_other_breakdowns_are_refused(made_up, record_inputs):
    with pytest.raises(ValidityError, match="weights"):
        harm(replace(record_inputs, harm_weights=None), made_up.measure(HARM, "lad"))
    for breakdowns in (("sex",), ("lad", "category")):
        with pytest.raises(ValidityError, match="breakdown"):
            harm(record_inputs, made_up.measure(HARM, *breakdowns))


def test_the_code_table_gives_its_weights_and_nothing_for_codes_without():
    found = weights_from(OFFENCES, version=WEIGHTS_VERSION)
    lacking = [offence.code for offence in OFFENCES if offence.severity_weight is None]
    assert lacking
    assert np.isnan(found.of(lacking)).all()
    assert found.of(["4.10", "8N"]).tolist() == [OFFENCE_BY_CODE[code].severity_weight for code in ("4.10", "8N")]
    assert (found.scale, found.version) == (HarmScale.CRIME_SEVERITY_SCORE, WEIGHTS_VERSION)


def written(path, rows, columns="code,weight,scale,version"):
    path.write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_file_of_weights_keeps_codes_as_text(tmp_path):
    scale = HarmScale.CRIME_HARM_INDEX
    rows = [f"4.10,5475,{scale},2020 edition", f" 8N ,20,{scale},2020 edition"]
    found = read_weights(written(tmp_path / "cchi.csv", rows))
    assert (found.codes, found.weights) == (("4.10", "8N"), (5475.0, 20.0))
    assert (found.scale, found.version) == (scale, "2020 edition")


SCORE = str(HarmScale.CRIME_SEVERITY_SCORE)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ([f"8N,20,{SCORE},1"], "code,weights,scale,version"),
        ([f"8N,twenty,{SCORE},1"], "code,weight,scale,version"),
        ([f"8N,-1,{SCORE},1"], "code,weight,scale,version"),
        ([f"8N,20,{SCORE},1", f"8N,21,{SCORE},1"], "code,weight,scale,version"),
        ([f",20,{SCORE},1"], "code,weight,scale,version"),
        ([f"8N,20,{SCORE},1", f"8L,21,{SCORE},2"], "code,weight,scale,version"),
        (["8N,20,days in prison,1"], "code,weight,scale,version"),
        ([f"8N,20,{SCORE},"], "code,weight,scale,version"),
        ([f"8N,20,{SCORE}"], "code,weight,scale,version"),
        ([], "code,weight,scale,version"),
    ],
)
def test_files_that_cannot_be_used_are_refused(tmp_path, rows, columns):
    with pytest.raises(InputError, match="cannot be used"):
        read_weights(written(tmp_path / "weights.csv", rows, columns))


def test_a_file_that_is_not_there_is_a_fault_of_the_settings(tmp_path):
    with pytest.raises(SettingsError, match="not there"):
        read_weights(tmp_path / "weights.csv")


def test_nothing_is_lost_between_weighted_and_unweighted(made_up, record_inputs):
    frame = harm(record_inputs, made_up.measure(HARM, "group"))
    assert (frame["unweighted"] <= frame["count"]).all()
    assert isinstance(frame["count"].dtype, pd.Int64Dtype)
