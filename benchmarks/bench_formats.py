"""The full demonstration in every format: seconds of each step, the longest named, and the ratio to the limit.

    python benchmarks/bench_formats.py                 # two threads, the limit of 120 seconds
    python benchmarks/bench_formats.py --repeat 3      # the fastest of three: other work on the machine slows a run

The county is invented anew in a folder of its own, which is deleted afterwards. The demonstration builds an edition of
the year before as well, to have something to compare with: its steps bear that year, and count. On a machine that does
other work the processor time says more than the clock.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from verity.build.demonstration import make_demonstration

LIMIT_S = 120.0


def timed(folder: Path, threads: int) -> tuple[dict[str, float], dict[str, int]]:
    """Build the demonstration once; return seconds of each step as it was told, and bytes of each format."""
    told: list[tuple[float, str]] = []
    built = make_demonstration(folder, threads=threads, progress=lambda step: told.append((time.perf_counter(), step)))
    ends = [moment for moment, _ in told[1:]] + [time.perf_counter()]
    seconds: dict[str, float] = {}
    for (began, step), ended in zip(told, ends, strict=True):
        seconds[step] = seconds.get(step, 0.0) + ended - began
    sizes: dict[str, int] = {}
    for file in built.out.rglob("*"):
        if file.is_file():
            sizes[file.suffix] = sizes.get(file.suffix, 0) + file.stat().st_size
    return seconds, sizes


def main() -> int:
    """Measure and print; 1 when the fastest run is above the limit."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--repeat", type=int, default=1)
    given = asked.parse_args()
    runs = []
    before = time.process_time()
    for _ in range(given.repeat):
        with tempfile.TemporaryDirectory(prefix="bench-formats-") as folder:
            runs.append(timed(Path(folder), given.threads))
    seconds, sizes = min(runs, key=lambda run: sum(run[0].values()))
    total = sum(seconds.values())
    print(f"{'seconds':>8}  {'share':>6}  step")
    for step, taken in sorted(seconds.items(), key=lambda row: -row[1]):
        if taken >= 0.5:
            print(f"{taken:8.1f}  {taken / total:6.1%}  {step}")
    longest = max(seconds, key=lambda step: seconds[step])
    print(f"longest step: {longest}, {seconds[longest]:.1f} s")
    print("megabytes: " + ", ".join(f"{suffix} {size / 1e6:.1f}" for suffix, size in sorted(sizes.items())))
    print(f"processor time of a run: {(time.process_time() - before) / given.repeat:.1f} s")
    print(f"total {total:.1f} s with {given.threads} threads: {total / LIMIT_S:.2f} of the limit of {LIMIT_S:.0f} s")
    return 0 if total <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())
