"""Figures of one LSOA vintage told in the other: whole numbers, totals kept, what cannot be placed reported.

Many-to-one is exact. One-to-many goes by stated weights (populations); incidents go by coordinates
(`verity.geography.points`) or are counted on the smallest areas that both vintages share.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from verity.geography.changes import LsoaChanges
from verity.geography.districts import summed
from verity.model.areas import LSOA11, AreaType
from verity.model.errors import AreaError

EXACT, WEIGHTED, RESIDUAL = "exact", "by weights", "not placed"


@dataclass(frozen=True, kw_only=True, eq=False)
class Converted:
    """Figures in the target vintage, and what could not be told in it.

    Parameters
    ----------
    frame : DataFrame
        `code` (target), keys, the value.
    residual : DataFrame
        `code` (source), keys, the value, `reason`.
    how : dict[str, int]
        Way of conversion → sum of the value that went that way; the sums add up to the source's total.
    """

    frame: pd.DataFrame
    residual: pd.DataFrame
    how: dict[str, int]


def convert_counts(
    changes: LsoaChanges,
    counts: pd.DataFrame,
    *,
    source: AreaType,
    target: AreaType,
    keys: Sequence[str] = (),
    value: str = "count",
    weights: pd.DataFrame | None = None,
) -> Converted:
    """Convert counts by LSOA.

    Parameters
    ----------
    counts : DataFrame
        `code`, keys, `value`: whole numbers, none missing.
    weights : DataFrame, optional
        `code` (target), `weight`: shares out areas that became several, in whole numbers by largest remainder.
        For populations alone; incidents are never shared out by people.

    Raises
    ------
    AreaError
        When a count is not a whole number, or a vintage is not an LSOA's.
    """
    given = _whole(counts, value)
    to = given["code"] if source == target else given["code"].map(changes.exact(source, target))
    placed = [given[to.notna()].assign(code=to[to.notna()])]
    how = {EXACT: int(placed[0][value].sum())}
    left = given[to.isna()]
    if weights is not None:
        shared, left = _shared_out(left, changes.several(source, target), weights, value)
        placed.append(shared)
        how[WEIGHTED] = int(shared[value].sum())
    how[RESIDUAL] = int(left[value].sum())
    columns = ["code", *keys]
    frame = summed(pd.concat(placed), columns, value)
    return Converted(frame=frame, residual=_with_reason(left, changes, source, target, [*columns, value]), how=how)


def count_on_common_areas(
    changes: LsoaChanges, counts: pd.DataFrame, *, source: AreaType, keys: Sequence[str] = (), value: str = "count"
) -> Converted:
    """Count on the smallest areas that both vintages share: exact for every known code, whatever changed."""
    given = _whole(counts, value)
    column = "lsoa11_code" if source == LSOA11 else "lsoa21_code"
    common = changes.common_areas().drop_duplicates(column).set_index(column)["common_code"]
    to = given["code"].map(common)
    placed, left = given[to.notna()].assign(code=to[to.notna()]), given[to.isna()]
    columns = ["code", *keys]
    return Converted(
        frame=summed(placed, columns, value),
        residual=left[[*columns, value]].assign(reason="code not known").reset_index(drop=True),
        how={EXACT: int(placed[value].sum()), RESIDUAL: int(left[value].sum())},
    )


def _whole(counts: pd.DataFrame, value: str) -> pd.DataFrame:
    numbers = counts[value]
    if numbers.isna().any() or not np.equal(np.mod(numbers.to_numpy(dtype="float64"), 1), 0).all():
        raise AreaError(
            "Only whole, known counts are converted", where=value, expected="whole numbers, none missing",
            found="missing values" if numbers.isna().any() else "fractions",
            do_this="convert the counts a rate or share is made from, and compute it again",
        )  # fmt: skip
    return counts.assign(**{value: numbers.astype("int64")})


def _shared_out(
    left: pd.DataFrame, several: pd.DataFrame, weights: pd.DataFrame, value: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Share rows out over the areas theirs became, whole and exhaustive; return what was and what was not."""
    weighted = several.merge(weights.rename(columns={"code": "target"}), on="target", how="left").fillna({"weight": 0})
    total = weighted.groupby("source")["weight"].transform("sum")
    weighted = weighted.assign(share=weighted["weight"] / total.where(total > 0)).dropna(subset="share")
    usable = left["code"].isin(weighted["source"])
    rows = left[usable].reset_index(drop=True).rename_axis("row").reset_index()
    parts = rows.merge(weighted, left_on="code", right_on="source").sort_values(["row", "target"], ignore_index=True)
    exact = parts[value] * parts["share"]
    floor = (exact // 1).astype("int64")
    short = parts[value] - floor.groupby(parts["row"]).transform("sum")
    order = (exact - floor).groupby(parts["row"]).rank(method="first", ascending=False)
    parts[value] = floor + (order <= short).astype("int64")
    return parts.assign(code=parts["target"])[list(left.columns)], left[~usable]


def _with_reason(
    left: pd.DataFrame, changes: LsoaChanges, source: AreaType, target: AreaType, columns: list[str]
) -> pd.DataFrame:
    pairs = changes.pairs(source, target)
    irregular = left["code"].isin(pairs.loc[pairs["change"] == "X", "source"])
    known = left["code"].isin(pairs["source"])
    reason = np.select([irregular, known], ["irregular change", "became several areas"], default="code not known")
    return left[columns].assign(reason=reason).sort_values(columns, ignore_index=True)
