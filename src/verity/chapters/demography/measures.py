"""What the demography chapter asks for, given the sources that are there."""

from collections.abc import Sequence

from verity.chapters.chapter import AssessmentContext
from verity.model.measures import Change, Measure, PlaceBasis, Quantity, Share, Statistic, Unit

RESIDENTS = "population.residents"
AGE_SEX = "population.age-sex"
CHANGE = "population.change"
ETHNICITY = "population.ethnicity"
DENSITY = "population.density"
DEPRIVATION_MAP = "deprivation.quintile-lsoa"
DEPRIVATION_TABLE = "deprivation.quintile-district"


def declared(context: AssessmentContext) -> tuple[Measure, ...]:
    """Return the measures that the sources present can answer."""
    candidates = (
        (("census_age",), _residents),
        (("population_lad_quinary",), _age_sex),
        (("population_lad",), _change),
        (("census_ethnicity",), _ethnicity),
        (("census_age", "boundaries"), _density),
        (("deprivation",), _deprivation_map),
        (("deprivation",), _deprivation_table),
    )
    return tuple(make(context) for needs, make in candidates if all(has(context, one) for one in needs))


def has(context: AssessmentContext, source: str) -> bool:
    """Whether a source is there and says something about this area."""
    note = context.sources.get(source)
    return note is not None and note.present


def years(context: AssessmentContext, use: str) -> Sequence[str]:
    """Return the years chosen for a use (`pyramid`, `change`)."""
    return context.facts.get(use, ())


def _residents(context: AssessmentContext) -> Measure:
    also = ("population_lad",) if has(context, "population_lad") else ()
    return Measure(
        id=RESIDENTS,
        title="Residents by district",
        quantity=Quantity.RESIDENTS,
        sources=("census_age", *also),
        unit=Unit.PERSON,
        place_basis=PlaceBasis.RESIDENCE,
        breakdowns=("lad", "basis"),
        period="Census 2021",
    )


def _age_sex(context: AssessmentContext) -> Measure:
    return Measure(
        id=AGE_SEX,
        title="Residents by age and sex",
        quantity=Quantity.AGE_SEX,
        sources=("population_lad_quinary",),
        unit=Unit.PERSON,
        place_basis=PlaceBasis.RESIDENCE,
        breakdowns=("area", "sex", "age_band"),
        period=f"mid-{years(context, 'pyramid')[0]}",
        share=Share(within=("area",), base="all residents of the area"),
    )


def _change(context: AssessmentContext) -> Measure:
    first, last = years(context, "change")
    return Measure(
        id=CHANGE,
        title="Change of population by age",
        quantity=Quantity.POPULATION_CHANGE,
        sources=("population_lad",),
        unit=Unit.PERSON,
        place_basis=PlaceBasis.RESIDENCE,
        breakdowns=("lad", "age_band", "year"),
        period=f"mid-{first} to mid-{last}",
        change=Change(across="year"),
    )


def _ethnicity(context: AssessmentContext) -> Measure:
    del context
    return Measure(
        id=ETHNICITY,
        title="Residents by ethnic group",
        quantity=Quantity.ETHNICITY,
        sources=("census_ethnicity",),
        unit=Unit.PERSON,
        place_basis=PlaceBasis.RESIDENCE,
        breakdowns=("area", "ethnic_group"),
        period="Census 2021",
        share=Share(within=("area",), base="all usual residents of the area"),
    )


def _density(context: AssessmentContext) -> Measure:
    del context
    return Measure(
        id=DENSITY,
        title="People per square kilometre by small area",
        quantity=Quantity.DENSITY,
        sources=("census_age", "boundaries"),
        unit=Unit.PERSON,
        place_basis=PlaceBasis.RESIDENCE,
        breakdowns=("lsoa",),
        period="Census 2021",
        statistic=Statistic.VALUE,
    )


def _deprivation_map(context: AssessmentContext) -> Measure:
    return Measure(
        id=DEPRIVATION_MAP,
        title="National deprivation quintile by small area",
        quantity=Quantity.DEPRIVATION,
        sources=("deprivation",),
        unit=Unit.LSOA,
        place_basis=PlaceBasis.AREA,
        breakdowns=("lsoa",),
        period=f"edition {context.facts['deprivation_edition'][0]}",
        statistic=Statistic.VALUE,
    )


def _deprivation_table(context: AssessmentContext) -> Measure:
    return Measure(
        id=DEPRIVATION_TABLE,
        title="Small areas by national deprivation quintile and district",
        quantity=Quantity.DEPRIVATION_BY_DISTRICT,
        sources=("deprivation",),
        unit=Unit.LSOA,
        place_basis=PlaceBasis.AREA,
        breakdowns=("quintile", "lad"),
        period=f"edition {context.facts['deprivation_edition'][0]}",
        share=Share(within=(), base=f"all small areas (LSOAs) of {context.area.name}"),
    )
