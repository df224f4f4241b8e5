"""Direct identifiers of invented people: names, numbers and postcodes that stand for nobody.

They are in the files so that the readers have something to drop, and so odd that a search finds every leak.
NHS numbers lie in the test range 999; postcodes in areas that do not exist.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.demo.tessellation import Ints

GIVEN = (
    "Tamsel", "Orrick", "Jovenna", "Pelham-Ro", "Wendrith", "Casimund", "Ysolda", "Brannoch", "Delphira", "Quillon",
    "Maristow", "Fenwick-Jo", "Isambra", "Thaddon", "Lorvane", "Elspetha", "Gorran", "Rosmerta", "Ansgarth", "Velmora",
)  # fmt: skip
FAMILY = (
    "Ashmarrow", "Brindlewick", "Crowthistle", "Dunmallow", "Eastergrove", "Farthingale-Oke", "Gallowmere",
    "Hartsbane", "Inkpenny", "Jesmarrow", "Kettlebourne", "Lanternhay", "Mossgrave", "Nettlecombe-Orr", "Oxenlode",
    "Pellwarden", "Quenbyshaw", "Ravensgill", "Sedgefallow", "Thornquist", "Umberslade", "Vintnerby", "Wexcombe",
    "Yarrowmead",
)  # fmt: skip
POSTCODE_AREAS = ("QJ", "VX")
"""Areas that the postal service has not given out."""
_LETTERS = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
"""Letters that may end a postcode."""


def names(person: Ints) -> tuple[pa.Array, pa.Array]:
    """Return given and family names of numbered persons; the same number has the same name."""
    return (
        pa.array(GIVEN).take(pa.array(person * 7 % len(GIVEN))),
        pa.array(FAMILY).take(pa.array(person * 11 // 5 % len(FAMILY))),
    )


def nhs_numbers(person: Ints, *, first: int) -> pa.Array:
    """Return ten-digit numbers of the test range with their check digit.

    Numbers whose check digit would be 10 do not exist: the next that does is taken, and none is given twice.

    Parameters
    ----------
    first : int
        Where the numbers of this source begin, 0 to 999,999.
    """
    wanted = int(person.max(initial=-1)) + 1
    body = 999_000_000 + (first + np.arange(wanted * 6 // 5 + 20)) % 1_000_000
    digits = body[:, None] // 10 ** np.arange(8, -1, -1) % 10
    check = (11 - (digits * np.arange(10, 1, -1)).sum(axis=1) % 11) % 11
    whole = (body * 10 + check)[check < 10]
    return pa.array(whole[person]).cast(pa.string())


def postcodes(cell: Ints) -> pa.Array:
    """Return the postcode of a cell: an area that does not exist, and a unit for every cell."""
    area = np.array(POSTCODE_AREAS)[cell % len(POSTCODE_AREAS)]
    unit = cell // len(POSTCODE_AREAS)
    district, rest = unit % 89 + 10, unit // 89
    first, last = _LETTERS[rest % len(_LETTERS)], _LETTERS[cell * 3 % len(_LETTERS)]
    outward = pc.binary_join_element_wise(pa.array(area), pa.array(district).cast(pa.string()), "")
    digit = pa.array(rest // len(_LETTERS) % 10).cast(pa.string())
    inward = pc.binary_join_element_wise(digit, pa.array(first), pa.array(last), "")
    return pc.binary_join_element_wise(outward, inward, " ")


def numbered(prefix: str, number: Ints, *, digits: int) -> pa.Array:
    """Return record numbers: a prefix and a number with leading zeros.

    Examples
    --------
    >>> numbered("MX", np.array([7]), digits=4).to_pylist()
    ['MX0007']
    """
    text = pc.utf8_lpad(pa.array(number).cast(pa.string()), digits, "0")
    return pc.binary_join_element_wise(prefix, text, "")
