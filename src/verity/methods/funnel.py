"""Funnel plots: the limits around a benchmark that chance alone would keep 95 % and 99.8 % of areas within.

These limits assume that areas differ by chance only. Where they plainly do not, `overdispersion` widens them.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.confidence import Confidence, confidence_levels, normal_deviate
from verity.methods.intervals import ObjectArray, exact_poisson_interval, non_negative

FUNNEL_LEVELS = (0.95, 0.998)
FEWEST_EVENTS_OF_A_STANDARDISED_RATE = 10


class FunnelClass(StrEnum):
    """Where a point lies in the funnel."""

    LOW_99_8 = "below the 99.8% limit"
    LOW_95 = "below the 95% limit"
    WITHIN = "within the limits"
    HIGH_95 = "above the 95% limit"
    HIGH_99_8 = "above the 99.8% limit"
    NOT_CLASSED = "not classed"


@dataclass(frozen=True, slots=True, eq=False)
class FunnelLimits:
    """Limits at each size of area, levels in front where several were asked for."""

    lower: FloatArray
    upper: FloatArray
    baseline: float


@dataclass(frozen=True, slots=True, eq=False)
class FunnelCurve:
    """The two curves of a Poisson funnel, drawn through whole counts of events.

    Attributes
    ----------
    lower_size, upper_size : FloatArray
        Expected events (or people) at which the count lies exactly on the lower, or the upper, limit.
    lower, upper : FloatArray
        The ratio or rate at that point.
    """

    lower_size: FloatArray
    lower: FloatArray
    upper_size: FloatArray
    upper: FloatArray


def classes(beyond: tuple[BoolArray, BoolArray, BoolArray, BoolArray], missing: BoolArray) -> ObjectArray:
    """Return the class of each point, given which lie below 99.8 %, below 95 %, above 95 % and above 99.8 %."""
    below_outer, below_inner, above_inner, above_outer = beyond
    cases = np.select([missing, below_outer, below_inner, above_outer, above_inner], [5, 0, 1, 4, 3], default=2)
    return np.asarray(np.array(list(FunnelClass), dtype=object)[cases], dtype=object)


def proportion_funnel(
    denominator: npt.ArrayLike, baseline: float, *, confidence: Confidence = FUNNEL_LEVELS, multiplier: float = 1.0
) -> FunnelLimits:
    """Return the limits of a proportion: p₀ ± z√(p₀(1 − p₀)/n).

    They are Wilson's interval turned inside out: a point is beyond them where its Wilson interval excludes p₀
    (Spiegelhalter 2005, Statistics in Medicine 24).

    Parameters
    ----------
    denominator : array_like
        n, above 0.
    baseline : float
        p₀, between 0 and 1.
    confidence : float or sequence of float
        Proportions; 0.95 and 0.998 by default.
    multiplier : float
        100 for percentages. Limits are clipped to 0 and the multiplier.

    Returns
    -------
    FunnelLimits

    Raises
    ------
    ValueError
        If the baseline is not a proportion or a denominator is not above 0.

    Examples
    --------
    >>> proportion_funnel(100, 0.2, multiplier=100).upper.round(2).tolist()
    [27.84, 32.36]
    """
    n = non_negative("denominator", denominator)
    if not 0 <= baseline <= 1 or (n == 0).any():
        raise ValueError("proportion_funnel: expected a baseline between 0 and 1 and denominators above 0")
    z = normal_deviate(confidence_levels(confidence, ndim=n.ndim))
    spread = z * np.sqrt(baseline * (1 - baseline) / n)
    lower, upper = np.clip(baseline - spread, 0, 1), np.clip(baseline + spread, 0, 1)
    return FunnelLimits(multiplier * lower, multiplier * upper, multiplier * baseline)


def proportion_funnel_class(
    numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, baseline: float | None = None
) -> ObjectArray:
    """Return the class of each proportion against the 95 % and 99.8 % limits.

    Parameters
    ----------
    numerator, denominator : array_like
        x of n, 0 ≤ x ≤ n. A missing one is not classed.
    baseline : float, optional
        p₀; the pooled proportion of the areas that are present, if left out.

    Raises
    ------
    ValueError
        If a numerator exceeds its denominator, or as for `proportion_funnel`.

    Examples
    --------
    >>> [str(found) for found in proportion_funnel_class([33, 20], [100, 100], baseline=0.2)]
    ['above the 99.8% limit', 'within the limits']
    """
    x, n = np.broadcast_arrays(non_negative("numerator", numerator), non_negative("denominator", denominator))
    if (x > n).any():
        raise ValueError("numerator: expected none above its denominator")
    missing = np.isnan(x) | np.isnan(n)
    pooled = x[~missing].sum() / n[~missing].sum() if baseline is None else baseline
    limits = proportion_funnel(n, float(pooled))
    value = x / n
    (low, low_outer), (high, high_outer) = limits.lower, limits.upper
    return classes((value < low_outer, value < low, value > high, value > high_outer), missing)


def poisson_funnel(
    events: npt.ArrayLike, *, baseline: float = 1.0, confidence: Confidence = FUNNEL_LEVELS, multiplier: float = 1.0
) -> FunnelCurve:
    """Return the curves of a ratio or a rate, exact for a Poisson count.

    A count O lies on the lower curve where the upper exact limit of O equals what is expected, and on the upper curve
    where the lower limit does (Spiegelhalter 2005).

    Parameters
    ----------
    events : array_like
        O, the counts to draw the curves through, above 0.
    baseline : float
        Events per person (or person-year) for a rate; 1 for a ratio, whose size is in expected events.
    confidence : float or sequence of float
        Proportions; 0.95 and 0.998 by default.
    multiplier : float
        100 for a standardised ratio, 100,000 for a rate.

    Returns
    -------
    FunnelCurve
        Multiplied by its size, either curve gives O again, times the multiplier.

    Raises
    ------
    ValueError
        If an event count or the baseline is not above 0.

    Examples
    --------
    >>> curve = poisson_funnel(10, confidence=0.95, multiplier=100)
    >>> round(float(curve.lower_size), 2), round(float(curve.lower), 1)
    (18.39, 54.4)
    """
    observed = non_negative("events", events)
    if not (observed > 0).all() or not baseline > 0:
        raise ValueError("poisson_funnel: expected events and a baseline above 0")
    interval = exact_poisson_interval(observed, confidence=confidence)
    lower_size, upper_size = interval.upper / baseline, interval.lower / baseline
    return FunnelCurve(
        lower_size, multiplier * observed / lower_size, upper_size, multiplier * observed / upper_size
    )  # fmt: skip


def poisson_funnel_class(observed: npt.ArrayLike, expected: npt.ArrayLike) -> ObjectArray:
    """Return the class of each count against what is expected, by the exact 95 % and 99.8 % limits.

    Parameters
    ----------
    observed, expected : array_like
        O and E, shapes that broadcast; for a crude rate E = baseline × population. A missing one is not classed.

    Raises
    ------
    ValueError
        If either is negative.

    Examples
    --------
    >>> [str(found) for found in poisson_funnel_class([10, 10], [12.0, 30.0])]
    ['within the limits', 'below the 99.8% limit']
    """
    o, e = np.broadcast_arrays(non_negative("observed", observed), non_negative("expected", expected))
    interval = exact_poisson_interval(o, confidence=FUNNEL_LEVELS)
    (low, low_outer), (high, high_outer) = interval.lower, interval.upper
    return classes((high_outer < e, high < e, low > e, low_outer > e), np.isnan(o) | np.isnan(e))


def standardised_rate_funnel_class(
    events: npt.ArrayLike, rate: npt.ArrayLike, baseline: float
) -> ObjectArray:  # fmt: skip
    """Return the class of each directly standardised rate against a baseline rate in the same unit.

    The rate is classed as if its effective population were O/rate, so that E = O × baseline/rate. Fewer than 10 events
    are not classed.

    Parameters
    ----------
    events, rate : array_like
        O and the standardised rate, shapes that broadcast. A missing or zero rate is not classed.
    baseline : float
        The benchmark's rate, above 0.

    Raises
    ------
    ValueError
        If anything is negative.

    Examples
    --------
    >>> [str(found) for found in standardised_rate_funnel_class([9, 100], [80.0, 80.0], 100.0)]
    ['not classed', 'below the 95% limit']
    """
    o, r = np.broadcast_arrays(non_negative("events", events), non_negative("rate", rate))
    classed = (o >= FEWEST_EVENTS_OF_A_STANDARDISED_RATE) & (r > 0)
    expected = np.divide(o * baseline, r, out=np.full(o.shape, np.nan), where=classed)
    return poisson_funnel_class(o, expected)
