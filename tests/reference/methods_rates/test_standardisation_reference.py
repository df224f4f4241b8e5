"""Directly and indirectly standardised rates against OHID's implementation, and the traps beside them."""

import numpy as np
import pytest

from verity.methods.indirect_standardisation import (
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from verity.methods.populations import european_standard_population_2013
from verity.methods.standardisation import (
    Withheld,
    directly_standardised_rate,
    directly_standardised_rate_of_repeats,
)

BOTH = (0.95, 0.998)


def area_rate(rows, **options):
    """Standardise one area of the vectors, a missing count read as 0 as the reference reads it."""
    return directly_standardised_rate(rows["count"].fillna(0), rows["pop"], rows["esp2013"], **options)


def test_every_area_and_edge_case(golden, agrees):
    areas, variances = golden("dsr_input"), golden("dsr_variance").set_index("area")["vardsr"]
    for _, row in golden("dsr").iterrows():
        rate = area_rate(areas[areas["area"] == row["area"]], confidence=BOTH)
        agrees(rate, row)
        np.testing.assert_allclose(rate.events, row["total_count"], rtol=1e-12)
        np.testing.assert_allclose(rate.population, row["total_pop"], rtol=1e-12)
        np.testing.assert_allclose(rate.variance, variances[row["area"]], rtol=1e-12)
        withheld = Withheld.TOO_FEW_EVENTS if row["total_count"] < 10 else None
        assert rate.withheld.item() is withheld


def test_all_areas_at_once(golden):
    areas, expected = golden("dsr_input"), golden("dsr").set_index("area")
    plain = [name for name in expected.index if not name.startswith("EDGE")]
    grids = areas[areas["area"].isin(plain)]
    shape = (len(plain), 19)
    counts, people = (grids[name].to_numpy().reshape(shape) for name in ("count", "pop"))
    rate = directly_standardised_rate(counts, people, european_standard_population_2013())
    rows = expected.loc[grids["area"].drop_duplicates()]
    np.testing.assert_allclose(rate.value, rows["value"], rtol=1e-12)
    np.testing.assert_allclose(rate.lower, rows["lower95_0cl"], rtol=1e-12)
    np.testing.assert_allclose(rate.upper, rows["upper95_0cl"], rtol=1e-12)


def test_a_missing_count_is_refused_where_the_reference_reads_zero(golden):
    areas = golden("dsr_input")
    rows = areas[areas["area"] == "EDGE_NA_counts"]
    with pytest.raises(ValueError, match="none missing, found nan at band"):
        directly_standardised_rate(rows["count"], rows["pop"], rows["esp2013"])


def test_other_levels(golden):
    areas = golden("dsr_input")
    for _, row in golden("dsr_confidence_levels").iterrows():
        if row["confidence_arg"] > 1:
            continue
        rate = area_rate(areas[areas["area"] == row["area"]], confidence=row["confidence_arg"])
        np.testing.assert_allclose([rate.lower, rate.upper], [row["lowercl"], row["uppercl"]], rtol=1e-12)


def test_multipliers(golden):
    areas = golden("dsr_input")
    for _, row in golden("dsr_multiplier").iterrows():
        rate = area_rate(areas[areas["area"] == row["area"]], multiplier=row["multiplier"])
        expected = [row["value"], row["lowercl"], row["uppercl"]]
        np.testing.assert_allclose([rate.value, rate.lower, rate.upper], expected, rtol=1e-12)


def test_a_negative_lower_limit_is_clipped_and_flagged(golden):
    row = golden("dsr_negative_lower").iloc[0]
    rate = area_rate(golden("dsr_negative_lower_input"), confidence=BOTH)
    assert row["lower95_0cl"] < 0
    np.testing.assert_array_equal(rate.lower, [0, 0])
    np.testing.assert_array_equal(rate.lower_clipped, [True, True])
    expected = [row["upper95_0cl"], row["upper99_8cl"]]
    np.testing.assert_allclose(rate.upper, expected, rtol=1e-12)


def test_dropping_the_empty_bands_is_refused_not_reproduced(golden):
    areas, trap = golden("dsr_input"), golden("dsr_incomplete_grid_trap").set_index("area")
    incomplete = trap["grid"].str.startswith("incomplete")
    right, wrong = trap.loc[~incomplete, "value"], trap.loc[incomplete, "value"]
    assert (wrong / right).between(1.33, 1.60).all()
    for name in wrong.index:
        rows = areas[areas["area"] == name]
        kept = rows[rows["count"] > rows["count"].quantile(0.3)]
        with pytest.raises(ValueError, match="expected the 19 age bands of the standard"):
            directly_standardised_rate(kept["count"], kept["pop"], european_standard_population_2013())


def repeat_rate(rows, **options):
    people = rows.pivot_table(index="ageband", columns="eventfreq", values="persons")
    bands = rows.drop_duplicates("ageband").sort_values("ageband")
    return directly_standardised_rate_of_repeats(
        people, people.columns.to_numpy(), bands["pop"], bands["esp2013"], confidence=BOTH, **options
    )


def test_repeat_events(golden):
    areas = golden("dsr_nonindependent_input")
    for _, row in golden("dsr_nonindependent").iterrows():
        # The reference does not look at the number of people, so neither does this comparison.
        rate = repeat_rate(areas[areas["area"] == row["area"]], minimum_people=0)
        lower = row[["lower95_0cl", "lower99_8cl"]].to_numpy(dtype=float)
        np.testing.assert_allclose(rate.value, row["value"], rtol=1e-12)
        np.testing.assert_allclose(rate.lower, np.maximum(lower, 0), rtol=1e-12)
        np.testing.assert_array_equal(rate.lower_clipped, lower < 0)
        np.testing.assert_allclose(rate.upper, row[["upper95_0cl", "upper99_8cl"]].to_numpy(dtype=float), rtol=1e-12)


def test_few_people_are_withheld_where_the_reference_is_not_strict(golden):
    areas = golden("dsr_nonindependent_input")
    rate = repeat_rate(areas[areas["area"] == "NI_EDGE_one_person_50_events"])
    assert rate.withheld.item() is Withheld.TOO_FEW_PEOPLE
    assert np.isnan(rate.value)
    assert rate.events == 50


def test_repeats_taken_as_independent_are_too_narrow(golden, agrees):
    areas = golden("dsr_nonindependent_input")
    for _, row in golden("dsr_nonindependent_naive").iterrows():
        rows = areas[areas["area"] == row["area"]].assign(count=lambda frame: frame["persons"] * frame["eventfreq"])
        bands = rows.groupby("ageband").agg(count=("count", "sum"), pop=("pop", "first"), esp2013=("esp2013", "first"))
        naive = area_rate(bands, confidence=BOTH)
        agrees(naive, row)
        honest = repeat_rate(rows, minimum_people=0)
        assert not (honest.upper < naive.upper * (1 - 1e-12)).any()


def test_indirectly_standardised_ratios_and_rates(golden, agrees):
    areas, rates = golden("isr_input"), golden("israte").set_index("area")
    for _, row in golden("isratio").iterrows():
        rows = areas[areas["area"] == row["area"]]
        # One reference count is missing, and read as 0 by the reference.
        expected = expected_events(rows["pop"], rows["refcount"].fillna(0), rows["refpop"])
        np.testing.assert_allclose(expected, row["expected"], rtol=1e-12)
        ratio = indirectly_standardised_ratio(rows["count"].sum(), expected, confidence=BOTH)
        agrees(ratio, row)
        rate_row = rates.loc[row["area"]]
        crude = rows["refcount"].sum() / rows["refpop"].sum() * 100_000
        np.testing.assert_allclose(crude, rate_row["ref_rate"], rtol=1e-12)
        agrees(indirectly_standardised_rate(ratio.observed, expected, crude, confidence=BOTH), rate_row)
