"""What names people goes in and does not come out: not into tables, spill, accounts, errors, logs or the terminal."""

import importlib.util
import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

import pytest

from verity.assessment.config import SourceSettings
from verity.build.mapping import mapped
from verity.model.errors import InputError, VerityError
from verity.sources.police_records import SOURCES
from verity.warehouse import engine
from verity.warehouse.engine import opened
from verity.warehouse.files import InputFile
from verity.warehouse.folder import SPILL
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser

NAMES = ("Bolingbroke", "Woodville", "Mortimer", "Neville")
BORN = ("1987-11-29", "1991-04-17", "2003-08-31", "1964-02-29")
BORN_AS_WRITTEN = ("29/11/1987", "17/04/1991", "31/08/2003", "29/02/1964")
POSTCODES = ("ZZ99 3CZ", "ZZ98 7QQ", "ZZ97 1AB", "ZZ96 5XY")
CRIMES = ("40/77001/23", "40/77002/23", "40/77003/23", "40/77004/23")
PEOPLE = ("NOM8812345", "NOM8812346", "NOM8812347", "NOM8812348")
NHS = ("9434765919", "9434765870", "9434765828", "9434765806")
HEADER = (
    "Crime Reference,Committed From Date,Victim Person ID,Victim Date Of Birth,Victim Gender,"
    "Victim Self Defined Ethnicity,Victim Home LSOA Code,Victim Type,Victim Relationship To Suspect,"
    "Victim Vulnerable,Victim Surname,Victim Postcode,Victim NHS Number\n"
)
SOURCES_BY_ID = {source.contract.id: source for source in SOURCES}
KEY = bytes(range(32))


