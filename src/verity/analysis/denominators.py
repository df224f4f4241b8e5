"""Person-years under rates of record-level incidents, by place, reporting year and age band, and what is said of them.

Which estimate serves which year is decided in `population_estimates`; rates are made elsewhere.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from verity.analysis.inputs import Inputs
from verity.analysis.population_estimates import CENSUS, SEXES, Estimate, estimate_for, people
from verity.analysis.populations import census_residents
from verity.geography.conversion import RESIDUAL, Converted, convert_counts
from verity.model.areas import LSOA21, AreaType, Level
from verity.model.errors import ValidityError
from verity.model.incidents import AGE_BANDS, YearBasis

PLACES = ("lsoa", "lad", "decile", "area")
_FILTERS = frozenset({"year", "sex", "lad"})


def denominator_years(inputs: Inputs, feed: str) -> tuple[int, ...]:
    """Return the year of the population under each reporting year of a feed, in order; empty where none can serve."""
    estimate = estimate_for(inputs, feed)
    return tuple(estimate.serves.values()) if estimate else ()


def denominator_note(inputs: Inputs, feed: str) -> str:
    """Return what must be said of a feed's denominators, in plain words; empty where there are none.

    Examples
    --------
    “Mid-year estimates of each year 2019 and 2020. Mid-2020 stands in for 2021 to 2023, for which no estimate was
    supplied. Basis: estimate, not rebased to Census 2021.”
    """
    estimate = estimate_for(inputs, feed)
    if estimate is None:
        return ""
    basis = inputs.feeds[feed].year_basis
    if estimate.table == CENSUS:
        years = _in_words(list(estimate.serves), basis)
        return (
            f"Residents at Census 2021, with 85 and over as the top age band, stand in for {years}: no mid-year"
            " estimate of small areas was supplied."
        )
    sentences = [_served(estimate, basis), *_stand_ins(estimate, basis), f"Basis: {estimate.basis}."]
    return " ".join(sentence for sentence in sentences if sentence)


def _served(estimate: Estimate, basis: YearBasis) -> str:
    own = [year for year, used in estimate.serves.items() if year == used]
    each = " of each year" if len(own) > 1 else " of"
    begins = ", of the summer in which each begins" if own and basis is YearBasis.FINANCIAL else ""
    return f"Mid-year estimates{each} {_in_words(own, basis)}{begins}." if own else ""


def _stand_ins(estimate: Estimate, basis: YearBasis) -> list[str]:
    used = sorted({used for year, used in estimate.serves.items() if used != year})
    return [
        f"Mid-{one} stands in for {_in_words(years, basis)}, for which no estimate was supplied."
        for one in used
        if (years := [year for year, other in estimate.serves.items() if other == one != year])
    ]


def _in_words(years: Sequence[int], basis: YearBasis) -> str:
    """Return years in words, runs of three or more as a span.

    Examples
    --------
    >>> _in_words([2017, 2019, 2020, 2021], YearBasis.CALENDAR)
    '2017 and 2019 to 2021'
    >>> _in_words([2016], YearBasis.FINANCIAL)
    '2016/17'
    """
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    name = (lambda y: f"{y}/{(y + 1) % 100:02d}") if basis is YearBasis.FINANCIAL else str
    parts: list[str] = []
    for run in runs:
        parts += [f"{name(run[0])} to {name(run[-1])}"] if len(run) > 2 else [name(year) for year in run]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def person_years(
    inputs: Inputs, feed: str, by: str, *, where: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Return person-years by place, reporting year and age band.

    Parameters
    ----------
    by : str
        `lsoa` (in the edition's vintage), `lad`, `decile` (of small areas whose decile is known, on the index's own
        vintage) or `area` (the force area).
    where : Mapping[str, Sequence[str]], optional
        Filters on `year`, `sex` and `lad`; others are refused, for the people they are about are not counted so.

    Returns
    -------
    DataFrame
        `by`, `year`, `age_band`, `denominator` (int64), in that order; combinations without people are absent.

    Raises
    ------
    ValidityError
        When no estimate can serve, the estimates do not tell the sexes apart, or a filter has no denominator.
    """
    filters = {name: tuple(values) for name, values in (where or {}).items()}
    key = ("person_years", feed, by, tuple(sorted(filters.items())))
    return inputs.once(key, lambda: _person_years(inputs, feed, by, filters))


