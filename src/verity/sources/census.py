"""Census 2021: usual residents by age and by ethnic group, for small areas and districts (Nomis bulk downloads)."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher, Unpivot
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

FOLDER = "census"
CENSUS_2021 = "Census 2021"
PERCENTAGE = "percentage row"
OTHER_LEVEL = "area of another level"
GROUP_TOTAL = "total of an ethnic group, checked and left out"
TOTAL_DIFFERS = "groups do not add up to the total"
GROUPS = (
    "Asian, Asian British or Asian Welsh",
    "Black, Black British, Black Welsh, Caribbean or African",
    "Mixed or Multiple ethnic groups",
    "Other ethnic group",
    "White",
)
"""The five high-level groups of the harmonised standard, in the publisher's words."""

_TOTAL = "total"
_LSOA = CODE_PATTERNS[Level.LSOA]
_PAGE = "https://www.nomisweb.co.uk/sources/census_2021_bulk"
_CAVEAT = Caveat(
    id="census-2021-day",
    text="The census counts usual residents on 21 March 2021, under pandemic restrictions; small counts are"
    " perturbed by the publisher.",
)
_BASIS = Column(name="basis", codes=frozenset({CENSUS_2021}), about="Which count it is")
_PERSONS = Column(name="persons", type=FieldType.INTEGER, minimum=0, about="Usual residents")


def _publisher(table: str) -> Publisher:
    return Publisher(name="Office for National Statistics, through Nomis", page=_PAGE, file=table, folder=FOLDER)


AGE = Contract(
    id="census_age",
    title="Census 2021 residents by age",
    columns=(
        Column(name="lsoa_code", pattern=_LSOA),
        Column(name="age_group", about="As the publisher words it"),
        _PERSONS,
        _BASIS,
    ),
    layouts=(
        Layout(
            name="Nomis bulk TS007A",
            columns={"geography code": "lsoa_code", "Age: Total": _TOTAL},
            ignored=("date", "geography"),
            unpivot=Unpivot(pattern=r"Age: (Aged .+)", key="age_group", value="persons"),
            constants={"basis": CENSUS_2021},
        ),
        Layout(
            name="tidied Census 2021 residents in six age groups",
            columns={"lsoa21_code": "lsoa_code", "age_group": "age_group", "usual_residents": "persons"},
            ignored=("lsoa21_name",),
            constants={"basis": CENSUS_2021},
        ),
    ),
    publisher=_publisher("TS007A, the file for LSOAs (census2021-ts007a-lsoa.csv)"),
    caveats=(_CAVEAT,),
    key=("lsoa_code", "age_group"),
)
ETHNICITY = Contract(
    id="census_ethnicity",
    title="Census 2021 residents by ethnic group",
    columns=(
        Column(name="area_code", pattern=rf"{_LSOA}|{CODE_PATTERNS[Level.LAD]}", about="LSOA 2021 or district"),
        Column(name="ethnic_group", codes=frozenset(GROUPS)),
        Column(name="ethnic_subgroup", nullable=True, about="One of 19; blank where only the group is given"),
        _PERSONS,
        _BASIS,
    ),
    layouts=(
        Layout(
            name="Nomis bulk TS021",
            columns={"geography code": "area_code", "Ethnic group: Total: All usual residents": _TOTAL},
            ignored=("date", "geography"),
            unpivot=Unpivot(pattern=r"Ethnic group: (?!Total)(.+)", key="ethnic_group", value="persons"),
            constants={"basis": CENSUS_2021},
        ),
        Layout(
            name="tidied Census 2021 ethnicity of districts",
            columns={"ltla21_code": "area_code", "ethnic_group": "ethnic_group", "value": "persons"},
            ignored=("ltla21_name",),
            constants={"basis": CENSUS_2021},
            foreign=("region21_code", "utla21_code"),
        ),
        Layout(
            name="tidied Census 2021 ethnicity of small areas",
            columns={
                "lsoa21_code": "area_code",
                "ethnic_group": "ethnic_group",
                "n": "persons",
                "total_residents": _TOTAL,
            },
            ignored=("prop",),
            constants={"basis": CENSUS_2021},
            foreign=("disability", "deprivation_dimensions"),
        ),
    ),
    publisher=_publisher("TS021, the files for LSOAs and for districts (census2021-ts021-lsoa.csv, -ltla.csv)"),
    caveats=(_CAVEAT,),
    key=("area_code", "ethnic_group", "ethnic_subgroup"),
)


def _checked_total(table: pa.Table, area: str, counted: np.ndarray) -> pa.Table:
    """Quarantine areas whose counted rows do not add up to their total; the total is then dropped."""
    if _TOTAL not in table.column_names or not table.num_rows:
        return table
    persons = np.where(counted, numbers(table.column("persons")), 0)
    member = groups(table, [area])
    summed = np.bincount(member, weights=np.nan_to_num(persons))[member]
    differs = np.isfinite(persons) & (summed != numbers(without_thousands_separators(table.column(_TOTAL))))
    return reject_where(table.drop_columns(_TOTAL), pa.array(differs), TOTAL_DIFFERS)


def _age_rows(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    table = replaced(table, "persons", without_thousands_separators(table.column("persons")))
    table = _checked_total(table, "lsoa_code", np.ones(table.num_rows, dtype=bool))
    return set_aside_where(table, _not_of(table, "lsoa_code", r"^[EW]01"), OTHER_LEVEL)


def _ethnicity_rows(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    """Split labels into group and subgroup; set percentages and totals of groups with subgroups aside."""
    table = replaced(table, "persons", without_thousands_separators(table.column("persons")))
    label = table.column("ethnic_group")
    percentage = matches(label, r"\(percent\)\s*$")
    plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(label, r"\((number|percent)\)\s*$", ""))
    group = pc.replace_substring_regex(plain, r"^([^:]*):.*$", r"\1")
    named = matches(plain, ":")
    subgroup = pc.if_else(named, pc.replace_substring_regex(plain, r"^[^:]*:\s*", ""), NULL)
    parted = pc.unique(pc.filter(group, named))
    total = pc.and_(pc.invert(named), pc.is_in(group, value_set=parted))
    table = replaced(replaced(table, "ethnic_group", group), "ethnic_subgroup", subgroup)
    counted = np.asarray(pc.invert(pc.or_(percentage, total)).to_numpy(zero_copy_only=False), dtype=bool)
    table = _checked_total(table, "area_code", counted)
    table = set_aside_where(table, percentage, PERCENTAGE)
    table = set_aside_where(table, total, GROUP_TOTAL)
    return set_aside_where(table, _not_of(table, "area_code", r"^([EW]01|E0[6789]|W06)"), OTHER_LEVEL)


def _not_of(table: pa.Table, column: str, pattern: str) -> pa.ChunkedArray:
    """Return where a column holds the code of an area, but not of this level."""
    codes = table.column(column)
    return pc.and_(matches(codes, r"^[A-Z]\d{8}$"), pc.invert(matches(codes, pattern)))


SOURCES: tuple[Source, ...] = (
    Source(contract=AGE, transform=_age_rows),
    Source(contract=ETHNICITY, transform=_ethnicity_rows),
)
