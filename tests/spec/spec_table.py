"""Reads the tiny tables that the spec tests draw as text, so an analyst can read a rule and its result together.

A table is a header row and data rows with cells parted by `|`; a rule of dashes and blank lines are for the eye only.
"""

import re

RULE = re.compile(r"[\s|:+-]*-{2,}[\s|:+-]*")


def cells(line: str) -> list[str]:
    """Return the stripped cells of one drawn line, with or without outer pipes.

    Examples
    --------
    >>> cells("| Luton | 12 |")
    ['Luton', '12']
    """
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def rows(text: str) -> list[dict[str, str]]:
    """Return one dict per drawn row, keyed by the header; every value is text.

    Raises
    ------
    ValueError
        If a row has more or fewer cells than the header, or two columns share a name.

    Examples
    --------
    >>> rows('''
    ...     area  | events
    ...     ----- | ------
    ...     Luton | 12
    ... ''')
    [{'area': 'Luton', 'events': '12'}]
    """
    lines = [line for line in text.splitlines() if line.strip() and not RULE.fullmatch(line)]
    header, *body = (cells(line) for line in lines)
    if len(set(header)) < len(header):
        raise ValueError(f"two columns share a name: {header}")
    for row in body:
        if len(row) != len(header):
            raise ValueError(f"expected {len(header)} cells {header}, found {len(row)}: {row}")
    return [dict(zip(header, row, strict=True)) for row in body]


def column(table: list[dict[str, str]], name: str) -> list[float]:
    """Return one column as floats; an empty cell or `-` is missing (NaN).

    Examples
    --------
    >>> column([{"x": "1"}, {"x": "-"}], "x")
    [1.0, nan]
    """
    return [float("nan") if row[name] in {"", "-"} else float(row[name]) for row in table]
