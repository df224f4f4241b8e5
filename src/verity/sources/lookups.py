"""Lookups between areas: which area nests in which, and what became of areas that changed.

Published by the ONS Open Geography portal; the year of a lookup stands in its headers. What the tables mean
together is decided in `verity.geography`.
"""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher, Unpivot
from verity.warehouse.files import InputFile
from verity.warehouse.source import SET_ASIDE, Source

FOLDER = "lookups"
ELSEWHERE = "outside England and Wales"
YEARS = range(2015, 2027)
"""Years of boundaries whose lookups are known by their headers."""

_ROW_NUMBERS = ("ObjectId", "OBJECTID", "FID", "GlobalID", "*NMW", "LAD*CD_ACTIVE")
_UNUSED = ("utla*", "UTLA*", "CTYUA*", "icb*", "ICB*", "sicbl*", "SICBL*", "PCON*", "OA*CD")
"""Lookups of levels that Verity does not use may lie in the same folder."""
_PAGE = "https://geoportal.statistics.gov.uk/search?q=LUP"
_LSOA, _MSOA, _WARD, _LAD = (CODE_PATTERNS[level] for level in (Level.LSOA, Level.MSOA, Level.WARD, Level.LAD))
_CSP, _PFA, _REGION = (CODE_PATTERNS[level] for level in (Level.CSP, Level.PFA, Level.REGION))


def _publisher(file: str) -> Publisher:
    return Publisher(name="Office for National Statistics", page=_PAGE, file=file, folder=FOLDER)


def _vintage(name: str) -> Column:
    return Column(name=name, type=FieldType.INTEGER, minimum=2001, maximum=2100, about="Year of the boundaries")


def _name(name: str) -> Column:
    return Column(name=name, nullable=True, about="As the publisher writes it")


def _layout(**parts: Any) -> Layout:  # noqa: ANN401 - passed on as given
    return Layout(foreign=_UNUSED, **parts)


def _yy(year: int) -> str:
    return f"{year % 100:02d}"


CHANGE = Contract(
    id="lsoa_change",
    title="Lookup of LSOA 2011 to LSOA 2021",
    columns=(
        Column(name="lsoa11_code", pattern=_LSOA),
        Column(name="lsoa21_code", pattern=_LSOA),
        Column(
            name="change",
            codes=frozenset("USMX"),
            about="U unchanged, S split, M merged, X irregular",
        ),
        Column(name="lad22_code", pattern=_LAD),
        _name("lad22_name"),
    ),
    layouts=(
        _layout(
            name="ONS exact-fit lookup",
            columns={
                "LSOA11CD": "lsoa11_code",
                "LSOA21CD": "lsoa21_code",
                "CHGIND": "change",
                "LAD22CD": "lad22_code",
                "LAD22NM": "lad22_name",
            },
            ignored=("LSOA11NM", "LSOA21NM", *_ROW_NUMBERS),
        ),
        _layout(
            name="tidied LSOA change lookup",
            columns={
                "lsoa11_code": "lsoa11_code",
                "lsoa21_code": "lsoa21_code",
                "change_code": "change",
                "ltla22_code": "lad22_code",
                "ltla22_name": "lad22_name",
            },
            ignored=("lsoa11_name", "lsoa21_name"),
        ),
    ),
    publisher=_publisher("LSOA (2011) to LSOA (2021) to Local Authority District (2022) Lookup in England and Wales"),
    caveats=(
        Caveat(
            id="lsoa-irregular-change",
            text="A few small areas changed irregularly between 2011 and 2021; figures for them are not converted.",
        ),
    ),
    key=("lsoa11_code", "lsoa21_code"),
)


LSOA21_WARD = Contract(
    id="lsoa21_ward",
    title="Lookup of LSOA 2021 to wards and districts",
    columns=(
        Column(name="lsoa21_code", pattern=_LSOA),
        _name("lsoa21_name"),
        Column(name="ward_code", pattern=_WARD),
        _name("ward_name"),
        Column(name="lad_code", pattern=_LAD),
        _name("lad_name"),
        _vintage("ward_vintage"),
        _vintage("lad_vintage"),
    ),
    layouts=(
        *(
            _layout(
                name=f"ONS lookup of LSOA 2021 to wards {year}",
                columns={
                    "LSOA21CD": "lsoa21_code",
                    "LSOA21NM": "lsoa21_name",
                    f"WD{_yy(year)}CD": "ward_code",
                    f"WD{_yy(year)}NM": "ward_name",
                    f"LAD{_yy(year)}CD": "lad_code",
                    f"LAD{_yy(year)}NM": "lad_name",
                },
                ignored=_ROW_NUMBERS,
                constants={"ward_vintage": str(year), "lad_vintage": str(year)},
            )
            for year in YEARS
        ),
        _layout(
            name="tidied lookup of LSOA 2021 to wards 2024",
            columns={
                "lsoa21_code": "lsoa21_code",
                "lsoa21_name": "lsoa21_name",
                "ward24_code": "ward_code",
                "ward24_name": "ward_name",
                "ltla24_code": "lad_code",
                "ltla24_name": "lad_name",
            },
            constants={"ward_vintage": "2024", "lad_vintage": "2024"},
        ),
    ),
    publisher=_publisher("LSOA (2021) to Electoral Ward (2024) to LAD (2024) Best Fit Lookup in EW"),
    caveats=(
        Caveat(
            id="ward-best-fit",
            text="Small areas are placed in wards by best fit: a ward is the sum of the small areas mostly within it.",
        ),
    ),
    key=("lsoa21_code", "ward_vintage"),
)

