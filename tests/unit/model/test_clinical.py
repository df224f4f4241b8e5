"""The clinical code lists are whole, and say nothing twice."""

from verity.model import clinical
from verity.model.incidents import ETHNIC_GROUPS


def test_assault_causes_are_x85_to_y09_without_a_gap():
    expected = [f"X{n}" for n in range(85, 100)] + [f"Y{n:02d}" for n in range(10)]
    assert list(clinical.ASSAULT_CAUSES) == expected


def test_every_ethnic_category_is_of_one_of_the_five_groups_or_missing():
    letters = set("ABCDEFGHJKLMNPRS")
    assert {code for code in clinical.ETHNIC_CATEGORIES if code.isalpha()} == letters
    assert set(clinical.ETHNIC_CATEGORIES.values()) == set(ETHNIC_GROUPS)
    assert not {"Z", "X", "99", "9"} & set(clinical.ETHNIC_CATEGORIES)
    assert clinical.ETHNIC_CATEGORIES["R"].startswith("Asian")


def test_side_cohorts_do_not_hold_alcohol_as_a_drug():
    assert "F10" in clinical.WHOLLY_ALCOHOL_ATTRIBUTABLE
    assert not set(clinical.SUBSTANCE_MISUSE) & set(clinical.WHOLLY_ALCOHOL_ATTRIBUTABLE)


def test_emergency_methods_of_admission_all_begin_with_2():
    emergency = {code for code in clinical.ADMISSION_METHODS if code.startswith("2")}
    assert emergency == {"21", "22", "23", "24", "25", "28", "2A", "2B", "2C", "2D"}


def test_assault_is_patient_group_20():
    assert [code for code, words in clinical.PATIENT_GROUPS.items() if words == clinical.ASSAULT] == ["20"]


def test_the_kinds_of_callout_by_card_are_kinds_by_word():
    assert set(clinical.CALLOUT_CARDS.values()) <= set(clinical.CALLOUT_KINDS)
