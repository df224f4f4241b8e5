"""The account of a file: rows in = accepted + set aside + quarantined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from verity.model.errors import ValidityError

EXAMPLES_KEPT = 20
"""Quarantined rows listed one by one per file; all are counted."""


@dataclass(frozen=True, kw_only=True, order=True)
class Quarantined:
    """One row that was not accepted: where, and why; never its values."""

    row: int
    field: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FileAccount:
    """What became of the rows of one file.

    Parameters
    ----------
    source : str
        Contract id.
    file : str
        Path below the data folder, `archive.zip/member` for a zip's member; POSIX separators.
    sha256 : str
    layout : str
    rows_in, accepted : int
    set_aside : Mapping[str, int]
        Rule → rows (out of scope, superseded, duplicate).
    quarantined : Mapping[str, int]
        Reason → rows.
    examples : tuple[Quarantined, ...]
        At most `EXAMPLES_KEPT`, lowest row numbers first.
    """

    source: str
    file: str
    sha256: str
    layout: str
    rows_in: int
    accepted: int
    set_aside: Mapping[str, int] = field(default_factory=dict)
    quarantined: Mapping[str, int] = field(default_factory=dict)
    examples: tuple[Quarantined, ...] = ()

    def __post_init__(self) -> None:
        total = self.accepted + sum(self.set_aside.values()) + sum(self.quarantined.values())
        if total != self.rows_in:
            raise ValidityError(
                "The account of a file does not balance",
                where=f"{self.source}: {self.file}",
                expected=f"{self.rows_in:,} rows in",
                found=f"{total:,} accepted, set aside or quarantined",
                do_this="report this as a fault of Verity; nothing was published",
            )
