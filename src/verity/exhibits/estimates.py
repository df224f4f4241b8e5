"""Tables of estimates: a withheld rate reads “suppressed” while the count behind it stays, where it was released.

Says how a withheld cell is shown; what is withheld was decided before.
"""

from collections.abc import Collection, Sequence

import pandas as pd

from verity.exhibits.exhibit import ExhibitTable
from verity.exhibits.tables import STATE, ColumnSpec, exhibit_table
from verity.model.releases import CellState

STATES_NOTE = (
    "“Suppressed” means that a value is withheld by a rule; “not available” means that there is no value to show. "
    "Neither is zero."
)


def estimate_table(
    frame: pd.DataFrame, columns: Sequence[ColumnSpec], *, counted: Collection[str], header_columns: int = 1
) -> ExhibitTable:
    """Return a table in which the state of a row holds for its estimates, and for a count only where it is missing.

    Parameters
    ----------
    frame : pd.DataFrame
        Released rows with `state`.
    columns : Sequence[ColumnSpec]
    counted : Collection[str]
        Columns of counts and populations, shown whenever they were released.
    header_columns : int
    """
    told = exhibit_table(frame, columns, header_columns=header_columns)
    bare = exhibit_table(frame.drop(columns=STATE, errors="ignore"), columns, header_columns=header_columns)
    own = [column.column in counted for column in columns]
    rows = tuple(
        tuple(
            plainly if keep and plainly.value is not None else stated
            for stated, plainly, keep in zip(row, alone, own, strict=True)
        )
        for row, alone in zip(told.rows, bare.rows, strict=True)
    )
    return ExhibitTable(columns=told.columns, rows=rows, header_columns=header_columns)


def share_withheld(frame: pd.DataFrame, value: str = "value") -> float:
    """Return the per cent of rows without a released value; 0 for no rows.

    Examples
    --------
    >>> share_withheld(pd.DataFrame({"value": [1.0, None, None, 2.0]}))
    50.0
    """
    return 100.0 * float(frame[value].isna().mean()) if len(frame) else 0.0


def states_note(frame: pd.DataFrame) -> tuple[str, ...]:
    """Return the note on suppressed and not available cells where there are any."""
    plain = {str(CellState.SHOWN), str(CellState.ROUNDED)}
    return () if STATE not in frame or set(frame[STATE]) <= plain else (STATES_NOTE,)
