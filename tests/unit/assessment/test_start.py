"""A new assessment folder is complete, loads, prints nothing of its own, and overwrites nothing."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from verity.assessment.config import load_assessment
from verity.assessment.data_list import data_list
from verity.assessment.narrative import narrative
from verity.assessment.start import start_assessment
from verity.model.contracts import Contract, Layout, Publisher, Sensitivity
from verity.model.errors import SettingsError
from verity.model.releases import EditionKind

STREET = Contract(
    id="police_uk_street",
    title="Street-level crime",
    columns=(),
    layouts=(Layout(name="data.police.uk street", columns={}), Layout(name="tidied", columns={})),
    publisher=Publisher(
        name="data.police.uk",
        page="https://data.police.uk/data/archive/",
        file="2024-04.zip",
        folder="police_uk/",
        cadence_months=1,
    ),
)
CALLOUTS = Contract(
    id="callouts",
    title="Ambulance callouts",
    columns=(),
    layouts=(Layout(name="trust extract", columns={}),),
    publisher=Publisher(name="The ambulance trust", page="", file="extract.csv", folder="ambulance"),
    sensitivity=Sensitivity.RESTRICTED,
)


def start(folder: Path, **given: str) -> list[Path]:
    return start_assessment(
        folder,
        area=given.get("area", "bedfordshire"),
        year=2023,
        as_of=dt.date(2026, 11, 22),
        contracts=(STREET, CALLOUTS),
        editions={'odd "name".zip': "2024-04"},
    )


def test_a_new_folder_is_complete_and_loads(tmp_path: Path) -> None:
    written = start(tmp_path / "a" / "new")
    assert [path.relative_to(tmp_path / "a" / "new").as_posix() for path in written] == [
        "assessment.toml",
        "data-README.md",
        "narrative/admissions.md",
        "narrative/ambulance.md",
        "narrative/demography.md",
        "narrative/emergency-care.md",
        "narrative/police-recorded-violence.md",
        "narrative/police-records.md",
        "narrative/prevention.md",
        "narrative/sexual-offences.md",
        "narrative/where-sources-agree.md",
        "registers/README.md",
        "registers/agreements.csv",
        "registers/attestations.csv",
        "registers/interventions.csv",
        "registers/recommendations.csv",
        "registers/risk_factors.csv",
        "registers/what_works.csv",
    ]
    assessment = load_assessment(tmp_path / "a" / "new")
    assert assessment.title == "Strategic Needs Assessment of violence: Bedfordshire 2023"
    assert assessment.as_of == dt.date(2026, 11, 22)
    assert assessment.police_uk.editions == {'odd "name".zip': "2024-04"}


def test_a_restricted_edition_with_its_key_loads(tmp_path: Path) -> None:
    start_assessment(
        tmp_path, area="bedfordshire", year=2023, as_of=dt.date(2026, 11, 22), contracts=(CALLOUTS,),
        edition="restricted", key_file='../a "key"',
    )  # fmt: skip
    assessment = load_assessment(tmp_path)
    assert assessment.edition_kind is EditionKind.RESTRICTED
    assert assessment.key_file == tmp_path / '../a "key"'


def test_the_hints_of_the_settings_are_settings(tmp_path: Path) -> None:
    start(tmp_path)
    file = tmp_path / "assessment.toml"
    lines = file.read_text("utf-8").splitlines()
    hints = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith(("# [", "# first", "# last", "# key", "# encrypt", "# ign", '# "'))
    ]
    file.write_text("\n".join([*lines, *hints]) + "\n", "utf-8")
    assessment = load_assessment(tmp_path)
    assert assessment.key_file is not None
    assert assessment.sources["SOURCE"].columns == {"header in the file": "column of the source"}
    assert assessment.sources["SOURCE"].values == {"COLUMN": {"value in the file": "value of ours"}}


def test_its_narrative_prints_nothing(tmp_path: Path) -> None:
    start(tmp_path)
    assert narrative(tmp_path) == {}


def test_its_registers_hold_headers_only(tmp_path: Path) -> None:
    start(tmp_path)
    for register in (tmp_path / "registers").glob("*.csv"):
        rows = list(csv.reader(register.read_text("utf-8").splitlines()))
        assert len(rows) == 1
        assert rows[0][0] == "id"
        assert len(set(rows[0])) == len(rows[0])


@pytest.mark.parametrize("name", ["assessment.toml", "narrative/demography.md", "registers/agreements.csv"])
def test_nothing_is_overwritten_and_nothing_half_written(name: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="already") as raised:
        start(tmp_path)
    assert raised.value.found == name
    assert (tmp_path / name).read_text("utf-8") == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / name]


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="already"):
        start(tmp_path / "x")


def test_an_unknown_area_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        start(tmp_path / "new", area="bedforshire")
    assert raised.value.do_this == "did you mean bedfordshire?"
    assert not (tmp_path / "new").exists()


def test_the_data_list_says_what_where_and_why(tmp_path: Path) -> None:
    start(tmp_path)
    text = (tmp_path / "data-README.md").read_text("utf-8")
    assert text.index("## `ambulance/`") < text.index("## `police_uk/`")
    street = text[text.index("### Street-level crime (`police_uk_street`)") :]
    for line in (
        "- Download: 2024-04.zip",
        "- From: data.police.uk, <https://data.police.uk/data/archive/>",
        "- Put it in: `police_uk/`",
        "- It enables: Recorded offences",
        "- Layouts read: data.police.uk street; tidied",
        "- Renewed: every month",
    ):
        assert line in street
    assert "Restricted: personal data" not in street
    assert "Restricted: personal data" in text


def test_the_data_list_does_not_depend_on_the_order_of_contracts() -> None:
    assert data_list((STREET, CALLOUTS)) == data_list((CALLOUTS, STREET))
    assert "reads no sources" in data_list(())
