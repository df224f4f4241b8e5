"""The one gate. It knows two classes: open data, and restricted records, which go to the restricted edition alone."""

from collections.abc import Mapping, Sequence

from verity.disclosure.release import POLICY_OPEN, POLICY_RESTRICTED, release
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
        `public` and `partner` take open data only; `restricted` takes both, and is not for publication.

    Returns
    -------
    dict
        Measure id → release.

    Raises
    ------
    DisclosureError
        When any table draws on a source that the edition does not take, or on one the gate does not know. All such
        tables are named; nothing is released.
    """
    refused = [
        f"{table.measure.id}: {source} ({sensitivity.get(source, 'unknown to the gate')})"
        for table in tables
        for source in table.measure.sources
        if not _takes(edition, sensitivity.get(source))
    ]
    if refused:
        raise DisclosureError(
            f"The gate does not release these tables to the {edition.value} edition",
            where="; ".join(refused),
            expected="open sources; restricted ones in the restricted edition alone",
            found=f"{len(refused)} tables from other sources",
            do_this='leave these sources out, or set edition = "restricted"',
        )
    released: dict[str, Release] = {}
    for table in tables:
        if table.measure.id in released:
            raise DisclosureError(
                "Two tables bear one name", where=table.measure.id, expected="one table per measure",
                do_this="give each measure its own id",
            )  # fmt: skip
        restricted = any(sensitivity[source] is Sensitivity.RESTRICTED for source in table.measure.sources)
        policy = POLICY_RESTRICTED if restricted else POLICY_OPEN
        released[table.measure.id] = release(table, edition, policy=policy)
    return released


def _takes(edition: EditionKind, kind: Sensitivity | None) -> bool:
    """Whether an edition takes a source; one that is unknown is never taken."""
    return kind is Sensitivity.OPEN or (kind is Sensitivity.RESTRICTED and edition is EditionKind.RESTRICTED)
