"""Findings on record-level incidents in words: rates, shares, places, times, repeats, severity and agreement.

Direction words come from the comparison that was released; a share names its base; a count says what it counts.
"""

import calendar
from collections.abc import Sequence

from verity.findings.words import listed, percent, whole

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
"""By number: 0 is Sunday."""
WEEK_ORDER = (1, 2, 3, 4, 5, 6, 0)
"""Weekdays in the order they are shown, Monday first."""
SMALL_NUMBERS = 20


def year_name(year: int, *, financial: bool) -> str:
    """Return a reporting year in words; a financial year is named by both calendar years it lies in.

    Examples
    --------
    >>> year_name(2016, financial=True), year_name(1999, financial=True), year_name(2023, financial=False)
    ('2016/17', '1999/00', '2023')
    """
    return f"{year}/{(year + 1) % 100:02d}" if financial else str(year)


def codes_in_words(codes: Sequence[str]) -> str:
    """Return the codes of a definition: all where they are few, else how many and the first and the last.

    Examples
    --------
    >>> codes_in_words(["assault"]), codes_in_words(["X85", "X86", "X87", "X88", "X89", "X90", "X91"])
    ('code assault', '7 codes from X85 to X91')
    """
    if len(codes) <= 6:
        return f"code{'' if len(codes) == 1 else 's'} {listed(list(codes))}"
    return f"{len(codes)} codes from {codes[0]} to {codes[-1]}"


def numbered(count: float, noun: str) -> str:
    """Return a count with its noun, singular for one.

    Examples
    --------
    >>> numbered(1, "small area"), numbered(1200, "small area")
    ('1 small area', '1,200 small areas')
    """
    return f"{whole(count)} {noun}{'' if count == 1 else 's'}"


def month_word(number: int) -> str:
    """Return the name of a month of the year.

    Examples
    --------
    >>> month_word(7)
    'July'
    """
    return calendar.month_name[number]


def sentence(text: str) -> str:
    """Return text with its first letter in upper case, the others as they are.

    Examples
    --------
    >>> sentence("victims of A&E")
    'Victims of A&E'
    """
    return text[:1].upper() + text[1:]


def per_100k(value: float) -> str:
    """Return a rate per 100,000 in a sentence.

    Examples
    --------
    >>> per_100k(3377.04)
    '3,377.0 per 100,000'
    """
    return f"{value:,.1f} per 100,000"


def per_residents(value: float, many: str) -> str:
    """Return a rate of records per 100,000 residents and year.

    Examples
    --------
    >>> per_residents(50.04, "admissions")
    '50.0 admissions per 100,000 residents a year'
    """
    return f"{value:,.1f} {many} per 100,000 residents a year"


def interval(lower: float, upper: float, decimals: int = 1) -> str:
    """Return a 95% interval in a sentence.

    Examples
    --------
    >>> interval(1.04, 2.5)
    '95% interval 1.0 to 2.5'
    """
    return f"95% interval {lower:,.{decimals}f} to {upper:,.{decimals}f}"


def small(count: float) -> str:
    """Return the caution that goes with a small count; nothing for others.

    Examples
    --------
    >>> small(12), small(20)
    (' (small numbers)', '')
    """
    return " (small numbers)" if count < SMALL_NUMBERS else ""


def area_rate(phrase: str, area: str, rate: tuple[float, float, float], comparison: str, beside: str) -> str:
    """State a district's standardised rate and how it compares.

    Parameters
    ----------
    rate : tuple
        Value, lower and upper limit per 100,000.
    comparison : str
        `higher`, `lower`, `similar`, or empty for none made.

    Examples
    --------
    >>> area_rate("victims", "Northport", (120.0, 110.0, 130.0), "higher", "Testshire")
    'In Northport the standardised rate of victims was 120.0 per 100,000 a year (95% interval 110.0 to 130.0), higher than in Testshire.'
    """  # noqa: E501 - the example is one sentence
    value, lower, upper = rate
    verdict = {"higher": "higher than in", "lower": "lower than in", "similar": "similar to"}.get(comparison, "")
    end = f", {verdict} {beside}" if verdict else ""
    return f"In {area} the standardised rate of {phrase} was {per_100k(value)} a year ({interval(lower, upper)}){end}."


