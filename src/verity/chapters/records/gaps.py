"""What a chapter says where a feed, a definition or a column is not there: which, and what it would add."""

from verity.chapters.chapter import AssessmentContext, FeedNote, Gap
from verity.chapters.records.measures import ASKS, answerable
from verity.chapters.records.profile import FeedPart, FeedProfile, Part
from verity.chapters.records.subject import Subject
from verity.findings.record_words import numbered
from verity.findings.words import listed
from verity.model.measures import PlaceBasis

PART_WORDS = {
    Part.YEARS: "counts by district and year",
    Part.FORCE_YEARS: "counts by year",
    Part.PLACES: "counts by place",
    Part.AREA_RATES: "rates by district",
    Part.DECILE_RATES: "rates by deprivation decile",
    Part.INEQUALITY: "inequality by deprivation",
    Part.SMALL_AREAS: "small areas",
    Part.HOTSPOTS: "hot spots",
    Part.TOP_AREAS: "the small areas with the highest counts",
    Part.QUINTILE: "deprivation quintile",
    Part.AREA_GROUP: "geodemographic group",
    Part.HARM_AREA: "severity by district",
    Part.HARM_CATEGORY: "severity by type",
    Part.AGE_SEX: "age and sex",
    Part.SEX_AREA: "sex by district",
    Part.ETHNICITY: "ethnic group",
    Part.RELATIONSHIP: "relationship",
    Part.CATEGORY: "type",
    Part.CODES: "code",
    Part.FLAGS: "flags",
    Part.FACTORS: "aggravating factors",
    Part.OUTCOME: "outcome",
    Part.PREMISES: "premises",
    Part.WEAPON: "weapon",
    Part.DEPARTMENT: "type of department",
    Part.PROVIDER: "provider",
    Part.MODE: "route",
    Part.STAY: "length of stay",
    Part.DELAY: "delay from offence to report",
    Part.REPEATS: "repeats",
    Part.MONTH_AREA: "month",
    Part.WEEKDAY_AREA: "weekday",
    Part.WEEK_HOURS: "weekday and hours",
    Part.TIME_QUALITY: "quality of time",
    Part.HOUR_MODE: "hour and mode of arrival",
}


def absent(profile: FeedProfile, context: AssessmentContext, there: tuple[Subject, ...]) -> list[Gap]:
    """Return a gap for each feed that cannot be shown, and why."""
    shown = {one.part.slug for one in there}
    return [Gap(_why(part, context)) for part in profile.feeds if part.slug not in shown]


def _why(part: FeedPart, context: AssessmentContext) -> str:
    name = part.title[0].upper() + part.title[1:]
    adds = f"They would add {part.adds}."
    if part.feed not in context.feeds:
        return f"{name} are not available: no file of them was supplied. {adds}"
    if not context.feeds[part.feed].years:
        return f"{name} are not available: the files cover no complete year of the assessment. {adds}"
    if not context.feeds[part.feed].of_area:
        return f"{name} are not shown: {_nobody(context.feeds[part.feed], context.area.name)} {adds}"
    wanted = listed([f"“{one}”" for one in part.definitions if one])
    return f"{name} are not shown: no definition {wanted} reaches them. {adds}"


def _nobody(note: FeedNote, area: str) -> str:
    """Say that files were read and hold nothing of the area; a table of zeros would look like peace."""
    of = f"is of a resident of {area}" if note.place_basis is PlaceBasis.RESIDENCE else f"is placed in {area}"
    return f"the files cover {note.period}, and none of their {numbered(note.records, 'counted record')} {of}."


def unanswered(subject: Subject, parts: tuple[Part, ...]) -> list[Gap]:
    """Return one gap that names what the columns and sources present cannot answer; none where all is answered."""
    lacking = [PART_WORDS[part] for part in subject.part.parts if part in parts and part in ASKS
               and not answerable(subject, ASKS[part])]  # fmt: skip
    if not lacking:
        return []
    it = "it" if len(lacking) == 1 else "them"
    name = subject.note.title[0].lower() + subject.note.title[1:]
    return [
        Gap(f"What was supplied of {name} does not tell {listed(lacking)}. A column of the files, or an open source "
            f"beside them, would add {it}.")
    ]  # fmt: skip
