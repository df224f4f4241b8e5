"""A restricted build over many record-level incidents: seconds of each step, peak memory, and how both grow.

    python benchmarks/bench_records.py                            # half a million offences, 0.2 million episodes
    python benchmarks/bench_records.py --rows 0.5 5 --admissions 2  # opt-in: checks free disk first, deletes its files

The invented county's own files, in the readers' own layouts, are written again and again with new references and new
persons until the sizes are reached: victims and suspects stay in proportion, and every file is loaded, placed,
measured, released and composed as in any build. Each size runs in a process of its own; memory of the engine is bounded
at 4 GB.
"""

import argparse
import datetime as dt
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from verity.assessment.config import load_assessment
from verity.assessment.start import start_assessment
from verity.build.build import build
from verity.build.feeds import CONTRACTS
from verity.build.manifest import BUILD_LOG
from verity.demo.area_files import FORCE_AREA
from verity.demo.county import make_county
from verity.demo.key import DEMO_KEY_TEXT
from verity.demo.parameters import load_parameters
from verity.model.releases import EditionKind

GIGABYTE = 1_000_000_000
MILLION = 1_000_000
BYTES_PER_OFFENCE, BYTES_PER_EPISODE = 2_500, 600
"""Of files and warehouse together, victims and suspects included."""
KEYS = {
    "Crime Reference", "Victim Person ID", "Suspect Person ID", "EPIKEY", "PROVSPNOPS", "LOPATID", "PSEUDO_HESID",
    "TOKEN_PERSON_ID",
}  # fmt: skip
"""Columns that tell one record, spell or person from another: a copy's are new."""


def make(folder: Path, offences: int, episodes: int) -> dict[str, int]:
    """Write the county and multiply its police and hospital files; return the rows of each kind."""
    parameters = load_parameters()
    make_county(folder / "data", parameters=parameters)
    shutil.rmtree(folder / "data" / "police_uk")  # open street files are another benchmark's
    police, hospital = sorted_files(folder / "data/police_records"), sorted_files(folder / "data/hospital")
    rows = {}
    own = sum(rows_of(file) for file in police if "_offences_" in file.name)
    for kind in ("offences", "victims", "suspects"):
        rows[kind] = sum(multiply(file, max(1, round(offences / own))) for file in police if f"_{kind}_" in file.name)
    copies = max(1, round(episodes / sum(rows_of(file) for file in hospital)))
    rows["episodes"] = sum(multiply(file, copies) for file in hospital)
    start_assessment(
        folder / "assessment", area=FORCE_AREA, year=int(parameters.last_month[:4]), as_of=dt.date(2024, 3, 1),
        contracts=CONTRACTS, title="Benchmark", edition=EditionKind.RESTRICTED, key_file="../key",
    )  # fmt: skip
    (folder / "key").write_text(DEMO_KEY_TEXT + "\n", "ascii")
    return rows


def sorted_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.csv"))


def read(file: Path) -> pa.Table:
    with file.open("rb") as opened:
        header = opened.readline().decode().strip().split(",")
    options = csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False)
    return csv.read_csv(file, convert_options=options)


def rows_of(file: Path) -> int:
    return read(file).num_rows


def multiply(file: Path, copies: int) -> int:
    """Write a file again with so many copies of its rows, copy by copy; return the rows written."""
    table = read(file)
    with csv.CSVWriter(file, table.schema, write_options=csv.WriteOptions(quoting_style="needed")) as writer:
        for copy in range(copies):
            writer.write_table(renamed(table, copy))
    return table.num_rows * copies


def renamed(table: pa.Table, copy: int) -> pa.Table:
    """Give each record and person of a copy a name of its own: four digits more at the end; blanks stay blank."""
    for place, name in enumerate(table.column_names):
        if name in KEYS:
            longer = pc.binary_join_element_wise(table.column(name), f"{copy:04d}", "")
            kept = pc.if_else(pc.equal(table.column(name), ""), "", longer)
            table = table.set_column(place, name, kept)
    return table


def run(folder: Path) -> None:
    """Build; print the seconds of each step, the rows and the peak memory as JSON."""
    built = build(
        load_assessment(folder / "assessment"), folder / "data", folder / "site", threads=2, memory_limit="4GB",
        warehouse=folder / "warehouse",
    )  # fmt: skip
    log = json.loads((folder / "site" / BUILD_LOG).read_text("utf-8"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    size = sum(file.stat().st_size for file in (folder / "warehouse").rglob("*") if file.is_file())
    print(json.dumps({
        "seconds": log["durations_s"], "rows in": built.rows_in, "quarantined": built.quarantined,
        "exhibits": built.exhibits, "peak": peak, "warehouse": size,
    }))  # fmt: skip


def measured(offences: int, episodes: int) -> dict[str, object]:
    """Make the files in a folder that is then deleted, and build in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="verity-bench-") as temporary:
        rows = make(Path(temporary), offences, episodes)
        print("made", ", ".join(f"{count:,} {kind}" for kind, count in rows.items()), flush=True)
        command = [sys.executable, __file__, "--build", temporary]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["killed"])[-1][:200]}
    return json.loads(done.stdout.strip().splitlines()[-1]) | {"rows": sum(rows.values())}


def show(results: list[dict[str, object]]) -> None:
    """Print steps down and sizes across; with several sizes, how much longer the last took than the first."""
    steps = list(results[0]["seconds"])
    growth = results[-1]["rows"] / results[0]["rows"]
    print(f"\n{'seconds':<24}" + "".join(f"{one['rows'] / MILLION:>8.1f} m" for one in results) + f"{growth:>9.1f}x")
    total = [sum(one["seconds"].values()) for one in results]
    lines = [(step, [one["seconds"][step] for one in results]) for step in steps] + [("all", total)]
    for step, seconds in lines:
        ratio = f"{seconds[-1] / seconds[0]:>9.1f}x" if seconds[0] > 0.05 else ""
        print(f"{step:<24}" + "".join(f"{value:>10.1f}" for value in seconds) + ratio)
    for name in ("peak", "warehouse"):
        values = [one[name] / MILLION for one in results]
        print(f"{name + ', MB':<24}" + "".join(f"{one:>10.0f}" for one in values) + f"{values[-1] / values[0]:>9.1f}x")
    for name in ("rows in", "quarantined", "exhibits"):
        print(f"{name:<24}" + "".join(f"{one[name]:>10,}" for one in results))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=float, nargs="*", default=[0.5], help="millions of offences")
    parser.add_argument("--admissions", type=float, default=0.2, help="millions of hospital episodes")
    parser.add_argument("--build", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        run(Path(options.build))
        return
    results = []
    for millions in options.rows:
        needed = MILLION * (millions * BYTES_PER_OFFENCE + options.admissions * BYTES_PER_EPISODE)
        free = shutil.disk_usage(tempfile.gettempdir()).free
        if free < needed + GIGABYTE:
            print(f"{millions} million need {needed / 1e9:.1f} GB of disk; {free / 1e9:.1f} GB are free: left out")
            continue
        found = measured(round(millions * MILLION), round(options.admissions * MILLION))
        if "failed" in found:
            print(f"{millions} million: {found['failed']}")
        else:
            results.append(found)
    if results:
        show(results)


if __name__ == "__main__":
    main()
