"""What publishing refuses: other people's folders, a second build, incomplete editions, files open elsewhere."""

import subprocess
import sys
from pathlib import Path

import pytest

from verity.build.manifest import UNFINISHED, is_output, write_manifest
from verity.build.publish import Step, publishing, recover
from verity.build.removal import remove_folder
from verity.model.errors import PublishError

PROCESS = Path(__file__).with_name("publishing_process.py")


def publish(out: Path, text: str) -> None:
    with publishing(out) as folder:
        (folder / "index.html").write_text(text, "utf-8")
        write_manifest(folder, version="0", inputs=(), settings=())


def words(out: Path) -> str:
    return (out / "index.html").read_text("utf-8")


def test_steps_come_in_their_order(tmp_path: Path) -> None:
    seen: list[Step] = []
    for _ in range(2):
        seen.clear()
        with publishing(tmp_path / "out", on_step=seen.append) as folder:
            write_manifest(folder, version="0", inputs=(), settings=())
        assert seen == list(Step)


def test_the_mark_of_an_unfinished_edition_is_not_published(tmp_path: Path) -> None:
    publish(tmp_path / "out", "new")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["index.html", "manifest.json"]


@pytest.mark.parametrize("manifest", [None, "{}", "not json", '{"schema": "other/1"}', "[]"])
def test_a_folder_that_is_not_verity_s_is_never_replaced(manifest: str | None, tmp_path: Path) -> None:
    out = tmp_path / "holiday"
    out.mkdir()
    (out / "photo.jpg").write_bytes(b"precious")
    if manifest is not None:
        (out / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(PublishError, match="not a Verity output"), publishing(out):
        pytest.fail("the block must not run")
    assert (out / "photo.jpg").read_bytes() == b"precious"
    assert not (tmp_path / "holiday.partial").exists()


@pytest.mark.parametrize("shadow", ["out.partial", "out.previous"])
def test_a_folder_beside_it_that_is_not_verity_s_is_never_removed(shadow: str, tmp_path: Path) -> None:
    (tmp_path / shadow).mkdir()
    (tmp_path / shadow / "thesis.docx").write_bytes(b"precious")
    with pytest.raises(PublishError, match="not a Verity output"):
        recover(tmp_path / "out")
    with pytest.raises(PublishError, match="not a Verity output"):
        remove_folder(tmp_path / shadow)
    assert (tmp_path / shadow / "thesis.docx").read_bytes() == b"precious"


def test_a_file_where_the_output_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    with pytest.raises(PublishError, match="not a Verity output"):
        publish(tmp_path / "out", "new")
    assert (tmp_path / "out").read_text("utf-8") == "a file"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    publish(tmp_path / "out", "new")
    assert words(tmp_path / "out") == "new"


def test_the_root_of_a_file_system_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="no place"):
        recover(Path(tmp_path.anchor))


def test_a_failing_build_leaves_the_old_edition_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")

    def fail() -> None:
        with publishing(out) as folder:
            (folder / "half.csv").write_text("1", "utf-8")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert words(out) == "old"
    assert not (tmp_path / "out.partial").exists()


def test_an_edition_without_a_manifest_is_not_published(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    with pytest.raises(PublishError, match="not complete"), publishing(out) as folder:
        (folder / "index.html").write_text("new", "utf-8")
    assert words(out) == "old"


def test_one_build_at_a_time(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    with subprocess.Popen(
        [sys.executable, str(PROCESS), str(out), "new", Step.PARTIAL_MADE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        next(line for line in other.stdout if line.strip() == Step.PARTIAL_MADE)
        with pytest.raises(PublishError, match="Another build"):
            publish(out, "mine")
        with pytest.raises(PublishError, match="Another build"):
            recover(out)
        assert (tmp_path / "out.partial" / UNFINISHED).exists()
        other.kill()
    publish(out, "mine")
    assert words(out) == "mine"


@pytest.mark.parametrize("blocked", ["out", "out.partial"])
def test_a_file_open_elsewhere_is_named_and_the_old_edition_stays(
    blocked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    rename, open_file = Path.rename, Path.open

    def refuse_rename(path: Path, target: Path) -> Path:
        if path.name == blocked:
            raise PermissionError(13, "Permission denied", str(path))
        return rename(path, target)

    def refuse_open(path: Path, *args: str, **kwargs: str) -> object:
        if path.name == "index.html" and args == ("r+b",):
            raise PermissionError(13, "Permission denied", str(path))
        return open_file(path, *args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", refuse_rename)
        patched.setattr(Path, "open", refuse_open)
        with pytest.raises(PublishError) as raised:
            publish(out, "new")
    assert raised.value.where == str(tmp_path / blocked / "index.html")
    assert words(out) == "old"
    recover(out)
    assert words(out) == "old"
    assert is_output(out)
    assert not (tmp_path / "out.partial").exists()
