"""The folder of a warehouse on disk: what in it is Verity's own, and how that is removed.

Only files that Verity writes, in a folder that it has marked, are ever removed; how a warehouse is opened is
`verity.warehouse.engine`.
"""

import shutil
from collections.abc import Collection
from pathlib import Path

from verity.model.errors import PublishError

FILE = "warehouse.duckdb"
SPILL = "spill"
INPUTS = "inputs.json"
"""Every input file of the last build with its hash."""
MARKER = ".verity-warehouse"
"""The first file to come and the last to go: it says that the others are Verity's."""
_OWN = (SPILL, INPUTS, f"{FILE}.wal", f"{FILE}.tmp", FILE, MARKER)


def is_warehouse(folder: Path) -> bool:
    """Whether a folder is marked as a warehouse, or holds nothing that Verity has not written."""
    if not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    return MARKER in names or names <= set(_OWN)


def make_folder(folder: Path) -> None:
    """Make a marked folder, empty of what an earlier warehouse left behind; only its owner may enter it.

    Raises
    ------
    PublishError
        The folder holds other things, or a file in it is open elsewhere.
    """
    if folder.exists():
        remove(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARKER).touch()


def remove(folder: Path) -> tuple[str, ...]:
    """Remove a warehouse and its spill, then the folder unless other files lie in it; return what was removed.

    Raises
    ------
    PublishError
        The folder is not Verity's, or a file in it is open elsewhere.
    """
    if not is_warehouse(folder):
        raise PublishError(
            "This is not a warehouse of Verity, and it would have been removed",
            where=str(folder),
            expected=f"nothing, an empty folder, or a folder with {MARKER} in it",
            found="a folder with other content" if folder.is_dir() else "no folder",
            do_this="name another output, or move this away; nothing was changed",
        )
    removed = _removed(folder, _OWN)
    if not any(folder.iterdir()):
        folder.rmdir()
    return removed


def remove_spill(folder: Path) -> None:
    """Remove what the engine spilled; PublishError when a file of it is open elsewhere."""
    _removed(folder, (SPILL,))


def _removed(folder: Path, names: Collection[str]) -> tuple[str, ...]:
    found = [name for name in names if (folder / name).exists()]
    try:
        for name in found:
            if (folder / name).is_dir() and not (folder / name).is_symlink():
                shutil.rmtree(folder / name)
            else:
                (folder / name).unlink()
    except OSError as error:
        raise PublishError(
            "A file of the warehouse could not be removed",
            where=str(error.filename or folder),
            expected="a file that no other program has open",
            found=error.strerror or type(error).__name__,
            do_this="close it, then run `verity purge` for this output",
        ) from error
    return tuple(found)
