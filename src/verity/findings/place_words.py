"""Findings on records by place in words: rates and how they compare, deprivation, small areas, severity.

Directions come from the comparison that was released, never from the numbers alone.
"""

from collections.abc import Sequence

from verity.findings import sizes, verdicts
from verity.findings.finding import Ways
from verity.findings.record_words import interval, numbered, sentence
from verity.findings.verdicts import Estimate
from verity.findings.words import listed, percent, whole
from verity.model.measures import Polarity

PER = "for every 100,000 people"


def area_rate(phrase: str, area: str, rate: Estimate) -> Ways:
    """State an area's standardised rate a year.

    Examples
    --------
    >>> area_rate("victims", "Northport", (120.0, 110.0, 130.0))[0]
    'In Northport there were 120.0 victims a year for every 100,000 people. This allows for age (95% interval 110.0 to 130.0).'
    """  # noqa: E501 - the example is one finding
    value, lower, upper = rate
    return (
        f"In {area} there were {value:,.1f} {phrase} a year {PER}. This allows for age ({interval(lower, upper)}).",
        f"{area} had {value:,.1f} {phrase} a year {PER}. This rate allows for age ({interval(lower, upper)}).",
    )


def compared_rate(
    phrase: str, area: str, rate: Estimate, comparison: str, wider: tuple[str, float | None], *, polarity: Polarity
) -> Ways:  # fmt: skip
    """State a district's standardised rate a year beside that of the wider area (name, rate).

    Parameters
    ----------
    comparison : str
        `higher`, `lower`, `similar`, or empty for none made: then only the rate is stated.

    Examples
    --------
    >>> compared_rate("victims", "Northport", (120.0, 110.0, 130.0), "higher", ("Testshire", 90.0),
    ...               polarity=Polarity.NEUTRAL)[0]
    'In Northport the rate of victims was higher than in Testshire as a whole (90.0). Allowing for age, there were 120.0 a year for every 100,000 people (95% interval 110.0 to 130.0).'
    """  # noqa: E501 - the example is one finding
    said = verdicts.beside(comparison, polarity)
    if not said:
        return area_rate(phrase, area, rate)
    value, lower, upper = rate
    whole_area = f"{wider[0]} as a whole" + ("" if wider[1] is None else f" ({wider[1]:,.1f})")
    at = f"that in {whole_area}" if comparison == verdicts.SIMILAR else f"in {whole_area}"
    limits = interval(lower, upper)
    return (
        f"In {area} the rate of {phrase} was {said} {at}. Allowing for age, there were {value:,.1f} a year {PER} "
        f"({limits}).",
        f"The rate of {phrase} in {area} was {said} {at}. It was {value:,.1f} a year {PER}, allowing for age "
        f"({limits}).",
        f"{area} had {value:,.1f} {phrase} a year {PER}, allowing for age. It is {said} {at}. The rate has a "
        f"95% interval of {lower:,.1f} to {upper:,.1f}.",
    )


def decile_rates(phrase: str, most: Estimate, least: Estimate) -> Ways:
    """Set the rates of the most and the least deprived tenth side by side, each with its limits.

    Examples
    --------
    >>> decile_rates("victims", (300.0, 280.0, 320.0), (100.0, 90.0, 110.0))[0]
    'In the most deprived tenth of the country there were 300.0 victims a year for every 100,000 people (95% interval 280.0 to 320.0). In the least deprived tenth there were 100.0 (95% interval 90.0 to 110.0).'
    """  # noqa: E501 - the example is one finding
    return (
        f"In the most deprived tenth of the country there were {most[0]:,.1f} {phrase} a year {PER} "
        f"({interval(*most[1:])}). In the least deprived tenth there were {least[0]:,.1f} ({interval(*least[1:])}).",
    )


def relative_index(phrase: str, value: float, lower: float, upper: float) -> Ways:
    """State the relative index of inequality as a size, and as a number with its limits.

    Where the interval holds 1 no gradient is told; where the index is below 1 the ends change places.

    Examples
    --------
    >>> relative_index("victims", 5.5, 4.55, 6.66)[0]
    'The rate of victims was about five and a half times as high at the most deprived end as at the least deprived. The relative index of inequality is 5.50 (95% interval 4.55 to 6.66).'
    >>> relative_index("victims", 1.1, 0.9, 1.4)[0]
    'The rate of victims was similar at the most and the least deprived end. The relative index of inequality is 1.10 (95% interval 0.90 to 1.40), and 1 would mean no gradient.'
    """  # noqa: E501 - the example is one finding
    index = f"The relative index of inequality is {value:.2f} ({interval(lower, upper, 2)})"
    if lower <= 1 <= upper:
        return (
            f"The rate of {phrase} was similar at the most and the least deprived end. {index}, and 1 would mean no "
            "gradient.",
        )
    if upper < 1:
        return (f"The rate of {phrase} was lower at the most deprived end than at the least deprived. {index}.",)
    size = sizes.times(value, (lower, upper))
    return (
        f"The rate of {phrase} was {size} as high at the most deprived end as at the least deprived. {index}.",
        f"At the most deprived end the rate of {phrase} was {size} that at the least deprived end. {index}.",
    )


