"""Residents of the invented county: by cell, year, sex and single year of age, and by ethnic group.

Every population and census file is a sum of these counts, so that they agree with one another.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verity.demo.nesting import Nesting
from verity.demo.parameters import Parameters
from verity.demo.tessellation import Floats, Ints, Tessellation

YEARS = tuple(range(2011, 2024))
CENSUS_YEAR = 2021
AGES = np.arange(91)
"""Single years of age; 90 stands for 90 and over."""

ETHNIC_GROUPS: dict[str, tuple[str, ...]] = {
    "Asian, Asian British or Asian Welsh": ("Bangladeshi", "Chinese", "Indian", "Pakistani", "Other Asian"),
    "Black, Black British, Black Welsh, Caribbean or African": ("African", "Caribbean", "Other Black"),
    "Mixed or Multiple ethnic groups": (
        "White and Asian",
        "White and Black African",
        "White and Black Caribbean",
        "Other Mixed or Multiple ethnic groups",
    ),
    "White": (
        "English, Welsh, Scottish, Northern Irish or British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Other White",
    ),
    "Other ethnic group": ("Arab", "Any other ethnic group"),
}
"""High-level groups and their parts, in the publisher's words and order."""

RURAL_MIX = np.array([2, 2, 6, 3, 5, 6, 2, 1, 5, 2, 4, 4, 900, 9, 1, 1, 45, 1, 4], dtype=np.float64)
TOWN_MIX = np.array([45, 8, 50, 90, 30, 60, 30, 12, 10, 7, 18, 11, 470, 15, 2, 4, 110, 9, 19], dtype=np.float64)
"""Residents per thousand or so of the 19 parts, in the open country and at the heart of a town."""


@dataclass(frozen=True)
class People:
    """Counts of residents.

    Attributes
    ----------
    cells : shape (years, cells, 2, 91)
        Year as in `YEARS`, sex male then female, age 90 is 90 and over.
    far : shape (years, 2, 91)
        The far district, which has no small areas.
    ethnicity : shape (LSOAs of 2021, 19)
        Census residents by the parts of `ETHNIC_GROUPS`; each row adds up to its census residents.
    far_ethnicity : shape (19,)
    """

    cells: Ints
    far: Ints
    ethnicity: Ints
    far_ethnicity: Ints

    def of(self, year: int) -> Ints:
        """Residents of one mid-year by cell, sex and age."""
        return np.asarray(self.cells[YEARS.index(year)])

    def district(self, year: int, nest: Nesting) -> Ints:
        """Residents of one mid-year by district (the far one last), sex and age."""
        return np.concatenate([summed(self.of(year), nest.district_of_cell), self.far[[YEARS.index(year)]]])


def summed(values: NDArray[np.int64], group: Ints) -> Ints:
    """Sum the first axis by group number."""
    result = np.zeros((int(group.max()) + 1, *values.shape[1:]), dtype=np.int64)
    np.add.at(result, group, values)
    return result


def people(parameters: Parameters, land: Tessellation, nest: Nesting) -> People:
    """Draw the residents."""
    random = parameters.random("people")
    town = townness(parameters, land)
    cells = _by_age(parameters, nest, town, random)
    far = _far(cells, parameters.population.far_district_multiple)
    census = summed(cells[YEARS.index(CENSUS_YEAR)], nest.lsoa21_of_cell).sum(axis=(1, 2))
    size = np.bincount(nest.lsoa21_of_cell)
    heart = np.bincount(nest.lsoa21_of_cell, weights=town) / size
    mixed = np.clip(heart + random.normal(0, 0.12, len(heart)), 0, 1)[:, None]
    shares = RURAL_MIX / RURAL_MIX.sum() * (1 - mixed) + TOWN_MIX / TOWN_MIX.sum() * mixed
    ethnicity = random.multinomial(census, shares)
    far_total = int(far[YEARS.index(CENSUS_YEAR)].sum())
    return People(cells, far, ethnicity, random.multinomial(far_total, shares.mean(axis=0)))


def townness(parameters: Parameters, land: Tessellation) -> Floats:
    """From 0 in the open country to 1 at the heart of a large town, per cell."""
    heart = np.zeros(len(land.centres))
    for town in parameters.town:
        away = np.hypot(land.centres[:, 0] - town.x_km, land.centres[:, 1] - town.y_km)
        heart = np.maximum(heart, min(1.0, town.cells / 60) * np.exp(-0.5 * (away / (1.3 * town.spread_km)) ** 2))
    return heart


def _by_age(parameters: Parameters, nest: Nesting, town: Floats, random: np.random.Generator) -> Ints:
    declared, cells = parameters.population, len(town)
    total = declared.persons_per_cell * np.exp(random.normal(0, declared.spread, cells))
    indicator = _indicators(nest)
    total *= np.where(indicator == "M", 0.55, np.where(indicator == "X", 0.75, 1.0))
    growth = random.normal(declared.growth, 0.004, cells) + np.where(indicator == "S", declared.split_growth, 0)
    shape = _profiles(town) * random.gamma(40, 1 / 40, (cells, len(AGES)))
    shape /= shape.sum(axis=1, keepdims=True)
    female = 0.488 + 0.13 * (AGES / 90) ** 4
    by_sex = np.stack([1 - female, female])
    luck = random.random((cells, 2, len(AGES)))
    years = np.exp(np.outer(np.array(YEARS) - CENSUS_YEAR, growth))
    expected = years[:, :, None, None] * total[None, :, None, None] * (shape[:, None, :] * by_sex[None])[None]
    return np.asarray(np.floor(expected + luck), dtype=np.int64)


def _indicators(nest: Nesting) -> NDArray[np.str_]:
    """Return the change indicator of each cell, from that of its LSOA of 2011."""
    of_lsoa = np.full(len(nest.lsoa11), "U")
    of_lsoa[nest.change["lsoa11"].to_numpy()] = nest.change["indicator"].to_numpy(dtype=str)
    return of_lsoa[nest.lsoa11_of_cell]


def _profiles(town: Floats) -> Floats:
    """Age profiles: young adults at the heart of towns, families around, older people in the country."""
    survival = 1 / (1 + np.exp((AGES - 80) / 6.5))
    young = survival * (0.8 + 1.1 * np.exp(-0.5 * ((AGES - 27) / 7) ** 2) + 0.25 * (AGES < 12))
    older = survival * (0.7 + 0.6 * np.exp(-0.5 * ((AGES - 62) / 12) ** 2) + 0.15 * (AGES < 16))
    return np.asarray(young * town[:, None] + older * (1 - town[:, None]))


def _far(cells: Ints, multiple: float) -> Ints:
    """Return the far district: somewhat older than county and neighbour together, and larger."""
    tilt = 1 + 0.15 * (AGES - 40) / 50
    return np.asarray(np.floor(cells.sum(axis=1) * multiple * tilt + 0.5), dtype=np.int64)
