"""Findings on police recorded crime from open data in words: shares, districts, small areas, months covered."""

from collections.abc import Sequence
from dataclasses import dataclass

from verity.findings import sizes
from verity.findings.finding import Ways
from verity.findings.verdicts import SIMILAR, Estimate, apart
from verity.findings.words import listed, percent, points, whole
from verity.model.codes import VIOLENCE_LABEL


@dataclass(frozen=True)
class CategoryShare:
    """A category's share in one period on two bases, each with its limits."""

    period: str
    with_asb: Estimate
    without_asb: Estimate


def category_share(now: CategoryShare, label: str = VIOLENCE_LABEL) -> Ways:
    """State a category's share on both bases.

    Examples
    --------
    >>> category_share(CategoryShare("2023", (33.4, 33.0, 33.8), (40.2, 39.7, 40.7)), "violence")[0]
    'In 2023, about 1 in 3 (33%) of the crimes and incidents recorded were violence. It is about 4 in 10 (40%) when anti-social behaviour is left out.'
    """  # noqa: E501 - the example is one finding
    both, crimes = (sizes.share(one[0], one[1:]) for one in (now.with_asb, now.without_asb))
    return (
        f"In {now.period}, {both} of the crimes and incidents recorded were {label}. It is {crimes} when anti-social "
        "behaviour is left out.",
        f"{opening(label)} made up {both} of the crimes and incidents recorded in {now.period}. Without anti-social "
        f"behaviour it is {crimes}.",
    )


def category_share_without(now: CategoryShare, label: str = VIOLENCE_LABEL) -> Ways:
    """State a category's share of crimes alone.

    Examples
    --------
    >>> category_share_without(CategoryShare("2023", (33.4, 33.0, 33.8), (40.2, 39.7, 40.7)), "violence")[0]
    'Of crimes alone, about 4 in 10 (40%) were violence in 2023.'
    """
    size = sizes.share(now.without_asb[0], now.without_asb[1:])
    return (
        f"Of crimes alone, {size} were {label} in {now.period}.",
        f"In {now.period}, {size} of crimes alone were {label}.",
    )


def category_share_change(
    then: CategoryShare, now: CategoryShare, label: str = VIOLENCE_LABEL, *, with_asb: bool, changed: str = ""
) -> Ways:
    """Compare a category's share in two like periods on one base; intervals that meet make it similar.

    Parameters
    ----------
    with_asb : bool
        Whether anti-social behaviour is in the base.
    changed : str
        The month in which counting rules changed, where the two periods lie on either side of it.
    """
    one, other = (now.with_asb, then.with_asb) if with_asb else (now.without_asb, then.without_asb)
    base = "with anti-social behaviour in the base" if with_asb else "without anti-social behaviour"
    moved = _moved(other, one)
    caution = {
        (True, True): f" Counting rules changed in {changed}, so the two years are not fully comparable.",
        (True, False): f" Here too, the change of counting rules in {changed} limits what can be compared.",
    }.get((bool(changed), with_asb), "")
    return (
        f"The share of {label} in {now.period} was {moved} {then.period}, {base}.{caution}",
        f"{opening(base)}, the share of {label} in {now.period} was {moved} {then.period}.{caution}",
    )


def shown_difference(then: float, now: float) -> float:
    """Return the difference of two percentages as they are printed, to one decimal.

    Examples
    --------
    >>> shown_difference(38.66, 39.83)
    1.1
    """
    return round(round(now, 1) - round(then, 1), 1)


def _moved(then: Estimate, now: Estimate) -> str:
    """Return how a share moved, before the name of the earlier period."""
    verdict, change = apart(now, then), shown_difference(then[0], now[0])
    both = f"({now[0]:.1f}%, before {then[0]:.1f}%)"
    if verdict == SIMILAR or change == 0:
        return f"similar {both} to that in"
    return f"{points(change)} {verdict} {both} than in"


def opening(text: str) -> str:
    """Return text with its first letter in upper case.

    Examples
    --------
    >>> opening("victims of A&E")
    'Victims of A&E'
    """
    return text[:1].upper() + text[1:]


