"""A build in a process of its own: says each moment it reaches, and waits there when told to.

Run as `publishing_process.py OUT TEXT STOP`; STOP is the moment at which it waits to be killed, or `never`.
"""

import sys
from pathlib import Path

from verity.build.manifest import write_manifest
from verity.build.publish import publishing

FILES = 12
PIECES = 4


def at(moment: str) -> None:
    """Tell the moment; wait at the one asked for."""
    sys.stdout.write(f"{moment}\n")
    sys.stdout.flush()
    if moment == sys.argv[3]:
        sys.stdin.read()


def write_edition(folder: Path, text: str) -> None:
    """Write an edition of several files in pieces, a moment after each piece."""
    (folder / "data").mkdir()
    for number in range(FILES):
        name = folder / ("data" if number % 2 else ".") / f"{number:02d}.csv"
        with name.open("w", encoding="utf-8") as stream:
            for piece in range(PIECES):
                stream.write(f"{text}\n" * 50)
                stream.flush()
                at(f"piece {number * PIECES + piece}")
    write_manifest(folder, version="0", inputs=(), settings=())


def main() -> None:
    """Publish one edition."""
    with publishing(Path(sys.argv[1]), on_step=lambda step: at(step.value)) as folder:
        write_edition(folder, sys.argv[2])


if __name__ == "__main__":
    main()
