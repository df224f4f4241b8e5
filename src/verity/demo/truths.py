"""What a test can hold a build of the invented county to: the numbers it was drawn from, not what was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from verity.demo.county import County, draw_county
from verity.demo.parameters import Hotspot, Parameters


@dataclass(frozen=True)
class PlantedHotspot:
    """A declared hotspot and the LSOAs (codes alike in both vintages) it was planted in."""

    declared: Hotspot
    lsoa_codes: tuple[str, ...]


@dataclass(frozen=True)
class Truths:
    """Expected values of the county force's street files, before repeated Crime IDs.

    Attributes
    ----------
    rows : mapping of (category, year) to expected rows
        With and without location, inside the county or not.
    rows_by_month : mapping of month to expected rows, all categories together
    lsoa21_rows : mapping of (LSOA 2021 code, category) to expected rows over all months
        Where the offences happened, before some lose their location or are placed beyond the border.
    gradient : mapping of category to the change of log intensity for one standard score of deprivation
    latent_score : mapping of LSOA 2021 code to the mean standard score of deprivation it was drawn with
    hotspots : tuple of PlantedHotspot
    stop_rates : mapping of ethnic group to stops per resident relative to White residents
    """

    rows: Mapping[tuple[str, int], float]
    rows_by_month: Mapping[str, float]
    lsoa21_rows: Mapping[tuple[str, str], float]
    gradient: Mapping[str, float]
    latent_score: Mapping[str, float]
    hotspots: tuple[PlantedHotspot, ...]
    stop_rates: Mapping[str, float]


def truths(parameters: Parameters) -> Truths:
    """Compute the truths of a county; nothing is drawn but the areas, the residents and the declared noise."""
    county = draw_county(parameters)
    names = [category.name for category in parameters.category]
    expected = county.intensity.expected
    years = np.array([int(month[:4]) for month in parameters.months])
    return Truths(
        rows={
            (name, int(year)): float(expected[years == year][:, :, column].sum())
            for year in np.unique(years)
            for column, name in enumerate(names)
        },
        rows_by_month=dict(zip(parameters.months, expected.sum(axis=(1, 2)).tolist(), strict=True)),
        lsoa21_rows=_lsoa21_rows(county, names),
        gradient={category.name: category.gradient for category in parameters.category},
        latent_score=_latent_scores(county),
        hotspots=_hotspots(county, parameters),
        stop_rates=parameters.stops.relative_rate,
    )


def _home_codes(county: County) -> list[str]:
    home = county.nest.lsoa21["district"] < len(county.nest.district) - 1
    return [str(code) for code in county.nest.lsoa21["code"][home]]


def _lsoa21_rows(county: County, names: list[str]) -> dict[tuple[str, str], float]:
    codes = [str(code) for code in county.nest.lsoa21["code"]]
    by_cell = county.intensity.expected.sum(axis=0)
    by_lsoa = np.zeros((len(codes), len(names)))
    np.add.at(by_lsoa, county.nest.lsoa21_of_cell, by_cell)
    home = set(_home_codes(county))
    return {
        (code, name): float(by_lsoa[row, column])
        for row, code in enumerate(codes)
        if code in home
        for column, name in enumerate(names)
    }


def _latent_scores(county: County) -> dict[str, float]:
    group = county.nest.lsoa21_of_cell
    mean = np.bincount(group, weights=county.latent) / np.bincount(group)
    home = set(_home_codes(county))
    scores = zip(county.nest.lsoa21["code"], mean.tolist(), strict=True)
    return {str(code): score for code, score in scores if code in home}


def _hotspots(county: County, parameters: Parameters) -> tuple[PlantedHotspot, ...]:
    codes = county.nest.lsoa21["code"].to_numpy()
    return tuple(
        PlantedHotspot(declared, tuple(sorted(str(codes[county.nest.lsoa21_of_cell[cell]]) for cell in cells)))
        for declared, cells in zip(parameters.hotspot, county.intensity.hotspots, strict=True)
    )
