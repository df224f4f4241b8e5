"""A whole build over records with planted names, numbers and phrases: none of them is anywhere that it leaves behind.

The load alone, with its errors and its spill, is searched in `test_no_identifier_leaves`.
"""

import csv
import importlib.util
import json
import logging
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from verity.cli.app import app
from verity.warehouse import engine
from verity.warehouse.folder import SPILL

NAMES = ("Bolingbroke", "Woodville", "Mortimer", "Glendower")
BORN = ("1987-11-29", "1991-04-17", "2003-08-31", "1964-02-29")
BORN_AS_WRITTEN = ("29/11/1987", "17/04/1991", "31/08/2003", "29/02/1964")
POSTCODES = ("ZZ99 3CZ", "ZZ98 7QQ", "ZZ97 1AB", "ZZ96 5XY")
NHS = ("9434765919", "9434765870", "9434765828", "9434765806")
CRIMES = ("40/77001/23", "40/77002/23", "40/77003/23", "40/77004/23")
PEOPLE = ("NOM8812345", "NOM8812346", "NOM8812347", "NOM8812348")
RECORDS = ("887700110011", "887700220022", "887700330033", "887700440044")
PHRASES = ("bearded man of Crosby Lane", "threw the trophy at her", "his blade was a letter opener", "cousin Perkin")
CODES = ("YORKIST7",)
BY_HEADER = {
    "Crime Reference": CRIMES, "MO Text": PHRASES, "Location Postcode": POSTCODES,
    **{f"{who} {what}": values for who in ("Victim", "Suspect") for what, values in (
        ("Person ID", PEOPLE), ("Forename", NAMES), ("Surname", NAMES[::-1]), ("Date Of Birth", BORN_AS_WRITTEN),
        ("Home Postcode", POSTCODES),
    )},
    **dict.fromkeys(("NEWNHSNO", "NHS_NUMBER"), NHS), **dict.fromkeys(("DOB", "DATE_OF_BIRTH"), BORN),
    **dict.fromkeys(("HOMEADD", "PATIENT_POSTCODE", "PostCode_From"), POSTCODES),
    **dict.fromkeys(("PATIENT_NAME", "PatientName"), NAMES),
    **dict.fromkeys(("PSEUDO_HESID", "TOKEN_PERSON_ID"), PEOPLE),
    **dict.fromkeys(("AEKEY", "EPIKEY", "CallNumber", "LOPATID", "PROVSPNOPS"), RECORDS),
}  # fmt: skip
"""Header → what is written into the first rows of every file that has it; each is dropped or made a pseudonym."""
WRONG = {
    "police_records/*_offences_2023.csv": {"Home Office Code": CODES[0], "LSOA Code": POSTCODES[0]},
    "police_records/*_victims_2023.csv": {"Victim Vulnerable": NAMES[0], "Victim Home LSOA Code": POSTCODES[1]},
    "police_records/*_suspects_2022.csv": {"Suspect Home LSOA Code": NAMES[1]},
    "hospital/*_2223.csv": {"ADMIDATE": NAMES[2], "SEX": POSTCODES[2]},
    "emergency_care/*_ecds_2223.csv": {"ARRIVAL_DATE": NAMES[3], "AGE_AT_ARRIVAL": NHS[0]},
    "ambulance/*_2023.csv": {"TimeStampT0": PHRASES[0], "MainPatientAge": BORN_AS_WRITTEN[0]},
}
"""Files → values that stand where they cannot be read, one row each: the rows are quarantined or the value is lost."""
WEIGHTS = "code,weight,scale,version\n5D,1000,ONS Crime Severity Score,Weights of a test\n"


