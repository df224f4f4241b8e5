"""Codes into names, sources into lines: what every chapter does with a release before it is shown."""

import pandas as pd

from verity.chapters.chapter import AssessmentContext
from verity.findings.words import whole
from verity.model.caveats import NOT_ACCREDITED


def named(context: AssessmentContext, frame: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
    """Add a column of area names beside a column of codes; a code without a name keeps its code."""
    return frame.assign(**{name: frame[code].map(dict(context.names)).fillna(frame[code])})


def source_line(context: AssessmentContext, *sources: str) -> str:
    """Return the source line of an exhibit: each source that is present, once."""
    lines = [context.sources[one].line for one in sources if context.sources[one].present]
    return "Source: " + "; ".join(dict.fromkeys(lines)) + "."


def adds_up(counts: "pd.Series[int]", what: str) -> str:
    """Return what the rows of a table add up to, as a note; where rows are withheld, what those shown add up to.

    Examples
    --------
    >>> adds_up(pd.Series([40, 60]), "all victims")
    'The rows add up to 100: all victims.'
    >>> adds_up(pd.Series([40, None], dtype="Int64"), "all victims")
    'The rows that are shown add up to 40. Others are withheld or not available, so that is not the whole: all victims.'
    """
    if bool(counts.isna().all()):
        return f"No count is shown, so no sum of rows either: {what}."
    total = whole(counts.sum())
    if bool(counts.isna().any()):
        rest = f"Others are withheld or not available, so that is not the whole: {what}."
        return f"The rows that are shown add up to {total}. {rest}"
    return f"The rows add up to {total}: {what}."


def notes_of(context: AssessmentContext, *sources: str) -> tuple[str, ...]:
    """Return the caveats of the sources that are present, in order, each once; police records say what they are not."""
    there = [one for one in sources if context.sources[one].present]
    police = [NOT_ACCREDITED.text] if any(one.startswith("police") for one in there) else []
    caveats = [text for one in there for text in context.sources[one].caveats]
    return tuple(dict.fromkeys([*police, *caveats]))
