"""The chapters of the assessment, in reading order: the one list that a new chapter is added to."""

from collections.abc import Callable

from verity.build.feeds import sensitivity
from verity.chapters.agreement.chapter import Agreement
from verity.chapters.chapter import Chapter
from verity.chapters.demography.chapter import Demography
from verity.chapters.planted.chapter import Planted
from verity.chapters.police_recorded.chapter import PoliceRecorded
from verity.chapters.records import ADMISSIONS, AMBULANCE, EMERGENCY_CARE, POLICE_RECORDS, SEXUAL_OFFENCES
from verity.model.contracts import Sensitivity
from verity.sources import lookups

CHAPTERS: tuple[Chapter, ...] = (
    Demography(),
    PoliceRecorded(),
    POLICE_RECORDS,
    SEXUAL_OFFENCES,
    AMBULANCE,
    EMERGENCY_CARE,
    ADMISSIONS,
    Agreement(),
    Planted(),
)


def wanted_sources(present: Callable[[str], bool]) -> frozenset[str]:
    """Return the contracts that a build draws on: those of its chapters, and every lookup.

    A chapter over records has only gaps to show where none of its records are there, so that nothing is read for it.

    Parameters
    ----------
    present : callable
        Whether a source has any file, by its contract id.
    """
    restricted = {source for source, kind in sensitivity().items() if kind is Sensitivity.RESTRICTED}
    drawing = [
        one for one in CHAPTERS if not (own := restricted & set(one.sources)) or any(present(source) for source in own)
    ]
    areas = {source.contract.id for source in lookups.SOURCES}
    return frozenset(areas.union(*(chapter.sources for chapter in drawing)))
