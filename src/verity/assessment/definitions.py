"""The definitions file: named definitions of violence, read, checked and resolved to codes.

The shipped file stands beside this module; an assessment may add to it or replace parts of it by one of its own.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from verity.assessment.config import read_toml
from verity.model.definitions import Definition
from verity.model.errors import SettingsError
from verity.model.offences import OFFENCES

FILE_NAME = "definitions.toml"
SHIPPED = Path(__file__).parent / FILE_NAME
Names = tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Police(_Part):
    groups: Names = ()
    subgroups: Names = ()
    codes: Names = ()
    except_codes: Names = ()


class _Admission(_Part):
    icd10: Names


class _Attendance(_Part):
    intents: tuple[Literal["assault"], ...]


class _Callout(_Part):
    categories: tuple[Literal["assault"], ...]


class _Declared(_Part):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    authority: str
    police: _Police | None = None
    admission: _Admission | None = None
    attendance: _Attendance | None = None
    callout: _Callout | None = None
    ages: tuple[int, int] | None = None
    with_flags: Names = ()
    without_flags: Names = ()


class _File(_Part):
    schema_: Literal["verity.definitions/1"] = Field(alias="schema")
    definition: tuple[_Declared, ...]


def load_definitions(folder: Path) -> Mapping[str, Definition]:
    """Return every definition by id: the shipped ones, those of the assessment in their place or after them.

    Raises
    ------
    SettingsError
        The file has a key that is not known, an id twice, an offence code, group or subgroup that the
        classification does not have, or a diagnosis range that is none.
    """
    found = {one.id: one for one in _read(SHIPPED)}
    own = folder / FILE_NAME
    if own.is_file():
        found |= {one.id: one for one in _read(own)}
    return found


def _read(file: Path) -> Sequence[Definition]:
    try:
        declared = _File.model_validate(read_toml(file)).definition
    except ValidationError as error:
        first = error.errors()[0]
        raise _mistake(file, ".".join(map(str, first["loc"])), first["msg"]) from error
    ids = [one.id for one in declared]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise _mistake(file, "id", f"{', '.join(twice)} more than once")
    return [_resolved(file, one) for one in declared]


def _resolved(file: Path, one: _Declared) -> Definition:
    codes: dict[str, frozenset[str]] = {}
    if one.police:
        codes["police"] = _offence_codes(file, one.id, one.police)
    if one.admission:
        codes["admission"] = frozenset(code for part in one.admission.icd10 for code in _icd10(file, one.id, part))
    if one.attendance:
        codes["attendance"] = frozenset(one.attendance.intents)
    if one.callout:
        codes["callout"] = frozenset(one.callout.categories)
    if not codes or not all(codes.values()):
        raise _mistake(file, one.id, "no code of any source")
    return Definition(
        id=one.id, title=one.title, authority=one.authority, codes=codes, ages=one.ages,
        with_flags=frozenset(one.with_flags), without_flags=frozenset(one.without_flags),
    )  # fmt: skip


def _offence_codes(file: Path, name: str, part: _Police) -> frozenset[str]:
    known: dict[str, Any] = {
        "groups": {offence.group for offence in OFFENCES},
        "subgroups": {offence.subgroup for offence in OFFENCES},
        "codes": {offence.code for offence in OFFENCES},
        "except_codes": {offence.code for offence in OFFENCES},
    }
    for key, values in known.items():
        strange = sorted(set(getattr(part, key)) - values)
        if strange:
            raise _mistake(file, f"{name}: police.{key}", f"not in the classification: {', '.join(strange)}")
    chosen = {
        offence.code
        for offence in OFFENCES
        if offence.group in part.groups or offence.subgroup in part.subgroups or offence.code in part.codes
    }
    return frozenset(chosen - set(part.except_codes))


def _icd10(file: Path, name: str, part: str) -> list[str]:
    """Return the three-character codes of a range, which may run over a letter: X85-Y09.

    Examples
    --------
    >>> _icd10(Path("definitions.toml"), "x", "X98-Y01")
    ['X98', 'X99', 'Y00', 'Y01']
    """
    first, _, last = part.partition("-")
    try:
        start, end = _icd10_index(first), _icd10_index(last or first)
    except (ValueError, IndexError) as error:
        raise _mistake(file, f"{name}: admission.icd10", f"“{part}” is no range of ICD-10 codes") from error
    if start > end:
        raise _mistake(file, f"{name}: admission.icd10", f"“{part}” runs backwards")
    return [f"{chr(ord('A') + n // 100)}{n % 100:02d}" for n in range(start, end + 1)]


def _icd10_index(code: str) -> int:
    if len(code) != 3 or not code[0].isupper():
        raise ValueError(code)
    return 100 * (ord(code[0]) - ord("A")) + int(code[1:])


def _mistake(file: Path, where: str, found: str) -> SettingsError:
    return SettingsError(
        "A definition of violence cannot be used", where=f"{file.name}, {where}",
        expected="ids once each, keys and codes that are known", found=found,
        do_this="compare it with the shipped definitions in docs/definitions.md",
    )  # fmt: skip
