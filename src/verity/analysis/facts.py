"""What is known before anything is declared: the months covered, the years to compare, the force at home."""

from collections.abc import Mapping, Sequence

from verity.model.periods import complete_years, months_between, period_name
from verity.warehouse.engine import Warehouse

SPAN = 10
"""Years between the two estimates that are compared, where the series is long enough."""


def months_covered(warehouse: Warehouse, force: str, period: Sequence[str]) -> tuple[str, ...]:
    """Return the months of the period for which the force's street files hold rows, in order."""
    if not warehouse.has("police_uk_street"):
        return ()
    table = warehouse.table("police_uk_street")
    found = table.filter(table.force == force).select("month").distinct().order_by("month").to_pandas()["month"]
    return tuple(month for month in found if period[0] <= month <= period[-1])


def forces_loaded(warehouse: Warehouse) -> tuple[str, ...]:
    """Return the slugs of the forces whose street files hold rows, in order."""
    if not warehouse.has("police_uk_street"):
        return ()
    table = warehouse.table("police_uk_street")
    return tuple(table.select("force").distinct().order_by("force").to_pandas()["force"])


def named_periods(months: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the periods that figures are given for, each with its months.

    Whole years go under their number, a part-year under words that say which months it has; the same months of
    the last whole year follow at the end, so that like can be compared with like.

    Examples
    --------
    >>> list(named_periods(months_between("2021-05", "2022-12")))
    ['May to December 2021', '2022', 'May to December 2022']
    """
    years = complete_years(months)
    periods: dict[str, tuple[str, ...]] = {}
    alike: dict[str, tuple[str, ...]] = {}
    for year in sorted({int(month[:4]) for month in months}):
        own = tuple(month for month in months if month.startswith(str(year)))
        if year in years:
            periods[str(year)] = own
            continue
        periods[_part_name(own)] = own
        if years:
            same = tuple(f"{years[-1]}{month[4:]}" for month in own)
            alike[_part_name(same)] = same
    return periods | alike


def compared_periods(months: Sequence[str]) -> tuple[str, str] | None:
    """Return the names of the first period and of the like period to compare it with; None for a single one.

    Examples
    --------
    >>> compared_periods(months_between("2021-05", "2023-12"))
    ('May to December 2021', 'May to December 2023')
    >>> compared_periods(months_between("2021-01", "2023-12"))
    ('2021', '2023')
    """
    years = complete_years(months)
    first = months[0][:4]
    if not years or first == str(years[-1]):
        return None
    if int(first) in years:
        return first, str(years[-1])
    own = tuple(month for month in months if month.startswith(first))
    return _part_name(own), _part_name(tuple(f"{years[-1]}{month[4:]}" for month in own))


def _part_name(months: Sequence[str]) -> str:
    """Return the months of one year in words; gaps are said."""
    first, last = months[0], months[-1]
    name = period_name(months).replace(f" {first[:4]} to", " to")
    gap = len(months) < len(months_between(first, last))
    return f"{name} ({len(months)} months)" if gap else name


def population_years(warehouse: Warehouse) -> Mapping[str, tuple[int, ...]]:
    """Return the years used for the pyramid and for the change, given what is loaded.

    The two years of a change come from one series on one basis.
    """
    years: dict[str, tuple[int, ...]] = {}
    if warehouse.has("population_lad_quinary"):
        found = _years(warehouse, "population_lad_quinary")
        years["pyramid"] = (found[-1],) if found else ()
    if warehouse.has("population_lad"):
        found = _years(warehouse, "population_lad")
        if len(found) > 1:
            last = found[-1]
            years["change"] = (last - SPAN if last - SPAN in found else found[0], last)
    return years


def _years(warehouse: Warehouse, name: str) -> list[int]:
    return [int(y) for y in warehouse.table(name).select("year").distinct().order_by("year").to_pandas()["year"]]
