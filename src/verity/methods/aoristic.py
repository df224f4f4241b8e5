"""Aoristic weights: offences with a time window, spread over the hours of the week.

Which records have a window worth spreading is `time_quality`'s decision; hours are local
clock time, converted before.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from verity.methods.arrays import BoolArray, FloatArray, IntArray

HourWeights = csr_array[np.float64, tuple[int, int]]
HOURS = 168
SECONDS_PER_HOUR = 3600
WEEK = HOURS * SECONDS_PER_HOUR
EPOCH_OFFSET = 4 * 24
"""1970-01-01 was a Thursday, the fifth day of a week that begins on Sunday."""


@dataclass(frozen=True)
class AoristicWeights:
    """Weight of every record in every hour of the week.

    `weights` is a CSR matrix of shape (records, 168) whose rows sum to 1; column h is hour_of_week
    h + 1, from 00:00–00:59 on Sunday to 23:00–23:59 on Saturday. `at_start` marks the records placed
    at their start (no, zero or negative span), `whole_week` those spread evenly (7 days or more).
    """

    weights: HourWeights
    at_start: BoolArray
    whole_week: BoolArray

    def profile(self) -> FloatArray:
        """Sum the weights per hour of the week, shape (168,)."""
        return np.asarray(self.weights.sum(axis=0), dtype=np.float64).ravel()


def aoristic_weights(start: npt.ArrayLike, end: npt.ArrayLike) -> AoristicWeights:
    """Spread each record evenly over the time in which it may have happened.

    Each hour gets overlap/span. A missing, zero or negative span goes to the hour of the start
    with weight 1; 7 days or more is 1/168 everywhere. Hours met twice (a window just short of
    a week) add up.

    Parameters
    ----------
    start, end : array_like of datetime64, shape (records,)
        Seconds are kept, smaller units cut. A missing end is allowed, a missing start is not.

    Raises
    ------
    ValueError
        Arrays of different length, or not of datetime64; a missing start.

    References
    ----------
    Ratcliffe (2002), Aoristic signatures and the spatio-temporal analysis of high volume crime
    patterns, Journal of Quantitative Criminology 18(1).

    Examples
    --------
    >>> result = aoristic_weights(
    ...     np.array(["2024-03-04T08:20"], "M8[s]"), np.array(["2024-03-04T10:50"], "M8[s]")
    ... )
    >>> (result.weights.indices + 1).tolist(), result.weights.data.round(3).tolist()
    ([33, 34, 35], [0.267, 0.4, 0.333])
    """
    begin, finish = _seconds("start", start), _seconds("end", end)
    if begin.size != finish.size:
        raise ValueError(f"start has {begin.size} records and end {finish.size}")
    if np.isnat(begin).any():
        raise ValueError(f"start: {int(np.isnat(begin).sum())} missing; records without a start have no hour")
    first = begin.astype(np.int64)
    # a missing end reads as the smallest integer; where() keeps it out of the subtraction
    span = np.where(np.isnat(finish), first, finish.astype(np.int64)) - first
    at_start, whole_week = span <= 0, span >= WEEK
    spread = np.flatnonzero(~at_start & ~whole_week)
    parts = [
        (np.flatnonzero(at_start), first[at_start] // SECONDS_PER_HOUR, np.ones(int(at_start.sum()))),
        _every_hour(np.flatnonzero(whole_week)),
        _overlaps(spread, first[spread], span[spread]),
    ]
    record, hour, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    shape = (begin.size, HOURS)
    column = (hour + EPOCH_OFFSET) % HOURS
    weights = HourWeights(coo_array((weight, (record, column)), shape=shape))
    weights.sum_duplicates()
    return AoristicWeights(weights, at_start, whole_week)


def _seconds(name: str, times: npt.ArrayLike) -> npt.NDArray[np.datetime64]:
    vector = np.array(times)
    if vector.ndim != 1 or not np.issubdtype(vector.dtype, np.datetime64):
        raise ValueError(f"{name}: expected one dimension of datetime64, found {vector.dtype} {vector.shape}")
    return vector.astype("datetime64[s]")


def _every_hour(record: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
    hours = np.tile(np.arange(HOURS), record.size)
    return np.repeat(record, HOURS), hours, np.full(hours.size, 1.0 / HOURS)


def _overlaps(record: IntArray, first: IntArray, span: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
    """List every hour that a window touches, with the share of the window inside it."""
    first_hour = first // SECONDS_PER_HOUR
    touched = -(-(first + span) // SECONDS_PER_HOUR) - first_hour
    which = np.repeat(np.arange(record.size), touched)
    nth = np.arange(which.size) - np.repeat(np.cumsum(touched) - touched, touched)
    hour = first_hour[which] + nth
    inside_from = np.maximum(first[which], hour * SECONDS_PER_HOUR)
    inside_to = np.minimum((first + span)[which], (hour + 1) * SECONDS_PER_HOUR)
    return record[which], hour, (inside_to - inside_from) / span[which]
