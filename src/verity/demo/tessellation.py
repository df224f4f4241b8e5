"""The map of the invented county: an irregular tessellation of smallest pieces.

A *cell* is the smallest piece that both vintages of LSOA are unions of; a *facet* is one of some thirty
polygons a cell is made of. Facet centres are the possible map points, so that their cell is known without
asking the geometry. Names and codes are `nesting`'s.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from verity.demo.parameters import Parameters, Shape

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

KM_PER_DEGREE = 111.32
GHOST_SPACING_KM = 2.5
SEA = -1


@dataclass(frozen=True)
class Tessellation:
    """Cells with their polygons, and the map points within them.

    Attributes
    ----------
    polygons : array of shapely geometries, shape (cells,)
        WGS84, six decimals; together they tile county and neighbour without overlap.
    centres : shape (cells, 2)
        Kilometres from the county's centre.
    home : shape (cells,)
        Whether the cell lies in the county (else in the neighbour's area).
    points : shape (points, 2)
        Longitude and latitude of the map points, six decimals, ordered by cell.
    point_cell : shape (points,)
        The cell each map point lies in.
    """

    polygons: NDArray[Any]
    centres: Floats
    home: NDArray[np.bool_]
    points: Floats
    point_cell: Ints


def tessellation(parameters: Parameters) -> Tessellation:
    """Draw the map."""
    shape = parameters.shape
    random = parameters.random("tessellation")
    seeds, home = _seeds(parameters, random)
    ghosts = _ghosts(shape, seeds)
    facets = _facets(np.vstack([seeds, ghosts]), len(seeds), shape.facets_per_cell, random)
    owner = _owners(facets, seeds, home, shape)
    polygons = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(facets), ordered=True, extend_to=_frame(shape))
    )
    land = owner != SEA
    order = np.flatnonzero(land)[np.argsort(owner[land], kind="stable")]
    cell = owner[order]
    degrees = shapely.transform(polygons[order], lambda xy: _degrees(xy, shape))
    starts = np.searchsorted(cell, np.arange(len(seeds) + 1))
    if np.any(np.diff(starts) < 3):
        raise ValueError("A cell of the invented county has fewer than three facets: change the seed")
    whole = [shapely.coverage_union_all(degrees[a:b]) for a, b in pairwise(starts)]
    centres = np.array([facets[order[a:b]].mean(axis=0) for a, b in pairwise(starts)])
    return Tessellation(np.array(whole), centres, home, _degrees(facets[order], shape), cell)


def inside_county(xy: Floats, shape: Shape) -> NDArray[np.bool_]:
    """Whether points (kilometres) lie within the county's wavy outline."""
    angle = np.arctan2(xy[:, 1], xy[:, 0])
    waves = sum(
        (amplitude * np.cos(order * angle + 1.7 * order) for order, amplitude in enumerate(shape.wobble, start=1)),
        start=np.zeros(len(xy)),
    )
    return np.asarray(np.hypot(xy[:, 0], xy[:, 1]) < shape.radius_km * (1 + waves))


def inside_neighbour(xy: Floats, shape: Shape) -> NDArray[np.bool_]:
    """Whether points (kilometres) lie in the neighbour's area."""
    away = xy - np.array(shape.neighbour_offset_km)
    angle = np.arctan2(away[:, 1], away[:, 0])
    reach = shape.neighbour_radius_km * (1 + 0.12 * np.cos(3 * angle) + 0.06 * np.cos(5 * angle + 1))
    return np.asarray((np.hypot(away[:, 0], away[:, 1]) < reach) & ~inside_county(xy, shape))


def _seeds(parameters: Parameters, random: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    shape = parameters.shape
    towns = [_scatter(random, np.array([town.x_km, town.y_km]), town.spread_km, town.cells) for town in parameters.town]
    built = np.vstack(towns)
    built = built[inside_county(built, shape)]
    missing = sum(town.cells for town in parameters.town) - len(built) + shape.rural_cells
    rural = _spread_out(random, built, missing, lambda xy: inside_county(xy, shape), shape.radius_km * 1.4)
    county = np.vstack([built, rural])
    offset = np.array(shape.neighbour_offset_km)
    middle = offset * 1.1
    town = _scatter(random, middle, shape.neighbour_radius_km / 8, shape.neighbour_town_cells)
    open_land = _spread_out(
        random,
        np.vstack([county, town]),
        shape.neighbour_rural_cells,
        lambda xy: inside_neighbour(xy + offset, shape),
        shape.neighbour_radius_km * 1.2,
        offset,
    )
    seeds = np.vstack([county, town, open_land])
    return seeds, np.arange(len(seeds)) < len(county)


def _scatter(random: np.random.Generator, middle: Floats, spread: float, count: int) -> Floats:
    """Points of a town: dense at the centre, evened out so that no sliver arises."""
    golden = np.pi * (3 - np.sqrt(5))
    rank = np.arange(count)
    radius = spread * np.sqrt(-2 * np.log1p(-(rank + 0.5) / (count + 0.5))) * 0.9
    angle = rank * golden + random.uniform(0, 2 * np.pi)
    jitter = random.normal(0, 0.16 * spread / np.sqrt(max(count, 4) / 8), (count, 2))
    return np.asarray(middle + np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None] + jitter)


def _spread_out(
    random: np.random.Generator,
    taken: Floats,
    count: int,
    inside: Any,  # noqa: ANN401 - a predicate on arrays of points
    reach: float,
    offset: Floats | None = None,
) -> Floats:
    """Points of the open country: each the farthest of some candidates from all points before it."""
    shift = np.zeros(2) if offset is None else offset
    points = taken
    candidates = random.uniform(-reach, reach, (40 * max(count, 10), 2))
    candidates = candidates[inside(candidates)] + shift
    distance = cKDTree(points).query(candidates)[0]
    for _ in range(count):
        farthest = int(np.argmax(distance * random.uniform(0.6, 1.0, len(candidates))))
        points = np.vstack([points, candidates[farthest]])
        distance = np.minimum(distance, np.hypot(*(candidates - candidates[farthest]).T))
    return points[len(taken) :]


def _ghosts(shape: Shape, seeds: Floats) -> Floats:
    """Seeds in the sea that keep the outermost cells from reaching far beyond the outline."""
    low, high = seeds.min(axis=0) - 6, seeds.max(axis=0) + 6
    spacing = GHOST_SPACING_KM
    grid = np.stack(
        np.meshgrid(np.arange(low[0], high[0], spacing), np.arange(low[1], high[1], spacing)), axis=-1
    ).reshape(-1, 2)
    outside = ~inside_county(grid, shape) & ~inside_neighbour(grid, shape)
    return np.asarray(grid[outside])


def _frame(shape: Shape) -> Any:  # noqa: ANN401 - a shapely geometry
    reach = 4 * (shape.radius_km + shape.neighbour_radius_km)
    return shapely.box(-reach, -reach, reach, reach)


def _facets(seeds: Floats, cells: int, per_cell: int, random: np.random.Generator) -> Floats:
    """Centres of the facets: `per_cell` in each cell's Voronoi polygon, fewer in the sea."""
    low, high = seeds.min(axis=0) - 2, seeds.max(axis=0) + 2
    frame = shapely.box(*low, *high)
    raw = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), ordered=True))
    polygons = shapely.intersection(raw, frame)
    counts = np.where(np.arange(len(seeds)) < cells, per_cell, max(4, per_cell // 3))
    facets = np.vstack([_within(polygon, count, random) for polygon, count in zip(polygons, counts, strict=True)])
    for _ in range(2):
        facets = _relaxed(facets, frame)
    return facets


def _within(polygon: Any, count: int, random: np.random.Generator) -> Floats:  # noqa: ANN401 - shapely
    """Points spread evenly over a convex polygon, by area of its fan of triangles."""
    ring = shapely.get_coordinates(polygon)
    middle = ring[:-1].mean(axis=0)
    a, b = ring[:-1] - middle, ring[1:] - middle
    area = np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])
    steps = (np.arange(count) + random.random(count)) / count
    which = np.minimum(np.searchsorted(np.cumsum(area) / area.sum(), steps), len(area) - 1)
    radius, along = np.sqrt(random.random(count)), random.random(count)
    mix = a[which] * (1 - along)[:, None] + b[which] * along[:, None]
    return np.asarray(middle + radius[:, None] * mix)


