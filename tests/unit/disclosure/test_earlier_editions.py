"""Differencing across time: what last year's edition showed is known when this year's is protected."""

import json
from dataclasses import replace

import pandas as pd
import pytest

from verity.disclosure.constraints import CountTable
from verity.disclosure.gate import release_edition
from verity.disclosure.ledger import LEDGER, ledger_text, read_ledger
from verity.disclosure.windows import WHOLE, window_nestings, windowed
from verity.model.contracts import Sensitivity
from verity.model.errors import DisclosureError
from verity.model.measures import Measure, MeasureTable, PlaceBasis, Quantity, Unit
from verity.model.releases import EditionKind

SOURCES = {"police_offences": Sensitivity.RESTRICTED, "hospital_admissions": Sensitivity.RESTRICTED}
LAST, NOW = "2019-01 to 2022-12", "2020-01 to 2023-12"


def measure(name, breakdowns, source="police_offences"):
    return Measure(
        id=name, title=name, quantity=Quantity.RECORDS, sources=(source,), unit=Unit.CRIME, feed="police_offence",
        place_basis=PlaceBasis.OCCURRENCE, breakdowns=breakdowns, period="any",
    )  # fmt: skip


def tables(counts, source="police_offences"):
    """Offences in one district by year, and all of them: pooled over the years there are."""
    years = pd.DataFrame({"year": list(counts), "lad": "a", "count": pd.array(list(counts.values()), dtype="Int64")})
    total = pd.DataFrame({"lad": ["a"], "count": pd.array([sum(counts.values())], dtype="Int64")})
    return [
        MeasureTable(measure=measure("years", ("year", "lad"), source), frame=years),
        MeasureTable(measure=measure("all", ("lad",), source), frame=total),
    ]


def released(counts, period, earlier=(), source="police_offences"):
    found, report = release_edition(
        tables(counts, source), SOURCES, EditionKind.PUBLIC, earlier=earlier, period=period
    )  # fmt: skip
    years = found["years"].frame
    hidden = {str(year) for year, state in zip(years["year"], years["state"], strict=True) if state == "suppressed"}
    return hidden, report


TRUE = {"2019": 30, "2020": 41, "2021": 3, "2022": 60, "2023": 35}


def years(*names):
    return {name: TRUE[name] for name in names}


def test_what_last_year_showed_is_not_hidden_this_year_to_protect_another():
    """Alone, this year would hide 2023 beside 2021; had last year shown 2020 hidden, its total would tell 2021."""
    first, before = released(years("2019", "2020", "2021", "2022"), LAST)
    assert first == {"2021", "2019"}
    second, _ = released(years("2020", "2021", "2022", "2023"), NOW)
    assert second == {"2021", "2023"}
    both, _ = released(years("2020", "2021", "2022", "2023"), NOW, earlier=before.published)
    assert both == {"2021", "2023"}, "2019 is still unknown, so that neither total tells 2021"


def test_the_other_part_of_an_earlier_total_stays_hidden():
    """Last year hid 2021 and 2022 of its three years; showing 2022 now would tell 2021 from last year's total."""
    counts = {"2020": 90, "2021": 3, "2022": 60}
    hidden, before = released(counts, "2020-01 to 2022-12")
    assert hidden == {"2021", "2022"}
    now = {"2021": 3, "2022": 60, "2023": 35}
    alone, _ = released(now, "2021-01 to 2023-12")
    assert alone == {"2021", "2023"}
    both, report = released(now, "2021-01 to 2023-12", earlier=before.published)
    assert {"2021", "2022"} <= both
    assert report.audited >= 2


def test_the_same_period_built_again_hides_the_same_cells():
    counts = years("2019", "2020", "2021", "2022")
    hidden, before = released(counts, LAST)
    again, _ = released(counts, LAST, earlier=before.published)
    assert again == hidden


def test_rounded_counts_of_last_year_are_known_within_their_rounding():
    hidden, before = released(years("2019", "2020", "2021", "2022"), LAST, source="hospital_admissions")
    assert {table.base for table in before.published} == {5}
    again, _ = released(
        years("2020", "2021", "2022", "2023"), NOW, earlier=before.published, source="hospital_admissions"
    )  # fmt: skip
    assert "2021" in hidden & again


def test_a_cell_shown_last_year_and_small_now_withholds_its_table():
    _, before = released({"2021": 9, "2022": 60}, LAST)
    _, report = released({"2021": 3, "2022": 60, "2023": 50}, NOW, earlier=before.published)
    assert "years" in report.withheld


def test_of_two_earlier_editions_the_newer_says_what_a_cell_is():
    _, oldest = released({"2018": 50, "2019": 31}, "2018-01 to 2019-12")
    _, older = released({"2018": 52, "2019": 30}, "2018-01 to 2019-12")
    first = [replace(one, id=f"first {one.id}") for one in oldest.published]
    hidden, _ = released(years("2020", "2021", "2022"), "2020-01 to 2022-12", earlier=[*first, *older.published])
    assert "2021" in hidden


def test_counts_are_written_and_read_back_with_what_was_hidden_named_and_not_told(tmp_path):
    _, report = released(years("2019", "2020", "2021", "2022"), LAST)
    text = ledger_text(report.published)
    (tmp_path / LEDGER).write_text(text, "utf-8")
    read = read_ledger(tmp_path)
    assert ledger_text(read) == text
    assert [one.id for one in read] == ["all", "years"]
    assert ["2021", "a", None] in json.loads(text)["tables"][1]["rows"]
    both, _ = released(years("2020", "2021", "2022", "2023"), NOW, earlier=read)
    assert both == {"2021", "2023"}


@pytest.mark.parametrize(
    "text", [None, "x", "{}", '{"schema": "verity.released-cells/9", "tables": []}',
             '{"schema": "verity.released-cells/1", "tables": [{}]}'],
)  # fmt: skip
def test_without_its_counts_an_earlier_edition_stops_the_build(tmp_path, text):
    if text is not None:
        (tmp_path / LEDGER).write_text(text, "utf-8")
    with pytest.raises(DisclosureError, match="audit"):
        read_ledger(tmp_path)


def test_only_undated_counts_have_a_window_and_years_and_months_add_up_to_it():
    def table(columns, rows, **fixed):
        frame = pd.DataFrame(rows, columns=[*columns, "count"])
        return CountTable(id="t", universe="u", columns=columns, frame=frame, fixed=fixed)

    months = table(("month",), [("2022-12", 1), ("2023-01", 2)])
    dated = table(("lad",), [("a", 3)], year=("2023",))
    pooled = table(("lad",), [("a", 3)])
    assert windowed(months, NOW) is months
    assert windowed(dated, NOW) is dated
    assert windowed(pooled, "") is pooled
    window = windowed(pooled, NOW)
    assert window.fixed == {f"u {NOW}": (WHOLE,)}
    assert window_nestings([months, dated, window]) == {
        "year": {f"u {NOW}": {"2023": WHOLE}},
        "month": {f"u {NOW}": {"2022-12": WHOLE, "2023-01": WHOLE}, "year": {"2023-01": "2023"}},
    }
