"""Registers as an edition takes them in: numbers by name, names that nothing bears, numbers typed by hand."""

import pytest

from verity.build.entered import entered
from verity.model.errors import SettingsError

QUOTES = {"places.share": "38.2%", "places.count": "12,345"}
HEADER = "id,recommendation,findings,owner,due,status\n"


def folder(tmp_path, words):
    (tmp_path / "registers").mkdir()
    text = f'{HEADER}R1,"{words}",places.share,the force,2026-03-01,agreed\n'
    (tmp_path / "registers" / "recommendations.csv").write_text(text, "utf-8")
    return tmp_path


def test_a_number_is_quoted_by_its_name_in_rows_and_entries(tmp_path):
    found = entered(folder(tmp_path, "Act on the {{ places.share }} that lie in one town."), QUOTES)
    assert found.recommendations[0]["recommendation"] == "Act on the 38.2% that lie in one town."
    assert found.registers.recommendations[0].text == found.recommendations[0]["recommendation"]
    assert found.typed == ()


def test_a_name_that_nothing_bears_stops_with_register_and_row(tmp_path):
    with pytest.raises(SettingsError) as error:
        entered(folder(tmp_path, "Act on the {{ places.shear }}."), QUOTES)
    assert error.value.where == "registers/recommendations.csv, R1"


def test_a_number_typed_by_hand_that_a_table_shows_is_pointed_out(tmp_path):
    found = entered(folder(tmp_path, "Act on the 12,345 offences by 2027."), QUOTES)
    assert found.typed == ("registers/recommendations.csv, R1: 12,345 ({{ places.count }})",)


def test_without_registers_nothing_is_entered(tmp_path):
    found = entered(tmp_path, QUOTES)
    assert (found.recommendations, found.registers.factors, found.typed) == ((), (), ())
