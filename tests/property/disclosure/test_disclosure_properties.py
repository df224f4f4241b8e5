"""What must hold for any small tables: thresholds, protection, idempotence, exactness, and every planted leak found."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.sparse import csr_array

from verity.disclosure.audit import HiddenCell
from verity.disclosure.clues import Clue, clues_of_classes, count_interval_from_rate, lone_areas
from verity.disclosure.constraints import CountTable
from verity.disclosure.policy import Action, Attacker, ProtectedRule, read_policy
from verity.disclosure.protection import Protection, Submitted, protect_edition
from verity.disclosure.region import Region, reach
from verity.disclosure.rounding import range_of_rounded, rounded
from verity.disclosure.secondary import Suppression, secondary_suppression
from verity.methods.intervals import poisson_interval
from verity.model.areas import Level
from verity.model.errors import DisclosureError
from verity.model.releases import CellState

POLICE = read_policy().rule(["police_offences"], "public")
HOSPITAL = read_policy().rule(["hospital_admissions"], "public")
SMALL = arrays(np.int64, (3, 3), elements=st.one_of(st.integers(0, 6), st.integers(0, 40)))


def rule(threshold: int, width: int = 1, **changes) -> ProtectedRule:
    return POLICE.model_copy(update={"threshold": threshold, "protection_width": width, **changes})


def table(name: str, columns: tuple[str, ...], frame: pd.DataFrame, **more) -> CountTable:
    return CountTable(id=name, universe="u", columns=columns, frame=frame, **more)


def two_way(counts: np.ndarray, rows: str = "month", columns: str = "lad") -> list[CountTable]:
    """A table with both margins and the total."""
    cells = [(f"{rows} {i}", f"{columns} {j}", int(counts[i, j])) for i, j in np.ndindex(counts.shape)]
    frame = pd.DataFrame(cells, columns=[rows, columns, "count"])
    return [
        table("cells", (rows, columns), frame),
        table("rows", (rows,), frame.groupby(rows, as_index=False)["count"].sum()),
        table("columns", (columns,), frame.groupby(columns, as_index=False)["count"].sum()),
        table("total", (), pd.DataFrame({"count": [int(counts.sum())]})),
    ]


def protected(tables: list[CountTable], under: ProtectedRule, **more) -> Protection:
    return protect_edition([Submitted(table=one, rule=under) for one in tables], **more)


def hidden_cells(found: Protection) -> set[tuple[str, int]]:
    return {
        (name, row)
        for name, one in found.tables.items()
        for row, state in enumerate(one.states)
        if state is CellState.SUPPRESSED
    }


def small_cells(tables: list[CountTable], threshold: int) -> set[tuple[str, int]]:
    return {
        (one.id, row) for one in tables for row, count in enumerate(one.frame["count"]) if 1 <= int(count) <= threshold
    }


@settings(max_examples=40)
@given(SMALL, st.integers(2, 4), st.integers(1, 3))
def test_raising_the_threshold_never_shows_what_was_primary(counts, lower, more):
    tables = two_way(counts)
    primary = small_cells(tables, lower)
    for threshold in (lower, lower + more):
        found = protected(tables, rule(threshold, width=min(2, threshold - 1)))
        assert primary <= hidden_cells(found)
        assert found.report.leaks == ()


@settings(max_examples=40)
@given(SMALL, st.sampled_from([rule(4, 2), rule(4, 3, attacker=Attacker.RULE), HOSPITAL]))
def test_every_primary_cell_keeps_its_protection(counts, under):
    tables = two_way(counts)
    found = protected(tables, under, exact=True)
    assert small_cells(tables, under.threshold) <= hidden_cells(found)
    assert found.report.leaks == ()
    for cell in found.report.cells:
        assert cell.upper - cell.lower >= cell.required


@settings(max_examples=30)
@given(SMALL)
def test_protecting_twice_changes_nothing(counts):
    tables = two_way(counts)
    once, again = (protected(tables, rule(4, 2)) for _ in range(2))
    assert hidden_cells(once) == hidden_cells(again)
    for name, one in once.tables.items():
        pd.testing.assert_series_equal(one.counts, again.tables[name].counts)
    released = [
        table(one.id, one.columns, one.frame.assign(count=once.tables[one.id].counts.to_numpy())) for one in tables
    ]
    third = protected(released, rule(4, 2))
    assert hidden_cells(third) == set()
    for name, one in once.tables.items():
        pd.testing.assert_series_equal(one.counts, third.tables[name].counts)


def as_equalities(hidden: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Row and column sums of the hidden cells, which an attacker gets by subtraction."""
    at = np.argwhere(hidden)
    lines = [at[:, 0] == i for i in range(3)] + [at[:, 1] == j for j in range(3)]
    matrix = np.array(lines, int)
    return matrix, matrix @ counts[hidden]


