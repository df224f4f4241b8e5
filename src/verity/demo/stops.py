"""Rows of the stop-and-search files, with the declared disproportionality and the times in UTC."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from verity.demo.nesting import Nesting
from verity.demo.offences import Points
from verity.demo.parameters import Parameters
from verity.demo.people import ETHNIC_GROUPS, People
from verity.demo.tessellation import Floats, Ints, Tessellation

OFFICER_DEFINED = ("Asian", "Black", "Mixed", "White", "Other")
"""Officer-defined groups in the order of `ETHNIC_GROUPS`; “Mixed” is published as “Other”."""
SELF_DEFINED = (
    "Asian/Asian British - Any other Asian background",
    "Black/African/Caribbean/Black British - African",
    "Mixed/Multiple ethnic groups - White and Black Caribbean",
    "White - English/Welsh/Scottish/Northern Irish/British",
    "Other ethnic group - Any other ethnic group",
    "Other ethnic group - Not stated",
)
NOT_STATED = len(SELF_DEFINED) - 1
GENDERS = (("Male", "Female", None), (0.855, 0.10, 0.045))
AGES = (("18-24", "over 34", "25-34", "10-17", "under 10"), (0.305, 0.298, 0.235, 0.1616, 0.0004))
TYPES = (("Person search", "Person and Vehicle search", "Vehicle search"), (0.775, 0.183, 0.042))
OBJECTS = (
    ("Controlled drugs", "Offensive weapons", "Article for use in theft", "Stolen goods", "Firearms"),
    (0.72, 0.14, 0.105, 0.03, 0.005),
)
DRUGS_ACT, PACE, FIREARMS_ACT = (
    "Misuse of Drugs Act 1971 (section 23)",
    "Police and Criminal Evidence Act 1984 (section 1)",
    "Firearms Act 1968 (section 47)",
)
LEGISLATION = (DRUGS_ACT, PACE, PACE, PACE, FIREARMS_ACT)
RESULTS = (
    (
        "A no further action disposal",
        "Community resolution",
        "Arrest",
        "Summons / charged by post",
        "Khat or Cannabis warning",
        "Caution (simple or conditional)",
    ),
    (0.757, 0.117, 0.087, 0.031, 0.005, 0.003),
)
HOURS = np.array([
    3, 2.4, 1.6, 1, 0.7, 0.5, 0.5, 0.8, 1.2, 1.8, 2.4, 2.8, 3, 3.2, 3.4, 3.8, 4.2, 4.4, 4.6, 4.6, 4.8, 4.8, 4.6, 4,
])  # fmt: skip
"""Relative frequency of stops by local hour: a quiet early morning, a busy evening."""


def stop_tables(
    parameters: Parameters,
    land: Tessellation,
    nest: Nesting,
    residents: People,
    where: tuple[Floats, Floats],
    coordinates: tuple[pa.Array, pa.Array],
) -> list[pa.Table]:
    """Return one table in the publisher's columns for each month.

    Parameters
    ----------
    where : (weights of cells, weights of map points)
        Where stops happen.
    coordinates : (longitudes, latitudes) of the map points, as published text
    """
    random = parameters.random("stops")
    stops = parameters.stops
    per_month = stops.rows_per_year * parameters.rows_scale / 12
    single = random.poisson(per_month * (1 - stops.identical_share), len(parameters.months))
    month = np.repeat(np.arange(len(single)), single)
    moment = _local_times(parameters.months, month, random)
    cell = random.choice(len(land.centres), len(month), p=where[0] / where[0].sum())
    point = Points(land, where[1]).draw(cell, random)
    nowhere = random.random(len(month)) < stops.no_location
    order = np.lexsort((moment, month))
    again = random.random(len(month)) < stops.identical_share
    rows = np.repeat(order, 1 + again[order])
    columns = _particulars(parameters, nest, residents, len(month), random)
    located = pa.array(point, mask=nowhere)
    columns = {
        **{name: columns[name] for name in ("Type",)},
        "Date": pa.array(_utc_text(moment)),
        "Part of a policing operation": _flags(random, len(month), true=0.114, blank=0.0),
        "Policing operation": pa.nulls(len(month), pa.string()),
        "Latitude": coordinates[1].take(located),
        "Longitude": coordinates[0].take(located),
        **{name: column for name, column in columns.items() if name != "Type"},
    }
    table = pa.table(columns).take(pa.array(rows))
    edges = np.searchsorted(month[rows], np.arange(len(single) + 1))
    return [table.slice(a, b - a) for a, b in pairwise(edges)]


def stop_places(parameters: Parameters, expected: Floats) -> Floats:
    """Weights of cells for stop and search: where drugs and weapons are expected."""
    names = [category.name for category in parameters.category]
    wanted = [names.index("Drugs"), names.index("Possession of weapons")]
    return np.asarray(expected[:, :, wanted].sum(axis=(0, 2)))


def ethnic_shares(parameters: Parameters, nest: Nesting, residents: People) -> Floats:
    """Return the expected share of stops by group, in the order of `OFFICER_DEFINED`: residents times relative rate."""
    home = (nest.lsoa21["district"] < len(nest.district) - 1).to_numpy()
    parts = residents.ethnicity[home].sum(axis=0)
    edges = np.cumsum([0, *(len(names) for names in ETHNIC_GROUPS.values())])
    groups = np.add.reduceat(parts, edges[:-1]).astype(np.float64)
    rates = np.array([parameters.stops.relative_rate[group] for group in OFFICER_DEFINED])
    return np.asarray(groups * rates / (groups * rates).sum())


def _particulars(
    parameters: Parameters, nest: Nesting, residents: People, count: int, random: np.random.Generator
) -> dict[str, pa.Array]:
    stops = parameters.stops
    group = random.choice(len(OFFICER_DEFINED), count, p=ethnic_shares(parameters, nest, residents))
    stated = np.where(random.random(count) < stops.ethnicity_not_stated, NOT_STATED, group)
    seen = ["Other" if name == "Mixed" else name for name in OFFICER_DEFINED]
    thing = _drawn(OBJECTS, count, random)
    kind = _drawn(TYPES, count, random)
    age = _texts(AGES[0], _drawn(AGES, count, random), random.random(count) < stops.age_blank)
    result = _texts(RESULTS[0], _drawn(RESULTS, count, random))
    return {
        "Type": _texts(TYPES[0], kind),
        "Gender": _texts(GENDERS[0], _drawn(GENDERS, count, random)),
        "Age range": age,
        "Self-defined ethnicity": _texts(SELF_DEFINED, stated, random.random(count) < stops.ethnicity_blank),
        "Officer-defined ethnicity": _texts(seen, group, random.random(count) < stops.ethnicity_blank),
        "Legislation": _texts(LEGISLATION, thing),
        "Object of search": _texts(OBJECTS[0], thing),
        "Outcome": result,
        "Outcome linked to object of search": _flags(random, count, true=0.73, blank=stops.outcome_not_linked),
        "Removal of more than just outer clothing": _flags(random, count, true=0.035, blank=0.0),
    }


def _drawn(choices: tuple[Sequence[Any], Sequence[float]], count: int, random: np.random.Generator) -> Ints:
    shares = np.array(choices[1])
    return np.asarray(random.choice(len(shares), count, p=shares / shares.sum()), dtype=np.int64)


def _texts(names: Sequence[str | None], which: Ints, blank: NDArray[np.bool_] | None = None) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(which, mask=blank))


def _flags(random: np.random.Generator, count: int, *, true: float, blank: float) -> pa.Array:
    names = np.where(random.random(count) < true, 0, 1)
    return _texts(("True", "False"), names, random.random(count) < blank)


def _local_times(months: tuple[str, ...], month: Ints, random: np.random.Generator) -> NDArray[np.datetime64]:
    """Moments in UK time, whole five minutes, within the month."""
    start = np.array(months, dtype="datetime64[M]")
    days = (start + 1).astype("datetime64[D]") - start.astype("datetime64[D]")
    day = (random.random(len(month)) * days.astype(np.int64)[month]).astype(np.int64)
    hour = random.choice(24, len(month), p=HOURS / HOURS.sum())
    minute = day * 1440 + hour * 60 + 5 * random.integers(0, 12, len(month))
    return np.asarray(start[month].astype("datetime64[m]") + minute)


def _utc_text(local: NDArray[np.datetime64]) -> NDArray[np.str_]:
    """UTC as published: an hour earlier in summer, so that some stops fall on the day or month before."""
    utc = local - np.where(_summer(local), np.timedelta64(60, "m"), np.timedelta64(0, "m"))
    return np.char.add(np.datetime_as_string(utc, unit="s"), "+00:00")


def _summer(local: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """Whether British Summer Time holds: from the last Sunday of March to that of October, both at 01:00 UTC."""
    year = local.astype("datetime64[Y]")
    begins = _last_sunday(year, 3) + np.timedelta64(120, "m")
    ends = _last_sunday(year, 10) + np.timedelta64(60, "m")
    return np.asarray((local >= begins) & (local < ends))


def _last_sunday(year: NDArray[np.datetime64], month: int) -> NDArray[np.datetime64]:
    first_of_next = (year.astype("datetime64[M]") + month).astype("datetime64[D]")
    last = first_of_next - np.timedelta64(1, "D")
    since_sunday = (last.astype(np.int64) + 4) % 7
    return np.asarray((last - since_sunday.astype("timedelta64[D]")).astype("datetime64[m]"))