@pytest.fixture(scope="module")
def planted():
    spec = importlib.util.spec_from_file_location("planted", Path(__file__).with_name("planted.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Planted(
        (*NAMES, *BORN, *BORN_AS_WRITTEN, *POSTCODES, *NHS, *CRIMES, *PEOPLE, *RECORDS, *PHRASES, *CODES)
    )


@pytest.fixture(scope="module")
def folder(small_demo, copy_alone, tmp_path_factory):
    """A copy of the demonstration's settings and data, with values planted in all files of records."""
    folder = tmp_path_factory.mktemp("planted")
    copy_alone(small_demo, folder / "assessment")
    shutil.copytree(small_demo / "data", folder / "data")
    shutil.copyfile(small_demo / "demonstration.key", folder / "demonstration.key")
    (folder / "assessment" / "weights.csv").write_text(WEIGHTS, "utf-8")
    with (folder / "assessment" / "assessment.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[harm]\nweights = "weights.csv"\n')
    places = [folder / "data" / name for name in ("police_records", "hospital", "emergency_care", "ambulance")]
    files = [file for place in places for file in sorted(place.glob("*.csv")) if "codes" not in file.name]
    wrong = {file: values for pattern, values in WRONG.items() for file in (folder / "data").glob(pattern)}
    assert len(wrong) == len(WRONG)
    references = {}
    for file in files:
        plant(file, wrong.get(file, {}), references)
    return folder


def plant(file, wrong, references):
    """Write planted values into the first rows, wrong ones into those after, and one row that is cut short."""
    with file.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    for column, name in enumerate(header):
        for value, row in zip(BY_HEADER.get(name, ()), rows, strict=False):
            if name == "Crime Reference":  # one crime has one reference in all files
                value = references.setdefault(row[column], value)  # noqa: PLW2901 - the value of this row
            row[column] = value
    for number, (name, value) in enumerate(wrong.items()):
        rows[len(NAMES) + number][header.index(name)] = value
    if wrong:
        rows.append([NAMES[0]] * (len(header) + 1))
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([header, *rows])


@pytest.fixture(autouse=True)
def _in_clear(monkeypatch):
    """Nothing is encrypted, so that what is there would be found."""
    monkeypatch.setattr(engine, "can_encrypt", lambda: False)


def spilled(planted, warehouse):
    """Have the engine spill records, and return what of them is in clear in the warehouse's folder meanwhile."""
    (limit,) = warehouse.con.raw_sql("SELECT current_setting('memory_limit')").fetchone()
    warehouse.con.raw_sql("SET memory_limit = '60MB'")
    warehouse.con.raw_sql("CREATE TEMP TABLE much AS SELECT v.*, hash(i) FROM police_victims v, range(150) r(i)")
    files = [file for file in warehouse.folder.rglob("*") if file.is_file()]
    assert any(file.parent.name == SPILL for file in files), "nothing was spilled, and the search shows nothing"
    found = [one for file in files for one in planted.found_in_bytes(file.read_bytes(), str(file))]
    warehouse.con.raw_sql("DROP TABLE much")
    warehouse.con.raw_sql(f"SET memory_limit = '{limit}'")
    return found


def run_build(folder, out):
    return CliRunner().invoke(
        app, ["build", str(folder / "assessment"), "--data", str(folder / "data"), "--out", str(out), "--threads", "2"]
    )


@pytest.mark.slow
def test_nothing_planted_leaves_a_build(planted, folder, monkeypatch, caplog, capfd):
    from verity.build import build as module  # noqa: PLC0415 - the module, for its name of the function

    caplog.set_level(logging.DEBUG)
    left = []
    compute = module.compute

    def compute_and_look(inputs, measures):
        left.extend(spilled(planted, inputs.warehouse))
        return compute(inputs, measures)

    monkeypatch.setattr(module, "compute", compute_and_look)
    done = run_build(folder, folder / "site")
    assert done.exit_code == 0, done.output
    account = json.loads((folder / "site" / "account.json").read_text("utf-8"))["files"]
    reasons = {reason for file in account for reason in file["quarantined"]}
    assert len(reasons) >= 6, "what was planted as wrong was read as right"
    assert {"unknown offence code", "wrong number of fields"} <= reasons
    left += planted.found_in([folder / "site", folder / "site.warehouse"])
    left += planted.found_in_text(done.output, "console")
    left += planted.found_in_text("".join(capfd.readouterr()), "terminal")
    left += planted.found_in_text(caplog.text, "log")
    assert left == []
    assert "Weights of a test" in (folder / "site" / "methods.html").read_text("utf-8")


@pytest.mark.slow
def test_nothing_planted_leaves_a_build_that_fails_in_the_engine(planted, folder, monkeypatch, caplog, capfd):
    """The engine stops over a record and quotes it; the command ends with words that do not."""
    from verity.build import build as module  # noqa: PLC0415

    caplog.set_level(logging.DEBUG)
    victims = next((folder / "data" / "police_records").glob("*victims_2023.csv"))

    def stumble(assessment, inputs):
        inputs.warehouse.con.read_csv(victims, table_name="raw", all_varchar=True)
        inputs.warehouse.con.raw_sql('CREATE TABLE ages AS SELECT "Victim Surname"::DATE FROM raw')

    monkeypatch.setattr(module, "placed_records", stumble)
    out = folder / "failed"
    done = run_build(folder, out)
    assert done.exit_code == 4, done.output
    assert "The engine could not finish a step" in done.output
    assert not out.exists()
    assert not (folder / "failed.warehouse" / SPILL).exists()
    told, error = [done.output, "".join(capfd.readouterr()), caplog.text], done.exception
    while error is not None:
        told.append(f"{error!r} {error} {vars(error)}")
        error = error.__cause__ or error.__context__
    assert len(told) > 3
    left = planted.found_in_text("\n".join(told), "words")
    left += planted.found_in([folder / "failed.warehouse"])
    assert left == []
