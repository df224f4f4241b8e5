"""Districts through time: the code a district of any year has in the year of the lookups in use."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from verity.model.errors import AreaError


@dataclass(frozen=True, eq=False)
class DistrictHistory:
    """What became of districts.

    Parameters
    ----------
    present : frozenset[str]
        Codes of the year in use.
    successors : dict[str, frozenset[str]]
        Earlier (or later) code → the codes in use that hold it; several where it was split.
    """

    present: frozenset[str]
    successors: dict[str, frozenset[str]]

    @classmethod
    def from_table(cls, history: pd.DataFrame, present: frozenset[str]) -> "DistrictHistory":
        """Build from rows of code, year and latest code.

        The latest year of the history need not be the year in use: where the year in use is earlier, a code
        in use stands for itself.
        """
        pairs = history.groupby("lad_code")["latest_code"]
        ahead = {str(code): frozenset(codes) for code, codes in pairs}
        behind: dict[str, frozenset[str]] = {}
        for code, latest in ahead.items():
            for one in latest:
                if code in present and one not in present:
                    behind[one] = behind.get(one, frozenset()) | {code}
        found: dict[str, frozenset[str]] = {}
        for code in {*ahead, *behind}:
            latest = ahead.get(code, frozenset({code}))
            known = frozenset().union(*(behind.get(one, frozenset({one})) for one in latest))
            found[code] = frozenset({code}) if code in present else known & present
        return cls(present, {code: codes for code, codes in found.items() if codes})

    def successor(self, code: str) -> str | None:
        """Return the code in use for a district of any year; None if it is not known or was split."""
        if code in self.present:
            return code
        found = self.successors.get(code, frozenset())
        return next(iter(found)) if len(found) == 1 else None

    def mapped(self, codes: pd.Series) -> pd.Series:
        """Return the codes in use, missing where a code is not known or was split."""
        table = {code: self.successor(code) for code in codes.dropna().unique()}
        return codes.map(table).astype("str")

    def at_present(self, frame: pd.DataFrame, column: str, keys: Sequence[str], value: str) -> pd.DataFrame:
        """Add up figures of districts of any year to the districts in use.

        Rows of other levels and of unknown codes keep their code: they are the caller's to judge.

        Parameters
        ----------
        frame : DataFrame
            `column` (codes), `keys`, `value` (integers; a missing part makes the sum missing).

        Returns
        -------
        DataFrame
            `column`, `keys`, `value`, sorted, one row for each combination present.

        Raises
        ------
        AreaError
            When a district was split: its figures cannot be divided.
        """
        split = sorted(
            code
            for code in frame[column].dropna().unique()
            if code not in self.present and len(self.successors.get(code, ())) > 1
        )
        if split:
            raise AreaError(
                "A district was split, and its figures cannot be divided", where=", ".join(split),
                expected="districts that were kept or merged", found="one with several successors",
                do_this="use figures published for the new districts",
            )  # fmt: skip
        codes: dict[Hashable, str] = {code: self.successor(code) or code for code in frame[column].dropna().unique()}
        moved = frame.assign(**{column: frame[column].map(codes).astype("str")})
        return summed(moved, [column, *keys], value)


def summed(frame: pd.DataFrame, keys: Sequence[str], value: str) -> pd.DataFrame:
    """Add up `value` by `keys`, in order of the keys; a missing part makes the sum missing."""
    grouped = frame.groupby(list(keys), observed=True)[[value]].sum(min_count=1, skipna=False)
    return grouped.reset_index()
