"""Mid-year population estimates: small areas and districts by single year of age, districts by five-year band.

Files are those of the Office for National Statistics (small-area estimates, MYEB1) and of Nomis. The reader
keeps what the file says; which year serves which rate is decided elsewhere.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher, Unpivot
from verity.model.errors import InputError
from verity.warehouse.columns import (
    NULL,
    groups,
    matches,
    numbers,
    reject_where,
    replaced,
    set_aside_where,
    without_thousands_separators,
)
from verity.warehouse.files import InputFile
from verity.warehouse.source import Source

FOLDER = "population"
NOT_REBASED = "estimate, not rebased to Census 2021"
CENSUS_2021_BASED = "estimate, Census 2021 based"
OLDEST = 90
"""Age 90 stands for 90 and over."""

PERCENTAGE = "percentage row"
TOTAL = "total of all ages or both sexes, checked and left out"
BAND = "age band that overlaps single years"
NOT_PUBLISHED = "age not published for this year"
ELSEWHERE = "outside England and Wales"
OTHER_LEVEL = "area of another level"
COUNTY = "county, not an area Verity uses"
TOTAL_DIFFERS = "ages do not add up to the total"
TRUNCATED_ROWS = 25_000
"""Nomis cuts a request without an account off at this many rows and says nothing."""

_TOTAL = "total"
_YEARS = range(2018, 2027)
_LSOA, _LAD = CODE_PATTERNS[Level.LSOA], CODE_PATTERNS[Level.LAD]
_SEXES = frozenset({"persons", "female", "male"})
_PUBLISHER = Publisher(
    name="Office for National Statistics",
    page="https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates",
    file="mid-year estimates saved as CSV, the year in the file's name as in mid-2020.csv; or a Nomis download",
    folder=FOLDER,
    cadence_months=12,
)
_YEAR = Column(name="year", type=FieldType.INTEGER, minimum=1981, maximum=2100, about="Mid-year of the estimate")
_SEX = Column(name="sex", codes=_SEXES)
_AGE = Column(name="age", type=FieldType.INTEGER, minimum=0, maximum=OLDEST, about="Years; 90 is 90 and over")
_PERSONS = Column(name="persons", type=FieldType.INTEGER, minimum=0)
_BASIS = Column(
    name="basis", codes=frozenset({NOT_REBASED, CENSUS_2021_BASED}), about="Which census it is rolled on from"
)
_SERIES = (
    Caveat(
        id="population-series",
        text="Estimates for 2012 to 2020 made before the 2021 Census drifted from it; they are never compared with"
        " figures based on that census.",
    ),
)
_NOMIS = {
    "DATE": "year",
    "GENDER_NAME": "sex",
    "C_AGE_NAME": "age",
    "MEASURES_NAME": "measure",
    "OBS_VALUE": "persons",
}
_AGES = Unpivot(pattern=r"(?:Age |Aged )?(\d{1,2}\+?)", key="age", value="persons")

LSOA = Contract(
    id="population_lsoa",
    title="Population estimates of small areas",
    columns=(
        Column(name="lsoa_code", pattern=_LSOA),
        Column(name="lsoa_vintage", type=FieldType.INTEGER, codes=frozenset({"2011", "2021"})),
        _YEAR,
        _SEX,
        _AGE,
        _PERSONS,
        _BASIS,
    ),
    layouts=(
        Layout(
            name="ONS small-area estimates, LSOA 2011",
            columns={"LSOA Code": "lsoa_code", "All Ages": _TOTAL},
            ignored=("LSOA Name", "LA Code (*", "LA name (*", "LA Name (*"),
            unpivot=_AGES,
            constants={"lsoa_vintage": "2011", "sex": "persons", "basis": NOT_REBASED},
        ),
        Layout(
            name="ONS small-area estimates by sex, LSOA 2021",
            columns={"LSOA 2021 Code": "lsoa_code", "Total": _TOTAL},
            ignored=("LSOA 2021 Name", "LAD 20?? Code", "LAD 20?? Name"),
            unpivot=Unpivot(pattern=r"([FM]\d{1,2})", key="age", value="persons"),
            constants={"lsoa_vintage": "2021", "basis": CENSUS_2021_BASED},
        ),
        Layout(
            name="Nomis small-area estimates, LSOA 2021",
            columns={**_NOMIS, "GEOGRAPHY_CODE": "lsoa_code"},
            ignored=("GEOGRAPHY_NAME",),
            optional=frozenset({"MEASURES_NAME"}),
            constants={"lsoa_vintage": "2021", "basis": CENSUS_2021_BASED},
            first_row={"GEOGRAPHY_CODE": _LSOA},
        ),
        Layout(
            name="tidied small-area estimates, LSOA 2011",
            columns={"lsoa11_code": "lsoa_code", "total_population": _TOTAL},
            ignored=("lsoa11_name",),
            unpivot=_AGES,
            constants={"lsoa_vintage": "2011", "sex": "persons", "basis": NOT_REBASED},
        ),
    ),
    publisher=_PUBLISHER,
    caveats=(
        *_SERIES,
        Caveat(
            id="population-small-areas", text="Estimates for small areas are less certain than those for districts."
        ),
    ),
    key=("lsoa_code", "lsoa_vintage", "year", "sex", "age"),
)
LAD = Contract(
    id="population_lad",
    title="Population estimates of districts",
    columns=(
        Column(name="lad_code", pattern=_LAD),
        Column(name="lad_name", nullable=True),
        _YEAR,
        _SEX,
        _AGE,
        Column(
            name="age_top",
            type=FieldType.INTEGER,
            nullable=True,
            about="Last age the row holds; blank for “and over”",
        ),
        _PERSONS,
        _BASIS,
    ),
    layouts=(
        *(
            Layout(
                name=f"ONS MYEB1, districts of {year}",
                columns={
                    f"ladcode{year % 100}": "lad_code",
                    f"laname{year % 100}": "lad_name",
                    "sex": "sex",
                    "age": "age",
                },
                ignored=("country",),
                unpivot=Unpivot(pattern=r"population_(\d{4})", key="year", value="persons"),
                constants={"basis": NOT_REBASED if year < 2023 else CENSUS_2021_BASED},
            )
            for year in _YEARS
        ),
        Layout(
            name="Nomis estimates of districts",
            columns={**_NOMIS, "GEOGRAPHY_CODE": "lad_code", "GEOGRAPHY_NAME": "lad_name"},
            optional=frozenset({"MEASURES_NAME", "GEOGRAPHY_NAME"}),
            constants={"basis": CENSUS_2021_BASED},
            first_row={"GEOGRAPHY_CODE": r"^(?![EW]01)"},
        ),
        Layout(
            name="tidied estimates of districts 1997 to 2020",
            columns={"code": "lad_code", "name": "lad_name", "year": "year"},
            unpivot=Unpivot(pattern=r"Aged? (\d{1,2}\+?)", key="age", value="persons"),
            constants={"sex": "persons", "basis": NOT_REBASED},
        ),
    ),
    publisher=_PUBLISHER,
    caveats=_SERIES,
    key=("lad_code", "year", "sex", "age", "age_top"),
)
QUINARY = Contract(
    id="population_lad_quinary",
    title="Population estimates by sex and five-year age band",
    columns=(
        Column(name="area_code", pattern=rf"{_LAD}|{CODE_PATTERNS[Level.REGION]}|{CODE_PATTERNS[Level.COUNTRY]}"),
        Column(name="area_name", nullable=True),
        _YEAR,
        _SEX,
        Column(name="age_band", pattern=r"^(\d{1,2}-\d{1,2}|90\+)$", about="0-4 to 85-89, then 90+"),
        _PERSONS,
        _BASIS,
    ),
    layouts=(
        Layout(
            name="ONS MYE2 by five-year band",
            columns={
                "Code": "area_code",
                "Name": "area_name",
                "sex": "sex",
                "age_band": "age_band",
                "population": "persons",
            },
            ignored=("Geography",),
        ),
    ),
    publisher=_PUBLISHER,
    caveats=_SERIES,
    key=("area_code", "year", "sex", "age_band"),
)

_NAMED_YEAR = re.compile(
    r"mid-?_?(?P<a>(?:19|20)\d\d)|mye-?_?(?P<b>(?:19|20)\d\d)|population-?_?(?P<c>(?:19|20)?\d\d)(?!\d)", re.IGNORECASE
)
_SEX_WORDS = {
    "1": "male", "m": "male", "male": "male", "males": "male",
    "2": "female", "f": "female", "female": "female", "females": "female",
    "persons": "persons", "total": "persons", "all": "persons", "all persons": "persons", "people": "persons",
}  # fmt: skip


def year_in_name(name: str) -> str | None:
    """Return the year of the estimates that a file's name states.

    Examples
    --------
    >>> year_in_name("population/sapedt2mid2020.csv"), year_in_name("population17_lsoa11.csv.gz")
    ('2020', '2017')
    >>> year_in_name("population/lsoa.csv") is None
    True
    """
    match = _NAMED_YEAR.search(name.rsplit("/", 1)[-1])
    if not match:
        return None
    year = next(group for group in match.groups() if group)
    return year if len(year) == 4 else f"20{year}"


def _constants(file: InputFile) -> dict[str, str]:
    year = year_in_name(file.name)
    return {"year": year} if year else {}


def _quinary_constants(file: InputFile) -> dict[str, str]:
    named = _constants(file)
    based = int(named.get("year", 0)) > 2020
    return named | {"basis": CENSUS_2021_BASED if based else NOT_REBASED}


def _checked_year(table: pa.Table, file: InputFile) -> pa.Table:
    if table.num_rows and table.column("year").null_count == table.num_rows:
        raise InputError(
            "It is not known which year the estimates are for", where=file.name,
            expected="the year in the file's name, as in mid-2020.csv", found="a name and columns without a year",
            do_this="put the year of the estimates into the file's name",
        )  # fmt: skip
    return table


def _worded_sex(table: pa.Table) -> pa.Table:
    """Write sex as persons, female or male; other words are left for the contract to refuse."""
    column = table.column("sex").combine_chunks()
    lowered = pc.utf8_lower(column)
    known = pa.array(list(_SEX_WORDS), pa.string())
    words = pc.take(pa.array(list(_SEX_WORDS.values()), pa.string()), pc.index_in(lowered, value_set=known))
    return replaced(table, "sex", pc.coalesce(words, column))


def _aged(table: pa.Table) -> pa.Table:
    """Write ages as numbers: “Age 0”, “Aged 90+”, “90+” and “Aged 85 and over” alike."""
    stripped = pc.replace_substring_regex(table.column("age"), r"^(?i:aged? )", "")
    return replaced(table, "age", pc.replace_substring_regex(stripped, r"^(\d{1,2})(\+| and over)$", r"\1"))


def _plain_persons(table: pa.Table) -> pa.Table:
    return replaced(table, "persons", without_thousands_separators(table.column("persons")))


def _checked_total(table: pa.Table) -> pa.Table:
    """Quarantine records whose ages do not add up to their total; the total is then dropped."""
    if _TOTAL not in table.column_names or not table.num_rows:
        return table
    persons = numbers(table.column("persons"))
    record = table.column("source_row").to_numpy()
    summed = np.bincount(record, weights=np.nan_to_num(persons))[record]
    total = numbers(without_thousands_separators(table.column(_TOTAL)))
    differs = np.isfinite(persons) & (summed != total)
    return reject_where(table.drop_columns(_TOTAL), pa.array(differs), TOTAL_DIFFERS)


def _nomis(table: pa.Table, area: str, file: InputFile) -> pa.Table:
    """Refuse a truncated download; set percentages, totals and bands aside, totals after checking them."""
    if "measure" not in table.column_names and not _is_nomis(table):
        return table
    if table.num_rows == TRUNCATED_ROWS:
        raise _truncated(file, f"exactly {TRUNCATED_ROWS:,} rows")
    percentage = matches(table.column("measure"), "(?i)percent") if "measure" in table.column_names else None
    if percentage is not None:
        table = set_aside_where(table, percentage, PERCENTAGE)
    single = matches(table.column("age"), r"^(?i:age )?\d{1,2}$|^(?i:aged )?(90|85)(\+| and over)$")
    total = matches(table.column("age"), "^(?i:all ages|total)$")
    table = set_aside_where(table, total, TOTAL)
    table = set_aside_where(table, pc.and_(pc.invert(single), pc.invert(total)), BAND)
    counted = single if percentage is None else pc.and_(single, pc.invert(percentage))
    per_area = groups(table, [area, "year", "sex"])
    counted_rows, total_rows = _flags(counted), _flags(total) & (True if percentage is None else ~_flags(percentage))
    _refuse_missing_ages(table, per_area, counted_rows, file)
    return reject_where(table, pa.array(_off_total(table, per_area, counted_rows, total_rows)), TOTAL_DIFFERS)


def _flags(column: pa.ChunkedArray) -> np.ndarray:
    return np.asarray(column.to_numpy(zero_copy_only=False), dtype=bool)


def _off_total(table: pa.Table, per_area: np.ndarray, counted: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Return the rows of areas that have a row of all ages which their single ages do not add up to."""
    persons = np.nan_to_num(numbers(table.column("persons")))
    size = int(per_area.max(initial=0)) + 1
    ages = np.bincount(per_area[counted], persons[counted], minlength=size)
    stated = np.bincount(per_area[total], persons[total], minlength=size)
    has_both = np.isin(np.arange(size), per_area[counted]) & np.isin(np.arange(size), per_area[total])
    off: np.ndarray = (has_both & (ages != stated))[per_area]
    return off


