"""Directly standardised rates: what an area's rate would be if its people had the ages of a standard population.

Two versions: events that are independent of one another, and events that fall repeatedly on the same people.
Indirect standardisation, for areas too small for this, is in `indirect_standardisation`.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from verity.methods.age_grid import AgeGrid, age_grid
from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.confidence import Confidence
from verity.methods.intervals import IntervalMethod, ObjectArray, non_negative, poisson_interval

PER_100_000 = 100_000.0
FEWEST_EVENTS = 10


class Withheld(StrEnum):
    """Why a rate is not given although its count is."""

    TOO_FEW_EVENTS = "too few events"
    TOO_FEW_PEOPLE = "too few people with events"


@dataclass(frozen=True, slots=True, eq=False)
class StandardisedRate:
    """Directly standardised rates; every array has the shape of the areas.

    Attributes
    ----------
    value : FloatArray
        Rate per `multiplier` people; missing where withheld.
    lower, upper : FloatArray
        Limits, with the levels in front where several were asked for; missing where withheld.
    events, population : FloatArray
        Sums over the age bands, kept where the rate is withheld.
    variance : FloatArray
        Of the rate per person, before anything is withheld.
    lower_clipped : BoolArray
        Shape of `lower`: the formula gave a negative lower limit and 0 stands in its place.
    withheld : ObjectArray
        A `Withheld` or None.
    method : IntervalMethod
        The same for all areas.
    """

    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    events: FloatArray
    population: FloatArray
    variance: FloatArray
    lower_clipped: BoolArray
    withheld: ObjectArray
    method: IntervalMethod


def directly_standardised_rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = PER_100_000,
    minimum_events: float = FEWEST_EVENTS,
) -> StandardisedRate:
    """Return directly standardised rates of independent events, with Dobson's interval.

    value = m Σ xE/n / ΣE; variance = Σ x(E/n)² / (ΣE)²; limits = value + m √(variance/O) (P(O) − O), where P(O) are the
    Poisson limits of the total O (Byar's from 10 events). Breslow & Day 1987; Dobson et al. 1991, Statistics in
    Medicine 10; below 10 events the rate is withheld (Morris et al. 2018).

    Parameters
    ----------
    events, population : array_like
        x and n, shape (..., bands), all bands present, for the same period. Leading shapes broadcast.
    standard : array_like
        E, shape (bands,), such as `european_standard_population_2013()`. Only its proportions matter.
    confidence : float or sequence of float
        Proportions such as 0.95.
    multiplier : float
        m, 100,000 for a rate per 100,000 people.
    minimum_events : float
        Rates of fewer events are withheld.

    Returns
    -------
    StandardisedRate

    Raises
    ------
    ValueError
        If the age grid is incomplete or a band that the standard counts has no people (see `age_grid`), or the
        multiplier is not positive.

    Examples
    --------
    >>> rate = directly_standardised_rate([6, 14], [1000, 1000], [3, 1], multiplier=1000)
    >>> [round(float(number), 2) for number in (rate.value, rate.lower, rate.upper)]
    [8.0, 4.41, 13.02]
    """
    grid = age_grid(events, population, standard)
    weight = grid.weight
    return _dobson(
        value=np.einsum("...b,...b->...", grid.events, weight),
        variance=np.einsum("...b,...b,...b->...", grid.events, weight, weight),
        events=grid.total(grid.events),
        population=grid.total(grid.population),
        confidence=confidence,
        multiplier=multiplier,
        reasons=((Withheld.TOO_FEW_EVENTS, grid.total(grid.events) < minimum_events),),
        method=IntervalMethod.DOBSON,
    )


def directly_standardised_rate_of_repeats(
    people: npt.ArrayLike,
    frequencies: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    confidence: Confidence = 0.95,
    multiplier: float = PER_100_000,
    minimum_events: float = FEWEST_EVENTS,
    minimum_people: float = FEWEST_EVENTS,
) -> StandardisedRate:
    """Return directly standardised rates of events of which one person may have several.

    With x_f people who had exactly f events, the events are Σ f x_f and the variance is Σ_f f² Σ x_f(E/n)² / (ΣE)²;
    value and limits as for independent events (Glynn et al. 1993, J. Epidemiology & Community Health 47; OHID).
    The interval of independent events would be too narrow.

    Parameters
    ----------
    people : array_like
        x_f, shape (..., bands, frequencies).
    frequencies : array_like
        f, shape (frequencies,), each above 0.
    population, standard, confidence, multiplier, minimum_events
        As for `directly_standardised_rate`.
    minimum_people : float
        Rates of fewer different people are withheld too: ten events of one person say little about an area.

    Returns
    -------
    StandardisedRate

    Raises
    ------
    ValueError
        As for `directly_standardised_rate`; also if the frequencies do not fit the last axis of `people`.

    Examples
    --------
    >>> rate = directly_standardised_rate_of_repeats([[12, 4], [10, 0]], [1, 2], [1000, 1000], [1, 1], multiplier=1000)
    >>> float(rate.events), round(float(rate.value), 2), round(float(rate.lower), 2), round(float(rate.upper), 2)
    (30.0, 15.0, 9.51, 22.22)
    """
    x = non_negative("people", people)
    f = non_negative("frequencies", frequencies)
    if x.ndim < 2 or f.shape != x.shape[-1:] or not (f > 0).all():
        raise ValueError(f"frequencies: expected one above 0 for each of the last axis of people {x.shape}, found {f}")
    grid = age_grid(x @ f, population, standard)
    squared = AgeGrid(x @ f**2, grid.population, grid.share)
    weight = grid.weight
    total = grid.total(grid.events)
    persons = grid.total(x.sum(axis=-1))
    return _dobson(
        value=np.einsum("...b,...b->...", grid.events, weight),
        variance=np.einsum("...b,...b,...b->...", squared.events, weight, weight),
        events=total,
        population=grid.total(grid.population),
        confidence=confidence,
        multiplier=multiplier,
        reasons=(
            (Withheld.TOO_FEW_PEOPLE, persons < minimum_people),
            (Withheld.TOO_FEW_EVENTS, total < minimum_events),
        ),
        method=IntervalMethod.DOBSON_REPEATS,
    )


def _dobson(
    *,
    value: FloatArray,
    variance: FloatArray,
    events: FloatArray,
    population: FloatArray,
    confidence: Confidence,
    multiplier: float,
    reasons: tuple[tuple[Withheld, BoolArray], ...],
    method: IntervalMethod,
) -> StandardisedRate:
    """Scale the Poisson limits of the total to the rate; withhold by `reasons`, of which the last prevails."""
    if not 0 < multiplier < np.inf:
        raise ValueError(f"multiplier: expected a positive number, found {multiplier}")
    withheld = np.full(events.shape, None, dtype=object)
    hidden = np.zeros(events.shape, dtype=bool)
    for reason, applies in reasons:
        withheld[applies] = reason
        hidden |= applies
    rate = np.where(hidden, np.nan, multiplier * value)
    poisson = poisson_interval(events, confidence=confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = multiplier * np.sqrt(variance / events)
    lower = rate + scale * (poisson.lower - events)
    upper = rate + scale * (poisson.upper - events)
    clipped = lower < 0
    return StandardisedRate(
        value=rate,
        lower=np.where(clipped, 0.0, lower),
        upper=np.asarray(upper),
        events=events,
        population=population,
        variance=np.asarray(variance),
        lower_clipped=np.asarray(clipped),
        withheld=withheld,
        method=method,
    )
