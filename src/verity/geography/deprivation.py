"""Which LSOA vintage an edition of the indices of deprivation belongs to; editions are never joined across."""

from verity.model.areas import AreaType, Level
from verity.model.errors import AreaError

VINTAGES = {"2015": 2011, "2019": 2011, "2025": 2021, "WIMD 2019": 2011, "WIMD 2025": 2021}
"""Edition → LSOA vintage: deciles of 2019 rank the areas of 2011, those of 2025 the areas of 2021."""


def deprivation_vintage(edition: str) -> int:
    """Return the LSOA vintage an edition ranks.

    Raises
    ------
    AreaError
        When the edition is not known.

    Examples
    --------
    >>> deprivation_vintage("2019"), deprivation_vintage("2025")
    (2011, 2021)
    """
    if edition not in VINTAGES:
        raise AreaError(
            "The edition of the indices of deprivation is not known", where=edition, expected=", ".join(VINTAGES),
            do_this="correct the edition in assessment.toml",
        )  # fmt: skip
    return VINTAGES[edition]


def refuse_other_vintage(edition: str, areas: AreaType) -> None:
    """Raise AreaError unless `areas` are the LSOAs that the edition ranks."""
    own = AreaType(Level.LSOA, deprivation_vintage(edition))
    if areas != own:
        raise AreaError(
            "Deciles are joined to the areas they rank alone", where=f"indices of deprivation {edition}",
            expected=str(own), found=str(areas),
            do_this="convert the counts to the index's areas, or use the edition of these areas",
        )  # fmt: skip
