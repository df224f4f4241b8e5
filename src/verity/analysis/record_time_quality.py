"""How well the time of a record is known, as an expression of the engine.

It says record by record what `methods.time_quality` says of the same two timestamps. How many of a whole data set's
midnights are defaults is asked in `record_times`.
"""

from typing import Any

from verity.methods.time_quality import DAY_MINUTES, DEFAULT_MINUTES, TimeQuality
from verity.warehouse.expressions import cases, missing

KNOWN_WITHIN_MINUTES = 60
LONGEST_INTERVAL_MINUTES = 7 * DAY_MINUTES


def quality_words(quality: TimeQuality) -> str:
    """Return a time quality as it stands in tables.

    Examples
    --------
    >>> quality_words(TimeQuality.DATE_ONLY)
    'date only'
    """
    return quality.name.lower().replace("_", " ")


QUALITIES: tuple[str, ...] = tuple(quality_words(one) for one in sorted(TimeQuality, reverse=True))
"""Known, interval, date only, unknown: the order in which they are shown."""


def minute_of_day(moment: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the minute of the day of a timestamp; seconds are cut off."""
    return (moment.hour() * 60 + moment.minute()).cast("int64")


def span_minutes(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the minutes from `started` to `ended`, seconds of both cut off first; missing where either is."""
    days = table.ended.date().delta(table.started.date(), unit="day")
    return days.cast("int64") * DAY_MINUTES + minute_of_day(table.ended) - minute_of_day(table.started)


def is_timed(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Whether a record has a start with a time; a source that does not say `time_given` gives times."""
    return table.started.notnull() & table.time_given.fill_null(True)


def time_quality_of(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the time quality of each record in words; a record whose time was not given is good to the date."""
    first, span = minute_of_day(table.started), span_minutes(table)
    window = (span > 0).fill_null(False)
    whole_days = (span >= DAY_MINUTES - 2) & first.isin([0, 1]) & minute_of_day(table.ended).isin([0, 1, 1439])
    unusable = (~window & first.isin(list(DEFAULT_MINUTES))) | (
        window & (whole_days | (span >= LONGEST_INTERVAL_MINUTES))
    )
    return cases(
        (~table.started.notnull(), quality_words(TimeQuality.UNKNOWN)),
        (~is_timed(table) | unusable.fill_null(False), quality_words(TimeQuality.DATE_ONLY)),
        (window & (span > KNOWN_WITHIN_MINUTES), quality_words(TimeQuality.INTERVAL)),
        else_=quality_words(TimeQuality.KNOWN),
    )


def hour_of(table: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the hour of `started` where a time was given, else missing."""
    return cases((is_timed(table), table.started.hour().cast("int64")), else_=missing("int64"))
