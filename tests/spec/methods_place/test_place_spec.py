"""False discoveries, concentration, accuracy of marks and windows, drawn as tables."""

import numpy as np
import pytest

from verity.methods.concentration import generalised_gini, gini, top_share
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.multiple_testing import benjamini_hochberg
from verity.methods.prediction_accuracy import prediction_accuracy
from verity.methods.smoothing import empirical_bayes_global
from verity.methods.weights import contiguity_weights


def numbers(text):
    return [float(part) for part in text.split()]


def test_benjamini_hochberg(rows):
    table = rows("""
        p-values                  | flagged
        ------------------------- | -------
        0.01 0.02 0.03 0.04       | 4
        0.0125 0.04 0.04 0.5      | 1
        0.013 0.04 0.04 0.5       | 0
        0.001 nan 0.9             | 1
        0.02 0.02 0.04            | 3
        nan nan                   | 0
    """)
    for row in table:
        assert benjamini_hochberg(numbers(row["p-values"])).rejected.sum() == int(row["flagged"])


def test_permutations_must_be_enough_for_the_map(rows):
    table = rows("""
        areas | permutations | allowed
        ----- | ------------ | -------
        33755 | 999          | no
        33755 | 675098       | no
        33755 | 675099       | yes
        50    | 999          | yes
        51    | 999          | no
    """)
    for row in table:
        p, permutations = np.full(int(row["areas"]), 0.5), int(row["permutations"])
        if row["allowed"] == "yes":
            assert not benjamini_hochberg(p, permutations=permutations).rejected.any()
        else:
            with pytest.raises(ValueError, match="too few"):
                benjamini_hochberg(p, permutations=permutations)


def test_concentration(rows):
    table = rows("""
        counts            | gini  | for few events | top quarter holds
        ----------------- | ----- | -------------- | -----------------
        5 5 5 5           | 0     | 0              | 0.25
        20 0 0 0          | 0.75  | 0.75           | 1
        1 1 0 0           | 0.5   | 0              | 0.5
        4 3 2 1           | 0.25  | 0.25           | 0.4
        4 3 2 1 0 0       | 0.5   | 0.5            | 0.55
    """)
    for row in table:
        counts = numbers(row["counts"])
        assert gini(counts) == pytest.approx(float(row["gini"]))
        assert generalised_gini(counts) == pytest.approx(float(row["for few events"]))
        assert top_share(counts, 0.25) == pytest.approx(float(row["top quarter holds"]))


def test_accuracy_of_marked_places(rows):
    table = rows("""
        marked | later events | area    | PAI | PEI
        ------ | ------------ | ------- | --- | ----
        1 0 0  | 6 3 1        | 1 1 1   | 1.8 | 1
        0 1 0  | 6 3 1        | 1 1 1   | 0.9 | 0.5
        1 0 0  | 4 4 2        | 2 1 1   | 0.8 | 0.667
        1 1 1  | 6 3 1        | 1 1 1   | 1   | 1
        0 0 0  | 6 3 1        | 1 1 1   | nan | nan
        1 0 0  | 0 0 0        | 1 1 1   | nan | nan
    """)
    for row in table:
        marked = np.array(numbers(row["marked"])) == 1
        result = prediction_accuracy(marked, numbers(row["later events"]), numbers(row["area"]))
        found = [result.accuracy_index, result.efficiency_index]
        assert found == pytest.approx([float(row["PAI"]), float(row["PEI"])], abs=1e-3, nan_ok=True)


def test_gi_star_is_missing_where_it_means_nothing(rows):
    table = rows("""
        case                         | values  | edges        | missing areas
        ---------------------------- | ------- | ------------ | -------------
        an island                    | 1 2 3 9 | 01 12        | 3
        the same everywhere          | 4 4 4 4 | 01 12 23     | 0 1 2 3
        a neighbour of all others    | 1 2 3 9 | 01 02 03     | 0
        an ordinary chain            | 1 2 3 9 | 01 12 23     | none
    """)
    for row in table:
        ends = np.array([[int(end) for end in edge] for edge in row["edges"].split()])
        z = getis_ord_gi_star(numbers(row["values"]), contiguity_weights(ends[:, 0], ends[:, 1], 4)).z
        assert np.flatnonzero(np.isnan(z)).tolist() == [
            int(area) for area in row["missing areas"].replace("none", "").split()
        ]


def test_small_areas_are_drawn_further_to_the_rate_of_the_map(rows):
    table = rows("""
        counts     | population       | drawn furthest
        ---------- | ---------------- | --------------
        0 5 40 90  | 100 1000 2000 2000 | 0
        9 50 40 90 | 100 1000 2000 2000 | 0
        9 2 40 90  | 1000 100 2000 2000 | 1
    """)
    for row in table:
        result = empirical_bayes_global(numbers(row["counts"]), numbers(row["population"]))
        drawn = (result.smoothed - result.raw) / (result.prior_mean - result.raw)
        assert drawn.argmax() == int(row["drawn furthest"])
