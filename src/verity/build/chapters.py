"""The chapters of the assessment, in reading order: the one list that a new chapter is added to."""

from verity.chapters.chapter import Chapter
from verity.chapters.demography.chapter import Demography
from verity.chapters.police_recorded.chapter import PoliceRecorded
from verity.sources import lookups

CHAPTERS: tuple[Chapter, ...] = (Demography(), PoliceRecorded())


def wanted_sources() -> frozenset[str]:
    """Return the contracts that this assessment draws on: those of its chapters, and every lookup."""
    areas = {source.contract.id for source in lookups.SOURCES}
    return frozenset(areas.union(*(chapter.sources for chapter in CHAPTERS)))
