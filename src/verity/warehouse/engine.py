"""Opening the engine: DuckDB on disk behind Ibis, bounded in threads, memory and spill, silent about values.

What lies in the folder and how it is removed is `verity.warehouse.folder`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.common.exceptions import ConflictingValuesError, IbisError, TableNotFound

from verity.model.errors import InputError, SettingsError
from verity.warehouse.discretion import place_of, told_without_values
from verity.warehouse.folder import FILE, SPILL, make_folder, remove_spill

ENGINE_ERRORS = (duckdb.Error, IbisError, TableNotFound, ConflictingValuesError, pa.ArrowException)
"""What the engine, its front and its converters raise; two of Ibis's own are no `IbisError`."""
_CRYPTOGRAPHY = "duckdb_extension_httpfs"
_NETWORK = "HTTPFileSystem,S3FileSystem,HuggingFaceFileSystem"


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
def opened(
    folder: Path,
    *,
    threads: int,
    memory_limit: str = "4GB",
    spill_limit: str = "40GB",
    encryption_key: str | None = None,
) -> Iterator[Warehouse]:
    """Open a new warehouse in `folder`, replacing the one that was there.

    A warehouse holds the tables of one build and is derived from files alone, so it is always made anew. Spill files
    lie in the same folder, are encrypted where the extra `encrypt` is installed, and are removed at the end and at the
    next start. Extensions are never downloaded. An error of the engine is told without what it quotes.

    Parameters
    ----------
    memory_limit, spill_limit : str
        Most that the engine may take of memory and of disk.
    encryption_key : str, optional
        Encrypts the file of tables (AES-GCM); needs the extra `encrypt`.

    Raises
    ------
    PublishError
        The folder holds what Verity has not written.
    SettingsError
        A key was given and the extra is not installed.
    InputError
        The engine could not finish a step.
    """
    if encryption_key is not None and not can_encrypt():
        raise SettingsError(
            "The warehouse cannot be encrypted", where="encrypt_warehouse", expected="the extra `encrypt`",
            found="it is not installed", do_this="install it (`uv sync --extra encrypt`), or leave the setting out",
        )  # fmt: skip
    make_folder(folder)
    try:
        with told_without_values(ENGINE_ERRORS, lambda error: _stopped(error, folder)):
            con = _connected(folder, threads, memory_limit, spill_limit, encryption_key)
            try:
                yield Warehouse(folder, con)
            finally:
                con.disconnect()
    finally:
        remove_spill(folder)


def can_encrypt() -> bool:
    """Whether the engine has the cryptography that writing needs: the extra `encrypt`."""
    return find_spec(_CRYPTOGRAPHY) is not None


def _connected(folder: Path, threads: int, memory_limit: str, spill_limit: str, encryption_key: str | None) -> Any:  # noqa: ANN401 - Ibis
    con = ibis.duckdb.connect(
        ":memory:" if encryption_key else folder / FILE,
        threads=threads,
        memory_limit=memory_limit,
        temp_directory=str(folder / SPILL),
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
    )
    # given at the connection, this limit is shown and not kept (DuckDB 1.5.5)
    con.raw_sql(f"SET max_temp_directory_size = {_quoted(spill_limit)}")
    if can_encrypt():
        con.raw_sql(f"LOAD {_quoted(_extension())}")
        con.raw_sql(f"SET disabled_filesystems = {_quoted(_NETWORK)}")  # the extension could also fetch
        con.raw_sql("SET temp_file_encryption = true")
    if encryption_key:
        path = _quoted(str(folder / FILE))
        con.raw_sql(f"ATTACH {path} AS warehouse (ENCRYPTION_KEY {_quoted(encryption_key)})")
        con.raw_sql("USE warehouse")
    con.raw_sql("SET preserve_insertion_order = false")
    return con


def _extension() -> str:
    """Return the path of the extension's file, which is loaded where it lies: nothing is copied to the home folder."""
    spec = find_spec(_CRYPTOGRAPHY)
    places = (spec.submodule_search_locations if spec else None) or ()
    for place in places:
        for file in sorted(Path(place).glob(f"extensions/v{duckdb.__version__}/*.duckdb_extension")):
            return str(file)
    raise SettingsError(
        "The extra `encrypt` does not fit the engine", where=_CRYPTOGRAPHY,
        expected=f"its version {duckdb.__version__}", found="another version",
        do_this="install both from the lock file (`uv sync --extra encrypt`)",
    )  # fmt: skip


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _stopped(error: Exception, folder: Path) -> InputError:
    """Tell the kind of an engine's error and the step; its message may quote the offending line."""
    return InputError(
        "The engine could not finish a step",
        where=place_of(error) or str(folder),
        found=type(error).__name__,
        do_this=f"see whether the disk of {folder} is full or the memory limit too low; otherwise report the step",
    )
