"""What a chapter over record-level feeds asks for: only what the attributes that are filled can answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from verity.chapters.chapter import AssessmentContext
from verity.chapters.records.profile import FeedProfile, Part
from verity.chapters.records.subject import Subject, subjects
from verity.model.incidents import ETHNIC_GROUPS
from verity.model.measures import Measure, PlaceBasis, Polarity, Quantity, Share, Statistic, Unit

HOME = "lsoa_code|lad_code|lsoa"
"""Any of these: a place that is at least a district."""
SMALL = "lsoa_code|lsoa"
"""Either: a small area, given or found from coordinates."""
POPULATION = ("population_lsoa", "population_lad", "census_age")
KNOWN = "ethnicity-known"
RESIDENTS = "ethnicity-residents"
SIDE_COHORTS = ("mental health", "substance misuse", "alcohol-attributable")
DEFINITIONS = (
    "violence-and-sexual-offences", "violence-with-injury", "serious-violence-local", "serious-youth-violence",
    "domestic-violence", "non-domestic-violence", "rape-and-serious-sexual-offences",
)  # fmt: skip
"""Shown side by side, in this order."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One measure wanted, whatever the feed.

    Parameters
    ----------
    quantity : Quantity
    breakdowns : tuple[str, ...]
    title : str
        Follows the records: “by district and year”.
    needs : tuple[str, ...]
        Columns that must hold values; `|` between alternatives.
    also : tuple[tuple[str, ...], ...]
        Open sources it draws on: of each group the first that is there, and none may lack.
    within : tuple[str, ...] | None
        Breakdowns held fixed in a share; None for no share.
    top : int | None
    rate : bool
        Whether populations are needed.
    """

    quantity: Quantity
    breakdowns: tuple[str, ...]
    title: str
    needs: tuple[str, ...] = ()
    also: tuple[tuple[str, ...], ...] = ()
    within: tuple[str, ...] | None = None
    top: int | None = None
    rate: bool = False

    @property
    def statistic(self) -> Statistic:
        """Whole numbers from these two quantities alone."""
        return Statistic.COUNT if self.quantity in (Quantity.RECORDS, Quantity.REPEATS) else Statistic.VALUE


def _records(title: str, *breakdowns: str, needs: str, within: tuple[str, ...] | None = (), **given: Any) -> Ask:  # noqa: ANN401 - passes fields through
    fields: dict[str, Any] = {"needs": tuple(needs.split()), "within": within}
    return Ask(quantity=Quantity.RECORDS, breakdowns=breakdowns, title=title, **(fields | given))


def _rates(title: str, quantity: Quantity, breakdown: str, *, needs: str, **given: Any) -> Ask:  # noqa: ANN401 - passes fields through
    also = (POPULATION, *given.pop("also", ()))
    return Ask(
        quantity=quantity, breakdowns=(breakdown,), title=title, needs=(*needs.split(), "age"), also=also, rate=True
    )


INDEX = (("deprivation",),)
ASKS: dict[Part, Ask] = {
    Part.YEARS: _records("by district and year", "lad", "year", needs=HOME, within=None),
    Part.FORCE_YEARS: _records("by year, whole force", "year", needs="counted", within=None),
    Part.PLACES: _records("by place", "place", needs=HOME),
    Part.AREA_RATES: _rates("rates by district", Quantity.STANDARDISED_RATES, "area", needs=HOME),
    Part.DECILE_RATES: _rates(
        "rates by deprivation decile", Quantity.STANDARDISED_RATES, "decile", needs=SMALL, also=INDEX
    ),
    Part.INEQUALITY: _rates("inequality", Quantity.INEQUALITY, "index", needs=SMALL, also=INDEX),
    Part.SMALL_AREAS: _rates("small-area ratios", Quantity.SMALL_AREA_RATIOS, "lsoa", needs=SMALL),
    Part.HOTSPOTS: Ask(
        quantity=Quantity.HOTSPOTS, breakdowns=("lsoa",), title="hot spots", needs=(SMALL,),
        also=(("boundaries",),),
    ),
    Part.TOP_AREAS: _records("ten highest small areas", "lsoa", needs=SMALL, top=10),
    Part.QUINTILE: _records("by deprivation quintile", "quintile", needs=SMALL, also=INDEX),
    Part.AREA_GROUP: _records(
        "by geodemographic group of the home area", "area_group", needs="area_group",
        also=(("output_area_classification",),),
    ),
    Part.HARM_AREA: Ask(
        quantity=Quantity.HARM, breakdowns=("lad",), title="volume and severity by district",
        needs=(HOME, "code"), also=(POPULATION,),
    ),
    Part.HARM_CATEGORY: Ask(
        quantity=Quantity.HARM, breakdowns=("category",), title="volume and severity by type",
        needs=("category", "code"),
    ),
    Part.AGE_SEX: _records("by age and sex", "age_band", "sex", needs="age sex"),
    Part.SEX_AREA: _records("by district and sex", "lad", "sex", needs=f"{HOME} sex", within=("lad",)),
    Part.ETHNICITY: _records("by ethnic group", "ethnic_group", needs="ethnic_group"),
    Part.RELATIONSHIP: _records("by relationship", "relationship", needs="relationship"),
    Part.CATEGORY: _records("by type", "category", needs="category"),
    Part.CODES: _records("five most frequent offence codes", "code", needs="code", top=5),
    Part.FLAGS: _records("by flag", "flag", needs="flags"),
    Part.FACTORS: _records("by aggravating factor", "factor", needs="factors", top=10),
    Part.OUTCOME: _records("by outcome", "outcome", needs="outcome"),
    Part.PREMISES: _records("by premises", "premises", needs="premises"),
    Part.WEAPON: _records("by weapon", "weapon", needs="weapon"),
    Part.DEPARTMENT: _records("by type of department", "department", needs="department"),
    Part.PROVIDER: _records("by provider and year", "provider", "year", needs="provider", within=None),
    Part.MODE: _records("by route", "mode", needs="mode"),
    Part.STAY: _records("by length of stay", "stay_band", needs="stay_days"),
    Part.DELAY: _records("by delay from offence to report", "delay_band", needs="counted reported"),
    Part.REPEATS: Ask(
        quantity=Quantity.REPEATS, breakdowns=("times",), title="people by times recorded", needs=("person",)
    ),
    Part.MONTH_AREA: _records(
        "by month and district", "month_of_year", "lad", needs=f"counted {HOME}", within=("lad",)
    ),
    Part.WEEKDAY_AREA: _records("by weekday and district", "weekday", "lad", needs=f"counted {HOME}", within=("lad",)),
    Part.WEEK_HOURS: Ask(
        quantity=Quantity.WEEK_HOURS, breakdowns=("weekday", "hour_group"), title="by weekday and hours",
        needs=("started", "time_given"),
    ),
    Part.TIME_QUALITY: Ask(
        quantity=Quantity.TIME_QUALITY, breakdowns=("time_quality",), title="by quality of time", needs=("started",)
    ),
    Part.HOUR_MODE: _records(
        "by hour and mode of arrival", "hour", "mode", needs="started time_given mode", within=("mode",)
    ),
}  # fmt: skip


def declared(profile: FeedProfile, context: AssessmentContext) -> tuple[Measure, ...]:
    """Return the measures of a chapter that the feeds present can answer."""
    return tuple(
        measure
        for subject in subjects(profile, context)
        for part in subject.part.parts
        for measure in _of_part(subject, part)
    )


def _of_part(subject: Subject, part: Part) -> Iterator[Measure]:
    if part is Part.DEFINITIONS:
        yield from _definitions(subject)
    elif part is Part.SIDE_COHORTS:
        yield from _side_cohorts(subject)
    elif answerable(subject, ASKS[part]):
        measure = _measure(subject, part, ASKS[part])
        yield measure
        if part is Part.ETHNICITY:
            yield from _ethnicity(subject)


def answerable(subject: Subject, ask: Ask) -> bool:
    """Whether a feed holds the columns that a measure needs, and the open sources are there."""
    held = subject.note.attributes
    filled = all(any(one in held for one in need.split("|")) for need in ask.needs)
    open_ones = all(any(_present(subject.context, one) for one in group) for group in ask.also)
    return filled and open_ones and (bool(subject.note.denominator_years) or not ask.rate)


def _measure(subject: Subject, what: str, ask: Ask, **given: Any) -> Measure:  # noqa: ANN401 - passes fields through
    """Return a measure on the subject's records under its definition."""
    also = (next(one for one in group if _present(subject.context, one)) for group in ask.also)
    # a table by place counts what lies outside the area too
    base = f"all {subject.phrase}, wherever placed" if "place" in ask.breakdowns else subject.base
    note = subject.note
    fields: dict[str, Any] = {
        "id": subject.measure_id(str(what)),
        "title": f"{subject.phrase}: {ask.title}",
        "quantity": ask.quantity,
        "sources": (*note.sources, *also),
        "unit": note.unit,
        "place_basis": note.place_basis,
        "breakdowns": ask.breakdowns,
        "period": note.period,
        "statistic": ask.statistic,
        "share": None if ask.within is None else Share(within=ask.within, base=base),
        # more recorded crime may be better recording; a hospital record stands for somebody hurt
        "polarity": Polarity.NEUTRAL if subject.part.family == "police" else Polarity.LOWER_IS_BETTER,
        "feed": note.id,
        "definition": subject.definition.id if subject.definition else "",
        "top": ask.top,
    }
    return Measure(**(fields | given))


