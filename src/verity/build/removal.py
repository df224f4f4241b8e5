"""Removing folders that are Verity's own, and only those, so that an interrupted removal can be resumed.

Whether a folder is Verity's is read from a file inside it; that file goes last.
"""

import shutil
from pathlib import Path

from verity.build.manifest import MANIFEST, UNFINISHED, is_output
from verity.model.errors import PublishError


def removable(folder: Path) -> bool:
    """Whether a folder may be removed: an unfinished or a complete edition, or an empty folder."""
    return folder.is_dir() and ((folder / UNFINISHED).is_file() or is_output(folder) or not any(folder.iterdir()))


def remove_folder(folder: Path) -> None:
    """Remove a folder, what proves that it is Verity's last.

    Raises
    ------
    PublishError
        The folder is not Verity's, or a file in it is open elsewhere.
    """
    if not removable(folder):
        raise PublishError(
            "This is not a Verity output, and it would have been removed",
            where=str(folder),
            expected=f"{MANIFEST} or {UNFINISHED} in it",
            found="neither",
            do_this="move it away",
        )
    try:
        for path in sorted(folder.iterdir(), key=_proof_last):
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        folder.rmdir()
    except OSError as error:
        raise PublishError(
            "A folder of an earlier edition could not be removed",
            where=str(error.filename or folder),
            expected="a file that no other program has open",
            found=error.strerror or type(error).__name__,
            do_this="close the file; the next command removes the folder, and the edition in place is whole",
        ) from error


def _proof_last(path: Path) -> tuple[bool, bool, str]:
    return path.name == UNFINISHED, path.name == MANIFEST, path.name
