"""Which vintage LSOA codes belong to: decided by codes that only one vintage has; a common code decides nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from verity.model.errors import AreaError

ONLY_2011, ONLY_2021, BOTH, NEITHER = "2011 only", "2021 only", "both", "unknown"


@dataclass(frozen=True)
class LsoaCodes:
    """All LSOA codes of the two vintages."""

    of_2011: frozenset[str]
    of_2021: frozenset[str]

    def classified(self, codes: Iterable[str]) -> pd.Series:
        """Say for each code which vintages have it.

        Returns
        -------
        Series
            Indexed by distinct code in order, blanks left out: `2011 only`, `2021 only`, `both` or `unknown`.
        """
        distinct = sorted(pd.Series(list(codes), dtype="str").dropna().unique())
        return pd.Series([self._class_of(code) for code in distinct], index=distinct, dtype="str", name="vintage")

    def _class_of(self, code: str) -> str:
        old, new = code in self.of_2011, code in self.of_2021
        if old and new:
            return BOTH
        if old:
            return ONLY_2011
        return ONLY_2021 if new else NEITHER

    def vintage_of(self, codes: Iterable[str]) -> int | None:
        """Return the vintage of a set of codes; None where none of them decides.

        Raises
        ------
        AreaError
            When some codes belong to 2011 alone and others to 2021 alone: `classified` tells them apart.
        """
        counts = self.classified(codes).value_counts()
        old, new = int(counts.get(ONLY_2011, 0)), int(counts.get(ONLY_2021, 0))
        if old and new:
            raise AreaError(
                "The LSOA codes are of two vintages at once", where="LSOA codes", expected="codes of 2011 or of 2021",
                found=f"{old:,} that only 2011 has and {new:,} that only 2021 has",
                do_this="load the files of each vintage as an edition of their own",
            )  # fmt: skip
        if old or new:
            return 2011 if old else 2021
        return None
