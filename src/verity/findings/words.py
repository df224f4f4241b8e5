"""Numbers in sentences: counts, percentages, differences, names in a row; sentences have modules of their own."""

from collections.abc import Sequence


def whole(number: float) -> str:
    """Return a count with thousands separators.

    Examples
    --------
    >>> whole(12345)
    '12,345'
    """
    return f"{round(number):,}"


def percent(value: float) -> str:
    """Return a percentage in a sentence: whole, but never rounded to 0 or 100.

    Examples
    --------
    >>> percent(33.4), percent(0.2), percent(99.9)
    ('33%', 'less than 1%', 'more than 99%')
    """
    if 0 < value <= 0.5:
        return "less than 1%"
    if 99.5 <= value < 100:
        return "more than 99%"
    return f"{value:.0f}%"


def points(value: float) -> str:
    """Return a difference of percentages, to one decimal and without its sign.

    Examples
    --------
    >>> points(-1.04), points(1.0)
    ('1.0 percentage points', '1.0 percentage points')
    """
    return f"{abs(value):.1f} percentage points"


def listed(names: Sequence[str]) -> str:
    """Return names in a sentence.

    Examples
    --------
    >>> listed(["Luton", "Bedford", "Dunstable"])
    'Luton, Bedford and Dunstable'
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
