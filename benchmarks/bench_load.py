"""Loading police.uk street files with contract, quarantine and write: Verity beside plain SQL, pandas and Polars.

    python benchmarks/bench_load.py            # 1 and 10 million rows
    python benchmarks/bench_load.py --rows 1   # 1 million only

Every contender reads the same CSV files, checks the same conditions, keeps row numbers, sets repeated Crime IDs
aside by the same rule, and writes accepted and quarantined rows to disk. Medians of three.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import street_files

HERE = Path(__file__).parent
CONTENDERS = ("verity", "duckdb sql", "pandas", "polars")


def measured(contender: str, data: Path, work: Path) -> tuple[float, int, str]:
    """Run one contender in a process of its own; return seconds, peak bytes, and the rows it accepted."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    command = [sys.executable, str(HERE / "load_contenders.py"), contender, str(data), str(work)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return float("nan"), 0, (done.stderr.strip().splitlines() or ["killed"])[-1][:60]
    seconds, peak, rows = done.stdout.split()
    return float(seconds), int(peak), rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=[1, 10], help="millions")
    options = parser.parse_args()
    for millions in options.rows:
        with tempfile.TemporaryDirectory(prefix="verity-bench-") as temporary:
            folder = Path(temporary)
            began = time.perf_counter()
            street_files(folder / "data", rows=millions * 1_000_000)
            print(f"\n{millions} million rows (made in {time.perf_counter() - began:.0f} s)")
            results = {}
            for name in CONTENDERS:
                runs = [measured(name, folder / "data", folder / "work") for _ in range(3)]
                results[name] = (statistics.median(run[0] for run in runs), runs[-1][1], runs[-1][2])
            base = results["verity"][0]
            print(f"{'':<12} {'seconds':>8} {'peak MB':>8} {'verity is':>10}  accepted")
            for name, (seconds, peak, rows) in results.items():
                print(f"{name:<12} {seconds:>8.2f} {peak / 1e6:>8.0f} {base / seconds:>9.2f}x  {rows}")


if __name__ == "__main__":
    main()