@pytest.fixture(scope="module")
def planted_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("planted", Path(__file__).with_name("planted.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def planted(planted_module):
    return planted_module.Planted((*NAMES, *BORN, *BORN_AS_WRITTEN, *POSTCODES, *CRIMES, *PEOPLE, *NHS))


@pytest.fixture(autouse=True)
def _in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is encrypted, so that what is there would be found."""
    monkeypatch.setattr(engine, "can_encrypt", lambda: False)


def victims(folder: Path, *, vulnerable: str = "Yes", lsoa: str = "E01017000") -> InputFile:
    rows = [
        f"{crime},01/03/2023,{person},{born},Female,W1,{lsoa if n else 'E01017000'},Person,Stranger,"
        f"{vulnerable if n == 1 else 'No'},{name},{postcode},{nhs}\n"
        for n, (crime, person, born, name, postcode, nhs) in enumerate(
            zip(CRIMES, PEOPLE, BORN_AS_WRITTEN, NAMES, POSTCODES, NHS, strict=True)
        )
    ]
    path = folder / "victims.csv"
    path.write_text(HEADER + "".join(rows), "utf-8")
    return InputFile(name=path.name, path=path)


def loaded(warehouse, file: InputFile, pseudonymiser: Pseudonymiser, **changes):
    source = replace(SOURCES_BY_ID["police_victims"], **changes)
    return load(warehouse, source, [file], pseudonymiser=pseudonymiser)


def said_by(error: BaseException) -> Iterator[str]:
    """Yield everything an error says, and all the errors it hangs on."""
    one: BaseException | None = error
    while one is not None:
        yield f"{one!r} {one} {vars(one)}"
        one = one.__cause__ or one.__context__


def test_nothing_is_left_by_a_load_with_its_quarantine_and_spill(planted, tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    folder, data = tmp_path / "warehouse", tmp_path / "data"
    data.mkdir()
    with opened(folder, threads=1, memory_limit="60MB") as warehouse:
        (account,) = loaded(warehouse, victims(data, vulnerable=NAMES[0], lsoa=POSTCODES[0]), Pseudonymiser(KEY))
        warehouse.con.raw_sql("CREATE TEMP TABLE much AS SELECT v.*, hash(i) FROM police_victims v, range(600000) r(i)")
        assert any((folder / SPILL).iterdir()), "nothing was spilled, and the search shows nothing"
        stored = warehouse.table("police_victims").to_pandas()
        warehouse.con.raw_sql("CHECKPOINT")
        left = planted.found_in([folder])
    assert len(stored) == 1
    assert stored["age"].tolist() == [35]
    assert stored["person"].str.fullmatch(r"[0-9a-f]{32}").all()
    assert account.quarantined == {"a flag is neither yes nor no": 1, "lsoa_code: wrong form": 2}
    left += planted.found_in_text(json.dumps(asdict(account)), "account")
    left += planted.found_in_text(caplog.text, "log")
    left += planted.found_in_text("".join(capfd.readouterr()), "terminal")
    left += planted.found_in([folder])
    assert left == []


def test_no_error_shows_a_value(planted, tmp_path, capfd):
    """Each of these stops over a record; what is told is read in full, with all that hangs on it."""
    data = tmp_path / "data"
    data.mkdir()
    whole = victims(data)
    text = whole.path.read_text("utf-8")
    bad = {
        "no header.csv": text.removeprefix(HEADER),
        "another encoding.csv": text + "caf\u00e9 ",
        "quotation mark.csv": text.replace(NAMES[2], f'"{NAMES[2]}'),
        "other headers.csv": text.replace("Crime Reference", NAMES[3]),
    }
    for name, content in bad.items():
        (data / name).write_bytes(content.encode("cp1252"))
    told: list[BaseException] = []
    accounts = []
    with opened(tmp_path / "warehouse", threads=1) as warehouse:
        for name in bad:
            try:
                accounts += loaded(warehouse, InputFile(name=name, path=data / name), Pseudonymiser(KEY))
            except VerityError as error:
                told.append(error)
        with pytest.raises(InputError) as stumbled:
            loaded(warehouse, whole, Pseudonymiser(KEY), transform=lambda table, _: {}[table["person"][0].as_py()])
        told.append(stumbled.value)
    for statement in (f"SELECT '{NAMES[0]}'::DATE", f"SELECT {NAMES[1]}", f"FROM '{POSTCODES[0]}.csv'"):
        with (
            pytest.raises(InputError) as stopped,
            opened(tmp_path / "warehouse", threads=1) as warehouse,
        ):
            warehouse.con.raw_sql(statement).fetchall()
        told.append(stopped.value)
    assert [error.what for error in told] == [
        "The columns of the file match no known layout",
        "The file is not UTF-8 text",
        "The columns of the file match no known layout",
        "A file could not be worked on",
        *["The engine could not finish a step"] * 3,
    ]
    # the header of a file is shown where half of it is known: only then is it a header and not a record
    words = "".join(words for error in told for words in said_by(error)).replace(f"“{NAMES[3]}”", "")
    left = planted.found_in_text(words, "error")
    left += planted.found_in_text(json.dumps([asdict(one) for one in accounts]), "accounts")
    left += planted.found_in_text("".join(capfd.readouterr()), "terminal")
    assert left == []


def test_a_mapped_extract_leaves_no_more(planted, tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    file = victims(data)
    text = file.path.read_text("utf-8").replace("Crime Reference", "CRN").replace("Victim Surname", "Family")
    file.path.write_text(text.replace("Victim Person ID", "Nominal"), "utf-8")
    columns = {
        "CRN": "crime_reference", "Nominal": "person", "Victim Date Of Birth": "born", "Victim Type": "victim_type",
        "Committed From Date": "offence_day",
    }  # fmt: skip
    settings = SourceSettings(columns=columns, ignored=("Victim *", "Family"))
    source = mapped(SOURCES_BY_ID["police_victims"], settings)
    with opened(tmp_path / "warehouse", threads=1) as warehouse:
        (account,) = load(warehouse, source, [file], pseudonymiser=Pseudonymiser(KEY))
        assert warehouse.table("police_victims").age.sum().execute() > 0
    assert (account.layout, account.accepted) == ("as mapped in assessment.toml", len(NAMES))
    assert planted.found_in([tmp_path / "warehouse"]) == []


def test_the_search_finds_what_pseudonyms_hide(planted, tmp_path, monkeypatch):
    """Without this the tests above could pass by not looking."""
    monkeypatch.setattr(Pseudonymiser, "of", lambda *given, **_: given[1])
    data = tmp_path / "data"
    data.mkdir()
    with opened(tmp_path / "warehouse", threads=1) as warehouse:
        loaded(warehouse, victims(data), Pseudonymiser(KEY))
    found = "\n".join(planted.found_in([tmp_path / "warehouse"]))
    for value in (*CRIMES, *PEOPLE):
        assert value in found
    for value in (*NAMES, *BORN, *BORN_AS_WRITTEN, *POSTCODES, *NHS):
        assert value not in found


def test_the_search_opens_what_is_packed(planted_module, tmp_path):
    import gzip  # noqa: PLC0415 - only here
    import zipfile  # noqa: PLC0415

    planted = planted_module.Planted(("Bolingbroke",))
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b'{"name": "BOLINGBROKE"}'))
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>Bolingbroke</w:t>" * 50)
    (tmp_path / "c.bin").write_bytes(b"\0" + "bolingbroke".encode("utf-16-le"))
    (tmp_path / "Bolingbroke.txt").touch()
    (tmp_path / "e.txt").write_text(next(form for name, form in planted.forms() if "sha256" in name).decode(), "ascii")
    (tmp_path / "f.txt").write_text("nobody", "utf-8")
    found = planted.found_in([tmp_path])
    assert len(found) == 5
    assert not any("f.txt" in one for one in found)
