"""Cells and tables: zero, small, suppressed, not available and not applicable never look alike."""

import numpy as np
import pandas as pd
import pytest

from verity.exhibits.cells import Form, cell
from verity.exhibits.exhibit import Align
from verity.exhibits.tables import changes, counts, exhibit_table, pivot_table, shares, words
from verity.model.releases import CellState


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234567, Form.COUNT, "1,234,567"),
        (0, Form.COUNT, "0"),
        (0.0, Form.SHARE, "0"),
        (0.04, Form.SHARE, "<0.1"),
        (0.05, Form.SHARE, "0.1"),
        (33.333, Form.SHARE, "33.3"),
        (1234.56, Form.RATE, "1,234.6"),
        (-3.26, Form.CHANGE, "−3.3"),
        (3.26, Form.CHANGE, "+3.3"),
        (0.0, Form.CHANGE, "0"),
        (-0.01, Form.CHANGE, "−<0.1"),
        (np.int64(2021), Form.WORDS, "2021"),
        (2021.0, Form.WORDS, "2021"),
        ("Luton", Form.WORDS, "Luton"),
    ],
)
def test_a_value_is_written_for_its_form(value, form, text):
    assert cell(value, form).text == text


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA])
def test_a_missing_value_is_not_available_and_never_zero(missing):
    made = cell(missing, Form.COUNT)
    assert (made.value, made.text, made.state) == (None, "not available", CellState.NOT_AVAILABLE)


def test_the_five_states_read_differently():
    texts = {
        cell(0, Form.COUNT).text,
        cell(7, Form.COUNT, state=CellState.ROUNDED).text,
        cell(7, Form.COUNT, state=CellState.SUPPRESSED).text,
        cell(None, Form.COUNT, state=CellState.NOT_AVAILABLE).text,
        cell(None, Form.COUNT, state=CellState.NOT_APPLICABLE).text,
    }
    assert texts == {"0", "7", "suppressed", "not available", "not applicable"}


def test_a_suppressed_cell_never_carries_its_value():
    assert cell(3, Form.COUNT, state=CellState.SUPPRESSED).value is None


def test_a_row_state_holds_for_its_numbers_and_not_for_its_words():
    frame = pd.DataFrame({"area": ["Luton"], "count": [3], "share_pct": [4.0], "state": ["suppressed"]})
    table = exhibit_table(frame, [words("area", "Area"), counts("count", "Count"), shares("share_pct", "%")])
    assert [one.text for one in table.rows[0]] == ["Luton", "suppressed", "suppressed"]
    assert [one.align for one in table.columns] == [Align.WORDS, Align.NUMBERS, Align.NUMBERS]


def test_the_first_value_of_a_series_has_no_change_and_a_suppressed_one_stays_suppressed():
    frame = pd.DataFrame({"year": [2019, 2023], "change": [None, None], "state": ["shown", "suppressed"]})
    table = exhibit_table(frame, [words("year", "Year"), changes("change", "Change")])
    assert [row[1].text for row in table.rows] == ["not applicable", "suppressed"]


def test_pivot_keeps_order_fills_absent_combinations_and_names_columns_with_their_unit():
    frame = pd.DataFrame(
        {"age": ["5-9", "5-9", "0-4"], "area": ["Luton", "Bedford Borough", "Luton"], "count": [1200, 0, 3]}
    )
    table = pivot_table(frame, rows=[("age", "Age")], columns="area", value="count", name="residents")
    assert [one.name for one in table.columns] == ["age", "luton_residents", "bedford_borough_residents"]
    assert [[one.text for one in row] for row in table.rows] == [["5-9", "1,200", "0"], ["0-4", "3", "not available"]]


def test_pivot_refuses_two_rows_for_one_cell():
    frame = pd.DataFrame({"age": ["0-4"] * 2, "area": ["Luton"] * 2, "count": [1, 2]})
    with pytest.raises(ValueError, match="more than one row"):
        pivot_table(frame, rows=[("age", "Age")], columns="area", value="count")
