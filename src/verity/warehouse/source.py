"""A source as the warehouse sees it: its contract, what its file names say, and its row-level rules."""

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa

from verity.model.contracts import Contract
from verity.warehouse.files import InputFile

REJECT = "reject"
"""Column that a transform may add: the reason why a row is quarantined, or null."""
SET_ASIDE = "set_aside"
"""Column that a transform may add: the rule by which a row is set aside, or null. It is judged before any fault."""


@dataclass(frozen=True, kw_only=True)
class KeepFirst:
    """Of the rows that share `key` (blank keys apart), keep the first in `order`; set the rest aside.

    `order` compares contents, so that neither the order of rows nor of files matters.
    """

    key: str
    order: tuple[str, ...]
    rule: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """One data feed.

    Parameters
    ----------
    contract : Contract
    constants : callable
        File → columns that its name gives (a year, say).
    transform : callable
        Text table of one file → text table; columnar, before the contract is applied.
    keep_first : KeepFirst | None
    """

    contract: Contract
    constants: Callable[[InputFile], dict[str, str]] | None = None
    transform: Callable[[pa.Table, InputFile], pa.Table] | None = None
    keep_first: KeepFirst | None = None
