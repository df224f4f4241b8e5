"""Sections 3.1.1.1 to 3.1.2.3: police, ambulance and hospital records, one engine for every source."""

from verity.chapters.records.chapter import RecordsChapter
from verity.chapters.records.profiles import (
    ADMISSIONS_PROFILE,
    AMBULANCE_PROFILE,
    EMERGENCY_CARE_PROFILE,
    POLICE,
    SEXUAL_OFFENCES_PROFILE,
)

POLICE_RECORDS = RecordsChapter(POLICE)
SEXUAL_OFFENCES = RecordsChapter(SEXUAL_OFFENCES_PROFILE)
AMBULANCE = RecordsChapter(AMBULANCE_PROFILE)
EMERGENCY_CARE = RecordsChapter(EMERGENCY_CARE_PROFILE)
ADMISSIONS = RecordsChapter(ADMISSIONS_PROFILE)

__all__ = ["ADMISSIONS", "AMBULANCE", "EMERGENCY_CARE", "POLICE_RECORDS", "SEXUAL_OFFENCES", "RecordsChapter"]
