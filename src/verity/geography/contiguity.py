"""Which areas border on one another, from their polygons, as the weights that local statistics take."""

from collections.abc import Sequence

import numpy as np
import shapely

from verity.geography.boundaries import Boundaries
from verity.methods.arrays import SpatialWeights
from verity.methods.weights import contiguity_weights

TOLERANCE_DEGREES = 2e-6
"""Some 0.2 metres: borders written with six decimals may miss one another by a unit of the last place."""


def border_weights(boundaries: Boundaries, codes: Sequence[str]) -> SpatialWeights:
    """Return binary weights of areas that share a border or a corner (queen contiguity).

    Parameters
    ----------
    boundaries : Boundaries
        Longitudes and latitudes; polygons of other areas are left out.
    codes : sequence of str
        Areas in the order of the result, each once. One without a polygon is an island.

    Returns
    -------
    csr_array, shape (areas, areas)
        1 for neighbours; nothing on the diagonal. An island's row is empty.

    References
    ----------
    Cliff & Ord (1981), Spatial Processes: Models and Applications.
    """
    place = {code: position for position, code in enumerate(codes)}
    own = boundaries.only(list(codes)).frame
    position = np.array([place[code] for code in own["code"]], dtype=np.int64)
    shapes = np.asarray(own.geometry.to_numpy(), dtype=object)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=TOLERANCE_DEGREES)
    once = left < right
    return contiguity_weights(position[left[once]], position[right[once]], len(codes))
