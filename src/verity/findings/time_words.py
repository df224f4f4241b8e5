"""Findings on records by time in words: years, months, parts of the week, how well times are known."""

from verity.findings import sizes
from verity.findings.finding import Ways
from verity.findings.record_words import WEEKDAYS, sentence
from verity.findings.verdicts import Estimate
from verity.findings.words import percent, whole

NONE_BELOW = 0.5
"""Estimated share of default times in per cent below which hardly any look like one."""


def first_and_last(phrase: str, first: tuple[str, float], last: tuple[str, float]) -> Ways:
    """State the counts of the first and the last year, and no more.

    Examples
    --------
    >>> first_and_last("admissions", ("2016/17", 320), ("2020/21", 290))[0]
    'Admissions numbered 320 in 2016/17 and 290 in 2020/21.'
    """
    return (
        f"{sentence(phrase)} numbered {whole(first[1])} in {first[0]} and {whole(last[1])} in {last[0]}.",
        f"In {last[0]} the number of {phrase} was {whole(last[1])}; in {first[0]} it was {whole(first[1])}.",
    )


def first_and_last_title(phrase: str, first: tuple[str, float], last: tuple[str, float]) -> str:
    """Return the title over counts by year.

    Examples
    --------
    >>> first_and_last_title("admissions", ("2016/17", 320), ("2020/21", 290))
    'Admissions: 320 in 2016/17 and 290 in 2020/21'
    """
    return f"{sentence(phrase)}: {whole(first[1])} in {first[0]} and {whole(last[1])} in {last[0]}"


def month(name: str, share: Estimate, phrase: str, *, clear: bool) -> Ways:
    """Name the month with most; one of several where its interval does not stand clear of the next.

    Examples
    --------
    >>> month("July", (9.1, 8.0, 10.4), "callouts", clear=False)[0]
    'July is among the fullest months, with about 1 in 10 (9%) of callouts.'
    """
    size = sizes.share(share[0], share[1:])
    rank = "the fullest month" if clear else "among the fullest months"
    return (
        f"{name} is {rank}, with {size} of {phrase}.",
        f"With {size} of {phrase}, {name} is {rank}.",
    )


def week_cell(phrase: str, when: tuple[int, str], pct: float, base: float, *, clear: bool) -> Ways:
    """Name the part of the week with the largest share; one of several where it does not stand clear of the next.

    Parameters
    ----------
    when : tuple[int, str]
        Weekday by number, and hours.

    Examples
    --------
    >>> week_cell("callouts", (6, "20:00–23:59"), 6.2, 700, clear=True)[0]
    'Saturday 20:00–23:59 is the busiest part of the week: 6.2% of the 700 callouts whose time could be used.'
    """
    name = f"{WEEKDAYS[when[0]]} {when[1]}"
    rank = "the busiest part" if clear else "among the busiest parts"
    used = f"{pct:.1f}% of the {whole(base)} {phrase} whose time could be used"
    return (
        f"{name} is {rank} of the week: {used}.",
        f"With {used}, {name} is {rank} of the week.",
    )


def known_times(phrase: str, known_pct: float, default_pct: float | None) -> Ways:
    """Say how many times are known, and how many look like defaults.

    Examples
    --------
    >>> known_times("offences", 62.0, 8.0)[0]
    'The time is known for 62% of offences, and an estimated 8% of the times given are defaults.'
    """
    default = ""
    if default_pct is not None:
        few = default_pct < NONE_BELOW
        default = ", and hardly any of the times given look like defaults" if few else (
            f", and an estimated {percent(default_pct)} of the times given are defaults"
        )  # fmt: skip
    return (f"The time is known for {percent(known_pct)} of {phrase}{default}.",)


def known_times_title(phrase: str, known_pct: float) -> str:
    """Return the title over the quality of times.

    Examples
    --------
    >>> known_times_title("offences", 62.0)
    'Time known for 62% of offences'
    """
    return f"Time known for {percent(known_pct)} of {phrase}"
