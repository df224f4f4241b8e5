"""English indices of deprivation (2019 on LSOA 2011, 2025 on LSOA 2021) and the Welsh index, as ranked by area.

Editions rank different areas and are never joined across; which vintage belongs to which is
`verity.geography.deprivation`'s.
"""

import pyarrow as pa
import pyarrow.compute as pc

from verity.model.areas import CODE_PATTERNS, Level
from verity.model.contracts import Caveat, Column, Contract, FieldType, Layout, Publisher
from verity.warehouse.columns import replaced, without_thousands_separators
from verity.warehouse.files import InputFile
from verity.warehouse.source import Source

FOLDER = "deprivation"
_IMD = "Index of Multiple Deprivation (IMD)"
_OTHER_DOMAINS = (
    "Income*", "Employment*", "Education*", "Health*", "Crime*", "Barriers*", "Living*", "Children*", "Adult*",
    "Geographical*", "Wider*", "Indoors*", "Outdoors*", "Total population*", "Dependent*", "Population*", "Older*",
    "Working age*", "Local Authority District*", "LSOA name*",
)  # fmt: skip
_TIDIED_DOMAINS = tuple(
    f"{domain}_{kind}"
    for domain in ("Income", "Employment", "Education", "Health", "Crime", "Housing*", "Access", "Environment")
    for kind in ("decile", "rank", "score")
)


def _file_7(edition: str, vintage: int) -> Layout:
    return Layout(
        name=f"English indices of deprivation {edition}, File 7",
        columns={
            f"LSOA code ({vintage})": "lsoa_code",
            f"{_IMD} Score": "score",
            f"{_IMD} Rank (where 1 is most deprived)": "rank",
            f"{_IMD} Decile (where 1 is most deprived 10% of LSOAs)": "decile",
        },
        ignored=_OTHER_DOMAINS,
        constants={"edition": edition},
    )


def _tidied(edition: str, vintage: int, letter: str, *, name: str, scored: bool) -> Layout:
    score = {"IMD_score": "score"} if scored else {}
    return Layout(
        name=name,
        columns={f"lsoa{vintage % 100}_code": "lsoa_code", "IMD_rank": "rank", "IMD_decile": "decile", **score},
        ignored=_TIDIED_DOMAINS,
        optional=frozenset(score),
        constants={"edition": edition},
        first_row={f"lsoa{vintage % 100}_code": f"^{letter}"},
    )


CONTRACT = Contract(
    id="deprivation",
    title="Indices of deprivation",
    columns=(
        Column(name="lsoa_code", pattern=CODE_PATTERNS[Level.LSOA]),
        Column(name="edition", codes=frozenset({"2019", "2025", "WIMD 2019"})),
        Column(name="nation", codes=frozenset({"E", "W"}), about="Ranks are within one nation and never mixed"),
        Column(name="rank", type=FieldType.INTEGER, minimum=1, about="1 is most deprived"),
        Column(name="decile", type=FieldType.INTEGER, minimum=1, maximum=10, about="1 is the most deprived tenth"),
        Column(name="score", type=FieldType.NUMBER, nullable=True),
    ),
    layouts=(
        _file_7("2019", 2011),
        _file_7("2025", 2021),
        _tidied("2019", 2011, "E", name="tidied English indices 2019", scored=False),
        _tidied("2025", 2021, "E", name="tidied English indices 2025", scored=True),
        _tidied("WIMD 2019", 2011, "W", name="tidied Welsh index 2019", scored=True),
    ),
    publisher=Publisher(
        name="Ministry of Housing, Communities and Local Government",
        page="https://www.gov.uk/government/collections/english-indices-of-deprivation",
        file="File 7: all ranks, scores, deciles and population denominators (CSV)",
        folder=FOLDER,
    ),
    caveats=(
        Caveat(
            id="deprivation-relative",
            text="Deciles rank small areas against each other within one nation; they say nothing of a person.",
        ),
        Caveat(
            id="deprivation-editions",
            text="The 2019 and 2025 indices rank different small areas and are not comparable over time.",
        ),
    ),
    key=("lsoa_code", "edition"),
)


def _nation(table: pa.Table, file: InputFile) -> pa.Table:  # noqa: ARG001 - every transform is given its file
    table = replaced(table, "nation", pc.utf8_slice_codeunits(table.column("lsoa_code"), 0, 1))
    return replaced(table, "rank", without_thousands_separators(table.column("rank")))


SOURCES: tuple[Source, ...] = (Source(contract=CONTRACT, transform=_nation),)