def _ethnicity(subject: Subject) -> Iterator[Measure]:
    """Yield what stands beside ethnic groups: shares of those known, and residents."""
    known = _records("by ethnic group, known alone", "ethnic_group", needs="ethnic_group")
    yield _measure(
        subject, KNOWN, known, where={"ethnic_group": ETHNIC_GROUPS},
        share=Share(within=(), base=f"{subject.phrase} with a known ethnic group"),
    )  # fmt: skip
    if _present(subject.context, "census_ethnicity"):
        yield Measure(
            id=subject.measure_id(RESIDENTS),
            title="Residents by ethnic group",
            quantity=Quantity.ETHNICITY,
            sources=("census_ethnicity",),
            unit=Unit.PERSON,
            place_basis=PlaceBasis.RESIDENCE,
            breakdowns=("area", "ethnic_group"),
            period="Census 2021",
            share=Share(within=("area",), base="all usual residents of the area"),
        )


def defined(subject: Subject) -> tuple[str, ...]:
    """Return the ids of the definitions shown side by side for a feed."""
    known = subject.context.definitions
    aged = "age" in subject.note.attributes
    return tuple(
        one for one in DEFINITIONS
        # a definition by age would count nothing among records without one
        if one in known and one in subject.note.definitions and (aged or known[one].ages is None)
    )  # fmt: skip


