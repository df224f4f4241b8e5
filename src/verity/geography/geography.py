"""All the areas of one build: what the other parts ask about places.

Built once from the lookups that were loaded; nothing here reads files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from verity.geography.boundaries import Boundaries
from verity.geography.changes import LsoaChanges
from verity.geography.deprivation import deprivation_vintage
from verity.geography.districts import DistrictHistory
from verity.geography.force_area import ForceArea, find_area
from verity.geography.nesting import COUNTRY_NAMES, Nesting, country_of, nesting
from verity.geography.points import assign_by_coordinates
from verity.geography.tables import LookupTables, lookup_tables
from verity.geography.vintage import LsoaCodes
from verity.model.areas import LSOA11, LSOA21, Area, AreaType, Level, is_synthetic
from verity.model.errors import AreaError
from verity.warehouse.engine import Warehouse

_UNNAMED_COUNTRY = "Invented country"


@dataclass(frozen=True, kw_only=True, eq=False)
class Geography:
    """Areas, their nesting and their changes.

    Parameters
    ----------
    tables : LookupTables
    districts : DistrictHistory
    nesting : Nesting
    country_names : Mapping[str, str]
        Code → name of the countries that the data name.
    """

    tables: LookupTables
    districts: DistrictHistory
    nesting: Nesting
    country_names: Mapping[str, str]

    @classmethod
    def from_warehouse(cls, warehouse: Warehouse) -> "Geography":
        """Build from the lookups that were loaded.

        Raises
        ------
        AreaError
            When the lookups contradict themselves, or the one of districts to force areas is missing.
        """
        return cls.from_tables(lookup_tables(warehouse), _countries_named(warehouse))

    @classmethod
    def from_tables(cls, tables: LookupTables, country_names: Mapping[str, str] | None = None) -> "Geography":
        """Build from lookup tables; see `from_warehouse`."""
        if tables.lad_csp_pfa.empty:
            raise AreaError(
                "No lookup of districts to police force areas was loaded", where="lookups/",
                expected="a file with columns like LAD24CD, CSP24CD, PFA24CD",
                do_this="download it from the Open Geography portal into the folder lookups",
            )  # fmt: skip
        districts = DistrictHistory.from_table(tables.lad_history, frozenset(tables.lad_csp_pfa["lad_code"]))
        return cls(
            tables=tables,
            districts=districts,
            nesting=nesting(tables, districts),
            country_names={**COUNTRY_NAMES, **{code: _cased(name) for code, name in (country_names or {}).items()}},
        )

    @property
    def lsoa11(self) -> AreaType:
        """The LSOAs of 2011."""
        return LSOA11

    @property
    def lsoa21(self) -> AreaType:
        """The LSOAs of 2021."""
        return LSOA21

    def lsoa_type(self, vintage: int) -> AreaType:
        """Return the LSOAs of a vintage; AreaError unless it is 2011 or 2021."""
        if vintage not in {2011, 2021}:
            raise AreaError("LSOAs have two vintages", where=str(vintage), expected="2011 or 2021")
        return AreaType(Level.LSOA, vintage)

    @cached_property
    def lad_vintage(self) -> int:
        """The boundary year of the districts in use."""
        return int(self.tables.lad_csp_pfa["vintage"].max())

    @cached_property
    def changes(self) -> LsoaChanges:
        """What became of LSOAs between 2011 and 2021."""
        return LsoaChanges(self.tables.lsoa_change)

    @cached_property
    def codes(self) -> LsoaCodes:
        """All LSOA codes of the two vintages."""
        old = {*self.tables.lsoa_change["lsoa11_code"], *self.tables.lsoa11_lad["lsoa11_code"]}
        new = {*self.tables.lsoa_change["lsoa21_code"], *self.tables.lsoa21_ward["lsoa21_code"]}
        return LsoaCodes(frozenset(old), frozenset(new))

    def vintage_of(self, codes: Iterable[str]) -> int | None:
        """Return the vintage of a set of LSOA codes; None where none decides; AreaError for a mixture."""
        return self.codes.vintage_of(codes)

    def has(self, level: Level, child: AreaType) -> bool:
        """Whether it is known in which areas of `level` the children lie."""
        return (_key(child), level) in self.nesting or (
            (_key(child), Level.LAD) in self.nesting and ("lad", level) in self.nesting
        )

    def parents(self, child: AreaType, level: Level) -> pd.DataFrame:
        """Return the area of `level` in which each child lies.

        Returns
        -------
        DataFrame
            `child`, `parent`, one row per child in order; the parent is missing where none is known or, for
            partnerships, where the district holds several.

        Raises
        ------
        AreaError
            When the lookups do not say.
        """
        key = _key(child)
        if (key, level) in self.nesting:
            found = self.nesting[key, level]
            return self._of_year(found, child.vintage) if child.level is Level.LAD else found.copy()
        if not self.has(level, child):
            raise AreaError(
                f"It is not known in which {level.noun} each {child.level.noun} lies", where=f"{child} to {level}",
                do_this="add the lookup to the folder lookups",
            )  # fmt: skip
        upper = self.nesting["lad", level].set_index("child")["parent"]
        lads = self.nesting[key, Level.LAD]
        return lads.assign(parent=lads["parent"].map(upper).astype("str"))

    def _of_year(self, pairs: pd.DataFrame, year: int) -> pd.DataFrame:
        """Return the parents of the districts of any year that the district history knows."""
        history = self.tables.lad_history
        codes = sorted(set(history.loc[history["vintage"] == year, "lad_code"]))
        if year == self.lad_vintage or not codes:
            return pairs.copy()
        children = pd.Series(codes, dtype="str")
        parents = self.districts.mapped(children).map(pairs.set_index("child")["parent"])
        return pd.DataFrame({"child": children, "parent": parents}, dtype="str")

    @cached_property
    def _names(self) -> dict[str, str]:
        tables = self.tables
        named = (
            (tables.lsoa11_lad, "lsoa11"), (tables.lsoa21_ward, "lsoa21"), (tables.lsoa11_msoa11, "msoa11"),
            (tables.lsoa11_ward, "ward"), (tables.lsoa21_ward, "ward"), (tables.lad_region, "lad"),
            (tables.lad_csp_pfa, "lad"), (tables.lad_csp_pfa, "csp"), (tables.lad_csp_pfa, "pfa"),
            (tables.lad_region, "region"),
        )  # fmt: skip
        names: dict[str, str] = {}
        for table, prefix in named:
            rows = table[[f"{prefix}_code", f"{prefix}_name"]].dropna()
            names |= dict(zip(rows.iloc[:, 0], rows.iloc[:, 1], strict=True))
        countries = {country_of(code) for code in self.districts.present}
        names |= {code: self.country_names.get(code, _UNNAMED_COUNTRY) for code in countries}
        return dict(sorted(names.items()))

    def names(self) -> dict[str, str]:
        """Return code → name of every area the lookups name, in order of code."""
        return dict(self._names)

    def area(self, code: str, kind: AreaType) -> Area:
        """Return an area by its code; one without a name bears its code."""
        return Area(code, self._names.get(code, code), kind)

    def force_area(self, wanted: str) -> ForceArea:
        """Return a police force area by code, name or slug.

        Raises
        ------
        AreaError
            When it is not known; the nearest is named.
        """
        table = self.tables.lad_csp_pfa
        pfa = AreaType(Level.PFA, self.lad_vintage)
        found = find_area(wanted, (self.area(code, pfa) for code in table["pfa_code"].unique()))
        own = table[table["pfa_code"] == found.code]
        lads = frozenset(own["lad_code"])
        return ForceArea(
            area=found,
            districts=self._named(lads, AreaType(Level.LAD, self.lad_vintage)),
            csps=self._named(own["csp_code"].unique(), AreaType(Level.CSP, self.lad_vintage)),
            region=self._region(found, lads),
            country=self.area(country_of(found.code), AreaType(Level.COUNTRY, self.lad_vintage)),
            lsoas11=self._children("lsoa11", lads),
            lsoas21=self._children("lsoa21", lads),
            wards=self._named(self._children("ward", lads), AreaType(Level.WARD, self.ward_vintage)),
        )

    @cached_property
    def ward_vintage(self) -> int:
        """The boundary year of the wards that hold LSOAs of 2021; 0 where no lookup gives them."""
        wards = self.tables.lsoa21_ward
        return 0 if wards.empty else int(wards["ward_vintage"].max())

    def _named(self, codes: Iterable[str], kind: AreaType) -> tuple[Area, ...]:
        areas = [self.area(code, kind) for code in codes]
        return tuple(sorted(areas, key=lambda area: (area.name, area.code)))

    def _children(self, child: str, lads: frozenset[str]) -> frozenset[str]:
        if (child, Level.LAD) not in self.nesting:
            return frozenset()
        pairs = self.nesting[child, Level.LAD]
        return frozenset(pairs.loc[pairs["parent"].isin(lads), "child"])

    def _region(self, force: Area, lads: frozenset[str]) -> Area | None:
        if ("lad", Level.REGION) not in self.nesting:
            return None
        pairs = self.nesting["lad", Level.REGION]
        codes = pairs.loc[pairs["child"].isin(lads), "parent"].dropna().unique()
        if len(codes) > 1:
            raise AreaError("A force area lies in several regions", where=force.name, found=", ".join(sorted(codes)))
        return self.area(codes[0], AreaType(Level.REGION, self.lad_vintage)) if len(codes) else None

    def districts_of(self, code: str, available: Iterable[str]) -> tuple[str, ...]:
        """Return the districts in use that make up an area; none unless all of them are `available`."""
        members = {code} & self.districts.present
        for level in (Level.PFA, Level.REGION, Level.COUNTRY):
            if ("lad", level) in self.nesting:
                pairs = self.nesting["lad", level]
                members |= set(pairs.loc[pairs["parent"] == code, "child"])
        return tuple(sorted(members)) if members and members <= set(available) else ()

    def at_present(self, frame: pd.DataFrame, column: str, keys: Sequence[str], value: str) -> pd.DataFrame:
        """Add up figures of districts of any year to the districts in use; see `DistrictHistory.at_present`."""
        return self.districts.at_present(frame, column, keys, value)

    def exact(self, source: AreaType, target: AreaType) -> dict[str, str]:
        """Return source code → target code for LSOAs that lie wholly in one of the other vintage."""
        return self.changes.exact(source, target)

    def at_points(self, longitude: ArrayLike, latitude: ArrayLike, boundaries: Boundaries) -> NDArray[np.object_]:
        """Return the code of the area that holds each point; None where there is none."""
        return assign_by_coordinates(longitude, latitude, boundaries)

    def deprivation_vintage(self, edition: str) -> int:
        """Return the LSOA vintage that an edition of the indices of deprivation ranks."""
        return deprivation_vintage(edition)

    def deprivation_covers(self, area: ForceArea, edition: str, warehouse: Warehouse) -> bool:
        """Whether an edition is loaded and ranks every small area of the force area."""
        wanted = area.lsoas(deprivation_vintage(edition))
        if not wanted or not warehouse.has("deprivation"):
            return False
        table = warehouse.table("deprivation")
        ranked = table.filter(table.edition == edition).select("lsoa_code").to_pandas()["lsoa_code"]
        return wanted <= set(ranked)


def _key(child: AreaType) -> str:
    return str(child) if child.level is Level.LSOA else str(child.level)


def _countries_named(warehouse: Warehouse) -> dict[str, str]:
    """Return the names of invented countries, which the population estimates give."""
    if not warehouse.has("population_lad_quinary"):
        return {}
    table = warehouse.table("population_lad_quinary")
    rows = table.select("area_code", "area_name").distinct().order_by(["area_code", "area_name"]).to_pandas()
    return {
        code: name
        for code, name in zip(rows["area_code"], rows["area_name"], strict=True)
        if code[1:3] == "92" and is_synthetic(code)
    }


def _cased(name: str) -> str:
    """Return a country's name as it is written in a sentence: some files have it in capitals."""
    return name.title() if name.isupper() else name
