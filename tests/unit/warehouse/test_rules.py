"""Rows and files that are set aside: by a transform's rule, by a repeated key, by being the same bytes again."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from verity.model.contracts import Column, Contract, FieldType, Layout, Publisher, Unpivot
from verity.model.errors import InputError
from verity.warehouse.columns import groups, numbers, reject_where, set_aside_where
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.files import InputFile
from verity.warehouse.layouts import fit, matching
from verity.warehouse.load import DUPLICATE_FILE, load
from verity.warehouse.source import KeepFirst, Source

CONTRACT = Contract(
    id="counts",
    title="Counts",
    columns=(
        Column(name="code", pattern=r"^[A-Z]\d$"),
        Column(name="count", type=FieldType.INTEGER),
        Column(name="year", nullable=True),
    ),
    layouts=(Layout(name="plain", columns={"Code": "code", "Count": "count"}),),
    publisher=Publisher(name="Someone", page="https://example.org", file="counts.csv", folder="counts"),
)


def percent_aside(table: pa.Table, file: InputFile) -> pa.Table:
    percent = pc.ends_with(table.column("count"), "%")
    table = set_aside_where(table, percent, "percentage row")
    table = set_aside_where(table, pc.starts_with(table.column("code"), "Z"), "out of scope")
    return reject_where(table, pc.starts_with(table.column("code"), "Q"), "not asked for")


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def written(tmp_path: Path, name: str, text: str) -> InputFile:
    (tmp_path / name).write_text(text, "utf-8")
    return InputFile(name=name, path=tmp_path / name)


def test_a_rule_comes_before_any_fault(tmp_path: Path, warehouse: Warehouse) -> None:
    file = written(tmp_path, "a.csv", "Code,Count\nA1,1\nA2,50%\nZ3,7\nZ4,8%\nQ5,1\nQ6,9%\nA7,x\n")
    (account,) = load(warehouse, Source(contract=CONTRACT, transform=percent_aside), [file])
    assert account.accepted == 1
    assert dict(account.set_aside) == {"percentage row": 3, "out of scope": 1}
    assert dict(account.quarantined) == {"not asked for": 1, "count: wrong form": 1}


def test_the_same_bytes_again_are_set_aside(tmp_path: Path, warehouse: Warehouse) -> None:
    files = [written(tmp_path, name, "Code,Count\nA1,1\nA2,2\n") for name in ("a.csv", "b.csv")]
    first, second = load(warehouse, Source(contract=replace(CONTRACT, key=("code",))), files)
    assert (first.accepted, dict(first.set_aside)) == (2, {})
    assert (second.accepted, dict(second.set_aside)) == (0, {DUPLICATE_FILE: 2})


def test_the_same_bytes_of_another_year_are_not(tmp_path: Path, warehouse: Warehouse) -> None:
    files = [written(tmp_path, name, "Code,Count\nA1,1\n") for name in ("2019.csv", "2020.csv")]
    source = Source(contract=CONTRACT, constants=lambda file: {"year": file.path.stem})
    assert [account.accepted for account in load(warehouse, source, files)] == [1, 1]
    assert sorted(warehouse.table("counts").year.to_pandas()) == ["2019", "2020"]


def test_a_repeated_key_is_an_error(tmp_path: Path, warehouse: Warehouse) -> None:
    files = [written(tmp_path, "a.csv", "Code,Count\nA1,1\n"), written(tmp_path, "b.csv", "Code,Count\nA1,2\n")]
    with pytest.raises(InputError, match="rows are repeated"):
        load(warehouse, Source(contract=replace(CONTRACT, key=("code",))), files)


def test_keep_first_and_a_rule_are_counted_apart(tmp_path: Path, warehouse: Warehouse) -> None:
    rule = KeepFirst(key="code", order=("count",), rule="repeated")
    source = Source(contract=CONTRACT, transform=percent_aside, keep_first=rule)
    (account,) = load(warehouse, source, [written(tmp_path, "a.csv", "Code,Count\nA1,5\nA1,2\nA1,9%\nA2,3\n")])
    assert dict(account.set_aside) == {"percentage row": 1, "repeated": 1}
    assert sorted(warehouse.table("counts")["count"].to_pandas()) == [2, 3]


def test_an_unknown_and_a_missing_column_are_no_match() -> None:
    layout = CONTRACT.layouts[0]
    assert matching(("Code", "Count"), [CONTRACT]) is not None
    assert matching(("Code", "Count", "Extra"), [CONTRACT]) is None
    assert matching(("Code",), [CONTRACT]) is None
    assert fit(("Code",), CONTRACT, layout).nearness == 0.5


def test_a_foreign_header_is_not_near() -> None:
    layout = replace(CONTRACT.layouts[0], foreign=("Upper*",))
    assert fit(("Code", "Upper tier"), CONTRACT, layout).nearness == 0


def test_the_first_row_tells_sources_apart() -> None:
    layout = replace(CONTRACT.layouts[0], first_row={"Code": "^A"})
    contract = replace(CONTRACT, layouts=(layout,))
    assert matching(("Code", "Count"), [contract], {"Code": "A1", "Count": "1"}) is not None
    assert matching(("Code", "Count"), [contract], {"Code": "B1", "Count": "1"}) is None
    assert matching(("Code", "Count"), [contract], {}) is not None


def test_wide_columns_become_rows_and_all_are_counted(tmp_path: Path, warehouse: Warehouse) -> None:
    layout = Layout(
        name="wide", columns={"Code": "code"}, unpivot=Unpivot(pattern=r"y(\d{4})", key="year", value="count")
    )
    source = Source(contract=replace(CONTRACT, layouts=(layout,)))
    text = "Code,y2019,y2020\nA1,1,2\nA2,3,x\nA3,4\n"
    (account,) = load(warehouse, source, [written(tmp_path, "wide.csv", text)])
    assert (account.rows_in, account.accepted) == (6, 3)
    assert dict(account.quarantined) == {"count: wrong form": 1, "wrong number of fields": 2}
    stored = warehouse.table("counts").order_by(["code", "year"]).to_pandas()
    assert stored[["code", "year", "count"]].to_numpy().tolist() == [
        ["A1", "2019", 1],
        ["A1", "2020", 2],
        ["A2", "2019", 3],
    ]


def test_numbers_and_groups_of_text_columns() -> None:
    table = pa.table({"a": ["x", "y", "x", None], "b": ["1", "1", "1", "1"], "n": ["1", "-2.5", "few", None]})
    found = numbers(table.column("n"))
    assert found[:2].tolist() == [1.0, -2.5]
    assert (found[2:] != found[2:]).all()
    together = groups(table, ["a", "b"])
    assert together[0] == together[2]
    assert len(set(together.tolist())) == 3
