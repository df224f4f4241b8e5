"""What named persons vouch for: the register of attestations, held against the items that only a person can know."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from verity.assessment.mistakes import nearest
from verity.assessment.registers import read_register
from verity.model.errors import SettingsError, raise_together
from verity.model.periods import day_name
from verity.report.edition import Attestation
from verity.report.self_assessment import checklist

REGISTER = "attestations"


def attestations(folder: Path) -> tuple[Attestation, ...]:
    """Return the attestations of an assessment, in the order of its register.

    Raises
    ------
    SettingsError
        Every row that names no item which a person may vouch for, lacks a name, a role or words, or has no day; all at
        once.
    """
    vouched = {item.id for _, items in checklist() for item in items if item.proof == "attested"}
    rows = read_register(folder, REGISTER)
    problems = [problem for row in rows for problem in _problems(row, vouched)]
    raise_together(problems, "The register of attestations cannot be used")
    return tuple(
        Attestation(check=row["check"], name=row["name"], role=row["role"],
                    date=day_name(dt.date.fromisoformat(row["date"])), words=row["words"])
        for row in rows
    )  # fmt: skip


def _problems(row: Mapping[str, str], vouched: set[str]) -> list[SettingsError]:
    found = []
    if row["check"] not in vouched:
        near = nearest(row["check"], vouched)
        found.append(_mistake(row, "an item of the self-assessment that a person vouches for", row["check"],
                              f"did you mean {near}?" if near else "use an id of the self-assessment"))  # fmt: skip
    found += [
        _mistake(row, f"the {one} of the person", "nothing", f"fill in {one}")
        for one in ("name", "role", "words")
        if not row[one]
    ]
    if _day(row["date"]) is None:
        found.append(_mistake(row, "a day such as 2026-11-22", row["date"] or "nothing",
                              "write the day on which the person said so"))  # fmt: skip
    return found


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _mistake(row: Mapping[str, str], expected: str, found: str, do_this: str) -> SettingsError:
    return SettingsError(
        "An attestation does not say who vouches for what", where=f"registers/{REGISTER}.csv, {row['id']}",
        expected=expected, found=found, do_this=do_this,
    )  # fmt: skip
