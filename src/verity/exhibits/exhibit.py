"""What an exhibit is: a title that says the message, its table, its picture, its words for those who cannot see it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from verity.model.releases import CellState


class Kind(StrEnum):
    """How an exhibit is numbered: tables apart from figures."""

    TABLE = "Table"
    FIGURE = "Figure"


class Align(StrEnum):
    """How a column of a table stands: words start at the left, numbers end at the right."""

    WORDS = "words"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Cell:
    """One cell: the value for files (`None` when there is none to show), the text for readers, its state."""

    value: str | int | float | None
    text: str
    state: CellState = CellState.SHOWN


@dataclass(frozen=True)
class TableColumn:
    """One column: machine name (units end it, for CSV), heading for readers, alignment."""

    name: str
    heading: str
    align: Align = Align.NUMBERS


@dataclass(frozen=True, kw_only=True)
class ExhibitTable:
    """The table behind an exhibit: the first `header_columns` columns head each row."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    header_columns: int = 1


@dataclass(frozen=True, kw_only=True)
class Exhibit:
    """A numbered table, chart or map.

    Parameters
    ----------
    id : str
        Stable slug, independent of the number.
    kind : Kind
    title : str
        The message, front-loaded, in a sentence.
    subtitle : str
        Measure, unit, geography, period.
    table : ExhibitTable
        The numbers; also written as `data/<id>.csv`.
    chart : dict | None
        Vega-Lite specification with its data inside, for exhibits that draw.
    alt_text : str
        What the picture shows, in one or two sentences.
    source_line : str
        “Street-level crime archive from data.police.uk, edition 2026-04”.
    notes : tuple[str, ...]
        Caveats that reach the reader, and the line that says whether the rows add up to the total.
    measures : tuple[str, ...]
        Ids of the releases shown.
    files : tuple[str, ...]
        Source contract ids, so that the reader can follow a number to its files.
    """

    id: str
    kind: Kind
    title: str
    subtitle: str
    table: ExhibitTable
    alt_text: str
    source_line: str
    chart: dict[str, Any] | None = None
    notes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    files: tuple[str, ...] = field(default=())
