"""How well marked places caught later events: PAI and PEI.

The marks must come from earlier data than the events; that is the caller's to keep.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray, non_negative_vector


@dataclass(frozen=True)
class PredictionAccuracy:
    """Accuracy of a set of marked places.

    `accuracy_index` (PAI) is 1 for marks no better than chance. `efficiency_index` (PEI) is the
    PAI over the best PAI any marks of the same area could reach, from 0 to 1.
    """

    events_share: float
    area_share: float
    accuracy_index: float
    efficiency_index: float


def prediction_accuracy(marked: npt.ArrayLike, later_events: npt.ArrayLike, area: npt.ArrayLike) -> PredictionAccuracy:
    """Predictive accuracy index (n/N)/(a/A) and predictive efficiency index.

    n of N later events fell in the marked places, which cover a of A. The best possible n*
    takes places in order of events per area until a is used up, with part of the last place;
    for places of one size that is the exact optimum, otherwise an upper bound on it.

    Parameters
    ----------
    marked : array_like of bool, shape (places,)
    later_events, area : array_like, shape (places,)
        Areas are positive.

    Returns
    -------
    PredictionAccuracy
        Shares and indices missing where there are no later events; PAI missing where nothing is marked.

    Raises
    ------
    ValueError
        Arrays of different length, missing or negative values, an area of 0.

    References
    ----------
    Chainey, Tompson & Uhlig (2008), Security Journal 21; Hunt (2016) for the efficiency index.

    Examples
    --------
    >>> result = prediction_accuracy([True, False, False, False], [4, 6, 0, 0], [1, 1, 1, 1])
    >>> result.accuracy_index, round(result.efficiency_index, 3)
    (1.6, 0.667)
    """
    events = non_negative_vector("later_events", later_events)
    sizes = non_negative_vector("area", area, length=events.size)
    marks = np.array(marked)
    if marks.dtype != np.bool_ or marks.shape != events.shape:
        raise ValueError(f"marked: expected {events.size} true or false values, found {marks.dtype} {marks.shape}")
    if (sizes == 0).any():
        raise ValueError("area: every place needs a positive area")
    covered = float(sizes[marks].sum())
    if events.sum() == 0 or covered == 0:
        share = 0.0 if events.sum() else np.nan
        return PredictionAccuracy(share, covered / float(sizes.sum()), np.nan, np.nan)
    caught = float(events[marks].sum())
    events_share, area_share = caught / float(events.sum()), covered / float(sizes.sum())
    best = _most_events_within(events, sizes, covered)
    return PredictionAccuracy(events_share, area_share, events_share / area_share, caught / best)


def _most_events_within(events: FloatArray, sizes: FloatArray, covered: float) -> float:
    order = np.argsort(-events / sizes, kind="stable")
    used = np.concatenate([[0.0], np.cumsum(sizes[order])])
    caught = np.concatenate([[0.0], np.cumsum(events[order])])
    return float(np.interp(covered, used, caught))
