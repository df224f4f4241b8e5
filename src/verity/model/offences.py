"""Home Office offences: code, title, group, subgroup, police.uk category and severity weight; lists drawn from them.

Data and lookups only: the rows are in `verity.model.offence_codes`, statistics on the weights in the methods. A code
that is not here is unknown: it is quarantined, never counted as something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verity.model.offence_codes import CLASSES, ROWS, WEIGHTS_VERSION

__all__ = [
    "CODE_OF_CLASS",
    "GROUPS",
    "HOMICIDE_AND_ATTEMPTED_MURDER",
    "OFFENCES",
    "OFFENCE_BY_CODE",
    "RAPE_AND_SERIOUS_SEXUAL_OFFENCES",
    "WEIGHTS_VERSION",
    "Offence",
]


@dataclass(frozen=True, kw_only=True)
class Offence:
    """One offence of the Home Office classification.

    Parameters
    ----------
    code : str
        Offence code as text: `8N`, `4.10`.
    title, group, subgroup : str
    category : str
        Category of data.police.uk.
    severity_weight : float | None
        Crime Severity Score weight of the set `WEIGHTS_VERSION`; missing where that set, as it ships, has none.
    """

    code: str
    title: str
    group: str
    subgroup: str
    category: str
    severity_weight: float | None


OFFENCES: tuple[Offence, ...] = tuple(
    Offence(
        code=code, title=title, group=group, subgroup=subgroup, category=category, severity_weight=weight,
    )
    for (group, subgroup, category), rows in ROWS
    for code, title, weight in rows
)  # fmt: skip
"""Every known offence, each code once."""

OFFENCE_BY_CODE: Mapping[str, Offence] = MappingProxyType({offence.code: offence for offence in OFFENCES})

CODE_OF_CLASS: Mapping[str, str] = MappingProxyType(dict(CLASSES))
"""Home Office class and subclass, `8/60` → offence code."""

GROUPS: tuple[str, ...] = (
    "Violence against the person",
    "Sexual offences",
    "Drugs",
    "Possession of weapons",
    "Robbery",
    "Public order",
)
"""The six groups that an assessment of violence counts, in the order they are shown."""

HOMICIDE_AND_ATTEMPTED_MURDER: frozenset[str] = frozenset({"1", "4.1", "4.10", "4.2", "2"})

RAPE_AND_SERIOUS_SEXUAL_OFFENCES: frozenset[str] = frozenset(
    {
        "17A", "17B", "19C", "19D", "19E", "19F", "19G", "19H", "19J", "19K", "20A", "20B", "21", "22A", "70", "71",
    }
)  # fmt: skip
"""Offence codes of a police problem profile of rape and serious sexual offences (September 2019 to August 2022)."""
