"""Reads the copied reference vectors; R's NA and NaN are missing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

GOLDENS = Path(__file__).parents[1] / "goldens"
LIMITS = (("lower95_0cl", "upper95_0cl"), ("lower99_8cl", "upper99_8cl"))


def _golden(name: str) -> pd.DataFrame:
    return pd.read_csv(GOLDENS / f"{name}.csv")


@pytest.fixture(scope="session")
def golden() -> Callable[[str], pd.DataFrame]:
    return _golden


@pytest.fixture(scope="session")
def agrees():
    """Compare a result's value and its 95 % and 99.8 % limits with the reference's columns."""

    def check(result, expected, *, value=True, rtol=1e-12):
        if value:
            np.testing.assert_allclose(result.value, expected["value"], rtol=rtol)
        for level, (lower, upper) in enumerate(LIMITS):
            np.testing.assert_allclose(result.lower[level], expected[lower], rtol=rtol)
            np.testing.assert_allclose(result.upper[level], expected[upper], rtol=rtol)

    return check
