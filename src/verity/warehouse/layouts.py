"""Which of a contract's layouts a header belongs to; no match names the nearest and what differs."""

import difflib
import fnmatch
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verity.model.contracts import Contract, Layout, Sensitivity
from verity.model.errors import InputError

NEAR = 0.5
"""Share of a layout's required headers that makes a file “nearly” of that layout."""


@dataclass(frozen=True)
class Fit:
    """How a header stands to one layout."""

    contract: Contract
    layout: Layout
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    nearness: float

    @property
    def exact(self) -> bool:
        """Whether nothing is missing and nothing unexpected."""
        return not self.missing and not self.unexpected


def fit(header: Sequence[str], contract: Contract, layout: Layout) -> Fit:
    """Compare a header with one layout."""
    present = set(header)
    required = [name for name in layout.columns if name not in layout.optional]
    pattern = re.compile(layout.unpivot.pattern) if layout.unpivot else None
    wide = [name for name in header if pattern and pattern.fullmatch(name)]
    missing = tuple(name for name in required if name not in present)
    if pattern and not wide:
        missing = (*missing, f"columns like “{layout.unpivot.pattern}”" if layout.unpivot else "")
    known = {*layout.columns, *wide}
    ignored = _any_of(layout.ignored)
    unexpected = tuple(name for name in header if name not in known and not ignored.fullmatch(name))
    wanted = len(required) + (1 if pattern else 0)
    foreign = any(map(_any_of(layout.foreign).fullmatch, header)) if layout.foreign else False
    nearness = 0.0 if foreign or not wanted else 1 - len(missing) / wanted
    return Fit(contract, layout, missing, unexpected, nearness)


def matching(
    header: Sequence[str], contracts: Sequence[Contract], first_row: Mapping[str, str] | None = None
) -> Fit | None:
    """Return the first exact fit among all layouts, or None.

    Parameters
    ----------
    first_row : mapping, optional
        Header → cell of the first row: tells apart sources that share their headers.
    """
    present = set(header)
    for contract in contracts:
        for layout in contract.layouts:
            if any(name not in present and name not in layout.optional for name in layout.columns):
                continue
            found = fit(header, contract, layout)
            if found.exact and _same_first_row(layout, first_row or {}):
                return found
    return None


@functools.cache
def _any_of(masks: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern that a header matches in full where it is under one of the masks; none match no mask."""
    return re.compile("|".join(fnmatch.translate(mask) for mask in masks) or r"(?!)")


def _same_first_row(layout: Layout, row: Mapping[str, str]) -> bool:
    return all(re.search(pattern, row[name]) for name, pattern in layout.first_row.items() if name in row)


def nearest(header: Sequence[str], contracts: Sequence[Contract]) -> Fit:
    """Return the layout that comes nearest to `header`."""
    fits = [fit(header, contract, layout) for contract in contracts for layout in contract.layouts]
    return max(fits, key=lambda one: (one.nearness, -len(one.unexpected)))


def no_match(name: str, header: Sequence[str], contracts: Sequence[Contract]) -> InputError:
    """Return the error that names the nearest layout and what differs."""
    near = nearest(header, contracts)
    if near.contract.sensitivity is Sensitivity.RESTRICTED and near.nearness < NEAR:
        return _no_header(name, near)
    renamed = [
        f"“{missing}” (renamed to “{guess[0]}”?)"
        if (guess := difflib.get_close_matches(missing, near.unexpected, n=1, cutoff=0.6))
        else f"“{missing}”"
        for missing in near.missing
    ]
    found = [f"{len(near.missing)} missing: {', '.join(renamed)}"] if renamed else []
    if near.unexpected:
        shown = ", ".join(f"“{one}”" for one in near.unexpected[:8])
        found.append(f"{len(near.unexpected)} not known: {shown}{' …' if len(near.unexpected) > 8 else ''}")
    return InputError(
        "The columns of the file match no known layout",
        where=name,
        expected=f"nearest is “{near.layout.name}” of {near.contract.title}",
        found="; ".join(found),
        do_this=_advice(near.contract),
    )


def _no_header(name: str, near: Fit) -> InputError:
    """Tell that a restricted file is of no known layout without its first row, which may be a record."""
    return InputError(
        "The columns of the file match no known layout",
        where=name,
        expected=f"nearest is “{near.layout.name}” of {near.contract.title}",
        found=f"{len(near.missing)} of its columns missing; the first row is not shown, as it may be a record",
        do_this=_advice(near.contract),
    )


def _advice(contract: Contract) -> str:
    if contract.sensitivity is Sensitivity.RESTRICTED:
        return f"name its columns under [sources.{contract.id}.columns] in assessment.toml; docs/sources.md lists ours"
    return f"download it again from {contract.publisher.page}, or give the columns their own names"
