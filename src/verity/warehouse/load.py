"""Files into the warehouse: typed, checked against the contract, quarantined or set aside, all counted."""

import functools
import operator
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.account import EXAMPLES_KEPT, FileAccount, Quarantined
from verity.model.contracts import Column, Contract, FieldType
from verity.model.errors import InputError, VerityError, raise_together
from verity.warehouse.engine import Warehouse
from verity.warehouse.files import InputFile
from verity.warehouse.reading import SOURCE_FILE, SOURCE_ROW, TextTable, read_text_table
from verity.warehouse.source import REJECT, SET_ASIDE, KeepFirst, Source

DUPLICATE_FILE = "byte-identical to another file"
BATCH_ROWS = 2_000_000
"""Rows handed to the engine at once: bounds the memory of a load."""

_STAGE, _FAULT = "_stage", "_fault"
_TYPES = {
    FieldType.TEXT: "string",
    FieldType.MONTH: "string",
    FieldType.INTEGER: "int64",
    FieldType.NUMBER: "float64",
    FieldType.TIMESTAMP: "timestamp('UTC', 6)",
}
_PATTERNS = {FieldType.MONTH: r"^\d{4}-(0[1-9]|1[0-2])$", FieldType.INTEGER: r"^-?\d+(\.0+)?$"}


def load(
    warehouse: Warehouse,
    source: Source,
    files: Sequence[InputFile],
    *,
    set_aside: Mapping[InputFile, str] | None = None,
    threads: int = 2,
) -> list[FileAccount]:
    """Load all files of one source into the table named after its contract.

    Parameters
    ----------
    files : sequence of InputFile
        In any order; the table is the same.
    set_aside : mapping
        Files that are read and counted but not loaded → the rule that says so.

    Returns
    -------
    list of FileAccount
        One per file, in name order.

    Raises
    ------
    InputError
        When a file is no data or of no known layout (all such files named at once), or when what was written
        does not meet the contract.
    """
    ordered = sorted(files)
    tables = _read_all(source, ordered, threads)
    aside = _repeated_files(source, tables, set_aside or {})
    quarantined: dict[int, list[Quarantined]] = {}
    counts: dict[int, Counter[tuple[str, str]]] = {}
    first = True
    for batch in _batches([(n, t) for n, t in enumerate(tables) if t.file not in aside]):
        bad, tally = _stage(warehouse, source.contract, batch, create=first)
        first = False
        for number, rows in bad.items():
            quarantined.setdefault(number, []).extend(rows)
        for number, tallied in tally.items():
            counts.setdefault(number, Counter()).update(tallied)
    if first:
        _stage_nothing(warehouse, source.contract)
    by_rule = _finish(warehouse, source)
    _check_written(warehouse, source.contract)
    accepted = _rows_per_file(warehouse.table(source.contract.id))
    return [
        _account(
            source,
            text,
            rule=aside.get(text.file),
            accepted=accepted.get(n, 0),
            by_rule=by_rule.get(n, Counter()),
            examples=quarantined.get(n, []),
            counts=counts.get(n, Counter()),
        )
        for n, text in enumerate(tables)
    ]


def _read_all(source: Source, files: Sequence[InputFile], threads: int) -> list[TextTable]:
    def read(numbered: tuple[int, InputFile]) -> TextTable | VerityError:
        try:
            return read_text_table(source, numbered[1], numbered[0])
        except VerityError as error:
            return error

    with ThreadPoolExecutor(max_workers=threads) as pool:
        results = list(pool.map(read, enumerate(files)))
    raise_together([r for r in results if isinstance(r, VerityError)], f"Files of {source.contract.title}")
    return [r for r in results if isinstance(r, TextTable)]


def _repeated_files(
    source: Source, tables: Sequence[TextTable], aside: Mapping[InputFile, str]
) -> dict[InputFile, str]:
    """Add to `aside` the files that say again, byte for byte, what one before them says."""
    seen: set[tuple[str, str]] = set()
    added = dict(aside)
    for text in tables:
        if text.file in aside:
            continue
        given = text.file.constants | (source.constants(text.file) if source.constants else {})
        said = (text.sha256, repr(sorted(given.items())))
        if said in seen:
            added[text.file] = DUPLICATE_FILE
        seen.add(said)
    return added


