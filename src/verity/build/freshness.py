"""How old each source is on the assessment's `as_of` date: found, stale, missing, or not renewed."""

import re
from collections.abc import Mapping

from verity.assessment.config import Assessment
from verity.assessment.enables import enables
from verity.build.feeds import CONTRACTS
from verity.build.inventory import Inventory
from verity.model.contracts import Contract
from verity.model.periods import month_index, month_name, month_of
from verity.report.edition import Freshness
from verity.sources import police_uk

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
    named = [year for file in inventory.tabular.get(contract.id, ()) for year in _years_in(file.name)]
    return f"{max(named)}-06" if named and contract.publisher.cadence_months else None


def _years_in(name: str) -> list[int]:
    return [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", name)]
