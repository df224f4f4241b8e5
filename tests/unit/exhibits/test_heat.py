"""Grids: five steps, numbers that read on them, and two hatches for what is not there."""

import altair as alt
import pandas as pd
import pytest

from verity.exhibits.cells import Form
from verity.exhibits.estimates import estimate_table, share_withheld, states_note
from verity.exhibits.heat import heat_grid, shaded
from verity.exhibits.maps import MISSING_FILL, SUPPRESSED_FILL
from verity.exhibits.tables import counts, rates, words
from verity.exhibits.theme import SEQUENTIAL
from verity.model.releases import CellState


def grid(values, states=None):
    frame = pd.DataFrame({"row": list("aabbcc"), "column": list("xyxyxy"), "value": pd.array(values, dtype="Float64")})
    return frame if states is None else frame.assign(state=states)


def drawn(frame, **given):
    return heat_grid(frame, row="row", column="column", value="value", value_title="Per cent", **given)


def scale(spec):
    return spec["layer"][0]["encoding"]["fill"]["scale"]


def test_a_grid_is_a_valid_specification_in_five_steps_from_light_to_dark():
    spec = drawn(grid([0, 10, 20, 30, 40, 50]))
    alt.Chart.from_dict(spec, validate=True)
    assert scale(spec)["domain"] == ["0 to 10.0", "10.0 to 20.0", "20.0 to 30.0", "30.0 to 40.0", "40.0 to 50.0"]
    assert scale(spec)["range"] == list(SEQUENTIAL)


def test_numbers_are_white_on_the_two_darkest_steps():
    inks = shaded(grid([0, 10, 20, 30, 40, 50]), "value")["ink"].tolist()
    assert inks == ["#0B0C0C"] * 3 + ["#FFFFFF"] * 3


def test_suppressed_and_not_available_are_hatched_apart_and_neither_is_a_number():
    states = ["suppressed", "not available", "shown", "shown", "shown", "shown"]
    spec = drawn(grid([None, None, 1, 2, 3, 4], states))
    assert [one["label"] for one in spec["data"]["values"]][:2] == ["[c]", "[x]"]
    assert scale(spec)["range"][-2:] == [SUPPRESSED_FILL, MISSING_FILL]
    assert scale(spec)["domain"][-2:] == ["suppressed", "not available"]


@pytest.mark.parametrize("values", [[None] * 6, [3.0] * 6, [1.01, 1.02, 1.03, 1.02, 1.01, 1.03]])
def test_grids_without_any_spread_still_draw(values):
    spec = drawn(grid(values))
    alt.Chart.from_dict(spec, validate=True)
    assert len(set(scale(spec)["domain"])) == len(scale(spec)["domain"])


def test_panels_stand_below_one_another_with_level_names():
    frame = pd.concat([grid([1, 2, 3, 4, 5, 6]).assign(source=one) for one in ("first", "second")])
    spec = drawn(frame, panel="source")
    alt.Chart.from_dict(spec, validate=True)
    assert spec["columns"] == 1


def test_a_count_stays_where_its_rate_is_withheld_unless_it_was_hidden_too():
    frame = pd.DataFrame({
        "area": ["a", "b", "c"], "count": pd.array([12, 4, None], dtype="Int64"), "rate": [1.5, None, None],
        "state": ["shown", "suppressed", "suppressed"],
    })  # fmt: skip
    table = estimate_table(frame, [words("area", "Area"), counts("count", "Count"), rates("rate", "Rate")],
                           counted=("count",))  # fmt: skip
    assert [[one.text for one in row] for row in table.rows] == [
        ["a", "12", "1.5"], ["b", "4", "suppressed"], ["c", "suppressed", "suppressed"],
    ]  # fmt: skip
    assert table.rows[1][2].state is CellState.SUPPRESSED
    assert states_note(frame)
    assert not states_note(frame.iloc[:1])
    assert share_withheld(frame, "rate") == pytest.approx(200 / 3)


def test_counts_can_be_drawn_in_a_grid():
    spec = drawn(grid([0, 1000, 2000, 3000, 4000, 5000]), form=Form.COUNT)
    assert spec["data"]["values"][1]["label"] == "1,000"
