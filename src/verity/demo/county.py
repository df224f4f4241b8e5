"""Write the invented county as a data folder, in the publishers' own file formats, and tell its truths."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa

from verity.demo.ambulance import write_callouts
from verity.demo.archive import Edition, MapPoints, crime_ids, map_points
from verity.demo.area_files import FORCE_AREA, write_boundaries, write_lookups
from verity.demo.classification_files import write_classification
from verity.demo.drawn import County, draw_county
from verity.demo.emergency_care import write_emergency_care
from verity.demo.hospital import write_admissions
from verity.demo.offences import point_weights
from verity.demo.outcomes import OutcomeRows, outcome_rows
from verity.demo.parameters import Parameters
from verity.demo.police_files import write_police_records
from verity.demo.population_files import write_census, write_deprivation, write_population
from verity.demo.stops import stop_places, stop_tables
from verity.demo.street import StreetRows, repeated, street_rows
from verity.demo.writing import write_zip

__all__ = ["FORCE_AREA", "County", "draw_county", "make_county", "write_records"]


def make_county(out: Path, *, parameters: Parameters) -> None:
    """Write every file of the invented county below `out`; the same parameters give the same bytes.

    Parameters
    ----------
    out : Path
        The data folder: `police_uk/`, `boundaries/`, `lookups/`, `population/`, `census/`, `deprivation/`,
        `classifications/`, `police_records/`, `hospital/`, `emergency_care/`, `ambulance/`.
        Files of the same name are overwritten, others left alone.
    """
    county = draw_county(parameters)
    land, nest, residents = county.land, county.nest, county.residents
    with ThreadPoolExecutor(max_workers=2) as pool:
        police = pool.submit(_write_police, out / "police_uk", parameters, county)
        records = pool.submit(write_records, out, parameters=parameters, county=county)
        write_boundaries(out / "boundaries", parameters=parameters, land=land, nest=nest)
        write_lookups(out / "lookups", parameters=parameters, nest=nest)
        write_population(out / "population", parameters=parameters, nest=nest, residents=residents)
        write_census(out / "census", parameters=parameters, nest=nest, residents=residents)
        write_classification(out / "classifications", parameters=parameters, county=county)
        write_deprivation(out / "deprivation", parameters=parameters, nest=nest, latent=county.latent)
        police.result()
        records.result()


def write_records(out: Path, *, parameters: Parameters, county: County) -> None:
    """Write the files of persons and incidents, which are restricted wherever they are real."""
    write_police_records(out / "police_records", parameters=parameters, county=county)
    write_admissions(out / "hospital", parameters=parameters, county=county)
    write_emergency_care(out / "emergency_care", parameters=parameters, county=county)
    write_callouts(out / "ambulance", parameters=parameters, county=county)


@dataclass(frozen=True)
class _Police:
    """Rows of both forces."""

    street: StreetRows
    neighbour: StreetRows
    outcomes: OutcomeRows
    stops: list[pa.Table]


def _write_police(folder: Path, parameters: Parameters, county: County) -> None:
    """Write the current edition and an older one, at the same time: compression leaves the interpreter free."""
    rows, points, ids = _police(parameters, county)
    months = parameters.months
    older = sum(month <= parameters.older_edition for month in months)
    editions = {
        parameters.edition: Edition(parameters, points, ids, months=len(months), vintage=2021),
        parameters.older_edition: Edition(parameters, points, ids, months=older, vintage=2011),
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        write = partial(_write_edition, folder, parameters, rows)
        list(pool.map(write, editions, editions.values()))


def _police(parameters: Parameters, county: County) -> tuple[_Police, MapPoints, pa.Array]:
    land, quirks = county.land, parameters.quirks
    weights = point_weights(parameters, land)
    points = map_points(parameters, land, county.nest)
    drawn = partial(street_rows, parameters, land, weights)
    first = drawn(county.intensity.expected, stream="street", beyond=quirks.outside_county)
    theirs = drawn(county.intensity.neighbour, stream="neighbour street", beyond=quirks.neighbour_inside_county)
    outcomes = outcome_rows(parameters, first)
    used = int(outcomes.crime.max(initial=-1)) + 1
    used = max(used, len(first.crime))
    neighbour = theirs.changed(crime=np.where(theirs.crime < 0, theirs.crime, theirs.crime + used))
    ids = crime_ids(parameters.random("crime ids"), used + len(theirs.crime))
    stops = stop_tables(
        parameters,
        land,
        county.nest,
        county.residents,
        (stop_places(parameters, county.intensity.expected), weights),
        (points.longitude, points.latitude),
    )
    street = first.joined(repeated(parameters, land, first))
    return _Police(street, neighbour, outcomes, stops), points, ids


def _write_edition(folder: Path, parameters: Parameters, rows: _Police, name: str, edition: Edition) -> None:
    write_zip(folder / f"{name}.zip", _members(parameters, rows, edition))


def _members(parameters: Parameters, rows: _Police, edition: Edition) -> Iterator[tuple[str, bytes]]:
    names = parameters.names
    yield from edition.street(rows.street, names.force, names.slug)
    yield from edition.outcomes(rows.outcomes, names.force, names.slug)
    yield from edition.stops(rows.stops, names.slug)
    yield from edition.street(rows.neighbour, names.neighbour_force, names.neighbour_slug)
