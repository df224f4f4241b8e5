"""One released value into one cell: thousands separators, decimals, and words for what is not a number.

Missing, suppressed and zero never look alike: zero is “0”, a number too small for its decimals is “<0.1”,
and everything that is not there says in words why.
"""

from enum import StrEnum
from typing import Any, assert_never

import pandas as pd

from verity.exhibits.exhibit import Cell
from verity.model.releases import CellState

MINUS = "\N{MINUS SIGN}"
FILE_DECIMALS = 6
"""Decimals kept in files, so that sums of floats print the same on every run."""


class Form(StrEnum):
    """How the values of a column are written."""

    WORDS = "words"
    COUNT = "count"
    SHARE = "share"
    RATE = "rate"
    VALUE = "value"
    CHANGE = "change"
    """Signed, so that direction is never told by colour alone."""


SYMBOLS = {
    CellState.SUPPRESSED: "[c]",
    CellState.NOT_AVAILABLE: "[x]",
    CellState.NOT_APPLICABLE: "[z]",
}
"""Short symbols of the Government Analysis Function for cells without a number."""


def cell(value: object, form: Form, *, decimals: int = 1, state: CellState | None = None) -> Cell:
    """Return the cell of a value.

    Parameters
    ----------
    value : object
        Scalar of a frame; any missing marker of pandas counts as missing.
    form : Form
    decimals : int
        Decimals shown for everything but words and counts.
    state : CellState, optional
        State of the row. A state without a number wins over any value; a missing value whose row is shown
        is not available.

    Examples
    --------
    >>> cell(12345, Form.COUNT).text, cell(0, Form.SHARE).text, cell(0.01, Form.SHARE).text
    ('12,345', '0', '<0.1')
    >>> cell(None, Form.COUNT).text, cell(3, Form.COUNT, state=CellState.SUPPRESSED).text
    ('not available', 'suppressed')
    """
    if state in SYMBOLS:
        return Cell(None, str(state), state)
    if bool(pd.isna(value)):  # type: ignore[call-overload]  # the stubs do not know a plain scalar
        return Cell(None, str(CellState.NOT_AVAILABLE), CellState.NOT_AVAILABLE)
    shown = state or CellState.SHOWN
    if form is Form.WORDS:
        plain = _whole_or_text(value)
        return Cell(plain, str(plain), shown)
    number: Any = value
    if form is Form.COUNT:
        return Cell(round(number), f"{round(number):,}", shown)
    return Cell(round(float(number), FILE_DECIMALS), number_text(float(number), form, decimals), shown)


def number_text(number: float, form: Form, decimals: int) -> str:
    """Return a number as a reader sees it.

    Examples
    --------
    >>> number_text(-1.25, Form.CHANGE, 1), number_text(1234.5, Form.RATE, 1)
    ('−1.2', '1,234.5')
    """
    match form:
        case Form.COUNT:
            return f"{round(number):,}"
        case Form.CHANGE:
            sign = "" if number == 0 else "+" if number > 0 else MINUS
            return sign + _magnitude(abs(number), decimals)
        case Form.SHARE | Form.RATE | Form.VALUE:
            return (MINUS if number < 0 else "") + _magnitude(abs(number), decimals)
        case Form.WORDS:
            return str(number)
    assert_never(form)


def _magnitude(number: float, decimals: int) -> str:
    if number == 0:
        return "0"
    smallest = 10.0**-decimals
    return f"<{smallest:.{decimals}f}" if number < smallest / 2 else f"{number:,.{decimals}f}"


def _whole_or_text(value: object) -> str | int:
    """Keep years and quintiles whole numbers, whatever pandas made of them."""
    if isinstance(value, str):
        return str(value)
    number: Any = value
    try:
        return int(number) if float(number).is_integer() else str(number)
    except (TypeError, ValueError):
        return str(value)
