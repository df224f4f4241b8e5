"""Feeds of record-level incidents in a build: which are there, placed, and what chapters are told of them."""

from collections.abc import Mapping
from dataclasses import replace

from verity.analysis.denominators import denominator_note, denominator_years
from verity.analysis.inputs import Inputs
from verity.analysis.population_estimates import keep_estimates
from verity.analysis.record_facts import feed_facts, feed_years
from verity.analysis.record_placement import RECORDS, RecordPlacement, place_records
from verity.analysis.record_scope import in_scope
from verity.assessment.config import Assessment
from verity.build.feeds import FEEDS
from verity.chapters.chapter import CohortLine, FeedNote
from verity.model.incidents import YearBasis
from verity.warehouse.engine import Warehouse
from verity.warehouse.feed import Feed, cohort_account


def feeds_present(warehouse: Warehouse) -> dict[str, Feed]:
    """Return the feeds whose records are loaded, by id, in the report's order."""
    return {feed.id: feed for feed in FEEDS if warehouse.has(feed.sources[0])}


def placed_records(assessment: Assessment, inputs: Inputs) -> tuple[Inputs, RecordPlacement]:
    """Place the records of every feed; return inputs that know the years each covers, and how they were placed."""
    months = assessment.period.months
    years = {one: feed_years(inputs.warehouse, feed, months) for one, feed in inputs.feeds.items()}
    if inputs.feeds:
        keep_estimates(inputs)
    placement = place_records(inputs)
    return replace(inputs, feed_years=years, memo={}), placement


def feed_notes(inputs: Inputs, *, rounding: int = 1) -> Mapping[str, FeedNote]:
    """Return what chapters are told of each feed; one that covers no complete year has no records to tell of.

    Parameters
    ----------
    rounding : int
        Base to which numbers of rows are rounded: they pass no gate, and an edition that is protected tells them
        roughly.
    """
    return {one: _note(inputs, feed, rounding) for one, feed in inputs.feeds.items()}


def _note(inputs: Inputs, feed: Feed, rounding: int) -> FeedNote:
    years = inputs.feed_years[feed.id]
    facts = feed_facts(inputs, feed.id) if years else None
    reaching = tuple(one.id for one in inputs.definitions.values() if feed.family in one.codes)
    return FeedNote(
        id=feed.id,
        title=feed.title,
        sources=tuple(source for source in feed.sources if inputs.warehouse.has(source)),
        unit=feed.unit,
        place_basis=feed.place_basis,
        year_basis=feed.year_basis,
        years=years,
        months=facts.months if facts else (),
        period=period_in_words(years, feed.year_basis),
        records=_to_nearest(facts.records, rounding) if facts else 0,
        of_area=bool(years) and _holds_any(inputs, feed.id),
        attributes=facts.attributes if facts else frozenset(),
        flags=facts.flags if facts else (),
        factors=facts.factors if facts else (),
        categories=facts.categories if facts else (),
        cohort=tuple(
            CohortLine(
                words=step.words,
                citation=step.citation,
                rows_in=_to_nearest(step.rows_in, rounding),
                left_out=_to_nearest(step.left_out, rounding),
            )
            for step in cohort_account(inputs.warehouse, feed)
        ),
        denominator_years=denominator_years(inputs, feed.id) if years else (),
        denominator_note=denominator_note(inputs, feed.id) if years else "",
        definitions=reaching,
    )


def _to_nearest(count: int, base: int) -> int:
    return (2 * count + base) // (2 * base) * base


def _holds_any(inputs: Inputs, feed: str) -> bool:
    """Whether a feed holds any record that is counted for the force area."""
    counted = in_scope(inputs.warehouse.table(RECORDS), inputs, feed)
    return bool(counted.limit(1).count().execute())


def period_in_words(years: tuple[int, ...], basis: YearBasis) -> str:
    """Return complete years in words; a gap is not hidden.

    Examples
    --------
    >>> period_in_words((2019, 2020), YearBasis.CALENDAR)
    '2019 to 2020'
    >>> period_in_words((2019,), YearBasis.FINANCIAL)
    '2019/20'
    >>> period_in_words((2011, 2013), YearBasis.FINANCIAL)
    '2011/12 and 2013/14'
    """
    names = [str(one) if basis is YearBasis.CALENDAR else f"{one}/{(one + 1) % 100:02d}" for one in years]
    if len(names) < 2:
        return names[0] if names else "no complete year"
    whole = years[-1] - years[0] + 1 == len(years)
    return f"{names[0]} to {names[-1]}" if whole else " and ".join([", ".join(names[:-1]), names[-1]])
