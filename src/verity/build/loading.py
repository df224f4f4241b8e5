"""The files that an assessment draws on into the warehouse, source by source, with their accounts."""

from collections.abc import Callable, Collection

from verity.build.inventory import Inventory
from verity.model.account import FileAccount
from verity.sources import police_uk
from verity.warehouse.engine import Warehouse
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser

Progress = Callable[[str], None]


def load_all(
    warehouse: Warehouse,
    inventory: Inventory,
    wanted: Collection[str],
    *,
    threads: int,
    progress: Progress,
    pseudonymiser: Pseudonymiser | None = None,
) -> list[FileAccount]:
    """Load every wanted source that has files, reference sources first.

    Parameters
    ----------
    wanted : collection of str
        Contract ids; the files of other sources are left unread.
    pseudonymiser : Pseudonymiser, optional
        Needed where a wanted source names people or records.

    Returns
    -------
    list of FileAccount
        In order of source and file.
    """
    accounts: list[FileAccount] = []
    for source in inventory.sources:
        files = inventory.tabular.get(source.contract.id, ())
        if files and source.contract.id in wanted:
            progress(source.contract.title)
            accounts += load(warehouse, source, files, threads=threads, pseudonymiser=pseudonymiser)
    for kind, source in police_uk.SOURCES.items():
        files = inventory.archive.files.get(kind, ())
        if files and source.contract.id in wanted:
            progress(source.contract.title)
            accounts += load(warehouse, source, files, set_aside=inventory.archive.set_aside, threads=threads)
    return accounts
