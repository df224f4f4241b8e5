"""Polygons of one type of area, and whether what was loaded is real, invented, or wrongly both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from verity.geography.force_area import ForceArea
from verity.model.areas import AreaType, is_synthetic
from verity.model.errors import AreaError

if TYPE_CHECKING:
    from verity.geography.geography import Geography


@dataclass(frozen=True, kw_only=True, eq=False)
class Boundaries:
    """Polygons of one level and boundary year.

    Parameters
    ----------
    type : AreaType
    frame : GeoDataFrame
        `code`, `name`, `geometry` (valid, WGS84), one row per area in order of code.
    repaired : int
        Polygons that were not valid as published.
    set_aside : int
        Areas outside England and Wales.
    """

    type: AreaType
    frame: Any
    repaired: int = 0
    set_aside: int = 0

    def only(self, codes: Collection[str]) -> "Boundaries":
        """Return the polygons of some areas: those of a county out of a national file, say."""
        kept = self.frame[self.frame["code"].isin(list(codes))].reset_index(drop=True)
        return replace(self, frame=kept)


def dissolved(
    boundaries: Boundaries, parents: Mapping[str, str], names: Mapping[str, str], into: AreaType
) -> Boundaries:
    """Return larger areas made of smaller ones, so that their edges agree.

    Parameters
    ----------
    parents : Mapping[str, str]
        Code of a polygon → code of the larger area; polygons without one are left out.
    names : Mapping[str, str]
        Code → name of the larger areas.
    into : AreaType
    """
    frame = boundaries.frame.assign(parent=boundaries.frame["code"].map(dict(parents))).dropna(subset=["parent"])
    joined = frame.dissolve(by="parent").reset_index()
    joined = joined.assign(code=joined["parent"], name=joined["parent"].map(dict(names)).fillna(joined["parent"]))
    return Boundaries(type=into, frame=joined[["code", "name", "geometry"]].sort_values("code", ignore_index=True))


def refuse_mixture(geography: "Geography", area: ForceArea) -> None:
    """Raise AreaError when real and invented areas stand in the same lookups.

    Raises
    ------
    AreaError
        When the force area is invented and any loaded lookup holds real codes, or the other way round.
    """
    invented = is_synthetic(area.area.code)
    strangers = sorted(code for code in geography.names() if is_synthetic(code) != invented)
    if strangers:
        raise AreaError(
            "Real and invented areas are mixed", where=area.area.name,
            expected=f"{'invented' if invented else 'real'} areas alone",
            found=f"{len(strangers):,} of the other kind, such as {', '.join(strangers[:3])}",
            do_this="keep real and synthetic data in folders of their own",
        )  # fmt: skip
