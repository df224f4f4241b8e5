"""Attackers' intervals, least secondary suppression, rounding and differences agree with the reference tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from verity.disclosure.clues import count_interval_from_crude_rate, count_interval_from_share
from verity.disclosure.constraints import CountTable, Kind, linked_cells
from verity.disclosure.policy import read_policy
from verity.disclosure.primary import below_threshold
from verity.disclosure.region import Region, reach
from verity.disclosure.rounding import rounded
from verity.disclosure.secondary import Suppression, secondary_suppression

GOLDENS = Path(__file__).parents[1] / "goldens" / "sdc"
CEILING = 100_000
INTERVALS = pd.read_csv(GOLDENS / "sdc_attack_intervals.csv", dtype={"row": str, "col": str})
CASES = list(INTERVALS["case"].unique())
OPTIMA = pd.read_csv(GOLDENS / "sdc_optimal_secondary.csv")


def tables_of(case: str) -> list[CountTable]:
    cells = INTERVALS[INTERVALS["case"] == case].rename(columns={"value": "count"})
    tables = []
    for columns in (("row", "col"), ("row",), ("col",), ()):
        totals = [name for name in ("row", "col") if name not in columns]
        chosen = (cells[list(columns)] != "TOTAL").all(axis=1) & (cells[totals] == "TOTAL").all(axis=1)
        tables.append(CountTable(id=str(columns), universe="u", columns=columns, frame=cells[chosen]))
    return tables


def system_with_rows(case: str):
    system = linked_cells(tables_of(case))
    cells = INTERVALS[INTERVALS["case"] == case].set_index(["row", "col"])
    found = [dict(cell) for cell in system.cells]
    return system, cells.loc[[(one.get("row", "TOTAL"), one.get("col", "TOTAL")) for one in found]]


@pytest.mark.parametrize("rule_known", [False, True])
@pytest.mark.parametrize("case", CASES)
def test_bounds_of_hidden_cells(case: str, rule_known: bool) -> None:
    system, rows = system_with_rows(case)
    status, threshold = rows["status"].to_numpy(), int(rows["threshold"].iloc[0])
    hidden = status != "published"
    lower, upper = np.where(hidden, 0, system.counts), np.where(hidden, CEILING, system.counts)
    if rule_known:
        lower = np.where(status == "primary", 1, np.where(status == "secondary", threshold + 1, lower))
        upper = np.where(status == "primary", threshold, upper)
    found = reach(Region(matrix=system.matrix, lower=lower, upper=upper, truth=system.counts), hidden)
    ending = "_rule_known" if rule_known else ""
    assert found.lower[hidden].tolist() == rows[f"attack_lo{ending}"][hidden].tolist()
    assert found.upper[hidden].tolist() == rows[f"attack_hi{ending}"][hidden].tolist()


@pytest.mark.parametrize("row", list(OPTIMA.itertuples()), ids=lambda row: f"{row.table} {row.requirement}")
def test_least_secondary_suppression(row) -> None:
    system, rows = system_with_rows(f"{row.table}_primary_only")
    primary = (rows["status"] == "primary").to_numpy()
    inner = np.array([len(cell) == 2 for cell in system.cells])
    width = 1 if "exactly" in row.requirement else 3
    answer = secondary_suppression(
        Suppression(
            matrix=system.matrix, truth=system.counts, shown_lower=system.counts, shown_upper=system.counts,
            hidden_lower=np.zeros_like(system.counts), hidden_upper=np.full_like(system.counts, CEILING),
            hidden=primary, candidate=inner & ~primary & (system.counts > 0),
            required=np.where(primary, width, 0), weight=system.counts,
        )
    )  # fmt: skip
    named = [dict(system.cells[at]) for at in np.flatnonzero(answer.secondary)]
    assert answer.optimal
    assert len(answer.unprotected) == 0
    assert int(system.counts[answer.secondary].sum()) == row.min_cost
    assert sorted(f"r{one['row']}c{one['col']}" for one in named) == row.cells.split(";")


def test_rounding_table() -> None:
    table = pd.read_csv(GOLDENS / "sdc_rounding_hes.csv", dtype={"hes_display": str})
    true = table["true"].to_numpy(np.int64)
    hospital = read_policy().rule(["hospital_admissions"], "public")
    shown = rounded(true, 5)
    assert shown.tolist() == table["round5"].tolist()
    hidden = below_threshold(true, hospital)
    assert ["*" if hide else str(one) for hide, one in zip(hidden, shown, strict=True)] == table["hes_display"].tolist()


def test_differences_that_disclose() -> None:
    table = pd.read_csv(GOLDENS / "sdc_differencing.csv").set_index("attack")
    for attack in ("time", "geography"):
        case = table.loc[attack]
        total = pd.DataFrame({"count": [int(case["a_val"])]})
        parts = pd.DataFrame({"part": ["shown"], "count": [int(case["b_val"])]})
        system = linked_cells([
            CountTable(id="total", universe="u", columns=(), frame=total),
            CountTable(id="parts", universe="u", columns=("part",), frame=parts),
        ])  # fmt: skip
        assert system.counts[system.kind == Kind.REMAINDER].tolist() == [int(case["difference"])]
    rate, percent = int(table.loc["rate", "difference"]), int(table.loc["percent", "difference"])
    assert count_interval_from_crude_rate(1.25, decimals=2, multiplier=1000, population=2400) == (rate, rate)
    assert count_interval_from_share(25.0, decimals=1, base=(12, 12)) == (percent, percent)
