"""The texts of a new assessment folder: its settings and register headers; narrative is in `narrative_stubs`.

Words only; what is written where, and that nothing is overwritten, is `verity.assessment.start`.
"""

import datetime as dt
import json
from collections.abc import Mapping

REGISTERS: Mapping[str, tuple[str, ...]] = {
    "recommendations": (
        "id", "recommendation", "findings", "approaches", "owner", "partners", "action", "measure", "priority",
        "due", "status", "reason", "progress", "carried_forward_from", "note",
    ),
    "risk_factors": ("id", "factor", "effect", "level", "source", "local_measure", "note"),
    "what_works": (
        "id", "approach", "prevention_tier", "impact", "source", "retrieved", "local_activity", "evaluation", "note",
    ),
    "interventions": (
        "id", "name", "provider", "prevention_tier", "approach", "area_codes", "age_from", "age_to",
        "capacity", "start", "end", "funding", "outcome", "evaluation", "findings", "note",
    ),
    "agreements": (
        "id", "source", "partner", "agreement", "lawful_basis", "signed", "review_due", "editions", "note",
    ),
    "attestations": ("id", "check", "name", "role", "date", "words"),
}  # fmt: skip
"""Registers of an assessment: name → columns. Several ids in one cell are separated by semicolons."""

OPTIONAL: Mapping[str, frozenset[str]] = {
    "recommendations": frozenset({
        "approaches", "partners", "action", "measure", "priority", "reason", "progress", "carried_forward_from", "note",
    }),
    "risk_factors": frozenset({"local_measure", "note"}),
    "what_works": frozenset({"prevention_tier", "local_activity", "evaluation", "note"}),
}  # fmt: skip
"""Columns that a register may leave out."""


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


def registers_readme() -> str:
    """Return what the registers are, what each column holds, and an example of a row: a file to be read, not filled."""
    return _REGISTERS_README


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
_REGISTERS_README = """\
# Registers

One row per entry, one file per register, in UTF-8. Every row has an `id` of its own. Several ids in one cell are
separated by semicolons. Columns marked (optional) may be left out. A number of the assessment is quoted by its name, as
`{{ police.violence.share }}`; the build puts in what the table shows, and stops at a name that nothing bears.

## recommendations.csv
| column | holds |
| --- | --- |
| `recommendation` | what should be done, in a sentence |
| `findings` | what it rests on: ids of findings or exhibits, or names of numbers, as in `findings.json` and \
`exhibits.json` of an edition |
| `approaches` (optional) | ids of rows of `what_works.csv`: their ratings are quoted, none that harms is let through |
| `owner` | who answers for it |
| `partners` (optional) | with whom |
| `action` (optional) | what is done |
| `measure` (optional) | how one will see that it is |
| `priority` (optional) | `high`, `medium` or `low` |
| `due` | a day such as `2027-03-31`; may be blank where it is done or dropped |
| `status` | `proposed`, `agreed`, `in progress`, `done` or `dropped` |
| `reason` (optional) | why it was dropped; it must be said |
| `progress` (optional) | how far it has come |
| `carried_forward_from` (optional) | the id it had in the last edition, where that was another |
| `note` (optional) | for yourselves; it is not printed in the report |

None may vanish: what stood in the last edition stands here under its id, or is named in `carried_forward_from`.

Example: `R1,Agree one plan for the streets with most offences,police.violence.concentration,,Head of local policing,\
districts,Write the plan,Plan agreed,high,2027-03-31,agreed,,In draft,,`

## risk_factors.csv
| column | holds |
| --- | --- |
| `factor` | a circumstance that goes with more violence or with less |
| `effect` | `risk` or `protective` |
| `level` | `individual`, `relationship`, `community` or `society` |
| `source` | who says so: author, title, year |
| `local_measure` (optional) | the finding, exhibit or number that shows it here; blank is printed as not measured |
| `note` (optional) | for yourselves |

Example: `F1,Living in a deprived area,risk,community,"World Health Organization, 2002",demography.deprivation,`

## what_works.csv
| column | holds |
| --- | --- |
| `approach` | a kind of prevention, as its toolkit names it |
| `prevention_tier` (optional) | `primary`, `secondary` or `tertiary` |
| `impact` | `high`, `moderate`, `low`, `mixed`, `no effect`, `harmful` or `insufficient evidence` |
| `source` | the toolkit and its edition |
| `retrieved` | the day on which you looked it up, such as `2026-11-22` |
| `local_activity` (optional) | what is done of it here |
| `evaluation` (optional) | how that is evaluated |
| `note` (optional) | for yourselves |

Where two toolkits differ, give a row to each; a recommendation must then name both.

## attestations.csv
What only a person can vouch for, item by item of the self-assessment. The words are printed, with name, role and day.

| column | holds |
| --- | --- |
| `check` | the item, as the self-assessment names it: `SVD-10` |
| `name`, `role` | who says so |
| `date` | the day on which it was said, such as `2026-11-22` |
| `words` | what is said, in a sentence |

Example: `A1,SVD-10,A. Name,Head of engagement,2026-11-22,Young people chose the questions of the survey.`

## interventions.csv, agreements.csv
What is commissioned, and under which agreements data are shared. They are kept with the assessment and not printed.
"""
