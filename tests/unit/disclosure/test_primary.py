"""Which cells are sensitive by themselves, at the boundary of each rule."""

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

from verity.disclosure.policy import Action, Zeros, read_policy
from verity.disclosure.primary import (
    below_threshold,
    class_disclosed,
    dominated,
    enclosed,
    too_few_events,
    too_few_people,
)
from verity.disclosure.rounding import range_of_shown

RULE = read_policy().rule(["police_victims"], "public")


def test_counts_up_to_the_threshold():
    counts = np.array([0, 1, 4, 5])
    assert below_threshold(counts, RULE).tolist() == [False, True, True, False]
    hidden_zeros = RULE.model_copy(update={"zeros": Zeros.SUPPRESSED})
    assert below_threshold(counts, hidden_zeros).tolist() == [True, True, True, False]
    rounding = RULE.model_copy(update={"action": Action.ROUND, "rounding_base": 5})
    assert below_threshold(counts, rounding).tolist() == [False] * 4
    assert [one.tolist() for one in range_of_shown([0, 5], rounding)] == [[0, 3], [2, 7]]


def test_dominance_and_the_p_ratio():
    largest = np.array([[50.0, 40.0], [50.0, 41.0], [10.0, 5.0], [10.0, 5.0], [0.0, 0.0], [6.0, 0.0]])
    total = np.array([100.0, 100.0, 16.0, 17.0, 0.0, 6.0])
    lenient = RULE.model_copy(update={"p_ratio_pct": 0.0})
    assert dominated(largest, total, lenient).tolist() == [False, True, True, False, False, True]
    only_p = RULE.model_copy(update={"dominance_share_pct": 100.0})
    assert dominated(largest, total, only_p).tolist() == [False, False, False, False, False, True]
    assert dominated(np.array([[10.0, 5.0]]), np.array([15.9]), only_p).tolist() == [True]


def test_dominance_needs_the_contributors_it_compares():
    with pytest.raises(ValueError, match="2 largest"):
        dominated(np.array([[5.0]]), np.array([5.0]), RULE)
    with pytest.raises(ValueError, match="exceed"):
        dominated(np.array([[5.0, 5.0]]), np.array([9.0]), RULE)


def test_people_and_events_behind_a_rate():
    assert too_few_people(np.array([np.nan, 4.0, 5.0]), RULE).tolist() == [True, True, False]
    assert too_few_events(np.array([np.nan, 9.0, 10.0]), RULE).tolist() == [True, True, False]


def test_class_disclosure_of_small_groups_alone():
    frame = pd.DataFrame({
        "lad": ["a", "a", "b", "b", "c", "c", "d", "e", "e"],
        "sex": ["f", "m", "f", "m", "f", "m", "f", "f", "m"],
        "count": pd.array([20, 0, 21, 0, 0, 0, 9, 8, None], dtype="Int64"),
    })  # fmt: skip
    found = class_disclosed(frame, ["lad"], RULE)
    assert found.tolist() == [True, True, False, False, False, False, False, True, True]
    assert class_disclosed(frame[:2], [], RULE).tolist() == [True, True]


def test_parts_of_a_total_hidden_by_size_and_their_parts():
    # total 0 = 1 + 2, total 1 = 3 + 4, total 5 = 6 + 7
    matrix = csr_array(np.array([
        [-1, 1, 1, 0, 0, 0, 0, 0],
        [0, -1, 0, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, -1, 1, 1],
    ]))  # fmt: skip
    small = np.array([True, False, True, False, False, False, True, False])
    assert enclosed(matrix, small).tolist() == [False, True, True, True, True, False, False, False]
