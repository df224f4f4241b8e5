"""Disclosure control of linked tables: time of suppression and of the audit, and the share of cells still shown.

    python benchmarks/disclosure.py
    python benchmarks/disclosure.py --demonstration FOLDER    # as `verity demo` makes it: its whole public edition

Two sets of tables: month × borough of five years with all totals, and 400 small areas in wards in districts by year.
Beside Verity stands plain threshold-plus-margins suppression: hide counts below the threshold, then in every sum with
one hidden part the smallest part left, until none has one. Its leaks are counted by Verity's audit.
"""

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from verity.disclosure.audit import audit, hidden_range
from verity.disclosure.constraints import CountTable, linked_cells
from verity.disclosure.policy import ProtectedRule, read_policy
from verity.disclosure.primary import below_threshold
from verity.disclosure.protection import Submitted, protect_edition
from verity.model.areas import Level
from verity.model.releases import CellState

NO_AREA_LIMIT = {"minimum_area": Level.LSOA}


def margins(frame: pd.DataFrame, sets: list[tuple[str, ...]]) -> list[CountTable]:
    tables = []
    for columns in sets:
        names = list(columns)
        if names:
            counts = frame.groupby(names, as_index=False, sort=False)["count"].sum()
        else:
            counts = pd.DataFrame({"count": [frame["count"].sum()]})
        tables.append(CountTable(id=" × ".join(names) or "total", universe="u", columns=columns, frame=counts))
    return tables


def months_by_borough(seed: int = 1):
    rng = np.random.default_rng(seed)
    months = [f"{year}-{month:02d}" for year in range(2019, 2024) for month in range(1, 13)]
    boroughs = [f"borough {n}" for n in range(9)]
    mean = rng.gamma(1.5, 8, len(boroughs))
    frame = pd.DataFrame([(m, m[:4], b) for m in months for b in boroughs], columns=["month", "year", "lad"])
    frame["count"] = rng.poisson(np.tile(mean, len(months)))
    sets = [("month", "lad"), ("month",), ("year", "lad"), ("year",), ("lad",), ()]
    return margins(frame, sets), {"month": {"year": {m: m[:4] for m in months}}}


def nested_areas(seed: int = 2, *, areas: int = 400, years: int = 5):
    rng = np.random.default_rng(seed)
    lsoas = [f"lsoa {n:03d}" for n in range(areas)]
    ward = {one: f"ward {n // 5:02d}" for n, one in enumerate(lsoas)}
    lad = {one: f"district {int(one[5:]) // 9}" for one in ward.values()}
    mean = rng.gamma(0.8, 15, areas)
    frame = pd.DataFrame([(one, str(2019 + y)) for y in range(years) for one in lsoas], columns=["lsoa", "year"])
    frame["count"] = rng.poisson(np.tile(mean, years))
    frame["ward"] = frame["lsoa"].map(ward)
    frame["lad"] = frame["ward"].map(lad)
    sets = [("lsoa", "year"), ("ward", "year"), ("lad", "year"), ("year",), ("lsoa",), ("ward",), ("lad",), ()]
    return margins(frame, sets), {"lsoa": {"ward": ward}, "ward": {"lad": lad}}


def plain(system, rule: ProtectedRule):
    """Threshold, then margins: hide the smallest part left of every sum that has one hidden part."""
    hidden = below_threshold(system.counts, rule)
    rows = [system.matrix.indices[a:b] for a, b in zip(system.matrix.indptr, system.matrix.indptr[1:], strict=False)]
    changed = True
    while changed:
        changed = False
        for row in rows:
            left = [at for at in row if not hidden[at] and system.counts[at] > 0]
            if hidden[row].sum() == 1 and left:
                hidden[min(left, key=lambda at: (system.counts[at], at))] = changed = True
    return hidden


def leaks_of_plain(tables, nestings, rule: ProtectedRule) -> tuple[float, float, int]:
    began = time.perf_counter()
    system = linked_cells(tables, nestings)
    hidden = plain(system, rule)
    seconds = time.perf_counter() - began
    primary = below_threshold(system.counts, rule)
    lower, upper = hidden_range(system, primary, primary, rule)
    report = audit(
        system, universe="u", lower=np.where(hidden, lower, system.counts),
        upper=np.where(hidden, upper, system.counts), hidden=hidden,
        required=np.where(primary, rule.protection_width, 0), exact=False,
    )  # fmt: skip
    return seconds, 1 - hidden.mean(), len(report.leaks)


