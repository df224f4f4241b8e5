"""Which counts are tied to which: margins, nests, shared margins, unions, overlaps, remainders."""

import numpy as np
import pandas as pd
import pytest

from verity.disclosure.constraints import CountTable, Kind, linked_cells, named_cell
from verity.model.errors import DisclosureError


def table(name: str, columns: tuple[str, ...], rows: list[tuple], **fixed: tuple[str, ...]) -> CountTable:
    frame = pd.DataFrame(rows, columns=[*columns, "count"]).astype({"count": "Int64"})
    return CountTable(id=name, universe="u", columns=columns, frame=frame, fixed=fixed)


def sums(system) -> set[str]:
    """Return each equality in words."""
    told = set()
    for row in range(system.matrix.shape[0]):
        at = slice(system.matrix.indptr[row], system.matrix.indptr[row + 1])
        terms = zip(system.matrix.indices[at], system.matrix.data[at], strict=True)
        ordered = sorted((int(factor), named_cell(system.cells[cell])) for cell, factor in terms)
        told.add(" ".join(f"{'+' if factor > 0 else '-'}({name})" for factor, name in ordered))
    assert not (system.matrix @ system.counts).any()
    return told


def test_steps_of_a_nest_are_composed_and_not_repeated():
    lsoas = table("lsoas", ("lsoa",), [("1", 4), ("2", 5), ("3", 6)])
    lads = table("lads", ("lad",), [("d", 15)])
    wards = table("wards", ("ward",), [("w", 9), ("v", 6)])
    nestings = {"lsoa": {"ward": {"1": "w", "2": "w", "3": "v"}}, "ward": {"lad": {"w": "d", "v": "d"}}}
    assert sums(linked_cells([lsoas, lads], nestings)) == {"-(lad d) +(lsoa 1) +(lsoa 2) +(lsoa 3)"}
    assert sums(linked_cells([lsoas, wards, lads], nestings)) == {
        "-(ward w) +(lsoa 1) +(lsoa 2)", "-(ward v) +(lsoa 3)", "-(lad d) +(ward v) +(ward w)",
    }  # fmt: skip


def test_a_shared_margin_that_no_table_shows_ties_both():
    by_lad = table("by lad", ("month", "lad"), [("1", "a", 4), ("1", "b", 5), ("2", "a", 6), ("2", "b", 7)])
    by_sex = table("by sex", ("month", "sex"), [("1", "f", 3), ("1", "m", 6), ("2", "f", 6), ("2", "m", 7)])
    system = linked_cells([by_lad, by_sex])
    implied = {named_cell(cell) for cell, kind in zip(system.cells, system.kind, strict=True) if kind == Kind.IMPLIED}
    assert implied == {"month 1", "month 2"}
    assert len(sums(system)) == 4


def test_a_shared_total_without_columns():
    system = linked_cells([table("a", ("lad",), [("a", 4), ("b", 5)]), table("b", ("sex",), [("f", 9)])])
    assert Kind.IMPLIED in system.kind
    assert sums(system) == {"-(the total) +(lad a) +(lad b)", "-(the total) +(sex f)"}


def test_what_a_total_holds_beyond_its_parts_is_a_cell():
    system = linked_cells([table("a", ("lad",), [("a", 4), ("b", None)]), table("t", (), [(6,)])])
    assert system.counts[system.kind == Kind.REMAINDER].tolist() == [2]
    assert system.rows["a"].tolist() == [0, -1]
    assert system.untied == ()


def test_flags_overlap_and_each_leaves_its_own_remainder():
    flags = table("flags", ("flag",), [("knife", 4), ("alcohol", 8)])
    system = linked_cells([flags, table("t", (), [(9,)])])
    assert sorted(system.counts[system.kind == Kind.REMAINDER].tolist()) == [1, 5]
    assert system.matrix.shape[0] == 2


def test_flags_and_a_second_table_share_the_larger_margin():
    flags = table("flags", ("lad", "flag"), [("a", "knife", 4), ("a", "alcohol", 8)])
    system = linked_cells([flags, table("sex", ("lad", "sex"), [("a", "f", 5), ("a", "m", 4)])])
    assert system.counts[system.kind == Kind.IMPLIED].tolist() == [9]


def test_parts_that_exceed_their_total_are_tied_one_by_one():
    people = table("people", ("category",), [("violence", 6), ("robbery", 5), ("all sorts", 12)])
    system = linked_cells([people, table("t", (), [(9,)])])
    assert system.matrix.shape[0] == 2
    assert [named_cell(part) for part, _ in system.untied] == ["category all sorts"]


def test_filters_are_coordinates():
    robbery = table("robbery", ("year",), [("2023", 7)], category=("robbery",))
    crime = table("crime", ("year", "category"), [("2023", "robbery", 7), ("2023", "arson", 5)])
    both = table("both", ("year",), [("2023", 12)], category=("robbery", "arson"))
    system = linked_cells([robbery, crime, both])
    assert system.rows["robbery"].tolist() == system.rows["crime"].tolist()[:1]
    assert sums(system) == {
        "-(category in robbery|arson robbery|arson, year 2023) +(category arson, year 2023) "
        "+(category robbery, year 2023)"
    }


def test_a_filter_on_a_column_that_is_also_a_breakdown_stays_the_breakdown():
    one = table("one", ("category",), [("robbery", 7)], category=("robbery",))
    two = table("two", ("category",), [("robbery", 7), ("arson", 5)], category=("robbery", "arson"))
    assert len(linked_cells([one, two]).cells) == 2


def test_this_edition_and_the_last_share_years():
    now = table("now", (), [(30,)], year=("2020", "2021"))
    before = table("before", (), [(21,)], year=("2019", "2020"))
    years = table("years", ("year",), [("2019", 9), ("2020", 12), ("2021", 18)])
    assert {
        "-(year in 2019|2020 2019|2020) +(year 2019) +(year 2020)",
        "-(year in 2020|2021 2020|2021) +(year 2020) +(year 2021)",
    } <= sums(linked_cells([now, before, years]))


def test_one_cell_counted_twice_differently_stops():
    with pytest.raises(DisclosureError) as caught:
        linked_cells([table("a", (), [(9,)]), table("b", (), [(8,)])])
    assert "b: the total" in caught.value.where
    assert not {"8", "9"} & set(str(caught.value).split())


def test_two_tables_of_the_same_columns_are_one_set_of_cells():
    system = linked_cells([
        table("a", ("lad",), [("a", 4)]), table("b", ("lad",), [("a", 4), ("b", 5)]), table("t", (), [(9,)]),
    ])  # fmt: skip
    assert len(system.cells) == 3
    assert np.array_equal(system.rows["b"], [0, 1])
    assert sums(system) == {"-(the total) +(lad a) +(lad b)"}
