"""A police force area: its districts, partnerships, small areas and wards, its region and its country."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from verity.model.areas import Area
from verity.model.errors import AreaError
from verity.model.forces import find_force


@dataclass(frozen=True, kw_only=True)
class ForceArea:
    """Everything that lies in one police force area.

    Parameters
    ----------
    districts, csps, wards : tuple of Area
        In order of name.
    region : Area | None
        None in Wales, and where no lookup of regions is loaded.
    lsoas11, lsoas21 : frozenset of str
        Codes; empty where the lookups of that vintage are not loaded.
    """

    area: Area
    districts: tuple[Area, ...]
    csps: tuple[Area, ...]
    region: Area | None
    country: Area
    lsoas11: frozenset[str]
    lsoas21: frozenset[str]
    wards: tuple[Area, ...]

    def lsoas(self, vintage: int) -> frozenset[str]:
        """Return the LSOA codes of a vintage, 2011 or 2021; ValueError for any other."""
        if vintage == 2011:
            return self.lsoas11
        if vintage == 2021:
            return self.lsoas21
        raise ValueError(f"LSOAs have no vintage {vintage}")


def slug(name: str) -> str:
    """Return an area's name as it stands in file names.

    Examples
    --------
    >>> slug("Devon & Cornwall")
    'devon-and-cornwall'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("&", " and ")).strip("-")


def find_area(wanted: str, areas: Iterable[Area]) -> Area:
    """Return the police force area with this code, name or slug.

    Raises
    ------
    AreaError
        When there is none; the nearest is named.
    """
    known = sorted(areas)
    force = find_force(slug(wanted)) or find_force(wanted)
    code = force.pfa_code if force else wanted
    for area in known:
        if code == area.code or slug(wanted) == slug(area.name):
            return area
    names = {key: area for area in known for key in (slug(area.name), area.code)}
    near = difflib.get_close_matches(slug(wanted), list(names), n=1, cutoff=0.4)
    hint = f"“{names[near[0]].name}” ({names[near[0]].code})" if near else "none that resembles it"
    raise AreaError(
        "The police force area is not known", where=wanted,
        expected="a name, slug or code that the lookup of districts to police force areas holds",
        found=f"nearest is {hint}; {len(known)} areas are known",
        do_this="correct the area in assessment.toml, or add the lookup that holds it",
    )  # fmt: skip
