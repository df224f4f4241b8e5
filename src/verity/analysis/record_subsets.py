"""Records that many measures ask for, each feed under each definition written once to a narrow table of its own.

A measure is then one short query of a stored table: what it costs does not grow with the records of other feeds, and
the definition is told once. Which records a measure takes is said in `record_scope`, here as there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from verity.analysis.inputs import Inputs
from verity.analysis.record_breakdowns import KNOWN, LISTS, column_of
from verity.analysis.record_placement import RECORDS
from verity.analysis.record_scope import SUBSET, defined, in_years
from verity.model.incidents import INCIDENT_COLUMNS
from verity.model.measures import Measure, Quantity

OFTEN = 3
"""Measures from which on a table of their own pays."""

_ALWAYS = ("year", "place", "lad")
_RATES = ("person", "age_band", "lad", "lsoa", "decile", "year")
_TIMES = ("started", "ended", "time_given", "time_quality")
_NEEDS: dict[Quantity, tuple[str, ...]] = {
    Quantity.STANDARDISED_RATES: _RATES,
    Quantity.SMALL_AREA_RATIOS: _RATES,
    Quantity.INEQUALITY: _RATES,
    Quantity.AGREEMENT: _RATES,
    Quantity.HOTSPOTS: _RATES,
    Quantity.WEEK_HOURS: _TIMES,
    Quantity.TIME_QUALITY: _TIMES,
    Quantity.REPEATS: ("person",),
    Quantity.HARM: ("code",),
    Quantity.SOURCE_RATIO: ("month",),
}
"""What a quantity asks of records beside the breakdowns and filters of its measure."""
_OF_RECORDS = frozenset({Quantity.RECORDS, *_NEEDS})


def keep_subsets(inputs: Inputs, measures: Sequence[Measure]) -> None:
    """Write the records of each feed and definition that several measures ask for; without a memo nothing is written.

    The tables hold the columns that these measures ask for, and the derived breakdowns among them ready made.
    """
    if inputs.memo is None:
        return
    about = [one for one in measures if one.quantity in _OF_RECORDS and inputs.feed_years.get(one.feed)]
    asked = Counter((one.feed, one.definition) for one in about)
    for number, (pair, times) in enumerate(sorted(asked.items())):
        own = [one for one in about if (one.feed, one.definition) == pair]
        if times >= OFTEN:
            # What compares feeds may come to any of a feed's tables, by the definition or without one.
            beside = [one for one in about if one.beside and pair[0] in (one.feed, *_beside(one))]
            subset = _subset(inputs, own[0], _names([*own, *beside]))
            kept = inputs.warehouse.con.create_table(f"_record_subset_{number}", subset, overwrite=True)
            inputs.memo[(SUBSET, *pair)] = kept


def _beside(measure: Measure) -> list[str]:
    return [name.strip() for name in measure.beside.split(",")]


def _names(measures: Iterable[Measure]) -> list[str]:
    """Return the breakdowns and columns that measures ask for."""
    names = {*_ALWAYS}
    for one in measures:
        names |= {*one.breakdowns, *one.where, *_NEEDS.get(one.quantity, ())}
    return sorted(names & {*KNOWN, *INCIDENT_COLUMNS})


def _subset(inputs: Inputs, measure: Measure, names: Sequence[str]) -> Any:  # noqa: ANN401 - Ibis
    table = in_years(inputs.warehouse.table(RECORDS), inputs, measure.feed)
    if measure.definition:
        table = defined(table, inputs, measure)
    return table.select(**{LISTS.get(name, name): column_of(table, name) for name in names})
