"""A contract as conditions and types of the engine: what stops a row, and how an accepted one is stored."""

import functools
from typing import Any

import ibis

from verity.model.contracts import Column, Contract, FieldType
from verity.warehouse.reading import SOURCE_FILE, SOURCE_ROW
from verity.warehouse.source import REJECT, SET_ASIDE

FAULT = "_fault"
"""Number of the first fault of a row, in the order of `all_faults`; missing for a row that has none."""

_TYPES = {
    FieldType.TEXT: "string",
    FieldType.MONTH: "string",
    FieldType.INTEGER: "int64",
    FieldType.NUMBER: "float64",
    FieldType.TIMESTAMP: "timestamp('UTC', 6)",
    FieldType.LOCAL_TIME: "timestamp(6)",
    FieldType.DATE: "date",
}
_PATTERNS = {
    FieldType.MONTH: r"^\d{4}-(0[1-9]|1[0-2])$",
    FieldType.INTEGER: r"^-?\d+(\.0+)?$",
    FieldType.LOCAL_TIME: r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$",
    FieldType.DATE: r"^\d{4}-\d{2}-\d{2}$",
}
_CHECKED_BY_CAST = (FieldType.NUMBER, FieldType.TIMESTAMP, FieldType.LOCAL_TIME, FieldType.DATE)


def stored_schema(contract: Contract) -> dict[str, Any]:
    """Return the columns of the stored table and their types."""
    columns = {column.name: ibis.dtype(_TYPES[column.type]) for column in contract.columns}
    return columns | {SOURCE_FILE: ibis.dtype("int32"), SOURCE_ROW: ibis.dtype("int32")}


def typed(text: Any, contract: Contract) -> Any:  # noqa: ANN401 - Ibis expressions carry no static types
    """Return the contract's columns typed, with the number of the first fault for which a row is not accepted."""
    accepted = ibis.null("int16")
    cases = [(bad, number) for number, (bad, _) in enumerate(all_faults(text, contract))]
    out = {c.name: _cast(text[c.name], c) for c in contract.columns}
    out |= {name: text[name] for name in (SOURCE_FILE, SOURCE_ROW, REJECT, SET_ASIDE)}
    fault = ibis.cases((text[SET_ASIDE].notnull(), accepted), *cases, else_=accepted).cast("int16")
    return text.select(**out, **{FAULT: fault})


def all_faults(text: Any, contract: Contract) -> list[tuple[Any, tuple[str, str]]]:  # noqa: ANN401 - Ibis
    """Return every condition that stops a row, in order, with its field and reason; a transform's own comes first."""
    faults = [(text[REJECT].notnull(), ("", REJECT))]
    for column in contract.columns:
        faults += [(bad, (column.name, reason)) for bad, reason in _faults(text[column.name], column)]
    return faults


def _faults(value: Any, column: Column) -> list[tuple[Any, str]]:  # noqa: ANN401 - Ibis
    faults = []
    if not column.nullable:
        faults.append((value.isnull(), "blank"))
    if column.codes is not None:
        faults.append((value.notnull() & value.notin(sorted(column.codes)), "unknown code"))
    patterns = filter(None, (_PATTERNS.get(column.type), column.pattern))
    faults += [(value.notnull() & ~value.re_search(pattern), "wrong form") for pattern in patterns]
    if column.type in _CHECKED_BY_CAST:
        faults.append((value.notnull() & value.try_cast(_TYPES[column.type]).isnull(), "wrong form"))
    number = functools.partial(value.try_cast, "float64")
    if column.minimum is not None:
        faults.append((number() < column.minimum, "out of range"))
    if column.maximum is not None:
        faults.append((number() > column.maximum, "out of range"))
    return faults


def _cast(value: Any, column: Column) -> Any:  # noqa: ANN401 - Ibis
    if column.type in (FieldType.TEXT, FieldType.MONTH):
        return value
    if column.type is FieldType.INTEGER:  # “12.0” is how some publishers write 12
        return value.re_replace(r"\.0+$", "").try_cast("int64")
    return value.try_cast(_TYPES[column.type])
