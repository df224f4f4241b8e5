"""What a chapter counts: how the cohort was made, the definitions side by side, counts for the whole force."""

from collections.abc import Sequence

import pandas as pd

from verity.chapters.named import notes_of, source_line
from verity.chapters.records.measures import defined
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Releases, Subject
from verity.exhibits import charts
from verity.exhibits.estimates import states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, pivot_table, words
from verity.findings.record_words import numbered, sentence
from verity.findings.time_words import first_and_last_title
from verity.findings.words import listed, whole
from verity.model.releases import EditionKind, Release

COHORT = "cohort"
SERIES = "two-series"
ROUNDED = ("Numbers of rows are rounded to the nearest 10.",)


def cohort(subjects: Sequence[Subject]) -> Exhibit | None:
    """Show, feed by feed, what each condition left out; None where no feed has a condition."""
    feeds = list({one.note.id: one for one in subjects}.values())
    rows = [
        {"feed": one.note.title, "condition": line.words, "citation": line.citation, "rows_in": line.rows_in,
         "left_out": line.left_out, "kept": line.rows_in - line.left_out}
        for one in feeds
        for line in one.note.cohort
    ]  # fmt: skip
    if not rows:
        return None
    first = feeds[0]
    frame = pd.DataFrame(rows)
    sources = tuple(
        dict.fromkeys(source for one in feeds for source in one.note.sources if source in one.context.sources)
    )
    left = int(frame["left_out"].sum())
    return Exhibit(
        id=f"{first.profile.key}-{COHORT}",
        kind=Kind.TABLE,
        title=f"How the cohort was made: {numbered(len(rows), 'condition')} left out {whole(left)} rows",
        subtitle="Accepted rows before each condition, those it left out, and those kept, in the order applied",
        table=exhibit_table(
            frame,
            [words("feed", "Records"), words("condition", "Condition"), words("citation", "Laid down in"),
             counts("rows_in", "Rows before"), counts("left_out", "Left out"), counts("kept", "Kept")],
            header_columns=2,
        ),
        alt_text="",
        source_line=source_line(first.context, *sources),
        notes=(
            "Rows that could not be read, and rows set aside before this, are in the account of each file on the page "
            "on data quality. Definitions and years limit the cohort further.",
            *(ROUNDED if first.context.edition is not EditionKind.RESTRICTED else ()),
            *notes_of(first.context, *sources),
        ),
        files=sources,
    )  # fmt: skip


def two_series(subjects: Sequence[Subject], releases: Releases) -> Exhibit | None:
    """Set two recordings of one thing side by side by year, neither added nor joined; None without both."""
    there = [one for one in subjects if one.measure_id(Part.YEARS) in releases]
    if len(there) < 2 or not there[0].profile.break_note:
        return None
    parts = []
    for one in there:
        frame = releases[one.measure_id(Part.YEARS)].frame
        totals = frame.groupby("year", sort=True)["count"].agg(lambda n: n.sum(skipna=False)).reset_index()
        words_of_year = [one.year(year) for year in totals["year"]]
        parts.append(totals.assign(source=_recording(one), year_words=words_of_year))
    frame = pd.concat(parts, ignore_index=True)
    first = there[0]
    spans = listed([f"{one.note.period} in {one.phrase}" for one in there])
    return first.exhibit(
        SERIES, releases[first.measure_id(Part.YEARS)],
        id=f"{first.profile.key}-{SERIES}",
        kind=Kind.FIGURE,
        title="Two recordings, two series: the break between them is no change in violence",
        subtitle=f"Count among residents of {first.context.area.name} by {first.note.year_basis}: {spans}",
        table=exhibit_table(
            frame, [words("source", "Recording"), words("year_words", "Year", name="year"), counts("count", "Count")],
            header_columns=2,
        ),
        chart=charts.small_multiple_bars(
            frame, category="year_words", value="count", panel="source", value_title="Attendances", columns=2
        ),
        alt_text="Bars of the count by year, one panel for each recording.",
        source_line=source_line(first.context, *(source for one in there for source in _own(one))),
        measures=tuple(one.measure_id(Part.YEARS) for one in there),
        files=tuple(dict.fromkeys(source for one in there for source in _own(one))),
    )  # fmt: skip


def _recording(subject: Subject) -> str:
    """Return the name of a recording as it stands in brackets in its words: “HES A&E”."""
    return subject.phrase.partition("(")[2].rstrip(")") or sentence(subject.phrase)


def _own(subject: Subject) -> tuple[str, ...]:
    return tuple(one for one in subject.note.sources if one in subject.context.sources)


def definitions(subject: Subject, releases: Releases) -> Exhibit | None:
    """Set the definitions side by side by year, each with its authority."""
    ids = [one for one in defined(subject) if subject.measure_id(f"{Part.DEFINITIONS}-{one}") in releases]
    if not ids:
        return None
    measures = [subject.measure_id(f"{Part.DEFINITIONS}-{one}") for one in ids]
    known = subject.context.definitions
    frames = [
        releases[measure].frame.assign(definition=sentence(known[one].title), authority=known[one].authority)
        for one, measure in zip(ids, measures, strict=True)
    ]
    frame = pd.concat(frames, ignore_index=True)
    frame["year_words"] = [subject.year(one) for one in frame["year"]]
    return subject.exhibit(
        Part.DEFINITIONS, releases[measures[0]],
        kind=Kind.TABLE,
        title=f"{len(ids)} definitions of violence take in different numbers of {subject.part.many}",
        subtitle=f"Count of {subject.part.many} by definition and year, {subject.note.period}",
        table=pivot_table(
            frame, rows=[("definition", "Definition"), ("authority", "Authority")], columns="year_words",
            value="count", name="count",
        ),
        notes=("Definitions overlap: the rows must not be added. One by age leaves out records without an age.",
               *states_note(frame)),
        measures=tuple(measures),
    )  # fmt: skip


def force_years(subject: Subject, release: Release) -> Exhibit:
    """Show counts by year for the whole force, and no smaller area."""
    frame = release.frame
    frame["year_words"] = [subject.year(one) for one in frame["year"]]
    title = f"{sentence(subject.phrase)} by year"
    if len(frame) > 1 and frame["count"].notna().all():
        (first, last) = (frame.iloc[0], frame.iloc[-1])
        said = f"cases of {subject.definition.title}" if subject.definition else subject.phrase
        title = first_and_last_title(
            said, (first["year_words"], first["count"]), (last["year_words"], last["count"])
        )  # fmt: skip
    return subject.exhibit(
        Part.FORCE_YEARS, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"Count of {subject.phrase} by {subject.note.year_basis}, whole force, {subject.note.period}",
        table=exhibit_table(frame, [words("year_words", "Year", name="year"), counts("count", "Count")]),
        chart=charts.horizontal_bars(
            frame, category="year_words", value="count", value_title=sentence(subject.part.many)
        ),
        alt_text=f"Bars of the count of {subject.phrase} by year for the whole force.",
        notes=("Counts are small and are never shown below the force; no rate is given.", *states_note(frame)),
    )  # fmt: skip