@settings(max_examples=40)
@given(SMALL)
def test_released_totals_never_solve_for_a_primary_cell(counts):
    found = protected(two_way(counts), rule(4, 1, attacker=Attacker.TABLES))
    states = np.array([state is CellState.SUPPRESSED for state in found.tables["cells"].states]).reshape(3, 3)
    margins_shown = all(state is CellState.SHOWN for name in ("rows", "columns") for state in found.tables[name].states)
    if not (margins_shown and states.any()):
        return
    matrix, _ = as_equalities(states, counts)
    primary = ((counts >= 1) & (counts <= 4))[states]
    rank = np.linalg.matrix_rank(matrix)
    for at in np.flatnonzero(primary):
        unit = np.zeros((1, matrix.shape[1]))
        unit[0, at] = 1
        assert np.linalg.matrix_rank(np.vstack([matrix, unit])) > rank


@settings(max_examples=25)
@given(arrays(np.int64, (2, 3), elements=st.integers(0, 4)), arrays(np.bool_, (2, 3)))
def test_bounds_are_those_found_by_trying_every_table(counts, hidden):
    matrix = np.zeros((5, 6), np.int64)
    for i, j in np.ndindex(2, 3):
        matrix[i, 3 * i + j] = matrix[2 + j, 3 * i + j] = 1
    right = matrix @ counts.ravel()
    system = csr_array(np.hstack([matrix, -np.diag(right)]))
    truth = np.r_[counts.ravel(), np.ones(5, np.int64)]
    hide = np.r_[hidden.ravel(), np.zeros(5, bool)]
    lower, upper = np.where(hide, 0, truth), np.where(hide, 5, truth)
    found = reach(Region(matrix=system, lower=lower, upper=upper, truth=truth), hide)
    choices = [range(low, high + 1) for low, high in zip(lower[:6], upper[:6], strict=True)]
    possible = np.array([one for one in product(*choices) if (matrix @ np.array(one) == right).all()])
    assert found.lower[:6].tolist() == possible.min(axis=0).tolist()
    assert found.upper[:6].tolist() == possible.max(axis=0).tolist()


@settings(max_examples=15)
@given(arrays(np.int64, (3, 3), elements=st.integers(0, 12)), st.integers(1, 3))
def test_the_optimum_is_that_found_by_trying_every_choice(counts, width):
    truth = np.r_[counts.ravel(), counts.sum(1), counts.sum(0)]
    matrix = np.zeros((6, 15), np.int64)
    for i, j in np.ndindex(3, 3):
        matrix[i, 3 * i + j] = matrix[3 + j, 3 * i + j] = 1
    matrix[np.arange(6), 9 + np.arange(6)] = -1
    inner = np.arange(15) < 9
    primary = inner & (truth >= 1) & (truth <= 3)
    problem = Suppression(
        matrix=csr_array(matrix), truth=truth, shown_lower=truth, shown_upper=truth,
        hidden_lower=np.zeros_like(truth), hidden_upper=np.full_like(truth, 100), hidden=primary,
        candidate=inner & ~primary & (truth > 0), required=np.where(primary, width, 0), weight=truth,
    )  # fmt: skip
    found = secondary_suppression(problem, exact=True)
    choices = np.flatnonzero(problem.candidate)
    costs = []
    for picks in product([False, True], repeat=len(choices)):
        hidden = primary.copy()
        hidden[choices[np.array(picks, bool)]] = True
        if len(problem.unprotected(hidden)) == 0:
            costs.append(int(truth[hidden & ~primary].sum()))
    if costs:
        assert found.optimal
        assert int(truth[found.secondary].sum()) == min(costs)
        by_paths = secondary_suppression(problem, exact=False)
        assert len(by_paths.unprotected) == 0
        assert int(truth[by_paths.secondary].sum()) >= min(costs)
    else:
        assert len(found.unprotected) > 0


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(1, 25))
def test_a_rounded_count_tells_its_range(counts, base):
    shown = rounded(counts, base)
    lower, upper = range_of_rounded(shown, base)
    assert (shown % base == 0).all()
    assert (lower <= counts).all()
    assert (counts <= upper).all()
    assert (upper - lower < base).all()


# Planted leaks: each is found, and named.

COUNTS = np.array([[3, 40, 25], [30, 22, 19], [28, 4, 31]])
WHERE = (("lad", "lad 0"), ("month", "month 0"))