def decile_rates(phrase: str, most: tuple[float, float, float], least: tuple[float, float, float]) -> str:
    """Set the rates of the most and the least deprived tenth side by side, each with its limits.

    Examples
    --------
    >>> decile_rates("victims", (300.0, 280.0, 320.0), (100.0, 90.0, 110.0))
    'The standardised rate of victims was 300.0 per 100,000 a year (95% interval 280.0 to 320.0) in the most deprived tenth of the country and 100.0 per 100,000 (95% interval 90.0 to 110.0) in the least deprived.'
    """  # noqa: E501 - the example is one sentence
    return (
        f"The standardised rate of {phrase} was {per_100k(most[0])} a year ({interval(*most[1:])}) in the most "
        f"deprived tenth of the country and {per_100k(least[0])} ({interval(*least[1:])}) in the least deprived."
    )


def relative_index(phrase: str, value: float, lower: float, upper: float) -> str:
    """State the relative index of inequality, and what no gradient would be.

    Examples
    --------
    >>> relative_index("victims", 2.31, 1.9, 2.8)
    'By the line through all deciles, the rate of victims was 2.31 times as high at the most deprived end as at the least deprived (relative index of inequality; 95% interval 1.90 to 2.80; 1 would mean no gradient).'
    """  # noqa: E501 - the example is one sentence
    return (
        f"By the line through all deciles, the rate of {phrase} was {value:.2f} times as high at the most deprived end "
        f"as at the least deprived (relative index of inequality; {interval(lower, upper, 2)}; 1 would mean no "
        "gradient)."
    )


def small_areas(phrase: str, controlled: int, plain: int, total: int) -> str:
    """Say how many small areas have more than expected, with and without control of false discoveries.

    Examples
    --------
    >>> small_areas("victims", 12, 30, 300)
    '12 of 300 small areas had more victims than expected from their residents, allowing for the number of areas compared; 30 without that allowance.'
    """  # noqa: E501 - the example is one sentence
    return (
        f"{whole(controlled)} of {whole(total)} small areas had more {phrase} than expected from their residents, "
        f"allowing for the number of areas compared; {whole(plain)} without that allowance."
    )


def hotspots(phrase: str, hot: int, lasting: int, years: int) -> str:
    """Say how many small areas are hot spots, and how many were so in most years.

    Examples
    --------
    >>> hotspots("offences", 9, 4, 5)
    'Over all years together 9 small areas stood out as hot spots of offences, 4 of them also in at least 3 of the 5 years taken singly.'
    """  # noqa: E501 - the example is one sentence
    if hot == 0:
        return f"Over all years together no small area stood out as a hot spot of {phrase}."
    single = f", {whole(lasting)} of them also in at least {years // 2 + 1} of the {years} years taken singly"
    return f"Over all years together {numbered(hot, 'small area')} stood out as hot spots of {phrase}{single}."


def share(value: str, pct: float, base: str) -> str:
    """State a share of its base.

    Examples
    --------
    >>> share("July", 9.1, "victims located in Northport")
    'July: 9% of victims located in Northport.'
    """
    return f"{value}: {percent(pct)} of {base}."


def largest(what: str, value: str, pct: float, base: str, count: float) -> str:
    """Name the most frequent value of a breakdown with its share.

    Examples
    --------
    >>> largest("relationship", "partner", 31.0, "all victims", 310)
    'The most frequent relationship was “partner”: 310, or 31% of all victims.'
    """
    return f"The most frequent {what} was “{value}”: {whole(count)}, or {percent(pct)} of {base}{small(count)}."


def beside_residents(group: str, pct: float, base: str, residents_pct: float, area: str, unknown_pct: float) -> str:
    """Set a group's share of those known beside its share of residents, and say how many are not known.

    Examples
    --------
    >>> beside_residents("White", 70.0, "victims with a known ethnic group", 78.0, "Testshire", 12.0)
    'White: 70% of victims with a known ethnic group, beside 78% of residents of Testshire at Census 2021. Ethnic group was not known for 12%.'
    """  # noqa: E501 - the example is one sentence
    return (
        f"{group}: {percent(pct)} of {base}, beside {percent(residents_pct)} of residents of {area} at Census 2021. "
        f"Ethnic group was not known for {percent(unknown_pct)}."
    )


def too_many_unknown(what: str, phrase: str, pct: float, limit: float) -> str:
    """Say why nothing is concluded from a breakdown.

    Examples
    --------
    >>> too_many_unknown("Ethnic group", "victims", 40.0, 25.0)
    'Ethnic group is not known for 40% of victims. Above 25% nothing is concluded from it.'
    """
    return f"{what} is not known for {percent(pct)} of {phrase}. Above {limit:.0f}% nothing is concluded from it."


