"""Attestations: a named person, an item that only a person can know, a day; anything else stops the build."""

import pytest

from verity.assessment.templates import REGISTERS
from verity.build.attesting import attestations
from verity.model.errors import SettingsError

HEADER = ",".join(REGISTERS["attestations"])


def folder(tmp_path, *rows):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "attestations.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return tmp_path


def test_a_row_becomes_an_attestation_with_its_day_in_words(tmp_path):
    (one,) = attestations(folder(tmp_path, "A1,SVD-10,A. Name,Head,2026-02-10,They took part."))
    assert (one.check, one.name, one.role, one.date, one.words) == (
        "SVD-10", "A. Name", "Head", "10 February 2026", "They took part."
    )  # fmt: skip


def test_no_register_is_no_attestation(tmp_path):
    assert attestations(tmp_path) == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("A1,SVD-1O,N,R,2026-02-10,w", "did you mean SVD-1"),
        ("A1,SNA-01,N,R,2026-02-10,w", "item of the self-assessment"),  # the build decides this one
        ("A1,SVD-10,,R,2026-02-10,w", "the name"),
        ("A1,SVD-10,N,,2026-02-10,w", "the role"),
        ("A1,SVD-10,N,R,2026-02-10,", "the words"),
        ("A1,SVD-10,N,R,10/02/2026,w", "a day such as"),
        ("A1,SVD-10,N,R,,w", "a day such as"),
    ],
)
def test_a_row_that_does_not_say_who_vouches_for_what_stops(tmp_path, row, told):
    with pytest.raises(SettingsError) as raised:
        attestations(folder(tmp_path, row))
    assert told in str(raised.value)
    assert "A1" in str(raised.value)
