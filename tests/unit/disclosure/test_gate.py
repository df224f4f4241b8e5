"""The gate: it knows open data and refuses everything else; shares, rates and changes come from released counts."""

import pandas as pd
import pytest

from verity.disclosure.gate import release_edition
from verity.model.contracts import Sensitivity
from verity.model.errors import DisclosureError, ValidityError
from verity.model.measures import Change, Measure, MeasureTable, PlaceBasis, Quantity, Rate, Share, Statistic, Unit
from verity.model.releases import CellState, EditionKind

OPEN = {"police_uk_street": Sensitivity.OPEN, "police_offences": Sensitivity.RESTRICTED}


def measure(name="m", **given):
    fields = {
        "title": "A measure", "quantity": Quantity.INCIDENTS, "sources": ("police_uk_street",), "unit": Unit.CRIME,
        "place_basis": PlaceBasis.OCCURRENCE, "breakdowns": ("lad",), "period": "2023",
    }  # fmt: skip
    return Measure(id=name, **(fields | given))


def released(frame, **given):
    asked = measure(**given)
    table = MeasureTable(measure=asked, frame=pd.DataFrame(frame))
    return release_edition([table], OPEN, EditionKind.PUBLIC)[0][asked.id].frame


def test_an_unknown_source_is_refused_and_nothing_else_gets_through():
    frame = pd.DataFrame({"lad": ["a"], "count": [3]})
    tables = [
        MeasureTable(measure=measure("fine"), frame=frame),
        MeasureTable(measure=measure("not", sources=("police_uk_street", "never_heard_of")), frame=frame),
    ]
    with pytest.raises(DisclosureError, match="does not release") as caught:
        release_edition(tables, OPEN, EditionKind.PUBLIC)
    assert "never_heard_of" in caught.value.where


@pytest.mark.parametrize("edition", [EditionKind.PUBLIC, EditionKind.PARTNER])
def test_restricted_records_are_protected_in_every_edition_but_the_restricted(edition):
    asked = measure(
        sources=("police_offences", "police_uk_street"), quantity=Quantity.RECORDS, feed="police_offence",
        breakdowns=("sex",), share=Share(within=(), base="all"),
    )  # fmt: skip
    frame = pd.DataFrame({"sex": ["female", "male", "not known"], "count": pd.array([30, 40, 2], dtype="Int64")})
    table = MeasureTable(measure=asked, frame=frame)
    released, report = release_edition([table], OPEN, edition)
    shown = released["m"].frame
    assert shown["state"].iloc[2] == CellState.SUPPRESSED
    assert shown["count"].isna().sum() >= 2 or shown["base"].isna().all(), "one hidden cell beside its total is none"
    assert report.tables == 1
    assert report.hidden >= 1
    as_counted = release_edition([table], OPEN, EditionKind.RESTRICTED)[0]["m"]
    assert as_counted.frame["count"].tolist() == [30, 40, 2]
    assert "not for publication" in as_counted.policy


def test_the_policy_and_the_contract_must_agree_on_what_is_open():
    table = MeasureTable(measure=measure(), frame=pd.DataFrame({"lad": ["a"], "count": [1]}))
    with pytest.raises(DisclosureError, match="disagree"):
        release_edition([table], {"police_uk_street": Sensitivity.RESTRICTED}, EditionKind.PUBLIC)


def test_a_source_that_the_gate_does_not_know_is_refused_even_there():
    table = MeasureTable(measure=measure(sources=("new",)), frame=pd.DataFrame({"lad": ["a"], "count": [1]}))
    with pytest.raises(DisclosureError, match="does not release"):
        release_edition([table], OPEN, EditionKind.RESTRICTED)


def test_two_tables_of_one_name_are_refused():
    table = MeasureTable(measure=measure(), frame=pd.DataFrame({"lad": ["a"], "count": [1]}))
    with pytest.raises(DisclosureError, match="one name"):
        release_edition([table, table], OPEN, EditionKind.PUBLIC)


