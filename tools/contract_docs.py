"""Write the reference of the data sources, `docs/sources.md`, from their contracts.

Run after a contract has changed: `make docs`, or `uv run python tools/contract_docs.py`. Rules by which rows are set
aside or quarantined stand in the readers; their names are read from the readers' syntax trees.
"""

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from types import ModuleType

from verity.build.feeds import CONTRACTS, POLICE_UK, TABULAR
from verity.model.contracts import Column, Contract, Layout, Sensitivity
from verity.sources import police_uk
from verity.warehouse.source import Source

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "sources.md"
CODES_SHOWN = 24
YEAR = re.compile(r"(?:20)?[012]\d")
MARKERS = {
    "set_aside_where": "set aside",
    "SET_ASIDE": "set aside",
    "reject_where": "quarantined",
    "REJECT": "quarantined",
}
INTRODUCTION = """\
# Sources

Every data feed that this version reads: where it comes from, where its files go, what its columns may hold, the
layouts it is known in, and what becomes of a row that does not belong. `verity check` says which of them are there.

A file is of a source when its header is one of that source's layouts; its name does not matter. Files of data.police.uk
are recognised by their names as published, boundaries by the column that holds the codes. A blank in a column that may
not be blank, a code that is not listed, or a value that does not match its pattern puts the row in quarantine: it is
counted, named by row number and reason, and never shown.

This page is made from the contracts by `make docs`; a test keeps it current. Change the contract, not the page.
"""


def cell(text: str) -> str:
    """Return text for a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Return text as code; a bar is escaped as tables need it."""
    return f"`{text}`".replace("|", "\\|")


def allowed(column: Column) -> str:
    """Return what a column may hold beyond its type."""
    said = []
    if column.codes is not None:
        codes = sorted(column.codes)
        more = f" and {len(codes) - CODES_SHOWN} more" if len(codes) > CODES_SHOWN else ""
        said.append("one of " + ", ".join(map(code, codes[:CODES_SHOWN])) + more)
    if column.pattern is not None:
        said.append(code(column.pattern))
    if column.minimum is not None and column.maximum is not None:
        said.append(f"{column.minimum:g} to {column.maximum:g}")
    elif column.minimum is not None:
        said.append(f"{column.minimum:g} or more")
    elif column.maximum is not None:
        said.append(f"{column.maximum:g} or less")
    return "; ".join(said)


def columns(contract: Contract) -> Iterator[str]:
    """Yield the table of columns."""
    yield "| column | type | about | holds | may be blank |\n| --- | --- | --- | --- | --- |"
    for one in contract.columns:
        key = " (key)" if one.name in contract.key else ""
        blank = "yes" if one.nullable else ""
        yield f"| `{one.name}`{key} | {one.type} | {cell(one.about)} | {allowed(one)} | {blank} |"


def layouts(contract: Contract) -> Iterator[str]:
    """Yield the layouts; those that differ by the year alone are drawn once."""
    alike: dict[str, list[Layout]] = {}
    for one in contract.layouts:
        shape = repr((one.name, one.columns, one.unpivot, one.ignored, one.optional, one.first_row, one.foreign))
        alike.setdefault(YEAR.sub("#", shape), []).append(one)
    for first, *others in alike.values():
        yield from layout(first)
        for other in others:
            given = "".join(f", `{name}` = {value}" for name, value in other.constants.items())
            yield (
                f"\n- the same, with its year: {other.name}{given}"
                if other is others[0]
                else (f"- the same, with its year: {other.name}{given}")
            )


def layout(one: Layout) -> Iterator[str]:
    """Yield one layout: each header and the column it fills, and what else the file may hold or gives as a whole."""
    yield f"\n**Layout: {one.name}**\n"
    yield "| header in the file | column |\n| --- | --- |"
    for header, column in one.columns.items():
        yield f"| {code(header)}{' (may be absent)' if header in one.optional else ''} | `{column}` |"
    if (rows := one.unpivot) is not None:
        yield f"| every header like {code(rows.pattern)} | name to `{rows.key}`, cell to `{rows.value}` |"
    given = ", ".join(f"`{name}` = {value}" for name, value in one.constants.items())
    told = ", ".join(f"`{header}` like `{pattern}`" for header, pattern in one.first_row.items())
    notes = {
        "For the whole file": given,
        "Known and left aside": ", ".join(f"`{header}`" for header in one.ignored),
        "Told from other files by its first row": told,
        "Of another source if it has": ", ".join(f"`{header}`" for header in one.foreign),
    }
    yield from (f"\n{name}: {said}." for name, said in notes.items() if said)


