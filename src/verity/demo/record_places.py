"""Where a record says something was: small area of either vintage, district only, or nothing."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verity.demo.drawn import County
from verity.demo.record_parameters import Gaps
from verity.demo.tessellation import Ints


@dataclass(frozen=True)
class Places:
    """Codes as written: LSOA of the file's vintage, district code and name; null where the record has none."""

    lsoa: pa.Array
    lad: pa.Array
    lad_name: pa.Array
    known: NDArray[np.bool_]


def places(
    county: County, cell: Ints, gaps: Gaps, random: np.random.Generator, *, of_2021: NDArray[np.bool_]
) -> Places:
    """Write cells as codes, with the declared gaps.

    Parameters
    ----------
    of_2021 : shape (rows,)
        Whether the row's LSOA code is of 2021 (else of 2011).
    """
    drawn = random.random(len(cell))
    nowhere, district_only = drawn < gaps.lsoa, drawn < gaps.lsoa + gaps.district_only
    nest = county.nest
    codes11 = nest.lsoa11["code"].to_numpy(dtype=str)[nest.lsoa11_of_cell][cell]
    codes21 = nest.lsoa21["code"].to_numpy(dtype=str)[nest.lsoa21_of_cell][cell]
    district = pa.array(nest.district_of_cell[cell], mask=nowhere)
    return Places(
        pc.if_else(pa.array(district_only), None, pa.array(np.where(of_2021, codes21, codes11))),
        pa.array(nest.district["code"].tolist()).take(district),
        pa.array(nest.district["name"].tolist()).take(district),
        ~district_only,
    )
