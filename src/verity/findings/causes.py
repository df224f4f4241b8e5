"""Words of cause: what no finding or title may say, because data of this kind show only what goes with what."""

import re

CAUSAL = re.compile(
    r"\b(caus(?:e[sd]?|ing)|due to|owing to|thanks to|leads? to|led to|leading to|because|as a (?:result|consequence)|"
    r"result(?:s|ed|ing)? (?:in|from)|driv(?:es?|en|ing)(?: by| up| down)?|drove|fuel(?:s|led|ling)|"
    r"trigger(?:s|ed|ing)?|brought about|gives? rise to|gave rise to|contribut(?:es?|ed|ing) to|attributable to|"
    r"attributed to|stem(?:s|med|ming)? from|explain(?:s|ed)?(?: by)?|impact(?:s|ed|ing)?|affect(?:s|ed|ing)?|"
    r"influenc\w+|prevent(?:s|ed)|reduc(?:es|ed) by|produc(?:es|ed)|spark(?:s|ed)|provok\w+|therefore|hence|"
    r"consequently)\b",
    re.IGNORECASE,
)
"""Verbs and phrases of cause, in the forms in which a sentence would claim one."""
NAMES = re.compile(r"“[^”]*”|\balcohol-attributable\b", re.IGNORECASE)
"""Words of the data in quotation marks, and the name of a group of diagnoses: not our claim."""


def causal(words: str) -> str:
    """Return the first word of cause in a text; empty where there is none.

    Examples
    --------
    >>> causal("Rain led to fewer offences."), causal("Fewer offences were recorded on days with rain.")
    ('led to', '')
    """
    found = CAUSAL.search(NAMES.sub("", words))
    return found[0] if found else ""
