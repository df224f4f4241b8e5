"""What printed numbers other than counts tell of a count: rates with limits, shares, sentences, map classes.

Each becomes a clue: a cell, and bounds on its count. An attacker adds all clues to the tables; so does `audit`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from verity.disclosure.constraints import Coordinates
from verity.disclosure.region import BoolArray, FloatArray, IntArray
from verity.methods.intervals import byar_interval, exact_poisson_interval

CANDIDATES = 1_000_000
"""Counts up to which a printed rate is searched; a larger one is not near any threshold."""
EXACT_UP_TO = 1_000
"""Counts up to which the exact method is considered; the two agree beyond."""
SLACK = 1e-9


@dataclass(frozen=True, kw_only=True)
class Clue:
    """Bounds on the count of one cell, and where they were read (`table`, `rate`, `finding`, `map`, `last edition`)."""

    universe: str
    cell: Coordinates
    lower: int
    upper: int
    via: str


def count_interval_from_rate(
    value: float, lower: float, upper: float, *, decimals: int, multiplier: float = 1.0, population: float | None = None
) -> tuple[int, int] | None:
    """Return the least and largest count that fit a printed rate and its 95 % limits.

    A crude or directly standardised rate v with limits from Byar's or the exact method is v + s (limit(x) − x), with x
    the count and s an unknown scale. Two distances and one scale leave x alone: the ratio of the distances depends on
    the count and on nothing else. With half a unit of the last decimal as h, a count fits when the v that its own ratio
    asks for lies within 2 h of the printed one.

    Parameters
    ----------
    value, lower, upper : float
        As printed.
    decimals : int
        Decimals printed.
    multiplier : float
        Per how many people.
    population : float, optional
        Denominator of a crude rate: the count must then also give the rate itself.

    Returns
    -------
    tuple of int, or None
        None when no count up to a million fits, so that the numbers tell nothing in this way.

    Notes
    -----
    Fay and Feuer's and Dobson's intervals scale the Poisson limits of the total, which is what makes this attack work.

    Examples
    --------
    A rate of 12 events, printed with one decimal, is the rate of 12 events and of no other number.

    >>> count_interval_from_rate(120.0, 61.9, 209.6, decimals=1)
    (12, 12)
    """
    half = 0.5 * 10.0**-decimals + SLACK
    first, last = 0, CANDIDATES
    if population is not None:
        crude = count_interval_from_crude_rate(value, decimals=decimals, multiplier=multiplier, population=population)
        if crude is None:
            return None
        first, last = crude
    count = np.arange(max(first, 1), last + 1, dtype=float)
    fits = np.zeros(len(count), bool)
    for below, above in _distances(count):
        implied = (below * upper + above * lower) / (below + above)
        fits[: len(below)] |= np.abs(implied - value) <= 2 * half
    at = count[fits].astype(int)
    nothing = first == 0 and value <= half and lower <= half
    if len(at) == 0:
        return (0, 0) if nothing else None
    return 0 if nothing else int(at[0]), int(at[-1])


def _distances(count: FloatArray) -> Iterator[tuple[FloatArray, FloatArray]]:
    """Yield how far the limits stand below and above each count, by Byar's method, then by the exact one for few."""
    few = count[count <= EXACT_UP_TO]
    for events, method in ((count, byar_interval), (few, exact_poisson_interval)):
        limits = method(events)
        yield events - np.nan_to_num(limits.lower), limits.upper - events


def count_interval_from_share(share_pct: float, *, decimals: int, base: tuple[int, int]) -> tuple[int, int] | None:
    """Return the least and largest count that fit a printed percentage of a base known within bounds.

    Examples
    --------
    >>> count_interval_from_share(25.0, decimals=1, base=(12, 12))
    (3, 3)
    """
    half = 0.5 * 10.0**-decimals + SLACK
    bases = np.arange(max(base[0], 1), base[1] + 1)
    low = np.ceil((share_pct - half) * bases / 100)
    high = np.floor((share_pct + half) * bases / 100)
    fits = low <= high
    if not fits.any():
        return None
    return int(max(low[fits].min(), 0)), int(np.minimum(high[fits], bases[fits]).max())


def count_interval_from_crude_rate(
    value: float, *, decimals: int, multiplier: float, population: float
) -> tuple[int, int] | None:
    """Return the least and largest count that fit a printed crude rate without limits.

    Examples
    --------
    >>> count_interval_from_crude_rate(1.25, decimals=2, multiplier=1000, population=2400)
    (3, 3)
    """
    half = 0.5 * 10.0**-decimals + SLACK
    low = int(np.ceil((value - half) * population / multiplier))
    high = int(np.floor((value + half) * population / multiplier))
    return (max(low, 0), high) if max(low, 0) <= high else None


def clues_of_classes(
    universe: str, cells: Sequence[Coordinates], classes: IntArray, limits: Mapping[int, tuple[int, int]]
) -> list[Clue]:
    """Return what a map's classes tell: each area's count lies within the limits printed for its class."""
    return [
        Clue(universe=universe, cell=cell, lower=limits[int(one)][0], upper=limits[int(one)][1], via="map class")
        for cell, one in zip(cells, classes, strict=True)
    ]


def too_few_alike(classes: IntArray, fewest: int) -> BoolArray:
    """Whether the class of each area is withheld: those of lone areas, and of more until enough are without one.

    A single area without a class is in the class that the map does not show, or it would be among the others.

    Examples
    --------
    >>> too_few_alike(np.array([0, 1, 1, 1, 2, 2]), 2).tolist()
    [True, False, False, False, True, True]
    """
    gone = lone_areas(classes, fewest)
    while gone.any() and (gone.sum() < fewest or len(set(classes[gone])) < 2) and not gone.all():
        left, size = np.unique(classes[~gone], return_counts=True)
        gone |= classes == left[size.argmin()]
    return gone


def lone_areas(classes: IntArray, fewest: int) -> BoolArray:
    """Whether each area stands in a class of fewer areas than the policy asks; class limits then show its value."""
    _, place, size = np.unique(classes, return_inverse=True, return_counts=True)
    return np.asarray(size[place] < fewest)
