"""Maps: zero, suppressed and not available apart; every area drawn; shapes as wide as on the ground."""

import math
from itertools import pairwise

import pandas as pd
import pytest
import vl_convert

from verity.exhibits import maps
from verity.exhibits.topology import anchors, area_codes, aspect, flat, kept


def shades(spec):
    scale = spec["layer"][0]["encoding"]["fill"]["scale"]
    return dict(zip(scale["domain"], scale["range"], strict=True))


def test_zero_suppressed_and_not_available_are_three_different_things(sample):
    fills = shades(sample.choropleth())
    assert fills["0"] == maps.ZERO_FILL
    assert fills["suppressed"] == maps.SUPPRESSED_FILL
    assert fills["not available"] == maps.MISSING_FILL
    assert len(set(fills.values())) == len(fills)


def test_an_area_without_a_row_is_not_available(sample):
    assert shades(sample.quintiles())["not available"] == maps.MISSING_FILL
    drawn = vl_convert.vegalite_to_svg(sample.quintiles())
    assert drawn.count(f'fill="{maps.MISSING_FILL}"') == 2  # the twelfth area and its place in the key


def test_a_whole_map_has_no_hatch_in_its_key(sample):
    frame = pd.DataFrame({"lsoa": sample.CODES, "q": ["a"] * 12})
    spec = maps.choropleth(sample.small_shapes(), frame, code="lsoa", value="q", classes=("a", "b"), legend="q")
    assert list(shades(spec)) == ["a", "b"]


def test_a_suppressed_area_does_not_carry_its_class(sample):
    frame = pd.DataFrame({"lsoa": sample.CODES[:1], "q": ["a"], "state": ["suppressed"]})
    spec = maps.choropleth(sample.small_shapes(), frame, code="lsoa", value="q", classes=("a", "b"), legend="q")
    rows = spec["layer"][0]["transform"][0]["from"]["data"]["values"]
    assert rows == [{"code": sample.CODES[0], "class": "suppressed"}]


def test_a_class_that_was_not_declared_is_refused(sample):
    frame = pd.DataFrame({"lsoa": sample.CODES[:1], "q": ["c"]})
    with pytest.raises(ValueError, match="none of the classes"):
        maps.choropleth(sample.small_shapes(), frame, code="lsoa", value="q", classes=("a", "b"), legend="q")


def test_reverse_puts_the_darkest_shade_first(sample):
    assert list(shades(sample.quintiles()).values())[:5] == list(maps.SEQUENTIAL)[::-1]


def test_a_flat_copy_is_as_wide_as_the_ground_and_projected_metres_stay(sample):
    shapes = sample.district_shapes()
    middle = math.radians(51.9 + 3 * 0.09 / 2)
    assert aspect(flat(shapes)) == pytest.approx(0.27 / (0.6 * math.cos(middle)), rel=1e-6)
    metres = {**shapes, "arcs": [[[x * 1e5, y * 1e5] for x, y in arc] for arc in shapes["arcs"]]}
    assert flat(metres) is metres
    assert flat(flat(shapes)) == flat(shapes)


def test_a_quantised_topology_is_flattened_to_the_same_shape(sample):
    shapes = sample.district_shapes()
    arcs = []
    for arc in shapes["arcs"]:
        whole = [(round((x + 1) * 1000), round((y - 51) * 1000)) for x, y in arc]
        steps = [whole[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole))]
        arcs.append([list(step) for step in steps])
    quantised = {**shapes, "arcs": arcs, "transform": {"scale": [0.001, 0.001], "translate": [-1.0, 51.0]}}
    assert aspect(flat(quantised)) == pytest.approx(aspect(flat(shapes)), rel=1e-6)
    for code, point in anchors(quantised).items():
        assert point == pytest.approx(anchors(shapes)[code], abs=1e-6)


def test_only_the_areas_wanted_are_carried_with_their_arcs(sample):
    part = kept(sample.district_shapes(), ["E06990002"])
    assert area_codes(part) == ["E06990002"]
    assert len(part["arcs"]) == 1
    assert anchors(part) == {"E06990002": anchors(sample.district_shapes())["E06990002"]}


def test_names_stand_inside_their_areas(sample):
    for n, (x, y) in enumerate(anchors(sample.district_shapes()).values()):
        assert -0.6 < x < 0.0
        assert 51.9 + 0.09 * n < y < 51.9 + 0.09 * (n + 1)
