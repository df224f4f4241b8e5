"""Files that are not what they should be stop with an error that says what to do, and never quote a value."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from verity.model.contracts import Column, Contract, FieldType, Layout, Publisher
from verity.model.errors import InputError
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.files import InputFile
from verity.warehouse.load import load
from verity.warehouse.source import Source

HEADER = "Area Code,Year,People\n"
ROWS = "".join(f"E0699{n:04d},2020,{n * 7}\n" for n in range(200))
SOURCE = Source(
    contract=Contract(
        id="people",
        title="People by area",
        columns=(
            Column(name="area_code", pattern=r"^E\d{8}$"),
            Column(name="year", type=FieldType.INTEGER, minimum=2000, maximum=2030),
            Column(name="people", type=FieldType.INTEGER, minimum=0),
        ),
        layouts=(
            Layout(
                name="plain",
                columns={"Area Code": "area_code", "Year": "year", "People": "people"},
                ignored=("Note*",),
            ),
        ),
        publisher=Publisher(name="Someone", page="https://example.org/people", file="people.csv", folder="people"),
    )
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def refused(warehouse: Warehouse, path: Path, member: str = "") -> InputError:
    with pytest.raises(InputError) as told:
        load(warehouse, SOURCE, [InputFile(name=path.name, path=path, member=member)])
    assert told.value.where == path.name
    assert told.value.do_this
    return told.value


def test_a_renamed_column_is_named_with_its_guess(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Area Code,Year,Peoples\n" + ROWS, "utf-8")
    error = refused(warehouse, path)
    assert "“People” (renamed to “Peoples”?)" in error.found
    assert "nearest is “plain” of People by area" in error.expected


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_another_encoding(encoding: str, tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes((HEADER.replace("People", "People,Note é") + ROWS).encode(encoding))
    error = refused(warehouse, path)
    assert error.what == "The file is not UTF-8 text"


def test_another_encoding_below_the_header(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes((HEADER + ROWS * 300 + "Ol\u00e9,2020,1\n").encode("cp1252"))
    error = refused(warehouse, path)
    assert "UTF-8" in error.what
    assert "\u00e9" not in str(error)


@pytest.mark.parametrize("start", ["<!DOCTYPE html><html>", "\ufeff<html lang='en'>", "<?xml version='1.0'?>"])
def test_a_web_page(start: str, tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_text(start + "<body>Not found</body>", "utf-8")
    assert refused(warehouse, path).what == "The file is a web page, not data"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \n"])
def test_an_empty_file(content: bytes, tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    assert refused(warehouse, path).what == "The file is empty"


@pytest.mark.parametrize("kept", [0.5, 0.95])
def test_a_truncated_gzip_file(kept: float, tmp_path: Path, warehouse: Warehouse) -> None:
    whole = gzip.compress((HEADER + ROWS).encode())
    path = tmp_path / "people.csv.gz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert refused(warehouse, path).what == "The archive is truncated or damaged"


def test_a_file_that_is_not_gzip_at_all(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv.gz"
    path.write_text(HEADER + ROWS, "utf-8")
    assert refused(warehouse, path).what == "The archive is truncated or damaged"


def test_a_truncated_zip(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.csv", HEADER + ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    assert refused(warehouse, path, "people.csv").what == "The archive is truncated or damaged"
    with pytest.raises(InputError, match="truncated"):
        InputFile(name="people.zip", path=path, member="people.csv").header()


def test_a_zip_with_a_flipped_bit(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("people.csv", HEADER + ROWS)
    content = bytearray(path.read_bytes())
    content[len(HEADER) + 200] ^= 1
    path.write_bytes(content)
    assert refused(warehouse, path, "people.csv").what == "The archive is truncated or damaged"


def test_all_bad_files_are_named_at_once(tmp_path: Path, warehouse: Warehouse) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    paths[0].write_bytes(b"")
    paths[1].write_text("<html>", "utf-8")
    with pytest.raises(InputError, match="2 problems") as told:
        load(warehouse, SOURCE, [InputFile(name=path.name, path=path) for path in paths])
    assert "a.csv" in str(told.value)
    assert "b.csv" in str(told.value)


def test_rows_of_the_wrong_width_are_numbered(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER + "E06990001,2020,1\nE06990002,2020\nE06990003,2020,3,4\nE06990004,2020,4\n", "utf-8")
    (account,) = load(warehouse, SOURCE, [InputFile(name=path.name, path=path)])
    assert (account.rows_in, account.accepted) == (4, 2)
    assert [(one.row, one.reason) for one in account.examples] == [
        (2, "wrong number of fields"),
        (3, "wrong number of fields"),
    ]
    stored = warehouse.table("people").order_by("source_row").to_pandas()
    assert stored[["source_row", "people"]].to_numpy().tolist() == [[1, 1], [4, 4]]


def test_faults_are_named_by_field_and_the_first_decides(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_text(
        HEADER + "E06990001,2020,1.0\nE06990002,1999,2\nX,2020,-3\n,2020,4\nE06990005,2020,few\nE06990006,2020,6.5\n",
        "utf-8",
    )
    (account,) = load(warehouse, SOURCE, [InputFile(name=path.name, path=path)])
    assert account.accepted == 1
    assert dict(account.quarantined) == {
        "area_code: blank": 1,
        "area_code: wrong form": 1,
        "people: wrong form": 2,
        "year: out of range": 1,
    }
    assert "few" not in str(account)


def test_a_header_without_rows_gives_an_empty_table(tmp_path: Path, warehouse: Warehouse) -> None:
    path = tmp_path / "people.csv"
    path.write_text(HEADER, "utf-8")
    (account,) = load(warehouse, SOURCE, [InputFile(name=path.name, path=path)])
    assert (account.rows_in, account.accepted) == (0, 0)
    assert warehouse.table("people").count().execute() == 0
