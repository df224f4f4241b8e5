"""Primary suppression: which cells are sensitive by themselves, one rule per function.

Arrays in, masks out; a missing count is never sensitive and never shown. Which rule applies is the policy's; what must
be hidden beside these cells is found in `secondary`.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from verity.disclosure.policy import ProtectedRule, Zeros
from verity.disclosure.region import BoolArray, FloatArray, IntArray


def below_threshold(count: IntArray, rule: ProtectedRule) -> BoolArray:
    """Whether each count is hidden by size: 1 to the threshold, and nothing where zeros are hidden.

    Examples
    --------
    >>> from verity.disclosure.policy import read_policy
    >>> hospital = read_policy().rule(["hospital_admissions"], "public")
    >>> below_threshold(np.array([0, 1, 7, 8]), hospital).tolist()
    [False, True, True, False]
    """
    if not rule.suppresses:
        return np.zeros(len(count), bool)
    least = 0 if rule.zeros is Zeros.SUPPRESSED else 1
    return np.asarray((count >= least) & (count <= rule.threshold))


def enclosed(matrix: csr_array, by_size: BoolArray) -> BoolArray:
    """Whether a cell is part of a total that is hidden by size; it is then hidden whether it counts nothing or not.

    With the zeros of such a line shown, the others are at least 1 each and together at most the threshold, which can
    leave them no room.

    Parameters
    ----------
    matrix : csr_array
        One equality per row: parts with 1, their total with −1.
    by_size : BoolArray
        Cells hidden by the threshold.

    Returns
    -------
    BoolArray
        Parts of such totals, parts of those parts, and so on.
    """
    totals, parts = csr_array(matrix < 0), csr_array(matrix > 0)
    found = np.zeros(len(by_size), bool)
    while True:
        lines = totals.astype(np.int64) @ (by_size | found)
        wider = (parts.astype(np.int64).T @ lines) > 0
        if (wider <= found).all():
            return found
        found |= wider


def dominated(largest: FloatArray, total: FloatArray, rule: ProtectedRule) -> BoolArray:
    """Whether a few contributors make up a cell: the (n, k) rule or the p-ratio rule.

    Parameters
    ----------
    largest : FloatArray
        Cells × largest contributors, largest first; 0 where there are no more.
    total : FloatArray
        The cell's sum over all contributors.
    rule : ProtectedRule

    Returns
    -------
    BoolArray
        True where the `n` largest hold more than `dominance_share_pct` of the total, or where what is left beside the
        two largest is below `p_ratio_pct` of the largest, so that the second could tell the first. Empty cells are not.

    Raises
    ------
    ValueError
        When fewer contributors are given than the rules compare, or more is contributed than the total.
    """
    if largest.shape[1] < max(rule.dominance_n, 2):
        raise ValueError(f"the {max(rule.dominance_n, 2)} largest contributors of each cell are needed")
    if (largest.sum(axis=1) > total).any():
        raise ValueError("contributions exceed the total")
    share = largest[:, : rule.dominance_n].sum(axis=1) * 100 > rule.dominance_share_pct * total
    left = (total - largest[:, 0] - largest[:, 1]) * 100 < rule.p_ratio_pct * largest[:, 0]
    return np.asarray((total > 0) & (share | left))


def too_few_people(people: FloatArray, rule: ProtectedRule) -> BoolArray:
    """Whether fewer people stand behind a rate than the policy asks; so too where their number is not known."""
    return np.asarray(np.isnan(people) | (people < rule.minimum_people))


def too_few_events(count: FloatArray, rule: ProtectedRule) -> BoolArray:
    """Whether a rate rests on fewer events than the policy asks, or on a number that is not known."""
    return np.asarray(np.isnan(count) | (count < rule.minimum_events))


def class_disclosed(frame: pd.DataFrame, within: Sequence[str], rule: ProtectedRule) -> BoolArray:
    """Whether a row belongs to a small group of which all share one attribute.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per group and attribute value, with `count` (Int64, missing where not available).
    within : sequence of str
        Columns that make a group; the other breakdowns are the attribute.
    rule : ProtectedRule

    Returns
    -------
    BoolArray
        True for every row of a group of 1 to `class_disclosure_up_to` records, all in one of several rows. The empty
        rows are marked too: together they tell where the others are.

    Examples
    --------
    >>> from verity.disclosure.policy import read_policy
    >>> police = read_policy().rule(["police_victims"], "public")
    >>> frame = pd.DataFrame({"lad": ["a", "a", "b", "b"], "sex": ["f", "m"] * 2, "count": [12, 0, 7, 5]})
    >>> class_disclosed(frame, ["lad"], police).tolist()
    [True, True, False, False]
    """
    count = frame["count"].astype("Float64").fillna(0).astype(float)
    groups = count.groupby([frame[name] for name in within] or np.zeros(len(frame), int), sort=False, dropna=False)
    total, most, rows = groups.transform("sum"), groups.transform("max"), groups.transform("size")
    small = (total > 0) & (total <= rule.class_disclosure_up_to)
    return (small & (most == total) & (rows > 1)).to_numpy(bool)
