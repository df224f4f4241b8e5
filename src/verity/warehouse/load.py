"""Files into the warehouse: typed, checked against the contract, quarantined or set aside, all counted."""

import operator
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

import ibis
import pyarrow as pa

from verity.model.account import EXAMPLES_KEPT, FileAccount, Quarantined
from verity.model.contracts import Contract
from verity.model.errors import InputError, VerityError, raise_together
from verity.warehouse.engine import Warehouse
from verity.warehouse.files import InputFile
from verity.warehouse.pseudonyms import Pseudonymiser, require_key
from verity.warehouse.reading import SOURCE_FILE, SOURCE_ROW, TextTable, read_text_table
from verity.warehouse.rules import FAULT, all_faults, stored_schema, typed
from verity.warehouse.source import REJECT, SET_ASIDE, KeepFirst, Source

DUPLICATE_FILE = "byte-identical to another file"
BATCH_ROWS = 2_000_000
"""Rows handed to the engine at once: bounds the memory of a load."""

_TEXT = "_text"


@dataclass
class Tally:
    """What became of the rows of one file that were not accepted, as it is counted."""

    set_aside: Counter[str] = field(default_factory=Counter)
    quarantined: Counter[str] = field(default_factory=Counter)
    examples: list[Quarantined] = field(default_factory=list)


def load(
    warehouse: Warehouse,
    source: Source,
    files: Sequence[InputFile],
    *,
    set_aside: Mapping[InputFile, str] | None = None,
    threads: int = 2,
    pseudonymiser: Pseudonymiser | None = None,
) -> list[FileAccount]:
    """Load all files of one source into the table named after its contract.

    Parameters
    ----------
    files : sequence of InputFile
        In any order; the table is the same.
    set_aside : mapping
        Files that are read and counted but not loaded → the rule that says so.
    pseudonymiser : Pseudonymiser, optional
        Replaces what names a person or a record; needed where the contract has such columns.

    Returns
    -------
    list of FileAccount
        One per file, in name order.

    Raises
    ------
    SettingsError
        When a pseudonymiser is needed and not given.
    InputError
        When a file is no data or of no known layout (all such files named at once), or when what was written
        does not meet the contract.
    """
    require_key(source.contract, pseudonymiser)
    ordered = sorted(files)
    tallies: dict[int, Tally] = {n: Tally() for n, _ in enumerate(ordered)}
    aside = dict(set_aside or {})
    warehouse.con.create_table(source.contract.id, schema=ibis.schema(stored_schema(source.contract)), overwrite=True)
    tables: list[TextTable] = []
    pending: list[pa.Table] = []
    for text in _read_in_turn(source, ordered, aside, threads, pseudonymiser):
        if text.file not in aside:
            if sum(table.num_rows for table in pending) + text.table.num_rows > BATCH_ROWS:
                _take(warehouse, source.contract, pending, tallies)
                pending = []
            pending.append(text.table)
        tables.append(replace(text, table=text.table.slice(0, 0)))  # the rows are let go as soon as they are written
    _take(warehouse, source.contract, pending, tallies)
    _keep_first(warehouse, source, tallies)
    _check_written(warehouse, source.contract)
    accepted = _rows_per_file(warehouse.table(source.contract.id))
    return [
        _account(source, text, rule=aside.get(text.file), accepted=accepted.get(n, 0), tally=tallies[n])
        for n, text in enumerate(tables)
    ]


def _read_in_turn(
    source: Source,
    files: Sequence[InputFile],
    aside: dict[InputFile, str],
    threads: int,
    pseudonymiser: Pseudonymiser | None,
) -> Iterator[TextTable]:
    """Read a few files at a time, in order; add byte-identical ones to `aside`; raise all problems at the end."""

    def read(numbered: tuple[int, InputFile]) -> TextTable | VerityError:
        try:
            return read_text_table(source, numbered[1], numbered[0], pseudonymiser=pseudonymiser)
        except VerityError as error:
            return error

    problems: list[VerityError] = []
    seen: set[tuple[str, str]] = set()
    numbered = list(enumerate(files))
    window = 2 * threads
    with ThreadPoolExecutor(max_workers=threads) as pool:
        for start in range(0, len(numbered), window):
            for result in pool.map(read, numbered[start : start + window]):
                if isinstance(result, VerityError):
                    problems.append(result)
                elif not problems:
                    _set_repeats_aside(source, result, seen, aside)
                    yield result
    raise_together(problems, f"Files of {source.contract.title}")


def _set_repeats_aside(
    source: Source, text: TextTable, seen: set[tuple[str, str]], aside: dict[InputFile, str]
) -> None:
    """Set a file aside that says again, byte for byte, what one before it says."""
    if text.file in aside:
        return
    given = text.file.constants | (source.constants(text.file) if source.constants else {})
    said = (text.sha256, repr(sorted(given.items())))
    if said in seen:
        aside[text.file] = DUPLICATE_FILE
    seen.add(said)


