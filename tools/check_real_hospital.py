"""Load the NHS artificial HES files as real ones would be, and print both accounts of each.

Run as `check_real_hospital.py DATA`, DATA being a folder that holds artificial HES files (`*hes_apc*.csv` and
`*hes_ae*.csv`, published by NHS England) somewhere below it. Artificial records are random in every column and say
nothing about hospitals; what is checked is that their layout is read and that the accounts balance.
"""

import secrets
import sys
import tempfile
from pathlib import Path

from verity.sources import admissions, emergency_care
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.feed import Feed, cohort_account, incidents_of
from verity.warehouse.files import InputFile
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser
from verity.warehouse.source import Source

CHECKED: tuple[tuple[str, Source, Feed], ...] = (
    ("*hes_apc*.csv", admissions.SOURCES[0], admissions.FEED),
    ("*hes_ae*.csv", emergency_care.SOURCES[0], emergency_care.ATTENDANCE_HES),
)


def account_of(warehouse: Warehouse, source: Source, feed: Feed, files: list[InputFile]) -> list[str]:
    """Return both accounts in lines; raises when a file cannot be read."""
    key = Pseudonymiser(secrets.token_bytes(32))
    lines = []
    for one in load(warehouse, source, files, pseudonymiser=key):
        lines.append(f"{one.file}: {one.layout}")
        lines.append(f"  {one.rows_in:,} rows = {one.accepted:,} accepted, set aside {dict(one.set_aside)},")
        lines.append(f"  quarantined {dict(one.quarantined)}")
    left = 0
    for step in cohort_account(warehouse, feed):
        lines.append(f"  {step.rows_in:>8,}  less {step.left_out:>7,}  {step.words}")
        left = step.rows_in - step.left_out
    incidents = incidents_of(warehouse, feed)
    found = int(incidents.count().execute())
    lines.append(f"  {left:>8,}  in the cohort, {found:,} incidents")
    if left != found:
        lines.append("  THE ACCOUNT DOES NOT BALANCE")
    return lines


def main(arguments: list[str]) -> int:
    """Print the accounts; 1 when a file is missing or an account does not balance."""
    data, wrong = Path(arguments[0]), 0
    for mask, source, feed in CHECKED:
        files = [InputFile(name=path.name, path=path) for path in sorted(data.rglob(mask))]
        if not files:
            print(f"{mask}: no file below the folder given")
            wrong = 1
            continue
        with (
            tempfile.TemporaryDirectory(prefix="verity-check-") as folder,
            opened(Path(folder) / "warehouse", threads=2) as warehouse,
        ):
            lines = account_of(warehouse, source, feed, files)
        print("\n".join(lines))
        wrong = max(wrong, int(any("NOT BALANCE" in line for line in lines)))
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
