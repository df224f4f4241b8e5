"""Findings in words: every sentence of the assessment that states a number is made here.

A sentence says no more than its numbers allow: shares name their base, counts are counts, nothing causes
anything, and a difference between periods of different months is said to be one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from verity.model.codes import VIOLENCE_LABEL


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


def residents(area: str, count: float, basis: str) -> str:
    """Say how many people live in an area, and on what basis."""
    return f"{whole(count)} people lived in {area} ({basis})."


def population_change(area: str, first: int, last: int, change_pct: float) -> str:
    """Say by how much estimates of one basis changed between two years."""
    if abs(change_pct) < 0.5:
        return f"The estimated population of {area} was about the same in mid-{last} as in mid-{first}."
    word = "higher" if change_pct > 0 else "lower"
    return (
        f"The estimated population of {area} was {percent(abs(change_pct))} {word} in mid-{last} than in mid-{first}."
    )


def ethnic_groups(area: str, share: float, group: str, wider: str, wider_share: float) -> str:
    """Say what share of residents were outside the White groups, beside a wider area."""
    return (
        f"{percent(share)} of people in {area} belonged to ethnic groups {group} at Census 2021, "
        f"beside {percent(wider_share)} in {wider}."
    )


def deprivation(area: str, count: int, total: int, edition: str) -> str:
    """Say how many of an area's small areas are in the most deprived fifth of the country."""
    share = percent(100 * count / total) if total else "none"
    return (
        f"{whole(count)} of the {whole(total)} small areas in {area} ({share}) are among the most deprived "
        f"fifth of the country (Index of Multiple Deprivation {edition})."
    )


@dataclass(frozen=True)
class CategoryShare:
    """A category's count and shares of the two bases in one period."""

    period: str
    share_with_asb: float
    share_without_asb: float


def category_share(now: CategoryShare, label: str = VIOLENCE_LABEL) -> str:
    """State a category's share on both bases."""
    return (
        f"About {percent(now.share_with_asb)} of crimes and incidents recorded in {now.period} were {label}; "
        f"{percent(now.share_without_asb)} when anti-social behaviour is left out."
    )


def category_share_without(now: CategoryShare, label: str = VIOLENCE_LABEL) -> str:
    """State a category's share of crimes alone."""
    return (
        f"Of crimes alone, without anti-social behaviour, {percent(now.share_without_asb)} recorded in {now.period} "
        f"were {label}."
    )


def category_share_change(
    then: CategoryShare, now: CategoryShare, label: str = VIOLENCE_LABEL, *, changed: str = ""
) -> str:
    """Compare a category's share in two like periods on both bases; the difference is that of the shares printed.

    `changed` is the month in which the counting rules changed, where the two lie on either side of it.
    """
    caution = f" Counting rules changed in {changed}, so the two are not fully comparable." if changed else ""
    with_asb = _moved(then.share_with_asb, now.share_with_asb)
    without = _moved(then.share_without_asb, now.share_without_asb)
    return (
        f"In {now.period} the share of {label} was {with_asb} than in {then.period} with anti-social behaviour in "
        f"the base, and {without} without it.{caution}"
    )


def shown_difference(then: float, now: float) -> float:
    """Return the difference of two percentages as they are printed, to one decimal.

    Examples
    --------
    >>> shown_difference(38.66, 39.83)
    1.1
    """
    return round(round(now, 1) - round(then, 1), 1)


def _moved(then: float, now: float) -> str:
    change = shown_difference(then, now)
    if change == 0:
        return f"no higher or lower ({now:.1f}%)"
    return f"{points(change)} {'higher' if change > 0 else 'lower'} ({now:.1f}%, before {then:.1f}%)"


def place_share(area: str, count: int, share: float, base: str, period: str) -> str:
    """Say what share of the force's records took place in a district."""
    return f"{whole(count)} of {base} in {period} ({percent(share)}) were located in {area}."


def unlocated(count: int, share: float, elsewhere: int, period: str) -> str:
    """Say how many records have no place, or one outside the area."""
    return (
        f"In {period}, {whole(count)} records ({share:.1f}%) carried no location and {whole(elsewhere)} were located "
        "outside the force area; both are shown on rows of their own."
    )


def crude_rates(
    high: tuple[str, float], low: tuple[str, float], *, apart: bool, year: int, label: str, per: int
) -> str:
    """Compare the highest and lowest district (name, rate); the direction comes from their intervals."""
    verdict = "higher than" if apart else "similar to"
    return (
        f"In {year} the rate of recorded {label} in {high[0]} ({high[1]:.1f} per {whole(per)} residents at Census "
        f"2021) was {verdict} that in {low[0]} ({low[1]:.1f})."
    )


def concentration(share: float, expected: float, areas: int, label: str, period: str) -> str:
    """Say how much the top fifth of small areas holds beside what chance would give."""
    return (
        f"The fifth of small areas with the highest counts ({whole(areas)} LSOAs) held {percent(share)} of {label} "
        f"in {period}; {percent(expected)} would be expected there by chance alone."
    )


def top_wards(wards: Sequence[tuple[str, int]], total: int, period: str) -> str:
    """Name the wards that hold the most of the top fifth of small areas."""
    named = listed([f"{ward} ({count})" for ward, count in wards])
    return f"Of the {whole(total)} small areas with the highest counts in {period}, the wards with most are {named}."


def coverage(force: str, months: int, period: str) -> str:
    """Say which months the files of a force cover."""
    return f"Street-level files of {force} cover {whole(months)} months: {period}."


def partial_year(year: int, months: int) -> str:
    """Say why a year is not shown as a year."""
    return f"{year} is not shown as a year: the files cover {whole(months)} of its 12 months."
