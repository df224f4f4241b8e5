"""Caveats and dated events that hold for all police recorded crime, whatever the source."""

from verity.model.contracts import Caveat
from verity.model.periods import Marker, MarkerKind

NOT_ACCREDITED = Caveat(
    id="not-accredited",
    text="Police recorded crime is not accredited official statistics: "
    "it depends on what is reported and how it is recorded.",
)
POLICE_UK_CATEGORY = Caveat(
    id="police-uk-category",
    text="“Violence and sexual offences” is a police.uk category. It includes harassment, stalking and common "
    "assault without injury, and leaves out robbery and weapon possession: it is not “serious violence”.",
)
ANONYMISED_LOCATION = Caveat(
    id="anonymised-location",
    text="police.uk moves each location to a nearby map point, so small-area counts are approximate.",
)
OCCURRENCE_OVER_RESIDENTS = Caveat(
    id="occurrence-over-residents",
    text="Counts are by where the offence took place; people who live there are not all the people at risk there.",
)

POLICE_MARKERS: tuple[Marker, ...] = (
    Marker(
        kind=MarkerKind.LOCKDOWN, label="First lockdown", first="2020-03", last="2020-05",
        source="Health Protection (Coronavirus, Restrictions) (England) Regulations 2020",
    ),
    Marker(
        kind=MarkerKind.LOCKDOWN, label="Second lockdown", first="2020-11", last="2020-12",
        source="Health Protection (Coronavirus, Restrictions) (England) (No. 4) Regulations 2020",
    ),
    Marker(
        kind=MarkerKind.LOCKDOWN, label="Third lockdown", first="2021-01", last="2021-03",
        source="Health Protection (Coronavirus, Restrictions) (All Tiers) Regulations 2020, as amended",
    ),
    Marker(
        kind=MarkerKind.RECORDING_CHANGE, label="Counting rules changed", first="2023-05", last="2023-05",
        source="Home Office Counting Rules, principal crime rule, May 2023",
    ),
)  # fmt: skip
"""Events that every annual or monthly police chart marks; a recording change breaks a trend."""
