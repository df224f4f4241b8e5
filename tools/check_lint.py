"""Compare what `verity lint` reports on a document with a hand-made list of its errata: recall, and what was missed.

Usage: `uv run python tools/check_lint.py ERRATA.csv DOCUMENT [--labels tools/lint_labels.csv]`. The list has the
columns id, location, what_it_says, what_it_should_be_or_why, recomputed, machine_checkable (y or n) and check_id. A
report finds a row when its check is the row's and they share a section or exhibit and a number, name or pair of
words, or two of these without the place. With labels, the share of true reports is printed too; reports without a
label are listed.
"""

import argparse
import csv
import itertools
import re
import sys
from pathlib import Path

from verity.lint.finding import Finding
from verity.lint.linting import lint
from verity.lint.reading import read_text

TARGETS = {"recall": 0.9, "precision": 0.8}


def tokens(words: str) -> set[str]:
    """Return the numbers, names in capitals and capitalised words of a text, as two things are matched by."""
    plain = words.replace(",", "")
    digits = {one.rstrip(".") for one in re.findall(r"\d+(?:\.\d+)*", plain) if len(one) > 1 or "." in one}
    return (
        digits
        | set(re.findall(r"\b[A-Z]{2,}\b", words))
        | {one.lower() for one in re.findall(r"\b[A-Z][a-z]{4,}\b", words)}
    )


def word_pairs(words: str) -> set[tuple[str, str]]:
    """Return neighbouring words, as “fifth successive”."""
    plain = re.findall(r"[a-z0-9]{3,}", words.lower())
    return set(itertools.pairwise(plain))


def exhibits(words: str) -> set[str]:
    """Return the figures and tables that a text names."""
    found = set()
    for kind, numbers in re.findall(r"(Figure|Table)s?\s((?:\d+(?:,\s|\sand\s)?)+)", words):
        found |= {f"{kind} {number}" for number in re.findall(r"\d+", numbers)}
    return found


def score(row: dict[str, str], report: Finding) -> int:
    """Return how much a report and a row of the errata have in common; 0 where they are of different checks."""
    if row["check_id"] != report.check:
        return 0
    said = " ".join((row["location"], row["what_it_says"], row["what_it_should_be_or_why"], row["recomputed"]))
    told = f"{report.fault.section} {report.fault.evidence} {report.fault.wrong} {report.fault.recomputed}"
    sections = set(re.findall(r"\b\d\.\d(?:\.\d)*\b", row["location"]))
    place = any(report.fault.section.startswith(section) for section in sections) or bool(
        exhibits(row["location"]) & exhibits(told)
    )
    common = tokens(said) & tokens(told)
    pairs = word_pairs(row["what_it_says"]) & word_pairs(told)
    matched = (place and (common or pairs)) or len(common) >= 2 or len(pairs) >= 2
    return 2 * place + len(common) + 2 * len(pairs) if matched else 0


def main() -> int:
    """Print recall, the rows missed and, with labels, precision."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("errata", type=Path)
    parser.add_argument("document", type=Path)
    parser.add_argument("--labels", type=Path)
    given = parser.parse_args()
    reports = lint(read_text(given.document))
    with given.errata.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["machine_checkable"] == "y"]
    missed = []
    for row in rows:
        best = max(reports, key=lambda report: score(row, report), default=None)
        if best is None or not score(row, best):
            missed.append(row)
        else:
            print(f"{row['id']:<5} {row['check_id']:<15} {best.id}  {best.fault.wrong[:110]}")
    recall = 1 - len(missed) / len(rows)
    for row in missed:
        print(f"missed {row['id']} {row['check_id']} {row['location']}: {row['what_it_says'][:100]}")
    print(
        f"found {len(rows) - len(missed)} of {len(rows)} rows ({recall:.0%}; target {TARGETS['recall']:.0%}); "
        f"{len(reports)} reports"
    )
    precision = labelled(reports, given.labels) if given.labels else 1.0
    return int(recall < TARGETS["recall"] or precision < TARGETS["precision"])


def labelled(reports: tuple[Finding, ...], file: Path) -> float:
    """Print and return the share of labelled reports that are true; name those without a label."""
    with file.open(encoding="utf-8", newline="") as stream:
        labels = {row["report"]: row["true"] == "y" for row in csv.DictReader(stream)}
    known = [labels[report.id] for report in reports if report.id in labels]
    for report in reports:
        if report.id not in labels:
            print(f"no label: {report.id}")
    share = sum(known) / len(known) if known else 0.0
    print(f"{sum(known)} of {len(known)} labelled reports are true ({share:.0%}; target {TARGETS['precision']:.0%})")
    return share


if __name__ == "__main__":
    sys.exit(main())
