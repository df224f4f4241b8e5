"""The optimum, the heuristic, and what happens where neither can be had."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.sparse import csr_array

from verity.disclosure import secondary as subject
from verity.disclosure.secondary import Suppression, secondary_suppression

COUNTS = np.array([[4, 15, 22, 7], [9, 2, 18, 11], [1, 6, 3, 40], [13, 8, 21, 5]])


def problem(counts: np.ndarray = COUNTS, width: int = 3, **changes) -> Suppression:
    size = len(counts)
    cells = size * size
    matrix = np.zeros((2 * size, cells + 2 * size), np.int64)
    for i, j in np.ndindex(size, size):
        matrix[i, size * i + j] = matrix[size + j, size * i + j] = 1
    matrix[np.arange(2 * size), cells + np.arange(2 * size)] = -1
    truth = np.r_[counts.ravel(), counts.sum(1), counts.sum(0)]
    inner = np.arange(len(truth)) < cells
    primary = inner & (truth >= 1) & (truth <= 4)
    whole = Suppression(
        matrix=csr_array(matrix), truth=truth, shown_lower=truth, shown_upper=truth,
        hidden_lower=np.where(primary, 1, np.minimum(5, truth)), hidden_upper=np.where(primary, 4, 1000),
        hidden=primary, candidate=~primary & (truth > 0), required=np.where(primary, width, 0), weight=truth,
    )  # fmt: skip
    return replace(whole, **changes)


@pytest.mark.parametrize("exact", [True, False, None])
def test_every_way_protects(exact):
    found = secondary_suppression(problem(), exact=exact)
    assert len(found.unprotected) == 0
    assert found.secondary.any()
    assert found.optimal == (exact is not False)
    assert not (found.secondary & problem().hidden).any()


def test_the_optimum_is_no_dearer_than_the_heuristic():
    weight = problem().weight
    exact, heuristic = (secondary_suppression(problem(), exact=one) for one in (True, False))
    assert weight[exact.secondary].sum() <= weight[heuristic.secondary].sum()


def test_a_second_run_adds_nothing():
    for exact in (True, False):
        first = secondary_suppression(problem(), exact=exact)
        again = secondary_suppression(problem(hidden=first.hidden), exact=exact)
        assert not again.secondary.any()


def test_what_no_choice_protects_is_named():
    for exact in (True, False):
        none = np.zeros(24, bool)
        found = secondary_suppression(problem(candidate=none), exact=exact)
        assert set(found.unprotected) <= set(np.flatnonzero(problem().hidden))
        assert len(found.unprotected) > 0


def test_large_parts_take_the_heuristic(monkeypatch):
    monkeypatch.setattr(subject, "MOST_EXACT_PROTECTED", 1)
    assert not secondary_suppression(problem()).optimal
    monkeypatch.setattr(subject, "MOST_EXACT_CELLS", 1)
    assert not secondary_suppression(problem()).optimal


def test_beyond_its_limits_the_optimum_gives_way(monkeypatch):
    monkeypatch.setattr(subject, "MOST_ROUNDS", 1)
    found = secondary_suppression(problem())
    assert not found.optimal
    assert len(found.unprotected) == 0


def test_a_programme_that_is_not_solved_gives_way(monkeypatch):
    monkeypatch.setattr(subject, "milp", lambda *_, **__: SimpleNamespace(status=1, x=None))
    found = secondary_suppression(problem())
    assert not found.optimal
    assert len(found.unprotected) == 0


def test_parts_without_protected_cells_are_left_alone():
    found = secondary_suppression(problem(required=np.zeros(24, np.int64)))
    assert not found.secondary.any()
    assert found.optimal


def test_a_gap_between_fractions_and_whole_numbers_is_closed():
    # 2 p = q + 2 r + 2 s with q hidden: half steps of p would do for fractions, and none for whole numbers
    matrix = csr_array(np.array([[2, -1, -2, -2]]))
    truth = np.array([2, 2, 1, 0])
    whole = Suppression(
        matrix=matrix, truth=truth, shown_lower=truth, shown_upper=truth, hidden_lower=np.array([0, 1, 0, 0]),
        hidden_upper=np.array([9, 3, 9, 9]), hidden=np.array([True, True, False, False]),
        candidate=np.array([False, False, True, True]), required=np.array([1, 0, 0, 0]), weight=np.array([1, 1, 5, 3]),
    )  # fmt: skip
    found = secondary_suppression(whole, exact=True)
    assert found.secondary.tolist() == [False, False, False, True]
    by_paths = secondary_suppression(whole, exact=False)
    assert len(by_paths.unprotected) == 0
    wider = replace(whole, required=np.array([10, 0, 0, 0]))
    assert secondary_suppression(wider, exact=False).unprotected.tolist() == [0]


def test_more_than_one_cell_may_be_needed_for_a_gap():
    # p = 2 a + 2 b, both between 0 and 1 when hidden: width 3 in whole numbers needs both
    matrix = csr_array(np.array([[1, -2, -2]]))
    truth = np.array([2, 1, 0])
    whole = Suppression(
        matrix=matrix, truth=truth, shown_lower=truth, shown_upper=truth, hidden_lower=np.zeros(3, int),
        hidden_upper=np.array([9, 1, 1]), hidden=np.array([True, False, False]),
        candidate=np.array([False, True, True]), required=np.array([3, 0, 0]), weight=np.array([1, 5, 3]),
    )  # fmt: skip
    assert secondary_suppression(whole, exact=True).secondary.tolist() == [False, True, True]


def test_cells_that_do_not_help_are_passed_over():
    # 2 p = 3 q + 3 r + 2 t, and r is a cell that stays shown: only t lets p move in whole numbers
    matrix = csr_array(np.array([[2, -3, -3, -2, 0], [0, 0, 1, 0, -1]]))
    truth = np.array([3, 0, 2, 0, 2])
    whole = Suppression(
        matrix=matrix, truth=truth, shown_lower=truth, shown_upper=truth, hidden_lower=np.zeros(5, int),
        hidden_upper=np.array([9, 1, 9, 9, 9]), hidden=np.array([True, True, False, False, False]),
        candidate=np.array([False, False, True, True, False]), required=np.array([1, 0, 0, 0, 0]),
        weight=np.array([1, 1, 1, 5, 1]),
    )  # fmt: skip
    for exact in (True, False):
        assert secondary_suppression(whole, exact=exact).secondary.tolist() == [False, False, False, True, False]


def chain(step: int = 1) -> Suppression:
    """Six cells of which each equals the next: one moves only when all do, in steps."""
    matrix = np.zeros((5, 6), np.int64)
    for row in range(5):
        matrix[row, row], matrix[row, row + 1] = 1, -1
    matrix[0] = [1, -step, 0, 0, 0, 0]
    truth = np.array([0, 0, 0, 0, 0, 0])
    return Suppression(
        matrix=csr_array(matrix), truth=truth, shown_lower=truth, shown_upper=truth, hidden_lower=truth,
        hidden_upper=np.full(6, 12), hidden=np.arange(6) == 0, candidate=np.arange(6) > 0,
        required=np.where(np.arange(6) == 0, 3, 0), weight=np.ones(6, np.int64),
    )  # fmt: skip


@pytest.mark.parametrize("step", [1, 2])
def test_long_ways_are_found_when_short_ones_do_not_do(step):
    found = secondary_suppression(chain(step), exact=False)
    assert found.hidden.all()
    assert len(found.unprotected) == 0


def test_where_the_solver_fails_the_cell_is_told(monkeypatch):
    monkeypatch.setattr(subject, "extreme_table", lambda *_: None)
    assert secondary_suppression(chain(), exact=False).unprotected.tolist() == [0]


def test_what_proved_needless_is_shown_again(monkeypatch):
    rng = np.random.default_rng(4)
    counts = rng.poisson(rng.gamma(1.2, 9, (10, 10)))
    found = secondary_suppression(problem(counts, width=2), exact=False)
    monkeypatch.setattr(subject, "_show_needless", lambda *_: None)
    kept = secondary_suppression(problem(counts, width=2), exact=False)
    assert len(found.unprotected) == len(kept.unprotected) == 0
    assert not (found.hidden & ~kept.hidden).any()
    assert found.secondary.sum() < kept.secondary.sum()
