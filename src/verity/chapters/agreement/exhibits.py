"""Exhibits on agreement: how many sources find an area high, the week in each source, ratios of two sources."""

import pandas as pd

from verity.chapters.agreement import measures as asked
from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.chapters.named import named, notes_of, source_line
from verity.exhibits import charts, maps
from verity.exhibits.cells import Form
from verity.exhibits.estimates import estimate_table, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.heat import SYMBOL_NOTE
from verity.exhibits.tables import counts, exhibit_table, pivot_table, values, words
from verity.findings.agreement_words import every
from verity.findings.record_words import WEEK_ORDER, WEEKDAYS, numbered, sentence, year_name
from verity.findings.words import listed, whole
from verity.model.incidents import YearBasis
from verity.model.releases import Release

Releases = dict[str, Release]
NOT_WHY = (
    "Sources record different people for different reasons: a ratio says how their counts stand to one another, and "
    "nothing about why."
)


def cited(context: AssessmentContext, definition: str) -> str:
    """Return a definition with its authority; the whole cohorts where none was used."""
    if not definition:
        return "the whole cohort of each source"
    return f"{context.definitions[definition].title} ({context.definitions[definition].authority})"


def areas(context: AssessmentContext, release: Release) -> Exhibit:
    """Count small areas by how many sources find them high."""
    frame, notes = release.frame, asked.by_home(context)
    all_high = frame.loc[frame["sources_high"] == len(notes), "count"].dropna()
    said = f"High in {every(len(notes))}: small areas"
    if len(all_high):
        said = f"High in {every(len(notes))}: {numbered(all_high.iloc[0], 'small area')}"
        said += f" of {whole(frame['count'].sum())}"
    return Exhibit(
        id="agreement-areas",
        kind=Kind.TABLE,
        title=said,
        subtitle=f"Small areas by the number of sources in which they are higher than expected: "
        f"{listed([asked.NAMES[one.id] for one in notes])}",
        table=exhibit_table(frame, [words("sources_high", "Sources that find it high", name="sources_high"),
                                    counts("count", "Small areas", name="lsoas")]),
        source_line=source_line(context, *_own(context, release)),
        notes=(*_area_notes(context, release), f"The rows add up to {whole(frame['count'].sum())} small areas.",
               *states_note(frame)),
        alt_text="",
        measures=(release.measure.id,),
        files=_own(context, release),
    )  # fmt: skip


def area_map(context: AssessmentContext, release: Release) -> Exhibit:
    """Map small areas by how many sources find them high."""
    frame, notes = named(context, release.frame, "lsoa", "small_area"), asked.by_home(context)
    classes = tuple(_sources(number) for number in range(len(notes) + 1))
    frame["class"] = [None if pd.isna(one) else classes[int(one)] for one in frame["value"]]
    shape = context.shapes.get(str(context.lsoa_type))
    kinds = [key for key in context.shapes if key.startswith("lad")]
    outline = context.shapes[max(kinds, key=lambda key: int(key[3:]))] if kinds else None
    top = frame[frame["value"] >= len(notes) - 1].sort_values(["value", "small_area"], ascending=[False, True])
    return Exhibit(
        id="agreement-map",
        kind=Kind.FIGURE if shape else Kind.TABLE,
        title=f"High in at least {len(notes) - 1} of {len(notes)} sources: {numbered(len(top), 'small area')}",
        subtitle=f"Number of sources in which a small area is higher than expected, LSOA {context.lsoa_type.vintage} "
        f"boundaries: {listed([asked.NAMES[one.id] for one in notes])}",
        table=estimate_table(
            frame.sort_values(["value", "small_area"], ascending=[False, True], na_position="last"),
            [words("small_area", "Small area"), words("lsoa", "Code"),
             values("value", "Sources that find it high", decimals=0, name="sources_high")], counted=(),
        ),
        chart=maps.choropleth(
            shape, frame, code="lsoa", value="class", classes=classes, legend="Sources", zero=classes[0],
            outline=outline,
        ) if shape else None,
        alt_text=f"Map of small areas of {context.area.name} by the number of sources in which they are high; white "
        "for none." if shape else "",
        source_line=source_line(context, *_own(context, release)),
        notes=(*_area_notes(context, release), *states_note(frame)),
        measures=(release.measure.id,),
        files=_own(context, release),
    )  # fmt: skip


def _sources(number: int) -> str:
    """Return a number of sources in words.

    Examples
    --------
    >>> _sources(0), _sources(1), _sources(3)
    ('none', '1 source', '3 sources')
    """
    return "none" if number == 0 else f"{number} source{'' if number == 1 else 's'}"


def _area_notes(context: AssessmentContext, release: Release) -> tuple[str, ...]:
    notes = asked.by_home(context)
    periods = "; ".join(f"{asked.NAMES[one.id]}, {one.period}" for one in notes)
    own = tuple(dict.fromkeys(one.denominator_note for one in notes if one.denominator_note))
    return (
        f"Definition: {cited(context, release.measure.definition)}.",
        "One basis of place: the homes of victims and of patients. High in a source is a 95% interval above what is "
        "expected from residents' ages, area by area; the number of areas compared is not allowed for, so that some "
        "are high in one source by chance alone. An area that one source cannot judge is not counted.",
        f"Periods: {periods}.",
        *own,
        *notes_of(context, *_own(context, release)),
    )


