"""Indirectly standardised ratios and rates, for areas too small to weight their own age-specific rates.

The events of an area are set against those expected if its people had the reference population's rates.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.age_grid import age_grid
from verity.methods.arrays import FloatArray
from verity.methods.confidence import Confidence
from verity.methods.intervals import ObjectArray, non_negative, poisson_interval


@dataclass(frozen=True, slots=True, eq=False)
class IndirectRate:
    """Indirectly standardised ratios or rates; every array has the shape of the areas.

    Attributes
    ----------
    value, lower, upper : FloatArray
        Limits have the levels in front where several were asked for. Missing where the observed count is.
    observed, expected : FloatArray
        Events, and those expected at the reference rates.
    method : ObjectArray
        Per area, exact Poisson or Byar's; None where the observed count is missing.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    observed: FloatArray
    expected: FloatArray
    method: ObjectArray


def expected_events(
    population: npt.ArrayLike, reference_events: npt.ArrayLike, reference_population: npt.ArrayLike
) -> FloatArray:
    """Return the events expected in each area at the reference population's age-specific rates: Σ n X/N.

    Parameters
    ----------
    population : array_like
        n, shape (..., bands).
    reference_events, reference_population : array_like
        X and N, shape (bands,), every N above 0.

    Returns
    -------
    FloatArray
        The shape of the areas.

    Raises
    ------
    ValueError
        If the age grid is incomplete, or a reference band has no people.

    References
    ----------
    Breslow & Day (1987), Statistical Methods in Cancer Research II.

    Examples
    --------
    >>> expected_events([[100, 50], [0, 10]], [20, 30], [1000, 1000]).round(6).tolist()
    [3.5, 0.3]
    """
    everyone = np.ones(np.shape(np.asarray(reference_population, dtype=np.float64)))
    reference = age_grid(reference_events, reference_population, everyone)
    bands = age_grid(population, everyone, everyone).events
    return np.asarray(bands @ (reference.events / reference.population), dtype=np.float64)


def indirectly_standardised_ratio(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = 100.0,
) -> IndirectRate:
    """Return m O/E with the Poisson interval of O over E (Breslow & Day 1987).

    Parameters
    ----------
    observed, expected : array_like
        O and E, shapes that broadcast; E above 0. A missing O gives missing results.
    confidence : float or sequence of float
        Proportions such as 0.95.
    multiplier : float
        m, 100 so that the reference population stands at 100.

    Returns
    -------
    IndirectRate

    Raises
    ------
    ValueError
        If an expected count is 0, missing or negative, or an observed one negative.

    Examples
    --------
    >>> ratio = indirectly_standardised_ratio(24, 16.0)
    >>> float(ratio.value), round(float(ratio.lower), 1), round(float(ratio.upper), 1)
    (150.0, 96.1, 223.2)
    """
    o, e = np.broadcast_arrays(non_negative("observed", observed), non_negative("expected", expected))
    if not (e > 0).all():
        where = tuple(int(index) for index in np.argwhere(~(e > 0))[0])
        raise ValueError(f"expected: expected more than 0 events in every area, found {e[where]} at area {where}")
    interval = poisson_interval(o, confidence=confidence)
    per_event = multiplier / e
    return IndirectRate(
        value=np.asarray(o * per_event),
        lower=np.asarray(interval.lower * per_event),
        upper=np.asarray(interval.upper * per_event),
        observed=o,
        expected=e,
        method=interval.method,
    )


def indirectly_standardised_rate(
    observed: npt.ArrayLike,
    expected: npt.ArrayLike,
    reference_rate: float,
    *,
    confidence: Confidence = 0.95,
) -> IndirectRate:
    """Return the reference population's crude rate multiplied by O/E, with the same interval as the ratio.

    Parameters
    ----------
    observed, expected, confidence
        As for `indirectly_standardised_ratio`.
    reference_rate : float
        Crude rate of the reference population; its unit is the unit of the result.

    Returns
    -------
    IndirectRate

    Raises
    ------
    ValueError
        As for the ratio.

    Examples
    --------
    >>> float(indirectly_standardised_rate(24, 16.0, 333.0).value)
    499.5
    """
    return indirectly_standardised_ratio(observed, expected, confidence=confidence, multiplier=reference_rate)
