"""How far cells move: exactly, whatever the solver claims."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.sparse import csr_array

from verity.disclosure import region as subject
from verity.disclosure.region import Region, extreme_table, reach, tightened
from verity.model.errors import ValidityError


def square(lower: int = 0, upper: int = 50, size: int = 4, count: int = 5) -> Region:
    """A two-way table of hidden cells whose margins are shown."""
    cells = size * size
    matrix = np.zeros((2 * size, cells + 1), np.int64)
    for i, j in np.ndindex(size, size):
        matrix[i, size * i + j] = matrix[size + j, size * i + j] = 1
    matrix[:, -1] = -size * count
    truth = np.r_[np.full(cells, count), 1]
    low, high = np.full(cells + 1, lower), np.full(cells + 1, upper)
    low[-1] = high[-1] = 1
    return Region(matrix=csr_array(matrix), lower=low, upper=high, truth=truth)


def test_bounds_of_many_cells_are_exact():
    found = reach(square(), np.r_[np.ones(16, bool), False])
    assert found.lower.tolist() == [0] * 16 + [1]
    assert found.upper.tolist() == [20] * 16 + [1]


def test_enough_is_never_more_than_can_be():
    found = reach(square(), np.r_[np.ones(16, bool), False], np.full(17, 3))
    assert (found.upper - found.lower >= 3)[:16].all()
    assert found.solved <= reach(square(), np.r_[np.ones(16, bool), False]).solved


def test_cells_that_are_not_asked_for_cost_nothing():
    assert reach(square(), np.zeros(17, bool)).solved == 0


def test_a_contradiction_is_a_fault():
    whole = square()
    with pytest.raises(ValidityError):
        whole.with_bounds(whole.truth + 1, whole.upper)
    with pytest.raises(ValidityError):
        Region(matrix=whole.matrix, lower=whole.lower, upper=whole.upper, truth=whole.truth + 1)


def test_whole_numbers_narrow_what_fractions_allow():
    # 2 x = 2 y + 3 z over 0..3: fractions allow z any value, whole numbers only even ones
    matrix = csr_array(np.array([[2, -2, -3]]))
    found = reach(
        Region(matrix=matrix, lower=np.zeros(3, int), upper=np.full(3, 3), truth=np.zeros(3, int)), np.ones(3, bool)
    )
    assert found.upper.tolist() == [3, 3, 2]


def test_bounds_follow_through_chains(monkeypatch):
    matrix = csr_array(np.array([[1, -1, 0], [0, 1, -1]]))
    chain = Region(matrix=matrix, lower=np.array([0, 0, 2]), upper=np.array([9, 9, 3]), truth=np.array([2, 2, 2]))
    assert tightened(chain).upper.tolist() == [3, 3, 3]
    assert tightened(chain).lower.tolist() == [2, 2, 2]
    monkeypatch.setattr(subject, "PROPAGATION_ROUNDS", 1)
    assert tightened(chain).upper.tolist() == [9, 3, 3]


def test_an_optimum_that_does_not_hold_is_not_believed(monkeypatch):
    monkeypatch.setattr(subject, "milp", lambda cost, **_: SimpleNamespace(x=np.full(len(cost), 7.0)))
    whole = square()
    assert extreme_table(whole.matrix, whole.lower, whole.upper, np.zeros(17)) is None
    found = reach(whole, np.r_[np.ones(16, bool), False])
    assert (found.lower == found.upper).all()


def test_no_answer_is_read_as_no_room(monkeypatch):
    monkeypatch.setattr(subject, "milp", lambda *_, **__: SimpleNamespace(x=None))
    found = reach(square(size=2), np.r_[np.ones(4, bool), False])
    assert (found.lower == found.upper).all()
