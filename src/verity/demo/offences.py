"""How many offences are expected where, when and of what kind; and the map points they are snapped to.

This is the truth that the street files are drawn from: population, gradient, hotspots, season, trend,
lockdown, counting rule, and a declared noise per cell and category.
"""

from dataclasses import dataclass

import numpy as np

from verity.demo.nesting import Nesting
from verity.demo.parameters import Category, Hotspot, Parameters
from verity.demo.people import CENSUS_YEAR, People
from verity.demo.tessellation import Floats, Ints, Tessellation


@dataclass(frozen=True)
class Intensity:
    """Expected street rows.

    Attributes
    ----------
    expected : shape (months, cells, categories)
        Of the county's force, before repeats; 0 in cells of the neighbour.
    neighbour : shape (months, cells, categories)
        Of the neighbour's force; 0 in cells of the county.
    hotspots : one tuple of cells per declared hotspot
    """

    expected: Floats
    neighbour: Floats
    hotspots: tuple[tuple[int, ...], ...]


def intensity(
    parameters: Parameters, land: Tessellation, nest: Nesting, residents: People, latent: Floats
) -> Intensity:
    """Compute the expected rows from the declared truths."""
    random = parameters.random("intensity")
    population = residents.of(CENSUS_YEAR).sum(axis=(1, 2)).astype(np.float64)
    gradients = np.array([category.gradient for category in parameters.category])
    noise = random.normal(0, parameters.intensity.noise, (len(population), len(gradients)))
    risk = population[:, None] * np.exp(latent[:, None] * gradients + noise)
    spots = hotspot_cells(parameters, land, nest)
    steady, rising = np.ones_like(risk), np.ones((len(parameters.months), *risk.shape))
    for hotspot, cells in zip(parameters.hotspot, spots, strict=True):
        where = (list(cells), _columns(parameters, hotspot))
        if hotspot.from_month is None:
            steady[np.ix_(*where)] *= hotspot.factor
        else:
            since = [n for n, month in enumerate(parameters.months) if month >= hotspot.from_month]
            rising[np.ix_(since, *where)] *= hotspot.factor
    county = np.where(land.home[:, None], risk * steady, 0.0)
    share = county / county.sum(axis=0)
    volume = np.column_stack([monthly_volume(parameters, category) for category in parameters.category])
    per_person = volume / population[land.home].sum()
    away = np.where(land.home[:, None], 0.0, population[:, None] * np.exp(noise))
    return Intensity(volume[:, None, :] * share[None] * rising, per_person[:, None, :] * away[None], spots)


def monthly_volume(parameters: Parameters, category: Category) -> Floats:
    """Return the expected rows of the whole county per month, for one category and without emerging hotspots."""
    months = np.array([[int(part) for part in month.split("-")] for month in parameters.months])
    truth, rule = parameters.intensity, parameters.counting_rule
    season = 1 + category.summer * np.cos(2 * np.pi * (months[:, 1] - truth.summer_peak_month) / 12)
    volume = category.rows_per_year * parameters.rows_scale / 12 * season
    volume = volume * category.trend ** (months[:, 0] - truth.base_year)
    factor = parameters.lockdown.factor if category.lockdown is None else category.lockdown
    volume = volume * np.where(np.isin(parameters.months, parameters.lockdown.months), factor, 1.0)
    if category.name == rule.category:
        volume = volume * np.where(np.array(parameters.months) >= rule.from_month, rule.factor, 1.0)
    return np.asarray(volume)


def hotspot_cells(parameters: Parameters, land: Tessellation, nest: Nesting) -> tuple[tuple[int, ...], ...]:
    """Return the cells of each hotspot: the nearest to its place that are LSOAs of both vintages and not yet taken."""
    places = {town.name: np.array([town.x_km, town.y_km]) for town in parameters.town}
    usable = land.home & nest.lsoa21["unchanged"].to_numpy()[nest.lsoa21_of_cell]
    chosen: list[tuple[int, ...]] = []
    for hotspot in parameters.hotspot:
        away = np.hypot(*(land.centres - places[hotspot.near] - np.array(hotspot.offset_km)).T)
        nearest = np.argsort(np.where(usable, away, np.inf), kind="stable")[: hotspot.lsoas]
        usable[nearest] = False
        chosen.append(tuple(int(cell) for cell in nearest))
    return tuple(chosen)


def point_weights(parameters: Parameters, land: Tessellation) -> Floats:
    """Relative use of each map point within its cell: a few points take many rows, most take few."""
    return parameters.random("points").pareto(1.6, len(land.point_cell)) + 0.2


class Points:
    """Draws map points by cell.

    Parameters
    ----------
    land : Tessellation
    weights : shape (points,)
        Relative use of each point within its cell.
    """

    def __init__(self, land: Tessellation, weights: Floats) -> None:
        per_cell = np.bincount(land.point_cell, weights=weights)
        self._edges = np.cumsum(weights / per_cell[land.point_cell])
        self._last = np.searchsorted(land.point_cell, np.arange(len(per_cell)), side="right") - 1
        self._first = np.searchsorted(land.point_cell, np.arange(len(per_cell)))

    def draw(self, cells: Ints, random: np.random.Generator) -> Ints:
        """Return one map point for each of `cells`."""
        drawn = np.searchsorted(self._edges, cells + random.random(len(cells)))
        return np.clip(drawn, self._first[cells], self._last[cells])


def _columns(parameters: Parameters, hotspot: Hotspot) -> list[int]:
    names = [category.name for category in parameters.category]
    return [names.index(name) for name in hotspot.categories]
