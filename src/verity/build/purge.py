"""Purging: the warehouse of an output and what its engine spilled go; the edition stays.

What in a warehouse's folder is Verity's own is said by `verity.warehouse.folder`.
"""

from dataclasses import dataclass
from pathlib import Path

from verity.build.publish import holding
from verity.warehouse.folder import remove


@dataclass(frozen=True, kw_only=True)
class Purged:
    """What was removed of a warehouse, by name, and what of its folder stays because it is not Verity's."""

    folder: Path
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def warehouse_beside(out: Path) -> Path:
    """Return the folder of tables that belongs to an output.

    Examples
    --------
    >>> warehouse_beside(Path("out")).name
    'out.warehouse'
    """
    resolved = out.resolve()
    return resolved.with_name(f"{resolved.name}.warehouse")


def purge(out: Path) -> Purged:
    """Remove the warehouse of an output; do nothing where there is none.

    Raises
    ------
    PublishError
        A build of the output is running, the folder is not Verity's, or a file in it is open elsewhere.
    """
    folder = warehouse_beside(out)
    if not folder.exists():
        return Purged(folder=folder)
    with holding(out):
        removed = remove(folder)
    kept = tuple(sorted(path.name for path in folder.iterdir())) if folder.exists() else ()
    return Purged(folder=folder, removed=removed, kept=kept)
