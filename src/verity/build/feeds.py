"""Every source the product knows: the one list that a new source is added to."""

from verity.model.contracts import Contract, Sensitivity
from verity.sources import (
    admissions,
    ambulance,
    boundaries,
    census,
    classification,
    deprivation,
    emergency_care,
    lookups,
    police_records,
    police_uk,
    population,
)
from verity.warehouse.feed import Feed
from verity.warehouse.source import Source

RECORD_LEVEL: tuple[Source, ...] = (
    *police_records.SOURCES,
    *admissions.SOURCES,
    *emergency_care.SOURCES,
    *ambulance.SOURCES,
)
"""Sources of restricted records, and the code lists that they need."""

TABULAR: tuple[Source, ...] = (
    *lookups.SOURCES,
    *population.SOURCES,
    *census.SOURCES,
    *deprivation.SOURCES,
    *classification.SOURCES,
    *RECORD_LEVEL,
)
"""Sources whose files are recognised by their header."""

FEEDS: tuple[Feed, ...] = (
    *police_records.FEEDS,
    *ambulance.FEEDS,
    *emergency_care.FEEDS,
    *admissions.FEEDS,
)
"""Feeds of record-level incidents, in the report's order."""

POLICE_UK: tuple[Source, ...] = tuple(police_uk.SOURCES.values())
"""Sources whose files are recognised by their name, month by month."""

CONTRACTS: tuple[Contract, ...] = (
    *(source.contract for source in (*POLICE_UK, *TABULAR)),
    boundaries.CONTRACT,
)
"""Contracts in the order an analyst is told of them."""

CODE_LISTS = ("offence_classification",)
"""Published lists that ship with the product; they are open and have no file."""


def sensitivity() -> dict[str, Sensitivity]:
    """Return the sensitivity of every source that a measure may name."""
    return {contract.id: contract.sensitivity for contract in CONTRACTS} | dict.fromkeys(CODE_LISTS, Sensitivity.OPEN)


def contract(source: str) -> Contract:
    """Return a contract by its id; KeyError if there is none."""
    for one in CONTRACTS:
        if one.id == source:
            return one
    raise KeyError(source)
