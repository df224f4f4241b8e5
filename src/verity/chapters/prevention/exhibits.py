"""The tables of the registers, as exhibits: they are numbered, listed and written as files like every other."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from verity.chapters.prevention.evidence import Cited, Evidence
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, exhibit_table, words
from verity.findings.words import listed
from verity.model.periods import day_name
from verity.model.registers import Approach, Effect, Factor, Recommendation, Status

FACTORS, APPROACHES = "risk-factors", "what-works"
REGISTER, STATUSES = "recommendations-register", "recommendations-status"
EVIDENCE, PROGRESS = "recommendations-evidence", "recommendations-progress"
RATING_AGES = 180
"""Days after which a toolkit's rating is to be looked up again: toolkits are revised every half year or so."""
NONE = "none"


def counted(number: int, one: str, more: str) -> str:
    """Return a number with its noun, as “1 recommendation”, “3 recommendations”.

    Examples
    --------
    >>> counted(1, "factor", "factors"), counted(0, "factor", "factors")
    ('1 factor', '0 factors')
    """
    return f"{number:,} {one if number == 1 else more}"


def factors_table(factors: Sequence[Factor], cited: Cited, as_of: dt.date) -> Exhibit:
    """Return the factors with the number that shows each here."""
    rows = [
        (one.id, one.factor, one.effect, one.level, _measured(one, cited), one.source) for one in factors
    ]  # fmt: skip
    risk = sum(one.effect is Effect.RISK for one in factors)
    measured = sum(bool(one.measure) for one in factors)
    return _table(
        FACTORS, rows, as_of, register="risk_factors",
        title=f"{measured} of {counted(len(rows), 'factor', 'factors')} of risk and protection measured here",
        subtitle=f"Factors of risk ({risk}) and protection ({len(rows) - risk}), by where they work",
        columns=[("id", "Id"), ("factor", "Factor"), ("effect", "Risk or protective"), ("level", "Level"),
                 ("local_measure", "What is known here"), ("source", "Who says so")],
        notes=("That a factor goes with violence elsewhere does not show that it is a cause of violence here.",),
    )  # fmt: skip


def _measured(one: Factor, cited: Cited) -> str:
    where = f"registers/risk_factors.csv, {one.id}, local_measure"
    return cited.evidence(one.measure, where=where).said if one.measure else "not measured in this edition"


def approaches_table(approaches: Sequence[Approach], as_of: dt.date) -> Exhibit:
    """Return the approaches with their ratings, who rated them and when that was looked up."""
    rows = [
        (
            one.id, one.approach, one.tier or NONE, one.impact, f"{one.source}, retrieved {day_name(one.retrieved)}",
            one.local_activity or NONE, one.evaluation or NONE,
        )
        for one in approaches
    ]  # fmt: skip
    old = [one.id for one in approaches if (as_of - one.retrieved).days > RATING_AGES]
    stale = (
        (f"Retrieved more than {RATING_AGES} days before, and to be looked up again: {listed(old)}.",) if old else ()
    )
    active = sum(bool(one.local_activity) for one in approaches)
    return _table(
        APPROACHES, rows, as_of, register="what_works",
        title=f"{active} of {counted(len(rows), 'approach', 'approaches')} to prevention in use here",
        subtitle="Approaches as toolkits rate their impact on violence",
        columns=[("id", "Id"), ("approach", "Approach"), ("tier", "Prevention"), ("impact", "Impact"),
                 ("source", "Who rated it"), ("local_activity", "What is done here"), ("evaluation", "Evaluation")],
        notes=(
            "“Insufficient evidence” means not studied enough; it does not mean that there is no effect.", *stale,
        ),
    )  # fmt: skip


def register_table(recommendations: Sequence[Recommendation], as_of: dt.date) -> Exhibit:
    """Return what is recommended, to whom, by when, how far it has come, and whether it is overdue."""
    rows = [
        (
            one.id, one.text, one.priority or NONE, one.owner, day_name(one.due) if one.due else NONE, one.status,
            "yes" if one.overdue(as_of) else "no",
        )
        for one in recommendations
    ]  # fmt: skip
    is_open, overdue = sum(one.status.is_open for one in recommendations), _overdue(recommendations, as_of)
    return _table(
        REGISTER, rows, as_of, register="recommendations",
        title=f"{is_open} of {counted(len(rows), 'recommendation is', 'recommendations are')} open, {overdue} overdue",
        subtitle="Recommendations of this assessment, with owner, due date and status",
        columns=[("id", "Id"), ("recommendation", "Recommendation"), ("priority", "Priority"), ("owner", "Owner"),
                 ("due", "Due"), ("status", "Status"), ("overdue", "Overdue")],
        notes=(f"Overdue: open, and due before {day_name(as_of)}.",),
    )  # fmt: skip


