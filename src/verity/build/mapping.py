"""Column and value mappings of `assessment.toml` as layouts: an extract with names of its own is read like any other.

The settings' shape is `verity.assessment.config`; how a layout is recognised and applied is the warehouse's.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from verity.assessment.config import FILE_NAME, Assessment, SourceSettings
from verity.model.contracts import Contract, Layout
from verity.model.errors import SettingsError, raise_together
from verity.warehouse.source import Source

LAYOUT = f"as mapped in {FILE_NAME}"


def mapped_sources(sources: Sequence[Source], assessment: Assessment) -> tuple[Source, ...]:
    """Return the sources with the layouts that the settings add; those without a mapping as they are.

    Raises
    ------
    SettingsError
        Every mapping that cannot be used, all at once: to a column that the contract does not have, of two headers to
        one column, or for a source whose files are not recognised by their header.
    """
    known = {source.contract.id for source in sources}
    problems = [_unmappable(name) for name, one in assessment.sources.items() if one.maps and name not in known]
    made: list[Source] = []
    for source in sources:
        try:
            made.append(mapped(source, assessment.sources.get(source.contract.id, SourceSettings())))
        except SettingsError as problem:
            problems.append(problem)
    raise_together(problems, f"{FILE_NAME} cannot be used")
    return tuple(made)


def mapped(source: Source, settings: SourceSettings) -> Source:
    """Return a source whose contract reads the mapped layout first.

    Without mapped columns, values and headers to leave aside are added to every layout of the contract.

    Raises
    ------
    SettingsError
        See `mapped_sources`.
    """
    if not settings.maps:
        return source
    contract = source.contract
    raise_together(_problems(contract, settings), f"{FILE_NAME} cannot be used")
    values = {column: dict(words) for column, words in settings.values.items()}
    if settings.columns:
        own = Layout(name=LAYOUT, columns=dict(settings.columns), ignored=settings.ignored, values=values)
        layouts = (own, *contract.layouts)
    else:
        layouts = tuple(_with(layout, settings.ignored, values) for layout in contract.layouts)
    return replace(source, contract=replace(contract, layouts=layouts))


def columns_read(contract: Contract) -> tuple[str, ...]:
    """Return what a header may be mapped to: the contract's columns, and those its reader uses up in making them."""
    used_up = (column for layout in contract.layouts for column in layout.columns.values())
    return tuple(dict.fromkeys((*(column.name for column in contract.columns), *used_up)))


def _with(layout: Layout, ignored: tuple[str, ...], values: Mapping[str, dict[str, str]]) -> Layout:
    return replace(layout, ignored=(*layout.ignored, *ignored), values={**layout.values, **values})


def _problems(contract: Contract, settings: SourceSettings) -> list[SettingsError]:
    asked = [*((f"columns.{header!r}", column) for header, column in settings.columns.items())]
    asked += [(f"values.{column}", column) for column in settings.values]
    known = columns_read(contract)
    problems = [_unknown(contract, key, column, known) for key, column in asked if column not in known]
    return problems + [_twice(contract, column) for column in _repeated(settings.columns.values())]


def _repeated(columns: Iterable[str]) -> list[str]:
    return [column for column, times in Counter(columns).items() if times > 1]


def _unknown(contract: Contract, key: str, column: str, known: Sequence[str]) -> SettingsError:
    return SettingsError(
        "A mapping leads to no column", where=f"{FILE_NAME}, sources.{contract.id}.{key}",
        expected=f"a column of “{contract.title}”: {', '.join(known)}", found=column,
        do_this="correct the name, or list the header under `ignored`",
    )  # fmt: skip


def _twice(contract: Contract, column: str) -> SettingsError:
    return SettingsError(
        "Two headers are mapped to one column", where=f"{FILE_NAME}, sources.{contract.id}.columns",
        expected="one header for each column", found=column, do_this="list one of the headers under `ignored`",
    )  # fmt: skip


def _unmappable(source: str) -> SettingsError:
    return SettingsError(
        "This source cannot be mapped", where=f"{FILE_NAME}, sources.{source}",
        expected="a source whose files are recognised by their header", found=source,
        do_this="remove columns, values and ignored from this table",
    )  # fmt: skip
