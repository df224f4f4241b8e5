"""Every number that an edition tells, and those that it may: released cells, the settings, prose that stands fixed.

A number is told where a reader, or a program that reads for one, comes upon it; places of drawings, style sheets,
hashes and codes of areas are none.
"""

import importlib.util
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd

_spec = importlib.util.spec_from_file_location("printed_tables", Path(__file__).with_name("printed_tables.py"))
printed = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(printed)

SOURCE = Path(__file__).parents[2] / "src" / "verity"
HEX = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b|\b[0-9a-f]{12}\b|\b[0-9a-f]{64}\b")
FILE_NAME = re.compile(r"[\w./-]*\.(?:csv|zip|xlsx|geojson|html|toml|md|json)\b[\w/.-]*")
HIDDEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.DOTALL)
DATA = {"findings.json", "exhibits.json", "edition.json", "changes.json", "search-index.js"}
TAG = re.compile(r"<[^>]+>")
DERIVED = tuple(
    re.compile(one)
    for one in (
        r"Of [\d,]+ cells over restricted records in \d+ tables, \d+% are shown and [\d,]+ suppressed",
        r"on each of [\d,]+ hidden or small quantities",  # so many cells: what the gate did, not what it hid
        r"Looked at [\d,]+:",  # what the self-assessment looked at, in the edition itself
        r"Records placed in a small area: [\d,]+ by code",  # open and closed records together
        r"sexual offences[:,] [\d,]+ people,? \(?\d+%",  # all rows of repeats but the first, which are shown
        r"the [\d,]+ (?:recorded violence and sexual )?offences whose",  # those with a time, shown by the hour
        r"with [\d,]+ located elsewhere",  # of open data
        r"about 1,500 residents",  # what a small area is, in the glossary
        r"\b\d+\.\d+\b(?=, \d*[A-Z])|\"\d+\.\d+\"",  # a code of an offence among others
        r"(?<![\d.,])(?:19|20)\d\d(?!\d|\.\d)",  # a year
    )
)
"""Sentences whose numbers are derived from released cells or are of the edition itself, each with why it may stand."""
LIMITS = re.compile(r'"(?:value|lower|upper|before|now)": -?[\d.e-]+')
"""A finding's number and limits as data: its sentence tells them, and is read."""
LEDGER = "released-cells.json"
SMALL = 100
"""Whole numbers below this are also numbers of exhibits, pages, ages and sections: tables are checked cell by cell."""


def texts(site):
    """Return file → what it tells in words: pages, the Word file, data about data, the search index.

    Tables of CSV, ODS and XLSX are checked cell by cell elsewhere; of pictures only the words beside them are read,
    as an axis has numbers of its own.
    """
    found = {}
    for path in sorted(one for one in site.rglob("*") if one.is_file()):
        if path.suffix == ".html":
            found[path.name] = TAG.sub(" ", HIDDEN.sub(" ", path.read_text("utf-8")))
        elif path.name in DATA or path.name.endswith("-metadata.json"):
            found[path.name] = LIMITS.sub(" ", path.read_text("utf-8"))
        elif path.suffix == ".docx":
            found[path.name] = _paragraphs(path)
    return found


def _paragraphs(path):
    with zipfile.ZipFile(path) as archive:
        said = archive.read("word/document.xml").decode("utf-8")
    return TAG.sub("", re.sub(r"</w:p>", "\n", said))


def numbers(text):
    """Return the numbers that a text tells, without signs."""
    for pattern in DERIVED:
        text = pattern.sub(" ", text)
    told = FILE_NAME.sub(" ", HEX.sub(" ", re.sub(r"\\u[0-9a-f]{4}", " ", text)))
    return {one.strip("+<\N{MINUS SIGN}") for one in printed.numbers_in(told)}


def allowed(site, assessment):
    """Return the numbers that may be told: released cells and their sums, accounts of open files, settings, prose."""
    found = set()
    for entry in printed.exhibits_of(site):
        rows = printed.file_rows(site, entry)
        for cell in (cell for row in rows for cell in row):
            found |= roundings(cell) if isinstance(cell, float) else numbers(cell)
        for column in zip(*rows, strict=True):
            found |= roundings(sum(cell for cell in column if isinstance(cell, float)))
        whole = [cell for row in rows for cell in row if isinstance(cell, float) and cell.is_integer()]
        found |= roundings(sum(whole))
    if (site / LEDGER).is_file():
        tables = json.loads((site / LEDGER).read_text("utf-8"))["tables"]
        found |= {str(row[-1]) for table in tables for row in table["rows"] if row[-1] is not None}
    account = json.loads((site / "account.json").read_text("utf-8"))["files"]
    found |= numbers(json.dumps(account)) | _sums(account)
    settings = [one for one in assessment.rglob("*") if one.suffix in {".toml", ".md", ".csv"}]
    fixed = [one for one in SOURCE.rglob("*") if one.suffix in {".html", ".toml", ".typ"}]
    return found.union(*(numbers(one.read_text("utf-8")) for one in (*settings, *fixed)))


def let_through(released, measures):
    """Return the numbers that the gate released for some measures over records, and what follows from them.

    That is each number, sums over one breakdown, shares of these sums and what is left beside a share, and how many
    rows there are of one kind. Nothing for measures of open data alone.
    """
    tables = [released[one] for one in measures if one in released]
    if not any(table["restricted"] for table in tables):
        return set()
    found = set()
    for table in tables:
        frame = pd.DataFrame(table["columns"])
        numeric = frame.apply(pd.to_numeric, errors="coerce")
        for values in (numeric, *(numeric.groupby(frame[name]).sum() for name in frame)):
            shares = 100 * values / values.sum()
            found.update(*(part.to_numpy().ravel() for part in (values, values.sum(), shares, 100 - shares)))
        found.update(*(frame[name].value_counts().to_numpy() for name in frame))
    return {round(abs(float(one)), 6) for one in found if np.isfinite(one)}


def _sums(account):
    """Return the rows of each source's files together."""
    by = {}
    for one in account:
        for name in ("rows_in", "accepted"):
            by[one["source"], name] = by.get((one["source"], name), 0) + one[name]
    apart = {by[source, "rows_in"] - by[source, "accepted"] for source, _ in by}
    return {str(one) for one in {*by.values(), *apart}}


def roundings(value):
    """Return a number with every count of decimals that it may be shown or kept with."""
    plain = {f"{abs(value):.{places}f}" for places in range(7)} | {str(abs(value))}
    return plain | {one.rstrip("0").rstrip(".") for one in plain if "." in one}


def unreleased(text, may):
    """Return the numbers of a text that come from nowhere."""
    return {one for one in numbers(text) - may if "." in one or int(one) >= SMALL}
