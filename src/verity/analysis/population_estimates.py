"""Which population estimate serves each reporting year, and the people it counts by small area, sex and age band.

Estimates rolled on from different censuses are never pooled: one basis serves all years of a feed. Where no estimate
of small areas was supplied, Census 2021 does. Person-years and what is said of them are in `denominators`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from verity.analysis.inputs import Inputs
from verity.analysis.record_breakdowns import banded
from verity.model.areas import LSOA21
from verity.model.incidents import AGE_BANDS

ESTIMATES, CENSUS = "population_lsoa", "census_age"
KEPT = "population_of_area"
"""The estimates of the force area alone, where a build has kept them."""
CENSUS_YEAR = 2021
SEXES = ("female", "male")
_KEYS = ["basis", "lsoa_code", "lsoa_vintage", "year", "sex"]
_LAST_AGES = (*range(4, 90, 5), None)
_CENSUS_BAND = re.compile(
    r"^Aged (?:(?P<top>\d+) years and under|(?P<low>\d+) (?:to (?P<high>\d+) years|years and over))$"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Estimate:
    """The estimates that serve a feed.

    Parameters
    ----------
    table : str
        Table they stand in.
    basis : str
        Which census they are rolled on from, as the source words it.
    serves : Mapping[int, int]
        Reporting year → year of the estimate, in order; a financial year is that in which it begins.
    held : DataFrame
        `year`, `lsoa_vintage`, `sex` of the estimates that there are of these years.
    """

    table: str
    basis: str
    serves: Mapping[int, int]
    held: pd.DataFrame


def keep_estimates(inputs: Inputs) -> None:
    """Write the estimates of the force area, by age band, to a table of their own, which is then asked instead.

    Estimates come for the whole country by single year of age; a build asks for its own area's many times.
    """
    if inputs.warehouse.has(ESTIMATES):
        own = _own(inputs, inputs.warehouse.table(ESTIMATES))
        inputs.warehouse.con.create_table(KEPT, own, overwrite=True)


def estimate_for(inputs: Inputs, feed: str) -> Estimate | None:
    """Return the estimates that serve a feed's reporting years; None where nothing can.

    Each year is served by its own estimate, else by the nearest on the same basis, the earlier of two. Of several
    bases the one that is nearest over all years is taken, then the one that reaches furthest. An estimate that does
    not hold every small area of the force area serves nothing.
    """
    return inputs.once(("estimate_for", feed), lambda: _estimate(inputs, feed))


def _estimate(inputs: Inputs, feed: str) -> Estimate | None:
    years = inputs.feed_years.get(feed, ())
    if not years:
        return None
    found = _complete(inputs)
    if found.empty:
        if _census_bands(inputs) is None:
            return None
        return Estimate(table=CENSUS, basis="Census 2021", serves=dict.fromkeys(years, CENSUS_YEAR), held=found)
    choices = []
    for basis, group in found.groupby("basis"):
        available = sorted(set(group["year"]))
        serves = {year: _nearest(year, available) for year in years}
        distance = sum(abs(used - year) for year, used in serves.items())
        choices.append((distance, -available[-1], str(basis), serves))
    _, _, basis, serves = min(choices, key=lambda choice: choice[:3])
    held = found[(found["basis"] == basis) & found["year"].isin(set(serves.values()))]
    return Estimate(table=ESTIMATES, basis=basis, serves=serves, held=held.drop(columns="basis"))


def _nearest(year: int, available: list[int]) -> int:
    return min((abs(one - year), one) for one in available)[1]


def people(inputs: Inputs, estimate: Estimate, *, vintage: int) -> pd.DataFrame:
    """Return the people of the force area's small areas under each reporting year.

    Parameters
    ----------
    vintage : int
        LSOA vintage that is wanted; the other serves where the year has no estimate in it.

    Returns
    -------
    DataFrame
        `lsoa`, `lsoa_vintage`, `year` (reporting year), `sex` (female and male, or persons), `age_band`, `persons`.
    """
    key = ("people", estimate.table, estimate.basis, tuple(estimate.serves.items()), vintage)
    return inputs.once(key, lambda: _people(inputs, estimate, vintage))


def _people(inputs: Inputs, estimate: Estimate, vintage: int) -> pd.DataFrame:
    if estimate.table == CENSUS:
        counted = _census_people(inputs)
    else:
        found = estimate.held.assign(
            wanted=estimate.held["lsoa_vintage"] == vintage, both=estimate.held["sex"] != "persons"
        )
        best = found.sort_values(["year", "wanted", "lsoa_vintage", "both", "sex"]).groupby("year").tail(1)
        kept = found.merge(best[["year", "lsoa_vintage", "both"]], on=["year", "lsoa_vintage", "both"])
        counted = _banded(inputs, estimate.basis, kept)
    serving = pd.DataFrame({"served": list(estimate.serves), "year": list(estimate.serves.values())})
    joined = serving.merge(counted, on="year").drop(columns="year").rename(columns={"served": "year"})
    return joined[["lsoa", "lsoa_vintage", "year", "sex", "age_band", "persons"]]


def _complete(inputs: Inputs) -> pd.DataFrame:
    """Return `basis`, `year`, `lsoa_vintage`, `sex` of every estimate that holds all small areas of the force area.

    Persons of either sex, or of both together: a single sex is no estimate.
    """
    keys = ["basis", "year", "lsoa_vintage", "sex"]
    if not inputs.warehouse.has(ESTIMATES):
        return pd.DataFrame(columns=keys)
    own = _estimates(inputs)
    held: pd.DataFrame = own.group_by(keys).aggregate(areas=own.lsoa_code.nunique()).order_by(keys).to_pandas()
    wanted = held["lsoa_vintage"].map({vintage: len(inputs.area.lsoas(vintage)) for vintage in (2011, 2021)})
    whole = held[held["areas"] == wanted]
    halves = whole[whole["sex"].isin(SEXES)]
    pairs = halves.groupby(keys[:3])["sex"].transform("size") == len(SEXES)
    kept = pd.concat([halves[pairs], whole[whole["sex"] == "persons"]])
    return kept[keys].sort_values(keys, ignore_index=True)


def _estimates(inputs: Inputs) -> Any:  # noqa: ANN401 - Ibis
    """Return the estimates of the force area's small areas."""
    if inputs.warehouse.has(KEPT):
        return inputs.warehouse.table(KEPT)
    return _own(inputs, inputs.warehouse.table(ESTIMATES))