def _person_years(inputs: Inputs, feed: str, by: str, where: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    filters = dict(where)
    _refuse_filters(feed, filters)
    estimate = _served_or_refused(inputs, feed)
    target = _target(inputs, by)
    found = people(inputs, estimate, vintage=target.vintage)
    found = _of_sex(found, filters.pop("sex", None), feed)
    for column, values in filters.items():
        frame = _with_district(inputs, found) if column == "lad" else found
        found = frame[frame[column].astype(str).isin([str(value) for value in values])]
    placed = _placed(inputs, found, by, target)
    keys = [by, "year", "age_band"]
    summed = placed.groupby(keys, as_index=False).agg(denominator=("persons", "sum"))
    order = summed["age_band"].map(AGE_BANDS.index)
    return summed.iloc[np.lexsort((order, summed["year"], summed[by]))].reset_index(drop=True)


def person_years_by_lad(inputs: Inputs, feed: str) -> pd.DataFrame:
    """Return `lad`, `year`, `denominator` (all ages) of each district and reporting year, for crude rates."""
    frame = person_years(inputs, feed, "lad")
    return frame.groupby(["lad", "year"], as_index=False).agg(denominator=("denominator", "sum"))


def people_not_told(inputs: Inputs, feed: str) -> int:
    """Return the person-years that cannot be told in the edition's small areas, all reporting years together."""
    estimate = _served_or_refused(inputs, feed)
    found = people(inputs, estimate, vintage=inputs.lsoa_type.vintage)
    return sum(part.how[RESIDUAL] for part in _told_in(inputs, found, inputs.lsoa_type))


def _served_or_refused(inputs: Inputs, feed: str) -> Estimate:
    estimate = estimate_for(inputs, feed)
    if estimate is None:
        raise ValidityError(
            "Rates need a population by age that covers the force area", where=f"denominators of {feed}",
            expected="mid-year estimates of small areas by single year of age, or Census 2021 in five-year bands",
            do_this="add the estimates to the folder population, or leave the rates out",
        )  # fmt: skip
    return estimate


def _refuse_filters(feed: str, filters: Mapping[str, Sequence[str]]) -> None:
    strange = sorted(set(filters) - _FILTERS)
    if strange:
        raise ValidityError(
            "A rate is asked for events of some people over a population of all", where=f"{feed}: {', '.join(strange)}",
            expected=f"filters on {', '.join(sorted(_FILTERS))} alone", do_this="ask for counts",
        )  # fmt: skip


def _of_sex(found: pd.DataFrame, sexes: Sequence[str] | None, feed: str) -> pd.DataFrame:
    if sexes is None:
        return found
    if not set(found["sex"]) <= set(SEXES):
        raise ValidityError(
            "A rate of one sex needs a population of that sex", where=f"denominators of {feed}",
            expected="estimates by sex", found="estimates of persons", do_this="ask for counts, or add such estimates",
        )  # fmt: skip
    return found[found["sex"].isin(list(sexes))]


def _target(inputs: Inputs, by: str) -> AreaType:
    if by not in PLACES:
        raise ValidityError(
            "People are not counted by this breakdown", where=by, expected=", ".join(PLACES),
            do_this="correct the chapter's declaration",
        )  # fmt: skip
    if by == "decile":
        return inputs.geography.lsoa_type(inputs.geography.deprivation_vintage(inputs.deprivation_edition))
    return inputs.lsoa_type


def _placed(inputs: Inputs, found: pd.DataFrame, by: str, target: AreaType) -> pd.DataFrame:
    """Give people their place; those of small areas that cannot be told in the target are left out."""
    if by == "area":
        return found.assign(area=inputs.area.area.code)
    if by == "lad":
        return _with_district(inputs, found)
    told = pd.concat([part.frame for part in _told_in(inputs, found, target)]).rename(columns={"code": "lsoa"})
    if by == "lsoa":
        return told[told["lsoa"].isin(inputs.area.lsoas(target.vintage))]
    table = inputs.warehouse.table("deprivation")
    deciles = table.filter(table.edition == inputs.deprivation_edition).select("lsoa_code", "decile").to_pandas()
    known = deciles.dropna(subset="decile").rename(columns={"lsoa_code": "lsoa"}).astype({"decile": "int64"})
    return told.merge(known, on="lsoa")


def _with_district(inputs: Inputs, found: pd.DataFrame) -> pd.DataFrame:
    if "lad" in found:
        return found
    parts = []
    for _, group in found.groupby("lsoa_vintage"):
        own = inputs.geography.lsoa_type(int(group["lsoa_vintage"].iloc[0]))
        lads = inputs.geography.parents(own, Level.LAD)
        parts.append(group.assign(lad=group["lsoa"].map(lads.set_index("child")["parent"])))
    return pd.concat(parts) if parts else found.assign(lad="")


def _told_in(inputs: Inputs, found: pd.DataFrame, target: AreaType) -> list[Converted]:
    """Tell people in another vintage: exactly where that is exact, split areas by Census 2021 residents."""
    weights = None
    if target == LSOA21 and inputs.warehouse.has(CENSUS):
        weights = census_residents(inputs).rename(columns={"lsoa": "code", "count": "weight"})
    keys = ["year", "age_band"]
    parts = []
    for _, group in found.groupby("lsoa_vintage"):
        summed = group.groupby(["lsoa", *keys], as_index=False).agg(persons=("persons", "sum"))
        summed = summed.rename(columns={"lsoa": "code"})
        source = inputs.geography.lsoa_type(int(group["lsoa_vintage"].iloc[0]))
        parts.append(
            convert_counts(
                inputs.geography.changes, summed, source=source, target=target, keys=keys, value="persons",
                weights=None if source == target else weights,
            )
        )  # fmt: skip
    return parts
