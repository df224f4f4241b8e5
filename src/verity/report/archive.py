"""Office files are zip archives: one normal form for all of them, so that the same edition gives the same bytes.

Knows member names, order, dates and compression; nothing of what is inside.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip member can bear: members have none of their own."""
FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")
"""Members that readers look for at the front."""
STORED = (".png",)
"""Kinds that are compressed already."""
LEVEL = 6


def write_archive(path: Path, members: Mapping[str, bytes]) -> None:
    """Write members as a zip archive in normal form: order by name, one date, no trace of the machine.

    Parameters
    ----------
    path : Path
    members : Mapping[str, bytes]
        Name within the archive → content. `mimetype` is put first and not compressed, as OpenDocument asks.
    """
    names = [name for name in FIRST if name in members] + sorted(name for name in members if name not in FIRST)
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, date_time=EARLIEST)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            plain = name == "mimetype" or name.endswith(STORED)
            info.compress_type = zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED
            archive.writestr(info, members[name], compresslevel=None if plain else LEVEL)


def normalised(path: Path) -> None:
    """Rewrite an archive that a library wrote in the normal form of `write_archive`."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    write_archive(path, members)
