"""Records that many measures ask for, each feed under each definition written once to a narrow table of its own.

A measure is then one short query of a stored table: what it costs does not grow with the records of other feeds, and
the definition is told once. Which records a measure takes is said in `record_scope`, here as there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from verity.analysis.inputs import Inputs
from verity.analysis.record_breakdowns import DERIVED, column_of
from verity.analysis.record_placement import RECORDS
from verity.analysis.record_scope import SUBSET, defined, in_years
from verity.model.incidents import INCIDENT_COLUMNS, PLACED_COLUMNS
from verity.model.measures import Measure, Quantity

OFTEN = 3
"""Measures from which on a table of their own pays."""

_NOT_ASKED = frozenset({"source_file", "source_row", "reference", "lsoa_code", "lad_code", "longitude", "latitude",
                        "role", "feed"})  # fmt: skip
_OF_RATES = frozenset({
    Quantity.STANDARDISED_RATES, Quantity.SMALL_AREA_RATIOS, Quantity.INEQUALITY, Quantity.AGREEMENT,
})  # fmt: skip


def keep_subsets(inputs: Inputs, measures: Sequence[Measure]) -> None:
    """Write the records of each feed and definition that several measures ask for; without a memo nothing is written.

    The tables hold the columns of `record` that a measure may ask for, and those derived breakdowns that one does.
    """
    if inputs.memo is None:
        return
    about = [one for one in measures if one.feed in inputs.feeds and inputs.feed_years.get(one.feed)]
    asked = Counter((one.feed, one.definition) for one in about)
    for number, (pair, times) in enumerate(sorted(asked.items())):
        own = [one for one in about if (one.feed, one.definition) == pair]
        if times >= OFTEN:
            name = f"_record_subset_{number}"
            subset = _subset(inputs, own[0], _derived(own))
            inputs.memo[(SUBSET, *pair)] = inputs.warehouse.con.create_table(name, subset, overwrite=True)


def _derived(measures: Iterable[Measure]) -> list[str]:
    """Return the derived breakdowns that measures ask for; rates are made by age band."""
    names = {name for one in measures for name in (*one.breakdowns, *one.where)}
    if any(one.quantity in _OF_RATES for one in measures):
        names.add("age_band")
    return sorted(names & set(DERIVED))


def _subset(inputs: Inputs, measure: Measure, derived: Sequence[str]) -> Any:  # noqa: ANN401 - Ibis
    table = in_years(inputs.warehouse.table(RECORDS), inputs, measure.feed)
    if measure.definition:
        table = defined(table, inputs, measure)
    plain = [name for name in (*INCIDENT_COLUMNS, *PLACED_COLUMNS) if name not in _NOT_ASKED]
    return table.select(*plain, **{name: column_of(table, name) for name in derived})
