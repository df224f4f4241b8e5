"""Reading police records: columns of a file into those of the contracts, and the rules for single rows.

Nothing is decided here on what counts. Free text and dates of birth are used up: the factors found and the age go on,
the text and the date do not. The work on single columns is `verity.warehouse.police_columns`'s.
"""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.police_layouts import FLAG_COLUMNS, QUALIFIERS, SUSPECT_STATUSES, VICTIM_TYPES
from verity.sources.police_records.contracts import OFFENCES, SUSPECTS, VICTIMS
from verity.warehouse.columns import NULL, matches, reject_where, replaced, set_aside_where
from verity.warehouse.files import InputFile
from verity.warehouse.keywords import factors_in, lists_of
from verity.warehouse.offence_codes import with_offence
from verity.warehouse.police_columns import (
    ages_at,
    at,
    days,
    ethnic_groups,
    given,
    has_time,
    iso_times,
    joined,
    listed,
    neither_yes_nor_no,
    recoded,
    sexes,
    yes,
)
from verity.warehouse.source import KeepFirst, Source

REPEATED_OFFENCE = "crime reference repeated: first by content kept"
REPEATED_PERSON = "person repeated in a crime: first by content kept"
NO_PERSON = "row names no such person"
ODD_FLAG = "a flag is neither yes nor no"


def _offences(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    flags = {flag: given(table, flag) for flag in FLAG_COLUMNS.values()}
    table = reject_where(table, pa.array(neither_yes_nor_no(flags, table.num_rows)), ODD_FLAG)
    return _put(with_offence(table), {**_when(table), **_where(table), **_what(table, flags)})


def _when(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    start = iso_times(joined(given(table, "from_date"), given(table, "from_time"), by=" "))
    end = iso_times(joined(given(table, "to_date"), given(table, "to_time"), by=" "))
    return {
        "committed_from": at(start, "00:00:00"),
        "committed_to": at(end, "23:59:00"),
        "time_given": pc.if_else(has_time(start), "yes", "no"),
        "recorded_on": days(given(table, "recorded_on")),
    }


def _where(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    """Return the place; 0, 0 is how some systems write that there are no coordinates."""
    longitude, latitude = given(table, "longitude"), given(table, "latitude")
    nowhere = pc.and_(matches(longitude, r"^-?0(\.0*)?$"), matches(latitude, r"^-?0(\.0*)?$"))
    return _areas(table) | {
        "longitude": pc.if_else(nowhere, NULL, longitude),
        "latitude": pc.if_else(nowhere, NULL, latitude),
    }


def _areas(table: pa.Table) -> dict[str, pa.ChunkedArray]:
    return {name: pc.utf8_upper(given(table, name)) for name in ("lsoa_code", "lad_code")}


def _what(table: pa.Table, flags: Mapping[str, pa.ChunkedArray]) -> dict[str, pa.ChunkedArray | pa.Array]:
    qualifiers, text = given(table, "qualifiers"), joined(given(table, "keywords"), given(table, "free_text"), by=". ")
    named = {flag: _named(qualifiers, words) for flag, words in QUALIFIERS.items()}
    return {
        "flags": lists_of({flag: yes(column) | named[flag] for flag, column in flags.items()}, table.num_rows),
        "factors": factors_in(joined(qualifiers, text, by=". ")),
        **{name: listed(table, name) for name in ("premises", "crime_status", "outcome")},
    }


def _named(qualifiers: pa.ChunkedArray, words: tuple[str, ...]) -> np.ndarray:
    """Whether a list of qualifiers, with ; or | or , between them, has one of the words."""
    pattern = rf"(?i)(^|[;|,])\s*({'|'.join(words)})\s*($|[;|,])"
    return np.array(matches(qualifiers, pattern).to_numpy(), dtype=np.bool_)


def _victims(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    marks = {"vulnerable": given(table, "vulnerable"), "repeat victim": given(table, "repeat")}
    table = reject_where(table, pa.array(neither_yes_nor_no(marks, table.num_rows)), ODD_FLAG)
    flags = lists_of({flag: yes(column) for flag, column in marks.items()}, table.num_rows)
    kind = recoded(given(table, "victim_type"), VICTIM_TYPES.items(), keep=True)
    return _put(_persons(table), {"flags": flags, "victim_type": kind})


def _suspects(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    status = recoded(given(table, "suspect_status"), SUSPECT_STATUSES.items(), keep=True)
    return _put(_persons(table), {"suspect_status": status, "outcome": listed(table, "outcome")})


def _persons(table: pa.Table) -> pa.Table:
    """Fill the columns of a person; in a joined extract, set rows aside that have none."""
    born, person = days(given(table, "born")), given(table, "person")
    age = pc.coalesce(given(table, "age"), ages_at(born, days(given(table, "offence_day"))))
    about = {
        "person": person, "age": age, "sex": sexes(given(table, "sex")),
        "ethnic_group": ethnic_groups(given(table, "self_defined"), given(table, "officer_defined")),
        "relationship": listed(table, "relationship"), **_areas(table),
    }  # fmt: skip
    key = person
    if "joined" in table.column_names:
        # Every victim stands beside every suspect: one of whom only sex and age are known is told apart by these.
        key = pc.coalesce(
            person, joined(*(about[name] for name in ("age", "sex", "ethnic_group", "lsoa_code")), by="/")
        )
        table = set_aside_where(table, pc.is_null(key), NO_PERSON)
    about["row_key"] = pc.binary_join_element_wise(given(table, "crime_reference"), key, "/")
    return _put(table, about)


def _put(table: pa.Table, columns: Mapping[str, pa.ChunkedArray | pa.Array]) -> pa.Table:
    for name, column in columns.items():
        table = replaced(table, name, column)
    return table


SOURCES: tuple[Source, ...] = (
    Source(
        contract=OFFENCES,
        transform=_offences,
        keep_first=KeepFirst(
            key="crime_reference",
            order=tuple(column.name for column in OFFENCES.columns if column.name != "crime_reference"),
            rule=REPEATED_OFFENCE,
        ),
    ),
    *(
        Source(
            contract=contract,
            transform=transform,
            keep_first=KeepFirst(
                key="row_key",
                order=tuple(column.name for column in contract.columns if column.name != "row_key"),
                rule=REPEATED_PERSON,
            ),
        )
        for contract, transform in ((VICTIMS, _victims), (SUSPECTS, _suspects))
    ),
)
