"""What an edition was made from: which of its files are told to its readers, and where the others are kept.

The name and hash of a restricted file stay with those who hold it: only the restricted edition tells them. Every other
edition names such a source by its title, and the hashes are kept beside the tables, in a folder of the owner's alone.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from verity.assessment.config import Assessment
from verity.assessment.contents import settings_files
from verity.build.feeds import sensitivity
from verity.build.inventory import Inventory
from verity.build.manifest import FileHash, file_sha256
from verity.model.account import FileAccount
from verity.model.contracts import Sensitivity
from verity.model.releases import EditionKind
from verity.warehouse.folder import INPUTS

INPUTS_SCHEMA = "verity.inputs/1"


def is_told(source: str, edition: EditionKind) -> bool:
    """Whether an edition tells the files of a source; a source that is not known to be open is not told."""
    return edition is EditionKind.RESTRICTED or sensitivity().get(source) is Sensitivity.OPEN


def told(accounts: Iterable[FileAccount], edition: EditionKind) -> tuple[FileAccount, ...]:
    """Return the accounts that an edition tells, in their order.

    How many rows of a force's or hospital's file broke which rule is told to those who hold the file.
    """
    return tuple(one for one in accounts if is_told(one.source, edition))


def told_names(inventory: Inventory, wanted: Iterable[str], edition: EditionKind) -> tuple[str, ...]:
    """Return the names of unread files that an edition tells."""
    hidden = {source for source in inventory.tabular if not is_told(source, edition)}
    return inventory.unread({*wanted, *hidden})


def hashes(accounts: Iterable[FileAccount]) -> list[FileHash]:
    """Return the input files of accounts."""
    return [FileHash(account.file, account.sha256) for account in accounts]


def keep_inputs(tables: Path, inputs: Sequence[FileHash]) -> None:
    """Write every input with its hash beside the tables, where no reader of the edition comes."""
    listed = [{"path": one.path, "sha256": one.sha256} for one in sorted(set(inputs))]
    text = json.dumps({"schema": INPUTS_SCHEMA, "inputs": listed}, ensure_ascii=False, indent=1) + "\n"
    (tables / INPUTS).write_text(text, "utf-8", newline="\n")


def settings_hashes(assessment: Assessment) -> list[FileHash]:
    """Return what decides what an edition says; weights by their file's name alone, as paths are the machine's."""
    found = [FileHash(name, file_sha256(assessment.folder / name)) for name in settings_files(assessment.folder)]
    weights = assessment.weights_file
    return [*found, FileHash(f"harm.weights: {weights.name}", file_sha256(weights))] if weights else found


def boundary_accounts(inventory: Inventory) -> list[FileAccount]:
    """Return an account per file of boundaries: shapes have no rows."""
    return [
        FileAccount(
            source="boundaries", file=path.relative_to(inventory.data).as_posix(), sha256=file_sha256(path),
            layout=path.suffix.lstrip("."), rows_in=0, accepted=0,
        )
        for path in inventory.boundaries
    ]  # fmt: skip
