"""Registers: rows as written, with the right columns and an id each; a missing file is an empty register."""

import pytest

from verity.assessment.registers import read_register
from verity.assessment.templates import REGISTERS
from verity.model.errors import SettingsError

HEADER = ",".join(REGISTERS["agreements"])


def register(tmp_path, text):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "agreements.csv").write_text(text, "utf-8")
    return tmp_path


def test_rows_are_read_in_their_order_and_blank_lines_are_none(tmp_path):
    folder = register(tmp_path, f"{HEADER}\nA2,police,the force,agreed,,2026-01-01,,public,\n\nA1,,,,,,,,\n")
    rows = read_register(folder, "agreements")
    assert [row["id"] for row in rows] == ["A2", "A1"]
    assert rows[0]["agreement"] == "agreed"


def test_no_file_is_an_empty_register(tmp_path):
    assert read_register(tmp_path, "agreements") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "id,name\n",
        f"{HEADER}\nA1,too short\n",
        f"{HEADER}\nA1,,,,,,,,\nA1,,,,,,,,\n",
        f"{HEADER}\n,police,,,,,,,\n",
    ],
    ids=["empty", "columns", "short row", "id twice", "no id"],
)
def test_a_register_that_cannot_be_right_is_refused(tmp_path, text):
    with pytest.raises(SettingsError, match="register"):
        read_register(register(tmp_path, text), "agreements")
