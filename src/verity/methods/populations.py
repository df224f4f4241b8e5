"""The European Standard Population 2013 and the collapse of age bands that it allows.

Populations of areas are data and come from a source; only the standard that rates are weighted to is here.
"""

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray

ESP_2013_BANDS = (
    "0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49",
    "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+",
)  # fmt: skip

_ESP_2013 = (
    5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
    7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000,
)  # fmt: skip


def european_standard_population_2013(*, bands: int = 19) -> FloatArray:
    """Return the European Standard Population 2013, which sums to 100,000.

    Parameters
    ----------
    bands : int
        19 for five-year bands to 85–89 and 90+; 18 where the top band is 85+.

    Returns
    -------
    FloatArray
        Shape (bands,), in order of age; a fresh array at each call.

    Raises
    ------
    ValueError
        If another number of bands is asked for.

    Notes
    -----
    Eurostat (2013), Revision of the European Standard Population.

    Examples
    --------
    >>> european_standard_population_2013()[-2:].tolist()
    [1500.0, 1000.0]
    >>> european_standard_population_2013(bands=18)[-1]
    np.float64(2500.0)
    """
    standard = np.array(_ESP_2013, dtype=np.float64)
    if bands == standard.size:
        return standard
    if bands == standard.size - 1:
        return collapse_top_bands(standard)
    raise ValueError(f"bands: the European Standard Population 2013 is held in 19 or 18 bands, not {bands}")


def collapse_top_bands(values: npt.ArrayLike) -> FloatArray:
    """Return counts with the last two age bands added together: 85–89 and 90+ become 85+.

    Use it on events, population and standard alike where the top band of a small area is empty, and say so.

    Parameters
    ----------
    values : array_like
        Counts of shape (..., 19), in order of age. A missing band makes the collapsed one missing.

    Returns
    -------
    FloatArray
        Shape (..., 18).

    Raises
    ------
    ValueError
        If there are not 19 bands.

    References
    ----------
    Eurostat (2013), Revision of the European Standard Population.

    Examples
    --------
    >>> collapse_top_bands(range(19))[-2:].tolist()
    [16.0, 35.0]
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim == 0 or array.shape[-1] != len(ESP_2013_BANDS):
        raise ValueError(
            f"values: expected {len(ESP_2013_BANDS)} age bands on the last axis, found shape {array.shape}"
        )
    return np.concatenate([array[..., :-2], array[..., -2:].sum(axis=-1, keepdims=True)], axis=-1)
