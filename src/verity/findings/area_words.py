"""Findings on the area and its people in words: residents, change, ethnic groups, deprivation."""

from verity.findings import sizes
from verity.findings.finding import Ways
from verity.findings.words import percent, whole

SAME_BELOW = 0.5
"""Change in per cent below which two estimates are about the same."""


def residents(area: str, count: float, when: str) -> Ways:
    """Say how many people live in an area, and when they were counted.

    Examples
    --------
    >>> residents("Testshire", 65819, "Census 2021")[0]
    '65,819 people lived in Testshire at Census 2021.'
    """
    return (
        f"{whole(count)} people lived in {area} at {when}.",
        f"At {when}, {area} was home to {whole(count)} people.",
    )


def population_change(area: str, first: int, last: int, change_pct: float) -> Ways:
    """Say by how much estimates of one basis changed between two years.

    Examples
    --------
    >>> population_change("Northport", 2011, 2020, -3.2)[0]
    'In mid-2020 the estimated population of Northport was 3% lower than in mid-2011.'
    """
    if abs(change_pct) < SAME_BELOW:
        return (
            f"{area} had about as many people in mid-{last} as in mid-{first}, by the estimates.",
            f"The estimated population of {area} was about the same in mid-{last} as in mid-{first}.",
        )
    word, more = ("higher", "more") if change_pct > 0 else ("lower", "fewer")
    size = percent(abs(change_pct))
    return (
        f"In mid-{last} the estimated population of {area} was {size} {word} than in mid-{first}.",
        f"{area} had {size} {more} people in mid-{last} than in mid-{first}, by the estimates.",
    )


def ethnic_groups(area: str, pct: float, wider: str, wider_pct: float) -> Ways:
    """Say what share of residents were outside the White groups, beside a wider area.

    Examples
    --------
    >>> ethnic_groups("Northport", 8.0, "Testland", 7.0)[0]
    'At Census 2021, 8% of people in Northport were in ethnic groups other than White, beside 7% in Testland.'
    """
    own, other = percent(pct), percent(wider_pct)
    return (
        f"At Census 2021, {own} of people in {area} were in ethnic groups other than White, beside {other} in {wider}.",
        f"In {area}, {own} of people were in an ethnic group other than White at Census 2021; in {wider}, {other}.",
    )


def deprivation(area: str, count: int, total: int, edition: str) -> Ways:
    """Say how many of an area's small areas are in the most deprived fifth of the country.

    Examples
    --------
    >>> deprivation("Testshire", 7, 36, "2019")[0]
    'In Testshire, 7 of 36 small areas are in the most deprived fifth of the country: almost 1 in 5 (19%) by the index of 2019.'
    """  # noqa: E501 - the example is one sentence
    if not count:
        return (f"None of the {whole(total)} small areas in {area} is in the most deprived fifth of the country.",)
    size = sizes.share(100 * count / total)
    few = f"{whole(count)} of {whole(total)} small areas"
    return (
        f"In {area}, {few} are in the most deprived fifth of the country: {size} by the index of {edition}.",
        f"By the index of {edition}, {few} in {area} are in the most deprived fifth of the country: {size}.",
    )
