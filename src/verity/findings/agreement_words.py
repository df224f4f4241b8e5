"""Findings on how sources agree in words; a ratio of two sources says nothing on why they differ."""

from collections.abc import Mapping

from verity.findings.finding import Ways
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
    'By their counts, both sources have the same busiest part of the week: Friday 20:00–23:59.'
    >>> weeks({"callouts": "Friday 20:00–23:59", "offences": "Saturday 00:00–03:59"})[0]
    'By their counts, the sources differ in the busiest part of the week. It is Friday 20:00–23:59 for callouts. It is Saturday 00:00–03:59 for offences.'
    """  # noqa: E501 - the example is one sentence
    parts: dict[str, list[str]] = {}
    for source, when in busiest.items():
        parts.setdefault(when, []).append(source)
    if len(parts) == 1:
        same = f"{every(len(busiest))} have the same busiest part of the week"
        return (f"By their counts, {same}: {next(iter(parts))}.",)
    told = " ".join(f"It is {when} for {listed(sources)}." for when, sources in parts.items())
    return (f"By their counts, the sources differ in the busiest part of the week. {told}",)


def ratio(area: str, year: str, value: Estimate, top: str, bottom: str) -> Ways:
    """State a ratio of two sources with its interval.

    Examples
    --------
    >>> ratio("Northport", "2020", (12.0, 10.0, 14.5), "admissions", "police victims")[0]
    'In 2020 there were 12.0 admissions for every 100 police victims in Northport. The 95% interval is 10.0 to 14.5.'
    """
    many, limits = f"{value[0]:,.1f} {top}", f"{value[1]:,.1f} to {value[2]:,.1f}"
    return (
        f"In {year} there were {many} for every 100 {bottom} in {area}. The 95% interval is {limits}.",
        f"For every 100 {bottom}, {area} had {many} in {year}. That number has a 95% interval of {limits}.",
    )
