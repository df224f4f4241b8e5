"""From declared measures to tables: one function for each quantity."""

from collections.abc import Sequence
from typing import assert_never

import pandas as pd

from verity.analysis import (
    agreement,
    incidents,
    populations,
    record_counts,
    record_people,
    record_places,
    record_subsets,
    record_times,
    severity,
    small_areas,
    standardised_rates,
)
from verity.analysis.inputs import Inputs
from verity.model.codes import VIOLENCE_OFFENCE_GROUPS
from verity.model.measures import Measure, MeasureTable, Quantity


def compute(inputs: Inputs, measures: Sequence[Measure]) -> list[MeasureTable]:
    """Compute every measure, in the order declared."""
    record_subsets.keep_subsets(inputs, measures)
    return [MeasureTable(measure=measure, frame=_frame(inputs, measure)) for measure in measures]


def _frame(inputs: Inputs, measure: Measure) -> pd.DataFrame:  # noqa: C901, PLR0912 - one case per quantity
    match measure.quantity:
        case Quantity.INCIDENTS:
            frame = incidents.incident_counts(inputs, measure)
            if measure.rate:
                frame = frame.merge(populations.denominators(inputs), on="lad", how="left")
            return frame
        case Quantity.COVERAGE:
            return incidents.coverage(inputs)
        case Quantity.AGE_SEX:
            return populations.age_sex(inputs)
        case Quantity.POPULATION_CHANGE:
            return populations.population_change(inputs)
        case Quantity.RESIDENTS:
            return populations.residents_by_district(inputs)
        case Quantity.ETHNICITY:
            return populations.ethnicity(inputs)
        case Quantity.DENSITY:
            return populations.density(inputs)
        case Quantity.DEPRIVATION:
            return populations.deprivation(inputs)
        case Quantity.DEPRIVATION_BY_DISTRICT:
            return populations.deprivation_by_district(inputs)
        case Quantity.COUNT_QUINTILES:
            return small_areas.count_quintiles(inputs, measure)
        case Quantity.TOP_QUINTILE_BY_WARD:
            return small_areas.top_quintile_by_ward(inputs, measure)
        case Quantity.CONCENTRATION:
            return small_areas.concentration(inputs, measure)
        case Quantity.CODE_LIST:
            rows = [(g.group, g.subgroup, g.examples) for g in VIOLENCE_OFFENCE_GROUPS]
            return pd.DataFrame(rows, columns=["group", "subgroup", "examples"])
        case Quantity.RECORDS:
            return record_counts.record_counts(inputs, measure)
        case Quantity.WEEK_HOURS:
            return record_times.week_hours(inputs, measure)
        case Quantity.TIME_QUALITY:
            return record_times.time_qualities(inputs, measure)
        case Quantity.REPEATS:
            return record_people.repeats(inputs, measure)
        case Quantity.STANDARDISED_RATES:
            return standardised_rates.standardised_rates(inputs, measure)
        case Quantity.SMALL_AREA_RATIOS:
            return record_places.small_area_ratios(inputs, measure)
        case Quantity.HOTSPOTS:
            return record_places.hotspots(inputs, measure)
        case Quantity.INEQUALITY:
            return record_places.inequality(inputs, measure)
        case Quantity.HARM:
            return severity.harm(inputs, measure)
        case Quantity.AGREEMENT:
            return agreement.agreement(inputs, measure)
        case Quantity.SOURCE_RATIO:
            return agreement.source_ratio(inputs, measure)
    assert_never(measure.quantity)
