"""How old each source is on the assessment's `as_of` date: found, stale, missing, or not renewed."""

import re
from collections.abc import Mapping, Sequence

from verity.assessment.config import Assessment
from verity.assessment.enables import enables
from verity.build.feeds import CONTRACTS
from verity.build.inventory import Inventory
from verity.model.contracts import Contract
from verity.model.periods import month_index, month_name, month_of
from verity.report.edition import Freshness
from verity.sources import police_uk

CENTURY = 2000
YEARS = range(1980, 2080)
"""Four figures in a file name that can be a year; 1819 and 2223 are the years 2018/19 and 2022/23."""
GRACE_MONTHS = 3
"""Months a publisher may take beyond its cadence before a source is called stale."""


def checked_freshness(
    assessment: Assessment, inventory: Inventory, latest_years: Mapping[str, int] | None = None
) -> tuple[Freshness, ...]:
    """Return the state of every source.

    Parameters
    ----------
    latest_years : mapping, optional
        Contract id → last year its table speaks of, where it was loaded; without it file names are read.
    """
    return tuple(_one(contract, assessment, inventory, latest_years or {}) for contract in CONTRACTS)


def _one(contract: Contract, assessment: Assessment, inventory: Inventory, years: Mapping[str, int]) -> Freshness:
    publisher = contract.publisher
    latest = _latest_month(contract, inventory, years)
    lag = month_index(month_of(assessment.as_of)) - month_index(latest) if latest else None
    if not inventory.present(contract.id):
        state = "missing"
    elif publisher.cadence_months is None or lag is None:
        state = "fixed"
    else:
        state = "stale" if lag > publisher.cadence_months + GRACE_MONTHS else "current"
    return Freshness(
        source=contract.id,
        title=contract.title,
        latest=month_name(latest) if latest else "",
        lag_months=lag,
        state=state,
        page=publisher.page,
        file=publisher.file,
        folder=publisher.folder,
        enables=enables(contract.id),
    )


def _latest_month(contract: Contract, inventory: Inventory, years: Mapping[str, int]) -> str | None:
    kinds = {one.contract.id: kind for kind, one in police_uk.SOURCES.items()}
    if contract.id in kinds:
        months = [unit.month for unit in inventory.archive.units if unit.kind == kinds[contract.id]]
        return max(months, default=None)
    if contract.id in years:
        return f"{years[contract.id]}-06"
    latest = _latest_named([file.name for file in inventory.tabular.get(contract.id, ())])
    return latest if contract.publisher.cadence_months else None


def _latest_named(names: Sequence[str]) -> str | None:
    """Return the latest month that file names speak of: June of a year, March where they name financial years.

    Examples
    --------
    >>> _latest_named(["estimates_2020.csv", "estimates_2021.csv"])
    '2021-06'
    >>> _latest_named(["admissions_1920.csv", "admissions_2021.csv", "admissions_2223.csv"])
    '2023-03'
    """
    named = [int(one) for name in names for one in re.findall(r"(?<!\d)\d{4}(?!\d)", name)]
    years = [one for one in named if one in YEARS]
    if named and len(years) < len(named) and all((one // 100 + 1) % 100 == one % 100 for one in named):
        return f"{CENTURY + max(one % 100 for one in named)}-03"
    return f"{max(years)}-06" if years else None