def rules(source: Source) -> list[tuple[str, str]]:
    """Return what the reader may do to a row and why, in the words of the account."""
    found: list[tuple[str, str]] = []
    if source in POLICE_UK:
        found += [("file set aside", police_uk.SUPERSEDED), ("file set aside", police_uk.DUPLICATE_FILE)]
    if source.transform is not None:
        module = sys.modules[source.transform.__module__]
        found += _marked(module, source.transform.__name__)
    if source.keep_first is not None:
        found.append(("set aside", source.keep_first.rule))
    return list(dict.fromkeys(found))


def _marked(module: ModuleType, start: str) -> Iterator[tuple[str, str]]:
    """Yield the rules that a function and the functions of its module that it calls put on rows."""
    functions = {one.name: one for one in ast.parse(inspect.getsource(module)).body if isinstance(one, ast.FunctionDef)}
    waiting, seen = [start], {start}
    while waiting:
        function = functions[waiting.pop(0)]
        for call in ast.walk(function):
            if not isinstance(call, ast.Call):
                continue
            name = ast.unparse(call.func)
            if name in functions and name not in seen:
                seen.add(name)
                waiting.append(name)
            first = ast.unparse(call.args[0]) if call.args else ""
            if kind := MARKERS.get(name) or MARKERS.get(first):
                # the words stand in the last argument, or where the variable that it names is made
                scope = function if first in MARKERS and isinstance(call.args[-1], ast.Name) else call.args[-1]
                yield from ((kind, text) for text in _texts(scope, module))


def _texts(node: ast.AST, module: ModuleType) -> Iterator[str]:
    """Yield the words below a node that are rules: constants of the module, or text given to `pa.scalar`."""
    for one in ast.walk(node):
        if isinstance(one, ast.Name) and one.id.isupper() and one.id not in MARKERS:
            value = getattr(module, one.id, None)
            if isinstance(value, str):
                yield value
        elif isinstance(one, ast.Call) and ast.unparse(one.func) == "pa.scalar":
            yield from (str(arg.value) for arg in one.args if isinstance(arg, ast.Constant) and arg.value is not None)


def entry(contract: Contract) -> Iterator[str]:
    """Yield the part about one contract."""
    publisher = contract.publisher
    yield f"\n### {contract.title}\n"
    yield f"`{contract.id}`: {publisher.file}\n"
    yield f"- Publisher: {publisher.name}" + (f", <{publisher.page}>" if publisher.page else "")
    yield f"- Licence: {publisher.licence}"
    if publisher.cadence_months:
        months = publisher.cadence_months
        yield "- Renewed: every " + ("month" if months == 1 else f"{months} months")
    restricted = contract.sensitivity is Sensitivity.RESTRICTED
    yield "- Restricted: personal data under an agreement\n" if restricted else "- Open data\n"
    yield from columns(contract)
    yield from layouts(contract)
    own = [rule for source in (*POLICE_UK, *TABULAR) if source.contract is contract for rule in rules(source)]
    if own:
        yield "\n**Rules beyond the columns**\n"
        yield from (f"- {kind}: {text}" for kind, text in own)
    if contract.caveats:
        yield "\n**Caveats**\n"
        yield from (f"- {caveat.text} (`{caveat.id}`)" for caveat in contract.caveats)


def sources(contracts: Sequence[Contract]) -> str:
    """Return the page: contracts by folder, then in the order an analyst is told of them."""
    lines = [INTRODUCTION]
    ordered = sorted(contracts, key=lambda one: one.publisher.folder.rstrip("/"))
    for folder, group in groupby(ordered, key=lambda one: one.publisher.folder.rstrip("/")):
        lines.append(f"\n## Folder `{folder}/`")
        for contract in group:
            lines += entry(contract)
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page."""
    FILE.write_text(sources(CONTRACTS), "utf-8", newline="\n")
    print(f"{FILE.relative_to(ROOT).as_posix()}: {len(CONTRACTS)} sources")
    return 0


if __name__ == "__main__":
    sys.exit(main())
