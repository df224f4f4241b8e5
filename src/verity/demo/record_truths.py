"""What was planted in the record-level files, as one table, so that a page can set it against what was recovered.

Expected values of the declared parameters, reckoned without drawing a record; how a build finds each again is said
beside it.
"""

from collections.abc import Iterator
from dataclasses import astuple, fields, replace

import numpy as np
import pandas as pd

from verity.demo.ambulance import expected_callouts
from verity.demo.deprivation import index, of_lsoas
from verity.demo.drawn import County, draw_county
from verity.demo.parameters import Parameters
from verity.demo.planted import AREAS, COUNT, RATE, RATIO, SHARE, RecordTruth, planted_in_rows, slug
from verity.demo.record_expected import (
    Expected,
    counted_offences,
    expected_patients,
    expected_victims,
    summed_where,
)
from verity.demo.record_intensity import GROUP_OF_PART, SHORT_GROUPS, expected_offences
from verity.demo.record_people import variance_inflation
from verity.demo.record_times import late_shares
from verity.methods.inequality import inequality_index
from verity.methods.links import Link
from verity.methods.populations import european_standard_population_2013
from verity.model.offences import GROUPS

VIOLENCE = ("Violence against the person", "Sexual offences")
"""Groups of the definition “violence and sexual offences”."""


def record_truths(parameters: Parameters, county: County | None = None) -> pd.DataFrame:
    """Return everything that was planted, one row each, columns as in `RecordTruth`, ordered by feed."""
    drawn = county or draw_county(parameters)
    found = [
        *_of_people(parameters, drawn),
        *_of_places(parameters, drawn),
        *_of_delays(parameters, drawn),
        *planted_in_rows(parameters),
    ]
    names = [field.name for field in fields(RecordTruth)]
    return pd.DataFrame([astuple(one) for one in found], columns=names).sort_values(["feed", "id"], ignore_index=True)


def _of_people(parameters: Parameters, county: County) -> Iterator[RecordTruth]:
    """Yield counts, rates, inequality and repeats of the feeds that are about people."""
    records = parameters.records
    care, emergency = records.admissions, records.emergency
    years = {
        "admission": (care.first_year, care.last_year),
        "attendance_hes": (emergency.first_year, emergency.first_ecds_year - 1),
        "attendance_ecds": (emergency.first_ecds_year, emergency.last_year),
    }
    victims = records.police.repeats
    yield from _of_feed(parameters, county, "police_victim", expected_victims(parameters, county), repeats=victims)
    violence = expected_victims(parameters, county, VIOLENCE)
    yield from _of_feed(
        parameters, county, "police_victim", violence, repeats=victims, of="violence-and-sexual-offences"
    )
    for feed, span in years.items():
        source = care if feed == "admission" else emergency
        expected = expected_patients(parameters, county, source, span)
        yield from _of_feed(parameters, county, feed, expected, repeats=source.repeats)


def _of_feed(
    parameters: Parameters,
    county: County,
    feed: str,
    expected: Expected,
    *,
    repeats: tuple[float, ...],
    of: str = "",
) -> Iterator[RecordTruth]:
    """Yield what residents are expected to have, of everything or `of` one definition: records, rates, inequality."""
    stem, words = (f"{feed}-{of}", f", {of.replace('-', ' ')}") if of else (feed, "")
    for one in _of_residents(parameters, county, feed, expected, repeats):
        yield replace(one, id=one.id.replace(feed, stem, 1), title=one.title + words)


def _of_residents(
    parameters: Parameters, county: County, feed: str, expected: Expected, repeats: tuple[float, ...]
) -> Iterator[RecordTruth]:
    yield RecordTruth(
        id=f"{feed}-variance", title="Widening of the variance by people with more than one event", feed=feed,
        planted=variance_inflation(repeats, held=expected.held), unit=RATIO,
        recovered="REPEATS: sum of f² people over sum of f people",
    )  # fmt: skip
    yield RecordTruth(
        id=f"{feed}-residents", title="Records of residents of known age", feed=feed,
        planted=float(expected.events.sum()), unit=COUNT, recovered="RECORDS within the force area, age known",
    )  # fmt: skip
    yield RecordTruth(
        id=f"{feed}-rate", title="Directly standardised rate, all years", feed=feed, planted=expected.rate(),
        unit=RATE, recovered="STANDARDISED_RATES by area, pooled",
    )  # fmt: skip
    yield from _of_districts(county, feed, expected)
    yield from _of_deciles(parameters, county, feed, expected)
    yield from _of_ethnic_groups(parameters, county, feed, expected)


def _of_districts(county: County, feed: str, expected: Expected) -> Iterator[RecordTruth]:
    for row, (code, name) in enumerate(zip(county.nest.district["code"], county.nest.district["name"], strict=True)):
        cells = np.flatnonzero(county.land.home & (county.nest.district_of_cell == row))
        if len(cells):
            yield RecordTruth(
                id=f"{feed}-rate-{code}", title=f"Directly standardised rate, {name}", feed=feed, area=str(code),
                planted=expected.rate(cells), unit=RATE, recovered="STANDARDISED_RATES by area, pooled",
            )  # fmt: skip


