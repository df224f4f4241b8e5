"""The engine's errors say nothing of values; its spill lies under the warehouse, encrypted, and goes."""

import subprocess
import sys
from pathlib import Path

import pytest

from verity.model.errors import InputError, PublishError, SettingsError
from verity.warehouse import engine
from verity.warehouse.engine import can_encrypt, opened
from verity.warehouse.folder import FILE, MARKER, SPILL, is_warehouse, remove
from verity.warehouse.pseudonyms import Pseudonymiser

PLANTED = b"Plantagenet"
ENCRYPTS = pytest.mark.skipif(not can_encrypt(), reason="the extra `encrypt` is not installed")
SPILLING = (
    "CREATE TEMP TABLE rows AS SELECT repeat('Plantagenet', 20) || hash(i)::VARCHAR AS name FROM range(600000) r(i)"
)
KILLED = """
import sys, time
from pathlib import Path
from verity.warehouse.engine import opened
with opened(Path(sys.argv[1]), threads=1, memory_limit="60MB") as warehouse:
    warehouse.con.raw_sql(sys.argv[2])
    print("spilled", flush=True)
    time.sleep(600)
"""


def spilled(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in (folder / SPILL).iterdir()]


def test_an_error_of_the_engine_is_told_without_its_words(tmp_path):
    with pytest.raises(InputError, match="could not finish") as told, opened(tmp_path / "w", threads=1) as warehouse:
        warehouse.con.raw_sql("SELECT 'Plantagenet'::DATE").fetchall()
    assert told.value.found == "ConversionException"
    assert (told.value.__cause__, told.value.__context__) == (None, None)
    assert "Plantagenet" not in repr(vars(told.value))
    assert not (tmp_path / "w" / SPILL).exists()


def test_an_error_that_ibis_raises_for_the_engine_is_told_in_the_same_way(tmp_path):
    with pytest.raises(InputError, match="could not finish") as told, opened(tmp_path / "w", threads=1) as warehouse:
        warehouse.table("Plantagenet")
    assert told.value.found == "TableNotFound"
    assert told.value.where.startswith("verity/warehouse/engine.py, line ")
    assert (told.value.__cause__, told.value.__context__) == (None, None)
    assert "Plantagenet" not in str(told.value)


def test_other_errors_pass(tmp_path):
    with pytest.raises(ZeroDivisionError), opened(tmp_path / "w", threads=1):
        _ = 1 / 0


def test_spill_lies_in_the_folder_is_bounded_and_goes(tmp_path):
    folder = tmp_path / "w"
    with opened(folder, threads=1, memory_limit="60MB") as warehouse:
        warehouse.con.raw_sql(SPILLING)
        files = spilled(folder)
        assert sum(map(len, files)) > 1_000_000
        if can_encrypt():
            assert not any(PLANTED in content for content in files)
    assert sorted(path.name for path in folder.iterdir()) == [MARKER, FILE]
    with (
        pytest.raises(InputError, match="could not finish") as told,
        opened(folder, threads=1, memory_limit="60MB", spill_limit="1MB") as warehouse,
    ):
        warehouse.con.raw_sql(SPILLING)
    assert told.value.found == "OutOfMemoryException"


@pytest.mark.parametrize("signal", ["kill", "terminate"])
def test_what_a_killed_process_spilled_goes_at_the_next_start(signal, tmp_path):
    folder = tmp_path / "w"
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(folder), SPILLING], stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline().strip() == b"spilled"
        getattr(process, signal)()
        process.wait(timeout=30)
    finally:
        process.kill()
        process.stdout.close()
    assert spilled(folder), "the killed process left nothing, and the test shows nothing"
    with opened(folder, threads=1) as warehouse:
        assert not (folder / SPILL).exists()
        assert warehouse.con.list_tables() == []


def test_a_folder_with_other_things_is_left_alone(tmp_path):
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(PublishError, match="not a warehouse"), opened(folder, threads=1):
        pass
    with pytest.raises(PublishError, match="not a warehouse"):
        remove(folder)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_a_file_beside_the_tables_outlives_them(tmp_path):
    folder = tmp_path / "w"
    with opened(folder, threads=1):
        (folder / "mine.txt").write_text("mine", "utf-8")
    assert remove(folder) == (FILE, MARKER)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert not is_warehouse(folder)


@ENCRYPTS
def test_an_encrypted_warehouse_shows_nothing_and_counts_the_same(tmp_path):
    folder, key = tmp_path / "w", Pseudonymiser(bytes(32)).warehouse_key()
    with opened(folder, threads=1, encryption_key=key) as warehouse:
        warehouse.con.raw_sql("CREATE TABLE names AS SELECT 'Plantagenet' AS name FROM range(5000)")
        assert warehouse.has("names")
        assert warehouse.table("names").count().execute() == 5000
        during = [path.read_bytes() for path in folder.iterdir() if path.is_file()]
    content = (folder / FILE).read_bytes()
    assert not any(PLANTED in one for one in (content, *during))
    assert len(content) > 0
    with opened(tmp_path / "plain", threads=1) as warehouse:
        warehouse.con.raw_sql("CREATE TABLE names AS SELECT 'Plantagenet' AS name FROM range(5000)")
    assert PLANTED in (tmp_path / "plain" / FILE).read_bytes(), "the search would find nothing in any file"


@ENCRYPTS
def test_the_network_stays_shut_when_the_extension_is_loaded(tmp_path):
    with pytest.raises(InputError) as told, opened(tmp_path / "w", threads=1) as warehouse:
        warehouse.con.raw_sql("SELECT * FROM read_csv('https://localhost/x.csv')").fetchall()
    assert told.value.found == "PermissionException"


def test_a_key_without_the_extra_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "can_encrypt", lambda: False)
    with pytest.raises(SettingsError, match="cannot be encrypted"), opened(tmp_path, threads=1, encryption_key="x"):
        pass
    assert not (tmp_path / FILE).exists()


def test_without_the_extra_it_opens_all_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "can_encrypt", lambda: False)
    with opened(tmp_path / "w", threads=1) as warehouse:
        assert warehouse.con.list_tables() == []
