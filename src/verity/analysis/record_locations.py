"""Where codes, coordinates and district codes of records lie: small tables that the records are then joined to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.geography.boundaries import Boundaries
from verity.geography.vintage import ONLY_2011, ONLY_2021
from verity.model.areas import LSOA21, AreaType, Level
from verity.warehouse.expressions import coalesce, memtable

FILE_CODE = ["source_file", "lsoa_code"]
POINT = ["longitude", "latitude"]
LOCATION = [*FILE_CODE, "lad_code", *POINT]
GROUPS = "output_area_classification"


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is known of small areas, by code: the decile, in the index's vintage, and the group, by LSOA 2021."""

    deciles: Mapping[str, int]
    groups: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, eq=False)
class Codes:
    """LSOA codes by file: `source_file`, `lsoa_code`, `n`, `lad`, `place`, `lsoa`, `decile`, `area_group`; vintages."""

    table: pd.DataFrame
    vintages: Mapping[int, int]


def locations_of(incidents: Any) -> Any:  # noqa: ANN401 - Ibis
    """Return the different locations of incidents, as their records say them, with the number `n` of each."""
    return incidents.group_by(LOCATION).aggregate(n=incidents.count())


def codes_of(inputs: Inputs, locations: Any, traits: Traits) -> Codes:  # noqa: ANN401 - Ibis
    """Give every (file, code) its district and, where its vintage allows it exactly, small area and decile.

    A code that one vintage alone has is of that vintage, whatever the rest of its file is of: extracts of records
    carry stray codes. A code that both have is of the vintage most codes of its file are of, else of the edition's.
    """
    given = locations.filter(locations.lsoa_code.notnull())
    seen = given.group_by(FILE_CODE).aggregate(n=given.n.sum().cast("int64")).order_by(FILE_CODE).to_pandas()
    vintages: dict[int, int] = {}
    frames = [_typed_codes(seen.iloc[:0])]
    for file, group in seen.groupby("source_file"):
        known = group["lsoa_code"].map(inputs.geography.codes.classified(group["lsoa_code"]))
        old, new = (int(group.loc[known == one, "n"].sum()) for one in (ONLY_2011, ONLY_2021))
        usual = inputs.lsoa_type.vintage if old == new else 2011 if old > new else 2021
        vintages[int(file)] = usual
        own = known.map({ONLY_2011: 2011, ONLY_2021: 2021}).fillna(usual)
        frames += [_settled(inputs, part, int(vintage), traits) for vintage, part in group.groupby(own)]
    return Codes(
        table=pd.concat(frames, ignore_index=True).sort_values(FILE_CODE, ignore_index=True), vintages=vintages
    )


def _settled(inputs: Inputs, codes: pd.DataFrame, vintage: int, traits: Traits) -> pd.DataFrame:
    """Give codes of one vintage their district, small area, decile and group."""
    own = inputs.geography.lsoa_type(vintage)
    lads = inputs.geography.parents(own, Level.LAD).set_index("child")["parent"]
    frame = codes.assign(lad=codes["lsoa_code"].map(lads))
    inside = frame["lad"].isin(set(inputs.district_codes))
    frame["place"] = frame["lad"].where(inside, ELSEWHERE).where(frame["lad"].notna())
    frame["lsoa"] = _told_in(inputs, frame["lsoa_code"].where(inside), own, inputs.lsoa_type)
    return _typed_codes(_with_traits(inputs, frame, frame["lsoa_code"].where(inside), own, traits))


