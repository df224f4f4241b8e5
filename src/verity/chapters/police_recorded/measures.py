"""What the chapter on police recorded violence asks for, given the files that are there.

Two definitions stand side by side: recorded by the force, and occurred in the area as recorded by the forces
loaded.
"""

from typing import Any

from verity.chapters.chapter import AssessmentContext
from verity.model.codes import (
    ANTI_SOCIAL_BEHAVIOUR,
    CRIME_TYPES,
    POSSESSION_OF_WEAPONS,
    ROBBERY,
    VIOLENCE_AND_SEXUAL_OFFENCES,
)
from verity.model.measures import Measure, PlaceBasis, Quantity, Rate, Share, Statistic, Unit
from verity.model.periods import complete_years, period_name

OFFENCE_GROUPS = "police.offence-groups"
COVERAGE = "police.coverage"
PLACE_RECORDED = "police.place-recorded"
PLACE_OCCURRED = "police.place-occurred"
CATEGORY_PERIOD = "police.category-period"
CATEGORY_PERIOD_CRIME = "police.category-period-crime"
CATEGORY_DISTRICT = "police.category-district"
MONTH = "police.violence-month"
RATE = "police.violence-rate"
LSOA = "police.violence-lsoa"
WARD = "police.violence-top-fifth-ward"
CONCENTRATION = "police.violence-concentration"

STREET = "police_uk_street"
VIOLENCE = (VIOLENCE_AND_SEXUAL_OFFENCES, ROBBERY, POSSESSION_OF_WEAPONS)
"""The three categories that stand side by side; robbery and weapons are not part of the first."""
CRIME_ONLY = tuple(name for name in CRIME_TYPES if name != ANTI_SOCIAL_BEHAVIOUR)
PER = 1000
ALL_BASE = "all crimes and incidents recorded by the force, anti-social behaviour included"
CRIME_BASE = "all crimes recorded by the force, anti-social behaviour left out"


def declared(context: AssessmentContext) -> tuple[Measure, ...]:
    """Return the measures that the files present can answer."""
    code_list = Measure(
        id=OFFENCE_GROUPS,
        title="Offence groups in the police.uk category",
        quantity=Quantity.CODE_LIST,
        sources=("offence_classification",),
        unit=Unit.SUBGROUP,
        place_basis=PlaceBasis.FORCE,
        breakdowns=("group", "subgroup"),
        period="current classification",
        statistic=Statistic.CODE_LIST,
    )
    if not context.months:
        return (code_list,)
    measures = [code_list, _coverage(), *_places(context), *_categories(context), _months(context)]
    if complete_years(context.months) and context.sources["census_age"].present:
        measures.append(_rate(context))
    measures += _small_areas(context)
    return tuple(measures)


def _incidents(context: AssessmentContext, **given: Any) -> Measure:  # noqa: ANN401 - passes fields through
    fields: dict[str, Any] = {
        "quantity": Quantity.INCIDENTS,
        "sources": (STREET,),
        "unit": Unit.CRIME_OR_INCIDENT,
        "place_basis": PlaceBasis.OCCURRENCE,
        "period": period_name(context.months),
    }
    return Measure(**(fields | given))


def _home(context: AssessmentContext) -> dict[str, tuple[str, ...]]:
    return {"force": context.facts["home_force"]}


def _coverage() -> Measure:
    return Measure(
        id=COVERAGE,
        title="Months covered by the police.uk files",
        quantity=Quantity.COVERAGE,
        sources=(STREET,),
        unit=Unit.MONTH,
        place_basis=PlaceBasis.FORCE,
        breakdowns=("kind", "force", "year"),
        period="all files loaded",
    )


def _places(context: AssessmentContext) -> list[Measure]:
    return [
        _incidents(
            context,
            id=PLACE_RECORDED,
            title="Crimes and incidents recorded by the force, by place",
            breakdowns=("place",),
            where=_home(context),
            share=Share(within=(), base=ALL_BASE),
        ),
        _incidents(
            context,
            id=PLACE_OCCURRED,
            title="Crimes and incidents that occurred in the area, by district and recording force",
            breakdowns=("lad", "force"),
        ),
    ]


def _categories(context: AssessmentContext) -> list[Measure]:
    return [
        _incidents(
            context,
            id=CATEGORY_PERIOD,
            title="Crimes and incidents by category and period",
            breakdowns=("period", "crime_type"),
            where=_home(context),
            share=Share(within=("period",), base=ALL_BASE),
        ),
        _incidents(
            context,
            id=CATEGORY_PERIOD_CRIME,
            title="Crimes by category and period",
            unit=Unit.CRIME,
            breakdowns=("period", "crime_type"),
            where=_home(context) | {"crime_type": CRIME_ONLY},
            share=Share(within=("period",), base=CRIME_BASE),
        ),
        _incidents(
            context,
            id=CATEGORY_DISTRICT,
            title="Crimes and incidents by category and district",
            breakdowns=("lad", "crime_type"),
            where=_home(context),
            share=Share(within=("lad",), base=f"{ALL_BASE}, and located in the district"),
        ),
    ]


def _months(context: AssessmentContext) -> Measure:
    return _incidents(
        context,
        id=MONTH,
        title="Violence and sexual offences, robbery and possession of weapons by month",
        unit=Unit.CRIME,
        breakdowns=("crime_type", "month"),
        where=_home(context) | {"crime_type": VIOLENCE},
    )


def _rate(context: AssessmentContext) -> Measure:
    years = complete_years(context.months)
    return _incidents(
        context,
        id=RATE,
        title="Crude rates by category, district and year",
        unit=Unit.CRIME,
        sources=(STREET, "census_age"),
        breakdowns=("crime_type", "lad", "year"),
        where={"crime_type": VIOLENCE},
        period=f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0]),
        rate=Rate(denominator="usual residents", denominator_period="Census 2021", multiplier=PER),
    )


def _small_areas(context: AssessmentContext) -> list[Measure]:
    violence = {"crime_type": (VIOLENCE_AND_SEXUAL_OFFENCES,)}
    quintiles = _incidents(
        context,
        id=LSOA,
        title="Violence and sexual offences by small area, in fifths by count",
        quantity=Quantity.COUNT_QUINTILES,
        unit=Unit.CRIME,
        breakdowns=("lsoa",),
        where=violence,
        statistic=Statistic.VALUE,
    )
    concentration = _incidents(
        context,
        id=CONCENTRATION,
        title="Share of violence and sexual offences in the top fifth of small areas",
        quantity=Quantity.CONCENTRATION,
        unit=Unit.CRIME,
        breakdowns=("basis",),
        where=violence,
        statistic=Statistic.VALUE,
    )
    wards = _incidents(
        context,
        id=WARD,
        title="Small areas of the top fifth by ward",
        quantity=Quantity.TOP_QUINTILE_BY_WARD,
        unit=Unit.LSOA,
        breakdowns=("lad", "ward"),
        where=violence,
    )
    return [quintiles, concentration, *([wards] if context.facts.get("wards") else [])]