def _relaxed(points: Floats, frame: Any) -> Floats:  # noqa: ANN401 - shapely
    """Move each point to the centre of its Voronoi polygon: one step of Lloyd's algorithm."""
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), ordered=True))
    return np.asarray(shapely.get_coordinates(shapely.centroid(shapely.intersection(cells, frame))))


def _owners(facets: Floats, seeds: Floats, home: NDArray[np.bool_], shape: Shape) -> Ints:
    """Return the cell of each facet; the sea for those beyond both outlines."""
    owner = np.full(len(facets), SEA)
    for inside, members in (
        (inside_county(facets, shape), np.flatnonzero(home)),
        (inside_neighbour(facets, shape), np.flatnonzero(~home)),
    ):
        nearest = cKDTree(seeds[members]).query(facets[inside])[1]
        owner[inside] = members[nearest]
    return owner


def _degrees(xy: Floats, shape: Shape) -> Floats:
    """Kilometres to WGS84 degrees with six decimals (0.1 m), the precision of police.uk."""
    stretch = KM_PER_DEGREE * np.cos(np.radians(shape.centre_latitude))
    longitude = shape.centre_longitude + xy[:, 0] / stretch
    latitude = shape.centre_latitude + xy[:, 1] / KM_PER_DEGREE
    return np.round(np.column_stack([longitude, latitude]), 6)
