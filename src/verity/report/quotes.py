"""Numbers that the analyst's words may quote by name, so that prose can never disagree with a table.

`{{ crimes-by-place.recorded_count.luton }}` is a cell of an exhibit, `{{ police.violence.share }}` a finding's value;
`.lower`, `.upper` and `.words` after a finding's id are its limits and its sentence. A name that nothing bears stops
the build; a number typed by hand that a table also shows is pointed out.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.findings.words import percent, whole
from verity.model.errors import SettingsError

QUOTE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_TYPED = re.compile(
    r"(?<![\w.,{/#-])(\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+)(%| per cent| per 1,000| per 100,000)?(?![\w,]|\.\d)"
)
_PLAIN = 1000
"""A whole number from here on that a table also shows is likely to have been copied from it."""
_YEARS = range(1900, 2101)


class _Chapter(Protocol):
    @property
    def exhibits(self) -> Iterable[Exhibit]: ...
    @property
    def findings(self) -> Iterable[Finding]: ...


def quotable(chapters: Iterable[_Chapter]) -> dict[str, str]:
    """Return every quotable name with the text that stands for it."""
    names: dict[str, str] = {}
    for chapter in chapters:
        for exhibit in chapter.exhibits:
            names |= _cells(exhibit)
        for finding in chapter.findings:
            names |= _of_finding(finding)
    return names


def quoted(text: str, names: Mapping[str, str], *, where: str) -> str:
    """Return text with every `{{ name }}` replaced.

    Raises
    ------
    SettingsError
        A name that nothing bears; the nearest are offered.
    """

    def replaced(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in names:
            near = difflib.get_close_matches(name, names, n=3)
            raise SettingsError(
                "The narrative quotes a number that there is not", where=where,
                expected="the id of a finding, or exhibit.column.row as in exhibits.json", found=name,
                do_this=f"did you mean {' or '.join(near)}?" if near else "correct the name",
            )  # fmt: skip
        return names[name]

    return QUOTE.sub(replaced, text)


def typed_numbers(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the numbers typed by hand that look computed, each with the name it might be quoted by.

    A number looks computed when a table or finding shows the same, and it is a percentage, a rate, has decimals
    or is at least 1,000 and no year.

    Examples
    --------
    >>> typed_numbers("About 55% of people, 1,234 offences in 2023.", {"a.b": "55%", "c.d": "1,234", "e": "2023"})
    ('55% ({{ a.b }})', '1,234 ({{ c.d }})')
    """
    shown: dict[str, str] = {}
    for name, words in names.items():
        shown.setdefault(_bare(words), name)
    found: list[str] = []
    for match in _TYPED.finditer(QUOTE.sub("", text)):
        number, unit = match.group(1), match.group(2) or ""
        if _looks_computed(number, unit) and _bare(number) in shown:
            found.append(f"{number}{unit} ({{{{ {shown[_bare(number)]} }}}})")
    return tuple(dict.fromkeys(found))


def _looks_computed(number: str, unit: str) -> bool:
    if unit or "." in number:
        return True
    value = int(number.replace(",", ""))
    return value >= _PLAIN and ("," in number or value not in _YEARS)


def _bare(words: str) -> str:
    return words.replace(",", "").removesuffix("%").strip()


def _cells(exhibit: Exhibit) -> dict[str, str]:
    """Return the cells of an exhibit that hold a number, named exhibit.column.row."""
    table = exhibit.table
    heads = table.header_columns
    return {
        ".".join([exhibit.id, column.name, *(_slug(cell.text) for cell in row[:heads])]): cell.text
        for row in table.rows
        for column, cell in zip(table.columns[heads:], row[heads:], strict=True)
        if isinstance(cell.value, int | float)
    }


def _of_finding(finding: Finding) -> dict[str, str]:
    names = {f"{finding.id}.words": finding.words}
    for name, value in (("", finding.value), (".lower", finding.lower), (".upper", finding.upper)):
        if value is not None:
            names[f"{finding.id}{name}"] = _number(value, finding.unit)
    return names


def _number(value: float, unit: str) -> str:
    if unit == "per cent":
        return percent(value)
    return whole(value) if float(value).is_integer() else f"{value:,.1f}"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