def _typed_codes(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = {"source_file": "int32", "lsoa_code": "str", "n": "int64", "lad": "str", "place": "str", "lsoa": "str"}
    kinds |= {"decile": "Int64", "area_group": "str"}
    return frame.reindex(columns=list(kinds)).astype(kinds)


def _with_traits(inputs: Inputs, frame: pd.DataFrame, codes: pd.Series, own: AreaType, traits: Traits) -> pd.DataFrame:
    """Add what is known of each code's area."""
    decile = _told_in(inputs, codes, own, _index_type(inputs)).map(traits.deciles).astype("Int64")
    return frame.assign(decile=decile, area_group=_told_in(inputs, codes, own, LSOA21).map(traits.groups))


def _told_in(inputs: Inputs, codes: pd.Series, own: AreaType, target: AreaType) -> pd.Series:
    """Return the codes told in another vintage, missing where that is not exact."""
    return codes.astype("str") if own == target else codes.map(inputs.geography.exact(own, target)).astype("str")


def _index_type(inputs: Inputs) -> AreaType:
    return inputs.geography.lsoa_type(inputs.geography.deprivation_vintage(inputs.deprivation_edition))


def deciles_of(inputs: Inputs) -> dict[str, int]:
    """Return the decile of every area that the edition ranks, by its code in the edition's own vintage."""
    if not inputs.warehouse.has("deprivation"):
        return {}
    table = inputs.warehouse.table("deprivation")
    own = table.filter(table.edition == inputs.deprivation_edition).select("lsoa_code", "decile")
    frame = own.order_by("lsoa_code").to_pandas()
    return {str(code): int(decile) for code, decile in zip(frame["lsoa_code"], frame["decile"], strict=True)}


def traits_of(inputs: Inputs) -> Traits:
    """Return what is known of the small areas of the edition."""
    return Traits(deciles=deciles_of(inputs), groups=groups_of(inputs))


def groups_of(inputs: Inputs) -> dict[str, str]:
    """Return the geodemographic group of each LSOA 2021: the open one's name, a licensed one's where that is absent."""
    if not inputs.warehouse.has(GROUPS):
        return {}
    table = inputs.warehouse.table(GROUPS)
    named = table.select("lsoa_code", name=coalesce(table.group_name, table.licensed_group_name))
    frame = named.filter(named.name.notnull()).order_by("lsoa_code").to_pandas()
    return {str(code): str(name) for code, name in zip(frame["lsoa_code"], frame["name"], strict=True)}


def points_of(inputs: Inputs, locations: Any, codes: pd.DataFrame, traits: Traits) -> pd.DataFrame:  # noqa: ANN401 - Ibis
    """Place, by point in polygon, the distinct coordinates of records whose code does not give a small area."""
    shapes = inputs.boundaries.get(inputs.lsoa_type)
    empty = pd.DataFrame({"longitude": [0.0], "latitude": [0.0], "lsoa": [""], "lad": [""], "decile": [0]})
    empty["area_group"] = ""
    if shapes is None:
        return _typed_points(empty.iloc[:0])
    settled = codes.loc[codes["lsoa"].notna() | (codes["place"] == ELSEWHERE), FILE_CODE]
    wanted = locations.filter(locations.longitude.notnull() & locations.latitude.notnull())
    if len(settled):
        wanted = wanted.anti_join(memtable(settled), FILE_CODE)
    frame: pd.DataFrame = wanted.select(*POINT).distinct().order_by(POINT).to_pandas()
    if frame.empty:
        return _typed_points(empty.iloc[:0])
    return _typed_points(_located(inputs, frame, shapes, traits))


def _typed_points(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = {"longitude": "float64", "latitude": "float64", "lsoa": "str", "lad": "str", "decile": "Int64"}
    kinds["area_group"] = "str"
    return frame[list(kinds)].astype(kinds)


def _located(inputs: Inputs, frame: pd.DataFrame, shapes: Boundaries, traits: Traits) -> pd.DataFrame:
    """Add small area, district, decile and group; points outside the force area are left out."""
    own = shapes.only(inputs.area.lsoas(inputs.lsoa_type.vintage))
    found = frame.assign(lsoa=inputs.geography.at_points(frame["longitude"], frame["latitude"], own))
    inside = found.dropna(subset="lsoa").astype({"lsoa": "str"})
    lads = inputs.geography.parents(inputs.lsoa_type, Level.LAD).set_index("child")["parent"]
    return _with_traits(inputs, inside.assign(lad=inside["lsoa"].map(lads)), inside["lsoa"], inputs.lsoa_type, traits)


def districts_of(inputs: Inputs, codes: Iterable[str]) -> pd.DataFrame:
    """Return the place of each district code of any year; a district split across the border has none."""
    here = set(inputs.district_codes)
    history = inputs.geography.districts
    places = []
    for code in codes:
        present = history.successor(code)
        inside = bool(history.successors.get(code, frozenset()) & here)
        places.append(present if present in here else NO_LOCATION if present is None and inside else ELSEWHERE)
    return pd.DataFrame({"lad_code": list(codes), "district_place": places}, dtype="str")
