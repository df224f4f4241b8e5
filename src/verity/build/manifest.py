"""`manifest.json`, what an edition was made from and consists of; `build-log.json`, how the making went.

The manifest is the same for the same inputs: no clock, no host, no absolute path. Those are in the log.
A folder is a Verity output if, and only if, it holds a manifest of this schema.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "manifest.json"
MANIFEST_SCHEMA = "verity.manifest/1"
BUILD_LOG = "build-log.json"
BUILD_LOG_SCHEMA = "verity.build-log/1"
UNFINISHED = ".verity-unfinished"
"""Marks a folder that is being written: the first file to come, gone before the folder is published."""
UNLISTED = frozenset({MANIFEST, BUILD_LOG, UNFINISHED})
"""Files that the manifest cannot or must not hold a hash of."""
_CHUNK = 1 << 20


@dataclass(frozen=True, order=True)
class FileHash:
    """One file: its path with POSIX separators below the folder it belongs to, and its SHA-256."""

    path: str
    sha256: str


def file_sha256(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, read in pieces: a national archive does not fit in memory."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def folder_hashes(folder: Path, *, leave_out: frozenset[str] = frozenset()) -> tuple[FileHash, ...]:
    """Return the hash of every file below `folder`, in order of path.

    Parameters
    ----------
    folder : Path
    leave_out : frozenset[str]
        Paths below `folder`, POSIX separators, that are not listed.
    """
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    return tuple(FileHash(path, file_sha256(file)) for path, file in sorted(files.items()) if path not in leave_out)


def write_manifest(
    folder: Path, *, version: str, inputs: Iterable[FileHash], settings: Iterable[FileHash], marking: str = ""
) -> None:
    """Write the manifest of a finished folder: the last file to be written, the log apart.

    Parameters
    ----------
    folder : Path
        The edition, complete.
    version : str
        Version of Verity.
    inputs : Iterable[FileHash]
        Data files, by their path below the data folder.
    settings : Iterable[FileHash]
        Files of the assessment folder.
    marking : str
        What an edition that is not public says of itself.
    """
    _write_json(
        folder / MANIFEST,
        {
            "schema": MANIFEST_SCHEMA,
            "verity": version,
            "marking": marking,
            "inputs": _listed(inputs),
            "settings": _listed(settings),
            "outputs": _listed(folder_hashes(folder, leave_out=UNLISTED)),
        },
    )


def write_build_log(
    folder: Path,
    *,
    started: dt.datetime,
    finished: dt.datetime,
    host: Mapping[str, str],
    durations_s: Mapping[str, float],
) -> None:
    """Write what differs from build to build: clock, host, seconds per step (in the order of the steps)."""
    _write_json(
        folder / BUILD_LOG,
        {
            "schema": BUILD_LOG_SCHEMA,
            "started": started.isoformat(),
            "finished": finished.isoformat(),
            "host": dict(host),
            "durations_s": {step: round(seconds, 3) for step, seconds in durations_s.items()},
        },
    )


def is_output(folder: Path) -> bool:
    """Whether `folder` is a Verity output: it holds a manifest of the schema of this name, any version."""
    try:
        content = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    schema = content.get("schema") if isinstance(content, dict) else None
    return isinstance(schema, str) and schema.split("/")[0] == MANIFEST_SCHEMA.split("/", maxsplit=1)[0]


def differences(folder: Path) -> list[str]:
    """Return how an output differs from its own manifest: one line per altered, missing or added file."""
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))["outputs"]
    expected = {entry["path"]: entry["sha256"] for entry in listed}
    found = {entry.path: entry.sha256 for entry in folder_hashes(folder, leave_out=UNLISTED)}
    lines = dict.fromkeys(expected.keys() - found.keys(), "missing")
    lines |= dict.fromkeys(found.keys() - expected.keys(), "not in the manifest")
    lines |= {path: "altered" for path in expected.keys() & found.keys() if expected[path] != found[path]}
    return [f"{path}: {state}" for path, state in sorted(lines.items())]


def _listed(files: Iterable[FileHash]) -> list[dict[str, str]]:
    return [{"path": file.path, "sha256": file.sha256} for file in sorted(set(files))]


def _write_json(file: Path, content: Mapping[str, object]) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
