"""The chapters of the assessment, in reading order: the one list that a new chapter is added to."""

from verity.build.feeds import sensitivity
from verity.chapters.agreement.chapter import Agreement
from verity.chapters.chapter import Chapter
from verity.chapters.demography.chapter import Demography
from verity.chapters.planted.chapter import Planted
from verity.chapters.police_recorded.chapter import PoliceRecorded
from verity.chapters.records import ADMISSIONS, AMBULANCE, EMERGENCY_CARE, POLICE_RECORDS, SEXUAL_OFFENCES
from verity.model.contracts import Sensitivity
from verity.model.releases import EditionKind
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


def wanted_sources(edition: EditionKind) -> frozenset[str]:
    """Return the contracts that an edition draws on: those of its chapters, and every lookup.

    A chapter over restricted records has only gaps to show in any other edition, so that nothing is read for it.
    """
    kinds = sensitivity()
    restricted = {source for source, kind in kinds.items() if kind is Sensitivity.RESTRICTED}
    drawing = [one for one in CHAPTERS if edition is EditionKind.RESTRICTED or not restricted & set(one.sources)]
    areas = {source.contract.id for source in lookups.SOURCES}
    return frozenset(areas.union(*(chapter.sources for chapter in drawing)))
