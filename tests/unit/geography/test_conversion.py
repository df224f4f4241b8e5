"""Conversion between LSOA vintages: totals kept, whole numbers, what cannot be placed reported."""

import pandas as pd
import pytest

from verity.geography.conversion import convert_counts, count_on_common_areas
from verity.geography.geography import Geography
from verity.model.areas import LSOA11, LSOA21, AreaType, Level
from verity.model.errors import AreaError


def counts(**by_code: int) -> pd.DataFrame:
    return pd.DataFrame({"code": list(by_code), "count": list(by_code.values())})


def as_dict(frame: pd.DataFrame) -> dict[str, int]:
    return dict(zip(frame["code"], frame["count"].tolist(), strict=True))


def test_many_to_one_is_exact_and_the_rest_is_reported(land: Geography) -> None:
    given = counts(E01990001=5, E01990031=2, E01990032=3, E01990045=7, E01990067=1, E01999999=4)
    found = convert_counts(land.changes, given, source=LSOA21, target=LSOA11)
    assert as_dict(found.frame) == {"E01990001": 5, "E01990003": 5}
    assert found.residual.to_numpy().tolist() == [
        ["E01990045", 7, "became several areas"],
        ["E01990067", 1, "irregular change"],
        ["E01999999", 4, "code not known"],
    ]
    assert found.how == {"exact": 10, "not placed": 12}
    assert found.frame["count"].dtype == "int64"


def test_the_other_way_merges_are_exact(land: Geography) -> None:
    given = counts(E01990001=5, E01990003=9, E01990004=2, E01990005=3)
    found = convert_counts(land.changes, given, source=LSOA11, target=LSOA21)
    assert as_dict(found.frame) == {"E01990001": 5, "E01990045": 5}
    assert found.how == {"exact": 10, "not placed": 9}


def test_weights_share_out_whole_persons_and_all_of_them(land: Geography) -> None:
    given = pd.DataFrame({"code": ["E01990003"] * 2 + ["E01990001"], "age": [0, 1, 0], "count": [10, 1, 4]})
    weights = pd.DataFrame({"code": ["E01990031", "E01990032"], "weight": [1.0, 2.0]})
    found = convert_counts(land.changes, given, source=LSOA11, target=LSOA21, keys=["age"], weights=weights)
    assert found.frame.to_numpy().tolist() == [
        ["E01990001", 0, 4], ["E01990031", 0, 3], ["E01990031", 1, 0], ["E01990032", 0, 7], ["E01990032", 1, 1],
    ]  # fmt: skip
    assert found.residual.empty
    assert found.how == {"exact": 4, "by weights": 11, "not placed": 0}


def test_areas_without_weight_stay_in_the_residual(land: Geography) -> None:
    weights = pd.DataFrame({"code": ["E01990031"], "weight": [0.0]})
    found = convert_counts(land.changes, counts(E01990003=6), source=LSOA11, target=LSOA21, weights=weights)
    assert found.how == {"exact": 0, "by weights": 0, "not placed": 6}


def test_the_same_vintage_changes_nothing(land: Geography) -> None:
    found = convert_counts(land.changes, counts(E01990031=6), source=LSOA21, target=LSOA21)
    assert as_dict(found.frame) == {"E01990031": 6}


def test_common_areas_hold_everything_that_is_known(land: Geography) -> None:
    old = counts(E01990003=6, E01990004=1, E01990005=2, E01990006=3, E01990007=4, E01999999=9)
    new = counts(E01990031=1, E01990032=5, E01990045=3, E01990067=3, E01990077=4)
    told = {"E01990003": 6, "E01990004": 3, "E01990006": 7}
    found = count_on_common_areas(land.changes, old, source=LSOA11)
    assert as_dict(found.frame) == told
    assert as_dict(found.residual) == {"E01999999": 9}
    assert as_dict(count_on_common_areas(land.changes, new, source=LSOA21).frame) == told


def test_fractions_and_missing_counts_are_refused(land: Geography) -> None:
    for value in (0.5, None):
        given = pd.DataFrame({"code": ["E01990001"], "count": [value]}, dtype="object").astype({"count": "Float64"})
        with pytest.raises(AreaError, match="whole"):
            convert_counts(land.changes, given, source=LSOA11, target=LSOA21)


def test_other_levels_are_refused(land: Geography) -> None:
    with pytest.raises(AreaError, match="alone"):
        convert_counts(land.changes, counts(E06990001=1), source=AreaType(Level.LAD, 2021), target=LSOA21)


def test_exact_pairs_leave_irregular_changes_out(land: Geography) -> None:
    assert land.exact(LSOA21, LSOA11) == {
        "E01990001": "E01990001", "W01990002": "W01990002", "E01990031": "E01990003", "E01990032": "E01990003",
    }  # fmt: skip
    assert "E01990006" not in land.exact(LSOA11, LSOA21)
