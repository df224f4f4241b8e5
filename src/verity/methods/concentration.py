"""Concentration of events over areas: Lorenz curve, Gini, share of the top fraction.

All are set against what chance alone would give for as many events: with few events most
areas hold none, and any map looks concentrated.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import FloatArray, non_negative_vector

CELLS_PER_BLOCK = 4_194_304
"""Upper limit on the cells of a block of simulated maps, about 32 MB of doubles."""


@dataclass(frozen=True)
class LorenzCurve:
    """Cumulative shares from the least to the most concentrated area, shape (areas + 1,), from 0 to 1."""

    base_share: FloatArray
    event_share: FloatArray


@dataclass(frozen=True)
class AgainstChance:
    """An observed value beside its mean and middle 95 % under chance."""

    observed: float
    expected: float
    lower_95: float
    upper_95: float


@dataclass(frozen=True)
class Concentration:
    """Gini and share of the top fraction against chance, and the Gini made for few events.

    `generalised_gini` is missing where areas are weighted by a base.
    """

    gini: AgainstChance
    top_share: AgainstChance
    top_fraction: float
    generalised_gini: float
    events: int
    areas: int
    simulations: int


def lorenz_curve(counts: npt.ArrayLike, base: npt.ArrayLike | None = None) -> LorenzCurve:
    """Lorenz curve of events over areas, or over a base such as population.

    Areas are ordered by events per base; all shares missing where there are no events.

    Parameters
    ----------
    counts : array_like, shape (areas,)
    base : array_like, shape (areas,), optional
        Positive; every area counts the same without it.

    Raises
    ------
    ValueError
        Missing or negative values, a base that is not positive, no areas.

    References
    ----------
    Lorenz (1905), Publications of the American Statistical Association 9.

    Examples
    --------
    >>> lorenz_curve([6, 0, 2]).event_share
    array([0.  , 0.  , 0.25, 1.  ])
    """
    x, b = _counts_and_base(counts, base)
    base_share, event_share = _curves(x[None, :], b)
    return LorenzCurve(base_share[0], event_share[0])


def gini(counts: npt.ArrayLike, base: npt.ArrayLike | None = None) -> float:
    """Gini coefficient: 1 − Σ (L_k + L_(k−1)) ΔB_k over the Lorenz curve; missing without events.

    References
    ----------
    Gini (1914), Atti del Reale Istituto Veneto 73; for crime at places Bernasco & Steenbeek (2017), Journal of
    Quantitative Criminology 33.

    Examples
    --------
    >>> gini([5, 5, 5, 5]), gini([20, 0, 0, 0])
    (0.0, 0.75)
    """
    x, b = _counts_and_base(counts, base)
    return float(_gini_of(*_curves(x[None, :], b))[0])


def generalised_gini(counts: npt.ArrayLike) -> float:
    """Gini for fewer events than areas: 0 where the events are spread as evenly as they can be.

    G' = max(1/c, 1/n) (2 Σ i y_i − n − 1) − max(n/c, 1) + 1 for c events in n areas, y_i the
    share of the i-th smallest.

    References
    ----------
    Bernasco & Steenbeek (2017), Journal of Quantitative Criminology 33.

    Examples
    --------
    >>> round(gini([1, 1, 0, 0]), 3), round(generalised_gini([1, 1, 0, 0]), 3)
    (0.5, 0.0)
    """
    x = non_negative_vector("counts", counts)
    n, c = x.size, x.sum()
    if c == 0:
        return float("nan")
    ranked = float((np.arange(1, n + 1) * np.sort(x)).sum() / c)
    return float(max(1 / c, 1 / n) * (2 * ranked - n - 1) - max(n / c, 1.0) + 1)


def top_share(counts: npt.ArrayLike, fraction: float, base: npt.ArrayLike | None = None) -> float:
    """Share of events held by the top `fraction` of areas (or of the base).

    Read off the Lorenz curve, straight between areas, so a fraction that is not a whole number
    of areas takes part of the next one; missing without events.

    References
    ----------
    Weisburd (2015), Criminology 53.

    Examples
    --------
    >>> top_share([6, 0, 2, 2], 0.25)
    0.6
    """
    _check_fraction(fraction)
    x, b = _counts_and_base(counts, base)
    return float(_top_share_of(*_curves(x[None, :], b), fraction)[0])


def concentration(
    counts: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    base: npt.ArrayLike | None = None,
    fraction: float = 0.05,
    simulations: int = 999,
) -> Concentration:
    """Gini and share of the top fraction, against events falling at random.

    Chance is simulated: all events are dealt over the areas by a multinomial with equal
    probabilities, or in proportion to the base; mean and 2.5 and 97.5 percentiles over the
    simulations. Simulation was chosen over the analytic mean because both statistics depend on
    the order of the areas, for which no short exact formula exists.

    Parameters
    ----------
    counts : array_like of whole numbers, shape (areas,)
    rng : numpy.random.Generator
    base : array_like, shape (areas,), optional
        Positive; population, or street length.
    fraction : float
        Between 0 and 1.
    simulations : int

    Raises
    ------
    ValueError
        Missing, negative or fractional counts, a base that is not positive, a fraction outside 0–1.

    References
    ----------
    Hipp & Kim (2017), Journal of Quantitative Criminology 33; Levin, Rosenfeld & Deckard (2017).

    Examples
    --------
    >>> result = concentration([9, 0, 1, 0, 0, 2, 0, 0, 0, 0], rng=np.random.default_rng(1), fraction=0.1)
    >>> result.top_share.observed, round(result.top_share.expected, 2), result.gini.observed > result.gini.upper_95
    (0.75, 0.26, True)
    """
    _check_fraction(fraction)
    if simulations < 1:
        raise ValueError(f"simulations: expected at least 1, found {simulations}")
    x, b = _counts_and_base(counts, base)
    if (x % 1).any():
        raise ValueError("counts: expected whole numbers; weighted values cannot be dealt at random")
    curves = _curves(x[None, :], b)
    by_chance = _simulated(int(x.sum()), b, rng=rng, fraction=fraction, simulations=simulations)
    return Concentration(
        gini=_against(float(_gini_of(*curves)[0]), by_chance[0]),
        top_share=_against(float(_top_share_of(*curves, fraction)[0]), by_chance[1]),
        top_fraction=fraction,
        generalised_gini=generalised_gini(x) if base is None else float("nan"),
        events=int(x.sum()),
        areas=x.size,
        simulations=simulations,
    )


def _counts_and_base(counts: npt.ArrayLike, base: npt.ArrayLike | None) -> tuple[FloatArray, FloatArray]:
    x = non_negative_vector("counts", counts)
    if x.size == 0:
        raise ValueError("counts: no areas")
    b = np.ones(x.size) if base is None else non_negative_vector("base", base, length=x.size)
    if (b == 0).any():
        raise ValueError("base: every area needs a positive base; leave areas without one out")
    return x, b


def _check_fraction(fraction: float) -> None:
    if not 0 < fraction < 1:
        raise ValueError(f"fraction: expected a proportion between 0 and 1, found {fraction}")


def _curves(maps: FloatArray, base: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lorenz curves of the rows of `maps`, each shape (maps, areas + 1)."""
    order = np.argsort(maps / base, axis=1, kind="stable")
    base_share = np.zeros((maps.shape[0], base.size + 1))
    event_share = np.zeros_like(base_share)
    np.cumsum(base[order], axis=1, out=base_share[:, 1:])
    np.cumsum(np.take_along_axis(maps, order, axis=1), axis=1, out=event_share[:, 1:])
    total = event_share[:, -1:]
    shares = np.divide(event_share, total, out=np.full_like(event_share, np.nan), where=total > 0)
    return base_share / base_share[:, -1:], shares


