"""Deprivation of the invented county: a latent standard score per cell, and ranks within an invented nation.

The latent score is what the gradients of the street files are drawn on. Ranks and deciles of LSOAs follow from
it by their place in a nation of which only these rows are written.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from verity.demo.parameters import Parameters
from verity.demo.people import townness
from verity.demo.tessellation import Floats, Ints, Tessellation


@dataclass(frozen=True)
class Index:
    """One edition's figures of LSOAs: score (higher is more deprived), rank (1 is most deprived), decile."""

    score: Floats
    rank: Ints
    decile: Ints


def latent_score(parameters: Parameters, land: Tessellation) -> Floats:
    """Latent standard score of each cell; above 0 is more deprived than the nation.

    Towns are more deprived, neighbouring cells resemble one another, and each cell has its own part.
    """
    random = parameters.random("deprivation")
    waves = np.zeros(len(land.centres))
    for length in (9.0, 5.0, 3.0):
        direction, phase = random.uniform(0, np.pi), random.uniform(0, 2 * np.pi)
        along = land.centres @ np.array([np.cos(direction), np.sin(direction)])
        waves += np.sin(2 * np.pi * along / length + phase)
    raw = 1.6 * townness(parameters, land) + 0.45 * waves + 0.5 * random.standard_normal(len(waves))
    home = raw[land.home]
    declared = parameters.deprivation
    return np.asarray(declared.mean + declared.spread * (raw - home.mean()) / home.std())


def index(latent: Floats, nation: int) -> Index:
    """Rank LSOAs by their latent score in a nation of standard normal scores.

    Examples
    --------
    >>> index(np.array([1.5, -1.5, 0.0]), 100).decile.tolist()
    [1, 10, 5]
    """
    order = np.argsort(-latent, kind="stable")
    place = np.arange(len(latent))
    wanted = np.ceil((1 - ndtr(latent[order])) * nation).astype(np.int64).clip(1, nation)
    apart = place + np.maximum.accumulate(wanted - place)
    rank = np.empty(len(latent), dtype=np.int64)
    rank[order] = np.minimum(apart, nation - len(latent) + 1 + place)
    quantile = 1 - (rank - 0.5) / nation
    score = np.round(np.exp(2.9 + 0.65 * ndtri(quantile)).clip(0.5, 95), 3)
    return Index(score, rank, -(-rank * 10 // nation))


def of_lsoas(latent: Floats, group: NDArray[np.int64]) -> Floats:
    """Mean latent score of each LSOA's cells."""
    return np.asarray(np.bincount(group, weights=latent) / np.bincount(group))
