"""Which records a measure is about: the feed, its years, the place, the definition, the filters.

Every analysis of records begins here, so that two tables of one edition never count different records.
"""

from typing import Any

from verity.analysis.inputs import ELSEWHERE, Inputs
from verity.analysis.record_breakdowns import KNOWN, LISTS, column_of, has_item
from verity.analysis.record_placement import RECORDS
from verity.model.definitions import Definition
from verity.model.errors import ValidityError
from verity.model.incidents import NOT_KNOWN
from verity.model.measures import Measure, PlaceBasis
from verity.warehouse.expressions import literal

SUBSET = "subset"
"""Under this, a feed and a definition, `Inputs.memo` has the table of their records where one is kept."""
_EVERYWHERE = frozenset({"place", "location_quality"})
"""A measure broken down or filtered by one of these counts everything recorded, wherever it was placed."""


def in_scope(table: Any, inputs: Inputs, feed: str) -> Any:  # noqa: ANN401 - Ibis
    """Return the records of a feed that are counted for the force area, in the years that are counted.

    Of occurrences, those placed outside the force area are left out; those without a location stay, since the
    force (or service) recorded them, and have no district. Of residents, only those placed in a district are
    counted: where somebody lives who has no address cannot be said.

    Raises
    ------
    ValidityError
        When the feed is not there or covers no complete year: nothing is then known, and no zero is given.
    """
    return _placed_here(in_years(table, inputs, feed), inputs, feed)


def _placed_here(table: Any, inputs: Inputs, feed: str) -> Any:  # noqa: ANN401 - Ibis
    if inputs.feeds[feed].place_basis is PlaceBasis.RESIDENCE:
        return table.filter(table.lad.notnull())
    return table.filter(table.place != ELSEWHERE)


def in_years(table: Any, inputs: Inputs, feed: str) -> Any:  # noqa: ANN401 - Ibis
    """Return the records of a feed in its counted years, wherever they were placed; see `in_scope`."""
    years = inputs.feed_years.get(feed, ())
    if feed not in inputs.feeds or not years:
        raise ValidityError(
            "A measure asks for records that are not there", where=feed or "no feed named",
            expected="a feed with files and at least one complete year",
            found="no complete year" if feed in inputs.feeds else "no files",
            do_this="leave the measure out where the feed is absent",
        )  # fmt: skip
    return table.filter((table.feed == feed) & table.year.isin(list(years)))


def records_of(inputs: Inputs, measure: Measure) -> Any:  # noqa: ANN401 - Ibis
    """Return the records that a measure is about: in scope, of its definition, and passing its filters.

    A filter on a list that the measure is broken down by (`flag`, `factor`) limits the rows shown, not the records.
    """
    refuse_unknown(measure)
    table = _of_definition(inputs, measure)
    if not {*measure.breakdowns, *measure.where} & _EVERYWHERE:
        table = _placed_here(table, inputs, measure.feed)
    shown = {name for name in measure.where if name in LISTS and name in measure.breakdowns}
    held = [_one_of(table, name, values) for name, values in measure.where.items() if name not in shown]
    return table.filter(held) if held else table


def _of_definition(inputs: Inputs, measure: Measure) -> Any:  # noqa: ANN401 - Ibis
    """Return the records of a feed's years and the measure's definition, from their own table where there is one."""
    kept = (inputs.memo or {}).get((SUBSET, measure.feed, measure.definition))
    if kept is not None:
        return kept
    table = in_years(inputs.warehouse.table(RECORDS), inputs, measure.feed)
    return defined(table, inputs, measure) if measure.definition else table


def refuse_unknown(measure: Measure) -> None:
    """Raise ValidityError when a filter is on something that records do not have."""
    strange = sorted(set(measure.where) - KNOWN)
    if strange:
        raise ValidityError(
            "A measure filters records by something they do not have", where=f"{measure.id}: {', '.join(strange)}",
            do_this="correct the chapter's declaration",
        )  # fmt: skip


def defined(table: Any, inputs: Inputs, measure: Measure) -> Any:  # noqa: ANN401 - Ibis
    """Return the records that the measure's definition takes in.

    Raises
    ------
    ValidityError
        When there is no such definition, or it does not reach this kind of record.
    """
    definition = inputs.definitions.get(measure.definition)
    family = inputs.feeds[measure.feed].family
    if definition is None or family not in definition.codes:
        raise ValidityError(
            "A definition of violence does not reach these records", where=f"{measure.id}: {measure.definition}",
            expected=f"a definition with codes of the family {family}",
            found="none of that name" if definition is None else ", ".join(sorted(definition.codes)),
            do_this="leave the measure out, or add codes to definitions.toml",
        )  # fmt: skip
    return table.filter(_taken_in(table, definition, family))


def _taken_in(table: Any, definition: Definition, family: str) -> Any:  # noqa: ANN401 - Ibis
    """Whether a record is of a definition; a missing code, or a missing age where ages are set, is not."""
    codes = sorted(definition.codes[family])
    held = table.code.isin(codes)
    if family == "admission":
        # Diagnoses may be recorded to four characters; definitions name the three-character category.
        held |= table.code.substr(0, 3).isin(codes)
    if definition.ages:
        held &= table.age.between(*definition.ages)
    if definition.with_flags:
        held &= _any_flag(table, definition.with_flags)
    if definition.without_flags:
        held &= ~_any_flag(table, definition.without_flags)
    return held.fill_null(False)


def _any_flag(table: Any, flags: frozenset[str]) -> Any:  # noqa: ANN401 - Ibis
    held = literal(False)
    for flag in sorted(flags):
        held |= has_item(table, "flag", flag)
    return held


def _one_of(table: Any, name: str, values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - Ibis
    """Whether a record has one of the values; `not known` stands for missing."""
    if name in LISTS:
        held = literal(False)
        for item in values:
            held |= has_item(table, name, item)
        return held
    column = column_of(table, name)
    wanted = [int(v) if column.type().is_integer() else v for v in values if v != NOT_KNOWN]
    held = column.isin(wanted).fill_null(False) if wanted else literal(False)
    return held | ~column.notnull() if NOT_KNOWN in values else held
