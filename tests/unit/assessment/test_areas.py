"""The list of forces: 43, each found by slug and by code, names as police.uk and ONS print them."""

import re

import pytest

from verity.model.areas import CODE_PATTERNS, Level, is_synthetic
from verity.model.forces import FORCES, find_force, nearest_force


def test_forty_three_forces_each_once() -> None:
    assert len(FORCES) == 43
    for values in zip(*((f.pfa_code, f.area_name, f.slug, f.force_name) for f in FORCES), strict=True):
        assert len(set(values)) == 43
    assert sum(force.pfa_code.startswith("W") for force in FORCES) == 4
    assert [force.pfa_code for force in FORCES] == sorted(force.pfa_code for force in FORCES)


def test_codes_and_slugs_have_their_shapes() -> None:
    for force in FORCES:
        assert re.match(CODE_PATTERNS[Level.PFA], force.pfa_code)
        assert not is_synthetic(force.pfa_code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", force.slug)
        assert find_force(force.slug) is find_force(force.pfa_code) is force


@pytest.mark.parametrize(
    ("slug", "area", "name"),
    [
        ("metropolitan", "Metropolitan Police", "Metropolitan Police Service"),
        ("devon-and-cornwall", "Devon & Cornwall", "Devon & Cornwall Police"),
        ("city-of-london", "London, City of", "City of London Police"),
        ("dyfed-powys", "Dyfed-Powys", "Dyfed-Powys Police"),
        ("bedfordshire", "Bedfordshire", "Bedfordshire Police"),
        ("avon-and-somerset", "Avon and Somerset", "Avon and Somerset Constabulary"),
    ],
)
def test_names_that_differ_between_publishers(slug: str, area: str, name: str) -> None:
    force = find_force(slug)
    assert force is not None
    assert (force.area_name, force.force_name) == (area, name)


def test_unknown_and_near() -> None:
    assert find_force("btp") is None
    near = nearest_force("Bedfordshre")
    assert near is not None
    assert near.slug == "bedfordshire"
    assert nearest_force("zzzz") is None
