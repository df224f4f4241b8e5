"""Terms of the field in plain words; an edition lists those that occur in it."""

import re
from collections.abc import Sequence

from verity.report.document.blocks import Part
from verity.report.document.words import texts

GLOSSARY: dict[str, str] = {
    "95% interval": "the range that would hold the true value in 95 of 100 cases, were the same counting repeated; a "
    "wide one means that little is known",
    "admission": "a stay in hospital, counted once from arrival to discharge",
    "anti-social behaviour": "incidents that trouble others and are not recorded as crimes",
    "aoristic": "spread over the whole time in which an event may have happened, where its hour is not known",
    "attendance": "a visit to an emergency department",
    "callout": "an ambulance sent to an incident",
    "cohort": "the records counted, after stated conditions",
    "crude rate": "a count divided by the number of residents, ages left as they are",
    "deprivation decile": "a tenth of the country's small areas in order of deprivation; the first is the most "
    "deprived",
    "directly standardised rate": "the rate that an area would have if its people had the ages of a standard "
    "population, so that areas old and young can be compared",
    "district": "a local authority district or unitary authority",
    "hot spot": "a small area that, with those around it, has more than chance would explain",
    "interval": "see 95% interval",
    "mid-year estimate": "the number of residents at 30 June as the Office for National Statistics estimates it",
    "not available": "not supplied or not covered; it is not zero",
    "offence": "a crime as the police recorded it",
    "quarantined": "set apart because a value was not what its source promises; never counted",
    "relative index of inequality": "how many times as high a rate is at the most deprived end as at the least "
    "deprived, by a line through all tenths",
    "set aside": "left out by a stated rule, such as a later file that holds the same",
    "severity score": "offences weighted by how serious the sentences for them are",
    "similar": "not told apart by their intervals; it does not mean equal",
    "slope index of inequality": "the difference of a rate between the most and the least deprived end, by a line "
    "through all tenths",
    "small area": "a lower layer super output area (LSOA), about 1,500 residents",
    "small numbers": "a count below 20, which chance alone can change much",
    "suppressed": "there is a number, and it is not shown because it might point to a person; it is not zero",
    "suspect": "a person recorded as suspected of an offence, whether or not it was proved",
    "victim": "a person recorded as the victim of an offence",
}
"""Term → meaning, in alphabetical order."""


def used_terms(parts: Sequence[Part]) -> dict[str, str]:
    """Return the terms that occur in the parts, plurals and capitals included, with their meanings."""
    text = "\n".join(texts(parts)).casefold()
    return {
        term: meaning
        for term, meaning in GLOSSARY.items()
        if re.search(rf"(?<!\w){re.escape(term.casefold())}s?(?!\w)", text)
    }
