"""Change disclosure control in small ways and count the changes that no test notices: `make mutation`.

mutmut makes the changes and keeps its results in `mutants/`, so that a run that was stopped goes on where it was. What
it may change, and by which tests it is judged, stands under [tool.mutmut] in `pyproject.toml`. Survivors and why they
are left stand in `docs/mutation.md`.

    python tools/mutation.py                # every change; hours on two cores
    python tools/mutation.py --sample 40    # forty of each module, the same forty each time
    python tools/mutation.py --report       # only what is known so far
"""

import argparse
import json
import random
import subprocess
import sys
from pathlib import Path

WANTED_PCT = 90.0
RESULTS = Path("mutants/src/verity/disclosure")
SURVIVED, UNTESTED = 0, (5, 33)
"""Exit codes of the tests: they passed in spite of the change; there was no test to run."""
FIRST = "verity.disclosure.windows.x_windowed__mutmut_1"


def results() -> dict[str, dict[str, int | None]]:
    """Return module → change → exit code of its tests, missing where it was not tried yet."""
    found = {}
    for file in sorted(RESULTS.glob("*.meta")):
        codes = json.loads(file.read_text("utf-8"))["exit_code_by_key"]
        if codes:
            found[file.name.removesuffix(".py.meta")] = codes
    return found


def sampled(size: int) -> list[str]:
    """Return so many changes of each module, by a seed of its name."""
    names = []
    for module, codes in results().items():
        order = random.Random(f"verity {module}")  # noqa: S311 - a sample, no secret
        names += sorted(order.sample(sorted(codes), min(size, len(codes))))
    return names


def mutmut(*names: str) -> None:
    """Run mutmut in one process; a change that was judged with these tests is not tried again."""
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names], check=True)


def report() -> bool:
    """Print the share of changes that tests notice, and those that they do not; whether it is enough."""
    tried = noticed = 0
    for module, codes in results().items():
        known = {name: code for name, code in codes.items() if code is not None}
        left = [name for name, code in known.items() if code in (SURVIVED, *UNTESTED)]
        tried, noticed = tried + len(known), noticed + len(known) - len(left)
        print(f"{module:<14} {len(known):>5} of {len(codes):>5} tried, {len(left):>4} not noticed")
        print("".join(f"    {name}\n" for name in left), end="")
    share = 100.0 * noticed / tried if tried else 0.0
    print(f"{noticed} of {tried} changes are noticed: {share:.1f} % (wanted: {WANTED_PCT:.0f} %)")
    return share >= WANTED_PCT


def main() -> int:
    """Run what was asked for, and report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="changes of each module; all by default")
    parser.add_argument("--report", action="store_true", help="only report what is known")
    options = parser.parse_args()
    if options.sample and not options.report:
        mutmut(FIRST)  # one change makes the list from which the others are drawn
        mutmut(*sampled(options.sample))
    elif not options.report:
        mutmut()
    return 0 if report() else 1


if __name__ == "__main__":
    sys.exit(main())
