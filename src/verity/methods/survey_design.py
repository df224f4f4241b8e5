"""How a survey was drawn, and the linearised variance that follows.

Weights, strata and clusters, sampled with replacement at the first stage. What is
estimated with it is in `surveys`.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verity.methods.arrays import BoolArray, FloatArray, IntArray, non_negative_vector


@dataclass(frozen=True, kw_only=True)
class SurveyDesign:
    """A design; make it with `survey_design`. Arrays have shape (respondents,).

    `strata` and `clusters` number the strata and the first-stage clusters from 0.
    """

    weights: FloatArray
    strata: IntArray
    clusters: IntArray

    def degrees_of_freedom(self, domain: BoolArray) -> int:
        """Count the clusters less the strata that have a respondent in `domain`."""
        clusters = np.unique(self.clusters[domain]).size
        return int(clusters - np.unique(self.strata[domain]).size)

    def covariance(self, scores: FloatArray) -> FloatArray:
        """Covariance of weighted totals, shape (scores, scores).

        Σ_h n_h/(n_h − 1) Σ_c (t_hc − t̄_h)(t_hc − t̄_h)', t the cluster totals of w·score;
        `scores` has shape (respondents, scores) and is 0 outside the domain.
        """
        totals = np.zeros((self.clusters.max() + 1, scores.shape[1]))
        np.add.at(totals, self.clusters, self.weights[:, None] * scores)
        stratum = np.zeros(totals.shape[0], dtype=np.int64)
        stratum[self.clusters] = self.strata
        size = np.bincount(stratum)
        means = np.zeros((size.size, scores.shape[1]))
        np.add.at(means, stratum, totals)
        deviation = totals - (means / size[:, None])[stratum]
        factor = (size / (size - 1))[stratum, None]
        return np.asarray((factor * deviation).T @ deviation)


def survey_design(
    weights: npt.ArrayLike, *, strata: npt.ArrayLike | None = None, clusters: npt.ArrayLike | None = None
) -> SurveyDesign:
    """Describe a survey by its weights and, where known, strata and clusters.

    Parameters
    ----------
    weights : array_like, shape (respondents,)
        Positive; none missing.
    strata, clusters : array_like, shape (respondents,), optional
        Labels of any kind. One stratum, and every respondent a cluster, without them. Clusters
        are told apart within strata, so their labels may repeat between strata.

    Raises
    ------
    ValueError
        Missing or non-positive weights, arrays of different length, a stratum with a single
        cluster: it has no variance of its own; join it with a similar one.

    References
    ----------
    Lumley (2004), Journal of Statistical Software 9.

    Examples
    --------
    >>> design = survey_design([1, 2, 1, 2], strata=["a", "a", "b", "b"])
    >>> design.degrees_of_freedom(np.array([True, True, True, True]))
    2
    """
    w = non_negative_vector("weights", weights)
    if w.size == 0 or (w == 0).any():
        raise ValueError("weights: expected at least one respondent, all with positive weights")
    labels = np.zeros(w.size, dtype=np.int64) if strata is None else _numbered("strata", strata, w.size)
    if clusters is None:
        units = np.arange(w.size)
    else:
        inside = _numbered("clusters", clusters, w.size)
        units = _numbered("clusters", labels * (inside.max() + 1) + inside, w.size)
    pairs = np.unique(np.column_stack([labels, units]), axis=0)
    lonely = int((np.bincount(pairs[:, 0]) == 1).sum())
    if lonely:
        raise ValueError(f"strata: {lonely} with a single cluster have no variance; join them with similar ones")
    return SurveyDesign(weights=w, strata=labels, clusters=units)


def kish_effective_n(weights: npt.ArrayLike) -> float:
    """Kish's effective sample size (Σw)²/Σw²: what unequal weights leave of n.

    Missing where all weights are 0.

    References
    ----------
    Kish (1965), Survey Sampling.

    Examples
    --------
    >>> kish_effective_n([1, 1, 1, 1]), kish_effective_n([1, 1, 4])
    (4.0, 2.0)
    """
    w = non_negative_vector("weights", weights)
    squares = float(w @ w)
    return float(w.sum()) ** 2 / squares if squares else float("nan")


def _numbered(name: str, labels: npt.ArrayLike, length: int) -> IntArray:
    vector = np.array(labels)
    if vector.shape != (length,):
        raise ValueError(f"{name}: expected {length} labels, found shape {vector.shape}")
    return np.unique(vector, return_inverse=True)[1].astype(np.int64)