LSOA11_LAD = Contract(
    id="lsoa11_lad",
    title="Lookup of LSOA 2011 to districts",
    columns=(
        Column(name="lsoa11_code", pattern=_LSOA),
        _name("lsoa11_name"),
        Column(name="lad_code", pattern=_LAD),
        _name("lad_name"),
        _vintage("lad_vintage"),
    ),
    layouts=(
        *(
            _layout(
                name=f"ONS lookup of LSOA 2011 to districts {year}",
                columns={
                    "LSOA11CD": "lsoa11_code",
                    "LSOA11NM": "lsoa11_name",
                    f"LAD{_yy(year)}CD": "lad_code",
                    f"LAD{_yy(year)}NM": "lad_name",
                },
                ignored=_ROW_NUMBERS,
                constants={"lad_vintage": str(year)},
            )
            for year in YEARS
        ),
        _layout(
            name="tidied lookup of LSOA 2011 to districts 2021",
            columns={
                "lsoa11_code": "lsoa11_code",
                "lsoa11_name": "lsoa11_name",
                "ltla21_code": "lad_code",
                "ltla21_name": "lad_name",
            },
            constants={"lad_vintage": "2021"},
        ),
    ),
    publisher=_publisher("LSOA (2011) to LAD (2021) Best Fit Lookup in EW"),
    key=("lsoa11_code", "lad_vintage"),
)

LSOA11_MSOA11 = Contract(
    id="lsoa11_msoa11",
    title="Lookup of LSOA 2011 to MSOA 2011",
    columns=(
        Column(name="lsoa11_code", pattern=_LSOA),
        Column(name="msoa11_code", pattern=_MSOA),
        _name("msoa11_name"),
    ),
    layouts=(
        _layout(
            name="ONS lookup of LSOA 2011 to MSOA 2011",
            columns={"LSOA11CD": "lsoa11_code", "MSOA11CD": "msoa11_code", "MSOA11NM": "msoa11_name"},
            ignored=("LSOA11NM", *_ROW_NUMBERS),
        ),
        _layout(
            name="tidied lookup of LSOA 2011 to MSOA 2011",
            columns={"lsoa11_code": "lsoa11_code", "msoa11_code": "msoa11_code", "msoa11_name": "msoa11_name"},
            ignored=("lsoa11_name",),
        ),
    ),
    publisher=_publisher("LSOA (2011) to MSOA (2011) Lookup in England and Wales"),
    key=("lsoa11_code",),
)

LSOA11_WARD = Contract(
    id="lsoa11_ward",
    title="Lookup of LSOA 2011 to wards",
    columns=(
        Column(name="lsoa11_code", pattern=_LSOA),
        Column(name="ward_code", pattern=_WARD),
        _name("ward_name"),
        _vintage("ward_vintage"),
    ),
    layouts=(
        *(
            _layout(
                name=f"ONS lookup of LSOA 2011 to wards {year}",
                columns={"LSOA11CD": "lsoa11_code", f"WD{_yy(year)}CD": "ward_code", f"WD{_yy(year)}NM": "ward_name"},
                ignored=("LSOA11NM", f"LAD{_yy(year)}CD", f"LAD{_yy(year)}NM", *_ROW_NUMBERS),
                constants={"ward_vintage": str(year)},
            )
            for year in YEARS
        ),
        _layout(
            name="tidied lookup of LSOA 2011 to wards 2017",
            columns={"lsoa11_code": "lsoa11_code", "ward17_code": "ward_code"},
            constants={"ward_vintage": "2017"},
        ),
    ),
    publisher=_publisher("LSOA (2011) to Ward (2017) Lookup in England and Wales"),
    key=("lsoa11_code", "ward_vintage"),
)