def test_a_share_is_of_its_base_and_has_wilson_s_interval():
    frame = released(
        {"year": [1, 1, 2], "kind": ["x", "y", "x"], "count": [30, 70, 5]},
        breakdowns=("year", "kind"),
        share=Share(within=("year",), base="all"),
    )
    assert frame["base"].tolist() == [100, 100, 5]
    assert frame["share_pct"].tolist() == [30.0, 70.0, 100.0]
    assert frame["share_lower_95"].iloc[0] == pytest.approx(21.894885294932927)
    assert frame["share_upper_95"].iloc[0] == pytest.approx(39.58484573086005)
    assert set(frame["share_method"]) == {"Wilson score"}


def test_a_base_with_a_count_that_is_not_available_gives_no_share():
    frame = released(
        {"lad": ["a", "b"], "count": pd.array([3, None], dtype="Int64")}, share=Share(within=(), base="all")
    )
    assert frame["share_pct"].isna().all()
    assert frame["state"].tolist() == [CellState.SHOWN, CellState.NOT_AVAILABLE]


def test_a_rate_stands_beside_its_count_its_population_and_its_interval():
    frame = released(
        {"lad": ["a", "b"], "count": [5, 100], "denominator": [1000, 1000]},
        rate=Rate(denominator="residents", denominator_period="Census 2021", multiplier=1000),
    )
    assert frame["rate"].tolist() == [5.0, 100.0]
    assert frame["rate_method"].tolist() == ["exact Poisson", "Byar's method"]
    assert (frame["rate_lower_95"] < frame["rate"]).all()
    assert (frame["rate_upper_95"] > frame["rate"]).all()


def test_a_rate_over_nobody_is_missing():
    frame = released(
        {"lad": ["a"], "count": [5], "denominator": [0]},
        rate=Rate(denominator="residents", denominator_period="Census 2021"),
    )
    assert frame["rate"].isna().all()


def test_a_change_stands_on_the_last_value_alone():
    frame = released(
        {"lad": ["a", "a", "b", "b"], "year": [2010, 2020, 2010, 2020], "count": [100, 110, 0, 5]},
        breakdowns=("lad", "year"),
        change=Change(across="year"),
    )
    assert frame["change"].tolist() == [pd.NA, 10, pd.NA, 5]
    assert frame["change_pct"].iloc[1] == pytest.approx(10.0)
    assert frame["change_pct"].iloc[[0, 2, 3]].isna().all(), "nothing to compare, or nothing to divide by"


@pytest.mark.parametrize(
    "frame",
    [{"lad": ["a"], "number": [1]}, {"lad": ["a", "a"], "count": [1, 2]}],
)
def test_a_table_that_is_not_what_was_declared_is_refused(frame):
    with pytest.raises(ValidityError, match="not what its measure declares"):
        released(frame)


def test_values_keep_their_count_and_say_when_they_are_missing():
    frame = released({"lad": ["a", "b"], "value": [1.5, None], "count": [3, 0]}, statistic=Statistic.VALUE)
    assert frame["state"].tolist() == [CellState.SHOWN, CellState.NOT_AVAILABLE]


def test_a_value_that_a_rule_withholds_is_suppressed_and_one_that_is_missing_is_not_available():
    frame = released(
        {"lad": ["a", "b", "c"], "value": [1.5, None, None], "count": [30, 3, 0], "withheld": ["", "below 10", ""]},
        statistic=Statistic.VALUE,
    )
    assert frame["state"].tolist() == [CellState.SHOWN, CellState.SUPPRESSED, CellState.NOT_AVAILABLE]


def test_a_share_of_rows_that_overlap_is_of_the_base_that_is_given():
    frame = released(
        {"flag": ["knife", "alcohol"], "count": [30, 90], "base": [100, 100]},
        breakdowns=("flag",), share=Share(within=(), base="all offences"),
    )  # fmt: skip
    assert frame["share_pct"].tolist() == [30.0, 90.0]


def test_a_release_cannot_be_changed_through_its_frame():
    asked = measure()
    table = MeasureTable(measure=asked, frame=pd.DataFrame({"lad": ["a"], "count": [3]}))
    release = release_edition([table], OPEN, EditionKind.PUBLIC)[0][asked.id]
    changed = release.frame
    changed.loc[0, "count"] = 99
    assert release.frame.loc[0, "count"] == 3
