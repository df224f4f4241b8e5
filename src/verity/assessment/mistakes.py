"""How mistakes in an assessment folder are told: file, key, expected, found, and what to do.

What counts as a mistake is decided by the settings' types; here it is only put into words.
"""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from verity.model.errors import SettingsError

_POSITION = re.compile(r"\(at (?P<position>line \d+, column \d+|end of document)\)")
_FOUND_LENGTH = 80


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like `name`; None when none comes near."""
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return near[0] if near else None


def file_problem(file: Path, error: OSError | UnicodeDecodeError) -> SettingsError:
    """Tell that a file of the assessment folder cannot be read."""
    undecodable = isinstance(error, UnicodeDecodeError)
    missing = isinstance(error, FileNotFoundError)
    return SettingsError(
        f"{file.name} is not there" if missing else f"{file.name} cannot be read",
        where=str(file),
        expected="text in UTF-8" if undecodable else "a readable file",
        found=f"a byte that is not UTF-8 at position {error.start:,}"
        if isinstance(error, UnicodeDecodeError)
        else (error.strerror or type(error).__name__),
        do_this="save it as UTF-8" if undecodable else "check the path; `verity init` starts a new assessment",
    )


def syntax_problem(file: Path, error: TOMLDecodeError) -> SettingsError:
    """Tell where a TOML file breaks the syntax."""
    message = str(error)
    found = _POSITION.search(message)
    position = found["position"] if found else "position unknown"
    return SettingsError(
        f"{file.name} is not valid TOML",
        where=f"{file}, {position}",
        expected='key = value, with text in "quotation marks" and tables in [brackets]',
        found=_POSITION.sub("", message).strip(),
        do_this="mend that line; nothing else was checked yet",
    )


def unknown_source(file: Path, name: str, known: Collection[str]) -> SettingsError:
    """Tell that `[sources.<name>]` is no source of this version."""
    near = nearest(name, known)
    return SettingsError(
        "Unknown source",
        where=f"{file}, [sources.{name}]",
        expected="one of " + ", ".join(sorted(known)),
        found=name,
        do_this=f"did you mean “{near}”?" if near else "rename or remove the table",
    )


def setting_problems(file: Path, error: ValidationError, model: type[BaseModel]) -> list[SettingsError]:
    """Put every mistake that the types found into five parts, in the order of the settings."""
    # a default that waits for another, mistaken setting is no mistake of its own
    details = [d for d in error.errors(include_url=False) if d["type"] != "default_factory_not_called"]
    return [_problem(file, detail, model) for detail in details]


def _problem(file: Path, detail: ErrorDetails, model: type[BaseModel]) -> SettingsError:
    keys = [str(part) for part in detail["loc"]]
    where = f"{file}, {_dotted(keys)}" if keys else str(file)
    match detail["type"]:
        case "extra_forbidden":
            return _unknown_key(where, keys, model)
        case "missing":
            return SettingsError(
                "Missing setting",
                where=where,
                expected=_description(model, keys),
                found="nothing",
                do_this=f"add {keys[-1]}",
            )
        case "value_error":
            return _refused(where, detail, _description(model, keys))
        case _:
            return SettingsError(
                "Setting cannot be used",
                where=where,
                expected=_description(model, keys) or detail["msg"],
                found=_shown(detail["input"]),
                do_this="correct the value",
            )


def _unknown_key(where: str, keys: list[str], model: type[BaseModel]) -> SettingsError:
    known = _known_keys(model, keys[:-1])
    near = nearest(keys[-1], known)
    return SettingsError(
        "Unknown setting",
        where=where,
        expected="one of " + ", ".join(known),
        found=keys[-1],
        do_this=f"did you mean “{near}”?" if near else "remove it",
    )


def _refused(where: str, detail: ErrorDetails, expected: str) -> SettingsError:
    """Tell what one of our own rules refused: a single value, or values that disagree with one another."""
    reason = str(detail["ctx"]["error"]) if "ctx" in detail else detail["msg"]
    disagreeing = isinstance(detail["input"], Mapping)
    return SettingsError(
        "Setting cannot be used",
        where=where,
        expected="settings that agree with one another" if disagreeing else expected,
        found=reason if disagreeing else _shown(detail["input"]),
        do_this="change one of them" if disagreeing else reason,
    )


def _dotted(keys: Iterable[str]) -> str:
    return ".".join(key if re.fullmatch(r"[\w-]+", key) else f'"{key}"' for key in keys)


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= _FOUND_LENGTH else text[: _FOUND_LENGTH - 1] + "…"


def _models_of(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - annotations have no common type
    """Return the settings model inside an annotation, if there is one."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _models_of(part))), None)


def _walk(model: type[BaseModel], keys: list[str]) -> tuple[type[BaseModel] | None, str]:
    """Follow keys down; return the model reached (None below a plain value) and the last description."""
    here: type[BaseModel] | None = model
    description = ""
    for key in keys:
        if here is None:
            break
        if key not in here.model_fields:  # the name of a source, say: the model below it is the same
            continue
        field = here.model_fields[key]
        description = field.description or ""
        here = _models_of(field.annotation)
    return here, description


def _known_keys(model: type[BaseModel], keys: list[str]) -> list[str]:
    here, _ = _walk(model, keys)
    return list(here.model_fields) if here else []


def _description(model: type[BaseModel], keys: list[str]) -> str:
    return _walk(model, keys)[1]
