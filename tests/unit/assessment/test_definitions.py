"""Definitions of violence: the shipped ones resolve to codes; an assessment's own replace or join them."""

import pytest

from verity.assessment.definitions import load_definitions
from verity.model.errors import SettingsError
from verity.model.offences import HOMICIDE_AND_ATTEMPTED_MURDER, OFFENCE_BY_CODE, RAPE_AND_SERIOUS_SEXUAL_OFFENCES

HEAD = 'schema = "verity.definitions/1"\n[[definition]]\nid = "ours"\ntitle = "ours"\nauthority = "us"\n'


def own(tmp_path, text):
    (tmp_path / "definitions.toml").write_text(text, "utf-8")
    return load_definitions(tmp_path)


def test_violence_and_sexual_offences_leave_robbery_weapons_and_public_order_out(tmp_path):
    codes = load_definitions(tmp_path)["violence-and-sexual-offences"].codes["police"]
    assert {"8N", "19C", "8L", "4.4"} <= codes
    assert not codes & {"34A", "34B", "10D", "9A", "92A"}


def test_violence_with_injury_is_the_subgroup_and_homicide(tmp_path):
    codes = load_definitions(tmp_path)["violence-with-injury"].codes["police"]
    assert {OFFENCE_BY_CODE[code].subgroup for code in codes} == {"Violence with injury", "Homicide"}


def test_lists_agree_with_the_offence_table(tmp_path):
    shipped = load_definitions(tmp_path)
    assert shipped["rape-and-serious-sexual-offences"].codes["police"] == RAPE_AND_SERIOUS_SEXUAL_OFFENCES
    assert shipped["homicide-and-attempted-murder"].codes["police"] == HOMICIDE_AND_ATTEMPTED_MURDER


def test_the_inspectorate_s_definition_is_of_ages_14_to_24_and_takes_in_weapon_carrying(tmp_path):
    one = load_definitions(tmp_path)["serious-youth-violence"]
    assert one.ages == (14, 24)
    assert {"10C", "10D", "5D", "2"} <= one.codes["police"]


def test_a_diagnosis_range_runs_over_its_letter(tmp_path):
    codes = load_definitions(tmp_path)["violence-and-sexual-offences"].codes["admission"]
    assert len(codes) == 25
    assert {"X85", "X99", "Y00", "Y09"} <= codes
    assert not codes & {"X84", "Y10"}


def test_domestic_and_other_violence_split_the_same_codes_by_their_flag(tmp_path):
    shipped = load_definitions(tmp_path)
    domestic, other = shipped["domestic-violence"], shipped["non-domestic-violence"]
    assert domestic.codes == other.codes
    assert domestic.with_flags == other.without_flags == {"domestic abuse"}


def test_an_assessment_s_own_definition_joins_the_shipped_and_one_of_the_same_id_takes_its_place(tmp_path):
    found = own(tmp_path, HEAD + 'police.groups = ["Robbery"]\npolice.except_codes = ["34A"]\n')
    assert found["ours"].codes == {"police": {"34B"}}
    assert "violence-with-injury" in found
    replaced = own(tmp_path, HEAD.replace("ours", "violence-with-injury") + 'police.codes = ["8N"]\n')
    assert replaced["violence-with-injury"].codes == {"police": {"8N"}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, "no code"),
        (HEAD + 'police.codes = ["99Z"]\n', "99Z"),
        (HEAD + 'police.groups = ["Violence"]\n', "Violence"),
        (HEAD + 'admission.icd10 = ["Y09-X85"]\n', "backwards"),
        (HEAD + 'admission.icd10 = ["assault"]\n', "no range"),
        (HEAD + 'attendance.intents = ["fight"]\n', "assault"),
        (HEAD + 'police.code = ["8N"]\n', "Extra inputs"),
        (HEAD + 'police.codes = ["8N"]\n' + HEAD.split("\n", 1)[1] + 'police.codes = ["8N"]\n', "more than once"),
    ],
)
def test_a_definition_that_cannot_be_meant_stops(tmp_path, text, told):
    with pytest.raises(SettingsError, match=told):
        own(tmp_path, text)
