"""Write the reference of the definitions of violence, `docs/definitions.md`, from the shipped definitions file.

Run after the file or the offence table has changed: `make docs`, or `uv run python tools/definition_docs.py`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from verity.assessment.definitions import SHIPPED, load_definitions
from verity.model.definitions import Definition
from verity.model.offences import OFFENCE_BY_CODE

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "definitions.md"
FAMILIES = {
    "police": "Offence codes (Home Office)",
    "admission": "Diagnosis codes (ICD-10, any position)",
    "attendance": "Intent of the injury",
    "callout": "Call categories",
}
INTRODUCTION = f"""\
# Definitions of violence

Every headline names the definition it used. These ship with Verity ({SHIPPED.name}) and resolve to the codes below. An
assessment may add its own, or replace one of these, in a file `definitions.toml` of the same form beside
`assessment.toml`. The serious violence duty asks partners to agree their own definition: look at
`serious-violence-local` first.

This page is made from the code by `make docs`; a test keeps it current.
"""


def definition(one: Definition) -> Iterator[str]:
    """Yield the part about one definition."""
    yield f"## `{one.id}`\n"
    yield f"{one.title[0].upper()}{one.title[1:]}. {one.authority}.\n"
    if one.ages:
        yield f"People aged {one.ages[0]} to {one.ages[1]}.\n"
    if one.with_flags:
        yield f"Flagged as {' or '.join(sorted(one.with_flags))}.\n"
    if one.without_flags:
        yield f"Not flagged as {' or '.join(sorted(one.without_flags))}.\n"
    for family, codes in one.codes.items():
        named = [f"{code} ({OFFENCE_BY_CODE[code].title})" if family == "police" else code for code in sorted(codes)]
        yield f"- {FAMILIES[family]}: {'; '.join(named)}."
    yield ""


def definitions() -> str:
    """Return the page."""
    lines = [INTRODUCTION]
    for one in load_definitions(ROOT / "docs").values():
        lines += definition(one)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page."""
    FILE.write_text(definitions(), "utf-8", newline="\n")
    print(FILE.relative_to(ROOT).as_posix())
    return 0


if __name__ == "__main__":
    sys.exit(main())