def _own(inputs: Inputs, table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Limit estimates to the force area, and add single ages up to the 19 bands.

    A code may belong to one vintage and not to the other. Bands are told by comparison, for engines divide whole
    numbers differently.
    """
    old, new = (sorted(inputs.area.lsoas(vintage)) for vintage in (2011, 2021))
    own = table.filter(
        ((table.lsoa_vintage == 2011) & table.lsoa_code.isin(old))
        | ((table.lsoa_vintage == 2021) & table.lsoa_code.isin(new))
    )
    own = own.select(*_KEYS, "persons", age_band=banded(own.age, AGE_BANDS, _LAST_AGES))
    return own.group_by([*_KEYS, "age_band"]).aggregate(persons=own.persons.sum().cast("int64"))


def _banded(inputs: Inputs, basis: str, kept: pd.DataFrame) -> pd.DataFrame:
    """Return people by small area, sex and age band of the estimates that are kept."""
    own = _estimates(inputs)
    own = own.filter(own.basis == basis, own.year.isin(sorted(set(kept["year"]))))
    columns = [*_KEYS[1:], "age_band"]
    frame: pd.DataFrame = own.select(*columns, "persons").order_by(columns).to_pandas()
    frame = frame.merge(kept[["year", "lsoa_vintage", "sex"]], on=["year", "lsoa_vintage", "sex"])
    return frame.rename(columns={"lsoa_code": "lsoa"})


def _census_bands(inputs: Inputs) -> dict[str, str] | None:
    """Return the census's age groups by their band; None unless they are five-year bands to 85 and over."""
    if not inputs.warehouse.has(CENSUS):
        return None
    table = inputs.warehouse.table(CENSUS)
    groups = table.select("age_group").distinct().order_by("age_group").to_pandas()["age_group"]
    bands = {str(group): _census_band(str(group)) for group in groups}
    complete = sorted(band for band in bands.values() if band) == sorted(AGE_BANDS[:-1])
    return {group: band for group, band in bands.items() if band} if complete and None not in bands.values() else None


def _census_band(group: str) -> str | None:
    """Return the band of an age group as the publisher words it; 85 and over goes under 85-89, 90+ stays empty.

    Examples
    --------
    >>> _census_band("Aged 4 years and under"), _census_band("Aged 85 years and over")
    ('0-4', '85-89')
    >>> _census_band("Aged 16 to 24 years") is None
    True
    """
    match = _CENSUS_BAND.match(group)
    if not match:
        return None
    low = 0 if match["top"] else int(match["low"])
    high = int(match["top"] or match["high"] or 89)
    band = f"{low}-{high}"
    return band if band in AGE_BANDS else None


def _census_people(inputs: Inputs) -> pd.DataFrame:
    bands = _census_bands(inputs) or {}
    table = inputs.warehouse.table(CENSUS)
    own = table.filter(table.lsoa_code.isin(sorted(inputs.area.lsoas21)))
    keys = ["lsoa_code", "age_group"]
    frame: pd.DataFrame = own.group_by(keys).aggregate(persons=own.persons.sum()).order_by(keys).to_pandas()
    frame["age_band"] = frame["age_group"].map(bands)
    frame = frame.rename(columns={"lsoa_code": "lsoa"}).drop(columns="age_group")
    return frame.assign(year=CENSUS_YEAR, lsoa_vintage=LSOA21.vintage, sex="persons")