def _batches(tables: Sequence[tuple[int, TextTable]]) -> list[pa.Table]:
    batches: list[list[pa.Table]] = []
    size = BATCH_ROWS
    for _, text in tables:
        if size + text.table.num_rows > BATCH_ROWS:
            batches.append([])
            size = 0
        batches[-1].append(text.table)
        size += text.table.num_rows
    return [pa.concat_tables(batch, promote_options="default") for batch in batches]


def _stage(
    warehouse: Warehouse, contract: Contract, batch: pa.Table, *, create: bool
) -> tuple[dict[int, list[Quarantined]], dict[int, Counter[tuple[str, str]]]]:
    """Type one batch, write its good rows to the stage, return its bad ones."""
    name = f"{_STAGE}_text"
    warehouse.con.con.register(name, batch)
    typed = _typed(warehouse.con.table(name), contract)
    if create:
        warehouse.con.create_table(_STAGE, typed, temp=True, overwrite=True)
    else:
        warehouse.con.insert(_STAGE, typed)
    warehouse.con.con.unregister(name)
    return _quarantined(warehouse, contract, batch)


def _quarantined(
    warehouse: Warehouse, contract: Contract, batch: pa.Table
) -> tuple[dict[int, list[Quarantined]], dict[int, Counter[tuple[str, str]]]]:
    """Return the rows of a batch that were not accepted: the first of each file one by one, all of them counted."""
    stage = warehouse.con.table(_STAGE)
    numbers = pc.unique(batch.column(SOURCE_FILE)).to_pylist()
    bad = stage.filter(stage[_FAULT].notnull() & stage[SOURCE_FILE].isin(numbers))
    keys = [SOURCE_FILE, _FAULT, REJECT]
    tally = bad.group_by(keys).aggregate(n=bad.count()).order_by(keys).to_pyarrow().to_pylist()
    if not tally:
        return {}, {}
    kept = (
        bad.select(SOURCE_ROW, *keys)
        .mutate(place=ibis.row_number().over(group_by=SOURCE_FILE, order_by=[SOURCE_ROW, _FAULT]))
        .filter(lambda t: t.place < EXAMPLES_KEPT)
        .order_by([SOURCE_FILE, SOURCE_ROW, _FAULT])
        .to_pyarrow()
        .to_pylist()
    )
    told = [words for _, words in _all_faults(stage, contract)]
    rows: dict[int, list[Quarantined]] = {}
    for one in kept:
        field, reason = told[one[_FAULT]]
        example = Quarantined(row=one[SOURCE_ROW], field=field, reason=one[REJECT] if reason == REJECT else reason)
        rows.setdefault(one[SOURCE_FILE], []).append(example)
    counts: dict[int, Counter[tuple[str, str]]] = {}
    for one in tally:
        field, reason = told[one[_FAULT]]
        counts.setdefault(one[SOURCE_FILE], Counter())[field, one[REJECT] if reason == REJECT else reason] += one["n"]
    return rows, counts


def _typed(text: Any, contract: Contract) -> Any:  # noqa: ANN401 - Ibis expressions carry no static types
    """Return the contract's columns typed, with the number of the first fault for which a row is not accepted."""
    accepted = ibis.null("int16")
    cases = [(bad, number) for number, (bad, _) in enumerate(_all_faults(text, contract))]
    out = {c.name: _cast(text[c.name], c) for c in contract.columns}
    out |= {name: text[name] for name in (SOURCE_FILE, SOURCE_ROW, REJECT, SET_ASIDE)}
    fault = ibis.cases((text[SET_ASIDE].notnull(), accepted), *cases, else_=accepted).cast("int16")
    return text.select(**out, **{_FAULT: fault})


def _all_faults(text: Any, contract: Contract) -> list[tuple[Any, tuple[str, str]]]:  # noqa: ANN401 - Ibis
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
    if column.type in (FieldType.NUMBER, FieldType.TIMESTAMP):
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


def _stage_nothing(warehouse: Warehouse, contract: Contract) -> None:
    schema = {c.name: _TYPES[c.type] for c in contract.columns} | {SOURCE_FILE: "int32", SOURCE_ROW: "int32"}
    schema |= {REJECT: "string", SET_ASIDE: "string", _FAULT: "int16"}
    warehouse.con.create_table(_STAGE, schema=ibis.schema(schema), temp=True, overwrite=True)


