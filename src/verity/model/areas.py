"""Levels of area, the shape of their codes, and what a vintage is.

Which code belongs to which vintage, and what nests in what, is data (`verity.geography`), not code.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

SYNTHETIC_CODE = re.compile(r"^[EW]\d{2}99\d{4}$")
"""Reserved range of every level: no published code has 99 in these two places."""


class Level(StrEnum):
    """The levels of area that Verity knows, smallest first."""

    LSOA = "lsoa"
    MSOA = "msoa"
    WARD = "ward"
    LAD = "lad"
    CSP = "csp"
    PFA = "pfa"
    REGION = "region"
    COUNTRY = "country"

    @property
    def noun(self) -> str:
        """The level's name in a sentence."""
        return _NOUNS[self]


_NOUNS = {
    Level.LSOA: "small area (LSOA)",
    Level.MSOA: "neighbourhood (MSOA)",
    Level.WARD: "ward",
    Level.LAD: "district",
    Level.CSP: "community safety partnership",
    Level.PFA: "police force area",
    Level.REGION: "region",
    Level.COUNTRY: "country",
}

CODE_PATTERNS: dict[Level, str] = {
    Level.LSOA: r"^[EW]01\d{6}$",
    Level.MSOA: r"^[EW]02\d{6}$",
    Level.WARD: r"^[EW]05\d{6}$",
    Level.LAD: r"^(E0[6789]|W06)\d{6}$",
    Level.CSP: r"^(E22|W14)\d{6}$",
    Level.PFA: r"^[EW](23|15)\d{6}$",
    Level.REGION: r"^(E12|W92)\d{6}$",
    Level.COUNTRY: r"^([EW]92|K0[234])\d{6}$",
}
"""Code patterns of the nine-character GSS codes in England and Wales (ONS Register of Geographic Codes)."""


@dataclass(frozen=True, order=True)
class AreaType:
    """A level at a boundary year: `AreaType(Level.LSOA, 2021)`."""

    level: Level
    vintage: int

    def __str__(self) -> str:
        return f"{self.level}{self.vintage % 100:02d}"


LSOA11 = AreaType(Level.LSOA, 2011)
LSOA21 = AreaType(Level.LSOA, 2021)


@dataclass(frozen=True, order=True)
class Area:
    """One area: its code, its name and its type."""

    code: str
    name: str
    type: AreaType


def is_synthetic(code: str) -> bool:
    """Whether an area code lies in the range reserved for invented areas.

    Examples
    --------
    >>> is_synthetic("E06990001"), is_synthetic("E06000032")
    (True, False)
    """
    return bool(SYNTHETIC_CODE.match(code))


def synthetic_share(codes: Iterable[str]) -> float:
    """Return the share of distinct codes that are synthetic; 0 for no codes."""
    distinct = set(codes)
    return sum(map(is_synthetic, distinct)) / len(distinct) if distinct else 0.0
