"""Where each police.uk record lies: its district, and its small area in the vintage the edition is told in.

The vintage of a record's LSOA code follows its archive edition and is detected from codes that only one
vintage has. Codes of the other vintage are converted before the engine counts: exactly where several became
one, by the record's map point where one became several; what can be placed in a district but not in a small
area is reported as the residual.
"""

from dataclasses import dataclass

import pandas as pd

from verity.analysis.incidents import INCIDENT
from verity.analysis.inputs import ELSEWHERE, NO_LOCATION, Inputs
from verity.model.areas import AreaType, Level
from verity.warehouse.expressions import cases, coalesce, memtable

STREET = "police_uk_street"
_KEYS = ["edition", "lsoa_code"]


@dataclass(frozen=True)
class Placement:
    """What placing did: records per way of conversion, and those placed in a district but no small area."""

    vintages: dict[str, int]
    converted: dict[str, int]
    residual: int
    unknown_codes: int

    @classmethod
    def nothing(cls) -> "Placement":
        """Return what is said when there are no records to place."""
        return cls(vintages={}, converted={}, residual=0, unknown_codes=0)


def place_incidents(inputs: Inputs) -> Placement:
    """Write the table of placed incidents and say how they were placed."""
    warehouse = inputs.warehouse
    street = warehouse.table(STREET)
    codes = street.filter(street.lsoa_code.notnull())
    seen = codes.group_by(_KEYS).aggregate(n=codes.count()).order_by(_KEYS).to_pandas()
    vintages = _vintages(inputs, seen)
    lookup = _lookup(inputs, seen, vintages)
    points = _points(inputs, lookup)
    warehouse.con.create_table("_place", lookup, overwrite=True)
    warehouse.con.create_table("_point", points, overwrite=True)
    _write(inputs)
    return _report(seen, lookup, points, vintages)


def _vintages(inputs: Inputs, seen: pd.DataFrame) -> dict[str, int]:
    """Detect the vintage of each archive edition; one whose codes decide nothing takes the edition's own."""
    found = {}
    for edition, group in seen.groupby("edition"):
        vintage = inputs.geography.vintage_of(group["lsoa_code"])
        found[str(edition)] = vintage if vintage is not None else inputs.lsoa_type.vintage
    return found


def _lookup(inputs: Inputs, seen: pd.DataFrame, vintages: dict[str, int]) -> pd.DataFrame:
    """Give every (edition, code) its place and, where it converts exactly, its small area."""
    frames = []
    here = set(inputs.district_codes)
    for edition, group in seen.groupby("edition"):
        own = AreaType(Level.LSOA, vintages[str(edition)])
        lads = inputs.geography.parents(own, Level.LAD).rename(columns={"child": "lsoa_code", "parent": "lad"})
        frame = group.merge(lads, on="lsoa_code", how="left")
        frame["known"] = frame["lad"].notna()
        frame["place"] = frame["lad"].where(frame["lad"].isin(here), ELSEWHERE)
        if own == inputs.lsoa_type:
            frame["lsoa"] = frame["lsoa_code"].where(frame["known"])
        else:
            exact = inputs.geography.exact(own, inputs.lsoa_type)
            frame["lsoa"] = frame["lsoa_code"].map(exact)
        frames.append(frame[[*_KEYS, "n", "known", "place", "lsoa"]])
    if not frames:
        return pd.DataFrame({"edition": [], "lsoa_code": [], "n": [], "known": [], "place": [], "lsoa": []}).astype(
            {
                "edition": "str",
                "lsoa_code": "str",
                "n": "int64",
                "known": "bool",
                "place": "str",
                "lsoa": "str",
            }
        )
    return pd.concat(frames, ignore_index=True).astype({"lsoa": "str"})


def _points(inputs: Inputs, lookup: pd.DataFrame) -> pd.DataFrame:
    """Place the map points of codes that became several, by point in polygon."""
    empty = pd.DataFrame({"longitude": [0.0], "latitude": [0.0], "lsoa": ["x"], "n": [0]}).iloc[:0]
    split = lookup[lookup["lsoa"].isna() & (lookup["place"] != ELSEWHERE)]
    if split.empty or inputs.lsoa_type not in inputs.boundaries:
        return empty
    street = inputs.warehouse.table(STREET)
    wanted = street.semi_join(memtable(split[_KEYS]), _KEYS).filter(lambda t: t.longitude.notnull())
    points = wanted.group_by(["longitude", "latitude"]).aggregate(n=wanted.count())
    frame: pd.DataFrame = points.order_by(["longitude", "latitude"]).to_pandas()
    shapes = inputs.boundaries[inputs.lsoa_type]
    frame["lsoa"] = inputs.geography.at_points(frame["longitude"], frame["latitude"], shapes)
    return frame.dropna(subset=["lsoa"])[["longitude", "latitude", "lsoa", "n"]].astype({"lsoa": "str"})


def _write(inputs: Inputs) -> None:
    con = inputs.warehouse.con
    street, place, point = con.table(STREET), con.table("_place"), con.table("_point")
    joined = street.left_join(place, _KEYS).left_join(
        point.select("longitude", "latitude", point_lsoa=point.lsoa), ["longitude", "latitude"]
    )
    located = joined.lsoa_code.notnull()
    con.create_table(
        INCIDENT,
        joined.select(
            "month",
            "crime_type",
            "force",
            year=joined.month[:4].cast("int64"),
            place=cases((~located, NO_LOCATION), else_=joined.place.fill_null(ELSEWHERE)),
            lsoa=coalesce(joined.lsoa, joined.point_lsoa),
        ),
        overwrite=True,
    )


def _report(seen: pd.DataFrame, lookup: pd.DataFrame, points: pd.DataFrame, vintages: dict[str, int]) -> Placement:
    exact = int(lookup.loc[lookup["lsoa"].notna(), "n"].sum())
    by_point = int(points["n"].sum())
    inside = int(lookup.loc[lookup["lsoa"].isna() & (lookup["place"] != ELSEWHERE), "n"].sum())
    return Placement(
        vintages=vintages,
        converted={"by code": exact, "by map point": by_point},
        residual=inside - by_point,
        unknown_codes=int(seen["n"].sum() - lookup.loc[lookup["known"], "n"].sum()),
    )
