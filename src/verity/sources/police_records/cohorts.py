"""Which police records are counted, condition by condition, and how they become incidents.

Victims and suspects are counted with their offence, and only where it is; they take from it the time, the code and the
flags.
"""

from collections.abc import Mapping
from typing import Any

from verity.model.contracts import Contract
from verity.model.incidents import Role, YearBasis
from verity.model.measures import PlaceBasis, Unit
from verity.model.offences import GROUPS
from verity.sources.police_records.contracts import OFFENCES, SUSPECTS, VICTIMS
from verity.warehouse.expressions import literal
from verity.warehouse.feed import Condition, Feed

_COUNTING_RULES = "Home Office, Crime Recording Rules for Frontline Officers and Staff"
_CANCELLED = r"cancel|no[ -]?crime"
_NOT_CANCELLED = Condition(
    id="not-cancelled",
    words="crime is not cancelled (neither status nor outcome says “cancelled” or “no crime”)",
    citation=f"{_COUNTING_RULES}: cancelled records are not counted",
    holds=lambda t: ~_says_cancelled(t.crime_status) & ~_says_cancelled(t.outcome),
)
_DATED = Condition(
    id="date-committed-known",
    words="date committed from is known",
    citation="Verity: an offence is placed in time by when it was committed, not by when it was recorded",
    holds=lambda t: t.committed_from.notnull(),
)
_OF_GROUP = Condition(
    id="group-counted",
    words=f"offence of one of the groups {', '.join(GROUPS).lower()}",
    citation="Home Office offence classification",
    holds=lambda t: t.offence_group.isin(list(GROUPS)),
)
_OFFENCE_CONDITIONS = (_NOT_CANCELLED, _DATED, _OF_GROUP)


def _says_cancelled(column: Any) -> Any:  # noqa: ANN401 - Ibis
    return column.fill_null("").lower().re_search(_CANCELLED)


def _counted(offences: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the offences that meet all their conditions."""
    for condition in _OFFENCE_CONDITIONS:
        offences = offences.filter(condition.holds(offences).fill_null(False))
    return offences


_OFFENCE_COUNTED = Condition(
    id="offence-counted",
    words="its offence is in the extract and is counted",
    citation=f"Conditions of police recorded offences; {_COUNTING_RULES}",
    holds=lambda t, offences: t.crime_reference.isin(_counted(offences).crime_reference),
    beside=OFFENCES.id,
)


def _offence_incidents(tables: Mapping[str, Any]) -> Any:  # noqa: ANN401 - Ibis
    table = tables[OFFENCES.id]
    own = ("source_file", "source_row", "lsoa_code", "lad_code", "longitude", "latitude", "outcome", "flags")
    return table.select(*own, **_of_offence(table))


def _of_offence(table: Any) -> dict[str, Any]:  # noqa: ANN401 - Ibis
    """Return what victims and suspects share with their offence."""
    return {
        "reference": table.crime_reference,
        "started": table.committed_from,
        "ended": table.committed_to,
        "time_given": table.time_given == "yes",
        "reported": table.recorded_on,
        "counted": table.committed_from.date(),
        "year": table.committed_from.year(),
        "group": table.offence_group,
        "category": table.offence_subgroup,
        "code": table.offence_code,
        "factors": table.factors,
        "premises": table.premises,
    }


def _person_incidents(tables: Mapping[str, Any], contract: Contract, role: Role) -> Any:  # noqa: ANN401 - Ibis
    persons, offences = tables[contract.id], tables[OFFENCES.id]
    shared = offences.select(**_of_offence(offences), offence_flags=offences.flags, offence_outcome=offences.outcome)
    table = persons.inner_join(shared, persons.crime_reference == shared.reference)
    if role is Role.VICTIM:
        own = {"flags": _both(table.flags, table.offence_flags), "outcome": table.offence_outcome}
    else:
        own = {"flags": table.offence_flags}
    return table.mutate(role=literal(role.value), **own)


def _both(first: Any, second: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return two lists of flags as one, sorted, each item once; missing where both are."""
    items = first.fill_null("").split("|").concat(second.fill_null("").split("|")).unique().sort()
    return items.join("|").re_replace(r"^\|", "").nullif("")


def _feed(feed: str, title: str, *, unit: Unit, contract: Contract, role: Role, first: Condition) -> Feed:
    return Feed(
        id=feed,
        title=title,
        family="police",
        unit=unit,
        place_basis=PlaceBasis.RESIDENCE,
        year_basis=YearBasis.CALENDAR,
        sources=(contract.id, OFFENCES.id),
        conditions=(first, _OFFENCE_COUNTED),
        incidents=lambda tables: _person_incidents(tables, contract, role),
    )


FEEDS: tuple[Feed, ...] = (
    Feed(
        id="police_offence",
        title="Police recorded offences",
        family="police",
        unit=Unit.OFFENCE,
        place_basis=PlaceBasis.OCCURRENCE,
        year_basis=YearBasis.CALENDAR,
        sources=(OFFENCES.id,),
        conditions=_OFFENCE_CONDITIONS,
        incidents=_offence_incidents,
    ),
    _feed(
        "police_victim",
        "Victims of police recorded offences",
        unit=Unit.VICTIM,
        contract=VICTIMS,
        role=Role.VICTIM,
        first=Condition(
            id="victim-is-a-person",
            words="victim is a person, not an organisation or the State (type blank or person)",
            citation=f"{_COUNTING_RULES}: specific, intended victims",
            holds=lambda t: t.victim_type.fill_null("person") == "person",
        ),
    ),
    _feed(
        "police_suspect",
        "Suspects and offenders of police recorded offences",
        unit=Unit.SUSPECT,
        contract=SUSPECTS,
        role=Role.SUSPECT,
        first=Condition(
            id="suspect-not-eliminated",
            words="suspect or offender, not eliminated from the inquiry (status)",
            citation=f"{_COUNTING_RULES}: suspects and outcomes",
            holds=lambda t: t.suspect_status != "eliminated",
        ),
    ),
)
