"""The texts of a new assessment folder: its settings, narrative stubs and register headers.

Words only; what is written where, and that nothing is overwritten, is `verity.assessment.start`.
"""

import datetime as dt
import json
from collections.abc import Mapping

CHAPTERS: Mapping[str, str] = {
    "demography": "Demography",
    "police-recorded-violence": "Police recorded violence",
}
"""Chapters that narrative can stand in: id → title."""

REGISTERS: Mapping[str, tuple[str, ...]] = {
    "recommendations": (
        "id", "recommendation", "findings", "owner", "partners", "action", "measure", "priority",
        "due", "status", "carried_forward_from", "note",
    ),
    "interventions": (
        "id", "name", "provider", "prevention_tier", "approach", "area_codes", "age_from", "age_to",
        "capacity", "start", "end", "funding", "outcome", "evaluation", "findings", "note",
    ),
    "agreements": (
        "id", "source", "partner", "agreement", "lawful_basis", "signed", "review_due", "editions", "note",
    ),
}  # fmt: skip
"""Registers of an assessment: name → columns. Several ids in one cell are separated by semicolons."""


def settings_text(
    *,
    title: str,
    area: str,
    year: int,
    as_of: dt.date,
    editions: Mapping[str, str],
    edition: str = "public",
    key_file: str | None = None,
) -> str:
    """Return the text of a new `assessment.toml`; without a key file it says how one is named."""
    lines = [f"{_quoted(file)} = {_quoted(month)}" for file, month in sorted(editions.items())]
    written = "\n".join(["", "[police_uk.editions]", *lines, ""]) if lines else _EDITIONS_HINT
    privacy = f"\n[privacy]\nkey_file = {_quoted(key_file)}\n" if key_file else _PRIVACY_HINT
    head = _SETTINGS.format(
        title=_quoted(title), area=_quoted(area), year=year, as_of=as_of.isoformat(), first=year - 4,
        edition=_quoted(edition),
    )  # fmt: skip
    return head + written + privacy + _HARM_HINT + _RELEASE_HINT.format(before=year - 1) + _MAPPING_HINT


def narrative_stub(title: str) -> str:
    """Return a narrative file that holds a comment only, and so prints nothing."""
    return (
        f"<!-- {title}: your own words, in Markdown. They are printed at the head of the chapter.\n"
        "     Comments like this one are not printed; a file without words prints nothing. -->\n"
    )


def register_text(columns: tuple[str, ...]) -> str:
    """Return a register with its header only."""
    return ",".join(columns) + "\n"


def _quoted(text: str) -> str:
    """Quote text for TOML; its basic strings escape as JSON's do, DEL apart."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


_SETTINGS = """\
# The settings of this assessment. Mistakes are named, all at once, by every command.

title = {title}
area = {area}
year = {year}
as_of = {as_of} # freshness of the data is reckoned from this day
edition = {edition} # "public" and "partner" protect what records tell; "restricted" shows all, to the team alone

# The period is the five calendar years that end in `year` unless it is given:
# [period]
# first = "{first}-01"
# last = "{year}-12"

[geography]
lsoa_vintage = 2021 # small areas on which offences are counted: 2011 or 2021

[deprivation]
edition = "2019" # English indices of deprivation: "2019" or "2025"

[police_uk]
forces = [] # slugs such as "bedfordshire"; empty for every force in the files
"""

_EDITIONS_HINT = """\
# A zip named YYYY-MM.zip says its archive edition itself; name the edition of any other:
# editions = { "download.zip" = "2024-04" }
"""
_PRIVACY_HINT = """\

# Records that name people are read with a key only: `verity key PATH` makes one. Keep it apart from the data:
# [privacy]
# key_file = "../keys/verity.key"
# encrypt_warehouse = true # needs the extra `encrypt`
"""
_HARM_HINT = """\

# Other weights of the severity score, in a CSV file with the columns code, weight, scale and version:
# [harm]
# weights = "weights.csv"
"""
_RELEASE_HINT = """\

# Folders of the editions published before, oldest first: the audit starts from them, the last is compared with this:
# [release]
# previous = ["../published/{before}"]
"""
_MAPPING_HINT = """\

# An extract whose columns have names of its own is mapped to those of its source, which docs/sources.md lists:
# [sources.SOURCE]
# ignored = ["headers to leave aside"]
# [sources.SOURCE.columns]
# "header in the file" = "column of the source"
# [sources.SOURCE.values.COLUMN]
# "value in the file" = "value of ours"
"""