def leaking(found: Protection) -> set[tuple[tuple[str, str], ...]]:
    with pytest.raises(DisclosureError):
        found.report.raise_for_leaks()
    return {cell.cell for cell in found.report.leaks}


def clue(lower: int, upper: int, via: str) -> Clue:
    return Clue(universe="u", cell=WHERE, lower=lower, upper=upper, via=via)


def without(**unhide) -> Protection:
    return protected(two_way(COUNTS), rule(4, 2), **unhide)


def test_nothing_leaks_before_anything_is_planted():
    assert without(exact=True).report.leaks == ()


def test_a_margin():
    parts, margin = two_way(COUNTS)[:2]
    found = protected([parts], rule(4, 2), earlier=[margin, *two_way(COUNTS)[2:]])
    assert found.report.leaks == ()
    fixed = [table("others", parts.columns, parts.frame[parts.frame["count"] > 4])]
    alone = parts.frame[parts.frame["count"] <= 4]
    assert WHERE in leaking(protected([table("cells", parts.columns, alone)], rule(4, 2), earlier=[*fixed, margin]))


def test_the_difference_of_two_overlapping_areas():
    ward_of = {"lsoa 1": "ward", "lsoa 2": "ward"}
    lsoas = pd.DataFrame({"lsoa": ["lsoa 1", "lsoa 2"], "count": [70, 48]})
    ward = pd.DataFrame({"ward": ["ward"], "count": [120]})
    tables = [table("lsoa", ("lsoa",), lsoas), table("ward", ("ward",), ward)]
    free = rule(4, 2, minimum_area=Level.LSOA)
    nested = {"lsoa": {"ward": ward_of}}
    found = protected(tables, free, nestings=nested)
    assert found.report.leaks == ()
    assert hidden_cells(found) != set()
    frozen = protected(tables[:1], free, earlier=tables[1:], nestings=nested)
    assert hidden_cells(frozen) != set()
    both = protected([table("lsoa", ("lsoa",), lsoas.assign(count=[70, 2]))], free, earlier=[tables[0], tables[1]])
    assert {(("lsoa", "lsoa 2"),)} == leaking(both)


def test_a_rate_with_its_interval_at_one_decimal():
    count, per = 3, 100_000 / 41_000
    limits = poisson_interval(float(count))
    printed = [round(float(one) * per, 1) for one in (count, limits.lower, limits.upper)]
    told = count_interval_from_rate(*printed, decimals=1)
    assert told == (3, 3)
    assert WHERE in leaking(without(clues=[clue(*told, "rate")]))


@settings(max_examples=30)
@given(st.integers(0, 900), st.integers(2_000, 900_000), st.integers(0, 2))
def test_a_printed_rate_is_consistent_with_its_own_count(count, people, decimals):
    limits = poisson_interval(float(count))
    per = 100_000 / people
    printed = [round(float(one) * per, decimals) for one in (count, np.nan_to_num(limits.lower), limits.upper)]
    for population in (None, float(people)) if count < 20 else (float(people),):
        told = count_interval_from_rate(*printed, decimals=decimals, multiplier=100_000, population=population)
        assert told is not None
        assert told[0] <= count <= told[1]


def test_a_map_class_with_one_area():
    cells = [(("lad", f"lad {at}"), ("month", "month 0")) for at in range(3)]
    classes = np.array([0, 1, 1])
    assert lone_areas(classes, 2).tolist() == [True, False, False]
    told = clues_of_classes("u", cells, classes, {0: (3, 3), 1: (25, 40)})
    assert WHERE in leaking(without(clues=told))


def test_the_number_in_a_sentence():
    assert WHERE in leaking(without(clues=[clue(3, 3, "finding police.month")]))


def test_a_file_beside_a_chart():
    parts = two_way(COUNTS)[0]
    assert WHERE in leaking(without(earlier=[table("chart.csv", parts.columns, parts.frame)]))


def test_last_years_table_even_when_revised_since():
    parts = two_way(COUNTS)[0]
    revised = parts.frame.assign(count=parts.frame["count"] + 1)
    assert WHERE in leaking(without(earlier=[table("2023", parts.columns, revised)]))


def test_the_message_names_cells_and_no_count():
    found = without(clues=[clue(3, 3, "finding police.month")])
    with pytest.raises(DisclosureError) as caught:
        found.report.raise_for_leaks()
    assert "lad lad 0, month month 0" in str(caught.value)
    assert "finding police.month" in str(caught.value)
    assert HiddenCell(universe="u", cell=WHERE, lower=3, upper=3, required=2, via=("finding police.month",)) in (
        found.report.leaks
    )
    assert POLICE.action is Action.SUPPRESS
