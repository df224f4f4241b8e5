"""Which polygon a coordinate lies in."""

import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from verity.geography.boundaries import Boundaries


def assign_by_coordinates(longitude: ArrayLike, latitude: ArrayLike, boundaries: Boundaries) -> NDArray[np.object_]:
    """Return the code of the area that holds each point.

    Parameters
    ----------
    longitude, latitude : shape (n,)
        Degrees, WGS84; missing where not known.

    Returns
    -------
    shape (n,)
        Codes; None for a point in no area or without coordinates. A point on a border goes to the lowest code.
    """
    x, y = np.asarray(longitude, dtype="float64"), np.asarray(latitude, dtype="float64")
    codes: NDArray[np.object_] = np.full(len(x), None, dtype=object)
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    frame = boundaries.frame.sort_values("code")
    tree = shapely.STRtree(frame.geometry.to_numpy())
    point, area = tree.query(shapely.points(x[known], y[known]), predicate="intersects")
    lowest = pd.Series(area).groupby(point).min()
    codes[known[lowest.index.to_numpy(dtype="int64")]] = frame["code"].to_numpy(dtype=object)[lowest.to_numpy("int64")]
    return codes
