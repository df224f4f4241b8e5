"""Conversion keeps every count: what went in is what came out and what is reported as not placed."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from verity.geography.changes import LsoaChanges
from verity.geography.conversion import convert_counts, count_on_common_areas
from verity.model.areas import LSOA11, LSOA21

PAIRS = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from("SMX")),
    min_size=1,
    max_size=12,
    unique_by=lambda p: p[:2],
)
COUNTS = st.lists(st.tuples(st.integers(1, 8), st.integers(0, 50)), min_size=1, max_size=10, unique_by=lambda p: p[0])


def changes(pairs: list[tuple[int, int, str]]) -> LsoaChanges:
    rows = [(f"E019910{old:02d}", f"E019921{new:02d}", change) for old, new, change in pairs]
    return LsoaChanges(pd.DataFrame(rows, columns=["lsoa11_code", "lsoa21_code", "change"]))


def told(counts: list[tuple[int, int]]) -> pd.DataFrame:
    return pd.DataFrame([(f"E019910{code:02d}", n) for code, n in counts], columns=["code", "count"])


@given(PAIRS, COUNTS, st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_nothing_is_lost_and_nothing_is_split(
    pairs: list[tuple[int, int, str]], counts: list[tuple[int, int]], weights: list[int]
) -> None:
    table, given_counts = changes(pairs), told(counts)
    weight = pd.DataFrame({"code": [f"E019921{n:02d}" for n in range(1, 7)], "weight": weights})
    for found in (
        convert_counts(table, given_counts, source=LSOA11, target=LSOA21),
        convert_counts(table, given_counts, source=LSOA11, target=LSOA21, weights=weight),
        count_on_common_areas(table, given_counts, source=LSOA11),
    ):
        total = int(given_counts["count"].sum())
        assert int(found.frame["count"].sum()) + int(found.residual["count"].sum()) == total
        assert sum(found.how.values()) == total
        assert found.frame["count"].dtype == "int64"
        assert (found.frame["count"] >= 0).all()
        assert found.frame["code"].is_unique


@given(PAIRS)
def test_common_areas_are_whole_in_both_vintages(pairs: list[tuple[int, int, str]]) -> None:
    common = changes(pairs).common_areas()
    assert common.groupby("lsoa11_code")["common_code"].nunique().eq(1).all()
    assert common.groupby("lsoa21_code")["common_code"].nunique().eq(1).all()
