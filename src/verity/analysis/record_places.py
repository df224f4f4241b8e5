"""Record-level incidents below district: ratios of small areas, hot spots that last, and inequality over deciles.

Residents' events are set against those expected from residents' ages; occurrences never are, for residents are not the
people at risk where they happen. Rates of districts and deciles are in `standardised_rates`.
"""

import numpy as np
import pandas as pd

from verity.analysis.age_cells import age_cells, years_of
from verity.analysis.inputs import Inputs
from verity.analysis.record_counts import record_counts
from verity.analysis.standardised_rates import in_words, rates_of, with_breakdowns
from verity.geography.contiguity import border_weights
from verity.methods.arrays import BoolArray, FloatArray, SpatialWeights
from verity.methods.constant_risk import choynowski_probability, poisson_residuals
from verity.methods.getis_ord import getis_ord_gi_star
from verity.methods.indirect_standardisation import expected_events, indirectly_standardised_ratio
from verity.methods.inequality import inequality_index
from verity.methods.intervals import exact_poisson_interval
from verity.methods.links import Link, standard_error_from_limits
from verity.methods.multiple_testing import benjamini_hochberg
from verity.methods.rates import crude_rate
from verity.methods.smoothing import empirical_bayes_global
from verity.methods.standardisation import PER_100_000
from verity.methods.weights import islands
from verity.model.errors import ValidityError
from verity.model.incidents import NOT_KNOWN
from verity.model.measures import Measure, PlaceBasis

REFERENCE = 100.0
"""The force area's ratio of observed to expected."""


