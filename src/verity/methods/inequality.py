"""Inequality between groups ordered by deprivation: the slope and relative indices, and the ratio of the extremes.

Groups run from the most to the least deprived on the last axis; many sets of groups are done at once.
Intervals are in closed form: nothing is drawn at random.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray
from verity.methods.comparison import Contrast, ratio
from verity.methods.confidence import Confidence, confidence_levels, normal_deviate
from verity.methods.intervals import non_negative
from verity.methods.links import Link

FEWEST_GROUPS = 3


@dataclass(frozen=True, slots=True, eq=False)
class InequalityIndex:
    """Slope index (SII) and relative index (RII) of inequality; arrays have the shape of the sets.

    Attributes
    ----------
    sii, sii_lower, sii_upper : FloatArray
        Difference between the least and the most deprived end of the fitted line, times the multiplier.
    rii, rii_lower, rii_upper : FloatArray
        Least over most deprived end; the other way up where the multiplier is negative.
    intercept : FloatArray
        The line at the most deprived end, times the size of the multiplier.
    """

    sii: FloatArray
    sii_lower: FloatArray
    sii_upper: FloatArray
    rii: FloatArray
    rii_lower: FloatArray
    rii_upper: FloatArray
    intercept: FloatArray


def inequality_index(
    value: npt.ArrayLike,
    population: npt.ArrayLike,
    standard_error: npt.ArrayLike,
    *,
    quantile: npt.ArrayLike | None = None,
    link: Link = Link.IDENTITY,
    confidence: Confidence = 0.95,
    multiplier: float = 1.0,
) -> InequalityIndex:
    """Return the slope and relative index of inequality with their intervals.

    Weighted least squares of g(value) on the mid-rank of the cumulative population share, weighted by that share
    (Pamuk 1985; Mackenbach & Kunst 1997, Social Science & Medicine 44; OHID). SII = h(a + b) − h(a) and
    RII = h(a + b)/h(a), with a the intercept, b the slope and h the inverse of the link g.

    With C_i the weight of group i in the slope, b is normal with variance ΣC_i² se_i²; the limits of the SII are those
    of the line turned about its centre to b ± z sd(b). So are those of the RII on the log and logit scales; on the
    untransformed scale they are Fieller's (1954, JRSS B 16) for the ratio of the line's two ends, missing where the
    low end may be 0 or less. On the log and logit scales the error of the line's centre is left out, as OHID does.

    Parameters
    ----------
    value, population : array_like
        Shape (..., groups), at least three groups; shapes broadcast. Populations above 0.
    standard_error : array_like
        Of g(value), the same shape; `standard_error_from_limits` gives it.
    quantile : array_like, optional
        Numbers of shape (groups,), 1 the most deprived, where the groups are not in order already.
    link : Link
        Identity; log for rates; logit for proportions.
    confidence : float or sequence of float
        Proportions such as 0.95.
    multiplier : float
        Unit of the SII. Negative reports most minus least deprived, so that a gap to the disadvantage of the deprived
        is positive for rates of harm; the RII is then most over least deprived.

    Returns
    -------
    InequalityIndex
        Missing where any group of a set is missing.

    Raises
    ------
    ValueError
        If there are fewer than three groups, a population or the multiplier is unusable, a value is outside the link's
        range, or quantiles are text ("10" sorts before "2"), repeated or of the wrong number.

    Examples
    --------
    >>> index = inequality_index([50.0, 40, 30, 20, 10], [100] * 5, [2.0] * 5, multiplier=-1)
    >>> [round(float(number), 2) for number in (index.sii, index.sii_lower, index.sii_upper, index.rii)]
    [50.0, 43.8, 56.2, 11.0]
    """
    if multiplier == 0 or not np.isfinite(multiplier):
        raise ValueError(f"multiplier: expected a number other than 0, found {multiplier}")
    people = np.asarray(population, dtype=np.float64)
    error = non_negative("standard_error", standard_error)
    line = _fitted(*(_in_order(array, quantile) for array in (link.transform(value), people, error)))
    z = normal_deviate(confidence_levels(confidence, ndim=line.slope.ndim))
    reach = z * np.sqrt(line.slope_variance)
    flat_low, flat_high = (line.ends(link, line.slope + side) for side in (-reach, reach))
    sii = flat_low[1] - flat_low[0], flat_high[1] - flat_high[0]
    rii = flat_low[1] / flat_low[0], flat_high[1] / flat_high[0]
    if link is Link.IDENTITY:
        rii = line.fieller(-z), line.fieller(z)
    start, end = line.ends(link, line.slope)
    relative = end / start
    if multiplier < 0:
        # The limits change places with the sign of the multiplier, never with its size.
        sii, rii, relative = sii[::-1], (1 / rii[1], 1 / rii[0]), 1 / relative
    return InequalityIndex(
        sii=np.asarray(multiplier * (end - start)),
        sii_lower=np.asarray(multiplier * sii[0]),
        sii_upper=np.asarray(multiplier * sii[1]),
        rii=np.asarray(relative),
        rii_lower=np.asarray(rii[0]),
        rii_upper=np.asarray(rii[1]),
        intercept=np.asarray(abs(multiplier) * start),
    )


def decile_ratio(value: npt.ArrayLike, lower: npt.ArrayLike, upper: npt.ArrayLike) -> Contrast:
    """Return the most over the least deprived group, with the interval of `comparison.ratio`.

    Parameters
    ----------
    value, lower, upper : array_like
        Estimates of at least 0 and their limits, shape (..., groups), from the most to the least deprived.

    Returns
    -------
    Contrast
        The shape of the sets. Missing where either end is; infinite where the least deprived group has none.

    Examples
    --------
    >>> gap = decile_ratio([40.0, 30, 20], [36.0, 27, 17], [44.0, 33, 23])
    >>> [round(float(number), 2) for number in (gap.value, gap.lower, gap.upper)]
    [2.0, 1.68, 2.41]
    """
    r, low, high = (np.asarray(item, dtype=np.float64) for item in (value, lower, upper))
    most, least = (Contrast(r[..., end], low[..., end], high[..., end]) for end in (0, -1))
    return ratio(most, least)


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A line through the groups, by its height at the middle rank and its slope, with their variances."""

    centre: FloatArray
    slope: FloatArray
    centre_variance: FloatArray
    slope_variance: FloatArray
    covariance: FloatArray

    def ends(self, link: Link, slope: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the back-transformed ends of the line when it is turned about its centre to `slope`."""
        return link.back(self.centre - slope / 2), link.back(self.centre + slope / 2)

    def fieller(self, deviate: FloatArray) -> FloatArray:
        """Return the ratio q of the ends for which high − q low lies `deviate` standard deviations from 0."""
        low, high = self.ends(Link.IDENTITY, self.slope)
        both = self.centre_variance + self.slope_variance / 4
        square = deviate**2
        a = low**2 - square * (both - self.covariance)
        b = high * low - square * (self.centre_variance - self.slope_variance / 4)
        c = high**2 - square * (both + self.covariance)
        root = np.sqrt(np.maximum(b**2 - a * c, 0.0))
        bounded = (a > 0) & (low > 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(bounded, (b + np.sign(deviate) * root) / a, np.nan)


def _fitted(y: FloatArray, population: FloatArray, standard_error: FloatArray) -> _Line:
    y, people, error = np.broadcast_arrays(y, population, standard_error)
    if y.ndim == 0 or y.shape[-1] < FEWEST_GROUPS or (people <= 0).any():
        raise ValueError(f"value, population: expected at least {FEWEST_GROUPS} groups and populations above 0")
    weight = people / people.sum(axis=-1, keepdims=True)
    # The weighted mean of the mid-ranks is a half, whatever the populations.
    centred = np.cumsum(weight, axis=-1) - weight / 2 - 0.5
    tilted = weight * centred
    turn = tilted / (tilted * centred).sum(axis=-1, keepdims=True)
    variance = error**2
    return _Line(
        centre=(weight * y).sum(axis=-1),
        slope=(turn * y).sum(axis=-1),
        centre_variance=(weight**2 * variance).sum(axis=-1),
        slope_variance=(turn**2 * variance).sum(axis=-1),
        covariance=(weight * turn * variance).sum(axis=-1),
    )


def _in_order(values: FloatArray, quantile: npt.ArrayLike | None) -> FloatArray:
    """Return the groups from the lowest to the highest quantile, compared as numbers."""
    if quantile is None:
        return values
    number = np.asarray(quantile)
    if number.dtype.kind not in "iuf" or number.ndim != 1 or np.unique(number).size < number.size:
        raise ValueError(
            f"quantile: expected one number for each group, none repeated, found {number.tolist()}; "
            'as text "10" would sort before "2"'
        )
    if values.ndim == 0 or values.shape[-1] != number.size:
        raise ValueError(f"quantile: expected the {number.size} groups on the last axis, found shape {values.shape}")
    return values[..., np.argsort(number)]
