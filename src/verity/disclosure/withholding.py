"""Protected counts back into the tables of an edition: what else a row says goes with its count.

Rates are rounded until nobody can tell a hidden or rounded count from them, or withheld; below the district classes
remain and no figures; what is derived is left to be recomputed from the counts that are released.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from verity.disclosure.clues import count_interval_from_rate, too_few_alike
from verity.disclosure.policy import ProtectedRule
from verity.disclosure.primary import dominated
from verity.disclosure.protection import Protected
from verity.disclosure.region import BoolArray, FloatArray
from verity.disclosure.rounding import rounded
from verity.disclosure.submission import ALL_ROW, BASE, DENOMINATOR, FORCE, OUTSIDE, base_of, has_base
from verity.methods.comparison import rate_ratio
from verity.model.measures import Measure, MeasureTable, Quantity
from verity.model.releases import CellState

WITHHELD = "withheld by the disclosure policy"
CLASSES = ("comparison", "comparison_fdr", "hot")
CONTRIBUTIONS = ("largest_1", "largest_2", "largest_3")
"""Weights of the gravest offences behind a severity score, as `analysis.severity` gives them; never released."""
LIMITS = ("value", "lower_95", "upper_95")
FINEST_AREA = "lsoa"
WIDEST_ROUNDING = -3
"""Rates are rounded to thousands at the most; one that still tells its count is withheld."""


def withheld(table: MeasureTable, rule: ProtectedRule, protected: Mapping[str, Protected]) -> pd.DataFrame:
    """Return a table's frame as it may be released, with a column `state`.

    Parameters
    ----------
    table : MeasureTable
        True counts and values.
    rule : ProtectedRule
    protected : mapping
        What became of the counts submitted for it, by table id.
    """
    measure, frame = table.measure, table.frame.reset_index(drop=True)
    if FINEST_AREA in measure.breakdowns and measure.quantity is not Quantity.RECORDS:
        return _classes(measure, frame, rule)
    match measure.quantity:
        case Quantity.RECORDS:
            return _records(measure, frame, rule, protected)
        case Quantity.STANDARDISED_RATES:
            return _rates(measure, frame, rule, protected)
        case Quantity.SOURCE_RATIO:
            return _ratio(measure, frame, rule, protected)
        case Quantity.INEQUALITY:
            return _inequality(frame, rule)
        case Quantity.TIME_QUALITY:
            return _time_quality(measure, frame, protected)
        case Quantity.HARM:
            return _severity(measure, frame, rule, protected)
        case Quantity.AGREEMENT:
            return frame.assign(state=CellState.SHOWN.value)
        case _:
            return _with_count(measure, frame, rule, protected)


def _released(frame: pd.DataFrame, found: Protected) -> pd.DataFrame:
    return frame.assign(count=found.counts.array, state=[one.value for one in found.states]).astype({"count": "Int64"})


def _hidden(frame: pd.DataFrame) -> BoolArray:
    return (frame["state"] == CellState.SUPPRESSED.value).to_numpy(bool)


def _blank(frame: pd.DataFrame, where: BoolArray, *names: str) -> pd.DataFrame:
    """Take away what some columns say in some rows."""
    return frame.assign(**{name: frame[name].mask(where) for name in names if name in frame})


def _small(frame: pd.DataFrame, name: str, rule: ProtectedRule) -> BoolArray:
    value = frame[name].astype("Float64")
    return ((value > 0) & (value <= rule.threshold)).fillna(value=False).to_numpy(bool)


def _rounded(column: "pd.Series[int]", rule: ProtectedRule) -> "pd.Series[int]":
    """Round what is no cell of its own; missing stays missing."""
    known = column.notna()
    shown = pd.Series(pd.NA, index=column.index, dtype="Int64")
    shown[known] = rounded(column[known].to_numpy(np.int64), rule.rounding_base)
    return shown


def _records(
    measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, protected: Mapping[str, Protected]
) -> pd.DataFrame:
    found = _released(frame, protected[measure.id])
    if "place" in measure.breakdowns:
        return _with_outside(frame, found, rule)
    if measure.share is None:
        return found.drop(columns="base", errors="ignore")
    if not has_base(measure):
        return found.assign(base=pd.array([pd.NA] * len(found), dtype="Int64"))
    within = list(measure.share.within)
    margin = base_of(measure, frame)
    margin = margin.assign(base=protected[measure.id + BASE].counts.array)
    bare = found.drop(columns="base", errors="ignore")
    if not within:
        return bare.assign(base=margin["base"].iloc[0]).astype({"base": "Int64"})
    return bare.merge(margin[[*within, "base"]], on=within, how="left").astype({"base": "Int64"})


def _with_outside(frame: pd.DataFrame, found: pd.DataFrame, rule: ProtectedRule) -> pd.DataFrame:
    """Show what lies outside the force area by its size alone; where it is small, the base that tells it goes too."""
    outside = (frame["place"] == OUTSIDE).to_numpy(bool)
    small = _small(frame, "count", rule) & outside
    state = CellState.ROUNDED if rule.rounds else CellState.SHOWN
    shown = found.assign(
        count=found["count"].mask(outside, _rounded(frame["count"], rule)).mask(small),
        state=found["state"].mask(outside, state.value).mask(small, CellState.SUPPRESSED.value),
    )
    total = frame["count"].sum(skipna=False)
    told = small.any() or shown["count"].isna().any() or pd.isna(total)
    base = pd.NA if told else int(rounded(int(total), rule.rounding_base))
    return shown.assign(base=pd.array([base] * len(shown), dtype="Int64"))


def _rates(
    measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, protected: Mapping[str, Protected]
) -> pd.DataFrame:
    found = _released(frame, protected[measure.id])
    if "area" in measure.breakdowns:
        whole = (frame["area"] == frame["area"].iloc[0]).to_numpy(bool)
        force = _released(frame[whole].reset_index(drop=True), protected[measure.id + FORCE])
        found.loc[whole, ["count", "state"]] = force[["count", "state"]].to_numpy()
        found = found.astype({"count": "Int64"})
    few = frame["count"].fillna(0).to_numpy(float) < rule.minimum_events
    people = frame["people"].astype("Float64") if "people" in frame else pd.Series(pd.NA, index=frame.index)
    few |= (people < rule.minimum_people).fillna(value=False).to_numpy(bool)
    found = _rounded_rates(found, frame, rule)
    gone = (_hidden(found) | few | found["value"].isna().to_numpy(bool)) & frame["value"].notna().to_numpy(bool)
    told = frame["withheld"].fillna("") if "withheld" in frame else pd.Series("", index=frame.index)
    found = _blank(found, gone, *LIMITS).assign(withheld=told.mask(gone, WITHHELD))
    found = found.assign(comparison=found["comparison"].mask(gone, "")) if "comparison" in found else found
    # how many people, and how many ages are unknown, would each tell a small count beside the larger one
    return _blank(found, np.ones(len(found), bool), "people", "unknown_age")


def _rounded_rates(found: pd.DataFrame, frame: pd.DataFrame, rule: ProtectedRule) -> pd.DataFrame:
    """Round each rate with its limits to as many decimals as leave its count in doubt; missing where none do."""
    shown = found.assign(**{name: frame[name].astype(float) for name in LIMITS})
    exact = ((found["state"] == CellState.SHOWN.value) & found["count"].notna()).to_numpy(bool)
    for row in np.flatnonzero(frame["value"].notna().to_numpy(bool)):
        printed = [float(frame[name].iloc[row]) for name in LIMITS]
        decimals = _safe_decimals(printed, rule, exact=bool(exact[row]))
        for name, value in zip(LIMITS, printed, strict=True):
            shown.loc[row, name] = np.nan if decimals is None else round(value, decimals)
    return shown


def _safe_decimals(printed: list[float], rule: ProtectedRule, *, exact: bool) -> int | None:
    """Return how many decimals may be printed; all that the policy allows where the count itself is shown."""
    if exact:
        return rule.rate_decimals
    for decimals in range(rule.rate_decimals, WIDEST_ROUNDING - 1, -1):
        value, lower, upper = (round(one, decimals) for one in printed)
        if value <= 0:
            return None
        told = count_interval_from_rate(value, lower, upper, decimals=decimals)
        if told is None or told[1] - told[0] >= max(rule.protection_width, rule.rounding_base - 1):
            return decimals
    return None


def _ratio(
    measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, protected: Mapping[str, Protected]
) -> pd.DataFrame:
    """Recompute the ratio from the two counts that are released."""
    found = _released(frame, protected[measure.id])
    below = protected[measure.id + DENOMINATOR]
    found = found.assign(denominator=below.counts.array).astype({"denominator": "Int64"})
    found["state"] = found["state"].mask(
        pd.Series([one is CellState.SUPPRESSED for one in below.states]), CellState.SUPPRESSED.value
    )
    x, y = (found[name].to_numpy(dtype=float, na_value=np.nan) for name in ("count", "denominator"))
    usable = (y > 0) & ~np.isnan(x)
    ratio = rate_ratio(np.where(usable, x, np.nan), 1.0, np.where(usable, y, np.nan), 1.0)
    parts = {name: np.round(100 * part, rule.rate_decimals) for name, part in
             zip(LIMITS, (ratio.value, ratio.lower, ratio.upper), strict=True)}  # fmt: skip
    return found.assign(**parts)


def _inequality(frame: pd.DataFrame, rule: ProtectedRule) -> pd.DataFrame:
    """Keep the indices and take away the count they rest on: beside a total it tells who is not ranked."""
    shown = frame.assign(**{name: frame[name].astype(float).round(max(rule.rate_decimals, 2)) for name in LIMITS})
    state = np.where(shown["value"].notna(), CellState.SHOWN.value, CellState.NOT_AVAILABLE.value)
    return _blank(shown, np.ones(len(shown), bool), "count").assign(state=state)


def _time_quality(measure: Measure, frame: pd.DataFrame, protected: Mapping[str, Protected]) -> pd.DataFrame:
    found = _released(frame, protected[measure.id])
    whole = (frame["time_quality"] == ALL_ROW).to_numpy(bool)
    total = protected[measure.id + BASE]
    found.loc[whole, "state"] = total.states[0].value
    found.loc[whole, "count"] = total.counts.iloc[0]
    estimated = (found["state"] == CellState.NOT_AVAILABLE.value) & frame["count"].notna()
    found["state"] = found["state"].mask(estimated, CellState.SHOWN.value)
    gone = _hidden(found) | (found["count"].isna() & ~estimated).to_numpy(bool)
    return _blank(found, gone, "value").drop(columns="base", errors="ignore")


def _with_count(
    measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, protected: Mapping[str, Protected]
) -> pd.DataFrame:
    """Keep what a row says where its count is shown: weekday by hours, severity, repeats."""
    found = _released(frame, protected[measure.id])
    gone = _hidden(found) | found["count"].isna().to_numpy(bool)
    found = _blank(found, gone, "value", "per_1000", "events", "withheld")
    for name in ("unweighted", "events"):
        if name in found:
            found = _blank(found, _small(found, name, rule), name)
    if "base" in found:
        found = found.assign(base=_rounded(found["base"].astype("Int64"), rule))
    return found


def _severity(
    measure: Measure, frame: pd.DataFrame, rule: ProtectedRule, protected: Mapping[str, Protected]
) -> pd.DataFrame:
    """Keep scores that no few offences make up, to three digits: an exact one could be taken apart by its weights."""
    found = _with_count(measure, frame, rule, protected).drop(columns=list(CONTRIBUTIONS))
    scored = frame["value"].notna().to_numpy(bool)
    largest, score = frame[list(CONTRIBUTIONS)].to_numpy(float), frame["value"].to_numpy(float)
    few = np.zeros(len(frame), bool)
    few[scored] = dominated(largest[scored], score[scored], rule)
    found = found.assign(state=found["state"].mask(few, CellState.SUPPRESSED.value))
    for name in ("value", "per_1000"):
        if name in found:
            found = found.assign(**{name: _three_digits(found[name].mask(few).to_numpy(float))})
    return found


def _three_digits(values: FloatArray) -> FloatArray:
    """Return numbers to three significant digits; missing and zero stay."""
    known = np.nan_to_num(np.abs(values)) > 0
    place = 10.0 ** (np.floor(np.log10(np.abs(values), where=known, out=np.zeros_like(values))) - 2)
    return np.where(known, np.round(values / place) * place, values)


def _classes(measure: Measure, frame: pd.DataFrame, rule: ProtectedRule) -> pd.DataFrame:
    """Keep the classes of small areas that enough areas share; every figure goes."""
    keep = [*measure.breakdowns, *(name for name in CLASSES if name in frame)]
    shown = frame.drop(columns=[name for name in frame.columns if name not in keep]).copy()
    for name in CLASSES:
        if name in shown:
            shown[name] = shown[name].mask(_lone(measure, frame, shown[name].fillna(""), rule))
    figures = {name: np.nan for name in frame.columns if name not in keep}
    shown = shown.assign(**figures)[list(frame.columns)]
    if measure.quantity is Quantity.AGREEMENT:  # the number of sources is itself a class
        value = frame["value"].astype(float).mask(_lone(measure, frame, frame["value"].fillna(-1), rule))
        state = np.where(value.notna(), CellState.SHOWN.value, CellState.SUPPRESSED.value)
        return shown.assign(value=value, state=state)
    return shown.assign(state=CellState.SUPPRESSED.value)


def _lone(measure: Measure, frame: pd.DataFrame, classes: "pd.Series[str]", rule: ProtectedRule) -> BoolArray:
    """Whether too few areas of one map share a row's class; each year or group is a map of its own."""
    others = [frame[name] for name in measure.breakdowns if name != FINEST_AREA]
    maps = frame.groupby(others or np.zeros(len(frame), int), sort=False, dropna=False).ngroup().to_numpy()
    codes = pd.factorize(classes)[0].astype(np.int64)
    lone = np.zeros(len(frame), bool)
    for one in np.unique(maps):
        at = np.flatnonzero(maps == one)
        lone[at] = too_few_alike(codes[at], rule.map_class_areas)
    return lone