def _is_nomis(table: pa.Table) -> bool:
    ages = pc.unique(table.column("age"))
    return bool(pc.any(matches(pa.chunked_array([ages]), "^(?i:all ages)")).as_py())


def _refuse_missing_ages(table: pa.Table, per_area: np.ndarray, counted: np.ndarray, file: InputFile) -> None:
    """Refuse a file in which an area has fewer ages than another: the sign of a download cut short."""
    ages = groups(table, ["age"])
    pairs = np.unique(np.stack([per_area[counted], ages[counted]]), axis=1)
    held = np.bincount(pairs[0]) if pairs.size else np.array([], dtype="int64")
    held = held[np.unique(pairs[0])] if pairs.size else held
    if len(held) and held.min() < held.max():
        raise _truncated(file, f"{int((held < held.max()).sum()):,} areas without all ages")


def _truncated(file: InputFile, found: str) -> InputError:
    return InputError(
        "The Nomis download is cut short", where=file.name, expected="every age for every area", found=found,
        do_this="download it in parts of whole areas, or with a Nomis account, which lifts the limit",
    )  # fmt: skip


def _lsoa_rows(table: pa.Table, file: InputFile) -> pa.Table:
    table = _checked_year(_plain_persons(table), file)
    table = _checked_total(table)
    table = _nomis(table, "lsoa_code", file)
    if table.num_rows and table.column("sex").null_count == table.num_rows:
        key = table.column("age")
        table = replaced(table, "sex", pc.utf8_slice_codeunits(key, 0, 1))
        table = replaced(table, "age", pc.utf8_slice_codeunits(key, 1))
    table = set_aside_where(table, matches(table.column("lsoa_code"), "^[NS]"), ELSEWHERE)
    return _aged(_worded_sex(table))


