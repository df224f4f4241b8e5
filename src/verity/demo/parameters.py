"""The declared truths of the invented county: their shape, their file, their random streams.

What each number means is said beside it in `county.toml`; nothing here computes a result.
"""

import tomllib
import zlib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import Field, ValidationError

from verity.demo.declared import Count, Declared, Month, Positive, Share
from verity.demo.record_parameters import Records
from verity.model.errors import SettingsError

HERE = Path(__file__).parent
COUNTY = HERE / "county.toml"
SMALL = HERE / "small.toml"


class Names(Declared):
    """Invented names of areas and forces."""

    county: str
    force: str
    slug: str
    districts: tuple[str, ...]
    neighbour_county: str
    neighbour_force: str
    neighbour_slug: str
    neighbour_district: str
    neighbour_district_parts: tuple[str, str]
    region: str
    far_district: str
    far_county: str
    far_region: str
    country: str


class Shape(Declared):
    """Outline and grain of the map, in kilometres from its centre."""

    centre_longitude: float
    centre_latitude: float
    radius_km: Positive
    wobble: tuple[float, ...]
    neighbour_offset_km: tuple[float, float]
    neighbour_radius_km: Positive
    facets_per_cell: Annotated[int, Field(ge=8)]
    rural_cells: Count
    neighbour_town_cells: Count
    neighbour_rural_cells: Count


class Town(Declared):
    """A cluster of small areas."""

    name: str
    x_km: float
    y_km: float
    spread_km: Positive
    cells: Count
    district: str


class Change(Declared):
    """How many LSOAs changed between 2011 and 2021, by kind."""

    split_in_two: Count
    split_in_three: Count
    merged_pairs: Count
    complex_cases: Count


class Population(Declared):
    """Size and growth of the resident population."""

    persons_per_cell: Positive
    spread: float
    growth: float
    split_growth: float
    far_district_multiple: Positive


class Deprivation(Declared):
    """The latent score of deprivation and the nation it is ranked in."""

    nation_lsoas: Annotated[int, Field(gt=0)]
    mean: float
    spread: Positive
    change_2025: float


class Stops(Declared):
    """Stop and search: size, blanks, and the truth of disproportionality."""

    rows_per_year: Positive
    identical_share: Share
    no_location: Share
    outcome_not_linked: Share
    age_blank: Share
    ethnicity_blank: Share
    ethnicity_not_stated: Share
    relative_rate: dict[str, float]


class Quirks(Declared):
    """Rates of the faults that the real files have."""

    no_location_growth: float
    outside_county: Share
    neighbour_inside_county: Share
    repeat_month: Month
    repeat_share: Share
    repeat_identical: Share
    repeats_across_months: Count
    missing_outcomes_month: Month
    outcomes_before_window: Share
    outcome_twice: Share
    status_unavailable: Share
    named_points: Share


class Lockdown(Declared):
    """Months of restrictions and their usual factor."""

    months: tuple[Month, ...]
    factor: Positive


class CountingRule(Declared):
    """A step in recording, not in behaviour."""

    from_month: Month
    category: str
    factor: Positive


class Intensity(Declared):
    """What varies intensity beyond the named truths."""

    noise: float
    summer_peak_month: int
    base_year: int


class Hotspot(Declared):
    """LSOAs nearest to a place where some categories are multiplied."""

    id: str
    near: str
    offset_km: tuple[float, float] = (0.0, 0.0)
    lsoas: Annotated[int, Field(gt=0)]
    factor: Positive
    from_month: Month | None = None
    categories: tuple[str, ...]


class Category(Declared):
    """One category of police.uk and its truths."""

    name: str
    rows_per_year: Positive
    gradient: float
    summer: float
    trend: Positive
    no_location: Share
    lockdown: float | None = None
    no_suspect: Share
    unable: Share
    charged: Share
    resolved: Share


class Parameters(Declared):
    """Everything that the county is drawn from."""

    seed: int
    first_month: Month
    last_month: Month
    edition: Month
    older_edition: Month
    rows_scale: Positive
    names: Names
    shape: Shape
    town: tuple[Town, ...]
    change: Change
    population: Population
    deprivation: Deprivation
    stops: Stops
    quirks: Quirks
    lockdown: Lockdown
    counting_rule: CountingRule
    intensity: Intensity
    hotspot: tuple[Hotspot, ...]
    category: tuple[Category, ...]
    records: Records

    @cached_property
    def months(self) -> tuple[str, ...]:
        """All months from the first to the last, as `YYYY-MM`."""
        months = np.arange(np.datetime64(self.first_month), np.datetime64(self.last_month) + 1)
        return tuple(str(month) for month in months)

    def random(self, stream: str) -> np.random.Generator:
        """Return the random stream of one part, so that a change in one part leaves the others alone."""
        return np.random.default_rng([self.seed, zlib.crc32(stream.encode())])


def load_parameters(path: Path | None = None) -> Parameters:
    """Read a parameter file; without a path, the shipped county.

    A file may say `based_on` another one beside it and declare only what differs: tables are merged key by
    key, arrays are replaced.

    Raises
    ------
    SettingsError
        The file is missing, is not TOML, or declares something unknown or out of range.

    Examples
    --------
    >>> len(load_parameters().months), len(load_parameters(SMALL).months)
    (60, 24)
    """
    source = path or COUNTY
    try:
        return Parameters.model_validate(_declared(source))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
        raise SettingsError(
            "The parameters of the invented county cannot be read",
            where=source.name,
            expected="the keys of the shipped county.toml",
            found=str(problem),
            do_this="copy the shipped file and change its numbers only",
        ) from problem


def _declared(source: Path) -> dict[str, Any]:
    own = tomllib.loads(source.read_text(encoding="utf-8"))
    base = own.pop("based_on", None)
    return _overlay(_declared(source.parent / base), own) if base else own


def _overlay(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    return base | {
        key: _overlay(base[key], value) if isinstance(value, dict) and key in base else value
        for key, value in own.items()
    }
