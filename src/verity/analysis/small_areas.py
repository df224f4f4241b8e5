"""Small areas: fifths by count, the wards that hold the top fifth, and how much is concentrated there."""

import numpy as np
import pandas as pd

from verity.analysis.incidents import incident_counts
from verity.analysis.inputs import Inputs
from verity.methods.concentration import concentration as dealt
from verity.methods.quantiles import quantile_groups
from verity.model.areas import Level
from verity.model.measures import Measure

FIFTHS = 5
BASES = ("observed", "expected by chance")


def count_quintiles(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Cut small areas into fifths by their count; 5 holds the highest counts.

    Ties share the lower rank (OHID's rule), so fifths need not be of equal size.
    """
    frame = incident_counts(inputs, measure)
    quintile = quantile_groups(frame["count"].to_numpy(dtype="float64"), FIFTHS)
    return frame.assign(value=quintile)


def top_quintile_by_ward(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Count the small areas of the top fifth in each ward that holds any."""
    counted = count_quintiles(inputs, _by_lsoa(measure))
    top = counted.loc[counted["value"] == FIFTHS, ["lsoa"]]
    wards = inputs.geography.parents(inputs.lsoa_type, Level.WARD).rename(columns={"child": "lsoa", "parent": "ward"})
    lads = inputs.geography.parents(inputs.lsoa_type, Level.LAD).rename(columns={"child": "lsoa", "parent": "lad"})
    placed = top.merge(wards, on="lsoa", how="left").merge(lads, on="lsoa", how="left")
    grouped = placed.groupby(["lad", "ward"], as_index=False, dropna=False).agg(count=("lsoa", "size"))
    order = {code: place for place, code in enumerate(inputs.district_codes)}
    grouped["place"] = grouped["lad"].map(order)
    ordered = grouped.sort_values(["place", "count", "ward"], ascending=[True, False, True])
    return ordered.drop(columns="place").reset_index(drop=True)


def concentration(inputs: Inputs, measure: Measure, *, seed: int = 20231231) -> pd.DataFrame:
    """Return the share of the count in the top fifth of small areas, observed and expected by chance.

    The top fifth are the areas of quintile 5, ties included. Chance: as many incidents dealt over as many areas,
    each equally likely; the mean over simulations with a fixed seed.
    """
    counted = count_quintiles(inputs, _by_lsoa(measure))
    counts = counted["count"].to_numpy(dtype="float64")
    top = (counted["value"] == FIFTHS).to_numpy()
    if not top.any() or counts.sum() == 0:
        return pd.DataFrame({
            "basis": list(BASES),
            "count": pd.array([pd.NA, pd.NA], dtype="Int64"),
            "value": [float("nan")] * len(BASES),
        })  # fmt: skip
    result = dealt(counts, rng=np.random.default_rng(seed), fraction=top.sum() / top.size)
    return pd.DataFrame({
        "basis": list(BASES),
        "count": pd.array([int(counts[top].sum()), pd.NA], dtype="Int64"),
        "value": [100 * counts[top].sum() / counts.sum(), 100 * result.top_share.expected],
    })  # fmt: skip


def _by_lsoa(measure: Measure) -> Measure:
    return Measure(
        id=f"{measure.id}.lsoa", title=measure.title, quantity=measure.quantity, sources=measure.sources,
        unit=measure.unit, place_basis=measure.place_basis, breakdowns=("lsoa",), period=measure.period,
        statistic=measure.statistic, where=measure.where,
    )  # fmt: skip