def _of_deciles(parameters: Parameters, county: County, feed: str, expected: Expected) -> Iterator[RecordTruth]:
    """Yield inequality over the deciles of the index of 2019: the gradient as a build measures it."""
    decile = index(of_lsoas(county.latent, county.nest.lsoa11_of_cell), parameters.deprivation.nation_lsoas).decile
    of_cell = decile[county.nest.lsoa11_of_cell] - 1
    events, people = (summed_where(one, of_cell, 10) for one in (expected.events, expected.residents))
    held = np.flatnonzero(people.sum(axis=1) > 0)
    if len(held) < 3:
        return
    standard = european_standard_population_2013()
    rate = expected.in_small_area * (events[held] / people[held] * standard).sum(axis=1)
    found = inequality_index(rate, people[held].sum(axis=1), np.zeros(len(held)), link=Link.LOG, multiplier=-1)
    for name, value, unit in (("slope", found.sii, RATE), ("relative", found.rii, RATIO)):
        yield RecordTruth(
            id=f"{feed}-inequality-{name}", title=f"Inequality over deprivation deciles, {name} index", feed=feed,
            planted=float(value), unit=unit, recovered="INEQUALITY over deciles of 2019, pooled",
        )  # fmt: skip


def _of_ethnic_groups(parameters: Parameters, county: County, feed: str, expected: Expected) -> Iterator[RecordTruth]:
    """Yield crude rates of each broad group against those of White residents, by the residents of the census."""
    groups, count = GROUP_OF_PART.max() + 1, county.residents.ethnicity
    of_cell, home = county.nest.lsoa21_of_cell, county.land.home
    by_rate = count * [parameters.records.people.ethnic_rate[name] for name in np.array(SHORT_GROUPS)[GROUP_OF_PART]]
    share = (by_rate / by_rate.sum(axis=1, keepdims=True))[of_cell]
    events = summed_where((expected.events.sum(axis=1)[:, None] * share).T, GROUP_OF_PART, groups).sum(axis=1)
    people = summed_where(count[np.unique(of_cell[home])].T.astype(np.float64), GROUP_OF_PART, groups).sum(axis=1)
    rate = events / people
    for name, one in zip(SHORT_GROUPS, (rate / rate[SHORT_GROUPS.index("White")]).tolist(), strict=True):
        if name != "White":
            yield RecordTruth(
                id=f"{feed}-ethnic-{slug(name)}", title=f"Crude rate, {name} against White residents", feed=feed,
                planted=one, unit=RATIO, recovered="RECORDS by ethnic group known, over residents of the census",
            )  # fmt: skip


def _of_delays(parameters: Parameters, county: County) -> Iterator[RecordTruth]:
    """Yield the shares reported after more than a year, as far as the extract reaches."""
    declared = parameters.records.police
    offences = expected_offences(parameters, county).sum(axis=1)
    middle = np.array(parameters.months, "datetime64[M]").astype("datetime64[D]") + np.timedelta64(15, "D")
    room = (np.datetime64(declared.extracted) - middle).astype(np.int64)
    for number, group in enumerate(declared.offences):
        if group.group in GROUPS and group.delay[-1]:
            late = np.average(late_shares(group.delay, room), weights=offences[:, number])
            yield RecordTruth(
                id=f"police_offence-late-{slug(group.group)}", title=f"{group.group}: reported after over a year",
                feed="police_offence", planted=100 * float(late), unit=SHARE, recovered="RECORDS by delay band",
            )  # fmt: skip


def _of_places(parameters: Parameters, county: County) -> Iterator[RecordTruth]:
    """Yield counts of the feeds that are about places, and where their hotspots are."""
    declared = parameters.records.police
    offences = expected_offences(parameters, county) * counted_offences(declared)
    calls = expected_callouts(parameters, county)
    for feed, by_cell in (("police_offence", offences.sum(axis=(0, 2))), ("callout", calls.sum(axis=0))):
        yield RecordTruth(
            id=f"{feed}-count", title="Records of the cohort", feed=feed, planted=float(by_cell.sum()), unit=COUNT,
            recovered="RECORDS, all years",
        )  # fmt: skip
        yield from _of_hotspots(parameters, county, feed)
    for number, group in enumerate(declared.offences):
        if group.group in GROUPS:
            yield RecordTruth(
                id=f"police_offence-group-{slug(group.group)}", title=f"Records of {group.group.lower()}",
                feed="police_offence", planted=float(offences[:, :, number].sum()), unit=COUNT,
                recovered="RECORDS by group",
            )  # fmt: skip


def _of_hotspots(parameters: Parameters, county: County, feed: str) -> Iterator[RecordTruth]:
    codes = county.nest.lsoa21["code"].to_numpy(dtype=str)
    violent = parameters.records.police.offences[0].category
    for hotspot, cells in zip(parameters.hotspot, county.intensity.hotspots, strict=True):
        if violent in hotspot.categories:
            areas = sorted({str(codes[county.nest.lsoa21_of_cell[cell]]) for cell in cells})
            yield RecordTruth(
                id=f"{feed}-hotspot-{hotspot.id}", feed=feed,
                title=f"Hotspot {hotspot.id}, from {hotspot.from_month or 'the start'}",
                area="|".join(areas), planted=float(len(areas)), unit=AREAS,
                recovered="HOTSPOTS: these small areas are hot",
            )  # fmt: skip
