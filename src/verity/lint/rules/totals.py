"""STAT-05 in tables: rows and columns that do not add up to their printed total, and two totals of one exhibit."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from verity.lint.finding import Fault, Rule, Severity, in_table
from verity.lint.phrases import TOTALS, first_number
from verity.lint.text import Table, Text

CHECKLIST = "guidance checklist, section 10"
_COUNT = re.compile(r"^\s*\d{1,3}(?:,\d{3})*\s*(?:\(.*\))?\s*$|^\s*\d+\s*(?:\(.*\))?\s*$")
_PERCENT = re.compile(r"^\s*\d{1,3}(?:\.\d+)?\s*%\s*$")
_NOT_ADDITIVE = re.compile(
    r"(?i)\brates?\b|\bratio|\bmean|\bmedian|\baverage|per 1|\bCI\b|\blower|\bupper|\bindex\b|change|rank|"
    r"distinct|\bnote"
)
NEAR = 0.1
"""A sum further from its total than this share is no slip of adding but a column that is no breakdown."""


def _columns_of_counts(table: Table) -> list[int]:
    """Return the columns whose body is counts, at least two rows of them."""
    body = [row for row in table.rows if sum(bool(_COUNT.match(cell)) for cell in row[1:]) >= 1]
    width = table.width
    return [
        column
        for column in range(1, width)
        if sum(column < len(row) and bool(_COUNT.match(row[column])) for row in body) >= 2
    ]


def _header(table: Table, column: int) -> str:
    words = []
    for row in table.rows[:3]:
        if any(_COUNT.match(cell) or _PERCENT.match(cell) for cell in row[1:]):
            break
        if column < len(row):
            words.append(row[column])
    return " ".join(word for word in words if word)


def _total_column(table: Table, columns: list[int]) -> int | None:
    headed = next((column for column in columns if TOTALS.search(_header(table, column))), None)
    if headed is not None or len(columns) < 3 or columns[-1] != table.width - 1:
        return headed
    return columns[-1] if _mostly_adds_up(table, columns) else None


def _mostly_adds_up(table: Table, columns: list[int]) -> bool:
    """Whether the last column is the sum of those before in three rows or more, and in two thirds of all."""
    rows = [[first_number(row[column]) for column in columns] for row in table.rows if len(row) > columns[-1]]
    given = [[value for value in row if value is not None] for row in rows]
    whole = [row for row in given if len(row) == len(columns)]
    fitting = sum(sum(row[:-1]) == row[-1] for row in whole)
    return fitting >= 3 and fitting >= 2 * len(whole) / 3


def rows_that_do_not_add_up(text: Text) -> Iterator[Fault]:
    """Yield rows of counts whose parts do not sum to the row's total."""
    for table in text.tables:
        columns = _columns_of_counts(table)
        total = _total_column(table, columns)
        if total is None or _NOT_ADDITIVE.search(" ".join(_header(table, column) for column in columns)):
            continue
        parts = [column for column in columns if column < total]
        for number, row in enumerate(table.rows):
            if len(parts) >= 2 and total < len(row):
                yield from _differing(table, number, [row[column] for column in parts], row[total], "row")


def columns_that_do_not_add_up(text: Text) -> Iterator[Fault]:
    """Yield totals below a column of counts that are not the sum of the column."""
    for table in text.tables:
        last = next((n for n, row in enumerate(table.rows) if n > 1 and row and TOTALS.search(row[0])), None)
        if last is None:
            continue
        for column in _columns_of_counts(table):
            cells = _body(table, column, last)
            header = _header(table, column)
            if len(cells) >= 2 and column < len(table.rows[last]) and not _NOT_ADDITIVE.search(header or table.title):
                yield from _differing(table, last, cells, table.rows[last][column], f"column “{header}”")


def _body(table: Table, column: int, last: int) -> list[str]:
    """Return a column's counts above the total; none where one of them is hidden or left out."""
    cells = [row[column] if column < len(row) else "" for row in table.rows[:last]]
    first = next((place for place, cell in enumerate(cells) if _COUNT.match(cell)), len(cells))
    return cells[first:] if all(_COUNT.match(cell) for cell in cells[first:]) else []


def _differing(table: Table, number: int, parts: list[str], whole: str, label: str) -> Iterator[Fault]:
    values = [first_number(cell) for cell in parts if _COUNT.match(cell)]
    total = first_number(whole) if _COUNT.match(whole) else None
    given = [value for value in values if value is not None]
    if total is None or len(given) != len(parts) or len(given) < 2:
        return
    found = sum(given)
    if found - total in given:  # one row is a part of another: “of which”
        return
    rounded = all(value % 5 == 0 for value in (*given, total))
    if rounded and abs(found - total) <= 2.5 * (len(given) + 1):  # each was rounded to the nearest 5 by itself
        return
    if found != total and abs(found - total) <= NEAR * total:
        name = table.rows[number][0] or "the row"
        yield in_table(
            table,
            number,
            f"The {label} “{name}” adds up to {found:,.0f}, and {total:,.0f} is printed."
            if label == "row"
            else f"The {label} adds up to {found:,.0f}, and {total:,.0f} is printed.",
            recomputed=f"{found:,.0f}",
            severity=Severity.MEDIUM,
        )


