"""The written county tells its truths: volumes, steps, hotspots and the gradient can be found again in the files."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from verity.demo.county import draw_county, make_county
from verity.demo.parameters import SMALL, load_parameters
from verity.demo.truths import truths

VIOLENCE = "Violence and sexual offences"


@pytest.fixture(scope="module")
def parameters():
    """The small county with many rows: chance is small beside what was planted."""
    small = load_parameters(SMALL)
    return small.model_copy(update={"rows_scale": 0.5, "first_month": "2020-01"})


@pytest.fixture(scope="module")
def planted(parameters):
    return truths(parameters)


@pytest.fixture(scope="module")
def street(parameters, tmp_path_factory):
    out = tmp_path_factory.mktemp("planted")
    make_county(out, parameters=parameters)
    with zipfile.ZipFile(out / "police_uk" / "2024-01.zip") as archive:
        names = [name for name in archive.namelist() if name.endswith("marlshire-street.csv")]
        rows = pd.concat([pd.read_csv(io.BytesIO(archive.read(name)), dtype=str) for name in names])
    return rows[rows["Crime ID"].isna() | ~rows["Crime ID"].duplicated()]


def test_counts_lie_within_chance_of_the_declared_volumes(street, planted):
    found = street.groupby(["Crime type", street["Month"].str[:4].astype(int)]).size()
    standardised = [(found[key] - expected) / np.sqrt(expected) for key, expected in planted.rows.items()]
    assert len(standardised) == 14 * 4
    assert np.abs(standardised).max() < 4
    assert np.std(standardised) == pytest.approx(1, abs=0.35)


def test_months_follow_season_lockdown_and_counting_rule(street, planted, parameters):
    found = street.groupby("Month").size()
    expected = pd.Series(planted.rows_by_month)
    assert (np.abs(found - expected) / np.sqrt(expected)).max() < 4.5
    theft = street[street["Crime type"] == "Shoplifting"].groupby("Month").size()
    assert theft[list(parameters.lockdown.months)].mean() < 0.65 * theft["2020-06":"2020-09"].mean()
    violence = street[street["Crime type"] == VIOLENCE].groupby("Month").size()
    step = violence["2023-05":"2023-12"].sum() / violence["2022-05":"2022-12"].sum()
    before = violence["2023-01":"2023-04"].sum() / violence["2022-01":"2022-04"].sum()
    assert step / before == pytest.approx(parameters.counting_rule.factor, abs=0.09)


def test_hotspots_stand_out_where_they_were_planted(street, planted, parameters):
    for hotspot in planted.hotspots:
        category = hotspot.declared.categories[0]
        since = hotspot.declared.from_month or parameters.first_month
        rows = street[(street["Crime type"] == category) & (street["Month"] >= since)]
        counts = rows["LSOA code"].value_counts()
        rest = counts.drop(list(hotspot.lsoa_codes)).median()
        assert counts[list(hotspot.lsoa_codes)].min() > 1.8 * rest, hotspot.declared.id


def test_small_areas_hold_what_was_expected_of_them(street, planted):
    found = street[street["Crime type"] == VIOLENCE]["LSOA code"].value_counts()
    expected = pd.Series({code: n for (code, name), n in planted.lsoa21_rows.items() if name == VIOLENCE})
    located = expected * found[expected.index].sum() / expected.sum()
    assert (np.abs(found[located.index] - located) / np.sqrt(located)).max() < 4.5


def test_the_gradient_by_deprivation_can_be_found_again(planted, parameters):
    """On expected rows: the small county's few areas leave the declared noise in the slope, so the bound is wide."""
    county = draw_county(parameters)
    people = np.bincount(county.nest.lsoa21_of_cell, weights=county.residents.of(2021).sum(axis=(1, 2)))
    residents = dict(zip(county.nest.lsoa21["code"], people, strict=True))
    hot = {code for hotspot in planted.hotspots for code in hotspot.lsoa_codes}
    codes = [code for code in planted.latent_score if code not in hot]
    for category in (VIOLENCE, "Drugs", "Robbery"):
        rate = np.log([planted.lsoa21_rows[code, category] / residents[code] for code in codes])
        slope = np.polyfit([planted.latent_score[code] for code in codes], rate, 1)[0]
        assert slope == pytest.approx(planted.gradient[category], abs=0.15)