def small_area_ratios(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return observed over expected events of residents of each small area, smoothed rates, and classes.

    Expected are the events an area would have at the force area's own age-specific rates. Of events whose age is not
    known none is left out: the expected events are scaled so that they add up to all those of the map. Limits of the
    ratio are exact; p-values are exact Poisson and two-sided, and take events for independent.

    Returns
    -------
    DataFrame
        `lsoa`, `count`, `expected`, `denominator` (person-years), `value` (100 observed/expected), `lower_95`,
        `upper_95`, `smoothed` (global empirical Bayes, per 100,000), `dsr`, `dsr_lower_95`, `dsr_upper_95` (missing
        below 10 events and where a rate cannot be made), `comparison` (by the interval), `comparison_fdr`
        (Benjamini–Hochberg at 5 % over the map). An area whose people cannot be told has its count alone.

    Raises
    ------
    ValidityError
        For events placed where they happened, or when there is no denominator.
    """
    _refuse_occurrences(inputs, measure)
    where = tuple(sorted((name, tuple(values)) for name, values in measure.where.items()))
    key = ("small_area_ratios", measure.feed, measure.definition, where)
    return inputs.once(key, lambda: _ratios(inputs, measure))


def _ratios(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    cells = age_cells(inputs, with_breakdowns(measure, "lsoa"), "lsoa")
    rates = rates_of(cells, measure)
    count = cells.totals["count"].to_numpy(dtype="float64")
    expected = expected_counts(count, cells.events, cells.population)
    told = expected > 0
    ratio, lower, upper, p, smoothed = (np.full(count.size, np.nan) for _ in range(5))
    if told.any():
        ratio[told] = indirectly_standardised_ratio(count[told], expected[told], multiplier=REFERENCE).value
        exact = exact_poisson_interval(count[told])
        lower[told], upper[told] = (REFERENCE * limit / expected[told] for limit in (exact.lower, exact.upper))
        p[told] = two_sided(count[told], expected[told])
        smoothed[told] = PER_100_000 * empirical_bayes_global(count[told], cells.population[told].sum(axis=1)).smoothed
    frame = pd.DataFrame({
        "lsoa": cells.index["lsoa"], "count": cells.totals["count"], "expected": np.where(told, expected, np.nan),
        "denominator": cells.totals["denominator"], "value": ratio, "lower_95": lower, "upper_95": upper,
        "smoothed": smoothed, "dsr": rates["value"], "dsr_lower_95": rates["lower_95"],
        "dsr_upper_95": rates["upper_95"],
    })  # fmt: skip
    return frame.assign(
        comparison=in_words(frame["lower_95"], frame["upper_95"], REFERENCE),
        comparison_fdr=_flagged(p, ratio > REFERENCE),
    )


def expected_counts(count: FloatArray, events: FloatArray, population: FloatArray) -> FloatArray:
    """Return the events expected in each area at the age-specific rates of all of them; they add up to those counted.

    Parameters
    ----------
    count : FloatArray
        Shape (areas,), events of any age.
    events, population : FloatArray
        Shape (areas, bands), events of known age and person-years.

    Returns
    -------
    FloatArray
        0 where nobody is known to live, whose events are not part of the reference, and where none has a known age.
    """
    told = population.sum(axis=1) > 0
    expected = np.zeros(count.size)
    inhabited = population[told].sum(axis=0) > 0
    people, reference = population[told][:, inhabited], events[told][:, inhabited].sum(axis=0)
    if reference.sum() > 0:
        found = expected_events(people, reference, people.sum(axis=0))
        expected[told] = found * (count[told].sum() / found.sum())
    return expected


def two_sided(observed: FloatArray, expected: FloatArray) -> FloatArray:
    """Return exact two-sided Poisson p-values of counts whose expected counts add up to theirs.

    Twice the tail on the side of the count, at most 1.
    """
    return np.minimum(1.0, 2.0 * choynowski_probability(observed, expected))


def _flagged(p: FloatArray, above: BoolArray) -> list[str]:
    rejected = benjamini_hochberg(p).rejected
    words = np.select([np.isnan(p), rejected & above, rejected], ["", "higher", "lower"], default="similar")
    return [str(word) for word in words]


def _refuse_occurrences(inputs: Inputs, measure: Measure) -> None:
    feed = inputs.feeds.get(measure.feed)
    if feed and feed.place_basis is not PlaceBasis.RESIDENCE:
        raise ValidityError(
            "Events placed where they happened are not set against the residents of a small area", where=measure.id,
            expected=f"events by {PlaceBasis.RESIDENCE}", found=f"{feed.title}, by {feed.place_basis}",
            do_this="show counts, density or concentration, or use a source about residents",
        )  # fmt: skip


def hotspots(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return where high and low counts lie together, over all years and year by year.

    Gi* on Poisson residuals with neighbours that share a border or a corner, two-sided, Benjamini–Hochberg at 5 %
    over each map. Residents' events are set against those expected from residents' ages. Occurrences are set against
    the map's mean count, area by area: residents are not the people at risk, and no better exposure is known, so that
    a hot spot of occurrences is where many happen, not where risk is high.

    Returns
    -------
    DataFrame
        `lsoa`, `count`, `value` (z of Gi*, all years), `p` (before the correction), `hot` (hot, cold, neither),
        `years_hot` (years in whose own map the area is hot) and `years`. Areas without neighbours, without people
        (of residents' events) or on a map without variation have a missing `value` and empty `hot`.

    Raises
    ------
    ValidityError
        When there are no boundaries of the edition's small areas, or no denominator for residents' events.
    """
    if inputs.lsoa_type not in inputs.boundaries:
        raise ValidityError(
            "Hot spots need the borders of small areas", where=f"{measure.id}: {inputs.lsoa_type}",
            do_this="add their boundaries to the folder boundaries",
        )  # fmt: skip
    codes = sorted(inputs.area.lsoas(inputs.lsoa_type.vintage))
    weights = inputs.once(("weights",), lambda: border_weights(inputs.boundaries[inputs.lsoa_type], codes))
    maps = _maps(inputs, measure)
    frame = local_clusters(*maps[0], weights).assign(lsoa=codes)
    hot = sum(
        (local_clusters(*one, weights)["hot"].eq("hot").astype("int64") for one in maps[1:]), pd.Series(0, frame.index)
    )
    frame["count"] = pd.array(maps[0][0].astype("int64"), dtype="Int64")
    frame["years_hot"] = hot.astype("Int64").where(frame["value"].notna())
    frame["years"] = pd.array([len(maps) - 1] * len(codes), dtype="Int64")
    return frame[["lsoa", "count", "value", "p", "hot", "years_hot", "years"]]


def local_clusters(count: FloatArray, expected: FloatArray, weights: SpatialWeights) -> pd.DataFrame:
    """Return `value` (z), `p` and `hot` of each area, where something is expected and there are neighbours."""
    value, p = np.full(count.size, np.nan), np.full(count.size, np.nan)
    kept = np.flatnonzero((expected > 0) & ~islands(weights))
    if kept.size:
        found = getis_ord_gi_star(poisson_residuals(count[kept], expected[kept]), weights[kept][:, kept])
        value[kept], p[kept] = found.z, found.p_analytic
    classes = _flagged(p, value > 0)
    words = {"higher": "hot", "lower": "cold", "similar": "neither", "": ""}
    return pd.DataFrame({"value": value, "p": p, "hot": [words[one] for one in classes]})


def _maps(inputs: Inputs, measure: Measure) -> list[tuple[FloatArray, FloatArray]]:
    """Return counts and expected counts of the small areas, in order of code: all years together, then each."""
    plain = with_breakdowns(measure, "lsoa", "year")
    years = len(years_of(inputs, measure))
    if inputs.feeds[measure.feed].place_basis is PlaceBasis.RESIDENCE:
        cells = age_cells(inputs, plain, "lsoa", by_year=True)
        shape = (-1, years, cells.population.shape[1])
        count = cells.totals["count"].to_numpy(dtype="float64").reshape(-1, years)
        events, population = cells.events.reshape(shape), cells.population.reshape(shape)
        parts = [(count.sum(axis=1), events.sum(axis=1), population.sum(axis=1))]
        parts += [(count[:, year], events[:, year], population[:, year]) for year in range(years)]
        return [(part[0], expected_counts(*part)) for part in parts]
    count = record_counts(inputs, plain)["count"].to_numpy(dtype="float64").reshape(-1, years)
    each = [count.sum(axis=1), *count.T]
    return [(one, np.full(one.size, one.mean())) for one in each]


def inequality(inputs: Inputs, measure: Measure) -> pd.DataFrame:
    """Return the slope and relative index of inequality over deprivation deciles, on the log scale.

    From the deciles' directly standardised rates where every decile with residents has one, from crude rates
    otherwise; weighted by person-years. Positive slopes and relative indices above 1 are to the disadvantage of the
    most deprived.

    Returns
    -------
    DataFrame
        `index` (`slope`: most less least deprived end of the line, per 100,000; `relative`: most over least),
        `value`, `lower_95`, `upper_95`, `count` (events of known decile), `method`. Missing with fewer than three
        deciles, or where a decile with residents has no events.

    Raises
    ------
    ValidityError
        When there is no denominator.
    """
    cells = age_cells(inputs, with_breakdowns(measure, "decile"), "decile")
    rates = rates_of(cells, measure)
    known = rates[(rates["decile"] != NOT_KNOWN) & rates["denominator"].fillna(0).gt(0)]
    events, people = (known[name].to_numpy(dtype="float64") for name in ("count", "denominator"))
    method, lower, upper = "directly standardised rates", known["lower_95"].to_numpy(), known["upper_95"].to_numpy()
    value = known["value"].to_numpy()
    if np.isnan(value).any():
        crude = crude_rate(events, people) if events.size else None
        method, value, lower, upper = (
            ("crude rates", crude.value, crude.lower, crude.upper) if crude else ("crude rates", value, lower, upper)
        )
    frame = pd.DataFrame({"index": ["slope", "relative"], "value": np.nan, "lower_95": np.nan, "upper_95": np.nan})
    frame = frame.assign(count=pd.array([int(events.sum())] * 2, dtype="Int64"), method=method)
    if events.size >= 3 and (lower > 0).all():
        error = standard_error_from_limits(lower, upper, link=Link.LOG)
        index = inequality_index(value, people, error, link=Link.LOG, multiplier=-1)
        frame["value"] = [float(index.sii), float(index.rii)]
        frame["lower_95"] = [float(index.sii_lower), float(index.rii_lower)]
        frame["upper_95"] = [float(index.sii_upper), float(index.rii_upper)]
    return frame