def small_areas(phrase: str, controlled: int, plain: int, total: int) -> Ways:
    """Say how many small areas have more than expected, with and without allowing for how many are compared.

    Examples
    --------
    >>> small_areas("victims", 12, 30, 300)[0]
    'Of 300 small areas, 12 had more victims than expected, and 30 if each is compared alone.'
    """
    return (
        f"Of {whole(total)} small areas, {_some(controlled)} had more {phrase} than expected, and {_some(plain)} if "
        "each is compared alone.",
        f"More {phrase} than expected were found in {_some(controlled)} of {whole(total)} small areas, allowing for "
        f"chance; without that, in {_some(plain)}.",
    )


def some_small_areas(phrase: str, controlled: int, total: int, silent: int) -> Ways:
    """Say how many small areas at least have more than expected, where the comparison of some is not shown.

    Examples
    --------
    >>> some_small_areas("victims", 4, 40, 8)[0]
    'At least 4 of 40 small areas had more victims than expected; for 8 the comparison is not shown.'
    >>> some_small_areas("victims", 0, 40, 8)[0]
    'For 8 of 40 small areas no comparison of victims with what is expected is shown; none of the others had more.'
    """
    if not controlled:
        return (
            f"For {whole(silent)} of {whole(total)} small areas no comparison of {phrase} with what is expected is "
            "shown; none of the others had more.",
        )
    return (
        f"At least {whole(controlled)} of {whole(total)} small areas had more {phrase} than expected; for "
        f"{whole(silent)} the comparison is not shown.",
    )


def _some(count: int) -> str:
    return whole(count) if count else "none"


def hotspots(phrase: str, hot: int, lasting: int, years: int) -> Ways:
    """Say how many small areas are hot spots, and how many were so in most years.

    Examples
    --------
    >>> hotspots("offences", 9, 4, 5)[0]
    'Over all years together, 9 small areas were hot spots of offences; 4 of them were so in at least 3 of the 5 years too.'
    """  # noqa: E501 - the example is one sentence
    if hot == 0:
        return (
            f"Over all years together, no small area stood out as a hot spot of {phrase}.",
            f"No small area stood out as a hot spot of {phrase} over all years together.",
        )
    many = f"{numbered(hot, 'small area')} {'was a hot spot' if hot == 1 else 'were hot spots'}"
    single = f"; {_some(lasting)} of them {'was' if lasting == 1 else 'were'} so in at least {years // 2 + 1} of the "
    return (f"Over all years together, {many} of {phrase}{single}{years} years too.",)


def deprived_fifth(phrase: str, share: Estimate) -> Ways:
    """State the share that falls on the most deprived fifth of the country.

    Examples
    --------
    >>> deprived_fifth("attendances", (33.0, 30.0, 36.0))[0]
    'About 1 in 3 (33%) of all attendances were of people from the most deprived fifth of the country.'
    """
    size = sizes.share(share[0], share[1:])
    return (
        f"{sentence(size)} of all {phrase} were of people from the most deprived fifth of the country.",
        f"People from the most deprived fifth of the country make up {size} of all {phrase}.",
    )


def top_areas(phrase: str, areas: Sequence[str], count: float, number: int) -> Ways:
    """Name the small areas with the highest counts, ties included.

    Examples
    --------
    >>> top_areas("callouts", ["A", "B"], 40, 12)[0]
    'The 12 small areas with the highest counts had 40 callouts between them, and A and B had the most.'
    """
    return (
        f"The {number} small areas with the highest counts had {whole(count)} {phrase} between them, and "
        f"{listed(list(areas))} had the most.",
    )


def severity(area: str, volume_pct: float, severity_pct: float, phrase: str) -> Ways:
    """Set a part's share of the volume beside its share of the severity score.

    Examples
    --------
    >>> severity("Rape", 4.0, 44.0, "recorded violence")[0]
    'Rape has 4% of recorded violence by count, and 44% by severity score.'
    """
    by_count, by_score = percent(volume_pct), percent(severity_pct)
    return (
        f"{area} has {by_count} of {phrase} by count, and {by_score} by severity score.",
        f"By severity score, {area} has {by_score} of {phrase}; by count, {by_count}.",
    )


def severity_title(area: str, volume_pct: float, severity_pct: float) -> str:
    """Return the title over volume beside severity.

    Examples
    --------
    >>> severity_title("Rape", 4.0, 44.0)
    'Rape: 4% of offences by count, 44% by severity score'
    """
    return f"{area}: {percent(volume_pct)} of offences by count, {percent(severity_pct)} by severity score"
