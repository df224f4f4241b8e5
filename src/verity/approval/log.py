"""The release log: one line per decision, bound to the line before it by a hash; lines are added and never changed.

It lies in the assessment folder as `release-log.jsonl` and belongs under version control: a chain shows that a line was
altered, taken out or put in, and cannot show that the last ones were cut off.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from verity.approval.states import Action
from verity.model.errors import DisclosureError

LOG = "release-log.jsonl"
SCHEMA = "verity.release-log/1"
START = "0" * 64
"""What stands for the line before the first."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One decision.

    Parameters
    ----------
    action, edition : str
        What was done, with which edition.
    subject : str
        Digest of what the edition is made of.
    title : str
        Of the assessment, for a reader of the log.
    policies : tuple[str, ...]
        Under which its tables were released.
    name, role : str
        Who decided.
    note : str
        Why, in their words.
    at : str
        UTC, ISO 8601, whole seconds.
    """

    action: Action
    edition: str
    subject: str
    title: str
    policies: tuple[str, ...]
    name: str
    role: str
    note: str
    at: str


def read_log(folder: Path) -> tuple[Entry, ...]:
    """Return the decisions of an assessment, oldest first; none where there is no log.

    Raises
    ------
    DisclosureError
        A line is not what was written: the chain breaks there.
    """
    return tuple(entry for entry, _ in _chained(folder / LOG))


def head(folder: Path) -> str:
    """Return the hash of the last line, which stands for the whole log: note it where the log is not kept."""
    chain = _chained(folder / LOG)
    return chain[-1][1] if chain else START


def add_entry(folder: Path, entry: Entry) -> str:
    """Add one decision, and return its hash.

    Raises
    ------
    DisclosureError
        The log that is there is not whole: nothing is added to it.
    """
    file = folder / LOG
    with FileLock(file.with_name(f".{LOG}.lock")):
        before = head(folder)
        digest = _digest(entry, before)
        line = {"schema": SCHEMA, **asdict(entry), "before": before, "hash": digest}
        with file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return digest


def now_in_words(moment: dt.datetime) -> str:
    """Return a moment as the log holds it.

    Examples
    --------
    >>> now_in_words(dt.datetime(2026, 11, 23, 9, 30, 5, 12, tzinfo=dt.UTC))
    '2026-11-23T09:30:05Z'
    """
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _chained(file: Path) -> list[tuple[Entry, str]]:
    """Return every line with its hash, having checked each against the one before."""
    if not file.is_file():
        return []
    before, chain = START, list[tuple[Entry, str]]()
    for number, line in enumerate(_lines(file), start=1):
        entry, told_before, told = _parsed(file, number, line)
        if told_before != before or told != _digest(entry, before):
            raise _broken(file, number, "a hash that does not follow from the line and the one before it")
        chain.append((entry, told))
        before = told
    return chain


def _lines(file: Path) -> Sequence[str]:
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(file, 1, type(error).__name__) from error
    if text and not text.endswith("\n"):
        raise _broken(file, text.count("\n") + 1, "a line that was not written to its end")
    return text.split("\n")[:-1]


def _parsed(file: Path, number: int, line: str) -> tuple[Entry, str, str]:
    try:
        content = {SCHEMA: (raw := json.loads(line))}[raw.pop("schema")]
        before, told = content.pop("before"), content.pop("hash")
        entry = Entry(**content | {"action": Action(content["action"]), "policies": tuple(content["policies"])})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _broken(file, number, type(error).__name__) from error
    return entry, before, told


def _digest(entry: Entry, before: str) -> str:
    return hashlib.sha256(json.dumps([before, asdict(entry)], ensure_ascii=False).encode()).hexdigest()


def _broken(file: Path, number: int, found: str) -> DisclosureError:
    return DisclosureError(
        "The release log has been altered", where=f"{file}, line {number}",
        expected="lines that were added by `verity release` and never changed", found=found,
        do_this="bring the file back from version control; nothing is released on an altered log",
    )  # fmt: skip
