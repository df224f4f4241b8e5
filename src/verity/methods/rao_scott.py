"""Independence of two survey answers under a complex design: the Rao–Scott F test.

Proportions and their intervals are in `surveys`, the design in `survey_design`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import fdtrc

from verity.methods.arrays import BoolArray, FloatArray
from verity.methods.survey_design import SurveyDesign


@dataclass(frozen=True)
class RaoScott:
    """Rao–Scott test of independence, second order: F with fractional degrees of freedom."""

    statistic: float
    numerator_df: float
    denominator_df: float
    p_value: float


def rao_scott_test(rows: npt.ArrayLike, columns: npt.ArrayLike, design: SurveyDesign) -> RaoScott:
    """Test whether two answers are independent, with the second-order Rao–Scott correction.

    Pearson's X² of the weighted table scaled to n respondents, divided by the trace of the
    generalised design effects Δ; F has d0 = tr(Δ)²/tr(Δ²) and d0 × (clusters − strata)
    degrees of freedom.

    Parameters
    ----------
    rows, columns : array_like, shape (respondents,)
        Numbers that stand for categories; NaN where there is no answer.
    design : SurveyDesign

    Raises
    ------
    ValueError
        Arrays of another length, infinite values, fewer than two categories, no degrees of freedom.

    References
    ----------
    Rao & Scott (1984), Annals of Statistics 12; Lumley (2010), section 2.4.

    Examples
    --------
    >>> from verity.methods.survey_design import survey_design
    >>> sex, said_yes = [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 1, 0, 1, 1, 1]
    >>> result = rao_scott_test(sex, said_yes, survey_design([1.0] * 8))
    >>> round(result.statistic, 3), result.denominator_df
    (1.75, 7.0)
    """
    r, c = np.array(rows, dtype=np.float64), np.array(columns, dtype=np.float64)
    fits = r.shape == c.shape == design.weights.shape
    if not fits or np.isinf(r).any() or np.isinf(c).any():
        raise ValueError(f"rows, columns: expected {design.weights.size} finite numbers or NaN each")
    inside: BoolArray = np.asarray(~(np.isnan(r) | np.isnan(c)), dtype=np.bool_)
    row_levels, column_levels = np.unique(r[inside]), np.unique(c[inside])
    df = design.degrees_of_freedom(inside)
    if min(row_levels.size, column_levels.size) < 2 or df < 1:
        raise ValueError("rows, columns: the test needs two categories each and a degree of freedom")
    cell = np.searchsorted(row_levels, r) * column_levels.size + np.searchsorted(column_levels, c)
    cells = np.where(inside, cell, -1)
    member = np.equal.outer(cells, np.arange(row_levels.size * column_levels.size))
    return _rao_scott(member, design, (row_levels.size, column_levels.size), df)


def _rao_scott(member: BoolArray, design: SurveyDesign, shape: tuple[int, int], df: int) -> RaoScott:
    inside = member.sum(axis=1)
    w = design.weights * inside
    n, total = int(inside.sum()), w.sum()
    share = (w @ member) / total
    table = share.reshape(shape)
    fitted = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * ((table - fitted) ** 2 / fitted).sum()
    scores = inside[:, None] * (member - share) / total
    contrast = _interactions(shape)
    scaled = contrast * np.divide(1.0, share, out=np.zeros_like(share), where=share > 0)[:, None]
    effects = np.linalg.solve(contrast.T @ scaled / n, scaled.T @ design.covariance(scores) @ scaled)
    trace = float(np.trace(effects))
    d0 = trace**2 / float(np.trace(effects @ effects))
    f = float(pearson) / trace
    return RaoScott(f, d0, d0 * df, float(fdtrc(d0, d0 * df, f)))


def _interactions(shape: tuple[int, int]) -> FloatArray:
    """Contrasts of the cells with the main effects taken out, shape (cells, interactions)."""
    row, column = (index.ravel() for index in np.indices(shape))
    rows = (row[:, None] == np.arange(1, shape[0])).astype(np.float64)
    columns = (column[:, None] == np.arange(1, shape[1])).astype(np.float64)
    main = np.column_stack([np.ones(row.size), rows, columns])
    products = (rows[:, :, None] * columns[:, None, :]).reshape(row.size, -1)
    return np.asarray(products - main @ np.linalg.lstsq(main, products, rcond=None)[0])