def _definitions(subject: Subject) -> Iterator[Measure]:
    ask = _records("by year", "year", needs="counted", within=None)
    for one in defined(subject):
        title = f"{subject.context.definitions[one].title}: by year"
        yield _measure(subject, f"{Part.DEFINITIONS}-{one}", ask, definition=one, title=title)


def side_cohorts(subject: Subject) -> tuple[str, ...]:
    """Return the side cohorts that a feed flags."""
    return tuple(one for one in SIDE_COHORTS if one in subject.note.flags)


def cohort_sets(subject: Subject) -> tuple[tuple[str, ...], ...]:
    """Return the sets of side cohorts that are counted, each as those in any of its members: ones, pairs, all."""
    own = side_cohorts(subject)
    return tuple(one for size in range(1, len(own) + 1) for one in combinations(own, size))


def cohort_measure(subject: Subject, cohorts: tuple[str, ...]) -> str:
    """Return the id of the measure on those in any of some side cohorts."""
    return subject.measure_id(_cohort_what(cohorts))


def _cohort_what(cohorts: tuple[str, ...]) -> str:
    return f"{Part.SIDE_COHORTS}-{'-or-'.join(one.replace(' ', '-') for one in cohorts)}"


def _side_cohorts(subject: Subject) -> Iterator[Measure]:
    """Yield one measure per set of side cohorts: how many are in both follows from either and each."""
    ask = _records("by year", "year", needs="flags", within=None)
    for one in cohort_sets(subject):
        title = f"{subject.phrase} with {' or '.join(one)}: by year"
        yield _measure(subject, _cohort_what(one), ask, where={"flag": one}, title=title)


def _present(context: AssessmentContext, source: str) -> bool:
    note = context.sources.get(source)
    return note is not None and note.present
