"""Quoted numbers: named after findings and cells, filled in as shown, unknown names refused, typed ones pointed out."""

from dataclasses import dataclass

import pytest

from verity.exhibits.exhibit import Cell, Exhibit, ExhibitTable, Kind, TableColumn
from verity.findings.finding import Finding
from verity.model.errors import SettingsError
from verity.model.releases import CellState
from verity.report.quotes import quotable, quoted, typed_numbers


@dataclass
class Chapter:
    exhibits: tuple[Exhibit, ...]
    findings: tuple[Finding, ...]


@pytest.fixture
def names():
    table = ExhibitTable(
        columns=(TableColumn("place", "Place"), TableColumn("count", "Count"), TableColumn("rate", "Rate")),
        rows=(
            (Cell("North Vale", "North Vale"), Cell(1234, "1,234"), Cell(5.5, "5.5")),
            (Cell("South", "South"), Cell(None, "[c]", CellState.SUPPRESSED), Cell(None, "[c]", CellState.SUPPRESSED)),
        ),
    )
    exhibit = Exhibit(
        id="by-place", kind=Kind.TABLE, title="t", subtitle="s", table=table, alt_text="", source_line="Source: x."
    )
    finding = Finding(
        id="violence.share", measure="m", area="a", period="2023", value=32.6, lower=31.2, upper=34.0,
        unit="per cent", base="b", exhibit="by-place", words="About 33% were.",
    )  # fmt: skip
    return quotable([Chapter((exhibit,), (finding,))])


def test_a_cell_and_a_finding_are_quoted_as_they_are_shown(names):
    text = "In North Vale {{ by-place.count.north-vale }}; {{violence.share}} ({{ violence.share.lower }})."
    assert quoted(text, names, where="x.md") == "In North Vale 1,234; 33% (31%)."


def test_a_suppressed_cell_cannot_be_quoted(names):
    with pytest.raises(SettingsError, match="there is not") as caught:
        quoted("{{ by-place.count.south }}", names, where="x.md")
    assert caught.value.where == "x.md"


def test_an_unknown_name_is_refused_and_the_nearest_offered(names):
    with pytest.raises(SettingsError, match=r"did you mean violence\.share"):
        quoted("{{ violence.shares }}", names, where="x.md")


@pytest.mark.parametrize(
    ("text", "count"),
    [("There were 1,234 of them", 1), ("about 33% of all", 1), ("33 people", 0), ("in 2023", 0), ("5.5 per 1,000", 1),
     ("Section 5.5.1 says", 0), ("{{ by-place.count.north-vale }}", 0), ("7,777 of them", 0)],
)  # fmt: skip
def test_a_typed_number_that_a_table_shows_is_pointed_out(names, text, count):
    assert len(typed_numbers(text, names)) == count