def _lad_rows(table: pa.Table, file: InputFile) -> pa.Table:
    table = _nomis(_checked_year(_plain_persons(table), file), "lad_code", file)
    table = set_aside_where(table, matches(table.column("lad_code"), "^[NS]"), ELSEWHERE)
    table = set_aside_where(table, matches(table.column("lad_code"), r"^(K|E1|[EW]92)"), OTHER_LEVEL)
    table = set_aside_where(
        table, pc.fill_null(pc.equal(table.column("persons"), "-"), fill_value=False), NOT_PUBLISHED
    )
    open_ended = matches(table.column("age"), r"(\+|and over)$")
    table = _aged(_worded_sex(table))
    oldest = pc.fill_null(pc.equal(table.column("age"), str(OLDEST)), fill_value=False)
    return replaced(table, "age_top", pc.if_else(pc.or_(open_ended, oldest), NULL, table.column("age")))


def _quinary_rows(table: pa.Table, file: InputFile) -> pa.Table:
    table = _checked_year(_plain_persons(table), file)
    table = set_aside_where(table, matches(table.column("area_code"), r"^E1[01]"), COUNTY)
    table = set_aside_where(table, matches(table.column("area_code"), r"^[NS]"), ELSEWHERE)
    table = set_aside_where(table, matches(table.column("age_band"), "(?i)^all|^total"), TOTAL)
    return _worded_sex(table)


SOURCES: tuple[Source, ...] = (
    Source(contract=LSOA, constants=_constants, transform=_lsoa_rows),
    Source(contract=LAD, constants=_constants, transform=_lad_rows),
    Source(contract=QUINARY, constants=_quinary_constants, transform=_quinary_rows),
)