def told(row: str, way: str, seconds: float, cells: int, small: int, shown: float, leaks: int) -> None:
    print(f"{row} {way:<8} {seconds:>8.2f} {cells:>6} {small:>8} {shown:>7.1%} {leaks:>6}")


def demonstration(folder: Path) -> None:
    """Build the public edition of a demonstration; time its gate, and its tables under the plain way."""
    from verity.assessment.config import load_assessment
    from verity.build import build as building
    from verity.disclosure import gate

    seen, release_edition, protect = {}, building.release_edition, gate.protect_edition

    def timed(*given, **named):
        began = time.perf_counter()
        answer = release_edition(*given, **named)
        seen["seconds"], seen["report"] = time.perf_counter() - began, answer[1]
        return answer

    def watched(submitted, *, nestings=None, **named):
        seen.setdefault("asked", ([*submitted], nestings))
        seen["found"] = protect(submitted, nestings=nestings, **named)
        return seen["found"]

    building.release_edition, gate.protect_edition = timed, watched
    with tempfile.TemporaryDirectory() as out:
        assessment = load_assessment(folder / "assessment", edition="public")
        building.build(assessment, folder / "data", Path(out) / "site", threads=2)
    report, (asked, nestings) = seen["report"], seen["asked"]
    print(
        f"public edition of the demonstration: {seen['seconds']:.1f} seconds at the gate, {report.tables} tables, "
        f"{report.cells} cells, {report.shown_pct:.1f} % shown, {report.audited} hidden attacked, none recoverable; "
        f"withheld whole: {len(report.withheld)}; proved least: {'yes' if report.optimal else 'no'}"
    )
    linked = {one.table.id for one in asked if "lsoa" not in one.table.columns}
    states = [state for name, one in seen["found"].tables.items() if name in linked for state in one.states]
    kept = sum(state in (CellState.SHOWN, CellState.ROUNDED) for state in states)
    print(f"linked counts from the district up: {len(states)}, {kept / len(states):.1%} shown")
    seconds, cells, shown, leaks = plain_edition(asked, nestings)
    print(f"plain: {seconds:.1f} seconds, {cells} cells, {shown:.1%} shown, {leaks} recoverable")


def plain_edition(asked, nestings) -> tuple[float, int, float, int]:
    """Return time, cells, share shown and recoverable cells of the plain way over all universes of an edition."""
    total, cells, shown, leaks = 0.0, 0, 0.0, 0
    for universe in dict.fromkeys(one.table.universe for one in asked):
        mine = [one for one in asked if one.table.universe == universe]
        tables = [one.table for one in mine if "lsoa" not in one.table.columns]
        if tables:
            seconds, share, open_cells = leaks_of_plain(tables, nestings, mine[0].rule)
            count = sum(len(table.frame) for table in tables)
            total, cells, shown, leaks = total + seconds, cells + count, shown + share * count, leaks + open_cells
    return total, cells, shown / max(cells, 1), leaks


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--exact", action="store_true", help="exact bounds of every hidden cell")
    parser.add_argument("--demonstration", type=Path, help="folder of a demonstration: measure its public edition")
    options = parser.parse_args()
    if options.demonstration:
        demonstration(options.demonstration)
        return
    policy = read_policy()
    print(
        f"{'tables':<22} {'rule':<10} {'way':<8} {'seconds':>8} {'cells':>6} {'primary':>8} {'shown':>7} {'leaks':>6}"
    )
    for name, (tables, nestings) in {"month × borough": months_by_borough(), "LSOA in ward": nested_areas()}.items():
        for source in ("police_offences", "hospital_admissions"):
            rule = policy.rule([source], "public").model_copy(update=NO_AREA_LIMIT)
            began = time.perf_counter()
            found = protect_edition(
                [Submitted(table=table, rule=rule) for table in tables], nestings=nestings, exact=options.exact
            )
            seconds = time.perf_counter() - began
            states = [state for one in found.tables.values() for state in one.states]
            shown = sum(state in (CellState.SHOWN, CellState.ROUNDED) for state in states)
            small = sum(int(below_threshold(t.frame["count"].to_numpy(), rule).sum()) for t in tables)
            leaks = len(found.report.leaks)
            row = f"{name:<22} {source[:8]:<10}"
            told(row, "verity", seconds, len(states), small, shown / len(states), leaks)
            if not rule.rounds:
                seconds, share, leaks = leaks_of_plain(tables, nestings, rule)
                told(row, "plain", seconds, len(states), small, share, leaks)


if __name__ == "__main__":
    main()
