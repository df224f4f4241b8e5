"""Findings on how sources agree in words; a ratio of two sources says nothing on why they differ."""

from collections.abc import Mapping

from verity.findings.finding import Ways
from verity.findings.record_words import interval, sentence
from verity.findings.verdicts import Estimate
from verity.findings.words import listed, whole


def every(sources: int) -> str:
    """Return all of some sources in words.

    Examples
    --------
    >>> every(2), every(3)
    ('both sources', 'all 3 sources')
    """
    return "both sources" if sources == 2 else f"all {sources} sources"


def areas(high_in_all: int, sources: int, total: int) -> Ways:
    """Say how many small areas every source finds high.

    Examples
    --------
    >>> areas(7, 3, 300)[0]
    'By where people live, 7 of 300 small areas are high in all 3 sources.'
    """
    many = f"{whole(high_in_all) if high_in_all else 'none'} of {whole(total)} small areas"
    return (f"By where people live, {many} {'is' if high_in_all < 2 else 'are'} high in {every(sources)}.",)


def weeks(busiest: Mapping[str, str]) -> Ways:
    """Say whether sources have the same busiest part of the week: source → part of the week.

    Examples
    --------
    >>> weeks({"callouts": "Friday 20:00–23:59", "offences": "Friday 20:00–23:59"})[0]
    'Both sources have the same busiest part of the week, Friday 20:00–23:59.'
    >>> weeks({"callouts": "Friday 20:00–23:59", "offences": "Saturday 00:00–03:59"})[0]
    'The sources differ in their busiest part of the week: Friday 20:00–23:59 for callouts; Saturday 00:00–03:59 for offences.'
    """  # noqa: E501 - the example is one sentence
    parts: dict[str, list[str]] = {}
    for source, when in busiest.items():
        parts.setdefault(when, []).append(source)
    if len(parts) == 1:
        return (f"{sentence(every(len(busiest)))} have the same busiest part of the week, {next(iter(parts))}.",)
    told = "; ".join(f"{when} for {listed(sources)}" for when, sources in parts.items())
    return (f"The sources differ in their busiest part of the week: {told}.",)


def ratio(area: str, year: str, value: Estimate, top: str, bottom: str) -> Ways:
    """State a ratio of two sources with its interval.

    Examples
    --------
    >>> ratio("Northport", "2020", (12.0, 10.0, 14.5), "admissions", "police victims")[0]
    'In Northport in 2020 there were 12.0 admissions for every 100 police victims (95% interval 10.0 to 14.5).'
    """
    limits = interval(value[1], value[2])
    return (
        f"In {area} in {year} there were {value[0]:,.1f} {top} for every 100 {bottom} ({limits}).",
        f"For every 100 {bottom}, {area} had {value[0]:,.1f} {top} in {year} ({limits}).",
    )
