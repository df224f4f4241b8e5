"""How plain the words of an edition are: its reading age by part, and every sentence that stands twice.

What is read: findings, prose, gaps, the analyst's narrative, titles and notes of exhibits. Cells, headings of columns,
subtitles and source lines are labels and are left out.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from verity.chapters.chapter import ChapterContent, Gap, Prose
from verity.report.edition import Edition
from verity.report.reading_age import reading_age, sentences
from verity.report.summary import MOST, summary_gaps

REFERENCE = re.compile(r"\{[^{}]*\}")
FORMULA = (
    "Reading age = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 + 5 (Flesch–Kincaid grade plus five)."
)


@dataclass(frozen=True)
class PartAge:
    """A part of the report and the age from which it can be read; None where it has no words."""

    title: str
    years: float | None

    @property
    def words(self) -> str:
        """The age as it is printed."""
        return "no text" if self.years is None else f"{self.years:.1f}"


def summary_texts(edition: Edition) -> list[str]:
    """Return what the one-page summary says: its findings, changes and gaps."""
    own = {one.id: one.words for chapter in edition.chapters for one in chapter.findings}
    return [
        *(own[one] for one in edition.summary if one in own),
        *edition.changes[:MOST],
        *(one.words for one in summary_gaps(edition)),
    ]


def said(chapter: ChapterContent) -> list[str]:
    """Return the sentences of a chapter's own text: findings, prose and gaps, each once."""
    blocks = (block for section in chapter.sections for block in section.blocks if isinstance(block, Prose | Gap))
    told = [*(one.words for one in chapter.findings), *(block.text for block in blocks)]
    return [REFERENCE.sub("", one) for one in dict.fromkeys(told)]


def chapter_texts(edition: Edition, chapter: ChapterContent) -> list[str]:
    """Return all that a chapter says, the notes that many of its exhibits bear once."""
    own = {chapter.id, *(section.id for section in chapter.sections)}
    shown = (text for one in chapter.exhibits for text in (one.title, *one.notes))
    narrative = (text for name, text in edition.narrative.items() if name in own)
    return list(dict.fromkeys([*said(chapter), *shown, *narrative]))


def ages(edition: Edition) -> tuple[PartAge, ...]:
    """Return the reading age of the summary, of each chapter, of the methods and of all these together."""
    methods = [text for one in edition.methods for text in one.paragraphs]
    parts = [
        ("Summary", summary_texts(edition)),
        *((one.title, chapter_texts(edition, one)) for one in edition.chapters),
        ("Methods", methods),
    ]
    whole = list(dict.fromkeys(text for _, texts in parts for text in texts))
    return tuple(PartAge(title, reading_age(texts)) for title, texts in [*parts, ("The whole", whole)])


def repeated(edition: Edition) -> tuple[str, ...]:
    """Return the sentences that stand more than once in the edition's own text, in the order met.

    A finding is told once, in its chapter; the pages that show it again quote it. A note belongs to its exhibit and may
    stand under several.
    """
    counted = Counter(_every_sentence(edition))
    return tuple(one for one, times in counted.items() if times > 1)


def _every_sentence(edition: Edition) -> Iterator[str]:
    for chapter in edition.chapters:
        for one in chapter.findings:
            yield from sentences(one.words)
        for section in chapter.sections:
            for block in section.blocks:
                if isinstance(block, Gap) or (isinstance(block, Prose) and block.finding is None):
                    yield from sentences(REFERENCE.sub("", block.text))
