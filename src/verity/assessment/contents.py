"""Which files of an assessment folder an edition is made from.

The manifest lists these. The release log is not among them: an approval is of what they decide, and must not change it.
Nor are files that merely lie in the folder.
"""

from pathlib import Path

from verity.assessment.config import FILE_NAME
from verity.assessment.definitions import FILE_NAME as DEFINITIONS
from verity.assessment.narrative import FOLDER as NARRATIVE

REGISTERS = "registers"


def settings_files(folder: Path) -> tuple[str, ...]:
    """Return the files that decide what an edition says, as paths below `folder` with POSIX separators.

    Returns
    -------
    tuple[str, ...]
        `assessment.toml`, its own definitions, the narrative and the registers; in order.
    """
    files = [
        folder / FILE_NAME,
        folder / DEFINITIONS,
        *(folder / NARRATIVE).glob("*.md"),
        *(folder / REGISTERS).glob("*.csv"),
    ]
    names = {file.relative_to(folder).as_posix() for file in files if file.is_file()}
    return tuple(sorted(names))
