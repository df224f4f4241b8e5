"""Checks of how an edition shows its numbers: notes, alternative texts, headings, cells, files, numbering, marking."""

import re

from verity.exhibits.exhibit import Exhibit, Kind
from verity.model.releases import CellState
from verity.report.checks.outcome import Outcome, State, exhibits, judged
from verity.report.edition import Edition

_SEMANTIC = re.compile(r"\d+\.\d+\.\d+")


def notes_everywhere(edition: Edition) -> Outcome:
    """Check that every exhibit bears at least one note."""
    shown = exhibits(edition)
    return judged(shown, (one.id for one in shown if not one.notes), "all bear notes", "bear no note")


def alternative_text(edition: Edition) -> Outcome:
    """Check that every picture has a text alternative."""
    drawn = [one for one in exhibits(edition) if one.chart is not None]
    return judged(drawn, (one.id for one in drawn if not one.alt_text.strip()), "all have one", "have none")


def tables_behind(edition: Edition) -> Outcome:
    """Check that every picture has a table with rows behind it; a map on which nothing stood out has headings alone."""
    drawn = [one for one in exhibits(edition) if one.chart is not None]
    return judged(drawn, (one.id for one in drawn if not one.table.columns), "all have a table", "have no table")


def table_headings(edition: Edition) -> Outcome:
    """Check that every column of every table has a heading, and every row is headed."""
    shown = exhibits(edition)
    wrong = (
        one.id for one in shown
        if one.table.header_columns < 1 or not all(column.heading.strip() for column in one.table.columns)
    )  # fmt: skip
    return judged(shown, wrong, "all have headings for columns and rows", "lack a heading")


def cells_filled(edition: Edition) -> Outcome:
    """Check that no cell is blank and no two columns bear one heading."""
    shown = exhibits(edition)
    return judged(shown, (one.id for one in shown if _uneven(one)), "none has blank cells or two headings alike",
                  "have blank cells or two headings alike")  # fmt: skip


def _uneven(exhibit: Exhibit) -> bool:
    names = [column.name for column in exhibit.table.columns]
    blank = any(not cell.text.strip() for row in exhibit.table.rows for cell in row)
    return blank or len(set(names)) < len(names)


def states_explained(edition: Edition) -> Outcome:
    """Check that a cell that shows no number says in words why."""
    odd = [
        (one.id, cell.text)
        for one in exhibits(edition)
        for row in one.table.rows
        for cell in row
        if cell.state not in {CellState.SHOWN, CellState.ROUNDED}
    ]
    mute = dict.fromkeys(name for name, text in odd if not re.search(r"[A-Za-z]", text))
    return judged(odd, mute, "all say why in words", "say nothing, in")


def tidy_data(edition: Edition) -> Outcome:
    """Check that every table can be a CSV file: its columns have names of their own."""
    shown = exhibits(edition)
    wrong = (one.id for one in shown if len({column.name for column in one.table.columns}) < len(one.table.columns))
    return judged(shown, wrong, "each is a CSV file with a description of its columns", "have columns named alike")


def numbers_unbroken(edition: Edition) -> Outcome:
    """Check that every exhibit has one number; tables and figures count from 1 without a gap."""
    shown = exhibits(edition)
    given = [edition.numbers.get(one.id, "") for one in shown]
    wrong = [one.id for one, number in zip(shown, given, strict=True) if not number or given.count(number) > 1]
    for kind in Kind:
        own = {number for number in given if number.startswith(f"{kind} ")}
        wrong += [f"no {kind} {at}" for at in range(1, len(own) + 1) if f"{kind} {at}" not in own]
    return judged(shown, wrong, "each has a number of its own, in order", "are misnumbered")


def marking_borne(edition: Edition) -> Outcome:
    """Check that an edition that is not public bears its marking, in the names of files too."""
    if edition.kind == "public":
        return Outcome(State.NOT_APPLICABLE, "This edition is public.")
    named = "not-for-publication" in edition.data_name("any")
    return judged([edition.kind], [] if edition.marking and named else [edition.kind], f"“{edition.marking}”", "none")


def semantic_version(edition: Edition) -> Outcome:
    """Check that the version of Verity is a semantic one."""
    right = _SEMANTIC.match(edition.version) is not None
    return Outcome(State.MET if right else State.NOT_MET, f"Verity {edition.version}.")


CHECKS = {
    one.__name__: one
    for one in (
        notes_everywhere, alternative_text, tables_behind, table_headings, cells_filled, states_explained, tidy_data,
        numbers_unbroken, marking_borne, semantic_version,
    )
}  # fmt: skip
