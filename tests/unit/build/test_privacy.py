"""The key of pseudonyms: made once, kept apart, refused where it protects nothing."""

import datetime as dt
import stat
import sys
from pathlib import Path

import pytest

from verity.assessment.config import Assessment
from verity.build.privacy import pseudonymiser_for, write_key
from verity.demo.key import DEMO_KEY_TEXT
from verity.model.errors import SettingsError

SECRET = bytes(range(32))


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, Path]:
    made = {name: tmp_path / name for name in ("data", "out", "out.warehouse")}
    for folder in made.values():
        folder.mkdir()
    return made


def assessment(tmp_path: Path, key_file: str | None) -> Assessment:
    folder = tmp_path / "mine"
    folder.mkdir(exist_ok=True)
    return Assessment(
        title="x", area="bedfordshire", year=2023, as_of=dt.date(2026, 1, 1), folder=folder,
        privacy={"key_file": key_file} if key_file else {},
    )  # fmt: skip


def asked(tmp_path, folders, key_file, *, synthetic=False, restricted_present=True):
    return pseudonymiser_for(
        assessment(tmp_path, key_file), synthetic=synthetic, restricted_present=restricted_present, folders=folders
    )


def test_a_key_is_written_for_its_owner_alone_and_once(tmp_path):
    file = tmp_path / "verity.key"
    write_key(file, SECRET)
    assert file.read_text("ascii") == SECRET.hex() + "\n"
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(SettingsError, match="not written"):
        write_key(file, bytes(32))
    assert file.read_text("ascii") == SECRET.hex() + "\n"


def test_a_key_needs_a_folder_and_enough_of_it(tmp_path):
    with pytest.raises(SettingsError, match="not written"):
        write_key(tmp_path / "nowhere" / "verity.key", SECRET)
    with pytest.raises(ValueError, match="32 random bytes"):
        write_key(tmp_path / "verity.key", SECRET[:31])


def test_it_is_read_from_the_assessment_folder(tmp_path, folders):
    write_key(tmp_path / "verity.key", SECRET)
    assert asked(tmp_path, folders, "../verity.key").key == SECRET.hex().encode()


def test_without_records_no_key_is_asked_for(tmp_path, folders):
    assert asked(tmp_path, folders, None, restricted_present=False) is None
    assert asked(tmp_path, folders, "nowhere.key", restricted_present=False) is None


def test_records_without_a_key_stop(tmp_path, folders):
    with pytest.raises(SettingsError, match="with a key only") as told:
        asked(tmp_path, folders, None, synthetic=True)
    assert "verity key" in told.value.do_this


@pytest.mark.parametrize("place", ["data", "out", "out.warehouse"])
def test_a_key_beside_what_it_protects_is_refused(place, tmp_path, folders):
    (folders[place] / "keys").mkdir()
    write_key(folders[place] / "keys" / "verity.key", SECRET)
    with pytest.raises(SettingsError, match="cannot be used") as told:
        asked(tmp_path, folders, f"../{place}/keys/verity.key")
    assert told.value.expected == f"outside {place}"
    if sys.platform != "win32":
        (tmp_path / "link.key").symlink_to(folders[place] / "keys" / "verity.key")
        with pytest.raises(SettingsError, match="cannot be used"):
            asked(tmp_path, folders, "../link.key")


@pytest.mark.parametrize(("size", "accepted"), [(31, False), (32, True)])
def test_a_key_has_at_least_32_bytes(size, accepted, tmp_path, folders):
    (tmp_path / "verity.key").write_bytes(b"k" * size + b"\n  ")
    if accepted:
        assert asked(tmp_path, folders, "../verity.key").key == b"k" * size
    else:
        with pytest.raises(SettingsError, match="cannot be used") as told:
            asked(tmp_path, folders, "../verity.key")
        assert "kkk" not in str(told.value)


def test_a_key_that_is_not_there(tmp_path, folders):
    with pytest.raises(SettingsError, match="cannot be used") as told:
        asked(tmp_path, folders, "../verity.key")
    assert "verity key" in told.value.do_this


def test_the_published_key_serves_invented_areas_alone(tmp_path, folders):
    (tmp_path / "demo.key").write_text(DEMO_KEY_TEXT + "\n", "ascii")
    assert asked(tmp_path, folders, "../demo.key", synthetic=True) is not None
    with pytest.raises(SettingsError, match="cannot be used") as told:
        asked(tmp_path, folders, "../demo.key")
    assert "published" in told.value.found
    assert DEMO_KEY_TEXT not in str(told.value)
