"""Directly standardised rates with 95 % intervals for 33,755 areas × 19 bands, three ways in one run.

    python benchmarks/bench_standardisation.py

Verity checks the grid, withholds small counts and keeps the parts; the bare formula does none of that; the plain
version loops over areas in pandas. Each contender runs in a process of its own; medians of three.
"""

import argparse
import statistics
import subprocess
import sys
import time
import tracemalloc

import numpy as np
from scipy.special import ndtri

AREAS, BANDS, PER = 33_755, 19, 100_000
CONTENDERS = ("bare numpy formula", "verity", "pandas, area by area")


def inputs() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    from verity.methods.populations import european_standard_population_2013

    rng = np.random.default_rng(1)
    people = rng.integers(20, 200, (AREAS, BANDS)).astype(float)
    return rng.poisson(0.02 * people).astype(float), people, european_standard_population_2013()


def bare(x: np.ndarray, n: np.ndarray, standard: np.ndarray) -> np.ndarray:
    """Return value, lower and upper by the formulas alone."""
    z = ndtri(0.975)
    weight = standard / standard.sum() / n
    weighted = x * weight
    value, variance = weighted.sum(axis=1), (weighted * weight).sum(axis=1)
    total = x.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = total * (1 - 1 / (9 * total) - z / (3 * np.sqrt(total))) ** 3
        high = (total + 1) * (1 - 1 / (9 * (total + 1)) + z / (3 * np.sqrt(total + 1))) ** 3
        scale = np.sqrt(variance / total)
        limits = np.stack([value, value + scale * (low - total), value + scale * (high - total)])
    return PER * np.where(total < 10, np.nan, limits)


def with_verity(x: np.ndarray, n: np.ndarray, standard: np.ndarray) -> np.ndarray:
    from verity.methods.standardisation import directly_standardised_rate

    rate = directly_standardised_rate(x, n, standard)
    return np.stack([rate.value, rate.lower, rate.upper])


def by_area(x: np.ndarray, n: np.ndarray, standard: np.ndarray) -> np.ndarray:
    import pandas as pd

    area = np.repeat(np.arange(len(x)), BANDS)
    frame = pd.DataFrame({"area": area, "x": x.ravel(), "n": n.ravel(), "e": np.tile(standard, len(x))})

    def one(group: pd.DataFrame) -> pd.Series:
        return pd.Series(
            bare(*(group[name].to_numpy()[np.newaxis] for name in ("x", "n")), group["e"].to_numpy())[:, 0]
        )

    return frame.groupby("area")[["x", "n", "e"]].apply(one).to_numpy().T


WAYS = dict(zip(CONTENDERS, (bare, with_verity, by_area), strict=True))


def measure(contender: str) -> None:
    """Print seconds, peak megabytes of arrays and a checksum of one contender; a warm-up run comes first."""
    way, arrays = WAYS[contender], inputs()
    small = [array[:200] for array in arrays[:2]]
    way(*small, arrays[2])
    times = []
    for _ in range(7 if contender != CONTENDERS[2] else 1):
        start = time.perf_counter()
        way(*arrays)
        times.append(time.perf_counter() - start)
    # Peak memory is traced on a fifth of the areas where the whole would take minutes under the tracer.
    part = 5 if contender == CONTENDERS[2] else 1
    tracemalloc.start()
    result = way(*(array[: AREAS // part] for array in arrays[:2]), arrays[2])
    peak = tracemalloc.get_traced_memory()[1] * part / 1e6
    print(statistics.median(times), peak, np.nansum(result[:, : AREAS // 5]))


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
    print(f"{AREAS:,} areas x {BANDS} bands, medians of three\n")
    print(f"{'':22}{'ms':>10}{'x bare':>9}{'peak MB':>10}{'x bare':>9}  same")
    for contender, (seconds, peak, checksum) in found.items():
        same = bool(np.isclose(checksum, base[2], rtol=1e-12))
        print(f"{contender:22}{1000 * seconds:10.1f}{seconds / base[0]:9.1f}{peak:10.1f}{peak / base[1]:9.1f}  {same}")


if __name__ == "__main__":
    main()