def repeats(people: float, pct: float, events_pct: float, phrase: str) -> str:
    """Say how many people appear more than once, and what share of the records is theirs.

    Examples
    --------
    >>> repeats(120, 12.0, 30.0, "victims")
    '120 people (12% of those with a usable key) appear more than once among victims; 30% of the records are theirs.'
    """
    return (
        f"{whole(people)} people ({percent(pct)} of those with a usable key) appear more than once among {phrase}; "
        f"{percent(events_pct)} of the records are theirs."
    )


def first_and_last(phrase: str, first: tuple[str, float], last: tuple[str, float]) -> str:
    """State the counts of the first and the last year, and no more.

    Examples
    --------
    >>> first_and_last("admissions", ("2016/17", 320), ("2020/21", 290))
    'Admissions: 320 in 2016/17 and 290 in 2020/21.'
    """
    return f"{sentence(phrase)}: {whole(first[1])} in {first[0]} and {whole(last[1])} in {last[0]}."


def top_areas(phrase: str, areas: Sequence[str], count: float, number: int) -> str:
    """Name the small areas with the highest counts, ties included.

    Examples
    --------
    >>> top_areas("callouts", ["A", "B"], 40, 12)
    'The 12 small areas with the highest counts, ties included, had 40 callouts; A and B had the most.'
    """
    named = listed(list(areas))
    return (
        f"The {number} small areas with the highest counts, ties included, had {whole(count)} {phrase}; "
        f"{named} had the most."
    )


def severity(area: str, volume_pct: float, severity_pct: float, phrase: str) -> str:
    """Set a part's share of the volume beside its share of the severity score.

    Examples
    --------
    >>> severity("Northport", 30.0, 45.0, "recorded violence")
    'Northport: 30% of recorded violence by count, and 45% by severity score.'
    """
    return f"{area}: {percent(volume_pct)} of {phrase} by count, and {percent(severity_pct)} by severity score."


def week_cell(phrase: str, weekday: int, hours: str, pct: float, base: float) -> str:
    """Name the part of the week with the largest share.

    Examples
    --------
    >>> week_cell("callouts", 6, "20:00–23:59", 6.2, 700)
    'Of the 700 callouts whose time could be used, the largest part of the week was Saturday 20:00–23:59, with 6.2%.'
    """
    return (
        f"Of the {whole(base)} {phrase} whose time could be used, the largest part of the week was "
        f"{WEEKDAYS[weekday]} {hours}, with {pct:.1f}%."
    )


def known_times(phrase: str, known_pct: float, default_pct: float | None) -> str:
    """Say how many times are known, and how many look like defaults.

    Examples
    --------
    >>> known_times("offences", 62.0, 8.0)
    'The time is known for 62% of offences; of those with a time, an estimated 8% carry a default.'
    """
    default = (
        "" if default_pct is None else f"; of those with a time, an estimated {percent(default_pct)} carry a default"
    )
    return f"The time is known for {percent(known_pct)} of {phrase}{default}."


def every(sources: int) -> str:
    """Return all of some sources in words.

    Examples
    --------
    >>> every(2), every(3)
    ('both sources', 'all 3 sources')
    """
    return "both sources" if sources == 2 else f"all {sources} sources"


def agreement(high_in_all: int, sources: int, total: int, places: str) -> str:
    """Say how many small areas every source finds high.

    Examples
    --------
    >>> agreement(7, 3, 300, "homes of victims and patients")
    'High in all 3 sources: 7 of 300 small areas (homes of victims and patients).'
    """
    return f"High in {every(sources)}: {whole(high_in_all)} of {whole(total)} small areas ({places})."


def ratio(area: str, year: str, value: tuple[float, float, float], top: str, bottom: str) -> str:
    """State a ratio of two sources with its interval; it says nothing on why they differ.

    Examples
    --------
    >>> ratio("Northport", "2020", (12.0, 10.0, 14.5), "admissions", "police victims")
    'In Northport there were 12.0 admissions for every 100 police victims in 2020 (95% interval 10.0 to 14.5).'
    """
    return (
        f"In {area} there were {value[0]:,.1f} {top} for every 100 {bottom} in {year} ({interval(value[1], value[2])})."
    )
