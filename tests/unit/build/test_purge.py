"""Purging an output: its tables and their spill go, its edition and whatever is not Verity's stays."""

import pytest
from filelock import FileLock

from verity.build.purge import Purged, purge, warehouse_beside
from verity.model.errors import PublishError
from verity.warehouse.engine import opened
from verity.warehouse.folder import FILE, MARKER, SPILL


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "index.html").write_text("the edition", "utf-8")
    with opened(warehouse_beside(folder), threads=1):
        pass
    (warehouse_beside(folder) / SPILL).mkdir()
    (warehouse_beside(folder) / SPILL / "duckdb_temp_storage.tmp").write_text("left by a killed build", "utf-8")
    return folder


def test_tables_and_spill_go_and_the_edition_stays(out):
    purged = purge(out)
    assert purged.removed == (SPILL, FILE, MARKER)
    assert purged.kept == ()
    assert not purged.folder.exists()
    assert (out / "index.html").read_text("utf-8") == "the edition"
    assert purge(out) == Purged(folder=purged.folder)


def test_what_is_not_verity_s_is_kept_and_said(out):
    (warehouse_beside(out) / "mine.txt").write_text("mine", "utf-8")
    assert purge(out).kept == ("mine.txt",)
    with pytest.raises(PublishError, match="not a warehouse"):
        purge(out)
    assert (warehouse_beside(out) / "mine.txt").read_text("utf-8") == "mine"


def test_a_build_that_runs_keeps_its_tables(out):
    with FileLock(out.with_name("out.lock")), pytest.raises(PublishError, match="is running"):
        purge(out)
    assert (warehouse_beside(out) / FILE).is_file()
