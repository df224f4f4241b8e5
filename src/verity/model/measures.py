"""What a chapter asks for: a declared quantity, and the table of counts that answers it."""

from dataclasses import dataclass, field
from enum import StrEnum

import pandas as pd


class Unit(StrEnum):
    """What is counted; the plural that a reader sees."""

    CRIME_OR_INCIDENT = "crimes and incidents"
    CRIME = "crimes"
    PERSON = "people"
    LSOA = "small areas (LSOAs)"
    SEARCH = "searches"
    MONTH = "months"
    SQUARE_KILOMETRE = "square kilometres"
    SUBGROUP = "offence subgroups"
    OFFENCE = "offences"
    VICTIM = "victims"
    SUSPECT = "suspects"
    ADMISSION = "admissions"
    ATTENDANCE = "attendances"
    CALLOUT = "callouts"


class PlaceBasis(StrEnum):
    """What the place of a count means."""

    OCCURRENCE = "where the offence took place"
    RESIDENCE = "where the person lives"
    AREA = "a property of the area itself"
    FORCE = "the force that recorded it"


class Statistic(StrEnum):
    """What the numbers of a table are, which decides how the gate treats them."""

    COUNT = "count"
    """Whole numbers; shares and crude rates are recomputed from the released counts."""
    VALUE = "value"
    """Standardised, modelled or published values, each tied to its count."""
    CODE_LIST = "code list"
    """Words, no counts."""


class Quantity(StrEnum):
    """What is computed; the analysis has one function for each."""

    INCIDENTS = "incidents"
    """Counts of police.uk records by the declared breakdowns and filters."""
    COVERAGE = "coverage"
    """Months that the files of each force cover."""
    AGE_SEX = "age and sex"
    POPULATION_CHANGE = "population change"
    RESIDENTS = "residents"
    """People of each district on each basis there is."""
    ETHNICITY = "ethnicity"
    DENSITY = "density"
    """People per square kilometre of each small area."""
    DEPRIVATION = "deprivation"
    """National deprivation quintile of each small area."""
    DEPRIVATION_BY_DISTRICT = "deprivation by district"
    COUNT_QUINTILES = "count quintiles"
    """Small areas ranked by count and cut into fifths."""
    TOP_QUINTILE_BY_WARD = "top quintile by ward"
    CONCENTRATION = "concentration"
    """Share of the count that the top fifth of small areas holds, and the share expected by chance."""
    CODE_LIST = "code list"
    RECORDS = "records"
    """Counts of record-level incidents by the declared breakdowns and filters."""
    STANDARDISED_RATES = "standardised rates"
    """Directly standardised rates with intervals, by district (the force area first) or deprivation decile."""
    SMALL_AREA_RATIOS = "small-area ratios"
    """Observed over expected, smoothed rates and classes of each small area."""
    HOTSPOTS = "hotspots"
    """Gi* of each small area and year, and in how many years it stood out."""
    INEQUALITY = "inequality"
    """Slope and relative index of inequality over deprivation deciles."""
    WEEK_HOURS = "week by hours"
    """Weekday by hours, intervals spread over the time they may have happened in."""
    TIME_QUALITY = "time quality"
    """How well times are known, and how many look like defaults."""
    REPEATS = "repeats"
    """People by the number of times they appear."""
    HARM = "harm"
    """Volume beside severity."""
    AGREEMENT = "agreement"
    """Small areas by how many sources find them high, on one place basis."""
    SOURCE_RATIO = "source ratio"
    """Counts of one source over those of another, by district and year."""


class Polarity(StrEnum):
    """Which direction is good."""

    LOWER_IS_BETTER = "lower is better"
    HIGHER_IS_BETTER = "higher is better"
    NEUTRAL = "neither is better"


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share asked for: of what, within what, and which rows are part of the base.

    Parameters
    ----------
    within : tuple[str, ...]
        Breakdowns that are held fixed: the base is the sum of counts over the others.
    base : str
        The base in words, as the reader sees it; a share without it cannot be declared.

    Where one record may stand in several rows (flags, factors), the analysis gives the base as a column of that
    name; it is then not the sum of the counts.
    """

    within: tuple[str, ...]
    base: str


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A crude rate asked for: the denominator in words, its period, and the multiplier."""

    denominator: str
    denominator_period: str
    multiplier: int = 1000


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change asked for: between the first and the last value of one breakdown."""

    across: str


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A declared quantity.

    Parameters
    ----------
    id : str
        Stable slug, `police.category-year`.
    title : str
    sources : tuple[str, ...]
        Contract ids it is computed from, numerator first.
    unit, place_basis, statistic, polarity
        What is counted, what its place means, what kind of number it is, which direction is good.
    breakdowns : tuple[str, ...]
        Columns that identify a row of the answer, in order.
    period : str
        Period of the numerator in words.
    where : dict[str, tuple[str, ...]]
        Filters on columns of the incidents: column → values kept.
    share, rate, change
        Shares, crude rates and changes wanted from the counts.
    feed : str
        Which record-level incidents are counted; empty for open data.
    definition : str
        Id of the definition that limits them; empty for the whole cohort.
    beside : str
        A second feed (a ratio's denominator) or several, comma-separated (agreement).
    top : int | None
        Keep the highest so many rows, ties included: “top 10”.
    """

    id: str
    title: str
    quantity: Quantity
    sources: tuple[str, ...]
    unit: Unit
    place_basis: PlaceBasis
    breakdowns: tuple[str, ...]
    period: str
    statistic: Statistic = Statistic.COUNT
    where: dict[str, tuple[str, ...]] = field(default_factory=dict)
    share: Share | None = None
    rate: Rate | None = None
    change: Change | None = None
    polarity: Polarity = Polarity.NEUTRAL
    feed: str = ""
    definition: str = ""
    beside: str = ""
    top: int | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureTable:
    """The answer to a measure before the gate.

    `frame` has the measure's breakdowns, then `count` (nullable Int64; missing means not available, never
    zero) and where asked `denominator` (Int64) and `value` (float). One row per combination of breakdowns,
    in the order to be shown.
    """

    measure: Measure
    frame: pd.DataFrame