def _finish(warehouse: Warehouse, source: Source) -> dict[int, Counter[str]]:
    """Move the good rows of the stage to their table; return the rows that were set aside, by file and rule."""
    stage = warehouse.con.table(_STAGE)
    ruled = stage.filter(stage[SET_ASIDE].notnull())
    aside: dict[int, Counter[str]] = {}
    for one in ruled.group_by([SOURCE_FILE, SET_ASIDE]).aggregate(n=ruled.count()).to_pyarrow().to_pylist():
        aside.setdefault(one[SOURCE_FILE], Counter())[one[SET_ASIDE]] += one["n"]
    good = stage.filter(stage[_FAULT].isnull() & stage[SET_ASIDE].isnull()).drop(REJECT, SET_ASIDE, _FAULT)
    if source.keep_first:
        losers = warehouse.con.create_table("_losers", _losers(good, source.keep_first), temp=True, overwrite=True)
        good = good.anti_join(losers, [SOURCE_FILE, SOURCE_ROW])
        grouped = losers.group_by(SOURCE_FILE).aggregate(n=losers.count()).to_pyarrow().to_pylist()
        for one in grouped:
            aside.setdefault(one[SOURCE_FILE], Counter())[source.keep_first.rule] += one["n"]
    warehouse.con.create_table(source.contract.id, good, overwrite=True)
    warehouse.con.drop_table("_losers", force=True)
    warehouse.con.drop_table(_STAGE)
    return aside


def _losers(stage: Any, rule: KeepFirst) -> Any:  # noqa: ANN401 - Ibis
    keyed = stage.filter(stage[rule.key].notnull())
    twice = keyed.group_by(rule.key).having(keyed.count() > 1).aggregate(n=keyed.count())
    candidates = keyed.semi_join(twice, rule.key)
    place = ibis.row_number().over(group_by=rule.key, order_by=[*rule.order, SOURCE_FILE, SOURCE_ROW])
    return candidates.mutate(place=place).filter(lambda t: t.place > 0).select(SOURCE_FILE, SOURCE_ROW)


def _check_written(warehouse: Warehouse, contract: Contract) -> None:
    """Compare the table with its contract, both ways: columns, types, blanks, keys."""
    table = warehouse.table(contract.id)
    wanted = {c.name: ibis.dtype(_TYPES[c.type]) for c in contract.columns}
    wanted |= {SOURCE_FILE: ibis.dtype("int32"), SOURCE_ROW: ibis.dtype("int32")}
    found = {name: dtype.copy(nullable=True) for name, dtype in table.schema().items()}
    if wanted != found:
        differ = sorted(set(wanted.items()) ^ set(found.items()), key=operator.itemgetter(0))
        raise InputError(
            "A table was written that is not its contract", where=contract.id,
            found=", ".join(f"{name}: {dtype}" for name, dtype in differ),
            do_this="report this as a fault of Verity",
        )  # fmt: skip
    if contract.key:
        keys = list(contract.key)
        twice = table.group_by(keys).having(lambda t: t.count() > 1).aggregate(n=table.count()).count().execute()
        if twice:
            raise InputError(
                f"{contract.title}: rows are repeated", where=contract.id,
                expected=f"one row for each {', '.join(keys)}", found=f"{twice:,} of them with several",
                do_this="see whether two files of the folder hold the same thing, and keep one",
            )  # fmt: skip


def _rows_per_file(table: Any) -> dict[int, int]:  # noqa: ANN401 - Ibis
    counted = table.group_by(SOURCE_FILE).aggregate(n=table.count()).to_pyarrow().to_pylist()
    return {one[SOURCE_FILE]: one["n"] for one in counted}


def _account(
    source: Source,
    text: TextTable,
    *,
    rule: str | None,
    accepted: int,
    by_rule: Counter[str],
    examples: Sequence[Quarantined],
    counts: Counter[tuple[str, str]],
) -> FileAccount:
    """Draw up the account from four separate counts; `FileAccount` refuses it unless they balance."""
    set_aside = {rule: text.rows_in} if rule else dict(by_rule)
    reasons: Counter[str] = Counter()
    for (field, reason), n in counts.items():
        reasons[f"{field}: {reason}" if field else reason] += n
    if text.ragged and not rule:
        reasons[text.ragged[0].reason] += len(text.ragged) * text.rows_per_record
    return FileAccount(
        source=source.contract.id,
        file=text.file.name,
        sha256=text.sha256,
        layout=text.layout.name,
        rows_in=text.rows_in,
        accepted=accepted,
        set_aside=dict(sorted(set_aside.items())),
        quarantined=dict(sorted(reasons.items())),
        examples=() if rule else tuple(sorted([*text.ragged, *examples])[:EXAMPLES_KEPT]),
    )
