"""How many records are expected of whom, where and in which month: the truth that the records are drawn from.

Offences happen where the street files' truth has them; people are drawn from the residents by a declared profile
of age and sex, the gradient of deprivation and the planted hotspots of residence.
"""

from dataclasses import dataclass

import numpy as np

from verity.demo.drawn import County
from verity.demo.parameters import Parameters
from verity.demo.people import AGES, ETHNIC_GROUPS, YEARS
from verity.demo.record_parameters import Profile
from verity.demo.tessellation import Floats, Ints

SHORT_GROUPS = ("Asian", "Black", "Mixed", "White", "Other")
"""The declared names of the ethnic groups, in the order of `ETHNIC_GROUPS`."""
GROUP_OF_PART: Ints = np.repeat(np.arange(len(ETHNIC_GROUPS)), [len(parts) for parts in ETHNIC_GROUPS.values()])


@dataclass(frozen=True)
class Residents:
    """Whom a source draws its people from.

    Attributes
    ----------
    years : tuple of int
        Mid-years of the residents, one per row.
    cells : shape (years, cells)
        Relative expected events by cell of residence; 0 in the neighbour's area.
    ages : shape (years × cells, 2 × 91)
        Relative expected events by sex (male, female) and age within a year and cell.
    parts : shape (cells, 19)
        Relative expected events by ethnic part within a cell.
    """

    years: tuple[int, ...]
    cells: Floats
    ages: Floats
    parts: Floats

    def row(self, year: Ints, cell: Ints) -> Ints:
        """Return the row of `ages` for years and cells."""
        position = np.searchsorted(np.array(self.years), np.clip(year, self.years[0], self.years[-1]))
        return np.asarray(position * self.cells.shape[1] + cell)


def draw_within(weights: Floats, row: Ints, random: np.random.Generator) -> Ints:
    """Draw one column for each of `row`, with the relative weights of that row.

    Examples
    --------
    >>> draw_within(np.array([[0.0, 2.0], [1.0, 0.0]]), np.array([0, 1, 0]), np.random.default_rng(1)).tolist()
    [1, 0, 1]
    """
    cumulative = np.cumsum(weights, axis=1)
    total = cumulative[:, -1]
    if np.any(total[np.unique(row)] <= 0):
        raise ValueError("The invented county declares a choice among nothing")
    edges = cumulative / np.where(total > 0, total, 1)[:, None] + np.arange(len(weights))[:, None]
    drawn = np.searchsorted(edges.ravel(), row + random.random(len(row)), side="right") - row * weights.shape[1]
    return np.asarray(np.clip(drawn, 0, weights.shape[1] - 1), dtype=np.int64)


def relative_rates(profile: Profile) -> Floats:
    """Return relative rates by sex (male, female) and single year of age, shape (2, 91)."""
    return np.stack([np.interp(AGES, profile.ages, rates) for rates in (profile.male, profile.female)])


def residence_risk(parameters: Parameters, county: County, gradient: float) -> Floats:
    """Return relative risk by cell of residence: gradient and hotspots, 0 in the neighbour's area."""
    declared = parameters.records.people
    risk = np.where(county.land.home, np.exp(gradient * county.latent), 0.0)
    for hotspot, cells in zip(parameters.hotspot, county.intensity.hotspots, strict=True):
        if hotspot.id in declared.residence_hotspots:
            risk[list(cells)] *= declared.residence_factor
    return np.asarray(risk)


def residents_of(
    parameters: Parameters, county: County, *, profile: str, gradient: float, years: tuple[int, ...]
) -> Residents:
    """Weigh the residents of some years by a profile and a gradient."""
    known = tuple(sorted({min(max(year, YEARS[0]), YEARS[-1]) for year in years}))
    rates = relative_rates(parameters.records.profiles[profile])
    people = np.stack([county.residents.of(year) for year in known]) * rates
    risk = residence_risk(parameters, county, gradient)
    lsoa = county.nest.lsoa21_of_cell
    by_group = np.array([parameters.records.people.ethnic_rate[name] for name in SHORT_GROUPS])
    return Residents(
        known,
        people.sum(axis=(2, 3)) * risk,
        people.reshape(-1, rates.size),
        county.residents.ethnicity[lsoa] * by_group[GROUP_OF_PART],
    )


def expected_offences(parameters: Parameters, county: County) -> Floats:
    """Return expected offences by month, cell and declared group of offences."""
    names = [category.name for category in parameters.category]
    groups = parameters.records.police.offences
    share = np.array([group.part for group in groups]) * parameters.records.scale / parameters.rows_scale
    which = [names.index(group.category) for group in groups]
    return np.asarray(county.intensity.expected[:, :, which] * share)


def season(months: Ints, amplitude: float, peak: int) -> Floats:
    """Return relative volume of calendar months 1 to 12: a yearly wave."""
    return np.asarray(1 + amplitude * np.cos(2 * np.pi * (months - peak) / 12))
