"""The manifest names every file and nothing of the machine; the log holds the rest."""

import datetime as dt
import json
from pathlib import Path

import pytest

from verity.build.manifest import (
    FileHash,
    differences,
    file_sha256,
    folder_hashes,
    is_output,
    write_build_log,
    write_manifest,
)

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of no bytes (FIPS 180-4 examples)."""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_bytes(b"")
    (tmp_path / "index.html").write_bytes(b"abc")
    write_manifest(
        tmp_path,
        version="0.1.0",
        inputs=[FileHash("police_uk/b.zip", "2"), FileHash("lookups/a.csv", "1")],
        settings=[FileHash("assessment.toml", "3")],
    )
    return tmp_path


def test_every_file_is_listed_in_order(edition: Path) -> None:
    content = json.loads((edition / "manifest.json").read_text("utf-8"))
    assert content["schema"] == "verity.manifest/1"
    assert [entry["path"] for entry in content["inputs"]] == ["lookups/a.csv", "police_uk/b.zip"]
    assert content["outputs"] == [
        {"path": "data/a.csv", "sha256": EMPTY},
        {"path": "index.html", "sha256": file_sha256(edition / "index.html")},
    ]


def test_the_same_edition_elsewhere_has_the_same_manifest(
    edition: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "data").mkdir()
    (other / "index.html").write_bytes(b"abc")
    (other / "data" / "a.csv").write_bytes(b"")
    now = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)
    write_build_log(other, started=now, finished=now, host={"system": "Linux"}, durations_s={"read": 1.23456})
    write_manifest(
        other,
        version="0.1.0",
        inputs=[FileHash("lookups/a.csv", "1"), FileHash("police_uk/b.zip", "2")],
        settings=[FileHash("assessment.toml", "3")],
    )
    assert (other / "manifest.json").read_bytes() == (edition / "manifest.json").read_bytes()
    assert b"\r" not in (other / "manifest.json").read_bytes()
    log = json.loads((other / "build-log.json").read_text("utf-8"))
    assert log["durations_s"] == {"read": 1.235}
    assert log["started"] == "2026-11-22T09:30:00+00:00"


def test_differences_are_named(edition: Path) -> None:
    assert is_output(edition)
    assert differences(edition) == []
    (edition / "index.html").write_bytes(b"abx")
    (edition / "data" / "a.csv").unlink()
    (edition / "data" / "b.csv").write_bytes(b"")
    assert differences(edition) == [
        "data/a.csv: missing",
        "data/b.csv: not in the manifest",
        "index.html: altered",
    ]


def test_a_large_file_is_hashed_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"a" * (2 * (1 << 20) + 5))
    (tmp_path / "cut").write_bytes(b"a" * (1 << 20))
    hashes = folder_hashes(tmp_path, leave_out=frozenset({"cut"}))
    assert [entry.path for entry in hashes] == ["big"]
    assert hashes[0].sha256 != file_sha256(tmp_path / "cut")
