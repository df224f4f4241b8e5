"""Gi* and local Moran on 33,755 areas: time and peak memory against esda and a plain version.

Run `python benchmarks/bench_spatial.py`; prints a table of medians of three with ratios. Every
case runs in a fresh process. Building the weights is not timed; the peak is what a further, traced
run allocated.
"""

import multiprocessing
import statistics
import time
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
from scipy.spatial import Delaunay

from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.local_moran import local_moran
from verity.methods.weights import contiguity_weights, row_standardised

AREAS = 33_755
PERMUTATIONS = 999
ENOUGH_FOR_THE_MAP = 675_099
RUNS = 3


def made_up_map():
    """Areas joined to about six neighbours each, with Poisson counts."""
    rng = np.random.default_rng(33_755)
    corners = Delaunay(rng.random((AREAS, 2))).simplices
    origin, destination = corners.ravel(), np.roll(corners, 1, axis=1).ravel()
    return rng.poisson(8, AREAS).astype(float), contiguity_weights(origin, destination, AREAS)


def verity_gi_star(x, binary):
    return lambda: getis_ord_gi_star(x, binary)


def verity_local_moran(x, binary, *, permutations=PERMUTATIONS, threads=1):
    weights = row_standardised(binary)
    return lambda: local_moran(x, weights, rng=np.random.default_rng(1), permutations=permutations, threads=threads)


def verity_unequal_weights(x, binary):
    weights = row_standardised(binary)
    weights.data *= np.random.default_rng(2).uniform(0.5, 1.5, weights.nnz)
    return lambda: local_moran(x, weights, rng=np.random.default_rng(1), permutations=PERMUTATIONS)


def verity_enough_for_the_map(x, binary):
    return verity_local_moran(x, binary, permutations=ENOUGH_FOR_THE_MAP)


def verity_enough_on_two_threads(x, binary):
    return verity_local_moran(x, binary, permutations=ENOUGH_FOR_THE_MAP, threads=2)


def plain_gi_star(x, binary):
    """One area after the other, straight from the formula."""
    neighbours = np.split(binary.indices, binary.indptr[1:-1])

    def run():
        n, mean, scale = x.size, x.mean(), x.std()
        z = np.empty(n)
        for i, near in enumerate(neighbours):
            k = near.size + 1
            z[i] = (x[near].sum() + x[i] - k * mean) / (scale * np.sqrt((n * k - k * k) / (n - 1)))
        return z

    return run


def plain_local_moran(x, binary):
    """One area after the other, its own draws each time (a repeat among a few is not redrawn)."""
    neighbours = np.split(binary.indices, binary.indptr[1:-1])

    def run():
        rng = np.random.default_rng(1)
        p = np.empty(x.size)
        for i, near in enumerate(neighbours):
            draws = rng.integers(x.size - 1, size=(PERMUTATIONS, near.size))
            sums = x[draws + (draws >= i)].sum(axis=1)
            tail = min((sums >= x[near].sum()).sum(), (sums <= x[near].sum()).sum())
            p[i] = min(1, 2 * (tail + 1) / (PERMUTATIONS + 1))
        return p

    return run


def esda_weights(binary):
    from libpysal.weights import WSP

    return WSP(binary).to_W(silence_warnings=True)


def esda_gi_star(x, binary):
    from esda.getisord import G_Local

    weights = esda_weights(binary)
    return lambda: G_Local(x, weights, transform="B", star=True, permutations=0)


def esda_local_moran(x, binary):
    from esda.moran import Moran_Local

    weights = esda_weights(binary)
    return lambda: Moran_Local(x, weights, permutations=PERMUTATIONS, seed=1, n_jobs=1)


CASES: dict[str, dict[str, Callable]] = {
    "Gi*, analytic": {"verity": verity_gi_star, "esda": esda_gi_star, "plain": plain_gi_star},
    "local Moran, 999": {"verity": verity_local_moran, "esda": esda_local_moran, "plain": plain_local_moran},
    "local Moran, 999, unequal weights": {"verity": verity_unequal_weights},
    "local Moran, 675,099": {
        "verity": verity_enough_for_the_map,
        "verity, 2 threads": verity_enough_on_two_threads,
    },
}


def measure(case: str, who: str, queue) -> None:
    warnings.simplefilter("ignore")
    run = CASES[case][who](*made_up_map())
    seconds = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - began)
    tracemalloc.start()
    run()
    queue.put((statistics.median(seconds), tracemalloc.get_traced_memory()[1] / 2**20))


def measured(case: str, who: str) -> tuple[float, float]:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=measure, args=(case, who, queue))
    process.start()
    result = queue.get()
    process.join()
    return result


def main() -> None:
    print(f"{AREAS:,} areas, median of {RUNS}; peak of what the run allocates")
    print(f"{'case':<36}{'who':<20}{'seconds':>10}{'× verity':>10}{'peak MB':>10}")
    for case, contenders in CASES.items():
        ours = None
        for who in contenders:
            seconds, peak = measured(case, who)
            ours = ours or seconds
            print(f"{case:<36}{who:<20}{seconds:>10.4f}{seconds / ours:>10.1f}{peak:>10.1f}")


if __name__ == "__main__":
    main()