def _gini_of(base_share: FloatArray, event_share: FloatArray) -> FloatArray:
    area = (event_share[:, 1:] + event_share[:, :-1]) * np.diff(base_share, axis=1)
    return np.asarray(1.0 - area.sum(axis=1))


def _top_share_of(base_share: FloatArray, event_share: FloatArray, fraction: float) -> FloatArray:
    """Interpolate every curve at 1 − fraction: the last corner at or below it, and the way on."""
    at = 1.0 - fraction
    last = np.clip((base_share <= at).sum(axis=1) - 1, 0, base_share.shape[1] - 2)[:, None]
    b0, b1 = (np.take_along_axis(base_share, last + step, axis=1)[:, 0] for step in (0, 1))
    e0, e1 = (np.take_along_axis(event_share, last + step, axis=1)[:, 0] for step in (0, 1))
    return np.asarray(1.0 - (e0 + (e1 - e0) * (at - b0) / (b1 - b0)))


def _simulated(
    events: int, base: FloatArray, *, rng: np.random.Generator, fraction: float, simulations: int
) -> tuple[FloatArray, FloatArray]:
    step = max(1, CELLS_PER_BLOCK // base.size)
    ginis, shares = [], []
    for begin in range(0, simulations, step):
        size = min(step, simulations - begin)
        maps = rng.multinomial(events, base / base.sum(), size=size).astype(np.float64)
        curves = _curves(maps, base)
        ginis.append(_gini_of(*curves))
        shares.append(_top_share_of(*curves, fraction))
    return np.concatenate(ginis), np.concatenate(shares)


def _against(observed: float, simulated: FloatArray) -> AgainstChance:
    lower, upper = np.quantile(simulated, [0.025, 0.975])
    return AgainstChance(observed, float(simulated.mean()), float(lower), float(upper))