def place_share(area: str, count: int, share: Estimate, force: str, period: str) -> Ways:
    """Say what share of the force's records took place in a district.

    Examples
    --------
    >>> place_share("Northport", 5700, (57.0, 56.2, 57.8), "Test Police", "2023")[0]
    'Of what Test Police recorded in 2023, 57% took place in Northport: 5,700 crimes and incidents.'
    """
    size = sizes.share(share[0], share[1:])
    return (
        f"Of what {force} recorded in {period}, {size} took place in {area}: {whole(count)} crimes and incidents.",
        f"{area} is the place of {size} of what {force} recorded in {period}: {whole(count)} crimes and incidents.",
    )


def unlocated(count: int, share: float, elsewhere: int, period: str) -> Ways:
    """Say how many records have no place, or one outside the area.

    Examples
    --------
    >>> unlocated(202, 4.1, 20, "2023")[0]
    'In 2023, 202 records (4.1%) had no place, and 20 lay outside the force area.'
    """
    return (
        f"In {period}, {whole(count)} records ({share:.1f}%) had no place, and {whole(elsewhere)} lay outside the "
        "force area.",
    )


def crude_rates(high: tuple[str, Estimate], low: tuple[str, Estimate], *, year: int, label: str, per: int) -> Ways:
    """Compare the highest and lowest district (name, rate with limits); the direction comes from their intervals.

    Examples
    --------
    >>> crude_rates(("A", (14.8, 14.1, 15.5)), ("B", (7.3, 6.5, 8.2)), year=2023, label="violence", per=1000)[0]
    'In 2023 the rate of violence was higher in A than in B. It was 14.8 against 7.3 for every 1,000 residents at Census 2021.'
    """  # noqa: E501 - the example is one finding
    similar = apart(high[1], low[1]) == SIMILAR
    verdict = f"similar in {high[0]} and {low[0]}" if similar else f"higher in {high[0]} than in {low[0]}"
    numbers = f"{high[1][0]:.1f} {'and' if similar else 'against'} {low[1][0]:.1f}"
    return (
        f"In {year} the rate of {label} was {verdict}. It was {numbers} for every {whole(per)} residents at Census "
        "2021.",
    )


def concentration(share: float, expected: float, areas: int, label: str, period: str) -> Ways:
    """Say how much the top fifth of small areas holds beside what chance would give.

    Examples
    --------
    >>> concentration(51.0, 24.0, 8, "violence", "2023")[0]
    'The fifth of small areas with the highest counts (8 of them) held just over half (51%) of violence in 2023. Chance alone would put 24% there.'
    """  # noqa: E501 - the example is one finding
    return (
        f"The fifth of small areas with the highest counts ({whole(areas)} of them) held {sizes.share(share)} of "
        f"{label} in {period}. Chance alone would put {percent(expected)} there.",
    )


def top_wards(wards: Sequence[tuple[str, int]], total: int, period: str) -> Ways:
    """Name the wards that hold the most of the top fifth of small areas.

    Examples
    --------
    >>> top_wards([("Abbey Hill", 3), ("Bridge Green", 2)], 8, "2023")[0]
    'Of the 8 small areas with the highest counts in 2023, most are in Abbey Hill (3) and Bridge Green (2).'
    """
    named = listed([f"{ward} ({count})" for ward, count in wards])
    held = sum(count for _, count in wards)
    word = "most" if 2 * held > total else f"{held}"
    return (f"Of the {whole(total)} small areas with the highest counts in {period}, {word} are in {named}.",)


def coverage(force: str, months: int, period: str) -> Ways:
    """Say which months the files of a force cover.

    Examples
    --------
    >>> coverage("Test Police", 24, "January 2022 to December 2023")[0]
    'The street files of Test Police cover 24 months: January 2022 to December 2023.'
    """
    return (f"The street files of {force} cover {whole(months)} months: {period}.",)


def partial_year(year: int, months: int) -> Ways:
    """Say why a year is not shown as a year.

    Examples
    --------
    >>> partial_year(2021, 8)[0]
    '2021 is not shown as a year: the files cover 8 of its 12 months.'
    """
    return (f"{year} is not shown as a year: the files cover {whole(months)} of its 12 months.",)
