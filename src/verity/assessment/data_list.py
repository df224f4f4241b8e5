"""`data-README.md`: per source what to download, where to put it, and what it enables.

Made from the sources' contracts, which the caller passes in: no source is known here.
"""

from collections.abc import Sequence
from itertools import groupby

from verity.assessment.enables import enables
from verity.model.contracts import Contract, Sensitivity

FILE_NAME = "data-README.md"

_INTRODUCTION = """\
# Data for this assessment

Put each file into the folder named below, all of them below one data folder (`verity build … --data FOLDER`).
File names are free unless a note says otherwise: a file is recognised by its folder and its header row.
`.csv` and `.csv.gz` are both read. A source that is missing is reported, and its parts are left out; nothing
is guessed. This list is made from the contracts of this version of Verity.
"""


def data_list(contracts: Sequence[Contract]) -> str:
    """Return the list in Markdown, by folder and then by title.

    Parameters
    ----------
    contracts : Sequence[Contract]
        Every source of this version; may be empty, and then the list says so.
    """
    if not contracts:
        return _INTRODUCTION + "\nThis version of Verity reads no sources.\n"
    ordered = sorted(contracts, key=lambda contract: (contract.publisher.folder, contract.title, contract.id))
    parts = [_INTRODUCTION]
    for folder, group in groupby(ordered, key=lambda contract: contract.publisher.folder.rstrip("/")):
        parts.append(f"\n## `{folder}/`\n")
        parts += [_entry(contract) for contract in group]
    return "".join(parts)


def _entry(contract: Contract) -> str:
    publisher = contract.publisher
    lines = [
        f"\n### {contract.title} (`{contract.id}`)\n",
        f"- Download: {publisher.file}",
        f"- From: {publisher.name}, <{publisher.page}>" if publisher.page else f"- From: {publisher.name}",
        f"- Put it in: `{publisher.folder.rstrip('/')}/`",
        f"- It enables: {enables(contract.id)}",
        f"- Layouts read: {'; '.join(layout.name for layout in contract.layouts)}",
        f"- Licence: {publisher.licence}",
    ]
    if publisher.cadence_months:
        lines.append(f"- Renewed: {_cadence(publisher.cadence_months)}")
    if contract.sensitivity is Sensitivity.RESTRICTED:
        lines.append(
            "- Restricted: personal data under an agreement; keep it where the agreement says. It is read for "
            '`edition = "restricted"` alone, with a key (`verity key`); other headers are mapped in `assessment.toml`'
        )
    return "\n".join(lines) + "\n"


def _cadence(months: int) -> str:
    match months:
        case 1:
            return "every month"
        case 12:
            return "every year"
        case _:
            return f"every {months} months"
