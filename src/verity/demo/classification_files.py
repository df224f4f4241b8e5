"""The geodemographic groups of the invented county's small areas, by how near a town's heart and how deprived.

The groups are invented, as the county is: they are not those of the published classification.
"""

from pathlib import Path

import numpy as np

from verity.demo.drawn import County
from verity.demo.parameters import Parameters
from verity.demo.people import townness
from verity.demo.writing import write_csv

GROUPS = ("Town hearts", "Hard-pressed estates", "Settled suburbs", "Comfortable suburbs", "Open country")
HEART, EDGE = 0.65, 0.12
"""Townness from which an area is a town's heart, and below which it is open country."""


def write_classification(folder: Path, *, parameters: Parameters, county: County) -> None:
    """Write the group of each LSOA 2021."""
    of_cell = county.nest.lsoa21_of_cell
    size = np.bincount(of_cell)
    town = np.bincount(of_cell, weights=townness(parameters, county.land)) / size
    deprived = np.bincount(of_cell, weights=county.latent) / size
    group = np.select(
        [town >= HEART, town < EDGE, deprived >= np.quantile(deprived, 0.7), deprived >= 0], [0, 4, 1, 2], 3
    )
    areas = county.nest.lsoa21
    write_csv(
        folder / "geodemographic_groups_lsoa21.csv",
        {
            "lsoa21cd": areas["code"],
            "lsoa21nm": areas["name"],
            "group_code": [f"X{one + 1}" for one in group.tolist()],
            "group_name": [GROUPS[one] for one in group.tolist()],
        },
    )
