"""Mappings of the settings: read as a layout of their own, found like any other, refused where they lead nowhere."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from verity.assessment.config import Assessment, SourceSettings
from verity.build.mapping import LAYOUT, columns_read, mapped, mapped_sources
from verity.model.contracts import Column, Contract, FieldType, Layout, Publisher, Sensitivity
from verity.model.errors import SettingsError
from verity.sources.discovery import discover
from verity.warehouse.engine import opened
from verity.warehouse.load import load
from verity.warehouse.source import Source

CALLOUTS = Source(
    contract=Contract(
        id="callouts",
        title="Callouts",
        columns=(
            Column(name="called", type=FieldType.DATE),
            Column(name="nature", codes=frozenset({"assault", "other"})),
            Column(name="age", type=FieldType.INTEGER, nullable=True),
        ),
        layouts=(Layout(name="standard", columns={"Date": "called", "Nature": "nature"}, ignored=("Note",)),),
        publisher=Publisher(name="A trust", page="", file="callouts.csv", folder="ambulance"),
        sensitivity=Sensitivity.RESTRICTED,
    )
)
SETTINGS = SourceSettings(
    columns={"Call date": "called", "Chief complaint": "nature", "Pt age": "age"},
    values={"nature": {"ASLT": "assault", "": "other"}, "age": {"U": ""}},
    ignored=("Crew*",),
)
THEIRS = (
    "Call date,Chief complaint,Pt age,Crew 1,Crew 2\n2023-01-01,ASLT,44,x,y\n2023-01-02,,U,x,y\n2023-01-03,FALL,7,x,y\n"
)


def assessment(tmp_path: Path, **sources: SourceSettings) -> Assessment:
    return Assessment(
        title="x", area="bedfordshire", year=2023, as_of=dt.date(2026, 1, 1), folder=tmp_path, sources=sources
    )


def test_the_mapped_layout_comes_first_and_the_others_stay():
    contract = mapped(CALLOUTS, SETTINGS).contract
    assert [layout.name for layout in contract.layouts] == [LAYOUT, "standard"]
    assert contract.layouts[1] == CALLOUTS.contract.layouts[0]


def test_a_mapped_file_is_found_loaded_and_accounted_for(tmp_path):
    (tmp_path / "data" / "ambulance").mkdir(parents=True)
    (tmp_path / "data" / "ambulance" / "cad.csv").write_text(THEIRS, "utf-8")
    (source,) = mapped_sources((CALLOUTS,), assessment(tmp_path, callouts=SETTINGS))
    found = discover(tmp_path / "data", [source.contract])
    with opened(tmp_path / "warehouse", threads=1) as warehouse:
        (account,) = load(warehouse, source, found.files["callouts"])
        rows = warehouse.table("callouts").order_by("source_row").to_pandas()
    assert rows["nature"].tolist() == ["assault", "other"]
    assert rows["age"].tolist()[0] == 44
    assert rows["age"].isna().tolist() == [False, True]
    assert (account.layout, account.rows_in, account.accepted) == (LAYOUT, 3, 2)
    assert account.quarantined == {"nature: unknown code": 1}


def test_values_and_ignored_alone_are_added_to_every_layout(tmp_path):
    settings = SourceSettings(values={"nature": {"ASLT": "assault"}}, ignored=("Extra",))
    (layout,) = mapped(CALLOUTS, settings).contract.layouts
    assert (layout.name, layout.ignored, layout.values) == (
        "standard", ("Note", "Extra"), {"nature": {"ASLT": "assault"}},
    )  # fmt: skip


def test_a_header_may_lead_to_what_the_reader_uses_up():
    layout = Layout(name="times", columns={"Date": "called", "Born": "born"})
    source = replace(CALLOUTS, contract=replace(CALLOUTS.contract, layouts=(layout,)))
    own = mapped(source, SourceSettings(columns={"DOB": "born"})).contract.layouts[0]
    assert own.columns == {"DOB": "born"}
    assert columns_read(source.contract) == ("called", "nature", "age", "born")


def test_without_a_mapping_a_source_is_itself(tmp_path):
    only_path = SourceSettings(path=("x.csv",))
    assert mapped_sources((CALLOUTS,), assessment(tmp_path, callouts=only_path)) == (CALLOUTS,)
    assert mapped_sources((CALLOUTS,), assessment(tmp_path)) == (CALLOUTS,)


def test_every_mapping_that_leads_nowhere_is_told_with_the_columns_there_are(tmp_path):
    wrong = SourceSettings(columns={"A": "caled", "B": "nature", "C": "nature"}, values={"natur": {"x": "y"}})
    elsewhere = SourceSettings(ignored=("x",))
    with pytest.raises(SettingsError) as told:
        mapped_sources((CALLOUTS,), assessment(tmp_path, callouts=wrong, police_uk_street=elsewhere))
    said = str(told.value)
    for part in (
        "assessment.toml, sources.callouts.columns.'A'",
        "a column of “Callouts”: called, nature, age",
        "sources.callouts.values.natur",
        "Two headers are mapped to one column",
        "This source cannot be mapped",
        "police_uk_street",
    ):
        assert part in said
