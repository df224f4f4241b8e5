"""Sizes in words: “about 3 in 10”, “almost six times”. A size says no more than its interval allows.

“Almost” and “just over” claim a side of a round number: they need the whole interval on that side. Where the interval
is wide no round number is named at all, and its limits are said instead.
"""

from collections.abc import Sequence

from verity.findings.words import percent

WIDE_POINTS = 20.0
"""Width of the interval of a share, in percentage points, from which its limits are said instead of a size."""
WIDE_RATIO = 2.0
"""Upper over lower limit of a ratio from which its limits are said instead of a size."""
NEAR_POINTS = 0.5
"""How near a share is to a round one to be about it, in percentage points."""
REACH_POINTS = 1.5
"""How far a share may be from a round one to be almost or just over it."""
FURTHEST_POINTS, FURTHEST_PART = 2.0, 0.1
"""How far a share may be from a round one to be told by it at all: in points, and as a part of the round one."""
FRACTIONS: tuple[tuple[float, str], ...] = (
    (5, "1 in 20"), (10, "1 in 10"), (20, "1 in 5"), (25, "1 in 4"), (30, "3 in 10"), (100 / 3, "1 in 3"),
    (40, "4 in 10"), (50, "half"), (60, "6 in 10"), (200 / 3, "2 in 3"), (70, "7 in 10"), (75, "3 in 4"),
    (80, "8 in 10"), (90, "9 in 10"), (95, "19 in 20"),
)  # fmt: skip
"""Round shares and how they are read."""
TIMES = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NEAR_RATIO, REACH_RATIO = 0.05, 0.25
Limits = tuple[float, float]


def share(pct: float, limits: Limits | None = None) -> str:
    """Return a share as a size with its percentage; the percentage alone far from a round share, limits if wide.

    Parameters
    ----------
    pct : float
        Per cent.
    limits : tuple[float, float] | None
        95 % limits; None for a complete count, which is known as it is.

    Examples
    --------
    >>> share(31.0, (29.0, 33.0)), share(2.0), share(33.0, (20.0, 48.0))
    ('about 3 in 10 (31%)', '2%', 'between 20% and 48% (33% in these records)')
    >>> share(49.2, (48.6, 49.8)), share(49.2, (47.0, 51.4))
    ('almost half (49%)', 'about half (49%)')
    """
    if limits and limits[1] - limits[0] > WIDE_POINTS:
        return f"between {percent(limits[0])} and {percent(limits[1])} ({percent(pct)} in these records)"
    round_pct, name = min(FRACTIONS, key=lambda one: abs(one[0] - pct))
    if abs(round_pct - pct) > min(FURTHEST_POINTS, FURTHEST_PART * round_pct):
        return percent(pct)
    return f"{_side(pct, round_pct, limits, near=NEAR_POINTS, reach=REACH_POINTS)} {name} ({percent(pct)})"


def times(ratio: float, limits: Limits) -> str:
    """Return how many times as high, for a ratio of at least one whose lower limit is above one.

    Examples
    --------
    >>> times(5.9, (5.7, 5.98)), times(5.9, (5.2, 6.6)), times(8.68, (3.89, 19.34)), times(1.2, (1.1, 1.3))
    ('almost six times', 'about six times', 'between 3.9 and 19.3 times', '1.2 times')
    >>> times(5.5, (4.55, 6.66))
    'about five and a half times'
    """
    if limits[1] / limits[0] > WIDE_RATIO:
        return f"between {limits[0]:.1f} and {limits[1]:.1f} times"
    if ratio < 1.5 or ratio >= len(TIMES) - 0.5:
        return f"{ratio:.1f} times"
    if abs(ratio % 1 - 0.5) < 0.5 - REACH_RATIO:
        return f"about {TIMES[int(ratio)]} and a half times"
    whole = round(ratio)
    return f"{_side(ratio, whole, limits, near=NEAR_RATIO, reach=REACH_RATIO)} {TIMES[whole]} times"


def _side(value: float, at: float, limits: Limits | None, *, near: float, reach: float) -> str:
    """Return the word before a round number: about it, almost it or just over it."""
    low, high = limits or (value, value)
    away = abs(value - at)
    if away <= near or away > reach or low <= at <= high:
        return "about"
    return "almost" if value < at else "just over"


def spread(values: Sequence[float]) -> str:
    """Return the span of several percentages, one where they read alike.

    Examples
    --------
    >>> spread([8.2, 7.9]), spread([8.0, 12.4])
    ('8%', '8% to 12%')
    """
    low, high = percent(min(values)), percent(max(values))
    return low if low == high else f"{low} to {high}"
