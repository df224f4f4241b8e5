"""What is asked to find planted values again: whole cohorts, by the analysis that every chapter uses."""

from typing import Any

from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.model.measures import Measure, Quantity, Rate, Share, Statistic

POPULATION = "population_lsoa"
PER = 100_000
RATES, INEQUALITY, HOTSPOTS, WEEK, TIMES = "rates", "inequality", "hotspots", "week-hours", "time-quality"
AGES, ETHNICITY, PLACES, ALL = "ages", "ethnicity", "places", "all"


def measure_id(feed: str, what: str) -> str:
    """Return the id of a measure of one feed."""
    return f"planted.{feed.replace('_', '-')}.{what}"


def declared(context: AssessmentContext) -> tuple[Measure, ...]:
    """Return what the truths of the feeds present need."""
    asked: list[Measure] = []
    for note in (context.feeds[one] for one in context.feeds if context.feeds[one].shown):
        kinds = {truth.kind.split("-")[0] for truth in context.truths if truth.feed == note.id}
        asked += [_measure(note, what, **given) for what, wants, given in _ASKS if wants & kinds and _can(note, what)]
    return tuple(asked)


def _can(note: FeedNote, what: str) -> bool:
    return what not in (RATES, INEQUALITY) or bool(note.denominator_years)


_RATE = {"rate": Rate(denominator="residents", denominator_period="of each year", multiplier=PER)}
_OF_ALL = {"share": Share(within=(), base="all records of the cohort, not known included")}
_ASKS: tuple[tuple[str, set[str], dict[str, Any]], ...] = (
    (RATES, {"rate"}, {"quantity": Quantity.STANDARDISED_RATES, "breakdowns": ("area",), **_RATE}),
    (INEQUALITY, {"inequality"}, {"quantity": Quantity.INEQUALITY, "breakdowns": ("index",), **_RATE}),
    (HOTSPOTS, {"hotspot"}, {"quantity": Quantity.HOTSPOTS, "breakdowns": ("lsoa",)}),
    (WEEK, {"weekend"}, {"quantity": Quantity.WEEK_HOURS, "breakdowns": ("weekday", "hour_group")}),
    (TIMES, {"default"}, {"quantity": Quantity.TIME_QUALITY, "breakdowns": ("time_quality",)}),
    (AGES, {"age"}, {"quantity": Quantity.RECORDS, "breakdowns": ("age_group",), **_OF_ALL}),
    (ETHNICITY, {"ethnicity"}, {"quantity": Quantity.RECORDS, "breakdowns": ("ethnic_group",), **_OF_ALL}),
    (PLACES, {"no"}, {"quantity": Quantity.RECORDS, "breakdowns": ("place",), **_OF_ALL}),
    (ALL, {"count"}, {"quantity": Quantity.RECORDS, "breakdowns": ("year",)}),
)
"""Measure, the first words of the kinds of truth it finds again, and what it asks for."""


def _measure(note: FeedNote, what: str, **given: Any) -> Measure:  # noqa: ANN401 - passes fields through
    counted = given["quantity"] is Quantity.RECORDS
    return Measure(
        id=measure_id(note.id, what), title=f"{note.title}: {what}", feed=note.id, unit=note.unit,
        sources=(*note.sources, *((POPULATION,) if "rate" in given else ())), place_basis=note.place_basis,
        period=note.period, statistic=Statistic.COUNT if counted else Statistic.VALUE, **given,
    )  # fmt: skip
