"""The chapters of the assessment, in reading order: the one list that a new chapter is added to."""

from verity.chapters.chapter import Chapter
from verity.chapters.demography.chapter import Demography
from verity.chapters.police_recorded.chapter import PoliceRecorded

CHAPTERS: tuple[Chapter, ...] = (Demography(), PoliceRecorded())
