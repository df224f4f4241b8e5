"""The check that events, population and standard population fill the same complete grid of age bands.

A band that is dropped because it counted nothing shrinks the standard silently, and raises the rate: by a third to a
half in areas where it was measured. So an incomplete grid is refused here, never completed.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class AgeGrid:
    """Events of shape (..., bands), population that broadcasts to it, and the share of each band in the standard."""

    events: FloatArray
    population: FloatArray
    share: FloatArray

    @property
    def weight(self) -> FloatArray:
        """E/n over the sum of E: what one event in the band adds to the rate; 0 where the standard has nobody."""
        if (self.share > 0).all():
            return self.share / self.population
        zero = np.zeros(np.broadcast_shapes(self.population.shape, self.share.shape))
        return np.divide(self.share, self.population, out=zero, where=self.share > 0)

    def total(self, values: FloatArray) -> FloatArray:
        """Return the sum over bands, in the shape of the areas."""
        shape = np.broadcast_shapes(self.events.shape, self.population.shape)[:-1]
        return np.array(np.broadcast_to(values.sum(axis=-1), shape))


def age_grid(events: npt.ArrayLike, population: npt.ArrayLike, standard: npt.ArrayLike) -> AgeGrid:
    """Return the checked grid.

    Parameters
    ----------
    events, population : array_like
        Shape (..., bands), every band present; leading shapes that broadcast.
    standard : array_like
        Shape (bands,).

    Raises
    ------
    ValueError
        If the numbers of bands differ, a band is missing, negative or infinite, or a band that the standard counts
        has no population; the message gives the first area's index and band.

    Examples
    --------
    >>> age_grid([3, 4], [100, 0], [5, 5])
    Traceback (most recent call last):
        ...
    ValueError: population: expected people in every band that the standard counts, found 0.0 at band 1
    """
    share = _shares(standard)
    x = _complete_bands("events", events, share.size)
    n = _complete_bands("population", population, share.size)
    if not n.min(initial=np.inf) > 0 and (empty := (share > 0) & (n == 0)).any():
        raise _refusal("population", n, empty, "people in every band that the standard counts")
    return AgeGrid(x, n, share)


def _complete_bands(name: str, values: npt.ArrayLike, bands: int) -> FloatArray:
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != bands:
        raise ValueError(
            f"{name}: expected the {bands} age bands of the standard on the last axis, found shape {array.shape}; "
            "a band in which nothing happened is 0, never left out"
        )
    # A minimum is missing where any value is: two passes without a temporary array, for 640,000 cells.
    if not (array.min(initial=np.inf) >= 0 and array.max(initial=0) < np.inf):
        raise _refusal(name, array, ~(array >= 0) | np.isinf(array), "finite values of at least 0, none missing")
    return array


def _refusal(name: str, values: FloatArray, wrong: BoolArray, expected: str) -> ValueError:
    """Return the error that names the first wrong cell by its area's index and its band."""
    *area, band = (int(index) for index in np.argwhere(wrong)[0])
    where = f"area {', '.join(map(str, area))}, band {band}" if area else f"band {band}"
    return ValueError(f"{name}: expected {expected}, found {values[(*area, band)]} at {where}")


def _shares(standard: npt.ArrayLike) -> FloatArray:
    weights = np.asarray(standard, dtype=np.float64)
    if weights.ndim != 1 or not (weights >= 0).all() or not 0 < weights.sum() < np.inf:
        raise ValueError("standard: expected one value per age band, none negative or missing, not all 0")
    return np.asarray(weights / weights.sum(), dtype=np.float64)
