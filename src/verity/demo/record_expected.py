"""Expected records of the people of the county: by cell of residence, age and year, as the cohorts will count them.

What the files lose on the way, to blank places and ages and to rows that are not counted, is taken off here, so that
a rate found in the files can be held to what was planted.
"""

from dataclasses import dataclass, replace

import numpy as np

from verity.demo.drawn import County
from verity.demo.parameters import Parameters
from verity.demo.patients import Care, monthly_events
from verity.demo.people import AGES, YEARS
from verity.demo.police_records import gradient_of, years_of
from verity.demo.record_intensity import Residents, expected_offences, residents_of
from verity.demo.record_parameters import Gaps, PoliceRecords
from verity.demo.record_times import Moments, financial_year
from verity.demo.tessellation import Floats, Ints
from verity.methods.populations import european_standard_population_2013
from verity.model.offences import GROUPS

BANDS = np.minimum(AGES // 5, 18)
"""Five-year band of each single year of age, the last 90 and over."""
PER = 100_000


@dataclass(frozen=True)
class Expected:
    """Expected records of one feed.

    Attributes
    ----------
    by_month : shape (months,)
        Records of the cohort, wherever the person lives.
    months : shape (months,)
    events : shape (cells, 19)
        Records of residents with a known age and district, by band of age, over all years.
    residents : shape (cells, 19)
        Person-years of the same years.
    in_small_area : float
        Share of those records whose small area is known as well.
    held : float
        Share of the events of the same persons that this feed counts; the others are in other years or groups.
    """

    by_month: Floats
    months: Moments
    events: Floats
    residents: Floats
    in_small_area: float
    held: float

    def rate(self, cells: Ints | None = None) -> float:
        """Return the expected directly standardised rate per 100,000 person-years of some cells, or of all."""
        chosen = slice(None) if cells is None else cells
        events, people = self.events[chosen].sum(axis=0), self.residents[chosen].sum(axis=0)
        standard = european_standard_population_2013()
        return float((standard * events / people).sum() / standard.sum() * PER)


def expected_patients(parameters: Parameters, county: County, care: Care, years: tuple[int, int]) -> Expected:
    """Return what is expected of the patients of some financial years, first and last included."""
    months, volume = monthly_events(parameters, care)
    mine = (financial_year(months) >= years[0]) & (financial_year(months) <= years[1])
    held = float(volume[mine].sum() / volume.sum())
    months, volume = months[mine], volume[mine]
    span = tuple(range(care.first_year, care.last_year + 1))
    residents = residents_of(parameters, county, profile=care.profile, gradient=care.gradient, years=span)
    living = _where_they_live(residents, months, volume)
    span = tuple(range(years[0], years[1] + 1))
    return _expected(county, residents, living, months, volume, care.gaps, span, held=held)


def counted_offences(declared: PoliceRecords) -> Floats:
    """Return the share of each declared group's offences that is counted: nothing of a group outside the six."""
    share = (1 - declared.cancelled) * (1 - declared.unknown_codes) * (1 - declared.undated)
    return np.array([share if one.group in GROUPS else 0.0 for one in declared.offences])


def expected_victims(parameters: Parameters, county: County, groups: tuple[str, ...] = GROUPS) -> Expected:
    """Return what is expected of victims of some groups: at home where the offence was, or anywhere by risk."""
    declared = parameters.records.police
    offences = expected_offences(parameters, county)
    everybody = offences * [one.victim for one in declared.offences]
    wanted = [one.group in groups for one in declared.offences] * counted_offences(declared)
    parts = []
    for profile in dict.fromkeys(one.profile for one in declared.offences if one.victim):
        members = [n for n, one in enumerate(declared.offences) if one.profile == profile]
        here = (everybody * wanted)[:, :, members].sum(axis=2) * (1 - declared.organisations)
        months = np.array(parameters.months, "datetime64[M]")
        residents = residents_of(
            parameters, county, profile=profile, gradient=gradient_of(parameters, declared.offences[members[0]]),
            years=years_of(parameters),
        )  # fmt: skip
        volume = here.sum(axis=1)
        living = declared.at_home * here + (1 - declared.at_home) * _where_they_live(residents, months, volume)
        held = float(here.sum() / everybody[:, :, members].sum())
        parts.append(
            _expected(county, residents, living, months, volume, declared.gaps, years_of(parameters), held=held)
        )
    by_month = np.sum([one.by_month for one in parts], axis=0)
    held = float(sum(one.held * one.by_month.sum() for one in parts) / by_month.sum())
    events = np.sum([one.events for one in parts], axis=0)
    return replace(parts[0], by_month=by_month, events=events, held=held)


def _calendar_years(months: Moments) -> Ints:
    return months.astype("datetime64[Y]").astype(np.int64) + 1970


def _where_they_live(residents: Residents, months: Moments, volume: Floats) -> Floats:
    """Return expected records by month and cell of residence."""
    rows = residents.row(_calendar_years(months), np.zeros(len(months), dtype=np.int64)) // residents.cells.shape[1]
    share = residents.cells / residents.cells.sum(axis=1, keepdims=True)
    return np.asarray(volume[:, None] * share[rows])


def _expected(
    county: County, residents: Residents, living: Floats, months: Moments, volume: Floats, gaps: Gaps,
    years: tuple[int, ...], *, held: float,
) -> Expected:  # fmt: skip
    """Spread records over ages, take off what is not known, and put the residents of the years beside."""
    cells = living.shape[1]
    row = residents.row(_calendar_years(months)[:, None], np.arange(cells)[None])
    by_age = residents.ages.reshape(-1, 2, len(AGES)).sum(axis=1)
    within = by_age / np.maximum(by_age.sum(axis=1, keepdims=True), 1e-300)
    ages = np.zeros((cells, len(AGES)))
    for month in range(len(months)):
        ages += living[month][:, None] * within[row[month]]
    known = (1 - gaps.elsewhere) * (1 - gaps.age) * (1 - gaps.lsoa)
    people = np.sum([county.residents.of(min(max(year, YEARS[0]), YEARS[-1])).sum(axis=1) for year in years], axis=0)
    home = county.land.home[:, None]
    return Expected(
        volume, months, _banded(ages * known) * home, _banded(people.astype(np.float64)) * home,
        (1 - gaps.lsoa - gaps.district_only) / (1 - gaps.lsoa), held,
    )  # fmt: skip


def _banded(by_age: Floats) -> Floats:
    return np.stack([by_age[:, band == BANDS].sum(axis=1) for band in range(19)], axis=1)


def summed_where(values: Floats, group: Ints, groups: int) -> Floats:
    """Sum rows by group number."""
    total = np.zeros((groups, *values.shape[1:]))
    np.add.at(total, group, values)
    return total
