"""Directions in words: higher, lower, similar, and whether that is better or worse, from intervals alone.

Which way is better is a property of the measure (its polarity); where it has none, nothing is called good or bad.
"""

from verity.model.measures import Polarity

HIGHER, LOWER, SIMILAR = "higher", "lower", "similar"
Estimate = tuple[float, float, float]
"""Value, lower and upper limit."""


def apart(one: Estimate, other: Estimate) -> str:
    """Return how the first estimate compares: `similar` where the intervals share any value.

    Examples
    --------
    >>> apart((5.0, 4.5, 5.5), (4.0, 3.5, 4.4)), apart((5.0, 4.5, 5.5), (4.0, 3.5, 4.5))
    ('higher', 'similar')
    """
    if one[1] > other[2]:
        return HIGHER
    return LOWER if one[2] < other[1] else SIMILAR


def judged(comparison: str, polarity: Polarity) -> str:
    """Return a direction with what it means under the measure's polarity.

    Examples
    --------
    >>> judged("higher", Polarity.LOWER_IS_BETTER), judged("higher", Polarity.NEUTRAL)
    ('higher (worse)', 'higher')
    >>> judged("similar", Polarity.LOWER_IS_BETTER), judged("", Polarity.LOWER_IS_BETTER)
    ('similar', '')
    """
    if polarity is Polarity.NEUTRAL or comparison not in (HIGHER, LOWER):
        return comparison
    good = (comparison == LOWER) is (polarity is Polarity.LOWER_IS_BETTER)
    return f"{comparison} ({'better' if good else 'worse'})"


def direction_note(polarity: Polarity) -> str:
    """Return the note that says which direction of a measure is good.

    Examples
    --------
    >>> direction_note(Polarity.LOWER_IS_BETTER)
    'Of this rate, lower is better.'
    """
    if polarity is Polarity.NEUTRAL:
        return "More that is recorded may be better recording, so neither direction is called better or worse."
    return f"Of this rate, {polarity}."


def beside(comparison: str, polarity: Polarity) -> str:
    """Return a direction as it stands before a place or number: “higher than”, “similar to”; empty for none.

    Examples
    --------
    >>> beside("similar", Polarity.NEUTRAL), beside("lower", Polarity.LOWER_IS_BETTER), beside("", Polarity.NEUTRAL)
    ('similar to', 'lower (better) than', '')
    """
    said = judged(comparison, polarity)
    return f"{said} {'to' if comparison == SIMILAR else 'than'}" if said else ""


def leads(lower: float, next_upper: float) -> bool:
    """Whether the first of several stands clear of the next: its lower limit is above the next one's upper limit.

    Examples
    --------
    >>> leads(20.0, 19.9), leads(20.0, 20.0)
    (True, False)
    """
    return lower > next_upper


def the_most(noun: str, *, clear: bool) -> str:
    """Return the superlative that a lead allows.

    Examples
    --------
    >>> the_most("outcome", clear=True), the_most("outcome", clear=False)
    ('the most common outcome', 'among the most common outcomes')
    """
    return f"the most common {noun}" if clear else f"among the most common {plural(noun)}"


def plural(noun: str) -> str:
    """Return a noun in the plural, the head of a phrase with “of”, “to” or “from” in it.

    Examples
    --------
    >>> [plural(one) for one in ("length of stay", "flag", "category", "premises", "type of department")]
    ['lengths of stay', 'flags', 'categories', 'premises', 'types of department']
    """
    for link in (" of ", " to ", " from "):
        if link in noun:
            head, rest = noun.split(link, 1)
            return f"{plural(head)}{link}{rest}"
    if noun.endswith(("s", "x")):
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