def _overdue(recommendations: Sequence[Recommendation], as_of: dt.date) -> int:
    return sum(one.overdue(as_of) for one in recommendations)


def statuses_table(recommendations: Sequence[Recommendation], as_of: dt.date) -> Exhibit:
    """Return how many recommendations have come how far; a status that none has is 0."""
    of = {status: [one for one in recommendations if one.status is status] for status in Status}
    rows: list[tuple[object, ...]] = [(status, len(own), _overdue(own, as_of)) for status, own in of.items()]
    rows.append(("all", len(recommendations), _overdue(recommendations, as_of)))
    done = len(of[Status.DONE])
    return _table(
        STATUSES, rows, as_of, register="recommendations",
        title=f"{done} of {counted(len(recommendations), 'recommendation', 'recommendations')} done",
        subtitle="Recommendations by status",
        columns=[("status", "Status"), ("recommendations", "Recommendations"), ("overdue", "Of these overdue")],
        numbers=("recommendations", "overdue"),
    )  # fmt: skip


def evidence_table(
    recommendations: Sequence[Recommendation], evidence: Mapping[str, Sequence[Evidence]],
    approaches: Mapping[str, Sequence[Approach]], as_of: dt.date,
) -> Exhibit:  # fmt: skip
    """Return what each recommendation rests on, in the words of the finding, exhibit or rating."""
    rows: list[tuple[object, ...]] = []
    for one in recommendations:
        found = [(each.number, each.said) for each in evidence[one.id]]
        found += [(each.id, f"{each.approach}: {each.impact} ({each.source}).") for each in approaches[one.id]]
        rows += [(one.id, name, said) for name, said in found or [(NONE, "Nothing is named.")]]
    resting = sum(bool(evidence[one.id]) for one in recommendations)
    return _table(
        EVIDENCE, rows, as_of, register="recommendations", heads=2,
        title=f"{resting} of {counted(len(recommendations), 'recommendation', 'recommendations')} "
        "with a number of this assessment to rest on",
        subtitle="What each recommendation rests on, quoted from this edition",
        columns=[("id", "Id"), ("rests_on", "Rests on"), ("said", "What it says")],
    )  # fmt: skip


def progress_table(recommendations: Sequence[Recommendation], as_of: dt.date) -> Exhibit:
    """Return the recommendations that were made before or have moved: id then and now, status, progress, reason."""
    rows = [(one.id, ", ".join(one.carried_forward_from) or "new", one.status, _become(one)) for one in recommendations]
    carried = sum(bool(one.carried_forward_from) for one in recommendations)
    return _table(
        PROGRESS, rows, as_of, register="recommendations",
        title=f"{carried} of {counted(len(rows), 'recommendation', 'recommendations')} carried forward from the last "
        "edition",
        subtitle="Where each recommendation came from, and what has become of it",
        columns=[("id", "Id"), ("before", "In the last edition"), ("status", "Status"),
                 ("progress", "Progress, or why it was dropped")],
    )  # fmt: skip


def _become(one: Recommendation) -> str:
    return (one.reason if one.status is Status.DROPPED else one.progress) or NONE


def _table(
    one: str, rows: Sequence[tuple[object, ...]], as_of: dt.date, *, register: str, title: str, subtitle: str,
    columns: Sequence[tuple[str, str]], notes: tuple[str, ...] = (), numbers: tuple[str, ...] = (), heads: int = 1,
) -> Exhibit:  # fmt: skip
    frame = pd.DataFrame(rows, columns=[name for name, _ in columns])
    specs: list[ColumnSpec] = [counts(*column) if column[0] in numbers else words(*column) for column in columns]
    return Exhibit(
        id=one, kind=Kind.TABLE, title=title, subtitle=f"{subtitle}, {day_name(as_of)}",
        table=exhibit_table(frame, specs, header_columns=heads), alt_text="",
        source_line=f"Source: the register of the partnership, registers/{register}.csv.",
        notes=notes or ("The entries are the partnership’s own; the numbers they quote are those of this edition.",),
    )  # fmt: skip
