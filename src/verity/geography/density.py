"""The size of areas on the ground."""

import pandas as pd

from verity.geography.boundaries import Boundaries

NATIONAL_GRID = 27700
"""EPSG code of the British National Grid: its areas are true to about 0.1 % over England and Wales."""


def area_square_kilometres(boundaries: Boundaries) -> pd.DataFrame:
    """Return the size of each area.

    Returns
    -------
    DataFrame
        `code`, `square_kilometres`, in order of code. Generalised boundaries give approximate sizes.
    """
    projected = boundaries.frame.geometry.to_crs(epsg=NATIONAL_GRID)
    return pd.DataFrame({
        "code": boundaries.frame["code"].to_numpy(),
        "square_kilometres": projected.area.to_numpy() / 1e6,
    })  # fmt: skip
