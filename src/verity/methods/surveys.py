"""Weighted proportions of a survey, by domain, with intervals that respect the design.

Question, base, mode and dates travel with the figure elsewhere; answers to different
questions are never compared here.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit, stdtrit

from verity.methods.arrays import BoolArray, FloatArray, finite_vector
from verity.methods.intervals import wilson_interval
from verity.methods.survey_design import SurveyDesign, kish_effective_n

ROUNDING = 1e-12
"""A standard error below this is 0: all answers alike, or clusters that agree exactly."""


class SimpleSample(Enum):
    """The simple random sample that a design effect compares with."""

    WITH_REPLACEMENT = "with replacement"
    WITHOUT_REPLACEMENT = "without replacement"
    """From a population as large as the sum of the weights; only where weights gross up to it."""


@dataclass(frozen=True)
class SurveyProportion:
    """A weighted proportion.

    `lower`, `upper` are the logit interval with design degrees of freedom; `wilson_lower`,
    `wilson_upper` the Wilson interval on `effective_n` = p(1 − p)/se². Where the
    standard error is 0 (all answers alike) the logit limits and the design effect are missing, and Wilson uses
    Kish's effective sample size.
    """

    proportion: float
    standard_error: float
    lower: float
    upper: float
    wilson_lower: float
    wilson_upper: float
    design_effect: float
    effective_n: float
    respondents: int
    degrees_of_freedom: int
    confidence: float


def weighted_proportion(
    answers: npt.ArrayLike,
    design: SurveyDesign,
    *,
    domain: npt.ArrayLike | None = None,
    confidence: float = 0.95,
    compare_with: SimpleSample = SimpleSample.WITH_REPLACEMENT,
) -> SurveyProportion:
    """Proportion p = Σwy/Σw among the domain's respondents who answered.

    Linearised: the score of a respondent is (y − p)/Σw in the domain and 0 outside, so the
    whole design carries the variance. Logit interval: expit(logit p ∓ t se/(p(1 − p))), t with
    clusters − strata degrees of freedom (of the domain).

    Parameters
    ----------
    answers : array_like, shape (respondents,)
        1, 0, or NaN for no answer; those are outside every domain.
    design : SurveyDesign
    domain : array_like of bool, shape (respondents,), optional
    confidence : float
        A proportion.
    compare_with : SimpleSample

    Returns
    -------
    SurveyProportion
        All missing, with 0 respondents, for an empty domain; no logit limits without degrees
        of freedom.

    Raises
    ------
    ValueError
        Other answers, arrays of different length, a confidence outside 0–1.

    References
    ----------
    Korn & Graubard (1999), Analysis of Health Surveys; Lumley (2010), Complex Surveys.

    Examples
    --------
    >>> from verity.methods.survey_design import survey_design
    >>> result = weighted_proportion([1, 0, 0, 1, 0, 0], survey_design([1, 2, 1, 2, 1, 1]))
    >>> round(result.proportion, 3), round(result.standard_error, 3), result.degrees_of_freedom
    (0.375, 0.235, 5)
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence: expected a proportion such as 0.95, found {confidence}")
    y, inside = _answers(answers, design, domain)
    w = np.where(inside, design.weights, 0.0)
    n, total, df = int(inside.sum()), float(w.sum()), design.degrees_of_freedom(inside)
    if n == 0:
        nan = float("nan")
        return SurveyProportion(nan, nan, nan, nan, nan, nan, nan, nan, 0, 0, confidence)
    p = min(1.0, float(w @ y) / total)
    scores = np.where(inside, (y - p) / total, 0.0)
    se = float(np.sqrt(design.covariance(scores[:, None])[0, 0]))
    certain = se < ROUNDING
    simple = p * (1 - p) / (n - 1) if n > 1 else float("nan")
    if compare_with is SimpleSample.WITHOUT_REPLACEMENT:
        simple *= (total - n) / total
    effective = kish_effective_n(w) if certain else p * (1 - p) / se**2
    wilson = wilson_interval(p * effective, effective, confidence=confidence)
    return SurveyProportion(
        p,
        se,
        *_logit_interval(p, se, df=df, confidence=confidence, certain=certain),
        float(wilson.lower),
        float(wilson.upper),
        float("nan") if certain or simple <= 0 else se**2 / simple,
        effective,
        n,
        df,
        confidence,
    )


def _answers(
    answers: npt.ArrayLike, design: SurveyDesign, domain: npt.ArrayLike | None
) -> tuple[FloatArray, BoolArray]:
    raw = np.array(answers, dtype=np.float64)
    answered = ~np.isnan(raw)
    y = finite_vector("answers", np.where(answered, raw, 0.0), length=design.weights.size)
    if not np.isin(y, (0.0, 1.0)).all():
        raise ValueError("answers: expected 0, 1 or missing")
    if domain is None:
        return y, answered
    asked = np.array(domain)
    if asked.dtype != np.bool_ or asked.shape != y.shape:
        raise ValueError(f"domain: expected {y.size} true or false values, found {asked.dtype} {asked.shape}")
    return y, answered & asked


def _logit_interval(p: float, se: float, *, df: int, confidence: float, certain: bool) -> tuple[float, float]:
    if certain or df < 1:
        return float("nan"), float("nan")
    half = float(stdtrit(df, (1 + confidence) / 2)) * se / (p * (1 - p))
    return float(expit(logit(p) - half)), float(expit(logit(p) + half))