def _take(warehouse: Warehouse, contract: Contract, batch: Sequence[pa.Table], tallies: Mapping[int, Tally]) -> None:
    """Write the good rows of a batch to the contract's table; count the others, and list the first of each file."""
    if not batch:
        return
    warehouse.con.con.register(_TEXT, pa.concat_tables(batch, promote_options="default"))
    text = warehouse.con.table(_TEXT)
    rows = typed(text, contract)
    good = rows.filter(rows[FAULT].isnull() & rows[SET_ASIDE].isnull()).drop(REJECT, SET_ASIDE, FAULT)
    warehouse.con.insert(contract.id, good)
    others = rows.filter(rows[FAULT].notnull() | rows[SET_ASIDE].notnull())
    keys = [SOURCE_FILE, SET_ASIDE, FAULT, REJECT]
    told = [words for _, words in all_faults(text, contract)]
    for one in others.group_by(keys).aggregate(n=others.count()).order_by(keys).to_pyarrow().to_pylist():
        tally = tallies[one[SOURCE_FILE]]
        if one[SET_ASIDE] is not None:
            tally.set_aside[one[SET_ASIDE]] += one["n"]
        else:
            field, reason = _told(told, one)
            tally.quarantined[f"{field}: {reason}" if field else reason] += one["n"]
    if any(tally.quarantined for tally in tallies.values()):
        _list_examples(rows.filter(rows[FAULT].notnull()), told, tallies)
    warehouse.con.con.unregister(_TEXT)


def _told(told: Sequence[tuple[str, str]], row: Mapping[str, Any]) -> tuple[str, str]:
    """Return field and reason of a fault; a transform's own reason stands in the row."""
    field, reason = told[row[FAULT]]
    return field, row[REJECT] if reason == REJECT else reason


def _list_examples(bad: Any, told: Sequence[tuple[str, str]], tallies: Mapping[int, Tally]) -> None:  # noqa: ANN401 - Ibis
    kept = (
        bad.select(SOURCE_FILE, SOURCE_ROW, FAULT, REJECT)
        .mutate(place=ibis.row_number().over(group_by=SOURCE_FILE, order_by=[SOURCE_ROW, FAULT]))
        .filter(lambda t: t.place < EXAMPLES_KEPT)
        .order_by([SOURCE_FILE, SOURCE_ROW, FAULT])
    )
    for one in kept.to_pyarrow().to_pylist():
        field, reason = _told(told, one)
        tallies[one[SOURCE_FILE]].examples.append(Quarantined(row=one[SOURCE_ROW], field=field, reason=reason))


def _keep_first(warehouse: Warehouse, source: Source, tallies: Mapping[int, Tally]) -> None:
    """Take out the rows that the keep-first rule sets aside."""
    if source.keep_first is None:
        return
    con, name = warehouse.con, source.contract.id
    losers = con.create_table("_losers", _losers(con.table(name), source.keep_first), temp=True, overwrite=True)
    for one in losers.group_by(SOURCE_FILE).aggregate(n=losers.count()).to_pyarrow().to_pylist():
        tallies[one[SOURCE_FILE]].set_aside[source.keep_first.rule] += one["n"]
    con.raw_sql(
        f"DELETE FROM {name} USING _losers"  # noqa: S608 - both names are the product's own
        f" WHERE {name}.{SOURCE_FILE} = _losers.{SOURCE_FILE} AND {name}.{SOURCE_ROW} = _losers.{SOURCE_ROW}"
    )
    con.drop_table("_losers")


def _losers(stage: Any, rule: KeepFirst) -> Any:  # noqa: ANN401 - Ibis
    keyed = stage.filter(stage[rule.key].notnull())
    twice = keyed.group_by(rule.key).having(keyed.count() > 1).aggregate(n=keyed.count())
    candidates = keyed.semi_join(twice, rule.key)
    place = ibis.row_number().over(group_by=rule.key, order_by=[*rule.order, SOURCE_FILE, SOURCE_ROW])
    return candidates.mutate(place=place).filter(lambda t: t.place > 0).select(SOURCE_FILE, SOURCE_ROW)


def _check_written(warehouse: Warehouse, contract: Contract) -> None:
    """Compare the table with its contract, both ways: columns, types, blanks, keys."""
    table = warehouse.table(contract.id)
    wanted = stored_schema(contract)
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


def _account(source: Source, text: TextTable, *, rule: str | None, accepted: int, tally: Tally) -> FileAccount:
    """Draw up the account from separate counts; `FileAccount` refuses it unless they balance."""
    set_aside = {rule: text.rows_in} if rule else dict(tally.set_aside)
    quarantined = (
        Counter()
        if rule
        else tally.quarantined
        + Counter({one.reason: text.rows_per_record * len(text.ragged) for one in text.ragged[:1]})
    )
    return FileAccount(
        source=source.contract.id,
        file=text.file.name,
        sha256=text.sha256,
        layout=text.layout.name,
        rows_in=text.rows_in,
        accepted=accepted,
        set_aside=dict(sorted(set_aside.items())),
        quarantined=dict(sorted(quarantined.items())),
        examples=() if rule else tuple(sorted([*text.ragged, *tally.examples])[:EXAMPLES_KEPT]),
    )