def grand_total(table: Table) -> tuple[float, int] | None:
    """Return a table's printed grand total, or else the sum of its total column, and the row to show."""
    columns = _columns_of_counts(table)
    total = _total_column(table, columns)
    if total is None:
        return None
    body = [(n, row) for n, row in enumerate(table.rows) if total < len(row) and _COUNT.match(row[total])]
    printed = next(((n, row) for n, row in body if TOTALS.search(row[0])), None)
    if printed:
        return first_number(printed[1][total]) or 0, printed[0]
    values = [first_number(row[total]) or 0 for _, row in body]
    return (sum(values), body[-1][0]) if len(values) >= 3 else None


def totals_that_differ(text: Text) -> Iterator[Fault]:
    """Yield exhibits whose tables divide the same whole and come to different totals."""
    captioned = [table for table in text.tables if table.caption]
    for _, group in groupby(captioned, key=lambda table: table.caption):
        found = [(table, made) for table in group if (made := grand_total(table)) is not None]
        for (_, (first, _)), (second, (total, row)) in pairwise(found):
            if first != total and abs(first - total) <= NEAR * max(first, total):
                yield in_table(
                    second,
                    row,
                    f"{second.name} divides one whole twice: one part adds up to {first:,.0f}, the other to "
                    f"{total:,.0f}; "
                    f"the difference of {abs(first - total):,.0f} is not explained.",
                    recomputed=f"{abs(first - total):,.0f}",
                )


def shares_in_a_row(text: Text) -> Iterator[Fault]:
    """Yield rows headed as a distribution whose percentages do not come to 100."""
    for table in text.tables:
        for number, row in enumerate(table.rows):
            if not re.match(r"(?i)\W*(?:distribution|share|proportion|percentage|breakdown)\b", row[0] if row else ""):
                continue
            shares = [re.findall(r"(\d{1,3}(?:\.\d+)?)\s?%", cell) for cell in row[1:]]
            if len(shares) < 3 or any(len(share) != 1 for share in shares):
                continue
            found = sum(float(share[0]) for share in shares)
            decimals = min(len(share[0].partition(".")[2]) for share in shares)
            if 85 <= found <= 110 and abs(found - 100) > 0.5 * len(shares) * 10**-decimals:
                yield in_table(
                    table,
                    number,
                    f"The shares of “{row[0]}” add up to {found:.{decimals}f}%, and nothing says what the rest is.",
                    recomputed=f"{found:.{decimals}f}%",
                )


def shares_in_a_column(text: Text) -> Iterator[Fault]:
    """Yield columns of percentages that end in a total of 100% and do not come to it."""
    for table in text.tables:
        last = len(table.rows) - 1
        for column in range(1, table.width):
            cells = [row[column] if column < len(row) else "" for row in table.rows[1:]]
            if (
                len(cells) < 4
                or not all(_PERCENT.match(cell) for cell in cells)
                or not TOTALS.search(table.rows[last][0])
            ):
                continue
            values = [first_number(cell) or 0 for cell in cells]
            decimals = min(len(cell.strip(" %").partition(".")[2]) for cell in cells[:-1])
            found = sum(values[:-1])
            if values[-1] == 100 and 80 < found < 120 and abs(found - 100) > 0.5 * (len(values) - 1) * 10**-decimals:
                yield in_table(
                    table,
                    last,
                    f"The percentages above the total add up to {found:.{decimals}f}%, not 100%.",
                    recomputed=f"{found:.{decimals}f}%",
                )


RULES = (
    Rule(
        id="STAT-05",
        name="row-total",
        severity=Severity.MEDIUM,
        title="A row does not add up to its total",
        words="The counts of a row are added and compared with the total printed at its end.",
        source=CHECKLIST,
        check=rows_that_do_not_add_up,
    ),
    Rule(
        id="STAT-05",
        name="column-total",
        severity=Severity.MEDIUM,
        title="A column does not add up to its total",
        words="The counts of a column are added and compared with the total printed below it.",
        source=CHECKLIST,
        check=columns_that_do_not_add_up,
    ),
    Rule(
        id="STAT-05",
        name="two-totals",
        severity=Severity.MEDIUM,
        title="Two parts of one exhibit have different totals",
        words="Where an exhibit divides the same records twice, both divisions have to come to the same total.",
        source=CHECKLIST,
        check=totals_that_differ,
    ),
    Rule(
        id="STAT-05",
        name="row-shares",
        severity=Severity.MEDIUM,
        title="Shares of a distribution do not come to 100%",
        words="A row headed as a distribution, with one percentage in each cell, has to come to 100% within rounding.",
        source=CHECKLIST,
        check=shares_in_a_row,
    ),
    Rule(
        id="STAT-05",
        name="column-shares",
        severity=Severity.MEDIUM,
        title="A column of percentages does not come to 100%",
        words="Percentages above a total of 100% have to come to 100% within rounding.",
        source=CHECKLIST,
        check=shares_in_a_column,
    ),
)