def week(context: AssessmentContext, releases: Releases) -> Exhibit:
    """Set the week of each source side by side."""
    notes = tuple(one for one in asked.by_week(context) if asked.week_id(one.id) in releases)
    order = {day: place for place, day in enumerate(WEEK_ORDER)}
    frames = []
    for note in notes:
        frame = releases[asked.week_id(note.id)].frame
        frame = frame.assign(
            source=sentence(asked.NAMES[note.id]), day=[WEEKDAYS[int(one)] for one in frame["weekday"]]
        )
        frames.append(frame.assign(at=frame["weekday"].map(order)).sort_values(["hour_group", "at"], kind="stable"))
    frame = pd.concat(frames, ignore_index=True)
    tops = [(asked.NAMES[note.id], top_cell(one)) for note, one in zip(notes, frames, strict=True)]
    said = {name: f"{WEEKDAYS[int(top['weekday'])]} {top['hour_group']}" for name, top in tops if top is not None}
    sources = tuple(dict.fromkeys(one for note in notes for one in _own(context, releases[asked.week_id(note.id)])))
    return Exhibit(
        id="agreement-week",
        kind=Kind.FIGURE,
        title=_week_title(said),
        subtitle="Share of each source's records by weekday and four-hour group; base: its records whose time could "
        "be used",
        table=pivot_table(frame, rows=[("hour_group", "Hours"), ("day", "Weekday")], columns="source", value="value",
                          name="share_pct"),
        chart=charts.heat_grid(frame, row="hour_group", column="day", value="value", panel="source",
                               value_title="Per cent of the week"),
        alt_text="Grids of four-hour groups by weekday, one for each source; each cell holds its share of the week.",
        source_line=source_line(context, *sources),
        notes=(
            *(f"{sentence(asked.NAMES[note.id])}: {cited(context, asked.reached(context, (note,)))}; {note.period}."
              for note in notes),
            "The police record when an offence took place, the ambulance service when it was called, a department when "
            "the patient arrived: arrivals follow. Place plays no part in this comparison.",
            "If spread evenly over the week, each cell would hold 2.4%.",
            *((SYMBOL_NOTE, *states_note(frame)) if states_note(frame) else ()),
            *notes_of(context, *sources),
        ),
        measures=tuple(asked.week_id(one.id) for one in notes),
        files=sources,
    )  # fmt: skip


def _week_title(said: dict[str, str]) -> str:
    """Return the message: one part of the week where all agree, else the part of each.

    Examples
    --------
    >>> _week_title({"callouts": "Saturday 00:00–03:59", "offences": "Saturday 00:00–03:59"})
    'Saturday 00:00–03:59 is the part of the week with most in both sources'
    """
    if not said:
        return "The week in each source"
    if len(set(said.values())) == 1:
        return f"{next(iter(said.values()))} is the part of the week with most in {every(len(said))}"
    return "The part of the week with most: " + "; ".join(f"{name}, {when}" for name, when in said.items())


def top_cell(frame: pd.DataFrame) -> "pd.Series[float] | None":
    """Return the cell of the week with the largest share; None where none was released."""
    known = frame.dropna(subset=["value"])
    return None if known.empty else known.sort_values("value", ascending=False, kind="stable").iloc[0]


def ratio(context: AssessmentContext, note: FeedNote, release: Release) -> Exhibit:
    """Show the ratio of a source to police victims of violence with injury, by district and year."""
    frame = named(context, release.frame, "lad", "district")
    financial = note.year_basis is YearBasis.FINANCIAL
    frame["year_words"] = [year_name(int(one), financial=financial) for one in frame["year"]]
    known = frame.dropna(subset=["value"])
    span = f"{known['value'].min():,.1f} to {known['value'].max():,.1f}" if len(known) else "no ratio available"
    last = frame[frame["year"] == (known["year"].max() if len(known) else frame["year"].max())]
    name = asked.NAMES[note.id]
    mixed = note.year_basis is not context.feeds[asked.VICTIM].year_basis
    return Exhibit(
        id=f"agreement-ratio-{note.id.replace('_', '-')}",
        kind=Kind.FIGURE,
        title=f"{sentence(name)} for every 100 police victims of violence with injury: {span} by district and year",
        subtitle=f"Ratio of counts by where the patient and the victim live, by district and year, {note.period}",
        table=estimate_table(
            frame,
            [words("district", "District"), words("year_words", "Year", name="year"), counts("count", sentence(name)),
             counts("denominator", "Police victims of violence with injury", name="police_victims"),
             values("value", "For every 100", name="ratio_per_100"), values("lower_95", "95% from"),
             values("upper_95", "to")],
            counted=("count", "denominator"), header_columns=2,
        ),
        chart=charts.horizontal_bars(
            last, category="district", value="value", lower="lower_95", upper="upper_95", form=Form.VALUE,
            value_title=f"For every 100 police victims, {last['year_words'].iloc[0]}",
        ),
        alt_text="Bars with 95% intervals of the ratio in the last year by district.",
        source_line=source_line(context, *_own(context, release)),
        notes=(
            f"Definition: {cited(context, release.measure.definition)}.",
            NOT_WHY,
            *((f"Both are counted by {note.year_basis}: police victims by the month of the offence. A year that one "
               "source does not cover has no ratio.",) if mixed else ()),
            *states_note(frame),
            *notes_of(context, *_own(context, release)),
        ),
        measures=(release.measure.id,),
        files=_own(context, release),
    )  # fmt: skip


def _own(context: AssessmentContext, release: Release) -> tuple[str, ...]:
    return tuple(one for one in release.measure.sources if one in context.sources)
