"""Reads the copied reference vectors: one array per column, R's NA and NaN missing."""

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from verity.methods.weights import contiguity_weights, row_standardised

GOLDENS = Path(__file__).parents[1] / "goldens_place"


def _column(texts: list[str]) -> np.ndarray:
    try:
        return np.array([np.nan if text in {"NA", "NaN"} else float(text) for text in texts])
    except ValueError:
        return np.array(texts)


def _golden(name: str) -> dict[str, np.ndarray]:
    with (GOLDENS / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {column: _column([row[column] for row in rows]) for column in rows[0]}


@pytest.fixture
def golden() -> Callable[[str], dict[str, np.ndarray]]:
    return _golden


@pytest.fixture
def weights_of() -> Callable:
    def build(edges_file: str, n: int, style: str = "B"):
        edges = _golden(edges_file)
        binary = contiguity_weights(edges["i"].astype(int) - 1, edges["j"].astype(int) - 1, n, symmetric=False)
        return row_standardised(binary) if style == "W" else binary

    return build
