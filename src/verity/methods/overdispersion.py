"""Funnel limits that allow for the differences between areas beyond chance.

Where areas differ by more than chance for reasons not in the data, plain limits flag most of the large ones.
The variance between areas is estimated from their winsorised scores and added to that of chance (Spiegelhalter 2005,
Statistics in Medicine 24; 2012, JRSS A 175). Limits by chance alone are in `funnel`.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray
from verity.methods.confidence import Confidence, confidence_levels, normal_deviate
from verity.methods.funnel import FUNNEL_LEVELS, FunnelLimits, classes
from verity.methods.intervals import ObjectArray, non_negative

WINSORISED_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How much more the areas differ than by chance.

    Attributes
    ----------
    dispersion : float
        φ, the mean square of the winsorised scores; about 1 where chance explains everything.
    between_variance : float
        τ² on the transformed scale; 0 unless φ exceeds (areas − 1)/areas.
    """

    dispersion: float
    between_variance: float


@dataclass(frozen=True, slots=True, eq=False)
class AdjustedFunnel:
    """Widened limits at each area, its class, and what they were widened by."""

    limits: FunnelLimits
    funnel_class: ObjectArray
    overdispersion: Overdispersion


def overdispersion(
    score: npt.ArrayLike, standard_error: npt.ArrayLike, *, winsorised_share: float = WINSORISED_SHARE
) -> Overdispersion:
    """Return the dispersion of scores and the between-area variance by the method of moments.

    φ = Σz²/I after the extreme `winsorised_share` at each end is pulled in to the quantile there;
    τ² = (Iφ − (I − 1)) / (Σw − Σw²/Σw) with w = 1/s², and not below 0 (DerSimonian & Laird 1986).

    Parameters
    ----------
    score, standard_error : array_like
        z and s of each area on the transformed scale, shape (areas,), at least two present. Missing ones are left out.
    winsorised_share : float
        Share pulled in at each end, from 0 to below a half.

    Raises
    ------
    ValueError
        If fewer than two areas are present or the share is out of range.

    Examples
    --------
    >>> overdispersion([-0.5, 0.4, 0.1, -0.2], [1, 1, 1, 1]).between_variance
    0.0
    """
    z, s = np.broadcast_arrays(np.asarray(score, dtype=np.float64), np.asarray(standard_error, dtype=np.float64))
    present = ~(np.isnan(z) | np.isnan(s))
    z, weight = z[present], s[present] ** -2.0
    if z.size < 2 or not 0 <= winsorised_share < 0.5:
        raise ValueError("overdispersion: expected at least two areas and a winsorised share from 0 to below a half")
    winsorised = np.clip(z, *np.quantile(z, [winsorised_share, 1 - winsorised_share]))
    squares = float((winsorised**2).sum())
    spread = float(weight.sum() - (weight**2).sum() / weight.sum())
    return Overdispersion(squares / z.size, max(0.0, (squares - (z.size - 1)) / spread))


def adjusted_ratio_funnel(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    confidence: Confidence = FUNNEL_LEVELS,
    multiplier: float = 1.0,
    winsorised_share: float = WINSORISED_SHARE,
) -> AdjustedFunnel:
    """Return widened limits around 1 for ratios O/E, or rates where E = baseline × population.

    On the square-root scale, where chance has standard error 1/(2√E): limits are (1 ± z√(1/(4E) + τ²))².

    Parameters
    ----------
    observed, expected : array_like
        O and E, shape (areas,), E above 0. A missing one is not classed.
    confidence : float or sequence of float
        Levels of the limits; the classes always use 95 % and 99.8 %.
    multiplier : float
        What a ratio of 1 is printed as.
    winsorised_share : float
        As for `overdispersion`.

    Raises
    ------
    ValueError
        If an expected count is 0, anything is negative, or fewer than two areas are present.

    Examples
    --------
    >>> funnel = adjusted_ratio_funnel([80, 120, 60, 150], [100.0, 100, 100, 100], confidence=0.95)
    >>> funnel.limits.upper.round(2).tolist()
    [1.8, 1.8, 1.8, 1.8]
    """
    o, e = np.broadcast_arrays(non_negative("observed", observed), non_negative("expected", expected))
    if (e == 0).any():
        raise ValueError("expected: expected more than 0 events in every area")
    return _adjusted(
        np.sqrt(o / e),
        0.5 / np.sqrt(e),
        target=1.0,
        back=_squared,
        confidence=confidence,
        multiplier=multiplier,
        winsorised_share=winsorised_share,
    )


def adjusted_proportion_funnel(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    *,
    confidence: Confidence = FUNNEL_LEVELS,
    multiplier: float = 1.0,
    winsorised_share: float = WINSORISED_SHARE,
) -> AdjustedFunnel:
    """Return widened limits around the pooled proportion.

    On the arcsine scale, where chance has standard error 1/(2√n): limits are sin²(asin √p₀ ± z√(1/(4n) + τ²)).

    Parameters and errors are those of `adjusted_ratio_funnel`, with x of n for O and E.

    Examples
    --------
    >>> funnel = adjusted_proportion_funnel([10, 30, 22, 18], [100, 100, 100, 100], confidence=0.95)
    >>> round(funnel.limits.baseline, 3), funnel.limits.upper.round(2).tolist()[0]
    (0.2, 0.34)
    """
    x, n = np.broadcast_arrays(non_negative("numerator", numerator), non_negative("denominator", denominator))
    if (n == 0).any() or (x > n).any():
        raise ValueError("numerator, denominator: expected 0 ≤ numerator ≤ denominator and denominator > 0")
    present = ~(np.isnan(x) | np.isnan(n))
    pooled = float(x[present].sum() / n[present].sum())
    return _adjusted(
        np.arcsin(np.sqrt(x / n)),
        0.5 / np.sqrt(n),
        target=float(np.arcsin(np.sqrt(pooled))),
        back=_sine_squared,
        confidence=confidence,
        multiplier=multiplier,
        winsorised_share=winsorised_share,
    )


def _squared(root: FloatArray) -> FloatArray:
    return np.maximum(root, 0.0) ** 2


def _sine_squared(angle: FloatArray) -> FloatArray:
    return np.asarray(np.sin(np.clip(angle, 0.0, np.pi / 2)) ** 2, dtype=np.float64)


def _adjusted(
    value: FloatArray,
    standard_error: FloatArray,
    *,
    target: float,
    back: Callable[[FloatArray], FloatArray],
    confidence: Confidence,
    multiplier: float,
    winsorised_share: float,
) -> AdjustedFunnel:
    """Estimate, widen and class on the transformed scale; bring the limits back from it."""
    found = overdispersion((value - target) / standard_error, standard_error, winsorised_share=winsorised_share)
    spread = np.sqrt(standard_error**2 + found.between_variance)
    reach = normal_deviate(confidence_levels(confidence, ndim=value.ndim)) * spread
    limits = FunnelLimits(
        multiplier * back(target - reach), multiplier * back(target + reach), multiplier * float(back(np.array(target)))
    )
    score = (value - target) / spread
    inner, outer = normal_deviate(confidence_levels(FUNNEL_LEVELS))
    beyond = (score < -outer, score < -inner, score > inner, score > outer)
    return AdjustedFunnel(limits, classes(beyond, np.isnan(score)), found)
