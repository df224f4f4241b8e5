"""Front matter: what the settings say, row by row; a definition that is not there stops."""

import datetime as dt
from types import SimpleNamespace

import pytest

from verity.assessment.config import Front
from verity.build.front import front_rows
from verity.model.definitions import Definition
from verity.model.errors import SettingsError

CONTEXT = SimpleNamespace(
    definitions={"ours": Definition(id="ours", title="serious violence", authority="the partners", codes={})}
)


def rows(**given):
    return front_rows(SimpleNamespace(front=Front(**given)), CONTEXT)


def test_only_what_is_said_is_a_row_and_in_the_order_of_a_report():
    assert rows() == ()
    found = rows(
        next_review=dt.date(2027, 3, 1), purpose="To plan.", partners=["schools", "the trust"], prepared_by="N",
        definition="ours", definition_agreed=dt.date(2026, 1, 2),
    )  # fmt: skip
    assert found == (
        ("Purpose", "To plan."),
        ("Definition of serious violence", "Serious violence: the partners. Agreed by partners on 2 January 2026."),
        ("Partners", "schools and the trust"),
        ("Prepared by", "N"),
        ("Next review", "1 March 2027"),
    )


def test_an_agreed_definition_that_no_file_has_stops_the_build():
    with pytest.raises(SettingsError, match="definition of serious violence") as caught:
        rows(definition="theirs")
    assert "ours" in caught.value.expected
