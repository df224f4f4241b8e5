"""The one gate. For now it knows one class, open data, and refuses everything else."""

from collections.abc import Mapping, Sequence

from verity.disclosure.release import POLICY_OPEN, release
from verity.model.contracts import Sensitivity
from verity.model.errors import DisclosureError
from verity.model.measures import MeasureTable
from verity.model.releases import EditionKind, Release


def release_edition(
    tables: Sequence[MeasureTable], sensitivity: Mapping[str, Sensitivity], edition: EditionKind
) -> dict[str, Release]:
    """Release all tables of one edition together.

    Parameters
    ----------
    tables : sequence of MeasureTable
    sensitivity : mapping
        Contract id → sensitivity, for every source the build knows.
    edition : EditionKind

    Returns
    -------
    dict
        Measure id → release.

    Raises
    ------
    DisclosureError
        When any table draws on a source that is not open, or on one the gate does not know. All such tables are
        named; nothing is released.
    """
    refused = [
        f"{table.measure.id}: {source} ({sensitivity.get(source, 'unknown to the gate')})"
        for table in tables
        for source in table.measure.sources
        if sensitivity.get(source) is not Sensitivity.OPEN
    ]
    if refused:
        raise DisclosureError(
            "The gate releases open data only",
            where="; ".join(refused),
            expected=f"sources marked {Sensitivity.OPEN.value}",
            found=f"{len(refused)} tables from other sources",
            do_this="leave these sources out of the assessment",
        )
    released: dict[str, Release] = {}
    for table in tables:
        if table.measure.id in released:
            raise DisclosureError(
                "Two tables bear one name", where=table.measure.id, expected="one table per measure",
                do_this="give each measure its own id",
            )  # fmt: skip
        released[table.measure.id] = release(table, edition, policy=POLICY_OPEN)
    return released
