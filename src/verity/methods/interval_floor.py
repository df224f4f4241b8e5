"""The guard against intervals that no data could have produced.

Published rates have been seen with intervals two to three times narrower than their counts allow.
"""

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray
from verity.methods.confidence import confidence_levels, normal_deviate

ROUNDING_NOISE = 1e-12


def interval_floor(value: npt.ArrayLike, events: npt.ArrayLike, *, confidence: float = 0.95) -> FloatArray:
    """Return the narrowest half-width that a standardised rate of so many events can have: z value/√O.

    By the Cauchy–Schwarz inequality variance/value² is at least 1/O whatever the age weights.

    Parameters
    ----------
    value, events : array_like
        Rates and the events behind them, shapes that broadcast. Missing gives missing.
    confidence : float
        A proportion such as 0.95.

    References
    ----------
    Breslow & Day (1987), Statistical Methods in Cancer Research II, for the variance that is bounded.

    Examples
    --------
    >>> round(float(interval_floor(53.1, 3183)), 2)
    1.84
    """
    rate, count = np.asarray(value, dtype=np.float64), np.asarray(events, dtype=np.float64)
    z = normal_deviate(confidence_levels(confidence))
    with np.errstate(divide="ignore"):
        return np.where(rate == 0, 0.0, z * np.abs(rate) / np.sqrt(np.where(rate == 0, 1.0, count)))


def interval_floor_guard(
    value: npt.ArrayLike,
    lower: npt.ArrayLike,
    upper: npt.ArrayLike,
    events: npt.ArrayLike,
    *,
    confidence: float = 0.95,
    printed_step: float = 0.0,
) -> None:
    """Raise if an interval is narrower than its count of events allows; return nothing otherwise.

    The half-width is (upper − lower)/2, or upper − value where the lower limit stands clipped at 0.

    Parameters
    ----------
    value, lower, upper, events : array_like
        Shapes that broadcast. Rows with a missing value (withheld) pass.
    confidence : float
        The level of the limits.
    printed_step : float
        0.1 where the limits are printed to one decimal: a printed half-width may be short by half a step.

    Raises
    ------
    ValueError
        Naming the first interval that is too narrow, its half-width and the floor.

    References
    ----------
    Breslow & Day (1987), Statistical Methods in Cancer Research II, for the variance that is bounded.

    Examples
    --------
    >>> interval_floor_guard(53.1, 52.4, 53.8, 3183, printed_step=0.1)
    Traceback (most recent call last):
        ...
    ValueError: interval 0 of 53.1 from 3183 events has half-width 0.7; nothing below 1.845 is possible
    """
    floor = interval_floor(value, events, confidence=confidence)
    rate, low, high, count, least = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(item, dtype=np.float64)) for item in (value, lower, upper, events, floor))
    )
    half_width = np.where(low == 0, high - rate, (high - low) / 2)
    narrow = half_width + printed_step / 2 < least * (1 - ROUNDING_NOISE)
    if narrow.any():
        index = tuple(np.argwhere(narrow)[0])
        raise ValueError(
            f"interval {', '.join(map(str, index))} of {rate[index]:g} from {count[index]:g} events has half-width "
            f"{half_width[index]:.4g}; nothing below {least[index]:.4g} is possible"
        )
