"""Opening the engine: DuckDB on disk behind Ibis, bounded in threads and memory, spilling beside its file."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis

from verity.model.errors import InputError

FILE = "warehouse.duckdb"


@dataclass(frozen=True)
class Warehouse:
    """An open warehouse: `con` is the Ibis connection."""

    folder: Path
    con: Any

    def table(self, name: str) -> Any:  # noqa: ANN401 - Ibis expressions carry no static types
        """Return the Ibis table `name`."""
        return self.con.table(name)

    def has(self, name: str) -> bool:
        """Whether a table has been loaded."""
        return name in self.con.list_tables()


@contextmanager
def opened(folder: Path, *, threads: int, memory_limit: str = "4GB") -> Iterator[Warehouse]:
    """Open a new warehouse in `folder`, replacing what was there.

    A warehouse holds the tables of one build and is derived from files alone, so it is always made anew.
    Spill files lie in the same folder and go with it; extensions are never downloaded.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    con = ibis.duckdb.connect(
        folder / FILE,
        threads=threads,
        memory_limit=memory_limit,
        temp_directory=str(folder / "spill"),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    try:
        con.raw_sql("SET preserve_insertion_order = false")
        yield Warehouse(folder, con)
    except duckdb.Error as error:
        # The engine may quote the offending line; only its first words are passed on.
        kind = type(error).__name__
        raise InputError(
            "The engine could not finish a step", where=str(folder), found=kind,
            do_this="see whether the disk is full or the memory limit too low",
        ) from error  # fmt: skip
    finally:
        con.disconnect()
        shutil.rmtree(folder / "spill", ignore_errors=True)
