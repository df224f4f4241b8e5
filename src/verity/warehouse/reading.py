"""A file of a known layout as an Arrow text table: columns renamed, wide made long, rows numbered.

Only what the contract stores is handed on, and what names a person or a record is handed on as a pseudonym.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from verity.model.account import Quarantined
from verity.model.contracts import Contract, Layout, Sensitivity
from verity.model.errors import InputError
from verity.warehouse.discretion import place_of, told_without_values
from verity.warehouse.files import InputFile, decoded, first_row_of, header_of, sha256
from verity.warehouse.layouts import matching, no_match
from verity.warehouse.pseudonyms import Pseudonymiser, require_key
from verity.warehouse.source import REJECT, SET_ASIDE, Source

SOURCE_FILE = "source_file"
SOURCE_ROW = "source_row"
RAGGED = "wrong number of fields"


@dataclass(frozen=True)
class TextTable:
    """The rows of one file as text, with the rows that could not be split into fields."""

    file: InputFile
    layout: Layout
    sha256: str
    table: pa.Table
    rows_in: int
    ragged: tuple[Quarantined, ...]
    rows_per_record: int


def read_text_table(
    source: Source, file: InputFile, number: int, *, pseudonymiser: Pseudonymiser | None = None
) -> TextTable:
    """Read one file.

    Parameters
    ----------
    source : Source
    file : InputFile
    number : int
        The file's number in this load, kept with every row.
    pseudonymiser : Pseudonymiser, optional
        Needed where the contract has columns that are stored as pseudonyms.

    Raises
    ------
    SettingsError
        When it is needed and not given.
    InputError
        When the file is empty, HTML, not UTF-8, of no known layout or cannot be parsed.
    """
    require_key(source.contract, pseudonymiser)
    content = file.read()
    header = header_of(content, file.name)
    found = matching(header, [source.contract], first_row_of(content, file.name))
    if found is None:
        raise no_match(file.name, header, [source.contract])
    raw, ragged = _parsed(content, header, file)
    numbered = _numbered(raw, number, ragged)
    table, width = _shaped(numbered, source.contract, found.layout, file, source)
    table = _handed_on(_transformed(table, source, file), source.contract)
    if pseudonymiser:
        table = pseudonymiser.applied(table, source.contract)
    return TextTable(
        file=file, layout=found.layout, sha256=sha256(content), table=table,
        rows_in=(raw.num_rows + len(ragged)) * width, ragged=tuple(ragged), rows_per_record=width,
    )  # fmt: skip


def _parsed(content: bytes, header: tuple[str, ...], file: InputFile) -> tuple[pa.Table, list[Quarantined]]:
    """Split content into fields; a second, single-threaded pass numbers ragged rows where there are any."""
    ragged: list[Quarantined] = []

    def keep(row: csv.InvalidRow) -> str:
        ragged.append(Quarantined(row=(row.number or 1) - 1, field="", reason=RAGGED))
        return "skip"

    def read(*, threads: bool) -> pa.Table:
        ragged.clear()
        return csv.read_csv(
            pa.BufferReader(content),
            read_options=csv.ReadOptions(column_names=list(header), skip_rows=1, use_threads=threads),
            parse_options=csv.ParseOptions(newlines_in_values=b'"' in content, invalid_row_handler=keep),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False
            ),
        )

    _refuse_other_encodings(content, file)
    try:
        table = read(threads=True)
        if ragged:
            table = read(threads=False)
    except pa.ArrowInvalid as error:
        raise InputError(
            "The file cannot be read as comma-separated UTF-8 text", where=file.name,
            expected=f"{len(header)} fields a row", found=_without_values(str(error)),
            do_this="download it again; if it was edited, save it as “CSV UTF-8”",
        ) from None  # fmt: skip
    return table, sorted(ragged)


def _refuse_other_encodings(content: bytes, file: InputFile) -> None:
    """Raise InputError unless the content is UTF-8; the parser stumbles over a ragged row that is not."""
    ends = pa.py_buffer(np.array([0, len(content)], dtype=np.int64))
    try:  # looked at where it lies: nothing is copied, nothing decoded
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(content)]).validate(full=True)
    except pa.ArrowInvalid:
        decoded(content, file.name)


def _without_values(message: str) -> str:
    """Keep what the parser says and drop what it quotes: a message never shows a value."""
    return re.sub(r"[:'\"].*", "", message, flags=re.DOTALL).strip() or "text that does not parse"


def _numbered(raw: pa.Table, number: int, ragged: list[Quarantined]) -> pa.Table:
    """Give every row its file number and its row number (1 is the first below the header)."""
    rows = np.arange(1, raw.num_rows + len(ragged) + 1, dtype=np.int32)
    if ragged:
        rows = np.setdiff1d(rows, np.array([one.row for one in ragged], dtype=np.int32))[: raw.num_rows]
    files = np.full(raw.num_rows, number, dtype=np.int32)
    return raw.append_column(SOURCE_FILE, pa.array(files)).append_column(SOURCE_ROW, pa.array(rows))


def _shaped(raw: pa.Table, contract: Contract, layout: Layout, file: InputFile, source: Source) -> tuple[pa.Table, int]:
    """Rename to the contract's columns, make wide columns long, add what the layout and the name give."""
    columns = {
        ours: _clean(raw.column(theirs)) for theirs, ours in layout.columns.items() if theirs in raw.column_names
    }
    columns |= {SOURCE_FILE: raw.column(SOURCE_FILE), SOURCE_ROW: raw.column(SOURCE_ROW)}
    width = 1
    if layout.unpivot:
        pattern = re.compile(layout.unpivot.pattern)
        wide = [name for name in raw.column_names if pattern.fullmatch(name)]
        width = len(wide)
        keys = [_key(pattern, name) for name in wide]
        columns = {name: pa.chunked_array([c for _ in wide for c in column.chunks]) for name, column in columns.items()}
        columns[layout.unpivot.key] = pa.array(np.repeat(np.array(keys, dtype=object), raw.num_rows), pa.string())
        columns[layout.unpivot.value] = pa.chunked_array([c for name in wide for c in _clean(raw.column(name)).chunks])
    for name in layout.values.keys() & columns.keys():
        columns[name] = _translated(columns[name], layout.values[name])
    rows = raw.num_rows * width
    given = layout.constants | file.constants | (source.constants(file) if source.constants else {})
    for name, text in given.items():
        if name not in columns:
            columns[name] = pa.repeat(pa.scalar(text, pa.string()), rows)
    for column in contract.columns:
        if column.name not in columns:
            columns[column.name] = pa.nulls(rows, pa.string())
    return pa.table(columns), width


