"""Slope and relative index of inequality with 95 % intervals for 10,000 sets of ten groups, three ways in one run.

    python benchmarks/bench_inequality.py

Verity gives both indices, Fieller's limits and the intercept and checks its input; the bare formula gives the slope
index alone; the plain version loops over sets in pandas. Each contender runs in a process of its own; medians of three.
"""

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc

import numpy as np
from scipy.special import ndtri

SETS, GROUPS = 10_000, 10
CONTENDERS = ("bare numpy formula", "verity", "pandas, set by set")


def inputs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(1)
    people = rng.integers(20_000, 90_000, (SETS, GROUPS)).astype(float)
    events = rng.poisson(np.linspace(0.009, 0.002, GROUPS) * people).astype(float)
    return events / people * 1e5, people, np.sqrt(events) / people * 1e5


def bare(value: np.ndarray, people: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Return the slope index and its limits by the formulas alone."""
    weight = people / people.sum(axis=-1, keepdims=True)
    centred = np.cumsum(weight, axis=-1) - weight / 2 - 0.5
    tilted = weight * centred
    turn = tilted / (tilted * centred).sum(axis=-1, keepdims=True)
    slope = (turn * value).sum(axis=-1)
    reach = ndtri(0.975) * np.sqrt((turn**2 * error**2).sum(axis=-1))
    return np.stack([slope, slope - reach, slope + reach])


def with_verity(value: np.ndarray, people: np.ndarray, error: np.ndarray) -> np.ndarray:
    from verity.methods.inequality import inequality_index

    index = inequality_index(value, people, error)
    return np.stack([index.sii, index.sii_lower, index.sii_upper])


def by_set(value: np.ndarray, people: np.ndarray, error: np.ndarray) -> np.ndarray:
    import pandas as pd

    keys = np.repeat(np.arange(len(value)), GROUPS)
    frame = pd.DataFrame({"set": keys, "value": value.ravel(), "people": people.ravel(), "error": error.ravel()})

    def one(group: pd.DataFrame) -> pd.Series:
        return pd.Series(bare(*(group[name].to_numpy() for name in ("value", "people", "error"))))

    return frame.groupby("set")[["value", "people", "error"]].apply(one).to_numpy().T


WAYS = dict(zip(CONTENDERS, (bare, with_verity, by_set), strict=True))


def measure(contender: str) -> None:
    """Print seconds, peak megabytes of arrays and a checksum of one contender; a warm-up run comes first."""
    way, arrays = WAYS[contender], inputs()
    way(*(array[:100] for array in arrays))
    times = []
    for _ in range(7 if contender != CONTENDERS[2] else 1):
        start = time.perf_counter()
        way(*arrays)
        times.append(time.perf_counter() - start)
    tracemalloc.start()
    result = way(*arrays)
    print(statistics.median(times), tracemalloc.get_traced_memory()[1] / 1e6, result.sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--contender", choices=CONTENDERS)
    chosen = parser.parse_args().contender
    if chosen:
        measure(chosen)
        return
    found = {}
    for contender in CONTENDERS:
        runs = []
        for _ in range(3):
            command = [sys.executable, __file__, "--contender", contender]
            out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            runs.append([float(part) for part in out.split()])
        found[contender] = [statistics.median(column) for column in zip(*runs, strict=True)]
    base = found[CONTENDERS[0]]
    print(f"{SETS:,} sets x {GROUPS} groups, medians of three\n")
    print(f"{'':22}{'ms':>10}{'x bare':>9}{'peak MB':>10}{'x bare':>9}  same")
    for contender, (seconds, peak, checksum) in found.items():
        same = bool(np.isclose(checksum, base[2], rtol=1e-10))
        print(f"{contender:22}{1000 * seconds:10.1f}{seconds / base[0]:9.1f}{peak:10.1f}{peak / base[1]:9.1f}  {same}")


if __name__ == "__main__":
    main()
