"""What became of LSOAs between 2011 and 2021, and what follows for figures that are told in one of the two."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from verity.model.areas import LSOA11, LSOA21, AreaType
from verity.model.errors import AreaError

IRREGULAR = "X"
_COLUMN = {LSOA11: "lsoa11_code", LSOA21: "lsoa21_code"}


@dataclass(frozen=True, eq=False)
class LsoaChanges:
    """The exact-fit lookup of LSOA 2011 to LSOA 2021.

    Parameters
    ----------
    table : DataFrame
        `lsoa11_code`, `lsoa21_code`, `change` (U unchanged, S split, M merged, X irregular).
    """

    table: pd.DataFrame

    def pairs(self, source: AreaType, target: AreaType) -> pd.DataFrame:
        """Return `source`, `target` and `change` of every pair of codes, irregular ones too.

        Raises
        ------
        AreaError
            When either is not an LSOA of 2011 or 2021.
        """
        for one in (source, target):
            if one not in _COLUMN:
                raise AreaError(
                    "Figures are converted between LSOA 2011 and LSOA 2021 alone", where=str(one),
                    expected="lsoa11 or lsoa21", do_this="add up to districts, which convert by their history",
                )  # fmt: skip
        return pd.DataFrame({
            "source": self.table[_COLUMN[source]],
            "target": self.table[_COLUMN[target]],
            "change": self.table["change"],
        })  # fmt: skip

    def exact(self, source: AreaType, target: AreaType) -> dict[str, str]:
        """Return source code → target code for every area that lies wholly in one area of the other vintage.

        Irregular changes are left out: neither vintage is made of whole areas of the other.
        """
        pairs = self.pairs(source, target)
        irregular = set(pairs.loc[pairs["change"] == IRREGULAR, "source"])
        single = pairs[~pairs["source"].duplicated(keep=False) & ~pairs["source"].isin(irregular)]
        return dict(zip(single["source"], single["target"], strict=True))

    def several(self, source: AreaType, target: AreaType) -> pd.DataFrame:
        """Return `source` and `target` of every area that became several; irregular changes are left out."""
        pairs = self.pairs(source, target)
        irregular = set(pairs.loc[pairs["change"] == IRREGULAR, "source"])
        found = pairs[pairs["source"].duplicated(keep=False) & ~pairs["source"].isin(irregular)]
        return found[["source", "target"]].sort_values(["source", "target"], ignore_index=True)

    def common_areas(self) -> pd.DataFrame:
        """Return the smallest areas that are whole in both vintages.

        Returns
        -------
        DataFrame
            `lsoa11_code`, `lsoa21_code`, `common_code`: the lowest 2011 code among those that hang together.
        """
        old, old_codes = pd.factorize(self.table["lsoa11_code"], sort=True)
        new, _ = pd.factorize(self.table["lsoa21_code"], sort=True)
        size = len(old_codes) + (int(new.max()) + 1 if len(new) else 0)
        links = coo_array((np.ones(len(old)), (old, new + len(old_codes))), shape=(size, size))
        _, component = connected_components(links, directed=False)
        lowest = pd.Series(old_codes).groupby(component[: len(old_codes)]).first()
        common = lowest.reindex(component[old]).to_numpy()
        return self.table[["lsoa11_code", "lsoa21_code"]].assign(common_code=common)
