"""What the chapter on agreement asks for: small areas high in several sources, the week in each, ratios of two."""

from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.model.measures import Measure, PlaceBasis, Quantity, Statistic, Unit

VICTIM, OFFENCE, ADMISSION, CALLOUT = "police_victim", "police_offence", "admission", "callout"
ATTENDANCES = ("attendance_ecds", "attendance_hes")
"""The later recording first: it is preferred where one must do."""
VIOLENCE, INJURY = "violence-and-sexual-offences", "violence-with-injury"
AREAS, MAP = "agreement.areas", "agreement.areas-lsoa"
SMALL, HOME = "lsoa_code|lsoa", "lsoa_code|lad_code|lsoa"
POPULATION = ("population_lsoa", "population_lad", "census_age")


NAMES = {
    VICTIM: "police victims",
    OFFENCE: "recorded offences",
    ADMISSION: "hospital admissions after assault",
    CALLOUT: "ambulance callouts to assaults",
    "attendance_ecds": "attendances after assault (ECDS)",
    "attendance_hes": "attendances after assault (HES A&E)",
}
"""What each feed is called in a sentence."""


def there(context: AssessmentContext, feed: str, *columns: str) -> FeedNote | None:
    """Return the note of a feed that covers a year and holds the columns (`|` between alternatives), else None."""
    note = context.feeds.get(feed)
    if note is None or not note.shown:
        return None
    return note if all(set(one.split("|")) & note.attributes for one in columns) else None


def by_home(context: AssessmentContext) -> tuple[FeedNote, ...]:
    """Return the feeds compared by where people live: victims, one recording of attendances, admissions."""
    wanted = (VICTIM, next((one for one in ATTENDANCES if there(context, one, SMALL, "age")), ""), ADMISSION)
    notes = (there(context, one, SMALL, "age") for one in wanted)
    return tuple(one for one in notes if one and one.denominator_years and one.place_basis is PlaceBasis.RESIDENCE)


def by_week(context: AssessmentContext) -> tuple[FeedNote, ...]:
    """Return the feeds whose week is set side by side: police offences, ambulance callouts, attendances."""
    notes = (there(context, one, "started", "time_given") for one in (OFFENCE, CALLOUT, *ATTENDANCES))
    return tuple(one for one in notes if one)


def ratios(context: AssessmentContext) -> tuple[FeedNote, ...]:
    """Return the feeds set over police victims of violence with injury, where the definition reaches both."""
    victims = there(context, VICTIM, HOME)
    if victims is None or INJURY not in context.definitions or INJURY not in victims.definitions:
        return ()
    notes = (there(context, one, HOME) for one in (*ATTENDANCES, ADMISSION))
    return tuple(one for one in notes if one and INJURY in one.definitions)


def reached(context: AssessmentContext, notes: tuple[FeedNote, ...]) -> str:
    """Return the id of the definition of violence where it reaches every feed; empty for the whole cohorts."""
    all_reached = VIOLENCE in context.definitions and all(VIOLENCE in one.definitions for one in notes)
    return VIOLENCE if all_reached else ""


def week_id(feed: str) -> str:
    """Return the id of the measure on the week of a feed."""
    return f"agreement.week-{feed}"


def ratio_id(feed: str) -> str:
    """Return the id of the measure that sets a feed over police victims."""
    return f"agreement.ratio-{feed}"


def declared(context: AssessmentContext) -> tuple[Measure, ...]:
    """Return the measures that the feeds present can answer."""
    week = by_week(context)
    return (
        *_areas(context),
        *(_week(context, one) for one in week if len(week) > 1),
        *(_ratio(context, one) for one in ratios(context)),
    )


def _areas(context: AssessmentContext) -> tuple[Measure, ...]:
    notes = by_home(context)
    open_source = next((one for one in POPULATION if one in context.sources and context.sources[one].present), "")
    if len(notes) < 2 or not open_source or not reached(context, notes):
        return ()
    sources = tuple(dict.fromkeys(source for note in notes for source in note.sources))

    def measure(name: str, breakdown: str, statistic: Statistic) -> Measure:
        return Measure(
            id=name, title="Small areas by how many sources find them high", quantity=Quantity.AGREEMENT,
            sources=(*sources, open_source), unit=Unit.LSOA, place_basis=PlaceBasis.RESIDENCE, breakdowns=(breakdown,),
            period="; ".join(f"{one.title}, {one.period}" for one in notes), statistic=statistic, feed=notes[0].id,
            definition=reached(context, notes), beside=",".join(one.id for one in notes[1:]),
        )  # fmt: skip

    return measure(AREAS, "sources_high", Statistic.COUNT), measure(MAP, "lsoa", Statistic.VALUE)


def _week(context: AssessmentContext, note: FeedNote) -> Measure:
    return Measure(
        id=week_id(note.id), title=f"{NAMES[note.id]} by weekday and hours", quantity=Quantity.WEEK_HOURS,
        sources=note.sources, unit=note.unit, place_basis=note.place_basis, breakdowns=("weekday", "hour_group"),
        period=note.period, statistic=Statistic.VALUE, feed=note.id, definition=reached(context, (note,)),
    )  # fmt: skip


def _ratio(context: AssessmentContext, note: FeedNote) -> Measure:
    victims = context.feeds[VICTIM]
    return Measure(
        id=ratio_id(note.id), title=f"{NAMES[note.id]} for every 100 police victims of violence with injury",
        quantity=Quantity.SOURCE_RATIO, sources=tuple(dict.fromkeys((*note.sources, *victims.sources))),
        unit=note.unit, place_basis=PlaceBasis.RESIDENCE, breakdowns=("lad", "year"), period=note.period,
        statistic=Statistic.VALUE, feed=note.id, definition=INJURY, beside=VICTIM,
    )  # fmt: skip
