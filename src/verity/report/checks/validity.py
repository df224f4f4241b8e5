"""Checks of what an edition's numbers and sentences claim: bases, denominators, intervals, sums, causes, trends."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from verity.exhibits.exhibit import Cell, Exhibit
from verity.findings.causes import causal
from verity.methods.interval_floor import interval_floor
from verity.report.checks.outcome import Outcome, State, columns, exhibits, findings, judged
from verity.report.edition import Edition
from verity.report.plain_words import ages, repeated, said

OLDEST_SUMMARY, OLDEST_WHOLE = 14.5, 16
"""Reading ages up to which summary and whole count as plain: numbers with intervals do not read much younger."""
PRINTED = 0.995
"""Limits are printed to few decimals: an interval may look this much narrower than it is."""
STANDARD = "European Standard Population"
_RATE = re.compile(r"_per_1000$|^rate_per|_per_100k$")
_TREND = re.compile(r"\b(trend|rising|falling|rose|fell|upwards?|downwards?)\b", re.IGNORECASE)
_POPULATION = re.compile(r"(mid-year|mid-\d{4}|census|residents?|population)[^.]*\b(19|20)\d{2}", re.IGNORECASE)
_RULE = re.compile(r"higher|lower|expected", re.IGNORECASE)
_SUMS = re.compile(r"\badds? up to|\bmakes? up\b|do not add up|sum of", re.IGNORECASE)


def summary_from_findings(edition: Edition) -> Outcome:
    """Check that the summary quotes findings and nothing else."""
    known = {one.id for one in findings(edition)}
    return judged(edition.summary, (one for one in edition.summary if one not in known),
                  "each is a finding of a chapter", "are no findings")  # fmt: skip


def plain_summary(edition: Edition) -> Outcome:
    """Check that the summary and the whole can be read by most."""
    summary, *_, whole = ages(edition)
    if summary.years is None or whole.years is None:
        return Outcome(State.NOT_APPLICABLE, "The summary has no findings.")
    plain = (summary.years <= OLDEST_SUMMARY, whole.years <= OLDEST_WHOLE)
    return Outcome(
        State.MET if all(plain) else State.PARTLY,
        f"Reading age of the summary {summary.words}, of the whole {whole.words}; up to {OLDEST_SUMMARY} and "
        f"{OLDEST_WHOLE} count as plain here. There is a glossary.",
    )


def bases_named(edition: Edition) -> Outcome:
    """Check that every finding with a value names its base."""
    told = [one for one in findings(edition) if one.value is not None]
    return judged(told, (one.id for one in told if not one.base.strip()), "all name theirs", "name none")


def no_sentence_twice(edition: Edition) -> Outcome:
    """Check that no sentence of findings, prose and gaps stands twice."""
    told = [one for chapter in edition.chapters for one in said(chapter)]
    return judged(told, (f"“{one[:60]}…”" for one in repeated(edition)),
                  "no sentence stands twice", "hold a sentence that stands twice")  # fmt: skip


def no_causal_words(edition: Edition) -> Outcome:
    """Check that no finding or title has a word of cause."""
    told = [(one.id, one.words) for one in findings(edition)] + [(one.id, one.title) for one in exhibits(edition)]
    return judged(told, (name for name, words in told if causal(words)), "none has a word of cause",
                  "have one")  # fmt: skip


def no_trend_words(edition: Edition) -> Outcome:
    """Check that no finding speaks of a trend: the words of findings compare periods and go no further."""
    told = findings(edition)
    return judged(told, (one.id for one in told if _TREND.search(one.words)), "none speaks of a trend",
                  "speak of a trend and are to be looked at")  # fmt: skip


def nothing_typed(edition: Edition) -> Outcome:
    """Check that no number in the narrative was typed that a table shows."""
    if not edition.typed_numbers:
        return Outcome(State.MET, "No number in the narrative looks copied from a table.")
    return Outcome(State.PARTLY, f"{len(edition.typed_numbers)} numbers in the narrative look typed by hand.")


def inputs_logged(edition: Edition) -> Outcome:
    """Check that every input file is named with its digest."""
    return judged(edition.accounts, (one.file for one in edition.accounts if not one.sha256),
                  "every input file has its rows and SHA-256 recorded", "lack a digest")  # fmt: skip


def freshness_told(edition: Edition) -> Outcome:
    """Check that every source says how old it is."""
    old = [one.title for one in edition.freshness if one.state == "stale"]
    if not edition.freshness:
        return Outcome(State.NOT_MET, "No source says how old it is.")
    told = f"{len(old)} flagged as stale: {', '.join(old)}." if old else "None is stale."
    return Outcome(State.MET, f"{len(edition.freshness)} sources listed on the summary. {told}")


def rates_have_denominators(edition: Edition) -> Outcome:
    """Check that a table with a rate names its population and the year of it."""
    rates = [one for one in exhibits(edition) if any(_RATE.search(name) for name in columns(one))]
    return judged(rates, (edition.numbers[one.id] for one in rates if not _population(one)),
                  "all name theirs with its year", "do not name a population with its year")  # fmt: skip


def _population(exhibit: Exhibit) -> bool:
    told = " ".join((*exhibit.notes, *(column.heading for column in exhibit.table.columns), exhibit.subtitle))
    return _POPULATION.search(told) is not None


def standard_population_named(edition: Edition) -> Outcome:
    """Check that a table of standardised rates names the standard and shows the count."""
    rates = [one for one in exhibits(edition) if "dsr_per_100k" in columns(one)]
    wrong = (
        edition.numbers[one.id] for one in rates
        if "count" not in columns(one) or not any(STANDARD in note for note in one.notes)
    )  # fmt: skip
    return judged(rates, wrong, "all name the standard and show counts", "lack the standard or the count")


def gradient_beside_deciles(edition: Edition) -> Outcome:
    """Check that a chapter with rates by decile has an index of inequality too."""
    graded = [one for one in edition.chapters if any("decile_name" in columns(e) for e in one.exhibits)]
    return judged(graded, (one.title for one in graded if not any("index_name" in columns(e) for e in one.exhibits)),
                  "each chapter with tenths has the indices of inequality", "chapters have tenths alone")  # fmt: skip


def comparison_rule_named(edition: Edition) -> Outcome:
    """Check that a table that says higher or lower says by what rule."""
    compared = [one for one in exhibits(edition) if {"comparison", "comparison_fdr"} & columns(one)]
    return judged(compared, (edition.numbers[one.id] for one in compared
                             if not any(_RULE.search(note) for note in one.notes)),
                  "all name the rule in a note", "name no rule")  # fmt: skip


def ethnicity_unknown_shown(edition: Edition) -> Outcome:
    """Check that a table by ethnic group has a row for those not known, or says what it leaves out."""
    own = [one for one in exhibits(edition) if "ethnic_group" in columns(one)]
    wrong = (
        edition.numbers[one.id] for one in own
        if not any("not known" in cell.text.casefold() for row in one.table.rows for cell in row[:1])
        and not any("not known" in note.casefold() for note in one.notes)
    )  # fmt: skip
    return judged(own, wrong, "all show how many are not known", "do not show it")


def sums_stated(edition: Edition) -> Outcome:
    """Check that a table of parts with shares says what the rows add up to."""
    parts = [one for one in exhibits(edition) if {"count", "share_pct"} <= columns(one)]
    lacking = [edition.numbers[one.id] for one in parts if not any(_SUMS.search(note) for note in one.notes)]
    found = judged(parts, lacking, "all say it in a note", "do not say it")
    return Outcome(State.PARTLY, found.words) if 0 < len(lacking) < len(parts) else found


def intervals_possible(edition: Edition) -> Outcome:
    """Check that a standardised rate of N events cannot have a 95% half-width below 1.96·rate/√N (Cauchy-Schwarz)."""
    looked = 0
    wrong: list[str] = []
    for one in exhibits(edition):
        rows = _rates(one)
        looked += len(rows)
        if rows:
            count, rate, low, high = np.asarray(rows).T
            if bool(((high - low) / 2 < PRINTED * interval_floor(rate, count)).any()):
                wrong.append(edition.numbers[one.id])
    return judged(range(looked), wrong, "all intervals of standardised rates are wide enough", "are too narrow, in")


def _rates(exhibit: Exhibit) -> list[tuple[float, ...]]:
    """Return count, rate and limits of the rows that show them all."""
    wanted = ("count", "dsr_per_100k", "lower_95", "upper_95")
    at = {column.name: place for place, column in enumerate(exhibit.table.columns)}
    if not set(wanted) <= set(at):
        return []
    rows = (_numbers(row, at, wanted) for row in exhibit.table.rows)
    return [row for row in rows if row and row[0] > 0]


def _numbers(row: Sequence[Cell], at: Mapping[str, int], wanted: Sequence[str]) -> tuple[float, ...]:
    values = [row[at[name]].value for name in wanted]
    numbers = tuple(float(one) for one in values if isinstance(one, int | float))
    return numbers if len(numbers) == len(wanted) else ()


CHECKS = {
    one.__name__: one
    for one in (
        summary_from_findings, plain_summary, bases_named, no_sentence_twice, no_causal_words, no_trend_words,
        nothing_typed, inputs_logged, freshness_told, rates_have_denominators, standard_population_named,
        gradient_beside_deciles, comparison_rule_named, ethnicity_unknown_shown, sums_stated, intervals_possible,
    )
}  # fmt: skip
