"""Rows of the street files: drawn from the expected numbers, then given the faults of the real files.

Rows are arrays of numbers here; `archive` turns them into the publisher's columns, once per edition.
"""

from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from verity.demo.offences import Points
from verity.demo.parameters import Parameters
from verity.demo.tessellation import Floats, Ints, Tessellation

ASB = "Anti-social behaviour"
NEAR_BORDER = 0.15
"""Rows said to lie beyond the border use the nearest this share of the other side's map points."""
FINAL_OUTCOMES = (
    "Investigation complete; no suspect identified",
    "Unable to prosecute suspect",
    "Suspect charged",
    "Local resolution",
    "Action to be taken by another organisation",
    "Formal action is not in the public interest",
    "Offender given a caution",
    "Further action is not in the public interest",
    "Further investigation is not in the public interest",
)
OTHER_SHARES = np.array([0.5, 0.2, 0.17, 0.08, 0.05])
"""Shares of the last five outcomes among the outcomes that a category does not declare."""
NONE = -1
MONTHLY_CHANCE = 0.35
"""Chance that an offence still open is closed in a given month."""


@dataclass(frozen=True)
class StreetRows:
    """Rows of one force's street files, equally long arrays.

    Attributes
    ----------
    month, category : positions in the parameters' months and categories
    point : map point, or -1 where there is no location
    crime : number of the crime, or -1 for anti-social behaviour; equal numbers are repeated Crime IDs
    outcome : position in `FINAL_OUTCOMES`, or -1 where its status is unavailable
    outcome_month : position of the month in which it was closed; may lie beyond the last
    """

    month: Ints
    category: Ints
    point: Ints
    crime: Ints
    outcome: Ints
    outcome_month: Ints

    def take(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Self:
        """Return the rows at positions, or where true."""
        return type(self)(*(getattr(self, field.name)[rows] for field in fields(self)))

    def joined(self, other: Self) -> Self:
        """Return these rows and those of another."""
        pairs = ((getattr(self, field.name), getattr(other, field.name)) for field in fields(self))
        return type(self)(*(np.concatenate(pair) for pair in pairs))

    def changed(self, **columns: Ints) -> Self:
        """Return the same rows with some columns replaced."""
        return type(self)(*(columns.get(field.name, getattr(self, field.name)) for field in fields(self)))


def street_rows(
    parameters: Parameters,
    land: Tessellation,
    weights: Floats,
    expected: Floats,
    *,
    stream: str,
    beyond: float,
) -> StreetRows:
    """Draw one force's rows, without repeats.

    Parameters
    ----------
    weights : shape (points,)
        Relative use of each map point within its cell.
    expected : shape (months, cells, categories)
    stream : str
        Name of the random stream; one per force.
    beyond : float
        Share of located rows that lie on the other side of the border.
    """
    random = parameters.random(stream)
    counts = random.poisson(expected)
    flat = np.repeat(np.arange(counts.size), counts.ravel())
    month, cell, category = (part.astype(np.int64) for part in np.unravel_index(flat, counts.shape))
    point = Points(land, weights).draw(cell, random)
    point = _astray(land, point, land.home[cell], beyond, random)
    point[random.random(len(point)) < _no_location(parameters)[month, category]] = NONE
    asb = _category(parameters, ASB)
    crime = np.where(category == asb, NONE, np.arange(len(month)))
    outcome = _outcomes(parameters, category, random)
    lag = random.geometric(MONTHLY_CHANCE, len(month)) - 1
    return StreetRows(month, category, point, crime, outcome, month + lag)


def repeated(parameters: Parameters, land: Tessellation, rows: StreetRows) -> StreetRows:
    """Return the rows that repeat a Crime ID already there: most byte-identical, some not."""
    random = parameters.random("repeats")
    quirks = parameters.quirks
    month = parameters.months.index(quirks.repeat_month)
    candidates = np.flatnonzero((rows.month == month) & (rows.crime != NONE) & (rows.point != NONE))
    chosen = random.permutation(candidates)[: round(quirks.repeat_share * len(candidates))]
    again = rows.take(chosen)
    differs = np.arange(len(chosen)) >= round(quirks.repeat_identical * len(chosen))
    elsewhere = _another_point(land, again.point)
    again = again.changed(point=np.where(differs, elsewhere, again.point))
    earlier = np.flatnonzero((rows.month < len(parameters.months) - 1) & (rows.crime != NONE))
    later = rows.take(random.choice(earlier, quirks.repeats_across_months, replace=False))
    return again.joined(later.changed(month=later.month + 1))


def _category(parameters: Parameters, name: str) -> int:
    return [category.name for category in parameters.category].index(name)


def _no_location(parameters: Parameters) -> Floats:
    """Share of rows without location, by month and category."""
    years = np.array([int(month[:4]) for month in parameters.months]) - parameters.intensity.base_year
    growth = (1 + parameters.quirks.no_location_growth) ** years
    shares = np.array([category.no_location for category in parameters.category])
    return np.asarray(np.outer(growth, shares).clip(0, 1))


def _astray(
    land: Tessellation, point: Ints, home: NDArray[np.bool_], share: float, random: np.random.Generator
) -> Ints:
    """Move a share of rows to map points beyond the border, near it."""
    moved = random.random(len(point)) < share
    own = bool(home.all())
    here = np.flatnonzero(land.home[land.point_cell] == own)
    there = np.flatnonzero(land.home[land.point_cell] != own)
    away = cKDTree(land.points[here]).query(land.points[there])[0]
    near = there[np.argsort(away, kind="stable")][: max(1, round(NEAR_BORDER * len(there)))]
    return np.where(moved, near[random.integers(0, len(near), len(point))], point)


def _another_point(land: Tessellation, point: Ints) -> Ints:
    """Another map point of the same cell."""
    size = np.bincount(land.point_cell)
    first = np.cumsum(size) - size
    cell = land.point_cell[point]
    return np.asarray(first[cell] + (point - first[cell] + 1) % size[cell])


def _outcomes(parameters: Parameters, category: Ints, random: np.random.Generator) -> Ints:
    declared = np.array([[c.no_suspect, c.unable, c.charged, c.resolved] for c in parameters.category])
    rest = np.maximum(0, 1 - declared.sum(axis=1, keepdims=True))
    edges = np.cumsum(np.hstack([declared, rest * OTHER_SHARES]), axis=1)
    drawn = (random.random(len(category))[:, None] > edges[category]).sum(axis=1)
    outcome = np.minimum(drawn, len(FINAL_OUTCOMES) - 1)
    outcome[random.random(len(category)) < parameters.quirks.status_unavailable] = NONE
    outcome[category == _category(parameters, ASB)] = NONE
    return np.asarray(outcome, dtype=np.int64)
