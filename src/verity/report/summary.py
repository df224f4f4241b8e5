"""What the one-page summary says besides its findings: the gaps a reader should know of first."""

from dataclasses import dataclass

from verity.chapters.chapter import Gap
from verity.report.edition import Edition

MOST = 3


@dataclass(frozen=True)
class SummaryGap:
    """A gap in words, and the section that says so; no section where a source is missing altogether."""

    words: str
    section: str = ""


def summary_gaps(edition: Edition) -> tuple[SummaryGap, ...]:
    """Return up to three gaps: sources that are not there first, then what chapters owe and cannot give, by turns."""
    missing = [
        SummaryGap(f"{one.title}: not supplied. It would enable {one.enables[:1].lower()}{one.enables[1:]}.")
        for one in edition.freshness
        if one.state == "missing"
    ]
    owed = [
        [SummaryGap(block.text, section.id) for section in chapter.sections for block in section.blocks
         if isinstance(block, Gap)]
        for chapter in edition.chapters
    ]  # fmt: skip
    turns = [gaps[turn] for turn in range(MOST) for gaps in owed if len(gaps) > turn]
    return tuple([*missing, *turns][:MOST])
