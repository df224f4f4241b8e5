"""What every computation is given: the tables, the areas, the months; and the places that are not districts.

Also where a computation keeps what others of the same build ask for again. What is computed is said elsewhere.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from verity.geography.boundaries import Boundaries
from verity.geography.force_area import ForceArea
from verity.geography.geography import Geography
from verity.methods.harm import HarmWeights
from verity.model.areas import AreaType
from verity.model.definitions import Definition
from verity.warehouse.engine import Warehouse
from verity.warehouse.feed import Feed

Made = TypeVar("Made")

ELSEWHERE = "elsewhere"
"""Place of a record located outside the force area."""
NO_LOCATION = "none"
"""Place of a record whose location is blank."""


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything the analysis reads.

    Parameters
    ----------
    months : tuple of str
        Months of the period that the home force's street files cover.
    home_force : str
        Slug of the force whose area is assessed.
    periods : Mapping[str, tuple[str, ...]]
        Named periods → their months: whole years, and a first or last part-year under a name that says so.
    population_years : Mapping[str, tuple[int, ...]]
        Named uses (`pyramid`, `change`) → the years chosen for them.
    feeds : Mapping[str, Feed]
        Feeds of record-level incidents whose files are there, by id.
    feed_years : Mapping[str, tuple[int, ...]]
        Feed → complete reporting years that are counted.
    definitions : Mapping[str, Definition]
        Named definitions of violence, by id.
    harm_weights : HarmWeights | None
        Severity by offence code; None where no set is chosen.
    memo : dict | None
        What `once` has kept. A build gives an empty one when the tables are complete; without one nothing is kept.
    """

    warehouse: Warehouse
    geography: Geography
    area: ForceArea
    boundaries: Mapping[AreaType, Boundaries]
    lsoa_type: AreaType
    months: tuple[str, ...]
    forces: tuple[str, ...]
    home_force: str
    deprivation_edition: str
    periods: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    population_years: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    feeds: Mapping[str, Feed] = field(default_factory=dict)
    feed_years: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    harm_weights: HarmWeights | None = None
    memo: dict[tuple[Hashable, ...], Any] | None = field(default=None, compare=False, repr=False)

    @property
    def district_codes(self) -> tuple[str, ...]:
        """Codes of the force area's districts, in name order."""
        return tuple(district.code for district in self.area.districts)

    def once(self, key: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Return what was made under a key before; make it the first time, and keep it where there is a memo.

        For small results that several measures ask for. The tables they are made from do not change while there is a
        memo, and nobody changes in place what is returned.
        """
        if self.memo is None:
            return make()
        if key not in self.memo:
            self.memo[key] = make()
        made: Made = self.memo[key]
        return made
