"""Findings on records by person in words: the most common values, age and sex, ethnic group, repeats.

A value is called the most common only where its interval stands clear of the next one's.
"""

from verity.findings import sizes, verdicts
from verity.findings.finding import Ways
from verity.findings.record_words import sentence, small
from verity.findings.verdicts import Estimate
from verity.findings.words import percent, whole


def largest(noun: str, value: str, share: Estimate, phrase: str, count: float, *, clear: bool) -> Ways:
    """Name the most frequent value of a breakdown with its share.

    Parameters
    ----------
    clear : bool
        Whether its interval stands clear of the next value's.

    Examples
    --------
    >>> largest("outcome", "charged", (31.0, 29.0, 33.0), "offences", 310, clear=True)[0]
    'The most common outcome was “charged”. It stands for about 3 in 10 (31%) of all offences, or 310.'
    >>> largest("outcome", "charged", (31.0, 29.0, 33.0), "offences", 310, clear=False)[1]
    'About 3 in 10 (31%) of all offences, or 310, are marked “charged”, among the most common outcomes.'
    """
    size, most = sizes.share(share[0], share[1:]), verdicts.the_most(noun, clear=clear)
    number = f"{whole(count)}{small(count)}"
    return (
        f"{sentence(most)} was “{value}”. It stands for {size} of all {phrase}, or {number}.",
        f"{sentence(size)} of all {phrase}, or {number}, are marked “{value}”, {most}.",
        f"“{value}” is {most}. That is {number} of all {phrase}, or {size}.",
    )


def largest_title(noun: str, value: str, pct: float, phrase: str) -> str:
    """Return the title over a breakdown: which value has the highest count, and its share.

    Examples
    --------
    >>> largest_title("outcome", "charged", 31.0, "offences")
    'Outcome: “charged” has the highest count, 31% of all offences'
    """
    return f"{sentence(noun)}: “{value}” has the highest count, {percent(pct)} of all {phrase}"


def age_and_sex(sex: str, ages: str, share: Estimate, phrase: str, count: float, *, clear: bool) -> Ways:
    """Name the largest group by age and sex.

    Examples
    --------
    >>> age_and_sex("male", "20-24", (13.0, 10.0, 16.0), "admissions", 42, clear=False)[0]
    'Males aged 20-24 are among the largest groups in admissions. They make up 13% of all, or 42.'
    """
    who = f"{sentence(sex)}s aged {ages}"
    size = sizes.share(share[0], share[1:])
    rank = "the largest group" if clear else "among the largest groups"
    number = f"{whole(count)}{small(count)}"
    return (
        f"{who} are {rank} in {phrase}. They make up {size} of all, or {number}.",
        f"By age and sex, {who[:1].lower()}{who[1:]} are {rank} in {phrase}: {number}, or {size}.",
    )


def ethnic_group(
    group: str, pct: float, phrase: str, *, residents_pct: float, unknown_pct: float, count: float
) -> Ways:  # fmt: skip
    """Set a group's share of those known beside its share of residents, and say how many are not known.

    Examples
    --------
    >>> ethnic_group("White", 70.0, "victims", residents_pct=78.0, unknown_pct=12.0, count=300)[0]
    'Where known, 70% of victims are in the group White, beside 78% of residents (not known: 12%).'
    """
    own, beside, unknown = f"{percent(pct)}{small(count)}", percent(residents_pct), percent(unknown_pct)
    return (
        f"Where known, {own} of {phrase} are in the group {group}, beside {beside} of residents (not known: "
        f"{unknown}).",
        f"{group}: {own} of {phrase} where known, beside {beside} of residents (not known: {unknown}).",
        f"{group}: {beside} of residents, beside {own} of {phrase} where known (not known: {unknown}).",
    )


def repeats_title(people: float, pct: float, phrase: str) -> str:
    """Return the title over people by how often they appear.

    Examples
    --------
    >>> repeats_title(120, 12.0, "victims")
    'Seen more than once among victims: 120 people, 12% of those with a usable key'
    """
    return f"Seen more than once among {phrase}: {whole(people)} people, {percent(pct)} of those with a usable key"


def too_many_unknown(what: str, phrase: str, pct: float, limit: float) -> str:
    """Say why nothing is concluded from a breakdown.

    Examples
    --------
    >>> too_many_unknown("Ethnic group", "victims", 40.0, 25.0)
    'Ethnic group is not known for 40% of victims. Above 25% nothing is concluded from it.'
    """
    return f"{what} is not known for {percent(pct)} of {phrase}. Above {limit:.0f}% nothing is concluded from it."


def repeats(people: float, pct: float, events_pct: float, phrase: str) -> Ways:
    """Say how many people appear more than once, and what share of the records is theirs.

    Examples
    --------
    >>> repeats(120, 12.0, 30.0, "victims")[0]
    'Among victims, 120 people (12% of those with a usable key) appear more than once, and 30% of the records are theirs.'
    """  # noqa: E501 - the example is one sentence
    return (
        f"Among {phrase}, {whole(people)} people ({percent(pct)} of those with a usable key) appear more than once, "
        f"and {percent(events_pct)} of the records are theirs.",
    )
