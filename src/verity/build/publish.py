"""Publishing by swap: whoever looks finds the old edition or the new one, whole, whatever happens meanwhile.

An edition is written in `OUT.partial`. When complete, OUT becomes `OUT.previous`, `OUT.partial` becomes OUT,
and the previous is removed. `recover` finishes or undoes a swap that was interrupted; every command calls it
first. What an edition holds is not known here, only that a complete one holds a manifest.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from filelock import FileLock, Timeout

from verity.build.manifest import MANIFEST, UNFINISHED, is_output
from verity.build.removal import removable, remove_folder
from verity.model.errors import PublishError


class Step(StrEnum):
    """The moments of publishing, in order; tests stop the process at each."""

    LOCKED = "locked"
    RECOVERED = "recovered"
    PARTIAL_MADE = "partial made"
    CONTENT_WRITTEN = "content written"
    BEFORE_SWAP = "before first rename"
    BETWEEN_RENAMES = "between the renames"
    AFTER_SWAP = "after second rename"
    PREVIOUS_REMOVED = "previous removed"


def _ignore(_: Step) -> None:
    """Watch no steps."""


@dataclass(frozen=True)
class _Places:
    """Where an output, its two shadows and its lock stand."""

    out: Path

    @property
    def partial(self) -> Path:
        return self.out.with_name(f"{self.out.name}.partial")

    @property
    def previous(self) -> Path:
        return self.out.with_name(f"{self.out.name}.previous")

    @property
    def lock(self) -> Path:
        return self.out.with_name(f"{self.out.name}.lock")


@contextmanager
def publishing(out: Path, *, on_step: Callable[[Step], None] = _ignore) -> Iterator[Path]:
    """Give a folder to write the new edition in; publish it when the block ends well.

    The block must leave a manifest (`verity.build.manifest.write_manifest`). If it raises, the folder is
    removed and the old edition stays.

    Parameters
    ----------
    out : Path
        Where the edition is published. Its parent is made if need be.
    on_step : Callable[[Step], None]
        Told each step as it is reached.

    Raises
    ------
    PublishError
        Another build holds `out`; `out` or a folder beside it is not Verity's; a file is open elsewhere.
        The old edition is then in place.
    """
    places = _places(out)
    places.out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(places):
        on_step(Step.LOCKED)
        _recover(places)
        _refuse_foreign(places.out)
        on_step(Step.RECOVERED)
        places.partial.mkdir()
        (places.partial / UNFINISHED).touch()
        on_step(Step.PARTIAL_MADE)
        try:
            yield places.partial
            _require_complete(places.partial)
        except BaseException:
            remove_folder(places.partial)
            raise
        on_step(Step.CONTENT_WRITTEN)
        _swap(places, on_step)


def recover(out: Path) -> None:
    """Finish or undo an interrupted swap of `out`; do nothing when there is none.

    Raises
    ------
    PublishError
        A build of `out` is running, or a folder in the way is not Verity's.
    """
    places = _places(out)
    if places.partial.exists() or places.previous.exists():
        with _locked(places):
            _recover(places)


@contextmanager
def holding(out: Path) -> Iterator[None]:
    """Hold an output, so that no build of it begins meanwhile; PublishError when one is running."""
    with _locked(_places(out)):
        yield


def _places(out: Path) -> _Places:
    resolved = out.resolve()
    if not resolved.name:
        raise PublishError(
            "This is no place for an edition",
            where=str(resolved),
            expected="a folder of its own",
            found="the root of a file system",
            do_this="name a folder, such as out",
        )
    return _Places(resolved)


@contextmanager
def _locked(places: _Places) -> Iterator[None]:
    """Hold the output; the operating system lets go of it when the process ends, however it ends."""
    lock = FileLock(places.lock, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise PublishError(
            "Another build of this output is running",
            where=str(places.out),
            expected="one build at a time",
            found=f"{places.lock.name} is held by another process",
            do_this="wait until it has ended, or name another output folder",
        ) from error
    except OSError as error:
        raise _unwritable(places.lock, error) from error
    try:
        yield
    finally:
        lock.release()


def _recover(places: _Places) -> None:
    """Bring the three folders to one of two states: the old edition alone, or the new one alone."""
    for shadow in (places.partial, places.previous):
        if shadow.exists() and not removable(shadow):
            raise _foreign(shadow)
    if not places.out.exists() and places.previous.exists():
        finished = is_output(places.partial) and not (places.partial / UNFINISHED).exists()
        _rename(places.partial if finished else places.previous, places.out)
    for shadow in (places.partial, places.previous):
        if shadow.exists():
            remove_folder(shadow)


def _swap(places: _Places, on_step: Callable[[Step], None]) -> None:
    (places.partial / UNFINISHED).unlink()
    on_step(Step.BEFORE_SWAP)
    if is_output(places.out):
        _rename(places.out, places.previous)
    elif places.out.exists():
        _remove_empty(places.out)
    on_step(Step.BETWEEN_RENAMES)
    try:
        _rename(places.partial, places.out)
    except PublishError:
        if places.previous.exists():
            _rename(places.previous, places.out)
        raise
    on_step(Step.AFTER_SWAP)
    if places.previous.exists():
        remove_folder(places.previous)
    on_step(Step.PREVIOUS_REMOVED)


def _rename(source: Path, target: Path) -> None:
    try:
        source.rename(target)
    except OSError as error:
        raise _unwritable(_open_elsewhere(source), error) from error


def _remove_empty(folder: Path) -> None:
    # Windows cannot rename over a folder, not even over an empty one
    try:
        folder.rmdir()
    except OSError as error:
        raise _unwritable(folder, error) from error


def _open_elsewhere(folder: Path) -> Path:
    """Return the first file that another program keeps from being written; the folder when none is found."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            try:
                file.open("r+b").close()
            except OSError:
                return file
    return folder


def _require_complete(partial: Path) -> None:
    if not is_output(partial):
        raise PublishError(
            "The edition is not complete",
            where=str(partial),
            expected=f"{MANIFEST}, written last",
            found=f"no {MANIFEST}",
            do_this="report this as a fault of Verity; the old edition is in place",
        )


def _refuse_foreign(out: Path) -> None:
    if not out.exists() or is_output(out):
        return
    if not out.is_dir() or any(out.iterdir()):
        raise _foreign(out)


def _foreign(folder: Path) -> PublishError:
    return PublishError(
        "This is not a Verity output, and it would have been replaced",
        where=str(folder),
        expected=f"nothing, an empty folder, or an edition with its {MANIFEST}",
        found="a folder with other content" if folder.is_dir() else "a file",
        do_this="name another output folder, or move this away; nothing was changed",
    )


def _unwritable(path: Path, error: OSError) -> PublishError:
    return PublishError(
        "The edition could not be put in place",
        where=str(path),
        expected="a file that no other program has open, in a folder that can be written",
        found=error.strerror or type(error).__name__,
        do_this="close the file and run the command again; the old edition is in place",
    )
