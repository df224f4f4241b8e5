"""Codes into names, sources into lines: what every chapter does with a release before it is shown."""

import pandas as pd

from verity.chapters.chapter import AssessmentContext


def named(context: AssessmentContext, frame: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
    """Add a column of area names beside a column of codes; a code without a name keeps its code."""
    return frame.assign(**{name: frame[code].map(dict(context.names)).fillna(frame[code])})


def source_line(context: AssessmentContext, *sources: str) -> str:
    """Return the source line of an exhibit: each source that is present, once."""
    lines = [context.sources[one].line for one in sources if context.sources[one].present]
    return "Source: " + "; ".join(dict.fromkeys(lines)) + "."


def notes_of(context: AssessmentContext, *sources: str) -> tuple[str, ...]:
    """Return the caveats of the sources that are present, in order, each once."""
    caveats = [text for one in sources if context.sources[one].present for text in context.sources[one].caveats]
    return tuple(dict.fromkeys(caveats))
