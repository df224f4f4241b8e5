"""Volume beside harm: severity scores of recorded offences, and where their weights come from.

The sums are `methods.harm`'s. Weights are a versioned table; an offence without one is counted, never guessed.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from verity.analysis.denominators import denominator_years, person_years_by_lad
from verity.analysis.inputs import Inputs
from verity.analysis.record_counts import record_counts
from verity.analysis.standardised_rates import with_breakdowns
from verity.methods.arrays import FloatArray, IntArray
from verity.methods.harm import HarmScale, HarmTotals, HarmWeights, harm_totals
from verity.model.errors import InputError, SettingsError, ValidityError
from verity.model.measures import Measure

PER_1000 = 1000.0
BREAKDOWNS = ("lad", "category", "group", "code")
GRAVEST = ("largest_1", "largest_2", "largest_3")
COLUMNS = ("code", "weight", "scale", "version")


class Weighted(Protocol):
    """An offence of the code table."""

    @property
    def code(self) -> str:
        """Offence code as text."""

    @property
    def severity_weight(self) -> float | None:
        """Weight, missing where the set has none."""


def harm(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return the severity of offences beside their number.

    Parameters
    ----------
    measure : Measure
        Breakdown `lad`, `category`, `group` or `code`.

    Returns
    -------
    DataFrame
        Breakdown, `count` (Int64), `value` (Σ weight × count of the offences that have a weight; missing where all
        that are counted lack one), `per_1000` (per 1,000 person-years, `lad` alone; missing without a population),
        `unweighted` (Int64, records whose code has no weight), and `largest_1` to `largest_3`, the weights of the
        gravest offences of the row, by which the gate judges whether a few offences make up a score.

    Raises
    ------
    ValidityError
        When no set of weights is chosen, or the breakdown is another.
    """
    (by,) = measure.breakdowns if len(measure.breakdowns) == 1 else ("",)
    if by not in BREAKDOWNS:
        raise ValidityError(
            "Severity is not summed by this breakdown", where=f"{measure.id}: {', '.join(measure.breakdowns)}",
            expected=", ".join(BREAKDOWNS), do_this="correct the chapter's declaration",
        )  # fmt: skip
    shown, totals = _totals(inputs, measure, by)
    frame = pd.DataFrame({by: shown[by], "count": shown["count"], "value": totals.harm})
    if by == "lad":
        frame["per_1000"] = totals.rate(_residents(inputs, measure, frame), multiplier=PER_1000)
    return frame.assign(
        unweighted=pd.array(totals.unweighted.astype("int64"), dtype="Int64"),
        **{name: shown[name] for name in GRAVEST},
    )


def unweighted_codes(inputs: Inputs, measure: Measure) -> tuple[tuple[str, int], ...]:
    """Return the codes that the measure's offences have and the weights lack, each with its number of records."""
    _, totals = _totals(inputs, measure, "code")
    return tuple((code, int(count)) for code, count in totals.unweighted_codes if count)


def _totals(inputs: Inputs, measure: Measure, by: str) -> tuple[pd.DataFrame, HarmTotals]:
    """Return the rows shown with their count, and their harm."""
    if inputs.harm_weights is None:
        raise ValidityError(
            "No set of severity weights is chosen", where=measure.id,
            do_this="name one in assessment.toml, or leave severity out",
        )  # fmt: skip
    keys = (by,) if by == "code" else (by, "code")
    counted = record_counts(inputs, with_breakdowns(measure, *keys))
    group, values = pd.factorize(counted[by])
    totals = harm_totals(
        counted["code"].astype(str).to_list(), counted["count"].to_numpy(dtype="float64"), inputs.harm_weights,
        groups=np.asarray(group, dtype="int64"), n_groups=len(values),
    )  # fmt: skip
    each = counted["count"].to_numpy(dtype="float64")
    count = np.bincount(group, weights=each, minlength=len(values))
    weight = inputs.harm_weights.of(counted["code"].astype(str).to_list())
    largest = _gravest(np.asarray(group), weight, each, len(values))
    shown = pd.DataFrame({by: values, "count": pd.array(count.astype("int64"), dtype="Int64")})
    return shown.assign(**dict(zip(GRAVEST, largest.T, strict=True))), totals


