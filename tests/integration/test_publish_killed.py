"""A build that is killed leaves, after recovery, the old edition or the new one, whole, and nothing beside it."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from verity.build.manifest import differences, write_manifest
from verity.build.publish import Step, publishing, recover

PROCESS = Path(__file__).with_name("publishing_process.py")
PIECES_IN_ALL = 48
MOMENTS = sorted(random.Random(20231231).sample(range(PIECES_IN_ALL), 10))  # noqa: S311 - seeded moments, no secret
NEW_FROM = {Step.BETWEEN_RENAMES, Step.AFTER_SWAP, Step.PREVIOUS_REMOVED}


def publish(out: Path, text: str) -> None:
    with publishing(out) as folder:
        (folder / "index.html").write_text(text, "utf-8")
        write_manifest(folder, version="0", inputs=(), settings=())


def kill_at(moment: str, out: Path) -> None:
    """Run a build in a process, wait until it says the moment, and kill it (SIGKILL; terminated on Windows)."""
    with subprocess.Popen(
        [sys.executable, str(PROCESS), str(out), "new", moment],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            if line.strip() == moment:
                break
        else:
            pytest.fail(f"the build never reached {moment!r}")
        process.kill()
    assert process.returncode != 0


def edition(out: Path) -> str:
    """Return which edition stands whole at `out`, and that nothing else does."""
    beside = {path.name for path in out.parent.iterdir()} - {out.name, f"{out.name}.lock"}
    assert beside == set()
    if not out.exists():
        return "none"
    assert differences(out) == []
    return "old" if (out / "index.html").exists() else "new"


@pytest.mark.parametrize("step", Step)
def test_killed_at_a_step_of_replacing(step: Step, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    kill_at(step.value, out)
    recover(out)
    assert edition(out) == ("new" if step in NEW_FROM else "old")


@pytest.mark.parametrize("step", Step)
def test_killed_at_a_step_of_a_first_build(step: Step, tmp_path: Path) -> None:
    out = tmp_path / "out"
    kill_at(step.value, out)
    recover(out)
    finished = step in {Step.AFTER_SWAP, Step.PREVIOUS_REMOVED}
    assert edition(out) == ("new" if finished else "none")


@pytest.mark.parametrize("piece", MOMENTS)
def test_killed_while_writing(piece: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    kill_at(f"piece {piece}", out)
    assert (tmp_path / "out.partial").exists()
    recover(out)
    assert edition(out) == "old"


@pytest.mark.parametrize("step", [Step.PARTIAL_MADE, Step.BETWEEN_RENAMES])
def test_the_next_build_recovers_by_itself(step: Step, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(out, "old")
    kill_at(step.value, out)
    publish(out, "newest")
    assert edition(out) == "old"
    assert (out / "index.html").read_text("utf-8") == "newest"


def half_remove(folder: Path) -> None:
    (folder / "index.html").unlink()


def leave_empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.mark.parametrize("interrupted", [half_remove, leave_empty])
def test_an_interrupted_removal_is_resumed(interrupted: Callable[[Path], None], tmp_path: Path) -> None:
    out, previous = tmp_path / "out", tmp_path / "out.previous"
    publish(out, "old")
    publish(previous, "older")
    (tmp_path / "out.previous.lock").unlink(missing_ok=True)
    interrupted(previous)
    recover(out)
    assert edition(out) == "old"
