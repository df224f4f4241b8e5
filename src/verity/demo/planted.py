"""One planted value, and those that the parameter file declares outright: shares of rows, times, gaps.

What has to be reckoned from the residents and the map is `record_truths`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from verity.demo.parameters import Parameters
from verity.demo.police_records import MEDIAN_SPAN_HOURS, SPAN_SPREAD
from verity.demo.record_times import WEEKEND_NIGHT_GROUPS, week_weights
from verity.demo.tessellation import Floats

COUNT, RATE, SHARE, RATIO, AREAS = "records", "per 100,000", "%", "ratio", "small areas"


@dataclass(frozen=True, kw_only=True)
class RecordTruth:
    """One planted value.

    Attributes
    ----------
    id, title, feed : str
    area : str
        Code of the district it holds for; codes joined by `|` for a hotspot; empty for the force area.
    planted : float
    unit : str
    recovered : str
        Which quantity of a build finds it again, and in what.
    """

    id: str
    title: str
    feed: str
    area: str = ""
    planted: float
    unit: str
    recovered: str


def planted_in_rows(parameters: Parameters) -> Iterator[RecordTruth]:
    """Yield what holds for the rows of a feed wherever they are: times, gaps, flags, factors, shares."""
    yield from _of_times(parameters)
    yield from _of_gaps(parameters)
    yield from _of_circumstances(parameters)


def slug(words: str) -> str:
    """Return words as part of an id.

    Examples
    --------
    >>> slug("hate: sexual orientation")
    'hate-sexual-orientation'
    """
    return words.lower().replace(":", "").replace(" ", "-")


def _of_times(parameters: Parameters) -> Iterator[RecordTruth]:
    records = parameters.records
    police = records.police
    date_only, interval = quality_shares(parameters)
    of_all = police.default_midnight * (1 - police.date_only)
    for title, name, share, recovered in (
        ("Date without a time", "no-time", police.date_only, "records without a time of day"),
        ("Two times, of records with a time", "two-times", police.interval, "records with a later end"),
        ("00:00 for an unknown time, of records with a time", "default-midnight-of-timed", police.default_midnight,
         "estimated share of default times among times of day"),
        ("00:00 for an unknown time, of all records", "default-midnight", of_all,
         "TIME_QUALITY, row “default times, estimated”"),
        ("Usable to the date only: no time, or 00:00 without an end", "quality-date-only", date_only,
         "TIME_QUALITY, row “date only”"),
        ("Known to lie within more than an hour", "quality-interval", interval, "TIME_QUALITY, row “interval”"),
    ):  # fmt: skip
        yield RecordTruth(
            id=f"police_offence-{name}", title=title, feed="police_offence", planted=100 * share, unit=SHARE,
            recovered=recovered,
        )  # fmt: skip
    for feed in ("attendance_hes", "attendance_ecds"):
        yield RecordTruth(
            id=f"{feed}-default-midnight", title="00:00 for an unknown time of arrival", feed=feed,
            planted=100 * records.emergency.default_midnight, unit=SHARE,
            recovered="TIME_QUALITY, row “default times, estimated”",
        )  # fmt: skip
    for feed, later in (("police_offence", 0), ("callout", 0), ("attendance_hes", 1), ("attendance_ecds", 1)):
        yield RecordTruth(
            id=f"{feed}-weekend-nights", title="Friday and Saturday from 20:00 to 03:59 of the next day", feed=feed,
            planted=100 * _weekend_nights(week_weights(records.clock, later=later)), unit=SHARE,
            recovered="WEEK_HOURS: the four cells together; spread intervals and lost midnights flatten it",
        )  # fmt: skip
    for feed, summer in (("admission", records.admissions.summer), ("attendance_hes", records.emergency.summer)):
        yield RecordTruth(
            id=f"{feed}-summer", title="July against January", feed=feed, planted=(1 + summer) / (1 - summer),
            unit=RATIO, recovered="RECORDS by month of the year, July over January",
        )  # fmt: skip


def quality_shares(parameters: Parameters) -> tuple[float, float]:
    """Return the shares of police records that are good to the date only, and that are intervals.

    As the methods judge them: 00:00 without an end is a date only, whether it was meant or not; an interval is
    longer than an hour and shorter than a week.
    """
    clock, police = parameters.records.clock, parameters.records.police
    on_the_hour = clock.on_the_hour + (1 - clock.on_the_hour - clock.on_the_half_hour) / 12
    genuine = float(week_weights(clock)[:, 0].sum()) * on_the_hour
    at_midnight = police.default_midnight + (1 - police.default_midnight) * genuine
    date_only = police.date_only + (1 - police.date_only) * (1 - police.interval) * at_midnight
    week, hour = (ndtr(np.log(hours / MEDIAN_SPAN_HOURS) / SPAN_SPREAD) for hours in (7 * 24, 1))
    return date_only, (1 - police.date_only) * police.interval * float(week - hour)


def _weekend_nights(week: Floats) -> float:
    return float(sum(week[day, first : first + 4].sum() for day, first in WEEKEND_NIGHT_GROUPS))


def _of_gaps(parameters: Parameters) -> Iterator[RecordTruth]:
    records = parameters.records
    gaps = (
        ("police_victim", records.police.gaps),
        ("police_suspect", records.police.gaps),
        ("admission", records.admissions.gaps),
        ("attendance_hes", records.emergency.gaps),
        ("attendance_ecds", records.emergency.gaps),
    )
    for feed, gap in gaps:
        for title, name, share in (
            ("Ethnic group not known", "ethnicity-unknown", gap.ethnicity),
            ("Age not known", "age-unknown", gap.age),
        ):
            yield RecordTruth(
                id=f"{feed}-{name}", title=title, feed=feed, planted=100 * share, unit=SHARE,
                recovered="RECORDS: share of the row “not known”",
            )  # fmt: skip
    yield RecordTruth(
        id="police_offence-no-location", title="No location at all", feed="police_offence",
        planted=100 * records.police.gaps.lsoa, unit=SHARE, recovered="RECORDS by location quality",
    )  # fmt: skip
    yield RecordTruth(
        id="police_offence-duplicates", title="Rows that repeat a reference", feed="police_offence",
        planted=100 * records.police.gaps.duplicates / (1 + records.police.gaps.duplicates), unit=SHARE,
        recovered="account of the files: rows set aside",
    )  # fmt: skip


def _of_circumstances(parameters: Parameters) -> Iterator[RecordTruth]:
    records = parameters.records
    for group in records.police.offences:
        for flag, share in group.flags.items():
            yield RecordTruth(
                id=f"police_offence-flag-{slug(group.group)}-{slug(flag)}",
                title=f"{group.group}: flag {flag}", feed="police_offence", planted=100 * share, unit=SHARE,
                recovered="RECORDS by flag within the group, over its base",
            )  # fmt: skip
    for phrase in records.police.phrase:
        yield RecordTruth(
            id=f"police_offence-factor-{slug(phrase.factor)}", title=f"Text that says {phrase.factor}",
            feed="police_offence", planted=100 * phrase.share, unit=SHARE,
            recovered="RECORDS by factor over its base; denials do not count",
        )  # fmt: skip
    care = records.admissions
    shares = (
        ("admission", "alcohol-attributable", "Wholly attributable to alcohol", care.alcohol),
        ("admission", "no-night", "Stays without a night", care.spell_nights[0]),
        ("attendance_hes", "ambulance", "Arrived by ambulance", records.emergency.by_ambulance),
        ("attendance_ecds", "ambulance", "Arrived by ambulance", records.emergency.by_ambulance),
    )
    for feed, name, title, share in shares:
        yield RecordTruth(
            id=f"{feed}-{name}", title=title, feed=feed, planted=100 * share, unit=SHARE,
            recovered="RECORDS, share of all",
        )  # fmt: skip
