"""A geodemographic group for each small area: the open Output Area Classification, and room for a licensed one.

The open classification is published by output area; a file by LSOA is made from it by the majority of residents.
"""

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, Layout, Publisher
from verity.warehouse.source import Source

FOLDER = "classifications"

CONTRACT = Contract(
    id="output_area_classification",
    title="Output Area Classification by small area",
    columns=(
        Column(name="lsoa_code", pattern=CODE_PATTERNS[Level.LSOA], about="LSOA 2021"),
        Column(name="group_code", about="Supergroup, group or subgroup of the open classification"),
        Column(name="group_name"),
        Column(name="licensed_group_code", nullable=True, about="Of a commercial classification, where there is one"),
        Column(name="licensed_group_name", nullable=True),
    ),
    layouts=(
        Layout(
            name="groups by LSOA 2021",
            columns={
                "lsoa21cd": "lsoa_code",
                "group_code": "group_code",
                "group_name": "group_name",
                "licensed_group_code": "licensed_group_code",
                "licensed_group_name": "licensed_group_name",
            },
            ignored=("lsoa21nm",),
            optional=frozenset({"licensed_group_code", "licensed_group_name"}),
        ),
    ),
    publisher=Publisher(
        name="Office for National Statistics and University College London",
        page="https://data.geods.ac.uk/dataset/output-area-classification-2021",
        file="the 2021 classification, brought to LSOA 2021 as lsoa21cd, group_code, group_name (CSV)",
        folder=FOLDER,
    ),
    caveats=(
        Caveat(
            id="classification-of-areas",
            text="A group describes what is usual among the people of an area, and nobody in particular.",
        ),
    ),
    key=("lsoa_code",),
)
SOURCES: tuple[Source, ...] = (Source(contract=CONTRACT),)
