"""The key of pseudonyms: made, read, and refused where it would protect nothing.

How pseudonyms are made from it is `verity.warehouse.pseudonyms`.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from verity.assessment.config import Assessment
from verity.demo.key import DEMO_KEY_TEXT
from verity.model.errors import SettingsError
from verity.warehouse.pseudonyms import Pseudonymiser, no_key

LEAST_BYTES = 32
"""A key is at least as long as the hash it keys (RFC 2104, section 3)."""
SETTING = "assessment.toml, privacy.key_file"


def pseudonymiser_for(
    assessment: Assessment, *, synthetic: bool, restricted_present: bool, folders: Mapping[str, Path]
) -> Pseudonymiser | None:
    """Return what makes the pseudonyms of a build; None where no records need any.

    Parameters
    ----------
    synthetic : bool
        Whether the area is an invented one: for others the demonstration's key is refused.
    restricted_present : bool
        Whether any file of a restricted source is there.
    folders : Mapping[str, Path]
        Folders in which the key must not lie, by what they are called: “the data folder”, “the output”.

    Raises
    ------
    SettingsError
        Records are there and no key is named; the key lies in one of the folders, is not there, is too short, or is
        the demonstration's.
    """
    if not restricted_present:
        return None
    if assessment.key_file is None:
        raise no_key(str(assessment.folder), "files of restricted sources")
    file = assessment.key_file.resolve()
    for name, folder in folders.items():
        if file.is_relative_to(folder.resolve()):
            raise _unusable(f"outside {name}", f"{file}, which is inside", "move the key, and name its new place")
    return Pseudonymiser(_read(file, synthetic=synthetic))


def write_key(file: Path, secret: bytes) -> None:
    """Write a new key that only its owner may read; never over a file that is there.

    Parameters
    ----------
    secret : bytes
        Random bytes, at least `LEAST_BYTES` of them; they are written in hexadecimal.

    Raises
    ------
    SettingsError
        There is a file already, or its folder is not there or cannot be written.
    """
    if len(secret) < LEAST_BYTES:
        raise ValueError(f"a key needs at least {LEAST_BYTES} random bytes")
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise SettingsError(
            "The key was not written", where=str(file), expected="a new file in a folder that is there",
            found=error.strerror or type(error).__name__,
            do_this="name another file; a key that is overwritten takes its pseudonyms with it",
        ) from error  # fmt: skip
    with os.fdopen(opened, "w", encoding="ascii", newline="\n") as stream:
        stream.write(secret.hex() + "\n")


def _read(file: Path, *, synthetic: bool) -> bytes:
    try:
        key = file.read_bytes().strip()
    except OSError as error:
        found = f"{file}: {error.strerror or type(error).__name__}"
        raise _unusable("a file that can be read", found, "make one with `verity key`, or correct the path") from error
    if len(key) < LEAST_BYTES:
        raise _unusable(f"at least {LEAST_BYTES} bytes", f"{len(key)} bytes", "make a key with `verity key`")
    if key == DEMO_KEY_TEXT.encode("ascii") and not synthetic:
        raise _unusable(
            "a key that nobody else has", "the key of the demonstration, which is published",
            "make your own with `verity key`",
        )  # fmt: skip
    return key


def _unusable(expected: str, found: str, do_this: str) -> SettingsError:
    return SettingsError(
        "The key of pseudonyms cannot be used", where=SETTING, expected=expected, found=found, do_this=do_this
    )
