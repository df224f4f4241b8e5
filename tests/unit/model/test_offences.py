"""The offence table: complete, each code once, homicide kept apart, lists made of known codes."""

from collections import Counter

from verity.model.codes import CRIME_TYPES, VIOLENCE_AND_SEXUAL_OFFENCES, VIOLENCE_OFFENCE_GROUPS
from verity.model.offences import (
    CODE_OF_CLASS,
    GROUPS,
    HOMICIDE_AND_ATTEMPTED_MURDER,
    OFFENCE_BY_CODE,
    OFFENCES,
    RAPE_AND_SERIOUS_SEXUAL_OFFENCES,
)


def test_each_code_once() -> None:
    assert len(OFFENCES) == len(OFFENCE_BY_CODE) == 133
    assert all(offence.code == offence.code.upper().strip() for offence in OFFENCES)


def test_offences_of_each_group() -> None:
    counted = Counter(offence.group for offence in OFFENCES)
    assert {group: counted[group] for group in GROUPS} == {
        "Violence against the person": 31,
        "Sexual offences": 24,
        "Drugs": 4,
        "Possession of weapons": 6,
        "Robbery": 2,
        "Public order": 4,
    }


def test_categories_are_those_of_the_publisher() -> None:
    assert {offence.category for offence in OFFENCES} == set(CRIME_TYPES) - {"Anti-social behaviour"}


def test_the_violence_category_holds_the_subgroups_said_elsewhere() -> None:
    ours = {(o.group, o.subgroup) for o in OFFENCES if o.category == VIOLENCE_AND_SEXUAL_OFFENCES}
    assert ours == {(one.group, one.subgroup) for one in VIOLENCE_OFFENCE_GROUPS}


def test_homicide_codes_are_text_and_apart() -> None:
    titles = {code: OFFENCE_BY_CODE[code].title for code in ("1", "4.1", "4.10", "4.2")}
    assert titles["4.1"] == "Manslaughter"
    assert titles["4.10"] == "Corporate manslaughter"
    assert {OFFENCE_BY_CODE[code].severity_weight for code in titles} == {7973.4}
    assert {o.code for o in OFFENCES if o.subgroup == "Homicide"} | {"2"} == HOMICIDE_AND_ATTEMPTED_MURDER


def test_rape_and_serious_sexual_offences() -> None:
    assert len(RAPE_AND_SERIOUS_SEXUAL_OFFENCES) == 16
    assert {OFFENCE_BY_CODE[code].group for code in RAPE_AND_SERIOUS_SEXUAL_OFFENCES} == {"Sexual offences"}
    rapes = {o.code for o in OFFENCES if o.subgroup == "Rape"}
    assert rapes < RAPE_AND_SERIOUS_SEXUAL_OFFENCES


def test_weights_that_ship() -> None:
    for code, weight in {"8N": 189.2, "105A": 13.5, "19C": 2952.9, "2": 4654.3, "28E": 465.4, "9A": 6.8}.items():
        assert OFFENCE_BY_CODE[code].severity_weight == weight
    unweighted = {o.category for o in OFFENCES if o.severity_weight is None}
    assert not unweighted & set(GROUPS)
    assert all(o.severity_weight for o in OFFENCES if o.group in GROUPS)


def test_classes_lead_to_known_codes() -> None:
    assert set(CODE_OF_CLASS.values()) <= OFFENCE_BY_CODE.keys()
    assert not CODE_OF_CLASS.keys() & OFFENCE_BY_CODE.keys()


def test_offences_created_since_are_not_invented() -> None:
    words = ("coercive", "strangulation", "upskirting", "spiking")
    assert [o.title for o in OFFENCES if any(word in o.title.lower() for word in words)] == []
