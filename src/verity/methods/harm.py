"""Harm of offences by a table of weights: ONS Crime Severity Score, Cambridge Crime Harm Index.

The weights are the user's, with name and version; none are invented here, and scores made
with different tables are never mixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray, IntArray, index_vector, non_negative_vector


class HarmScale(StrEnum):
    """What a weight means; the scales are not interchangeable."""

    CRIME_SEVERITY_SCORE = "ONS Crime Severity Score"
    CRIME_HARM_INDEX = "Cambridge Crime Harm Index (starting-point days)"


@dataclass(frozen=True)
class HarmWeights:
    """A table of weights by offence code.

    Codes are text: 4.10 (corporate manslaughter) read as a number becomes 4.1.

    Raises
    ------
    ValueError
        Codes that are not text, empty or repeated; weights that are missing or negative, or not
        one per code.
    """

    scale: HarmScale
    version: str
    codes: tuple[str, ...]
    weights: tuple[float, ...]

    def __post_init__(self) -> None:
        non_negative_vector("weights", self.weights, length=len(self.codes))
        if any(not code or str(code) != code for code in self.codes):
            raise ValueError("codes: expected text; read the column as text, or 4.10 becomes 4.1")
        repeated = sorted({code for code in self.codes if self.codes.count(code) > 1})
        if repeated:
            raise ValueError(f"codes: listed twice in {self.scale} {self.version}: {', '.join(repeated)}")

    def of(self, codes: Sequence[str] | npt.NDArray[np.str_]) -> FloatArray:
        """Look up the weight of each code, missing where the table has none."""
        weight = dict(zip(self.codes, self.weights, strict=True))
        distinct, position = np.unique(np.array(codes, dtype=np.str_), return_inverse=True)
        return np.array([weight.get(str(code), np.nan) for code in distinct], dtype=np.float64)[position]


@dataclass(frozen=True)
class HarmTotals:
    """Harm by group.

    Arrays have shape (groups,). `harm` covers the offences that have a weight (`weighted`);
    `unweighted` counts those that have none, and `unweighted_codes` names their codes with the
    number of offences. A group whose offences all lack a weight has missing harm, not 0.
    """

    scale: HarmScale
    version: str
    harm: FloatArray
    weighted: FloatArray
    unweighted: FloatArray
    unweighted_codes: tuple[tuple[str, float], ...]

    def rate(self, population: npt.ArrayLike, *, multiplier: float = 1.0) -> FloatArray:
        """Harm ÷ population × multiplier; missing where nobody lives.

        The ONS publishes its score per person, so its multiplier is 1.
        """
        people = non_negative_vector("population", population, length=self.harm.size)
        rate = np.full(self.harm.size, np.nan)
        np.divide(self.harm * multiplier, people, out=rate, where=people > 0)
        return rate

    def share(self) -> FloatArray:
        """Each group's share of all harm; missing where its harm is, and where there is none at all."""
        total = np.nansum(self.harm)
        return self.harm / total if total > 0 else np.full(self.harm.size, np.nan)

    def mean_weight(self) -> FloatArray:
        """Harm per weighted offence; missing where there is none."""
        mean = np.full(self.harm.size, np.nan)
        np.divide(self.harm, self.weighted, out=mean, where=self.weighted > 0)
        return mean


def harm_totals(
    codes: Sequence[str] | npt.NDArray[np.str_],
    counts: npt.ArrayLike,
    weights: HarmWeights,
    *,
    groups: npt.ArrayLike | None = None,
    n_groups: int = 1,
) -> HarmTotals:
    """Sum of weight × count, by group.

    Parameters
    ----------
    codes : sequence of str, shape (rows,)
        Offence codes, spelt as in the table.
    counts : array_like, shape (rows,)
        Offences of each row.
    weights : HarmWeights
    groups : array_like of int, shape (rows,), optional
        0 … n_groups − 1: areas, periods, or offence types. One group without it.
    n_groups : int
        Groups without a row have harm 0.

    Raises
    ------
    ValueError
        Missing or negative counts, lists of different length, a group out of range.

    References
    ----------
    ONS, Crime Severity Score: methodology; Sherman, Neyroud & Neyroud (2016), Policing 10(3).

    Examples
    --------
    >>> table = HarmWeights(HarmScale.CRIME_SEVERITY_SCORE, "example", ("105A", "8N"), (13.5, 189.2))
    >>> totals = harm_totals(["105A", "8N", "75A"], [10, 2, 3], table)
    >>> totals.harm, totals.unweighted, totals.unweighted_codes
    (array([513.4]), array([3.]), (('75A', 3.0),))
    """
    count = non_negative_vector("counts", counts, length=len(codes))
    group = _groups(groups, count.size, n_groups)
    weight = weights.of(codes)
    known = ~np.isnan(weight)
    harm = _sums(group, np.where(known, np.nan_to_num(weight) * count, 0.0), n_groups)
    weighted = _sums(group, np.where(known, count, 0.0), n_groups)
    unweighted = _sums(group, np.where(known, 0.0, count), n_groups)
    harm[(weighted == 0) & (unweighted > 0)] = np.nan
    names, position = np.unique(np.array(codes, dtype=np.str_)[~known], return_inverse=True)
    missing = _sums(position, count[~known], names.size)
    reported = tuple((str(name), float(n)) for name, n in zip(names, missing, strict=True))
    return HarmTotals(weights.scale, weights.version, harm, weighted, unweighted, reported)


def _groups(groups: npt.ArrayLike | None, rows: int, n_groups: int) -> IntArray:
    if groups is None:
        return np.zeros(rows, dtype=np.int64)
    group = index_vector("groups", groups, upper=n_groups)
    if group.size != rows:
        raise ValueError(f"groups: expected {rows} rows, found {group.size}")
    return group


def _sums(group: IntArray, values: FloatArray, n_groups: int) -> FloatArray:
    return np.bincount(group, weights=values, minlength=n_groups).astype(np.float64)
