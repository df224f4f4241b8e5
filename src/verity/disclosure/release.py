"""Making a release: the only place where `Release` is constructed.

Shares, crude rates and changes are recomputed here, from the counts that are released.
"""

import numpy as np
import pandas as pd

from verity.methods.intervals import poisson_interval, wilson_interval
from verity.model.errors import ValidityError
from verity.model.measures import Change, Measure, MeasureTable, Rate, Share, Statistic
from verity.model.releases import CellState, EditionKind, Release

POLICY_OPEN = "open data: shown as published"
POLICY_RESTRICTED = "restricted edition: not for publication, before disclosure control"


def release(table: MeasureTable, edition: EditionKind, *, policy: str) -> Release:
    """Return the release of one table; one that was protected brings its own column `state`.

    Raises
    ------
    ValidityError
        When the table lacks a column its measure declares, or repeats a row.
    """
    measure, frame = table.measure, table.frame.copy().reset_index(drop=True)
    _check(measure, frame)
    if measure.statistic is Statistic.COUNT:
        frame["count"] = frame["count"].astype("Int64")
        if "state" not in frame:
            frame["state"] = np.where(frame["count"].isna(), CellState.NOT_AVAILABLE.value, CellState.SHOWN.value)
        if measure.share:
            frame = _with_share(frame, measure.share)
        if measure.rate:
            frame = _with_rate(frame, measure.rate)
        if measure.change:
            frame = _with_change(frame, measure, measure.change)
    elif "state" not in frame:
        frame["state"] = _state_of_values(frame)
    return Release(measure=measure, edition=edition, policy=policy, _frame=frame)


def _state_of_values(frame: pd.DataFrame) -> pd.Series:
    """Return the state of each value: withheld by a rule is suppressed, missing without one is not available."""
    if "value" not in frame:
        return pd.Series(CellState.SHOWN.value, index=frame.index)
    state = pd.Series(CellState.SHOWN.value, index=frame.index).where(
        frame["value"].notna(), CellState.NOT_AVAILABLE.value
    )
    if "withheld" in frame:
        state = state.mask(frame["withheld"].fillna("").ne(""), CellState.SUPPRESSED.value)
    return state


def _check(measure: Measure, frame: pd.DataFrame) -> None:
    needed = [*measure.breakdowns]
    if measure.statistic is Statistic.COUNT:
        needed += ["count", *(["denominator"] if measure.rate else [])]
    if measure.statistic is Statistic.VALUE:
        needed.append("value")
    missing = [name for name in needed if name not in frame]
    keys = [*measure.breakdowns]
    if missing or (frame.duplicated(keys).any() if keys else len(frame) > 1):
        raise ValidityError(
            "A computed table is not what its measure declares", where=measure.id,
            expected=f"one row for each {', '.join(measure.breakdowns)}, with {', '.join(needed)}",
            found=f"missing: {', '.join(missing)}" if missing else "repeated rows",
            do_this="report this as a fault of Verity",
        )  # fmt: skip


def _with_share(frame: pd.DataFrame, share: Share) -> pd.DataFrame:
    """Add the share of the sum within the fixed breakdowns; not available where any count of the base is not."""
    count = frame["count"].astype("float64")
    if "base" in frame:  # one record may stand in several rows, so that the base is not their sum
        base = frame["base"].astype("float64")
    elif share.within:
        keys = [frame[name] for name in share.within]
        base = count.groupby(keys, dropna=False, sort=False).transform(lambda g: g.sum(skipna=False))
    else:
        base = pd.Series(count.sum(skipna=False), index=frame.index)
    base = base.where(base > 0)
    interval = wilson_interval(count.where(base.notna()).to_numpy(), base.to_numpy())
    return frame.assign(
        base=base.astype("Int64"),
        share_pct=100 * count / base,
        share_lower_95=100 * interval.lower,
        share_upper_95=100 * interval.upper,
        share_method=[str(one) for one in interval.method],
    )


def _with_rate(frame: pd.DataFrame, rate: Rate) -> pd.DataFrame:
    """Add the crude rate with its interval: exact Poisson below 10 events, Byar's from there."""
    count = frame["count"].astype("float64").to_numpy()
    population = frame["denominator"].astype("float64")
    per = (rate.multiplier / population.where(population > 0)).to_numpy()
    interval = poisson_interval(count)
    return frame.assign(
        denominator=frame["denominator"].astype("Int64"),
        rate=count * per,
        rate_lower_95=interval.lower * per,
        rate_upper_95=interval.upper * per,
        rate_method=[str(one) for one in interval.method],
    )


def _with_change(frame: pd.DataFrame, measure: Measure, change: Change) -> pd.DataFrame:
    """Add the change from the first to the last value of one breakdown, on the rows of the last."""
    others = [name for name in measure.breakdowns if name != change.across]
    first, last = frame[change.across].min(), frame[change.across].max()
    before = frame.loc[frame[change.across] == first, [*others, "count"]].rename(columns={"count": "start"})
    start = frame[others].merge(before, on=others, how="left")["start"].astype("float64")
    difference = (frame["count"].astype("float64") - start).where(frame[change.across] == last)
    return frame.assign(
        change=difference.round().astype("Int64"),
        change_pct=100 * difference / start.where(start > 0),
    )