def _translated(column: pa.ChunkedArray, words: Mapping[str, str]) -> pa.ChunkedArray:
    """Put a source's own values in place of a file's; values not listed stay."""
    ours = pa.array([word or None for word in words.values()], pa.string())
    position = pc.index_in(column, value_set=pa.array(list(words), pa.string()))
    translated = pc.if_else(pc.is_valid(position), pc.take(ours, position), column)
    if words.get(""):
        translated = pc.if_else(pc.is_null(column), pa.scalar(words[""]), translated)
    return translated


def _transformed(table: pa.Table, source: Source, file: InputFile) -> pa.Table:
    """Apply the source's transform; one that stumbles over a restricted record does not say over what."""
    if source.transform is None:
        return table
    if source.contract.sensitivity is Sensitivity.OPEN:
        return source.transform(table, file)

    def retold(error: Exception) -> InputError:
        return InputError(
            "A file could not be worked on", where=f"{file.name}; {place_of(error)}", found=type(error).__name__,
            do_this="report this as a fault of Verity; values of this file are not shown",
        )  # fmt: skip

    with told_without_values((Exception,), retold):
        return source.transform(table, file)


def _handed_on(table: pa.Table, contract: Contract) -> pa.Table:
    """Keep what the contract stores and what says where a row came from; the file's other columns end here."""
    for name in (REJECT, SET_ASIDE):
        if name not in table.column_names:
            table = table.append_column(name, pa.nulls(table.num_rows, pa.string()))
    return table.select([*(column.name for column in contract.columns), SOURCE_FILE, SOURCE_ROW, REJECT, SET_ASIDE])


def _key(pattern: re.Pattern[str], name: str) -> str:
    match = pattern.fullmatch(name)
    return (match.group(1) if match and match.groups() else name).strip()


def _clean(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return text without white space around it; what is then empty is missing."""
    text = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
