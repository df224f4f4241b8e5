"""Harm by a table of weights, with the offences it cannot weigh, drawn as tables."""

import numpy as np
import pytest

from verity.methods.harm import HarmScale, HarmWeights, harm_totals

TABLE = HarmWeights(
    HarmScale.CRIME_SEVERITY_SCORE, "made up", ("105A", "8N", "4.10", "4.1"), (13.5, 189.2, 7000.0, 8000.0)
)
AREAS = ["Luton", "Bedford", "Dunstable"]


def totals(rows, text):
    table = rows(text)
    return harm_totals(
        [row["code"] for row in table],
        [float(row["offences"]) for row in table],
        TABLE,
        groups=[AREAS.index(row["area"]) for row in table],
        n_groups=len(AREAS),
    )


def test_harm_by_area_counts_what_has_no_weight(rows):
    result = totals(
        rows,
        """
        area    | code | offences
        ------- | ---- | --------
        Luton   | 105A | 10
        Luton   | 8N   | 2
        Luton   | 75A  | 3
        Bedford | 75A  | 1
        Bedford | 999  | 1
        """,
    )
    found = rows("""
        area      | harm  | weighted | unweighted | share | mean weight
        --------- | ----- | -------- | ---------- | ----- | -----------
        Luton     | 513.4 | 12       | 3          | 1     | 42.783
        Bedford   | nan   | 0        | 2          | nan   | nan
        Dunstable | 0     | 0        | 0          | 0     | nan
    """)
    columns = {
        "harm": result.harm,
        "weighted": result.weighted,
        "unweighted": result.unweighted,
        "share": result.share(),
        "mean weight": result.mean_weight(),
    }
    for name, ours in columns.items():
        np.testing.assert_allclose(ours, [float(row[name]) for row in found], rtol=1e-4)
    assert result.unweighted_codes == (("75A", 4.0), ("999", 1.0))
    assert (result.scale, result.version) == (HarmScale.CRIME_SEVERITY_SCORE, "made up")


def test_codes_are_text_so_that_4_10_is_not_4_1(rows):
    result = totals(
        rows,
        """
        area    | code | offences
        ------- | ---- | --------
        Luton   | 4.10 | 1
        Bedford | 4.1  | 1
        """,
    )
    assert result.harm.tolist() == [7000.0, 8000.0, 0.0]


def test_rate_is_missing_where_nobody_lives(rows):
    result = totals(
        rows,
        """
        area    | code | offences
        ------- | ---- | --------
        Luton   | 8N   | 10
        Bedford | 8N   | 5
        """,
    )
    np.testing.assert_allclose(result.rate([1000, 0, 10]), [1.892, np.nan, 0])
    np.testing.assert_allclose(result.rate([1000, 10, 10], multiplier=1000), [1892, 94600, 0])
    assert np.nansum(result.share()) == pytest.approx(1)
