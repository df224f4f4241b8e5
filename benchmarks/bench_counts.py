"""LSOA × month × category counts from the warehouse: Verity's expression beside raw DuckDB SQL and pandas.

    python benchmarks/bench_counts.py            # 1 and 10 million rows
    python benchmarks/bench_counts.py --rows 80  # opt-in: checks free disk first and deletes its files

Medians of three; memory of the engine is bounded at 4 GB; each contender runs in a process of its own.
"""

import argparse
import importlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GIGABYTE = 1_000_000_000
BYTES_PER_ROW = 60
CONTENDERS = ("verity", "duckdb sql", "pandas")


def make(folder: Path, millions: int) -> None:
    """Write the incident table into a warehouse, and as Parquet for pandas."""
    import duckdb

    areas = min(430 * millions, 9999)
    con = duckdb.connect(str(folder / "warehouse.duckdb"), config={"threads": 2, "memory_limit": "4GB"})
    con.execute(f"""
        CREATE TABLE incident AS
        SELECT 'E0199' || lpad((r % {areas})::VARCHAR, 4, '0') AS lsoa,
               strftime(DATE '2019-01-01' + to_months(((r // {areas}) % 60)::INTEGER), '%Y-%m') AS month,
               'category ' || ((r * 7 + r // 13) % 14) AS crime_type
        FROM (SELECT (random() * 1e9)::BIGINT AS r FROM range({millions * 1_000_000}))
    """)
    con.execute(f"COPY incident TO '{folder}/incident.parquet' (FORMAT parquet)")
    con.close()


def run(contender: str, folder: Path) -> int:
    """Count in one way; return the number of groups."""
    if contender == "verity":
        import ibis

        con = ibis.duckdb.connect(folder / "warehouse.duckdb", threads=2, memory_limit="4GB", read_only=True)
        table = con.table("incident")
        keys = ["lsoa", "month", "crime_type"]
        return len(table.group_by(keys).aggregate(count=table.count()).order_by(keys).to_pandas())
    if contender == "duckdb sql":
        import duckdb

        con = duckdb.connect(
            str(folder / "warehouse.duckdb"), read_only=True, config={"threads": 2, "memory_limit": "4GB"}
        )
        return len(
            con.execute(
                "SELECT lsoa, month, crime_type, count(*) AS count FROM incident GROUP BY ALL ORDER BY ALL"
            ).df()
        )
    import pandas as pd

    frame = pd.read_parquet(folder / "incident.parquet")
    keys = ["lsoa", "month", "crime_type"]
    return len(frame.groupby(keys, as_index=False).size().sort_values(keys))


def measured(contender: str, folder: Path) -> tuple[float, int, str]:
    done = subprocess.run(
        [sys.executable, __file__, "--one", contender, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return float("nan"), 0, f"failed: {(done.stderr.strip().splitlines() or ['killed'])[-1][:50]}"
    seconds, peak, groups = done.stdout.split()
    return float(seconds), int(peak), groups


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=[1, 10], help="millions")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        for module in ("pandas", "pyarrow.compute", "duckdb", "ibis", "ibis.backends.duckdb"):
            importlib.import_module(module)  # loaded for all, so that no contender pays for it
        began = time.perf_counter()
        groups = run(options.one[0], Path(options.one[1]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(time.perf_counter() - began, peak, groups)
        return
    for millions in options.rows:
        needed, free = millions * 1_000_000 * BYTES_PER_ROW, shutil.disk_usage(tempfile.gettempdir()).free
        if free < needed + GIGABYTE:
            print(f"{millions} million rows need {needed / 1e9:.1f} GB of disk; {free / 1e9:.1f} GB are free: left out")
            continue
        with tempfile.TemporaryDirectory(prefix="verity-bench-") as temporary:
            folder = Path(temporary)
            make(folder, millions)
            print(f"\n{millions} million rows")
            results = {}
            for name in CONTENDERS:
                runs = [measured(name, folder) for _ in range(3)]
                results[name] = (statistics.median(one[0] for one in runs), runs[-1][1], runs[-1][2])
            base = results["verity"][0]
            print(f"{'':<12} {'seconds':>8} {'peak MB':>8} {'verity is':>10}  groups")
            for name, (seconds, peak, groups) in results.items():
                print(f"{name:<12} {seconds:>8.2f} {peak / 1e6:>8.0f} {base / seconds:>9.2f}x  {groups}")


if __name__ == "__main__":
    main()