def _gravest(group: IntArray, weight: FloatArray, count: FloatArray, groups: int) -> FloatArray:
    """Return the weights of the gravest offences of each group, largest first, 0 where there are no more."""
    each = np.minimum(count, len(GRAVEST)).astype(np.int64) * ~np.isnan(weight)
    offences = np.repeat(np.arange(count.size), each)
    order = offences[np.lexsort((-weight[offences], group[offences]))]
    rank = pd.Series(group[order]).groupby(group[order]).cumcount().to_numpy()
    found = np.zeros((groups, len(GRAVEST)))
    top = rank < found.shape[1]
    found[group[order][top], rank[top]] = weight[order][top]
    return found


def _residents(inputs: Inputs, measure: Measure, frame: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return person-years of each district over the years counted; 0, which makes the rate missing, where unknown."""
    if not denominator_years(inputs, measure.feed):
        return np.zeros(len(frame))
    people = person_years_by_lad(inputs, measure.feed)
    if "year" in measure.where:
        people = people[people["year"].astype(str).isin([str(year) for year in measure.where["year"]])]
    summed = people.groupby("lad")["denominator"].sum()
    return np.asarray(frame["lad"].map(summed).fillna(0), dtype="float64")


def weights_from(offences: Iterable[Weighted], *, version: str) -> HarmWeights:
    """Return the Crime Severity Score weights of the code table; offences without one are left out.

    Parameters
    ----------
    offences : iterable of Weighted
        `verity.model.offences.OFFENCES`.
    version : str
        How the set is called wherever a score is shown.
    """
    weighted = [(one.code, one.severity_weight) for one in offences if one.severity_weight is not None]
    return HarmWeights(
        scale=HarmScale.CRIME_SEVERITY_SCORE, version=version, codes=tuple(code for code, _ in weighted),
        weights=tuple(weight for _, weight in weighted),
    )  # fmt: skip


def read_weights(path: Path) -> HarmWeights:
    """Read a set of weights from a CSV file with the columns code, weight, scale and version.

    All rows are of one scale and one version. Codes stay text: 4.10 is not 4.1.

    Raises
    ------
    SettingsError
        When there is no such file.
    InputError
        When a column is missing, a weight is not a number of at least 0, a code is blank or listed twice, or the rows
        are of several sets.
    """
    if not path.is_file():
        raise SettingsError(
            "The file of severity weights is not there", where=path.name,
            do_this="correct its name in assessment.toml, or add the file",
        )  # fmt: skip
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise _unusable(path, f"the columns {', '.join(COLUMNS)}", f"no {', '.join(missing)}")
        rows = [{column: (row[column] or "").strip() for column in COLUMNS} for row in reader]
    scale, version = _set_of(path, rows)
    try:
        weights = tuple(float(row["weight"]) for row in rows)
        return HarmWeights(scale=scale, version=version, codes=tuple(row["code"] for row in rows), weights=weights)
    except ValueError as error:
        raise _unusable(path, "each code once, with a weight of at least 0", str(error)) from None


def _set_of(path: Path, rows: list[dict[str, str]]) -> tuple[HarmScale, str]:
    """Return the one scale and version of the rows."""
    sets = sorted({(row["scale"], row["version"]) for row in rows})
    if len(sets) != 1 or not sets[0][1]:
        raise _unusable(path, "one scale and one version, the same in every row", f"{len(sets)} sets, or no version")
    ((scale, version),) = sets
    known = {str(one): one for one in HarmScale}
    if scale not in known:
        raise _unusable(path, " or ".join(known), scale or "no scale")
    return known[scale], version


def _unusable(path: Path, expected: str, found: str) -> InputError:
    return InputError(
        "A set of severity weights cannot be used", where=path.name, expected=expected, found=found,
        do_this="correct the file",
    )  # fmt: skip
