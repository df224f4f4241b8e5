"""Numbers run through the chapters, tables and figures apart; references that lead nowhere stop."""

from types import SimpleNamespace

import pytest

from verity.exhibits.exhibit import Exhibit, ExhibitTable, Kind
from verity.exhibits.numbering import linked, number_exhibits
from verity.model.errors import ValidityError


def exhibit(one, kind):
    empty = ExhibitTable(columns=(), rows=())
    return Exhibit(id=one, kind=kind, title="", subtitle="", table=empty, alt_text="", source_line="")


def chapter(name, exhibits, shown):
    blocks = [SimpleNamespace(text="words"), *(SimpleNamespace(exhibit=one) for one in shown)]
    return SimpleNamespace(id=name, exhibits=exhibits, sections=[SimpleNamespace(blocks=blocks)])


A, B, C, D = (
    exhibit(one, kind) for one, kind in zip("abcd", (Kind.TABLE, Kind.FIGURE, Kind.TABLE, Kind.FIGURE), strict=True)
)


def test_numbers_follow_the_reading_order_through_chapters():
    numbers = number_exhibits([chapter("one", [A, B], ["b", "a"]), chapter("two", [C, D], ["c", "d"])])
    assert numbers == {"b": "Figure 1", "a": "Table 1", "c": "Table 2", "d": "Figure 2"}


@pytest.mark.parametrize(
    ("chapters", "what"),
    [
        ([chapter("one", [A], ["a", "x"])], "does not exist"),
        ([chapter("one", [A], ["a", "a"])], "shown twice"),
        ([chapter("one", [A, B], ["a"])], "no place"),
        ([chapter("one", [A], ["a"]), chapter("two", [A], ["a"])], "shown twice"),
        ([chapter("one", [A, A], ["a"])], "share an id"),
    ],
)
def test_an_exhibit_stands_in_one_place(chapters, what):
    with pytest.raises(ValidityError, match=what):
        number_exhibits(chapters)


def test_an_unknown_reference_is_an_error_that_names_it():
    with pytest.raises(ValidityError) as problem:
        linked("See {age-sex} and {nowhere}.", {"age-sex": "Table 2"}, lambda _, number: number, where="section x")
    assert problem.value.found == "nowhere"
    assert problem.value.where == "section x"
