"""Which cell belongs to which area, and every area's code and name.

LSOAs of both vintages, MSOAs, wards and districts as unions of cells; codes in the reserved range only.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from verity.demo.parameters import Parameters
from verity.demo.tessellation import Floats, Ints, Tessellation

LSOAS_PER_WARD = 5.4
LSOAS_PER_MSOA = 5.0
NEW_LSOA = 5000
"""New codes of 2021 start above those of 2011, as they do in the published series."""
REVIEWED_WARD = 1000
NEIGHBOUR, FIRST_PART, SECOND_PART, FAR = 10, 11, 12, 20
"""District numbers beyond the county: the neighbour, the two it was merged from, and the far district."""
WARD_PREFIXES = ("Abbey", "Castle", "Church", "Mill", "Priory", "Station", "Orchard", "Market", "Park", "Bridge")
WARD_SUFFIXES = ("Green", "Heath", "Fields", "Hill", "Cross", "Wood", "End", "Meadows")


@dataclass(frozen=True)
class Nesting:
    """Areas as unions of cells.

    Attributes
    ----------
    lsoa11_of_cell, lsoa21_of_cell, district_of_cell : shape (cells,)
        Row numbers in the tables below.
    lsoa11 : columns code, name, district, msoa, ward
    lsoa21 : columns code, name, district, ward, unchanged
    msoa, ward, old_ward, district : columns code, name, district
        `old_ward` are the wards of 2017, before one district's boundary review renumbered its own.
    change : columns lsoa11, lsoa21 (row numbers), indicator (U, S, M, X)
    """

    lsoa11_of_cell: Ints
    lsoa21_of_cell: Ints
    district_of_cell: Ints
    lsoa11: pd.DataFrame
    lsoa21: pd.DataFrame
    msoa: pd.DataFrame
    ward: pd.DataFrame
    old_ward: pd.DataFrame
    district: pd.DataFrame
    change: pd.DataFrame


def nesting(parameters: Parameters, land: Tessellation) -> Nesting:
    """Group the cells into areas and name them."""
    random = parameters.random("nesting")
    district_of_cell = _districts(parameters, land)
    district = _district_table(parameters)
    group11, group21, indicator = _vintages(parameters, land, district_of_cell)
    msoa_of_group = _clusters(land, group11, district_of_cell, LSOAS_PER_MSOA)
    lsoa11_of_cell, order = _ordered(group11, msoa_of_group)
    msoa_of_lsoa = msoa_of_group[order]
    msoa = _msoa_table(msoa_of_lsoa, _first(district_of_cell, lsoa11_of_cell), district)
    lsoa11 = _lsoa11_table(msoa_of_lsoa, msoa)
    lsoa21_of_cell, _ = _ordered(group21, _first(lsoa11_of_cell, group21))
    changed = _first(indicator != "U", lsoa21_of_cell)
    lsoa21 = _lsoa21_table(_first(lsoa11_of_cell, lsoa21_of_cell), changed, lsoa11)
    lsoa21["ward"] = _clusters(land, lsoa21_of_cell, district_of_cell, LSOAS_PER_WARD)
    ward = _ward_table(lsoa21["ward"].to_numpy(), lsoa21["district"].to_numpy(), random)
    lsoa11["ward"] = lsoa21["ward"].to_numpy()[_first(lsoa21_of_cell, lsoa11_of_cell)]
    old_ward = ward.copy()
    reviewed = old_ward["district"] == 0
    old_ward.loc[reviewed, "code"] = [area_code("E05", REVIEWED_WARD + n) for n in range(int(reviewed.sum()))]
    change = pd.DataFrame({"lsoa11": lsoa11_of_cell, "lsoa21": lsoa21_of_cell, "indicator": indicator}).drop_duplicates(
        ignore_index=True
    )
    return Nesting(
        lsoa11_of_cell,
        lsoa21_of_cell,
        district_of_cell,
        lsoa11,
        lsoa21,
        msoa,
        ward,
        old_ward,
        district,
        change,
    )


def area_code(prefix: str, number: int) -> str:
    """Return a code of the reserved range.

    Examples
    --------
    >>> area_code("E06", 1)
    'E06990001'
    """
    return f"{prefix}99{number:04d}"


def _districts(parameters: Parameters, land: Tessellation) -> Ints:
    """District of each cell: that of the town which reaches farthest towards it; last is the neighbour."""
    names = parameters.names.districts
    places = np.array([[town.x_km, town.y_km] for town in parameters.town])
    reach = np.array([1.6 + 0.18 * np.sqrt(town.cells) for town in parameters.town])
    owner = np.array([names.index(town.district) for town in parameters.town])
    away = np.hypot(*(land.centres[:, None, :] - places[None, :, :]).transpose(2, 0, 1))
    return np.where(land.home, owner[np.argmin(away / reach, axis=1)], len(names))


def _district_table(parameters: Parameters) -> pd.DataFrame:
    names = [*parameters.names.districts, parameters.names.neighbour_district]
    numbers = [*range(1, len(names)), NEIGHBOUR]
    return pd.DataFrame({"code": [area_code("E06", number) for number in numbers], "name": names})


def _vintages(parameters: Parameters, land: Tessellation, district: Ints) -> tuple[Ints, Ints, NDArray[np.str_]]:
    """Group cells into LSOAs of 2011 and of 2021: splits, merges, complex cases, else one cell each."""
    cells = len(land.centres)
    group11, group21, indicator = np.arange(cells), np.arange(cells), np.full(cells, "U")
    free = land.home.copy()
    waiting = parameters.random("vintages").permutation(np.flatnonzero(land.home))
    change = parameters.change
    plan = (
        ("complex", 3, change.complex_cases),
        ("split", 3, change.split_in_three),
        ("split", 2, change.split_in_two),
        ("merge", 2, change.merged_pairs),
    )
    for kind, size, count in plan:
        for _ in range(count):
            block = _block(waiting, land.centres, district, free, size)
            free[block] = False
            if kind == "split":
                group11[block], indicator[block] = block[0], "S"
            elif kind == "merge":
                group21[block], indicator[block] = block[0], "M"
            else:
                group11[block[:2]], group21[block[1:]], indicator[block] = block[0], block[1], "X"
    return _dense(group11), _dense(group21), indicator


def _block(waiting: Ints, centres: Floats, district: Ints, free: NDArray[np.bool_], size: int) -> Ints:
    """Return the first free cell in the queue with its nearest free companions in the same district."""
    tree = cKDTree(centres)
    for seed in waiting[free[waiting]]:
        near = np.asarray(tree.query(centres[seed], k=size + 3)[1], dtype=np.int64)
        usable = near[free[near] & (district[near] == district[seed])][:size]
        if len(usable) == size and usable[0] == seed:
            return np.asarray(usable, dtype=np.int64)
    raise ValueError("The invented county is too small for its declared splits and merges")


def _dense(groups: NDArray[np.int64]) -> Ints:
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def _first(of_cell: NDArray[Any], group: Ints) -> NDArray[Any]:
    """Return what the first cell of each group has."""
    return np.asarray(of_cell[np.unique(group, return_index=True)[1]])


def _clusters(land: Tessellation, group: Ints, district: Ints, size: float) -> Ints:
    """Compact clusters of about `size` groups within each district, numbered from the north-west."""
    centre = _means(land.centres, group)
    home = _first(district, group)
    cluster = np.zeros(len(centre), dtype=np.int64)
    used = 0
    for one in np.unique(home):
        members = np.flatnonzero(home == one)
        count = max(1, round(len(members) / size))
        labels = _halved(centre[members], count)
        middles = _means(centre[members], labels)
        rank = np.empty(len(middles), dtype=np.int64)
        rank[np.lexsort((middles[:, 0], -np.round(middles[:, 1])))] = np.arange(len(middles))
        cluster[members] = used + rank[labels]
        used += len(middles)
    return cluster


def _halved(points: Floats, count: int) -> Ints:
    """Cut points into `count` clusters of even size, each time across the longest direction."""
    labels = np.zeros(len(points), dtype=np.int64)
    waiting = [(np.arange(len(points)), 0, count)]
    while waiting:
        members, first, parts = waiting.pop()
        labels[members] = first
        if parts > 1:
            away = points[members] - points[members].mean(axis=0)
            direction = np.linalg.svd(away, full_matrices=False)[2][0]
            order = members[np.argsort(away @ direction, kind="stable")]
            left = parts // 2
            cut = round(len(order) * left / parts)
            waiting += [(order[:cut], first, left), (order[cut:], first + left, parts - left)]
    return labels


def _means(points: Floats, group: Ints) -> Floats:
    sums = np.column_stack([np.bincount(group, weights=points[:, axis]) for axis in (0, 1)])
    return np.asarray(sums / np.bincount(group)[:, None])


def _ordered(group: Ints, cluster_of_group: Ints) -> tuple[Ints, Ints]:
    """Renumber groups so that those of one cluster follow one another; return numbers and order."""
    order = np.argsort(cluster_of_group, kind="stable")
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return number[group], order


def _msoa_table(msoa_of_lsoa: Ints, district_of_lsoa: Ints, district: pd.DataFrame) -> pd.DataFrame:
    home = _first(district_of_lsoa, msoa_of_lsoa)
    within = np.arange(len(home)) - np.searchsorted(home, home)
    names = [f"{district['name'][one]} {number:03d}" for one, number in zip(home, within + 1, strict=True)]
    codes = [area_code("E02", number) for number in range(1, len(home) + 1)]
    return pd.DataFrame({"code": codes, "name": names, "district": home})


def _lsoa11_table(msoa_of_lsoa: Ints, msoa: pd.DataFrame) -> pd.DataFrame:
    letter = np.arange(len(msoa_of_lsoa)) - np.searchsorted(msoa_of_lsoa, msoa_of_lsoa)
    return pd.DataFrame(
        {
            "code": [area_code("E01", number) for number in range(1, len(msoa_of_lsoa) + 1)],
            "name": _lettered(msoa, msoa_of_lsoa, letter),
            "district": msoa["district"].to_numpy()[msoa_of_lsoa],
            "msoa": msoa_of_lsoa,
            "letter": letter,
        }
    )


def _lettered(msoa: pd.DataFrame, of: Ints, letter: Ints) -> list[str]:
    names = msoa["name"].to_numpy()[of]
    return [f"{name}{chr(ord('A') + one)}" for name, one in zip(names, letter, strict=True)]


def _lsoa21_table(parent: Ints, changed: NDArray[np.bool_], lsoa11: pd.DataFrame) -> pd.DataFrame:
    """LSOAs of 2021 by their (first) parent: unchanged ones keep code and name, others get new ones."""
    msoa = lsoa11["msoa"].to_numpy()[parent]
    last = np.bincount(lsoa11["msoa"])
    order = np.cumsum(changed) - 1
    start = np.array([order[changed & (msoa == one)].min(initial=len(parent)) for one in range(len(last))])
    letter = np.where(changed, last[msoa] + order - start[msoa], lsoa11["letter"].to_numpy()[parent])
    code = [
        area_code("E01", NEW_LSOA + new) if is_new else old
        for is_new, new, old in zip(changed, order, lsoa11["code"].to_numpy()[parent], strict=True)
    ]
    stem = lsoa11["name"].str[:-1].to_numpy()[parent]
    names = [f"{name}{chr(ord('A') + one)}" for name, one in zip(stem, letter, strict=True)]
    district = lsoa11["district"].to_numpy()[parent]
    return pd.DataFrame({"code": code, "name": names, "district": district, "unchanged": ~changed})


def _ward_table(ward_of: Ints, district_of_lsoa: Ints, random: np.random.Generator) -> pd.DataFrame:
    home = _first(district_of_lsoa, ward_of)
    pool = [f"{one} {other}" for one in WARD_PREFIXES for other in WARD_SUFFIXES]
    names = [pool[one % len(pool)] for one in random.permutation(max(len(pool), len(home)))[: len(home)]]
    codes = [area_code("E05", number) for number in range(1, len(home) + 1)]
    return pd.DataFrame({"code": codes, "name": names, "district": home})
