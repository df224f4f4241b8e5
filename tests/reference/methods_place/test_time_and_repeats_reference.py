"""Aoristic weights against Ratcliffe's definition, and Knox against the near-repeat reference."""

import numpy as np
import pytest

from verity.methods.aoristic import aoristic_weights
from verity.methods.near_repeat import Metric, knox_near_repeat

SPACE_EDGES = (0, 0.001, 101, 201, 401, 801)
TIME_EDGES = (0, 8, 15, 29, 57)


def test_aoristic_weights_follow_the_definition(golden):
    windows, expected = golden("aoristic/aoristic_input.csv"), golden("aoristic/aoristic_expected.csv")
    start = np.array([t.replace(" ", "T") for t in windows["from"]], "M8[s]")
    end = np.array(["NaT" if t == "NA" else t.replace(" ", "T") for t in windows["to"]], "M8[s]")
    ours = aoristic_weights(start, end).weights.toarray()
    theirs = np.zeros_like(ours)
    record = {name: row for row, name in enumerate(windows["id"])}
    rows = [record[name] for name in expected["id"]]
    theirs[rows, expected["hour_of_week"].astype(int) - 1] = expected["weight"]
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=0)
    # among these are the windows that the R package gets wrong around midnight
    assert (expected["r_package_agrees"] == "False").sum() > 100


@pytest.mark.parametrize("metric", list(Metric))
def test_knox_counts_are_exact_and_the_rest_within_monte_carlo_error(golden, metric):
    points, table = golden("nearrepeat/nearrepeat_input.csv"), golden("nearrepeat/nearrepeat_knox.csv")
    mine = table["method"] == metric.name.lower()
    result = knox_near_repeat(
        points["x"],
        points["y"],
        points["day"],
        space_edges=SPACE_EDGES,
        time_edges=TIME_EDGES,
        rng=np.random.default_rng(11),
        permutations=1999,
        metric=metric,
    )
    assert result.observed.ravel().tolist() == table["observed"][mine].tolist()
    p = table["p"][mine]
    tolerance = 4 * np.sqrt(2 * np.maximum(p * (1 - p), 1e-3) / 1999) + 1e-3
    assert (np.abs(result.p_value.ravel() - p) <= tolerance).all()
    # the reference divides by the simulated mean, here the exact one: its error is about 1/√(R × expected)
    expected = np.maximum(result.expected.ravel(), 1e-9)
    error = 5 / np.sqrt(1999 * expected)
    np.testing.assert_array_less(
        np.abs(result.ratio.ravel() - table["knox_ratio_mean"][mine]), error * (1 + result.ratio.ravel()) + 1e-9
    )
