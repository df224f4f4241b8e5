"""The invented areas: reserved codes, lookups that agree with the polygons, polygons that tile."""

import json
import re

import numpy as np
import pandas as pd
import pytest
import shapely

from verity.demo.nesting import nesting
from verity.demo.parameters import load_parameters
from verity.demo.tessellation import tessellation
from verity.model.areas import SYNTHETIC_CODE

ANY_CODE = re.compile(r"\b[EWSN]\d{8}\b")
TOLERANCE = 1e-9
"""Square degrees: about ten square metres."""


def polygons(written, word):
    (path,) = (written / "boundaries").glob(f"*{word}*.geojson")
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    code = next(name for name in features[0]["properties"] if name.endswith("CD"))
    return {one["properties"][code]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features}


@pytest.fixture(scope="module")
def shapes(written):
    return {word: polygons(written, word) for word in ("2011", "2021", "Wards", "Districts", "Police")}


def same(one, other):
    return shapely.symmetric_difference(one, other).area < TOLERANCE


def test_every_code_lies_in_the_reserved_range(written, police):
    texts = [path.read_text(encoding="utf-8") for path in written.rglob("*.*") if path.suffix in {".csv", ".geojson"}]
    codes = {code for text in texts for code in ANY_CODE.findall(text)}
    for edition in ("2024-01", "2022-12"):
        for ending in ("marlshire-street", "fenwold-street", "outcomes"):
            codes |= set(police(edition, ending)["LSOA code"].dropna())
    assert len(codes) > 60
    assert [code for code in codes if not SYNTHETIC_CODE.match(code)] == []


@pytest.mark.parametrize("word", ["2011", "2021", "Wards", "Districts", "Police"])
def test_polygons_are_valid_and_tile(shapes, word):
    areas = np.array(list(shapes[word].values()))
    assert shapely.is_valid(areas).all()
    assert shapely.coverage_is_valid(areas)
    united = shapely.union_all(areas)
    assert shapely.area(areas).sum() == pytest.approx(united.area, rel=1e-9)
    assert same(united, shapely.union_all(list(shapes["2011"].values())))


def test_changed_areas_cover_the_same_ground(shapes, table):
    change = table("lookups", "LSOA11_LSOA21")
    for indicator in ("U", "S", "M"):
        key = "LSOA11CD" if indicator in "US" else "LSOA21CD"
        for _, rows in change[change["CHGIND"] == indicator].groupby(key):
            old = shapely.union_all([shapes["2011"][code] for code in rows["LSOA11CD"].unique()])
            new = shapely.union_all([shapes["2021"][code] for code in rows["LSOA21CD"].unique()])
            assert same(old, new)


def test_the_complex_case_crosses(shapes, table):
    change = table("lookups", "LSOA11_LSOA21")
    crossing = change[change["CHGIND"] == "X"]
    old, new = (
        [shapes[year][code] for code in crossing[column].unique()]
        for year, column in (("2011", "LSOA11CD"), ("2021", "LSOA21CD"))
    )
    assert (len(crossing), len(old), len(new)) == (3, 2, 2)
    assert same(shapely.union_all(old), shapely.union_all(new))
    assert not any(same(one, other) for one in old for other in new)


def test_change_indicators_say_what_happened(table, parameters):
    change = table("lookups", "LSOA11_LSOA21")
    children = change.groupby("LSOA11CD")["LSOA21CD"].transform("size")
    parents = change.groupby("LSOA21CD")["LSOA11CD"].transform("size")
    kind = np.select(
        [(children == 1) & (parents == 1), (children > 1) & (parents == 1), (children == 1) & (parents > 1)],
        ["U", "S", "M"],
        "X",
    )
    complex_rows = change["CHGIND"] == "X"
    assert (kind[~complex_rows] == change["CHGIND"][~complex_rows]).all()
    assert (change["LSOA11CD"] == change["LSOA21CD"]).equals(change["CHGIND"] == "U")
    declared = parameters.change
    assert (change["CHGIND"] == "S").sum() == 2 * declared.split_in_two + 3 * declared.split_in_three
    assert (change["CHGIND"] == "M").sum() == 2 * declared.merged_pairs


def test_lookups_hold_every_area_once(table, shapes):
    change = table("lookups", "LSOA11_LSOA21")
    assert set(change["LSOA11CD"]) == set(shapes["2011"])
    assert set(change["LSOA21CD"]) == set(shapes["2021"])
    for word, column, level in (
        ("LSOA11_LAD21", "LSOA11CD", "2011"),
        ("LSOA11_MSOA11", "LSOA11CD", "2011"),
        ("LSOA11_WD17", "LSOA11CD", "2011"),
        ("LSOA21_WD24", "LSOA21CD", "2021"),
    ):
        codes = table("lookups", word)[column]
        assert codes.is_unique
        assert set(codes) == set(shapes[level])


def test_wards_and_districts_are_unions_of_their_small_areas(table, shapes):
    lookup = table("lookups", "LSOA21_WD24")
    for column, word in (("WD24CD", "Wards"), ("LAD24CD", "Districts")):
        for code, rows in lookup.groupby(column):
            assert same(shapes[word][code], shapely.union_all([shapes["2021"][one] for one in rows["LSOA21CD"]]))


def test_the_history_of_the_neighbours_district_is_a_merger(table):
    history = table("lookups", "ltla_ltla")
    assert history["ltla18_code"].is_unique
    assert history["ltla19_code"].duplicated().sum() == 1
    assert (history["ltla19_code"] == history["ltla24_code"]).all()


@pytest.mark.slow
def test_the_full_county_is_of_the_declared_size():
    parameters = load_parameters()
    land = tessellation(parameters)
    nest = nesting(parameters, land)
    home = len(nest.district) - 1
    assert (nest.lsoa11["district"] < home).sum() == 380
    assert (nest.lsoa21["district"] < home).sum() == 414
    assert pd.Series(nest.change["indicator"]).value_counts().to_dict() == {"U": 376, "S": 69, "M": 6, "X": 3}
    assert shapely.coverage_is_valid(land.polygons)
    assert nest.ward.groupby("district").size().max() < 40
