"""Every source the product knows: the one list that a new source is added to."""

from verity.model.contracts import Contract, Sensitivity
from verity.sources import boundaries, census, deprivation, lookups, police_uk, population
from verity.warehouse.source import Source

TABULAR: tuple[Source, ...] = (*lookups.SOURCES, *population.SOURCES, *census.SOURCES, *deprivation.SOURCES)
"""Sources whose files are recognised by their header."""

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