LAD_CSP_PFA = Contract(
    id="lad_csp_pfa",
    title="Lookup of districts to community safety partnerships and police force areas",
    columns=(
        Column(name="lad_code", pattern=_LAD),
        _name("lad_name"),
        Column(name="csp_code", pattern=_CSP),
        _name("csp_name"),
        Column(name="pfa_code", pattern=_PFA),
        Column(name="pfa_name"),
        _vintage("vintage"),
    ),
    layouts=tuple(
        _layout(
            name=f"{kind} lookup of districts to partnerships and forces {year}",
            columns={
                theirs: ours
                for level, ours_level in levels
                for theirs, ours in (
                    (form.format(level=level, yy=_yy(year), code=code), f"{ours_level}_code"),
                    (form.format(level=level, yy=_yy(year), code=name), f"{ours_level}_name"),
                )
            },
            ignored=_ROW_NUMBERS,
            constants={"vintage": str(year)},
        )
        for kind, form, code, name, levels in (
            ("ONS", "{level}{yy}{code}", "CD", "NM", (("LAD", "lad"), ("CSP", "csp"), ("PFA", "pfa"))),
            ("tidied", "{level}{yy}_{code}", "code", "name", (("ltla", "lad"), ("csp", "csp"), ("pfa", "pfa"))),
        )
        for year in YEARS
    ),
    publisher=_publisher("LAD (2024) to Community Safety Partnership to Police Force Area (2024) Lookup in EW"),
    caveats=(
        Caveat(
            id="several-partnerships",
            text="Some districts hold several community safety partnerships; figures by district cannot be told apart"
            " by partnership there.",
        ),
    ),
    key=("lad_code", "csp_code", "vintage"),
)

LAD_REGION = Contract(
    id="lad_region",
    title="Lookup of districts to regions",
    columns=(
        Column(name="lad_code", pattern=_LAD),
        _name("lad_name"),
        Column(name="region_code", pattern=_REGION),
        _name("region_name"),
        _vintage("vintage"),
    ),
    layouts=(
        *(
            _layout(
                name=f"ONS lookup of districts to regions {year}",
                columns={
                    f"LAD{_yy(year)}CD": "lad_code",
                    f"LAD{_yy(year)}NM": "lad_name",
                    f"RGN{_yy(year)}CD": "region_code",
                    f"RGN{_yy(year)}NM": "region_name",
                },
                ignored=_ROW_NUMBERS,
                constants={"vintage": str(year)},
            )
            for year in YEARS
        ),
        _layout(
            name="tidied lookup of districts to regions 2021",
            columns={
                "ltla21_code": "lad_code",
                "ltla21_name": "lad_name",
                "region21_code": "region_code",
                "region21_name": "region_name",
            },
            constants={"vintage": "2021"},
        ),
    ),
    publisher=_publisher("LAD (2021) to Region (2021) Lookup in England"),
    key=("lad_code", "vintage"),
)

LAD_HISTORY = Contract(
    id="lad_history",
    title="What became of districts that changed",
    columns=(
        Column(name="lad_code", pattern=_LAD),
        _vintage("vintage"),
        Column(name="latest_code", pattern=_LAD, about="District of the latest year that holds it"),
        _name("latest_name"),
        _vintage("latest_vintage"),
    ),
    layouts=(
        _layout(
            name="tidied district history 2016 to 2024",
            columns={"ltla24_code": "latest_code", "ltla24_name": "latest_name"},
            ignored=("ltla??_name",),
            constants={"latest_vintage": "2024"},
            unpivot=Unpivot(pattern=r"ltla(\d\d)_code", key="vintage", value="lad_code"),
        ),
    ),
    publisher=_publisher("no single file: one row per district, its code in each year from 2016 to 2024"),
)


def _outside(table: pa.Table, column: str) -> pa.Table:
    """Set rows of Scotland and Northern Ireland aside."""
    outside = pc.fill_null(pc.match_substring_regex(table.column(column), "^[NS]"), fill_value=False)
    return table.append_column(SET_ASIDE, pc.if_else(outside, pa.scalar(ELSEWHERE), pa.scalar(None, pa.string())))


def _small_areas(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    return _outside(table, "lsoa11_code")


def _districts(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    return _outside(table, "lad_code")


def _full_years(table: pa.Table, file: InputFile) -> pa.Table:
    """Write years in full, as in 2024 for 24."""
    years = pc.binary_join_element_wise(pa.scalar("20"), table.column("vintage"), "")
    return _districts(table.set_column(table.schema.get_field_index("vintage"), "vintage", years), file)


SOURCES: tuple[Source, ...] = (
    Source(contract=CHANGE),
    Source(contract=LSOA21_WARD),
    Source(contract=LSOA11_LAD, transform=_small_areas),
    Source(contract=LSOA11_MSOA11, transform=_small_areas),
    Source(contract=LSOA11_WARD, transform=_small_areas),
    Source(contract=LAD_CSP_PFA, transform=_districts),
    Source(contract=LAD_REGION, transform=_districts),
    Source(contract=LAD_HISTORY, transform=_full_years),
)
