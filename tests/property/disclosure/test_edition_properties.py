"""What must hold of a whole edition, for any small tables, attacked by a solver that shares nothing with the gate.

The attacker reads the released frames and the rule: which cells are missing, what totals are shown, that a count hidden
by size is within the threshold. Linear programmes then bound each hidden cell.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from verity.disclosure.gate import release_edition
from verity.disclosure.policy import Attacker, Policy, ProtectedRule, read_policy
from verity.model.contracts import Sensitivity
from verity.model.errors import DisclosureError
from verity.model.measures import Measure, MeasureTable, PlaceBasis, Quantity, Share, Unit
from verity.model.releases import EditionKind

SHIPPED = read_policy()
POLICE = SHIPPED.rule(["police_offences"], "public")
SOURCES = {"police_offences": Sensitivity.RESTRICTED, "hospital_admissions": Sensitivity.RESTRICTED}
COUNTS = arrays(np.int64, (3, 3), elements=st.one_of(st.integers(0, 6), st.integers(0, 40)))
FEW = settings(max_examples=5, phases=[Phase.explicit, Phase.generate])


def under(threshold: int, **changes) -> Policy:
    """Return the shipped policy with another threshold for police records in the public edition."""
    rule = POLICE.model_copy(update={"threshold": threshold, "protection_width": min(2, threshold - 1), **changes})
    files = [
        file.model_copy(update={"public": rule}) if "police_offences" in file.sources else file
        for file in SHIPPED.files
    ]
    return Policy(files=tuple(files))


def measure(name: str, breakdowns: tuple[str, ...], source: str = "police_offences", **given) -> Measure:
    return Measure(
        id=name, title=name, quantity=Quantity.RECORDS, sources=(source,), unit=Unit.CRIME, feed="police_offence",
        place_basis=PlaceBasis.OCCURRENCE, breakdowns=breakdowns, period="any", **given,
    )  # fmt: skip


def edition(counts: np.ndarray, source: str = "police_offences", first: int = 0) -> list[MeasureTable]:
    """District by year with both margins and the total: four tables, as four chapters might ask for them."""
    frame = pd.DataFrame(
        [(f"d{i}", str(2020 + first + j), int(counts[i, j])) for i, j in np.ndindex(counts.shape)],
        columns=["lad", "year", "count"],
    )
    asked = {"cells": ("lad", "year"), "rows": ("lad",), "columns": ("year",), "total": ()}
    return [
        MeasureTable(
            measure=measure(name, columns, source),
            frame=frame.groupby(list(columns), as_index=False)["count"].sum()
            if columns
            else pd.DataFrame({"count": [int(counts.sum())]}),
        )
        for name, columns in asked.items()
    ]


def released(tables, policy=SHIPPED, kind=EditionKind.PUBLIC, **more):
    found, report = release_edition(tables, SOURCES, kind, policy=policy, **more)
    return {name: one.frame for name, one in found.items()}, report


def all_counts(frames) -> pd.Series:
    """Return every released count by table and row: missing where nothing is shown."""
    return pd.concat({name: frame["count"] for name, frame in frames.items()}).astype("Int64")


@dataclass(frozen=True, kw_only=True)
class Attack:
    """The equalities of a table with margins, and the bounds of its cells as read from what was released."""

    equal: np.ndarray
    lower: np.ndarray
    upper: np.ndarray

    def range_of(self, cell: int) -> tuple[float, float]:
        cost = np.zeros(self.equal.shape[1])
        cost[cell] = 1.0
        bounds = list(zip(self.lower, self.upper, strict=True))
        ends = []
        for sign in (1.0, -1.0):
            found = linprog(sign * cost, A_eq=self.equal, b_eq=np.zeros(len(self.equal)), bounds=bounds)
            assert found.status == 0, "what is released must have an explanation"
            ends.append(sign * found.fun)
        return ends[0], ends[1]


def attack(shown: pd.Series, size: int, *, least: int, roles: dict[int, tuple[int, int]] | None = None) -> Attack:
    """Read the released counts of `edition`: cells, rows, columns, total, in this order."""
    cells = size * size
    equal = np.zeros((2 * size + 2, cells + 2 * size + 1))
    for i, j in np.ndindex(size, size):
        equal[i, size * i + j] = equal[size + j, size * i + j] = 1
    equal[np.arange(2 * size), cells + np.arange(2 * size)] = -1
    equal[2 * size, cells : cells + size] = equal[2 * size + 1, cells + size : cells + 2 * size] = 1
    equal[2 * size :, -1] = -1
    known = shown.notna().to_numpy()
    value = shown.fillna(0).to_numpy(float)
    lower, upper = np.where(known, value, least), np.where(known, value, 10_000.0)
    for cell, (low, high) in (roles or {}).items():
        lower[cell], upper[cell] = low, high
    return Attack(equal=equal, lower=lower, upper=upper)


def true_counts(counts: np.ndarray) -> np.ndarray:
    return np.r_[counts.ravel(), counts.sum(1), counts.sum(0), counts.sum()]


@FEW
@given(COUNTS, st.integers(2, 5), st.integers(1, 3))
def test_raising_the_threshold_shows_no_cell_that_was_primary_at_the_lower(counts, lower, more):
    primary = (true_counts(counts) >= 1) & (true_counts(counts) <= lower)
    for threshold in (lower, lower + more):
        frames, report = released(edition(counts), under(threshold))
        shown = all_counts(frames).notna().to_numpy()
        assert not (shown & primary).any()
        assert report.hidden == int((~shown).sum())


@FEW
@given(COUNTS)
def test_no_released_total_solves_for_a_hidden_cell(counts):
    """Whoever knows only that what is missing counts at least nothing finds no primary cell."""
    frames, _ = released(edition(counts))
    shown, true = all_counts(frames), true_counts(counts)
    read = attack(shown, 3, least=0)
    for cell in np.flatnonzero((true >= 1) & (true <= POLICE.threshold)):
        low, high = read.range_of(int(cell))
        assert high - low >= 1, f"cell {cell} is solved"


@FEW
@given(COUNTS)
def test_every_primary_cell_keeps_its_interval_from_one_who_knows_the_rule_and_the_roles(counts):
    """Linear bounds are no tighter than those over whole numbers, so that a narrow one is a leak without doubt."""
    frames, _ = released(edition(counts))
    shown, true = all_counts(frames), true_counts(counts)
    hidden = shown.isna().to_numpy()
    small = hidden & (true >= 1) & (true <= POLICE.threshold)
    nothing = hidden & (true == 0)
    roles = {int(cell): (1, POLICE.threshold) for cell in np.flatnonzero(small)}
    roles |= {int(cell): (0, POLICE.threshold) for cell in np.flatnonzero(nothing)}
    enclosed = hidden & ~nothing & np.isin(np.arange(len(true)), _parts_of_small(true))
    roles |= {int(cell): (0, POLICE.threshold) for cell in np.flatnonzero(enclosed)}
    read = attack(shown, 3, least=POLICE.threshold + 1, roles=roles)
    for cell in np.flatnonzero(small):
        low, high = read.range_of(int(cell))
        assert high - low >= POLICE.protection_width - 1e-6


def _parts_of_small(true: np.ndarray) -> list[int]:
    """Return the cells of rows and columns whose total is itself small."""
    small = [at for at in range(9, 15) if 1 <= true[at] <= POLICE.threshold]
    inner = [3 * (at - 9) + j for at in small if at < 12 for j in range(3)]
    inner += [3 * i + (at - 12) for at in small if at >= 12 for i in range(3)]
    everything = list(range(15)) if 1 <= true[15] <= POLICE.threshold else []
    return inner + everything


@FEW
@given(COUNTS)
def test_releasing_twice_is_releasing_once_and_what_was_released_shows_nothing_new(counts):
    tables = edition(counts)
    first, _ = released(tables)
    again, _ = released(tables)
    pd.testing.assert_series_equal(all_counts(first), all_counts(again))
    as_released = [
        MeasureTable(measure=one.measure, frame=one.frame.assign(count=first[one.measure.id]["count"]))
        for one in tables
    ]
    third, _ = released(as_released)
    kept = all_counts(third).dropna()
    pd.testing.assert_series_equal(kept, all_counts(first)[kept.index])


@FEW
@given(COUNTS)
def test_of_a_table_of_areas_too_small_for_the_edition_nothing_leaves(counts):
    """Below the district no figure is shown, whatever else of the same records is."""
    lsoas = pd.DataFrame({"lsoa": [f"x{n}" for n in range(9)], "count": counts.ravel()})
    asked = measure("small", ("lsoa",), share=Share(within=(), base="all"))
    frames, _ = released([*edition(counts), MeasureTable(measure=asked, frame=lsoas)])
    small = frames["small"]
    figures = small.drop(columns=["lsoa", "state", "share_method"])
    assert figures.isna().all().all()
    assert set(small["state"]) == {"suppressed"}
    alone, _ = released(edition(counts))
    pd.testing.assert_series_equal(all_counts(alone), all_counts({name: frames[name] for name in alone}))


@FEW
@given(arrays(np.int64, (3, 4), elements=st.one_of(st.integers(0, 6), st.integers(0, 40))))
def test_two_editions_together_tell_no_small_cell(counts):
    """Three years, then three years one later: what both show of the years they share is attacked as one table."""
    before, first = released(edition(counts[:, :3]), period="2020-01 to 2022-12")
    try:
        now, report = released(edition(counts[:, 1:], first=1), earlier=first.published, period="2021-01 to 2023-12")
    except DisclosureError:
        return  # what last year showed leaves no way: nothing is released
    names = ["rows", "columns", "cells", "total"]
    told = {
        (kind, *key): value for kind, frames in ((0, before), (1, now)) for key, value in _told(frames, names, kind)
    }
    cells = [(f"d{i}", str(2020 + j)) for i in range(3) for j in range(4)]
    index = {cell: at for at, cell in enumerate(cells)}
    equal, right = [], []
    for value, members in told.values():
        if value is not None:
            equal.append([float(cell in members) for cell in cells])
            right.append(value)
    truth = counts.ravel().astype(float)
    withheld = set(report.withheld)
    for cell, at in index.items():
        primary = 1 <= truth[at] <= POLICE.threshold
        if not primary or cell[1] == "2020" or "cells" in withheld:
            continue
        cost = np.zeros(len(cells))
        cost[at] = 1.0
        kept = {"A_eq": np.array(equal), "b_eq": np.array(right)} if equal else {}
        ends = [linprog(sign * cost, bounds=(0, 10_000), **kept) for sign in (1.0, -1.0)]
        assert all(end.status == 0 for end in ends)
        assert -ends[1].fun - ends[0].fun >= 1 - 1e-6, f"{cell} is solved from two editions"


def _told(frames, names, kind):
    """Yield each released count with the cells it is the sum of."""
    years = [str(2020 + kind + j) for j in range(3)]
    for name in names:
        for row in frames[name].itertuples(index=False):
            lads = [row.lad] if "lad" in frames[name] else ["d0", "d1", "d2"]
            of = [row.year] if "year" in frames[name] else years
            value = None if pd.isna(row.count) else float(row.count)
            yield (name, "+".join(lads), "+".join(of)), (value, {(lad, year) for lad in lads for year in of})


@FEW
@given(COUNTS, st.sampled_from(list(EditionKind)))
def test_what_is_shown_is_true_or_rounded_and_the_restricted_edition_hides_nothing(counts, kind):
    frames, report = released(edition(counts), kind=kind)
    shown = all_counts(frames)
    known = shown.notna().to_numpy()
    assert (shown[known].to_numpy(np.int64) == true_counts(counts)[known]).all()
    if kind is EditionKind.RESTRICTED:
        assert known.all()
        assert report.tables == 0


def test_the_rule_is_one_that_these_attacks_know():
    assert isinstance(POLICE, ProtectedRule)
    assert POLICE.attacker is Attacker.ROLES
    assert all(
        a.threshold < b.threshold
        for a, b in pairwise([under(n).rule(["police_offences"], "public") for n in (2, 4, 6)])
    )
